// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/track_pairs.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/whereabouts.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

namespace {

const Instant noon = std::chrono::sys_days{std::chrono::year{2015} / 11 / 24} + std::chrono::hours{12};

/// 220 m/s to the west along the line, moved by metres; from `part` on it turns away to the south.
normalise::TrackRead westward(double east, double north, int part = 100) {
  normalise::TrackRead track;
  for (int k = 0; k < 15; ++k) {
    normalise::ReadFix fix;
    fix.time = noon + std::chrono::seconds{10 * k};
    const double away = k > part ? -60.0 * (k - part) * (k - part) : 0.0;
    fix.position = flight::moved(north_of_line(metres(0)), east - 2'200.0 * k, north + away);
    fix.sigma = metres(150);
    track.fixes.push_back(fix);
  }
  return track;
}

TrackPair pair_of(const normalise::TrackRead& one, const normalise::TrackRead& other, Length bias,
                  const std::string& sensor = "") {
  Scene scene;
  scene.narrative("a"), scene.narrative("b");
  for (const char* who : {"a", "b"}) {
    auto& claim = scene.say(who, std::string{who} + "/track", who[0] == 'a' ? one : other);
    claim.error.bias = bias;
    claim.sensor = sensor;
  }
  const auto pairs = scene.assess().track_pairs;
  REQUIRE(pairs.size() == 1);
  return pairs[0];
}

}  // namespace

TEST_CASE("A constant offset within the biases is no contradiction, and would be one without them") {
  const TrackPair pair = pair_of(westward(0, 0), westward(0, 500), metres(300));
  CHECK(pair.p_value > 0.05);
  CHECK(pair.p_without_bias < 0.05);
  CHECK_FALSE(pair.inflation);
  CHECK_FALSE(pair.diverge);
  REQUIRE(pair.apart.size() == 15);
  // A distance with 430 m of doubt per axis is more often above its nominal value than below.
  CHECK(pair.apart[7].separation.lowest < metres(500));
  CHECK(pair.apart[7].separation.stated > metres(500));
  CHECK(pair.apart[7].separation.lowest < pair.apart[7].separation.highest);
}

TEST_CASE("A bias that both share does not excuse an offset between them") {
  CHECK(pair_of(westward(0, 0), westward(0, 500), metres(300), "radar").p_value < 0.05);
}

TEST_CASE("Tracks that part are dated, and the factor on all errors is given") {
  const TrackPair pair = pair_of(westward(0, 0), westward(0, 0, 5), metres(100));
  REQUIRE(pair.diverge);
  CHECK(*pair.diverge > noon + std::chrono::seconds{60});
  CHECK(pair.p_value < 0.001);
  REQUIRE(pair.inflation);
  CHECK(*pair.inflation > 1.0);
  CHECK(pair.frechet > metres(4'000));
}

TEST_CASE("On a straight way the clock is said to be unknown") {
  const TrackPair pair = pair_of(westward(0, 0), westward(600, 0), metres(300));
  CHECK_FALSE(pair.clock_known);
  CHECK(pair.sentence.find("look alike") != std::string::npos);
}

TEST_CASE("Tracks of two aircraft, or of one account, are not paired") {
  Scene scene;
  scene.narrative("a"), scene.narrative("b");
  scene.aircraft("other");
  scene.say("a", "a/track", westward(0, 0));
  scene.say("a", "a/again", westward(0, 100));
  scene.say("b", "b/track", westward(0, 500)).aircraft = "other";
  CHECK(scene.assess().track_pairs.empty());
}
