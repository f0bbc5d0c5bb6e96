// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/drawn_zone.hpp"
#include "recon/geo/zone.hpp"
#include "recon/incident/incident.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::assess {

using Borders = std::map<std::string, incident::BorderVersion>;

/// The border versions that a zone is asked about, in file order: those it names, else all of the
/// case that cover its states. One empty name when the zone leans on no border at all (a circle, an airway).
[[nodiscard]] std::vector<std::string> versions_of(const incident::Zone& zone,
                                                   const incident::Incident& incident,
                                                   const Borders& borders);

/// A zone as one border version draws it; nullopt when the version lacks a state, or the zone
/// something else it needs (a landmark without position).
/// A breadth such as "12 miles" is read as nautical miles where it can be: the law of the sea measures
/// in them (UNCLOS 1982 art. 3).
[[nodiscard]] std::optional<geo::Zone> build_zone(const incident::Zone& zone, const std::string& border,
                                                  const incident::Incident& incident,
                                                  const normalise::Normalised& normalised,
                                                  const Borders& borders);

/// How a zone is made, the same for every version; nullopt when it lacks something that no version has.
[[nodiscard]] std::optional<ZonePlan> plan_of(const incident::Zone& zone, const incident::Incident& incident,
                                              const normalise::Normalised& normalised,
                                              const Borders& borders);

/// One sigma of where a version puts its line: root of line² + shift². What it does not say is
/// taken as 60 m for the line and 30 m for the shift (docs/method/answers.md, Border error).
[[nodiscard]] Length sigma_of(const incident::BorderVersion& version);

/// A margin carried from one zone to another.
struct Carried {
  Length margin;
  bool at_least = false;  // |margin| is a lower bound
};

/// The margin in `to` of a point whose margin in `from` is known: exact where both zones hang on one
/// state's land (land, the sea beyond it, a strip along either); inside the land of another state it
/// is at least as far outside. nullopt where the one says nothing of the other.
[[nodiscard]] std::optional<Carried> carry(Length margin, const incident::Zone& from,
                                           const incident::Zone& to, const incident::Incident& incident);

/// Are these the lands of two states, so that inside the one is outside the other?
[[nodiscard]] bool disjoint(const incident::Zone& a, const incident::Zone& b);

}  // namespace recon::assess
