// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/zone.hpp"

#include <algorithm>
#include <array>
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
  const auto [inside, nearest] = outline.locate(point);
  const Length known = nearest ? nearest->distance : infinite;
  const Length sure =
      outline.knows_all_within(point, known) ? known : std::min(known, outline.distance_to_unknown(point));
  const Bounds away{sure, known, nearest};
  return inside ? away : -away;
}

/// Distance to an outline from the signed one: zero on it.
Bounds from_land(const Bounds& inwards) {
  const Bounds outside = -inwards;
  return {std::max(outside.low, metres(0)), std::max(outside.high, metres(0)), outside.nearest};
}

/// Distance to a line of geodesics.
Bounds distance_to(const LineIndex& line, const Position& point) {
  const NearestEdge nearest = line.nearest(Station{point}).value();
  return {nearest.distance, nearest.distance, nearest};
}

// Many points go through a zone's parts in blocks that stay in the first cache.
constexpr std::size_t block = 256;

/// Bounds of many points, metres. REQUIRES: at most `block`
struct BoundsArrays {
  std::span<double> low, high;

  [[nodiscard]] std::size_t size() const { return low.size(); }
  void set(std::size_t i, const Bounds& bounds) const {
    low[i] = in_metres(bounds.low);
    high[i] = in_metres(bounds.high);
  }
  [[nodiscard]] Bounds at(std::size_t i) const { return {metres(low[i]), metres(high[i]), {}}; }
};

Position point_at(const PointArrays& points, std::size_t i) {
  return {degrees(points.latitude[i]), degrees(points.longitude[i])};
}

void signed_distances(const PreparedOutline& outline, PointArrays points, BoundsArrays answers) {
  if (outline.outline().window) {
    for (std::size_t i = 0; i < points.size(); ++i)
      answers.set(i, signed_distance(outline, point_at(points, i)));
    return;
  }
  outline.signed_distances(points, {answers.low, {}, {}});
  std::copy(answers.low.begin(), answers.low.end(), answers.high.begin());
}

void distances(const LineIndex& line, PointArrays points, BoundsArrays answers) {
  line.distances(points, answers.low);
  std::copy(answers.low.begin(), answers.low.end(), answers.high.begin());
}

/// Room for the bounds of a block.
class Scratch {
public:
  explicit Scratch(std::size_t size) : size_{size} {}
  [[nodiscard]] BoundsArrays arrays() {
    return {std::span{low_}.first(size_), std::span{high_}.first(size_)};
  }

private:
  std::size_t size_;
  std::array<double, block> low_{}, high_{};
};

/// What a combination of bounds does, for many at once.
template <class Combine>
void combine(BoundsArrays into, BoundsArrays with, const Combine& combination) {
  for (std::size_t i = 0; i < into.size(); ++i) into.set(i, combination(into.at(i), with.at(i)));
}
template <class Change>
void change(BoundsArrays all, const Change& act) {
  for (std::size_t i = 0; i < all.size(); ++i) all.set(i, act(all.at(i)));
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
  /// The same for many points. REQUIRES: at most `block`
  virtual void bounds(PointArrays points, BoundsArrays answers) const = 0;
};

namespace {

/// A shape that is nothing but its bounds, one by one and many at once.
template <class One, class Many>
struct ShapeOf final : Zone::Shape {
  ShapeOf(One one, Many many) : one_{std::move(one)}, many_{std::move(many)} {}
  [[nodiscard]] Bounds bounds(const Position& point) const override { return one_(point); }
  void bounds(PointArrays points, BoundsArrays answers) const override { many_(points, answers); }

private:
  One one_;
  Many many_;
};

template <class One, class Many>
Zone zone_of(One one, Many many) {
  return Zone{std::make_shared<const ShapeOf<One, Many>>(std::move(one), std::move(many))};
}

/// A zone made of others, combined from the left.
template <class Combine>
Zone combined(std::vector<Zone> zones, Combine combination) {
  return zone_of(
      [zones, combination](const Position& point) {
        Bounds all = zones.front().shape().bounds(point);
        for (std::size_t i = 1; i < zones.size(); ++i) all = combination(all, zones[i].shape().bounds(point));
        return all;
      },
      [zones, combination](PointArrays points, BoundsArrays answers) {
        zones.front().shape().bounds(points, answers);
        Scratch scratch{points.size()};
        for (std::size_t i = 1; i < zones.size(); ++i) {
          zones[i].shape().bounds(points, scratch.arrays());
          combine(answers, scratch.arrays(), combination);
        }
      });
}

}  // namespace

Margin Zone::margin(const Position& point) const { return as_margin(shape_->bounds(point)); }

void Zone::margins(PointArrays points, std::span<double> metres) const {
  for (std::size_t first = 0; first < points.size(); first += block) {
    const std::size_t count = std::min(block, points.size() - first);
    Scratch scratch{count};
    shape_->bounds({points.latitude.subspan(first, count), points.longitude.subspan(first, count)},
                   scratch.arrays());
    for (std::size_t i = 0; i < count; ++i) {
      const Margin margin = as_margin(scratch.arrays().at(i));
      metres[first + i] = margin.known ? in_metres(margin.value) : std::numeric_limits<double>::quiet_NaN();
    }
  }
}

Zone inside(SharedOutline outline) { return within(std::move(outline), metres(0)); }

Zone within(SharedOutline outline, Length breadth) {
  return zone_of([outline, breadth](
                     const Position& point) { return shifted(signed_distance(*outline, point), breadth); },
                 [outline, breadth](PointArrays points, BoundsArrays answers) {
                   signed_distances(*outline, points, answers);
                   change(answers, [breadth](const Bounds& b) { return shifted(b, breadth); });
                 });
}

Zone within(SharedOutline outline, const std::vector<Position>& baseline, Length breadth) {
  if (baseline.empty()) return within(std::move(outline), breadth);
  const auto line = std::make_shared<const LineIndex>(cut_line(baseline));
  return zone_of(
      [outline, line, breadth](const Position& point) {
        return shifted(greater(signed_distance(*outline, point), -distance_to(*line, point)), breadth);
      },
      [outline, line, breadth](PointArrays points, BoundsArrays answers) {
        signed_distances(*outline, points, answers);
        Scratch scratch{points.size()};
        distances(*line, points, scratch.arrays());
        combine(answers, scratch.arrays(), [breadth](const Bounds& coast, const Bounds& from_line) {
          return shifted(greater(coast, -from_line), breadth);
        });
      });
}

Zone circle(const Position& centre, Length radius) {
  return zone_of(
      [centre, radius](const Position& point) {
        const Leg to_centre = leg(point, centre);
        const Length depth = radius - to_centre.distance;
        const Angle towards = to_centre.azimuth,
                    away = towards + degrees(towards < degrees(180) ? 180 : -180);
        const Angle azimuth = depth < metres(0) ? towards : away;
        return Bounds{depth, depth,
                      NearestEdge{destination(point, azimuth, abs(depth)), abs(depth), azimuth}};
      },
      [centre, radius](PointArrays points, BoundsArrays answers) {
        for (std::size_t i = 0; i < points.size(); ++i) {
          const Length depth = radius - leg(point_at(points, i), centre).distance;
          answers.set(i, {depth, depth, {}});
        }
      });
}

Zone corridor(const std::vector<Position>& centreline, Length width) {
  assert(!centreline.empty());
  const auto line = std::make_shared<const LineIndex>(cut_line(centreline));
  const Length half = 0.5 * width;
  return zone_of([line, half](const Position& point) { return shifted(-distance_to(*line, point), half); },
                 [line, half](PointArrays points, BoundsArrays answers) {
                   distances(*line, points, answers);
                   change(answers, [half](const Bounds& b) { return shifted(-b, half); });
                 });
}

Zone strip(const Zone& of, Length breadth, Strip which) {
  // All three are tents over the margin: they fall by one metre per metre on either side of a ridge.
  const Length half = 0.5 * breadth;
  const Length ridge = which == Strip::beyond ? -half : which == Strip::within ? half : metres(0);
  const Length top = which == Strip::both ? breadth : half;
  const auto tent = [ridge, top](const Bounds& margin) {
    const Length at_low = top - abs(margin.low - ridge), at_high = top - abs(margin.high - ridge);
    const bool over_ridge = margin.low < ridge && ridge < margin.high;
    return Bounds{std::min(at_low, at_high), over_ridge ? top : std::max(at_low, at_high), margin.nearest};
  };
  return zone_of([of, tent](const Position& point) { return tent(of.shape().bounds(point)); },
                 [of, tent](PointArrays points, BoundsArrays answers) {
                   of.shape().bounds(points, answers);
                   change(answers, tent);
                 });
}

Zone nearer(SharedOutline to, SharedOutline than) {
  const auto half_of_difference = [](const Bounds& near, const Bounds& far) {
    return Bounds{0.5 * (far.low - near.high), 0.5 * (far.high - near.low), near.nearest};
  };
  return zone_of(
      [to, than, half_of_difference](const Position& point) {
        return half_of_difference(from_land(signed_distance(*to, point)),
                                  from_land(signed_distance(*than, point)));
      },
      [to, than, half_of_difference](PointArrays points, BoundsArrays answers) {
        signed_distances(*to, points, answers);
        Scratch scratch{points.size()};
        signed_distances(*than, points, scratch.arrays());
        combine(answers, scratch.arrays(), [&](const Bounds& near, const Bounds& far) {
          return half_of_difference(from_land(near), from_land(far));
        });
      });
}

Zone all_of(std::vector<Zone> zones) {
  assert(!zones.empty());
  return combined(std::move(zones), lesser);
}

Zone any_of(std::vector<Zone> zones) {
  assert(!zones.empty());
  return combined(std::move(zones), greater);
}

Zone except(const Zone& base, std::vector<Zone> taken_away) {
  taken_away.insert(taken_away.begin(), base);
  return combined(std::move(taken_away),
                  [](const Bounds& left, const Bounds& taken) { return lesser(left, -taken); });
}

}  // namespace recon::geo
