// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/flips.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/whereabouts.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Want = incident::Question::Want;

namespace {

const Instant noon = std::chrono::sys_days{std::chrono::year{2015} / 11 / 24} + std::chrono::hours{12};

/// 200 m/s due north, 1 km south of the line at noon, a fix every 10 s for two minutes either way.
normalise::TrackRead northward() {
  normalise::TrackRead track;
  for (int k = -12; k <= 12; ++k) {
    normalise::ReadFix fix;
    fix.time = noon + std::chrono::seconds{10 * k};
    fix.position = north_of_line(metres(-1'000.0 + 2'000.0 * k));
    fix.sigma = metres(50);
    track.fixes.push_back(fix);
  }
  return track;
}

}  // namespace

TEST_CASE("A place flips by its margin, towards the edge, or by the line moved as far") {
  Scene scene;
  scene.narrative("a");
  scene.question("at-hit", Want::side_at, "aaa", "hit");
  scene.say("a", "a/position", exactly(north_of_line(metres(-800))), "hit").error.random = metres(200);
  const auto flips = scene.assess().flips;
  REQUIRE(flips.size() == 1);
  CHECK(flips[0].side == "outside");
  CHECK(in_metres(flips[0].shift) == Approx(800).epsilon(1e-3));
  REQUIRE(flips[0].azimuth);
  CHECK(std::remainder(in_degrees(*flips[0].azimuth), 360.0) == Approx(0).margin(0.5));
  CHECK(in_metres(flips[0].line) == Approx(800).epsilon(1e-3));  // outwards, to take the place in
  CHECK(*flips[0].in_sigmas == Approx(4).epsilon(0.05));
  CHECK_FALSE(flips[0].clock);
}

TEST_CASE("At a time a track flips by the clock that brings it to the line") {
  Scene scene;
  scene.narrative("a");
  scene.question("at-hit", Want::side_at, "aaa", "hit");
  scene.say("a", "a/track", northward());
  scene.say("a", "a/time", normalise::TimeSaid{{noon, noon, noon}}, "hit");
  const auto flips = scene.assess().flips;
  REQUIRE(flips.size() == 1);
  REQUIRE(flips[0].clock);
  CHECK(in_seconds(*flips[0].clock) == Approx(5).margin(0.1));
}

TEST_CASE("No clock flips whether a track was ever inside") {
  Scene scene;
  scene.narrative("a");
  scene.question("ever", Want::ever_inside, "aaa");
  auto track = northward();
  track.fixes.erase(track.fixes.begin() + 12, track.fixes.end());  // ends 3 km before the line
  scene.say("a", "a/track", track);
  const auto flips = scene.assess().flips;
  REQUIRE(flips.size() == 1);
  CHECK_FALSE(flips[0].clock);
  CHECK(in_metres(flips[0].shift) == Approx(3'000).epsilon(0.01));
}

TEST_CASE("Border versions under which the side is another are named") {
  Scene scene;
  scene.narrative("a");
  scene.question("at-hit", Want::side_at, "aaa", "hit");
  scene.border("other", 36.05);
  scene.say("a", "a/position", exactly(north_of_line(metres(900))), "hit").error.random = metres(100);
  const auto flips = scene.assess().flips;
  REQUIRE(flips.size() == 1);
  CHECK(flips[0].border == "line");
  REQUIRE(flips[0].borders.size() == 1);
  CHECK(flips[0].borders[0].what == "other");
  CHECK(flips[0].borders[0].side == "outside");
}
