// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/geo/position.hpp"

/// What a new case about a track can be asked at once: the border versions of the library that know its
/// places, and the states whose edge it comes near.
namespace recon::exchange {

struct Surroundings {
  std::vector<std::string> borders;  // library entries, sorted
  std::vector<std::string> states;   // ISO 3166 alpha-3, sorted
};

/// Looks at no more than some hundred of the places, evenly taken.
[[nodiscard]] Surroundings surroundings(const std::vector<geo::Position>& places);

/// The borders, a zone of each state's land, and whether the aircraft entered it, as text of a case. A
/// comment where the library knows no border there.
[[nodiscard]] std::string surroundings_text(const Surroundings& around, const std::string& aircraft);

}  // namespace recon::exchange
