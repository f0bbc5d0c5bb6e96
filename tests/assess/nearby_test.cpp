// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/nearby.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

namespace recon::assess {
namespace {

TEST_CASE("Places between the corners of a cell are right to three centimetres, to 80 degrees of latitude") {
  const double latitude = GENERATE(-79.5, -36.0, 0.0, 36.0, 60.0, 79.5);
  const double longitude = GENERATE(36.0, 179.99);
  const double away = GENERATE(0.0, 400'000.0);
  const geo::Plane from{{degrees(latitude), degrees(longitude)}};
  const geo::Plane other{geo::destination(from.centre(), degrees(120), metres(90'000))};
  Nearby nearby{from, other};
  CAPTURE(latitude, longitude, away);
  double on_globe = 0.0, in_plane = 0.0;
  for (int i = 0; i < 2'000; ++i) {
    // To the equator, so that none is nearer to a pole.
    const geo::PlanePoint point{-3'000.0 + 37.1 * (i % 163),
                                (latitude > 0 ? -away : away) + 2'500.0 - 41.3 * (i % 121)};
    const auto [at, there] = nearby(point);
    const geo::Position truly = from.to_globe(point);
    const geo::PlanePoint exact = other.to_plane(truly);
    on_globe = std::max(on_globe, in_metres(geo::distance(at, truly)));
    in_plane = std::max(in_plane, std::hypot(there.east - exact.east, there.north - exact.north));
  }
  CHECK(on_globe < 0.03);
  CHECK(in_plane < 0.03);
}

TEST_CASE("Near a pole each point is mapped for itself") {
  const geo::Plane plane{{degrees(90), degrees(0)}};
  Nearby nearby{plane, plane};
  for (const geo::PlanePoint& point :
       {geo::PlanePoint{10, 20}, geo::PlanePoint{-300, 4}, geo::PlanePoint{0, 0}})
    CHECK(in_metres(geo::distance(nearby(point).position, plane.to_globe(point))) < 1e-6);
}

TEST_CASE("What was asked before does not move a place") {
  const geo::Plane from{{degrees(36), degrees(36)}}, other{{degrees(36.3), degrees(35.2)}};
  Nearby fresh{from, other}, used{from, other};
  for (int i = 0; i < 50; ++i) (void)used({700.0 * i, -300.0 * i});
  const geo::PlanePoint point{1'234.5, -678.9};
  CHECK(fresh(point).position == used(point).position);
  CHECK(fresh(point).in_other.east == used(point).in_other.east);
}

}  // namespace
}  // namespace recon::assess
