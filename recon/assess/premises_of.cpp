// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/premises_of.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "recon/assess/drawing.hpp"
#include "recon/assess/envelope.hpp"
#include "recon/assess/words.hpp"
#include "recon/units/parallel.hpp"

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

// Combat aircraft: 6.5 g, soft by 5 %.
constexpr double load_limit = 6.5, load_error = 0.33;

// Events that are not the anchor fall about a minute around it.
constexpr double event_sigma = 30.0;

constexpr double ground_radius = 30'000.0, ground_error = 2.0;

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
  enum class Kind { anchor, entry, exit, event, while_inside } kind = Kind::anchor;
  std::size_t unknown = 0, zone = 0;
};

double time_of(const At& at, const Flown& flown) {
  switch (at.kind) {
    case At::Kind::entry:
      return flown.in(at.zone).entry_time;
    case At::Kind::exit:
      return flown.in(at.zone).exit_time;
    case At::Kind::while_inside:
      return 0.5 * (flown.in(at.zone).entry_time + flown.in(at.zone).exit_time);
    case At::Kind::event:
      return flown.set.unknowns[at.unknown];
    case At::Kind::anchor:
      return 0.0;
  }
  return 0.0;
}

NodeState state(const At& at, const Flown& flown) {
  return flight::state_at(flown.set.flights[0], flown.timeline, time_of(at, flown));
}

/// The direction into a zone at its tip: where the margin 2 km away is greatest.
flight::Tip tip_of(const flight::Ground& ground, geo::PlanePoint vertex) {
  constexpr int directions = 72;
  constexpr double away = 2'000.0;
  std::vector<double> east, north, margin(directions);
  for (int i = 0; i < directions; ++i) {
    const double turn = 2.0 * std::numbers::pi * i / directions;
    east.push_back(vertex.east + away * std::sin(turn));
    north.push_back(vertex.north + away * std::cos(turn));
  }
  ground.margins(east, north, margin);
  const auto best = static_cast<std::size_t>(std::max_element(margin.begin(), margin.end()) - margin.begin());
  return {vertex, (east[best] - vertex.east) / away, (north[best] - vertex.north) / away};
}

bool says_of(const ReadClaim& claim, const std::string& aircraft) {
  return claim.aircraft == aircraft || claim.aircraft.empty();
}

/// The zone that a claim speaks of; empty: none.
std::string zone_of(const ReadClaim& claim) {
  return std::visit(
      [](const auto& meaning) -> std::string {
        if constexpr (requires { meaning.zone; })
          return meaning.zone;
        else
          return {};
      },
      claim.meaning);
}

/// Can drawn flights answer this kind of claim?
bool can_be_flown(const ReadClaim& claim) {
  return std::visit(
      [](const auto& meaning) {
        using Meaning = std::decay_t<decltype(meaning)>;
        return !(
            std::is_same_v<Meaning, normalise::Height> || std::is_same_v<Meaning, normalise::TimeSaid> ||
            std::is_same_v<Meaning, normalise::TrackRead> || std::is_same_v<Meaning, normalise::FromEvent> ||
            std::is_same_v<Meaning, normalise::InWords> || std::is_same_v<Meaning, normalise::Unanswerable>);
      },
      claim.meaning);
}

/// Is the moment of a claim part of the powered flight near the event?
bool is_near_the_event(const Given& given, const ReadClaim& claim) {
  using Kind = normalise::Moment::Kind;
  if (claim.moment.kind == Kind::throughout) return false;
  if (claim.moment.kind != Kind::event) return true;
  const incident::Event* event = incident::find(given.file.events, claim.moment.name);
  if (event == nullptr || !event->kind) return false;
  switch (*event->kind) {
    case EventKind::entry:
    case EventKind::exit:
    case EventKind::hit:
    case EventKind::closest:
    case EventKind::collision:
    case EventKind::launch:
    case EventKind::release:
    case EventKind::turn:
      return true;
    default:
      return false;
  }
}

/// Turns claims into terms, one narrative, reading and border version at a time.
class Teller {
public:
  Teller(const Given& given, const Grounds& grounds, const std::string& aircraft, const std::string& border)
      : given_{given}, grounds_{grounds}, aircraft_{aircraft}, border_{border} {}

  [[nodiscard]] std::optional<Told> tell(const Account& account, const JointReading& reading) {
    for (const std::size_t index : reading.claims) {
      const ReadClaim& claim = given_.claim(index);
      const std::size_t before = told_.premises.terms.size();
      const std::string why_not = add(claim);
      if (!missing_zone_.empty()) return std::nullopt;
      if (!why_not.empty()) told_.left_out.push_back(claim.claim + ": " + why_not);
      for (std::size_t t = before; t < told_.premises.terms.size(); ++t) {
        told_.statements.push_back(t);
        told_.claims.push_back(index);
      }
    }
    if (told_.statements.size() < 2) return std::nullopt;
    list_what_is_not_flown(account);
    add_structure();
    add_envelope();
    told_.premises.key = account.id + "/" + aircraft_ + "/" + reading.words + "/" + border_;
    set_prior();
    return std::move(told_);
  }

private:
  void list_what_is_not_flown(const Account& account) {
    std::set<std::string> listed;
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given_.claim(index);
      if (!claim.counts || !says_of(claim, aircraft_) || !listed.insert(claim.claim).second) continue;
      if (!can_be_flown(claim))
        told_.left_out.push_back(claim.claim + ": " + add(claim));
      else if (!is_near_the_event(given_, claim))
        told_.left_out.push_back(claim.claim + ": it is not a moment of the powered flight near the event");
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
        return At{At::Kind::while_inside, 0, *inside};
      }
      case Kind::unsaid:
      case Kind::time:
        return At{};
      case Kind::closest:
      case Kind::throughout:
        why_not = "it is said of the whole flight";
        return std::nullopt;
    }
    return std::nullopt;
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
      return At{kind == EventKind::entry ? At::Kind::entry : At::Kind::exit, 0, *of};
    }
    if (kind == EventKind::hit || kind == EventKind::closest || kind == EventKind::collision) return At{};
    if (kind == EventKind::launch || kind == EventKind::release || kind == EventKind::turn) {
      return At{At::Kind::event, unknown(id, 0.0, event_sigma), 0};
    }
    why_not = "it is not a moment of the powered flight near the event";
    return std::nullopt;
  }

  std::size_t unknown(const std::string& name, double mean, double sigma) {
    auto& all = told_.premises.unknowns;
    const auto known = std::find_if(all.begin(), all.end(), [&](const auto& u) { return u.name == name; });
    if (known != all.end()) return static_cast<std::size_t>(known - all.begin());
    all.push_back({name, mean, sigma});
    return all.size() - 1;
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
                                    .needs_zone = needs});
  }

  /// The distance of the place at `at` from a point.
  void say_distance(const ReadClaim& claim, const At& at, const geo::Position& from, Interval<double> cell,
                    double error) {
    const geo::PlanePoint point = grounds_.plane().to_plane(from);
    places_.push_back(point);
    say(claim, "m", cell, error, [at, point](const Flown& flown) {
      const NodeState s = state(at, flown);
      return std::hypot(s.east - point.east, s.north - point.north);
    });
  }

  void say_margin(const ReadClaim& claim, const At& at, std::size_t in, Interval<double> cell, double error) {
    const auto shows = at.kind == At::Kind::anchor ? Term::Shows::margin_at_anchor : Term::Shows::other;
    say(
        claim, "m", cell, error,
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
    excursion_in_.insert(*in);
    say(
        claim, "s", base(said.time), std::max(time_error, in_seconds(claim.error.clock)),
        [z = *in](const Flown& f) { return f.in(z).seconds; }, in, Term::Shows::time_inside);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::LengthInside& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    excursion_in_.insert(*in);
    say(
        claim, "m", base(said.length), error_of_length(claim),
        [z = *in](const Flown& f) { return f.in(z).metres; }, in, Term::Shows::length_inside);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::DepthInside& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    excursion_in_.insert(*in);
    const bool from_edge = said.measured == incident::DepthClaim::How::nearest_edge;
    if (!from_edge && !told_.premises.zones[*in].tip) return "the zone has no tip to measure from";
    if (said.measured == incident::DepthClaim::How::from_line) return "depth from a line is not flown";
    say(
        claim, "m", base(said.depth), error_of_length(claim),
        [z = *in, from_edge](const Flown& f) { return from_edge ? f.in(z).deepest : f.in(z).above_vertex; },
        in, from_edge ? Term::Shows::depth_from_edge : Term::Shows::other);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::ExcursionsSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    say(claim, "", said.count, 0.25,
        [z = *in](const Flown& f) { return static_cast<double>(f.in(z).excursions); });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::SideSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    using Is = incident::SideClaim::Is;
    const auto deepest = [z = *in](const Flown& f) { return f.in(z).deepest; };
    if (said.is == Is::never_inside) {
      say(claim, "m", {-infinity, 0.0, 0.0},
          std::max(never_inside_error, in_metres(given_.border_sigma(border_))), deepest);
      return {};
    }
    if (said.is == Is::ever_inside) {
      say(claim, "m", {0.0, 0.0, infinity}, error_of_length(claim), deepest);
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
      say(claim, "m", margin, error_of_length(claim), [z = *in](const Flown& f) { return f.in(z).deepest; });
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
    const auto at = moment(claim, why_not);
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
    const auto at = moment(claim, why_not);
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

  /// "From the east": across the flank of the tip that lies there; without a tip, in that quarter seen from
  /// the middle of the stay.
  std::string add(const ReadClaim& claim, const normalise::CrossingSaid& said) {
    const auto in = zone(said.zone);
    if (!in) return {};
    if (!said.from) return "no quarter is said";
    excursion_in_.insert(*in);
    const bool entered = said.way == incident::CrossingClaim::Way::entered;
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
          [z = *in, ground = its.ground, flank, entered](const Flown& f) {
            const Stay& stay = f.in(z);
            return flank * ground->along_edge(entered ? stay.entry : stay.exit).value_or(0.0);
          },
          in);
      return {};
    }
    say(
        claim, "deg", {-half, 0.0, half}, heading_error,
        [z = *in, stated, entered](const Flown& f) {
          const Stay& stay = f.in(z);
          const geo::PlanePoint& here = entered ? stay.entry : stay.exit;
          const geo::PlanePoint& there = entered ? stay.exit : stay.entry;
          return degrees_between(course_deg(here.east - there.east, here.north - there.north), stated);
        },
        in);
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::TimeBetween& said) {
    std::string why_not;
    const auto from = at_event(said.from, why_not), to = at_event(said.to, why_not);
    if (!from || !to) return why_not;
    say(claim, "s", base(said.time), std::max(time_error, in_seconds(claim.error.clock)),
        [from = *from, to = *to](const Flown& f) { return time_of(to, f) - time_of(from, f); });
    return {};
  }

  std::string add(const ReadClaim& claim, const normalise::DistanceBetween& said) {
    std::string why_not;
    const auto from = at_event(said.from, why_not), to = at_event(said.to, why_not);
    if (!from || !to) return why_not;
    const incident::Event* launch = incident::find(given_.file.events, said.from);
    if (launch != nullptr && launch->kind == EventKind::launch && launch->aircraft.text != aircraft_)
      return "it starts at another aircraft";
    say(claim, "m", base(said.distance), error_of_length(claim), [from = *from, to = *to](const Flown& f) {
      const NodeState a = state(from, f), b = state(to, f);
      return std::hypot(b.east - a.east, b.north - a.north);
    });
    return {};
  }

  std::string add(const ReadClaim&, const normalise::Height&) {
    return "heights are on an axis of their own";
  }
  std::string add(const ReadClaim&, const normalise::TimeSaid&) {
    return "the time of day of the event does not move the flight";
  }
  std::string add(const ReadClaim&, const normalise::TrackRead&) { return "a track is drawn on its own"; }
  std::string add(const ReadClaim&, const normalise::FromEvent&) { return "the other place is not flown to"; }
  std::string add(const ReadClaim&, const normalise::InWords&) { return "it says nothing in numbers"; }
  std::string add(const ReadClaim&, const normalise::Unanswerable& said) { return said.why; }

  /// Who speaks of an excursion means one that begins and ends.
  void add_structure() {
    for (const std::size_t z : excursion_in_)
      told_.premises.terms.push_back({.id = "one complete stay",
                                      .title = "one complete stay in " + told_.premises.zones[z].id,
                                      .role = Term::Role::structure,
                                      .measure =
                                          [z](const Flown& f) {
                                            const Stay& stay = f.in(z);
                                            return std::abs(stay.excursions - 1.0) +
                                                   (stay.inside_first ? 1.0 : 0.0) +
                                                   (stay.inside_last ? 1.0 : 0.0);
                                          },
                                      .cell = {0.0, 0.0, 0.0},
                                      .error = 0.1118,  // 40 nats per stay too many
                                      .unit = "",
                                      .needs_zone = z});
  }

  /// From 5 s before the stay to 5 s after it, or the same about the event: the claims are about that part.
  void add_envelope() {
    const Envelope limits = envelope(incident::find(given_.file.aircraft, aircraft_));
    const double slow = in_metres_per_second(limits.slowest), fast = in_metres_per_second(limits.fastest);
    const auto of_stay = [z = excursion_in_.empty() ? std::optional<std::size_t>{}
                                                    : std::optional{*excursion_in_.begin()}](const Flown& f) {
      const bool stays = z && f.in(*z).entered();
      const double from = stays ? f.in(*z).entry_time : 0.0, to = stays ? f.in(*z).exit_time : 0.0;
      return flight::effort(f.set.flights[0], f.timeline, from - 5.0, to + 5.0);
    };
    auto& terms = told_.premises.terms;
    if (slow > 0.0)
      terms.push_back({.id = "least airspeed",
                       .title = "at least " + said(limits.slowest),
                       .role = Term::Role::envelope,
                       .measure = [of_stay](const Flown& f) { return of_stay(f).least_airspeed; },
                       .cell = {slow, slow, infinity},
                       .error = envelope_share * slow,
                       .unit = "m/s"});
    terms.push_back({.id = "greatest airspeed",
                     .title = "at most " + said(limits.fastest),
                     .role = Term::Role::envelope,
                     .measure = [of_stay](const Flown& f) { return of_stay(f).greatest_airspeed; },
                     .cell = {-infinity, fast, fast},
                     .error = fastest_error,
                     .unit = "m/s"});
    terms.push_back({.id = "load",
                     .title = "turns of at most 6.5 g",
                     .role = Term::Role::envelope,
                     .measure = [of_stay](const Flown& f) { return of_stay(f).greatest_load_factor; },
                     .cell = {-infinity, load_limit, load_limit},
                     .error = load_error,
                     .unit = "g"});
  }

  /// Broad, about a place that was named, else about the tip, else about the middle of the case.
  void set_prior() {
    flight::Prior& prior = told_.premises.aircraft.front();
    const Envelope limits = envelope(incident::find(given_.file.aircraft, aircraft_));
    prior.speed_sigma = std::clamp(0.5 * in_metres_per_second(limits.fastest), 30.0, 200.0);
    if (!places_.empty()) {
      prior.place = places_.front();
      return;
    }
    for (const auto& its : told_.premises.zones)
      if (its.tip) {
        prior.place = its.tip->vertex;
        return;
      }
  }

  const Given& given_;
  const Grounds& grounds_;
  const std::string &aircraft_, &border_;
  Told told_;
  std::set<std::size_t> excursion_in_;
  std::vector<geo::PlanePoint> places_;
  std::string missing_zone_;
};

geo::Position reference_of(const Given& given) {
  for (const incident::Zone& zone : given.file.zones)
    if (const auto tip = given.read.landmarks.find(zone.tip.text);
        !zone.tip.empty() && tip != given.read.landmarks.end())
      return tip->second;
  if (const auto named = given.read.landmarks.find(given.file.around.landmark.text);
      named != given.read.landmarks.end())
    return named->second;
  const auto here = around(given, markers(given));
  return here ? here->centre : geo::Position{};
}

}  // namespace

std::vector<JointReading> joint_readings(const Given& given, const Account& account,
                                         const std::string& aircraft, std::size_t most) {
  // Readings of one claim stand side by side; of each claim one is taken.
  std::vector<std::pair<std::string, std::vector<std::size_t>>> by_claim;
  for (const std::size_t index : account.claims) {
    const ReadClaim& claim = given.claim(index);
    if (!claim.counts || !says_of(claim, aircraft) || !can_be_flown(claim) ||
        !is_near_the_event(given, claim))
      continue;
    const auto same = std::find_if(by_claim.begin(), by_claim.end(),
                                   [&](const auto& known) { return known.first == claim.claim; });
    if (same == by_claim.end())
      by_claim.push_back({claim.claim, {index}});
    else
      same->second.push_back(index);
  }
  std::vector<JointReading> all{JointReading{}};
  for (const auto& [name, readings] : by_claim) {
    std::vector<JointReading> longer;
    for (const JointReading& so_far : all) {
      bool any = false;
      for (const std::size_t index : readings) {
        const ReadClaim& claim = given.claim(index);
        const bool fits = std::all_of(so_far.claims.begin(), so_far.claims.end(), [&](std::size_t other) {
          return compatible(given.claim(other), claim);
        });
        if (!fits) continue;
        any = true;
        JointReading with = so_far;
        with.claims.push_back(index);
        with.reading = together(so_far.reading, claim.reading);
        with.words = together(so_far.words, claim.reading_words);
        longer.push_back(std::move(with));
      }
      // What is said only under another option is not said in this reading.
      if (!any) longer.push_back(so_far);
    }
    all = std::move(longer);
    const auto weight = [&](const JointReading& joint) {
      double product = 1.0;
      for (const std::size_t index : joint.claims) product *= given.claim(index).weight;
      return product;
    };
    if (all.size() > most) {
      std::stable_sort(all.begin(), all.end(),
                       [&](const JointReading& a, const JointReading& b) { return weight(a) > weight(b); });
      all.resize(most);
    }
  }
  return all;
}

Grounds::Grounds(const Given& given, const std::stop_token& stop) : plane_{reference_of(given)} {
  std::set<std::string> zones;
  for (const ReadClaim& claim : given.read.claims) zones.insert(zone_of(claim));
  for (const incident::Event& event : given.file.events) zones.insert(event.zone.text);
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const std::string& id : zones)
    if (given.zone(id) != nullptr)
      for (const std::string& border : given.versions(id))
        if (given.shape(id, border) != nullptr) wanted.emplace_back(id, border);

  std::vector<flight::Premises::Zone> made(wanted.size());
  in_parallel(wanted.size(), given.settings.threads, stop, [&](std::size_t i) {
    const auto& [id, border] = wanted[i];
    const incident::Text& tip = given.zone(id)->tip;
    std::optional<geo::PlanePoint> vertex;
    if (const auto at = given.read.landmarks.find(tip.text); !tip.empty() && at != given.read.landmarks.end())
      vertex = plane_.to_plane(at->second);
    if (vertex && std::hypot(vertex->east, vertex->north) > 0.5 * ground_radius) vertex.reset();
    made[i] = {
        id, flight::tabulated(*given.shape(id, border), plane_, ground_radius, ground_error, vertex), {}};
    if (vertex) made[i].tip = tip_of(*made[i].ground, *vertex);
  });
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (made[i].ground) made_.emplace(wanted[i], std::move(made[i]));
}

std::optional<flight::Premises::Zone> Grounds::zone(const std::string& id, const std::string& border) const {
  // A zone that leans on no border is the same by every version.
  for (const std::string& version : {border, std::string{}})
    if (const auto found = made_.find({id, version}); found != made_.end()) return found->second;
  return std::nullopt;
}

std::optional<Told> told(const Given& given, const Grounds& grounds, const Account& account,
                         const std::string& aircraft, const JointReading& reading,
                         const std::string& border) {
  return Teller{given, grounds, aircraft, border}.tell(account, reading);
}

}  // namespace recon::assess
