// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/orientation.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>

namespace recon::geo {
namespace {

using Rational = boost::multiprecision::cpp_rational;

int exact_side(const FlatEdge& e, const Vertex& p) {
  const Rational ax = Rational{e.a.longitude} + 360 * e.turn_a, bx = Rational{e.b.longitude} + 360 * e.turn_b;
  const Rational ay{e.a.latitude}, by{e.b.latitude};
  const Rational left = (bx - ax) * (Rational{p.latitude} - ay),
                 right = (by - ay) * (Rational{p.longitude} - ax);
  return left > right ? 1 : left < right ? -1 : 0;
}

double moved(double x, int ulps) {
  for (; ulps > 0; --ulps) x = std::nextafter(x, 1e9);
  for (; ulps < 0; ++ulps) x = std::nextafter(x, -1e9);
  return x;
}

TEST_CASE("the side of a point a few last digits from an edge is that of exact arithmetic", "[property]") {
  std::mt19937 random{GENERATE(11U, 22U, 33U)};
  std::uniform_real_distribution<double> longitude{-180, 180}, latitude{-90, 90}, share{0, 1};
  std::uniform_int_distribution<int> ulps{-3, 3}, turn{-1, 1};
  for (int i = 0; i < 2000; ++i) {
    FlatEdge edge{
        {longitude(random), latitude(random)}, {longitude(random), latitude(random)}, turn(random), 0};
    edge.turn_b = edge.turn_a + turn_between(edge.a, edge.b);
    const double t = share(random);
    const double ax = edge.a.longitude + 360.0 * edge.turn_a, bx = edge.b.longitude + 360.0 * edge.turn_b;
    const Vertex p{moved(ax + t * (bx - ax), ulps(random)),
                   moved(edge.a.latitude + t * (edge.b.latitude - edge.a.latitude), ulps(random))};
    CAPTURE(edge.a.longitude, edge.a.latitude, edge.b.longitude, edge.b.latitude, p.longitude, p.latitude);
    REQUIRE(side(edge, p) == exact_side(edge, p));
    REQUIRE(side({edge.b, edge.a, edge.turn_b, edge.turn_a}, p) == -side(edge, p));
  }
}

TEST_CASE("the side is exact where products underflow and where digits lie far apart") {
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const double numbers[] = {0.0,  least, -least, 1e-300, 3e-200, 0x1p-60, 0.1, 45.0, 179.99999999999997,
                            180.0};
  std::mt19937 random{7};
  std::uniform_int_distribution<std::size_t> any{0, std::size(numbers) - 1};
  for (int i = 0; i < 3000; ++i) {
    const auto number = [&] { return numbers[any(random)]; };
    const FlatEdge edge{{number(), number()}, {number(), number()}, i % 3 - 1, i % 5 / 2 - 1};
    const Vertex p{number(), number()};
    CAPTURE(edge.a.longitude, edge.a.latitude, edge.b.longitude, edge.b.latitude, p.longitude, p.latitude, i);
    REQUIRE(side(edge, p) == exact_side(edge, p));
  }
}

TEST_CASE("the turn between two longitudes goes the short way round, also when their difference rounds") {
  CHECK(turn_between({179, 0}, {-179, 0}) == 1);
  CHECK(turn_between({-179, 0}, {179, 0}) == -1);
  CHECK(turn_between({-180, 0}, {180, 0}) == -1);
  CHECK(turn_between({-90, 0}, {90, 0}) == 0);
  CHECK(turn_between({90, 0}, {-90, 0}) == 0);
  const double over = std::nextafter(90.0, 180.0);
  CHECK(turn_between({-90, 0}, {over, 0}) == -1);
  CHECK(turn_between({1e-20, 0}, {180, 0}) == 0);
  CHECK(turn_between({-1e-20, 0}, {180, 0}) == -1);
  CHECK(turn_between({180, 0}, {-1e-20, 0}) == 1);
}

TEST_CASE("an edge holds its ends, its exact middle, and nothing beside or beyond") {
  const FlatEdge edge{{179.5, 10}, {-179.5, 11}, 0, 1};
  CHECK(touches(edge, {179.5, 10}));
  CHECK(touches(edge, {180, 10.5}));
  CHECK(touches({edge.a, edge.b, -1, 0}, {-179.5, 11}));
  CHECK(touches({edge.a, edge.b, -1, 0}, {-180, 10.5}));
  CHECK_FALSE(touches(edge, {180, std::nextafter(10.5, 11)}));
  CHECK_FALSE(touches(edge, {std::nextafter(179.5, 0), 10}));
  CHECK_FALSE(touches(edge, {179, 9.5}));
  CHECK(touches({{5, 5}, {5, 5}}, {5, 5}));
  CHECK_FALSE(touches({{5, 5}, {5, 5}}, {5, 5.5}));
}

TEST_CASE("two ways between the same points cross a ring equally often but for an even number",
          "[property]") {
  std::mt19937 random{GENERATE(1U, 2U, 3U, 4U, 5U, 6U)};
  std::uniform_int_distribution<int> whole{-3, 3};  // few numbers, so that ways meet vertices all the time
  for (int i = 0; i < 200; ++i) {
    const auto number = [&] { return static_cast<double>(whole(random)); };
    std::vector<Vertex> ring(5);
    for (Vertex& v : ring) v = {number(), number()};
    const Vertex p{number(), number()}, q{number(), number()};
    bool one = false, other = false;
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const FlatEdge edge{ring[k], ring[(k + 1) % ring.size()]};
      const Vertex bend{q.longitude, p.latitude}, other_bend{p.longitude, q.latitude};
      one ^= crosses_parallel(edge, p, bend) != crosses_meridian(edge, bend, q);
      other ^= crosses_meridian(edge, p, other_bend) != crosses_parallel(edge, other_bend, q);
    }
    REQUIRE(one == other);
  }
}

}  // namespace
}  // namespace recon::geo
