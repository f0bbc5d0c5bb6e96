// SPDX-License-Identifier: Apache-2.0
#include "recon/side/chance.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "recon/assess/probability.hpp"
#include "recon/flight/random.hpp"

namespace recon::side {

namespace {

// Beyond five sigmas no bend of the border matters: a point and an offset move the margin by at most the
// root of sums of squares times a chi with three degrees of freedom, and P(chi_3 > 5) = 1.5e-5.
constexpr double far_in_sigmas = 5.0;
constexpr double far_error = 1.6e-5;

// The margin is looked at on four rings of sigmas. Where it leaves a plane by less than this share of sigma,
// the probability is wrong by less than 0.4 of that, the normal density being at most 0.399, and by what lies
// beyond the last ring, exp(-4² / 2).
constexpr std::array rings{1.0, 2.0, 3.0, 4.0};
constexpr std::size_t on_a_ring = 12;
constexpr double straight_in_sigmas = 0.01;
constexpr double highest_density = 0.39894228040143268;
constexpr double beyond_the_rings = 3.4e-4;

constexpr std::size_t draws = 4096;

/// Offsets from the point, metres east and north.
using Offsets = std::vector<geo::PlanePoint>;

std::vector<double> margins_at(const geo::Position& point, const Offsets& offsets, const MarginsOf& margins) {
  std::vector<double> latitude, longitude, found(offsets.size());
  for (const geo::PlanePoint& offset : offsets) {
    const geo::Position at = geo::destination(point, radians(std::atan2(offset.east, offset.north)),
                                              metres(std::hypot(offset.east, offset.north)));
    latitude.push_back(in_degrees(at.latitude));
    longitude.push_back(in_degrees(at.longitude));
  }
  margins({latitude, longitude}, found);
  return found;
}

Offsets rings_around(double sigma) {
  Offsets offsets;
  for (const double ring : rings)
    for (std::size_t i = 0; i < on_a_ring; ++i) {
      const double turn = 2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(on_a_ring);
      offsets.push_back({ring * sigma * std::sin(turn), ring * sigma * std::cos(turn)});
    }
  return offsets;
}

/// The margin as a plane over the ground.
struct Slope {
  double margin = 0.0, east = 0.0, north = 0.0;  // metres; metres per metre
  [[nodiscard]] double at(const geo::PlanePoint& p) const { return margin + east * p.east + north * p.north; }
};

// Least squares over the innermost ring: exact where the margin is a plane.
Slope slope_of(double margin, const Offsets& offsets, const std::vector<double>& found, double sigma) {
  Slope slope{margin};
  const double scale = 2.0 / (static_cast<double>(on_a_ring) * sigma * sigma);
  for (std::size_t i = 0; i < on_a_ring; ++i) {
    slope.east += scale * found[i] * offsets[i].east;
    slope.north += scale * found[i] * offsets[i].north;
  }
  return slope;
}

double bend(const Slope& slope, const Offsets& offsets, const std::vector<double>& found) {
  double most = 0.0;
  for (std::size_t i = 0; i < offsets.size(); ++i)
    most = std::max(most, std::abs(found[i] - slope.at(offsets[i])));
  return most;
}

// What is asked decides what is drawn, so that a row has the same answer in any file, on any machine.
flight::Draws draws_for(const geo::Position& point, double sigma) {
  std::uint64_t seed = 0;
  for (const double value : {in_degrees(point.latitude), in_degrees(point.longitude), sigma})
    seed = std::rotl(seed, 21) ^ std::bit_cast<std::uint64_t>(value);
  return flight::Draws{seed, "side/point"};
}

Offsets drawn(const geo::Position& point, double sigma) {
  const flight::Draws normals = draws_for(point, sigma);
  Offsets offsets;
  for (std::size_t i = 0; i < draws; ++i) {
    const auto [east, north] = normals.normal_pair(i);
    offsets.push_back({sigma * east, sigma * north});
  }
  return offsets;
}

/// The mean over draws of how much the margin's own half-plane differs from the slope's, added to what the
/// slope gives in closed form (a control variate): the straighter the border, the smaller the error.
Chance sampled(const Slope& slope, const Offsets& offsets, const std::vector<double>& found, double sigma,
               Length border_sigma) {
  double sum = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const double more =
        half_plane(metres(found[i]), border_sigma) - half_plane(metres(slope.at(offsets[i])), border_sigma);
    sum += more;
    squares += more * more;
  }
  const auto n = static_cast<double>(offsets.size());
  const double mean = sum / n, variance = std::max(0.0, squares / n - mean * mean);
  const Length all = metres(std::hypot(in_metres(border_sigma), sigma * std::hypot(slope.east, slope.north)));
  const double inside = std::clamp(half_plane(metres(slope.margin), all) + mean, 0.0, 1.0);
  return {inside, std::sqrt(variance / n), Method::sampled};
}

}  // namespace

std::string_view name_of(Method method) { return method == Method::half_plane ? "half_plane" : "sampled"; }

double half_plane(Length margin, Length sigma) {
  if (sigma > metres(0)) return assess::normal_cdf(margin / sigma);
  return margin > metres(0) ? 1.0 : margin < metres(0) ? 0.0 : 0.5;
}

Chance chance_inside(const geo::Position& point, Length margin, Length point_sigma, Length border_sigma,
                     const MarginsOf& margins) {
  const double sigma = in_metres(point_sigma);
  const Length all = metres(std::hypot(sigma, in_metres(border_sigma)));
  const double straight = half_plane(margin, all);
  if (!(sigma > 0.0)) return {straight, 0.0, Method::half_plane};
  if (abs(margin) > far_in_sigmas * all) return {straight, far_error, Method::half_plane};

  const Offsets around = rings_around(sigma);
  const std::vector<double> seen = margins_at(point, around, margins);
  const Slope slope = slope_of(in_metres(margin), around, seen, sigma);
  const double most = bend(slope, around, seen);
  if (most < straight_in_sigmas * in_metres(all))
    return {straight, highest_density * most / in_metres(all) + beyond_the_rings, Method::half_plane};
  const Offsets offsets = drawn(point, sigma);
  return sampled(slope, offsets, margins_at(point, offsets, margins), sigma, border_sigma);
}

}  // namespace recon::side
