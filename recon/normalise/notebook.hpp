// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/normalise/choices.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::normalise {

/// Where a landmark is, or why nobody knows.
struct LandmarkPlace {
  std::optional<geo::Position> position;
  Length accuracy;                 // 95 % radius
  std::optional<Angle> variation;  // of the magnetic needle, east positive
  std::string why_unknown;
};

/// What is written down while one incident is read: the choices met, the adjustments made, and the
/// places that claims lean on.
struct Notebook {
  explicit Notebook(const incident::Incident& read) : incident{read}, choices{read} {}

  /// Writes an adjustment down, once.
  void adjust(const Site& site, std::string what, std::string because);
  void adjust(Adjustment adjustment);

  const incident::Incident& incident;
  ChoiceBook choices;
  std::vector<Adjustment> adjustments;
  std::optional<Instant> begin, end;
  std::map<std::string, LandmarkPlace> landmarks;
};

}  // namespace recon::normalise
