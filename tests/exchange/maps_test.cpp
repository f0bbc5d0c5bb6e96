// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using test::assumed, test::noticed, test::read, test::rows, test::skipped;
using Sure = exchange::Honesty::Assumed::Sure;
using Above = exchange::Sighting::Height::Above;
using Kind = incident::TrackClaim::Kind;

namespace {

std::string kml(const std::string& inside) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>)" +
         inside + "</Document></kml>";
}
std::string acmi(const std::string& lines) {
  return "\xEF\xBB\xBF"
         "FileType=text/acmi/tacview\nFileVersion=2.2\n" +
         lines;
}

}  // namespace

TEST_CASE("A gx:Track pairs its times and places, spaces between longitude, latitude and height") {
  const auto imported =
      read(kml("<Placemark><name>THY7KZ</name><gx:Track><altitudeMode>absolute</"
               "altitudeMode><when>2015-11-24T07:24:05.250Z</when><gx:coord>36.189012 35.831245 "
               "5791</gx:coord><when>2015-11-24T07:24:06Z</when><gx:coord/><when>2015-11-24T07:24:07Z</"
               "when><gx:coord>36.20 35.83 5791</gx:coord></gx:Track></Placemark>"));
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[0].printed().position.text == "35.831245 N 36.189012 E");
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05.250");
  CHECK(rows(imported)[0].printed().altitude.text == "5791 m above mean sea level");
  CHECK(skipped(imported, "an empty gx:coord") == 1);
}

TEST_CASE("The lists of a gx:Track may stand one after the other, in any prefix") {
  const auto imported =
      read(kml("<Placemark><Track><when>2015-11-24T07:24:05Z</when><when>2015-11-24T07:24:06Z</"
               "when><coord>36.1 35.8 0</coord><coord>36.2 35.9 0</coord></Track></Placemark>"));
  REQUIRE(rows(imported).size() == 2);
  CHECK(in_degrees(rows(imported)[1].position->longitude) == Approx(36.2));
}

TEST_CASE("A gx:Track with more times than places is not paired by luck") {
  const auto imported =
      read(kml("<Placemark><gx:Track><when>2015-11-24T07:24:05Z</when><when>2015-11-24T07:24:06Z</"
               "when><gx:coord>36.1 35.8 0</gx:coord></gx:Track></Placemark>"));
  CHECK(imported.tracks.empty());
  CHECK(skipped(imported, "2 times and 1 places") == 2);
}

TEST_CASE("Pieces of a gx:MultiTrack are one track, with gaps that are told") {
  const std::string piece =
      "<gx:Track><when>2015-11-24T07:24:05Z</when><gx:coord>36.1 35.8 0</gx:coord></gx:Track>";
  const auto imported =
      read(kml("<Placemark><name>a</name><gx:MultiTrack>" + piece + piece + "</gx:MultiTrack></Placemark>"));
  CHECK(rows(imported).size() == 2);
  CHECK(noticed(imported, "2 pieces"));
}

TEST_CASE("Points with times in one folder are one aircraft, on the ground and in the air") {
  const auto imported = read(
      kml("<Folder><name>4ba945</name><Placemark><name>ground</name><TimeStamp><when>2015-11-24T07:24:05Z</"
          "when></TimeStamp><Point><coordinates>36.1,35.8,120</coordinates></Point></"
          "Placemark><Placemark><name>air</name><TimeSpan><begin>2015-11-24T07:24:15Z</begin></"
          "TimeSpan><Point><altitudeMode>absolute</altitudeMode><coordinates>36.2,35.8,500</coordinates></"
          "Point></Placemark></Folder>"));
  REQUIRE(rows(imported).size() == 2);
  CHECK(imported.tracks.front().name == "4ba945");
  CHECK_FALSE(rows(imported)[0].height);
  CHECK(rows(imported)[1].height);
  CHECK(assumed(imported, "clamped to the ground") == Sure::stated);
}

TEST_CASE("A KML of Flightradar24 is one flight under its number, at standard pressure") {
  const auto imported = read(
      R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name><![CDATA[a1b2c3d/TK1234]]></name><Folder><name>Route</name>)"
      R"(<Placemark><TimeStamp><when>2015-11-24T07:24:05+00:00</when></TimeStamp><Point><altitudeMode>absolute</altitudeMode><coordinates>36.1,35.8,5791.2</coordinates></Point></Placemark>)"
      R"(<Placemark><TimeStamp><when>2015-11-24T07:24:35+00:00</when></TimeStamp><Point><altitudeMode>absolute</altitudeMode><coordinates>36.2,35.8,5791.2</coordinates></Point></Placemark></Folder>)"
      R"(<Folder><name>Trail</name><Placemark><LineString><altitudeMode>absolute</altitudeMode><coordinates>36.1,35.8,5791.2 36.2,35.8,5791.2</coordinates></LineString></Placemark></Folder></Document></kml>)");
  REQUIRE(rows(imported).size() == 2);
  CHECK(imported.tracks.front().name == "TK1234");
  CHECK(imported.format == "KML of Flightradar24");
  CHECK(rows(imported).front().printed().altitude.text == "5791.2 m at standard pressure");
  CHECK(assumed(imported, "pressure altitudes") == Sure::likely);
}

// Lines of FlightAware's export of AAL2292 on 2021-02-21 (MickWest/sitrec, data/aa2292), which cruised on
// FL360.
TEST_CASE("Heights of FlightAware's KML are those that transponders send, though it calls them absolute") {
  const auto imported = read(
      R"(<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>)"
      "<name>FlightAware \xE2\x9C\x88 AAL2292 21-Feb-2021 (KCVG-KPHX)</name><Placemark><name>KCVG "
      "Airport</name>"
      "<Point><coordinates>-84.6678,39.0489,0</coordinates></Point></Placemark><Placemark><name>AAL2292</"
      "name>"
      "<description>KCVG - KPHX</description><gx:Track><extrude>1</extrude><tessellate>1</tessellate>"
      "<altitudeMode>absolute</altitudeMode><when>2021-02-21T18:56:43Z</when><when>2021-02-21T18:57:13Z</"
      "when>"
      "<gx:coord>-87.20935 39.23639 10973</gx:coord><gx:coord>-87.77069 39.17869 10965</gx:coord></gx:Track>"
      "</Placemark></Document></kml>");
  REQUIRE(rows(imported).size() == 2);
  CHECK(imported.format == "KML of FlightAware");
  CHECK(imported.tracks.front().name == "AAL2292");
  CHECK(rows(imported)[1].printed().altitude.text == "10965 m at standard pressure");
  CHECK(rows(imported)[1].printed().position.text == "39.17869 N 87.77069 W");
  CHECK(assumed(imported, "the file is FlightAware's") == Sure::likely);
  CHECK(skipped(imported, "a point without a time") == 1);
}

// The shape of an airport's noise monitors (MACNOISE, Minneapolis, 2010-05-01; examples/kml-track.kml of
// OpenLayers).
TEST_CASE("A folder of many aircraft is not one that is everywhere at once") {
  const auto flight = [](const std::string& type, const std::string& id, const std::string& when,
                         const std::string& place) {
    return "<Placemark><name>" + type + "</name><adflag>A</adflag><flightid>" + id +
           "</flightid><styleUrl>#arrival</styleUrl><gx:Track><altitudeMode>absolute</altitudeMode><when>" +
           when + "</when><gx:coord>" + place + "</gx:coord></gx:Track></Placemark>";
  };
  const auto imported =
      read(kml("<Folder><name>Arrivals</name>" +
               flight("E170", "TCF7521", "2010-05-01T13:00:00-05", "-93.1 44.9 900") +
               flight("E170", "TCF7531", "2010-05-01T13:00:02-05", "-93.9 44.2 2900") +
               flight("A319", "DAL1588", "2010-05-01T13:00:00-05", "-93.4 44.8 1500") + "</Folder>"));
  REQUIRE(imported.tracks.size() == 3);
  CHECK(imported.tracks[1].name == "E170 A TCF7531");
  CHECK(imported.tracks[0].sightings.front().printed().time.text == "2010-05-01 18:00:00");
}

TEST_CASE("Tracks of one name that overlap in time are kept apart") {
  const auto piece = [](const std::string& from, const std::string& to) {
    return "<Placemark><name>B752</name><gx:Track><when>2010-05-01T18:00:" + from +
           "Z</when><when>2010-05-01T18:00:" + to +
           "Z</when><gx:coord>-93.1 44.9 900</gx:coord><gx:coord>-93.2 44.9 "
           "900</gx:coord></gx:Track></Placemark>";
  };
  const auto imported = read(kml("<Folder><name>Arrivals</name>" + piece("00", "20") + piece("10", "30") +
                                 piece("20", "40") + "</Folder>"));
  REQUIRE(imported.tracks.size() == 2);
  CHECK(imported.tracks[0].sightings.size() == 4);
  CHECK(imported.tracks[1].name == "Arrivals 2");
  CHECK(noticed(imported, "overlap in time and are kept apart"));
}

TEST_CASE("A KML without its outermost element is read as Google Earth reads it") {
  const auto imported = read(
      "<Folder xmlns=\"http://earth.google.com/kml/2.2\"><name>a</name><Placemark><TimeStamp>"
      "<when>2015-11-24T07:24:05Z</when></TimeStamp><Point><coordinates>36.1,35.8,0</coordinates></Point>"
      "</Placemark></Folder>");
  CHECK(rows(imported).size() == 1);
  CHECK(imported.tracks.front().name == "a");
}

TEST_CASE("The time of a camera is no time of the aircraft") {
  const auto imported =
      read(kml("<Placemark><LookAt><TimeStamp><when>2015-11-24T07:24:05Z</when></TimeStamp></"
               "LookAt><Point><coordinates>36.1,35.8</coordinates></Point></Placemark>"));
  CHECK(imported.tracks.empty());
  CHECK(skipped(imported, "a point without a time") == 1);
}

TEST_CASE("Lines beside timed points are left out, lines alone are paths without a clock") {
  const std::string line =
      "<Folder><name>Trail</name><Placemark><LineString><coordinates>36.1,35.8,0 "
      "36.2,35.9,0</coordinates></LineString></Placemark></Folder>";
  const std::string route =
      "<Folder><name>Route</name><Placemark><TimeStamp><when>2015-11-24T07:24:05Z</when></"
      "TimeStamp><Point><coordinates>36.1,35.8,120</coordinates></Point></Placemark></Folder>";
  const auto both = read(kml(route + line));
  CHECK(rows(both).size() == 1);
  CHECK(skipped(both, "beside points that have them") == 2);
  const auto alone = read(kml(line));
  CHECK(rows(alone).size() == 2);
  CHECK(alone.tracks.front().kind == Kind::drawn);
}

TEST_CASE("Heights of exports that call themselves pressure altitudes are those") {
  const auto imported =
      read(kml("<Folder><name>4ba945-press_alt_uncorrected</"
               "name><Placemark><gx:Track><altitudeMode>absolute</altitudeMode><when>2015-11-24T07:24:05Z</"
               "when><gx:coord>36.1 35.8 5791</gx:coord></gx:Track></Placemark></Folder>"));
  CHECK(rows(imported).front().height->above == Above::standard_pressure);
}

namespace {

// As exportKML of tar1090 (html/script.js) writes it, blanks before ">" and the last place of each piece
// twice.
constexpr const char* of_tar1090 =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
    "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Folder ><Folder ><name >TC-JRA track</name>\n"
    "<Placemark ><name >TC-JRA</name>\n<Style ><LineStyle ><color >ff1c1ae3</color>\n<width >4</width>\n"
    "</LineStyle>\n<IconStyle ><Icon ><href >http://maps.google.com/mapfiles/kml/shapes/airports.png</href>\n"
    "</Icon>\n</IconStyle>\n</Style>\n<gx:Track ><extrude >0</extrude>\n<when "
    ">2015-11-24T07:14:05.000Z</when>\n"
    "<gx:coord >36.1 35.8 0</gx:coord>\n</gx:Track>\n</Placemark>\n<Placemark ><name >TC-JRA</name>\n"
    "<gx:Track ><altitudeMode >absolute</altitudeMode>\n<extrude >1</extrude>\n"
    "<when >2015-11-24T07:24:05.120Z</when>\n<when >2015-11-24T07:24:05.120Z</when>\n"
    "<gx:coord >36.2 35.9 5791</gx:coord>\n<gx:coord >36.2 35.9 5791</gx:coord>\n</gx:Track>\n</Placemark>\n"
    "</Folder>\n</Folder>\n</kml>\n";

}  // namespace

TEST_CASE("tar1090 says what heights it wrote in the name of its file alone") {
  const auto called = [](const std::string& name) { return exchange::import_bytes(name, of_tar1090, {}); };
  const auto pressure = called("TC-JRA-track-press_alt_uncorrected (1).kml");
  REQUIRE(rows(pressure).size() == 3);
  CHECK(pressure.tracks.front().name == "TC-JRA track");
  CHECK(pressure.tracks.front().kind == Kind::adsb);
  CHECK_FALSE(rows(pressure)[0].height);
  CHECK(rows(pressure)[1].height->above == Above::standard_pressure);
  CHECK(assumed(pressure, "the name of the file says press_alt") == Sure::likely);
  const auto geoid = called("TC-JRA-track-EGM96.kml");
  CHECK(rows(geoid)[1].height->above == Above::sea_level);
  CHECK(assumed(geoid, "those of satellites, brought from the ellipsoid to sea level by EGM96") ==
        Sure::likely);
  const auto averaged = called("TC-JRA-track-EGM96_avg.kml");
  CHECK(rows(averaged)[1].height->above == Above::sea_level);
  CHECK(assumed(averaged, "by a running mean of the difference") == Sure::likely);
  const auto renamed = called("evidence.kml");
  CHECK(rows(renamed)[1].height->above == Above::unsaid);
  CHECK(rows(renamed)[1].printed().altitude.text == "5791 m");
  CHECK(assumed(renamed, "above sea level or at standard pressure") == Sure::guessed);
}

TEST_CASE("A day is no instant") {
  CHECK(skipped(read(kml("<Placemark><TimeStamp><when>2015-11-24</when></"
                         "TimeStamp><Point><coordinates>36.1,35.8</coordinates></Point></Placemark>")),
                "not understood") == 1);
}

TEST_CASE("GPX points keep their heights, whose reference depends on the device") {
  const auto imported = read(
      R"(<gpx version="1.1"><trk><name>chase</name><trkseg><trkpt lat="35.83120" lon="36.1890"><ele>210.5</ele><time>2015-11-24T07:24:05Z</time><hdop>2.0</hdop></trkpt></trkseg><trkseg><trkpt lat="35.83121" lon="36.1891"><time>2015-11-24T07:25:05Z</time></trkpt></trkseg></trk></gpx>)");
  CHECK(imported.tracks.front().name == "chase");
  CHECK(rows(imported)[0].printed().position.text == "35.83120 N 36.1890 E");
  CHECK(rows(imported)[0].printed().altitude.text == "210.5 m");
  CHECK(rows(imported)[0].height->above == Above::unsaid);
  CHECK(in_metres(*rows(imported)[0].accuracy) == Approx(7.8));
  CHECK(noticed(imported, "2 segments"));
}

TEST_CASE("GeoJSON points with times are a table, longitude first") {
  const auto imported = read(
      R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[36.1890,35.8312,5791]},"properties":{"time":"2015-11-24T07:24:05Z","callsign":"THY7KZ"}},{"type":"Feature","properties":{},"geometry":null}]})");
  CHECK(rows(imported).front().printed().position.text == "35.8312 N 36.1890 E");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(imported).front().printed().altitude.text == "5791 m");
  CHECK(skipped(imported, "without a geometry") == 1);
}

TEST_CASE("GeoJSON lines have times for each corner, or none at all") {
  const std::string line = R"("geometry":{"type":"LineString","coordinates":[[36.1,35.8],[36.2,35.9]]}})";
  const auto timed = read(
      R"({"type":"Feature","properties":{"coordTimes":["2015-11-24T07:24:05Z","2015-11-24T07:24:06Z"]},)" +
      line);
  CHECK(rows(timed)[1].printed().time.text == "2015-11-24 07:24:06");
  const auto short_of =
      read(R"({"type":"Feature","properties":{"coordTimes":["2015-11-24T07:24:05Z"]},)" + line);
  CHECK(short_of.tracks.front().kind == Kind::drawn);
  CHECK(noticed(short_of, "2 corners has 1 times"));
  const auto path = read(R"({"type":"Feature","properties":null,)" + line);
  CHECK(path.tracks.front().kind == Kind::drawn);
  CHECK(assumed(path, "in the order flown") == Sure::guessed);
}

TEST_CASE("ACMI adds its reference to every place, each to its own axis") {
  const auto imported =
      read(acmi("0,ReferenceTime=2015-11-24T07:24:00Z\n0,ReferenceLongitude=36\n0,ReferenceLatitude=35\n#5."
                "25\n3000102,T=0.1890|0.8312|5791,Type=Air+FixedWing,Name=Su-24M,CallSign=Falcon\n"));
  const auto& row = rows(imported).front();
  CHECK(row.printed().position.text == "35.8312 N 36.1890 E");
  CHECK(row.printed().time.text == "2015-11-24 07:24:05.25");
  CHECK(imported.tracks.front().name == "Falcon (3000102)");
  CHECK(imported.tracks.front().type == "Su-24M");
}

TEST_CASE("An empty field of ACMI is as it was, and no zero") {
  const auto imported = read(
      acmi("0,ReferenceTime=2015-11-24T07:24:00Z\n#0\n1,T=36.1|35.8|5791|||90,Type=Air\n#1\n1,T=36.2||\n"));
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].printed().position.text == "35.8 N 36.2 E");
  CHECK(rows(imported)[1].printed().altitude.text == "5791 m above mean sea level");
}

TEST_CASE("ACMI lines go on behind a backslash, commas may be guarded, and ids come back as others") {
  const auto imported =
      read(acmi("0,ReferenceTime=2015-11-24T07:24:00Z\n#0\n1,T=36.1|35.8|5791,Type=Air,Name=A\\, "
                "B\\\n,CallSign=C\n-1\n#1\n1,T=36.3|35.9|5791,Type=Air\n2,T=36|35|0,Type=Ground+Static\n"));
  REQUIRE(imported.tracks.size() == 2);
  CHECK(imported.tracks.front().type == "A, B");
  CHECK(imported.tracks.front().callsign == "C");
  CHECK(skipped(imported, "neither in the air") == 1);
}

TEST_CASE("A gx:MultiTrack says once for all its tracks what their heights are measured from") {
  // As Google's "My Tracks" wrote it (test/data/gxmultitrack.kml of mapbox/togeojson), two fixes of it.
  const auto imported = read(
      "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\" "
      "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document><Placemark><name>tour</name><gx:MultiTrack>"
      "<altitudeMode>absolute</altitudeMode><gx:interpolate>1</gx:interpolate><gx:Track>"
      "<when>2014-04-12T14:26:16.702Z</when><gx:coord>-71.324739 -40.139527 791.5999755859375</gx:coord>"
      "<when>2014-04-12T14:26:52.761Z</when><gx:coord>-71.324819 -40.139536 772.0</gx:coord>"
      "</gx:Track></gx:MultiTrack></Placemark></Document></kml>");
  REQUIRE(imported.tracks.size() == 1);
  const auto& fixes = imported.tracks.front().sightings;
  REQUIRE(fixes.size() == 2);
  CHECK(fixes[1].printed().altitude.text == "772.0 m above mean sea level");
  CHECK(in_metres(fixes[0].height->value) == Approx(791.6));
}

TEST_CASE("ACMI writes a place in four ways, and an id of 64 bits is one") {
  const auto imported = read(acmi(
      "0,ReferenceTime=2015-11-24T07:24:00Z\n// a comment\n0,Title=one\\\ntwo\n#0\n"
      "a1b2c3d4e5f60718,T=36.1|35.8|5000,Type=Air+FixedWing,Registration=TC-JRA,Squawk=377,ICAO24=4BA945,"
      "CallSign=THY7KZ\n#60\na1b2c3d4e5f60718,T=36.2|35.8|5000|100|200\n#120\n"
      "a1b2c3d4e5f60718,T=36.3|35.8|5000|1|2|90\n0,Event=Destroyed|a1b2c3d4e5f60718|hit\n#180\n"
      "a1b2c3d4e5f60718,T=36.4|35.8||1|2|90|100|200|91\n-a1b2c3d4e5f60718\n"));
  REQUIRE(rows(imported).size() == 4);
  for (const auto& row : rows(imported)) CHECK(row.printed().altitude.text == "5000 m above mean sea level");
  CHECK(in_degrees(rows(imported)[3].position->longitude) == Approx(36.4));
  CHECK(imported.tracks.front().registration == "TC-JRA");
  CHECK(imported.tracks.front().address == "4BA945");
  CHECK(imported.tracks.front().squawk == "0377");
  CHECK(noticed(imported, "Destroyed|a1b2c3d4e5f60718"));
  CHECK(noticed(imported, "may be a simulation"));
}

TEST_CASE("Angles and further samples of a gx:Track are no places, and its heights may be above the ground") {
  const auto imported = read(kml(
      "<Placemark><gx:Track><altitudeMode>relativeToGround</altitudeMode><when>2015-11-24T07:24:05Z</when>"
      "<gx:coord>36.1 35.8 100</gx:coord><gx:angles>90 0 0</gx:angles><when>2015-11-24T07:24:35Z</when>"
      "<gx:coord>36.2 35.8 100</gx:coord><gx:angles>91 0 0</gx:angles><ExtendedData><SchemaData "
      "schemaUrl=\"#s\"><gx:SimpleArrayData name=\"speed\"><gx:value>450</gx:value><gx:value>451</gx:value>"
      "</gx:SimpleArrayData></SchemaData></ExtendedData></gx:Track></Placemark>"));
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[1].printed().altitude.text == "100 m above ground");
}

TEST_CASE("A polygon of KML is no track, and told") {
  CHECK(
      noticed(read(kml("<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>36,35,0 37,35,0 "
                       "37,36,0 36,35,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>")),
              "1 polygons"));
}

TEST_CASE("A geoid's height beside a GPX elevation says what it is measured from") {
  const auto imported = read(
      R"(<gpx version="1.1"><trk><trkseg><trkpt lat="35.83120" lon="36.1890"><ele>210.5</ele><time>2015-11-24T07:24:05Z</time><geoidheight>25.25</geoidheight><vdop>1</vdop><pdop>3</pdop></trkpt></trkseg></trk></gpx>)");
  CHECK(rows(imported)[0].printed().altitude.text == "210.5 m above mean sea level");
  CHECK(in_metres(rows(imported)[0].second_height->value) == Approx(235.75));
  CHECK(assumed(imported, "geoid's height stands beside") == Sure::likely);
}

TEST_CASE("A system that GeoJSON names is a known datum, or the file is refused") {
  const auto named = [](const std::string& name) {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + name +
           R"("}},"features":[{"type":"Feature","properties":{"time":"2015-11-24T07:24:05Z"},)"
           R"("geometry":{"type":"Point","coordinates":[36.1890,35.8312]}}]})";
  };
  CHECK(read(named("urn:ogc:def:crs:OGC:1.3:CRS84")).datum == "WGS 84");
  const auto european = read(named("urn:ogc:def:crs:EPSG::4230"));
  CHECK(european.datum == "ED50");
  CHECK(assumed(european, "positions are on ED50") == Sure::stated);
  CHECK(rows(european).front().printed().position.text == "35.8312 N 36.1890 E");
  CHECK_THROWS_WITH(read(named("urn:ogc:def:crs:EPSG::3857")),
                    Catch::Contains("only longitude and latitude on a datum that recon knows"));
}
