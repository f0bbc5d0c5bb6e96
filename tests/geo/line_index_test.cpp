// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/line_index.hpp"

#include <cmath>

#include "chart.hpp"
#include "table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using test::at;
using test::number;

TEST_CASE("Edge models part from each other by as much as the reference says") {
  for (const auto& row : test::table("edge_interpretation_lat36.csv")) {
    const Angle azimuth = degrees(number(row, "mid_azimuth_deg"));
    const Length length = kilometres(number(row, "length_km"));
    CAPTURE(in_degrees(azimuth), in_kilometres(length));
    const Position a = destination(at(36, 36), azimuth, -0.5 * length),
                   b = destination(at(36, 36), azimuth, 0.5 * length);
    const auto farthest_between = [&](Edge one, Edge other) {
      std::vector<Piece> pieces, others;
      cut(a, b, one, pieces);
      cut(a, b, other, others);
      const LineIndex line{others};
      Length farthest = metres(0);
      for (const Piece& piece : pieces)
        for (int i = 0; i < 200; ++i)
          farthest = std::max(farthest, line.nearest(Station{to_surface(piece.at(i / 200.0))})->distance);
      return in_metres(farthest);
    };
    CHECK(farthest_between(Edge::lon_lat, Edge::geodesic) ==
          Approx(number(row, "max_sep_geodesic_vs_lonlat_m")).margin(2e-4).epsilon(2e-4));
    CHECK(farthest_between(Edge::rhumb, Edge::geodesic) ==
          Approx(number(row, "max_sep_geodesic_vs_rhumb_m")).margin(2e-4).epsilon(2e-4));
    CHECK(farthest_between(Edge::lon_lat, Edge::rhumb) ==
          Approx(number(row, "sep_lonlat_vs_rhumb_m")).margin(2e-4).epsilon(4e-4));
  }
}

TEST_CASE("Property: no point of an edge is farther than 0.1 mm from its pieces", "[property]") {
  test::Random random{GENERATE(range(0, 60))};
  const Edge edge = GENERATE(Edge::lon_lat, Edge::geodesic, Edge::rhumb);
  const Position a = at(random.between(-88, 88), random.between(-180, 180));
  const Position b = random.near(a, metres(random.log_between(1.0, 3e6)));
  std::vector<Piece> pieces;
  cut(a, b, edge, pieces);
  const LineIndex line{pieces};
  CAPTURE(static_cast<int>(edge), in_metres(distance(a, b)), pieces.size());
  for (int i = 0; i <= 200; ++i)
    CHECK(line.touches(to_space(test::on_edge(a, b, edge, i / 200.0)), metres(1e-4)));
}

TEST_CASE("Property: the short way from the chord is the geodesic", "[property]") {
  test::Random random{GENERATE(range(0, 300))};
  const Position a = at(random.between(-90, 90), random.between(-180, 180));
  const Position b = destination(a, degrees(random.between(0, 360)), metres(random.log_between(0.1, 20'000)));
  const Leg quick = Station{a}.short_leg(to_space(b)), exact = leg(a, b);
  CHECK(std::abs(in_metres(quick.distance - exact.distance)) < 1e-6);
  const double astray = std::abs(std::remainder(in_degrees(quick.azimuth - exact.azimuth), 360.0));
  CHECK(in_radians(degrees(astray)) * in_metres(exact.distance) < 1e-3);
}

TEST_CASE("A position in space comes back to itself") {
  test::Random random{GENERATE(range(0, 50))};
  const Position a = at(random.between(-90, 90), random.between(-180, 180));
  CHECK(in_metres(distance(to_surface(to_space(a)), a)) < 1e-8);
}
