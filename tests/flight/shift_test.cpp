// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/shift.hpp"

#include <cmath>

#include "tests/flight/grounds.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

namespace recon::flight {

TEST_CASE("the smallest shift that flips a path over a salient is the reference's") {
  const SharedGround ground = wedge(22.9);
  for (const auto& row : test::table("margin_to_flip_polygon.csv")) {
    const std::vector<geo::PlanePoint> path{{test::number(row, "P_E"), test::number(row, "P_N")},
                                            {test::number(row, "Q_E"), test::number(row, "Q_N")}};
    INFO(row.at("P_E") << " " << row.at("P_N") << " to " << row.at("Q_E") << " " << row.at("Q_N"));
    CHECK((greatest_margin(*ground, path) > 0.0) == (row.at("nominal_ever_inside") == "1"));
    const Shift shift = smallest_shift(*ground, path);
    CHECK(shift.metres == Approx(test::number(row, "min_shift_m")).margin(0.02));
    CHECK(std::abs(std::remainder(shift.azimuth_deg - test::number(row, "shift_azimuth_deg"), 360.0)) < 0.6);
  }
}

TEST_CASE("over a wedge the shift that flips is the height above the tip, not the depth") {
  for (const auto& row : test::table("margin_to_flip_wedge.csv")) {
    const SharedGround ground = wedge(test::number(row, "half_angle_deg"));
    const double height = test::number(row, "height_above_tip_m");
    const std::vector<geo::PlanePoint> path{{5'000.0, height}, {-5'000.0, height}};
    CHECK(greatest_margin(*ground, path) ==
          Approx(test::number(row, "max_depth_nearest_border_m")).margin(0.01));
    CHECK(smallest_shift(*ground, path).metres ==
          Approx(test::number(row, "min_rigid_shift_to_flip_ever_inside_m")).margin(0.02));
  }
}

TEST_CASE(
    "after the shift a path that was inside touches the zone no more, and a metre less leaves it inside") {
  const SharedGround ground = strip(1'500.0);
  const std::vector<geo::PlanePoint> path{{-3'000.0, 400.0}, {2'000.0, 700.0}};
  const Shift shift = smallest_shift(*ground, path);
  CHECK(shift.metres == Approx(700.0).margin(0.01));
  CHECK(shift.azimuth_deg == Approx(180.0).margin(0.6));
}

TEST_CASE(
    "A path of thousands of points, most of them far from what decides, is moved out as by its deepest") {
  // Weaving over the strip from far outside to far outside; the deepest of it lies in one place.
  const SharedGround ground = strip(1'500.0);
  std::vector<geo::PlanePoint> path;
  for (int i = 0; i <= 4'000; ++i)
    path.push_back({5.0 * i, 1'500.0 * std::sin(0.01 * i) - 1'200.0 + (i == 1'777 ? 2'000.0 : 0.0)});
  const Shift shift = smallest_shift(*ground, path, 20'000.0);
  double north = 0.0, south = 0.0;  // out of the strip, 0 to 1500 m, one way or the other: every point
  for (const geo::PlanePoint& point : path)
    if (point.north > 0.0) south = std::max(south, point.north);
  for (const geo::PlanePoint& point : path) north = std::max(north, 1'500.0 - point.north);
  CHECK(shift.metres == Approx(std::min(north, south)).margin(0.02));
}

TEST_CASE("Long legs of which one end is far outside are moved out as any other") {
  const SharedGround ground = strip(1'500.0);
  const std::vector<geo::PlanePoint> path{
      {0.0, -40'000.0}, {100.0, 1'000.0}, {200.0, -40'000.0}, {300.0, 90'000.0}};
  const Shift shift = smallest_shift(*ground, path, 200'000.0);
  CHECK(shift.metres == Approx(41'500.0).margin(0.02));  // to the north, beyond the strip; to the south 90 km
}

}  // namespace recon::flight
