// SPDX-License-Identifier: Apache-2.0
#include "recon/load/text_outlines.hpp"

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

#include "recon/load/outlines.hpp"

namespace recon {

using load::OutlineFile;
using load::OutlineOptions;
using test::with;

namespace {

OutlineFile read(const std::string& name, const std::string& text, const std::string& property = "") {
  OutlineOptions options;
  options.property = property;
  if (property.empty()) options.group = OutlineOptions::Group::all;
  return load::read_outlines({{.name = name, .bytes = text}}, options);
}

std::string refusal(const std::string& name, const std::string& text) {
  try {
    static_cast<void>(read(name, text));
  } catch (const load::UnreadableFile& refused) {
    return refused.what();
  }
  return "read";
}

geo::Position at(double latitude, double longitude) { return {degrees(latitude), degrees(longitude)}; }

// From the description of the format (WinPilot, 1998): Reno, and the range R-4806 W with notes behind its
// corners.
const std::string airspaces =
    "* Reno CTR\r\n"
    "AC C\r\nAN RENO-C\r\nAL SFC\r\nAH 8400 ft\r\nV X=39:29.9 N 119:46.1 W\r\nDC 5\r\n\r\n"
    "* Reno TMA\r\n"
    "AC C\r\nAN RENO-TMA\r\nV X=39:29.9 N 119:46.1W\r\nDA 10,270,290\r\nDA 7,290,320\r\nDA 10,320,200\r\nV "
    "D=-\r\n"
    "DA 5,200,270\r\n\r\n"
    "AC R\r\nAN R-4806 W\r\nAL 0\r\nAH UNLIM\r\n"
    "DP 36:41:00 N 115:56:10 W    c29\r\nDP 37:06:00 N 115:56:10 W    c30\r\nDP 37:06:00 N 115:35:00 W    "
    "c31\r\n"
    "DP 36:25:40 N 115:18:10 W    c36\r\n";

}  // namespace

TEST_CASE("An airspace of OpenAir is a feature with its name, circles to a metre and corners as printed") {
  const OutlineFile file = read("nevada.txt", airspaces, "name");
  REQUIRE(file.outlines.size() == 3);
  const geo::Position centre = at(39.0 + 29.9 / 60, -(119.0 + 46.1 / 60));
  const geo::PreparedOutline circle{file.outlines.at("RENO-C")};
  for (double azimuth = 0.5; azimuth < 360.0; azimuth += 17.3) {
    CAPTURE(azimuth);
    CHECK(circle.contains(geo::destination(centre, degrees(azimuth), nautical_miles(5) - metres(1.1))));
    CHECK_FALSE(circle.contains(geo::destination(centre, degrees(azimuth), nautical_miles(5) + metres(0.1))));
  }
  const geo::Ring& range = file.outlines.at("R-4806 W").parts.at(0).outer;
  REQUIRE(range.size() == 4);
  CHECK(in_metres(geo::distance(range[0], at(36.0 + 41.0 / 60, -(115.0 + 56.0 / 60 + 10.0 / 3600)))) < 1e-6);
  CHECK(with(file.notes, "floors and ceilings of the file are not taken").size() == 1);
  CHECK(with(file.notes, "'R-4806 W') 0 to UNLIM").size() == 1);
  CHECK(with(file.notes, "on WGS 84, which the format does not say").size() == 1);
}

TEST_CASE("Arcs of OpenAir turn clockwise until they are told otherwise") {
  const geo::PreparedOutline area{read("tma.openair", airspaces, "name").outlines.at("RENO-TMA")};
  const geo::Position centre = at(39.0 + 29.9 / 60, -(119.0 + 46.1 / 60));
  const auto inside = [&](double azimuth, double miles) {
    return area.contains(geo::destination(centre, degrees(azimuth), nautical_miles(miles)));
  };
  CHECK(inside(280, 9.9));
  CHECK_FALSE(inside(300, 7.1));
  CHECK(inside(300, 6.9));
  CHECK(inside(190, 9.9));
  // The last arc goes back the way the others came: a ring about the zone of 5 miles, open from 200 to 270.
  CHECK(inside(0, 5.1));
  CHECK_FALSE(inside(0, 4.9));
  CHECK_FALSE(inside(235, 5.1));
  CHECK_FALSE(inside(235, 4.9));
}

TEST_CASE("An arc between two coordinates keeps them as its ends") {
  const OutlineFile file =
      read("ctr.air",
           "AC D\nAN CTR Agen\nDP 44:16:44 N 000:28:29 E\nDP 44:13:48 N 000:45:33 E\n"
           "V X=44:10:29 N 000:35:26 E\nDB 44:13:48 N 000:45:33 E,44:02:56 N 000:39:07 E\n"
           "DP 44:05:39 N 000:31:05 E\n",
           "name");
  const geo::Ring& ring = file.outlines.at("CTR Agen").parts.at(0).outer;
  const geo::Position centre = at(44.0 + 10.0 / 60 + 29.0 / 3600, 35.0 / 60 + 26.0 / 3600);
  const geo::Position end = at(44.0 + 2.0 / 60 + 56.0 / 3600, 39.0 / 60 + 7.0 / 3600);
  CHECK(std::any_of(ring.begin(), ring.end(), [&](const geo::Position& corner) {
    return in_metres(geo::distance(corner, end)) < 1e-6;
  }));
  const geo::PreparedOutline area{file.outlines.at("CTR Agen")};
  CHECK(area.contains(geo::destination(centre, degrees(110), nautical_miles(7.8))));
  CHECK_FALSE(area.contains(geo::destination(centre, degrees(110), nautical_miles(8.3))));
}

TEST_CASE("An airspace with a line that cannot be read is left out, and told with it") {
  const OutlineFile file =
      read("two.txt",
           "AC R\nAN wrong\nDP 36:41:00 N 115:56:10 W\nDP 36:61:00 N 115:56:10 W\n" + airspaces +
               "AC W\nAN an airway\nV W=5\nDY 36:41:00 N 115:56:10 W\n"
               "TO a river\nDP 36:41:00 N 115:56:10 W\n",
           "name");
  CHECK(file.outlines.size() == 3);
  CHECK(
      with(file.notes, "('wrong') is left out: not understood, line 4: 'DP 36:61:00 N 115:56:10 W'").size() ==
      1);
  CHECK(with(file.notes, "1 segments of airways (DY) are not read").size() == 1);
  CHECK(with(file.notes, "1 terrain objects (TO, TC) are not read").size() == 1);
  CHECK(refusal("odd.txt", "AC R\nAN no centre\nDC 5\n").find("odd.txt: ") == 0);
}

// As Osmosis' wiki page of the format has it, with fewer corners.
TEST_CASE(
    "A .poly is one feature, longitude first, with holes where a section begins with an exclamation mark") {
  const std::string text =
      "levant\nfirst_area\n   3.500000E+01   3.600000E+01\n   3.700000E+01   3.600000E+01\n   3.7E+01   "
      "3.7E+01\n"
      "   35.0   37.0\nEND\nsecond_area\n  40 30\n  41 30\n  41 31\nEND\n"
      "!lake\n  35.5 36.25\n  36 36.25\n  36 36.5\nEND\n!elsewhere\n 10 10\n 11 10\n 11 11\nEND\nEND\n";
  const OutlineFile file = read("levant.poly", text, "name");
  const geo::Outline& outline = file.outlines.at("levant");
  REQUIRE(outline.parts.size() == 2);
  const geo::PreparedOutline area{outline};
  CHECK(area.contains(at(36.75, 36.5)));
  CHECK_FALSE(area.contains(at(36.3, 35.9)));
  CHECK(area.contains(at(30.2, 40.9)));
  CHECK(with(file.notes, "lies in no area and is left out").size() == 1);
  CHECK(refusal("cut.poly", text.substr(0, text.size() - 4)) ==
        "cut.poly: not a .poly file: cut off, its last END is missing");
  std::string spoilt = text;
  spoilt.replace(spoilt.find("  41 31"), 7, "  41 x1");
  CHECK(refusal("spoilt.poly", spoilt) ==
        "spoilt.poly: not a .poly file: line 11 is no longitude and latitude");
}

TEST_CASE("Well-known text wants its system said, and the axis taken first is told") {
  const std::string square =
      "POLYGON ((35 36, 37 36, 37 37, 35 37, 35 36), (35.5 36.25, 36 36.25, 36 36.5, 35.5 36.25))";
  CHECK(refusal("a.wkt", square).find("a.wkt: well-known text declares no coordinate system") == 0);
  const OutlineFile file = read("a.wkt", "SRID=4326;" + square + "\nSRID=4326;POINT (1 2)\n");
  const geo::PreparedOutline area{file.outlines.at("")};
  CHECK(area.contains(at(36.75, 36.5)));
  CHECK_FALSE(area.contains(at(36.3, 35.9)));
  CHECK(file.crs == "EPSG:4326");
  CHECK(with(file.notes,
             "longitude is taken, and then the features lie at longitude 35 to 37, latitude 36 to 37")
            .size() == 1);
  CHECK(with(file.notes, "feature 2 is a POINT and is skipped").size() == 1);
  CHECK(
      refusal("swapped.txt", "SRID=4326;POLYGON ((36 135, 36 137, 37 137, 36 135))").find("swapped.txt: ") ==
      0);
  CHECK(refusal("two.wkt", "SRID=4326;" + square + "SRID=4230;" + square) ==
        "two.wkt: geometries in different coordinate systems");
  CHECK(refusal("broken.wkt", "SRID=4326;POLYGON ((35 36") ==
        "broken.wkt: not well-known text after feature 0");
  OutlineOptions said;
  said.group = OutlineOptions::Group::all;
  said.crs = "EPSG:4326";
  CHECK(load::read_outlines({{.name = "b.wkt", .bytes = square}}, said).vertices == 7);
}

TEST_CASE("Text is known by what it says, whatever its name ends in") {
  CHECK(load::outline_text_of(airspaces) == load::OutlineText::openair);
  CHECK(load::outline_text_of("SRID=4326; polygon ((0 0") == load::OutlineText::wkt);
  CHECK(load::outline_text_of("time,latitude\n1,2\n") == load::OutlineText::unknown);
  CHECK(load::outline_text_of("") == load::OutlineText::unknown);
  CHECK(read("odd.poly", airspaces, "name").outlines.size() == 3);
  CHECK(load::read_outlines({{.name = "states.air", .bytes = airspaces}}).outlines.count("RENO-C") == 1);
  CHECK(refusal("notes.txt", "Dear Sir,\n") ==
        "notes.txt: no outlines in this text: neither OpenAir, nor .poly, nor well-known text");
}

TEST_CASE("Names of OpenAir in an older code page are read, and told") {
  const OutlineFile file = read("f.txt",
                                "AC R\nAN For\xEAt\nDP 36:41:00 N 115:56:10 W\nDP 37:06:00 N 115:56:10 W\n"
                                "DP 37:06:00 N 115:35:00 W\n",
                                "name");
  CHECK(file.outlines.count("For\xC3\xAAt") == 1);
  CHECK(with(file.notes, "are taken as those of Latin 1").size() == 1);
}

namespace {

std::string gml(const std::string& system, const std::string& corners, const std::string& more = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<wfs:FeatureCollection "
         "xmlns:wfs=\"http://www.opengis.net/wfs\" xmlns:gml=\"http://www.opengis.net/gml\" "
         "xmlns:app=\"http://example.org/app\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xsi:schemaLocation=\"http://example.org/app /etc/hostname\">" +
         more +
         "<gml:featureMember><app:zone gml:id=\"z.1\"><app:state>AAA</app:state><app:geom>"
         "<gml:Polygon" +
         (system.empty() ? "" : " srsName=\"" + system + "\"") +
         "><gml:exterior><gml:LinearRing><gml:posList>" + corners +
         "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></app:geom></app:zone></"
         "gml:featureMember>"
         "</wfs:FeatureCollection>\n";
}

const std::string latitude_first = "36 35 36 37 37 37 37 35 36 35",
                  longitude_first = "35 36 37 36 37 37 35 37 35 36";

}  // namespace

TEST_CASE("GML by a system's long name has latitude first, by its short name longitude, and either is told") {
  for (const std::string system : {"urn:ogc:def:crs:EPSG::4326", "urn:x-ogc:def:crs:EPSG:4326",
                                   "http://www.opengis.net/def/crs/EPSG/0/4326"}) {
    CAPTURE(system);
    const OutlineFile file = read("wfs.gml", gml(system, latitude_first), "state");
    CHECK(geo::PreparedOutline{file.outlines.at("AAA")}.contains(at(36.75, 36.9)));
    CHECK(file.crs == "EPSG:4326");
    CHECK(with(file.notes, "latitude first where that is so").size() == 1);
    CHECK(with(file.notes, "longitude 35 to 37, latitude 36 to 37").size() == 1);
  }
  for (const std::string system : {"EPSG:4326", "http://www.opengis.net/gml/srs/epsg.xml#4326"}) {
    CAPTURE(system);
    const OutlineFile file = read("wfs.gml", gml(system, longitude_first), "state");
    CHECK(geo::PreparedOutline{file.outlines.at("AAA")}.contains(at(36.75, 36.9)));
    CHECK(with(file.notes, "does not say whether latitude or longitude comes first; longitude is taken")
              .size() == 1);
  }
}

TEST_CASE("GML without a system, with two, or with a document type is refused") {
  CHECK(refusal("a.gml", gml("", longitude_first)).find("a.gml: no coordinate system is declared") == 0);
  CHECK(refusal("b.gml",
                gml("EPSG:4326", longitude_first,
                    "<gml:boundedBy><gml:Envelope srsName=\"urn:ogc:def:crs:EPSG::4326\"/></gml:boundedBy>"))
            .find("b.gml: its coordinate system is named in two ways") == 0);
  std::string typed = gml("EPSG:4326", longitude_first);
  typed.insert(typed.find("<wfs:"), "<!DOCTYPE x [<!ENTITY a \"b\">]>");
  CHECK(refusal("c.gml", typed) == "c.gml: a document type in GML is refused");
  CHECK(refusal("d.xml", "<html></html>").find("d.xml: not GML") == 0);
}

}  // namespace recon
