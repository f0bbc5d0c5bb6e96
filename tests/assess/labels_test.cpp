// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/labels.hpp"

#include <algorithm>
#include <cmath>

#include "scene.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/tracks.hpp"
#include "recon/flight/random.hpp"

namespace {

using namespace recon;
using namespace recon::assess;
using normalise::TrackRead;

const Instant start{std::chrono::milliseconds{1'448'349'845'000}};
const geo::Plane plane{geo::Position{degrees(36), degrees(36.2)}};

void add_fix(TrackRead& track, double time, double east, double north, double sigma = 100.0) {
  normalise::ReadFix fix;
  fix.time = after(start, seconds(time));
  fix.position = plane.to_globe({east, north});
  fix.sigma = metres(sigma);
  track.fixes.push_back(fix);
}

/// Two aircraft 40 km apart, turning as one may, seen in no regular order.
struct Two {
  TrackRead track;
  std::vector<bool> second;
};
Two two_aircraft(std::uint64_t number, double apart) {
  const flight::Draws draws{number, "two aircraft"};
  Two all;
  for (int k = 0; k < 40; ++k) {
    const auto u = draws.uniform_pair(static_cast<std::uint64_t>(k));
    const auto z = draws.normal_pair(static_cast<std::uint64_t>(k) + 1'000);
    const bool second = k > 0 && u[0] < 0.5;
    const double time = 7.0 * k;
    const double east = second ? 30'000.0 - 190.0 * time : 210.0 * time;
    const double north = second ? apart + 2'000.0 * std::sin(time / 60.0) : 3'000.0 * std::cos(time / 80.0);
    add_fix(all.track, time, east + 100.0 * z[0], north + 100.0 * z[1]);
    all.second.push_back(second);
  }
  return all;
}

TEST_CASE("Two aircraft under one label are told apart fix by fix") {
  const auto number = static_cast<std::uint64_t>(GENERATE(range(1, 21)));
  const Two made = two_aircraft(number, 40'000);
  const auto apart = told_apart(made.track);
  REQUIRE(apart);
  CHECK(apart->second == made.second);
  CHECK(apart->likelier > 100);
}

TEST_CASE("Where two aircraft cross each other's way most fixes still find theirs") {
  std::size_t right = 0, all = 0;
  for (std::uint64_t number = 1; number <= 20; ++number) {
    const Two made = two_aircraft(number, 0);
    const auto apart = told_apart(made.track);
    if (!apart) continue;
    for (std::size_t k = 0; k < made.second.size(); ++k)
      right += apart->second[k] == made.second[k] ? 1U : 0U;
    all += made.second.size();
  }
  REQUIRE(all >= 15 * 40);
  CHECK(static_cast<double>(right) > 0.97 * static_cast<double>(all));
}

TEST_CASE("One aircraft is not divided, however it turns, nor is one fix taken for another's") {
  TrackRead track;
  for (int k = 0; k < 40; ++k) {
    const double time = 5.0 * k, turn = 0.05 * std::max(0.0, time - 60.0);
    add_fix(track, time, 220.0 * std::min(time, 60.0) + 4'400.0 * std::sin(turn),
            4'400.0 * (1 - std::cos(turn)));
  }
  CHECK_FALSE(told_apart(track));
  track.fixes[20].position = plane.to_globe({90'000, 0});
  CHECK_FALSE(told_apart(track));
}

TEST_CASE("A track that leaps is read as one aircraft and as either of two, and the report says so") {
  test::Scene scene;
  scene.narrative("a");
  const Two made = two_aircraft(3, 40'000);
  scene.say("a", "radar/track", made.track);
  scene.normalised = with_labels_apart(scene.incident, std::move(scene.normalised));
  REQUIRE(scene.normalised.claims.size() == 3);
  REQUIRE(scene.normalised.choices.size() == 1);
  CHECK(scene.normalised.choices[0].options.size() == 3);
  std::vector<std::size_t> sizes;
  for (const normalise::ReadClaim& claim : scene.normalised.claims)
    sizes.push_back(std::get<TrackRead>(claim.meaning).fixes.size());
  CHECK(sizes[0] == 40);
  CHECK(sizes[1] + sizes[2] == 40);
  CHECK(scene.normalised.claims[1].reading_words == "first of two aircraft");
  const Given given{scene.incident, scene.normalised, scene.borders, scene.settings};
  const auto rows = leaps(given);
  const auto leaping = std::ranges::count(rows, Consistency::Verdict::impossible, &Consistency::verdict);
  REQUIRE(leaping == 1);
  CHECK(rows[0].reading_words == "one aircraft");
  CHECK(rows[0].sentence.find("the fixes are also read as theirs, apart") != std::string::npos);
}

TEST_CASE("A track that does not leap keeps its one reading") {
  test::Scene scene;
  scene.narrative("a");
  TrackRead track;
  for (int k = 0; k < 20; ++k) add_fix(track, 10.0 * k, 2'000.0 * k, 0);
  scene.say("a", "radar/track", track);
  scene.normalised = with_labels_apart(scene.incident, std::move(scene.normalised));
  CHECK(scene.normalised.claims.size() == 1);
  CHECK(scene.normalised.choices.empty());
}

}  // namespace
