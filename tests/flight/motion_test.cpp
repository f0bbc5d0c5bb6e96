// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/motion.hpp"

#include <cmath>

#include "../geo/table.hpp"
#include <catch2/catch.hpp>

namespace {

using namespace recon::flight;
using recon::test::number;

TEST_CASE("The bridge between two known states spreads as the reference computed independently") {
  for (const auto& row : recon::test::table("wna_bridge_cov.csv")) {
    const double duration = number(row, "T_s"), q = number(row, "q_m2s3"), at = number(row, "tau_s");
    CAPTURE(at);
    const AxisSpread spread = bridge_spread(q, duration, at);
    CHECK(spread.position == Approx(number(row, "Ppp_ends_pv_known")).margin(1e-9));
    CHECK(spread.both == Approx(number(row, "Ppv")).margin(1e-9));
    CHECK(spread.velocity == Approx(number(row, "Pvv")).margin(1e-9));
    CHECK(loose_bridge_variance(q, duration, at) ==
          Approx(number(row, "Ppp_ends_pos_known_vel_diffuse")).margin(1e-9));
  }
}

TEST_CASE("The mean of a bridge is the cubic through both ends") {
  for (const auto& row : recon::test::table("wna_bridge_mean.csv")) {
    const AxisState mean =
        bridge_mean({number(row, "p0"), number(row, "v0")}, {number(row, "p1"), number(row, "v1")},
                    number(row, "T_s"), number(row, "tau_s"));
    CHECK(mean.position == Approx(number(row, "mean_p")).margin(1e-9));
    CHECK(mean.velocity == Approx(number(row, "mean_v")).margin(1e-9));
  }
}

TEST_CASE("In the middle of a gap the doubt is as tabled") {
  for (const auto& row : recon::test::table("wna_midgap_sd.csv")) {
    const double duration = number(row, "T_s"), q = number(row, "q");
    CHECK(std::sqrt(bridge_spread(q, duration, duration / 2).position) ==
          Approx(number(row, "sd_mid_pv_known_m")).margin(6e-5));
    CHECK(std::sqrt(loose_bridge_variance(q, duration, duration / 2)) ==
          Approx(number(row, "sd_mid_pos_only_m")).margin(6e-5));
    CHECK(std::sqrt(process_noise(q, duration).velocity) ==
          Approx(number(row, "rms_vel_change_ms")).margin(6e-5));
  }
}

TEST_CASE("Property: two steps of noise are one", "[property]") {
  const double one = GENERATE(take(20, random(0.01, 30.0))), two = GENERATE(take(3, random(0.0, 60.0)));
  const AxisSpread first = process_noise(7.0, one), then = process_noise(7.0, two);
  const AxisSpread whole = process_noise(7.0, one + two);
  // F P Fᵀ + Q, written out.
  CHECK(first.position + 2 * two * first.both + two * two * first.velocity + then.position ==
        Approx(whole.position));
  CHECK(first.both + two * first.velocity + then.both == Approx(whole.both));
  CHECK(first.velocity + then.velocity == Approx(whole.velocity));
}

TEST_CASE("Property: a bridge is the same from either end", "[property]") {
  const double duration = GENERATE(take(10, random(0.1, 100.0))), share = GENERATE(take(5, random(0.0, 1.0)));
  const double at = share * duration;
  const AxisSpread there = bridge_spread(3.0, duration, at),
                   back = bridge_spread(3.0, duration, duration - at);
  CHECK(there.position == Approx(back.position));
  CHECK(there.velocity == Approx(back.velocity));
  CHECK(there.both == Approx(-back.both).margin(1e-9));
  const AxisState from{100.0, 220.0}, to{1900.0, 180.0};
  const auto w = bridge_weights(duration, at);
  CHECK(bridge_mean(from, to, duration, at).position ==
        Approx(w[0] * from.position + w[1] * from.velocity + w[2] * to.position + w[3] * to.velocity));
  CHECK(straight_on(from, duration).position == Approx(from.position + duration * from.velocity));
}

}  // namespace
