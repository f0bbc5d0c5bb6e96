// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/shift.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace recon::flight {
namespace {

using geo::PlanePoint;

constexpr double settled = 0.001;                                     // m
constexpr double unknown = -std::numeric_limits<double>::infinity();  // no margin is less

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

/// A path of straight legs with its margins where it lies: moved by some metres it has no other margins than
/// these, up to as many metres.
class Path {
public:
  Path(const Ground& ground, const std::vector<PlanePoint>& points) : ground_{ground}, points_{points} {
    margins_ = margins(points_);
    by_depth_.resize(points_.size());
    std::iota(by_depth_.begin(), by_depth_.end(), std::size_t{0});
    std::ranges::stable_sort(by_depth_, std::ranges::greater{}, [&](std::size_t i) { return margins_[i]; });
  }

  [[nodiscard]] Deepest deepest() const {
    Deepest deepest{margins_[by_depth_.front()], points_[by_depth_.front()]};
    for (std::size_t i = 1; i < points_.size(); ++i)
      look_between(ground_, points_[i - 1], margins_[i - 1], points_[i], margins_[i], deepest);
    return deepest;
  }

  /// How far it has to go in one direction to leave the zone: a greatest margin of d metres takes d metres at
  /// least, whatever the direction. `limit`: farther is of no interest.
  [[nodiscard]] double way_out(double radians, double limit) const {
    double gone = 0.0;
    while (gone < limit) {
      const double margin = deepest_after(gone, radians, limit - gone);
      if (margin <= settled) return gone;
      gone += margin;
    }
    return limit;
  }

private:
  [[nodiscard]] std::vector<double> margins(const std::vector<PlanePoint>& points) const {
    std::vector<double> east, north, margins(points.size());
    for (const PlanePoint& point : points) east.push_back(point.east), north.push_back(point.north);
    ground_.margins(east, north, margins);
    for (double& margin : margins)
      if (std::isnan(margin)) margin = unknown;
    return margins;
  }

  /// The greatest margin after so many metres, zero for a path that is out, or one that is `enough`. Most
  /// directions lead on through the zone, and the points that lie deepest now tell so soon. A point that
  /// cannot be deeper than what is known is not looked at: what it may be at most stands for it, and ends a
  /// search between points as its own margin would.
  [[nodiscard]] double deepest_after(double metres, double radians, double enough) const {
    Deepest deepest{0.0, {}};
    const auto now = [&](std::size_t i) { return moved(points_[i], metres, radians); };
    std::vector<double> there = margins_;
    for (double& margin : there) margin = margin == unknown ? -unknown : margin + metres;  // at most
    for (const std::size_t i : by_depth_) {
      if (there[i] <= deepest.margin) continue;
      there[i] = margin_at(ground_, now(i));
      if (there[i] > deepest.margin) deepest = {there[i], now(i)};
      if (deepest.margin >= enough) return deepest.margin;
    }
    for (std::size_t i = 1; i < points_.size() && deepest.margin < enough; ++i)
      if (0.5 * (there[i - 1] + there[i] + leg(i)) > deepest.margin)
        look_between(ground_, now(i - 1), there[i - 1], now(i), there[i], deepest);
    return deepest.margin;
  }
  [[nodiscard]] double leg(std::size_t i) const {
    return std::hypot(points_[i].east - points_[i - 1].east, points_[i].north - points_[i - 1].north);
  }

  const Ground& ground_;
  const std::vector<PlanePoint>& points_;
  std::vector<double> margins_;
  std::vector<std::size_t> by_depth_;
};

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
  return Path{ground, path}.deepest().margin;
}

Shift smallest_shift(const Ground& ground, const std::vector<PlanePoint>& points, double furthest) {
  const Path path{ground, points};
  const Deepest deepest = path.deepest();
  if (!(deepest.margin > 0.0)) return {-deepest.margin, azimuth(uphill(ground, deepest))};

  constexpr int directions = 720;
  constexpr double apart = 2.0 * std::numbers::pi / directions;
  double least = furthest, best = 0.0;
  for (int i = 0; i < directions; ++i)
    if (const double way = path.way_out(apart * i, least); way < least) {
      least = way;
      best = apart * i;
    }
  // Golden section between the neighbours of the best direction.
  constexpr double golden = 0.6180339887498949;
  double low = best - apart, high = best + apart;
  for (int step = 0; step < 30; ++step) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    const double out_left = path.way_out(left, furthest), out_right = path.way_out(right, furthest);
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
