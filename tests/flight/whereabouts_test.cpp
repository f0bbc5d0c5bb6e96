// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/whereabouts.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace recon;
using flight::whereabouts;
using normalise::ReadClaim;

namespace {

constexpr std::size_t draws = 20'000;
const geo::Position tip{degrees(35.80768), degrees(36.15394)};

ReadClaim claim(normalise::Meaning meaning, Length random = metres(0), Length bias = metres(0)) {
  ReadClaim c;
  c.claim = "letter/position";
  c.aircraft = "su24";
  c.error.random = random;
  c.error.bias = bias;
  c.meaning = std::move(meaning);
  return c;
}

}  // namespace

TEST_CASE("A printed position spreads over its cell: half-width over root three") {
  const auto where = whereabouts(claim(normalise::Located{tip, degrees(0.005), degrees(0.005)}), draws, 1);
  REQUIRE(where);
  // One hundredth of a degree at 36°N: 320 m and 260 m (tests/data/coordinate_precision.csv).
  CHECK(std::sqrt(where->var_north) == Approx(320).epsilon(0.02));
  CHECK(std::sqrt(where->var_east) == Approx(260).epsilon(0.02));
}

TEST_CASE("Random error and bias add in quadrature") {
  const auto where =
      whereabouts(claim(normalise::Located{tip, degrees(0), degrees(0)}, metres(300), metres(400)), draws, 1);
  REQUIRE(where);
  CHECK(std::sqrt(where->var_east) == Approx(500).epsilon(0.02));
  CHECK(std::sqrt(where->var_north) == Approx(500).epsilon(0.02));
  CHECK(std::abs(where->cov_east_north) < 4 * 500 * 500 / std::sqrt(static_cast<double>(draws)));
}

TEST_CASE("Two claims through one sensor share their bias, draw by draw") {
  ReadClaim first = claim(normalise::Located{tip, degrees(0), degrees(0)}, metres(0), metres(400));
  ReadClaim second = first;
  first.sensor = second.sensor = "radar";
  second.claim = "letter/other";
  ReadClaim alone = second;
  alone.sensor.clear();
  const auto a = whereabouts(first, 50, 1), b = whereabouts(second, 50, 1), c = whereabouts(alone, 50, 1);
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(a->draws[i] == b->draws[i]);
    CHECK(a->draws[i] != c->draws[i]);
  }
}

TEST_CASE("A radial call lies on its bearing at its distance") {
  const geo::Position hmeymim{degrees(35.400833), degrees(35.948611)};
  const Interval<Angle> azimuth{degrees(19.5), degrees(20), degrees(20.5)};
  const Interval<Length> away{nautical_miles(25.5), nautical_miles(26), nautical_miles(26.5)};
  const auto where =
      whereabouts(claim(normalise::Radial{"hmeymim", hmeymim, metres(0), azimuth, away}), 500, 1);
  REQUIRE(where);
  for (const geo::Position& draw : where->draws) {
    const geo::Leg leg = geo::leg(hmeymim, draw);
    CHECK(in_nautical_miles(leg.distance) == Approx(26).margin(0.5001));
    CHECK(in_degrees(leg.azimuth) == Approx(20).margin(0.5001));
  }
}

TEST_CASE("A distance from a landmark is a ring around it") {
  const Interval<Length> away{kilometres(9.5), kilometres(10), kilometres(10.5)};
  const auto where = whereabouts(claim(normalise::FromLandmark{"om", tip, metres(0), away}), 4'000, 1);
  REQUIRE(where);
  std::size_t north = 0;
  for (const geo::Position& draw : where->draws) {
    CHECK(in_kilometres(geo::distance(tip, draw)) == Approx(10).margin(0.5001));
    north += draw.latitude > tip.latitude ? 1U : 0U;
  }
  CHECK(static_cast<double>(north) / 4'000 == Approx(0.5).margin(0.04));
}

TEST_CASE("What names no place yields none") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Interval<Length> open{kilometres(16), kilometres(16), metres(infinity)};
  CHECK_FALSE(whereabouts(claim(normalise::FromLandmark{"om", tip, metres(0), open}), 10, 1));
  CHECK_FALSE(whereabouts(claim(normalise::InWords{}), 10, 1));
  CHECK_FALSE(whereabouts(claim(normalise::Radial{"om", tip, metres(0), {}, std::nullopt}), 10, 1));
}

TEST_CASE("Property: a position across the antimeridian stays within its cell", "[property]") {
  const double longitude = GENERATE(take(20, random(179.99, 180.0)));
  const geo::Position edge{degrees(10), degrees(longitude)};
  const auto where = whereabouts(claim(normalise::Located{edge, degrees(0.01), degrees(0.01)}), 200, 3);
  for (const geo::Position& draw : where->draws) {
    CHECK(std::abs(in_degrees(draw.longitude)) <= 180.0);
    CHECK(in_metres(geo::distance(edge, draw)) < 1'600);
  }
}
