// SPDX-License-Identifier: Apache-2.0
#include "chart.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/Rhumb.hpp>
#include <catch2/catch.hpp>

namespace recon::test {

geo::Position on_edge(const geo::Position& a, const geo::Position& b, geo::Edge edge, double t) {
  const double east = std::remainder(in_degrees(b.longitude - a.longitude), 360.0);
  double latitude = 0.0, longitude = 0.0;
  if (edge == geo::Edge::lon_lat)
    return turned({a.latitude + t * (b.latitude - a.latitude), a.longitude}, degrees(t * east));
  if (edge == geo::Edge::geodesic) {
    const geo::Leg way = geo::leg(a, b);
    return geo::destination(a, way.azimuth, t * way.distance);
  }
  double length = 0.0, course = 0.0;
  const auto& rhumb = GeographicLib::Rhumb::WGS84();
  rhumb.Inverse(in_degrees(a.latitude), in_degrees(a.longitude), in_degrees(b.latitude),
                in_degrees(b.longitude), length, course);
  rhumb.Direct(in_degrees(a.latitude), in_degrees(a.longitude), course, t * length, latitude, longitude);
  return at(latitude, longitude);
}

Length searched_distance(const geo::Outline& outline, const geo::Position& point) {
  Length best = metres(1e9);
  const auto search = [&](const geo::Position& a, const geo::Position& b) {
    const auto away = [&](double t) { return geo::distance(on_edge(a, b, outline.edge, t), point); };
    constexpr int stretches = 12;
    int nearest = 0;
    for (int i = 1; i <= stretches; ++i)
      if (away(double(i) / stretches) < away(double(nearest) / stretches)) nearest = i;
    double low = std::max(0, nearest - 1) / double(stretches),
           high = std::min(stretches, nearest + 1) / double(stretches);
    const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
    while (high - low > 1e-9) {
      const double left = high - golden * (high - low), right = low + golden * (high - low);
      (away(left) < away(right) ? high : low) = away(left) < away(right) ? right : left;
    }
    best = std::min({best, away(0.5 * (low + high)), away(0), away(1)});
  };
  for (const auto& part : outline.parts) {
    std::vector<geo::Ring> rings{part.outer};
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
    for (const auto& ring : rings)
      for (std::size_t i = 0; i < ring.size(); ++i) search(ring[i], ring[(i + 1) % ring.size()]);
  }
  return best;
}

TEST_CASE("The slow search finds a distance known in closed form") {
  // Along the equator the nearest point of a meridian edge is due west, a arc-length away.
  const auto strip = areas({{at(-1, 10), at(1, 10), at(1, 9), at(-1, 9)}});
  CHECK(in_metres(searched_distance(strip, at(0, 11))) ==
        Approx(6378137.0 * in_radians(degrees(1))).epsilon(1e-12));
}

}  // namespace recon::test
