// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/zone.hpp"

#include <cmath>

#include "chart.hpp"
#include "table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using test::areas;
using test::at;
using test::number;
using test::shared;

namespace {

double margin_m(const Zone& zone, const Position& point) { return in_metres(zone.margin(point).value); }

/// One of each kind, over random areas round a centre.
std::vector<Zone> zones_near(test::Random& random, const Position& centre) {
  const auto land = shared(areas({test::star(random, centre, kilometres(60), 9)}));
  const auto other = shared(
      areas({test::star(random, destination(centre, degrees(70), kilometres(150)), kilometres(60), 7)}));
  const std::vector<Position> line{random.near(centre, kilometres(100)), random.near(centre, kilometres(100)),
                                   random.near(centre, kilometres(100))};
  const Zone sea = within(land, nautical_miles(12));
  return {inside(land),
          sea,
          within(land, line, nautical_miles(12)),
          circle(line[0], kilometres(20)),
          corridor(line, kilometres(18)),
          strip(inside(land), kilometres(10), Strip::beyond),
          strip(inside(land), kilometres(10), Strip::within),
          strip(sea, kilometres(10), Strip::both),
          nearer(land, other),
          all_of({sea, nearer(land, other)}),
          any_of({inside(other), circle(line[1], kilometres(30))}),
          except(sea, {inside(land), circle(line[2], kilometres(30))})};
}

}  // namespace

TEST_CASE("The territorial sea ends at twelve nautical miles, a metre either way") {
  // Baseline of the reference: 36.0 N 35.8 E to 36.2 N 35.9 E, as the coast of a state to the east
  // and as straight baseline of a state whose coast lies far behind it.
  const std::vector<Position> baseline{at(36.0, 35.8), at(36.2, 35.9)};
  const auto coast =
      shared(areas({{baseline[0], baseline[1], at(36.2, 36.5), at(36.0, 36.5)}}, Edge::geodesic));
  const auto far_coast = shared(areas({{at(36.0, 36.6), at(36.2, 36.6), at(36.1, 36.8)}}));
  for (const Zone& sea :
       {within(coast, nautical_miles(12)), within(far_coast, baseline, nautical_miles(12))}) {
    for (const auto& row : test::table("territorial_sea.csv")) {
      CAPTURE(row.at("case"));
      const Position point = at(number(row, "lat"), number(row, "lon"));
      const double expected = 22224.0 - number(row, "dist_to_baseline_m");
      CHECK(margin_m(sea, point) == Approx(expected).margin(1e-3));
      if (std::abs(expected) > 0.5) CHECK((margin_m(sea, point) > 0) == (number(row, "within_12nm") == 1));
    }
  }
}

TEST_CASE("The median line lies where the reference puts it") {
  // The reference's coasts turn a single cape to each other: 36.0 N 35.8 E and 35.6 N 35.75 E.
  const auto north = shared(areas({{at(36.0, 35.8), at(36.3, 35.75), at(36.3, 35.85)}}));
  const auto south = shared(areas({{at(35.6, 35.75), at(35.3, 35.7), at(35.3, 35.8)}}));
  const Zone northern = nearer(north, south);
  for (const auto& row : test::table("median_line.csv")) {
    const double latitude = number(row, "lat_equidistant"), longitude = number(row, "lon");
    CHECK(in_metres(north->nearest_edge(at(latitude, longitude))->distance) ==
          Approx(number(row, "dist_A_m")).margin(1e-3));
    CHECK(margin_m(northern, at(latitude, longitude)) == Approx(0).margin(1e-3));
    CHECK(margin_m(northern, at(latitude + 1e-7, longitude)) > 0.005);
    CHECK(margin_m(northern, at(latitude - 1e-7, longitude)) < -0.005);
  }
}

TEST_CASE("Property 2: moving a point by a distance moves no margin by more", "[property]") {
  test::Random random{GENERATE(range(0, 60))};
  const Position centre = at(random.between(-75, 75), random.between(-180, 180));
  const auto zones = zones_near(random, centre);
  const Position a = random.near(centre, kilometres(120));
  const Position b = destination(a, degrees(random.between(0, 360)), metres(random.log_between(1, 50'000)));
  for (std::size_t i = 0; i < zones.size(); ++i) {
    CAPTURE(i);
    CHECK(std::abs(margin_m(zones[i], a) - margin_m(zones[i], b)) <= in_metres(distance(a, b)) + 1e-3);
  }
}

TEST_CASE("Property 1: the margin of a land is positive exactly when it holds the point", "[property]") {
  test::Random random{GENERATE(range(0, 60))};
  const Position centre = at(random.between(-75, 75), random.between(-180, 180));
  const auto land = shared(areas({test::star(random, centre, kilometres(60), 9)}));
  for (int i = 0; i < 10; ++i) {
    const Position point = random.near(centre, kilometres(80));
    const Margin margin = inside(land).margin(point);
    CHECK((margin.value > metres(0)) == land->contains(point));
    CHECK(margin.known);
    CHECK_FALSE(margin.at_least);
    // Property 3: towards the nearest point it is exactly that far.
    CHECK(in_metres(distance(point, *margin.nearest)) ==
          Approx(std::abs(in_metres(margin.value))).margin(1e-3));
    CHECK(in_metres(distance(destination(point, margin.azimuth, abs(margin.value)), *margin.nearest)) < 0.01);
  }
}

TEST_CASE("Property: zones combine as sets do", "[property]") {
  test::Random random{GENERATE(range(0, 40))};
  const Position centre = at(random.between(-75, 75), random.between(-180, 180));
  const auto zones = zones_near(random, centre);
  const Position point = random.near(centre, kilometres(120));
  for (std::size_t i = 0; i + 1 < zones.size(); ++i) {
    const double a = margin_m(zones[i], point), b = margin_m(zones[i + 1], point);
    CHECK(margin_m(all_of({zones[i], zones[i + 1]}), point) == std::min(a, b));
    CHECK(margin_m(any_of({zones[i], zones[i + 1]}), point) == std::max(a, b));
    CHECK(margin_m(except(zones[i], {zones[i + 1]}), point) == std::min(a, -b));
    CHECK(margin_m(strip(zones[i], metres(5000), Strip::within), point) ==
          Approx(std::min(a, 5000 - a)).margin(1e-6));
    CHECK(margin_m(strip(zones[i], metres(5000), Strip::beyond), point) ==
          Approx(std::min(-a, 5000 + a)).margin(1e-6));
    CHECK(margin_m(strip(zones[i], metres(5000), Strip::both), point) ==
          Approx(5000 - std::abs(a)).margin(1e-6));
  }
}

TEST_CASE("A circle and a corridor are as wide as they say") {
  const Position centre = at(36, 36);
  for (const double radius : {19'000.0, 20'000.0, 21'000.0}) {
    const Position point = destination(centre, degrees(77), metres(radius));
    const Margin margin = circle(centre, kilometres(20)).margin(point);
    CHECK(in_metres(margin.value) == Approx(20'000 - radius).margin(1e-6));
    CHECK(in_metres(distance(*margin.nearest, centre)) == Approx(20'000).margin(1e-6));
  }
  CHECK(margin_m(circle(centre, kilometres(20)), centre) == Approx(20'000));
  // 142.34 m: how far the parallel lies from the geodesic in the middle of 100 km (reference EW_100km_mid).
  const Zone airway = corridor({at(36, 36), at(36, 37.10953)}, metres(2 * 142.0));
  CHECK(margin_m(airway, at(36, 36.554765)) == Approx(142.0 - 142.339623).margin(1e-3));
  CHECK(margin_m(corridor({centre}, kilometres(2)), destination(centre, degrees(10), metres(400))) ==
        Approx(600).margin(1e-3));
}

TEST_CASE("Where the data end, a margin says what it can and no more") {
  Outline coast = areas({{at(36.4, 36), at(36.4, 37), at(37, 37), at(37, 36)}});
  coast.window = Window{degrees(36), degrees(36), degrees(37), degrees(37)};
  const auto land = shared(coast);

  const Margin exact = inside(land).margin(at(36.41, 36.5));
  CHECK_FALSE(exact.at_least);
  CHECK(in_metres(exact.value) == Approx(1110).margin(5));

  // 6 km of land to the known coast, but the data end 0.9 km to the east.
  const Margin near_frame = inside(land).margin(at(36.46, 36.99));
  CHECK(near_frame.known);
  CHECK(near_frame.at_least);
  CHECK(in_metres(near_frame.value) ==
        Approx(in_metres(distance(at(36.46, 36.99), at(36.46, 37)))).epsilon(1e-4));

  CHECK_FALSE(inside(land).margin(at(36.46, 37.01)).known);
  CHECK_FALSE(within(land, nautical_miles(12)).margin(at(35.99, 36.5)).known);

  // At sea, 22.2 km off the known coast and 0.9 km from the frame: inside 20 NM for certain,
  // inside 5 NM nobody can say.
  const Position at_sea = at(36.2, 36.99);
  const Margin wide = within(land, nautical_miles(20)).margin(at_sea);
  CHECK(wide.known);
  CHECK(wide.at_least);
  CHECK(in_metres(wide.value) ==
        Approx(20 * 1852 - in_metres(land->nearest_edge(at_sea)->distance)).margin(1e-3));
  CHECK_FALSE(within(land, nautical_miles(5)).margin(at_sea).known);

  // One certain "no" decides an intersection, one certain "yes" a union.
  const Position beyond = at(36.46, 37.01);
  const Zone elsewhere = circle(at(36.46, 38), kilometres(1)), here = circle(beyond, kilometres(1));
  CHECK(all_of({inside(land), elsewhere}).margin(beyond).value < metres(0));
  CHECK(all_of({inside(land), elsewhere}).margin(beyond).at_least);
  CHECK_FALSE(all_of({inside(land), here}).margin(beyond).known);
  CHECK(any_of({inside(land), here}).margin(beyond).value == metres(1000));
  CHECK_FALSE(except(here, {inside(land)}).margin(beyond).known);
}

TEST_CASE("Property: margins of many points are those of each, to the last bit", "[property]") {
  test::Random random{GENERATE(range(0, 8))};
  const Position centre = at(random.between(-75, 75), random.between(-180, 180));
  std::vector<Zone> zones = zones_near(random, centre);
  Outline framed = areas({test::star(random, at(36, 36), kilometres(60), 9)});
  framed.window = Window{degrees(35.8), degrees(35.8), degrees(36.5), degrees(36.4)};
  const Zone cut_off = inside(shared(framed));
  zones.push_back(all_of(zones));
  zones.push_back(any_of({zones[0], zones[1]}));
  zones.push_back(except(zones[0], {zones[1]}));
  for (const Strip which : {Strip::beyond, Strip::within, Strip::both})
    zones.push_back(strip(zones[0], kilometres(3), which));
  const auto same = [](const Zone& zone, const std::vector<Position>& points) {
    std::vector<double> latitude, longitude, metres_in(points.size());
    for (const Position& point : points) {
      latitude.push_back(in_degrees(point.latitude));
      longitude.push_back(in_degrees(point.longitude));
    }
    zone.margins({latitude, longitude}, metres_in);
    int unknown = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Margin one = zone.margin(points[i]);
      unknown += one.known ? 0 : 1;
      if (one.known)
        REQUIRE(metres_in[i] == in_metres(one.value));
      else
        REQUIRE(std::isnan(metres_in[i]));
    }
    return unknown;
  };
  std::vector<Position> points, near_frame;
  for (int i = 0; i < 300; ++i) {
    points.push_back(random.near(centre, kilometres(150)));
    near_frame.push_back(random.near(at(36, 36), kilometres(100)));
  }
  for (const Zone& zone : zones) CHECK(same(zone, points) == 0);
  CHECK(same(cut_off, near_frame) > 0);
}
