// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/premises_of.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>

#include "recon/assess/drawing.hpp"
#include "recon/assess/envelope.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/telling_words.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using flight::Flown;
using flight::NodeState;
using flight::Stay;
using flight::Term;
using normalise::ReadClaim;
using EventKind = incident::Event::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();

// What a figure's maker could be off, where neither the claim nor the border says more
// (docs/method/flights.md, Errors).
constexpr double length_error = 150.0, time_error = 0.5, speed_share = 0.05, heading_error = 5.0;
constexpr double never_inside_error = 50.0;
constexpr double envelope_share = 0.05, fastest_error = 20.0;

// The limits of load, climb and height are soft by 5 %.
constexpr double limit_share = 0.05;

// Events that are not the anchor fall about a minute around it.
constexpr double event_sigma = 30.0;

// A missile is launched before it hits, and flies at 300 to 1300 m/s on average (docs/method/tellings.md).
constexpr double slowest_missile = 300.0, fastest_missile = 1'300.0, launch_error = 1.0;

// A wreck comes down so far and so long after the hit, before a word is said; never farther than the
// fastest the aircraft flies would carry it.
constexpr double wreck_sigma = 5'000.0, fall_time = 60.0, fall_sigma = 40.0;

// Two minutes are flown in one straight climb. A pressure height is off the true one by the day's weather:
// one sigma of 18 hPa.
constexpr double usual_height = 6'000.0, climb_sigma = 15.0, weather_error = 150.0;

// A climb or descent that one would speak of, and what "level" leaves open: 500 ft/min.
constexpr double steady = 2.54, climb_error = 1.0;

// Who speaks of a turn means 15 degrees at least within ten seconds; where it leads is seen after thirty.
constexpr double turn_begun = 10.0, turn_over = 30.0, least_turn = 15.0;

// Heights and clock times move no flight, so they lie about what is said of them, as wide as it leaves them
// open: half of the span of the figures, so many of their errors, and what a flight changes of them besides.
// Wider would cost the sampler most of its work and change no answer (docs/method/tellings.md).
constexpr double errors_wide = 3.0, height_besides = 500.0, clock_besides = 60.0;  // m, s

Interval<double> degrees_of(const Interval<Angle>& interval) {
  return {in_degrees(interval.lowest), in_degrees(interval.stated), in_degrees(interval.highest)};
}

double degrees_between(double a, double b) { return std::remainder(a - b, 360.0); }

double course_deg(double east, double north) {
  const double course = std::atan2(east, north) * 180.0 / std::numbers::pi;
  return course < 0.0 ? course + 360.0 : course;
}

template <class Q>
Interval<double> base(const Interval<Q>& interval) {
  return {interval.lowest.base(), interval.stated.base(), interval.highest.base()};
}
Interval<double> base(const Interval<Duration>& interval) {
  return {in_seconds(interval.lowest), in_seconds(interval.stated), in_seconds(interval.highest)};
}

/// Where a flight is looked at.
struct At {
  enum class Kind { anchor, entry, exit, event, while_inside, wreck } kind = Kind::anchor;
  std::size_t aircraft = 0, zone = 0;
  std::size_t unknown =
      0;  // time of the event; of a wreck: time of fall, then metres east and north of the hit
};

double time_of(const At& at, const Flown& flown) {
  const auto& stay = [&]() -> const Stay& { return flown.in(at.zone, at.aircraft); };
  switch (at.kind) {
    case At::Kind::entry:
      return stay().entry_time;
    case At::Kind::exit:
      return stay().exit_time;
    case At::Kind::while_inside:
      return 0.5 * (stay().entry_time + stay().exit_time);
    case At::Kind::event:
    case At::Kind::wreck:
      return flown.set.unknowns[at.unknown];
    case At::Kind::anchor:
      return 0.0;
  }
  return 0.0;
}

/// A wreck lies where it fell; everything else flies.
NodeState state(const At& at, const Flown& flown) {
  const flight::Flight& flight = flown.set.flights[at.aircraft];
  if (at.kind != At::Kind::wreck) return flight::state_at(flight, flown.timeline, time_of(at, flown));
  const NodeState hit = flight::state_at(flight, flown.timeline, 0.0);
  return {hit.east + flown.set.unknowns[at.unknown + 1], hit.north + flown.set.unknowns[at.unknown + 2], 0.0,
          0.0};
}

double distance_between(const NodeState& a, const NodeState& b) {
  return std::hypot(b.east - a.east, b.north - a.north);
}

/// How far the course turns from one time to another, degrees, right positive; full circles count.
double turned(const flight::Flight& flight, const flight::Timeline& timeline, double from, double to) {
  const auto course = [&](double time) {
    const NodeState s = flight::state_at(flight, timeline, time);
    return course_deg(s.east_speed, s.north_speed);
  };
  double turn = 0.0;
  for (double t = from; t < to; t += timeline.step)
    turn += degrees_between(course(std::min(t + timeline.step, to)), course(t));
  return turn;
}

/// Turns claims into terms, one narrative, reading and border version at a time.
class Teller {
public:
  Teller(const Given& given, const Grounds& grounds, std::vector<std::string> aircraft,
         const std::string& border)
      : given_{given}, grounds_{grounds}, border_{border} {
    told_.aircraft = std::move(aircraft);
    told_.premises.aircraft.resize(told_.aircraft.size());
    places_.resize(told_.aircraft.size());
  }

  [[nodiscard]] std::optional<Told> tell(const Account& account, const JointReading& reading) {
    count_times(reading);
    for (const std::size_t index : reading.claims) {
      const ReadClaim& claim = given_.claim(index);
      const std::size_t before = told_.premises.terms.size();
      speaker_ = place_in_group(claim.aircraft).value_or(0);
      const std::string why_not = add(claim);
      if (!missing_zone_.empty()) return std::nullopt;
      if (!why_not.empty()) told_.left_out.push_back(claim.claim + ": " + why_not);
      for (std::size_t t = before; t < told_.premises.terms.size(); ++t) {
        told_.statements.push_back(t);
        told_.claims.push_back(index);
      }
    }
    if (tied_ < 2) return std::nullopt;
    list_what_is_not_flown(account);
    add_structure();
    for (std::size_t i = 0; i < told_.aircraft.size(); ++i) add_envelope(i);
    told_.premises.key = account.id + "/" + told_.aircraft.front() + "/" + reading.words + "/" + border_;
    for (std::size_t i = 0; i < told_.aircraft.size(); ++i) set_prior(i);
    return std::move(told_);
  }

private:
  [[nodiscard]] std::optional<std::size_t> place_in_group(const std::string& aircraft) const {
    const auto found = std::find(told_.aircraft.begin(), told_.aircraft.end(), aircraft);
    if (found == told_.aircraft.end()) return std::nullopt;
    return static_cast<std::size_t>(found - told_.aircraft.begin());
  }

  /// One time of day moves no flight; two say how far apart their events were.
  void count_times(const JointReading& reading) {
    std::set<std::string> events;
    for (const std::size_t index : reading.claims)
      if (const auto* time = std::get_if<normalise::TimeSaid>(&given_.claim(index).meaning)) {
        events.insert(given_.claim(index).moment.name);
        if (!first_time_) first_time_ = time->time.stated;
      }
    if (events.size() < 2) first_time_.reset();
  }

  void list_what_is_not_flown(const Account& account) {
    std::set<std::string> listed;
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given_.claim(index);
      if (!claim.counts || !(claim.aircraft.empty() || place_in_group(claim.aircraft)) ||
          !listed.insert(claim.claim).second)
        continue;
      if (!can_be_flown(claim))
        told_.left_out.push_back(claim.claim + ": " + add(claim));
      else if (!is_near_the_event(given_, claim))
        told_.left_out.push_back(claim.claim + ": it is not a moment near the event");
    }
  }

  std::optional<std::size_t> zone(const std::string& id) {
    for (std::size_t i = 0; i < told_.premises.zones.size(); ++i)
      if (told_.premises.zones[i].id == id) return i;
    const auto made = grounds_.zone(id, border_);
    if (!made) {
      missing_zone_ = id;
      return std::nullopt;
    }
    told_.premises.zones.push_back(*made);
    return told_.premises.zones.size() - 1;
  }

  [[nodiscard]] double error_of_length(const ReadClaim& claim) const {
    return std::max(length_error,
                    std::hypot(in_metres(claim.error.random), in_metres(given_.border_sigma(border_))));
  }

  /// Where in the flight a claim applies; nullopt with the reason when that is not near the event.
  std::optional<At> moment(const ReadClaim& claim, std::string& why_not) {
    using Kind = normalise::Moment::Kind;
    switch (claim.moment.kind) {
      case Kind::event:
        return at_event(claim.moment.name, why_not);
      case Kind::while_inside: {
        const auto inside = zone(claim.moment.name);
        if (!inside) return std::nullopt;
        return At{At::Kind::while_inside, speaker_, *inside};
      }
      case Kind::unsaid:
      case Kind::time:
        return At{.aircraft = speaker_};
      case Kind::closest:
      case Kind::throughout:
        why_not = "it is said of the whole flight";
        return std::nullopt;
    }
    return std::nullopt;
  }

  /// Where the aircraft still flies: what came down has a place and a time, and no course or speed of its
  /// own.
  std::optional<At> flying_moment(const ReadClaim& claim, std::string& why_not) {
    auto at = moment(claim, why_not);
    if (!at || at->kind != At::Kind::wreck) return at;
    why_not = "how it flew as it came down is not flown";
    return std::nullopt;
  }

  /// The place and time of an event: of the aircraft it is the event of, where that is flown too.
  std::optional<At> place_of_event(const std::string& id, std::string& why_not) {
    const incident::Event* event = incident::find(given_.file.events, id);
    const std::string aircraft = event == nullptr ? "" : event->aircraft.text;
    if (!aircraft.empty() && !place_in_group(aircraft)) {
      why_not = "it is an event of another aircraft, which is not flown with this one";
      return std::nullopt;
    }
    auto at = at_event(id, why_not);
    if (at && !aircraft.empty()) at->aircraft = *place_in_group(aircraft);
    return at;
  }

  std::optional<At> at_event(const std::string& id, std::string& why_not) {
    const incident::Event* event = incident::find(given_.file.events, id);
    const auto kind = event != nullptr ? event->kind : std::nullopt;
    if (kind == EventKind::entry || kind == EventKind::exit) {
      const auto of = event->zone.empty() ? std::nullopt : zone(event->zone.text);
      if (!of) {
        why_not = "it is not said which zone is entered";
        return std::nullopt;
      }
      return At{kind == EventKind::entry ? At::Kind::entry : At::Kind::exit, speaker_, *of};
    }
    if (kind == EventKind::hit || kind == EventKind::closest || kind == EventKind::collision)
      return At{.aircraft = speaker_};
    if (kind == EventKind::crash) return At{At::Kind::wreck, speaker_, 0, wreck_of(speaker_)};
    if (kind == EventKind::launch || kind == EventKind::release || kind == EventKind::turn) {
      const std::size_t time = unknown(id, kind == EventKind::launch ? -10.0 : 0.0, event_sigma);
      if (kind == EventKind::launch)
        launches_[time] = place_in_group(event->aircraft.text).value_or(speaker_);
      return At{At::Kind::event, speaker_, 0, time};
    }
    why_not = "it is not a moment near the event";
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> known(const std::string& name) const {
    const auto& all = told_.premises.unknowns;
    const auto its = std::ranges::find(all, name, &flight::Premises::Unknown::name);
    if (its == all.end()) return std::nullopt;
    return static_cast<std::size_t>(its - all.begin());
  }

  std::size_t unknown(const std::string& name, double mean, double sigma) {
    if (const auto its = known(name)) return *its;
    told_.premises.unknowns.push_back({name, mean, sigma});
    return told_.premises.unknowns.size() - 1;
  }

  /// The first of the three unknowns of an aircraft's wreck: time of fall, metres east and north of the hit.
  std::size_t wreck_of(std::size_t aircraft) {
    const std::string& name = told_.aircraft[aircraft];
    const std::size_t fall = unknown("fall of " + name, fall_time, fall_sigma);
    unknown("wreck of " + name + ", east", 0.0, wreck_sigma);
    unknown("wreck of " + name + ", north", 0.0, wreck_sigma);
    wrecks_[aircraft] = fall;
    return fall;
  }

  /// A figure said of an unknown that moves no flight: its prior is to leave room for all of them.
  void leave_room(std::size_t unknown, Interval<double> said, double error, double besides) {
    const auto [known, is_new] = said_of_.try_emplace(unknown, Room{said.lowest, said.highest, error});
    Room& room = known->second;
    if (!is_new)
      room = {std::min(room.lowest, said.lowest), std::max(room.highest, said.highest),
              std::max(room.error, error)};
    told_.premises.unknowns[unknown].mean = 0.5 * (room.lowest + room.highest);
    told_.premises.unknowns[unknown].sigma =
        0.5 * (room.highest - room.lowest) + errors_wide * room.error + besides;
  }

  /// Height at the event, and the climb after it.
  std::size_t height_of(std::size_t aircraft) {
    return unknown("height of " + told_.aircraft[aircraft], usual_height, height_besides);
  }
  std::size_t climb_of(std::size_t aircraft) {
    return unknown("climb of " + told_.aircraft[aircraft], 0.0, climb_sigma);
  }

  void say(const ReadClaim& claim, std::string unit, Interval<double> cell, double error,
           std::function<double(const Flown&)> measure, std::optional<std::size_t> needs = std::nullopt,
           Term::Shows shows = Term::Shows::other) {
    told_.premises.terms.push_back({.id = claim.claim,
                                    .title = claim.figure.empty() ? claim.claim : claim.figure,
                                    .role = Term::Role::statement,
                                    .shows = shows,
                                    .measure = std::move(measure),
                                    .cell = cell,
                                    .error = error,
                                    .unit = std::move(unit),
                                    .needs_zone = needs,
                                    .aircraft = speaker_});
    // Heights move no flight: with them alone there is nothing to fly.
    if (!std::holds_alternative<normalise::Height>(claim.meaning)) ++tied_;
  }

  /// The distance of the place at `at` from a point.
  void say_distance(const ReadClaim& claim, const At& at, const geo::Position& from, Interval<double> cell,
                    double error) {
    const geo::PlanePoint point = grounds_.plane().to_plane(from);
    if (at.kind != At::Kind::wreck) places_[at.aircraft].push_back(point);
    say(claim, "m", cell, error, [at, point](const Flown& flown) {
      const NodeState s = state(at, flown);
      return std::hypot(s.east - point.east, s.north - point.north);
    });
  }

  void say_margin(const ReadClaim& claim, const At& at, std::size_t in, Interval<double> cell, double error) {
    const auto shows = at.kind == At::Kind::anchor ? Term::Shows::margin_at_anchor : Term::Shows::other;
    say(
        claim, flight::margin_unit, cell, error,
        [at, ground = told_.premises.zones[in].ground](const Flown& flown) {
          const NodeState s = state(at, flown);
          double margin = 0.0;
          ground->margins({&s.east, 1}, {&s.north, 1}, {&margin, 1});
          return margin;
        },
        std::nullopt, shows);
  }

  /// Adds the terms of a claim, or says why it has none.
  std::string add(const ReadClaim& claim) {
    if (!claim.counts) return claim.why_not_counted;
    return std::visit([&](const auto& meaning) { return add(claim, meaning); }, claim.meaning);
  }

  std::string add(const ReadClaim& claim, const normalise::TimeInside& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    excursion_in_.insert({speaker_, *in});
    say(
        claim, "s", base(said.time), std::max(time_error, in_seconds(claim.error.clock)),
        [z = *in, a = speaker_](const Flown& f) { return f.in(z, a).seconds; }, in, Term::Shows::time_inside);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::LengthInside& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    excursion_in_.insert({speaker_, *in});
    say(
        claim, "m", base(said.length), error_of_length(claim),
        [z = *in, a = speaker_](const Flown& f) { return f.in(z, a).metres; }, in,
        Term::Shows::length_inside);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::DepthInside& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    excursion_in_.insert({speaker_, *in});
    const bool from_edge = said.measured == incident::DepthClaim::How::nearest_edge;
    if (!from_edge && !told_.premises.zones[*in].tip) return "the zone has no tip to measure from";
    if (said.measured == incident::DepthClaim::How::from_line) return "depth from a line is not flown";
    say(
        claim, "m", base(said.depth), error_of_length(claim),
        [z = *in, a = speaker_, from_edge](const Flown& f) {
          return from_edge ? f.in(z, a).deepest : f.in(z, a).above_vertex;
        },
        in, from_edge ? Term::Shows::depth_from_edge : Term::Shows::other);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::ExcursionsSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    counted_in_.insert({speaker_, *in});
    say(claim, "", said.count, 0.25,
        [z = *in, a = speaker_](const Flown& f) { return static_cast<double>(f.in(z, a).excursions); });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::SideSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    using Is = incident::SideClaim::Is;
    const auto deepest = [z = *in, a = speaker_](const Flown& f) { return f.in(z, a).deepest; };
    if (said.is == Is::never_inside) {
      say(claim, flight::margin_unit, {-infinity, 0.0, 0.0},
          std::max(never_inside_error, in_metres(given_.border_sigma(border_))), deepest);
      return {};
    }
    if (said.is == Is::ever_inside) {
      say(claim, flight::margin_unit, {0.0, 0.0, infinity}, error_of_length(claim), deepest);
      return {};
    }
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    say_margin(
        claim, *at, *in,
        said.is == Is::inside ? Interval<double>{0.0, 0.0, infinity} : Interval<double>{-infinity, 0.0, 0.0},
        error_of_length(claim));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::FromEdge& said) {
    if (said.along_course) return "a distance along the course is not flown";
    const auto in = zone(said.zone);
    if (!in) return {};
    const Interval<double> away = base(said.distance);
    const bool inside = said.side == incident::DistanceClaim::Where::inside;
    const Interval<double> margin =
        inside ? away : Interval<double>{-away.highest, -away.stated, -away.lowest};
    if (!said.side) return "the side is not said";
    if (claim.moment.kind == normalise::Moment::Kind::closest && !inside) {
      say(claim, flight::margin_unit, margin, error_of_length(claim),
          [z = *in, a = speaker_](const Flown& f) { return f.in(z, a).deepest; });
      return {};
    }
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    say_margin(claim, *at, *in, margin, error_of_length(claim));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::Located& said) {
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    const double half = in_metres(geo::distance(
        said.position,
        {std::min(said.position.latitude + said.half_latitude, degrees(90)), said.position.longitude}));
    say_distance(claim, *at, said.position, {-infinity, 0.0, half}, error_of_length(claim));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::Near& said) {
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    say_distance(claim, *at, said.position, {-infinity, 0.0, in_metres(said.accuracy)},
                 error_of_length(claim));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::FromLandmark& said) {
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    say_distance(claim, *at, said.from, base(said.distance),
                 std::hypot(error_of_length(claim), in_metres(said.from_accuracy) / 2.45));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::Radial& said) {
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    const geo::PlanePoint from = grounds_.plane().to_plane(said.from);
    const double azimuth = in_degrees(said.azimuth.stated);
    const double half = 0.5 * (in_degrees(said.azimuth.highest) - in_degrees(said.azimuth.lowest));
    say(claim, "deg", {-half, 0.0, half}, std::max(0.5, in_degrees(claim.error.direction)),
        [at = *at, from, azimuth](const Flown& flown) {
          const NodeState s = state(at, flown);
          return degrees_between(course_deg(s.east - from.east, s.north - from.north), azimuth);
        });
    if (said.distance) say_distance(claim, *at, said.from, base(*said.distance), error_of_length(claim));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::SpeedSaid& said) {
    if (said.kind != SpeedKind::ground) return "only speeds over the ground are flown";
    std::string why_not;
    const auto at = flying_moment(claim, why_not);
    if (!at) return why_not;
    const double share = claim.error.share > 0.0 ? claim.error.share : speed_share;
    say(claim, "m/s", base(said.speed), share * in_metres_per_second(said.speed.stated),
        [at = *at](const Flown& flown) {
          const NodeState s = state(at, flown);
          return std::hypot(s.east_speed, s.north_speed);
        });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::HeadingSaid& said) {
    std::string why_not;
    const auto at = flying_moment(claim, why_not);
    if (!at) return why_not;
    const double stated = in_degrees(said.heading.stated);
    const double half = 0.5 * (in_degrees(said.heading.highest) - in_degrees(said.heading.lowest));
    say(claim, "deg", {-half, 0.0, half}, std::max(heading_error, in_degrees(claim.error.direction)),
        [at = *at, stated](const Flown& flown) {
          const NodeState s = state(at, flown);
          return degrees_between(course_deg(s.east_speed, s.north_speed), stated);
        });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::HeadingTowards& said) {
    std::string why_not;
    const auto at = flying_moment(claim, why_not);
    if (!at) return why_not;
    const geo::PlanePoint to = grounds_.plane().to_plane(said.position);
    say(claim, "deg", {0.0, 0.0, 0.0}, std::max(heading_error, in_degrees(claim.error.direction)),
        [at = *at, to](const Flown& flown) {
          const NodeState s = state(at, flown);
          return degrees_between(course_deg(s.east_speed, s.north_speed),
                                 course_deg(to.east - s.east, to.north - s.north));
        });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::TurnSaid& said) {
    std::string why_not;
    const auto at = flying_moment(claim, why_not);
    if (!at) return why_not;
    const auto turned_after = [at = *at](const Flown& f, double time) {
      const double from = time_of(at, f);
      return turned(f.set.flights[at.aircraft], f.timeline, from, from + time);
    };
    const double error = std::max(heading_error, in_degrees(claim.error.direction));
    if (said.to) {
      const double side = said.to == incident::TurnClaim::To::right ? 1.0 : -1.0;
      say(claim, "deg", {least_turn, least_turn, infinity}, error,
          [turned_after, side](const Flown& f) { return side * turned_after(f, turn_begun); });
    }
    if (said.through)
      say(claim, "deg", degrees_of(*said.through), error,
          [turned_after](const Flown& f) { return std::abs(turned_after(f, turn_over)); });
    if (said.onto) {
      const auto [low, stated, high] = degrees_of(*said.onto);
      say(claim, "deg", {low - stated, 0.0, high - stated}, error, [at = *at, onto = stated](const Flown& f) {
        const NodeState s =
            flight::state_at(f.set.flights[at.aircraft], f.timeline, time_of(at, f) + turn_over);
        return degrees_between(course_deg(s.east_speed, s.north_speed), onto);
      });
    }
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::VerticalSaid& said) {
    using Is = incident::VerticalClaim::Is;
    Interval<double> cell{-steady, 0.0, steady};
    if (said.is == Is::climbing) cell = {steady, steady, infinity};
    if (said.is == Is::descending) cell = {-infinity, -steady, -steady};
    if (said.rate && said.is == Is::descending)
      cell = {-said.rate->highest.base(), -said.rate->stated.base(), -said.rate->lowest.base()};
    else if (said.rate)
      cell = base(*said.rate);
    say(claim, "m/s", cell, climb_error,
        [u = climb_of(speaker_)](const Flown& f) { return f.set.unknowns[u]; });
    return {};
  }

  /// "From the east": across the flank of the tip that lies there; without a tip, in that quarter seen from
  /// the middle of the stay.
  std::string add(const ReadClaim& claim, const normalise::CrossingSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    const bool entered = said.way == incident::CrossingClaim::Way::entered;
    if (said.between) return say_stretch(claim, *in, entered, *said.between);
    if (!said.from) return "neither a quarter nor a stretch is said";
    excursion_in_.insert({speaker_, *in});
    const auto& its = told_.premises.zones[*in];
    const double stated = in_degrees(said.from->stated);
    const double half = 0.5 * (in_degrees(said.from->highest) - in_degrees(said.from->lowest));
    if (its.tip) {
      const double axis = course_deg(its.tip->axis_east, its.tip->axis_north);
      const double turned = degrees_between(stated, axis);
      if (std::abs(turned) < 30.0 || std::abs(turned) > 150.0)
        return "that quarter is on neither flank of the tip";
      const double flank = turned > 0.0 ? 1.0 : -1.0;  // right of the axis is positive
      say(
          claim, "m", {0.0, 0.0, infinity}, length_error,
          [z = *in, a = speaker_, ground = its.ground, flank, entered](const Flown& f) {
            const Stay& stay = f.in(z, a);
            return flank * ground->along_edge(entered ? stay.entry : stay.exit).value_or(0.0);
          },
          in);
      return {};
    }
    say(
        claim, "deg", {-half, 0.0, half}, heading_error,
        [z = *in, a = speaker_, stated, entered](const Flown& f) {
          const Stay& stay = f.in(z, a);
          const geo::PlanePoint& here = entered ? stay.entry : stay.exit;
          const geo::PlanePoint& there = entered ? stay.exit : stay.entry;
          return degrees_between(course_deg(here.east - there.east, here.north - there.north), stated);
        },
        in);
    return {};
  }

  /// Between two places on the edge: the foot of the crossing on the line that joins them lies between them.
  std::string say_stretch(const ReadClaim& claim, std::size_t in, bool entered,
                          const std::pair<geo::Position, geo::Position>& ends) {
    const geo::PlanePoint from = grounds_.plane().to_plane(ends.first),
                          to = grounds_.plane().to_plane(ends.second);
    const double length = std::hypot(to.east - from.east, to.north - from.north);
    if (length < 1.0) return "the two places named are one";
    excursion_in_.insert({speaker_, in});
    say(
        claim, "m", {-infinity, 0.0, 0.0}, error_of_length(claim),
        [in, a = speaker_, from, to, length, entered](const Flown& f) {
          const geo::PlanePoint& at = entered ? f.in(in, a).entry : f.in(in, a).exit;
          const double along = ((at.east - from.east) * (to.east - from.east) +
                                (at.north - from.north) * (to.north - from.north)) /
                               length;
          return std::max(-along, along - length);
        },
        in);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::TimeBetween& said) {
    std::string why_not;
    const auto from = place_of_event(said.from, why_not), to = place_of_event(said.to, why_not);
    if (!from || !to) return why_not;
    say(claim, "s", base(said.time), std::max(time_error, in_seconds(claim.error.clock)),
        [from = *from, to = *to](const Flown& f) { return time_of(to, f) - time_of(from, f); });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::DistanceBetween& said) {
    std::string why_not;
    const auto from = place_of_event(said.from, why_not), to = place_of_event(said.to, why_not);
    if (!from || !to) return why_not;
    say_apart(claim, *from, *to, base(said.distance));
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::FromEvent& said) {
    std::string why_not;
    const auto at = moment(claim, why_not), from = at ? place_of_event(said.event, why_not) : std::nullopt;
    if (!at || !from) return why_not;
    say_apart(claim, *at, *from, base(said.distance));
    return {};
  }

  void say_apart(const ReadClaim& claim, const At& one, const At& other, Interval<double> cell) {
    say(claim, "m", cell, error_of_length(claim),
        [one, other](const Flown& f) { return distance_between(state(one, f), state(other, f)); });
  }

  std::string add(const ReadClaim& claim, const normalise::Height& said) {
    if (said.datum == HeightDatum::ground) return "how high the ground is there is not known";
    std::string why_not;
    const bool always = claim.moment.kind == normalise::Moment::Kind::throughout;
    const auto at = always ? std::optional{At{.aircraft = speaker_}} : moment(claim, why_not);
    if (!at) return why_not;
    if (at->kind == At::Kind::wreck) return "where it fell it has no height of its own";
    const double weather = said.datum == HeightDatum::standard_pressure ? weather_error : 0.0;
    const double error = std::max(1.0, std::hypot(in_metres(claim.error.random), weather));
    const std::size_t height = height_of(at->aircraft);
    leave_room(height, base(said.height), error, height_besides);
    say(claim, "m", base(said.height), error,
        [at = *at, height, climb = climb_of(at->aircraft)](const Flown& f) {
          return f.set.unknowns[height] + f.set.unknowns[climb] * time_of(at, f);
        });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::TimeSaid& said) {
    if (!first_time_) return "the time of day of one event does not move the flight";
    std::string why_not;
    const auto at = moment(claim, why_not);
    if (!at) return why_not;
    const auto after = [&](Instant time) { return in_seconds(between(*first_time_, time)); };
    const Interval<double> cell{after(said.time.lowest), after(said.time.stated), after(said.time.highest)};
    const double error = std::max(time_error, in_seconds(claim.error.clock));
    const std::size_t clock = unknown("clock at the event", 0.0, clock_besides);
    leave_room(clock, cell, error, clock_besides);
    say(claim, flight::clock_unit, cell, error,
        [at = *at, clock](const Flown& f) { return f.set.unknowns[clock] + time_of(at, f); });
    return {};
  }

  std::string add(const ReadClaim&, const normalise::TrackRead&) { return "a track is drawn on its own"; }
  std::string add(const ReadClaim&, const normalise::InWords&) { return "it says nothing in numbers"; }
  std::string add(const ReadClaim&, const normalise::Unanswerable& said) { return said.why; }

  void hold(std::string id, std::string title, Term::Role role, Interval<double> cell, double error,
            std::string unit, std::function<double(const Flown&)> measure) {
    told_.premises.terms.push_back({.id = std::move(id),
                                    .title = std::move(title),
                                    .role = role,
                                    .measure = std::move(measure),
                                    .cell = cell,
                                    .error = error,
                                    .unit = std::move(unit)});
  }

  void add_structure() {
    for (const auto& [aircraft, zone] : excursion_in_) hold_complete_stays(aircraft, zone);
    for (const auto& [time, shooter] : launches_) hold_launch(time, shooter);
    for (const auto& [aircraft, fall] : wrecks_) hold_fall(aircraft, fall);
  }

  /// Who speaks of an excursion means one that begins and ends; who counts them counts such.
  void hold_complete_stays(std::size_t aircraft, std::size_t zone) {
    const bool counted = counted_in_.contains({aircraft, zone});
    hold(counted ? "complete stays" : "one complete stay",
         (counted ? "complete stays in " : "one complete stay in ") + told_.premises.zones[zone].id,
         Term::Role::structure, {0.0, 0.0, 0.0},
         0.1118,  // 40 nats per stay too many
         "", [aircraft, zone, counted](const Flown& f) {
           const Stay& stay = f.in(zone, aircraft);
           return (counted ? 0.0 : std::abs(stay.excursions - 1.0)) + (stay.inside_first ? 1.0 : 0.0) +
                  (stay.inside_last ? 1.0 : 0.0);
         });
    told_.premises.terms.back().needs_zone = zone;
    told_.premises.terms.back().aircraft = aircraft;
  }

  /// A missile leaves before it arrives, and where the shooter is flown too, at a speed that missiles have.
  void hold_launch(std::size_t time, std::size_t shooter) {
    hold("launched before the hit", "launched before the hit", Term::Role::structure, {-infinity, 0.0, 0.0},
         launch_error, "s", [time](const Flown& f) { return f.set.unknowns[time]; });
    if (shooter == 0) return;
    hold("flight of the missile", "a missile of 300 to 1300 m/s on average", Term::Role::structure,
         {-infinity, 0.0, 0.0}, length_error, "m",
         [time, from = At{At::Kind::event, shooter, 0, time}](const Flown& f) {
           const double flown = -f.set.unknowns[time];
           const double far = distance_between(state(from, f), state(At{}, f));
           return std::max(far - fastest_missile * flown, slowest_missile * flown - far);
         });
  }

  void hold_fall(std::size_t aircraft, std::size_t fall) {
    const Envelope limits = envelope(incident::find(given_.file.aircraft, told_.aircraft[aircraft]));
    hold("fall", "a wreck no farther than its speed carries it", Term::Role::structure, {-infinity, 0.0, 0.0},
         length_error, "m", [fall, fast = in_metres_per_second(limits.fastest)](const Flown& f) {
           const auto& u = f.set.unknowns;
           return std::hypot(u[fall + 1], u[fall + 2]) - fast * u[fall];
         });
  }

  /// What the aircraft can do, from 5 s before the stay to 5 s after it, or the same about the event: the
  /// claims are about that part. One figure: the root of the sum of squares of what each limit is passed by.
  void add_envelope(std::size_t aircraft) {
    const Envelope limits = envelope(incident::find(given_.file.aircraft, told_.aircraft[aircraft]));
    const double slow = in_metres_per_second(limits.slowest), fast = in_metres_per_second(limits.fastest);
    const double hardest = limits.load;
    std::optional<std::size_t> zone;
    for (const auto& [whose, in] : excursion_in_)
      if (whose == aircraft && !zone) zone = in;
    std::string title =
        "at most " + said(limits.fastest) + ", turns of at most " + one_decimal(limits.load) + " g";
    const auto climb = limits.climb ? known("climb of " + told_.aircraft[aircraft]) : std::nullopt;
    const auto height = limits.above ? known("height of " + told_.aircraft[aircraft]) : std::nullopt;
    if (climb) title += ", climbs and descents of at most " + said(*limits.climb);
    if (height) title += ", at most " + in_unit(in_metres(*limits.above), "m") + " high";
    const double steepest = limits.climb ? limits.climb->base() : 0.0;
    const double highest = limits.above ? in_metres(*limits.above) : 0.0;
    const auto beyond = [](double value, double limit) {
      return std::max(0.0, value - limit) / (limit_share * limit);
    };
    if (slow > 0.0) title = "at least " + said(limits.slowest) + ", " + title;
    hold("flyable", std::move(title), Term::Role::envelope, {-infinity, 0.0, 0.0}, 1.0, "",
         [=](const Flown& f) {
           const bool stays = zone && f.in(*zone, aircraft).entered();
           const double from = stays ? f.in(*zone, aircraft).entry_time : 0.0;
           const double to = stays ? f.in(*zone, aircraft).exit_time : 0.0;
           const flight::Effort most =
               flight::effort(f.set.flights[aircraft], f.timeline, from - 5.0, to + 5.0);
           const double too_slow =
               slow > 0.0 ? std::max(0.0, slow - most.least_airspeed) / (envelope_share * slow) : 0.0;
           const double too_fast = std::max(0.0, most.greatest_airspeed - fast) / fastest_error;
           const double too_hard = beyond(most.greatest_load_factor, hardest);
           const double too_steep = climb ? beyond(std::abs(f.set.unknowns[*climb]), steepest) : 0.0;
           const double too_high = height ? beyond(f.set.unknowns[*height], highest) : 0.0;
           return std::hypot(too_slow, too_fast, std::hypot(too_hard, too_steep, too_high));
         });
  }

  /// Broad, about a place that was named, else about the tip, else as the case says where it happened, else
  /// about the middle of the case.
  void set_prior(std::size_t aircraft) {
    flight::Prior& prior = told_.premises.aircraft[aircraft];
    const Envelope limits = envelope(incident::find(given_.file.aircraft, told_.aircraft[aircraft]));
    prior.speed_sigma = std::clamp(0.5 * in_metres_per_second(limits.fastest), 30.0, 200.0);
    for (const std::size_t whose : {aircraft, std::size_t{0}})
      if (!places_[whose].empty()) {
        prior.place = places_[whose].front();
        return;
      }
    for (const auto& its : told_.premises.zones)
      if (its.tip) {
        prior.place = its.tip->vertex;
        return;
      }
    set_to_what_the_case_says(prior);
  }

  /// `around`: the landmark, and a circle that holds the aircraft 95 times in 100.
  void set_to_what_the_case_says(flight::Prior& prior) const {
    const auto centre = given_.read.landmarks.find(given_.file.around.landmark.text);
    if (centre == given_.read.landmarks.end()) return;
    prior.place = grounds_.plane().to_plane(centre->second);
    if (const auto radius = radius_said(given_))
      prior.sigma_east = prior.sigma_north = in_metres(*radius) / radius_95;
  }

  const Given& given_;
  const Grounds& grounds_;
  const std::string& border_;
  Told told_;
  std::size_t speaker_ = 0;                                     // whom the claim at hand is about
  std::size_t tied_ = 0;                                        // statements that bind the flight
  std::set<std::pair<std::size_t, std::size_t>> excursion_in_;  // aircraft, zone
  std::set<std::pair<std::size_t, std::size_t>> counted_in_;    // number of stays said
  std::map<std::size_t, std::size_t> launches_;                 // unknown of its time -> shooter
  std::map<std::size_t, std::size_t> wrecks_;                   // aircraft -> unknown of its fall
  std::vector<std::vector<geo::PlanePoint>> places_;            // named, by aircraft
  struct Room {
    double lowest, highest, error;
  };
  std::map<std::size_t, Room> said_of_;  // unknown -> what is said of it
  std::optional<Instant> first_time_;
  std::string missing_zone_;
};

}  // namespace

std::optional<Told> told(const Given& given, const Grounds& grounds, const Account& account,
                         const std::string& aircraft, const JointReading& reading,
                         const std::string& border) {
  return Teller{given, grounds, flown_together(given, account, aircraft), border}.tell(account, reading);
}

}  // namespace recon::assess
