// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/premises_of.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/envelope.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;

namespace {

/// A scene of a jet and a fighter that launches at it, and the terms that its one account becomes.
struct Told_ : Scene {
  Told_() {
    settings.together = true;
    aircraft("fighter", "F-16");
    of("hit", "jet", incident::Event::Kind::hit);
    of("launch", "fighter", incident::Event::Kind::launch);
    of("crash", "jet", incident::Event::Kind::crash);
    of("enter", "jet", incident::Event::Kind::entry);
    incident.events.back().zone = text("aaa");
    narrative("north");
    incident.around.landmark = text("here");
    normalised.landmarks["here"] = north_of_line(metres(0));
  }
  void of(const std::string& id, const std::string& whose, incident::Event::Kind kind) {
    if (incident::find(incident.events, id) == nullptr) event(id);
    for (incident::Event& its : incident.events)
      if (its.id.text == id) {
        its.aircraft = text(whose);
        its.kind = kind;
      }
  }
  /// Something about the jet that any flight does, so that there are two statements at least.
  void also() { say("north", "also/side", normalise::SideSaid{"bbb", incident::SideClaim::Is::ever_inside}); }

  [[nodiscard]] Given given() const { return {incident, normalised, borders, settings}; }
  [[nodiscard]] Told told(const std::string& aircraft = "jet") const {
    const Given all = given();
    const Grounds grounds{all, {}};
    const auto readings = joint_readings(all, all.accounts.front(), aircraft, 4);
    REQUIRE(readings.size() == 1);
    auto made = assess::told(all, grounds, all.accounts.front(), aircraft, readings.front(), "line");
    REQUIRE(made);
    return std::move(*made);
  }
};

/// Level, at a speed over the ground on a course, turning at a rate after time zero.
flight::Flight flown(const flight::Timeline& timeline, geo::PlanePoint at_zero, double speed,
                     double course_deg, double turn_deg_per_s = 0.0) {
  flight::Flight flight;
  constexpr double fine = 0.01;
  const auto velocity = [&](double time) {
    const double course = (course_deg + turn_deg_per_s * std::max(time, 0.0)) * std::numbers::pi / 180.0;
    return std::pair{speed * std::sin(course), speed * std::cos(course)};
  };
  for (std::size_t k = 0; k < timeline.nodes(); ++k) {
    const double time = timeline.begin + static_cast<double>(k) * timeline.step;
    flight::NodeState node{at_zero.east, at_zero.north, velocity(time).first, velocity(time).second};
    const long steps = std::lround(std::abs(time) / fine);
    for (long i = 0; i < steps; ++i) {
      const auto [east, north] = velocity(std::copysign((static_cast<double>(i) + 0.5) * fine, time));
      node.east += std::copysign(fine, time) * east;
      node.north += std::copysign(fine, time) * north;
    }
    flight.nodes.push_back(node);
  }
  return flight;
}

flight::FlightSet set_of(const Told& told, std::vector<flight::Flight> flights) {
  flight::FlightSet set{std::move(flights), {}};
  for (const auto& unknown : told.premises.unknowns) set.unknowns.push_back(unknown.mean);
  return set;
}

double& unknown(flight::FlightSet& set, const Told& told, const std::string& name) {
  for (std::size_t i = 0; i < told.premises.unknowns.size(); ++i)
    if (told.premises.unknowns[i].name == name) return set.unknowns[i];
  throw std::out_of_range{name};
}

double misfit_of(const Told& told, const flight::FlightSet& set, const std::string& id) {
  for (const flight::Term& term : told.premises.terms)
    if (term.id == id) return flight::misfit(term, flight::flown(told.premises, set));
  throw std::out_of_range{id};
}

Interval<Length> within(double low, double high) {
  return {metres(low), metres(0.5 * (low + high)), metres(high)};
}

const flight::Timeline timeline{};

}  // namespace

TEST_CASE("A distance between two aircraft's events puts both aircraft into one flight set") {
  Told_ scene;
  scene.say("north", "missile/range", normalise::DistanceBetween{"launch", "hit", within(5000, 7000)});
  scene.also();
  const Given given = scene.given();
  const Account& north = given.accounts.front();
  CHECK(flown_together(given, north, "jet") == std::vector<std::string>{"jet", "fighter"});
  CHECK(flown_together(given, north, "fighter") == std::vector<std::string>{"fighter", "jet"});
  CHECK(leads(given, north, "jet"));
  CHECK_FALSE(leads(given, north, "fighter"));

  const Told told = scene.told();
  REQUIRE(told.premises.aircraft.size() == 2);
  flight::FlightSet set =
      set_of(told, {flown(timeline, {0, 0}, 200, 270), flown(timeline, {8000, 0}, 300, 270)});
  SECTION("launched 10 s before the hit, from 8 km + 3 km behind") {
    unknown(set, told, "launch") = -10.0;
    CHECK(misfit_of(told, set, "missile/range") == Approx((11'000 - 7'000) / 150.0).epsilon(1e-6));
    CHECK(misfit_of(told, set, "flight of the missile") == 0.0);
  }
  SECTION("a missile is not launched after it hits") {
    unknown(set, told, "launch") = 4.0;
    CHECK(misfit_of(told, set, "launched before the hit") == Approx(4.0));
    CHECK(misfit_of(told, set, "flight of the missile") > 50.0);
  }
}

TEST_CASE("Flights of an account without places start from where the case says it happened") {
  Told_ scene;
  scene.say("north", "time/inside", normalise::TimeInside{"aaa", lasting(16, 17, 18)});
  scene.also();
  scene.incident.around.landmark = text("elsewhere");
  scene.incident.around.radius = text("60 km");
  scene.normalised.landmarks["elsewhere"] = north_of_line(metres(9'000));
  const auto prior = [&] { return scene.told().premises.aircraft.front(); };
  const auto from_line = [](const flight::Prior& p) { return std::hypot(p.place.east, p.place.north); };
  SECTION("the radius holds it 95 times in 100") {
    CHECK(prior().sigma_east == Approx(60'000 / 2.4477).epsilon(1e-4));
    CHECK(prior().sigma_north == prior().sigma_east);
    CHECK(from_line(prior()) == Approx(0.0).margin(0.1));  // the plane is about it
  }
  SECTION("without a radius it is as wide as about a named place") {
    scene.incident.around.radius = text("");
    CHECK(prior().sigma_east == 10'000.0);
  }
  SECTION("a place that the account names goes before it") {
    scene.say("north", "hit/position", exactly(north_of_line(metres(1'000))), "hit");
    CHECK(prior().sigma_east == 10'000.0);
    CHECK(from_line(prior()) == Approx(8'000.0).margin(1.0));
  }
  SECTION("so does a tip that is known") {
    scene.incident.zones.front().tip = text("here");
    scene.normalised.landmarks["here"] = north_of_line(metres(0));
    CHECK(prior().sigma_east == 10'000.0);
  }
}

TEST_CASE("Aircraft that no claim ties are flown alone") {
  Told_ scene;
  scene.say("north", "speed/at",
            normalise::SpeedSaid{{metres_per_second(199), metres_per_second(200), metres_per_second(201)},
                                 SpeedKind::ground},
            "hit");
  scene.also();
  CHECK(scene.told().premises.aircraft.size() == 1);
}

TEST_CASE("A crash lies where the wreck fell, not where the flight would have gone") {
  Told_ scene;
  scene.say("north", "fall/distance", normalise::DistanceBetween{"hit", "crash", within(8000, 8000)});
  scene.say("north", "fall/time", normalise::TimeBetween{"hit", "crash", lasting(30, 30, 30)});
  const Told told = scene.told();
  flight::FlightSet set = set_of(told, {flown(timeline, {0, 0}, 200, 270)});
  unknown(set, told, "wreck of jet, east") = -3000.0;
  unknown(set, told, "wreck of jet, north") = 4000.0;
  unknown(set, told, "fall of jet") = 30.0;
  CHECK(misfit_of(told, set, "fall/distance") == Approx(3000 / 150.0));
  CHECK(misfit_of(told, set, "fall/time") == 0.0);
  CHECK(misfit_of(told, set, "fall") == 0.0);
  unknown(set, told, "fall of jet") = 10.0;  // 5 km in 10 s: faster than a Su-24 flies
  CHECK(misfit_of(told, set, "fall") > 5.0);
  CHECK(misfit_of(told, set, "fall/time") == Approx(20.0 / 0.5));
}

TEST_CASE("How an aircraft flew as it came down is left out: a wreck has no course and no speed") {
  Told_ scene;
  scene.say("north", "course/heading", normalise::HeadingSaid{{degrees(247.5), degrees(270), degrees(292.5)}},
            "crash");
  scene.also();
  scene.say("north", "fall/distance", normalise::DistanceBetween{"hit", "crash", within(8000, 8000)});
  const Told told = scene.told();
  for (const flight::Term& term : told.premises.terms) CHECK(term.id != "course/heading");
  CHECK(std::find(told.left_out.begin(), told.left_out.end(),
                  "course/heading: how it flew as it came down is not flown") != told.left_out.end());
}

TEST_CASE("Who counts stays does not also say that there was one") {
  Told_ scene;
  scene.say("north", "two/excursions", normalise::ExcursionsSaid{"aaa", {2.0, 2.0, 2.0}});
  scene.say("north", "two/length", normalise::LengthInside{"aaa", within(1000, 30000)});
  const Told told = scene.told();
  // Due east along the border's parallel, twice over it: north of it from 40 to 30 s before and after.
  flight::Flight weaving = flown(timeline, {0, -500}, 200, 90);
  for (std::size_t k = 0; k < timeline.nodes(); ++k) {
    const double time = std::abs(timeline.begin + static_cast<double>(k) * timeline.step);
    if (time >= 30.0 && time <= 40.0) weaving.nodes[k].north = 500.0;
  }
  const flight::FlightSet twice = set_of(told, {weaving});
  CHECK(misfit_of(told, twice, "two/excursions") == 0.0);
  CHECK(misfit_of(told, twice, "complete stays") == 0.0);
  const flight::FlightSet never_left = set_of(told, {flown(timeline, {0, 500}, 200, 90)});
  CHECK(misfit_of(told, never_left, "complete stays") > 2.0);
}

TEST_CASE("A turn is measured over the seconds after it begins") {
  Told_ scene;
  using To = incident::TurnClaim::To;
  scene.say("north", "turn/right", normalise::TurnSaid{.to = To::right}, "hit");
  scene.say("north", "turn/through",
            normalise::TurnSaid{.through = Interval<Angle>{degrees(85), degrees(90), degrees(95)}}, "hit");
  scene.say("north", "turn/onto",
            normalise::TurnSaid{.onto = Interval<Angle>{degrees(355), degrees(360), degrees(365)}}, "hit");
  const Told told = scene.told();
  const auto flying = [&](double rate) { return set_of(told, {flown(timeline, {0, 0}, 200, 270, rate)}); };
  CHECK(misfit_of(told, flying(3.0), "turn/right") == 0.0);
  CHECK(misfit_of(told, flying(3.0), "turn/through") == 0.0);
  CHECK(misfit_of(told, flying(3.0), "turn/onto") == 0.0);
  CHECK(misfit_of(told, flying(-3.0), "turn/right") == Approx(45 / 5.0).margin(0.1));
  CHECK(misfit_of(told, flying(-3.0), "turn/through") == 0.0);
  CHECK(misfit_of(told, flying(-3.0), "turn/onto") == Approx(175 / 5.0).margin(0.1));
  CHECK(misfit_of(told, flying(0.0), "turn/right") == Approx(15 / 5.0).margin(0.01));
}

TEST_CASE("A course towards a place depends on where the aircraft is") {
  Told_ scene;
  const geo::Position base = north_of_line(kilometres(30));
  scene.say("north", "towards/base", normalise::HeadingTowards{"base", base}, "hit");
  scene.also();
  const Told told = scene.told();
  const Given given = scene.given();
  const geo::PlanePoint there = Grounds{given, {}}.plane().to_plane(base);
  CHECK(misfit_of(told, set_of(told, {flown(timeline, {there.east - 9000, there.north}, 200, 90)}),
                  "towards/base") == Approx(0.0).margin(1e-6));
  CHECK(misfit_of(told, set_of(told, {flown(timeline, {there.east, there.north - 9000}, 200, 90)}),
                  "towards/base") == Approx(90 / 5.0));
}

TEST_CASE("Heights are flown on an axis of their own, in one straight climb") {
  Told_ scene;
  const auto high = [](double m) { return normalise::Height{within(m, m), HeightDatum::mean_sea_level}; };
  scene.say("north", "height/hit", high(6000), "hit").error.random = metres(100);
  scene.say("north", "height/launch", high(5700), "launch").error.random = metres(100);
  scene.say("north", "climb/rate",
            normalise::VerticalSaid{incident::VerticalClaim::Is::climbing, std::nullopt}, "hit");
  scene.also();
  const Told told = scene.told();
  flight::FlightSet set = set_of(told, {flown(timeline, {0, 0}, 200, 270)});
  unknown(set, told, "height of jet") = 6050.0;
  unknown(set, told, "climb of jet") = 10.0;
  unknown(set, told, "launch") = -20.0;
  CHECK(misfit_of(told, set, "height/hit") == Approx(0.5));
  CHECK(misfit_of(told, set, "height/launch") == Approx(1.5));
  CHECK(misfit_of(told, set, "climb/rate") == 0.0);
  unknown(set, told, "climb of jet") = 0.0;
  CHECK(misfit_of(told, set, "climb/rate") == Approx(2.54));
}

TEST_CASE("Two heights alone are no flight") {
  Told_ scene;
  const normalise::Height high{within(6000, 6000), HeightDatum::mean_sea_level};
  scene.say("north", "height/one", high, "hit");
  scene.say("north", "height/two", high, "hit");
  const Given given = scene.given();
  const Grounds grounds{given, {}};
  const auto readings = joint_readings(given, given.accounts.front(), "jet", 4);
  CHECK_FALSE(told(given, grounds, given.accounts.front(), "jet", readings.front(), "line"));
}

TEST_CASE("Times of day say how far apart two events were, and nothing when there is one") {
  Told_ scene;
  const auto at = [](int second) {
    const Instant time = Instant{} + std::chrono::seconds(second);
    return normalise::TimeSaid{{time, time, time}};
  };
  scene.say("north", "clock/enter", at(5), "enter");
  SECTION("two") {
    scene.say("north", "clock/hit", at(35), "hit");
    scene.say("north", "inside/time", normalise::TimeInside{"aaa", lasting(0, 0, 100)});
    const Told told = scene.told();
    // In at -20 s: the clocks ask for -30 s.
    flight::FlightSet set = set_of(told, {flown(timeline, {0.0, 4000.0}, 200, 0)});
    unknown(set, told, "clock at the event") = 30.0;
    CHECK(misfit_of(told, set, "clock/hit") == 0.0);
    CHECK(misfit_of(told, set, "clock/enter") == Approx(10.0 / 0.5).margin(0.5));
  }
  SECTION("one") {
    scene.also();
    scene.say("north", "speed/at",
              normalise::SpeedSaid{{metres_per_second(199), metres_per_second(200), metres_per_second(201)},
                                   SpeedKind::ground},
              "hit");
    const Told told = scene.told();
    CHECK(told.statements.size() == 2);
    CHECK(told.left_out ==
          std::vector<std::string>{"clock/enter: the time of day of one event does not move the flight"});
  }
}

TEST_CASE("A crossing between two places is held to that stretch of the edge") {
  Told_ scene;
  using Way = incident::CrossingClaim::Way;
  const geo::Position west{degrees(36), degrees(36.1)}, east{degrees(36), degrees(36.3)};
  scene.say("north", "crossing/between",
            normalise::CrossingSaid{"aaa", Way::entered, std::nullopt, std::pair{west, east}});
  scene.also();
  const Told told = scene.told();
  const Given given = scene.given();
  const geo::Plane plane = Grounds{given, {}}.plane();
  const auto crossing_at = [&](double longitude) {
    geo::PlanePoint at = plane.to_plane({degrees(36), degrees(longitude)});
    return set_of(told, {flown(timeline, at, 200, 0)});
  };
  CHECK(misfit_of(told, crossing_at(36.2), "crossing/between") == 0.0);
  const double beyond = in_metres(geo::distance(east, {degrees(36), degrees(36.32)}));
  CHECK(misfit_of(told, crossing_at(36.32), "crossing/between") == Approx(beyond / 150.0).epsilon(0.02));
}

TEST_CASE(
    "Limits of load, climb and height that the case states are held; a transport is certified for 2.5 g") {
  Told_ scene;
  incident::Limits limits;
  limits.load = text("at most 4 g");
  limits.climb = text("at most 50 m/s");
  limits.altitude = text("at most 10,000 m");
  scene.incident.aircraft.front().limits = limits;
  const Envelope stated = envelope(&scene.incident.aircraft.front());
  CHECK(stated.load == Approx(4.0));
  REQUIRE(stated.climb);
  CHECK(stated.climb->base() == Approx(50.0));
  REQUIRE(stated.above);
  CHECK(in_metres(*stated.above) == Approx(10'000.0));
  scene.also();
  const normalise::Height high{within(6000, 6000), HeightDatum::mean_sea_level};
  scene.say("north", "height/hit", high, "hit").error.random = metres(100);
  scene.say("north", "speed/hit",
            normalise::SpeedSaid{{metres_per_second(1), metres_per_second(2), metres_per_second(900)},
                                 SpeedKind::ground},
            "hit");
  const Told told = scene.told();
  flight::FlightSet level = set_of(told, {flown(timeline, {0, 0}, 250, 90)});
  CHECK(misfit_of(told, level, "flyable") == 0.0);
  unknown(level, told, "climb of jet") = -55.0;
  CHECK(misfit_of(told, level, "flyable") == Approx(5.0 / (0.05 * 50.0)));
  unknown(level, told, "climb of jet") = 0.0;
  unknown(level, told, "height of jet") = 11'000.0;
  CHECK(misfit_of(told, level, "flyable") == Approx(1'000.0 / (0.05 * 10'000.0)));
  // 250 m/s turning by 9 degrees a second: √(1 + (250 · 0.157 / 9.81)²) = 4.1 g, and 6.5 g at 14.5.
  const flight::FlightSet turning = set_of(told, {flown(timeline, {0, 0}, 250, 90, 12.0)});
  CHECK(misfit_of(told, turning, "flyable") > 3.0);
  incident::Aircraft airliner;
  airliner.type = text("A300B2-203");
  CHECK(envelope(&airliner).load == 2.5);
  CHECK(envelope(nullptr).load == 6.5);
}

TEST_CASE("What an aircraft can do is one figure, the root of the squares of all that is passed") {
  Told_ scene;
  scene.also();
  scene.say("north", "speed/at",
            normalise::SpeedSaid{{metres_per_second(1), metres_per_second(2), metres_per_second(900)},
                                 SpeedKind::ground},
            "hit");
  const Told told = scene.told();
  CHECK(misfit_of(told, set_of(told, {flown(timeline, {0, 0}, 250, 90)}), "flyable") == 0.0);
  const double fastest = 1435 / 3.6;
  CHECK(misfit_of(told, set_of(told, {flown(timeline, {0, 0}, fastest + 40, 90)}), "flyable") ==
        Approx(2.0).epsilon(1e-6));
}
