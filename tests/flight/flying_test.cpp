// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/flying.hpp"

#include <limits>

#include "tests/flight/grounds.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/cloud_moves.hpp"

namespace recon::flight {
namespace {

/// Two aircraft and an unknown over a wedge and a strip.
Premises two_over_two_zones() {
  Premises premises;
  premises.aircraft = {Prior{.place = {0.0, 2000.0}}, Prior{.place = {4000.0, 1000.0}, .speed_sigma = 120.0}};
  premises.unknowns.push_back({"launch", -10.0, 5.0});
  premises.zones.push_back({"wedge", wedge(22.9), Tip{{0.0, 0.0}, 0.0, 1.0}});
  premises.zones.push_back({"strip", strip(2500.0), std::nullopt});
  return premises;
}

void check_same(const Stay& one, const Stay& other) {
  CHECK(one.seconds == other.seconds);
  CHECK(one.metres == other.metres);
  CHECK(one.deepest == other.deepest);
  CHECK(one.above_vertex == other.above_vertex);
  CHECK(one.excursions == other.excursions);
  CHECK(one.entry_time == other.entry_time);
  CHECK(one.exit_time == other.exit_time);
  CHECK(one.inside_first == other.inside_first);
  CHECK(one.inside_last == other.inside_last);
}

}  // namespace

TEST_CASE("a flight of which a part is flown again is the flight flown from scratch") {
  const Premises premises = two_over_two_zones();
  Cloud cloud = empty_cloud(premises, 40);
  const Draws draws{7, "flying"};
  for (std::size_t i = 0; i < cloud.size; ++i) {
    Stream stream{draws, i};
    draw_prior(premises, cloud.row(i), stream);
  }
  const Moves moves{premises, cloud};
  Flying flying{premises};
  flying.all(cloud.row(0));
  std::vector<double> now(cloud.row(0).begin(), cloud.row(0).end());
  for (std::size_t i = 1; i < cloud.size; ++i)
    for (std::size_t block = 0; block < moves.blocks(); ++block) {
      const auto [first, count] = moves.range(block);
      for (std::size_t k = first; k < first + count; ++k) now[k] = cloud.row(i)[k];
      const Flown& part = flying.changed(now, first, count);
      const FlightSet set = flight_set(premises, now);
      const Flown whole = flown(premises, set);
      CHECK(part.set.unknowns == set.unknowns);
      for (std::size_t stay = 0; stay < whole.stays.size(); ++stay)
        check_same(part.stays[stay], whole.stays[stay]);
    }
}

TEST_CASE("blocks of moves cover every coordinate once") {
  const Premises premises = two_over_two_zones();
  const Cloud cloud = empty_cloud(premises, 2);
  const Moves moves{premises, cloud};
  std::vector<int> moved(dimension(premises), 0);
  for (std::size_t block = 0; block < moves.blocks(); ++block) {
    const auto [first, count] = moves.range(block);
    for (std::size_t k = first; k < first + count; ++k) ++moved[k];
  }
  CHECK(moved == std::vector<int>(moved.size(), 1));
}

TEST_CASE("a flight from inside a zone to where the zone does not know its side still has finite times") {
  const SharedGround half_known = formula([](double east, double north) {
    return east > 1000.0 ? std::numeric_limits<double>::quiet_NaN() : 500.0 - std::abs(north);
  });
  Premises premises;
  premises.zones.push_back({"half known", half_known, std::nullopt});
  std::vector<double> x(dimension(premises), 0.0);
  x[2] = 200.0;
  const FlightSet set = flight_set(premises, x);
  const Stay stay = flown(premises, set).in(0);
  CHECK(stay.entered());
  CHECK(std::isfinite(stay.exit_time));
  CHECK(std::isfinite(stay.seconds));
  CHECK(std::isfinite(stay.metres));
  const Effort most = effort(set.flights[0], premises.timeline, stay.entry_time - 5.0, stay.exit_time + 5.0);
  CHECK(most.greatest_airspeed == Approx(200.0));
}

TEST_CASE("nodes passed over as too far away change nothing that a flight shows") {
  // A margin that never says more than 400 m outside: next to nothing can be passed over.
  const auto near_sighted = [](const SharedGround& ground) {
    return formula([ground](double east, double north) {
      double margin = 0.0;
      ground->margins({&east, 1}, {&north, 1}, {&margin, 1});
      return std::max(margin, -400.0);
    });
  };
  Premises far = two_over_two_zones(), near = far;
  for (Premises::Zone& zone : near.zones) zone.ground = near_sighted(zone.ground);
  Cloud cloud = empty_cloud(far, 300);
  const Draws draws{8, "passed over"};
  std::size_t entered = 0;
  for (std::size_t i = 0; i < cloud.size; ++i) {
    Stream stream{draws, i};
    draw_prior(far, cloud.row(i), stream);
    const FlightSet set = flight_set(far, cloud.row(i));
    const Flown one = flown(far, set), other = flown(near, set);
    for (std::size_t stay = 0; stay < one.stays.size(); ++stay) {
      CHECK(one.stays[stay].excursions == other.stays[stay].excursions);
      if (!one.stays[stay].entered()) continue;
      ++entered;
      CHECK(one.stays[stay].deepest == other.stays[stay].deepest);
      CHECK(one.stays[stay].seconds == Approx(other.stays[stay].seconds));
      CHECK(one.stays[stay].metres == Approx(other.stays[stay].metres));
    }
  }
  CHECK(entered > 50);
}

}  // namespace recon::flight
