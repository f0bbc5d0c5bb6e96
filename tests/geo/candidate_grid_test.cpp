// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/candidate_grid.hpp"

#include <cmath>
#include <thread>

#include "chart.hpp"
#include <catch2/catch.hpp>

#include "recon/geo/asked_block.hpp"
#include "recon/geo/meridian_index.hpp"
#include "recon/geo/place_in_space.hpp"

using namespace recon;
using namespace recon::geo;
using test::at;

namespace {

/// A ring of many short edges and some long ones, anywhere.
std::vector<Piece> ragged_line(test::Random& random, const Position& centre, Length radius, Edge edge) {
  const Ring ring = test::star(random, centre, radius, random.whole(3, 200));
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < ring.size(); ++i) cut(ring[i], ring[(i + 1) % ring.size()], edge, pieces);
  return pieces;
}

struct Answers {
  std::vector<double> metres, latitude, longitude;
  explicit Answers(std::size_t size) : metres(size), latitude(size), longitude(size) {}
  [[nodiscard]] DistanceArrays arrays() { return {metres, latitude, longitude}; }
  friend bool operator==(const Answers&, const Answers&) = default;
};

struct Questions {
  std::vector<double> latitude, longitude;
  void add(const Position& p) {
    latitude.push_back(in_degrees(p.latitude));
    longitude.push_back(in_degrees(p.longitude));
  }
  [[nodiscard]] PointArrays arrays() const { return {latitude, longitude}; }
};

}  // namespace

TEST_CASE("A place in space is the same to the last bit, one by one and in batch", "[property]") {
  test::Random random{GENERATE(range(0, 5))};
  Questions questions;
  for (const double latitude : {-90.0, -45.0, 0.0, 45.0, 90.0})
    for (const double longitude : {-180.0, -135.0, -90.0, -45.0, 0.0, 45.0, 90.0, 135.0, 180.0})
      questions.add(at(latitude, longitude));
  for (int i = 0; i < 1000; ++i) questions.add(at(random.between(-90, 90), random.between(-180, 180)));
  const std::size_t size = questions.latitude.size();
  std::vector<double> x(size), y(size), z(size);
  to_space(questions.arrays(), {x, y, z});
  for (std::size_t i = 0; i < size; ++i) {
    const PlaceInSpace place = place_in_space(questions.latitude[i], questions.longitude[i]);
    REQUIRE((place.point.x == x[i] && place.point.y == y[i] && place.point.z == z[i]));
    const auto radians = [](double deg) {
      return static_cast<long double>(deg) * 3.14159265358979323846264L / 180;
    };
    const long double north = radians(questions.latitude[i]), east = radians(questions.longitude[i]);
    CHECK(std::abs(place.sine_of_latitude - std::sin(north)) < 2.3e-16L);
    CHECK(std::abs(place.cosine_of_latitude - std::cos(north)) < 2.3e-16L);
    CHECK(std::abs(place.sine_of_longitude - std::sin(east)) < 2.3e-16L);
    CHECK(std::abs(place.cosine_of_longitude - std::cos(east)) < 2.3e-16L);
  }
  CHECK(place_in_space(90, 0).point.x == 0.0);
  CHECK(place_in_space(0, 180).point.x == -6'378'137.0);
}

TEST_CASE("Property: the candidates of a cell hold what the tree finds, to the last bit", "[property]") {
  const Edge edge = GENERATE(Edge::lon_lat, Edge::geodesic, Edge::rhumb);
  test::Random random{GENERATE(range(0, 30))};
  const Position centre = at(random.between(-89.5, 89.5), random.between(-180, 180));
  const Length radius = metres(random.log_between(100, 500'000));
  const LineIndex line{ragged_line(random, centre, radius, edge)};
  Questions questions;
  for (int i = 0; i < 100; ++i) questions.add(random.near(centre, random.log_between(0.01, 10) * radius));
  for (const auto& stretch : line.stretches())
    if (questions.latitude.size() < 200) questions.add(stretch.position(random.between(0, 1)));
  ask(line, questions.arrays(), [&](const AskedBlock& block) {
    for (std::size_t i = 0; i < block.points.size(); ++i) {
      const auto& quick = block.touches[i];
      const auto one = line.touch(block.known[i], block.in_space[i]), slow = line.touch(block.in_space[i]);
      CAPTURE(static_cast<int>(edge), in_metres(radius), in_degrees(block.point(i).latitude));
      REQUIRE(quick.has_value() == slow.has_value());
      REQUIRE(one.has_value() == slow.has_value());
      if (!slow) continue;
      CHECK((quick->squared == slow->squared && quick->stretch == slow->stretch && quick->t == slow->t));
      CHECK((one->squared == slow->squared && one->stretch == slow->stretch && one->t == slow->t));
    }
  });
}

TEST_CASE("Every position lies in its cell, whatever way its longitude is written") {
  test::Random random{7};
  const LineIndex line{ragged_line(random, at(36, 36), kilometres(50), Edge::lon_lat)};
  for (int i = 0; i < 500; ++i) {
    const Position point = i < 250 ? random.near(at(36, 36), kilometres(80))
                                   : at(random.between(-90, 90), random.between(-180, 180));
    Cell cell, again;
    (void)line.cell(in_degrees(point.latitude), in_degrees(point.longitude), cell);
    (void)line.cell(in_degrees(point.latitude), in_degrees(point.longitude) - 360.0, again);
    CHECK(cell == again);
    const Ball ball = ball_around(cell);
    CHECK(norm(to_space(point) - ball.centre) <= ball.radius);
    double nearest = unlimited;
    for (const Ball& quarter : balls_around_quarters(cell))
      nearest = std::min(nearest, norm(to_space(point) - quarter.centre) - quarter.radius);
    CHECK(nearest <= 0.0);
  }
}

TEST_CASE("When memory is used up larger cells answer, the same") {
  test::Random random{3};
  const std::vector<Piece> pieces = ragged_line(random, at(60, 20), kilometres(300), Edge::lon_lat);
  const LineIndex line{pieces};
  CandidateGrid small{0};  // a megabyte
  int beyond = 0;
  for (int i = 0; i < 40'000; ++i) {
    const Position point = random.near(at(60, 20), kilometres(400));
    Cell cell;
    const KnownCell known = small.find(line, in_degrees(point.latitude), in_degrees(point.longitude), cell);
    if (small.bytes() < (1U << 20U) || known.is_last()) continue;
    ++beyond;
    const Vec3 here = to_space(point);
    if (beyond % 20 == 0) CHECK(line.touch(known, here)->squared == line.touch(here)->squared);
  }
  CHECK(beyond > 100);
  CHECK(small.bytes() < (1U << 20U) + 4096);
}

TEST_CASE("Many at once are the same as one by one, in any order and from any number of threads",
          "[property]") {
  const Edge edge = GENERATE(Edge::lon_lat, Edge::geodesic, Edge::rhumb);
  test::Random random{GENERATE(range(0, 6))};
  const Position centre = at(random.between(-89, 89), random.between(-180, 180));
  const Length radius = metres(random.log_between(500, 400'000));
  const Outline outline{
      {{test::star(random, centre, radius, 60), {test::star(random, centre, 0.2 * radius, 20)}}}, edge, {}};
  Questions questions, backwards;
  for (int i = 0; i < 700; ++i) questions.add(random.near(centre, random.log_between(0.01, 8) * radius));
  for (const Position& vertex : outline.parts[0].outer) questions.add(vertex);
  const std::size_t size = questions.latitude.size();
  for (std::size_t i = size; i-- > 0;) backwards.add(at(questions.latitude[i], questions.longitude[i]));

  const PreparedOutline fresh{outline}, other{outline}, shared{outline};
  Answers batch{size}, reversed{size};
  fresh.signed_distances(questions.arrays(), batch.arrays());
  other.signed_distances(backwards.arrays(), reversed.arrays());
  std::vector<Answers> by_thread(4, Answers{size});
  std::vector<std::thread> threads;
  for (Answers& answers : by_thread)
    threads.emplace_back([&] { shared.signed_distances(questions.arrays(), answers.arrays()); });
  for (std::thread& thread : threads) thread.join();
  for (const Answers& answers : by_thread) CHECK(answers == batch);

  const PreparedOutline single{outline};
  std::vector<double> only(size);
  fresh.signed_distances(questions.arrays(), {only, {}, {}});
  CHECK(only == batch.metres);
  for (std::size_t i = 0; i < size; ++i) {
    const Position point = at(questions.latitude[i], questions.longitude[i]);
    const NearestEdge edge_point = single.nearest_edge(point).value();
    const double signed_m = (single.contains(point) ? 1 : -1) * in_metres(edge_point.distance);
    REQUIRE(signed_m == batch.metres[i]);
    REQUIRE(in_degrees(edge_point.position.latitude) == batch.latitude[i]);
    REQUIRE(in_degrees(edge_point.position.longitude) == batch.longitude[i]);
    REQUIRE(reversed.metres[size - 1 - i] == batch.metres[i]);
    const Located located = single.locate(point);
    REQUIRE((located.inside == single.contains(point) && located.nearest->distance == edge_point.distance));
  }
}

TEST_CASE("Without an edge every distance is infinite, and the side is told") {
  Outline only_frame = test::areas({{at(35, 36), at(35, 37), at(38, 37), at(38, 36)}});
  only_frame.window = Window{degrees(36), degrees(35), degrees(37), degrees(38)};
  Answers answers{2};
  const std::vector<double> latitude{36.5, 40.0}, longitude{36.5, 36.5};
  PreparedOutline{only_frame}.signed_distances({latitude, longitude}, answers.arrays());
  CHECK(answers.metres[0] == unlimited);
  CHECK(answers.metres[1] == -unlimited);
  CHECK(std::isnan(answers.latitude[0]));
}

TEST_CASE("Property: the distance is exact from a metre to a thousand kilometres", "[property]") {
  // docs/method/geodesy.md: 0.1 mm to 100 km, 1 mm to 1000 km.
  const Edge edge = GENERATE(Edge::lon_lat, Edge::geodesic, Edge::rhumb);
  test::Random random{GENERATE(range(0, 25))};
  const bool polar = random.whole(0, 3) == 0;
  const Position centre =
      at((random.whole(0, 1) == 0 ? -1 : 1) * random.between(polar ? 88 : 0, polar ? 89.9 : 88),
         random.whole(0, 2) == 0 ? 180 - random.between(-0.5, 0.5) : random.between(-180, 180));
  const Length radius = metres(random.log_between(50, 300'000));
  const Outline outline = test::areas({test::star(random, centre, radius, 7)}, edge);
  const PreparedOutline prepared{outline};
  for (int i = 0; i < 4; ++i) {
    const Position point =
        destination(centre, degrees(random.between(0, 360)), metres(random.log_between(1, 1'000'000)));
    const NearestEdge nearest = prepared.nearest_edge(point).value();
    const double exact = in_metres(test::searched_distance(outline, point));
    const double allowed = exact < 100'000 ? 1e-4 : 1e-3;
    CAPTURE(static_cast<int>(edge), in_metres(radius), exact, in_degrees(centre.latitude));
    CHECK(in_metres(nearest.distance) - exact == Approx(0).margin(allowed));
    CHECK(std::abs(in_metres(distance(point, nearest.position)) - exact) < allowed);
  }
}

TEST_CASE("Property: a long geodesic follows from its chord", "[property]") {
  test::Random random{GENERATE(range(0, 200))};
  const Position a = at(random.between(-90, 90), random.between(-180, 180));
  for (const auto& [most, error] : {std::pair{30'000.0, 3e-7},
                                    {100'000.0, 3e-6},
                                    {quick_sight_m, 1e-4},
                                    {500'000.0, 1e-4},
                                    {0.999 * long_sight_m, 5e-4}}) {
    const Length length = metres(random.between(0.5 * most, most));
    const Position b = destination(a, degrees(random.between(0, 360)), length);
    const Vec3 here = to_space(a), away = here - to_space(b);
    CAPTURE(in_metres(length));
    CHECK(std::abs(std::sqrt(squared_distance(here, {away, dot(away, away)})) - in_metres(length)) < error);
    if (length > azimuth_sight) continue;
    const double astray = in_degrees(Station{a}.azimuth(to_space(b), length) - leg(a, b).azimuth);
    CHECK(in_radians(degrees(std::abs(std::remainder(astray, 360.0)))) * in_metres(length) < 1e-3);
  }
}

TEST_CASE("Sides stay right where lines touch, overlap, turn back and cross", "[property]") {
  test::Random random{GENERATE(range(0, 20))};
  const double lat = random.between(-70, 70), lon = random.between(-180, 180);
  const auto p = [&](double north, double east) {
    return test::turned(at(lat + north, lon + east), degrees(0));
  };
  const Outline awkward = test::areas({
      {p(0, 0), p(0, 1), p(1, 1), p(1, 0)},
      {p(0, 1), p(0, 2), p(1, 2), p(1, 1)},                            // shares an edge with the first
      {p(1, 2), p(1, 3), p(2, 3)},                                     // touches the second in a corner
      {p(2, 0), p(3, 1), p(2, 1), p(3, 0)},                            // crosses itself
      {p(-1, 0), p(-1, 1), p(-0.5, 0.5), p(-0.2, 0.5), p(-0.5, 0.5)},  // a line out and back
      {p(0.3, 0.3), p(0.3, 0.7), p(0.7, 0.7), p(0.7, 0.3)},            // inside the first: a hole
      {p(0.7, 0.3), p(0.9, 0.5), p(0.7, 0.7 - 1e-9)},                  // almost on the hole's edge
      {p(-2, 0), p(-2, 1), p(-1.9999999, 0)},                          // thinner than anything
  });
  const PreparedOutline prepared{awkward};
  Questions questions;
  for (int i = 0; i < 300; ++i) questions.add(p(random.between(-2.5, 3.5), random.between(-0.5, 3.5)));
  for (const auto& part : awkward.parts)
    for (const Position& vertex : part.outer)
      for (const double away : {0.01, 1.0, 300.0})
        questions.add(destination(vertex, degrees(random.between(0, 360)), metres(away)));
  std::vector<Piece> all;
  std::vector<Ring> rings;
  for (const auto& part : awkward.parts) {
    rings.push_back(part.outer);
    for (std::size_t i = 0; i < part.outer.size(); ++i)
      cut(part.outer[i], part.outer[(i + 1) % part.outer.size()], Edge::lon_lat, all);
  }
  const MeridianIndex area{all, rings};
  for (std::size_t i = 0; i < questions.latitude.size(); ++i) {
    const Position point = at(questions.latitude[i], questions.longitude[i]);
    const NearestEdge nearest = prepared.nearest_edge(point).value();
    CAPTURE(i, in_degrees(point.latitude) - lat, in_degrees(point.longitude) - lon,
            in_metres(nearest.distance));
    CHECK(prepared.contains(point) == (nearest.distance <= metres(0.001) || area.encloses(Station{point})));
  }
}

TEST_CASE("Property: the signed distance changes by no more than one moves", "[property]") {
  test::Random random{GENERATE(range(0, 30))};
  const Position centre = at(random.between(-85, 85), random.between(-180, 180));
  const PreparedOutline land{test::areas({test::star(random, centre, kilometres(60), 40)})};
  Questions way;
  const double course = random.between(0, 360);
  const Position start = random.near(centre, kilometres(60));
  for (int i = 0; i < 300; ++i) way.add(destination(start, degrees(course), metres(250.0 * i)));
  Answers answers{300};
  land.signed_distances(way.arrays(), answers.arrays());
  for (std::size_t i = 1; i < 300; ++i)
    CHECK(std::abs(answers.metres[i] - answers.metres[i - 1]) <= 250.0 + 0.003);
}
