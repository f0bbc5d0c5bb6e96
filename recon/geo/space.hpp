// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>

#include "recon/geo/position.hpp"

/// Points of the ellipsoid as points in space: inner to recon/geo. A straight line in space needs no
/// projection, has no antimeridian and no pole, and orders distances almost as geodesics do.
namespace recon::geo {

/// Earth-centred, earth-fixed, metres: x to 0° 0°, y to 0° 90° E, z to the north pole.
struct Vec3 {
  double x = 0.0, y = 0.0, z = 0.0;

  friend constexpr Vec3 operator+(const Vec3& a, const Vec3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend constexpr Vec3 operator-(const Vec3& a, const Vec3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend constexpr Vec3 operator*(double k, const Vec3& a) { return {k * a.x, k * a.y, k * a.z}; }
};
[[nodiscard]] constexpr double dot(const Vec3& a, const Vec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
[[nodiscard]] inline double norm(const Vec3& a) { return std::sqrt(dot(a, a)); }
[[nodiscard]] constexpr Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// WGS 84 (NIMA TR8350.2, 3rd ed., table 3.1).
inline constexpr double equatorial_radius_m = 6'378'137.0;
inline constexpr double flattening = 1.0 / 298.257223563;
inline constexpr double eccentricity_squared = flattening * (2.0 - flattening);
inline constexpr double second_eccentricity_squared = eccentricity_squared / (1.0 - eccentricity_squared);

/// Where the plumb line at a point of the ellipsoid points; not of length one.
[[nodiscard]] constexpr Vec3 upwards(const Vec3& surface) {
  return {surface.x, surface.y, (1.0 + second_eccentricity_squared) * surface.z};
}

/// Points in space as three arrays of one length, metres.
struct SpaceArrays {
  std::span<double> x, y, z;
};
/// Many points of the ellipsoid at once, with the vector instructions this machine has. Every set of
/// instructions gives the same bits as Station, one by one: sums and products are rounded one at a time.
void to_space(PointArrays points, SpaceArrays answers);

/// The point of the ellipsoid, and of a point within a metre of the ellipsoid its position (the
/// latitude is then exact to 3e-9 of the height).
[[nodiscard]] Vec3 to_space(const Position& position);
[[nodiscard]] Position to_surface(const Vec3& point);

/// Where somebody stands, with the local frame that turns a point in space into a sight of it.
class Station {
public:
  explicit Station(const Position& position);

  [[nodiscard]] const Position& position() const { return position_; }
  [[nodiscard]] const Vec3& point() const { return point_; }
  [[nodiscard]] double sine_of_longitude() const { return east_x_; }
  [[nodiscard]] double cosine_of_longitude() const { return east_y_; }

  /// A direction in space, along the ground.
  [[nodiscard]] PlanePoint along_ground(const Vec3& direction) const;

  /// The geodesic to a point of the ellipsoid from its chord: with the radius of curvature R of the
  /// normal section in that azimuth (Euler), s = c (1 + (c/R)^2 / 24 + 3 (c/R)^4 / 640).
  /// REQUIRES: the chord is at most `short_sight`, where the error is below 1 µm and 1e-8 rad
  [[nodiscard]] Leg short_leg(const Vec3& to) const;
  /// The azimuth of the geodesic of this length to a point of the ellipsoid: that of the normal section,
  /// turned by what the geodesic twists on the way (docs/method/geodesy.md).
  /// REQUIRES: at most `azimuth_sight`, where the far end of the way is off by less than 1 mm
  [[nodiscard]] Angle azimuth(const Vec3& to, Length distance) const;

private:
  Position position_;
  Vec3 point_;
  double sine_, cosine_;         // of the latitude
  double east_x_, east_y_;       // sine and cosine of the longitude
  double in_meridian_, across_;  // curvatures of the ellipsoid, 1/m
};
inline constexpr Length short_sight = kilometres(20);
inline constexpr Length azimuth_sight = kilometres(400);

}  // namespace recon::geo
