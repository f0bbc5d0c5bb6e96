// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "recon/flight/smoother.hpp"
#include "recon/incident/claim.hpp"
#include "recon/normalise/normalise.hpp"

/// From what a source gives (fixes, radar plots) to observations in one plane, each with its own error and
/// its share in the bias that all have in common (docs/method/flights.md).
namespace recon::flight {

/// Observations in time order, ready for the smoother.
struct Observed {
  geo::Plane plane;
  Instant start;  // time 0
  std::vector<Observation> observations;
  std::size_t biases = 0;
  std::vector<std::size_t> order;  // observation k is fix order[k]
};

/// The fixes of a track, in the plane about its middle. One shift, `error.bias` per axis, is common to all;
/// the first two normals of a bias draw move the flight east and north, as they move every position of the
/// sensor. No fix is taken to be known better than `sharpest`, one sigma per axis. The plane stretches what
/// lies across the way to its centre: 1 % at 1 500 km, so much are errors and speeds there too small.
/// REQUIRES: a fix at least; every fix is timed
inline constexpr Length sharpest = metres(1);
[[nodiscard]] Observed observed(const normalise::TrackRead& track, const normalise::Error& error);

/// One sigma per axis of an ADS-B position by its accuracy category NACp (RTCA DO-260B: 95 % radius); nullopt
/// for category 0, which is unknown, and for numbers that are none.
[[nodiscard]] std::optional<Length> adsb_sigma(int nacp);

/// One sigma along the track of a time that was rounded to `resolution`: V τ / √12.
[[nodiscard]] Length sigma_along_track(Speed speed, Duration resolution);

// ---- radar -----------------------------------------------------------------------------------------

/// How wrong a radar is: one sigma of a plot's own error and of the bias that all its plots share.
struct RadarErrors {
  Length range;
  Angle azimuth;
  Length range_bias;
  Angle azimuth_bias;
};
/// Classes A to E of docs/method/readings.md, where each figure has its source; E for what is no radar.
[[nodiscard]] RadarErrors radar_errors(incident::ErrorModel::Class radar);

struct RadarSite {
  geo::Position position;
  Length height;  // of the antenna above the ellipsoid
  RadarErrors errors;
};

/// What a radar measures of one target.
struct Plot {
  Instant time;
  Length slant_range;
  Angle azimuth;  // true
  Length height;  // of the target above the ellipsoid
  Length height_sigma;
};

/// The ground point under a target: along the azimuth, the sight line of that slant range whose end has that
/// height, found by bisection of its elevation in space on WGS 84.
///   (1) the height of the end is right to 1 mm
/// nullopt where no elevation gives that height (a target higher above the radar than it is away).
struct UnderTarget {
  geo::Position position;
  Angle elevation;
};
[[nodiscard]] std::optional<UnderTarget> under_target(const RadarSite& site, Length slant_range,
                                                      Angle azimuth, Length height);

/// The plots of one radar, in the plane about it. Errors are polar: along the sight that of the range and of
/// the height (times the slope of the sight line at the target: a wrong height moves the plot along it),
/// across it that of the azimuth; the two bias parameters are range and azimuth. Plots that no height fits
/// are left out, as order tells. REQUIRES: some plot can be placed
[[nodiscard]] Observed observed(const RadarSite& site, std::span<const Plot> plots);

}  // namespace recon::flight
