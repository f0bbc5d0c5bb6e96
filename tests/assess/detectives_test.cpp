// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/detectives.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/whereabouts.hpp"
#include "recon/geo/datum.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

namespace {

Interval<Instant> at(int minute, int half = 0) {
  const Instant start = std::chrono::sys_days{std::chrono::year{2015} / 11 / 24};
  const auto when = [&](int m) { return Instant{start + std::chrono::minutes{m}}; };
  return {when(minute - half), when(minute), when(minute + half)};
}

}  // namespace

TEST_CASE("A clock of another zone is seen, and only where the times do not meet as they are") {
  CHECK(in_seconds(*zone_between(at(600), at(660), seconds(2))) == 3'600);
  CHECK(in_seconds(*zone_between(at(660), at(600), seconds(2))) == -3'600);
  CHECK(in_seconds(*zone_between(at(600), at(511), seconds(60))) == -5'400);
  CHECK_FALSE(zone_between(at(600), at(600), seconds(2)));
  CHECK_FALSE(zone_between(at(600), at(611), seconds(2)));
  CHECK_FALSE(zone_between(at(600, 40), at(660, 40), seconds(2)));  // they meet
}

TEST_CASE("A mixed-up unit is named by its ratio, unless several would do or none is needed") {
  const auto near = [](double km) { return about(kilometres(km), metres(20)); };
  CHECK(unit_between(near(18.52), near(16.09344))->what == "nautical and statute miles");
  CHECK(unit_between(near(16.09344), near(10.0))->what == "kilometres and statute miles");
  CHECK(unit_between(near(10.0), near(18.52))->what == "kilometres and nautical miles");
  CHECK_FALSE(unit_between(near(10.0), near(10.01)));
  CHECK_FALSE(unit_between(near(10.0), near(13.0)));
  CHECK_FALSE(unit_between(about(kilometres(17), kilometres(1.5)), near(10.0)));  // statute or nautical
}

TEST_CASE("A datum moves a place as the reference table says") {
  for (const auto& row : table("datum_shift.csv")) {
    const geo::Position printed{degrees(number(row, "src_lat")), degrees(number(row, "src_lon"))};
    for (const geo::Datum& its : geo::datums()) {
      if (its.operation != row.at("epsg_op")) continue;
      const DatumShift found = datum_shift(printed, its.name);
      CHECK(in_metres(found.by) == Approx(number(row, "shift_m")).margin(0.1));
      CHECK(in_degrees(found.azimuth) == Approx(number(row, "shift_az_deg")).margin(0.2));
    }
  }
  CHECK(datum_shift(north_of_line(metres(0)), "WGS 84").by == metres(0));
}

TEST_CASE("One offset that lays two places on two others is named with its size") {
  Scene scene;
  scene.event("crash");
  scene.narrative("a"), scene.narrative("b");
  const geo::Position here = north_of_line(metres(0)), there = flight::moved(here, 9'000, -2'000);
  const auto say = [&](const char* who, const char* claim, const geo::Position& where, const char* event) {
    scene.say(who, claim, exactly(where), event).error.random = metres(100);
  };
  say("a", "a/hit", here, "hit");
  say("a", "a/crash", there, "crash");
  say("b", "b/hit", flight::moved(here, 0, 1'500), "hit");
  SECTION("the same offset twice") {
    say("b", "b/crash", flight::moved(there, 0, 1'500), "crash");
    const auto rows = scene.assess().reconcilers;
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].kind == Reconciler::Kind::offset);
    CHECK(in_metres(*rows[0].moved) == Approx(1'500).epsilon(0.02));
    CHECK(std::remainder(in_degrees(*rows[0].azimuth), 360.0) == Approx(0).margin(1));
    CHECK(rows[0].p_before < 0.05);
    CHECK(rows[0].p_after >= 0.05);
  }
  SECTION("two offsets that have nothing in common") {
    say("b", "b/crash", flight::moved(there, 0, -1'500), "crash");
    CHECK(scene.assess().reconcilers.empty());
  }
}

TEST_CASE("Two times an hour apart are told as one clock that may be wrong, with its size") {
  Scene scene;
  scene.narrative("a"), scene.narrative("b");
  scene.say("a", "a/time", normalise::TimeSaid{at(444)}, "hit");
  scene.say("b", "b/time", normalise::TimeSaid{at(504)}, "hit");
  const auto rows = scene.assess().reconcilers;
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].kind == Reconciler::Kind::clock);
  CHECK(in_seconds(*rows[0].shifted) == 3'600);
}
