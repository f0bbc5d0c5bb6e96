// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/exchange/digits.hpp"

using namespace recon;
using exchange::WayForm;
using test::read;

namespace {

incident::Incident with_track(const std::vector<incident::Fix>& fixes) {
  incident::Claim claim;
  claim.name = "s/track";
  incident::TrackClaim track;
  track.clock.text = "UTC";
  track.fixes = fixes;
  claim.assertion = track;
  incident::Statement statement;
  statement.claims.push_back(claim);
  incident::Evidence evidence;
  evidence.statements.push_back(statement);
  incident::Incident incident;
  incident.date.text = "2015-11-24";
  incident.clock.text = "UTC";
  incident.evidence.push_back(evidence);
  return incident;
}

incident::Fix fix(const std::string& time, const std::string& position, const std::string& altitude) {
  incident::Fix made;
  made.time.text = time, made.position.text = position, made.altitude.text = altitude;
  return made;
}

const std::vector<std::pair<WayForm, std::string>> forms{{WayForm::csv, "csv"},
                                                         {WayForm::geojson, "geojson"},
                                                         {WayForm::kml, "kml"},
                                                         {WayForm::gpx, "gpx"},
                                                         {WayForm::acmi, "acmi"}};

}  // namespace

TEST_CASE("Property: a track that is written is read back in every form, to the digits printed",
          "[property]") {
  const double latitude = GENERATE(take(25, random(-89.0, 89.0)));
  const std::string position =
      exchange::printed_position(std::to_string(latitude), std::to_string(-1.9 * latitude));
  const auto ways = exchange::ways_of(
      with_track({fix("2015-11-24 07:24:05.250 UTC", position, "5791.5 m above mean sea level"),
                  fix("2015-11-24 07:24:15.500 UTC", position, "5700 m above mean sea level")}));
  REQUIRE(ways.ways.size() == 1);
  for (const auto& [form, name] : forms) {
    CAPTURE(name);
    const auto back = read(exchange::written(ways.ways, form));
    REQUIRE(back.tracks.size() == 1);
    const auto& rows = back.tracks.front().sightings;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].printed().position.text == position);
    CHECK(rows[0].printed().time.text == "2015-11-24 07:24:05.250");
    CHECK(rows[1].printed().time.text.substr(0, 21) == "2015-11-24 07:24:15.5");
    REQUIRE(rows[0].height);
    CHECK(in_metres(rows[0].height->value) == Approx(5791.5));
  }
}

TEST_CASE("A path without times is written without times") {
  const auto ways =
      exchange::ways_of(with_track({fix("", "35.80 N 36.10 W", ""), fix("", "35.81 N 36.10 W", "")}));
  for (const auto& [form, name] : forms) {
    if (form == WayForm::acmi) continue;  // a recording has nothing but moments
    CAPTURE(name);
    const auto back = read(exchange::written(ways.ways, form));
    REQUIRE(back.honesty.used == 2);
    CHECK_FALSE(back.tracks.front().sightings[0].time);
    CHECK(back.tracks.front().sightings[0].printed().position.text == "35.80 N 36.10 W");
  }
}

TEST_CASE("KML is given no height that it would call one above the sea") {
  const auto ways =
      exchange::ways_of(with_track({fix("2015-11-24 07:24:05 UTC", "35.80 N 36.10 E", "FL190")}));
  const auto back = read(exchange::written(ways.ways, WayForm::kml));
  CHECK_FALSE(back.tracks.front().sightings[0].height);
}

TEST_CASE("Ranges and azimuths are not written as places, and that is said") {
  incident::Fix polar = fix("2015-11-24 07:24:05 UTC", "", "");
  polar.range.text = "31.2 NM", polar.azimuth.text = "191.84°";
  const auto ways = exchange::ways_of(with_track({polar}));
  CHECK(ways.ways.empty());
  REQUIRE(ways.said.size() == 1);
  CHECK(ways.said.front().find("range and azimuth") != std::string::npos);
}
