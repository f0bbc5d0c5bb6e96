// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>
using namespace recon;
using exchange::ImportWish;
using test::assumed, test::noticed, test::read, test::rows, test::skipped;
using Sure = exchange::Honesty::Assumed::Sure;
using Above = exchange::Sighting::Height::Above;

namespace {

const std::string trace =
    R"({"icao":"4ba945","r":"TC-JRA","t":"A321","timestamp":1448323200.000,"trace":[)"
    R"([26645.50,35.831200,36.189000,19000,450.1,91.2,0,0,{"nac_p":8,"rc":186,"flight":"THY7KZ  ","squawk":"1174"},"adsb_icao",19300,null,null,null],)"
    R"([26655.50,35.832000,36.199000,"ground",null,91.2,1,null,null,"adsb_icao",null,null,null,null],)"
    R"([26665.50,35.833000,36.209000,18000,450.0,91.2,10,0,null,"mlat",null,null,null,null]]})";

std::string message(const std::string& type, const std::string& rest) {
  return "MSG," + type + ",1,1,4BA945,1," + rest + "\r\n";
}

}  // namespace

TEST_CASE("A trace is gzip whatever its name says, and counts from its own start") {
  const auto imported = read(test::gzipped(trace));
  REQUIRE(rows(imported).size() == 3);
  const auto& row = rows(imported)[0];
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.500");
  CHECK(row.printed().position.text == "35.831200 N 36.189000 E");
  CHECK(row.printed().altitude.text == "FL190.00");
  CHECK(row.height->above == Above::standard_pressure);
  CHECK(in_feet(row.second_height->value) == Approx(19300));
  CHECK(row.printed().accuracy.text == "92.6 m");
  CHECK(imported.tracks.front().registration == "TC-JRA");
  CHECK(imported.tracks.front().callsign == "THY7KZ");
  CHECK(noticed(imported, "compressed with gzip"));
}

TEST_CASE("Flags of a trace tell stale rows, the ground, new legs and geometric heights") {
  const auto imported = read(trace);
  CHECK(rows(imported)[1].flags.on_ground);
  CHECK(rows(imported)[1].flags.stale);
  CHECK_FALSE(rows(imported)[1].course);
  CHECK(rows(imported)[2].height->above == Above::ellipsoid);
  CHECK(noticed(imported, "1 rows begin a new leg"));
}

TEST_CASE(
    "A multilaterated row does not borrow the transponder's accuracy, and a quality holds until the next") {
  const auto imported = read(trace);
  CHECK(rows(imported)[1].accuracy);
  CHECK_FALSE(rows(imported)[2].accuracy);
  CHECK(noticed(imported, "computed by the network"));
}

TEST_CASE("Rows of nine entries, as traces had before 2022, are read") {
  CHECK(
      rows(
          read(
              R"({"icao":"4ba945","timestamp":1448323200,"trace":[[26645.5,35.8,36.1,19000,450,91,0,0,null]]})"))
          .size() == 1);
}

TEST_CASE("SBS-1 positions come from messages that have one; the others are told") {
  const auto imported = read(
      message("1", "2015/11/24,07:24:04.000,2015/11/24,07:24:04.100,THY7KZ  ,,,,,,,,,,,") +
      message("3", "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.831200,36.189000,,,0,0,0,0") +
      message("4", "2015/11/24,07:24:05.350,2015/11/24,07:24:05.400,,,450,91,,,0,,,,,0") +
      "AIR,,333,1543,4BA945,1643,2015/11/24,07:24:04.000,2015/11/24,07:24:04.100\r\n");
  const auto& row = rows(imported).front();
  CHECK(imported.format == "SBS-1");
  CHECK(imported.honesty.rows == 4);
  CHECK(imported.honesty.used == 1);
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.250");
  CHECK(row.printed().altitude.text == "FL190.25");
  CHECK(imported.tracks.front().callsign == "THY7KZ");
  CHECK(imported.tracks.front().address == "4BA945");
  // A speed of another message is not lent to the position.
  CHECK_FALSE(row.ground_speed);
}

TEST_CASE("An H behind an SBS-1 height says that satellites measured it") {
  const auto imported = read(message(
      "3", "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,25875H,,,35.831200,36.189000,,,0,0,0,0"));
  CHECK(rows(imported).front().height->above == Above::ellipsoid);
  CHECK(rows(imported).front().printed().altitude.text == "25875 ft above the ellipsoid");
}

TEST_CASE("The clock of SBS-1 is its user's choice, with a hint") {
  const std::string text =
      message("3", "2015/11/24,09:24:05.250,2015/11/24,09:24:05.300,,19025,,,35.831200,36.189000,,,0,0,0,0");
  CHECK(assumed(read(text), "times are UTC") == Sure::guessed);
  CHECK(noticed(read(text), "dump1090"));
  CHECK(rows(read(text, {.clock = "Europe/Istanbul"})).front().printed().time.text ==
        "2015-11-24 07:24:05.250");
}

TEST_CASE("Lines logged five minutes late, or hours from when they were made, are noticed") {
  CHECK(
      noticed(read(message(
                  "3", "2015/11/24,07:24:05.250,2015/11/24,07:29:05.300,,19025,,,35.8312,36.1890,,,0,0,0,0")),
              "minutes after"));
  CHECK(
      noticed(read(message(
                  "3", "2015/11/24,09:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.8312,36.1890,,,0,0,0,0")),
              "one of the two clocks is a local time"));
}

TEST_CASE("A fraction in the emergency field is an error in kilometres, a minus one is none") {
  CHECK(
      in_metres(
          *rows(read(message(
                    "3",
                    "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.8312,36.1890,,,3,0.25,0,0")))
               .front()
               .accuracy) == Approx(250));
  CHECK_FALSE(
      rows(read(message(
               "3", "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.8312,36.1890,,,0,-1,0,0")))
          .front()
          .accuracy);
}

TEST_CASE("NMEA joins the sentences of one second, and checks their sums") {
  const auto imported = read(
      "$GPRMC,072405.00,A,3548.4430,N,03610.1234,E,250.0,091.2,241115,,*31\r\n$GPGGA,072405.00,3548.4430,N,"
      "03610.1234,E,1,08,2.0,5791.0,M,25.0,M,,*56\r\n$GPRMC,072406.00,A,3548.4430,N,03610.2234,E,250.0,091.2,"
      "241115,,*00\r\n");
  const auto& row = rows(imported).front();
  CHECK(rows(imported).size() == 1);
  CHECK(skipped(imported, "checksum") >= 1);
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.00");
  CHECK(in_degrees(row.position->latitude) == Approx(35.0 + 48.4430 / 60.0));
  CHECK(row.printed().position.text == "35°48.4430' N 036°10.1234' E");
}

TEST_CASE("NMEA heights are above sea level, and above the ellipsoid with the separation") {
  const auto imported = read(
      "$GPRMC,072405.00,A,3548.4430,N,03610.1234,E,250.0,091.2,241115,,\r\n$GPGGA,072405.00,3548.4430,N,"
      "03610.1234,E,1,08,2.0,5791.0,M,25.0,M,,\r\n$GPGGA,072406.00,3548.4430,N,03610.1234,E,0,00,,,M,,M,,"
      "\r\n");
  const auto& row = rows(imported).front();
  CHECK(row.printed().altitude.text == "5791.0 m above mean sea level");
  CHECK(in_metres(row.second_height->value) == Approx(5816.0));
  CHECK(in_metres(*row.accuracy) == Approx(7.8));
  CHECK(skipped(imported, "quality 0") == 1);
  CHECK(noticed(imported, "3 sentences have no checksum"));
}

TEST_CASE("NMEA without a date wants one, and rolls it over midnight") {
  const std::string text =
      "$GPGGA,235959.00,3548.4430,N,03610.1234,E,1,08,2.0,5791.0,M,25.0,M,,\n$GPGGA,000001.00,3548.4430,N,"
      "03610.1234,E,1,08,2.0,5791.0,M,25.0,M,,\n";
  CHECK(read(text).tracks.empty());
  const auto imported = read(text, {.date = "2015-11-24"});
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].printed().time.text == "2015-11-25 00:00:01.00");
}

TEST_CASE("The day of NMEA may stand in ZDA, and GNS is read as GGA is") {
  const auto imported = read(
      "# of a mast\n# and its "
      "receiver\n$GPGGA,235958.00,3548.4430,N,03610.1234,E,1,08,2.0,5791.0,M,25.0,M,,\n"
      "$GPZDA,235959.00,24,11,2015,,\n$GNGNS,235959.00,3548.4430,N,03610.2234,E,AAN,13,1.0,5790.0,25.0,,\n"
      "$GNGNS,000000.00,3548.4430,N,03610.3234,E,NN,00,9.9,,,,\n"
      "$GNGNS,000001.00,3548.4430,N,03610.3234,E,AN,13,1.0,5790.0,25.0,,\n");
  REQUIRE(rows(imported).size() == 3);
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 23:59:58.00");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-24 23:59:59.00");
  CHECK(rows(imported)[2].printed().time.text == "2015-11-25 00:00:01.00");
  CHECK(in_metres(rows(imported)[1].second_height->value) == Approx(5815.0));
  CHECK(in_metres(*rows(imported)[1].accuracy) == Approx(3.9));
  CHECK(skipped(imported, "quality 0") == 1);
}

TEST_CASE("GLL of NMEA is a fix only where nothing better stands in the file") {
  const std::string places =
      "$GPGLL,3548.4430,N,03610.1234,E,072405.00,A,A\n$GPGLL,3548.4430,N,03610.2234,E,072406.00,A,A\n"
      "$GPGLL,3548.4430,N,03610.3234,E,072407.00,V,N\n";
  const auto alone = read("$GPZDA,072404.00,24,11,2015,,\n" + places);
  REQUIRE(rows(alone).size() == 2);
  CHECK(rows(alone)[1].printed().time.text == "2015-11-24 07:24:06.00");
  CHECK(skipped(alone, "not valid") == 1);
  const auto beside = read("$GPRMC,072405.00,A,3548.4430,N,03610.1234,E,250.0,091.2,241115,,\n" + places);
  CHECK(rows(beside).size() == 1);
}

// Lines of a receiver of ships' messages (Digital Yacht AIT250; test/daemon/ait250.log of gpsd).
TEST_CASE("What ships say between the sentences of a receiver is no fix of it") {
  const auto imported = read(
      "# Name: Digital Yacht AIT250\n$GPRMC,194907.00,A,5241.99815,N,00517.56525,E,0.005,,010809,,,A*7B\n"
      "!AIVDO,1,1,,,B3aC3LP00063aj7RNpl03wSUwP06,0*43\n!AIVDM,1,1,,B,13njCt031t0DA=lN2:jKmad60l1p,0*12\n"
      "!AIVDM,1,1,,B,33meMd50000EoJPMvw?:Ubp@0000,0*4F\n$GPGGA,,,,,,0,,,,M,,M,,*66\n");
  REQUIRE(rows(imported).size() == 1);
  CHECK(rows(imported)[0].printed().position.text == "52°41.99815' N 005°17.56525' E");
  CHECK(skipped(imported, "a message of ships (AIS)") == 3);
  CHECK(skipped(imported, "has no fix") == 1);
}

// Lines of readsb's port of JSON (its README-json.md has the members), shortened.
TEST_CASE("Aircraft one a line are a track, each position as old as its line says") {
  const auto imported = read(
      R"({"now" : 1742043492.321,"hex":"3c4594","type":"adsb_icao","flight":"BOX457  ","r":"D-AALT","alt_baro":3700,"gs":176.3,"lat":49.982300,"lon":8.269290,"rc":186,"seen_pos":0.000,"nac_p":10})"
      "\n"
      R"({"now" : 1742043494.321,"hex":"3c4594","type":"adsb_icao","alt_baro":3675,"lat":49.982300,"lon":8.271290,"seen_pos":1.000,"nac_p":10})"
      "\n"
      R"({"now" : 1742043496.321,"hex":"3c4594","alt_ba)");
  REQUIRE(rows(imported).size() == 2);
  CHECK(imported.tracks.front().address == "3C4594");
  CHECK(rows(imported)[1].printed().time.text == "2025-03-15 12:58:13.321");
  CHECK(rows(imported)[1].printed().altitude.text == "FL036.75");
  CHECK(in_metres(*rows(imported)[1].accuracy) == Approx(10.0 / 2.4477468));
  CHECK(skipped(imported, "no JSON object, or cut off") == 1);
  CHECK(imported.honesty.rows == 3);
}

TEST_CASE("Objects one a line are records, with the names of a table") {
  const auto imported = read(
      "{\"time\":\"2015-11-24T07:24:05Z\",\"lat\":35.8312,\"lon\":36.189}\n"
      "{\"time\":\"2015-11-24T07:24:06Z\",\"lat\":35.8313,\"lon\":36.190}\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].place == 2);
}

TEST_CASE("IGC has its day in the header and its minutes without a point") {
  const auto imported = read(
      "AXXX001\r\nHFDTE241115\r\nHFGIDGLIDERID:D-"
      "1234\r\nB0724053548443N03610123EA0579105816\r\nB0724063548443N03610123EV0579100000\r\n");
  REQUIRE(rows(imported).size() == 2);
  const auto& row = rows(imported)[0];
  CHECK(row.printed().time.text == "2015-11-24 07:24:05");
  CHECK(in_degrees(row.position->latitude) == Approx(35.0 + 48.443 / 60.0));
  CHECK(row.printed().altitude.text == "5816 m above the ellipsoid");
  CHECK(in_metres(row.second_height->value) == Approx(5791.0));
  CHECK(rows(imported)[1].height->above == Above::standard_pressure);
  CHECK(imported.tracks.front().registration == "D-1234");
}

TEST_CASE("The day of IGC may be written as newer recorders do, and runs over midnight") {
  const auto imported = read(
      "AXXX001\r\nHFDTEDATE:241115,01\r\nB2359583548443N03610123EA0579105816\r\n"
      "B0000023548543N03610123EA0579105816\r\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 23:59:58");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-25 00:00:02");
}

// Lines as Skytraxx recorders and the program XCTrack write them.
TEST_CASE("What the I record announces behind the fixes of IGC is taken") {
  const auto imported = read(
      "AXCT000\r\nHODTM100GPSDATUM:WGS-84\r\nHFALG:GEO\r\nHFDTEDATE:140822,02\r\nHOGTYGLIDERTYPE:NKN\r\n"
      "HOGIDGLIDERID: D-1234\r\nI053636LAD3737LOD3840FXA4142TDS4345ENL\r\n"
      "B0847354641536N01354843EA00000019323901225000\r\nB0847364641536N01354843EV00910010463901200000\r\n"
      "B0847374641536N01354843EA0000001932\r\n");
  REQUIRE(rows(imported).size() == 3);
  const auto& row = rows(imported)[0];
  CHECK(row.printed().time.text == "2022-08-14 08:47:35.25");
  CHECK(row.printed().position.text == "46°41.5363' N 013°54.8439' E");
  CHECK(in_degrees(row.position->latitude) == Approx(46.0 + 41.5363 / 60.0).margin(1e-9));
  CHECK(in_metres(*row.accuracy) == Approx(12.0 / 2.4477468));
  CHECK(rows(imported)[2].printed().position.text == "46°41.536' N 013°54.843' E");
  CHECK_FALSE(rows(imported)[2].accuracy);
  CHECK(assumed(imported, "FXA holds the truth 95 times") == Sure::stated);
  CHECK(assumed(imported, "the header HODTM says so") == Sure::stated);
  CHECK(noticed(imported, "1 fix is in two dimensions"));
  CHECK(noticed(imported, "not read: ENL"));
  CHECK(imported.tracks.front().registration == "D-1234");
  CHECK(imported.tracks.front().type.empty());
}

TEST_CASE("A second day in the headers of IGC tells midnight, which is not counted twice") {
  const auto imported = read(
      "AXXX001\r\nHFDTE241115\r\nHFALGALTGPS:ELL\r\nHFALPALTPRESSURE:MSL\r\n"
      "B2359583548443N03610123EV0579100000\r\nHFDTE251115\r\nB0000023548543N03610123EA0579105816\r\n");
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].printed().time.text == "2015-11-25 00:00:02");
  CHECK(rows(imported)[0].height->above == Above::sea_level);
  CHECK(assumed(imported, "the header HFALG says ELL") == Sure::stated);
}

TEST_CASE("An SBS-1 message has its squawk's lost zero, its ground and an H behind its climb") {
  const auto imported = read(message(
      "3", "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.83120,36.18900,-640H,377,0,0,0,-1"));
  CHECK(imported.tracks.front().squawk == "0377");
  CHECK(rows(imported).front().flags.on_ground);
  CHECK(rows(imported).front().printed().position.text == "35.83120 N 36.18900 E");
  CHECK(in_metres_per_second(*rows(imported).front().climb) == Approx(-640 * 0.3048 / 60));
}

TEST_CASE("A trace of what has no address of ICAO keeps its mark, and what is null is not said") {
  const auto imported = read(
      R"({"icao":"~2424a1","noRegData":true,"version":"readsb 3.14","dbFlags":1,"timestamp":1448323200.495,"trace":[)"
      R"([26645.50,35.831200,36.189000,null,null,null,0,null,{"rc":186,"nic":8,"sil":3},"adsb_icao",19300,0,250,-1.5],)"
      R"([26655.50,35.832000,36.199000,-25,12.0,91.2,4,-64,null,"adsb_icao",null,null,null,null]]})");
  CHECK(imported.tracks.front().address == "~2424A1");
  const auto& row = rows(imported)[0];
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.995");
  CHECK_FALSE(row.height);
  CHECK_FALSE(row.ground_speed);
  CHECK_FALSE(row.course);
  CHECK_FALSE(row.climb);
  // The containment radius stands in for NACp, here and until the next object.
  CHECK(in_metres(*rows(imported)[1].accuracy) == Approx(93.0 / 2.4477468));
  CHECK(rows(imported)[1].printed().altitude.text == "-25 ft at standard pressure");
  CHECK(noticed(imported, "not one of ICAO"));
  CHECK(noticed(imported, "the writer thins points"));
}

TEST_CASE("A receiver's snapshot is one instant of many aircraft, each as old as it says") {
  const auto imported = read(
      R"({"now":1448349850.1,"messages":123456,"aircraft":[)"
      R"({"hex":"4ba945","type":"adsb_icao","flight":"THY7KZ  ","r":"TC-JRA","t":"A321","alt_baro":35000,"alt_geom":35725,"gs":450.1,"track":91.20,"baro_rate":-64,"squawk":"0377","lat":35.831200,"lon":36.189000,"nic":8,"rc":186,"seen_pos":1.250,"nac_p":8,"mlat":[],"tisb":[],"seen":0.1},)"
      R"({"hex":"~2424a1","alt_baro":"ground","lat":35.931200,"lon":36.289000,"seen_pos":0.450,"nac_p":8,"mlat":["alt","lat"],"tisb":[]},)"
      R"({"hex":"424241","messages":12,"seen":0.1,"mlat":[],"tisb":[]}]})");
  CHECK(imported.format == "snapshot of readsb, tar1090 or dump1090");
  REQUIRE(imported.tracks.size() == 2);
  const auto& track = imported.tracks[0];
  const auto& row = track.sightings.at(0);
  CHECK(track.name == "4BA945");
  CHECK(track.callsign == "THY7KZ");
  CHECK(track.registration == "TC-JRA");
  CHECK(track.squawk == "0377");
  CHECK(track.kind == incident::TrackClaim::Kind::adsb);
  CHECK(row.printed().time.text == "2015-11-24 07:24:08.850");
  CHECK(row.printed().altitude.text == "FL350.00");
  CHECK(in_feet(row.second_height->value) == Approx(35725));
  CHECK(in_knots(*row.ground_speed) == Approx(450.1));
  CHECK(row.printed().accuracy.text == "92.6 m");
  const auto& other = imported.tracks[1].sightings.at(0);
  CHECK(other.flags.on_ground);
  CHECK_FALSE(other.accuracy);  // what the network computed has none of the transponder's quality
  CHECK(noticed(imported, "one instant"));
  CHECK(skipped(imported, "no position") == 1);
  CHECK(imported.datum == "WGS 84");
}

TEST_CASE("A snapshot of a public interface counts milliseconds, and calls its list otherwise") {
  const auto imported =
      read(R"({"ac":[{"hex":"4ba945","lat":35.8,"lon":36.1,"alt_baro":35000,"seen_pos":2.5}],)"
           R"("msg":"No error","now":1448349850123,"total":1})");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:07.623");
  CHECK_THROWS_WITH(read(R"({"now":1448349850.1,"aircraft":[],"hex":0})"), Catch::Contains("is empty"));
}

TEST_CASE("GST of NMEA is the ellipse of its second's fix, whichever comes first, and goes before HDOP") {
  const auto imported = read(
      "$GPRMC,072405.00,A,3549.8720,N,03611.3400,E,300,180,241115,,\n"
      "$GPGGA,072405.00,3549.8720,N,03611.3400,E,1,08,2.0,5791.0,M,25.0,M,,\n"
      "$GPGST,072405.00,3.2,6.6,4.7,47.3,5.8,5.6,22.0\n"
      "$GPGST,072406.00,3.2,,,,5.0,9.0,22.0\n"
      "$GPGGA,072406.00,3549.8720,N,03611.3400,E,1,08,2.0,5791.0,M,25.0,M,,\n"
      "$GPGGA,072407.00,3549.8720,N,03611.3400,E,1,08,2.0,5791.0,M,25.0,M,,\n");
  REQUIRE(rows(imported).size() == 3);
  CHECK(in_metres(*rows(imported)[0].accuracy) == Approx(6.6));
  CHECK(in_metres(rows(imported)[0].ellipse->minor) == Approx(4.7));
  CHECK(in_degrees(rows(imported)[0].ellipse->axis) == Approx(47.3));
  CHECK(in_metres(*rows(imported)[1].accuracy) == Approx(9.0));
  CHECK(in_degrees(rows(imported)[1].ellipse->axis) == Approx(90.0));
  CHECK(in_metres(*rows(imported)[2].accuracy) == Approx(7.8));
  CHECK_FALSE(rows(imported)[2].ellipse);
  CHECK(assumed(imported, "errors are the ellipses of GST") == Sure::stated);
}

TEST_CASE("An alert field of SBS-1 above one counts the receivers of a multilateration") {
  const auto imported = read(
      message("3", "2015/11/24,07:24:05.250,2015/11/24,07:24:05.300,,19025,,,35.8312,36.1890,,,4,0.25,0,0") +
      message("3", "2015/11/24,07:24:06.250,2015/11/24,07:24:06.300,,19025,,,35.8314,36.1890,,,7,0.25,0,0") +
      message("3", "2015/11/24,07:24:07.250,2015/11/24,07:24:07.300,,19025,,,35.8316,36.1890,,,1,0,0,0"));
  CHECK(noticed(imported, "2 positions were computed by multilateration, of 4 to 7 receivers"));
}
