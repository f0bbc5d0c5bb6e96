// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/geo/zone.hpp"

/// Random areas, and their distance found the slow way.
namespace recon::test {

inline geo::Position at(double latitude, double longitude) { return {degrees(latitude), degrees(longitude)}; }

class Random {
public:
  explicit Random(int seed) : engine_{static_cast<unsigned>(seed)} {}
  double between(double low, double high) {
    return std::uniform_real_distribution<double>{low, high}(engine_);
  }
  double log_between(double low, double high) { return std::exp(between(std::log(low), std::log(high))); }
  int whole(int low, int high) { return std::uniform_int_distribution<int>{low, high}(engine_); }
  geo::Position near(const geo::Position& centre, Length most) {
    return geo::destination(centre, degrees(between(0, 360)), between(0, 1) * most);
  }

private:
  std::mt19937 engine_;
};

/// A star-shaped ring around a centre: `corners` vertices between 30 and 100 % of a radius.
inline geo::Ring star(Random& random, const geo::Position& centre, Length radius, int corners) {
  geo::Ring ring;
  for (int i = 0; i < corners; ++i)
    ring.push_back(geo::destination(centre, degrees(360.0 * i / corners), random.between(0.3, 1.0) * radius));
  return ring;
}

/// An outline of areas without holes.
inline geo::Outline areas(std::vector<geo::Ring> rings, geo::Edge edge = geo::Edge::lon_lat) {
  geo::Outline outline;
  outline.edge = edge;
  for (auto& ring : rings) outline.parts.push_back({std::move(ring), {}});
  return outline;
}

/// A point of an edge by the edge's own definition, written here a second time.
geo::Position on_edge(const geo::Position& a, const geo::Position& b, geo::Edge edge, double t);

/// The nearest point of all edges by golden-section search with exact geodesics. Slow.
Length searched_distance(const geo::Outline& outline, const geo::Position& point);

inline geo::Position turned(const geo::Position& p, Angle by) {
  return {p.latitude, degrees(std::remainder(in_degrees(p.longitude + by), 360.0))};
}
inline geo::Outline turned(geo::Outline outline, Angle by) {
  for (auto& part : outline.parts) {
    for (auto& vertex : part.outer) vertex = turned(vertex, by);
    for (auto& hole : part.holes)
      for (auto& vertex : hole) vertex = turned(vertex, by);
  }
  if (outline.window) {
    outline.window->west = turned({degrees(0), outline.window->west}, by).longitude;
    outline.window->east = turned({degrees(0), outline.window->east}, by).longitude;
  }
  return outline;
}

inline geo::SharedOutline shared(geo::Outline outline) {
  return std::make_shared<const geo::PreparedOutline>(std::move(outline));
}

}  // namespace recon::test
