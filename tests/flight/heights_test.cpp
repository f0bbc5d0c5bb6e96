// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/heights.hpp"

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

namespace {

using namespace recon;
using namespace recon::flight;

const Instant start{std::chrono::milliseconds{1'448'349'845'000}};

normalise::TrackRead climbing(int fixes, double seconds_apart) {
  normalise::TrackRead track;
  for (int k = 0; k < fixes; ++k) {
    normalise::ReadFix fix;
    fix.time = after(start, seconds(seconds_apart * k));
    fix.position = {degrees(36), degrees(36 + 0.01 * k)};
    fix.altitude = metres(5'000 + 10.0 * seconds_apart * k);
    fix.altitude_cell = metres(2.2);
    fix.above = HeightDatum::standard_pressure;
    track.fixes.push_back(fix);
  }
  return track;
}

TEST_CASE("Heights are smoothed on an axis of their own, up to the error of the altimeter") {
  const Heights heights{climbing(12, 10.0), start};
  CHECK(heights.above() == HeightDatum::standard_pressure);
  const HeightMoment middle = heights.at(55.0);
  CHECK(middle.mean == Approx(5'550.0).margin(2.0));
  CHECK(middle.sigma ==
        Approx(20.0).epsilon(0.05));  // five times finer steps do not make it a better altimeter
}

TEST_CASE("Drawn heights have the mean and the spread of the smoothed ones") {
  const Heights heights{climbing(12, 10.0), start};
  const std::array spans{std::pair{40.0, 60.0}};
  const HeightDraws draws{heights, spans};
  const Draws own{7, "own"}, bias{7, "bias"}, middles{7, "middles"};
  double sum = 0.0, squares = 0.0;
  constexpr int count = 4'000;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double off = draws.draw(i, own, bias, middles).at(47.0) - heights.at(47.0).mean;
    sum += off, squares += off * off;
  }
  const double sigma = heights.at(47.0).sigma;
  CHECK(sum / count == Approx(0.0).margin(4.0 * sigma / std::sqrt(count)));
  CHECK(std::sqrt(squares / count) == Approx(sigma).epsilon(0.05));
}

TEST_CASE("A track knows its heights when each fix has one within half a minute") {
  normalise::TrackRead track = climbing(12, 10.0);
  CHECK(knows_heights(track));
  for (const std::size_t k : {4U, 5U}) track.fixes[k].altitude.reset();
  CHECK(knows_heights(track));
  for (std::size_t k = 3; k < 11; ++k) track.fixes[k].altitude.reset();
  CHECK_FALSE(knows_heights(track));
  for (auto& fix : track.fixes) fix.altitude = metres(100), fix.above = HeightDatum::ground;
  CHECK_FALSE(knows_heights(track));
}

std::vector<Observation> zigzag(double error, double lasting, double bias) {
  std::vector<Observation> seen;
  for (int k = 0; k < 9; ++k) {
    Observation one{.time = 10.0 * k,
                    .at = {2'000.0 * k + (k % 3 - 1) * 120.0, 300.0 * k},
                    .error = {error * error, error * error, 0.0}};
    one.lasting = lasting;
    one.per_bias[0] = {bias, 0.0}, one.per_bias[1] = {0.0, bias};
    seen.push_back(one);
  }
  return seen;
}

TEST_CASE("An error that lasts for ever is a common bias; one that lasts no time is each fix's own") {
  const auto same = [](const Smoothed& one, const Smoothed& other) {
    for (std::size_t k = 0; k < one.size(); ++k) {
      CHECK(one.at_node(k).mean.east.position == Approx(other.at_node(k).mean.east.position).margin(0.05));
      CHECK(one.at_node(k).mean.north.velocity == Approx(other.at_node(k).mean.north.velocity).margin(0.01));
      CHECK(one.at_node(k).spread.east == Approx(other.at_node(k).spread.east).epsilon(1e-3));
    }
    CHECK(one.fit().log_likelihood == Approx(other.fit().log_likelihood).margin(1e-3));
  };
  same(Smoothed{zigzag(150, 200, 0), 0, 10.0, {.memory = 1e12}}, Smoothed{zigzag(150, 0, 200), 2, 10.0});
  same(Smoothed{zigzag(150, 200, 0), 0, 10.0, {.memory = 1e-6}}, Smoothed{zigzag(250, 0, 0), 0, 10.0});
}

TEST_CASE("Errors that last leave a track less sure than errors of their own") {
  const auto sigma = [](double memory) {
    const Smoothed smoothed{zigzag(1, 177, 0), 0, 10.0, {.memory = memory}};
    return std::sqrt(smoothed.at_node(4).spread.east);
  };
  CHECK(sigma(25.0) > 1.2 * sigma(1e-6));
  CHECK(sigma(1e5) > sigma(25.0));
}

TEST_CASE("Drawn flights with errors that last scatter as the smoothed one says") {
  const Smoothed smoothed{zigzag(30, 177, 0), 0, 10.0, {.memory = 25.0}};
  const FlightDraws draws{smoothed, {2, 4}};
  const Draws own{3, "own"}, bias{3, "bias"};
  std::vector<PlaneState> states(2);
  double squares = 0.0;
  constexpr int count = 4'000;
  for (std::uint64_t i = 0; i < count; ++i) {
    draws.draw(i, own, bias, states);
    squares += std::pow(states[1].north.position - smoothed.at_node(4).mean.north.position, 2);
  }
  CHECK(std::sqrt(squares / count) == Approx(std::sqrt(smoothed.at_node(4).spread.north)).epsilon(0.05));
}

}  // namespace
