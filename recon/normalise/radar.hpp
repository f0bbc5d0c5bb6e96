// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "recon/geo/position.hpp"
#include "recon/incident/claim.hpp"

/// What a radar measures, and how wrong it is. Figures and their sources: docs/method/readings.md.
namespace recon::normalise {

/// One sigma of a plot's own error, and of the bias that all plots of the radar share.
struct RadarErrors {
  Length range;
  Angle azimuth;
  Length range_bias;
  Angle azimuth_bias;
};

/// Classes A to E; E, military and undocumented, for what is no radar.
[[nodiscard]] RadarErrors radar_errors(incident::ErrorModel::Class radar);

struct RadarSite {
  geo::Position position;
  Length height;  // of the antenna above the ellipsoid
  RadarErrors errors;
  Length accuracy = metres(0);  // of `position`, 95 % radius
};

/// A target as a radar sees it; the cells are one sigma of what the digits leave open.
struct Polar {
  Length slant_range;
  Angle azimuth;  // true
  Length range_cell = metres(0);
  Angle azimuth_cell = degrees(0);
  /// Of the sight above the horizontal, where the height of the plot was computed from it; and its cell.
  std::optional<Angle> elevation = {};
  Angle elevation_cell = degrees(0);
};

}  // namespace recon::normalise
