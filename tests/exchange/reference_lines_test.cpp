// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/reference_lines.hpp"

#include <catch2/catch.hpp>

#include "recon/load/library.hpp"

using namespace recon;
using namespace recon::exchange;

namespace {

geo::Window window(double west, double south, double east, double north) {
  return {degrees(west), degrees(south), degrees(east), degrees(north)};
}

incident::BorderVersion square(const geo::Window& box, std::optional<geo::Window> frame = {}) {
  incident::BorderVersion version;
  version.about.id.text = "square";
  geo::Outline outline;
  outline.window = frame;
  outline.parts.push_back(
      {{{box.south, box.west}, {box.south, box.east}, {box.north, box.east}, {box.north, box.west}}, {}});
  version.states["AAA"] = std::make_shared<const geo::PreparedOutline>(std::move(outline));
  return version;
}

}  // namespace

TEST_CASE("Of an outline those edges are lines that come into the window and do not lie along the frame") {
  const auto version = square(window(10, 40, 12, 42), window(10, 40, 20, 50));
  const ReferenceLines all = lines_in(version, window(0, 30, 30, 60));
  REQUIRE(all.lines.size() == 1);  // the east and the north edge
  CHECK(all.lines.front().size() == 3);
  CHECK(lines_in(version, window(11.5, 40.5, 13, 41)).lines.front().size() == 2);
  CHECK(lines_in(version, window(13, 40.5, 14, 41)).lines.empty());
  CHECK(all.title == "square");
}

TEST_CASE("A window over the antimeridian has the lines of both sides") {
  CHECK_FALSE(lines_in(square(window(178, -10, 179.5, 10)), window(179, -5, -179, 5)).lines.empty());
  CHECK_FALSE(lines_in(square(window(-179.5, -10, -178, 10)), window(179, -5, -179, 5)).lines.empty());
  CHECK(lines_in(square(window(-170, -10, -160, 10)), window(179, -5, -179, 5)).lines.empty());
}

TEST_CASE("The library's lines about a place come the most detailed first") {
  const auto all = library_lines(window(36.0, 35.7, 36.3, 36.0), {});
  REQUIRE(all.size() >= 4);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].vertices >= all[i].vertices);
  for (const ReferenceLines& its : all) {
    CHECK_FALSE(its.title.empty());
    CHECK(its.border.find("hormuz") == std::string::npos);
  }
  CHECK(library_lines(window(-30, 10, -29, 11), {}).empty());
  std::stop_source stopped;
  stopped.request_stop();
  CHECK(library_lines(window(36.0, 35.7, 36.3, 36.0), stopped.get_token()).empty());
}
