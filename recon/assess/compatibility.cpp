// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/compatibility.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "recon/assess/probability.hpp"

namespace recon::assess {
namespace {

using geo::PlanePoint;

struct Inverse {
  double east, north, both;
};
Inverse inverse(const Scatter& s) {
  const double determinant = s.east * s.north - s.both * s.both;
  return {s.north / determinant, s.east / determinant, -s.both / determinant};
}
double squared(const Inverse& w, const PlanePoint& d) {
  return w.east * d.east * d.east + w.north * d.north * d.north + 2.0 * w.both * d.east * d.north;
}
PlanePoint times(const Inverse& w, const PlanePoint& d) {
  return {w.east * d.east + w.both * d.north, w.both * d.east + w.north * d.north};
}
double determinant(const Scatter& s) { return s.east * s.north - s.both * s.both; }

double apart(const PlanePoint& a, const PlanePoint& b) {
  return std::hypot(a.east - b.east, a.north - b.north);
}

/// One way in time: a cubic between its points.
class Way {
public:
  explicit Way(std::span<const TimedPoint> points) : points_{points}, velocities_(points.size()) {
    for (std::size_t i = 0; i < points.size(); ++i) velocities_[i] = velocity(i);
  }

  [[nodiscard]] bool covers(double time) const {
    return time >= points_.front().time && time <= points_.back().time;
  }

  [[nodiscard]] PlanePoint at(double time) const {
    const auto above = std::ranges::upper_bound(points_, time, {}, &TimedPoint::time);
    const auto i = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(above - points_.begin() - 1, 0, std::ssize(points_) - 2));
    const TimedPoint &a = points_[i], &b = points_[i + 1];
    const double h = b.time - a.time, u = (time - a.time) / h;
    const double h00 = (1 + 2 * u) * (1 - u) * (1 - u), h10 = u * (1 - u) * (1 - u) * h;
    const double h01 = u * u * (3 - 2 * u), h11 = u * u * (u - 1) * h;
    const PlanePoint &va = velocities_[i], &vb = velocities_[i + 1];
    return {h00 * a.at.east + h10 * va.east + h01 * b.at.east + h11 * vb.east,
            h00 * a.at.north + h10 * va.north + h01 * b.at.north + h11 * vb.north};
  }

private:
  /// Of the parabola through three neighbours; of the chord where there are only two points.
  [[nodiscard]] PlanePoint velocity(std::size_t i) const {
    if (points_.size() < 3) return slope(0);
    const std::size_t left = std::clamp<std::size_t>(i, 1, points_.size() - 2) - 1;
    const double h0 = points_[left + 1].time - points_[left].time,
                 h1 = points_[left + 2].time - points_[left + 1].time;
    const PlanePoint s0 = slope(left), s1 = slope(left + 1);
    const double bend_east = (s1.east - s0.east) / (h0 + h1), bend_north = (s1.north - s0.north) / (h0 + h1);
    const double from_middle = points_[i].time - 0.5 * (points_[left].time + points_[left + 1].time);
    return {s0.east + 2.0 * bend_east * from_middle, s0.north + 2.0 * bend_north * from_middle};
  }
  [[nodiscard]] PlanePoint slope(std::size_t i) const {
    const TimedPoint &a = points_[i], &b = points_[i + 1];
    const double h = b.time - a.time;
    return {(b.at.east - a.at.east) / h, (b.at.north - a.at.north) / h};
  }

  std::span<const TimedPoint> points_;
  std::vector<PlanePoint> velocities_;
};

/// What is left of the differences when one offset and the best shift for it are taken off.
struct Left {
  PlanePoint shift;
  double mean_square = std::numeric_limits<double>::infinity();
  std::size_t used = 0;
};

Left left_at(const Way& way, std::span<const TimedPoint> other, double later) {
  Left left{.mean_square = 0.0};
  std::vector<PlanePoint> differences;
  for (const TimedPoint& point : other) {
    if (!way.covers(point.time + later)) continue;
    const PlanePoint there = way.at(point.time + later);
    differences.push_back({point.at.east - there.east, point.at.north - there.north});
    left.shift.east += differences.back().east, left.shift.north += differences.back().north;
  }
  left.used = differences.size();
  if (left.used < 3) return Left{};
  const auto n = static_cast<double>(left.used);
  left.shift.east /= n, left.shift.north /= n;
  for (const PlanePoint& d : differences) left.mean_square += std::pow(apart(d, left.shift), 2) / n;
  return left;
}

}  // namespace

Compatibility compatibility(std::span<const Difference> differences, const Scatter& common) {
  Compatibility result{.freedom = 2 * differences.size()};
  // Woodbury: the common part is two more unknowns, taken out in closed form.
  PlanePoint pull{};
  Scatter weight{};
  for (const Difference& difference : differences) {
    const Inverse w = inverse(difference.own);
    result.m2 += squared(w, difference.by);
    const PlanePoint pulled = times(w, difference.by);
    pull.east += pulled.east, pull.north += pulled.north;
    weight.east += w.east, weight.north += w.north, weight.both += w.both;
  }
  // (C⁻¹ + W)⁻¹ = (I + C W)⁻¹ C, which also holds where the common part is nothing.
  const double a = 1.0 + common.east * weight.east + common.both * weight.both,
               b = common.east * weight.both + common.both * weight.north,
               c = common.both * weight.east + common.north * weight.both,
               d = 1.0 + common.both * weight.both + common.north * weight.north;
  const PlanePoint drawn{common.east * pull.east + common.both * pull.north,
                         common.both * pull.east + common.north * pull.north};
  const double whole = a * d - b * c;
  const PlanePoint taken{(d * drawn.east - b * drawn.north) / whole,
                         (a * drawn.north - c * drawn.east) / whole};
  result.m2 = std::max(0.0, result.m2 - pull.east * taken.east - pull.north * taken.north);
  result.p = chi_square_tail(result.m2, result.freedom);
  if (result.p < 0.05) result.inflation = std::sqrt(result.m2 / chi_square_quantile(0.95, result.freedom));
  return result;
}

double overlap_of(const PlanePoint& difference, const Scatter& one, const Scatter& other) {
  const Scatter mean{0.5 * (one.east + other.east), 0.5 * (one.north + other.north),
                     0.5 * (one.both + other.both)};
  const double distance =
      0.125 * squared(inverse(mean), difference) +
      0.5 * std::log(determinant(mean) / std::sqrt(determinant(one) * determinant(other)));
  return std::exp(-distance);
}

std::optional<Alignment> align(std::span<const TimedPoint> one, std::span<const TimedPoint> other,
                               double furthest) {
  if (one.size() < 3 || other.size() < 3) return std::nullopt;
  const Way way{one};
  const Left before = left_at(way, other, 0.0);
  // Fewer points in common are easier to fit: an offset must keep half of those that no offset has.
  const std::size_t enough = std::max<std::size_t>(3, before.used / 2);
  const auto misfit = [&](double later) {
    const Left left = left_at(way, other, later);
    return left.used < enough ? std::numeric_limits<double>::infinity() : left.mean_square;
  };
  constexpr int steps = 400;
  const double step = furthest / steps;
  double best = 0.0, least = std::numeric_limits<double>::infinity();
  for (int i = -steps; i <= steps; ++i)
    if (const double found = misfit(i * step); found < least) least = found, best = i * step;
  if (!std::isfinite(least)) return std::nullopt;
  constexpr double golden = 0.6180339887498949;
  double low = best - step, high = best + step;
  for (int i = 0; i < 60; ++i) {
    const double a = high - golden * (high - low), b = low + golden * (high - low);
    (misfit(a) < misfit(b) ? high : low) = misfit(a) < misfit(b) ? b : a;
  }
  const double later = 0.5 * (low + high);
  const Left after = left_at(way, other, later);
  Alignment result{.later = later,
                   .east = after.shift.east,
                   .north = after.shift.north,
                   .rms_after = std::sqrt(after.mean_square),
                   .used = after.used};
  double squares = 0.0;
  std::size_t seen = 0;
  for (const TimedPoint& point : other)
    if (way.covers(point.time)) squares += std::pow(apart(point.at, way.at(point.time)), 2), ++seen;
  result.rms_before = seen == 0 ? 0.0 : std::sqrt(squares / static_cast<double>(seen));
  // What tells the clock is how velocities differ from their mean; a steady velocity tells only the shift.
  std::vector<PlanePoint> velocities;
  PlanePoint mean{};
  constexpr double h = 0.05;
  for (const TimedPoint& point : other) {
    const double t = point.time + later;
    if (!way.covers(t - h) || !way.covers(t + h)) continue;
    const PlanePoint ahead = way.at(t + h), behind = way.at(t - h);
    velocities.push_back({(ahead.east - behind.east) / (2 * h), (ahead.north - behind.north) / (2 * h)});
    mean.east += velocities.back().east, mean.north += velocities.back().north;
  }
  const double n = std::max<double>(1.0, static_cast<double>(velocities.size()));
  mean.east /= n, mean.north /= n;
  double information = 0.0;
  for (const PlanePoint& v : velocities) information += std::pow(apart(v, mean), 2);
  result.clock_sigma_per_metre =
      information > 0.0 ? 1.0 / std::sqrt(information) : std::numeric_limits<double>::infinity();
  return result;
}

double frechet(std::span<const PlanePoint> one, std::span<const PlanePoint> other) {
  // Eiter and Mannila 1994, one row at a time.
  std::vector<double> row(other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    double diagonal = 0.0;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const double here = apart(one[i], other[j]), above = row[j];
      double reach = 0.0;
      if (i > 0 && j > 0)
        reach = std::min({above, diagonal, row[j - 1]});
      else if (i > 0)
        reach = above;
      else if (j > 0)
        reach = row[j - 1];
      diagonal = above;
      row[j] = std::max(reach, here);
    }
  }
  return row.back();
}

double hausdorff(std::span<const PlanePoint> one, std::span<const PlanePoint> other) {
  const auto furthest = [](std::span<const PlanePoint> from, std::span<const PlanePoint> to) {
    double most = 0.0;
    for (const PlanePoint& a : from) {
      double nearest = std::numeric_limits<double>::infinity();
      for (const PlanePoint& b : to) nearest = std::min(nearest, apart(a, b));
      most = std::max(most, nearest);
    }
    return most;
  };
  return std::max(furthest(one, other), furthest(other, one));
}

double time_warping(std::span<const PlanePoint> one, std::span<const PlanePoint> other) {
  std::vector<double> row(other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    double diagonal = 0.0;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const double above = row[j];
      double before = 0.0;
      if (i > 0 && j > 0)
        before = std::min({above, diagonal, row[j - 1]});
      else if (i > 0)
        before = above;
      else if (j > 0)
        before = row[j - 1];
      diagonal = above;
      row[j] = before + apart(one[i], other[j]);
    }
  }
  return row.back();
}

std::vector<PlanePoint> densified(std::span<const PlanePoint> line, double spacing) {
  std::vector<PlanePoint> dense;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double length = apart(line[i], line[i + 1]);
    const int pieces = std::max(1, static_cast<int>(std::ceil(length / spacing)));
    for (int k = 0; k < pieces; ++k) {
      const double part = static_cast<double>(k) / pieces;
      dense.push_back({std::lerp(line[i].east, line[i + 1].east, part),
                       std::lerp(line[i].north, line[i + 1].north, part)});
    }
  }
  if (!line.empty()) dense.push_back(line.back());
  return dense;
}

}  // namespace recon::assess
