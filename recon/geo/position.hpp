// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "recon/units/quantity.hpp"

namespace recon::geo {

/// A point on the WGS 84 ellipsoid. Latitude in [-90, 90], longitude in [-180, 180].
struct Position {
  Angle latitude, longitude;
  friend constexpr bool operator==(const Position&, const Position&) = default;
};

/// Many points as two arrays of one length, in degrees on WGS 84: how calls for millions take them.
struct PointArrays {
  std::span<const double> latitude, longitude;
  [[nodiscard]] std::size_t size() const { return latitude.size(); }
};

/// The shortest way from one position to another.
struct Leg {
  Length distance;
  Angle azimuth;          // at the start, clockwise from north, [0, 360)
  Angle arrival_azimuth;  // at the end
};

/// Geodesic inverse and direct problem on WGS 84 by GeographicLib (Karney 2013,
/// doi:10.1007/s00190-012-0578-z); error below 15 nm.
[[nodiscard]] Leg leg(const Position& from, const Position& to);
[[nodiscard]] Length distance(const Position& a, const Position& b);
[[nodiscard]] Position destination(const Position& from, Angle azimuth, Length distance);

/// Nearest point of the geodesic segment from `a` to `b`.
/// Iterates the spherical right triangle with Karney's correction (Baselga & Martínez-Llario 2018;
/// Karney 2024, arXiv:2308.00495) until the foot moves less than 0.1 µm.
/// `side` is the signed distance: positive when `point` lies to the right of the way from a to b.
/// REQUIRES: every distance involved is below 10 000 km
struct Foot {
  Position position;
  Length distance;  // never negative
  Length along;     // from `a`, clamped to the segment
  Length side;      // +-distance, right positive
};
[[nodiscard]] Foot nearest_on_segment(const Position& a, const Position& b, const Position& point);

/// Azimuthal-equidistant plane on the ellipsoid: distances from the centre are exact, others within
/// 1e-4 inside 100 km (docs/method/geodesy.md). East and north in metres.
struct PlanePoint {
  double east = 0.0, north = 0.0;
};
class Plane {
public:
  explicit Plane(const Position& centre) : centre_{centre} {}
  [[nodiscard]] const Position& centre() const { return centre_; }
  [[nodiscard]] PlanePoint to_plane(const Position& position) const;
  [[nodiscard]] Position to_globe(PlanePoint point) const;

private:
  Position centre_;
};

}  // namespace recon::geo
