// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "../geo/table.hpp"
#include "grounds.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/flown.hpp"
#include "recon/flight/random.hpp"

namespace recon::flight {
namespace {

using test::number;

constexpr double gravity = 9.80665;

/// A level circle at a constant speed.
Flight circle(const Timeline& timeline, double speed, double rate) {
  Flight flight;
  for (std::size_t k = 0; k < timeline.nodes(); ++k) {
    const double turned = rate * (timeline.begin + timeline.step * static_cast<double>(k));
    const double radius = speed / rate;
    flight.nodes.push_back({radius * std::sin(turned), radius * (1.0 - std::cos(turned)),
                            speed * std::cos(turned), speed * std::sin(turned)});
  }
  return flight;
}

/// What a window of four seconds leaves of a turn: the chord of the velocities over their arc.
double seen_in_window(double rate) { return std::sin(2.0 * rate) / (2.0 * rate); }

double load_of(double speed, double rate) {
  const Timeline timeline{.begin = -20.0, .end = 20.0, .step = 0.5};
  return effort(circle(timeline, speed, rate), timeline, -10.0, 10.0).greatest_load_factor;
}

TEST_CASE("The load factor of a level turn is the reference's, less what the window leaves out") {
  for (const auto& row : test::table("turns.csv")) {
    const double speed = number(row, "V_kmh") / 3.6,
                 rate = number(row, "omega_degps") * std::numbers::pi / 180.0;
    const double load = number(row, "load_factor");
    CAPTURE(speed, rate);
    CHECK(load_of(speed, rate) == Approx(load).epsilon(0.01));
    CHECK(std::pow(load_of(speed, rate), 2) - 1.0 ==
          Approx((load * load - 1.0) * std::pow(seen_in_window(rate), 2)).epsilon(2e-3));
    CHECK(speed / rate == Approx(number(row, "radius_m")).epsilon(1e-4));
    CHECK(0.5 * std::numbers::pi / rate == Approx(number(row, "t_90deg_s")).margin(0.01));
  }
  for (const auto& row : test::table("turns_by_n.csv")) {
    const double speed = number(row, "V_kmh") / 3.6, load = number(row, "n");
    const double rate = gravity * std::sqrt(load * load - 1.0) / speed;
    CAPTURE(speed, load);
    CHECK(rate * 180.0 / std::numbers::pi == Approx(number(row, "omega_degps")).epsilon(1e-4));
    CHECK(std::pow(load_of(speed, rate), 2) - 1.0 ==
          Approx((load * load - 1.0) * std::pow(seen_in_window(rate), 2)).epsilon(2e-3));
  }
}

TEST_CASE("A random walk between two places crosses a line as often as the reference says") {
  // The reference walks without pause; `steps` looks see the line as 0.5826 of a step's sigma farther away
  // (Broadie, Glasserman and Kou 1997).
  constexpr std::size_t steps = 400, walks = 4'000;
  const Draws draws{3, "walks"};
  for (const auto& row : test::table("brownian_bridge_cross.csv")) {
    const double from = number(row, "dist0_m"), to = number(row, "dist1_m"),
                 variance = number(row, "sigma2T_m2");
    const double sigma = std::sqrt(variance / steps), farther = 0.5826 * sigma;
    const Timeline timeline{.begin = 0.0, .end = steps, .step = 1.0, .looks = 1};
    std::size_t crossed = 0;
    for (std::size_t i = 0; i < walks; ++i) {
      Flight flight;
      std::vector<double> walk{0.0};
      for (std::size_t k = 0; k < steps; ++k)
        walk.push_back(walk.back() + sigma * draws.normal_pair(i << 16U | k)[0]);
      for (std::size_t k = 0; k <= steps; ++k) {
        const double share = static_cast<double>(k) / steps;
        const double at = from + share * (to - from) + walk[k] - share * walk.back();
        flight.nodes.push_back({static_cast<double>(k), -at, 0.0, 0.0});
      }
      crossed += stay(flight, timeline, *half_plane(0.0), std::nullopt).entered() ? 1U : 0U;
    }
    const double expected = to < 0.0 ? 1.0 : std::exp(-2.0 * (from + farther) * (to + farther) / variance);
    CAPTURE(from, to, variance, expected);
    CHECK(number(row, "P_cross") ==
          Approx(to < 0.0 ? 1.0 : std::exp(-2.0 * from * to / variance)).margin(1e-9));
    const double share = static_cast<double>(crossed) / walks;
    CHECK(std::abs(share - expected) < 4.0 * std::sqrt(expected * (1.0 - expected) / walks) + 0.004);
  }
}

}  // namespace
}  // namespace recon::flight
