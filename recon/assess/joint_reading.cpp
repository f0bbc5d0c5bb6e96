// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/joint_reading.hpp"

#include <algorithm>

namespace recon::assess {
namespace {

using normalise::ReadClaim;
using EventKind = incident::Event::Kind;

/// The aircraft of an event; empty where the case does not say.
std::string flown_by(const Given& given, const std::string& event) {
  const incident::Event* its = incident::find(given.file.events, event);
  return its == nullptr ? std::string{} : its->aircraft.text;
}

/// The two aircraft that a claim ties together; both the same, or one empty, where it ties none.
std::pair<std::string, std::string> tied(const Given& given, const ReadClaim& claim) {
  if (const auto* far = std::get_if<normalise::DistanceBetween>(&claim.meaning))
    return {flown_by(given, far->from), flown_by(given, far->to)};
  if (const auto* later = std::get_if<normalise::TimeBetween>(&claim.meaning))
    return {flown_by(given, later->from), flown_by(given, later->to)};
  if (const auto* from = std::get_if<normalise::FromEvent>(&claim.meaning))
    return {claim.aircraft, flown_by(given, from->event)};
  return {};
}

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> flown_together(const Given& given, const Account& account,
                                        const std::string& aircraft) {
  std::vector<std::string> group{aircraft};
  if (!given.settings.together) return group;
  for (std::size_t known = 0; known != group.size();) {
    known = group.size();
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given.claim(index);
      const auto [one, other] = claim.counts ? tied(given, claim) : std::pair<std::string, std::string>{};
      if (one.empty() || other.empty() || among(group, one) == among(group, other)) continue;
      group.push_back(among(group, one) ? other : one);
    }
  }
  std::vector<std::string> in_order{aircraft};
  for (const incident::Aircraft& its : given.file.aircraft)
    if (its.id.text != aircraft && among(group, its.id.text)) in_order.push_back(its.id.text);
  return in_order;
}

bool leads(const Given& given, const Account& account, const std::string& aircraft) {
  const std::vector<std::string> group = flown_together(given, account, aircraft);
  for (const incident::Event& event : given.file.events)
    if (event.kind == EventKind::hit && among(group, event.aircraft.text))
      return event.aircraft.text == aircraft;
  for (const incident::Aircraft& its : given.file.aircraft)
    if (among(group, its.id.text)) return its.id.text == aircraft;
  return true;
}

bool can_be_flown(const ReadClaim& claim) {
  return std::visit(
      [](const auto& meaning) {
        using Meaning = std::decay_t<decltype(meaning)>;
        return !(std::is_same_v<Meaning, normalise::TrackRead> ||
                 std::is_same_v<Meaning, normalise::InWords> ||
                 std::is_same_v<Meaning, normalise::Unanswerable>);
      },
      claim.meaning);
}

bool is_near_the_event(const Given& given, const ReadClaim& claim) {
  using Kind = normalise::Moment::Kind;
  if (claim.moment.kind == Kind::throughout)
    return std::holds_alternative<normalise::Height>(claim.meaning);  // hence also at the event
  if (claim.moment.kind != Kind::event) return true;
  const incident::Event* event = incident::find(given.file.events, claim.moment.name);
  if (event == nullptr || !event->kind) return false;
  switch (*event->kind) {
    case EventKind::entry:
    case EventKind::exit:
    case EventKind::hit:
    case EventKind::closest:
    case EventKind::collision:
    case EventKind::launch:
    case EventKind::release:
    case EventKind::turn:
    case EventKind::crash:
      return true;
    default:
      return false;
  }
}

std::vector<JointReading> joint_readings(const Given& given, const Account& account,
                                         const std::string& aircraft, std::size_t most) {
  // Readings of one claim about one aircraft stand side by side; one of them is taken.
  using Said = std::pair<std::string, std::string>;
  std::vector<std::pair<Said, std::vector<std::size_t>>> by_claim;
  const std::vector<std::string> group = flown_together(given, account, aircraft);
  for (const std::size_t index : account.claims) {
    const ReadClaim& claim = given.claim(index);
    if (!claim.counts || !(claim.aircraft.empty() || among(group, claim.aircraft)) || !can_be_flown(claim) ||
        !is_near_the_event(given, claim))
      continue;
    const Said said{claim.claim, claim.aircraft};
    const auto same = std::find_if(by_claim.begin(), by_claim.end(),
                                   [&](const auto& known) { return known.first == said; });
    if (same == by_claim.end())
      by_claim.push_back({said, {index}});
    else
      same->second.push_back(index);
  }
  std::vector<JointReading> all{JointReading{}};
  for (const auto& [said, readings] : by_claim) {
    std::vector<JointReading> longer;
    for (const JointReading& so_far : all) {
      bool any = false;
      for (const std::size_t index : readings) {
        const ReadClaim& claim = given.claim(index);
        const bool fits = std::all_of(so_far.claims.begin(), so_far.claims.end(), [&](std::size_t other) {
          return compatible(given.claim(other), claim);
        });
        if (!fits) continue;
        any = true;
        JointReading with = so_far;
        with.claims.push_back(index);
        with.reading = together(so_far.reading, claim.reading);
        with.words = together(so_far.words, claim.reading_words);
        longer.push_back(std::move(with));
      }
      // What is said only under another option is not said in this reading.
      if (!any) longer.push_back(so_far);
    }
    all = std::move(longer);
    const auto weight = [&](const JointReading& joint) {
      double product = 1.0;
      for (const std::size_t index : joint.claims) product *= given.claim(index).weight;
      return product;
    };
    if (all.size() > most) {
      std::stable_sort(all.begin(), all.end(),
                       [&](const JointReading& a, const JointReading& b) { return weight(a) > weight(b); });
      all.resize(most);
    }
  }
  return all;
}

}  // namespace recon::assess
