// SPDX-License-Identifier: Apache-2.0
#include "recon/load/rings.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>
#include <cpl_error.h>
#include <ogr_geometry.h>

namespace recon {

using load::DrawnPolygon;
using test::with;

namespace {

geo::Position at(double longitude, double latitude) { return {degrees(latitude), degrees(longitude)}; }

struct Mended {
  geo::Outline outline;
  std::vector<std::string> notes;
};

// Every polygon is a feature of its own; rings are closed here, as files have them.
Mended mended(std::vector<std::vector<geo::Ring>> polygons,
              load::OutlineOptions::Rings rings = load::OutlineOptions::Rings::tested) {
  std::vector<DrawnPolygon> drawn;
  for (std::vector<geo::Ring>& polygon : polygons) {
    for (geo::Ring& ring : polygon) ring.push_back(ring.front());
    drawn.push_back({.rings = polygon, .feature = drawn.size() + 1, .part = 1});
  }
  load::Notes notes;
  Mended result;
  result.outline = load::outline_of(std::move(drawn), rings, "a.geojson", notes);
  result.notes = std::move(notes).taken();
  return result;
}

geo::Ring square(double west, double south, double side) {
  return {at(west, south), at(west + side, south), at(west + side, south + side), at(west, south + side)};
}

bool same(const geo::Outline& outline, const std::vector<std::vector<geo::Ring>>& polygons) {
  if (outline.parts.size() != polygons.size()) return false;
  for (std::size_t p = 0; p < polygons.size(); ++p) {
    std::vector<geo::Ring> rings{outline.parts[p].outer};
    rings.insert(rings.end(), outline.parts[p].holes.begin(), outline.parts[p].holes.end());
    if (rings != polygons[p]) return false;
  }
  return true;
}

std::size_t holes_of(const geo::Outline& outline) {
  std::size_t n = 0;
  for (const geo::Polygon& part : outline.parts) n += part.holes.size();
  return n;
}

}  // namespace

TEST_CASE("Rings that are valid keep every bit, whatever lies beside them", "[property]") {
  std::mt19937 random{GENERATE(take(40, Catch::Generators::random(1U, 1000000U)))};
  std::uniform_real_distribution<double> radius{1.0, 3.0};
  const double turn = std::uniform_real_distribution<double>{-180.0, 180.0}(random);
  const auto wrapped = [&](double longitude) {
    return longitude > 180.0 ? longitude - 360.0 : longitude < -180.0 ? longitude + 360.0 : longitude;
  };
  const auto star = [&](double x, double y, int corners, double size) {
    geo::Ring ring;
    for (int i = 0; i < corners; ++i) {
      const double angle = 2.0 * std::numbers::pi * i / corners, r = size * radius(random);
      ring.push_back(at(wrapped(turn + x + r * std::cos(angle)), y + r * std::sin(angle)));
    }
    return ring;
  };
  // A hole, an island in the hole, and neighbours that do not touch.
  const std::vector<std::vector<geo::Ring>> polygons{
      {star(0, 40, 300, 1.0), star(0, 40, 50, 0.25)}, {star(0, 40, 20, 0.05)}, {star(8, 40, 100, 1.0)}};
  const auto [outline, notes] = mended(polygons);
  CAPTURE(turn, notes);
  CHECK(same(outline, polygons));
  CHECK(with(notes, "the short way round").size() == notes.size());
}

TEST_CASE("What is changed is what GEOS calls invalid", "[property]") {
  std::mt19937 random{GENERATE(take(300, Catch::Generators::random(1U, 1000000U)))};
  std::uniform_int_distribution<int> place{0, 6};
  geo::Ring ring;
  OGRLinearRing closed;
  for (int i = 0; i < 7; ++i) {
    const double x = place(random), y = place(random);
    if (!ring.empty() && ring.back() == at(x, y)) continue;
    ring.push_back(at(x, y));
    closed.addPoint(x, y);
  }
  if (ring.front() == ring.back()) return;
  closed.closeRings();
  OGRPolygon polygon;
  polygon.addRing(&closed);
  CPLPushErrorHandler(CPLQuietErrorHandler);
  const bool valid = polygon.IsValid() != 0;
  CPLPopErrorHandler();
  CAPTURE(valid, ring.size());
  try {
    const auto [outline, notes] = mended({{ring}});
    CAPTURE(notes);
    CHECK(same(outline, {{ring}}) == valid);
    CHECK(notes.empty() == valid);
  } catch (const load::UnreadableFile& refused) {
    CAPTURE(refused.what());
    CHECK_FALSE(valid);
    CHECK(std::string{refused.what()}.find("by more than 1 %") != std::string::npos);
  }
}

TEST_CASE(
    "Repeated vertices and spikes are dropped and told; a ring of fewer than three corners is left out") {
  const geo::Ring ring{at(0, 0), at(4, 0), at(4, 0), at(4, 4), at(7, 7), at(4, 4), at(0, 4)};
  const geo::Ring line{at(10, 0), at(11, 0)};
  const auto [outline, notes] = mended({{ring}, {line}});
  CAPTURE(notes);
  CHECK(same(outline, {{{at(0, 0), at(4, 0), at(4, 4), at(0, 4)}}}));
  CHECK(notes ==
        std::vector<std::string>{
            "feature 1, part 1, ring 1 1 repeated vertex dropped, the first at [4.0000000, 0.0000000]",
            "feature 1, part 1, ring 1 1 spike without area dropped, the first at [7.0000000, 7.0000000]",
            "feature 2, part 1, ring 1 has fewer than three corners and is left out, at [10.0000000, "
            "0.0000000]"});
}

TEST_CASE("An unclosed ring is closed and told") {
  load::Notes notes;
  const geo::Outline outline = load::outline_of({{.rings = {square(0, 0, 1)}, .feature = 1, .part = 1}},
                                                load::OutlineOptions::Rings::tested, "a.geojson", notes);
  CHECK(same(outline, {{square(0, 0, 1)}}));
  CHECK(std::move(notes).taken() ==
        std::vector<std::string>{
            "feature 1, part 1, ring 1 is not closed; closed from [0.0000000, 1.0000000] to "
            "[0.0000000, 0.0000000]"});
}

TEST_CASE(
    "A small loop is split off where it crosses; a bow-tie of two halves is refused with its crossing") {
  const geo::Ring small{at(0, 0), at(10, 0), at(10, 10), at(0.1, 10), at(-0.1, 9.9), at(0, 10.1)};
  const auto [outline, notes] = mended({{small}});
  CAPTURE(notes);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find("feature 1, part 1 is not a polygon (Self-intersection) at [0.0") == 0);
  const geo::PreparedOutline prepared{outline};
  CHECK(prepared.contains(at(5, 5)));
  const geo::Ring bow{at(0, 0), at(2, 2), at(2, 0), at(0, 2)};
  CHECK_THROWS_WITH(mended({{bow}}),
                    Catch::Contains("a.geojson: feature 1, part 1 is not a polygon (Self-intersection) at "
                                    "[1.0000000, 1.0000000]; made one, its area would go from") &&
                        Catch::Contains("by more than 1 %"));
  CHECK(same(mended({{bow}}, load::OutlineOptions::Rings::trusted).outline, {{bow}}));
}

TEST_CASE(
    "Parts that overlap, share an edge or are drawn twice are one; parts that touch in a point stay two") {
  struct Pair {
    geo::Ring other;
    std::string told;
  };
  const auto pair = GENERATE(values<Pair>({
      {square(1, 1, 2), "overlap by"},
      {square(2, 0, 2), "share an edge"},
      {square(0, 0, 2), "overlap by"},
      {square(0.5, 0.5, 1), "feature 2, part 1 lies within feature 1, part 1 and is left out"},
  }));
  const auto [outline, notes] = mended({{square(0, 0, 2)}, {pair.other}});
  CAPTURE(notes);
  CHECK(outline.parts.size() == 1);
  CHECK(with(notes, pair.told).size() == 1);
  CHECK(geo::PreparedOutline{outline}.contains(at(1.2, 1.2)));

  const auto touching = mended({{square(0, 0, 2)}, {square(2, 2, 2)}});
  CHECK(same(touching.outline, {{square(0, 0, 2)}, {square(2, 2, 2)}}));
  CHECK(touching.notes.empty());
}

TEST_CASE("A hole outside its shell or in another hole is left out; an island in a hole stays") {
  const auto outside = mended({{square(0, 0, 2), square(5, 5, 1)}});
  CHECK(holes_of(outside.outline) == 0);
  CHECK(with(outside.notes, "feature 1, part 1, ring 2 is a hole outside its shell").size() == 1);
  const auto nested = mended({{square(0, 0, 9), {at(8, 8), at(8, 8)}, square(1, 1, 6), square(2, 2, 1)}});
  CHECK(holes_of(nested.outline) == 1);
  CHECK(with(nested.notes, "feature 1, part 1, ring 4 is a hole").size() == 1);
  CHECK(mended({{square(0, 0, 9), square(1, 1, 6)}, {square(2, 2, 1)}}).notes.empty());
}

TEST_CASE("Longitudes of 0 to 360 are turned, exactly; rounding beyond 180° is put on it") {
  const auto turned = mended({{{at(170, 0), at(190.5, 0), at(190.5, 5), at(170, 5)}}});
  CHECK(same(turned.outline, {{{at(170, 0), at(-169.5, 0), at(-169.5, 5), at(170, 5)}}}));
  CHECK(with(turned.notes, "has 2 longitudes beyond 180°, turned by 360°").size() == 1);
  const geo::PreparedOutline prepared{turned.outline};
  CHECK(prepared.contains(at(-175, 2)));
  CHECK(prepared.contains(at(175, 2)));
  CHECK_FALSE(prepared.contains(at(0, 2)));
  const auto rounded = mended({{{at(170, 0), at(std::nextafter(180.0, 181.0), 0), at(180, 5), at(170, 5)}}});
  CHECK(same(rounded.outline, {{{at(170, 0), at(180, 0), at(180, 5), at(170, 5)}}}));
}

TEST_CASE("Crossings are found across 180° as elsewhere") {
  const geo::Ring bow{at(179, 0), at(-179, 2), at(-179, 0), at(179, 2)};
  CHECK_THROWS_WITH(mended({{bow}}),
                    Catch::Contains("] ; made one") || Catch::Contains("180.0000000, 1.0000000]"));
  const auto overlap = mended({{{at(178, 0), at(-178, 0), at(-178, 2), at(178, 2)}},
                               {{at(-179, 1), at(-177, 1), at(-177, 3), at(-179, 3)}}});
  CHECK(overlap.outline.parts.size() == 1);
  CHECK(with(overlap.notes, "overlap by").size() == 1);
}

TEST_CASE("Rings to and round a pole are kept as drawn") {
  const geo::Ring to_the_pole{at(-180, -90), at(180, -90), at(180, -70), at(0, -65), at(-180, -70)};
  const auto drawn = mended({{to_the_pole}});
  CHECK(same(drawn.outline, {{to_the_pole}}));
  CHECK(drawn.notes.empty());
  const geo::Ring round{at(-180, -70), at(-90, -66), at(0, -65), at(90, -66), at(179, -70)};
  const auto kept = mended({{round}});
  CHECK(same(kept.outline, {{round}}));
  CHECK(with(kept.notes, "goes round a pole; kept as drawn").size() == 1);
}

TEST_CASE(
    "A corner that is no longitude and latitude is refused with its place, swapped axes with the reason") {
  const double wrong = GENERATE(std::nan(""), INFINITY, -90.5, 541.0);
  geo::Ring ring = square(0, 0, 1);
  ring[2] = wrong == 541.0 ? at(wrong, 0) : at(0, wrong);
  CHECK_THROWS_WITH(
      mended({{square(9, 9, 1)}, {ring}}),
      Catch::StartsWith("a.geojson: feature 2, part 1, ring 1 has a corner that is no longitude"));
  CHECK_THROWS_WITH(mended({{{at(36, 131), at(36, 132), at(37, 132)}}}),
                    Catch::Contains("it is one with the axes swapped"));
}

TEST_CASE("A tangle is refused before it takes long") {
  std::mt19937 random{7};
  std::uniform_real_distribution<double> place{0.0, 1.0};
  geo::Ring tangle;
  for (int i = 0; i < 20'000; ++i) tangle.push_back(at(place(random), place(random)));
  CHECK_THROWS_WITH(mended({{tangle}}), Catch::Contains("cross or touch too often to be tested"));
}

}  // namespace recon
