// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/georeference.hpp"

#include <cmath>
#include <stdexcept>

#include "table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using recon::test::number;

namespace {

std::vector<ControlPoint> reference_points() {
  std::vector<ControlPoint> points;
  for (const auto& row : recon::test::table("georef_gcp.csv"))
    points.push_back({{number(row, "px"), number(row, "py")}, {number(row, "E"), number(row, "N")}});
  return points;
}

/// Points of a grid of pixels, each put on the ground by `place`.
template <class Place>
std::vector<ControlPoint> grid(Place place, double noise = 0.0) {
  std::vector<ControlPoint> points;
  int i = 0;
  for (const double column : {100.0, 500.0, 900.0})
    for (const double row : {100.0, 400.0, 700.0}) {
      PlanePoint at = place(Pixel{column, row});
      at.east += noise * std::sin(12.9898 * ++i), at.north += noise * std::cos(78.233 * i);
      points.push_back({{column, row}, at});
    }
  return points;
}

PlanePoint aslant(const Pixel& p) {
  const double w = 1.0 + 2e-4 * p.column - 1e-4 * p.row;
  return {(20.0 * p.column - 3.0 * p.row) / w, (-25.0 * p.row + 2.0 * p.column) / w};
}

}  // namespace

TEST_CASE("A similarity fits the reference's control points, residuals and predicted errors") {
  const Georeference its = fit(reference_points(), Transform::similarity);
  const auto expected = recon::test::table("georef_fit.csv").at(0);
  CHECK(its.sigma == Approx(number(expected, "sigma0")).margin(1e-6));
  CHECK(its.fit_error == Approx(number(expected, "rmse_2d")).margin(1e-6));
  CHECK(its.left_out_error == Approx(number(expected, "loo_rmse_2d")).margin(1e-6));
  CHECK(metres_per_pixel(its, {500, 400}) == Approx(number(expected, "scale")).margin(1e-6));
  const auto rows = recon::test::table("georef_gcp.csv");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(its.residuals[i].east == Approx(-number(rows[i], "resid_E")).margin(1e-4));
    CHECK(its.residuals[i].north == Approx(-number(rows[i], "resid_N")).margin(1e-4));
  }
  for (const auto& row : recon::test::table("georef_pred.csv")) {
    const Pixel pixel{number(row, "px"), number(row, "py")};
    CHECK(place_of(its, pixel).east == Approx(number(row, "E")).margin(1e-4));
    CHECK(place_of(its, pixel).north == Approx(number(row, "N")).margin(1e-4));
    CHECK(transform_sigma(its, pixel) == Approx(number(row, "sigma_closed_form")).margin(1e-4));
    double east = 0.0, north = 0.0, both = 0.0;
    for (const PlanePoint& error : common_errors(its, pixel))
      east += error.east * error.east, north += error.north * error.north, both += error.east * error.north;
    CHECK(std::sqrt(east) == Approx(number(row, "sigma_E")).margin(1e-4));
    CHECK(std::sqrt(north) == Approx(number(row, "sigma_N")).margin(1e-4));
    CHECK(both == Approx(0.0).margin(1e-6));
  }
}

TEST_CASE("A picture that was stretched, or photographed from aside, is told by the points left out") {
  const auto stretched = grid([](const Pixel& p) { return PlanePoint{30.0 * p.column, -20.0 * p.row}; }, 1.0);
  CHECK(fit(stretched).transform == Transform::affine);
  const auto photographed = grid(aslant, 1.0);
  CHECK(fit(photographed).transform == Transform::projective);
  const auto plain = grid([](const Pixel& p) { return PlanePoint{25.0 * p.column, -25.0 * p.row}; }, 50.0);
  CHECK(fit(plain).transform == Transform::similarity);
}

TEST_CASE("Without errors of the control points each transform is found exactly") {
  const auto transform = GENERATE(Transform::affine, Transform::projective);
  const auto place = [&](const Pixel& p) {
    return transform == Transform::affine ? PlanePoint{30.0 * p.column - p.row, -20.0 * p.row + 7.0}
                                          : aslant(p);
  };
  const Georeference its = fit(grid(place), transform);
  const Pixel there{333.0, 555.0};
  CHECK(place_of(its, there).east == Approx(place(there).east).margin(1e-5));
  CHECK(place_of(its, there).north == Approx(place(there).north).margin(1e-5));
  CHECK(its.left_out_error < 1e-4);
}

TEST_CASE("The error of a transform grows away from its control points") {
  const Georeference its = fit(grid(aslant, 20.0), Transform::projective);
  const double middle = transform_sigma(its, {500, 400});
  CHECK(transform_sigma(its, {100, 100}) > middle);
  CHECK(transform_sigma(its, {-600, -600}) > 2.0 * transform_sigma(its, {100, 100}));
}

TEST_CASE("Control points on one line determine no affine transform, and in one place none at all") {
  std::vector<ControlPoint> line, heap;
  for (int i = 0; i < 6; ++i) {
    line.push_back({{100.0 * i, 50.0 * i}, {1000.0 * i, -500.0 * i}});
    heap.push_back({{100.0, 100.0}, {1.0 * i, 0.0}});
  }
  CHECK_NOTHROW(fit(line));
  CHECK_THROWS_AS(fit(line, Transform::affine), std::domain_error);
  CHECK_THROWS_AS(fit(heap), std::domain_error);
}

TEST_CASE("(1) Where a place is seen is where the picture puts it, by every transform") {
  const auto transform = GENERATE(Transform::similarity, Transform::affine, Transform::projective);
  const Georeference its = fit(grid(aslant, 20.0), transform);
  for (const Pixel& there : {Pixel{333.0, 555.0}, Pixel{-200.0, 90.0}, its.centre}) {
    const auto seen = pixel_of(its, place_of(its, there));
    REQUIRE(seen);
    CHECK(seen->column == Approx(there.column).margin(1e-6));
    CHECK(seen->row == Approx(there.row).margin(1e-6));
  }
}

TEST_CASE("What lies behind the viewer of an aslant picture is seen nowhere in it") {
  const Georeference its = fit(grid(aslant), Transform::projective);
  // Beyond the line where the denominator is zero a pixel has a place, but no such place is seen there.
  const Pixel beyond{-8000.0, 400.0};
  CHECK_FALSE(pixel_of(its, place_of(its, beyond)));
  CHECK(pixel_of(its, place_of(its, {-1000.0, 400.0})));
}
