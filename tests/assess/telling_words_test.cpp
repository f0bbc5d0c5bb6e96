// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/telling_words.hpp"

#include <limits>

#include <catch2/catch.hpp>

#include "recon/flight/premises.hpp"

namespace recon::assess {

TEST_CASE("A margin is said as a side, never as a negative distance") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::string unit = flight::margin_unit;
  CHECK(in_unit(-2'500.0, unit) == in_unit(2'500.0, "m") + " outside");
  CHECK(in_unit(2'500.0, unit) == in_unit(2'500.0, "m") + " inside");
  CHECK(in_unit({0.0, 0.0, infinity}, unit) == "inside");
  CHECK(in_unit({-infinity, 0.0, 0.0}, unit) == "outside");
  CHECK(in_unit({-infinity, -5'500.0, -5'500.0}, unit) == "at least " + in_unit(5'500.0, "m") + " outside");
  CHECK(in_unit({-1'500.0, -1'000.0, -500.0}, unit) == in_unit(1'000.0, "m") + " outside");
}

}  // namespace recon::assess
