// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <numeric>

#include "tests/flight/grounds.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/cloud_moves.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/flight/would_have_read.hpp"

/// Straight flights and single fixes have integrals that quadrature knows: the likelihood, the sampler and
/// what a figure would have read are held against them.
namespace recon::flight {
namespace {

constexpr double statute_mile = 1609.344;

/// A straight flight along a parallel, seen once.
struct Straight {
  double north = 0.0, speed = 0.0;
  Stay stay;
};

Premises on_wedge() {
  Premises premises;
  premises.key = "straight";
  premises.aircraft.front().wind_sigma = 0.0;
  premises.zones.push_back({"wedge", wedge(22.9), Tip{{0.0, 0.0}, 0.0, 1.0}});
  return premises;
}

std::vector<double> coordinates_of(const Premises& premises, double north, double speed) {
  std::vector<double> x(dimension(premises), 0.0);
  x[1] = north;
  x[2] = speed;
  return x;
}

constexpr double north_step = 30.0, speed_step = 2.0;

/// Every 30 m of northing and 2 m/s of speed.
const std::vector<Straight>& straight_flights() {
  static const std::vector<Straight> all = [] {
    const Premises premises = on_wedge();
    std::vector<Straight> flights;
    for (double north = 0.5 * north_step; north < 5400.0; north += north_step)
      for (double speed = 61.0; speed < 900.0; speed += speed_step) {
        const FlightSet set = flight_set(premises, coordinates_of(premises, north, speed));
        flights.push_back({north, speed, flown(premises, set).in(0)});
      }
    return flights;
  }();
  return all;
}

struct Said {
  double value, half, error;
};

/// "T17_L1.15_D1.36": seconds and statute miles.
struct Case {
  explicit Case(const std::string& name) {
    const auto figure = [&](char letter) { return std::stod(name.substr(name.find(letter) + 1)); };
    const double half_mile = 0.005 * statute_mile;
    time = {figure('T'), 0.5, 0.25};
    length = {figure('L') * statute_mile, half_mile, 100.0};
    height = {figure('D') * statute_mile, half_mile, 100.0};
  }
  [[nodiscard]] Said said(const std::string& which) const {
    return which == "T" ? time : which == "L" ? length : height;
  }
  Said time{}, length{}, height{};
};

double figure_of(const Stay& stay, const std::string& which) {
  return which == "T" ? stay.seconds : which == "L" ? stay.metres : stay.above_vertex;
}

Term term_of(const std::string& which, const Said& said) {
  return {.id = which,
          .measure = [which](const Flown& flown) { return figure_of(flown.in(0), which); },
          .cell = {said.value - said.half, said.value, said.value + said.half},
          .error = said.error,
          .needs_zone = 0};
}

double normal_density(double x, double mean, double sigma) {
  const double off = (x - mean) / sigma;
  return std::exp(-0.5 * off * off) / (sigma * std::sqrt(2.0 * 3.14159265358979323846));
}

/// log of the integral of prior times likelihood, and the weights, of all claims but one.
struct Integral {
  double log_share = 0.0;
  std::vector<double> weights;
};

Integral integral(const test::Row& row, const std::string& left_out) {
  const Case its{row.at("case")};
  Integral found;
  double sum = 0.0;
  for (const Straight& flight : straight_flights()) {
    double log_fit = -0.5 * std::pow(std::max(0.0, 110.0 - flight.speed) / 5.5, 2);
    for (const char* which : {"T", "L", "D3"}) {
      if (left_out == which) continue;
      const Said said = its.said(which);
      log_fit +=
          log_cell(figure_of(flight.stay, which), said.value - said.half, said.value + said.half, said.error);
    }
    const double prior = normal_density(flight.north, 0.0, test::number(row, "sd_height")) *
                         normal_density(flight.speed, test::number(row, "v_mean"), test::number(row, "v_sd"));
    found.weights.push_back(prior * std::exp(log_fit) * north_step * speed_step);
    sum += found.weights.back();
  }
  found.log_share = std::log(sum);
  return found;
}

}  // namespace

TEST_CASE("shares of straight flights over a wedge, with and without a claim, are those of quadrature") {
  const auto row = GENERATE(from_range(test::table("wedge_straight_loo.csv")));
  INFO(row.at("case") << " without " << row.at("left_out"));
  CHECK(integral(row, "").log_share == Approx(test::number(row, "logZ")).margin(0.03));
  CHECK(integral(row, row.at("left_out")).log_share ==
        Approx(test::number(row, "logZ_left_out")).margin(0.03));
}

TEST_CASE("what a figure would have read on straight flights is what quadrature says") {
  const auto row = GENERATE(from_range(test::table("wedge_straight_loo.csv")));
  const std::string which = row.at("left_out");
  const Said said = Case{row.at("case")}.said(which);
  Premises premises = on_wedge();
  premises.terms.push_back(term_of(which, said));
  // 4000 flights, in proportion to how well they fit the other claims.
  const std::vector<double> weights = integral(row, which).weights;
  constexpr std::size_t many = 4000;
  Cloud cloud = empty_cloud(premises, many);
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  double reached = 0.0;
  std::size_t drawn = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    reached += weights[i] / all;
    for (; drawn < many && (static_cast<double>(drawn) + 0.5) / many < reached; ++drawn) {
      const Straight& flight = straight_flights()[i];
      const std::vector<double> x = coordinates_of(premises, flight.north, flight.speed);
      std::copy(x.begin(), x.end(), cloud.row(drawn).begin());
    }
  }
  REQUIRE(drawn == many);
  const WouldHaveRead found = would_have_read(premises, 0, cloud, 20151124);
  INFO(row.at("case") << " without " << which << ", sd " << row.at("v_sd"));
  const double spread = test::number(row, "pred_q95") - test::number(row, "pred_q05");
  CHECK(found.figure.lowest == Approx(test::number(row, "pred_q05")).margin(0.05 * spread));
  CHECK(found.figure.stated == Approx(test::number(row, "pred_q50")).margin(0.05 * spread));
  CHECK(found.figure.highest == Approx(test::number(row, "pred_q95")).margin(0.05 * spread));
  const double p = test::number(row, "p_two_sided");
  if (p > 0.0) {
    CHECK_FALSE(found.none);
    CHECK(found.typicality == Approx(p).margin(0.01 + 0.05 * p));
    CHECK(found.low <= found.typicality);
    CHECK(found.typicality <= found.high);
  } else {
    CHECK(found.none);
    CHECK(found.typicality == Approx(1.0 / many));
  }
}

TEST_CASE("a wider prior of speeds moves what a figure would have read as drawing anew does") {
  // T left out, speeds about zero with 150 m/s; widened to 200, which the table has.
  const auto row =
      GENERATE(filter([](const test::Row& r) { return r.at("left_out") == "T" && r.at("v_sd") == "200"; },
                      from_range(test::table("wedge_straight_loo.csv"))));
  Premises premises = on_wedge();
  premises.terms.push_back(term_of("T", Case{row.at("case")}.said("T")));
  premises.aircraft.front().speed_sigma = 150.0;
  test::Row narrow = row;
  narrow["v_sd"] = "150";
  const std::vector<double> weights = integral(narrow, "T").weights;
  constexpr std::size_t many = 8000;
  Cloud cloud = empty_cloud(premises, many);
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  double reached = 0.0;
  std::size_t drawn = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    reached += weights[i] / all;
    for (; drawn < many && (static_cast<double>(drawn) + 0.5) / many < reached; ++drawn) {
      const Straight& flight = straight_flights()[i];
      const std::vector<double> x = coordinates_of(premises, flight.north, flight.speed);
      std::copy(x.begin(), x.end(), cloud.row(drawn).begin());
    }
  }
  const WouldHaveRead widened = would_have_read(premises, 0, cloud, 20151124, 200.0 / 150.0);
  CHECK(widened.effective < many);
  CHECK(widened.figure.stated == Approx(test::number(row, "pred_q50")).epsilon(0.06));
  CHECK(widened.typicality == Approx(test::number(row, "p_two_sided")).margin(0.05));
}

TEST_CASE("a time across a strip is likely as quadrature says, and says how fast it was crossed") {
  const auto row = GENERATE(from_range(test::table("strip_time_inside.csv")));
  const double width = test::number(row, "width_m"), said = test::number(row, "T_claim"),
               half = test::number(row, "half_width"), error = test::number(row, "gauss_sd");
  Premises premises;
  premises.zones.push_back({"strip", strip(width), std::nullopt});
  double share = 0.0, mean = 0.0, square = 0.0;
  constexpr double step = 0.5;
  for (double speed = 40.25; speed < 700.0; speed += step) {
    std::vector<double> x(dimension(premises), 0.0);
    x[1] = 0.5 * width;
    x[3] = speed;
    const FlightSet set = flight_set(premises, x);
    const double seconds = flown(premises, set).in(0).seconds;
    CHECK(seconds == Approx(width / speed).margin(1e-6));
    const double weight = step *
                          normal_density(speed, test::number(row, "v_mean"), test::number(row, "v_sd")) *
                          std::exp(log_cell(seconds, said - half, said + half, error));
    share += weight;
    mean += weight * speed;
    square += weight * speed * speed;
  }
  mean /= share;
  // The table's speeds reach to zero, where crossings outlast the drawing; no claim of 10 or 17 s sees them.
  CHECK(std::log(share) == Approx(test::number(row, "logZ")).margin(0.002));
  CHECK(mean == Approx(test::number(row, "v_post_mean")).margin(0.01));
  CHECK(std::sqrt(square / share - mean * mean) == Approx(test::number(row, "v_post_sd")).margin(0.01));
}

TEST_CASE("flights over a hard cell of bearing and distance have its share and its middle") {
  const auto row = GENERATE(from_range(test::table("radial_distance_cell.csv")));
  Premises premises;
  premises.timeline = {.begin = -2.0, .end = 2.0, .step = 2.0, .looks = 1};
  premises.key = "radial " + row.at("sd_pos") + row.at("range_half") + row.at("azimuth_half");
  Prior& prior = premises.aircraft.front();
  prior.sigma_east = prior.sigma_north = test::number(row, "sd_pos");
  const auto at = [](const Flown& flown) { return state_at(flown.set.flights[0], flown.timeline, 0.0); };
  const double range = test::number(row, "range_m"), half = test::number(row, "range_half");
  const double azimuth = test::number(row, "azimuth"), half_azimuth = test::number(row, "azimuth_half");
  premises.terms.push_back({.id = "range",
                            .measure =
                                [at](const Flown& flown) {
                                  const NodeState s = at(flown);
                                  return std::hypot(s.east, s.north);
                                },
                            .cell = {range - half, range, range + half},
                            .error = 0.02 * half});
  premises.terms.push_back({.id = "azimuth",
                            .measure =
                                [at, azimuth](const Flown& flown) {
                                  const NodeState s = at(flown);
                                  const double course =
                                      std::atan2(s.east, s.north) * 180.0 / 3.14159265358979;
                                  return std::remainder(course - azimuth, 360.0);
                                },
                            .cell = {-half_azimuth, 0.0, half_azimuth},
                            .error = 0.02 * half_azimuth});
  const Drawn drawn = draw(premises, {.particles = 1500, .runs = 2}, {});
  CHECK(drawn.soundness.log_share == Approx(test::number(row, "logZ")).margin(0.25));
  double east = 0.0, north = 0.0;
  for (std::size_t i = 0; i < drawn.cloud.size; ++i) {
    east += drawn.cloud.row(i)[0] / static_cast<double>(drawn.cloud.size);
    north += drawn.cloud.row(i)[1] / static_cast<double>(drawn.cloud.size);
  }
  // A tenth of the cell, whose half is the range's and the chord's.
  const double across = range * half_azimuth * 3.14159265358979 / 180.0;
  CHECK(east == Approx(test::number(row, "mean_E")).margin(0.1 * std::max(half, across)));
  CHECK(north == Approx(test::number(row, "mean_N")).margin(0.1 * std::max(half, across)));
}

}  // namespace recon::flight
