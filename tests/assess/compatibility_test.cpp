// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/compatibility.hpp"

#include <cmath>
#include <sstream>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/probability.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

TEST_CASE("A common bias explains equal offsets as the reference table says") {
  for (const auto& row : table("compat_common_bias.csv")) {
    const double random = std::pow(number(row, "sigma_rand_diff"), 2),
                 bias = std::pow(number(row, "sigma_bias_diff"), 2);
    const auto n = static_cast<std::size_t>(number(row, "n_fixes"));
    const std::vector<Difference> differences(
        n, {{number(row, "constant_offset_m"), 0.0}, {random, random, 0.0}});
    const Compatibility found = compatibility(differences, {bias, bias, 0.0});
    CHECK(found.m2 == Approx(number(row, "M2")).epsilon(1e-8));
    CHECK(found.freedom == 2 * n);
    // The table counts one axis.
    CHECK(chi_square_tail(found.m2, n) == Approx(number(row, "p")).epsilon(1e-5));
  }
}

TEST_CASE("The factor on all errors brings p to five per cent") {
  const std::vector<Difference> differences(4, {{900.0, -400.0}, {2e4, 1e4, 3e3}});
  const Scatter bias{1e4, 2e4, -2e3};
  const Compatibility found = compatibility(differences, bias);
  REQUIRE(found.inflation);
  const double f2 = *found.inflation * *found.inflation;
  std::vector<Difference> wider = differences;
  for (Difference& its : wider) its.own.east *= f2, its.own.north *= f2, its.own.both *= f2;
  CHECK(compatibility(wider, {f2 * bias.east, f2 * bias.north, f2 * bias.both}).p ==
        Approx(0.05).epsilon(1e-6));
}

TEST_CASE("One difference without a bias is the plain squared distance") {
  const double east = GENERATE(take(5, random(-500.0, 500.0))),
               north = GENERATE(take(3, random(-500.0, 500.0)));
  const std::vector<Difference> one{{{east, north}, {1e4, 4e4, 5e3}}};
  const double determinant = 1e4 * 4e4 - 5e3 * 5e3;
  CHECK(compatibility(one, {}).m2 ==
        Approx((east * east * 4e4 - 2 * east * north * 5e3 + north * north * 1e4) / determinant));
}

TEST_CASE("The overlap of two Gaussians agrees with the reference table") {
  for (const auto& row : table("compat_gaussian_2d.csv")) {
    const auto square = [&](const char* column) { return std::pow(number(row, column), 2); };
    CHECK(overlap_of({number(row, "dE"), number(row, "dN")}, {square("s1E"), square("s1N"), 0.0},
                     {square("s2E"), square("s2N"), 0.0}) == Approx(number(row, "BC")).epsilon(1e-6));
  }
}

TEST_CASE("A clock offset and a shift are found again where the way bends") {
  std::vector<TimedPoint> one, other;
  for (const auto& row : table("alignment_case.csv")) {
    one.push_back({number(row, "t_s"), {number(row, "A_E"), number(row, "A_N")}});
    other.push_back({number(row, "t_s"), {number(row, "B_E"), number(row, "B_N")}});
  }
  const auto found = align(one, other, 60.0);
  REQUIRE(found);
  CHECK(found->later == Approx(7.3).margin(0.05));
  CHECK(found->east == Approx(350).margin(12));
  CHECK(found->north == Approx(-820).margin(2));
  CHECK(found->rms_after < 1.5);
  CHECK(found->rms_before > 1'000);
  CHECK(found->clock_sigma_per_metre < 0.05);
}

TEST_CASE("On a straight and steady way the clock is not told apart from a shift") {
  std::vector<TimedPoint> one, other;
  for (int i = 0; i < 20; ++i) {
    one.push_back({10.0 * i, {2'000.0 * i, 500.0 * i}});
    other.push_back({10.0 * i, {2'000.0 * i + 300.0, 500.0 * i}});
  }
  const auto found = align(one, other, 60.0);
  REQUIRE(found);
  CHECK(found->rms_after == Approx(0).margin(1e-3));
  CHECK(found->clock_sigma_per_metre > 1e3);
}

namespace {

std::vector<geo::PlanePoint> points(const std::string& text) {
  std::string plain = text;
  for (char& c : plain)
    if (std::string{"[](),"}.find(c) != std::string::npos) c = ' ';
  std::istringstream in{plain};
  std::vector<geo::PlanePoint> all;
  for (double east = 0, north = 0; in >> east >> north;) all.push_back({east, north});
  return all;
}

}  // namespace

TEST_CASE("Distances of curves agree with the reference table") {
  for (const auto& row : table("curve_distances.csv")) {
    const auto one = points(row.at("P")), other = points(row.at("Q"));
    INFO(row.at("case"));
    CHECK(frechet(one, other) == Approx(number(row, "discrete_frechet")).margin(1e-9));
    CHECK(time_warping(one, other) == Approx(number(row, "dtw_sum")).margin(1e-9));
    CHECK(hausdorff(one, other) == Approx(number(row, "hausdorff_vertices")).margin(1e-9));
  }
}

TEST_CASE("Densified first, a line and the same line with more points do not differ") {
  const std::vector<geo::PlanePoint> coarse{{0, 0}, {300, 0}}, fine{{0, 0}, {100, 0}, {200, 0}, {300, 0}};
  CHECK(frechet(coarse, fine) == Approx(100));
  CHECK(frechet(densified(coarse, 10.0), densified(fine, 10.0)) <= 10.0);
}
