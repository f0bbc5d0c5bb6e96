// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/descent.hpp"

#include <limits>

#include "tests/flight/grounds.hpp"
#include <catch2/catch.hpp>

#include "recon/flight/chords.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A strip 2.5 km wide, and a flight that goes straight through it.
Premises on_strip(std::vector<Term> terms) {
  Premises premises;
  premises.aircraft.front().wind_sigma = 0.0;
  premises.zones.push_back(
      {"strip", formula([](double, double north) { return std::min(north, 2500.0 - north); }), std::nullopt});
  premises.terms = std::move(terms);
  return premises;
}

Term term(std::string id, Term::Role role, Interval<double> cell, double error,
          std::function<double(const Flown&)> measure) {
  Term its{.id = std::move(id), .role = role, .measure = std::move(measure), .cell = cell, .error = error};
  its.needs_zone = 0;
  return its;
}

Term time_of(double seconds, double error) {
  return term("time", Term::Role::statement, {seconds, seconds, seconds}, error,
              [](const Flown& f) { return f.in(0).seconds; });
}
Term length_of(double metres, double error) {
  return term("length", Term::Role::statement, {metres, metres, metres}, error,
              [](const Flown& f) { return f.in(0).metres; });
}
Term slower_than(double speed) {
  return term("fast", Term::Role::envelope, {-infinity, speed, speed}, 1.0, [](const Flown& f) {
    return effort(f.set.flights[0], f.timeline, -60.0, 60.0).greatest_airspeed;
  });
}

std::vector<double> straight_through(const Premises& premises, double speed) {
  return coordinates_of(Chord{.from = {0.0, 0.0}, .to = {0.0, 2500.0}, .speed = speed}, premises);
}

}  // namespace

TEST_CASE("Descent ends where two figures err alike: the least of the greatest misfit, in closed form") {
  // 4 km inside in 10 s at no more than 300 m/s, held at 301: T = L / 301 at best, so that the misfits are
  // alike where (L / 301 - 10) / 1 = (4000 - L) / 200, at 1.98.
  const Premises premises = on_strip({slower_than(300.0), time_of(10.0, 1.0), length_of(4000.0, 200.0)});
  const std::vector<double> slanting =
      coordinates_of(Chord{.from = {0.0, 0.0}, .to = {1000.0, 2500.0}, .speed = 200.0}, premises);
  const Descended found = descend(premises, {1, 2}, slanting, 0.0, {});
  CHECK(found.strain >= 1.97);
  CHECK(found.strain <= 2.10);  // strains within a tenth are as good as equal
  CHECK(found.evaluations > 0);
}

TEST_CASE("What is held at the start of a descent is held at its end") {
  const Premises premises = on_strip({slower_than(210.0), time_of(5.0, 0.1)});
  const Descended found = descend(premises, {1}, straight_through(premises, 200.0), 0.0, {});
  const FlightSet set = flight_set(premises, found.coordinates);
  CHECK(misfit(premises.terms[0], flown(premises, set)) <= held_to);
  CHECK(found.strain < beyond_statements);
  // 2.5 km at 211 m/s take 11.85 s.
  CHECK(found.strain == Approx((2500.0 / 211.0 - 5.0) / 0.1).margin(1.0));
}

TEST_CASE("A flight that stays out is led in") {
  const Premises premises = on_strip({time_of(12.0, 1.0)});
  std::vector<double> outside =
      coordinates_of(Chord{.from = {-2000.0, -3000.0}, .to = {2000.0, -3000.0}, .speed = 200.0}, premises);
  const Descended found = descend(premises, {0}, outside, 0.5, {});
  CHECK(found.strain <= 0.5);
}

TEST_CASE("A descent stops at the first flight that is good enough, and never ends worse than it began") {
  const Premises premises = on_strip({time_of(12.5, 1.0)});
  const std::vector<double> good = straight_through(premises, 200.0);
  const Descended found = descend(premises, {0}, good, 0.5, {});
  CHECK(found.coordinates == good);
  CHECK(found.evaluations == 1);
}

}  // namespace recon::flight
