// SPDX-License-Identifier: Apache-2.0
#include "recon/report/separation_picture.hpp"

#include <catch2/catch.hpp>

#include "recon/report/png.hpp"
#include "recon/report/separation_words.hpp"
#include "recon/report/words.hpp"

namespace recon {

namespace {

assess::ComparedBorder version(const std::string& id, double latitude) {
  const auto box = [](double south, double north) {
    geo::Outline outline;
    const auto at = [](double lat, double lon) { return geo::Position{degrees(lat), degrees(lon)}; };
    outline.parts.push_back(
        {.outer = {at(south, 35), at(south, 37), at(north, 37), at(north, 35)}, .holes = {}});
    return std::make_shared<const geo::PreparedOutline>(std::move(outline));
  };
  assess::ComparedBorder border;
  border.id = border.family = id;
  border.attribution = "© " + id + " & co";
  border.line_error = metres(30);
  border.shift_error = metres(40);
  border.states.emplace("SYR", box(35, latitude));
  border.states.emplace("TUR", box(latitude, 37));
  return border;
}

assess::Comparison comparison() {
  const geo::Position centre{degrees(36), degrees(36)};
  return assess::compare({version("one", 36.0), version("two", 36.01), version("three", 36.02)},
                         {.state = "TUR", .other = "SYR"},
                         {.window = assess::window_about(centre, kilometres(10)), .along = {}, .reach = {}});
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE(
    "The picture of versions holds a line, a legend and an attribution for each, and no broken number") {
  const std::string svg = report::separation_svg(comparison());
  CHECK(count(svg, "fill-rule=\"evenodd\"") == 3);
  for (const std::string id : {"one", "two", "three"}) {
    CHECK(count(svg, ">" + id + "</text>") == 1);
    CHECK(svg.find("© " + id + " &amp; co") != std::string::npos);
  }
  CHECK(svg.find("σ 50") != std::string::npos);
  CHECK(svg.find(report::distance(metres(2219)) + ", the largest") != std::string::npos);
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("inf") == std::string::npos);
  CHECK(svg.find("var(--") == std::string::npos);
  CHECK(count(svg, "http") == 1);  // the name space alone
}

TEST_CASE("The picture becomes a PNG twice its size") {
  const std::string bytes = report::png(report::separation_svg(comparison()));
  REQUIRE(bytes.size() > 1000);
  CHECK(bytes.substr(1, 3) == "PNG");
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
  };
  CHECK((byte(18) << 8U) + byte(19) == 2360);
  CHECK_THROWS(report::png("no picture"));
}

TEST_CASE("Tables of a comparison fit the terminal and carry the attributions") {
  const std::string text = report::separation_terminal(comparison());
  CHECK(text.find("Boundary of TUR and SYR") == 0);
  CHECK(text.find("© one & co; © two & co; © three & co") != std::string::npos);
  CHECK(report::separation_csv(comparison()).find("first,second,at_m") != std::string::npos);
  CHECK(report::separation_json(comparison()).find("\"told_differently_km2\"") != std::string::npos);
}

}  // namespace recon
