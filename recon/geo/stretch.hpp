// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "recon/geo/line_index.hpp"
#include "recon/geo/space.hpp"

/// The arithmetic of "how far is this point of the line?", lean enough for millions: inner to recon/geo.
namespace recon::geo {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

/// The chord from an asking point to a point of the line.
struct Sight {
  Vec3 away;       // from the point of the line to the asking point
  double squared;  // of the chord, m²
};

/// The parameter of the point of a stretch that is nearest in space. One step of Newton's from the foot on
/// the chord is enough, because pieces hardly bend: the squared distance is a parabola of t itself. One that
/// opens downwards, seen from beyond the centre of a bend, is least at an end.
[[nodiscard, gnu::always_inline]] inline double nearest_parameter(const Stretch& stretch, const Vec3& point) {
  const double t =
      std::clamp(dot(point - stretch.start, stretch.way) * stretch.inverse_squared_length, 0.0, 1.0);
  const Vec3 away = point - stretch.at(t), velocity = stretch.velocity(t);
  const double ahead = dot(away, velocity);
  const double slope = dot(velocity, velocity) + 8.0 * dot(away, stretch.bulge);
  if (slope <= 0.0) return slope * (0.5 - t) < ahead ? 1.0 : 0.0;
  return std::clamp(t + ahead / slope, 0.0, 1.0);
}

[[nodiscard, gnu::always_inline]] inline Sight sight(const Stretch& stretch, double t, const Vec3& point) {
  const Vec3 away = point - stretch.at(t);
  return {away, dot(away, away)};
}

/// The square of a geodesic from its chord c (docs/method/geodesy.md): c² (1 + m + 1.6 m²), m = (c κ)² / 12,
/// with the curvature κ of the normal section along the chord, above the chord's middle. It has no
/// trigonometry: κ = (1 + e'² T²) / N for a direction with the share T along the axis, N² = a² (1 + ζ e²).
///   (1) error at most 0.2 µm to 30 km, 20 µm to 100 km, 0.2 mm to `quick_sight`
[[nodiscard, gnu::always_inline]] inline double squared_geodesic(const Vec3& point, const Sight& sight) {
  constexpr double a2 = equatorial_radius_m * equatorial_radius_m;
  constexpr double by_height =
      eccentricity_squared / (a2 * (1.0 - eccentricity_squared) * (1.0 - eccentricity_squared));
  const double c2 = sight.squared, dz = sight.away.z;
  const double middle = point.z - 0.5 * dz;
  const double zeta = by_height * middle * middle * (1.0 + c2 * (0.25 / a2));
  const double along = c2 + second_eccentricity_squared * dz * dz;
  const double m =
      along * along / (c2 + 1e-300) * (1.0 - zeta * (1.0 - zeta * (1.0 - zeta))) * (1.0 / (12.0 * a2));
  return c2 * (1.0 + m * (1.0 + 1.6 * m));
}
inline constexpr double quick_sight_m = 300'000.0;

/// The same up to `long_sight`, with the curvature along the way: its weighted mean from three places,
/// and four terms of the arc sine.
///   (1) error below 1 mm to `long_sight_m`
[[nodiscard]] double squared_long_geodesic(const Vec3& point, const Sight& sight);
inline constexpr double long_sight_m = 1'000'000.0;

/// What orders the points of the line. Infinite beyond `long_sight`.
[[nodiscard, gnu::always_inline]] inline double squared_distance(const Vec3& point, const Sight& sight) {
  if (sight.squared <= quick_sight_m * quick_sight_m) return squared_geodesic(point, sight);
  return squared_long_geodesic(point, sight);
}

/// The nearest point so far. Of equal ones the stretch that comes first in the line counts, so that
/// the order of asking plays no part.
struct Touch {
  std::uint32_t stretch = 0;
  double t = 0.0, squared = unlimited;

  [[gnu::always_inline]] void meet(std::uint32_t index, const Stretch& other, const Vec3& point) {
    const double parameter = nearest_parameter(other, point);
    const double far = squared_distance(point, sight(other, parameter, point));
    if (far < squared || (far == squared && index < stretch)) *this = {index, parameter, far};
  }
};

}  // namespace recon::geo
