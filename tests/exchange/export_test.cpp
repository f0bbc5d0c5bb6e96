// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/exchange/digits.hpp"
#include "recon/geo/printed_position.hpp"

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

const std::vector<std::pair<std::string, WayForm>>& forms = exchange::way_forms();

/// A figure with so many decimals, as a page prints it.
std::string figure(double value, int decimals) {
  std::string text;
  exchange::append_number(text, value, decimals);
  return text;
}

}  // namespace

TEST_CASE("Property: a track that is written is read back in every form, to the digits printed",
          "[property]") {
  const int seed = GENERATE(take(60, random(0, 1'000'000)));
  std::uint64_t state = static_cast<std::uint64_t>(seed) * 2654435761U + 1U;
  const auto next = [&](std::uint64_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % n;
  };
  const auto number = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(next(1'000'000)) / 1e6;
  };
  const int places = static_cast<int>(next(9)), seconds = static_cast<int>(next(4)),
            heights = static_cast<int>(next(3));
  const std::vector<std::string> kinds{" m above mean sea level",
                                       " ft above mean sea level",
                                       " m above the ellipsoid",
                                       " ft above ground",
                                       " ft at standard pressure",
                                       " m",
                                       " ft",
                                       "FL"};
  const std::string kind = kinds[next(kinds.size())];
  std::vector<incident::Fix> fixes;
  for (int i = 0; i < 5; ++i) {
    const std::string position =
        exchange::printed_position(figure(number(-89, 89), places), figure(number(-179, 179), places));
    const double h = number(10, 40'000);
    const std::string altitude = next(5) == 0   ? ""
                                 : kind == "FL" ? "FL" + figure(100 + h / 100, heights)
                                                : figure(h, heights) + kind;
    fixes.push_back(fix("2015-11-24 07:24:" + std::string{i == 0 ? "0" : ""} +
                            figure(5 + 10 * i + number(0, 0.9), seconds) + " UTC",
                        position, altitude));
    if (next(3) != 0) fixes.back().accuracy.text = figure(number(1, 3000), 1) + " m";
  }
  const auto ways = exchange::ways_of(with_track(fixes));
  REQUIRE(ways.ways.size() == 1);
  for (const auto& [name, form] : forms) {
    CAPTURE(name, kind, places, seconds, heights);
    const auto back = read(exchange::written(ways.ways, form));
    REQUIRE(back.tracks.size() == 1);
    const auto& rows = back.tracks.front().sightings;
    REQUIRE(rows.size() == fixes.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const incident::Fix printed = rows[i].printed();
      CAPTURE(i, fixes[i].altitude.text, fixes[i].accuracy.text);
      CHECK(printed.position.text == fixes[i].position.text);
      const std::string time = fixes[i].time.text.substr(0, fixes[i].time.text.size() - 4);
      CHECK(printed.time.text.substr(0, time.size()) == time);  // a recording has the finest for all
      CHECK(printed.time.text.find_first_not_of("0", time.size()) ==
            (form == WayForm::acmi && seconds == 0 && printed.time.text.size() > time.size()
                 ? time.size()
                 : std::string::npos));
      CHECK(rows[i].height.has_value() == !fixes[i].altitude.empty());
      if (rows[i].height) {
        const auto said = exchange::height_printed(fixes[i].altitude.text);
        REQUIRE(said);
        CHECK(in_metres(rows[i].height->value) == Approx(in_metres(said->value)).margin(1e-6).epsilon(0));
        CHECK(rows[i].height->above == said->above);
        CHECK(exchange::printed(*rows[i].height) == exchange::printed(*said));
      }
      CHECK(rows[i].accuracy.has_value() == !fixes[i].accuracy.empty());
      if (rows[i].accuracy) {
        constexpr double radius_95 = 2.4477468306808;
        CHECK(radius_95 * in_metres(*rows[i].accuracy) ==
              Approx(std::stod(fixes[i].accuracy.text)).margin(0.05).epsilon(0));
      }
    }
  }
}

TEST_CASE("A position in minutes or in metres of a grid is written in degrees that lose nothing of it") {
  for (const char* const position :
       {"35°48.443' N 36°10.123' E", "36S YE 35123 65123", "SK-42 x 3965123 y 6735123"}) {
    const auto ways = exchange::ways_of(with_track({fix("2015-11-24 07:24:05 UTC", position, "")}));
    const auto expected = geo::read_position(position).readings.front().position;
    for (const auto& [name, form] : forms) {
      CAPTURE(name, position);
      const auto back = read(exchange::written(ways.ways, form));
      REQUIRE(back.honesty.used == 1);
      // A thousandth of a minute is 1.9 m, a metre a metre.
      CHECK(in_metres(geo::distance(*back.tracks.front().sightings.front().position, expected)) < 0.05);
    }
  }
}

TEST_CASE("A track on a datum that its case states is brought to WGS 84, and that is said") {
  auto incident = with_track({fix("2015-11-24 07:24:05 UTC", "35.80000 N 36.10000 E", "")});
  auto& track =
      std::get<incident::TrackClaim>(incident.evidence.front().statements.front().claims.front().assertion);
  track.datum.text = "ED50";
  const auto ways = exchange::ways_of(incident);
  REQUIRE(ways.said.size() == 1);
  CHECK(ways.said.front().find("from ED50 to WGS 84 by EPSG:1784, good to 2 m (95 %)") != std::string::npos);
  const auto expected =
      geo::to_wgs84(geo::Position{degrees(35.8), degrees(36.1)}, geo::datum("ED50").value());
  const auto back = read(exchange::written(ways.ways, WayForm::kml));
  CHECK(in_metres(geo::distance(*back.tracks.front().sightings.front().position, expected)) < 0.1);
  track.datum.text.clear();
  CHECK(exchange::ways_of(incident).said.front().find("no datum is stated") != std::string::npos);
  track.kind = incident::TrackClaim::Kind::adsb;
  CHECK(exchange::ways_of(incident).said.empty());
}

TEST_CASE(
    "Minutes printed without seconds stay minutes where the form allows it, and this is told where not") {
  const auto ways = exchange::ways_of(with_track({fix("2015-11-24 07:24 UTC", "35.80 N 36.10 E", "")}));
  CHECK(
      read(exchange::written(ways.ways, WayForm::csv)).tracks.front().sightings.front().printed().time.text ==
      "2015-11-24 07:24");
  CHECK(exchange::lost_in(ways.ways, WayForm::csv).empty());
  CHECK(exchange::lost_in(ways.ways, WayForm::gpx) ==
        std::vector<std::string>{"1 point printed to the minute, which the form writes with a second of 00"});
}

TEST_CASE("Drawn flights carry what they were drawn from, and seconds from their event") {
  exchange::Way way{.name = "turkey/su24/osm, \"x\" 1",
                    .aircraft = "su24",
                    .points = {},
                    .about = {{"narrative", "turkey"}, {"time_inside_s", "12.5", true}}};
  for (const char* const s : {"-0.5", "0", "0.5"}) {
    exchange::Waypoint point;
    point.after_event_s = s, point.latitude = "35.8", point.longitude = "36.1";
    way.points.push_back(point);
  }
  const std::string csv = exchange::written({way}, WayForm::csv);
  CHECK(
      csv.starts_with("track_id,aircraft,narrative,time_inside_s,seconds_after_event,latitude,longitude\n"
                      "\"turkey/su24/osm, \"\"x\"\" 1\",su24,turkey,12.5,-0.5,35.8,36.1\n"));
  const auto back = read(csv, {.since = "2015-11-24 07:24:05 UTC"});
  CHECK(back.tracks.front().sightings[0].printed().time.text == "2015-11-24 07:24:04.5");
  const std::string json = exchange::written({way}, WayForm::geojson);
  CHECK(json.find("\"time_inside_s\":12.5,\"seconds_after_event\":[-0.5,0,0.5]") != std::string::npos);
  CHECK(exchange::lost_in({way}, WayForm::acmi).front().find("cannot hold; not written") !=
        std::string::npos);
  for (exchange::Waypoint& point : way.points) point.time = "2015-11-24T07:24:05.500Z";
  CHECK(
      exchange::written({way}, WayForm::kml).find("<Data name=\"narrative\"><value>turkey</value></Data>") !=
      std::string::npos);
  CHECK(exchange::written({way}, WayForm::acmi).find("CallSign=turkey/su24/osm\\, \"x\" 1,Group=turkey") !=
        std::string::npos);
  CHECK(exchange::written({way}, WayForm::gpx).find("<desc>narrative turkey; time_inside_s 12.5</desc>") !=
        std::string::npos);
  for (const auto& [name, form] : forms) CHECK(read(exchange::written({way}, form)).honesty.used == 3);
}

TEST_CASE("A path without times is written without times") {
  const auto ways =
      exchange::ways_of(with_track({fix("", "35.80 N 36.10 W", ""), fix("", "35.81 N 36.10 W", "")}));
  for (const auto& [name, form] : forms) {
    if (form == WayForm::acmi) continue;  // a recording has nothing but moments
    CAPTURE(name);
    const auto back = read(exchange::written(ways.ways, form));
    REQUIRE(back.honesty.used == 2);
    CHECK_FALSE(back.tracks.front().sightings[0].time);
    CHECK(back.tracks.front().sightings[0].printed().position.text == "35.80 N 36.10 W");
  }
}

TEST_CASE("No form is given a height of a kind that it would call another") {
  const auto ways =
      exchange::ways_of(with_track({fix("2015-11-24 07:24:05 UTC", "35.80 N 36.10 E", "FL190")}));
  const std::string kml = exchange::written(ways.ways, WayForm::kml);
  CHECK(kml.find("<altitudeMode>clampToGround</altitudeMode>") != std::string::npos);
  CHECK(kml.find("<gx:coord>36.10 35.80</gx:coord>") != std::string::npos);
  CHECK(exchange::written(ways.ways, WayForm::gpx).find("<ele>") == std::string::npos);
  CHECK(exchange::written(ways.ways, WayForm::geojson).find("[36.10,35.80]") != std::string::npos);
  CHECK(exchange::written(ways.ways, WayForm::acmi).find("T=36.10|35.80|,") != std::string::npos);
  for (const auto& [name, form] : forms)
    CHECK(exchange::lost_in(ways.ways, form).size() == (form == WayForm::csv ? 0 : 1));
}

TEST_CASE("Ranges and azimuths are not written as places, and that is said") {
  incident::Fix polar = fix("2015-11-24 07:24:05 UTC", "", "");
  polar.range.text = "31.2 NM", polar.azimuth.text = "191.84°";
  const auto ways = exchange::ways_of(with_track({polar}));
  CHECK(ways.ways.empty());
  REQUIRE(ways.said.size() == 1);
  CHECK(ways.said.front().find("range and azimuth") != std::string::npos);
}

TEST_CASE("An ellipse of errors is written to a table and read back") {
  incident::Fix one = fix("2015-11-24 07:24:05 UTC", "35.8312 N 36.1890 E", "");
  one.accuracy.text = "900 m", one.accuracy_minor.text = "300 m", one.accuracy_axis.text = "30°";
  const exchange::Ways ways = exchange::ways_of(with_track({one}));
  const std::string text = exchange::written(ways.ways, WayForm::csv);
  CHECK(text.find(",accuracy_m,accuracy_minor_m,accuracy_axis_deg\n") != std::string::npos);
  const auto back = read(text);
  REQUIRE(back.tracks.size() == 1);
  CHECK(back.tracks.at(0).sightings.at(0).printed().accuracy.text == "900 m");
  CHECK(back.tracks[0].sightings[0].printed().accuracy_minor.text == "300 m");
  CHECK(back.tracks[0].sightings[0].printed().accuracy_axis.text == "30.0°");
}
