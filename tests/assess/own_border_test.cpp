// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/own_border.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

#include "recon/normalise/errors.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

namespace {

constexpr double metres_a_pixel = 25.0;

/// A picture of 1000 by 1000 pixels about 36 N 36.2 E, north up, laid by nine points, each put down some
/// metres off; all of them besides by `east`, `north`.
normalise::PictureRead picture(double north = 0.0, double off = 60.0) {
  normalise::PictureRead made{geo::Plane{{degrees(36), degrees(36.2)}}, {}, 1.29, {}};
  std::vector<geo::ControlPoint> controls;
  int i = 0;
  for (const double column : {100.0, 500.0, 900.0})
    for (const double row : {100.0, 500.0, 900.0}) {
      const double wrong = i++ % 2 == 0 ? off : -off;
      controls.push_back(
          {{column, row},
           {metres_a_pixel * (column - 500.0) + wrong, metres_a_pixel * (500.0 - row) + north - wrong}});
    }
  made.fit = geo::fit(controls, geo::Transform::similarity);
  return made;
}

geo::Zone north_of_36() { return geo::inside(rectangle(36.0, 34, 37.5, 38)); }

constexpr std::array<geo::Pixel, 3> track{{{200, 480}, {500, 512}, {800, 480}}};

}  // namespace

TEST_CASE("A shift of the whole picture moves what the reference says, and not what its own border says") {
  for (const double north : {0.0, 400.0, -400.0}) {
    normalise::PictureRead map = picture(north);
    map.border = {{0, 500}, {1000, 500}};
    const auto found = furthest_in(map, track, north_of_36(), metres(0), metres(0));
    REQUIRE(found);
    // Row 480 is 20 pixels above its own line.
    CHECK(in_metres(found->by_picture.stated) == Approx(500.0).epsilon(0.01));
    CHECK(in_metres(found->by_reference.stated) == Approx(500.0 + north).margin(20.0));
  }
}

TEST_CASE(
    "The error beside its own border is that of two clicks; the reference has the transform's besides") {
  normalise::PictureRead map = picture();
  map.border = {{0, 500}, {1000, 500}};
  const auto found = furthest_in(map, track, north_of_36(), metres(100), metres(0));
  REQUIRE(found);
  const double own = in_metres(found->by_picture.highest - found->by_picture.stated);
  CHECK(own == Approx(1.96 * std::sqrt(2.0) * 1.29 * metres_a_pixel).epsilon(0.01));
  const double all = in_metres(found->by_reference.highest - found->by_reference.stated);
  CHECK(all ==
        Approx(1.96 * std::hypot(geo::transform_sigma(map.fit, {200, 480}), 1.29 * metres_a_pixel, 100.0))
            .epsilon(0.15));
  const auto biased = furthest_in(map, track, north_of_36(), metres(100), metres(1000));
  CHECK(biased->by_reference.highest - biased->by_reference.stated > metres(1900));
  CHECK(biased->by_picture.highest == found->by_picture.highest);
}

TEST_CASE("Whose side is whose follows from the ground, whichever way the border was clicked") {
  normalise::PictureRead east = picture(), west = picture();
  east.border = {{0, 500}, {1000, 500}};
  west.border = {{1000, 500}, {400, 500}, {0, 500}};
  const auto one = furthest_in(east, track, north_of_36(), metres(0), metres(0)),
             other = furthest_in(west, track, north_of_36(), metres(0), metres(0));
  REQUIRE(one);
  REQUIRE(other);
  CHECK(in_metres(one->by_picture.stated) == Approx(in_metres(other->by_picture.stated)).epsilon(0.001));
  const geo::Zone south = geo::inside(rectangle(34.5, 34, 36.0, 38));
  // Its deepest place in the south is the middle vertex, twelve pixels below the line.
  CHECK(in_metres(furthest_in(east, track, south, metres(0), metres(0))->by_picture.stated) ==
        Approx(300.0).epsilon(0.01));
}

TEST_CASE("Nothing is told where the border does not part the zone, is too short, or lies nowhere beside") {
  normalise::PictureRead map = picture();
  CHECK_FALSE(furthest_in(map, track, north_of_36(), metres(0), metres(0)));
  map.border = {{500, 0}, {500, 1000}};  // runs across the line, not along it
  CHECK_FALSE(furthest_in(map, track, north_of_36(), metres(0), metres(0)));
  map.border = {{850, 500}, {1000, 500}};  // ends east of all of the track
  CHECK_FALSE(furthest_in(map, track, north_of_36(), metres(0), metres(0)));
}

TEST_CASE("A track between the two lines is told by both, and that they disagree") {
  Scene scene;
  scene.narrative("a");
  scene.question("entered", incident::Question::Want::ever_inside, "aaa");
  normalise::TrackRead read;
  // The picture is laid a kilometre too far south: on the ground all of the track is outside.
  auto map = std::make_shared<normalise::PictureRead>(picture(-1000.0, 5.0));
  map->border = {{0, 500}, {1000, 500}};
  read.picture = map;
  for (const geo::Pixel& pixel : track) {
    normalise::ReadFix fix;
    fix.pixel = pixel;
    fix.position = map->plane.to_globe(geo::place_of(map->fit, pixel));
    fix.sigma = metres(30);
    read.fixes.push_back(fix);
  }
  scene.say("a", "map/track", read);
  const auto rows = scene.assess().own_borders;
  REQUIRE(rows.size() == 1);
  INFO(rows[0].sentence);
  CHECK(side_of(rows[0].by_picture) == Side::inside);
  REQUIRE(rows[0].by_reference.size() == 1);
  CHECK(side_of(rows[0].by_reference[0].margin) == Side::outside);
  CHECK(in_metres(rows[0].by_picture.stated) == Approx(500.0).epsilon(0.01));
  CHECK(in_metres(rows[0].by_reference[0].margin.stated) == Approx(-500.0).epsilon(0.02));
  const auto says = [&](const std::string& words) {
    return rows[0].sentence.find(words) != std::string::npos;
  };
  CHECK(says(said_with_error(rows[0].by_picture) + " aaa by the border that the picture itself draws"));
  CHECK(says(said_with_error(rows[0].by_reference[0].margin) + " by line; ± holds 95 in 100."));
  CHECK(rows[0].sentence.find("The two disagree") != std::string::npos);
}
