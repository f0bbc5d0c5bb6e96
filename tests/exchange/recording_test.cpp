// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/exchange/asterix.hpp"
#include "recon/exchange/digits.hpp"
#include "recon/exchange/times.hpp"

/// A case's tracks as ASTERIX, and back.
namespace recon::exchange {

namespace {

incident::Claim claim_of(const std::string& name, std::vector<incident::Fix> fixes) {
  incident::Claim claim;
  claim.name = name;
  claim.aircraft.push_back({"su24", {}});
  incident::TrackClaim track;
  track.clock.text = "UTC";
  track.fixes = std::move(fixes);
  claim.assertion = track;
  return claim;
}

incident::Incident case_of(std::vector<incident::Claim> claims) {
  incident::Statement statement;
  statement.claims = std::move(claims);
  incident::Evidence evidence;
  evidence.statements.push_back(std::move(statement));
  incident::Incident incident;
  incident.date.text = "2015-11-24";
  incident.clock.text = "UTC";
  incident.evidence.push_back(std::move(evidence));
  incident::Sensor sensor;
  sensor.id.text = "hmeymim";
  sensor.position.text = "35.4008 N 35.9489 E";
  sensor.height.text = "48 m";
  incident.sensors.push_back(sensor);
  return incident;
}

Imported again(const Recording& recording) {
  std::string bytes;
  for (const std::byte byte : recording.bytes) bytes += std::to_integer<char>(byte);
  return read_asterix(bytes, {.date = "2015-11-24"});
}

bool says(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

std::string number(double value, int decimals) {
  std::string text;
  append_number(text, value, decimals);
  return text;
}

// A time within the day as a case's table has it, with its clock.
std::string clock_at(int ms) {
  return printed_utc({Instant{std::chrono::sys_days{std::chrono::year{2015} / 11 / 24}} +
                          std::chrono::milliseconds{ms},
                      3}) +
         " UTC";
}

constexpr double half_a_time_ms = 1000.0 / 256 + 1.0;  // and the rounding of an instant

}  // namespace

TEST_CASE("Property: positions written as category 062 come back to half a step of every field",
          "[property]") {
  const double latitude = GENERATE(take(30, random(-89.0, 89.0)));
  const int ms = static_cast<int>((latitude + 90.0) * 470'000.0);
  const double longitude = 1.99 * latitude, level = 10.0 + std::abs(latitude) * 4.0;
  incident::Fix fix;
  fix.time.text = clock_at(ms);
  fix.position.text = printed_position(number(latitude, 7), number(longitude, 7));
  fix.altitude.text = "FL" + std::string(level < 100.0 ? 1 : 0, '0') + number(level, 2);
  fix.accuracy.text = "100 m";
  const Recording recording = recording_of(case_of({claim_of("s/track", {fix})}));
  CHECK(recording.records == 1);
  const Imported read = again(recording);
  REQUIRE(read.tracks.size() == 1);
  CHECK(read.tracks[0].callsign == "SU24");
  const Sighting& one = read.tracks[0].sightings.at(0);
  constexpr double half = 0.5 * 180.0 / 33'554'432;
  CHECK(in_degrees(one.position->latitude) == Approx(latitude).margin(half + 1e-7));
  CHECK(in_degrees(one.position->longitude) == Approx(longitude).margin(half + 1e-7));
  CHECK(in_feet(one.height->value) == Approx(100.0 * level).margin(12.5 + 0.5));
  CHECK(in_metres(*one.accuracy) == Approx(100.0 / 2.4477468).margin(0.25));
  const auto written =
      Instant{std::chrono::sys_days{std::chrono::year{2015} / 11 / 24}} + std::chrono::milliseconds{ms};
  CHECK(std::abs(static_cast<double>((*one.time - written).count())) <= half_a_time_ms);
}

TEST_CASE("Property: ranges and azimuths written as category 048 come back to half a step", "[property]") {
  const double azimuth = GENERATE(take(30, random(0.0, 359.999))), range = 0.5 + azimuth * 0.7;
  incident::Fix fix;
  fix.time.text = clock_at(26'645'500);
  fix.range.text = number(range, 4) + " NM";
  fix.azimuth.text = number(azimuth, 4) + "°";
  fix.altitude.text = "FL190.25";
  incident::Claim claim = claim_of("s/plots", {fix});
  claim.sensor.text = "hmeymim";
  const Recording recording = recording_of(case_of({claim}));
  CHECK(says(recording.said, "category 048, SAC 0 SIC 1: hmeymim"));
  const Imported read = again(recording);
  REQUIRE(read.tracks.size() == 1);
  const Sighting& one = read.tracks[0].sightings.at(0);
  REQUIRE(one.polar);
  CHECK(in_nautical_miles(one.polar->range) == Approx(range).margin(0.5 / 256 + 1e-4));
  CHECK(in_degrees(one.polar->azimuth) == Approx(azimuth).margin(0.5 * 360 / 65'536 + 1e-4));
  CHECK(in_feet(one.height->value) == Approx(19'025));
  CHECK(test::noticed(read, "SAC 0 SIC 1 says that it stands at 35.4008"));
}

TEST_CASE("An azimuth that rounds to a whole turn is written as north, not left out") {
  incident::Fix fix;
  fix.time.text = clock_at(26'645'500);
  fix.range.text = "31.2 NM";
  fix.azimuth.text = "359.9990°";
  const Imported read = again(recording_of(case_of({claim_of("s/plots", {fix})})));
  REQUIRE(read.tracks.size() == 1);
  CHECK(in_degrees(read.tracks[0].sightings.at(0).polar->azimuth) == 0.0);
}

TEST_CASE("What a recording cannot hold is said: fixes without a time, a radar without a place") {
  incident::Fix untimed, plot;
  untimed.position.text = "35.8 N 36.1 E";
  plot.time.text = clock_at(26'645'500);
  plot.range.text = "31.2 NM";
  plot.azimuth.text = "191.84°";
  const Recording recording =
      recording_of(case_of({claim_of("s/track", {untimed}), claim_of("s/plots", {plot})}));
  CHECK(recording.records == 1);
  CHECK(says(recording.said, "not written: 1 fix, no time"));
  CHECK(says(recording.said, "whose place the case does not say"));
  CHECK(says(recording.said, "the first day is 2015-11-24"));
}

}  // namespace recon::exchange
