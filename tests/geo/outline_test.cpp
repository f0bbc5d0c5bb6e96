// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/outline.hpp"

#include <algorithm>
#include <cmath>

#include "chart.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using test::areas;
using test::at;
using test::turned;

namespace {

Edge any_edge() { return GENERATE(Edge::lon_lat, Edge::geodesic, Edge::rhumb); }

/// A star with a hole, and a second star beside it: everything an outline can have but a window.
Outline archipelago(test::Random& random, const Position& centre, Length radius, Edge edge) {
  const Position neighbour = destination(centre, degrees(random.between(0, 360)), 2.5 * radius);
  return {{{test::star(random, centre, radius, random.whole(3, 12)),
            {test::star(random, centre, 0.2 * radius, 5)}},
           {test::star(random, neighbour, radius, random.whole(3, 12)), {}}},
          edge,
          {}};
}

double signed_metres(const PreparedOutline& outline, const Position& point) {
  const double away = in_metres(outline.nearest_edge(point)->distance);
  return outline.contains(point) ? away : -away;
}

}  // namespace

TEST_CASE("Property: the nearest edge is the one a slow exact search finds", "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 40))};
  const Position centre = at(random.between(-80, 80), random.between(-180, 180));
  const Length radius = metres(random.log_between(500, 300'000));
  const Outline outline = archipelago(random, centre, radius, edge);
  const PreparedOutline prepared{outline};
  for (int i = 0; i < 4; ++i) {
    const Position point = random.near(centre, random.log_between(0.05, 5) * radius);
    const auto nearest = prepared.nearest_edge(point);
    REQUIRE(nearest);
    CAPTURE(static_cast<int>(edge), in_metres(radius), in_metres(nearest->distance));
    CHECK(in_metres(nearest->distance) ==
          Approx(in_metres(test::searched_distance(outline, point))).margin(1e-3).epsilon(0));
    const Leg there = leg(point, nearest->position);
    CHECK(in_metres(there.distance) == Approx(in_metres(nearest->distance)).margin(1e-4).epsilon(0));
    CHECK(std::abs(std::remainder(in_degrees(there.azimuth - nearest->azimuth), 360.0)) *
              in_metres(there.distance) / 57.3 <
          1e-3);
  }
}

TEST_CASE("Property: the nearest edge stays exact a thousand kilometres away", "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 15))};
  const Position centre = at(random.between(-70, 70), random.between(-180, 180));
  const Outline outline = areas({test::star(random, centre, kilometres(200), 12)}, edge);
  const Position point =
      destination(centre, degrees(random.between(0, 360)), kilometres(random.between(500, 3000)));
  const auto nearest = PreparedOutline{outline}.nearest_edge(point);
  REQUIRE(nearest);
  CHECK(in_metres(nearest->distance) ==
        Approx(in_metres(test::searched_distance(outline, point))).margin(1e-3).epsilon(0));
}

TEST_CASE("The flattening of the Earth does not mistake the farther cape for the nearer") {
  // On the equator the Earth is rounder northwards: a chord of 1000 km spares 14 m more than eastwards.
  const Position point = at(0, 0);
  const Position north = destination(point, degrees(0), metres(1'000'005));
  const Position east = destination(point, degrees(90), metres(1'000'000));
  const PreparedOutline capes{areas({{north, at(12, -1), at(12, 1)}, {east, at(-1, 12), at(1, 12)}})};
  const NearestEdge nearest = capes.nearest_edge(point).value();
  CHECK(in_metres(nearest.distance) == Approx(1'000'000).margin(1e-3).epsilon(0));
  CHECK(in_degrees(nearest.azimuth) == Approx(90));
}

TEST_CASE("Property 1: what is inside turns at the nearest edge and nowhere else", "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 60))};
  const Position centre = at(random.between(-80, 80), random.between(-180, 180));
  const Length radius = metres(random.log_between(500, 500'000));
  const PreparedOutline prepared{archipelago(random, centre, radius, edge)};
  const Position point = random.near(centre, 3.0 * radius);
  const bool inside = prepared.contains(point);
  const NearestEdge nearest = prepared.nearest_edge(point).value();
  if (nearest.distance < metres(0.01)) return;
  // Up to 2 mm before the edge everything is on the same side, 2 mm behind it on the other.
  for (const double part : {0.3, 0.9, 0.999})
    CHECK(prepared.contains(destination(point, nearest.azimuth, part * (nearest.distance - metres(0.002)))) ==
          inside);
  const Position behind = destination(point, nearest.azimuth, nearest.distance + metres(0.002));
  // Behind a corner that points at us there may be nothing of the other side this near.
  if (prepared.nearest_edge(behind)->distance > metres(0.0015)) CHECK(prepared.contains(behind) != inside);
  CHECK(prepared.contains(nearest.position));
}

TEST_CASE("Property 2: orientation, order of parts and the globe's zero meridian change nothing",
          "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 30))};
  const Position centre = at(random.between(-80, 80), random.between(-180, 180));
  const Length radius = metres(random.log_between(500, 500'000));
  const Outline outline = archipelago(random, centre, radius, edge);
  Outline reversed = outline;
  std::reverse(reversed.parts.begin(), reversed.parts.end());
  for (auto& part : reversed.parts) {
    std::reverse(part.outer.begin(), part.outer.end());
    for (auto& hole : part.holes) std::rotate(hole.begin(), hole.begin() + 2, hole.end());
  }
  const Angle turn = degrees(180) - centre.longitude + degrees(random.between(-1, 1));
  const PreparedOutline plain{outline}, other{reversed}, over_antimeridian{turned(outline, turn)};
  for (int i = 0; i < 5; ++i) {
    const Position point = random.near(centre, 3.0 * radius);
    const double reference = signed_metres(plain, point);
    CHECK(signed_metres(other, point) == Approx(reference).margin(1e-3).epsilon(0));
    CHECK(signed_metres(over_antimeridian, turned(point, turn)) == Approx(reference).margin(1e-3).epsilon(0));
  }
}

TEST_CASE("Property: mirrored at the equator everything stays", "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 20))};
  const Position centre = at(random.between(0, 80), random.between(-180, 180));
  const Outline outline = archipelago(random, centre, kilometres(100), edge);
  Outline mirrored = outline;
  const auto mirror = [](Position p) { return Position{-p.latitude, p.longitude}; };
  for (auto& part : mirrored.parts) {
    for (auto& vertex : part.outer) vertex = mirror(vertex);
    for (auto& hole : part.holes)
      for (auto& vertex : hole) vertex = mirror(vertex);
  }
  const Position point = random.near(centre, kilometres(300));
  CHECK(signed_metres(PreparedOutline{mirrored}, mirror(point)) ==
        Approx(signed_metres(PreparedOutline{outline}, point)).margin(1e-3).epsilon(0));
}

TEST_CASE("Property 3: corners and edges are contained", "[property]") {
  const Edge edge = any_edge();
  test::Random random{GENERATE(range(0, 20))};
  const Position centre = at(random.between(-80, 80), random.between(-180, 180));
  const Outline outline = archipelago(random, centre, kilometres(random.log_between(1, 500)), edge);
  const PreparedOutline prepared{outline};
  const Ring& ring = outline.parts[0].outer;
  for (std::size_t i = 0; i < ring.size(); ++i)
    for (const double t : {0.0, 0.25, 0.7})
      CHECK(prepared.contains(test::on_edge(ring[i], ring[(i + 1) % ring.size()], edge, t)));
}

TEST_CASE("A hole is outside, and its edge is an edge") {
  Outline ringed = areas({{at(36, 36), at(36, 37), at(37, 37), at(37, 36)}});
  ringed.parts[0].holes.push_back({at(36.4, 36.4), at(36.4, 36.6), at(36.6, 36.6), at(36.6, 36.4)});
  const PreparedOutline land{ringed};
  CHECK(land.contains(at(36.2, 36.5)));
  CHECK_FALSE(land.contains(at(36.5, 36.5)));
  CHECK(in_degrees(land.nearest_edge(at(36.5, 36.59))->position.longitude) == Approx(36.6).epsilon(1e-12));
}

TEST_CASE("Property: an edge that may not be within a distance is farther", "[property]") {
  const PreparedOutline square{areas({{at(36, 36), at(36, 37), at(37, 37), at(37, 36)}})};
  for (int i = 0; i < 400; ++i) {
    const Position here = at(30.0 + 0.03 * i, 25.0 + 0.05 * i);
    const Length distance = square.nearest_edge(here)->distance;
    CAPTURE(i, in_metres(distance));
    CHECK(square.may_be_within(here, distance));
    // A chord of 1 500 km is 0.2 % shorter; 1 mm is taken to be on the line.
    CHECK((distance < metres(1) || !square.may_be_within(here, 0.98 * distance)));
  }
}

TEST_CASE("The frame of the data's window is no border") {
  // A state that a window from 36° to 37° E cut on its western and eastern side.
  Outline cut = areas({{at(36.0, 36), at(36.1, 37), at(36.9, 37), at(36.8, 36)}});
  cut.window = Window{degrees(36), degrees(35), degrees(37), degrees(38)};
  const PreparedOutline land{cut};
  const Position near_frame = at(36.5, 36.01);
  CHECK(land.contains(near_frame));
  CHECK(land.contains(at(36.5, 36.0)));
  CHECK(in_kilometres(land.nearest_edge(near_frame)->distance) > 30);
  CHECK(in_metres(land.distance_to_unknown(near_frame)) ==
        Approx(in_metres(distance(near_frame, at(36.5, 36)))).epsilon(1e-5));
  CHECK(land.distance_to_unknown(at(36.5, 35.99)) == metres(0));
  CHECK(land.distance_to_unknown(at(34.9, 36.5)) == metres(0));

  Outline only_frame = areas({{at(35, 36), at(35, 37), at(38, 37), at(38, 36)}});
  only_frame.window = cut.window;
  CHECK_FALSE(PreparedOutline{only_frame}.nearest_edge(near_frame));
  CHECK(PreparedOutline{only_frame}.contains(near_frame));
  CHECK(std::isinf(in_metres(PreparedOutline{Outline{}}.distance_to_unknown(near_frame))));
}

TEST_CASE("A window over the antimeridian knows its inside") {
  Outline land = areas({{at(60, 170), at(60, -170), at(65, -170), at(65, 170)}});
  land.window = Window{degrees(165), degrees(55), degrees(-165), degrees(70)};
  const PreparedOutline prepared{land};
  CHECK(prepared.distance_to_unknown(at(60, 179)) > kilometres(500));
  CHECK(prepared.distance_to_unknown(at(60, 0)) == metres(0));
}

TEST_CASE("Halves that meet at the antimeridian are one area without an edge between them") {
  const Ring west{at(60, 170), at(60, 180), at(65, 180), at(65, 170)};
  const Ring east{at(60, -180), at(60, -170), at(65, -170), at(65, -180)};
  const Ring whole{at(60, 170), at(60, -170), at(65, -170), at(65, 170)};
  const PreparedOutline halves{areas({west, east})}, one{areas({whole})};
  for (const double longitude : {171.0, 179.99, -179.99, -172.0}) {
    CHECK(halves.contains(at(62, longitude)));
    CHECK(signed_metres(halves, at(62, longitude)) ==
          Approx(signed_metres(one, at(62, longitude))).margin(1e-3).epsilon(0));
  }
  CHECK(halves.contains(at(62, 180)));
  const PreparedOutline alone{areas({west})};
  CHECK(alone.nearest_edge(at(62, -179.9))->distance < kilometres(6));
}

TEST_CASE("A ring round a pole holds the pole, drawn with a seam or without") {
  Ring coast, with_seam;
  for (int i = 0; i < 12; ++i) coast.push_back(at(-70 + i % 3, -180 + 30 * i));
  with_seam = coast;
  for (const Position& corner : {at(-70, 180), at(-90, 180), at(-90, -180)}) with_seam.push_back(corner);
  for (const double side : {1.0, -1.0}) {
    Ring ring = coast, seamed = with_seam;
    for (auto* each : {&ring, &seamed})
      for (auto& vertex : *each) vertex.latitude = side * vertex.latitude;
    const PreparedOutline plain{areas({ring})}, drawn{areas({seamed})};
    for (const PreparedOutline* cap : {&plain, &drawn}) {
      CHECK(cap->contains(at(side * -90, 0)));
      CHECK(cap->contains(at(side * -80, 100)));
      CHECK(cap->contains(at(side * -80, 180)));
      CHECK_FALSE(cap->contains(at(side * -50, 100)));
      CHECK_FALSE(cap->contains(at(side * 90, 0)));
      CHECK(in_metres(cap->nearest_edge(at(side * -85, 179.9))->distance) > 1e6);
    }
  }
}

TEST_CASE("A sector that ends in the pole has an inside") {
  const PreparedOutline sector{areas({{at(60, 20), at(60, 50), at(90, 50), at(90, 20)}})};
  CHECK(sector.contains(at(89.9, 35)));
  CHECK(sector.contains(at(61, 21)));
  CHECK_FALSE(sector.contains(at(89.9, 55)));
  CHECK_FALSE(sector.contains(at(89.9, -140)));
}

TEST_CASE("A ring may repeat its first vertex, and an empty outline holds nothing") {
  const PreparedOutline closed{areas({{at(36, 36), at(36, 37), at(37, 36.5), at(36, 36)}})};
  CHECK(closed.contains(at(36.3, 36.5)));
  CHECK_FALSE(PreparedOutline{Outline{}}.contains(at(36, 36)));
  CHECK_FALSE(PreparedOutline{Outline{}}.nearest_edge(at(36, 36)));
}
