// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"

/// Shapes for the pictures. Nothing here decides anything: limits are traced to 50 m, borders far
/// from the incident are left out.
namespace recon::assess {

/// One marker per claim and reading that gives a position at an event, with its 95 % ellipse. A ring
/// about a landmark has no one position and no marker.
[[nodiscard]] std::vector<Marker> markers(const Given& given);

/// The 95 % ellipse of a covariance: semi-axes, and the major one's direction clockwise from north.
struct Ellipse {
  Length major, minor;
  Angle orientation;  // [0, 180)
};
[[nodiscard]] Ellipse ellipse_95(double var_east, double var_north, double cov_east_north);

/// What the pictures are about: the middle of all that has a position, and how far it reaches.
struct Around {
  geo::Position centre;
  Length radius;
};
/// The radius that the case itself states.
[[nodiscard]] std::optional<Length> radius_said(const Given& given);
[[nodiscard]] std::optional<Around> around(const Given& given, const std::vector<Marker>& markers);

/// Every version's outline of every state that a zone needs: polygons that come near.
[[nodiscard]] std::vector<DrawnBorder> drawn_borders(const Given& given, const Around& here);

/// Limits of zones given by distance, traced where their margin is zero (marching squares; crossings
/// refined by regula falsi).
[[nodiscard]] std::vector<DrawnLimit> drawn_limits(const Given& given, const Around& here,
                                                   const std::stop_token& stop);

/// Tracks with the margin of each fix in every zone that a side is asked about.
[[nodiscard]] std::vector<DrawnTrack> drawn_tracks(const Given& given, const std::stop_token& stop);

}  // namespace recon::assess
