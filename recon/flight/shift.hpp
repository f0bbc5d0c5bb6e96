// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "recon/flight/ground.hpp"

/// What it would take to flip an answer in space: the smallest shift of a whole path that brings it out
/// of a zone, or into it.
namespace recon::flight {

/// Greatest margin on a path of straight legs, to 1 mm: halves a leg as long as its margins at both ends
/// leave room for a greater one between (margins are 1-Lipschitz).
/// REQUIRES: one point at least
[[nodiscard]] double greatest_margin(const Ground& ground, const std::vector<geo::PlanePoint>& path);

struct Shift {
  double metres = 0.0;
  double azimuth_deg = 0.0;  // clockwise from north, [0, 360)
};

/// The smallest rigid shift after which a path that touches the zone no longer does, or the other way round.
/// Of a path outside it is the distance; of one inside, the least over 720 directions of the way out, refined
/// by golden section. Never less than the greatest margin; at a salient it is the height above the tip.
/// Way out longer than `furthest` is given as that.
[[nodiscard]] Shift smallest_shift(const Ground& ground, const std::vector<geo::PlanePoint>& path,
                                   double furthest = 100'000.0);

}  // namespace recon::flight
