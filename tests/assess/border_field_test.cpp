// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/border_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/assess/scene.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/drawn_zone.hpp"
#include "recon/assess/probability.hpp"
#include "recon/flight/random.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

namespace {

/// Share of paths that reach `gap` somewhere on a straight line of a given length, sampled every `ds`.
double share_that_reach(double gap, double sigma, double correlation, double length, double ds,
                        std::size_t paths) {
  const Matern32 process{metres(sigma), metres(correlation)};
  const Matern32::Step by = process.step(metres(ds));
  const flight::Draws draws{7, "test/matern"};
  const auto points = static_cast<std::uint64_t>(std::llround(length / ds));
  std::size_t hits = 0;
  for (std::uint64_t path = 0; path < paths; ++path) {
    Matern32::State state = process.begin(draws.normal_pair(path << 20U));
    bool reached = state.value > gap;
    for (std::uint64_t k = 1; k <= points && !reached; ++k) {
      state = Matern32::next(state, by, draws.normal_pair(path << 20U | k));
      reached = state.value > gap;
    }
    if (reached) ++hits;
  }
  return static_cast<double>(hits) / static_cast<double>(paths);
}

incident::BorderVersion straight(const std::string& line, const std::string& shift,
                                 const std::string& correlation) {
  Scene scene;
  incident::BorderVersion version = scene.borders.at("line");
  version.about.id = text("line");
  version.about.line_error = text(line);
  version.about.shift_error = text(shift);
  version.about.correlation = text(correlation);
  return version;
}

const geo::Position here = north_of_line(metres(0));

/// A finger of land one degree of longitude from the edge of the scene, so wide and so long.
geo::SharedOutline finger(double width, double length) {
  geo::Outline outline;
  outline.edge = geo::Edge::geodesic;
  const auto at = [](double east, double north) { return geo::Plane{here}.to_globe({east, north}); };
  outline.parts.push_back(
      {{at(-30'000, 0), at(-width / 2, 0), at(-width / 2, -length), at(width / 2, -length), at(width / 2, 0),
        at(30'000, 0), at(30'000, 30'000), at(-30'000, 30'000)},
       {}});
  return std::make_shared<const geo::PreparedOutline>(std::move(outline));
}

}  // namespace

TEST_CASE("A parallel track is crossed as often as the reference says, and never more than Rice allows") {
  for (const auto& row : table("border_field_matern32.csv")) {
    const double gap = number(row, "gap_m"), sigma = number(row, "sigma_b_m"), ell = number(row, "ell_m");
    const std::size_t paths = 20'000;
    const double p =
        share_that_reach(gap, sigma, ell, number(row, "track_len_m"), number(row, "ds_m"), paths);
    const double expected = number(row, "P_ever_inside_mc");
    const double own = std::sqrt(std::max(expected * (1 - expected), 1e-5) / static_cast<double>(paths));
    CAPTURE(gap, sigma, ell, p, expected);
    CHECK(p == Approx(expected).margin(4.5 * std::hypot(own, number(row, "mc_se"))));
    CHECK(p <= number(row, "rice_upper_bound") + 4.5 * own);
    CHECK(p >= number(row, "rigid_limit") - 4.5 * own);
  }
}

TEST_CASE("A line that bends is not a line that jitters: the rough process is not reproduced") {
  for (const auto& row : table("border_field_ou.csv")) {
    const double ell = number(row, "ell_m"), rough = number(row, "P_ever_inside_mc");
    if (ell > 1e6 || rough < 0.01) continue;  // without bends both are the rigid line
    const double p = share_that_reach(number(row, "gap_m"), number(row, "sigma_b_m"), ell,
                                      number(row, "track_len_m"), number(row, "ds_m"), 10'000);
    CAPTURE(ell, p, rough);
    CHECK(p < 0.8 * rough);
  }
}

TEST_CASE("The field has its covariance whatever the steps") {
  const double sigma = 50.0, ell = 1'000.0, lag = 700.0, lambda = std::sqrt(3.0) / ell;
  const double expected = sigma * sigma * (1.0 + lambda * lag) * std::exp(-lambda * lag);
  const Matern32 process{metres(sigma), metres(ell)};
  const flight::Draws draws{11, "test/covariance"};
  for (const int steps : {1, 7, 700'000 / 1'000 / 10}) {
    const Matern32::Step by = process.step(metres(lag / steps));
    double sum = 0.0, squares = 0.0;
    constexpr std::uint64_t paths = 20'000;
    for (std::uint64_t i = 0; i < paths; ++i) {
      const Matern32::State start = process.begin(draws.normal_pair(i << 10U));
      Matern32::State state = start;
      for (int k = 1; k <= steps; ++k)
        state = Matern32::next(state, by, draws.normal_pair(i << 10U | static_cast<std::uint64_t>(k)));
      sum += start.value * state.value;
      squares += state.value * state.value;
    }
    CAPTURE(steps);
    CHECK(sum / paths == Approx(expected).margin(4.5 * sigma * sigma * std::sqrt(2.0 / paths)));
    CHECK(squares / paths == Approx(sigma * sigma).epsilon(0.05));
  }
  const Matern32::Step tiny = process.step(metres(1e-6));
  CHECK(std::isfinite(tiny.slope_on_value));
  CHECK(tiny.value_noise < 1e-3);
}

TEST_CASE("Without error a drawn line is the published one") {
  const incident::BorderVersion version = straight("0 m", "0 m", "1 km");
  const BorderField field{version, {{here, kilometres(20)}}, 1, 4};
  const geo::Zone published = geo::inside(version.states.at("AAA"));
  for (const double north : {-15'000.0, -300.0, 40.0, 8'000.0}) {
    const geo::Position at = north_of_line(metres(north));
    const double drawn = field.signed_distance("AAA", field.plane().to_plane(at), 2);
    CHECK(drawn == Approx(in_metres(published.margin(at).value)).margin(0.05));
    CHECK(field.signed_distance("BBB", field.plane().to_plane(at), 2) == Approx(-drawn).margin(0.01));
  }
  CHECK(field.reach(3) == 0.0);
}

TEST_CASE("Drawn lines spread as their errors say, the whole and the bends, and neighbours stay neighbours") {
  const incident::BorderVersion version = straight("50 m", "30 m", "2 km");
  const std::size_t draws = 2'000;
  const BorderField field{version, {{here, kilometres(20)}}, 5, draws};
  const geo::PlanePoint at = field.plane().to_plane(north_of_line(metres(2'000)));
  double sum = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < draws; ++i) {
    const double depth = field.signed_distance("AAA", at, i);
    CHECK(std::abs(depth - 2'000.0) <= field.reach(i) + 0.5);
    CHECK(depth == Approx(-field.signed_distance("BBB", at, i)).margin(1e-6));
    sum += depth, squares += depth * depth;
  }
  const double mean = sum / draws, sigma = std::sqrt(squares / draws - mean * mean);
  // The nearest of a bent line is a little nearer than the line below the point.
  CHECK(mean == Approx(2'000.0).margin(8.0));
  CHECK(sigma == Approx(std::hypot(50.0, 30.0)).epsilon(0.08));
}

TEST_CASE("A drawn line is a function of seed, version and draw") {
  const incident::BorderVersion version = straight("50 m", "30 m", "1 km");
  const BorderField one{version, {{here, kilometres(15)}}, 9, 50},
      same{version, {{here, kilometres(15)}}, 9, 50}, other{version, {{here, kilometres(15)}}, 10, 50};
  const geo::PlanePoint at{500.0, 250.0};
  for (const std::size_t i : {0U, 17U, 49U, 60U}) {
    CHECK(one.signed_distance("AAA", at, i) == same.signed_distance("AAA", at, i));
    CHECK(one.signed_distance("AAA", at, i) != other.signed_distance("AAA", at, i));
  }
}

TEST_CASE("A finger of land wider than its error is drawn simple; one narrower crosses itself and says so") {
  incident::BorderVersion version = straight("60 m", "0 m", "1 km");
  const std::vector<DrawnAround> around{{here, kilometres(15)}};
  version.states = {{"AAA", finger(1'000, 5'000)}};
  CHECK(BorderField(version, around, 3, 300).simplicity().crossed == 0.0);
  version.states = {{"AAA", finger(180, 3'000)}};
  const Simplicity some = BorderField(version, around, 3, 300).simplicity();
  CHECK(some.crossed > 0.0);
  CHECK(some.kept < some.crossed);
  version.states = {{"AAA", finger(40, 3'000)}};
  const Simplicity most = BorderField(version, around, 3, 300).simplicity();
  CHECK(most.crossed > 0.5);
  CHECK(most.kept == most.crossed);
}

TEST_CASE("A track beside a border crosses its drawn lines as often as the reference says") {
  // End to end: the track of 2 km at 100 m, by the report's own walk. Bends are drawn every fifth of their
  // correlation at the coarsest, so a little of the crossings between is missed.
  Scene scene;
  scene.incident.borders.clear(), scene.borders.clear();
  incident::Border& about = scene.border("line", 36.0, "50 m");
  about.correlation = text("2 km");
  scene.borders.at("line").about.correlation = text("2 km");
  scene.narrative("a");
  scene.question("ever", incident::Question::Want::ever_inside, "aaa");
  normalise::TrackRead track;
  // Along the parallel as the data set draws it, 100 m south of it.
  for (int k = 0; k <= 20; ++k) {
    const geo::Position foot{degrees(36), degrees(36.2 + k * 100.0 / 90'163.0)};
    track.fixes.push_back(
        {std::nullopt, geo::destination(foot, degrees(180), metres(100)), std::nullopt, metres(0), {}});
  }
  scene.say("a", "letter/track", track);
  const Assessment result = scene.assess();
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].inside->value == Approx(0.05645).margin(4.5 * std::sqrt(0.056 * 0.944 / 2'000)));
  CHECK(result.findings[0].inside->value > 0.0228 + 3 * std::sqrt(0.0228 * 0.977 / 2'000));
}
