// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/atlas.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <set>

#include "chart.hpp"
#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>
#include <unistd.h>

namespace recon::geo {
namespace {

using Rational = boost::multiprecision::cpp_rational;
using Names = std::set<std::string>;
using test::at;

Position moved(const Position& p, Angle east) { return test::turned(p, east); }

/// Even-odd over all edges of a part, in rational numbers. Written for the eye, not for speed.
bool part_has(const Polygon& part, const Position& point) {
  std::vector<Ring> rings{part.outer};
  rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  const double py = in_degrees(point.latitude), px = in_degrees(point.longitude);
  bool inside = false;
  for (const Ring& ring : rings) {
    int winds = 0;
    double north = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Position &a = ring[i], &b = ring[(i + 1) % ring.size()];
      const double ay = in_degrees(a.latitude), by = in_degrees(b.latitude);
      const Rational ax{in_degrees(a.longitude)}, raw{in_degrees(b.longitude)};
      const int turn = raw - ax > 180 ? -1 : raw - ax < -180 ? 1 : 0;
      winds += turn;
      north += ay;
      if (std::abs(py) >= 90.0) {
        if (ay == py) return true;
        continue;
      }
      // The meridian southwards from the point, on each turn that the edge may lie on.
      for (int copy = -1; copy <= 1; ++copy) {
        const double low =
            std::min(in_degrees(a.longitude), in_degrees(b.longitude) + 360 * turn) + 360 * copy;
        const double high =
            std::max(in_degrees(a.longitude), in_degrees(b.longitude) + 360 * turn) + 360 * copy;
        if (px < low - 1e-6 || px > high + 1e-6 || py < std::min(ay, by)) continue;
        const Rational x0 = ax + 360 * copy, x1 = raw + 360 * (turn + copy), x{px}, y{py}, y0{ay}, y1{by};
        const Rational left = (x1 - x0) * (y - y0), right = (y1 - y0) * (x - x0);
        if (left == right && std::min(x0, x1) <= x && x <= std::max(x0, x1) && std::min(y0, y1) <= y &&
            y <= std::max(y0, y1))
          return true;
        if ((x0 <= x) != (x1 <= x) && (left > right) == (x0 < x1)) inside = !inside;
      }
    }
    // What lies south of all edges: inside of a ring round the axis whose vertices lie south.
    if (winds % 2 != 0) {
      const bool pole_inside = (north > 0.0) == (py > 0.0);
      if (std::abs(py) >= 90.0 ? pole_inside : !(north > 0.0)) inside = !inside;
    }
  }
  return inside;
}

Names slow(const std::vector<NamedOutline>& states, const Position& point) {
  Names names;
  if (std::isnan(in_degrees(point.latitude)) || std::isnan(in_degrees(point.longitude))) return names;
  for (const NamedOutline& state : states)
    for (const Polygon& part : state.outline.parts)
      if (part_has(part, point)) names.insert(state.name);
  return names;
}

Names named(const Atlas& atlas, Atlas::Set set) {
  Names names;
  for (const Atlas::State state : atlas.members(set)) names.insert(atlas.names().at(state));
  return names;
}

struct Points {
  std::vector<double> latitude, longitude;
  void add(double lat, double lon) {
    latitude.push_back(std::clamp(lat, -90.0, 90.0));
    longitude.push_back(lon > 180.0 ? lon - 360.0 : lon < -180.0 ? lon + 360.0 : lon);
  }
  void add(const Position& p) { add(in_degrees(p.latitude), in_degrees(p.longitude)); }
  [[nodiscard]] std::size_t size() const { return latitude.size(); }
  [[nodiscard]] Position operator[](std::size_t i) const { return test::at(latitude[i], longitude[i]); }
  [[nodiscard]] PointArrays arrays() const { return {latitude, longitude}; }
};

std::vector<Atlas::Set> sets(const Atlas& atlas, const Points& points) {
  std::vector<Atlas::Set> all(points.size());
  atlas.at(points.arrays(), all);
  return all;
}

/// Vertices, middles of edges, their neighbours by one digit and by a millimetre, the poles, 180°, round
/// degrees.
Points awkward(const std::vector<NamedOutline>& states, int seed, int count) {
  std::vector<std::pair<Position, Position>> edges;
  for (const auto& state : states)
    for (const auto& part : state.outline.parts)
      for (std::size_t i = 0; i < part.outer.size(); ++i)
        edges.push_back({part.outer[i], part.outer[(i + 1) % part.outer.size()]});
  test::Random random{seed};
  Points points;
  for (int i = 0; i < count && !edges.empty(); ++i) {
    const auto& [a, b] = edges[static_cast<std::size_t>(random.whole(0, static_cast<int>(edges.size()) - 1))];
    const double y = in_degrees(a.latitude), x = in_degrees(a.longitude);
    const double half_east = 0.5 * std::remainder(in_degrees(b.longitude) - x, 360.0);
    const double my = 0.5 * (y + in_degrees(b.latitude)), mx = x + half_east;
    const double towards = random.whole(0, 1) == 0 ? 1e3 : -1e3;
    switch (i % 10) {
      case 0:
        points.add(y, x);
        break;
      case 1:
        points.add(my, mx);
        break;
      case 2:
        points.add(std::nextafter(y, towards), x);
        break;
      case 3:
        points.add(y, std::nextafter(x, towards));
        break;
      case 4:
        points.add(std::nextafter(my, towards), mx);
        break;
      case 5:
        points.add(y + random.between(-1e-8, 1e-8), x + random.between(-1e-8, 1e-8));
        break;
      case 6:
        points.add(my, x);
        break;
      case 7:
        points.add(std::round(y), std::round(x));
        break;
      case 8:
        points.add(y, random.whole(0, 1) == 0 ? 180.0 : -180.0);
        break;
      default:
        points.add(y + random.between(-0.5, 0.5), x + random.between(-0.5, 0.5));
    }
  }
  for (const double lat : {-90.0, std::nextafter(-90.0, 0.0), 0.0, std::nextafter(90.0, 0.0), 90.0})
    for (const double lon : {-180.0, -90.0, -0.0, 33.0, 179.99999999999997, 180.0}) points.add(lat, lon);
  return points;
}

void check(const std::vector<NamedOutline>& states, const Points& points) {
  const Atlas atlas{states, 1};
  const auto found = sets(atlas, points);
  for (std::size_t i = 0; i < points.size(); ++i) {
    CAPTURE(i, points.latitude[i], points.longitude[i]);
    REQUIRE(named(atlas, found[i]) == slow(states, points[i]));
    REQUIRE(atlas.at(points[i]) == found[i]);
  }
}

NamedOutline box(std::string name, double south, double west, double north, double east) {
  return {std::move(name),
          test::areas({{at(south, west), at(south, east), at(north, east), at(north, west)}})};
}

std::vector<NamedOutline> stars(int seed, int count, int corners, double lat, double lon, Length radius) {
  test::Random random{seed};
  std::vector<NamedOutline> states;
  for (int i = 0; i < count; ++i) {
    std::vector<Ring> rings;
    for (int k = 0; k <= i % 3; ++k)
      rings.push_back(test::star(random, random.near(at(lat, lon), radius), radius, corners));
    Outline outline = test::areas(rings);
    outline.parts[0].holes.push_back(test::star(random, outline.parts[0].outer[0], 0.3 * radius, corners));
    states.push_back({"S" + std::to_string(i), outline});
  }
  return states;
}

class Folder {
public:
  Folder() : path_{std::filesystem::temp_directory_path() / ("recon-atlas-" + std::to_string(::getpid()))} {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

private:
  std::filesystem::path path_;
};

/// A polygon's rings begin with "[[[" or ",[[" and end with "]]"; a vertex is "[number,number".
std::vector<NamedOutline> bundled(const std::string& name) {
  std::ifstream file{RECON_DATA "/borders/" + name + ".geojson"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  std::vector<NamedOutline> states;
  const std::string key = "\"coordinates\":";
  for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
    Outline outline;
    Ring ring;
    int depth = 0, vertex_depth = 0;
    bool fresh_part = true;
    std::size_t i = at + key.size();
    do {
      if (text[i] == '[') ++depth;
      if (text[i] == ']') {
        --depth;
        if (depth == vertex_depth - 2 && !ring.empty()) {
          if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
          if (fresh_part) outline.parts.push_back({});
          (fresh_part ? outline.parts.back().outer : outline.parts.back().holes.emplace_back()) =
              std::move(ring);
          ring.clear();
          fresh_part = false;
        }
        if (depth == vertex_depth - 3) fresh_part = true;
      }
      if (text[i] == '-' || (text[i] >= '0' && text[i] <= '9')) {
        char* end = nullptr;
        const double longitude = std::strtod(&text[i], &end);
        const double latitude = std::strtod(end + 1, &end);
        ring.push_back(geo::Position{degrees(latitude), degrees(longitude)});
        vertex_depth = depth;
        i = static_cast<std::size_t>(end - text.data()) - 1;
      }
      ++i;
    } while (depth > 0);
    states.push_back({"S" + std::to_string(states.size()), std::move(outline)});
  }
  return states;
}

TEST_CASE("the states of a point are those of exact arithmetic, over the bundled borders") {
  const std::string name = GENERATE(as<std::string>{}, "natural-earth-10m-levant", "natural-earth-10m-hormuz",
                                    "dcw-levant", "osm-2022-04-hormuz", "osm-2022-04-yayladagi");
  const auto states = bundled(name);
  REQUIRE(states.size() >= 2);
  check(states, awkward(states, 3, 250));
}

TEST_CASE("the states of a point are those of exact arithmetic, for areas that overlap anyhow",
          "[property]") {
  const int seed = GENERATE(range(1, 9));
  const double latitude = GENERATE(0.0, 71.0, -89.0);
  const double longitude = seed % 2 == 0 ? 180.0 : 36.0;
  const auto states = stars(seed, 6, 40, latitude, longitude, kilometres(40 * seed));
  check(states, awkward(states, seed, 80));
}

TEST_CASE("round degrees: points on shared borders belong to all neighbours") {
  const std::vector<NamedOutline> states{box("A", 0, 0, 10, 10), box("B", 0, 10, 10, 20),
                                         box("C", 10, 0, 20, 20), box("D", -10, -10, 0, 0)};
  const Atlas atlas{states};
  CHECK(named(atlas, atlas.at(at(5, 10))) == Names{"A", "B"});
  CHECK(named(atlas, atlas.at(at(10, 10))) == Names{"A", "B", "C"});
  CHECK(named(atlas, atlas.at(at(0, 0))) == Names{"A", "D"});
  CHECK(named(atlas, atlas.at(at(std::nextafter(10.0, 0), 10))) == Names{"A", "B"});
  CHECK(named(atlas, atlas.at(at(5, std::nextafter(10.0, 0)))) == Names{"A"});
  CHECK(named(atlas, atlas.at(at(-5, 5))).empty());
  check(states, awkward(states, 1, 400));
}

TEST_CASE("land cut along 180 is whole there, and a border that crosses it is found on both sides") {
  const std::vector<NamedOutline> states{
      {"cut", test::areas({{at(60, 170), at(60, 180), at(70, 180), at(70, 170)},
                           {at(60, -180), at(60, -170), at(70, -170), at(70, -180)}})},
      {"whole", test::areas({{at(-20, 178), at(-20, -178), at(-10, -178), at(-10, 178)}})},
      {"half", test::areas({{at(20, 170), at(20, 180), at(30, 180), at(30, 170)}})}};
  const Atlas atlas{states};
  for (const double meridian : {180.0, -180.0}) {
    CHECK(named(atlas, atlas.at(at(65, meridian))) == Names{"cut"});
    CHECK(named(atlas, atlas.at(at(60, meridian))) == Names{"cut"});
    CHECK(named(atlas, atlas.at(at(-15, meridian))) == Names{"whole"});
    CHECK(named(atlas, atlas.at(at(-20, meridian))) == Names{"whole"});
    CHECK(named(atlas, atlas.at(at(25, meridian))) == Names{"half"});
    CHECK(named(atlas, atlas.at(at(75, meridian))).empty());
  }
  CHECK(named(atlas, atlas.at(at(25, -179.9999999))).empty());
  check(states, awkward(states, 2, 400));
}

TEST_CASE("rings round a pole hold it, with and without an edge down to it") {
  const std::vector<NamedOutline> states{
      {"ring", test::areas({{at(70, 0), at(70, 120), at(72, -120)}})},
      {"down", test::areas({{at(-80, -180), at(-75, -90), at(-80, 0), at(-75, 90), at(-80, 180), at(-90, 180),
                             at(-90, -180)}})},
      {"wedge", test::areas({{at(-60, 10), at(-60, 20), at(-90, 20), at(-90, 10)}})}};
  const Atlas atlas{states};
  for (const double lon : {-180.0, -33.0, 0.0, 15.0, 180.0}) {
    CHECK(named(atlas, atlas.at(at(90, lon))) == Names{"ring"});
    CHECK(named(atlas, atlas.at(at(89, lon))) == Names{"ring"});
    CHECK(named(atlas, atlas.at(at(-90, lon))) == Names{"down", "wedge"});
  }
  CHECK(named(atlas, atlas.at(at(-89, 15))) == Names{"down", "wedge"});
  CHECK(named(atlas, atlas.at(at(-89, 25))) == Names{"down"});
  CHECK(named(atlas, atlas.at(at(60, 15))).empty());
  check(states, awkward(states, 4, 300));
}

TEST_CASE("parts of one state may overlap and touch: together they are its land; within a part, even-odd") {
  Outline overlapping = test::areas({{at(0, 0), at(0, 4), at(4, 4), at(4, 0)},
                                     {at(2, 2), at(2, 6), at(6, 6), at(6, 2)},
                                     {at(0, 4), at(0, 8), at(4, 8), at(4, 4)}});
  overlapping.parts[0].holes.push_back({at(1, 1), at(1, 2), at(2, 2), at(2, 1)});
  const std::vector<NamedOutline> states{{"O", overlapping}};
  const Atlas atlas{states};
  CHECK(named(atlas, atlas.at(at(3, 3))) == Names{"O"});
  CHECK(named(atlas, atlas.at(at(1.5, 1.5))).empty());
  CHECK(named(atlas, atlas.at(at(1, 1.5))) == Names{"O"});
  check(states, awkward(states, 5, 300));
}

TEST_CASE("many borders on one line and in one point: more than a leaf holds") {
  std::vector<NamedOutline> states;
  for (int i = 0; i < 30; ++i) {
    states.push_back(box("E" + std::to_string(i), 0, 0, 1, 1 + i % 3));
    const double angle = 6.283185307179586 * i / 30, next = 6.283185307179586 * (i + 1) / 30;
    states.push_back({"F" + std::to_string(i), test::areas({{at(0, 0), at(std::sin(angle), std::cos(angle)),
                                                             at(std::sin(next), std::cos(next))}})});
  }
  const Atlas atlas{states};
  CHECK(atlas.members(atlas.at(at(0, 0))).size() == 60);
  check(states, awkward(states, 6, 120));
}

TEST_CASE("degenerate rings: repeated vertices, a point, a line there and back, none at all") {
  const std::vector<NamedOutline> states{
      {"repeated", test::areas({{at(0, 0), at(0, 0), at(0, 1), at(0, 1), at(0, 1), at(1, 1), at(0, 0)}})},
      {"point", test::areas({{at(5, 5)}})},
      {"points", test::areas({{at(6, 6), at(6, 6), at(6, 6)}})},
      {"line", test::areas({{at(3, 3), at(4, 4)}})},
      {"nothing", {}},
      {"empty ring", test::areas({{}})}};
  const Atlas atlas{states};
  CHECK(named(atlas, atlas.at(at(5, 5))) == Names{"point"});
  CHECK(named(atlas, atlas.at(at(6, 6))) == Names{"points"});
  CHECK(named(atlas, atlas.at(at(3.5, 3.5))) == Names{"line"});
  CHECK(named(atlas, atlas.at(at(3.5, 3.6))).empty());
  check(states, awkward(states, 7, 200));
  const Atlas none{std::vector<NamedOutline>{}};
  CHECK(none.at(at(0, 0)) == 0);
  CHECK(none.members(0).empty());
}

TEST_CASE("a NaN lies in no state") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const Atlas atlas{{box("S", -90, -170, 90, 0), box("N", -90, 0, 90, 170)}};
  Points points;
  points.latitude = {nan, 10, nan, 10};
  points.longitude = {10, nan, nan, 10};
  const auto found = sets(atlas, points);
  for (std::size_t i = 0; i < 3; ++i) CHECK(atlas.members(found[i]).empty());
  for (std::size_t i = 0; i < 3; ++i) CHECK(atlas.members(atlas.at(points[i])).empty());
  CHECK(named(atlas, found[3]) == Names{"N"});
}

TEST_CASE(
    "order, orientation and threads change nothing; mirrored and turned states hold mirrored and turned "
    "points",
    "[property]") {
  const int seed = GENERATE(range(1, 5));
  const auto states = stars(seed, 5, 60, 36.0, 36.0, kilometres(120));
  const Points points = awkward(states, seed, 1500);
  const Atlas atlas{states, 1};
  const auto found = sets(atlas, points);

  auto shuffled = states;
  for (auto& state : shuffled) {
    for (auto& part : state.outline.parts) std::reverse(part.outer.begin(), part.outer.end());
    std::rotate(state.outline.parts[0].outer.begin(), state.outline.parts[0].outer.begin() + 7,
                state.outline.parts[0].outer.end());
    std::reverse(state.outline.parts.begin(), state.outline.parts.end());
  }
  std::reverse(shuffled.begin(), shuffled.end());
  const Atlas other{shuffled, 3};
  const Atlas threaded{states, 2};
  auto mirrored = states;
  for (auto& state : mirrored)
    for (auto& part : state.outline.parts) {
      for (Position& p : part.outer) p.latitude = -p.latitude;
      for (auto& hole : part.holes)
        for (Position& p : hole) p.latitude = -p.latitude;
    }
  const Atlas south{mirrored, 1};
  const auto again = sets(other, points), same = sets(threaded, points);
  CHECK(same == found);
  CHECK(threaded.bytes() == atlas.bytes());
  for (std::size_t i = 0; i < points.size(); ++i) {
    CAPTURE(points.latitude[i], points.longitude[i]);
    REQUIRE(named(other, again[i]) == named(atlas, found[i]));
    REQUIRE(named(south, south.at(at(-points.latitude[i], points.longitude[i]))) == named(atlas, found[i]));
  }
}

TEST_CASE("turning everything by a longitude that leaves all digits changes nothing", "[property]") {
  const double by = GENERATE(144.0, -216.0, 90.0, 143.5);
  auto states = stars(5, 4, 50, 60.0, 36.0, kilometres(300));
  const auto coarse = [](Position& p) {  // to 2^-30 degrees, so that a turn is exact
    p = at(std::ldexp(std::round(std::ldexp(in_degrees(p.latitude), 30)), -30),
           std::ldexp(std::round(std::ldexp(in_degrees(p.longitude), 30)), -30));
  };
  auto turned = states;
  for (std::size_t s = 0; s < states.size(); ++s)
    for (std::size_t k = 0; k < states[s].outline.parts.size(); ++k) {
      states[s].outline.parts[k].holes.clear();
      turned[s].outline.parts[k].holes.clear();
      Ring &ring = states[s].outline.parts[k].outer, &other = turned[s].outline.parts[k].outer;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        coarse(ring[i]);
        other[i] = moved(ring[i], degrees(by));
      }
    }
  const Atlas here{states}, there{turned};
  test::Random random{9};
  for (int i = 0; i < 2000; ++i) {
    Position p = at(random.between(52, 68), random.between(15, 57));
    const auto& ring = states[0].outline.parts[0].outer;
    if (i % 3 == 0) p = ring[static_cast<std::size_t>(i) % ring.size()];
    coarse(p);
    CAPTURE(in_degrees(p.latitude), in_degrees(p.longitude));
    REQUIRE(named(here, here.at(p)) == named(there, there.at(moved(p, degrees(by)))));
  }
}

TEST_CASE("edges that are geodesics or rhumb lines are followed to a millimetre") {
  const Edge edge = GENERATE(Edge::geodesic, Edge::rhumb);
  Outline outline = test::areas({{at(50, 0), at(60, 40), at(55, -160), at(20, -100)}});
  outline.edge = edge;
  const Atlas atlas{{{"A", outline}}};
  const PreparedOutline prepared{outline};
  test::Random random{11};
  for (int i = 0; i < 100; ++i) {
    const Position p = at(random.between(15, 89), random.between(-180, 180));
    const auto nearest = prepared.nearest_edge(p);
    REQUIRE(nearest);
    const Angle back = leg(nearest->position, p).azimuth;
    for (const double turned_by : {0.0, 180.0}) {
      // A few millimetres on this side of the edge and beyond it; contains() counts the nearest one in.
      const Position beside = destination(nearest->position, back + degrees(turned_by), metres(0.004));
      if (prepared.nearest_edge(beside)->distance > metres(0.0025))
        REQUIRE((atlas.at(beside) != 0) == prepared.contains(beside));
    }
    REQUIRE((atlas.at(p) != 0) == prepared.contains(p));
  }
}

TEST_CASE("an atlas read back from its file gives the same answers") {
  const Folder folder;
  const auto states = stars(3, 6, 200, 36.0, 179.0, kilometres(200));
  const Atlas atlas{states};
  const Points points = awkward(states, 12, 2000);
  atlas.save(folder / "a.atlas");
  const Atlas mapped = Atlas::open(folder / "a.atlas");
  CHECK(mapped.names() == atlas.names());
  CHECK(sets(mapped, points) == sets(atlas, points));
  CHECK(mapped.bytes() == atlas.bytes());
  mapped.save(folder / "b.atlas");
  CHECK(sets(Atlas::open(folder / "b.atlas"), points) == sets(atlas, points));
  CHECK(std::distance(std::filesystem::directory_iterator{(folder / "a.atlas").parent_path()}, {}) == 2);
  CHECK_THROWS_AS(atlas.save(folder / "no such folder/a.atlas"), std::system_error);
}

TEST_CASE("a file that is cut off, changed or something else is refused") {
  const Folder folder;
  Atlas{stars(2, 2, 12, 10.0, 10.0, kilometres(50))}.save(folder / "a.atlas");
  std::ifstream file{folder / "a.atlas", std::ios::binary};
  const std::string whole{std::istreambuf_iterator<char>{file}, {}};
  const auto refused = [&](std::string_view bytes) {
    std::ofstream{folder / "b.atlas", std::ios::binary}.write(bytes.data(),
                                                              static_cast<std::streamsize>(bytes.size()));
    try {
      const Atlas atlas = Atlas::open(folder / "b.atlas");
    } catch (const BadAtlas&) {
      return true;
    }
    return false;
  };
  REQUIRE_FALSE(refused(whole));
  for (std::size_t length = 0; length < whole.size(); length += length < 400 ? 3 : 397)
    REQUIRE(refused(std::string_view{whole}.substr(0, length)));
  REQUIRE(refused(whole + '\0'));
  std::mt19937 random{1};
  for (int i = 0; i < 400; ++i) {
    std::string changed = whole;
    const std::size_t place = i < 200 ? static_cast<std::size_t>(2 * i) : random() % whole.size();
    changed[place] = static_cast<char>(changed[place] ^ (1 << (random() % 8)));
    CAPTURE(place);
    REQUIRE(refused(changed));
  }
  CHECK(refused("{\"type\": \"FeatureCollection\"}"));
  CHECK_THROWS_AS(Atlas::open(folder / "none.atlas"), BadAtlas);
  CHECK_THROWS_AS(Atlas::open((folder / "a.atlas").parent_path()), BadAtlas);
}

}  // namespace
}  // namespace recon::geo
