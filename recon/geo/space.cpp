// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/space.hpp"

#include <GeographicLib/Math.hpp>

#include "recon/geo/place_in_space.hpp"

namespace recon::geo {
namespace {

using GeographicLib::Math;

Angle clockwise_from_north(const PlanePoint& direction) {
  const double azimuth = Math::atan2d(direction.east, direction.north);
  return degrees(azimuth < 0.0 ? azimuth + 360.0 : azimuth);
}

}  // namespace

Vec3 to_space(const Position& position) { return Station{position}.point(); }

Position to_surface(const Vec3& point) {
  const double from_axis = std::hypot(point.x, point.y);
  return {degrees(Math::atan2d(point.z, (1.0 - eccentricity_squared) * from_axis)),
          degrees(Math::atan2d(point.y, point.x))};
}

Station::Station(const Position& position) : position_{position} {
  const PlaceInSpace place = place_in_space(in_degrees(position.latitude), in_degrees(position.longitude));
  point_ = place.point;
  sine_ = place.sine_of_latitude;
  cosine_ = place.cosine_of_latitude;
  east_x_ = place.sine_of_longitude;
  east_y_ = place.cosine_of_longitude;
  across_ = 1.0 / place.prime_vertical;
  const double w = 1.0 - eccentricity_squared * sine_ * sine_;
  in_meridian_ = w / (place.prime_vertical * (1.0 - eccentricity_squared));
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
  const Angle azimuth = clockwise_from_north(ground);
  return {metres(c * (1.0 + bend / 24.0 + 3.0 * bend * bend / 640.0)), azimuth, azimuth};
}

Angle Station::azimuth(const Vec3& to, Length distance) const {
  const PlanePoint ground = along_ground(to - point_);
  const double length = std::hypot(ground.east, ground.north);
  if (length == 0.0) return degrees(0);
  const double east = ground.east / length, along_axis = cosine_ * ground.north / length;
  const double curvature = across_ * (1.0 + second_eccentricity_squared * along_axis * along_axis);
  const double arc = in_metres(distance) * curvature, arc2 = arc * arc;
  const double twist =
      along_axis * arc2 * (1.0 / 6.0 + arc2 / 90.0) - sine_ * arc * arc2 * (1.0 / 24.0 + arc2 / 240.0);
  const double turn = second_eccentricity_squared * cosine_ * east * across_ / curvature * twist;
  const double azimuth = in_degrees(radians(std::atan2(ground.east, ground.north) - turn));
  return degrees(azimuth < 0.0 ? azimuth + 360.0 : azimuth);
}

}  // namespace recon::geo
