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
  double memory = 0.0;             // seconds, of errors that last; 0: none do
  double scan = 0.0;               // seconds, of the tracker that may be behind in turns; 0: none is
};

/// The fixes of a track: of plots as below; read off a picture, in the picture's plane with the errors of its
/// transform in common; else in the plane about its middle. One shift, `error.bias` per
/// axis, is common to all; the first two normals of a bias draw move the flight east and north, as they move
/// every position of the sensor. No fix is taken to be known better than `sharpest`, one sigma per axis; an
/// ellipse of errors keeps its axes, unless its errors last. The plane stretches what lies across the way to
/// its centre: 1 % at 1 500 km, so much are errors and speeds there too small. Errors of a tracker's output
/// last over two or three scans, those of what an aircraft navigates by over ten minutes; those of plots,
/// drawings and fixes of no stated kind are each its own. REQUIRES: a fix at least; every fix is timed
inline constexpr Length sharpest = metres(1);
[[nodiscard]] Observed observed(const normalise::TrackRead& track, const normalise::Error& error);

/// The same fixes with errors that last as a tracker's: for what is smoother than errors of its own would
/// leave it. Behind in turns it is not taken to be: its errors may as well be smaller than was said.
[[nodiscard]] Observed as_tracked(Observed seen);

/// The flights it could have been, smoothed under every intensity that it speaks for; of a tracker's output,
/// under every lag as well: none, and half, once and twice what is usual, 1.5 scans (docs/method/flights.md).
struct WeighedFlight {
  Smoothed smoothed;
  double weight = 0.0;  // the weights add up to 1
};
[[nodiscard]] std::vector<WeighedFlight> flights_of(const Observed& seen);

/// How far each observation stands off the flight that the others make likely, as a squared distance over its
/// covariance: chi-squared with two degrees. Zeros where errors last, that is hide each other.
[[nodiscard]] std::vector<double> standing_off(const Observed& seen, const Smoothed& smoothed);

/// One sigma along the track of a time that was rounded to `resolution`: V τ / √12.
[[nodiscard]] Length sigma_along_track(Speed speed, Duration resolution);

// ---- radar -----------------------------------------------------------------------------------------

using normalise::radar_errors;
using normalise::RadarErrors;
using normalise::RadarSite;

/// What a radar measures of one target.
struct Plot {
  Instant time;
  Length slant_range;
  Angle azimuth;  // true
  Length height;  // of the target above the ellipsoid
  Length height_sigma;
  /// The part of the height's error that all plots of the target share: of the weather, or of not knowing it.
  Length height_bias = metres(0);
  /// One sigma of what the digits of range and azimuth leave open.
  Length range_cell = metres(0);
  Angle azimuth_cell = degrees(0);
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
/// across it that of the azimuth. The bias parameters are range and azimuth, the first two normals of a bias
/// draw; then, where there is one, the height's; then the site's own shift east and north. Plots that no
/// height fits are left out, as order tells. REQUIRES: some plot can be placed
[[nodiscard]] Observed observed(const RadarSite& site, std::span<const Plot> plots);

/// Azimuths of radars have tails: one in a hundred comes from an error three times as wide. Weighs each plot
/// by how likely it is to be one of those, given the rest, and widens it so (three rounds); no plot is left
/// out. As it came where no plot is suspect. REQUIRES: seen by one radar
[[nodiscard]] Observed with_azimuth_tails(Observed seen, double q);

/// The fixes of a track that a radar saw, as its plots: their heights brought to the ellipsoid, those that
/// none states from the track's own `heights`. REQUIRES: track.radar; every fix is timed and polar
[[nodiscard]] std::vector<Plot> plots_of(const normalise::TrackRead& track);

}  // namespace recon::flight
