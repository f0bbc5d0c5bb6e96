// SPDX-License-Identifier: Apache-2.0
// Boost.Geometry: it has no prepared polygon, so "covered by" walks every edge; the tree of segments is
// packed.
#include <algorithm>
#include <array>

#include "bench/contestant.hpp"
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/geometries/segment.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace recon::bench {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Area = bg::model::multi_polygon<bg::model::polygon<Point>>;
using Segment = bg::model::segment<Point>;

class BoostHolds : public Holds {
public:
  explicit BoostHolds(const geo::Outline& outline) {
    for (const auto& part : outline.parts) {
      auto& polygon = area_.emplace_back();
      fill(polygon.outer(), part.outer);
      polygon.inners().resize(part.holes.size());
      for (std::size_t i = 0; i < part.holes.size(); ++i) fill(polygon.inners()[i], part.holes[i]);
    }
    bg::correct(area_);
  }
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    for (std::size_t i = 0; i < points.size(); ++i)
      inside[i] =
          static_cast<std::uint8_t>(bg::covered_by(Point{points.longitude[i], points.latitude[i]}, area_));
  }

private:
  template <class Ring>
  static void fill(Ring& to, const geo::Ring& from) {
    for (const auto& vertex : from)
      to.emplace_back(in_degrees(vertex.longitude), in_degrees(vertex.latitude));
  }
  Area area_;
};

class BoostHowFar : public HowFar {
public:
  explicit BoostHowFar(const geo::Outline& outline) : shrink_{shrink_of(outline)}, tree_{segments(outline)} {}
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point point{shrink_ * points.longitude[i], points.latitude[i]};
      std::array<Segment, 1> nearest;
      tree_.query(bg::index::nearest(point, 1), nearest.begin());
      const Point foot = foot_on(nearest.front(), point);
      const double latitude = foot.y(), longitude = foot.x() / shrink_;
      answers.metres[i] = inverse_metres(points.latitude[i], points.longitude[i], latitude, longitude);
      answers.nearest_latitude[i] = latitude;
      answers.nearest_longitude[i] = longitude;
    }
  }

private:
  [[nodiscard]] std::vector<Segment> segments(const geo::Outline& outline) const {
    std::vector<Segment> all;
    const auto at = [this](const geo::Position& p) {
      return Point{shrink_ * in_degrees(p.longitude), in_degrees(p.latitude)};
    };
    const auto add = [&](const geo::Ring& ring) {
      for (std::size_t i = 0; i < ring.size(); ++i)
        all.emplace_back(at(ring[i]), at(ring[(i + 1) % ring.size()]));
    };
    for (const auto& part : outline.parts) {
      add(part.outer);
      for (const auto& hole : part.holes) add(hole);
    }
    return all;
  }
  static Point foot_on(const Segment& segment, const Point& point) {
    const double dx = segment.second.x() - segment.first.x(), dy = segment.second.y() - segment.first.y();
    const double squared = dx * dx + dy * dy;
    const double along = (point.x() - segment.first.x()) * dx + (point.y() - segment.first.y()) * dy;
    const double t = squared > 0.0 ? std::clamp(along / squared, 0.0, 1.0) : 0.0;
    return {segment.first.x() + t * dx, segment.first.y() + t * dy};
  }

  double shrink_;
  bg::index::rtree<Segment, bg::index::rstar<16>> tree_;
};

}  // namespace

std::vector<Contestant<Holds>> boost_holds() {
  return {{"Boost.Geometry covered_by, raw",
           [](const States& states) { return std::make_unique<BoostHolds>(states.front().outline); }}};
}

std::vector<Contestant<HowFar>> boost_how_far() {
  return {{"Boost.Geometry R-tree nearest + Inverse",
           [](const States& states) { return std::make_unique<BoostHowFar>(states.front().outline); }}};
}

}  // namespace recon::bench
