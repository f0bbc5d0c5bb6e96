// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/errors.hpp"

#include <cmath>

#include "tests/geo/table.hpp"
#include "tests/normalise/account.hpp"
#include <catch2/catch.hpp>

#include "recon/normalise/meanings.hpp"

namespace recon::normalise {
namespace {

using Class = incident::ErrorModel::Class;
using test::Account;
using test::at;
using test::number;
using test::text;

Class class_named(const std::string& name) {
  if (name == "MSSR_modeS_good") return Class::radar_a;
  if (name == "MSSR_ESASSP_era") return Class::radar_b;
  if (name == "SSR_1993_measured_median") return Class::radar_c;
  if (name == "PSR_ATC") return Class::radar_d;
  return Class::radar_e;
}

Error error_of_first(const Account& account) { return account.normalised().claims.front().error; }

incident::ErrorModel like(Class model) { return {.like = model}; }

}  // namespace

TEST_CASE("Radar errors agree with the table along and across the beam, whichever is larger") {
  for (const auto& row : test::table("radar_cross_range.csv")) {
    const Error error = radar_error(class_named(row.at("class")), kilometres(number(row, "range_km")));
    CAPTURE(row.at("class"), row.at("range_km"));
    CHECK(in_metres(error.random) ==
          Approx(std::max(number(row, "sigma_r_m"), number(row, "sigma_cross_m"))).margin(0.01));
    CHECK(in_metres(error.bias) ==
          Approx(std::max(number(row, "bias_sigma_r_m"), number(row, "bias_cross_m"))).margin(0.01));
  }
}

TEST_CASE("Property: a radar sees no better from farther away") {
  const double near = GENERATE(take(50, random(1.0, 400.0)));
  const double further = GENERATE(take(2, random(0.0, 200.0)));
  for (const Class radar : {Class::radar_a, Class::radar_b, Class::radar_c, Class::radar_d, Class::radar_e}) {
    const Error one = radar_error(radar, kilometres(near));
    const Error other = radar_error(radar, kilometres(near + further));
    CHECK(one.random <= other.random);
    CHECK(one.bias <= other.bias);
  }
}

TEST_CASE("A position without a stated accuracy is as good as a radar of class E at 100 km") {
  Account account;
  account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));
  const Error error = error_of_first(account);
  CHECK(in_metres(error.random) == Approx(349.07).margin(0.01));
  CHECK(in_metres(error.bias) == Approx(349.07).margin(0.01));
  CHECK(in_metres(total(error)) == Approx(493.7).margin(0.1));
  CHECK(test::adjusted(account.normalised(), "s/position@hit", "349 m random and 349 m bias per axis"));
}

TEST_CASE("A sensor with a place sees as far as the claim is from it") {
  Account account;
  account.incident.sensors = {{.id = text("radar"), .position = text("base"), .error = like(Class::radar_e)}};
  account.claim(test::bearing("020", "60 km"), at("hit")).sensor = text("radar");
  const auto read = account.normalised().claims.front();
  CHECK(in_metres(read.error.random) == Approx(209.44).margin(0.2));
  CHECK(read.sensor == "radar");
}

TEST_CASE("A radar whose place nobody states is taken to be 100 km away, and that is told") {
  Account account;
  account.incident.sensors = {{.id = text("radar"), .error = like(Class::radar_c)}};
  account.claim(test::length("2 km")).sensor = text("radar");
  CHECK(in_metres(error_of_first(account).random) == Approx(244.3).margin(0.1));
  CHECK(test::adjusted(account.normalised(), "s/length_inside", "100 km away"));
}

TEST_CASE("A stated accuracy is a 95 % radius, and the claim's goes before the sensor's") {
  Account account;
  account.incident.sensors = {{.id = text("radar"), .error = like(Class::radar_a)}};
  auto& claim = account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));
  claim.sensor = text("radar");
  claim.error = incident::ErrorModel{.accuracy = text("500 m"), .bias = text("300 m")};
  const Error error = error_of_first(account);
  CHECK(in_metres(total(error)) == Approx(500.0 / 2.4477).margin(0.1));
  CHECK(in_metres(error.bias) == Approx(300.0 / 2.4477).margin(0.1));
  CHECK_FALSE(test::adjusted(account.normalised(), "s/position@hit", "supplied"));
}

TEST_CASE("Of a circular Gaussian error the radius of 2.4477 sigmas holds 95 in 100") {
  CHECK(1.0 - std::exp(-radius_95 * radius_95 / 2.0) == Approx(0.95).epsilon(1e-9));
  CHECK(std::erf(half_width_95 / std::sqrt(2.0)) == Approx(0.95).epsilon(1e-9));
}

TEST_CASE("Distances, lengths, depths, durations and speeds have their makers' usual errors") {
  Account account;
  account.claim(test::length("2 km"));
  account.claim(incident::TimeInsideClaim{text("land"), text("17 s")});
  account.claim(incident::SpeedClaim{text("980 km/h")}, at("hit"));
  account.claim(incident::AltitudeClaim{text("6,000 m")}, at("hit"));
  const auto all = account.normalised();
  CHECK(in_metres(all.claims[0].error.random) == Approx(150.0));
  CHECK(in_metres(all.claims[0].error.bias) == 0.0);
  CHECK(in_seconds(all.claims[1].error.clock) == Approx(0.5));
  CHECK(all.claims[2].error.share == Approx(0.05));
  CHECK(in_metres(all.claims[3].error.random) == Approx(std::hypot(20.0, 96.0)));
}

TEST_CASE("The clock behind a source is as good as its kind") {
  using Kind = incident::Source::Kind;
  const auto [kind, sigma] = GENERATE(table<Kind, double>({{Kind::sensor_data, 0.1},
                                                           {Kind::letter, 2.0},
                                                           {Kind::briefing, 2.0},
                                                           {Kind::press, 30.0},
                                                           {Kind::interview, 30.0}}));
  Account account;
  account.source("clock", kind);
  account.statement("s", "clock");
  account.claim(test::time_said("09:24 local"), at("hit"));
  CHECK(in_seconds(error_of_first(account).clock) == Approx(sigma));
  account.incident.narratives.back().statements.back().claims.back().error =
      incident::ErrorModel{.clock = text("5 s")};
  CHECK(in_seconds(error_of_first(account).clock) == Approx(5.0));
}

TEST_CASE("A rounding stated by the author replaces that of the digits") {
  Account account;
  account.claim(test::length("1.15 nautical miles")).error =
      incident::ErrorModel{.rounding = text("0.1 nautical miles")};
  const auto readings = test::readings_of(account.normalised(), "s/length_inside");
  REQUIRE(readings.size() == 1);
  const auto& length = std::get<LengthInside>(readings.front().meaning).length;
  CHECK(in_metres(length.highest - length.lowest) == Approx(185.2));
}

TEST_CASE("A slant range comes to the ground as the exact computation has it") {
  int checked = 0;
  for (const auto& row : test::table("radar_polar_to_geo.csv")) {
    const double slant = number(row, "slant_m");
    const auto ground =
        ground_range(metres(slant), metres(number(row, "radar_h_m")), metres(number(row, "target_h_m")));
    REQUIRE(ground);
    CAPTURE(slant, number(row, "target_h_m"));
    CHECK(in_metres(*ground) == Approx(number(row, "ground_range_m")).margin(0.2 + 2e-6 * slant));
    ++checked;
  }
  CHECK(checked == 24);
}

TEST_CASE("A slant range shorter than the height reaches no ground") {
  CHECK_FALSE(ground_range(kilometres(5), metres(0), kilometres(6)));
  CHECK(ground_range(kilometres(6), metres(0), kilometres(6)));
}

// By another program, on a sphere of 8,494,678.4 m.
TEST_CASE("A height by elevation lies above a sphere of four thirds of the Earth's radius") {
  CHECK(in_metres(height_at(kilometres(60), degrees(5), metres(0))) == Approx(5'439.500).margin(0.001));
  CHECK(in_metres(height_at(kilometres(100), degrees(2), metres(250))) == Approx(4'327.558).margin(0.001));
  CHECK(in_metres(height_at(kilometres(20), degrees(-1), metres(3'000))) == Approx(2'674.481).margin(0.001));
  // 0.1 degrees at 60 km are 104.7 m; a third of the ray's bending is 23.5 m.
  CHECK(in_metres(height_at_sigma(kilometres(60), degrees(0), degrees(0.1))) ==
        Approx(std::hypot(104.72, 23.54)).margin(0.02));
}

TEST_CASE(
    "A plot without a height has that of its elevation, known as azimuths are; a height said goes before "
    "it") {
  Account account;
  account.incident.sensors = {{.id = text("radar"), .position = text("base"), .error = like(Class::radar_c)}};
  incident::TrackClaim track;
  incident::Fix one;
  one.time = text("09:24:05 local"), one.range = text("60.000 km"), one.azimuth = text("20.00°"),
  one.elevation = text("5.00°");
  track.fixes = {one, one};
  track.fixes[1].altitude = text("19000 ft");
  account.claim(track).sensor = text("radar");
  const auto normalised = account.normalised();
  const auto& fixes = std::get<TrackRead>(normalised.claims.front().meaning).fixes;
  REQUIRE(fixes.size() == 2);
  CHECK(in_metres(*fixes[0].altitude) == Approx(5'439.5).margin(0.01));
  CHECK(fixes[0].above == HeightDatum::ellipsoid);
  const double sigma = std::hypot(0.14, 0.10, 0.01 / std::sqrt(12.0));
  CHECK(in_metres(fixes[0].altitude_cell) ==
        Approx(in_metres(height_at_sigma(kilometres(60), degrees(5), degrees(sigma)))));
  CHECK(in_metres(*fixes[1].altitude) == Approx(5'791.2));
  CHECK(test::adjusted(normalised, "s/track", "1 fix given the height of its elevation"));
}

TEST_CASE("A fix may state its error as an ellipse, whose half axes hold the truth 95 times in 100") {
  Account account;
  incident::TrackClaim track;
  incident::Fix one;
  one.time = text("09:24:05 local"), one.position = text("35.80000 N 36.10000 E"),
  one.accuracy = text("900 m"), one.accuracy_minor = text("300 m"), one.accuracy_axis = text("30°");
  track.fixes = {one};
  track.datum = text("WGS 84");
  account.claim(track);
  const auto normalised = account.normalised();
  const auto& fix = std::get<TrackRead>(normalised.claims.front().meaning).fixes.front();
  CHECK(in_metres(fix.sigma) == Approx(900 / radius_95).epsilon(1e-3));
  REQUIRE(fix.ellipse);
  CHECK(in_metres(fix.ellipse->minor) == Approx(300 / radius_95).epsilon(1e-3));
  CHECK(in_degrees(fix.ellipse->axis) == Approx(30));
}

}  // namespace recon::normalise
