// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using test::assumed, test::noticed, test::read, test::rows, test::skipped;
using Sure = exchange::Honesty::Assumed::Sure;

TEST_CASE("Flightradar24's web table has its position in one cell, feet at standard pressure, and UTC") {
  const auto imported = read(
      "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n1448349845,2015-11-24T07:24:05Z,THY7KZ,\"35."
      "831245,36.189012\",35025,450,91\n");
  const auto& row = rows(imported).front();
  CHECK(imported.format == "Flightradar24 CSV");
  CHECK(imported.tracks.front().name == "THY7KZ");
  CHECK(row.printed().time.text == "2015-11-24 07:24:05");
  CHECK(row.printed().position.text == "35.831245 N 36.189012 E");
  CHECK(row.printed().altitude.text == "FL350.25");
  CHECK(in_knots(*row.ground_speed) == Approx(450));
  CHECK(imported.datum == "WGS 84");
}

// Monterrey lies at 390 m: Flightradar24 on VB7083, 2023-11-22 (MickWest/sitrec, data/maussan).
TEST_CASE("Flightradar24's height of 0 means the ground, wherever that lies") {
  const auto imported = read(
      "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\n1700619225,2023-11-22T02:13:45Z,VIV7083,"
      "\"25."
      "777679,-100.114502\",0,7,120\n1700619905,2023-11-22T02:25:05Z,VIV7083,\"25.80,-100.20\",1500,160,"
      "120\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK_FALSE(rows(imported)[0].height);
  CHECK(rows(imported)[0].flags.on_ground);
  CHECK(rows(imported)[1].height);
  CHECK_FALSE(rows(imported)[1].flags.on_ground);
  CHECK(assumed(imported, "1 height of 0 is left out") == Sure::likely);
}

TEST_CASE("Rows of Flightradar24's granular table that have no position are not at 0, 0") {
  const std::string header =
      "network_time,receiver_time,hex,callsign,latitude,longitude,no_position,altitude,squawk,speed,track,"
      "vspeed,on_ground,flags,position_class\n";
  const auto imported =
      read(header +
           "2024-01-02 07:41:03Z.515,2024-01-02 "
           "07:41:02Z.915,0x86d624,JAL516,0.000000,0.000000,N,1000,416,150,337,-700,A,0,\n2024-01-02 "
           "07:41:04Z.515,2024-01-02 "
           "07:41:03Z.915,0x86d624,JAL516,35.512345,139.801234,P,975,416,150,337,-700,A,0,,GPSA:1100\n");
  const auto& row = rows(imported).front();
  CHECK(skipped(imported, "says that it has no position") == 1);
  CHECK(imported.tracks.front().address == "86D624");
  CHECK(imported.tracks.front().squawk == "0416");
  CHECK(row.printed().time.text == "2024-01-02 07:41:03.915");
  CHECK(in_feet(row.second_height->value) == Approx(1100));
  CHECK_FALSE(row.flags.on_ground);
}

TEST_CASE("A position that many receivers pass on, late and again, is kept once, at its first report") {
  // Flightradar24 on JAL516, 2024-01-02 (tests/fr24 of xoolive/traffic), cut to the columns that matter here.
  const auto imported = read(
      "network_time,receiver_time,hex,callsign,latitude,longitude,no_position,altitude,squawk,speed,track,"
      "vspeed,on_ground,flags,position_class\n"
      "2024-01-02 07:41:03Z.939,2024-01-02 "
      "07:41:03Z.481,0x8467d8,JAL516,41.57562,141.66187,P,26650,416,401,192,1728,A,0,ADS-B\n"
      "2024-01-02 07:41:04Z.172,2024-01-02 "
      "07:41:03Z.930,0x8467d8,JAL516,41.57473,141.66161,P,26675,416,401,192,1728,A,0,ADS-B\n"
      "2024-01-02 07:41:04Z.483,2024-01-02 "
      "07:41:03Z.588,0x8467d8,JAL516,41.57562,141.66187,P,26650,416,401,192,1728,A,0,ADS-B\n"
      "2024-01-02 07:41:05Z.685,2024-01-02 "
      "07:41:05Z.449,0x8467d8,JAL516,41.57213,141.66084,P,26700,416,402,192,1664,A,4,ADS-B\n"
      "2024-01-02 07:41:05Z.699,2024-01-02 "
      "07:41:05Z.503,0x8467d8,JAL516,41.57473,141.66161,P,26675,0,402,192,1664,A,0,ADS-B\n"
      "2024-01-02 07:41:06Z.586,2024-01-02 "
      "07:41:06Z.372,0x8467d8,JAL516,41.57039,141.66034,P,26750,416,402,192,1664,A,4,ADS-B\n"
      "2024-01-02 07:41:10Z.307,2024-01-02 "
      "07:41:06Z.357,0x8467d8,JAL516,41.57301,141.6611,P,26700,0,401,192,1728,A,0,ADS-B\n");
  const auto& kept = rows(imported);
  REQUIRE(kept.size() == 4);
  CHECK(kept[0].printed().time.text == "2024-01-02 07:41:03.481");
  CHECK(kept[1].printed().time.text == "2024-01-02 07:41:03.930");
  CHECK(kept[2].printed().time.text == "2024-01-02 07:41:05.449");
  CHECK(kept[3].printed().time.text == "2024-01-02 07:41:06.372");
  // Two positions again, and one that lies 100 m behind the one of a second before.
  CHECK(skipped(imported, "the same position again") == 2);
  CHECK(skipped(imported, "older than its time") == 1);
  CHECK(imported.honesty.rows == imported.honesty.used + 3);
}

TEST_CASE("Flightradar24's archive writes addresses in decimal") {
  const auto imported = read(
      "snapshot_id,aircraft_id,altitude,heading,latitude,longitude,radar_id,speed,squawk\n1448349845,4958533,"
      "35025,91,35.83,36.18,72,450,0\n");
  CHECK(imported.format == "Flightradar24 archive CSV");
  CHECK(imported.tracks.front().address == "4BA945");
  CHECK(imported.tracks.front().squawk.empty());
}

TEST_CASE("A position of OpenSky has the time of its last update, and is not repeated") {
  const std::string header =
      "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,"
      "geoaltitude,lastposupdate,lastcontact,hour\n";
  const auto imported =
      read(header +
           "1448349850,4ba945,35.8312,36.1890,231.5,91.2,0,THY7KZ  "
           ",False,False,False,1174.0,11277.6,11430.0,1448349845.25,1448349849.9,1448348400\n"
           "1448349860,4ba945,35.8312,36.1890,231.5,91.2,0,THY7KZ  "
           ",False,False,False,1174.0,11277.6,11430.0,1448349845.25,1448349859.9,1448348400\n"
           "1448349870,4ba945,35.8412,36.1990,231.5,91.2,0,THY7KZ  "
           ",False,False,False,1174.0,11277.6,11430.0,1448349845.75,1448349869.9,1448348400\n");
  CHECK(imported.format == "OpenSky state vectors");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05.25");
  CHECK(rows(imported)[0].printed().altitude.text == "11277.6 m at standard pressure");
  CHECK(in_metres_per_second(*rows(imported)[0].ground_speed) == Approx(231.5));
  CHECK(in_metres(rows(imported)[0].second_height->value) == Approx(11430.0));
  CHECK(skipped(imported, "the same position again") == 1);
  CHECK(rows(imported)[1].flags.stale);
  CHECK(imported.tracks.front().callsign == "THY7KZ");
  CHECK(imported.tracks.front().squawk == "1174");
}

TEST_CASE("Tables that traffic saves are in feet and knots") {
  const auto imported = read(
      "timestamp,icao24,callsign,latitude,longitude,altitude,groundspeed,track,vertical_rate,"
      "geoaltitude\n2015-11-24 07:24:05+00:00,4ba945,THY7KZ,35.83,36.18,37000.0,450.0,91,0,37500\n");
  CHECK(imported.format == "saved by traffic");
  CHECK(in_feet(rows(imported).front().height->value) == Approx(37000));
  CHECK(in_knots(*rows(imported).front().ground_speed) == Approx(450));
}

TEST_CASE("The same, as lists of objects and as columns of pandas") {
  const auto list = read(
      R"([{"timestamp":1448349845000,"icao24":"4ba945","latitude":35.830,"longitude":36.180,"altitude":37000.0,"groundspeed":450.0}])");
  CHECK(rows(list).front().printed().position.text == "35.830 N 36.180 E");
  CHECK(rows(list).front().printed().time.text == "2015-11-24 07:24:05.000");
  const auto columns = read(
      R"({"timestamp":{"0":1448349845000,"1":1448349846000},"icao24":{"0":"4ba945","1":"4ba945"},"latitude":{"0":35.83,"1":35.84},"longitude":{"0":36.18,"1":36.18},"altitude":{"0":37000,"1":null},"groundspeed":{"0":450,"1":450}})");
  REQUIRE(rows(columns).size() == 2);
  CHECK_FALSE(rows(columns)[1].height);
}

TEST_CASE("OpenSky's live states put longitude before latitude") {
  const auto imported = read(
      R"({"time":1448349850,"states":[["4ba945","THY7KZ  ","Turkey",1448349845,1448349849,36.189,35.8312,11277.6,false,231.5,91.2,0,null,11430,"1174",false,0],["424241","","Russia",null,1448349849,null,null,null,false,null,null,null,null,null,null,false,0]]})");
  CHECK(imported.format == "OpenSky live states");
  CHECK(rows(imported).front().printed().position.text == "35.8312 N 36.189 E");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:05");
  CHECK(skipped(imported, "no position") == 1);
}

TEST_CASE("Positions of OpenSky that the aircraft did not send are told") {
  const auto imported = read(
      R"({"time":1448349850,"states":[["4ba945","A","Turkey",1448349845,1448349849,36.189,35.8312,11277.6,false,231.5,91.2,0,null,11430,"1174",false,2],["4ba946","B","Turkey",1448349845,1448349849,36.2,35.9,11277.6,false,231.5,91.2,0,null,11430,"2",false,true,2],["4ba947","C","Turkey",1448349845,1448349849,36.3,35.9,11277.6,false,231.5,91.2,0,null,11430,null,false,0]]})");
  CHECK(noticed(imported, "2 positions were found by multilateration and not sent by the aircraft"));
}

TEST_CASE("Tracks that services send as a list within an object are read with their units") {
  // Members as the interfaces of Flightradar24 and FlightAware (AeroAPI 4, flights/{id}/track) document them.
  const auto tracks = read(
      R"([{"fr24_id":"34242a02","tracks":[{"timestamp":"2023-01-27T05:15:22Z","lat":51.47,"lon":-0.46,"alt":38000,"gspeed":500,"vspeed":340,"track":219,"squawk":"6135","callsign":"BAW109","source":"ADSB"},)"
      R"({"timestamp":"2023-01-27T05:15:32Z","lat":51.48,"lon":-0.46,"alt":0,"gspeed":5,"vspeed":0,"track":219,"squawk":"6135","callsign":"BAW109","source":"ADSB"}]}])");
  REQUIRE(rows(tracks).size() == 2);
  CHECK(tracks.tracks.front().callsign == "BAW109");
  CHECK(rows(tracks)[0].printed().time.text == "2023-01-27 05:15:22");
  CHECK(rows(tracks)[0].printed().altitude.text == "FL380.00");
  CHECK(in_knots(*rows(tracks)[0].ground_speed) == Approx(500));
  CHECK_FALSE(rows(tracks)[1].height);
  CHECK(assumed(tracks, "heights of Flightradar24 are feet") == Sure::likely);
  const auto trail = read(
      R"({"identification":{"id":"2e1a","callsign":"THY7KZ"},"status":{"live":false},"trail":[{"lat":35.8,"lng":36.1,"alt":19000,"spd":450,"ts":1448349845,"hd":91}]})");
  REQUIRE(rows(trail).size() == 1);
  CHECK(rows(trail)[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(trail)[0].printed().altitude.text == "FL190.00");
  const auto aware = read(
      R"({"actual_distance":100,"positions":[{"fa_flight_id":"AAL2292-1","altitude":360,"altitude_change":"-","groundspeed":450,"heading":91,"latitude":39.23639,"longitude":-87.20935,"timestamp":"2021-02-21T18:56:43Z","update_type":"A"}]})");
  REQUIRE(rows(aware).size() == 1);
  CHECK(in_feet(rows(aware)[0].height->value) == Approx(36000));
  CHECK(assumed(aware, "heights of FlightAware's interface") == Sure::likely);
  const auto unknown = read(R"({"data":[{"time":"2015-11-24T07:24:05Z","lat":35.8312,"lon":36.189}]})");
  CHECK(rows(unknown)[0].printed().position.text == "35.8312 N 36.189 E");
}

TEST_CASE("Flightradar24's playback nests its figures") {
  const auto imported = read(
      R"({"result":{"response":{"data":{"flight":{"identification":{"callsign":"THY7KZ"},"track":[{"latitude":35.8312,"longitude":36.189,"altitude":{"feet":35025,"meters":10675},"speed":{"kmh":833,"kts":450,"mph":517},"verticalSpeed":{"fpm":0,"ms":0},"heading":91,"squawk":"1174","timestamp":1448349845,"ems":null}]}}}}})");
  CHECK(rows(imported).front().printed().altitude.text == "FL350.25");
  CHECK(in_knots(*rows(imported).front().ground_speed) == Approx(450));
  CHECK(imported.tracks.front().name == "THY7KZ");
}

TEST_CASE("The granular table has names for fifteen columns, free cells behind, and N for on the ground") {
  const auto imported = read(
      "network_time,receiver_time,hex,callsign,latitude,longitude,no_position,altitude,squawk,speed,track,"
      "vspeed,on_ground,flags,position_class,,,,\n"
      "2024-01-02 07:41:04Z.515,2024-01-02 "
      "07:41:03Z.915,0x86d624,JAL516,35.512345,139.801234,P,975,0,150,337,"
      "-700,A,0,,P:1,GPSA:1100,IAS:140,HDG:330\n"
      "2024-01-02 07:41:05Z.515,2024-01-02 "
      "07:41:04Z.915,0x86d624,JAL516,35.513345,139.802234,P,0,416,150,337,"
      "0,N,0,,S:2,,,\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(in_feet(rows(imported)[0].second_height->value) == Approx(1100));
  CHECK(rows(imported)[0].received.has_value());
  CHECK_FALSE(rows(imported)[0].flags.on_ground);
  CHECK(rows(imported)[1].flags.on_ground);
  // A squawk of 0 is none.
  CHECK(imported.tracks.front().squawk == "0416");
}

TEST_CASE("Positions of Flightradar24's archive are of one flight, whatever it squawks") {
  const auto imported = read(
      "snapshot_id,altitude,heading,latitude,longitude,radar_id,speed,squawk,vert_speed,on_ground\n"
      "1448349845,0,91,35.83,36.18,72,20,0,0,1\n1448349850,35025,91,35.84,36.18,72,450,416,-64,0\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[0].flags.on_ground);
  CHECK_FALSE(rows(imported)[1].flags.on_ground);
  CHECK(in_metres_per_second(*rows(imported)[1].climb) == Approx(-64 * 0.3048 / 60));
  CHECK(imported.tracks.front().squawk == "0416");
}

TEST_CASE("What OpenSky writes as NaN, or not at all, is not said") {
  const auto imported = read(
      "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,"
      "geoaltitude,lastposupdate,lastcontact\n"
      "1448349850,4ba945,35.8312,36.1890,NaN,,nan,THY7KZ  ,false,false,false,NaN,NaN,,1448349845.25,"
      "1448349849.9\n"
      "1448349860,4ba945,NaN,NaN,231.5,91.2,0,,true,false,false,1174.0,11277.6,11430.0,1448349855.25,"
      "1448349859.9\n"
      "1448349870,4ba945,35.8412,36.1990,31.5,91.2,0,,True,false,false,1174.0,11277.6,11430.0,1448349865.75,"
      "1448349869.9\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(skipped(imported, "no position") == 1);
  const auto& first = rows(imported)[0];
  CHECK_FALSE(first.ground_speed);
  CHECK_FALSE(first.course);
  CHECK_FALSE(first.climb);
  CHECK_FALSE(first.height);
  CHECK_FALSE(first.flags.on_ground);
  CHECK(rows(imported)[1].flags.on_ground);
  CHECK(imported.tracks.front().squawk == "1174");
}

TEST_CASE("A flag more in OpenSky's live states moves nothing that is read") {
  // A forum post of 2017 lists an alert before the SPI.
  const auto imported = read(
      R"({"time":1448349850,"states":[["4ba945","THY7KZ  ","Turkey",1448349845,1448349849,36.189,35.8312,11277.6,true,31.5,91.2,0,null,11430,"1174",false,false,0]]})");
  CHECK(rows(imported).front().printed().position.text == "35.8312 N 36.189 E");
  CHECK(rows(imported).front().printed().altitude.text == "11277.6 m at standard pressure");
  CHECK(rows(imported).front().flags.on_ground);
  CHECK(imported.tracks.front().squawk == "1174");
}
