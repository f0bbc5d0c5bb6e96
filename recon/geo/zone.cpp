// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/zone.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "recon/geo/line_index.hpp"

namespace recon::geo {
namespace {

constexpr Length infinite = metres(std::numeric_limits<double>::infinity());

/// A length that data which end somewhere leave open between two bounds.
struct Bounds {
  Length low = -infinite, high = infinite;
  std::optional<NearestEdge> nearest;  // the known edge that decides

  [[nodiscard]] bool exact() const { return low == high; }
};

Bounds operator-(const Bounds& b) { return {-b.high, -b.low, b.nearest}; }

Bounds shifted(const Bounds& b, Length by) { return {b.low + by, b.high + by, b.nearest}; }

Bounds lesser(const Bounds& a, const Bounds& b) {
  return {std::min(a.low, b.low), std::min(a.high, b.high), a.high <= b.high ? a.nearest : b.nearest};
}

Bounds greater(const Bounds& a, const Bounds& b) { return -lesser(-a, -b); }

Margin as_margin(const Bounds& b) {
  Margin margin;
  if (b.nearest) {
    margin.nearest = b.nearest->position;
    margin.azimuth = b.nearest->azimuth;
  }
  if (b.exact() || b.low > metres(0)) {
    margin.value = b.low;
  } else if (b.high < metres(0)) {
    margin.value = b.high;
  } else {
    margin.known = false;
  }
  margin.at_least = margin.known && !b.exact();
  return margin;
}

/// Signed distance to an outline, positive inside. An edge beyond the window could be as near as the
/// window's frame, never nearer.
Bounds signed_distance(const PreparedOutline& outline, const Position& point) {
  if (!outline.knows_all_within(point, metres(0))) return {};
  const auto nearest = outline.nearest_edge(point);
  const Length known = nearest ? nearest->distance : infinite;
  const Length sure =
      outline.knows_all_within(point, known) ? known : std::min(known, outline.distance_to_unknown(point));
  const Bounds away{sure, known, nearest};
  return outline.contains(point) ? away : -away;
}

/// Distance to an outline, zero on it.
Bounds distance_to(const PreparedOutline& outline, const Position& point) {
  const Bounds outside = -signed_distance(outline, point);
  return {std::max(outside.low, metres(0)), std::max(outside.high, metres(0)), outside.nearest};
}

/// Distance to a line of geodesics.
Bounds distance_to(const LineIndex& line, const Position& point) {
  const NearestEdge nearest = line.nearest(Station{point}).value();
  return {nearest.distance, nearest.distance, nearest};
}

}  // namespace

struct Zone::Shape {
  Shape() = default;
  virtual ~Shape() = default;
  Shape(const Shape&) = delete;
  Shape(Shape&&) = delete;
  Shape& operator=(const Shape&) = delete;
  Shape& operator=(Shape&&) = delete;
  /// What the margin may be.
  [[nodiscard]] virtual Bounds bounds(const Position& point) const = 0;
};

namespace {

/// A shape that is nothing but its bounds.
template <class Function>
struct ShapeOf final : Zone::Shape {
  explicit ShapeOf(Function function) : bounds_{std::move(function)} {}
  [[nodiscard]] Bounds bounds(const Position& point) const override { return bounds_(point); }

private:
  Function bounds_;
};

template <class Function>
Zone zone_of(Function bounds) {
  return Zone{std::make_shared<const ShapeOf<Function>>(std::move(bounds))};
}

}  // namespace

Margin Zone::margin(const Position& point) const { return as_margin(shape_->bounds(point)); }

Zone inside(SharedOutline outline) { return within(std::move(outline), metres(0)); }

Zone within(SharedOutline outline, Length breadth) {
  return zone_of([outline = std::move(outline), breadth](const Position& point) {
    return shifted(signed_distance(*outline, point), breadth);
  });
}

Zone within(SharedOutline outline, const std::vector<Position>& baseline, Length breadth) {
  if (baseline.empty()) return within(std::move(outline), breadth);
  return zone_of(
      [outline = std::move(outline), line = LineIndex{cut_line(baseline)}, breadth](const Position& point) {
        return shifted(greater(signed_distance(*outline, point), -distance_to(line, point)), breadth);
      });
}

Zone circle(const Position& centre, Length radius) {
  return zone_of([centre, radius](const Position& point) {
    const Leg to_centre = leg(point, centre);
    const Length depth = radius - to_centre.distance;
    const Angle towards = to_centre.azimuth, away = towards + degrees(towards < degrees(180) ? 180 : -180);
    const Angle azimuth = depth < metres(0) ? towards : away;
    return Bounds{depth, depth, NearestEdge{destination(point, azimuth, abs(depth)), abs(depth), azimuth}};
  });
}

Zone corridor(const std::vector<Position>& centreline, Length width) {
  assert(!centreline.empty());
  return zone_of([line = LineIndex{cut_line(centreline)}, half = 0.5 * width](const Position& point) {
    return shifted(-distance_to(line, point), half);
  });
}

Zone strip(const Zone& of, Length breadth, Strip which) {
  // All three are tents over the margin: they fall by one metre per metre on either side of a ridge.
  const Length half = 0.5 * breadth;
  const Length ridge = which == Strip::beyond ? -half : which == Strip::within ? half : metres(0);
  const Length top = which == Strip::both ? breadth : half;
  return zone_of([of, ridge, top](const Position& point) {
    const Bounds margin = of.shape().bounds(point);
    const Length at_low = top - abs(margin.low - ridge), at_high = top - abs(margin.high - ridge);
    const bool over_ridge = margin.low < ridge && ridge < margin.high;
    return Bounds{std::min(at_low, at_high), over_ridge ? top : std::max(at_low, at_high), margin.nearest};
  });
}

Zone nearer(SharedOutline to, SharedOutline than) {
  return zone_of([to = std::move(to), than = std::move(than)](const Position& point) {
    const Bounds near = distance_to(*to, point), far = distance_to(*than, point);
    return Bounds{0.5 * (far.low - near.high), 0.5 * (far.high - near.low), near.nearest};
  });
}

Zone all_of(std::vector<Zone> zones) {
  assert(!zones.empty());
  return zone_of([zones = std::move(zones)](const Position& point) {
    Bounds least = zones.front().shape().bounds(point);
    for (std::size_t i = 1; i < zones.size(); ++i) least = lesser(least, zones[i].shape().bounds(point));
    return least;
  });
}

Zone any_of(std::vector<Zone> zones) {
  assert(!zones.empty());
  return zone_of([zones = std::move(zones)](const Position& point) {
    Bounds most = zones.front().shape().bounds(point);
    for (std::size_t i = 1; i < zones.size(); ++i) most = greater(most, zones[i].shape().bounds(point));
    return most;
  });
}

Zone except(const Zone& base, std::vector<Zone> taken_away) {
  return zone_of([base, taken_away = std::move(taken_away)](const Position& point) {
    Bounds left = base.shape().bounds(point);
    for (const Zone& taken : taken_away) left = lesser(left, -taken.shape().bounds(point));
    return left;
  });
}

}  // namespace recon::geo
