// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "recon/assess/envelope.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/spread.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using normalise::Moment;
using normalise::ReadClaim;
using Verdict = Consistency::Verdict;

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Kind>
const Kind* as(const ReadClaim& claim) {
  return std::get_if<Kind>(&claim.meaning);
}

Interval<double> base(const Interval<Speed>& v) {
  return {v.lowest.base(), v.stated.base(), v.highest.base()};
}
Interval<double> base(const Interval<Length>& v) {
  return {v.lowest.base(), v.stated.base(), v.highest.base()};
}
Interval<double> base(const Interval<Duration>& v) {
  return {in_seconds(v.lowest), in_seconds(v.stated), in_seconds(v.highest)};
}

std::string quoted(const ReadClaim& claim) { return "“" + claim.figure + "”"; }

Consistency row(const std::string& account, const ReadClaim& a, std::string title) {
  Consistency c;
  c.narrative = account;
  c.aircraft = a.aircraft;
  c.title = std::move(title);
  c.claims = {a.claim};
  c.reading_words = a.reading_words;
  return c;
}

Consistency row(const std::string& account, const ReadClaim& a, const ReadClaim& b, std::string title) {
  Consistency c = row(account, a, std::move(title));
  c.claims.push_back(b.claim);
  c.reading_words = together(a.reading_words, b.reading_words);
  return c;
}

/// How far apart two intervals are; 0 when they meet.
template <class Q>
Q gap(const Interval<Q>& a, const Interval<Q>& b) {
  if (overlap(a, b)) return Q{};
  return a.highest < b.lowest ? b.lowest - a.highest : a.lowest - b.highest;
}

Verdict by_sigmas(double sigmas) {
  if (sigmas <= z_95) return Verdict::holds;
  return sigmas <= 3.0 ? Verdict::strained : Verdict::impossible;
}

// ---- an implied speed against what an aircraft can do ------------------------------------------------

void hold_against_envelope(const Given& given, Consistency& c, const Interval<Speed>& speed) {
  const Envelope limits = envelope(incident::find(given.file.aircraft, c.aircraft));
  c.quantity = "ground speed";
  c.unit = "m/s";
  c.implied = base(speed);
  c.allowed = {limits.slowest.base(), limits.slow.base(), limits.fastest.base()};
  c.allowed_because = limits.because;
  const std::string against = " (" + limits.because + ").";
  if (speed.lowest > limits.never_beyond) {
    c.verdict = Verdict::impossible;
    c.sentence += " That is faster than any published figure, " + said(limits.never_beyond) + against;
  } else if (speed.lowest > limits.fastest) {
    c.verdict = Verdict::strained;
    c.sentence += " That is above the usual maximum of " + said(limits.fastest) + against;
  } else if (speed.highest < limits.slowest) {
    c.verdict = Verdict::strained;
    c.sentence += " That is below the lowest speed of any configuration, " + said(limits.slowest) +
                  "; a head wind or another meaning of the figures would be needed" + against;
  } else if (speed.highest < limits.slow || speed.stated < limits.slow) {
    c.verdict = Verdict::strained;
    c.sentence += " That lies near the lowest flying speed, " + said(limits.slowest) + " to " +
                  said(limits.slow) +
                  " depending on configuration; it holds with a head wind, a slow configuration or another "
                  "meaning of the figures" +
                  against;
  } else {
    c.verdict = Verdict::holds;
    c.sentence += " The aircraft could fly it" + against;
  }
}

std::string bounds_words(const Interval<Speed>& speed) {
  if (std::isinf(speed.highest.base())) return "at least " + said(speed.lowest);
  if (speed.lowest.base() <= 0) return "at most " + said(speed.highest);
  return said(speed) + " with the rounding of both";
}

void length_against_time(const Given& given, const std::string& account, const ReadClaim& a,
                         const ReadClaim& b, std::vector<Consistency>& rows) {
  const auto* length = as<normalise::LengthInside>(a);
  const auto* time = as<normalise::TimeInside>(b);
  if (length == nullptr || time == nullptr || length->zone != time->zone) return;
  const Interval<Speed> speed = implied_speed(length->length, time->time);
  Consistency c = row(account, a, b, "length against duration");
  c.sentence = quoted(a) + " in " + quoted(b) + " imply a ground speed of " + bounds_words(speed) + ".";
  hold_against_envelope(given, c, speed);
  rows.push_back(std::move(c));
}

void depth_against_time(const Given& given, const std::string& account, const ReadClaim& a,
                        const ReadClaim& b, std::vector<Consistency>& rows) {
  const auto* depth = as<normalise::DepthInside>(a);
  const auto* time = as<normalise::TimeInside>(b);
  if (depth == nullptr || time == nullptr || depth->zone != time->zone ||
      depth->measured != incident::DepthClaim::How::nearest_edge)
    return;
  const Interval<Speed> twice = implied_speed(
      {2.0 * depth->depth.lowest, 2.0 * depth->depth.stated, 2.0 * depth->depth.highest}, time->time);
  Consistency c = row(account, a, b, "depth against duration");
  c.sentence = "To reach a depth of " + quoted(a) + " from the nearest edge and return to an edge within " +
               quoted(b) + " needs a mean speed of at least " + said(twice.stated) + " (" +
               said(twice.lowest) + " with the rounding; half of it if the stay ends inside).";
  hold_against_envelope(given, c, {twice.lowest, twice.stated, metres_per_second(infinity)});
  rows.push_back(std::move(c));
}

void depth_against_length(const std::string& account, const ReadClaim& a, const ReadClaim& b,
                          std::vector<Consistency>& rows) {
  const auto* depth = as<normalise::DepthInside>(a);
  const auto* length = as<normalise::LengthInside>(b);
  if (depth == nullptr || length == nullptr || depth->zone != length->zone) return;
  Consistency c = row(account, a, b, "depth against length");
  c.quantity = "depth";
  c.unit = "m";
  c.implied = base(depth->depth);
  if (depth->measured == incident::DepthClaim::How::from_vertex) {
    const Angle apex = apex_angle(length->length.stated, depth->depth.stated);
    c.verdict = Verdict::holds;
    c.sentence = "Measured from the vertex, a depth of " + quoted(a) + " and a length of " + quoted(b) +
                 " fit a salient with an apex angle of about " + said(apex) + ".";
    rows.push_back(std::move(c));
    return;
  }
  if (depth->measured == incident::DepthClaim::How::from_line) {
    c.verdict = Verdict::open;
    c.sentence = "Measured from a named line, a depth of " + quoted(a) + " does not bound a length of " +
                 quoted(b) + "; which line is not enough to decide.";
    rows.push_back(std::move(c));
    return;
  }
  const Length half = 0.5 * length->length.highest;
  c.allowed = Interval<double>{0.0, in_metres(0.5 * length->length.stated), in_metres(half)};
  c.allowed_because = "a stay with entry and exit is at least twice as long as it is deep";
  const std::string figures = "a depth of " + quoted(a) + " from the nearest edge (" + said(depth->depth) +
                              ") and a length of " + quoted(b) + " (" + said(length->length) + ")";
  if (depth->depth.lowest <= half) {
    c.verdict = Verdict::holds;
    c.sentence = "One stay can have " + figures + ": the depth is at most half of the length.";
  } else if (depth->depth.lowest <= length->length.highest) {
    c.verdict = Verdict::strained;
    c.sentence =
        "One stay can have " + figures +
        " only if it began or ended inside: with entry and exit the depth is at most half of the length.";
  } else {
    c.verdict = Verdict::impossible;
    c.sentence =
        "No stay can have " + figures +
        ": with entry and exit the depth is at most half of the length, and in no case more than the length.";
  }
  rows.push_back(std::move(c));
}

void distance_against_time(const Given& given, const std::string& account, const ReadClaim& a,
                           const ReadClaim& b, std::vector<Consistency>& rows) {
  const auto* apart = as<normalise::DistanceBetween>(a);
  const auto* time = as<normalise::TimeBetween>(b);
  if (apart == nullptr || time == nullptr) return;
  const bool same = apart->from == time->from && apart->to == time->to;
  const bool reverse = apart->from == time->to && apart->to == time->from;
  if (!same && !reverse) return;
  const Interval<Speed> speed = implied_speed(apart->distance, time->time);
  Consistency c = row(account, a, b, "distance against time between events");
  c.sentence = quoted(a) + " from " + apart->from + " to " + apart->to + " in " + quoted(b) +
               " imply a mean ground speed of " + bounds_words(speed) + ".";
  hold_against_envelope(given, c, speed);
  rows.push_back(std::move(c));
}

void stated_speed(const Given& given, const std::string& account, const ReadClaim& a,
                  std::vector<Consistency>& rows) {
  const auto* speed = as<normalise::SpeedSaid>(a);
  if (speed == nullptr || speed->kind == SpeedKind::indicated) return;
  Consistency c = row(account, a, "stated speed against the aircraft");
  c.sentence = "A speed of " + quoted(a) + " is stated (" + said(speed->speed) + ").";
  hold_against_envelope(given, c, speed->speed);
  rows.push_back(std::move(c));
}

// Three figures, one of them too many: speed times time against length.
void speed_time_length(const Given& given, const Account& account, const ReadClaim& v,
                       std::vector<Consistency>& rows) {
  const auto* speed = as<normalise::SpeedSaid>(v);
  if (speed == nullptr) return;
  for (const std::size_t i : account.claims)
    for (const std::size_t j : account.claims) {
      const ReadClaim &t = given.claim(i), &l = given.claim(j);
      const auto* time = as<normalise::TimeInside>(t);
      const auto* length = as<normalise::LengthInside>(l);
      if (time == nullptr || length == nullptr || time->zone != length->zone || t.aircraft != v.aircraft ||
          l.aircraft != v.aircraft || !compatible(v, t) || !compatible(v, l) || !compatible(t, l))
        continue;
      const Interval<Length> flown{speed->speed.lowest * time->time.lowest,
                                   speed->speed.stated * time->time.stated,
                                   speed->speed.highest * time->time.highest};
      Consistency c = row(account.id, v, t, "speed and duration against length");
      c.claims.push_back(l.claim);
      c.reading_words = together(c.reading_words, l.reading_words);
      c.quantity = "length inside";
      c.unit = "m";
      c.implied = base(flown);
      c.allowed = base(length->length);
      c.allowed_because = "the length that is stated";
      // What the speed's own error leaves open beyond its rounding (normalise::Error::share).
      const double share = 3.0 * v.error.share;
      const Interval<Length> stretched{(1.0 - share) * flown.lowest, flown.stated,
                                       (1.0 + share) * flown.highest};
      c.verdict = overlap(flown, length->length)       ? Verdict::holds
                  : overlap(stretched, length->length) ? Verdict::strained
                                                       : Verdict::impossible;
      c.sentence = quoted(v) + " for " + quoted(t) + " makes " + said(flown) + "; stated is " + quoted(l) +
                   " (" + said(length->length) + ")" +
                   (c.verdict == Verdict::holds ? ", which agrees within rounding."
                                                : ", which does not meet it within rounding.");
      rows.push_back(std::move(c));
    }
}

// ---- distances and positions at one event -------------------------------------------------------------

bool same_event(const ReadClaim& a, const ReadClaim& b) {
  return a.moment.kind == Moment::Kind::event && b.moment.kind == Moment::Kind::event &&
         a.moment.name == b.moment.name;
}

double sigma_of_claim(const ReadClaim& claim) {
  return std::hypot(in_metres(claim.error.random), in_metres(claim.error.bias));
}

std::optional<Interval<Length>> signed_margin(const normalise::FromEdge& edge) {
  if (!edge.side) return std::nullopt;
  const Length nearest = edge.along_course ? metres(0) : edge.distance.lowest;
  if (*edge.side == incident::DistanceClaim::Where::inside)
    return Interval<Length>{nearest, edge.distance.stated, edge.distance.highest};
  return Interval<Length>{-edge.distance.highest, -edge.distance.stated, -nearest};
}

void two_distances(const std::string& account, const ReadClaim& a, const ReadClaim& b,
                   std::vector<Consistency>& rows) {
  const auto *one = as<normalise::FromEdge>(a), *other = as<normalise::FromEdge>(b);
  if (one == nullptr || other == nullptr || !same_event(a, b) || one->zone != other->zone ||
      a.claim >= b.claim)
    return;
  const auto first = signed_margin(*one), second = signed_margin(*other);
  if (!first || !second) return;
  Consistency c = row(account, a, b, "two distances from one line");
  const auto way = [](const normalise::FromEdge& edge) {
    return std::string{edge.along_course ? " along the course" : " by the shortest line"};
  };
  const std::string figures =
      quoted(a) + way(*one) + " and " + quoted(b) + way(*other) + ", both at " + spaced(a.moment.name);
  const double apart = in_metres(gap(*first, *second));
  const double sigma = std::hypot(sigma_of_claim(a), sigma_of_claim(b));
  c.quantity = "margin";
  c.unit = "m";
  c.implied = base(*first);
  c.allowed = base(*second);
  c.allowed_because = "the other figure";
  c.verdict = apart <= 0 ? Verdict::holds : sigma > 0 ? by_sigmas(apart / sigma) : Verdict::impossible;
  if (c.verdict == Verdict::holds && one->along_course != other->along_course)
    c.sentence =
        figures +
        ", do not contradict each other: the shortest line is at most as long as the way along the course.";
  else if (c.verdict == Verdict::holds)
    c.sentence = figures + ", agree within rounding and error.";
  else
    c.sentence = figures + ", are " + said(metres(apart)) +
                 " apart beyond their rounding; the errors stated for them come to " + said(metres(sigma)) +
                 " (one sigma).";
  rows.push_back(std::move(c));
}

/// Positions are drawn for this comparison only; a twentieth of the draws gives their spread to 2 %.
std::optional<flight::Whereabouts> drawn(const Given& given, const ReadClaim& claim) {
  return flight::whereabouts(claim, std::max<std::size_t>(given.settings.draws / 20, 100),
                             given.settings.seed);
}

void position_against_distance(const Given& given, const std::string& account, const ReadClaim& a,
                               const ReadClaim& b, std::vector<Consistency>& rows) {
  const auto* edge = as<normalise::FromEdge>(b);
  if (edge == nullptr || edge->along_course || !same_event(a, b) || as<normalise::FromLandmark>(a) != nullptr)
    return;
  const auto stated = signed_margin(*edge);
  const auto where = stated ? drawn(given, a) : std::nullopt;
  if (!where) return;
  for (const std::string& border : given.versions(edge->zone)) {
    const geo::Zone* zone = given.shape(edge->zone, border);
    if (zone == nullptr || !given.decides(border)) continue;
    const std::vector<double>& offsets = given.border_offsets(border);
    const Spread measured =
        summed_up(measure(*where, true, {*zone, given.drawn(edge->zone, border), offsets}), offsets);
    if (!measured.known || !measured.nominal) continue;
    const double sigma = std::hypot(in_metres(measured.sigma), sigma_of_claim(b));
    const double apart =
        in_metres(gap(Interval<Length>{*measured.nominal, *measured.nominal, *measured.nominal}, *stated));
    Consistency c = row(account, a, b, "position against distance");
    c.border = border;
    c.quantity = "margin";
    c.unit = "m";
    c.implied = base(Interval<Length>{measured.margin.lowest, *measured.nominal, measured.margin.highest});
    c.allowed = base(*stated);
    c.allowed_because = "the distance that is stated";
    c.verdict = sigma > 0 ? by_sigmas(apart / sigma) : apart > 0 ? Verdict::impossible : Verdict::holds;
    c.sentence = "The position " + quoted(a) + " lies " + said_margin(*measured.nominal) + " of " +
                 given.name_of_zone(edge->zone) + " by " + given.name_of_border(border) + "; stated is " +
                 quoted(b) +
                 (apart <= 0 ? ", which agrees within rounding."
                             : ", " + said(metres(apart)) + " away beyond rounding, with an error of " +
                                   said(metres(sigma)) + " (one sigma).");
    rows.push_back(std::move(c));
  }
}

// Distance from a landmark bounds the distance from an edge: a margin changes by at most the way flown.
void landmark_against_distance(const Given& given, const std::string& account, const ReadClaim& a,
                               const ReadClaim& b, std::vector<Consistency>& rows) {
  const auto* edge = as<normalise::FromEdge>(b);
  const auto* ring = as<normalise::FromLandmark>(a);
  const auto* radial = as<normalise::Radial>(a);
  if (edge == nullptr || edge->along_course || !same_event(a, b) ||
      (ring == nullptr && (radial == nullptr || !radial->distance)))
    return;
  const auto stated = signed_margin(*edge);
  if (!stated) return;
  const geo::Position from = ring != nullptr ? ring->from : radial->from;
  const Interval<Length> away = ring != nullptr ? ring->distance : *radial->distance;
  const Length accuracy = ring != nullptr ? ring->from_accuracy : radial->from_accuracy;
  const std::string& landmark = ring != nullptr ? ring->landmark : radial->landmark;
  for (const std::string& border : given.versions(edge->zone)) {
    const geo::Zone* zone = given.shape(edge->zone, border);
    if (zone == nullptr || !given.decides(border)) continue;
    const geo::Margin at = zone->margin(from);
    if (!at.known) continue;
    const Interval<Length> reach{at.value - away.highest, at.value, at.value + away.highest};
    const double apart = in_metres(gap(reach, *stated));
    const double sigma = std::sqrt(std::pow(in_metres(accuracy) / radius_95, 2) +
                                   std::pow(sigma_of_claim(a), 2) + std::pow(sigma_of_claim(b), 2));
    Consistency c = row(account, a, b, "distance from a landmark against distance from a line");
    c.border = border;
    c.quantity = "margin";
    c.unit = "m";
    c.implied = base(reach);
    c.allowed = base(*stated);
    c.allowed_because = "the distance that is stated";
    c.verdict = apart <= 0 ? Verdict::holds : sigma > 0 ? by_sigmas(apart / sigma) : Verdict::impossible;
    c.sentence = spaced(landmark) + " lies " + said_margin(at.value) + " of " +
                 given.name_of_zone(edge->zone) + " by " + given.name_of_border(border) + "; " + quoted(a) +
                 " from it and " + quoted(b) + " from the line " +
                 (apart <= 0 ? "can both hold."
                             : "miss each other by " + said(metres(apart)) +
                                   " (triangle inequality), with an error of " + said(metres(sigma)) +
                                   " (one sigma).");
    rows.push_back(std::move(c));
  }
}

void two_positions(const Given& given, const std::string& account, const ReadClaim& a, const ReadClaim& b,
                   std::vector<Consistency>& rows) {
  if (!same_event(a, b) || a.claim >= b.claim || as<normalise::FromLandmark>(a) != nullptr ||
      as<normalise::FromLandmark>(b) != nullptr)
    return;
  const auto one = drawn(given, a), other = one ? drawn(given, b) : std::nullopt;
  if (!one || !other) return;
  const geo::PlanePoint apart = geo::Plane{one->nominal}.to_plane(other->nominal);
  const double ee = one->var_east + other->var_east, nn = one->var_north + other->var_north,
               en = one->cov_east_north + other->cov_east_north;
  const double det = ee * nn - en * en;
  if (det <= 0) return;
  const double m2 =
      (apart.east * apart.east * nn - 2 * apart.east * apart.north * en + apart.north * apart.north * ee) /
      det;
  const double p = chi_square_2_tail(m2);
  Consistency c = row(account, a, b, "two positions at one event");
  c.verdict = p > 0.05 ? Verdict::holds : p > 0.0027 ? Verdict::strained : Verdict::impossible;
  c.sentence = "Two positions for " + spaced(a.moment.name) + ", " + quoted(a) + " and " + quoted(b) +
               ", lie " + said(metres(std::hypot(apart.east, apart.north))) +
               " apart; a separation this large has a chance of " + percent(p) +
               " if both are right within their errors.";
  rows.push_back(std::move(c));
}

// ---- heights and times ------------------------------------------------------------------------------

bool same_moment(const ReadClaim& a, const ReadClaim& b) {
  const auto general = [](const Moment& m) {
    return m.kind == Moment::Kind::while_inside || m.kind == Moment::Kind::throughout ||
           m.kind == Moment::Kind::unsaid;
  };
  if (same_event(a, b)) return true;
  return general(a.moment) && (general(b.moment) || b.moment.kind == Moment::Kind::event)
             ? true
             : general(b.moment) && a.moment.kind == Moment::Kind::event;
}

void two_heights(const std::string& account, const ReadClaim& a, const ReadClaim& b,
                 std::vector<Consistency>& rows) {
  const auto *one = as<normalise::Height>(a), *other = as<normalise::Height>(b);
  if (one == nullptr || other == nullptr || a.claim >= b.claim || !same_moment(a, b)) return;
  Consistency c = row(account, a, b, "two heights");
  c.quantity = "height";
  c.unit = "m";
  c.implied = base(one->height);
  c.allowed = base(other->height);
  c.allowed_because = "the other figure";
  const Length apart = gap(one->height, other->height);
  c.verdict = apart <= metres(0) ? Verdict::holds : Verdict::strained;
  c.sentence = "Heights of " + quoted(a) + " (" + said_height(one->height) + ") and " + quoted(b) + " (" +
               said_height(other->height) + ")" +
               (apart <= metres(0) ? " agree within rounding."
                                   : " are " + said_height(apart) +
                                         " apart beyond their rounding; a level above standard pressure and "
                                         "a true height may differ by a few hundred metres.");
  rows.push_back(std::move(c));
}

void two_times(const std::string& account, const ReadClaim& a, const ReadClaim& b,
               std::vector<Consistency>& rows) {
  const auto *one = as<normalise::TimeSaid>(a), *other = as<normalise::TimeSaid>(b);
  if (one == nullptr || other == nullptr || a.claim >= b.claim || !same_event(a, b)) return;
  Consistency c = row(account, a, b, "two times of one event");
  const bool meet = overlap(one->time, other->time);
  const Duration apart = meet ? Duration{0}
                         : one->time.highest < other->time.lowest
                             ? between(one->time.highest, other->time.lowest)
                             : between(other->time.highest, one->time.lowest);
  const double sigma = std::hypot(in_seconds(a.error.clock), in_seconds(b.error.clock));
  c.verdict = meet ? Verdict::holds : sigma > 0 ? by_sigmas(in_seconds(apart) / sigma) : Verdict::impossible;
  c.quantity = "time apart";
  c.unit = "s";
  c.implied = Interval<double>{0, in_seconds(apart), in_seconds(apart)};
  c.sentence = "For " + spaced(a.moment.name) + ", " + quoted(a) + " is " + iso_8601(one->time.stated) +
               " and " + quoted(b) + " is " + iso_8601(other->time.stated) +
               (meet ? "; they agree within the digits printed."
                     : "; they are " + said(apart) + " apart beyond the digits printed.");
  rows.push_back(std::move(c));
}

// ---- derived figures ----------------------------------------------------------------------------------

struct Inputs {
  const ReadClaim *length = nullptr, *time = nullptr, *speed = nullptr;
};

std::optional<Interval<Length>> length_in(const ReadClaim& claim) {
  if (const auto* length = as<normalise::LengthInside>(claim)) return length->length;
  if (const auto* apart = as<normalise::DistanceBetween>(claim)) return apart->distance;
  return std::nullopt;
}
std::optional<Interval<Duration>> time_in(const ReadClaim& claim) {
  if (const auto* time = as<normalise::TimeInside>(claim)) return time->time;
  if (const auto* between = as<normalise::TimeBetween>(claim)) return between->time;
  return std::nullopt;
}

/// The claims a figure was computed from, in readings that go with it. A name is enough when the
/// account (or one whose statements it takes) has one claim of it.
Inputs inputs_of(const Given& given, const incident::Derivation& derivation, const ReadClaim& claim) {
  Inputs inputs;
  for (const ReadClaim& other : given.read.claims) {
    const bool used = std::ranges::any_of(
        derivation.uses, [&](const incident::Text& name) { return name.text == other.claim; });
    if (!used || !compatible(claim, other)) continue;
    if (length_in(other)) inputs.length = &other;
    if (time_in(other)) inputs.time = &other;
    if (as<normalise::SpeedSaid>(other) != nullptr) inputs.speed = &other;
  }
  return inputs;
}

template <class Q>
void compare_derived(Consistency& c, const ReadClaim& claim, const Interval<Q>& stated,
                     const Interval<Q>& computed, const std::string& from,
                     std::string (*in_words)(const Interval<Q>&)) {
  c.implied = base(computed);
  c.allowed = base(stated);
  c.allowed_because = "the figure that is stated";
  c.verdict = overlap(stated, computed) ? Verdict::holds : Verdict::strained;
  c.sentence =
      quoted(claim) + " was computed from " + from + "; these give " + in_words(computed) +
      (c.verdict == Verdict::holds ? ", which agrees within rounding." : ", not " + in_words(stated) + ".");
}

std::string speed_words(const Interval<Speed>& v) { return said(v); }
std::string time_words(const Interval<Duration>& t) { return said(t); }

void derived_figure(const Given& given, const std::string& account, const ReadClaim& claim,
                    std::vector<Consistency>& rows) {
  const incident::Found found = incident::find_claim(given.file, claim.claim);
  if (found.claim == nullptr || !found.claim->derived) return;
  const Inputs in = inputs_of(given, *found.claim->derived, claim);
  Consistency c = row(account, claim, "derived figure recomputed");
  for (const ReadClaim* used : {in.length, in.time, in.speed})
    if (used != nullptr) {
      c.claims.push_back(used->claim);
      c.reading_words = together(c.reading_words, used->reading_words);
    }
  if (const auto* speed = as<normalise::SpeedSaid>(claim);
      speed != nullptr && in.length != nullptr && in.time != nullptr) {
    c.quantity = "speed", c.unit = "m/s";
    compare_derived(c, claim, speed->speed, implied_speed(*length_in(*in.length), *time_in(*in.time)),
                    quoted(*in.length) + " and " + quoted(*in.time), speed_words);
  } else if (const auto time = time_in(claim); time && in.length != nullptr && in.speed != nullptr) {
    const Interval<Length> length = *length_in(*in.length);
    const Interval<Speed> fast = as<normalise::SpeedSaid>(*in.speed)->speed;
    c.quantity = "time", c.unit = "s";
    compare_derived(c, claim, *time,
                    {length.lowest / fast.highest, length.stated / fast.stated, length.highest / fast.lowest},
                    quoted(*in.length) + " and " + quoted(*in.speed), time_words);
  } else if (const auto* height = as<normalise::Height>(claim); height != nullptr && in.time != nullptr) {
    const Interval<Duration> t = *time_in(*in.time);
    c.quantity = "height", c.unit = "m";
    compare_derived(c, claim, height->height, {fallen(t.lowest), fallen(t.stated), fallen(t.highest)},
                    quoted(*in.time) + " of free fall (g t² / 2, no drag)", said_height);
  } else {
    return;
  }
  rows.push_back(std::move(c));
}

// ---- who meets whom -----------------------------------------------------------------------------------

void pair(const Given& given, const std::string& account, const ReadClaim& a, const ReadClaim& b,
          std::vector<Consistency>& rows) {
  length_against_time(given, account, a, b, rows);
  depth_against_time(given, account, a, b, rows);
  depth_against_length(account, a, b, rows);
  distance_against_time(given, account, a, b, rows);
  two_distances(account, a, b, rows);
  position_against_distance(given, account, a, b, rows);
  landmark_against_distance(given, account, a, b, rows);
  two_positions(given, account, a, b, rows);
  two_heights(account, a, b, rows);
  two_times(account, a, b, rows);
}

// Distance and time between events may name either aircraft of the pair.
bool meets(const ReadClaim& a, const ReadClaim& b) {
  return a.claim != b.claim && a.aircraft == b.aircraft && compatible(a, b);
}

void within(const Given& given, const Account& account, std::vector<Consistency>& rows) {
  for (const std::size_t i : account.claims) {
    const ReadClaim& a = given.claim(i);
    derived_figure(given, account.id, a, rows);
    if (!a.counts) continue;
    stated_speed(given, account.id, a, rows);
    speed_time_length(given, account, a, rows);
    for (const std::size_t j : account.claims)
      if (const ReadClaim& b = given.claim(j); b.counts && meets(a, b)) pair(given, account.id, a, b, rows);
  }
}

/// Two accounts on one event: only what neither can settle alone.
void across(const Given& given, const Account& one, const Account& other, std::vector<Consistency>& rows) {
  const std::string all = "all";
  for (const std::size_t i : one.claims)
    for (const std::size_t j : other.claims) {
      const ReadClaim &a = given.claim(i), &b = given.claim(j);
      if (!a.counts || !b.counts || !meets(a, b)) continue;
      const ReadClaim &first = a.claim < b.claim ? a : b, &second = a.claim < b.claim ? b : a;
      two_heights(all, first, second, rows);
      two_times(all, first, second, rows);
      landmark_against_distance(given, all, a, b, rows);
      landmark_against_distance(given, all, b, a, rows);
    }
}

/// The same test in the same words twice (a statement that two accounts share) is said once.
void drop_repeats(std::vector<Consistency>& rows) {
  std::set<std::string> seen;
  std::erase_if(rows, [&](const Consistency& c) {
    return !seen.insert(c.narrative + '\n' + c.aircraft + '\n' + c.title + '\n' + c.border + '\n' +
                        c.reading_words + '\n' + c.sentence)
                .second;
  });
}

/// Tests against a border version that come out alike in several readings are one row, told for the
/// first of them: readings that decide nothing there (a datum's hundred metres) would bury those that do.
std::vector<Consistency> merged(const std::vector<Consistency>& rows) {
  std::vector<Consistency> kept;
  std::map<std::string, std::pair<std::size_t, std::size_t>> first;  // index, readings
  for (const Consistency& row : rows) {
    std::string key = row.narrative + '\n' + row.aircraft + '\n' + row.title + '\n' + row.border + '\n' +
                      std::to_string(static_cast<int>(row.verdict));
    for (const std::string& claim : row.claims) key += '\n' + claim;
    if (row.border.empty()) key += '\n' + std::to_string(kept.size());
    const auto [slot, is_new] = first.try_emplace(key, kept.size(), 1);
    if (is_new)
      kept.push_back(row);
    else
      ++slot->second.second;
  }
  for (const auto& [key, where] : first)
    if (where.second > 1) {
      std::string& words = kept[where.first].reading_words;
      words += (words.empty() ? "" : "; ") + std::string{"and "} + std::to_string(where.second - 1) +
               " more with the same result";
    }
  return kept;
}

}  // namespace

Interval<Speed> implied_speed(const Interval<Length>& length, const Interval<Duration>& time) {
  const auto over = [](Length d, Duration t) {
    if (std::isinf(in_seconds(t))) return metres_per_second(0);
    return in_seconds(t) > 0 ? d / t : metres_per_second(infinity);
  };
  return {over(std::max(length.lowest, metres(0)), time.highest), over(length.stated, time.stated),
          over(length.highest, time.lowest)};
}

Angle apex_angle(Length length, Length depth) { return radians(2.0 * std::atan(length / (2.0 * depth))); }

Length fallen(Duration time) {
  constexpr double standard_gravity = 9.80665;  // m/s², CGPM 1901
  return metres(0.5 * standard_gravity * in_seconds(time) * in_seconds(time));
}

std::vector<Consistency> consistencies(const Given& given) {
  std::vector<Consistency> rows;
  for (const Account& account : given.accounts) within(given, account, rows);
  for (std::size_t i = 0; i < given.accounts.size(); ++i)
    for (std::size_t j = i + 1; j < given.accounts.size(); ++j)
      across(given, given.accounts[i], given.accounts[j], rows);
  drop_repeats(rows);
  return merged(rows);
}

}  // namespace recon::assess
