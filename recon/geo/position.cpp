// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/position.hpp"

#include <algorithm>
#include <cmath>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>

namespace recon::geo {
namespace {

// IUGG mean radius R1 = (2a + b) / 3 of WGS 84; it only steers the iteration below, never its result.
constexpr double mean_radius_m = 6371008.8;

const GeographicLib::Geodesic& wgs84() { return GeographicLib::Geodesic::WGS84(); }

Angle clockwise_from_north(double azimuth_deg) {
  const double turned = azimuth_deg < 0.0 ? azimuth_deg + 360.0 : azimuth_deg;
  return degrees(turned < 360.0 ? turned : 0.0);  // -1e-15 + 360 is 360
}

/// How far along a geodesic the foot of a perpendicular lies, seen from a point of it: the right
/// spherical triangle with hypotenuse `distance` and the angle `turn` between the way and the sight.
double leg_of_right_triangle(double distance_m, double turn_rad) {
  const double arc = distance_m / mean_radius_m;
  return mean_radius_m * std::atan2(std::sin(arc) * std::cos(turn_rad), std::cos(arc));
}

}  // namespace

Leg leg(const Position& from, const Position& to) {
  double metres_between = 0.0, start = 0.0, end = 0.0;
  wgs84().Inverse(in_degrees(from.latitude), in_degrees(from.longitude), in_degrees(to.latitude),
                  in_degrees(to.longitude), metres_between, start, end);
  return {metres(metres_between), clockwise_from_north(start), clockwise_from_north(end)};
}

Length distance(const Position& a, const Position& b) {
  double metres_between = 0.0;
  wgs84().Inverse(in_degrees(a.latitude), in_degrees(a.longitude), in_degrees(b.latitude),
                  in_degrees(b.longitude), metres_between);
  return metres(metres_between);
}

Position destination(const Position& from, Angle azimuth, Length distance) {
  double latitude = 0.0, longitude = 0.0;
  wgs84().Direct(in_degrees(from.latitude), in_degrees(from.longitude), in_degrees(azimuth),
                 in_metres(distance), latitude, longitude);
  return {degrees(latitude), degrees(longitude)};
}

Foot nearest_on_segment(const Position& a, const Position& b, const Position& point) {
  if (a == b) {
    const Length away = distance(a, point);
    return {a, away, metres(0), away};
  }
  const auto way = wgs84().InverseLine(in_degrees(a.latitude), in_degrees(a.longitude),
                                       in_degrees(b.latitude), in_degrees(b.longitude));
  const double length = way.Distance();
  constexpr int most_steps = 20;  // 2 or 3 are needed below 1000 km
  constexpr double settled_m = 1e-7;
  double along = 0.0, side = 1.0;
  Position foot = a;
  Leg sight = leg(foot, point);
  for (int step = 0; step < most_steps; ++step) {
    double latitude = 0.0, longitude = 0.0, course = 0.0;
    // NOLINTNEXTLINE(readability-suspicious-call-argument): `along` has the name of a way, not of a longitude
    way.Position(along, latitude, longitude, course);
    foot = {degrees(latitude), degrees(longitude)};
    sight = leg(foot, point);
    const double turn = in_radians(sight.azimuth - degrees(course));
    side = std::sin(turn) < 0.0 ? -1.0 : 1.0;
    const double next =
        std::clamp(along + leg_of_right_triangle(in_metres(sight.distance), turn), 0.0, length);
    if (std::abs(next - along) < settled_m) break;
    along = next;
  }
  return {foot, sight.distance, metres(along), side * sight.distance};
}

PlanePoint Plane::to_plane(const Position& position) const {
  const Leg there = leg(centre_, position);
  const double distance_m = in_metres(there.distance), azimuth = in_radians(there.azimuth);
  return {distance_m * std::sin(azimuth), distance_m * std::cos(azimuth)};
}

Position Plane::to_globe(PlanePoint point) const {
  return destination(centre_, radians(std::atan2(point.east, point.north)),
                     metres(std::hypot(point.east, point.north)));
}

}  // namespace recon::geo
