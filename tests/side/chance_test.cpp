// SPDX-License-Identifier: Apache-2.0
#include "recon/side/chance.hpp"

#include <cmath>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "recon/assess/probability.hpp"

namespace recon::side {
namespace {

std::vector<std::vector<double>> table(const std::string& name) {
  std::ifstream file{std::string{RECON_TEST_DATA} + "/" + name};
  std::vector<std::vector<double>> rows;
  std::string line, cell;
  for (std::getline(file, line); std::getline(file, line);) {
    rows.emplace_back();
    for (std::istringstream cells{line}; std::getline(cells, cell, ',');)
      rows.back().push_back(std::stod(cell));
  }
  return rows;
}

constexpr geo::Position here{degrees(36), degrees(36)};

/// The margin as a function of a plane around `here`.
template <class Function>
MarginsOf on_plane(Function function) {
  return [function](geo::PointArrays points, std::span<double> found) {
    const geo::Plane plane{here};
    for (std::size_t i = 0; i < found.size(); ++i)
      found[i] = function(plane.to_plane({degrees(points.latitude[i]), degrees(points.longitude[i])}));
  };
}

// The probability by brute force: a grid of the standard normal over the plane and over the border's offset.
template <class Function>
double by_grid(double sigma, double border, Function function) {
  double inside = 0.0, all = 0.0;
  for (double e = -6.0; e <= 6.0; e += 0.02)
    for (double n = -6.0; n <= 6.0; n += 0.02) {
      const double weight = std::exp(-0.5 * (e * e + n * n));
      all += weight;
      inside += weight * half_plane(metres(function(geo::PlanePoint{sigma * e, sigma * n})), metres(border));
    }
  return inside / all;
}

}  // namespace

TEST_CASE("A half-plane's probability agrees with the reference to its last digit") {
  const auto rows = table("halfplane_phi.csv");
  REQUIRE(rows.size() > 30);
  for (const auto& row : rows) {
    const Length sigma = metres(std::hypot(row[1], row[2]));
    CAPTURE(row[0], row[1], row[2]);
    CHECK(in_metres(sigma) == Approx(row[3]).epsilon(1e-8));
    CHECK(half_plane(metres(row[0]), sigma) == Approx(row[4]).margin(1e-12));
  }
}

TEST_CASE("An ellipse counts by its width across the border, as in the reference") {
  for (const auto& row : table("halfplane_anisotropic.csv")) {
    const double turn = in_radians(degrees(row[2]));
    const double across = std::hypot(row[0] * std::cos(turn), row[1] * std::sin(turn));
    CHECK(across == Approx(row[4]).epsilon(1e-6));
    CHECK(half_plane(metres(row[3]), metres(across)) == Approx(row[5]).margin(1e-9));
  }
}

TEST_CASE("Property: (1) on a straight border the chance is the half-plane's, in any direction",
          "[property]") {
  const double margin = GENERATE(take(8, random(-900.0, 900.0))), turn = GENERATE(take(4, random(0.0, 6.28)));
  const auto plane = [=](geo::PlanePoint p) {
    return margin + p.east * std::sin(turn) + p.north * std::cos(turn);
  };
  const Chance chance = chance_inside(here, metres(margin), metres(150), metres(100), on_plane(plane));
  CHECK(chance.method == Method::half_plane);
  CHECK(chance.error < 0.001);
  CHECK(chance.inside == Approx(half_plane(metres(margin), metres(std::hypot(150, 100)))).margin(1e-12));
}

TEST_CASE("At a right-angled corner the chance is sampled, and is the product that it ought to be") {
  // Inside where both east and north are positive; on the corner itself a quarter of the error is inside.
  const auto corner = [](geo::PlanePoint p) {
    return p.east < 0 && p.north < 0 ? -std::hypot(p.east, p.north) : std::min(p.east, p.north);
  };
  const Chance chance = chance_inside(here, metres(0), metres(200), metres(0), on_plane(corner));
  CHECK(chance.method == Method::sampled);
  CHECK(chance.error > 0.0);
  CHECK(chance.error < 0.01);
  CHECK(chance.inside == Approx(0.25).margin(4.0 * chance.error));
}

TEST_CASE("Property: near corners and strips the chance is that of a fine grid, within its own error",
          "[property]") {
  const double margin = GENERATE(-300.0, -50.0, 80.0, 250.0), border = GENERATE(0.0, 60.0, 200.0);
  const auto strip = [=](geo::PlanePoint p) { return 300.0 - std::abs(p.east - (300.0 - margin)); };
  const double wanted = by_grid(250.0, border, strip);
  const Chance chance =
      chance_inside(here, metres(strip({0, 0})), metres(250), metres(border), on_plane(strip));
  CAPTURE(margin, border, chance.inside, chance.error, wanted);
  CHECK(chance.method == Method::sampled);
  CHECK(std::abs(chance.inside - wanted) < 5.0 * chance.error + 0.002);
}

TEST_CASE("Property: (2) the same question has the same answer") {
  const auto strip = [](geo::PlanePoint p) { return 300.0 - std::abs(p.east); };
  const Chance one = chance_inside(here, metres(300), metres(250), metres(60), on_plane(strip));
  const Chance other = chance_inside(here, metres(300), metres(250), metres(60), on_plane(strip));
  CHECK(one.inside == other.inside);
  CHECK(one.error == other.error);
}

TEST_CASE("Property: (3) a point without error has the border's error alone") {
  const auto nothing = [](geo::PointArrays, std::span<double>) { FAIL("nothing to look at"); };
  CHECK(chance_inside(here, metres(100), metres(0), metres(100), nothing).inside ==
        Approx(assess::normal_cdf(1.0)));
  CHECK(chance_inside(here, metres(1), metres(0), metres(0), nothing).inside == 1.0);
  CHECK(chance_inside(here, metres(0), metres(0), metres(0), nothing).inside == 0.5);
}

TEST_CASE("Far from the border nothing is looked at") {
  const auto nothing = [](geo::PointArrays, std::span<double>) { FAIL("nothing to look at"); };
  CHECK(chance_inside(here, metres(-5000), metres(100), metres(100), nothing).inside < 1e-9);
}

}  // namespace recon::side
