// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/tempering.hpp"

#include <limits>
#include <numeric>

#include "tests/flight/grounds.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Term said(std::string id, double value, double half, double error,
          std::function<double(const Flown&)> measure) {
  return {.id = std::move(id),
          .measure = std::move(measure),
          .cell = {value - half, value, value + half},
          .error = error,
          .needs_zone = 0};
}

/// Outside at both ends of the window and one stay between.
Term one_complete_stay() {
  return {.id = "one complete stay",
          .role = Term::Role::structure,
          .measure =
              [](const Flown& flown) {
                const Stay& stay = flown.in(0);
                return stay.excursions - 1.0 + (stay.inside_first ? 1.0 : 0.0) +
                       (stay.inside_last ? 1.0 : 0.0);
              },
          .cell = {0.0, 0.0, 0.0},
          .error = 0.1,
          .needs_zone = 0};
}

double time_inside(const Flown& flown) { return flown.in(0).seconds; }
double length_inside(const Flown& flown) { return flown.in(0).metres; }

struct Summary {
  double mean = 0.0, deviation = 0.0;
};

template <class Measure>
Summary summary(const Premises& premises, const Cloud& cloud, const Measure& measure) {
  std::vector<double> values;
  for (std::size_t i = 0; i < cloud.size; ++i) {
    const FlightSet set = flight_set(premises, cloud.row(i));
    values.push_back(measure(flown(premises, set)));
  }
  Summary s;
  s.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  for (const double v : values) s.deviation += (v - s.mean) * (v - s.mean);
  s.deviation = std::sqrt(s.deviation / static_cast<double>(values.size()));
  return s;
}

Premises brute_problem(const std::string& name) {
  Premises premises;
  premises.timeline = {.begin = -50.0, .end = 70.0, .step = 2.0, .looks = 4};
  premises.key = name;
  Prior& prior = premises.aircraft.front();
  prior.wind_sigma = 0.0;
  prior.sigma_east = 2000.0;
  prior.sigma_north = 1500.0;
  prior.q = 50.0;
  premises.terms.push_back(one_complete_stay());
  if (name == "strip_wna") {
    prior.place = {0.0, -500.0};
    prior.north_speed = 200.0;
    prior.speed_sigma = 50.0;
    premises.zones.push_back({"strip", strip(2500.0), std::nullopt});
    premises.terms.push_back(said("time", 17.0, 0.5, 0.25, time_inside));
    return premises;
  }
  prior.place = {0.0, 1500.0};
  prior.east_speed = -200.0;
  prior.speed_sigma = 60.0;
  premises.zones.push_back({"wedge", wedge(22.9), Tip{{0.0, 0.0}, 0.0, 1.0}});
  premises.terms.push_back(said("time", 10.0, 0.5, 0.25, time_inside));
  premises.terms.push_back(
      said("depth", 2188.7, 8.0, 100.0, [](const Flown& flown) { return flown.in(0).above_vertex; }));
  if (name == "wedge_wna3") premises.terms.push_back(said("length", 1850.7, 8.0, 100.0, length_inside));
  return premises;
}

}  // namespace

TEST_CASE("tempered flights have the shares and means of a million brute-force draws") {
  const auto row = GENERATE(from_range(test::table("brute_wna.csv")));
  const Premises premises = brute_problem(row.at("problem"));
  const Drawn drawn = draw(premises, {.particles = 1000, .runs = 2}, {});
  INFO(row.at("problem") << " log share " << drawn.soundness.log_share << " spread "
                         << drawn.soundness.log_share_spread << " ancestors "
                         << drawn.soundness.surviving_ancestors << " temperatures "
                         << drawn.soundness.temperatures);
  for (const std::string& failed : drawn.soundness.failed) UNSCOPED_INFO(failed);
  CHECK(drawn.soundness.failed.empty());
  CHECK(drawn.soundness.log_share == Approx(test::number(row, "logZ")).margin(0.25));
  const Summary time = summary(premises, drawn.cloud, time_inside);
  CHECK(time.mean == Approx(test::number(row, "time_mean")).margin(0.06));
  const Summary length = summary(premises, drawn.cloud, length_inside);
  CHECK(length.mean ==
        Approx(test::number(row, "length_mean")).margin(0.15 * test::number(row, "length_sd")));
  CHECK(length.deviation == Approx(test::number(row, "length_sd")).epsilon(0.15));
}

TEST_CASE("the position of a flight under a claim of side at a time is the truncated normal's") {
  const auto row = GENERATE(from_range(test::table("side_at_time_halfplane.csv")));
  const double edge = test::number(row, "edge_y"), time = test::number(row, "t_minus_tref");
  Premises premises;
  premises.timeline = {.begin = -30.0, .end = 30.0, .step = 2.0};
  premises.key = "half plane";
  Prior& prior = premises.aircraft.front();
  prior.sigma_north = test::number(row, "sd_pos");
  prior.speed_sigma = test::number(row, "sd_vel");
  prior.q = test::number(row, "q");
  const auto north = [time](const Flown& flown) {
    return state_at(flown.set.flights[0], flown.timeline, time).north;
  };
  premises.zones.push_back({"north", half_plane(edge), std::nullopt});
  premises.terms.push_back({.id = "side", .measure = north, .cell = {edge, edge, infinity}, .error = 5.0});
  const Drawn drawn = draw(premises, {.particles = 2000, .runs = 2}, {});
  CHECK(drawn.soundness.log_share == Approx(test::number(row, "logZ")).margin(0.1));
  const Summary at = summary(premises, drawn.cloud, north);
  CHECK(at.mean == Approx(test::number(row, "mean_y_t")).margin(0.07 * test::number(row, "sd_y_t")));
  CHECK(at.deviation == Approx(test::number(row, "sd_y_t")).epsilon(0.07));
}

TEST_CASE("drawn flights are the same bits on any number of threads") {
  const Premises premises = brute_problem("wedge_wna");
  const Drawn one = draw(premises, {.particles = 200, .runs = 1, .threads = 1}, {});
  const Drawn many = draw(premises, {.particles = 200, .runs = 1, .threads = 3}, {});
  CHECK(one.cloud.coordinates == many.cloud.coordinates);
  CHECK(one.soundness.log_share == many.soundness.log_share);
}

}  // namespace recon::flight
