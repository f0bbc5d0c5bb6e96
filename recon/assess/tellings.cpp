// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tellings.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>
#include <set>

#include "recon/assess/telling_tasks.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/strain.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

using flight::FlightSet;
using flight::Flown;
using flight::Stay;

// More statements than this are tried together and in the smaller sets that this many of them form.
constexpr std::size_t most_in_sets = 8;

std::string in_unit(double value, const std::string& unit) {
  if (unit == "m") return si(metres(value));
  if (unit == "s") return said(seconds(value));
  if (unit == "m/s") return said(metres_per_second(value));
  if (unit == "deg") return said(degrees(value));
  return thousands(std::round(value));
}

std::string in_unit(const Interval<double>& cell, const std::string& unit) {
  if (std::isinf(cell.lowest)) return "at most " + in_unit(cell.highest, unit);
  if (std::isinf(cell.highest)) return "at least " + in_unit(cell.lowest, unit);
  return in_unit(cell.stated, unit);
}

std::string one_decimal(double x) {
  const std::string text = std::to_string(std::round(10.0 * x) / 10.0);
  return text.substr(0, text.find('.') + 2);
}

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

class Judge {
public:
  Judge(const Given& given, const Grounds& grounds, const FlightSettings& how, const std::stop_token& stop)
      : given_{given}, grounds_{grounds}, how_{how}, stop_{stop} {}

  [[nodiscard]] Telling judge(const TellingTask& task) const {
    Telling telling = blank(task);
    const flight::Premises& premises = task.told.premises;
    const flight::Search search{.particles = how_.particles,
                                .runs = 1,
                                .chord_spacing = 400.0,
                                .enough = 1.0,
                                .seed = given_.settings.seed,
                                .threads = 1};
    const flight::Judgement judged = flight::judge(premises, search, stop_, most_in_sets, &common_);
    const flight::Strain& whole = judged.together;
    if (stop_.stop_requested()) return telling;
    telling.strain = whole.upper;
    telling.proved = std::min(whole.lower, whole.upper);
    telling.certificate = whole.certificate;
    for (std::size_t i = 0; i < task.told.statements.size(); ++i) {
      telling.statements[i].shown = whole.witness.shown[task.told.statements[i]];
      telling.statements[i].misfit = whole.witness.misfits[task.told.statements[i]];
    }
    if (!whole.witness.set.flights.empty())
      for (const flight::NodeState& node : whole.witness.set.flights.front().nodes)
        telling.closest.push_back(grounds_.plane().to_globe({node.east, node.north}));
    telling.verdict = whole.upper <= 1.0                     ? Telling::Verdict::fits
                      : whole.upper <= flight::contradiction ? Telling::Verdict::stretched
                                                             : Telling::Verdict::contradiction;
    add_conflicts(telling, task, judged.conflicts);
    if (telling.verdict == Telling::Verdict::fits) add_flights(telling, task);
    telling.sentence = sentence_of(telling);
    return telling;
  }

private:
  [[nodiscard]] Telling blank(const TellingTask& task) const {
    Telling telling{.narrative = task.account->id,
                    .aircraft = task.aircraft,
                    .zone = task.told.premises.zones.empty() ? "" : task.told.premises.zones.front().id,
                    .border = task.border,
                    .reading = task.reading.reading,
                    .reading_words = task.reading.words};
    telling.left_out = task.told.left_out;
    for (std::size_t i = 0; i < task.told.statements.size(); ++i) {
      const flight::Term& term = task.told.premises.terms[task.told.statements[i]];
      const normalise::ReadClaim& claim = given_.claim(task.told.claims[i]);
      telling.statements.push_back({.claim = claim.claim,
                                    .printed = claim.figure,
                                    .as_read = in_unit(term.cell, term.unit),
                                    .unit = term.unit,
                                    .cell = term.cell,
                                    .error = term.error});
    }
    return telling;
  }

  void add_conflicts(Telling& telling, const TellingTask& task,
                     const std::vector<flight::ConflictSet>& conflicts) const {
    const auto place_of = [&](std::size_t term) {
      const auto& all = task.told.statements;
      return static_cast<std::size_t>(std::find(all.begin(), all.end(), term) - all.begin());
    };
    for (const flight::ConflictSet& found : conflicts) {
      Telling::Conflict conflict{.strain = found.strain.upper,
                                 .proved = std::min(found.strain.lower, found.strain.upper)};
      for (const std::size_t term : found.statements) conflict.statements.push_back(place_of(term));
      conflict.sentence = conflict_sentence(telling, task, found, conflict);
      telling.conflicts.push_back(std::move(conflict));
    }
  }

  /// What cannot stand together, by how much, and what the closest flight would have made of each.
  [[nodiscard]] std::string conflict_sentence(const Telling& telling, const TellingTask& task,
                                              const flight::ConflictSet& found,
                                              const Telling::Conflict& conflict) const {
    std::vector<std::string> names, shown;
    for (const std::size_t s : conflict.statements) {
      const Telling::Statement& statement = telling.statements[s];
      names.push_back((statement.printed.empty() ? statement.claim : "“" + statement.printed + "”") + " (" +
                      what_of(task.told.claims[s]) + ")");
      const std::size_t term = task.told.statements[s];
      shown.push_back(what_of(task.told.claims[s]) + " " +
                      in_unit(found.strain.witness.shown[term], statement.unit));
    }
    std::string text = conflict.statements.size() == 1
                           ? "No flyable flight does what " + names.front() + " says"
                           : "No flyable flight does " + listed(names) + " together";
    text += "; the closest, with " + listed(shown) + ", is off by " + one_decimal(conflict.strain) +
            " times the error their makers could have made";
    if (conflict.proved > flight::contradiction)
      text +=
          " (less than " + one_decimal(conflict.proved) + " is impossible: " + found.strain.certificate + ")";
    return text + ".";
  }

  /// "time inside", "depth inside": what a claim is a figure of.
  [[nodiscard]] std::string what_of(std::size_t claim) const {
    struct Names {
      std::string operator()(const normalise::TimeInside&) const { return "time inside"; }
      std::string operator()(const normalise::LengthInside&) const { return "length inside"; }
      std::string operator()(const normalise::DepthInside& said) const {
        return said.measured == incident::DepthClaim::How::nearest_edge ? "depth from the nearest edge"
                                                                        : "height above the tip";
      }
      std::string operator()(const normalise::FromEdge&) const { return "margin"; }
      std::string operator()(const normalise::SideSaid&) const { return "margin"; }
      std::string operator()(const normalise::SpeedSaid&) const { return "speed"; }
      std::string operator()(const normalise::HeadingSaid&) const { return "heading"; }
      std::string operator()(const normalise::CrossingSaid& said) const {
        return said.way == incident::CrossingClaim::Way::entered ? "entry" : "exit";
      }
      std::string operator()(const normalise::ExcursionsSaid&) const { return "number of stays"; }
      std::string operator()(const normalise::Radial&) const { return "bearing"; }
      std::string operator()(const normalise::TimeBetween&) const { return "time between"; }
      std::string operator()(const normalise::DistanceBetween&) const { return "distance between"; }
      std::string operator()(const normalise::Located&) const { return "distance from the place"; }
      std::string operator()(const normalise::Near&) const { return "distance from the place"; }
      std::string operator()(const normalise::FromLandmark&) const { return "distance"; }
      std::string operator()(const normalise::Height&) const { return "height"; }
      std::string operator()(const normalise::HeadingTowards&) const { return "course to the place"; }
      std::string operator()(const normalise::TurnSaid&) const { return "turn"; }
      std::string operator()(const normalise::VerticalSaid&) const { return "climb"; }
      std::string operator()(const normalise::TimeSaid&) const { return "time"; }
      std::string operator()(const normalise::TrackRead&) const { return "track"; }
      std::string operator()(const normalise::FromEvent&) const { return "distance"; }
      std::string operator()(const normalise::InWords&) const { return "words"; }
      std::string operator()(const normalise::Unanswerable&) const { return "words"; }
    };
    return std::visit(Names{}, given_.claim(claim).meaning);
  }

  void add_flights(Telling& telling, const TellingTask& task) const {
    const flight::Premises& premises = task.told.premises;
    const flight::Tempering tempering{
        .particles = how_.particles, .runs = how_.runs, .seed = given_.settings.seed, .threads = 1};
    const flight::Drawn drawn = flight::draw(premises, tempering, stop_);
    Telling::Flights flights{.drawn = drawn.cloud.size, .failed = drawn.soundness.failed};
    std::vector<double> time, length, depth, above, speed;
    std::map<std::string, std::size_t> headings;
    std::size_t cut_off = 0;
    for (std::size_t i = 0; i < drawn.cloud.size; ++i) {
      const FlightSet set = flight::flight_set(premises, drawn.cloud.row(i));
      const Flown seen = flight::flown(premises, set);
      const Stay stay = premises.zones.empty() ? Stay{} : seen.in(0);
      if (stay.inside_first || stay.inside_last) ++cut_off;
      time.push_back(stay.seconds);
      length.push_back(stay.metres);
      depth.push_back(stay.deepest);
      above.push_back(stay.above_vertex);
      const double at = stay.entered() ? 0.5 * (stay.entry_time + stay.exit_time) : 0.0;
      const flight::NodeState state = flight::state_at(set.flights.front(), premises.timeline, at);
      speed.push_back(stay.entered() && stay.seconds > 0.0 ? stay.metres / stay.seconds
                                                           : std::hypot(state.east_speed, state.north_speed));
      const double course = std::atan2(state.east_speed, state.north_speed) * 180.0 / std::numbers::pi;
      ++headings[compass_point(course)];
    }
    if (drawn.cloud.size == 0) return;
    flights.cut_off = 20 * cut_off > drawn.cloud.size;
    flights.time = spread_of(time, seconds);
    flights.length = spread_of(length, metres);
    flights.depth = spread_of(depth, metres);
    if (!premises.zones.empty() && premises.zones.front().tip) flights.above_tip = spread_of(above, metres);
    flights.speed = spread_of(speed, metres_per_second);
    for (const auto& [point, count] : headings)
      flights.headings.emplace_back(point,
                                    static_cast<double>(count) / static_cast<double>(drawn.cloud.size));
    std::stable_sort(flights.headings.begin(), flights.headings.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (!flights.failed.empty()) telling.verdict = Telling::Verdict::unresolved;
    telling.flights = std::move(flights);
  }

  [[nodiscard]] static std::string sentence_of(const Telling& telling) {
    switch (telling.verdict) {
      case Telling::Verdict::fits:
        return "One flight can do all of it, within the errors of the figures.";
      case Telling::Verdict::stretched:
        return "One flight can do all of it only if the figures err together by " +
               one_decimal(telling.strain) + " times their usual error.";
      case Telling::Verdict::contradiction:
        return "No flight does all of it: at least one figure is wrong by more than 3 times the error its "
               "maker "
               "would normally make.";
      case Telling::Verdict::unresolved:
        return "Not resolved: the flights that were drawn did not pass their own checks.";
    }
    return {};
  }

  const Given& given_;
  const Grounds& grounds_;
  const FlightSettings& how_;
  const std::stop_token& stop_;
  flight::Common common_;
};

}  // namespace

std::vector<Telling> tellings(const Given& given, const FlightSettings& how, const std::stop_token& stop,
                              const std::function<void(std::size_t, std::size_t)>& progress) {
  const Grounds grounds{given, stop};
  const std::vector<TellingTask> tasks =
      telling_tasks(given, grounds, {.joint_readings = how.joint_readings});
  std::vector<Telling> all(tasks.size());
  const Judge judge{given, grounds, how, stop};
  std::atomic<std::size_t> done{0};
  std::mutex talking;
  in_parallel(tasks.size(), given.settings.threads, stop, [&](std::size_t i) {
    all[i] = judge.judge(tasks[i]);
    const std::size_t so_far = ++done;
    if (!progress) return;
    const std::scoped_lock lock{talking};
    progress(so_far, tasks.size());
  });
  return all;
}

}  // namespace recon::assess
