// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/normalise/normalise.hpp"

/// One account of one flight, written in a line or two: the smallest incident that asks a question of
/// normalise. It plays on 24 November 2015 at the southern tip of Hatay.
namespace recon::test {

inline incident::Text text(std::string words) { return {std::move(words), {}}; }

inline incident::When at(std::string event) { return incident::AtEvent{text(std::move(event))}; }
inline incident::When at_time(std::string time) { return incident::AtTime{text(std::move(time))}; }

struct Account {
  incident::Incident incident;

  Account() {
    using Role = incident::Aircraft::Role;
    incident.id = text("account");
    incident.date = text("2015-11-24");
    incident.clock = text("Europe/Istanbul");
    incident.window.begin = text("08:30 local");
    incident.window.end = text("11:00 local");
    incident.parties = {{.id = text("turkey")}, {.id = text("russia"), .clock = text("Europe/Moscow")}};
    incident.aircraft = {{.id = text("su24"), .role = Role::target},
                         {.id = text("f16"), .role = Role::shooter}};
    incident.landmarks = {
        {.id = text("salient-tip"), .position = text("35.80768 N 36.15394 E"), .accuracy = text("600 m")},
        {.id = text("base"), .position = text("35.400833 N 35.948611 E"), .accuracy = text("1 km")},
        {.id = text("nowhere"), .unverified = text("no printed position found")}};
    incident.events = {{.id = text("hit"), .aircraft = text("su24")},
                       {.id = text("crash"), .aircraft = text("su24")}};
    incident.zones = {{.id = text("land"), .tip = text("salient-tip"), .shape = incident::Land{text("TUR")}}};
    source("letter", incident::Source::Kind::letter);
    source("press", incident::Source::Kind::press);
    narrative("turkey");
  }

  incident::Source& source(const std::string& id, incident::Source::Kind kind) {
    incident.sources.push_back({.id = text(id), .kind = kind});
    return incident.sources.back();
  }

  incident::Narrative& narrative(const std::string& party) {
    incident.narratives.push_back({.id = party, .party = text(party), .aircraft = {text("su24")}});
    return incident.narratives.back();
  }

  /// A statement of the latest narrative.
  incident::Statement& statement(const std::string& id, const std::string& from = "letter") {
    incident.narratives.back().statements.push_back({.id = text(id), .source = text(from)});
    return incident.narratives.back().statements.back();
  }

  /// A claim of the latest statement of the latest narrative, opening a statement "s" where there is none.
  incident::Claim& claim(incident::Assertion assertion, incident::When when = {},
                         const std::string& id = "") {
    auto& statements = incident.narratives.back().statements;
    if (statements.empty()) statement("s");
    return add(statements.back(), std::move(assertion), std::move(when), id);
  }

  static incident::Claim& add(incident::Statement& to, incident::Assertion assertion,
                              incident::When when = {}, const std::string& id = "") {
    incident::Claim claim;
    claim.id = text(id);
    claim.name = to.id.text + "/" + (id.empty() ? incident::kind_word(assertion) : id);
    if (const auto* event = std::get_if<incident::AtEvent>(&when); event != nullptr && id.empty())
      claim.name += "@" + event->event.text;
    claim.when = std::move(when);
    claim.assertion = std::move(assertion);
    to.claims.push_back(std::move(claim));
    return to.claims.back();
  }

  incident::Landmark& landmark(const std::string& id) {
    for (incident::Landmark& place : incident.landmarks)
      if (place.id.text == id) return place;
    incident.landmarks.push_back({.id = text(id)});
    return incident.landmarks.back();
  }

  [[nodiscard]] normalise::Normalised normalised() const { return normalise::normalise(incident); }
};

/// The readings of one claim.
inline std::vector<normalise::ReadClaim> readings_of(const normalise::Normalised& all,
                                                     const std::string& claim) {
  std::vector<normalise::ReadClaim> found;
  for (const auto& read : all.claims)
    if (read.claim == claim) found.push_back(read);
  return found;
}

/// The option a reading takes at a choice; empty when the choice does not touch it.
inline std::string option_at(const normalise::ReadClaim& read, const std::string& choice) {
  for (const auto& taken : read.reading)
    if (taken.choice == choice) return taken.option;
  return "";
}

inline const normalise::Choice* choice(const normalise::Normalised& all, const std::string& id) {
  for (const auto& one : all.choices)
    if (one.id == id) return &one;
  return nullptr;
}

inline bool adjusted(const normalise::Normalised& all, const std::string& claim, const std::string& words) {
  for (const auto& adjustment : all.adjustments)
    if (adjustment.claim == claim &&
        (adjustment.what + " " + adjustment.because).find(words) != std::string::npos)
      return true;
  return false;
}

inline incident::DepthClaim depth(std::string figure) {
  return {.zone = text("land"), .is = text(std::move(figure))};
}
inline incident::LengthInsideClaim length(std::string figure) {
  return {.zone = text("land"), .is = text(std::move(figure))};
}
inline incident::BearingClaim bearing(std::string direction, std::string distance,
                                      std::string from = "base") {
  return {.from = text(std::move(from)),
          .direction = text(std::move(direction)),
          .distance = text(std::move(distance))};
}
inline incident::DistanceClaim distance_from(std::string from, std::string figure) {
  return {.from = text(std::move(from)), .is = text(std::move(figure))};
}
inline incident::PositionClaim position(std::string printed) { return {.is = text(std::move(printed))}; }
inline incident::TimeClaim time_said(std::string printed) { return {.is = text(std::move(printed))}; }

inline incident::Choice found_choice(About about, const std::string& within,
                                     std::vector<incident::Option> options) {
  incident::Choice choice;
  choice.about = about;
  if (!within.empty()) choice.within = {text(within)};
  choice.options = std::move(options);
  return choice;
}

}  // namespace recon::test
