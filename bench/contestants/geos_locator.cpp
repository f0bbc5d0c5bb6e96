// SPDX-License-Identifier: Apache-2.0
// GEOS by its C++ interface, which saves a point geometry a question: its locator of one area, and for all
// states a packed tree of the boxes of their parts with a locator each.
#include "bench/contestant.hpp"
#include <geos/algorithm/locate/IndexedPointInAreaLocator.h>
#include <geos/geom/CoordinateArraySequence.h>
#include <geos/geom/Envelope.h>
#include <geos/geom/GeometryFactory.h>
#include <geos/geom/LinearRing.h>
#include <geos/geom/Location.h>
#include <geos/geom/MultiPolygon.h>
#include <geos/geom/Polygon.h>
#include <geos/index/strtree/TemplateSTRtree.h>

namespace recon::bench {

namespace {

using geos::algorithm::locate::IndexedPointInAreaLocator;
using geos::geom::Coordinate;
using geos::geom::GeometryFactory;

std::unique_ptr<geos::geom::LinearRing> ring_of(const GeometryFactory& factory, const geo::Ring& ring) {
  std::vector<Coordinate> vertices;
  vertices.reserve(ring.size() + 1);
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const auto& vertex = ring[i % ring.size()];
    vertices.emplace_back(in_degrees(vertex.longitude), in_degrees(vertex.latitude));
  }
  return factory.createLinearRing(
      std::make_unique<geos::geom::CoordinateArraySequence>(std::move(vertices), std::size_t{2}));
}

std::unique_ptr<geos::geom::Polygon> polygon_of(const GeometryFactory& factory, const geo::Polygon& part) {
  std::vector<std::unique_ptr<geos::geom::LinearRing>> holes;
  for (const auto& hole : part.holes) holes.push_back(ring_of(factory, hole));
  return factory.createPolygon(ring_of(factory, part.outer), std::move(holes));
}

// A geometry and its locator, which builds its index at the first question.
class Located {
public:
  explicit Located(std::unique_ptr<geos::geom::Geometry> area) : area_{std::move(area)}, locator_{*area_} {
    (void)holds(*area_->getCoordinate());
  }
  [[nodiscard]] bool holds(const Coordinate& point) {
    return locator_.locate(&point) != geos::geom::Location::EXTERIOR;
  }
  [[nodiscard]] const geos::geom::Envelope& box() const { return *area_->getEnvelopeInternal(); }

private:
  std::unique_ptr<geos::geom::Geometry> area_;
  IndexedPointInAreaLocator locator_;
};

class LocatorHolds : public Holds {
public:
  explicit LocatorHolds(const geo::Outline& outline) : area_{area_of(outline)} {}
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    for (std::size_t i = 0; i < points.size(); ++i)
      inside[i] = static_cast<std::uint8_t>(area_.holds(Coordinate{points.longitude[i], points.latitude[i]}));
  }

private:
  static std::unique_ptr<geos::geom::Geometry> area_of(const geo::Outline& outline) {
    const auto& factory = *GeometryFactory::getDefaultInstance();
    std::vector<std::unique_ptr<geos::geom::Polygon>> parts;
    for (const auto& part : outline.parts) parts.push_back(polygon_of(factory, part));
    return factory.createMultiPolygon(std::move(parts));
  }
  Located area_;
};

class TreeWhich : public Which {
public:
  explicit TreeWhich(const States& states) {
    const auto& factory = *GeometryFactory::getDefaultInstance();
    for (std::size_t state = 0; state < states.size(); ++state)
      for (const auto& part : states[state].outline.parts)
        parts_.push_back({state, std::make_unique<Located>(polygon_of(factory, part))});
    for (std::size_t i = 0; i < parts_.size(); ++i) tree_.insert(parts_[i].area->box(), i);
    tree_.query(geos::geom::Envelope{0.0, 0.0, 0.0, 0.0}, [](std::size_t) {});  // builds it
  }
  void ask(geo::PointArrays points) override {
    answers_.assign(points.size(), {});
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Coordinate point{points.longitude[i], points.latitude[i]};
      tree_.query(geos::geom::Envelope{point}, [&](std::size_t place) {
        if (parts_[place].area->holds(point)) answers_[i].add(parts_[place].state);
      });
    }
  }
  [[nodiscard]] std::vector<std::uint16_t> answer(std::size_t i) const override {
    return answers_[i].ascending();
  }

private:
  struct Part {
    std::size_t state = 0;
    std::unique_ptr<Located> area;
  };
  std::vector<Part> parts_;
  geos::index::strtree::TemplateSTRtree<std::size_t> tree_;
  std::vector<FewStates> answers_;
};

}  // namespace

std::vector<Contestant<Holds>> geos_locator_holds() {
  return {{"GEOS locator (C++)",
           [](const States& states) { return std::make_unique<LocatorHolds>(states.front().outline); }}};
}

std::vector<Contestant<Which>> geos_locator_which() {
  return {{"GEOS STRtree + locators (C++)",
           [](const States& states) { return std::make_unique<TreeWhich>(states); }}};
}

}  // namespace recon::bench
