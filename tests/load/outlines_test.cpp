// SPDX-License-Identifier: Apache-2.0
#include "recon/load/outlines.hpp"

#include <cstdio>
#include <cstring>
#include <memory>

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

namespace recon {

using load::OutlineFile;
using load::OutlineOptions;
using load::read_outlines;
using test::Folder;
using test::with;

namespace {

geo::Position at(double longitude, double latitude) { return {degrees(latitude), degrees(longitude)}; }

const geo::Ring shell{at(35.5, 35.25), at(36.75, 35.25), at(36.75, 36.5), at(35.5, 36.5)};
const geo::Ring hole{at(36, 35.5), at(36, 36), at(36.25, 36), at(36.25, 35.5)};

OutlineFile read_text(const std::string& text, const OutlineOptions& options = {}) {
  return read_outlines({{.name = "a.geojson", .bytes = text}}, options);
}
std::string feature(const std::string& properties, const std::string& geometry) {
  return "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":" + geometry + "}";
}
std::string collection(const std::string& features, const std::string& more = "") {
  return "{\"type\":\"FeatureCollection\"," + more + "\"features\":[" + features + "]}";
}
std::string polygon(const std::string& rings) {
  return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
}
const std::string square = polygon("[[30,36],[32,36],[32,38],[30,38],[30,36]]");

OutlineOptions with_property(const std::string& property) {
  OutlineOptions options;
  options.property = property;
  return options;
}

// ---- files as other programmes write them ----

struct Close {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};

void add_ring(OGRPolygon& polygon, const geo::Ring& ring, OGRCoordinateTransformation* projection) {
  OGRLinearRing line;
  for (const geo::Position& corner : ring) {
    double x = in_degrees(corner.longitude), y = in_degrees(corner.latitude);
    if (projection != nullptr) REQUIRE(projection->Transform(1, &x, &y) != 0);
    line.addPoint(x, y);
  }
  line.closeRings();
  polygon.addRing(&line);
}

// One polygon with a hole and the property `state`: "AAA"; in a coordinate system, or none declared.
void write_file(const std::filesystem::path& path, const char* driver, const std::string& crs,
                const std::string& state = "AAA") {
  RegisterOGRShape();
  RegisterOGRGeoPackage();
  RegisterOGRLIBKML();
  RegisterOGRFlatGeobuf();
  GDALDriver* writer = GetGDALDriverManager()->GetDriverByName(driver);
  REQUIRE(writer != nullptr);
  const std::unique_ptr<GDALDataset, Close> dataset{
      writer->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  REQUIRE(dataset);
  OGRSpatialReference system, wgs84;
  wgs84.SetWellKnownGeogCS("CRS84");
  if (!crs.empty()) REQUIRE(system.SetFromUserInput(crs.c_str()) == OGRERR_NONE);
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> projection{
      system.IsProjected() != 0 ? OGRCreateCoordinateTransformation(&wgs84, &system) : nullptr};
  OGRLayer* layer = dataset->CreateLayer("drawn", crs.empty() ? nullptr : &system, wkbPolygon, nullptr);
  REQUIRE(layer != nullptr);
  OGRFieldDefn field{"state", OFTString};
  REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
  OGRFeature drawn{layer->GetLayerDefn()};
  drawn.SetField("state", state.c_str());
  OGRPolygon area;
  add_ring(area, shell, projection.get());
  add_ring(area, hole, projection.get());
  drawn.SetGeometry(&area);
  REQUIRE(layer->CreateFeature(&drawn) == OGRERR_NONE);
}

void zip(const std::filesystem::path& archive, const std::string& member, std::string_view bytes) {
  const std::string path = "/vsizip/" + archive.string() + "/" + member;
  VSILFILE* file = VSIFOpenL(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size());
  VSIFCloseL(file);
}

// The same corners, wherever a format lets a ring begin and whichever way round.
double farthest(const geo::Ring& ring, const geo::Ring& wanted) {
  double worst = ring.size() == wanted.size() ? 0.0 : 1e9;
  for (const geo::Position& corner : wanted) {
    double nearest = 1e9;
    for (const geo::Position& other : ring)
      nearest = std::min(nearest, in_metres(geo::distance(corner, other)));
    worst = std::max(worst, nearest);
  }
  return worst;
}

bool same(const geo::Outline& a, const geo::Outline& b) {
  if (a.parts.size() != b.parts.size()) return false;
  for (std::size_t p = 0; p < a.parts.size(); ++p)
    if (a.parts[p].outer != b.parts[p].outer || a.parts[p].holes != b.parts[p].holes) return false;
  return true;
}

void check_same(const OutlineFile& a, const OutlineFile& b) {
  REQUIRE(a.outlines.size() == b.outlines.size());
  for (const auto& [state, outline] : a.outlines) {
    CAPTURE(state);
    REQUIRE(b.outlines.count(state) == 1);
    CHECK(same(outline, b.outlines.at(state)));
  }
  CHECK(a.vertices == b.vertices);
  CHECK(a.property == b.property);
  CHECK(a.notes == b.notes);
}

OutlineOptions by_gdal(OutlineOptions options = {}) {
  options.reader = OutlineOptions::Reader::gdal;
  return options;
}

std::string told(const std::filesystem::path& file, const OutlineOptions& options = {}) {
  try {
    (void)read_outlines(file, options);
  } catch (const load::UnreadableFile& refused) {
    return refused.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("Every format gives the same outline") {
  struct Format {
    std::string name;
    const char* driver;
    double exact;  // metres
  };
  const auto format = GENERATE(values<Format>({{"a.gpkg", "GPKG", 0.0},
                                               {"a.shp", "ESRI Shapefile", 0.0},
                                               {"a.kml", "LIBKML", 1e-6},
                                               {"a.kmz", "LIBKML", 1e-6},
                                               {"a.fgb", "FlatGeobuf", 0.0}}));
  const Folder folder;
  write_file(folder.path() / format.name, format.driver, "EPSG:4326");
  const OutlineFile read = read_outlines(folder.path() / format.name);
  CAPTURE(format.name, read.notes);
  REQUIRE(read.outlines.count("AAA") == 1);
  const geo::Outline& outline = read.outlines.at("AAA");
  REQUIRE(outline.parts.size() == 1);
  REQUIRE(outline.parts[0].holes.size() == 1);
  CHECK(farthest(outline.parts[0].outer, shell) <= format.exact);
  CHECK(farthest(outline.parts[0].holes[0], hole) <= format.exact);
  CHECK(read.crs == "EPSG:4326");
  CHECK(read.property == "state");
  CHECK(read.vertices == 8);
  CHECK(read.notes.size() == (format.name == "a.kmz" ? 1U : 0U));  // its doc.kml links to its layer
}

TEST_CASE("A shapefile is read with its side files, or zipped; without .prj its system has to be said") {
  const Folder folder;
  write_file(folder.path() / "a.shp", "ESRI Shapefile", "EPSG:4326");
  CHECK(load::files_of_outlines(folder.path() / "a.shp").size() >= 4);
  for (const std::string ending : {".shp", ".shx", ".dbf", ".prj"})
    zip(folder.path() / "b.zip", "folder/a" + ending, test::slurp(folder.path() / ("a" + ending)));
  CHECK(farthest(read_outlines(folder.path() / "b.zip").outlines.at("AAA").parts.at(0).outer, shell) == 0.0);

  std::filesystem::remove(folder.path() / "a.prj");
  CHECK(told(folder.path() / "a.shp") ==
        "a.shp: no coordinate system is declared; say --crs EPSG:… if its publisher says which (4326 is WGS "
        "84)");
  OutlineOptions said;
  said.crs = "EPSG:4326";
  const OutlineFile read = read_outlines(folder.path() / "a.shp", said);
  CHECK(read.outlines.count("AAA") == 1);
  CHECK(with(read.notes, "the file declares no coordinate system; EPSG:4326 was said").size() == 1);
  said.crs = "/etc/passwd";
  CHECK(told(folder.path() / "a.shp", said) ==
        "a.shp: the coordinate system '/etc/passwd' is not known; write EPSG:4326");
}

TEST_CASE("Names of a shapefile are in the code page that its .cpg says") {
  const Folder folder;
  write_file(folder.path() / "a.shp", "ESRI Shapefile", "EPSG:4326");
  std::string table = test::slurp(folder.path() / "a.dbf");
  const std::size_t at = table.rfind("AAA");
  REQUIRE(at != std::string::npos);
  table.replace(at, 3, "\xD2\xF3\xF0");  // three letters of Windows-1251
  folder.write("a.dbf", table);
  folder.write("a.cpg", "1251");
  CHECK(read_outlines(folder.path() / "a.shp").outlines.count("\xD0\xA2\xD1\x83\xD1\x80") == 1);
}

TEST_CASE("A projected file comes out in longitude and latitude, with what its edges lose") {
  const Folder folder;
  write_file(folder.path() / "a.gpkg", "GPKG", "EPSG:32637");
  const OutlineFile read = read_outlines(folder.path() / "a.gpkg");
  CAPTURE(read.notes);
  CHECK(farthest(read.outlines.at("AAA").parts.at(0).outer, shell) < 1e-3);
  CHECK(read.crs == "EPSG:32637");
  CHECK(with(read.notes, "edges that are straight in EPSG:32637").size() == 1);
}

TEST_CASE("A shift of datum is made by a published operation and told with its accuracy") {
  const Folder folder;
  write_file(folder.path() / "a.fgb", "FlatGeobuf", "EPSG:4230");
  const OutlineFile read = read_outlines(folder.path() / "a.fgb");
  CAPTURE(read.notes);
  const double moved = farthest(read.outlines.at("AAA").parts.at(0).outer, shell);
  CHECK(moved > 50.0);
  CHECK(moved < 250.0);
  CHECK(with(with(read.notes, "coordinates moved from EPSG:4230 to WGS 84 by '"), "m as published").size() >=
        1);
}

TEST_CASE("The \"crs\" of older GeoJSON is honoured") {
  const auto named = [](const std::string& crs) {
    return R"("crs":{"type":"name","properties":{"name":")" + crs + "\"}},";
  };
  const std::string state = feature("\"state\":\"AAA\"", square);
  CHECK(read_text(collection(state, named("urn:ogc:def:crs:OGC:1.3:CRS84"))).notes.empty());
  CHECK(same(read_text(collection(state, named("EPSG:4326"))).outlines.at("AAA"),
             read_text(collection(state)).outlines.at("AAA")));
  const OutlineFile metres = read_text(collection(
      feature("\"state\":\"AAA\"",
              polygon("[[3896182,4163881],[3896282,4163881],[3896282,4163981],[3896182,4163881]]")),
      named("urn:ogc:def:crs:EPSG::3857")));
  CHECK(metres.crs == "EPSG:3857");
  CHECK(farthest(metres.outlines.at("AAA").parts.at(0).outer,
                 {at(35.0000, 35.0000), at(35.0009, 35.0), at(35.0009, 35.00074)}) < 50.0);
  CHECK_THROWS_WITH(read_text(collection(state, named("EPSG:999999"))),
                    "a.geojson: the coordinate system 'EPSG:999999' is not known");
  CHECK_THROWS_WITH(read_text(collection(state, named("+proj=longlat +nadgrids=@/etc/passwd"))),
                    Catch::Contains("a.geojson: "));
}

TEST_CASE("The property that names the state is guessed only where there is no doubt") {
  const OutlineFile guessed = read_text(collection(feature(R"("ISO_A3":"AAA","name":"x")", square)));
  CHECK(guessed.property == "ISO_A3");
  CHECK(guessed.notes == std::vector<std::string>{"states are named by the property 'ISO_A3'"});
  CHECK(read_text(collection(feature(R"("ISO_A3":"AAA","ADM0_A3":"AAA")", square))).property == "ISO_A3");
  CHECK_THROWS_WITH(read_text(collection(feature(R"("ISO_A3":"AAA","ADM0_A3":"BBB")", square))),
                    Catch::Contains("they do not agree; say which: ISO_A3, ADM0_A3"));
  CHECK(read_text(collection(feature(R"("ISO_A3":"AAA","ADM0_A3":"BBB")", square)), with_property("ADM0_A3"))
            .outlines.count("BBB") == 1);
  CHECK_THROWS_WITH(read_text(collection(feature(R"("ADMIN":"A","pop":3)", square))),
                    Catch::Contains("say which does: ADMIN, pop"));
  CHECK(read_text(collection(feature("\"state\":\"AAA\",\"ISO_A3\":\"BBB\"", square))).property == "state");
}

TEST_CASE("Features without a name, a state or a polygon are skipped and told") {
  const OutlineFile read = read_text(
      collection(feature("\"state\":\"AAA\"", square) + "," + feature("\"state\":\"-99\"", square) + "," +
                 feature("\"x\":1", square) + "," + feature("\"state\":\"BBB\"", "null") + "," +
                 feature("\"state\":\"CCC\"", R"({"type":"LineString","coordinates":[[0,0],[1,1]]})")));
  CHECK(read.outlines.size() == 1);
  CHECK(read.notes ==
        std::vector<std::string>{"feature 4 has no geometry and is skipped",
                                 "feature 5 is a LineString and is skipped; polygons are needed",
                                 "feature 2 is skipped: its state is '-99', which names no state",
                                 "feature 3 has no property 'state' and is skipped"});
}

TEST_CASE("Only the states wanted are taken, and all features can be one") {
  const std::string text = collection(feature("\"state\":\"AAA\"", square) + "," +
                                      feature("\"state\":\"BBB\"", polygon("[[0,0],[1,0],[1,1],[0,0]]")));
  OutlineOptions options;
  options.states = {"BBB", "ZZZ"};
  const OutlineFile wanted = read_text(text, options);
  CHECK(wanted.outlines.size() == 1);
  CHECK(wanted.outlines.count("BBB") == 1);
  OutlineOptions all;
  all.group = OutlineOptions::Group::all;
  CHECK(read_text(text, all).outlines.at("").parts.size() == 2);
}

TEST_CASE("Both readers of GeoJSON give the same bits: the borders that come with recon") {
  for (const auto& entry : std::filesystem::directory_iterator{std::string{RECON_DATA} + "/borders"}) {
    if (entry.path().extension() != ".geojson") continue;
    CAPTURE(entry.path().filename().string());
    check_same(read_outlines(entry.path()), read_outlines(entry.path(), by_gdal()));
  }
}

TEST_CASE("Both readers of GeoJSON give the same bits: holes, collections, members in any order, heights") {
  const std::string text = GENERATE(
      collection(
          feature(
              "\"state\":\"AAA\"",
              R"({"coordinates":[[[0,0,5],[9.1,0,5],[9,9.3,5],[0,9,5],[0,0,5]],[[1,1],[1,2],[2,2],[1,1]]],"type":"Polygon"})") +
          ", " + feature("\"other\":[1,{}],\"state\":7", square)),
      collection(feature(
          "\"state\":\"AAA\"",
          R"({"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[40,36],[41,36],[41,37],[40,36]]],[[[50,1e-3],[51.000000000000007,36],[51,37],[50,1e-3]]]]},)" +
              square + "]}")),
      feature("\"ISO_A3\":\"AAA\"", square));
  CAPTURE(text);
  check_same(read_text(text), read_text(text, by_gdal()));
}

TEST_CASE("What is no GeoJSON is refused with one message") {
  struct Bad {
    std::string text, told;
  };
  std::string deep = square;
  for (int i = 0; i < 9; ++i) deep = R"({"type":"GeometryCollection","geometries":[)" + deep + "]}";
  const auto bad = GENERATE_COPY(values<Bad>({
      {collection(feature("\"state\":\"AAA\"", square)).substr(0, 120), "not GeoJSON: "},
      {collection(feature("\"state\":\"\xFF\"", square)), "not GeoJSON: not UTF-8 (byte 0xFF) at byte 81"},
      {collection(feature("\"state\":\"" + std::string(257, 'A') + "\"", square)), "a name of 257 bytes"},
      {collection(feature("\"state\":\"A\\u0000B\"", square)), "its name has control characters"},
      {collection(feature("\"state\":\"AAA\"", deep)), "geometry collections lie more than 8 deep"},
      {R"({"type":"Topology","objects":{}})", "TopoJSON, which is not read"},
      {R"({"type":"FeatureCollection"})", "a FeatureCollection without \"features\""},
      {collection(feature("\"state\":\"AAA\"", polygon("[[0,0],[1],[1,1],[0,0]]"))), "not two numbers"},
      {collection(feature("\"state\":\"AAA\"", polygon("[[0,0],[1,1e999],[1,1],[0,0]]"))), "not GeoJSON: "},
      {collection(feature("\"state\":\"AAA\"", R"({"type":"Polygon","coordinates":[],"coordinates":[]})")),
       "'coordinates' is said twice"},
      {std::string(100'000, '['), "not GeoJSON: "},
      {"[]", "not GeoJSON: no object"},
  }));
  CAPTURE(bad.text.substr(0, 200));
  CHECK_THROWS_WITH(read_text(bad.text), Catch::StartsWith("a.geojson: ") && Catch::Contains(bad.told));
}

TEST_CASE("A file of any format that is cut off or altered is read or refused, and nothing else",
          "[property]") {
  const auto [name, driver] = GENERATE(table<std::string, const char*>({{"a.gpkg", "GPKG"},
                                                                        {"a.shp", "ESRI Shapefile"},
                                                                        {"a.kml", "LIBKML"},
                                                                        {"a.kmz", "LIBKML"},
                                                                        {"a.fgb", "FlatGeobuf"}}));
  const Folder folder;
  write_file(folder.path() / name, driver, "EPSG:4326");
  const std::string whole = test::slurp(folder.path() / name);
  std::vector<load::FileBytes> files;
  for (const auto& path : load::files_of_outlines(folder.path() / name))
    files.push_back({.name = path.filename().string(), .bytes = test::slurp(path)});
  std::size_t refused = 0;
  for (std::size_t i = 1; i <= 40; ++i) {
    files.front().bytes = whole.substr(0, whole.size() * (i - 1) / 40);
    if (i % 2 == 0) {
      files.front().bytes = whole;
      for (std::size_t k = 0; k < 8; ++k)
        files.front().bytes[(i * 7919 + k * 104'729) % whole.size()] ^= '\x5A';
    }
    try {
      (void)read_outlines(files);
    } catch (const load::UnreadableFile& why) {
      ++refused;
      CHECK(std::string{why.what()}.rfind(name, 0) == 0);
    }
  }
  CHECK(refused > 0);
}

TEST_CASE("An archive that unpacks to more than is read is refused, and so is one that is none") {
  const Folder folder;
  const std::string blank(70U << 20U, ' ');
  zip(folder.path() / "bomb.kmz", "doc.kml", blank);
  REQUIRE(std::filesystem::file_size(folder.path() / "bomb.kmz") < (1U << 20U));
  CHECK(told(folder.path() / "bomb.kmz") == "bomb.kmz: 'doc.kml' unpacks to 70 MiB; at most 16 MiB are read");
  // The directory's word is not taken: it says 1 MiB here.
  std::string bytes = test::slurp(folder.path() / "bomb.kmz");
  const std::size_t directory = bytes.rfind("PK\x01\x02");
  REQUIRE(directory != std::string::npos);
  const std::string said{'\0', '\0', '\x10', '\0'};
  bytes.replace(directory + 24, 4, said);
  folder.write("liar.kmz", bytes);
  CHECK(told(folder.path() / "liar.kmz").rfind("liar.kmz: ", 0) == 0);
  folder.write("no.zip", "PK\x03\x04 nothing");
  CHECK(told(folder.path() / "no.zip") == "no.zip: not a zip archive, or cut off");
  zip(folder.path() / "other.zip", "readme.txt", "x");
  CHECK(told(folder.path() / "other.zip") == "other.zip: no .shp in the archive");
}

TEST_CASE(
    "KML brings in nothing else: links are told, a document type is refused, and so is endless nesting") {
  const Folder folder;
  write_file(folder.path() / "a.kml", "LIBKML", "EPSG:4326");
  std::string text = test::slurp(folder.path() / "a.kml");
  const std::size_t end = text.rfind("</Document>");
  REQUIRE(end != std::string::npos);
  std::string linked = text;
  linked.insert(end, "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>");
  folder.write("linked.kml", linked);
  CHECK(with(read_outlines(folder.path() / "linked.kml").notes, "1 NetworkLink, which recon does not follow")
            .size() == 1);
  folder.write("entity.kml",
               "<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><kml/>");
  CHECK(told(folder.path() / "entity.kml") == "entity.kml: a document type in KML is refused");
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<Folder>";
  folder.write("nested.kml", "<kml>" + nested);
  CHECK(told(folder.path() / "nested.kml") == "nested.kml: KML nested more than 64 deep");
}

TEST_CASE("No driver but the ending's own opens a file") {
  const Folder folder;
  folder.write("target.geojson", collection(feature("\"state\":\"AAA\"", square)));
  const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>" +
                          (folder.path() / "target.geojson").string() +
                          "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
  const std::string name =
      GENERATE(as<std::string>{}, "a.gpkg", "a.shp", "a.kml", "a.fgb", "a.geojson", "a.vrt", "a.csv");
  folder.write(name, vrt);
  CAPTURE(name);
  CHECK(told(folder.path() / name).rfind(name + ": ", 0) == 0);
}

TEST_CASE("A view in a GeoPackage is refused: it is a programme, and one that need not end") {
  const Folder folder;
  const auto path = folder.path() / "a.gpkg";
  write_file(path, "GPKG", "EPSG:4326");
  {
    const std::unique_ptr<GDALDataset, Close> dataset{
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE)};
    REQUIRE(dataset);
    for (const char* statement :
         {"CREATE VIEW seen AS SELECT fid AS OGC_FID, geom, state FROM drawn",
          "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id) "
          "VALUES ('seen', 'seen', 'features', 4326)",
          "INSERT INTO gpkg_geometry_columns VALUES ('seen', 'geom', 'POLYGON', 4326, 0, 0)"})
      dataset->ExecuteSQL(statement, nullptr, nullptr);
  }
  CHECK(told(path) == "a.gpkg: several layers of polygons; say which: drawn, seen");
  OutlineOptions options;
  options.layer = "seen";
  CHECK(told(path, options) == "a.gpkg: the layer 'seen' is a view; only tables are read");
  options.layer = "drawn";
  CHECK(told(path, options) == "read");
  options.layer = "other";
  CHECK(told(path, options) == "a.gpkg: no layer 'other'; there are: drawn, seen");
}

TEST_CASE("Parts and rings without end are refused") {
  const auto many = [](std::string_view one, int n, const std::string& type) {
    std::string text;
    for (int i = 0; i < n; ++i) text += one;
    text.pop_back();
    return collection(
        feature("\"state\":\"AAA\"", R"({"type":")" + type + R"(","coordinates":[)" + text + "]}"));
  };
  CHECK_THROWS_WITH(read_text(many("[[[0,0]]],", 200'001, "MultiPolygon")),
                    "a.geojson: more than 200 000 parts");
  CHECK_THROWS_WITH(read_text(many("[[0,0]],", 1'000'001, "Polygon")),
                    "a.geojson: more than 1 000 000 rings");
  std::string slivers = square;
  for (int i = 0; i < 2'000; ++i) slivers += "," + polygon("[[0,0],[1,1],[0,0]]");
  const OutlineFile told_short = read_text(collection(
      feature("\"state\":\"AAA\"", R"({"type":"GeometryCollection","geometries":[)" + slivers + "]}")));
  CHECK(told_short.notes.size() == load::most_notes + 1);
  CHECK(told_short.notes.back() == "and 1000 more");
}

TEST_CASE("A file beyond 1 GiB is refused by its size, and so is one that is not there") {
  const Folder folder;
  const auto path = folder.write("a.geojson", "");
  std::filesystem::resize_file(path, (std::uintmax_t{1} << 30U) + 1);
  CHECK(told(path) == "a.geojson: 1024 MiB; at most 1024 MiB are read");
  CHECK(told(folder.path() / "b.gpkg").rfind("b.gpkg: cannot be opened", 0) == 0);
}

TEST_CASE("A border beside a case may be of any format, and what was repaired is a warning") {
  const Folder folder;
  write_file(folder.path() / "own.gpkg", "GPKG", "EPSG:4230");
  const auto loaded = load::load_case(folder.write(
      "case.textproto", "id: \"case\"\nborder { id: \"b\" file: \"own.gpkg\" states: \"AAA\" }"));
  REQUIRE(loaded.borders.count("b") == 1);
  const auto lines = test::told(loaded.problems);
  CAPTURE(lines);
  CHECK(with(lines, "case.textproto:2:1: warning: own.gpkg: coordinates moved from EPSG:4230").size() >= 1);
}

}  // namespace recon
