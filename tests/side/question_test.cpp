// SPDX-License-Identifier: Apache-2.0
#include "recon/side/question.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "recon/geo/zone.hpp"
#include "recon/load/load.hpp"
#include "recon/side/answers.hpp"

namespace recon::side {
namespace {

incident::BorderVersion version(const std::string& name) {
  incident::Border border;
  border.id.text = border.library.text = name;
  load::Options options;
  options.library = std::filesystem::path{RECON_DATA} / "borders";
  return load::load_border(border, ".", options);
}

/// One point as arrays.
struct One {
  std::vector<double> latitude, longitude;
  explicit One(const geo::Position& at)
      : latitude{in_degrees(at.latitude)}, longitude{in_degrees(at.longitude)} {}
  [[nodiscard]] geo::PointArrays arrays() const { return {latitude, longitude}; }
};

CountrySet countries_at(const Question& question, const geo::Position& at) {
  const Countries countries = question.countries(One{at}.arrays());
  return countries.sets.at(countries.of_point.at(0));
}

constexpr geo::Position yayladagi{degrees(35.90), degrees(36.06)}, latakia{degrees(35.52), degrees(35.79)},
    off_latakia{degrees(35.52), degrees(35.60)}, paris{degrees(48.85), degrees(2.35)};

}  // namespace

TEST_CASE("Countries are a set, and are not known beyond the window of the data") {
  const Question question{version("wdbii-levant"), {}};
  CHECK(countries_at(question, {degrees(35.75), degrees(36.15)}) == CountrySet{true, {"SYR"}});
  CHECK(countries_at(question, {degrees(36.5), degrees(36.1)}) == CountrySet{true, {"TUR"}});
  CHECK(countries_at(question, {degrees(35.6), degrees(35.0)}) == CountrySet{true, {}});
  CHECK_FALSE(countries_at(question, paris).known);
}

TEST_CASE("Countries that a publisher draws over each other are all told") {
  // The Omani exclave of Madha lies in both Oman and the Emirates in this version (docs/borders.md).
  const Question question{version("osm-2017-11-hormuz"), {}};
  CHECK(countries_at(question, {degrees(25.29), degrees(56.31)}) == CountrySet{true, {"ARE", "OMN"}});
}

TEST_CASE("Property: (1) every margin is that of the zone of the same land", "[property]") {
  const std::string name =
      GENERATE(as<std::string>{}, "osm-2026-09-yayladagi", "natural-earth-10m-levant", "dcw-levant");
  const incident::BorderVersion border = version(name);
  const Question question{border, {.states = {"TUR", "SYR"}}};
  const double latitude = GENERATE(take(20, random(35.1, 36.5))),
               longitude = GENERATE(take(3, random(35.0, 36.8)));
  const geo::Position at{degrees(latitude), degrees(longitude)};
  CAPTURE(name, latitude, longitude);
  for (std::size_t state = 0; state < 2; ++state) {
    const geo::Margin wanted = geo::inside(border.states.at(question.states()[state])).margin(at);
    const Answers answers = answer(question, One{at}.arrays(), std::vector<double>{std::nan("")}, {});
    const Answer& found = answers.of_state[state][0];
    REQUIRE((found.side != Side::unknown) == wanted.known);
    if (!wanted.known) continue;
    CHECK(found.margin == Approx(in_metres(wanted.value)).margin(0.002));
    CHECK(found.at_least == wanted.at_least);
    REQUIRE(found.has_nearest == wanted.nearest.has_value());
    if (wanted.nearest && !wanted.at_least)
      CHECK(in_metres(geo::distance(at, found.nearest)) == Approx(std::abs(found.margin)).margin(0.002));
    CHECK_FALSE(found.inside.has_value());
  }
}

TEST_CASE("Property: (2) a point in a state has no negative margin in it", "[property]") {
  const Question question{version("osm-2026-09-yayladagi"), {.states = {"all"}}};
  const One at{
      {degrees(GENERATE(take(40, random(35.6, 36.2)))), degrees(GENERATE(take(5, random(35.9, 36.4))))}};
  const Countries countries = question.countries(at.arrays());
  const CountrySet& set = countries.sets.at(countries.of_point.at(0));
  for (std::size_t state = 0; state < question.states().size(); ++state) {
    const bool in =
        std::find(set.states.begin(), set.states.end(), question.states()[state]) != set.states.end();
    const double margin = question.margins(state, at.arrays(), false).low[0];
    CHECK((in ? margin : -margin) > -0.001);
  }
}

TEST_CASE("A territorial sea ends at its breadth and at the land of others") {
  const incident::BorderVersion border = version("wdbii-levant");
  const Question land{border, {.states = {"SYR"}}},
      sea{border, {.states = {"SYR"}, .breadth = nautical_miles(12)}};
  CHECK(countries_at(land, off_latakia).states.empty());
  CHECK(countries_at(sea, off_latakia) == CountrySet{true, {"SYR"}});
  CHECK(countries_at(sea, latakia) == CountrySet{true, {"SYR"}});
  CHECK(countries_at(sea, yayladagi) == countries_at(land, yayladagi));

  const double to_land = land.margins(0, One{off_latakia}.arrays(), false).low[0];
  const double in_sea = sea.margins(0, One{off_latakia}.arrays(), false).low[0];
  REQUIRE(to_land < 0.0);
  CHECK(in_sea == Approx(12.0 * metres_in_nautical_mile + to_land).margin(0.001));
}

TEST_CASE("An atlas that was saved has the same countries, the edge of what is known included") {
  const auto file =
      std::filesystem::temp_directory_path() / ("recon-side-" + std::to_string(getpid()) + ".atlas");
  const Question made{version("osm-2017-11-hormuz"), {}};
  made.save(file);
  const Question opened = Question::open(file);
  CHECK(opened.border() == "osm-2017-11-hormuz");
  CHECK_FALSE(opened.sides_known());
  for (double latitude = 24.5; latitude < 27.7; latitude += 0.1)
    for (double longitude = 55.2; longitude < 59.3; longitude += 0.1) {
      const geo::Position at{degrees(latitude), degrees(longitude)};
      CHECK(countries_at(opened, at) == countries_at(made, at));
    }
  std::filesystem::remove(file);
}

TEST_CASE("Property: a point at a corner of the window is known, and one beyond it is not", "[property]") {
  const Question question{version("dcw-levant"), {}};
  const geo::Window window = *version("dcw-levant").about.frame;
  for (const Angle latitude : {window.south, window.north})
    for (const Angle longitude : {window.west, window.east}) {
      CHECK(countries_at(question, {latitude, longitude}).known);
      const double out = latitude == window.south ? -1e-9 : 1e-9;
      CHECK_FALSE(countries_at(question, {latitude + degrees(out), longitude}).known);
    }
}

TEST_CASE("What a version cannot be asked is refused with its reason") {
  CHECK_THROWS_WITH((Question{version("wdbii-levant"), {.states = {"FRA"}}}),
                    "wdbii-levant: no state 'FRA'; it has SYR, TUR");
  CHECK_THROWS_AS(
      (Question{version("osm-2026-09-yayladagi"), {.states = {"TUR"}, .breadth = nautical_miles(12)}}),
      load::UnreadableFile);
}

TEST_CASE("A side is called where nine chances in ten lie on it") {
  CHECK(side_of(metres(129), metres(100)) == Side::inside);
  CHECK(side_of(metres(-129), metres(100)) == Side::outside);
  CHECK(side_of(metres(128), metres(100)) == Side::edge);
  CHECK(side_of(metres(-128), metres(100)) == Side::edge);
  CHECK(side_of(metres(0), metres(0)) == Side::inside);
  CHECK(half_plane(metres(128.2), metres(100)) == Approx(0.9).margin(0.001));
}

TEST_CASE("A point with an accuracy has a chance; where the data end near it, none") {
  const Question question{version("osm-2026-09-yayladagi"), {.states = {"TUR"}}};
  const auto chance_at = [&](geo::Position at, double sigma) {
    return answer(question, One{at}.arrays(), std::vector<double>{sigma}, {}).of_state[0][0];
  };
  const Answer inland = chance_at({degrees(35.815), degrees(36.15)}, 300.0);
  REQUIRE(inland.inside);
  CHECK(inland.inside->inside > 0.0);
  CHECK(inland.inside->inside < 1.0);
  CHECK(chance_at({degrees(36.5), degrees(36.4)}, 10.0).inside->inside > 0.999);
  CHECK(chance_at(paris, 10.0).side == Side::unknown);
  CHECK_FALSE(chance_at(paris, 10.0).inside);
  CHECK_FALSE(chance_at({degrees(35.815), degrees(36.15)}, 60000.0).inside);
}

}  // namespace recon::side
