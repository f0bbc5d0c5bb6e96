// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/into_case.hpp"

#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/load/load.hpp"
#include "recon/load/track.hpp"

using namespace recon;
using exchange::CaseWish, exchange::into_case, exchange::IntoCase;
using test::read, test::rows;

namespace {

const std::string three =
    "time,lat,lon,altitude_ft\n2015-11-24 07:24:25Z,35.83,-36.10,19000\n2015-11-24 "
    "07:24:05Z,35.80,-36.1000,\n2015-11-24 07:24:05Z,35.80,-36.1000,\n";

CaseWish fresh() { return {.file_name = "My flight.csv", .sha256 = "00", .case_id = "mycase"}; }

const std::string& file(const IntoCase& made, const std::string& name) {
  for (const auto& one : made.files)
    if (one.name == name) return one.text;
  FAIL("no file " << name);
  return made.files.front().text;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

incident::Incident with_window() {
  incident::Incident incident;
  incident.id.text = "known";
  incident.date.text = "2015-11-24";
  incident.clock.text = "UTC";
  incident.window.begin.text = "2015-11-24 07:24 UTC";
  incident.window.end.text = "2015-11-24 07:24:10 UTC";
  incident.aircraft.push_back({});
  incident.aircraft.back().id.text = "su24";
  return incident;
}

}  // namespace

TEST_CASE("A track goes into a case in order of time, repeated rows once, with its digits") {
  const IntoCase made = into_case(read(three), fresh(), {});
  CHECK(file(made, "tracks/my-flight.csv") ==
        "time_utc,latitude,longitude,altitude_ft\n2015-11-24 07:24:05,35.80,-36.1000,\n2015-11-24 "
        "07:24:25,35.83,-36.10,19000\n");
  CHECK(has(file(made, "my-flight.textproto"), "repeat time and place, written once"));
}

TEST_CASE("A track that no border of the library covers is told to ask nothing, and how to ask") {
  // In the middle of the Pacific.
  const IntoCase far = into_case(read("time,lat,lon\n2015-11-24 07:24:05Z,-40.0,-120.0\n"), fresh(), {});
  REQUIRE(far.said.size() == 1);
  CHECK(far.said[0].find("no border of the library is within 50 km") == 0);
  const std::string text = file(far, "my-flight.textproto");
  CHECK(text.find("note: \"my-flight: " + far.said[0]) != std::string::npos);
  CHECK(text.find("\n# question {") != std::string::npos);
  const IntoCase near = into_case(read("time,lat,lon\n2015-11-24 07:24:05Z,35.8,36.1\n"), fresh(), {});
  CHECK(near.said.empty());
}

TEST_CASE("The text of a new case has its day, its window, the file's hash and what was assumed") {
  const std::string text = file(into_case(read(three), fresh(), {}), "my-flight.textproto");
  CHECK(has(text, "date: \"2015-11-24\""));
  CHECK(has(text, "window { begin: \"2015-11-24 07:23 UTC\" end: \"2015-11-24 07:26 UTC\" }"));
  CHECK(has(text, "sha256: \"00\""));
  CHECK(has(text, "3 rows read, 3 used"));
  CHECK(has(text, "datum of the positions is not said"));
}

TEST_CASE("Property: what is written is read back as the same figures", "[property]") {
  const double latitude = GENERATE(take(40, random(-89.0, 89.0))), longitude = -latitude * 2.0;
  const auto imported =
      read("time,lat,lon,alt_baro_ft\n1448349845.5," + std::to_string(latitude) + "," +
           std::to_string(longitude) + "," + std::to_string(static_cast<int>(latitude * 100 + 9000)) + "\n");
  std::vector<const exchange::Sighting*> pointers;
  for (const auto& row : rows(imported)) pointers.push_back(&row);
  const load::TrackRows back = load::read_track("a.csv", exchange::track_table(pointers));
  REQUIRE(back.problems.empty());
  REQUIRE(back.fixes.size() == 1);
  CHECK(back.fixes[0].position.text == pointers[0]->printed().position.text);
  CHECK(back.fixes[0].altitude.text == pointers[0]->printed().altitude.text);
  CHECK(back.fixes[0].time.text == "2015-11-24 07:24:05.5 UTC");
}

TEST_CASE("Rows outside of the case's window stay out, and none at all is an error that asks for the clock") {
  const IntoCase made =
      into_case(read(three), {.file_name = "f.csv", .sha256 = "00", .aircraft = "su24"}, with_window());
  CHECK(has(file(made, "f.textproto"), "1 row outside of the case's window"));
  CHECK_FALSE(has(file(made, "f.textproto"), "window {"));
  CHECK_FALSE(has(file(made, "f.textproto"), "aircraft { id"));
  CHECK_THROWS_WITH(
      into_case(read("time,lat,lon\n2015-11-24 09:24:05,35.8,36.1\n"), {.file_name = "f.csv"}, with_window()),
      Catch::Contains("the clock"));
}

TEST_CASE("Names that are taken are never taken again") {
  CaseWish wish{
      .file_name = "f.csv", .sha256 = "00", .aircraft = "su24", .taken = {"f.textproto", "tracks/f-2.csv"}};
  const IntoCase made = into_case(read(three), wish, with_window());
  CHECK(made.files.back().name == "f-3.textproto");
}

TEST_CASE("An aircraft, a sensor or an account that the case has not is an error") {
  CHECK_THROWS_WITH(into_case(read(three), {.file_name = "f.csv", .aircraft = "mig"}, with_window()),
                    Catch::Contains("no aircraft 'mig'"));
  CHECK_THROWS_WITH(into_case(read(three), {.file_name = "f.csv", .narrative = "russia"}, with_window()),
                    Catch::Contains("no narrative or party 'russia'"));
  const auto plots = read("time,range_nm,azimuth_deg\n2015-11-24 07:24:05,31.20,191.84\n");
  CHECK_THROWS_WITH(into_case(plots, fresh(), {}), Catch::Contains("--radar"));
}

TEST_CASE("Ranges and azimuths lean on a radar whose place is said") {
  CaseWish wish = fresh();
  wish.radar = "35.4008 N 35.9489 E";
  const IntoCase made =
      into_case(read("time,range_nm,azimuth_deg,fl\n2015-11-24 07:24:05,31.20,191.84,190\n"), wish, {});
  CHECK(file(made, "tracks/my-flight.csv") ==
        "time_utc,range_nm,azimuth_deg,flight_level\n2015-11-24 07:24:05,31.20,191.84,190\n");
  CHECK(has(file(made, "my-flight.textproto"), "sensor { id: \"my-flight-radar\""));
}

TEST_CASE("The borders about a radar's returns are asked of, as those about positions are") {
  CaseWish wish = fresh();
  wish.radar = "35.4110 N 35.9485 E";
  const IntoCase made =
      into_case(read("time,range_km,azimuth_deg\n2015-11-24 07:24:05,51.2,19.5\n"), wish, {});
  CHECK(has(file(made, "my-flight.textproto"), "state: \"TUR\""));
  CHECK(has(file(made, "my-flight.textproto"), "question {"));
}

TEST_CASE("A track of more rows than a case takes is cut, and nothing of it is lost") {
  std::string text = "t,lat,lon\n";
  for (int i = 0; i < 100'001; ++i) text += std::to_string(1448349845 + i) + ",35.8,36.1\n";
  const IntoCase made = into_case(read(text), fresh(), {});
  REQUIRE(made.files.size() == 3);
  CHECK(std::count(made.files[0].text.begin(), made.files[0].text.end(), '\n') == 100'001);
  CHECK(std::count(made.files[1].text.begin(), made.files[1].text.end(), '\n') == 2);
}

TEST_CASE("An account names units, clock, datum and reference of heights, and the step of every figure") {
  const auto imported = test::read(
      "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n"
      "1513230223,2017-12-14T05:43:43Z,KLM98C,\"43.659523,1.332577\",2900,158,321\n"
      "1513230229,2017-12-14T05:43:49Z,KLM98C,\"43.661671,1.330206\",3000,170,321\n"
      "1513230238,2017-12-14T05:43:58Z,KLM98C,\"43.666977,1.324335\",3200,180,321\n"
      "1513230245,2017-12-14T05:44:05Z,KLM98C,\"43.671818,1.319070\",3400,184,321\n"
      "1513230257,2017-12-14T05:44:17Z,KLM98C,\"43.679779,1.310752\",3900,184,323\n");
  for (const char* const words :
       {"heights are feet at standard pressure (1013.25 hPa): likely, the usage of Flightradar24 CSV",
        "times are UTC: stated", "positions are on WGS 84: likely, receivers of satellite navigation give it",
        "6 decimals: a step of 11 cm", "times come in steps of 1 s", "heights come in steps of 100 ft"}) {
    CAPTURE(words);
    CHECK(test::told(imported, words));
  }
  const auto typed = test::read("zaman;enlem;boylam;irtifa (m)\n24.11.2015 07:24;35°48'K;36°06'D;5800\n");
  for (const char* const words :
       {"heights are metres, above what is not said: stated, column 'irtifa (m)' says so",
        "times are UTC: guessed", "every one in use there is a reading",
        "positions are printed in steps of 1 852 m", "times are printed to the minute"}) {
    CAPTURE(words);
    CHECK(test::told(typed, words));
  }
}

TEST_CASE("What is not used is told with the line, the byte, the row or the feature where it stands") {
  CHECK(test::told(test::read("time_utc,lat,lon\n2015-11-24 07:24:05,,\n2015-11-24 07:24:05,35,36\n"),
                   "not used: 1, no position (line 2)"));
  CHECK(test::told(
      test::read(
          "{\"icao\":\"4ba945\",\"timestamp\":1448349845,\"trace\":[[0,95,36.1,19000],[1,35.8,36.1,19000]]}"),
      "not used: 1, latitude beyond 90 degrees (row 1)"));
  CHECK(test::told(
      test::read(
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},"
          "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}},{\"type\":\"Feature\",\"properties\":"
          "{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[36,35],[36,36]]}}]}"),
      "a Polygon, which is no track (feature 1)"));
}

TEST_CASE("Positions that move faster than their rows say they do are noticed") {
  std::string text = "time_utc,lat,lon,speed_kt\n";
  for (int i = 0; i < 15; ++i)
    text += "2015-11-24 07:24:" + std::to_string(10 + i * 3) + "," + std::to_string(35.0 + 0.006 * i) +
            ",36.1,220\n";
  // 666 m in three seconds are 432 kt.
  CHECK(test::told(test::read(text), "move 1.96 times as fast as the speeds that its rows state"));
}

TEST_CASE("A table whose datum nobody says becomes a source that is read on every datum in use") {
  const auto imported = test::read("time_utc,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n");
  const auto made = exchange::into_case(
      imported, {.file_name = "t.csv", .sha256 = std::string(64, 'a'), .case_id = "t"}, {});
  CHECK(made.files.back().text.find("kind: REPORT") != std::string::npos);
}

TEST_CASE("Elevations and ellipses of errors go into the case as the file has them") {
  CaseWish wish = fresh();
  wish.radar = "35.4008 N 35.9489 E";
  const IntoCase made = into_case(
      read("time,range_nm,azimuth_deg,elevation_deg\n2015-11-24 07:24:05,31.20,191.84,2.10\n"), wish, {});
  CHECK(file(made, "tracks/my-flight.csv") ==
        "time_utc,range_nm,azimuth_deg,elevation_deg\n2015-11-24 07:24:05,31.20,191.84,2.10\n");
  const IntoCase fixes = into_case(
      read("time,lat,lon,smaj (m; 95%),smin (m; 95%),orient\n2015-11-24 07:24:05,35.8,36.1,900,300,30\n"),
      fresh(), {});
  CHECK(file(fixes, "tracks/my-flight.csv") ==
        "time_utc,latitude,longitude,accuracy_m,accuracy_minor_m,accuracy_axis_deg\n"
        "2015-11-24 07:24:05,35.8,36.1,900,300,30.0\n");
}
