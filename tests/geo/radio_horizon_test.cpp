// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/radio_horizon.hpp"

#include <cmath>

#include <catch2/catch.hpp>

namespace recon::geo {
namespace {

TEST_CASE("The radio horizon is that of tables, for several heights") {
  const struct {
    double one, other, km;
  } rows[] = {{10, 0, 13.0343},
              {30, 100, 63.7940},
              {30, 5791.2, 336.1566},
              {1300, 100, 189.8225},
              {1300, 5791.2, 462.1851}};
  for (const auto& row : rows) {
    CAPTURE(row.one, row.other);
    CHECK(in_kilometres(radio_horizon(metres(row.one), metres(row.other))) == Approx(row.km).margin(1e-4));
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
