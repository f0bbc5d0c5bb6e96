// SPDX-License-Identifier: Apache-2.0
#include "recon/load/border.hpp"

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

#include "recon/load/outlines.hpp"

namespace recon {

using load::UnreadableFile;
using test::Folder;
using test::told;
using test::with;

namespace {

const std::string ring = "[[30,36],[32,36],[32,38],[30,38],[30,36]]";

std::string feature(const std::string& properties, const std::string& geometry) {
  return "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":" + geometry + "}";
}
std::string collection(const std::string& features) {
  return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
}
std::string polygon(const std::string& rings) {
  return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
}
std::string of_state(const std::string& state, const std::string& geometry) {
  return feature("\"state\":\"" + state + "\"", geometry);
}

std::map<std::string, geo::Outline> read_outlines(const std::string& name, const std::string& text,
                                                  const std::string& property) {
  load::OutlineOptions options;
  options.property = property;
  return load::read_outlines({{.name = name, .bytes = text}}, options).outlines;
}

geo::Position at(double latitude, double longitude) { return {degrees(latitude), degrees(longitude)}; }

}  // namespace

TEST_CASE("Outlines are read by state: rings open, holes kept, features of one state joined") {
  const std::string hole = "[[30.5,36.5],[30.5,37],[31,37],[31,36.5],[30.5,36.5]]";
  const auto outlines = read_outlines(
      "a.geojson",
      collection(
          of_state("AAA", polygon(ring + "," + hole)) + "," + of_state("BBB", polygon(ring)) + "," +
          of_state("AAA", R"({"type":"MultiPolygon","coordinates":[[[[40,36],[41,36],[41,37],[40,36]]]]})")),
      "state");
  REQUIRE(outlines.size() == 2);
  const auto& parts = outlines.at("AAA").parts;
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].outer == geo::Ring{at(36, 30), at(36, 32), at(38, 32), at(38, 30)});
  REQUIRE(parts[0].holes.size() == 1);
  CHECK(parts[0].holes[0].size() == 4);
  CHECK(parts[1].outer.size() == 3);
}

TEST_CASE("A GeometryCollection is unwrapped") {
  const auto outlines = read_outlines(
      "a.geojson",
      collection(of_state("AAA", R"({"type":"GeometryCollection","geometries":[)" + polygon(ring) + "]}")),
      "state");
  CHECK(outlines.at("AAA").parts.size() == 1);
}

TEST_CASE("A file that is no outline is refused with the reason") {
  struct Bad {
    std::string text, told;
  };
  const auto bad = GENERATE(values<Bad>({
      {"not json", "a.geojson: not GeoJSON"},
      {"", "a.geojson: not GeoJSON"},
      {R"({"type":"FeatureCollection","features":[]})", "no feature in this file"},
      {collection(feature("\"name\":\"x\"", polygon(ring))), "feature 1 has no property 'state'"},
      {collection(of_state("BBB", "null")), "no polygon in this file: feature 1 has no geometry"},
      {collection(of_state("AAA", R"({"type":"Point","coordinates":[1,2]})")),
       "feature 1 is a Point and is skipped; polygons are needed"},
      {collection(of_state("AAA", polygon("[[30,36],[32,360],[32,38],[30,36]]"))),
       "feature 1, part 1, ring 1 has a corner that is no longitude and latitude"},
      {collection(of_state("AAA", polygon("[[30,36],[NaN,36],[32,38],[30,36]]"))), "a.geojson: "},
      {collection(of_state("AAA", polygon("[[30,36],[32,36],[30,36]]"))),
       "no polygon in this file: feature 1, part 1, ring 1 has fewer than three corners"},
      {R"({"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1/a"}},"features":[)" +
           of_state("AAA", polygon(ring)) + "]}",
       "its \"crs\" is not given by name"},
  }));
  CAPTURE(bad.text);
  CHECK_THROWS_WITH(read_outlines("a.geojson", bad.text, "state"), Catch::Contains(bad.told));
}

TEST_CASE("A border is the library's entry with the case's own words over it") {
  const Folder library, folder;
  library.write("squares.geojson",
                collection(of_state("AAA", polygon(ring)) + "," + of_state("BBB", polygon(ring))));
  library.write("lib.textproto",
                "id: \"lib\" file: \"squares.geojson\" line_error: \"60 m\" edge: GEODESIC states: \"AAA\" "
                "known_flaw: \"old\"\n"
                "frame { west: 30 south: 36 east: 40 north: 38 }");
  const load::Options options{.library = library.path()};
  const auto loaded = load::load_case(
      folder.write("case.textproto",
                   "id: \"case\" border { id: \"mine\" library: \"lib\" line_error: \"90 m\" }"),
      options);
  REQUIRE(loaded.borders.count("mine") == 1);
  const incident::BorderVersion& version = loaded.borders.at("mine");
  CHECK(version.about.id.text == "mine");
  CHECK(version.about.line_error.text == "90 m");
  CHECK(version.about.known_flaw.text == "old");
  REQUIRE(version.states.size() == 1);
  const geo::SharedOutline& outline = version.states.at("AAA");
  CHECK(outline->outline().edge == geo::Edge::geodesic);
  CHECK(outline->outline().window == geo::Window{degrees(30), degrees(36), degrees(40), degrees(38)});
  CHECK(outline->contains(at(37, 31)));
  CHECK_FALSE(outline->contains(at(37, 33)));
  CHECK(version.sha256 == load::sha256(test::slurp(library.path() / "squares.geojson")));
  CHECK(loaded.inputs.back().name == "lib");
}

TEST_CASE("A border may lie beside the case, held to its SHA-256") {
  const Folder folder;
  const std::string text = collection(of_state("AAA", polygon(ring)));
  folder.write("own.geojson", text);
  incident::Border border;
  border.id.text = "own";
  border.file.text = "own.geojson";
  border.sha256.text = load::sha256(text);
  CHECK(load::load_border(border, folder.path(), {}).states.count("AAA") == 1);
  border.sha256.text = std::string(64, '0');
  CHECK_THROWS_WITH(load::load_border(border, folder.path(), {}),
                    Catch::Contains("own.geojson: not the file that was written down: its SHA-256 is " +
                                    load::sha256(text)));
}

TEST_CASE("A border that cannot be used is an error at its line, and the case goes on") {
  const Folder folder, library;
  folder.write("own.geojson", collection(of_state("AAA", polygon(ring))));
  folder.write("own.gpkg", "x");
  folder.write("own.vrt", "x");
  library.write("bad.textproto", "id: \"bad\"\nfiel: \"x\"\n");
  library.write("empty.textproto", "id: \"empty\"\n");
  struct Bad {
    std::string border, told;
  };
  const auto bad = GENERATE(values<Bad>({
      {"library: \"nothing\"", "nothing: there is no border of this name in the library"},
      {"library: \"../case\"", "../case: not a name of a border"},
      {"library: \"bad\"", "bad.textproto:2:1: no field 'fiel' in Border; did you mean 'file'? (rule 1)"},
      {"library: \"empty\"", "the library's entry names no file"},
      {"", "either an entry of the library or a file"},
      {"library: \"empty\" file: \"own.geojson\"", "either an entry of the library or a file"},
      {"file: \"own.gpkg\"", "own.gpkg: not GeoPackage"},
      {"file: \"own.vrt\"", "own.vrt: outlines are read from .geojson, .gpkg, .shp"},
      {"file: \"/vsicurl/http://127.0.0.1/a.geojson\"", "a file of a case lies inside its folder"},
      {"file: \"other.geojson\"", "there is no such file"},
      {"file: \"own.geojson\" states: \"BBB\"", "no feature of the state BBB"},
  }));
  CAPTURE(bad.border);
  const auto loaded = load::load_case(
      folder.write("case.textproto", "id: \"case\"\n  border { id: \"b\" " + bad.border + " }"),
      {.library = library.path()});
  CAPTURE(told(loaded.problems));
  CHECK(with(with(told(loaded.problems), "case.textproto:2:3: "), bad.told).size() == 1);
  CHECK(loaded.borders.empty());
  CHECK_FALSE(loaded.usable());
}

TEST_CASE("An area drawn in a file is read by its name, or whole") {
  const Folder folder;
  folder.write("areas.geojson",
               collection(feature("\"name\":\"north\"", polygon(ring)) + "," +
                          feature("\"name\":\"east\"", polygon("[[40,36],[42,36],[42,38],[40,36]]"))));
  const auto loaded = load::load_case(folder.write("case.textproto", R"(
zone { id: "north" area { file: "areas.geojson" name_in_file: "north" } }
zone { id: "both" area { file: "areas.geojson" } }
zone { id: "none" area { file: "areas.geojson" name_in_file: "west" } })"));
  REQUIRE(loaded.areas.count("north") == 1);
  CHECK(loaded.areas.at("north")->outline().parts.size() == 1);
  CHECK(loaded.areas.at("both")->outline().parts.size() == 2);
  CHECK(with(told(loaded.problems), "case.textproto:4:26: areas.geojson: no feature of the name 'west'")
            .size() == 1);
}

TEST_CASE("Every entry of the library loads, and covers the states it names") {
  for (const auto& entry : std::filesystem::directory_iterator{std::string{RECON_DATA} + "/borders"}) {
    if (entry.path().extension() != ".textproto") continue;
    incident::Border border;
    border.id.text = border.library.text = entry.path().stem().string();
    CAPTURE(border.id.text);
    const auto version = load::load_border(border, ".", {.library = entry.path().parent_path()});
    CHECK(version.states.size() == version.about.states.size());
    CHECK_FALSE(version.about.line_error.empty());
    CHECK_FALSE(version.about.licence.empty());
  }
}

}  // namespace recon
