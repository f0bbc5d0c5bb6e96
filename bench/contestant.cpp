// SPDX-License-Identifier: Apache-2.0
#include "bench/contestant.hpp"

#include <algorithm>
#include <cmath>

#include <GeographicLib/Geodesic.hpp>

namespace recon::bench {

std::vector<std::uint16_t> FewStates::ascending() const {
  std::vector<std::uint16_t> list(states, states + count);
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());  // one state, two parts
  return list;
}

double inverse_metres(double latitude, double longitude, double to_latitude, double to_longitude) {
  double metres = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(latitude, longitude, to_latitude, to_longitude, metres);
  return metres;
}

double shrink_of(const geo::Outline& outline) {
  double south = 90.0, north = -90.0;
  for (const auto& part : outline.parts)
    for (const auto& vertex : part.outer) {
      south = std::min(south, in_degrees(vertex.latitude));
      north = std::max(north, in_degrees(vertex.latitude));
    }
  return std::cos(in_radians(degrees((south + north) / 2.0)));
}

}  // namespace recon::bench
