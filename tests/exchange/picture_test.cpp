// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/picture.hpp"

#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include "recon/exchange/case_folder.hpp"
#include "recon/exchange/into_case.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/normalise.hpp"

using namespace recon;
using namespace recon::exchange;

namespace {

namespace fs = std::filesystem;

// A map of 25 m to a pixel, north up, its corner at 36 N 36 E.
std::string points() {
  std::string table = "name,column,row,latitude,longitude\n";
  const geo::Plane plane{{degrees(36), degrees(36)}};
  int i = 0;
  for (const double column : {100, 900})
    for (const double row : {100, 500, 900}) {
      const auto at =
          plane.to_globe({25.0 * column + (++i % 2 == 0 ? 30.0 : -30.0), -25.0 * row + (i % 3 - 1) * 25.0});
      table += "p" + std::to_string(i) + "," + std::to_string(static_cast<int>(column)) + "," +
               std::to_string(static_cast<int>(row)) + "," + std::to_string(in_degrees(at.latitude)) + "," +
               std::to_string(in_degrees(at.longitude)) + "\n";
    }
  return table;
}

LaidPicture the_map() { return laid(read_clicks("points.csv", points()).clicks, std::nullopt); }

struct Folder {
  fs::path path = fs::temp_directory_path() / ("recon-picture-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder& operator=(Folder&&) = delete;
};

void make_picture(const fs::path& file, const char* driver) {
  GDALAllRegister();
  GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
  const GDALDatasetUniquePtr blank{memory->Create("", 40, 30, 1, GDT_Byte, nullptr)};
  GDALDriver* wanted = GetGDALDriverManager()->GetDriverByName(driver);
  const GDALDatasetUniquePtr made{
      wanted->CreateCopy(file.c_str(), blank.get(), FALSE, nullptr, nullptr, nullptr)};
  REQUIRE(made);
}

}  // namespace

TEST_CASE("A picture laid by its control points puts a drawn track where it was drawn") {
  const LaidPicture map = the_map();
  CHECK(map.fit.transform == geo::Transform::similarity);
  CHECK(map.fit.left_out_error > map.fit.fit_error);
  const Imported imported = traced(map, read_clicks("t.csv", "x,y\n100,500\n500,500\n"), 4.0, {});
  REQUIRE(imported.tracks.size() == 1);
  const auto& sightings = imported.tracks.front().sightings;
  REQUIRE(sightings.size() == 2);
  CHECK(sightings.front().printed().pixel.text == "100 500");
  CHECK_FALSE(sightings.front().time);
  CHECK(in_metres(geo::distance(*sightings[0].position, *sightings[1].position)) ==
        Approx(10'000).epsilon(0.01));
}

TEST_CASE("Clicks of one vertex are taken together, and their scatter becomes accuracy") {
  std::mt19937 random{7};
  std::normal_distribution<double> hand{0.0, 3.0};
  std::string table = "vertex;column;row\n";
  for (int vertex = 0; vertex < 40; ++vertex)
    for (int again = 0; again < 3; ++again)
      table += std::to_string(vertex) + ";" + std::to_string(100 + 10 * vertex + hand(random)) + ";" +
               std::to_string(500 + hand(random)) + "\n";
  const Imported imported = traced(the_map(), read_clicks("t.csv", table), 0.0, {});
  const auto& sightings = imported.tracks.front().sightings;
  REQUIRE(sightings.size() == 40);
  REQUIRE(sightings.front().accuracy);
  // Three pixels of 25 m, of the mean of three.
  CHECK(in_metres(*sightings.front().accuracy) == Approx(25.0 * 3.0 / std::sqrt(3.0)).epsilon(0.15));
}

TEST_CASE("What a track and a border drawn in one picture share cancels between them") {
  const LaidPicture map = the_map();
  const Clicks border = read_clicks("b.csv", "column,row\n0,600\n1000,600\n");  // drawn from west to east
  const auto at = beside(map, read_clicks("t.csv", "column,row\n300,560\n700,640\n"), border, 4.0);
  REQUIRE(at.size() == 2);
  CHECK(at[0].metres == Approx(-1000).epsilon(0.02));  // north of it: to its left
  CHECK(at[1].metres == Approx(1000).epsilon(0.02));
  CHECK(at[0].sigma < 0.5 * geo::transform_sigma(map.fit, {300, 560}) + 60.0);
}

TEST_CASE("Points that do not hold a picture are told, not fitted") {
  CHECK_THROWS_WITH(
      laid(read_clicks("p", "x,y,position\n1,1,36 N 36 E\n9,9,36.1 N 36 E\n").clicks, std::nullopt),
      Catch::Contains("2 control points; 3 are needed"));
  CHECK_THROWS_WITH(
      laid(read_clicks("p", "x,y,position\n1,1,36 N 36 E\n9,9,nowhere\n5,1,36 N 36.1 E\n").clicks,
           std::nullopt),
      Catch::Contains("line 3: \"nowhere\" is no position"));
  CHECK_THROWS_WITH(read_clicks("p.csv", "lat,lon\n36,36\n"), Catch::Contains("column, row"));
  CHECK(read_clicks("p", "x,y\n1,2\n?,3\n").honesty.skipped.front().count == 1);
}

TEST_CASE("A picture file tells its size, and where it lies if it says so") {
  const Folder folder;
  make_picture(folder.path / "map.png", "PNG");
  CHECK(look_at(folder.path / "map.png").corners.empty());
  CHECK(look_at(folder.path / "map.png").columns == 40);
  std::ofstream{folder.path / "map.pgw"} << "0.01\n0\n0\n-0.01\n36.005\n36.995\n";
  const PictureFile placed = look_at(folder.path / "map.png");
  REQUIRE(placed.corners.size() == 9);
  CHECK(placed.corners.front().position == "37.00000000 N 36.00000000 E");
  std::ofstream{folder.path / "not.png"} << "no picture";
  CHECK_THROWS_AS(look_at(folder.path / "not.png"), load::UnreadableFile);
}

TEST_CASE("An overlay of a KMZ is found in whatever folder it lies; one that is turned tells no corners") {
  const Folder folder;
  make_picture(folder.path / "map.png", "PNG");
  std::ostringstream picture;
  picture << std::ifstream{folder.path / "map.png", std::ios::binary}.rdbuf();
  const auto packed = [&](const std::string& name, const std::string& href, const std::string& more) {
    const fs::path file = folder.path / name;
    const std::string archive = "/vsizip/" + file.string();
    const std::string kml =
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Folder><name>maps</name><Folder><GroundOverlay><Icon>"
        "<href>" +
        href +
        "</href></Icon><LatLonBox><north>37</north><south>36.6</south><east>36.4</east><west>36</west>" +
        more + "</LatLonBox></GroundOverlay></Folder></Folder></kml>";
    VSILFILE* const whole = VSIFOpenL(archive.c_str(), "wb");
    for (const auto& [member, bytes] :
         {std::pair{std::string{"doc.kml"}, kml}, {"files/map.png", picture.str()}}) {
      VSILFILE* const out = VSIFOpenL((archive + "/" + member).c_str(), "wb");
      REQUIRE(out != nullptr);
      CHECK(VSIFWriteL(bytes.data(), 1, bytes.size(), out) == bytes.size());
      VSIFCloseL(out);
    }
    VSIFCloseL(whole);
    return file;
  };
  const fs::path laid_flat = packed("flat.kmz", "files/map.png", "");
  const PictureFile flat = look_at(laid_flat);
  CHECK(flat.columns == 40);
  REQUIRE(flat.corners.size() == 9);
  CHECK(flat.corners.front().position == "37.00000000 N 36.00000000 E");
  CHECK(flat.corners.back().position == "36.60000000 N 36.40000000 E");
  CHECK(image_of(laid_flat, 10'000).columns == 40);
  const PictureFile turned = look_at(packed("turned.kmz", "files/map.png", "<rotation>12</rotation>"));
  CHECK(turned.columns == 40);
  CHECK(turned.corners.empty());
  // Nothing outside of the archive is a picture of it.
  CHECK_THROWS_AS(look_at(packed("out.kmz", "../map.png", "")), load::UnreadableFile);
  CHECK_THROWS_AS(look_at(packed("far.kmz", "https://example.org/map.png", "")), load::UnreadableFile);
}

TEST_CASE("A GeoTIFF lies where its own system says, turned as its geotransform turns it") {
  const Folder folder;
  const fs::path file = folder.path / "map.tif";
  // UTM zone 37 north, 50 m to a pixel, the rows running thirty degrees off the grid's.
  const double turn = 30.0 * std::acos(-1.0) / 180.0, east = 250'000.0, north = 3'970'000.0;
  {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    const GDALDatasetUniquePtr made{driver->Create(file.c_str(), 400, 300, 3, GDT_Byte, nullptr)};
    REQUIRE(made);
    std::array<double, 6> lies{east,  50.0 * std::cos(turn), 50.0 * std::sin(turn),
                               north, 50.0 * std::sin(turn), -50.0 * std::cos(turn)};
    REQUIRE(made->SetGeoTransform(lies.data()) == CE_None);
    OGRSpatialReference utm;
    utm.SetWellKnownGeogCS("WGS84");
    utm.SetUTM(37, TRUE);
    REQUIRE(made->SetSpatialRef(&utm) == CE_None);
  }
  const PictureFile picture = look_at(file);
  CHECK(picture.columns == 400);
  REQUIRE(picture.corners.size() == 9);
  // The same place by another library's grid (GeographicLib).
  const auto at = [&](double column, double row) {
    const double x = east + 50.0 * (column * std::cos(turn) + row * std::sin(turn)),
                 y = north + 50.0 * (column * std::sin(turn) - row * std::cos(turn));
    const std::string printed =
        "37S " + std::to_string(std::lround(x)) + " " + std::to_string(std::lround(y));
    const geo::PositionReadings read = geo::read_position(printed);
    REQUIRE_FALSE(read.readings.empty());
    return read.readings.front().position;
  };
  for (const Click& corner : picture.corners) {
    const geo::Position put = geo::read_position(corner.position).readings.front().position;
    CHECK(in_metres(geo::distance(put, at(corner.pixel.column, corner.pixel.row))) < 1.0);
  }
  const LaidPicture map = laid(picture.corners, std::nullopt);
  CHECK(in_metres(geo::distance(map.plane.to_globe(geo::place_of(map.fit, {123, 45})), at(123, 45))) < 5.0);
}

TEST_CASE("A traced track goes into a case with its picture and is read back with the transform's errors") {
  const Folder folder;
  Imported imported =
      traced(the_map(), read_clicks("t.csv", "x,y,time\n100,500,07:24:05\n500,520,07:24:45\n"), 4.0,
             {.date = "2015-11-24", .clock = "UTC", .datum = "WGS 84"});
  incident::Picture picture;
  picture.file.text = "pictures/map.png";
  make_picture(folder.path / "map.png", "PNG");
  for (const Click& click : the_map().controls)
    picture.controls.push_back({{click.name, {}}, {click.printed, {}}, {click.position, {}}, {}});
  imported.tracks.front().picture = picture;
  CaseWish wish;
  wish.file_name = "map.png", wish.case_id = "drawn", wish.sha256 = "";
  const IntoCase made = into_case(imported, wish, {});
  const fs::path home = folder.path / "drawn";
  load::new_case(home, "drawn");
  fs::create_directories(home / "tracks"), fs::create_directories(home / "pictures");
  fs::copy(folder.path / "map.png", home / "pictures" / "map.png");
  for (const CaseFile& file : made.files) std::ofstream{home / file.name} << file.text;

  const load::LoadedCase loaded = load::load_case(home);
  for (const incident::Problem& problem : loaded.problems) {
    INFO(problem.place.file << ":" << problem.place.line << " " << problem.what);
    CHECK(problem.severity != incident::Severity::error);
  }
  const normalise::Normalised read = normalise::normalise(loaded.incident);
  const normalise::TrackRead* track = nullptr;
  const normalise::ReadClaim* claim = nullptr;
  for (const normalise::ReadClaim& its : read.claims)
    if (const auto* found = std::get_if<normalise::TrackRead>(&its.meaning)) track = found, claim = &its;
  REQUIRE(track != nullptr);
  REQUIRE(track->picture);
  CHECK(track->fixes.size() == 2);
  CHECK(in_metres(geo::distance(track->fixes[0].position, *imported.tracks.front().sightings[0].position)) <
        1.0);
  CHECK(in_metres(claim->error.bias) ==
        Approx(geo::transform_sigma(track->picture->fit, {300, 510})).epsilon(0.3));
  CHECK(in_metres(track->fixes[0].sigma) == Approx(25.0 * click_sigma(4.0)).epsilon(0.02));
}

TEST_CASE("A vertex is wrong by its transform and by its own click, and both are said") {
  const LaidPicture map = the_map();
  const VertexError once = error_at(map, {300, 500}, 4.0);
  CHECK(once.transform == Approx(geo::transform_sigma(map.fit, {300, 500})));
  CHECK(once.own == Approx(25.0 * click_sigma(4.0)).epsilon(0.01));
  CHECK(
      words_of(VertexError{100.0, 50.0}) ==
      "95 % of positions within 274 m, of which the transform 245 m (common to all) and click and pen 122 m "
      "(each its own)");
  const auto errors = vertex_errors(map, read_clicks("t", "x,y\n500,500\n2000,2000\n600,500\n"), 4.0);
  REQUIRE(errors.size() == 3);
  CHECK(worst_of(errors)->transform == errors[1].transform);
  CHECK_FALSE(worst_of({}));
}

TEST_CASE("Repeated clicks tell their spread only when there are enough of them") {
  CHECK_FALSE(repeated_sigma(read_clicks("t", "vertex,x,y\n1,10,10\n1,14,10\n2,50,50\n")));
  const Clicks thrice = read_clicks("t", "vertex,x,y\n1,10,10\n1,14,10\n1,12,10\n2,50,50\n");
  // Two freedoms an extra click: 8 square pixels over 4.
  CHECK(*repeated_sigma(thrice) == Approx(std::sqrt(2.0)));
  const auto all = vertices(thrice);
  REQUIRE(all.size() == 2);
  CHECK(all[0].mean().column == Approx(12.0));
  CHECK(all[0].spread() == Approx(std::sqrt(8.0 / 3.0)));
  CHECK(all[1].spread() == 0.0);
}

TEST_CASE("Beside the picture's border, stretches of vertices on one side are told together") {
  CHECK(words_of(std::vector<BesideLine>{{-410.0, 50.0}, {-2100.0, 50.0}, {40.0, 50.0}, {900.0, 50.0}}) ==
        "vertices 1 to 2 to its left by 410 m to 2.10 km, vertex 3 on it within the error, vertex 4 to its "
        "right by 900 m");
}

TEST_CASE("A control point that is far off when left out is to be looked at again") {
  std::string table = points();
  const auto good = laid(read_clicks("p", table).clicks, geo::Transform::similarity);
  for (std::size_t i = 0; i < good.controls.size(); ++i) CHECK_FALSE(stands_out(good, i));
  auto clicks = read_clicks("p", table).clicks;
  for (int i = 0; i < 6; ++i) clicks.push_back(clicks[static_cast<std::size_t>(i)]);
  clicks[0].pixel.column += 200.0;
  const auto bad = laid(clicks, geo::Transform::similarity);
  CHECK(stands_out(bad, 0));
  CHECK_FALSE(stands_out(bad, 3));
}

TEST_CASE("A picture is looked at in its own colours, on white, in any size") {
  const Folder folder;
  GDALAllRegister();
  GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
  const auto saved = [&](GDALDataset& set, const char* name, const char* driver) {
    const GDALDatasetUniquePtr made{GetGDALDriverManager()->GetDriverByName(driver)->CreateCopy(
        (folder.path / name).c_str(), &set, FALSE, nullptr, nullptr, nullptr)};
    REQUIRE(made);
  };
  const auto fill = [](GDALDataset& set, int band, double value) {
    REQUIRE(set.GetRasterBand(band)->Fill(value) == CE_None);
  };

  const GDALDatasetUniquePtr colours{memory->Create("", 40, 30, 4, GDT_Byte, nullptr)};
  fill(*colours, 1, 200), fill(*colours, 2, 100), fill(*colours, 3, 0), fill(*colours, 4, 255);
  colours->GetRasterBand(4)->SetColorInterpretation(GCI_AlphaBand);
  unsigned char clear = 0;
  REQUIRE(colours->GetRasterBand(4)->RasterIO(GF_Write, 0, 0, 1, 1, &clear, 1, 1, GDT_Byte, 0, 0) == CE_None);
  saved(*colours, "colours.png", "PNG");
  const PictureImage whole = image_of(folder.path / "colours.png", 1'000'000);
  REQUIRE(whole.columns == 40);
  REQUIRE(whole.rgb.size() == 40U * 30U * 3U);
  CHECK(std::vector<unsigned char>(whole.rgb.begin(), whole.rgb.begin() + 6) ==
        std::vector<unsigned char>{255, 255, 255, 200, 100, 0});
  const PictureImage small = image_of(folder.path / "colours.png", 300);
  CHECK(small.columns == 20);
  CHECK(small.rows == 15);
  CHECK(small.rgb.size() == 20U * 15U * 3U);

  const GDALDatasetUniquePtr palette{memory->Create("", 4, 4, 1, GDT_Byte, nullptr)};
  GDALColorTable table;
  const GDALColorEntry red{220, 10, 20, 255};
  table.SetColorEntry(0, &red);
  palette->GetRasterBand(1)->SetColorTable(&table);
  saved(*palette, "palette.gif", "GIF");
  CHECK(image_of(folder.path / "palette.gif", 100).rgb[0] == 220);

  const GDALDatasetUniquePtr deep{memory->Create("", 4, 4, 1, GDT_UInt16, nullptr)};
  fill(*deep, 1, 1000);
  const std::uint16_t bright = 3000;
  REQUIRE(deep->GetRasterBand(1)->RasterIO(GF_Write, 1, 0, 1, 1, const_cast<std::uint16_t*>(&bright), 1, 1,
                                           GDT_UInt16, 0, 0) == CE_None);
  saved(*deep, "deep.tif", "GTiff");
  const PictureImage stretched = image_of(folder.path / "deep.tif", 100);
  CHECK(stretched.rgb[0] == 0);
  CHECK(stretched.rgb[3] == 255);

  const GDALDatasetUniquePtr scan{memory->Create("", 4, 4, 1, GDT_Byte, nullptr)};
  fill(*scan, 1, 1);
  const std::uint8_t black = 0;
  REQUIRE(scan->GetRasterBand(1)->RasterIO(GF_Write, 1, 0, 1, 1, const_cast<std::uint8_t*>(&black), 1, 1,
                                           GDT_Byte, 0, 0) == CE_None);
  GDALDriver* png = GetGDALDriverManager()->GetDriverByName("PNG");
  CPLStringList one_bit;
  one_bit.AddNameValue("NBITS", "1");
  GDALDatasetUniquePtr{png->CreateCopy((folder.path / "scan.png").c_str(), scan.get(), FALSE, one_bit.List(),
                                       nullptr, nullptr)};
  const PictureImage white = image_of(folder.path / "scan.png", 100);
  CHECK(white.rgb[0] == 255);
  CHECK(white.rgb[3] == 0);

  std::ofstream{folder.path / "not.png"} << "no picture";
  CHECK_THROWS_AS(image_of(folder.path / "not.png", 100), load::UnreadableFile);
}

TEST_CASE("What goes into a case names the picture, and keeps the clicks along its border and those again") {
  const Clicks trace = read_clicks("t", "vertex,x,y\n1,300,560\n2,700,640\n1,303,559\n");
  const Clicks border = read_clicks("b", "column,row\n0,600\n1000.5,600\n");
  const PictureTrack made = for_case(the_map(), trace, border, 4.5, {}, "map.png", "bytes of it");
  const incident::Picture& picture = *made.imported.tracks.front().picture;
  CHECK(picture.file.text == "pictures/map.png");
  CHECK(picture.sha256.text == load::sha256("bytes of it"));
  CHECK(picture.pen.text == "4.50 pixels");
  CHECK(picture.controls.size() == 6);
  REQUIRE(made.beside.size() == 1);
  CHECK(made.beside[0].text == "bytes of it");
  REQUIRE(picture.border.size() == 2);
  CHECK(picture.border[1].text == "1000.5 600");
  REQUIRE(picture.vertices.size() == 1);
  CHECK(picture.vertices[0].pixels[1].text == "303 559");
  CHECK(for_case(the_map(), trace, {}, 4.0, {}, "map.png", "x")
            .imported.tracks.front()
            .picture->border.empty());

  const Folder folder;
  const fs::path home = folder.path / "drawn";
  write(
      addition_to(home, made.imported, {.file_name = "map.png", .sha256 = picture.sha256.text}, made.beside));
  const load::LoadedCase loaded = load::load_case(home);
  for (const incident::Problem& problem : loaded.problems) {
    INFO(load::print(problem));
    CHECK(problem.severity == incident::Severity::note);
  }
  const auto& claim = loaded.incident.narratives.front().statements.front().claims.front();
  const incident::Picture& again = *std::get<incident::TrackClaim>(claim.assertion).picture;
  REQUIRE(again.border.size() == 2);
  CHECK(again.border[1].text == "1000.5 600");
  REQUIRE(again.vertices.size() == 1);
  CHECK(again.vertices[0].pixels.size() == 2);
}

TEST_CASE("Corners of a drawn track that have no time go into the case between those that have one") {
  const auto corners = [](const std::string& times) {
    const Imported imported = traced(the_map(), read_clicks("t", "x,y,time\n" + times), 4.0,
                                     {.date = "2015-11-24", .clock = "UTC", .datum = "WGS 84"});
    CaseWish wish;
    wish.file_name = "map.png", wish.case_id = "drawn";
    const IntoCase made = into_case(imported, wish, {});
    const auto table = std::find_if(made.files.begin(), made.files.end(),
                                    [](const CaseFile& file) { return file.name == "tracks/map.csv"; });
    REQUIRE(table != made.files.end());
    return table->text;
  };
  CHECK(
      corners("100,500,07:24:05\n200,510,\n300,520,07:24:45\n400,530,\n") ==
      "time_utc,column,row\n2015-11-24 07:24:05,100,500\n,200,510\n2015-11-24 07:24:45,300,520\n,400,530\n");
  // Times that run back leave no order to trust.
  CHECK(corners("100,500,07:24:45\n200,510,\n300,520,07:24:05\n") ==
        "time_utc,column,row\n2015-11-24 07:24:05,300,520\n2015-11-24 07:24:45,100,500\n");
}

TEST_CASE("The seconds that a picture prints reach the case, and minutes do not become seconds") {
  const Imported imported =
      traced(the_map(), read_clicks("t", "x,y,time\n100,500,07:24:05\n200,500,07:24:06.5\n300,500,07:25\n"),
             4.0, {.date = "2015-11-24", .clock = "UTC"});
  const auto& sightings = imported.tracks.front().sightings;
  REQUIRE(sightings.size() == 3);
  CHECK(sightings[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(sightings[1].printed().time.text == "2015-11-24 07:24:06.5");
  CHECK(sightings[2].printed().time.text == "2015-11-24 07:25");
}

TEST_CASE(
    "Beyond the tip of a drawn border the side is that of the whole line, from whichever end it was drawn") {
  const LaidPicture map = the_map();
  // A narrow tongue of land pointing south; the place below its tip lies outside of it, a bit east.
  const Clicks below = read_clicks("t", "x,y\n520,700\n480,700\n500,500\n");
  const auto down_west = beside(map, below, read_clicks("b", "x,y\n450,400\n500,650\n550,400\n"), 4.0);
  const auto down_east = beside(map, below, read_clicks("b", "x,y\n550,400\n500,650\n450,400\n"), 4.0);
  for (const std::size_t outside : {0U, 1U}) {
    CHECK(down_west[outside].metres > 0.0);
    CHECK(down_east[outside].metres < 0.0);
  }
  CHECK(down_west[2].metres < 0.0);
  CHECK(down_east[2].metres > 0.0);
}
