// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/shift.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace recon::flight {
namespace {

using geo::PlanePoint;

constexpr double settled = 0.001;  // m

double margin_at(const Ground& ground, PlanePoint point) {
  double margin = 0.0;
  ground.margins({&point.east, 1}, {&point.north, 1}, {&margin, 1});
  return margin;
}

PlanePoint moved(PlanePoint point, double metres, double radians) {
  return {point.east + metres * std::sin(radians), point.north + metres * std::cos(radians)};
}

struct Deepest {
  double margin = -std::numeric_limits<double>::infinity();
  PlanePoint at;
};

void look_between(const Ground& ground, PlanePoint a, double margin_a, PlanePoint b, double margin_b,
                  Deepest& deepest) {
  const double length = std::hypot(b.east - a.east, b.north - a.north);
  // Written so that a margin that is not known ends the search too.
  if (!(0.5 * (margin_a + margin_b + length) > deepest.margin + settled)) return;
  const PlanePoint middle{0.5 * (a.east + b.east), 0.5 * (a.north + b.north)};
  const double margin = margin_at(ground, middle);
  if (margin > deepest.margin) deepest = {margin, middle};
  look_between(ground, a, margin_a, middle, margin, deepest);
  look_between(ground, middle, margin, b, margin_b, deepest);
}

Deepest deepest_of(const Ground& ground, const std::vector<PlanePoint>& path) {
  Deepest deepest;
  std::vector<double> margins;
  for (const PlanePoint& point : path) {
    margins.push_back(margin_at(ground, point));
    if (margins.back() > deepest.margin) deepest = {margins.back(), point};
  }
  for (std::size_t i = 1; i < path.size(); ++i)
    look_between(ground, path[i - 1], margins[i - 1], path[i], margins[i], deepest);
  return deepest;
}

std::vector<PlanePoint> shifted(const std::vector<PlanePoint>& path, double metres, double radians) {
  std::vector<PlanePoint> there;
  there.reserve(path.size());
  for (const PlanePoint& point : path) there.push_back(moved(point, metres, radians));
  return there;
}

/// How far a path has to go in one direction to leave the zone: a greatest margin of d metres takes d
/// metres at least, whatever the direction. `limit`: farther is of no interest.
double way_out(const Ground& ground, const std::vector<PlanePoint>& path, double radians, double limit) {
  double gone = 0.0;
  while (gone < limit) {
    const double margin = deepest_of(ground, shifted(path, gone, radians)).margin;
    if (margin <= settled) return gone;
    gone += margin;
  }
  return limit;
}

double azimuth(double radians) {
  const double degrees = radians * 180.0 / std::numbers::pi;
  return degrees - 360.0 * std::floor(degrees / 360.0);
}

/// The direction in which a margin grows, from where it is greatest on the path.
double uphill(const Ground& ground, const Deepest& from) {
  constexpr int directions = 3600;
  const double step = std::max(1.0, std::abs(from.margin));
  double best = 0.0, greatest = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < directions; ++i) {
    const double turn = 2.0 * std::numbers::pi * i / directions;
    if (const double margin = margin_at(ground, moved(from.at, step, turn)); margin > greatest) {
      greatest = margin;
      best = turn;
    }
  }
  return best;
}

}  // namespace

double greatest_margin(const Ground& ground, const std::vector<PlanePoint>& path) {
  return deepest_of(ground, path).margin;
}

Shift smallest_shift(const Ground& ground, const std::vector<PlanePoint>& path, double furthest) {
  const Deepest deepest = deepest_of(ground, path);
  if (!(deepest.margin > 0.0)) return {-deepest.margin, azimuth(uphill(ground, deepest))};

  constexpr int directions = 720;
  constexpr double apart = 2.0 * std::numbers::pi / directions;
  double least = furthest, best = 0.0;
  for (int i = 0; i < directions; ++i)
    if (const double way = way_out(ground, path, apart * i, least); way < least) {
      least = way;
      best = apart * i;
    }
  // Golden section between the neighbours of the best direction.
  constexpr double golden = 0.6180339887498949;
  double low = best - apart, high = best + apart;
  for (int step = 0; step < 30; ++step) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    const double out_left = way_out(ground, path, left, furthest),
                 out_right = way_out(ground, path, right, furthest);
    (out_left < out_right ? high : low) = out_left < out_right ? right : left;
    const double now = std::min(out_left, out_right);
    if (now < least) {
      least = now;
      best = out_left < out_right ? left : right;
    }
  }
  return {least, azimuth(best)};
}

}  // namespace recon::flight
