// SPDX-License-Identifier: Apache-2.0
// S2: one index of shapes, built at once and kept, with queries that are made once and keep their place in
// it. Its edges are geodesics of a sphere whose latitudes are ours, so it takes another area for the same
// vertices.
#include <cmath>

#include "bench/contestant.hpp"
#include <s2/mutable_s2shape_index.h>
#include <s2/s2closest_edge_query.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>

namespace recon::bench {

namespace {

S2Point on_sphere(double latitude, double longitude) {
  return S2LatLng::FromDegrees(latitude, longitude).ToPoint();
}

// Twice the area in longitude and latitude, the short way from vertex to vertex.
double doubled_area(const geo::Ring& ring) {
  double area = 0.0, x = in_degrees(ring.front().longitude);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& a = ring[i];
    const auto& b = ring[(i + 1) % ring.size()];
    const double next = x + std::remainder(in_degrees(b.longitude) - in_degrees(a.longitude), 360.0);
    area += x * in_degrees(b.latitude) - next * in_degrees(a.latitude);
    x = next;
  }
  return area;
}

// S2 wants the inside on the left of every loop.
std::vector<S2Point> loop_of(const geo::Ring& ring, bool hole) {
  std::vector<S2Point> loop;
  loop.reserve(ring.size());
  for (const auto& vertex : ring)
    loop.push_back(on_sphere(in_degrees(vertex.latitude), in_degrees(vertex.longitude)));
  if ((doubled_area(ring) > 0.0) == hole) std::reverse(loop.begin(), loop.end());
  return loop;
}

std::unique_ptr<S2Shape> shape_of(const geo::Outline& outline) {
  std::vector<std::vector<S2Point>> loops;
  for (const auto& part : outline.parts) {
    loops.push_back(loop_of(part.outer, false));
    for (const auto& hole : part.holes) loops.push_back(loop_of(hole, true));
  }
  return std::make_unique<S2LaxPolygonShape>(loops);
}

std::unique_ptr<MutableS2ShapeIndex> index_of(const States& states) {
  auto index = std::make_unique<MutableS2ShapeIndex>();
  for (const auto& state : states) index->Add(shape_of(state.outline));
  index->ForceBuild();
  return index;
}

class S2Holds : public Holds {
public:
  explicit S2Holds(const States& states) : index_{index_of(states)} {}
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    for (std::size_t i = 0; i < points.size(); ++i)
      inside[i] =
          static_cast<std::uint8_t>(query_.Contains(on_sphere(points.latitude[i], points.longitude[i])));
  }

private:
  std::unique_ptr<MutableS2ShapeIndex> index_;
  S2ContainsPointQuery<MutableS2ShapeIndex> query_{index_.get()};
};

class S2Which : public Which {
public:
  explicit S2Which(const States& states) : index_{index_of(states)} {}
  void ask(geo::PointArrays points) override {
    answers_.assign(points.size(), {});
    for (std::size_t i = 0; i < points.size(); ++i)
      query_.VisitContainingShapes(on_sphere(points.latitude[i], points.longitude[i]), [&](S2Shape* shape) {
        answers_[i].add(static_cast<std::size_t>(shape->id()));
        return true;
      });
  }
  [[nodiscard]] std::vector<std::uint16_t> answer(std::size_t i) const override {
    return answers_[i].ascending();
  }

private:
  std::unique_ptr<MutableS2ShapeIndex> index_;
  S2ContainsPointQuery<MutableS2ShapeIndex> query_{index_.get()};
  std::vector<FewStates> answers_;
};

class S2HowFar : public HowFar {
public:
  explicit S2HowFar(const States& states) : index_{index_of(states)}, query_{index_.get()} {
    query_.mutable_options()->set_include_interiors(false);
  }
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const S2Point point = on_sphere(points.latitude[i], points.longitude[i]);
      S2ClosestEdgeQuery::PointTarget target{point};
      const S2LatLng nearest{query_.Project(point, query_.FindClosestEdge(&target))};
      const double latitude = nearest.lat().degrees(), longitude = nearest.lng().degrees();
      answers.metres[i] = inverse_metres(points.latitude[i], points.longitude[i], latitude, longitude);
      answers.nearest_latitude[i] = latitude;
      answers.nearest_longitude[i] = longitude;
    }
  }

private:
  std::unique_ptr<MutableS2ShapeIndex> index_;
  S2ClosestEdgeQuery query_;
};

constexpr Manner on_a_sphere{.edges_on_sphere = true};

}  // namespace

std::vector<Contestant<Holds>> s2_holds() {
  return {{"S2 contains-point query", [](const States& states) { return std::make_unique<S2Holds>(states); },
           on_a_sphere}};
}

std::vector<Contestant<Which>> s2_which() {
  return {{"S2 contains-point query", [](const States& states) { return std::make_unique<S2Which>(states); },
           on_a_sphere}};
}

std::vector<Contestant<HowFar>> s2_how_far() {
  return {{"S2 closest-edge query + Inverse",
           [](const States& states) { return std::make_unique<S2HowFar>(states); }, on_a_sphere}};
}

}  // namespace recon::bench
