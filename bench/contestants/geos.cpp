// SPDX-License-Identifier: Apache-2.0
// GEOS by its C interface, reentrant, with prepared geometries: how its documentation says to ask often.
#include <stdexcept>

#include "bench/contestant.hpp"
#include <geos_c.h>

namespace recon::bench {

namespace {

class Session {
public:
  Session() : handle_{GEOS_init_r()} {}
  ~Session() { GEOS_finish_r(handle_); }
  Session(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(const Session&) = delete;
  Session& operator=(Session&&) = delete;
  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }

private:
  GEOSContextHandle_t handle_;
};

template <class Pointer>
Pointer made(Pointer pointer) {
  if (pointer == nullptr) throw std::runtime_error{"GEOS refused a geometry"};
  return pointer;
}

GEOSCoordSequence* closed(GEOSContextHandle_t geos, const geo::Ring& ring, double shrink) {
  const auto count = static_cast<unsigned>(ring.size());
  GEOSCoordSequence* sequence = made(GEOSCoordSeq_create_r(geos, count + 1, 2));
  for (unsigned i = 0; i <= count; ++i) {
    const auto& vertex = ring[i % count];
    GEOSCoordSeq_setXY_r(geos, sequence, i, shrink * in_degrees(vertex.longitude),
                         in_degrees(vertex.latitude));
  }
  return sequence;
}

GEOSGeometry* collected(GEOSContextHandle_t geos, int type, std::vector<GEOSGeometry*>& members) {
  return made(GEOSGeom_createCollection_r(geos, type, members.data(), static_cast<unsigned>(members.size())));
}

GEOSGeometry* area_of(GEOSContextHandle_t geos, const geo::Outline& outline) {
  std::vector<GEOSGeometry*> parts;
  for (const auto& part : outline.parts) {
    std::vector<GEOSGeometry*> holes;
    for (const auto& hole : part.holes)
      holes.push_back(made(GEOSGeom_createLinearRing_r(geos, closed(geos, hole, 1.0))));
    parts.push_back(made(
        GEOSGeom_createPolygon_r(geos, made(GEOSGeom_createLinearRing_r(geos, closed(geos, part.outer, 1.0))),
                                 holes.data(), static_cast<unsigned>(holes.size()))));
  }
  return collected(geos, GEOS_MULTIPOLYGON, parts);
}

GEOSGeometry* lines_of(GEOSContextHandle_t geos, const geo::Outline& outline, double shrink) {
  std::vector<GEOSGeometry*> lines;
  const auto add = [&](const geo::Ring& ring) {
    lines.push_back(made(GEOSGeom_createLineString_r(geos, closed(geos, ring, shrink))));
  };
  for (const auto& part : outline.parts) {
    add(part.outer);
    for (const auto& hole : part.holes) add(hole);
  }
  return collected(geos, GEOS_MULTILINESTRING, lines);
}

class Prepared {
public:
  Prepared(GEOSContextHandle_t geos, GEOSGeometry* geometry)
      : geos_{geos}, geometry_{geometry}, prepared_{made(GEOSPrepare_r(geos, geometry))} {}
  ~Prepared() {
    GEOSPreparedGeom_destroy_r(geos_, prepared_);
    GEOSGeom_destroy_r(geos_, geometry_);
  }
  Prepared(const Prepared&) = delete;
  Prepared(Prepared&&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  Prepared& operator=(Prepared&&) = delete;
  [[nodiscard]] const GEOSPreparedGeometry* get() const { return prepared_; }

private:
  GEOSContextHandle_t geos_;
  GEOSGeometry* geometry_;
  const GEOSPreparedGeometry* prepared_;
};

class GeosHolds : public Holds {
public:
  explicit GeosHolds(const geo::Outline& outline)
      : area_{session_.handle(), area_of(session_.handle(), outline)} {
    // The index is built at the first question within the area's box.
    const auto& vertex = outline.parts.front().outer.front();
    (void)holds(in_degrees(vertex.longitude), in_degrees(vertex.latitude));
  }
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    for (std::size_t i = 0; i < points.size(); ++i)
      inside[i] = static_cast<std::uint8_t>(holds(points.longitude[i], points.latitude[i]));
  }

private:
  // "Intersects" counts the edge in, as we do; "contains" would not.
  bool holds(double x, double y) {
    const GEOSContextHandle_t geos = session_.handle();
#if GEOS_VERSION_MAJOR > 3 || GEOS_VERSION_MINOR >= 12
    return GEOSPreparedIntersectsXY_r(geos, area_.get(), x, y) == 1;
#else
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(geos, x, y);
    const bool inside = GEOSPreparedIntersects_r(geos, area_.get(), point) == 1;
    GEOSGeom_destroy_r(geos, point);
    return inside;
#endif
  }

  Session session_;
  Prepared area_;
};

class GeosHowFar : public HowFar {
public:
  explicit GeosHowFar(const geo::Outline& outline)
      : shrink_{shrink_of(outline)},
        lines_{session_.handle(), lines_of(session_.handle(), outline, shrink_)} {
    double x = 0.0, y = 0.0;
    nearest(x, y);
  }
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    for (std::size_t i = 0; i < points.size(); ++i) {
      double x = shrink_ * points.longitude[i], y = points.latitude[i];
      nearest(x, y);
      x /= shrink_;
      answers.metres[i] = inverse_metres(points.latitude[i], points.longitude[i], y, x);
      answers.nearest_latitude[i] = y;
      answers.nearest_longitude[i] = x;
    }
  }

private:
  void nearest(double& x, double& y) {
    const GEOSContextHandle_t geos = session_.handle();
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(geos, x, y);
    GEOSCoordSequence* pair = GEOSPreparedNearestPoints_r(geos, lines_.get(), point);
    GEOSCoordSeq_getXY_r(geos, pair, 0, &x, &y);
    GEOSCoordSeq_destroy_r(geos, pair);
    GEOSGeom_destroy_r(geos, point);
  }

  Session session_;
  double shrink_;
  Prepared lines_;
};

}  // namespace

std::vector<Contestant<Holds>> geos_holds() {
  return {{"GEOS prepared (C)",
           [](const States& states) { return std::make_unique<GeosHolds>(states.front().outline); }}};
}

std::vector<Contestant<HowFar>> geos_how_far() {
  return {{"GEOS prepared nearest + Inverse",
           [](const States& states) { return std::make_unique<GeosHowFar>(states.front().outline); }}};
}

}  // namespace recon::bench
