// SPDX-License-Identifier: Apache-2.0
#include "recon/units/atmosphere.hpp"

#include <cmath>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using test::number;

TEST_CASE("The standard atmosphere matches the reference table") {
  const double sea_level_density = standard_air(metres(0)).density;
  for (const auto& row : test::table("isa.csv")) {
    CAPTURE(row.at("H_m"));
    const Air air = standard_air(metres(number(row, "H_m")));
    CHECK(air.temperature_k == Approx(number(row, "T_K")).margin(1e-4).epsilon(0));
    CHECK(air.pressure_pa == Approx(number(row, "p_Pa")).epsilon(2e-6));
    CHECK(air.density == Approx(number(row, "rho_kgm3")).margin(1e-6).epsilon(0));
    CHECK(in_metres_per_second(air.sound) == Approx(number(row, "a_ms")).margin(1e-3).epsilon(0));
    CHECK(std::sqrt(air.density / sea_level_density) ==
          Approx(number(row, "sqrt_sigma")).margin(2e-6).epsilon(0));
  }
}

TEST_CASE("A true airspeed is the reference's Mach number and equivalent airspeed") {
  const double sea_level_density = standard_air(metres(0)).density;
  for (const auto& row : test::table("airspeed.csv")) {
    CAPTURE(row.at("TAS_kmh"), row.at("H_m"));
    const Air air = standard_air(metres(number(row, "H_m")));
    const double true_airspeed = number(row, "TAS_kmh");
    CHECK(true_airspeed / 3.6 / in_metres_per_second(air.sound) == Approx(number(row, "Mach")).margin(6e-6));
    CHECK(true_airspeed * std::sqrt(air.density / sea_level_density) ==
          Approx(number(row, "EAS_kmh")).margin(2e-3));
  }
}

TEST_CASE("Property 1: pressure and density fall with height and nothing jumps", "[property]") {
  const double height_m = GENERATE(take(200, random(-500.0, 31'999.0)));
  const Air here = standard_air(metres(height_m));
  const Air above = standard_air(metres(height_m + 1.0));
  CAPTURE(height_m);
  CHECK(above.pressure_pa < here.pressure_pa);
  CHECK(above.density < here.density);
  CHECK(above.pressure_pa == Approx(here.pressure_pa).epsilon(2e-4));
  CHECK(above.temperature_k == Approx(here.temperature_k).margin(0.0066).epsilon(0));
}

TEST_CASE("Layers meet without a step") {
  const double height_m = GENERATE(11'000.0, 20'000.0);
  const Air below = standard_air(metres(height_m - 1e-6));
  const Air above = standard_air(metres(height_m + 1e-6));
  CHECK(above.pressure_pa == Approx(below.pressure_pa).epsilon(1e-9));
  CHECK(above.temperature_k == Approx(below.temperature_k).margin(1e-7).epsilon(0));
}
