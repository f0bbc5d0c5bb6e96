// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/normalise/normalise.hpp"

/// Where an aircraft could have been at one instant, if a claim is taken at face value: drawn
/// positions, the simplest form of a flight.
namespace recon::flight {

/// Positions drawn from one claim. Draw i of two claims with the same sensor shares its bias.
struct Whereabouts {
  geo::Position nominal;
  std::vector<geo::Position> draws;
  /// Covariance of the draws in the plane at `nominal`, for the 95 % ellipse (m2).
  double var_east = 0.0, var_north = 0.0, cov_east_north = 0.0;
  /// Of a flight whose heights are known: the likeliest, and one a draw, as measured from `above`.
  std::optional<Length> height;
  std::vector<Length> heights;
  HeightDatum above = HeightDatum::unstated;
};

/// A position moved by metres east and north along one geodesic.
[[nodiscard]] geo::Position moved(const geo::Position& start, double east, double north);

/// Fills in the covariance of the draws about their mean.
void add_spread(Whereabouts& where);

/// Draws from a claim that carries a position (Located, Near, Radial with a distance, FromLandmark);
/// nullopt for every other meaning. Cells and intervals are flat, errors Gaussian, the sensor's bias
/// common. An interval open to one side ("at least 10 miles") yields nullopt too.
[[nodiscard]] std::optional<Whereabouts> whereabouts(const normalise::ReadClaim& claim, std::size_t count,
                                                     std::uint64_t seed);

}  // namespace recon::flight
