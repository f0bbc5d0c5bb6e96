// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "recon/flight/smoother.hpp"
#include "recon/normalise/normalise.hpp"

/// From what a source gives (fixes, radar plots, points off a map) to observations in one plane, each with its
/// own error and its share in the bias that all have in common (docs/method/flights.md).
namespace recon::flight {

/// Observations in time order, ready for the smoother.
struct Observed {
  geo::Plane plane;
  Instant start;  // time 0
  std::vector<Observation> observations;
  std::size_t biases = 0;
  std::vector<std::size_t> order;  // observation k is fix order[k]
};

/// The fixes of a track, in the plane about its middle. One shift, `error.bias` per axis, is common to all; the
/// first two normals of a bias draw move the flight east and north, as they move every position of the sensor.
/// No fix is taken to be known better than `sharpest`, one sigma per axis.
/// REQUIRES: a fix at least; every fix is timed
inline constexpr Length sharpest = metres(1);
[[nodiscard]] Observed observed(const normalise::TrackRead& track, const normalise::Error& error);

}  // namespace recon::flight
