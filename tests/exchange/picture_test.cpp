// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/picture.hpp"

#include <cmath>
#include <fstream>
#include <random>

#include <catch2/catch.hpp>
#include <cpl_conv.h>
#include <gdal_priv.h>
#include <unistd.h>

#include "recon/exchange/into_case.hpp"
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
