// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/ground.hpp"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "recon/geo/zone.hpp"

namespace recon::flight {
namespace {

/// A finger that points south, 2 km wide at its foot, in the plane about its tip.
geo::Zone finger(const geo::Plane& plane) {
  const auto at = [&](double east, double north) { return plane.to_globe({east, north}); };
  geo::Outline outline;
  outline.edge = geo::Edge::geodesic;
  outline.parts.push_back({{at(0, 0), at(1000, 3000), at(20'000, 4000), at(20'000, 25'000),
                            at(-20'000, 25'000), at(-20'000, 4000), at(-1000, 3000)},
                           {}});
  return geo::inside(std::make_shared<const geo::PreparedOutline>(std::move(outline)));
}

const geo::Plane plane{{degrees(35.8), degrees(36.15)}};

}  // namespace

TEST_CASE("a tabulated ground is within its error of the zone's own margins") {
  const geo::Zone zone = finger(plane);
  const SharedGround ground = tabulated(zone, plane, 10'000.0, 2.0);
  std::mt19937_64 random{7};
  std::uniform_real_distribution<double> anywhere{-9'900.0, 9'900.0};
  for (int i = 0; i < 2'000; ++i) {
    const double east = anywhere(random), north = anywhere(random);
    const double exact = in_metres(zone.margin(plane.to_globe({east, north})).value);
    double table = 0.0;
    ground->margins({&east, 1}, {&north, 1}, {&table, 1});
    INFO("at " << east << " " << north << " exact " << exact);
    CHECK(std::abs(table - exact) <= 2.0 + 0.005 * std::abs(exact));
  }
}

TEST_CASE("the way along the edge grows from the left flank of the tip to the right one") {
  const SharedGround ground = tabulated(finger(plane), plane, 10'000.0, 2.0, geo::PlanePoint{0.0, 0.0});
  const auto west = ground->along_edge({-500.0, 1'500.0}), tip = ground->along_edge({0.0, 0.0}),
             east = ground->along_edge({500.0, 1'500.0});
  REQUIRE(west);
  REQUIRE(tip);
  REQUIRE(east);
  CHECK(*west == Approx(-1'581.0).margin(60.0));
  CHECK(*tip == Approx(0.0).margin(40.0));
  CHECK(*east == Approx(1'581.0).margin(60.0));
}

TEST_CASE("points of the edge lie on it, about as far apart as was asked") {
  const geo::Zone zone = finger(plane);
  const auto points = tabulated(zone, plane, 10'000.0, 2.0)->edge({0.0, 0.0}, 4'000.0, 200.0);
  REQUIRE(points.size() > 20);
  for (const geo::PlanePoint& point : points)
    CHECK(std::abs(in_metres(zone.margin(plane.to_globe(point)).value)) < 10.0);
}

}  // namespace recon::flight
