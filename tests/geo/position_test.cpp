// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/position.hpp"

#include <cmath>

#include "chart.hpp"
#include "table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using test::at;
using test::number;

TEST_CASE("The geodesic inverse problem gives the reference distances and azimuths") {
  for (const auto& row : test::table("geodesic_inverse.csv")) {
    const Leg way =
        leg(at(number(row, "lat1"), number(row, "lon1")), at(number(row, "lat2"), number(row, "lon2")));
    const auto same_direction = [](Angle a, double reference) {
      return std::abs(std::remainder(in_degrees(a) - reference, 360.0)) < 2e-9;
    };
    CHECK(in_metres(way.distance) == Approx(number(row, "s12_m")).margin(1e-6).epsilon(0));
    CHECK(same_direction(way.azimuth, number(row, "azi1_deg")));
    CHECK(same_direction(way.arrival_azimuth, number(row, "azi2_deg")));
    CHECK(way.azimuth >= degrees(0));
    CHECK(way.azimuth < degrees(360));
  }
}

TEST_CASE("The nearest point of a segment matches the reference, side and all") {
  for (const auto& row : test::table("geodesic_point_segment.csv")) {
    CAPTURE(row.at("case"));
    const Foot foot = nearest_on_segment(at(number(row, "latA"), number(row, "lonA")),
                                         at(number(row, "latB"), number(row, "lonB")),
                                         at(number(row, "latP"), number(row, "lonP")));
    CHECK(in_metres(foot.side) ==
          Approx(number(row, "signed_dist_m_right_positive")).margin(2e-6).epsilon(0));
    CHECK(in_metres(foot.along) == Approx(number(row, "along_clamped_m")).margin(2e-6).epsilon(0));
    CHECK(in_degrees(foot.position.latitude) == Approx(number(row, "foot_lat")).margin(2e-10).epsilon(0));
    CHECK(in_degrees(foot.position.longitude) == Approx(number(row, "foot_lon")).margin(2e-10).epsilon(0));
    CHECK(foot.distance == abs(foot.side));
  }
}

TEST_CASE(
    "The Plane keeps distances from its centre and stretches the others as much as the reference says") {
  const Position centre = at(36, 36);
  const Plane plane{centre};
  for (const auto& row : test::table("aeqd_pair_error.csv")) {
    const Length radius = kilometres(number(row, "radius_km"));
    const Position a = destination(centre, degrees(0), radius), b = destination(centre, degrees(90), radius);
    const PlanePoint pa = plane.to_plane(a), pb = plane.to_plane(b);
    CHECK(std::hypot(pa.east, pa.north) == Approx(in_metres(radius)).margin(1e-6).epsilon(0));
    const double drawn = std::hypot(pa.east - pb.east, pa.north - pb.north);
    CHECK(drawn == Approx(number(row, "aeqd_dist_m")).margin(1e-3).epsilon(0));
    // The reference does not name its two azimuths; the ellipsoid moves the error by some percent.
    CHECK(drawn - in_metres(distance(a, b)) == Approx(number(row, "dist_err_m")).epsilon(0.02).margin(2e-4));
  }
  for (const auto& row : test::table("projection_distortion.csv")) {
    const Length radius = kilometres(number(row, "r_km"));
    const Angle azimuth = degrees(number(row, "az_deg"));
    const Angle step = degrees(0.01);
    const Position a = destination(centre, azimuth - 0.5 * step, radius),
                   b = destination(centre, azimuth + 0.5 * step, radius);
    const PlanePoint pa = plane.to_plane(a), pb = plane.to_plane(b);
    const double scale = std::hypot(pa.east - pb.east, pa.north - pb.north) / in_metres(distance(a, b));
    CHECK((scale - 1.0) * 1e6 == Approx(number(row, "aeqd_tang_scale_ppm")).margin(0.02).epsilon(1e-3));
  }
}

TEST_CASE("Property: the Plane takes every point back to where it was", "[property]") {
  test::Random random{GENERATE(range(0, 100))};
  const Position centre = at(random.between(-85, 85), random.between(-180, 180));
  const Plane plane{centre};
  const Position point = random.near(centre, kilometres(2000));
  CHECK(in_metres(distance(plane.to_globe(plane.to_plane(point)), point)) < 1e-6);
}

TEST_CASE("Property: the foot on a segment is no farther than any other point of it", "[property]") {
  test::Random random{GENERATE(range(0, 100))};
  const Position a = at(random.between(-85, 85), random.between(-180, 180));
  const Position b = random.near(a, kilometres(3000)), point = random.near(a, kilometres(3000));
  const Foot foot = nearest_on_segment(a, b, point);
  const Leg way = leg(a, b);
  for (int i = 0; i <= 20; ++i) {
    const Position other = destination(a, way.azimuth, i / 20.0 * way.distance);
    CHECK(in_metres(foot.distance) <= in_metres(distance(other, point)) + 1e-6);
  }
  const Foot mirrored = nearest_on_segment(b, a, point);
  CHECK(in_metres(mirrored.distance) == Approx(in_metres(foot.distance)).margin(1e-6));
}
