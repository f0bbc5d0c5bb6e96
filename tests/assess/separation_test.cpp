// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/separation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <catch2/catch.hpp>

#include "recon/flight/random.hpp"

namespace recon {

using assess::ComparedBorder;
using assess::Comparison;

namespace {

const geo::Position middle{degrees(36.0), degrees(36.0)};
const assess::Subject subject{.state = "AAA", .other = "BBB"};
const assess::Stretch stretch{
    .window = assess::window_about(middle, kilometres(40)), .along = {}, .reach = {}};
constexpr double far_m = 150'000.0, step_m = 100.0;

/// AAA north of a line, BBB south of it; the line lies `north_m(east)` metres north of the middle's.
ComparedBorder divided(const std::string& id, const std::function<double(double)>& north_m) {
  const geo::Plane plane{middle};
  geo::Ring line;
  for (double east = -90'000.0; east <= 90'000.0; east += step_m)
    line.push_back(plane.to_globe({east, north_m(east)}));
  geo::Ring a = line, b = line;
  for (const double east : {far_m, -far_m}) a.push_back(plane.to_globe({east, far_m}));
  for (const double east : {far_m, -far_m}) b.push_back(plane.to_globe({east, -far_m}));
  const auto outline = [](geo::Ring ring) {
    geo::Outline out;
    out.parts.push_back({.outer = std::move(ring), .holes = {}});
    out.edge = geo::Edge::geodesic;
    return std::make_shared<const geo::PreparedOutline>(std::move(out));
  };
  ComparedBorder border;
  border.id = border.family = id;
  border.states.emplace("AAA", outline(std::move(a)));
  border.states.emplace("BBB", outline(std::move(b)));
  return border;
}

ComparedBorder straight(const std::string& id, double north_m) {
  return divided(id, [=](double) { return north_m; });
}

/// A Matérn-3/2 field of length `l` every step_m, by its Markov form in small steps (independent of the code
/// under test: Euler's scheme of u'' + 2 r u' + r² u = noise).
std::vector<double> field(double sigma, double l, std::size_t n, std::uint64_t seed) {
  const flight::Draws draws{seed, "separation_test"};
  const double r = std::sqrt(3.0) / l, h = step_m / 20.0, q = 4.0 * r * r * r * sigma * sigma;
  double u = sigma * draws.normal_pair(0)[0], v = r * sigma * draws.normal_pair(0)[1];
  std::vector<double> values;
  for (std::size_t i = 0; i < n * 20; ++i) {
    if (i % 20 == 0) values.push_back(u);
    const double noise = std::sqrt(q * h) * draws.normal_pair(i + 1)[0];
    v += h * (-2.0 * r * v - r * r * u) + noise;
    u += h * v;
  }
  return values;
}

}  // namespace

TEST_CASE(
    "Two straight lines a known distance apart are that far apart everywhere, and the sign says who gains") {
  // The second line lies 400 m farther south: it gives the northern state more.
  const Comparison c = assess::compare({straight("one", 0.0), straight("two", -400.0)}, subject, stretch);
  REQUIRE(c.pairs.size() == 1);
  const auto& pair = c.pairs.front();
  CHECK(in_metres(pair.there.mean) == Approx(400.0).margin(1.0));
  CHECK(in_metres(pair.back.mean) == Approx(-400.0).margin(1.0));
  CHECK(in_metres(pair.there.sd) < 1.0);
  CHECK(in_metres(pair.largest) == Approx(400.0).margin(1.0));
  CHECK(in_metres(c.lines.front().length) == Approx(80'000.0).margin(200.0));
  REQUIRE(pair.shift);
  CHECK(pair.shift->across_only);
  CHECK(in_metres(pair.shift->north) == Approx(400.0).margin(2.0));
  CHECK(in_metres(pair.implied.shift) == Approx(400.0 / std::sqrt(2.0)).margin(1.0));
  CHECK(in_metres(pair.implied.line) == 30.0);
  REQUIRE(c.ground);
  CHECK(assess::in_square_kilometres(c.ground->told_differently) == Approx(80.0 * 0.4).epsilon(0.01));
  CHECK(assess::in_square_kilometres(c.ground->whole) == Approx(6400.0).epsilon(0.01));
}

TEST_CASE("Naming the other state first turns every sign; swapping versions swaps the ways") {
  const auto a = straight("one", 0.0),
             b = divided("two", [](double e) { return 300.0 * std::sin(e / 5000.0); });
  const auto first = assess::compare({a, b}, subject, stretch).pairs.at(0);
  const auto turned = assess::compare({a, b}, {.state = "BBB", .other = "AAA"}, stretch).pairs.at(0);
  CHECK(in_metres(turned.there.mean) == Approx(-in_metres(first.there.mean)).margin(0.5));
  const auto swapped = assess::compare({b, a}, subject, stretch).pairs.at(0);
  CHECK(swapped.there.mean == first.back.mean);
  CHECK(in_metres(swapped.rms) == Approx(in_metres(first.rms)).epsilon(1e-9));
}

TEST_CASE("A version compared with itself is nowhere apart") {
  const auto a = divided("one", [](double e) { return 300.0 * std::sin(e / 5000.0); });
  const auto pair = assess::compare({a, a}, subject, stretch).pairs.at(0);
  CHECK(in_metres(pair.largest) < 1e-6);
  CHECK_FALSE(pair.independent);
}

TEST_CASE("A winding line moved as a whole is found to be moved, along and across") {
  const auto wave = [](double e) { return 4000.0 * std::sin(e / 4000.0); };
  const auto moved = divided("two", [&](double e) { return wave(e - 250.0) - 150.0; });
  const auto pair = assess::compare({divided("one", wave), moved}, subject, stretch).pairs.at(0);
  REQUIRE(pair.shift);
  CHECK_FALSE(pair.shift->across_only);
  CHECK(in_metres(pair.shift->east) == Approx(-250.0).margin(5.0));
  CHECK(in_metres(pair.shift->north) == Approx(150.0).margin(5.0));
  CHECK(in_metres(pair.shift->rms_left) < 5.0);
}

TEST_CASE("The correlation length of a Matérn field is found again, within its own interval") {
  constexpr double sigma = 60.0, length = 2000.0;
  int held = 0;
  std::vector<double> found_m;
  constexpr int lines = 10;
  for (int seed = 1; seed <= lines; ++seed) {
    const auto values = field(sigma, length, 800, static_cast<std::uint64_t>(seed));
    const auto found = assess::correlation_length({.runs = {values}, .step = metres(step_m)});
    REQUIRE(found);
    REQUIRE(found->determined);
    found_m.push_back(in_metres(found->value));
    CHECK(found->lowest <= found->value);
    CHECK(found->value <= found->highest);
    if (in_metres(found->lowest) <= length && length <= in_metres(found->highest)) ++held;
  }
  CHECK(held >= 8);  // of ten 95 % intervals
  std::sort(found_m.begin(), found_m.end());
  CHECK(found_m[lines / 2] == Approx(length).epsilon(0.3));
}

TEST_CASE("A line too short for its correlation says so; values without differences have none") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto found =
        assess::correlation_length({.runs = {field(60.0, 20'000.0, 60, seed)}, .step = metres(step_m)});
    REQUIRE(found);
    CHECK_FALSE((found->determined && in_metres(found->highest) < 2000.0));
    CHECK(in_metres(found->lowest) < 20'000.0);
  }
  std::vector<double> ramp;
  for (int i = 0; i < 60; ++i) ramp.push_back(i);
  const auto endless = assess::correlation_length({.runs = {ramp}, .step = metres(step_m)});
  REQUIRE(endless);
  CHECK_FALSE(endless->determined);
  CHECK_FALSE(assess::correlation_length({.runs = {std::vector<double>(100, 5.0)}, .step = metres(50)}));
  CHECK_FALSE(assess::correlation_length({.runs = {{1.0, 2.0, 1.0}}, .step = metres(50)}));
}

TEST_CASE("A line moved by a Matérn field implies the field's sigma") {
  const auto values = field(80.0, 1500.0, 1801, 7);
  const auto bent = divided("two", [&](double e) {
    return values[std::min<std::size_t>(1800,
                                        static_cast<std::size_t>(std::lround((e + 90'000.0) / step_m)))];
  });
  const auto pair = assess::compare({straight("one", 0.0), bent}, subject, stretch).pairs.at(0);
  CHECK(in_metres(pair.implied.line) == Approx(80.0 / std::sqrt(2.0)).epsilon(0.35));
}

}  // namespace recon
