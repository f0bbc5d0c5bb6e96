// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/telling_flights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "recon/assess/telling_words.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/flying.hpp"
#include "recon/flight/shift.hpp"

namespace recon::assess {
namespace {

using flight::Stay;

/// Sorted values at a share of their number.
double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

template <class Make>
auto spread_of(std::vector<double> values, const Make& make) -> Interval<decltype(make(0.0))> {
  std::sort(values.begin(), values.end());
  return {make(quantile(values, 0.05)), make(quantile(values, 0.5)), make(quantile(values, 0.95))};
}

std::string compass_point(double course_deg) {
  static constexpr std::array<const char*, 16> points{"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                                      "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
  const auto index = static_cast<std::size_t>(std::lround(course_deg / 22.5 + 16.0)) % points.size();
  return points[index];
}

/// What is asked beside the verdict is drawn once: where that fails its checks it is not told.
flight::Tempering once(flight::Tempering tempering) {
  tempering.runs = 1;
  tempering.repeats = false;
  return tempering;
}

/// The speed over the ground while inside, else at the event.
double speed_of(const Stay& stay, const flight::NodeState& state) {
  if (stay.entered() && stay.seconds > 0.0) return stay.metres / stay.seconds;
  return std::hypot(state.east_speed, state.north_speed);
}

/// A path from node to node: at 6.5 g its legs leave the flight by 32 m, at the turns that are drawn by 5 m.
std::optional<Telling::Shift> shift_of(const std::vector<geo::PlanePoint>& path,
                                       const flight::Premises::Zone& zone) {
  double deepest = -std::numeric_limits<double>::infinity();
  for (const geo::PlanePoint& point : path) {
    double margin = 0.0;
    zone.ground->margins({&point.east, 1}, {&point.north, 1}, {&margin, 1});
    if (std::isnan(margin)) return std::nullopt;
    deepest = std::max(deepest, margin);
  }
  if (path.empty()) return std::nullopt;
  constexpr double furthest = 20'000.0;  // within what the ground is tabulated for
  const flight::Shift shift = flight::smallest_shift(*zone.ground, path, furthest);
  if (shift.metres >= furthest) return std::nullopt;
  return Telling::Shift{metres(shift.metres), degrees(shift.azimuth_deg), deepest > 0.0};
}

}  // namespace

/// What each flight of a cloud does over the first zone.
struct TellingFlights::Seen {
  std::vector<Stay> stays;
  std::vector<double> speeds, courses;
};

TellingFlights::Seen TellingFlights::seen(const flight::Cloud& cloud) const {
  const flight::Premises& premises = task_.told.premises;
  Seen all;
  flight::Flying flying{premises};
  for (std::size_t i = 0; i < cloud.size; ++i) {
    const flight::Flown& flown = flying.all(cloud.row(i));
    const Stay stay = premises.zones.empty() ? Stay{} : flown.in(0);
    const double at = stay.entered() ? 0.5 * (stay.entry_time + stay.exit_time) : 0.0;
    const flight::NodeState state = flight::state_at(flown.set.flights.front(), premises.timeline, at);
    all.stays.push_back(stay);
    all.speeds.push_back(speed_of(stay, state));
    all.courses.push_back(std::atan2(state.east_speed, state.north_speed) * 180.0 / std::numbers::pi);
  }
  return all;
}

std::optional<Telling::Flights> TellingFlights::that_fit(const std::set<std::string>& shared,
                                                         bool with_shift) const {
  const flight::Premises& premises = task_.told.premises;
  const std::vector<std::size_t> all_terms = terms_but(std::nullopt, true);
  std::vector<std::size_t> base;
  for (const std::size_t t : all_terms)
    if (shared.contains(premises.terms[t].same)) base.push_back(t);
  // A set of several flights is tried once, then each for itself: what one aircraft does is worth knowing.
  const bool several = premises.aircraft.size() > 1;
  auto drawn =
      flight::draw_from(premises, base, all_terms, several ? tried_once() : tempering_, stop_, common_);
  const bool alone = several && !drawn->soundness.failed.empty();
  if (alone)
    drawn =
        flight::draw_from(premises, of_the_first(base), of_the_first(all_terms), tempering_, stop_, common_);
  if (stop_.stop_requested()) return std::nullopt;
  Telling::Flights flights{.drawn = drawn->cloud.size, .failed = drawn->soundness.failed, .alone = alone};
  if (drawn->cloud.size == 0) return flights;
  const Seen all = seen(drawn->cloud);
  std::vector<double> time, length, depth, above;
  std::map<std::string, std::size_t> headings;
  std::size_t cut_off = 0;
  for (const Stay& stay : all.stays) {
    if (stay.inside_first || stay.inside_last) ++cut_off;
    time.push_back(stay.seconds);
    length.push_back(stay.metres);
    depth.push_back(stay.deepest);
    above.push_back(stay.above_vertex);
  }
  for (const double course : all.courses) ++headings[compass_point(course)];
  flights.cut_off = 20 * cut_off > drawn->cloud.size;
  flights.time = spread_of(time, seconds);
  flights.length = spread_of(length, metres);
  flights.depth = spread_of(depth, metres);
  if (!premises.zones.empty() && premises.zones.front().tip) flights.above_tip = spread_of(above, metres);
  flights.speed = spread_of(all.speeds, metres_per_second);
  for (const auto& [point, count] : headings)
    flights.headings.emplace_back(point, static_cast<double>(count) / static_cast<double>(drawn->cloud.size));
  std::stable_sort(flights.headings.begin(), flights.headings.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (premises.zones.empty()) return flights;

  flights.entry = crossing(all, true);
  flights.exit = crossing(all, false);
  if (!with_shift) return flights;
  std::vector<std::size_t> by_depth(depth.size());
  for (std::size_t i = 0; i < by_depth.size(); ++i) by_depth[i] = i;
  std::stable_sort(by_depth.begin(), by_depth.end(),
                   [&](std::size_t a, std::size_t b) { return depth[a] < depth[b]; });
  const flight::FlightSet median =
      flight::flight_set(premises, drawn->cloud.row(by_depth[(by_depth.size() - 1) / 2]));
  std::vector<geo::PlanePoint> path;
  for (const flight::NodeState& node : median.flights.front().nodes) path.push_back({node.east, node.north});
  flights.shift = shift_of(path, premises.zones.front());
  return flights;
}

std::optional<Telling::Shift> TellingFlights::closest_shift(const Telling& telling) const {
  if (task_.told.premises.zones.empty()) return std::nullopt;
  std::vector<geo::PlanePoint> path;
  for (const geo::Position& position : telling.closest) path.push_back(plane_.to_plane(position));
  return shift_of(path, task_.told.premises.zones.front());
}

void TellingFlights::add_flyable(Telling::Flights& flights) const {
  const flight::Premises& premises = task_.told.premises;
  flights.flyable = flyable(terms_but(std::nullopt, false));
  std::vector<std::size_t> time_alone;
  bool times = false;
  for (std::size_t t = 0; t < premises.terms.size(); ++t) {
    const bool is_time = premises.terms[t].shows == flight::Term::Shows::time_inside;
    if (is_time || premises.terms[t].role == flight::Term::Role::structure) time_alone.push_back(t);
    times = times || is_time;
  }
  if (times) flights.flyable_by_time = flyable(time_alone);
}

std::optional<Telling::Crossing> TellingFlights::crossing(const Seen& all, bool in) const {
  const flight::Premises::Zone& zone = task_.told.premises.zones.front();
  std::vector<geo::PlanePoint> points;
  std::vector<double> times, along;
  for (const Stay& stay : all.stays) {
    if (!stay.entered() || (in ? stay.inside_first : stay.inside_last)) continue;
    points.push_back(in ? stay.entry : stay.exit);
    times.push_back(in ? stay.entry_time : stay.exit_time);
    if (const auto way = zone.ground->along_edge(points.back())) along.push_back(*way);
  }
  // Of flights that begin or end inside there is no crossing to tell of.
  if (10 * points.size() < 9 * all.stays.size()) return std::nullopt;
  const auto count = static_cast<double>(points.size());
  geo::PlanePoint mean{0.0, 0.0};
  for (const geo::PlanePoint& point : points) {
    mean.east += point.east / count;
    mean.north += point.north / count;
  }
  double squares = 0.0;
  for (const geo::PlanePoint& point : points)
    squares += std::pow(point.east - mean.east, 2) + std::pow(point.north - mean.north, 2);
  Telling::Crossing crossing{.mean = plane_.to_globe(mean),
                             .spread = metres(std::sqrt(squares / count)),
                             .time = spread_of(times, seconds)};
  if (along.size() == points.size()) crossing.along_border = spread_of(along, metres);
  return crossing;
}

flight::Tempering TellingFlights::tried_once() const {
  flight::Tempering tempering = tempering_;
  tempering.repeats = false;
  return tempering;
}

std::vector<std::size_t> TellingFlights::of_the_first(std::vector<std::size_t> terms) const {
  std::erase_if(terms, [&](std::size_t t) { return task_.told.premises.terms[t].aircraft != 0; });
  return terms;
}

std::vector<std::size_t> TellingFlights::terms_but(std::optional<std::size_t> left_out, bool envelope) const {
  std::vector<std::size_t> kept;
  const auto& terms = task_.told.premises.terms;
  for (std::size_t t = 0; t < terms.size(); ++t)
    if (t != left_out && (envelope || terms[t].role != flight::Term::Role::envelope)) kept.push_back(t);
  return kept;
}

std::optional<double> TellingFlights::flyable(const std::vector<std::size_t>& terms) const {
  const flight::Premises& premises = task_.told.premises;
  const auto drawn = flight::draw_with(premises, terms, once(tempering_), stop_, common_);
  if (drawn->cloud.size == 0 || !drawn->soundness.failed.empty()) return std::nullopt;
  double sum = 0.0;
  flight::Flying flying{premises};
  for (std::size_t i = 0; i < drawn->cloud.size; ++i) {
    const flight::Flown& flown = flying.all(drawn->cloud.row(i));
    double fit = 0.0;
    for (const flight::Term& term : premises.terms)
      if (term.role == flight::Term::Role::envelope) fit += flight::log_likelihood(term, flown);
    sum += std::exp(fit);
  }
  return sum / static_cast<double>(drawn->cloud.size);
}

std::vector<Telling::WouldHaveRead> TellingFlights::that_would_have_read(const Telling& telling) const {
  const flight::Premises& premises = task_.told.premises;
  std::vector<bool> asked(telling.statements.size(), false);
  for (const Telling::Conflict& conflict : telling.conflicts)
    for (const std::size_t s : conflict.statements) asked[s] = true;
  if (telling.conflicts.empty())
    for (std::size_t s = 0; s < asked.size(); ++s) asked[s] = telling.statements[s].misfit > 1.0;

  std::vector<Telling::WouldHaveRead> all;
  for (std::size_t s = 0; s < asked.size(); ++s) {
    if (!asked[s] || stop_.stop_requested()) continue;
    // The others hold a conflict of their own: no flights fit them.
    const bool others_conflict =
        std::any_of(telling.conflicts.begin(), telling.conflicts.end(), [&](const Telling::Conflict& c) {
          return std::find(c.statements.begin(), c.statements.end(), s) == c.statements.end();
        });
    if (others_conflict) continue;
    const std::size_t term = task_.told.statements[s];
    const auto drawn = flight::draw_with(premises, terms_but(term, true), once(tempering_), stop_, common_);
    if (drawn->cloud.size == 0 || !drawn->soundness.failed.empty()) continue;
    const auto read = [&](double speed_prior) {
      return flight::would_have_read(premises, term, drawn->cloud, given_.settings.seed, speed_prior);
    };
    const flight::WouldHaveRead found = read(1.0);
    Telling::WouldHaveRead would{.statement = s,
                                 .figure = found.figure,
                                 .typicality = found.typicality,
                                 .low = found.low,
                                 .high = found.high,
                                 .none = found.none,
                                 .slow_prior = read(0.5).typicality,
                                 .fast_prior = read(2.0).typicality};
    would.speed = spread_of(seen(drawn->cloud).speeds, metres_per_second);
    would.sentence = sentence(telling.statements[s], s, would);
    all.push_back(std::move(would));
  }
  return all;
}

std::string TellingFlights::sentence(const Telling::Statement& said_as, std::size_t statement,
                                     const Telling::WouldHaveRead& would) const {
  const std::string what = what_of(given_.claim(task_.told.claims[statement]).meaning);
  std::vector<std::string> kept;
  for (std::size_t s = 0; s < task_.told.statements.size(); ++s)
    if (s != statement) {
      const normalise::ReadClaim& claim = given_.claim(task_.told.claims[s]);
      if (!claim.figure.empty()) kept.push_back("“" + claim.figure + "”");
    }
  // Of directions flights show the difference.
  const bool differs = said_as.unit == "deg";
  Interval<double> shown = would.figure;
  if (differs) {
    const double low = std::abs(shown.lowest), high = std::abs(shown.highest);
    const bool around_zero = shown.lowest <= 0.0 && shown.highest >= 0.0;
    shown = {around_zero ? 0.0 : std::min(low, high), std::abs(shown.stated), std::max(low, high)};
  }
  const auto figure = [&](double value) { return in_unit(value, said_as.unit); };
  // A long list says no more than that everything else stands.
  constexpr std::size_t worth_naming = 5;
  const bool all_else = kept.empty() || kept.size() > worth_naming;
  std::string text = "With " + (all_else ? "all else that is said" : listed(kept)) + " kept, the " + what +
                     (differs ? " is off by " : " is ") + figure(shown.stated) + " (" + figure(shown.lowest) +
                     " to " + figure(shown.highest) + ") at " + said(would.speed.stated);
  text += said_as.printed.empty() ? "; what was said, or farther out,"
                                  : "; “" + said_as.printed + "” or farther out";
  const double least = std::min({would.typicality, would.slow_prior, would.fast_prior});
  const double most = std::max({would.typicality, would.slow_prior, would.fast_prior});
  text += would.none ? " shows in none of the flights drawn"
                     : " shows in " + percent_range(least, most) + " of them";
  return text + ".";
}

}  // namespace recon::assess
