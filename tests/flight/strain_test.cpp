// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/strain.hpp"

#include <limits>

#include "tests/flight/grounds.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/common.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Shows = Term::Shows;

Term said(std::string id, Shows shows, double value, double half, double error,
          std::function<double(const Flown&)> measure) {
  return {.id = id,
          .title = id,
          .shows = shows,
          .measure = std::move(measure),
          .cell = {value - half, value, value + half},
          .error = error,
          .needs_zone = 0};
}

Premises on_wedge(const std::string& key) {
  Premises premises;
  premises.key = key;
  premises.aircraft.front().place = {0.0, 2000.0};
  premises.aircraft.front().wind_sigma = 0.0;
  premises.zones.push_back({"wedge", wedge(22.9), Tip{{0.0, 0.0}, 0.0, 1.0}});
  premises.terms.push_back({.id = "one complete stay",
                            .role = Term::Role::structure,
                            .measure =
                                [](const Flown& flown) {
                                  const Stay& stay = flown.in(0);
                                  return stay.excursions - 1.0 + (stay.inside_first ? 1.0 : 0.0) +
                                         (stay.inside_last ? 1.0 : 0.0);
                                },
                            .cell = {0.0, 0.0, 0.0},
                            .error = 0.1,
                            .needs_zone = 0});
  return premises;
}

Term time_said(double seconds) {
  return said("time", Shows::time_inside, seconds, 0.5, 0.5, [](const Flown& f) { return f.in(0).seconds; });
}
Term length_said(double metres, double half, double error) {
  return said("length", Shows::length_inside, metres, half, error,
              [](const Flown& f) { return f.in(0).metres; });
}
Term depth_said(const std::string& kind, double metres, double half, double error) {
  if (kind == "D3")
    return said("depth", Shows::other, metres, half, error,
                [](const Flown& f) { return f.in(0).above_vertex; });
  return said("depth", Shows::depth_from_edge, metres, half, error,
              [](const Flown& f) { return f.in(0).deepest; });
}
Term least_speed(double kmh) {
  const double speed = kmh / 3.6;
  return {.id = "least speed",
          .role = Term::Role::envelope,
          .measure =
              [](const Flown& f) { return effort(f.set.flights[0], f.timeline, -60.0, 60.0).least_airspeed; },
          .cell = {speed, speed, infinity},
          .error = std::max(0.05 * speed, 1e-3)};
}

}  // namespace

TEST_CASE("a flight that does all that was said has no strain") {
  Premises premises = on_wedge("fits");
  premises.terms.push_back(time_said(17.0));
  premises.terms.push_back(length_said(1850.7, 8.0, 150.0));
  premises.terms.push_back(depth_said("D3", 2188.7, 8.0, 150.0));
  const Strain found = strain(premises, {1, 2, 3}, {.particles = 300, .runs = 1}, {});
  CHECK(found.upper < 0.01);
  CHECK(conflict_sets(premises, {.particles = 300, .runs = 1}, {}).empty());
}

TEST_CASE("depth and length of a wedge strain as their closed form says, whatever the speed") {
  const auto row = GENERATE(filter(
      [](const test::Row& r) {
        return r.at("depth_kind") == "D1" && r.at("vmin_kmh") == "0" && r.at("T_claim") == "17" &&
               r.at("sigma_m") == "150";
      },
      from_range(test::table("wedge_strain.csv"))));
  const double mile = row.at("mile") == "statute" ? 1609.344 : 1852.0, sigma = test::number(row, "sigma_m");
  Premises premises = on_wedge("wedge " + row.at("mile") + row.at("sigma_m") + row.at("T_claim"));
  const double length = 1.15 * mile, depth = 1.36 * mile, half = 0.005 * mile;
  premises.terms.push_back(time_said(test::number(row, "T_claim")));
  premises.terms.push_back(length_said(length, half, sigma));
  premises.terms.push_back(depth_said("D1", depth, half, sigma));
  const Strain found = strain(premises, {2, 3}, {.particles = 300, .runs = 2}, {});
  const double proved = (2.0 * depth - length - 3.0 * half) / (3.0 * sigma);
  CHECK(found.lower == Approx(proved));
  CHECK_FALSE(found.certificate.empty());
  CHECK(found.upper >= proved);
  // Tracks along a parallel are some of all flights.
  CHECK(found.upper <= test::number(row, "strain_LD") + 0.02);
}

TEST_CASE("a planted contradiction is the only conflict set, and the innocent claim is not in it") {
  Premises premises = on_wedge("planted");
  premises.terms.push_back(time_said(17.0));
  premises.terms.push_back(length_said(1850.7, 8.0, 100.0));
  premises.terms.push_back(depth_said("D1", 2188.7, 8.0, 100.0));
  const auto conflicts = conflict_sets(premises, {.particles = 300, .runs = 2}, {});
  REQUIRE(conflicts.size() == 1);
  CHECK(conflicts.front().statements == std::vector<std::size_t>{2, 3});
  CHECK(conflicts.front().strain.upper > contradiction);
}

TEST_CASE("what readings have in common is the same whichever reading asks first") {
  const auto reading = [](double seconds) {
    Premises premises = on_wedge("in common");
    premises.terms.push_back(time_said(seconds));
    premises.terms.push_back(length_said(1850.7, 8.0, 100.0));
    premises.terms.push_back(depth_said("D1", 2188.7, 8.0, 100.0));
    for (Term& term : premises.terms) term.same = term.id + std::to_string(term.cell.stated);
    return premises;
  };
  const Premises one = reading(17.0), other = reading(30.0);
  const Search search{.particles = 200, .runs = 1, .enough = 1.0};
  Common one_first, other_first;
  const Judgement first = judge(one, search, {}, 8, &one_first);
  const Judgement second = judge(other, search, {}, 8, &one_first);
  const Judgement other_second = judge(other, search, {}, 8, &other_first);
  const Judgement one_second = judge(one, search, {}, 8, &other_first);
  CHECK(first.together.witness.coordinates == one_second.together.witness.coordinates);
  CHECK(second.together.witness.coordinates == other_second.together.witness.coordinates);
  REQUIRE(first.conflicts.size() == 1);
  REQUIRE(second.conflicts.size() == 1);
  CHECK(first.conflicts.front().strain.upper == second.conflicts.front().strain.upper);
  CHECK(first.conflicts.front().strain.witness.coordinates ==
        other_second.conflicts.front().strain.witness.coordinates);
}

TEST_CASE("a wider prior moves no strain") {
  const double sigma = GENERATE(3'000.0, 30'000.0);
  Premises premises = on_wedge("prior " + std::to_string(sigma));
  premises.aircraft.front().sigma_east = premises.aircraft.front().sigma_north = sigma;
  premises.terms.push_back(length_said(1850.7, 8.0, 150.0));
  premises.terms.push_back(depth_said("D1", 2188.7, 8.0, 150.0));
  CHECK(strain(premises, {1, 2}, {.particles = 400, .runs = 2}, {}).upper == Approx(5.6).margin(0.2));
}

TEST_CASE("a floor under the speed strains a short length in a long time") {
  Premises premises = on_wedge("speed");
  premises.terms.push_back(least_speed(600.0));
  premises.terms.push_back(time_said(17.0));
  premises.terms.push_back(length_said(1850.7, 8.0, 150.0));
  const Strain found = strain(premises, {2, 3}, {.particles = 300, .runs = 2}, {});
  // 600 km/h less 5 % for (17 - 0.5 - 0.5 k) s is (1850.7 + 8 + 150 k) m: k = 3.2.
  CHECK(found.upper == Approx(3.2).margin(0.25));
}

}  // namespace recon::flight
