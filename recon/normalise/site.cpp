// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/site.hpp"

namespace recon::normalise {
namespace {

struct MomentWords {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const incident::AtEvent& at) const { return "event " + at.event.text; }
  std::string operator()(const incident::AtTime& at) const { return "time " + at.time.text; }
  std::string operator()(const incident::WhileInside& in) const { return "inside " + in.zone.text; }
  std::string operator()(const incident::AtClosest& at) const { return "closest " + at.to.text; }
  std::string operator()(const incident::Throughout&) const { return "throughout"; }
};

Site common(const incident::Incident& incident, const incident::Statement& statement,
            const incident::Claim& claim) {
  Site site;
  site.statement = &statement;
  site.claim = &claim;
  site.source = incident::find(incident.sources, statement.source.text);
  site.sensor = incident::find(incident.sensors, claim.sensor.text);
  site.clock = incident.clock.text;
  return site;
}

}  // namespace

std::string Site::home() const { return narrative != nullptr ? narrative->id : evidence->id.text; }

const std::vector<incident::Statement>& Site::neighbours() const {
  return narrative != nullptr ? narrative->statements : evidence->statements;
}

Site site_of(const incident::Incident& incident, const incident::Narrative& narrative,
             const incident::Statement& statement, const incident::Claim& claim) {
  Site site = common(incident, statement, claim);
  site.narrative = &narrative;
  const incident::Party* party = incident::find(incident.parties, narrative.party.text);
  if (party != nullptr && !party->clock.empty()) site.clock = party->clock.text;
  if (!narrative.clock.empty()) site.clock = narrative.clock.text;
  return site;
}

Site site_of(const incident::Incident& incident, const incident::Evidence& evidence,
             const incident::Statement& statement, const incident::Claim& claim) {
  Site site = common(incident, statement, claim);
  site.evidence = &evidence;
  return site;
}

bool same_moment(const incident::When& a, const incident::When& b) {
  return std::visit(MomentWords{}, a) == std::visit(MomentWords{}, b);
}

}  // namespace recon::normalise
