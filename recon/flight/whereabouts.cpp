// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/whereabouts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>
#include <variant>

#include "recon/flight/random.hpp"

namespace recon::flight {
namespace {

using geo::Position;

// Radius that holds 95 % of a circular Gaussian, in standard deviations: sqrt(-2 ln 0.05).
constexpr double radius_95 = 2.4477468;

Length sigma_of(Length accuracy_95) { return accuracy_95 / radius_95; }

double within(double lowest, double highest, double share) { return lowest + share * (highest - lowest); }

bool closed(const Interval<Length>& interval) {
  return std::isfinite(in_metres(interval.lowest)) && std::isfinite(in_metres(interval.highest));
}

Angle wrapped(Angle longitude) { return degrees(std::remainder(in_degrees(longitude), 360.0)); }

/// Where draw i lies before the claim's own error is added.
using Face = std::function<Position(std::uint64_t)>;

/// A circular Gaussian about a place that all claims naming it share: a landmark's own error.
class Placed {
public:
  Placed(const Position& at, Length accuracy_95, std::uint64_t seed, std::string_view name)
      : at_{at}, sigma_{in_metres(sigma_of(accuracy_95))}, draws_{seed, std::string{"place/"}.append(name)} {}
  [[nodiscard]] Position operator()(std::uint64_t i) const {
    if (sigma_ == 0.0) return at_;
    const auto [east, north] = draws_.normal_pair(i);
    return moved(at_, sigma_ * east, sigma_ * north);
  }

private:
  Position at_;
  double sigma_;
  Draws draws_;
};

Face face(const normalise::Located& located, const Draws& cell) {
  return [=](std::uint64_t i) {
    const auto [u, v] = cell.uniform_pair(i);
    const Angle latitude = located.position.latitude + (2.0 * u - 1.0) * located.half_latitude;
    const Angle longitude = located.position.longitude + (2.0 * v - 1.0) * located.half_longitude;
    return Position{std::clamp(latitude, degrees(-90), degrees(90)), wrapped(longitude)};
  };
}

// "Near" is this claim's own vagueness, not an error of the landmark: it is drawn for this claim alone.
Face face(const normalise::Near& near, const Draws& cell) {
  const double sigma = in_metres(sigma_of(near.accuracy));
  return [=](std::uint64_t i) {
    const auto [east, north] = cell.normal_pair(i);
    return moved(near.position, sigma * east, sigma * north);
  };
}

Face face_at_distance(const Placed& from, const Interval<Angle>& azimuth, const Interval<Length>& distance,
                      const Draws& cell) {
  return [=](std::uint64_t i) {
    const auto [u, v] = cell.uniform_pair(i);
    const double towards = within(in_degrees(azimuth.lowest), in_degrees(azimuth.highest), u);
    const double away = within(std::max(0.0, in_metres(distance.lowest)), in_metres(distance.highest), v);
    return geo::destination(from(i), degrees(towards), metres(away));
  };
}

struct Sketch {
  Position nominal;
  Face face;
};

std::optional<Sketch> sketch(const normalise::ReadClaim& claim, std::uint64_t seed) {
  const Draws cell{seed, "cell/" + claim.claim + "/" + claim.aircraft};
  if (const auto* located = std::get_if<normalise::Located>(&claim.meaning))
    return Sketch{located->position, face(*located, cell)};
  if (const auto* near = std::get_if<normalise::Near>(&claim.meaning))
    return Sketch{near->position, face(*near, cell)};
  if (const auto* radial = std::get_if<normalise::Radial>(&claim.meaning)) {
    if (!radial->distance || !closed(*radial->distance)) return std::nullopt;
    return Sketch{geo::destination(radial->from, radial->azimuth.stated, radial->distance->stated),
                  face_at_distance(Placed{radial->from, radial->from_accuracy, seed, radial->landmark},
                                   radial->azimuth, *radial->distance, cell)};
  }
  if (const auto* ring = std::get_if<normalise::FromLandmark>(&claim.meaning)) {
    if (!closed(ring->distance)) return std::nullopt;
    const Interval<Angle> any{degrees(0), degrees(180), degrees(360)};
    return Sketch{ring->from, face_at_distance(Placed{ring->from, ring->from_accuracy, seed, ring->landmark},
                                               any, ring->distance, cell)};
  }
  return std::nullopt;
}

/// Which way the two parameters of a sensor's bias move a claim. A radar's are range and azimuth, as in its
/// tracks: too large a range leaves the target nearer, too large an azimuth leaves it to the left.
class BiasOf {
public:
  explicit BiasOf(const normalise::ReadClaim& claim) : size_{in_metres(claim.error.bias)} {
    const auto* radial = std::get_if<normalise::Radial>(&claim.meaning);
    if (radial == nullptr || claim.sensor != radial->landmark) return;
    const double azimuth = in_radians(radial->azimuth.stated);
    first_ = {-std::sin(azimuth), -std::cos(azimuth)};
    second_ = {-std::cos(azimuth), std::sin(azimuth)};
  }
  [[nodiscard]] std::pair<double, double> operator()(const std::array<double, 2>& normals) const {
    return {size_ * (first_.first * normals[0] + second_.first * normals[1]),
            size_ * (first_.second * normals[0] + second_.second * normals[1])};
  }

private:
  double size_;
  std::pair<double, double> first_{1.0, 0.0}, second_{0.0, 1.0};  // east, north
};

}  // namespace

Position moved(const Position& start, double east, double north) {
  const double distance = std::hypot(east, north);
  if (distance == 0.0) return start;
  return geo::destination(start, radians(std::atan2(east, north)), metres(distance));
}

void add_spread(Whereabouts& where) {
  const geo::Plane plane{where.nominal};
  double east = 0.0, north = 0.0, east_2 = 0.0, north_2 = 0.0, both = 0.0;
  for (const Position& draw : where.draws) {
    const geo::PlanePoint p = plane.to_plane(draw);
    east += p.east, north += p.north;
    east_2 += p.east * p.east, north_2 += p.north * p.north, both += p.east * p.north;
  }
  const auto n = static_cast<double>(where.draws.size());
  where.var_east = east_2 / n - (east / n) * (east / n);
  where.var_north = north_2 / n - (north / n) * (north / n);
  where.cov_east_north = both / n - (east / n) * (north / n);
}

std::optional<Whereabouts> whereabouts(const normalise::ReadClaim& claim, std::size_t count,
                                       std::uint64_t seed) {
  const auto sketched = sketch(claim, seed);
  if (!sketched || count == 0) return std::nullopt;
  const Draws own{seed, "random/" + claim.claim + "/" + claim.aircraft};
  const Draws shared{seed, "bias/" + (claim.sensor.empty() ? claim.claim : claim.sensor)};
  const double random = in_metres(claim.error.random);
  const BiasOf bias{claim};
  Whereabouts where{.nominal = sketched->nominal, .draws = {}};
  where.draws.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto [e, n] = own.normal_pair(i);
    const auto [be, bn] = bias(shared.normal_pair(i));
    where.draws.push_back(moved(sketched->face(i), random * e + be, random * n + bn));
  }
  add_spread(where);
  return where;
}

}  // namespace recon::flight
