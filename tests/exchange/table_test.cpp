// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/geo/printed_position.hpp"
#include "recon/load/load.hpp"

using namespace recon;
using exchange::ImportWish;
using test::assumed, test::noticed, test::read, test::rows, test::skipped, test::told;
using Sure = exchange::Honesty::Assumed::Sure;
using Above = exchange::Sighting::Height::Above;

namespace {

std::string first_time(const std::string& text, const ImportWish& wish = {}) {
  return rows(read(text, wish)).front().printed().time.text;
}

}  // namespace

TEST_CASE("Degrees, minutes and seconds parted by blanks are no metres of a grid") {
  const auto imported = read(
      "time_utc,lat,lon\n2015-11-24 07:24:05,35 51 20,36 05 30.6\n2015-11-24 07:24:15,35 51 22,036 05 "
      "31.6\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(in_degrees(rows(imported)[0].position->latitude) == Approx(35.0 + 51.0 / 60 + 20.0 / 3600));
  CHECK(in_degrees(rows(imported)[1].position->longitude) == Approx(36.0 + 5.0 / 60 + 31.6 / 3600));
  CHECK_THROWS_WITH(read("lat,lon\n3 965 123,652 981\n3 965 223,652 991\n"), Catch::Contains("hold metres"));
}

TEST_CASE("An id that counts the rows names no track of each") {
  const auto one = read(
      "id,time_utc,lat,lon\n7,2015-11-24 07:24:05,35.81,36.11\n8,2015-11-24 07:24:15,35.82,36.12\n"
      "9,2015-11-24 07:24:25,35.83,36.13\n");
  CHECK(rows(one).size() == 3);
  CHECK(noticed(one, "column 'id' counts the rows"));
  const auto two = read(
      "id,time_utc,lat,lon\n7,2015-11-24 07:24:05,35.81,36.11\n8,2015-11-24 07:24:05,35.92,36.12\n"
      "7,2015-11-24 07:24:25,35.83,36.13\n");
  CHECK(two.tracks.size() == 2);
}

TEST_CASE("A table whose lines end in a carriage return alone is read") {
  const auto imported =
      read("time_utc,lat,lon\r2015-11-24 07:24:05,35.8,36.1\r2015-11-24 07:24:15,35.9,36.2\r");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].place == 3);
}

TEST_CASE("A height may be called flight levels behind its name") {
  for (const std::string name : {"altitude_fl", "alt_fl", "Altitude [FL]"}) {
    const auto imported = read("time_utc,lat,lon," + name +
                               "\n2015-11-24 07:24:05,35.1,36.2,FL190\n2015-11-24 07:24:06,35.2,36.2,191\n");
    REQUIRE(rows(imported).size() == 2);
    CHECK(in_feet(rows(imported)[0].height->value) == Approx(19000));
    CHECK(in_feet(rows(imported)[1].height->value) == Approx(19100));
    CHECK(rows(imported)[1].height->above == Above::standard_pressure);
  }
}

TEST_CASE("A plain table keeps the digits of the file") {
  const auto imported = read("time,lat,lon,altitude_ft\n2015-11-24T07:24:05.50Z,35.80,-36.1000,19000\n");
  const auto& row = rows(imported).front();
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.50");
  CHECK(row.printed().position.text == "35.80 N 36.1000 W");
  CHECK(row.printed().altitude.text == "19000 ft");
  CHECK(in_metres(row.height->value) == Approx(5791.2));
  CHECK(row.place == 2);
  CHECK(imported.honesty.rows == 1);
  CHECK(imported.honesty.used == 1);
}

TEST_CASE("Property: a figure keeps its digits, up to the fifteenth", "[property]") {
  const auto decimals = static_cast<std::size_t>(GENERATE(range(0, 13)));
  const std::string digits = std::to_string(GENERATE(take(20, random(1'000'000'000'000, 9'999'999'999'999))));
  const auto figure = [&](const std::string& whole) {
    const std::size_t shown = std::min(decimals, 15 - whole.size());
    return shown == 0 ? whole : whole + "." + digits.substr(0, shown);
  };
  CAPTURE(figure("35"));
  const auto imported = read("time,lat,lon,alt_baro_m\n2015-11-24 07:24:05," + figure("35") + ",-" +
                             figure("136") + "," + figure("11277") + "\n");
  const auto printed = rows(imported).front().printed();
  CHECK(printed.position.text == figure("35") + " N " + figure("136") + " W");
  CHECK(printed.altitude.text == figure("11277") + " m at standard pressure");
}

TEST_CASE("Semicolons part cells whose commas are decimal signs") {
  const auto imported =
      read("time;lat;lon\n2015-11-24 07:24:05;35,8312;36,1890\n2015-11-24 07:24:15;35,8300;36,1800\n");
  CHECK(rows(imported)[0].printed().position.text == "35.8312 N 36.1890 E");
  CHECK(assumed(imported, "decimal sign") == Sure::likely);
}

TEST_CASE("Tabs and bars part cells as well") {
  CHECK(rows(read("time\tlat\tlon\n2015-11-24 07:24:05\t35.8\t36.1\n")).size() == 1);
  CHECK(rows(read("time|lat|lon\n2015-11-24 07:24:05|35.8|36.1\n")).size() == 1);
}

TEST_CASE("Titles above the header are passed over, and told") {
  const auto imported = read(
      "Radar report, copy 3\n\nprinted for the commission\ntime,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n");
  CHECK(rows(imported).front().place == 5);
  CHECK(noticed(imported, "the header is line 4"));
}

TEST_CASE("A position in one quoted cell is cut in two") {
  CHECK(rows(read("time,position\n2015-11-24 07:24:05,\"35.8312,36.1890\"\n"))
            .front()
            .printed()
            .position.text == "35.8312 N 36.1890 E");
}

TEST_CASE("Degrees, minutes and seconds are taken as printed, the column being the letter") {
  const auto imported = read("time,latitude,longitude\n2015-11-24 07:24:05,35°48'26''N,36 10 12 E\n");
  const auto& row = rows(imported).front();
  CHECK(in_degrees(row.position->latitude) == Approx(35.80722).margin(1e-5));
  CHECK(in_degrees(row.position->longitude) == Approx(36.17).margin(1e-5));
  CHECK(row.printed().position.text == "35°48'26''N 36 10 12 E");
}

TEST_CASE("Epochs of seconds, milliseconds, microseconds and nanoseconds are the same moment") {
  const std::string header = "timestamp,lat,lon\n", rest = ",35.8,36.1\n";
  CHECK(first_time(header + "1448349845" + rest) == "2015-11-24 07:24:05");
  CHECK(first_time(header + "1448349845.25" + rest) == "2015-11-24 07:24:05.25");
  CHECK(first_time(header + "1448349845250" + rest) == "2015-11-24 07:24:05.250");
  CHECK(first_time(header + "1448349845250000" + rest) == "2015-11-24 07:24:05.250");
  CHECK(first_time(header + "1448349845250000000" + rest) == "2015-11-24 07:24:05.250");
}

TEST_CASE("Serial days of a workbook are days since 30 December 1899") {
  CHECK(first_time("time,lat,lon\n42332.30839120,35.8,36.1\n42332.30850694,35.8,36.1\n") ==
        "2015-11-24 07:24:05.000");
}

TEST_CASE("Fractions of a day and seconds of a day take the day that the user says") {
  CHECK(first_time("time,lat,lon\n0.30839120,35.8,36.1\n0.30850694,35.8,36.1\n", {.date = "2015-11-24"}) ==
        "2015-11-24 07:24:05.000");
  CHECK(first_time("seconds of the day,lat,lon\n26645.5,35.8,36.1\n", {.date = "2015-11-24"}) ==
        "2015-11-24 07:24:05.5");
  CHECK(first_time("time,lat,lon\n26645.5,35.8,36.1\n", {.date = "2015-11-24"}) == "2015-11-24 07:24:05.5");
}

TEST_CASE("A table copied from a page of FlightAware is read, its day being asked for") {
  const std::string page =
      "\"Time (UTC+2)\",\"Latitude\",\"Longitude\",\"Course\",\"kts\",\"mph\",\"feet\",\"Rate\",\"Reporting "
      "Facility\"\n"
      "\"Tue 09:24:05 AM\",\"35.8000\",\"36.1000\",\"91\",\"450\",\"518\",\"19,000\",\"\",\"Adana\"\n"
      "\"Tue 12:24:05 PM\",\"35.8000\",\"36.9000\",\"91\",\"450\",\"518\",\"19,025\",\"\",\"Adana\"\n"
      "\"Wed 12:00:05 AM\",\"35.8000\",\"37.9000\",\"91\",\"450\",\"518\",\"19,050\",\"\",\"Adana\"\n";
  CHECK(skipped(read(page), "--date") == 3);
  const auto imported = read(page, {.date = "2015-11-24"});
  REQUIRE(rows(imported).size() == 3);
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-24 10:24:05");
  CHECK(rows(imported)[2].printed().time.text == "2015-11-24 22:00:05");
  CHECK(rows(imported)[0].printed().altitude.text == "19000 ft");
}

TEST_CASE("A header may name a group of columns before the column") {
  const auto imported = read(
      "CUSTOM.date [UTC],CUSTOM.time [UTC],OSD.latitude,OSD.longitude,OSD.altitude [ft]\n"
      "2015-11-24,07:24:05.61,35.8,36.1,39.4\n");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:05.61");
  CHECK(rows(imported).front().printed().altitude.text == "39.4 ft");
  CHECK_FALSE(rows(read("a.b.c.latitude,x.longitude,time\n35.8,36.1,2015-11-24 07:24:05\n")).empty());
}

TEST_CASE("A drone's log has its afternoon behind fractions of a second, and altitude before height") {
  // The columns of logs of DJI as the common converters write them.
  const std::string log =
      "CUSTOM.date [local],CUSTOM.updateTime [local],OSD.latitude,OSD.longitude,OSD.height [ft],OSD.altitude "
      "[ft]\n1/14/2023,5:51:24.61 PM,35.8312001,36.1890001,12.1,800.2\n"
      "1/14/2023,5:51:24.71 PM,35.8312011,36.1890021,12.1,800.2\n";
  CHECK(skipped(read(log), "local time; say of which place") == 2);
  const auto imported = read(log, {.clock = "Europe/Istanbul"});
  CHECK(rows(imported)[0].printed().time.text == "2023-01-14 14:51:24.61");
  CHECK(rows(imported)[1].printed().altitude.text == "800.2 ft");
  CHECK(told(imported, "'OSD.height [ft]'"));
}

TEST_CASE("Morning and afternoon are written in many ways") {
  const auto hour = [](const std::string& time) {
    return rows(read("time,lat,lon\n24.11.2015 " + time + ",35.8,36.1\n")).front().printed().time.text;
  };
  CHECK(hour("5:51:24.61 PM") == "2015-11-24 17:51:24.61");
  CHECK(hour("5:51:24.61PM") == "2015-11-24 17:51:24.61");
  CHECK(hour("5:51:24 p.m.") == "2015-11-24 17:51:24");
  CHECK(hour("5:51:24.6 a. m.") == "2015-11-24 05:51:24.6");
  CHECK(hour("12:00 Am") == "2015-11-24 00:00");
  CHECK(skipped(read("time,lat,lon\n24.11.2015 13:00:00 PM,35.8,36.1\n"), "not understood") == 1);
}

TEST_CASE("The day that the user says settles whether days or months come first") {
  const std::string table = "date,time,lat,lon\n9/11/2001,13:44:05,41.5,-74.1\n";
  CHECK(assumed(read(table), "as in --date") == Sure::guessed);
  const auto settled = read(table, {.date = "2001-09-11"});
  CHECK(rows(settled).front().printed().time.text == "2001-09-11 13:44:05");
  CHECK(assumed(settled, "month/day/year") == Sure::stated);
}

TEST_CASE("Figures that are all the same tell no step, and digits of a double no accuracy") {
  std::string table = "time,lat,lon,altitude_ft\n";
  for (int i = 0; i < 6; ++i)
    table +=
        "2015-11-24 07:24:0" + std::to_string(i) + ",35.83120000" + std::to_string(i) + "0001,36.1,19000\n";
  const auto imported = read(table);
  CHECK(noticed(imported, "every height is 19 000 ft"));
  CHECK_FALSE(noticed(imported, "heights come in steps"));
  CHECK(noticed(imported, "less than a millimetre"));
}

TEST_CASE("Flights that recon drew are on WGS 84 and have their own names") {
  const auto imported = read(
      "track_id,aircraft,narrative,zone,border,reading,flight,sound,time_utc,seconds_after_event,latitude,"
      "longitude\n"
      "turkey/rf4/wvs 1,rf4,turkey,syria,wvs,WGS "
      "84,1,true,2012-06-22T08:57:00.000Z,-60,35.6636321,35.5301508\n"
      "turkey/rf4/wvs 2,rf4,turkey,syria,wvs,WGS "
      "84,2,true,2012-06-22T08:57:00.000Z,-60,35.6636321,35.5301508\n");
  REQUIRE(imported.tracks.size() == 2);
  CHECK(imported.tracks.front().name == "turkey/rf4/wvs 1");
  CHECK(imported.tracks.front().kind == incident::TrackClaim::Kind::drawn);
  CHECK(imported.datum == "WGS 84");
}

TEST_CASE("A time of day without a day is asked for, not guessed") {
  const auto imported = read("time,lat,lon\n07:24:05,35.8,36.1\n");
  CHECK(imported.tracks.empty());
  CHECK(skipped(imported, "--date") == 1);
}

TEST_CASE("Times of day run over midnight into the next day") {
  const auto imported =
      read("time,lat,lon\n23:59:58,35.8,36.1\n00:00:08,35.8,36.2\n", {.date = "2015-11-24"});
  CHECK(rows(imported)[1].printed().time.text == "2015-11-25 00:00:08");
  CHECK(noticed(imported, "midnight"));
}

TEST_CASE("A date-time group is read, its letter being its clock") {
  CHECK(first_time("dtg,lat,lon\n240724ZNOV15,35.8,36.1\n") == "2015-11-24 07:24");
  CHECK(first_time("dtg,lat,lon\n240924BNOV15,35.8,36.1\n") == "2015-11-24 07:24");
}

TEST_CASE("A date and a time in two columns are one moment") {
  CHECK(first_time("date,time,lat,lon\n24.11.2015,07:24:05,35.8,36.1\n") == "2015-11-24 07:24:05");
  CHECK(first_time("Date;Time;Lat;Lon\n11/24/2015;07:24:05 AM;35.8;36.1\n") == "2015-11-24 07:24:05");
}

TEST_CASE("One day behind the twelfth settles whether days or months come first") {
  const std::string header = "date,time,lat,lon\n";
  const auto months = read(header + "11/03/2015,07:24:05,35.8,36.1\n11/24/2015,07:24:05,35.8,36.1\n");
  CHECK(rows(months).front().printed().time.text == "2015-11-03 07:24:05");
  CHECK(assumed(months, "month/day/year") == Sure::stated);
  const auto open = read(header + "11/03/2015,07:24:05,35.8,36.1\n");
  CHECK(rows(open).front().printed().time.text == "2015-03-11 07:24:05");
  CHECK(assumed(open, "no row tells which") == Sure::guessed);
}

TEST_CASE("A fraction behind the letter Z is a fraction of the second") {
  CHECK(first_time("time,lat,lon\n2024-01-02 07:41:03Z.515,35.8,36.1\n") == "2024-01-02 07:41:03.515");
}

TEST_CASE("A clock that nobody names is guessed to be UTC, one that is named is not") {
  const std::string text = "time,lat,lon\n2015-11-24 09:24:05,35.8,36.1\n";
  CHECK(assumed(read(text), "times are UTC") == Sure::guessed);
  const auto local = read(text, {.clock = "Europe/Istanbul"});
  CHECK(rows(local).front().printed().time.text == "2015-11-24 07:24:05");
  CHECK(assumed(local, "Europe/Istanbul") == Sure::stated);
  CHECK(assumed(read("time_utc,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n"), "UTC") == Sure::stated);
}

TEST_CASE("A local time of no place is not read") {
  const auto imported = read("time_local,lat,lon\n2015-11-24 09:24:05,35.8,36.1\n");
  CHECK(imported.tracks.empty());
  CHECK(skipped(imported, "--clock") == 1);
}

TEST_CASE("A time that its clock showed twice is no moment") {
  const auto imported = read("time,lat,lon\n2015-11-08 03:30:00,35.8,36.1\n2015-11-08 05:30:00,35.8,36.1\n",
                             {.clock = "Europe/Istanbul"});
  CHECK(skipped(imported, "twice") == 1);
  CHECK(rows(imported).size() == 1);
}

TEST_CASE("Minutes printed without seconds stay minutes") {
  CHECK(first_time("time_utc,lat,lon\n2015-11-24 07:24,35.8,36.1\n") == "2015-11-24 07:24");
}

TEST_CASE("Heights without a unit are left out until it is said") {
  const std::string text = "time,lat,lon,altitude\n2015-11-24 07:24:05,35.8,36.1,19000\n";
  const auto silent = read(text);
  CHECK_FALSE(rows(silent).front().height);
  CHECK(assumed(silent, "--height-unit") == Sure::stated);
  const auto told = read(text, {.height_unit = "ft"});
  CHECK(in_metres(rows(told).front().height->value) == Approx(5791.2));
}

TEST_CASE("Units stand in brackets, behind an underscore, or in the cell") {
  const auto height = [](const std::string& header, const std::string& cell) {
    return rows(read("time,lat,lon," + header + "\n2015-11-24 07:24:05,35.8,36.1," + cell + "\n"))
        .front()
        .printed()
        .altitude.text;
  };
  CHECK(height("Altitude [ft]", "19000") == "19000 ft");
  CHECK(height("alt (m)", "5800") == "5800 m");
  CHECK(height("altitude_m", "5800.5") == "5800.5 m");
  CHECK(height("altitude", "FL190") == "FL190");
  CHECK(height("fl", "190") == "FL190");
  CHECK(height("alt_baro_ft", "19025") == "FL190.25");
}

TEST_CASE("The word ground in a column of heights is no height") {
  const auto imported = read("time,lat,lon,altitude_ft\n2015-11-24 07:24:05,35.8,36.1,ground\n");
  CHECK(rows(imported).front().flags.on_ground);
  CHECK_FALSE(rows(imported).front().height);
}

TEST_CASE("Headers in Turkish and Russian are understood, in their code pages too") {
  CHECK(rows(read("zaman,enlem,boylam\n2015-11-24 07:24:05,35.8,36.1\n")).size() == 1);
  const auto russian = read(
      "\xE2\xF0\xE5\xEC\xFF;\xF8\xE8\xF0\xEE\xF2\xE0;\xE4\xEE\xEB\xE3\xEE\xF2\xE0\n2015-11-24 "
      "07:24:05;35,8;36,1\n");
  CHECK(rows(russian).size() == 1);
  CHECK(assumed(russian, "Windows-1251") == Sure::guessed);
}

TEST_CASE("UTF-16 with and without a mark, and UTF-8 with one, are text") {
  const std::string text = "time,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n";
  std::string wide;
  for (const char c : text) wide += std::string{c, '\0'};
  CHECK(rows(read(wide)).size() == 1);
  CHECK(rows(read("\xFF\xFE" + wide)).size() == 1);
  CHECK(rows(read("\xEF\xBB\xBF" + text)).size() == 1);
}

TEST_CASE("Rows without a place, beyond the globe, or at 0, 0 are told with their lines") {
  const auto imported = read(
      "time,lat,lon\n2015-11-24 07:24:05,,\n2015-11-24 07:24:06,95,36\n2015-11-24 "
      "07:24:07,0.0,0.0\n2015-11-24 07:24:08,nan,nan\n2015-11-24 07:24:09,35.8,36.1\n");
  CHECK(imported.honesty.rows == 5);
  CHECK(imported.honesty.used == 1);
  CHECK(skipped(imported, "no position") == 2);
  CHECK(skipped(imported, "latitude beyond 90") == 1);
  CHECK(skipped(imported, "position 0, 0") == 1);
  CHECK(imported.honesty.skipped.front().places == std::vector<std::size_t>{2, 5});
}

TEST_CASE("Property: every row is used or told, whatever its cells hold", "[property]") {
  const int seed = GENERATE(take(60, random(0, 1'000'000)));
  std::uint64_t state = static_cast<std::uint64_t>(seed) * 2654435761U + 1U;
  const auto next = [&](std::size_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U) % n;
  };
  const std::vector<std::string> cells{"",
                                       "35.8",
                                       "-36.1",
                                       "1448349845",
                                       "nan",
                                       "\"",
                                       "\"a\"\"b\"",
                                       "2015-11-24 07:24:05Z",
                                       "FL190",
                                       "1e400",
                                       "7,5",
                                       "\xC3\xA9",
                                       "999999999999999999999"};
  std::string text = "time,lat,lon,alt_ft,icao24\n";
  for (int row = 0; row < 40; ++row) {
    for (std::size_t i = 0, n = 1 + next(7); i < n; ++i)
      text += (i > 0 ? "," : "") + cells[next(cells.size())];
    text += '\n';
  }
  const auto imported = read(text);
  std::size_t told = 0, kept = 0;
  for (const auto& one : imported.honesty.skipped) told += one.count;
  for (const auto& track : imported.tracks) kept += track.sightings.size();
  CHECK(imported.honesty.used == kept);
  CHECK(imported.honesty.rows == told + kept);
}

TEST_CASE("Tracks of several aircraft are parted by address before callsign") {
  const auto imported = read(
      "time,icao24,callsign,lat,lon\n2015-11-24 07:24:05,4ba945,THY7KZ,35.8,36.1\n2015-11-24 "
      "07:24:06,4BA945,THY7KZ,35.8,36.1\n2015-11-24 07:24:06,424241,,36,36\n");
  CHECK(imported.tracks.size() >= 2);
  CHECK(imported.tracks.front().name == "4BA945");
  CHECK(imported.tracks.front().callsign == "THY7KZ");
}

TEST_CASE("A radar is its SAC and its SIC together") {
  const auto imported = read(
      "time,lat,lon,sac,sic,track_no\n2015-11-24 07:24:05,35.8,36.1,50,12,7\n2015-11-24 "
      "07:24:06,36.8,36.1,51,12,7\n");
  REQUIRE(imported.tracks.size() == 2);
  CHECK(imported.tracks[0].sensor == "SAC 50 SIC 12");
  CHECK(imported.tracks[1].sensor == "SAC 51 SIC 12");
  CHECK(rows(read("time,lat,lon,site\n2015-11-24 07:24:05,35.8,36.1,NEADS\n")).size() == 1);
}

TEST_CASE("Every name that programs have for a column is known") {
  struct Named {
    std::string header, cell;
    bool (*is_read)(const exchange::ImportedTrack& track);
  };
  using Track = exchange::ImportedTrack;
  const auto moves = [](const Track& t) { return t.sightings[0].ground_speed.has_value(); };
  const auto turned = [](const Track& t) { return t.sightings[0].course.has_value(); };
  const auto climbs = [](const Track& t) { return t.sightings[0].climb.has_value(); };
  const auto by_pressure = [](const Track& t) {
    return t.sightings[0].height && t.sightings[0].height->above == Above::standard_pressure;
  };
  const auto by_satellite = [](const Track& t) {
    return t.sightings[0].height && t.sightings[0].height->above == Above::ellipsoid;
  };
  const auto high = [](const Track& t) { return t.sightings[0].height.has_value(); };
  const auto addressed = [](const Track& t) { return t.address == "4BA945"; };
  const auto called = [](const Track& t) { return t.callsign == "THY7KZ"; };
  const auto squawks = [](const Track& t) { return t.squawk == "0377"; };
  const auto is_numbered = [](const Track& t) { return t.name == "7"; };
  const auto sited = [](const Track& t) { return t.sensor == "NEADS"; };
  const auto accurate = [](const Track& t) { return t.sightings[0].accuracy.has_value(); };
  for (const Named& one : std::vector<Named>{{"gs_kt", "450", moves},
                                             {"groundspeed_kt", "450", moves},
                                             {"speed (km/h)", "833", moves},
                                             {"velocity (m/s)", "231", moves},
                                             {"track", "91", turned},
                                             {"heading", "91", turned},
                                             {"direction", "91", turned},
                                             {"vs_fpm", "-64", climbs},
                                             {"vert_speed_fpm", "-64", climbs},
                                             {"vertrate (m/s)", "-1", climbs},
                                             {"baro_rate_fpm", "-64", climbs},
                                             {"altitude_ft", "19000", high},
                                             {"alt (m)", "5800", high},
                                             {"height_m", "5800", high},
                                             {"h [m]", "5800", high},
                                             {"alt_baro_ft", "19000", by_pressure},
                                             {"baroaltitude_m", "5800", by_pressure},
                                             {"fl", "190", by_pressure},
                                             {"mode_c_ft", "19000", by_pressure},
                                             {"alt_geom_ft", "19300", by_satellite},
                                             {"geoaltitude_m", "5880", by_satellite},
                                             {"icao24", "4ba945", addressed},
                                             {"hex", "0x4ba945", addressed},
                                             {"icao", "4BA945", addressed},
                                             {"mode_s", "4ba945", addressed},
                                             {"callsign", "THY7KZ ", called},
                                             {"flight", "THY7KZ", called},
                                             {"squawk", "377", squawks},
                                             {"mode3a", "0377", squawks},
                                             {"track_id", "7", is_numbered},
                                             {"sensor", "NEADS", sited},
                                             {"site", "NEADS", sited},
                                             {"sigma_m", "50", accurate},
                                             {"hdop", "2.0", accurate},
                                             {"nac_p", "8", accurate},
                                             {"nic", "8", accurate},
                                             {"rc", "186", accurate}}) {
    CAPTURE(one.header);
    const auto imported = read("time,lat,lon," + one.header + "\n2015-11-24 07:24:05,35.8,36.1," + one.cell +
                               "\n2015-11-24 07:24:06,35.8,36.1," + one.cell + "\n");
    REQUIRE(imported.tracks.size() == 1);
    CHECK(one.is_read(imported.tracks.front()));
  }
  for (const std::string& time : std::vector<std::string>{"time", "timestamp", "utc", "datetime", "date_time",
                                                          "dtg", "t", "position_time"})
    for (const std::string& place : std::vector<std::string>{"lat,lon", "latitude,longitude", "y,x",
                                                             "phi,lambda", "Lat,Lng", "LAT,Long"}) {
      CAPTURE(time, place);
      CHECK(rows(read(time + "," + place + "\n2015-11-24 07:24:05,35.8,36.1\n")).size() == 1);
    }
}

TEST_CASE("Of the points of a targeting table the target's is read, above the ellipsoid") {
  // The columns of STANAG 4676 tables as GXP writes them: TP the target, S the sensor, G the ground.
  const std::string table =
      "UTC0,UTC,t,TPLAT,TPLON,TPHAE,SLAT,SLON,SHAE,GLAT,GLON,GHAE\n"
      "1448349845000,1448349845250,250,35.831200,36.189000,120.5,35.9,36.3,5000,35.8,36.1,100\n";
  const auto imported = read(table, {.height_unit = "m"});
  CHECK(rows(imported).front().printed().position.text == "35.831200 N 36.189000 E");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:05.250");
  CHECK(rows(imported).front().printed().altitude.text == "120.5 m above the ellipsoid");
  CHECK(told(imported, "'SLAT'"));
}

TEST_CASE("Ranges and azimuths stay as the radar measured them") {
  const auto imported = read("time,range_nm,azimuth_deg,fl\n2015-11-24 07:24:05,31.20,191.84,192.50\n");
  const auto& row = rows(imported).front();
  CHECK(row.printed().range.text == "31.20 NM");
  CHECK(row.printed().azimuth.text == "191.84°");
  CHECK(row.printed().altitude.text == "FL192.50");
  CHECK_FALSE(row.position);
  CHECK_THROWS_AS(read("time,range,azimuth\n2015-11-24 07:24:05,31.2,191.8\n"), load::UnreadableFile);
}

TEST_CASE("Mils are of one circle or of another") {
  CHECK(rows(read("time,range_km,azimuth_mils6000\n2015-11-24 07:24:05,31.2,1500\n"))
            .front()
            .printed()
            .azimuth.text == "1500 thousandths");
  CHECK_THROWS_WITH(read("time,range_km,azimuth_mils\n2015-11-24 07:24:05,31.2,1500\n"),
                    Catch::Contains("which circle"));
}

TEST_CASE("Counts of a shaft encoder are of 4096 to the circle, and no azimuth is beyond it") {
  const auto counts =
      read("time,range_nm,Azimuth (ACP)\n2001-09-11 13:44:05,44.125,2871\n2001-09-11 13:44:17,44.875,5000\n");
  REQUIRE(rows(counts).size() == 1);
  CHECK(rows(counts).front().printed().azimuth.text == "252.3340°");
  CHECK(assumed(counts, "4 096 to the circle") == Sure::likely);
  CHECK(skipped(counts, "beyond the circle") == 1);
  CHECK(skipped(read("time,range_nm,azimuth\n2001-09-11 13:44:05,44.125,2871\n"), "beyond the circle") == 1);
}

TEST_CASE("Errors that a row states become its accuracy, by a convention that is told") {
  const auto imported =
      read("time,lat,lon,nac_p\n2015-11-24 07:24:05,35.8,36.1,8\n2015-11-24 07:24:06,35.8,36.1,0\n");
  CHECK(in_metres(*rows(imported)[0].accuracy) == Approx(92.6 / 2.4477468));
  CHECK(rows(imported)[0].printed().accuracy.text == "92.6 m");
  CHECK_FALSE(rows(imported)[1].accuracy);
  CHECK(assumed(imported, "promised, and not measured") == Sure::likely);
  CHECK(in_metres(*rows(read("time,lat,lon,hdop\n2015-11-24 07:24:05,35.8,36.1,2.0\n")).front().accuracy) ==
        Approx(7.8));
  CHECK(in_metres(*rows(read("time,lat,lon,sigma_m\n2015-11-24 07:24:05,35.8,36.1,50\n")).front().accuracy) ==
        Approx(50));
  CHECK(rows(read("time,lat,lon,accuracy_m\n2015-11-24 07:24:05,35.8,36.1,50\n"))
            .front()
            .printed()
            .accuracy.text == "50.0 m");
}

TEST_CASE("Every category of ADS-B is its bound, and integrity stands in where accuracy is not said") {
  std::string table = "time,lat,lon,nac_p,nic\n";
  for (int nac_p = 11; nac_p >= 0; --nac_p)
    table += "2015-11-24 07:24:05,35.8,36.1," + std::to_string(nac_p) + ",7\n";
  const auto imported = read(table);
  const std::vector<std::string> radii{"3.0 m", "10.0 m", "30.0 m", "92.6 m", "185 m",   "556 m",
                                       "926 m", "1852 m", "3704 m", "7408 m", "18520 m", "185 m"};
  REQUIRE(rows(imported).size() == radii.size());
  for (std::size_t i = 0; i < radii.size(); ++i) CHECK(rows(imported)[i].printed().accuracy.text == radii[i]);
  const auto radius = [](const std::string& name, const std::string& figure) {
    return rows(read("time,lat,lon," + name + "\n2015-11-24 07:24:05,35.8,36.1," + figure + "\n"))
        .front()
        .printed()
        .accuracy.text;
  };
  CHECK(radius("rc", "186") == "93.0 m");
  CHECK(radius("rc", "75") == "30.0 m");
  CHECK(radius("rc", "-1").empty());
  CHECK(radius("nic", "8") == "92.6 m");
  CHECK(radius("nic", "0").empty());
  CHECK(radius("nac_p", "1e300").empty());
}

TEST_CASE("Repeated rows, times that run back, gaps and jumps are noticed and stay") {
  const auto imported = read(
      "time,lat,lon\n2015-11-24 07:24:00,35.8000,36.1\n2015-11-24 07:24:00,35.8000,36.1\n2015-11-24 "
      "07:30:00,35.9000,36.1\n2015-11-24 07:29:00,35.9000,36.1\n2015-11-24 07:29:02,45.9000,36.1\n");
  CHECK(rows(imported).size() == 5);
  CHECK(noticed(imported, "1 row repeats"));
  CHECK(noticed(imported, "earlier than the one before"));
  CHECK(noticed(imported, "1 gap of more than a minute, the longest 6 min"));
  CHECK(noticed(imported, "1 jump that no aircraft flies"));
  CHECK(noticed(imported, "4 decimals: a step of 11 m"));
}

TEST_CASE("A clock whole hours from another in the file is suspected") {
  const auto imported = read(
      "time,received,lat,lon\n2015-11-24 09:24:05,2015-11-24 07:24:06,35.8,36.1\n2015-11-24 "
      "09:24:15,2015-11-24 07:24:16,35.8,36.1\n");
  CHECK(noticed(imported, "-2 h ahead"));
}

TEST_CASE("A table without times is a path") {
  const auto imported = read("lat,lon\n35.8,36.1\n35.9,36.2\n");
  CHECK(imported.tracks.front().kind == incident::TrackClaim::Kind::drawn);
  CHECK(assumed(imported, "order flown") == Sure::guessed);
}

TEST_CASE("A table that names no places says what its first row is") {
  CHECK_THROWS_WITH(read("speed,colour\n1,red\n", {.as = "csv"}), Catch::Contains("speed, colour"));
}

TEST_CASE("Thousands parted by the sign that is no decimal sign are thousands, and told") {
  const auto comma = read("time;lat;lon;İrtifa (ft)\n2015-11-24 07:24:05;35,8312;36,1890;19.000\n");
  CHECK(rows(comma).front().printed().altitude.text == "19000 ft");
  CHECK(assumed(comma, "parts thousands") == Sure::likely);
  const auto point = read("time,lat,lon,alt_ft\n2015-11-24 07:24:05,35.8312,36.1890,\"19,000\"\n");
  CHECK(rows(point).front().printed().altitude.text == "19000 ft");
}

// ---- columns of all kinds

TEST_CASE("Runs of blanks part cells, and a time of two words is one cell") {
  const auto plain =
      read("# time      lat     lon      alt_ft\n2015-11-24T07:24:05Z  35.8312  36.1890  19000\n");
  CHECK(rows(plain).front().printed().position.text == "35.8312 N 36.1890 E");
  CHECK(rows(plain).front().printed().altitude.text == "19000 ft");
  CHECK(noticed(plain, "parted by blanks"));
  const auto two =
      read("time lat lon\n2015-11-24 07:24:05 35.8312 36.1890\n2015-11-24 07:24:15 35.83 36.18\n");
  CHECK(rows(two).size() == 2);
  CHECK(rows(two).front().printed().time.text == "2015-11-24 07:24:05");
  const auto fixed = read(
      "  Date        Time      Lat        Lon\n  24.11.2015  07:24:05  35.8312    36.1890\n"
      "  24.11.2015  07:24:15  35.8300    36.1800\n");
  CHECK(rows(fixed)[1].printed().time.text == "2015-11-24 07:24:15");
}

TEST_CASE("A quote within a cell is a second of arc, and opens nothing") {
  const auto imported = read(
      "time,lat,lon\n2015-11-24 07:24:05,35°48'26\"N,36.1 E\n2015-11-24 07:24:15,35°48'27\"N,36.1 E\n"
      "2015-11-24 07:24:25,35°48'28\"N,36.1 E\n");
  CHECK(rows(imported).size() == 3);
  CHECK(in_degrees(rows(imported)[2].position->latitude) == Approx(35.0 + 48.0 / 60 + 28.0 / 3600));
}

TEST_CASE("Seconds from an event are added to the instant that the user says") {
  const std::string text =
      "t,lat,lon\nt+12.5,35.8,36.1\nT-0:30,35.8,36.2\nt0,35.8,36.3\n+1:02:03,35.8,36.4\n";
  const auto unsaid = read(text);
  CHECK(unsaid.tracks.empty());
  CHECK(skipped(unsaid, "--since") == 4);
  const auto said = read(text, {.since = "2015-11-24 07:24:05 UTC"});
  CHECK(rows(said)[0].printed().time.text == "2015-11-24 07:24:17.5");
  CHECK(rows(said)[1].printed().time.text == "2015-11-24 07:23:35");
  CHECK(rows(said)[2].printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(said)[3].printed().time.text == "2015-11-24 08:26:08");
  CHECK(assumed(said, "count from 2015-11-24 07:24:05 UTC") == Sure::stated);
}

TEST_CASE("Bare numbers count from an event where one is said, in the unit of their header") {
  const auto first = [](const std::string& header, const std::string& cell) {
    return first_time(header + ",lat,lon\n" + cell + ",35.8,36.1\n" + cell + ",35.8,36.1\n",
                      {.since = "2015-11-24 07:24:05"});
  };
  CHECK(first("t", "12.5") == "2015-11-24 07:24:17.5");
  CHECK(first("time_s", "12.5") == "2015-11-24 07:24:17.5");
  CHECK(first("time (ms)", "12500") == "2015-11-24 07:24:17.500");
  CHECK(first("elapsed (min)", "2") == "2015-11-24 07:26:05");
  CHECK(first("t", "-4") == "2015-11-24 07:24:01");
  CHECK(first_time("t,lat,lon\n4,35.8,36.1\n",
                   {.clock = "Europe/Istanbul", .since = "2015-11-24 09:24:05"}) == "2015-11-24 07:24:09");
  CHECK(skipped(read("t,lat,lon\n12.5,35.8,36.1\n"), "of which day (--date 2015-11-24), or since when") == 1);
  CHECK_THROWS_WITH(read("t,lat,lon\n1,2,3\n", {.since = "yesterday"}),
                    Catch::Contains("--since \"2015-11-24"));
}

TEST_CASE("UTM is read from columns, its zone from a column, a header or the user") {
  const geo::Position expected = geo::read_position("36N 735123 3965123").readings.front().position;
  const auto check = [&](const std::string& text, const ImportWish& wish = {}) {
    CAPTURE(text);
    const auto imported = read(text, wish);
    CHECK(rows(imported).front().position == expected);
    CHECK(rows(imported).front().printed().position.text == "UTM 36N 735123 3965123");
    CHECK(assumed(imported, "metres of UTM") == Sure::stated);
  };
  check("time_utc,zone,easting,northing\n2015-11-24 07:24:05,36N,735123,3965123\n");
  check("time_utc,Zone,Band,E,N\n2015-11-24 07:24:05,36,N,735123,3965123\n");
  check("time_utc,Easting (UTM 36N),Northing (UTM 36N)\n2015-11-24 07:24:05,735123,3965123\n");
  check("time_utc,x,y\n2015-11-24 07:24:05,735123,3965123\n", {.grid = "UTM 36N"});
  check("time_utc;x;y\n2015-11-24 07:24:05;735 123;3.965.123\n", {.grid = "36n"});
  CHECK_THROWS_WITH(read("time_utc,x,y\n2015-11-24 07:24:05,735123,3965123\n"),
                    Catch::Contains("columns 'x' and 'y' hold metres; say of which grid"));
  CHECK_THROWS_WITH(read("time_utc,x,y\n1,2,3\n", {.grid = "OSGB"}), Catch::Contains("is no grid"));
}

TEST_CASE("MGRS is read from a column") {
  const auto imported = read("time_utc,MGRS,alt_ft\n2015-11-24 07:24:05,37S BV 51234 65123,19000\n");
  CHECK(rows(imported).front().position == geo::read_position("37SBV5123465123").readings.front().position);
  CHECK(rows(imported).front().printed().position.text == "37S BV 51234 65123");
}

TEST_CASE("SK-42 is read as degrees and as metres, and its datum is said") {
  const geo::Position expected = geo::read_position("SK-42 x 3965123 y 7242345").readings.front().position;
  for (const char* const header : {"X (СК-42);Y (СК-42)", "Х;У", "x;y"}) {
    CAPTURE(header);
    const auto imported =
        read("Время (UTC);" + std::string{header} + "\n2015-11-24 07:24:05;3965123;7242345\n",
             {.grid = std::string{header}.find("42") == std::string::npos ? "СК-42" : ""});
    CHECK(rows(imported).front().position == expected);
    CHECK(imported.datum == "Pulkovo 1942");
    CHECK(told(imported, "EPSG:15865, is good to 4.5 m (95 %)"));
  }
  const auto zone = read("time_utc,zone,x,y\n2015-11-24 07:24:05,7,3965123,242345\n", {.grid = "SK-42"});
  CHECK(rows(zone).front().position == expected);
  const auto degrees = read("time_utc,Широта (СК-42),Долгота (СК-42)\n2015-11-24 07:24:05,35.8,36.1\n");
  CHECK(degrees.datum == "Pulkovo 1942");
  CHECK(read("time_utc,lat,lon,datum\n2015-11-24 07:24:05,35.8,36.1,ED50\n").datum == "ED50");
  CHECK(read("time_utc,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n", {.datum = "SK-42"}).datum ==
        "Pulkovo 1942");
  CHECK_THROWS_WITH(read("time_utc,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n", {.datum = "Atlantis"}),
                    Catch::Contains("no datum is called 'Atlantis'"));
}

TEST_CASE("Degrees, minutes and seconds in columns of their own are one coordinate") {
  const double north = 35.0 + 48.0 / 60 + 26.5 / 3600, east = 36.0 + 9.0 / 60 + 14.0 / 3600;
  for (const char* const table :
       {"time_utc,lat_deg,lat_min,lat_sec,lon_deg,lon_min,lon_sec\n2015-11-24 07:24:05,35,48,26.5,36,9,14\n",
        "time_utc;Enlem (derece);Enlem (dakika);Enlem (saniye);Boylam (derece);Boylam (dakika);Boylam "
        "(saniye)\n"
        "2015-11-24 07:24:05;35;48;26,5;36;9;14\n",
        "time_utc,Lat °,Lat ',Lat '',N/S,Lon °,Lon ',Lon '',E/W\n2015-11-24 "
        "07:24:05,35,48,26.5,N,36,9,14,E\n"}) {
    CAPTURE(table);
    const auto imported = read(table);
    CHECK(in_degrees(rows(imported).front().position->latitude) == Approx(north).margin(1e-9));
    CHECK(in_degrees(rows(imported).front().position->longitude) == Approx(east).margin(1e-9));
  }
  const auto minutes =
      read("time_utc,lat,lat_min,ns,lon,lon_min,ew\n2015-11-24 07:24:05,35,48.5,S,36,9.25,W\n");
  CHECK(in_degrees(rows(minutes).front().position->latitude) == Approx(-35 - 48.5 / 60));
  CHECK(in_degrees(rows(minutes).front().position->longitude) == Approx(-36 - 9.25 / 60));
  CHECK(skipped(read("time_utc,lat_deg,lat_min,lon_deg,lon_min\n2015-11-24 07:24:05,35,,36,9\n"),
                "no position") == 1);
}

TEST_CASE("The letters of the hemispheres are those of the language") {
  const auto place = [](const std::string& header, const std::string& cells) {
    return rows(read("time_utc;" + header + "\n2015-11-24 07:24:05;" + cells + "\n"))
        .front()
        .printed()
        .position.text;
  };
  CHECK(place("Enlem;Boylam", "35°48,26'K;36°06,12'D") == "35°48,26' N 36°06,12' E");
  CHECK(place("Enlem;Boylam", "35°48'26'' G;36°06'12'' B") == "35°48'26'' S 36°06'12'' W");
  CHECK(place("Широта;Долгота", "35°48'26\" с.ш.;36°06'12\" в.д.") == "35°48'26\" N 36°06'12\" E");
  CHECK(place("Широта;Долгота", "35°48' Ю;36°06' З") == "35°48' S 36°06' W");
  CHECK(place("Breite;Länge", "35°48'26'' N;36°06'12'' O") == "35°48'26'' N 36°06'12'' E");
  CHECK(place("Latitude;Longitude", "35°48'26'' Nord;36°06'12'' Est") == "35°48'26'' N 36°06'12'' E");
}

TEST_CASE("Hours, minutes and seconds, and years, months and days, are put together") {
  CHECK(first_time("year,month,day,hour,minute,second,lat,lon\n2015,11,24,7,24,5.5,35.8,36.1\n") ==
        "2015-11-24 07:24:05.5");
  CHECK(first_time("tarih;saat;dakika;saniye;enlem;boylam\n24.11.2015;7;24;5;35,8;36,1\n") ==
        "2015-11-24 07:24:05");
  CHECK(first_time("hh,mm,ss,lat,lon\n7,24,5,35.8,36.1\n", {.date = "2015-11-24"}) == "2015-11-24 07:24:05");
}

TEST_CASE("Two numbers in one cell are cut where their signs allow it") {
  const auto place = [](const std::string& cell, const std::string& header = "position") {
    return rows(read("time_utc\t" + header + "\n2015-11-24 07:24:05\t" + cell + "\n"))
        .front()
        .printed()
        .position.text;
  };
  const std::string expected = "35.8312 N 36.1890 E";
  CHECK(place("35.8312, 36.1890") == expected);
  CHECK(place("35.8312 36.1890") == expected);
  CHECK(place("(35.8312; 36.1890)") == expected);
  CHECK(place("35.8312/36.1890") == expected);
  CHECK(place("35,8312 36,1890") == expected);
  CHECK(place("35,8312; 36,1890") == expected);
  CHECK(place("35,8312, 36,1890") == expected);
  CHECK(place("35,8312,36,1890") == expected);
  CHECK(place("36.1890,35.8312", "lon,lat") == expected);
  CHECK(place("36.1890 35.8312", "Coordinates (lon lat)") == expected);
  CHECK(place("POINT (36.1890 35.8312)", "geometry") == expected);
  CHECK(place("35°48'26''N 36°10'12''E", "koordinat") == "35°48'26''N 36°10'12''E");
  CHECK(noticed(read("time_utc\tposition\n2015-11-24 07:24:05\t35.8, 36.1, 5800\n"), "third number"));
}

TEST_CASE("A day and a time in one cell are read as people of many tongues type them") {
  const auto at = [](const std::string& cell) {
    return first_time("zaman\tenlem\tboylam\n" + cell + "\t35.8\t36.1\n");
  };
  for (const char* const cell :
       {"24.11.2015 07:24:05", "24.11.2015 07.24.05", "24 Kasım 2015 07:24:05", "24 ноября 2015 г. 07:24:05",
        "24. November 2015 07:24:05", "24 Nov 2015, 07:24:05", "24.11.2015 09:24:05 TSİ",
        "24.11.2015 10:24:05 МСК", "2015-11-24 08:24:05 MEZ", "24 KASIM 2015 7:24:05", "24/11/2015 7h24m05s",
        "2015-11-24 10:24:05 (UTC+3)"}) {
    CAPTURE(cell);
    CHECK(at(cell) == "2015-11-24 07:24:05");
  }
}

TEST_CASE("A header's clock is known in many tongues, and what is no clock is none") {
  const auto at = [](const std::string& header) {
    return first_time(header + ";lat;lon\n2015-11-24 10:24:05;35.8;36.1\n");
  };
  CHECK(at("Время (МСК)") == "2015-11-24 07:24:05");
  CHECK(at("Saat (TSİ)") == "2015-11-24 08:24:05");
  CHECK(at("Uhrzeit (MEZ)") == "2015-11-24 09:24:05");
  CHECK(at("time (Europe/Moscow)") == "2015-11-24 07:24:05");
  CHECK(at("Time (hh:mm:ss)") == "2015-11-24 10:24:05");
  CHECK(skipped(read("Ortszeit;Breite;Länge\n2015-11-24 10:24:05;35,8;36,1\n"), "--clock") == 1);
}

TEST_CASE("Headers are known with words around them, and say what heights are measured from") {
  const auto row = [](const std::string& header, const std::string& cell) {
    return rows(read("Время (UTC);Широта цели;Долгота цели;" + header + "\n2015-11-24 07:24:05;35.8;36.1;" +
                     cell + "\n"))
        .front();
  };
  CHECK(row("Высота (м)", "5800").printed().altitude.text == "5800 m");
  CHECK(row("Altitude above sea level (ft)", "19000").printed().altitude.text ==
        "19000 ft above mean sea level");
  CHECK(row("Barometric Altitude (ft)", "19025").printed().altitude.text == "FL190.25");
  CHECK(row("Flughöhe (Fuß)", "19000").printed().altitude.text == "19000 ft");
  CHECK(row("AGL (ft)", "900").printed().altitude.text == "900 ft above ground");
}

TEST_CASE("Feet, metres and flight levels mixed in one column are each what they say") {
  const auto imported = read(
      "time_utc;lat;lon;İrtifa\n2015-11-24 07:24:05;35,8;36,1;19.000 ft\n2015-11-24 "
      "07:24:06;35,8;36,1;FL190\n"
      "2015-11-24 07:24:07;35,8;36,1;5.800 m\n2015-11-24 07:24:08;35,8;36,1;5,8 km\n"
      "2015-11-24 07:24:09;35,8;36,1;19 000 фут\n2015-11-24 07:24:10;35,8;36,1;6000 м\n"
      "2015-11-24 07:24:11;35,8;36,1;19000\n2015-11-24 07:24:12;35,8;36,1;yok\n2015-11-24 "
      "07:24:13;35,8;36,1;5800 m MSL\n");
  const auto& all = rows(imported);
  const std::vector<std::string> expected{
      "19000 ft", "FL190", "5800 m", "5.8 km", "19000 ft", "6000 m", "", "", "5800 m above mean sea level"};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(all[i].printed().altitude.text == expected[i]);
  CHECK(assumed(imported, "--height-unit") == Sure::stated);
  CHECK(noticed(imported, "1 height is no number and left out, the first in line 9: 'yok'"));
}

TEST_CASE("A point parts thousands of heights where no place of the file has one, and this is a guess") {
  const auto imported = read(
      "time_utc;Breite;Länge;Höhe (ft)\n2015-11-24 07:24:05;35°48'26''N;36°10'12''E;19.000\n"
      "2015-11-24 07:24:15;35°48'26''N;36°10'12''E;18.500\n");
  CHECK(rows(imported)[1].printed().altitude.text == "18500 ft");
  CHECK(assumed(imported, "a point parts thousands") == Sure::guessed);
}

TEST_CASE("A day that stands once is the day of the rows below it") {
  const auto imported = read("date,time,lat,lon\n24.11.2015,07:24:05,35.8,36.1\n,07:24:15,35.8,36.2\n");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-24 07:24:15");
  CHECK(noticed(imported, "of the day above"));
}

TEST_CASE("What is wrong with the first position that is not understood is told") {
  const auto imported = read("time_utc,position\n2015-11-24 07:24:05,35°68'26''N 36°10'12''E\n");
  CHECK(skipped(imported, "not understood") == 1);
  CHECK(noticed(imported, "minutes run to 59"));
}

TEST_CASE("Ellipses of errors keep both half axes, one sigma each where nothing says how much they hold") {
  const auto imported = read(
      "time,lat,lon,Semi-major axis (m),Semi-minor axis (m),Ellipse orientation\n"
      "2015-11-24 07:24:05,35.8,36.1,900,300,30\n2015-11-24 07:25:05,35.8,36.2,200,500,10\n"
      "2015-11-24 07:26:05,35.8,36.3,,500,10\n");
  REQUIRE(rows(imported).size() == 3);
  CHECK(in_metres(*rows(imported)[0].accuracy) == Approx(900));
  CHECK(in_metres(rows(imported)[0].ellipse->minor) == Approx(300));
  CHECK(in_degrees(rows(imported)[0].ellipse->axis) == Approx(30));
  // Whichever is the longer.
  CHECK(in_metres(*rows(imported)[1].accuracy) == Approx(500));
  CHECK(in_degrees(rows(imported)[1].ellipse->axis) == Approx(100));
  CHECK_FALSE(rows(imported)[2].accuracy);
  CHECK(assumed(imported, "half axes of ellipses are one sigma") == Sure::guessed);
  CHECK(assumed(imported, "from true north") == Sure::guessed);
  CHECK(rows(imported)[0].printed().accuracy.text == "2203 m");
  CHECK(rows(imported)[0].printed().accuracy_minor.text == "734 m");
  CHECK(rows(imported)[0].printed().accuracy_axis.text == "30.0°");
}

TEST_CASE("A header that says how much its ellipse holds is believed, and whole axes are halved") {
  const auto said = read(
      "time,lat,lon,smaj (nm; 95%),smin (nm; 95%),orientation\n2015-11-24 07:24:05,35.8,36.1,2.0,0.5,120\n");
  CHECK(in_metres(*rows(said)[0].accuracy) == Approx(3704 / 2.4477468));
  CHECK(rows(said)[0].printed().accuracy.text == "3704 m");
  CHECK(assumed(said, "hold the truth 95 times in 100") == Sure::stated);
  const auto whole =
      read("time,lat,lon,major axis km,minor axis km,orientation\n2015-11-24 07:24:05,35.8,36.1,2,1,120\n");
  CHECK(in_metres(*rows(whole)[0].accuracy) == Approx(1000));
  CHECK(assumed(whole, "whole, from end to end") == Sure::guessed);
  const auto half = read("time,lat,lon,smaj_m,orientation\n2015-11-24 07:24:05,35.8,36.1,2,120\n");
  CHECK_FALSE(rows(half)[0].accuracy);
  CHECK(noticed(half, "columns not read: 'smaj_m', 'orientation'"));
  const auto unit = read("time,lat,lon,smaj,smin,orient\n2015-11-24 07:24:05,35.8,36.1,2,1,120\n");
  CHECK_FALSE(rows(unit)[0].accuracy);
  CHECK(assumed(unit, "names no unit") == Sure::stated);
}

TEST_CASE("Errors north and east are an ellipse along the meridian or across it") {
  const auto imported = read("time,lat,lon,sdn(m),sde(m)\n2015-11-24 07:24:05,35.8,36.1,3.5,7.25\n");
  CHECK(in_metres(*rows(imported)[0].accuracy) == Approx(7.25));
  CHECK(in_metres(rows(imported)[0].ellipse->minor) == Approx(3.5));
  CHECK(in_degrees(rows(imported)[0].ellipse->axis) == Approx(90));
  CHECK(assumed(imported, "one sigma each") == Sure::likely);
}

TEST_CASE("An elevation beside a range is an angle that is kept, beside a position it is a height") {
  const auto polar = read(
      "time,range_km,azimuth_deg,elevation_deg,altitude_ft\n2015-11-24 07:24:05,60.000,191.84,5.25,\n"
      "2015-11-24 07:24:15,60.000,191.84,95,\n");
  CHECK(rows(polar)[0].printed().elevation.text == "5.25°");
  CHECK_FALSE(rows(polar)[1].polar->elevation);
  CHECK(noticed(polar, "1 elevation is no angle up to 90° and left out, the first in line 3"));
  CHECK(noticed(polar, "where a row has a height, that is used"));
  CHECK(assumed(polar, "not corrected for the bending of its rays") == Sure::guessed);
  const auto mils = read("time,range_km,azimuth_mils6400,elevation\n2015-11-24 07:24:05,60,1600,80\n");
  CHECK(rows(mils)[0].printed().elevation.text == "4.5000°");
  const auto logger = read("time,lat,lon,elevation (m)\n2015-11-24 07:24:05,35.8,36.1,512.5\n");
  CHECK(rows(logger)[0].printed().altitude.text == "512.5 m");
  CHECK(rows(read("time,lat,lon,ele_m\n2015-11-24 07:24:05,35.8,36.1,512.5\n"))[0].printed().altitude.text ==
        "512.5 m");
  const auto no_unit = read("time,lat,lon,elevation\n2015-11-24 07:24:05,35.8,36.1,512.5\n");
  CHECK(noticed(no_unit, "columns not read: 'elevation'"));
}

TEST_CASE("A return far aside of its neighbours, and a height that leaps, are noticed and stay") {
  std::string table = "time,lat,lon,altitude_ft\n";
  for (int i = 0; i < 6; ++i)
    table += "2015-11-24 07:24:" + std::to_string(10 + 8 * i) + "," + (i == 3 ? "35.95" : "35.80") + ",36." +
             std::to_string(10 + 2 * i) + "," + (i == 4 ? "29000" : "19000") + "\n";
  const auto imported = read(table);
  CHECK(rows(imported).size() == 6);
  // 0.15 degrees of latitude aside.
  CHECK(noticed(imported, "1 row lies aside from those before and behind, up to 16.6 km"));
  CHECK(noticed(imported, "(the first in line 5)"));
  CHECK(noticed(imported, "2 heights leap by more than 2 500 ft"));
  const auto polar = read(
      "time,range_km,azimuth_deg\n2015-11-24 07:24:10,60,10\n2015-11-24 07:24:20,60,12\n2015-11-24 "
      "07:24:30,78,14\n"
      "2015-11-24 07:24:40,60,16\n");
  CHECK(noticed(polar, "1 row lies aside from those before and behind, up to 18.0 km"));
  // A turn of 5 g is flown: half a circle of 800 m at 200 m/s.
  const auto turn = read(
      "time,lat,lon\n2015-11-24 07:24:10,35.80,36.10\n2015-11-24 07:24:50,35.83,36.12\n2015-11-24 "
      "07:25:30,35.80,36.14\n");
  CHECK_FALSE(noticed(turn, "aside"));
}
