// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/sensitivity.hpp"

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/random.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Kind = Doubt::Kind;

namespace {

Scene close_to_the_line(Length random, Length bias) {
  Scene scene;
  scene.narrative("a");
  scene.question("at-hit", incident::Question::Want::side_at, "aaa", "hit");
  auto& claim = scene.say("a", "a/position", exactly(north_of_line(metres(200))), "hit");
  claim.error.random = random;
  claim.error.bias = bias;
  return scene;
}

const Doubt* doubt(const Assessment& result, Kind kind) {
  for (const Doubt& its : result.sensitivity.doubts)
    if (its.kind == kind) return &its;
  return nullptr;
}

}  // namespace

TEST_CASE("A change counts the draws that changed side") {
  const std::vector<bool> from{true, true, false, false, false}, to{true, false, true, true, false};
  const Change its = change(from, to);
  CHECK(its.by == Approx(0.2));
  CHECK(its.error == Approx(std::sqrt((0.6 - 0.04) / 5)));
  CHECK(change(to, from).by == Approx(-its.by));
  CHECK(change(to, from).error == Approx(its.error));
  CHECK(change(from, from).by == 0.0);
  CHECK(change(from, from).error == 0.0);
}

TEST_CASE("The larger of two errors moves the answer most, by what a Gaussian says") {
  const Assessment result = close_to_the_line(metres(60), metres(300)).assess();
  REQUIRE(result.sensitivity.cells == 1);
  REQUIRE_FALSE(result.sensitivity.doubts.empty());
  CHECK(result.sensitivity.doubts.front().kind == Kind::common_bias);
  const Doubt& bias = result.sensitivity.doubts.front();
  REQUIRE(bias.runs.size() == 3);
  // Removed: 200 m with 60 m; doubled: 200 m with the root of 60² + 600².
  CHECK(bias.runs[0].inside == Approx(0.99957).margin(0.002));
  CHECK(bias.runs[2].inside == Approx(0.6298).margin(0.03));
  CHECK(bias.runs[2].change < 0);
  CHECK(doubt(result, Kind::clock) == nullptr);
  CHECK(doubt(result, Kind::line_error) == nullptr);  // this border states that it has none
}

TEST_CASE("Common random numbers leave less noise than runs of their own") {
  const Assessment result = close_to_the_line(metres(60), metres(300)).assess();
  const Doubt* random = doubt(result, Kind::random_error);
  REQUIRE(random != nullptr);
  const double p = random->inside;
  const double apart = std::sqrt(2 * p * (1 - p) / static_cast<double>(result.sensitivity.draws));
  CHECK(random->runs[0].error < 0.6 * apart);
}

TEST_CASE("A border's error is varied where it has one") {
  Scene scene = close_to_the_line(metres(50), metres(0));
  scene.borders.clear(), scene.incident.borders.clear();
  scene.border("line", 36.0, "300 m");
  const Assessment result = scene.assess();
  REQUIRE(doubt(result, Kind::line_error) != nullptr);
  CHECK(result.sensitivity.doubts.front().kind == Kind::line_error);
  CHECK(doubt(result, Kind::line_error)->runs[0].inside > 0.99);
}

TEST_CASE("What is certain already is left out and counted") {
  Scene scene = close_to_the_line(metres(10), metres(0));
  const Assessment result = scene.assess();
  CHECK(result.sensitivity.cells == 0);
  CHECK(result.sensitivity.settled == 1);
  CHECK(result.sensitivity.doubts.empty());
}

TEST_CASE("Every run of the same case gives the same table on any number of threads") {
  Scene scene = close_to_the_line(metres(60), metres(300));
  const Assessment one = scene.assess();
  scene.settings.threads = 3;
  const Assessment other = scene.assess();
  REQUIRE(one.sensitivity.doubts.size() == other.sensitivity.doubts.size());
  for (std::size_t i = 0; i < one.sensitivity.doubts.size(); ++i)
    CHECK(one.sensitivity.doubts[i].most == other.sensitivity.doubts[i].most);
}
