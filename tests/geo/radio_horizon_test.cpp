// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/radio_horizon.hpp"

#include <cmath>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

namespace recon::geo {
namespace {

using test::number;

TEST_CASE("The radio horizon is the reference's, in still air and in usual air") {
  for (const auto& row : test::table("radio_horizon.csv")) {
    CAPTURE(row.at("k"), row.at("h_antenna_m"), row.at("h_target_m"));
    const Length far = radio_horizon(metres(number(row, "h_antenna_m")), metres(number(row, "h_target_m")),
                                     number(row, "k"));
    // k is printed to six decimals: 4/3 by a quarter of a millionth.
    CHECK(in_kilometres(far) == Approx(number(row, "d_exact_km")).margin(1.2e-4));
  }
}

TEST_CASE("The least height that is seen at a distance is the reference's") {
  for (const auto& row : test::table("min_visible_altitude.csv")) {
    CAPTURE(row.at("h_antenna_m"), row.at("distance_km"));
    const double away = number(row, "distance_km"), least = number(row, "min_alt_exact_m");
    const auto seen_at = [&](double height) {
      return in_kilometres(radio_horizon(metres(number(row, "h_antenna_m")), metres(height)));
    };
    if (least > 0.0) CHECK(seen_at(least - 0.01) < away);
    CHECK(seen_at(least + 0.01) > away);
  }
}

TEST_CASE(
    "Property: a horizon is the same both ways, near 4.12 km a root metre, and more height sees further",
    "[property]") {
  const double a = GENERATE(take(20, random(0.0, 12'000.0))), b = GENERATE(take(5, random(0.0, 3'000.0)));
  CAPTURE(a, b);
  const Length far = radio_horizon(metres(a), metres(b));
  CHECK(far == radio_horizon(metres(b), metres(a)));
  CHECK(in_kilometres(far) == Approx(4.1218 * (std::sqrt(a) + std::sqrt(b))).epsilon(1e-3).margin(0.01));
  CHECK(radio_horizon(metres(a + 1.0), metres(b)) > far);
  CHECK(radio_horizon(metres(a), metres(b), 1.0) <= far);
}

}  // namespace
}  // namespace recon::geo
