// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/premises.hpp"

#include <cmath>

#include "tests/flight/grounds.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

namespace recon::flight {

TEST_CASE("a rounded figure with a Gaussian error has the likelihood that sixty digits give") {
  for (const auto& row : test::table("cell_loglik.csv")) {
    const double centre = test::number(row, "centre"), half = test::number(row, "half_width");
    const double sigma = test::number(row, "gauss_sd"), value = test::number(row, "value");
    const double best = std::log(std::erf(half / sigma / std::sqrt(2.0)));
    INFO("value " << value << " in " << centre << " +- " << half << ", sigma " << sigma);
    CHECK(log_cell(value, centre - half, centre + half, sigma) + best ==
          Approx(test::number(row, "loglik")).epsilon(1e-9).margin(1e-12));
  }
}

TEST_CASE("a straight flight across a strip stays in it for its width over its speed") {
  const double speed = GENERATE(90.0, 200.0, 330.0);
  Premises premises;
  premises.aircraft.front().wind_sigma = 0.0;
  premises.zones.push_back({"strip", strip(2500.0), std::nullopt});
  std::vector<double> coordinates(dimension(premises), 0.0);
  coordinates[1] = 1250.0;
  coordinates[3] = speed;
  const FlightSet set = flight_set(premises, coordinates);
  const Stay stay = flown(premises, set).in(0);
  CHECK(stay.seconds == Approx(2500.0 / speed).epsilon(1e-9).margin(1e-12));
  CHECK(stay.metres == Approx(2500.0).epsilon(1e-9).margin(1e-12));
  CHECK(stay.deepest == Approx(1250.0));
  CHECK(stay.excursions == 1);
  CHECK(stay.entry_time == Approx(-1250.0 / speed));
  CHECK_FALSE(stay.inside_first);
  CHECK_FALSE(stay.inside_last);
}

TEST_CASE(
    "the noise of a flight has the covariance of white-noise acceleration on both sides of its anchor") {
  Premises premises;
  premises.timeline = {.begin = -10.0, .end = 10.0, .step = 2.0};
  const double q = premises.aircraft.front().q;
  // The sum over unit coordinates of squares is the variance of a linear map.
  double position = 0.0, speed = 0.0, both = 0.0, position_before = 0.0, both_before = 0.0;
  for (std::size_t i = 4; i < dimension(premises) - 2; ++i) {
    std::vector<double> coordinates(dimension(premises), 0.0);
    coordinates[i] = 1.0;
    const auto nodes = flight_set(premises, coordinates).flights.front().nodes;
    position += nodes.back().east * nodes.back().east;
    speed += nodes.back().east_speed * nodes.back().east_speed;
    both += nodes.back().east * nodes.back().east_speed;
    position_before += nodes.front().east * nodes.front().east;
    both_before += nodes.front().east * nodes.front().east_speed;
  }
  CHECK(position == Approx(q * 1000.0 / 3.0));
  CHECK(speed == Approx(q * 10.0));
  CHECK(both == Approx(q * 100.0 / 2.0));
  CHECK(position_before == Approx(q * 1000.0 / 3.0));
  CHECK(both_before == Approx(-q * 100.0 / 2.0));
}

TEST_CASE("a flight that never enters a zone it must have entered is worse the farther it stays") {
  Premises premises;
  premises.zones.push_back({"north", half_plane(0.0), std::nullopt});
  const Term time{.id = "time",
                  .measure = [](const Flown& f) { return f.in(0).seconds; },
                  .cell = {16.5, 17.0, 17.5},
                  .error = 0.5,
                  .needs_zone = 0};
  const auto with = [&](double north) {
    std::vector<double> coordinates(dimension(premises), 0.0);
    coordinates[1] = north;
    coordinates[2] = 200.0;
    return flight_set(premises, coordinates);
  };
  const FlightSet near = with(-500.0), far = with(-900.0);
  CHECK(misfit(time, flown(premises, near)) == Approx(1005.0));
  CHECK(misfit(time, flown(premises, far)) == Approx(1009.0));
  CHECK(log_likelihood(time, flown(premises, near)) > log_likelihood(time, flown(premises, far)));
}

}  // namespace recon::flight
