// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "recon/geo/line_index.hpp"

/// Many points against a piece each, with the vector instructions this machine has: inner to recon/geo.
namespace recon::geo {

/// Pairs of a point and a stretch (by number), and where the nearest point of each goes.
struct Pairs {
  std::span<const std::int64_t> stretch;
  std::span<const double> x, y, z;
  std::span<double> t, squared;
};
/// Arrays of pairs are as long as a multiple of this.
inline constexpr std::size_t pairs_at_once = 8;

/// nearest_parameter() and squared_distance() of every pair, to the same bits.
/// REQUIRES: all spans have one length, a multiple of `pairs_at_once`
void meet(std::span<const Stretch> stretches, Pairs pairs);

}  // namespace recon::geo
