// SPDX-License-Identifier: Apache-2.0
#include "recon/load/library.hpp"

#include <cstdlib>

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

#include "recon/load/outlines.hpp"

namespace recon {

using test::Folder;

namespace {

/// The user's library for one test.
class OwnLibrary {
public:
  OwnLibrary() { ::setenv("RECON_BORDERS", folder_.path().c_str(), 1); }
  ~OwnLibrary() { ::unsetenv("RECON_BORDERS"); }
  OwnLibrary(const OwnLibrary&) = delete;
  OwnLibrary& operator=(const OwnLibrary&) = delete;
  [[nodiscard]] const Folder& folder() const { return folder_; }

private:
  Folder folder_;
};

std::map<std::string, geo::Outline> square() {
  geo::Outline outline;
  const auto at = [](double lat, double lon) { return geo::Position{degrees(lat), degrees(lon)}; };
  outline.parts.push_back({.outer = {at(36, 36), at(36, 37), at(37, 37.1234567), at(37, 36)},
                           .holes = {{at(36.4, 36.4), at(36.6, 36.4), at(36.6, 36.6)}}});
  return {{"AAA", outline}};
}

incident::Border said(const std::string& id) {
  incident::Border border;
  border.id.text = id;
  border.publisher.text = "A \"surveyor\" of Yayladağı";
  border.date.text = "1939";
  border.licence.text = "public domain";
  border.attribution.text = "© nobody";
  border.line_error.text = "20 m";
  border.shift_error.text = "10 m";
  border.edge = geo::Edge::rhumb;
  border.extent = incident::Border::Extent::land_and_sea;
  border.states.push_back({.text = "AAA"});
  border.claimed_by.push_back({.text = "turkey"});
  border.frame = geo::Window{degrees(35.5), degrees(35.75), degrees(38), degrees(37.5)};
  border.display_only = true;
  return border;
}

}  // namespace

TEST_CASE("What is added to the library is read back, word by word and corner by corner") {
  const OwnLibrary own;
  const std::string text =
      load::outlines_text(square(), {.attribution = "© nobody", .licence = "public domain"});
  load::add_entry(said("survey-1939"), text, "Added by a test.", load::user_library(),
                  load::Existing::refuse);

  const load::LibraryEntry entry = load::find_entry("survey-1939");
  CHECK_FALSE(entry.bundled);
  const incident::BorderVersion version = load::load_entry(entry);
  CHECK(version.about.publisher.text == "A \"surveyor\" of Yayladağı");
  CHECK(version.about.edge == geo::Edge::rhumb);
  CHECK(version.about.extent == incident::Border::Extent::land_and_sea);
  CHECK(version.about.frame == said("").frame);
  CHECK(version.about.claimed_by.at(0).text == "turkey");
  CHECK(version.about.display_only == true);
  CHECK(version.about.sha256.text == load::sha256(text));
  const geo::Outline& outline = version.states.at("AAA")->outline();
  REQUIRE(outline.parts.size() == 1);
  CHECK(outline.parts[0].outer.size() == 4);
  REQUIRE(outline.parts[0].holes.size() == 1);
  double easternmost = 0;
  for (const geo::Position& p : outline.parts[0].outer)
    easternmost = std::max(easternmost, in_degrees(p.longitude));
  CHECK(easternmost == Approx(37.1234567).margin(5e-8));
}

TEST_CASE("Writing outlines twice gives the same bytes") {
  const load::GeoJsonNotice notice{.attribution = "x", .licence = "y"};
  const auto once =
      load::read_outlines({{.name = "a.geojson", .bytes = load::outlines_text(square(), notice)}});
  const std::string again = load::outlines_text(once.outlines, notice);
  CHECK(load::outlines_text(load::read_outlines({{.name = "a.geojson", .bytes = again}}).outlines, notice) ==
        again);
}

TEST_CASE("A name is taken once: not that of a bundled entry, nor one's own unless it is to be replaced") {
  const OwnLibrary own;
  const std::string text = load::outlines_text(square(), {.attribution = "x", .licence = "y"});
  const auto add = [&](const std::string& id, load::Existing existing) {
    load::add_entry(said(id), text, "", load::user_library(), existing);
  };
  CHECK_THROWS_WITH(add("wdbii-levant", load::Existing::replace), Catch::Contains("comes with recon"));
  add("mine", load::Existing::refuse);
  CHECK_THROWS_WITH(add("mine", load::Existing::refuse), Catch::Contains("--replace"));
  add("mine", load::Existing::replace);
  CHECK_THROWS_WITH(add("../mine", load::Existing::refuse), Catch::Contains("not a name"));
}

TEST_CASE("One id in two places is an error that names both") {
  const OwnLibrary own;
  own.folder().write("wdbii-levant.textproto", "id: \"wdbii-levant\"");
  CHECK_THROWS_WITH(load::find_entry("wdbii-levant"),
                    Catch::Contains("two borders") && Catch::Contains(own.folder().path().string()));
  CHECK_THROWS_WITH(load::library_entries(), Catch::Contains("two borders"));
}

TEST_CASE("An entry that is not there is named, and the bundled ones are found") {
  CHECK_THROWS_WITH(load::find_entry("no-such-border"), Catch::Contains("no-such-border"));
  CHECK(load::find_entry("wdbii-levant").bundled);
  CHECK(load::library_entries().size() >= 14);
}

}  // namespace recon
