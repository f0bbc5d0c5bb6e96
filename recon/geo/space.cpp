// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/space.hpp"

#include <GeographicLib/Constants.hpp>
#include <GeographicLib/Math.hpp>

namespace recon::geo {
namespace {

using GeographicLib::Math;

const double equatorial_radius_m = GeographicLib::Constants::WGS84_a();
const double flattening = GeographicLib::Constants::WGS84_f();
const double eccentricity_squared = flattening * (2.0 - flattening);

}  // namespace

Vec3 to_space(const Position& position) { return Station{position}.point(); }

Position to_surface(const Vec3& point) {
  const double from_axis = std::hypot(point.x, point.y);
  return {degrees(Math::atan2d(point.z, (1.0 - eccentricity_squared) * from_axis)),
          degrees(Math::atan2d(point.y, point.x))};
}

Station::Station(const Position& position) : position_{position} {
  Math::sincosd(in_degrees(position.latitude), sine_, cosine_);
  Math::sincosd(in_degrees(position.longitude), east_x_, east_y_);
  const double w = 1.0 - eccentricity_squared * sine_ * sine_;
  const double prime_vertical = equatorial_radius_m / std::sqrt(w);
  point_ = {prime_vertical * cosine_ * east_y_, prime_vertical * cosine_ * east_x_,
            prime_vertical * (1.0 - eccentricity_squared) * sine_};
  across_ = 1.0 / prime_vertical;
  in_meridian_ = w / (prime_vertical * (1.0 - eccentricity_squared));
}

PlanePoint Station::along_ground(const Vec3& direction) const {
  const double outward = east_y_ * direction.x + east_x_ * direction.y;
  return {east_y_ * direction.y - east_x_ * direction.x, cosine_ * direction.z - sine_ * outward};
}

Leg Station::short_leg(const Vec3& to) const {
  const Vec3 chord = to - point_;
  const PlanePoint ground = along_ground(chord);
  const double east2 = ground.east * ground.east, north2 = ground.north * ground.north;
  if (east2 + north2 == 0.0) return {metres(0), degrees(0), degrees(0)};
  const double curvature = (north2 * in_meridian_ + east2 * across_) / (east2 + north2);
  const double c = norm(chord), bend = c * c * curvature * curvature;
  double azimuth = Math::atan2d(ground.east, ground.north);
  if (azimuth < 0.0) azimuth += 360.0;
  return {metres(c * (1.0 + bend / 24.0 + 3.0 * bend * bend / 640.0)), degrees(azimuth), degrees(azimuth)};
}

}  // namespace recon::geo
