// SPDX-License-Identifier: Apache-2.0
#include "recon/load/track.hpp"

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

namespace recon {

using incident::Place;
using incident::Text;
using load::read_track;
using test::Folder;
using test::told;
using test::with;

TEST_CASE("A track keeps the digits of its file and the place of every cell") {
  const auto rows = read_track(
      "t.csv",
      "time,latitude,longitude,altitude,accuracy\n09:24:05 local,35.80,-36.100,\"19,000 ft\",500 m\n");
  CHECK(told(rows.problems).empty());
  REQUIRE(rows.fixes.size() == 1);
  const incident::Fix& fix = rows.fixes[0];
  CHECK(fix.time == Text{"09:24:05 local", {"t.csv", 2, 1}});
  CHECK(fix.position == Text{"35.80 N 36.100 W", {"t.csv", 2, 16}});
  CHECK(fix.altitude == Text{"19,000 ft", {"t.csv", 2, 30}});
  CHECK(fix.accuracy == Text{"500 m", {"t.csv", 2, 42}});
  CHECK(fix.place == Place{"t.csv", 2, 1});
}

TEST_CASE("Columns come in any order and case, with units in the header, by comma, semicolon or tab") {
  const std::string text =
      GENERATE(as<std::string>{}, "Lon,ALT_FT,Lat,accuracy_m,time_utc\n36.1,19000,35.8,500,07:24:05\n",
               "lon; Altitude (ft); lat; accuracy [m]; time (utc)\n36.1; 19000; 35.8; 500; 07:24:05\n",
               "\xEF\xBB\xBFlongitude_deg\talt_ft\tlatitude_deg\taccuracy_m\ttime_UTC\r\n36.1\t19000\t35."
               "8\t500\t07:24:05\r\n");
  CAPTURE(text);
  const auto rows = read_track("t.csv", text);
  CAPTURE(told(rows.problems));
  REQUIRE(rows.fixes.size() == 1);
  CHECK(rows.problems.empty());
  CHECK(rows.fixes[0].position.text == "35.8 N 36.1 E");
  CHECK(rows.fixes[0].altitude.text == "19000 ft");
  CHECK(rows.fixes[0].accuracy.text == "500 m");
  CHECK(rows.fixes[0].time.text == "07:24:05 UTC");
}

TEST_CASE("A printed position is one column, seconds and all") {
  const auto rows = read_track("t.csv", "time,position\n09:24 UTC,35°48'26\"N 36°09'14\"E\n,35.8 S 36.1 W\n");
  CAPTURE(told(rows.problems));
  REQUIRE(rows.fixes.size() == 2);
  CHECK(rows.fixes[0].position.text == "35°48'26\"N 36°09'14\"E");
  CHECK(rows.fixes[1].time.empty());
}

TEST_CASE("A radar's plots keep range, azimuth and flight level in its own units") {
  const auto rows = read_track("t.csv",
                               "time_utc,range_nm,azimuth_deg,flight_level\n07:23:58,31.20,191.84,192.50\n"
                               "07:24:08,30.64,194.06,\n07:24:18,30.10,195.90,FL190\n");
  CHECK(told(rows.problems).empty());
  REQUIRE(rows.fixes.size() == 3);
  CHECK(rows.fixes[0].range == Text{"31.20 nm", {"t.csv", 2, 10}});
  CHECK(rows.fixes[0].azimuth == Text{"191.84 deg", {"t.csv", 2, 16}});
  CHECK(rows.fixes[0].altitude == Text{"FL192.50", {"t.csv", 2, 23}});
  CHECK(rows.fixes[0].position.empty());
  CHECK(rows.fixes[1].altitude.empty());
  CHECK(rows.fixes[2].altitude.text == "FL190");
}

TEST_CASE("Columns of a radar have the names and units that radars use") {
  const auto first = [](const std::string& header, const std::string& row) {
    const auto rows = read_track("t.csv", header + "\n" + row + "\n");
    CAPTURE(header, told(rows.problems));
    REQUIRE(rows.fixes.size() == 1);
    return rows.fixes.front();
  };
  CHECK(first("slant_range_km,bearing_mils6400", "60.1,3200").azimuth.text == "3200 nato mils");
  CHECK(first("Slant range (km),Theta (mils6000 magnetic)", "60.1,3000").azimuth.text ==
        "3000 thousandths magnetic");
  CHECK(first("rho_nm,theta,mode_c_ft", "32,190.5,21025").azimuth.text == "190.5 deg");
  CHECK(first("rho_nm,theta,mode_c_ft", "32,190.5,21025").altitude.text == "21025 ft at standard pressure");
  CHECK(first("range,azimuth,height_m_hae", "32 NM,190,6000").altitude.text == "6000 m hae");
  CHECK(first("range_m,azimuth_deg_magnetic,altitude_ft,fl", "32,190,6000,61").altitude.text == "6000 ft");
  CHECK(with(told(read_track("t.csv", "range_km,azimuth_mils\n1,2\n").problems),
             "t.csv:1:10: 6 400 or 6 000 mils to the circle?")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "range_km,azimuth_deg\n1,\n").problems), "no azimuth in this row")
            .size() == 1);
}

TEST_CASE("Where a file has positions, they are read and ranges are not") {
  const auto rows = read_track("t.csv", "lat,lon,range_km,azimuth_deg\n36,36,10,20\n");
  REQUIRE(rows.fixes.size() == 1);
  CHECK(rows.fixes[0].position.text == "36 N 36 E");
  CHECK(rows.fixes[0].range.empty());
  CHECK(with(told(rows.problems), "is not read").size() == 2);
}

TEST_CASE("A row that cannot be a fix is told at its line, and the rows after it are read") {
  const auto rows =
      read_track("t.csv",
                 "time,latitude,longitude\n09:00 UTC,1,2\n09:01 UTC,1\n\n09:02 UTC,north,2\n09:03 "
                 "UTC,,2\n09:04 UTC,,\n\"09:05\nUTC\",1 S,2W\n09:06 UTC,+1,+2,3\n");
  CHECK(told(rows.problems) ==
        std::vector<std::string>{
            "t.csv:3:1: 2 cells in this row, 3 in the header (rule 23)",
            "t.csv:5:11: \"north\" is not a latitude; write degrees, as in 35.8077 (rule 23)",
            "t.csv:6:1: no latitude in this row (rule 23)", "t.csv:7:1: no position in this row (rule 23)",
            "t.csv:10:1: 4 cells in this row, 3 in the header (rule 23)"});
  REQUIRE(rows.fixes.size() == 2);
  CHECK(rows.fixes[0].position.text == "1 N 2 E");
  CHECK(rows.fixes[1].position.text == "1 S 2W");
  CHECK(rows.fixes[1].place == Place{"t.csv", 8, 1});
}

TEST_CASE("A track without usable columns, or with an open quote, is told once") {
  CHECK(with(told(read_track("t.csv", "09:00,1,2\n09:01,1,2\n").problems),
             "a track's first row names its columns")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "lat,lon,lat\n1,2,3\n").problems),
             "t.csv:1:9: a second column of this kind: 'lat'")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "").problems), "t.csv: a track file without a row").size() == 1);
  CHECK(with(told(read_track("t.csv", "time_utc,lat,lon\n").problems),
             "t.csv:1:1: a track file without a fix below its header")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "lat,lon\n1,2\n\"3,4\n5,6\n").problems),
             "t.csv:3:1: a quoted cell is not closed")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "lat,lon,speed\n1,2,3\n").problems),
             "t.csv:1:9: note: column 'speed' is not read")
            .size() == 1);
  CHECK(with(told(read_track("t.csv", "lat,lon\n1,\xFF\n").problems), "t.csv:2:3: not UTF-8 (byte 0xFF)")
            .size() == 1);
}

TEST_CASE("A claim's track file is read beside the case and held to its SHA-256") {
  const Folder folder;
  const std::string csv = "time,lat,lon\n09:00:00 UTC,35.8,36.1\n09:00:10 UTC,35.9,36.1\n";
  folder.write("tracks/a.csv", csv);
  const auto load_with = [&](const std::string& sha256) {
    return load::load_case(folder.write(
        "case.textproto",
        "narrative { party: \"p\" statement { id: \"s\"\n claim { track { file: \"tracks/a.csv\" sha256: \"" +
            sha256 + "\" kind: PLOTS } } } }"));
  };
  const auto good = load_with(load::sha256(csv));
  const auto& track =
      std::get<incident::TrackClaim>(good.incident.narratives[0].statements[0].claims[0].assertion);
  CHECK(track.fixes.size() == 2);
  CHECK(track.kind == incident::TrackClaim::Kind::plots);
  CHECK(with(told(good.problems), "SHA-256").empty());
  REQUIRE(good.inputs.size() == 2);
  CHECK(good.inputs[1].name == "tracks/a.csv");
  const auto bad = load_with(std::string(64, '0'));
  CHECK(with(told(bad.problems),
             "case.textproto:2:39: 'tracks/a.csv' is not the file that was written down: its SHA-256 is " +
                 load::sha256(csv) + " (rule 23)")
            .size() == 1);
}

TEST_CASE("A track file that is missing or of another kind is told at its name") {
  const Folder folder;
  folder.write("a.kml", "<kml/>");
  const auto told_of_track = [&](const std::string& file) {
    return told(
        load::load_case(folder.write("case.textproto", "narrative { statement { id: \"s\" claim { track { " +
                                                           file + " } } } }"))
            .problems);
  };
  CHECK(
      with(told_of_track("file: \"b.csv\""), "case.textproto:1:49: 'b.csv': there is no such file (rule 23)")
          .size() == 1);
  CHECK(with(told_of_track("file: \"a.kml\""), "a track beside a case is a .csv file").size() == 1);
  CHECK(
      with(told_of_track("file: \"b.csv\" fix { position: \"1 N 1 E\" }"), "in a file or in place, not both")
          .size() == 1);
}

TEST_CASE("An ellipse of errors and an elevation are columns of their own") {
  const auto polar =
      read_track("t.csv", "time_utc,range_nm,azimuth_deg,elevation_deg\n07:23:58,31.20,191.84,2.10\n");
  CHECK(told(polar.problems).empty());
  CHECK(polar.fixes.at(0).elevation.text == "2.10 deg");
  const auto fixes = read_track("t.csv",
                                "time_utc,lat,lon,accuracy_m,accuracy_minor_m,accuracy_axis_deg,elevation_m\n"
                                "07:23:58,35.8,36.1,900,300,30.0,5\n07:24:58,35.8,36.1,900,,30.0,5\n"
                                "07:25:58,35.8,36.1,900,,,5\n");
  REQUIRE(fixes.fixes.size() == 2);
  CHECK(fixes.fixes[0].accuracy_minor.text == "300 m");
  CHECK(fixes.fixes[0].accuracy_axis.text == "30.0 deg");
  CHECK(fixes.fixes[1].accuracy_minor.empty());
  CHECK(with(told(fixes.problems), "half of an ellipse in this row").size() == 1);
  CHECK(with(told(fixes.problems), "column 'elevation_m' is not read").size() == 1);
  CHECK(
      with(told(read_track("t.csv", "time,range_nm,azimuth_deg,elevation_rad\n07:24,31,191,0.1\n").problems),
           "'rad' is no unit of this angle: deg")
          .size() == 1);
}

}  // namespace recon
