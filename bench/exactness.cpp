// SPDX-License-Identifier: Apache-2.0
// G4 and G7: how wrong, and why.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "bench/contestant.hpp"
#include "bench/goals.hpp"
#include "bench/oracle.hpp"

namespace recon::bench {

namespace {

enum class Cause { edge_rule, globe, edge_model, rounding, unexplained, not_looked_into };
constexpr std::array<const char*, 6> causes{"point on an edge", "pole or antimeridian", "edges of a sphere",
                                            "within 1 µm",      "unexplained",          "not looked into"};

constexpr std::size_t chunk = 1U << 16U;
constexpr int most_looked_into = 5000;  // of one contestant and set; each takes up to a millisecond
constexpr std::size_t most_listed = 10;

struct Judged {
  std::string name;
  std::unique_ptr<Which> which;
  Manner manner;
  std::size_t share = chunk;  // of every chunk, for those that take 0.1 ms a point
};

// A question about one state is one about all of a list of one.
class AsWhich : public Which {
public:
  explicit AsWhich(std::unique_ptr<Holds> holds) : holds_{std::move(holds)} {}
  void ask(geo::PointArrays points) override {
    inside_.resize(points.size());
    holds_->ask(points, inside_);
  }
  [[nodiscard]] std::vector<std::uint16_t> answer(std::size_t i) const override {
    return inside_[i] != 0 ? std::vector<std::uint16_t>{0} : std::vector<std::uint16_t>{};
  }

private:
  std::unique_ptr<Holds> holds_;
  std::vector<std::uint8_t> inside_;
};

class Judge {
public:
  Judge(const States& states, std::vector<Judged> judged)
      : states_{states}, exact_{states}, judged_{std::move(judged)}, wrong_(judged_.size()) {}

  void hear(const Points& set, std::size_t from, std::size_t count) {
    std::vector<Truth> truths;
    truths.reserve(count);
    for (std::size_t i = from; i < from + count; ++i)
      truths.push_back(exact_.at(set.latitude[i], set.longitude[i]));
    for (std::size_t k = 0; k < judged_.size(); ++k) {
      const std::size_t share = std::min(count, judged_[k].share);
      judged_[k].which->ask({{set.latitude.data() + from, share}, {set.longitude.data() + from, share}});
      points_[k] += share;
      for (std::size_t i = 0; i < share; ++i) {
        const auto answer = judged_[k].which->answer(i);
        if (answer != truths[i].states) note(k, set, from + i, answer, truths[i]);
      }
    }
  }

  [[nodiscard]] Outcome outcome() const {
    Outcome outcome;
    outcome.table.columns = {"differs from exact arithmetic", "points"};
    outcome.table.columns.insert(outcome.table.columns.end(), causes.begin(), causes.end());
    for (std::size_t k = 0; k < judged_.size(); ++k) {
      std::vector<std::string> row{judged_[k].name,
                                   std::to_string(points_.count(k) != 0 ? points_.at(k) : 0)};
      for (const auto count : wrong_[k]) row.push_back(std::to_string(count));
      outcome.table.rows.push_back(std::move(row));
    }
    outcome.table.notes = listed_;
    outcome.sound = sound_;
    return outcome;
  }

private:
  void note(std::size_t k, const Points& set, std::size_t i, const std::vector<std::uint16_t>& answer,
            const Truth& truth) {
    std::vector<std::uint16_t> disputed;
    std::set_symmetric_difference(answer.begin(), answer.end(), truth.states.begin(), truth.states.end(),
                                  std::back_inserter(disputed));
    const Cause cause = cause_of(k, set, i, disputed, truth);
    ++wrong_[k][static_cast<std::size_t>(cause)];
    const bool ours = judged_[k].name.rfind("recon", 0) == 0;
    if (!ours && cause != Cause::unexplained) return;
    sound_ = false;
    if (listed_.size() >= most_listed) return;
    char place[80];
    std::snprintf(place, sizeof place, "%.17g,%.17g", set.latitude[i], set.longitude[i]);
    std::string line = judged_[k].name + " at " + place + " (" + set.name + ") is wrong about";
    for (const auto state : disputed) line += " " + states_[state].name;
    listed_.push_back(line + ": " + causes.at(static_cast<std::size_t>(cause)));
  }

  Cause cause_of(std::size_t k, const Points& set, std::size_t i, const std::vector<std::uint16_t>& disputed,
                 const Truth& truth) {
    const double latitude = set.latitude[i], longitude = set.longitude[i];
    if (std::includes(truth.on_edge.begin(), truth.on_edge.end(), disputed.begin(), disputed.end()))
      return std::abs(latitude) == 90.0 || std::abs(longitude) == 180.0 ? Cause::globe : Cause::edge_rule;
    if (std::abs(latitude) == 90.0 || std::abs(longitude) == 180.0) return Cause::globe;
    if (++looked_into_[{k, set.name}] > most_looked_into) return Cause::not_looked_into;
    bool all_by_rounding = true;
    for (const auto state : disputed) {
      const auto found = distances_.try_emplace(state, states_[state].outline).first;
      const auto nearest = found->second.at(latitude, longitude);
      if (nearest.metres < 1e-6) continue;
      all_by_rounding = false;
      // A fifth more, because the great circle leaves the line farthest only near its middle.
      if (!judged_[k].manner.edges_on_sphere || nearest.metres > 1.2 * nearest.metres_to_spherical_edge)
        return Cause::unexplained;
    }
    return all_by_rounding ? Cause::rounding : Cause::edge_model;
  }

  const States& states_;
  ExactSides exact_;
  std::vector<Judged> judged_;
  std::vector<std::array<std::size_t, causes.size()>> wrong_;
  std::map<std::size_t, std::size_t> points_;
  std::map<std::pair<std::size_t, std::string>, int> looked_into_;
  std::map<std::uint16_t, ExactDistance> distances_;
  std::vector<std::string> listed_;
  bool sound_ = true;
};

Outcome judged(const Bench& bench, const States& states, std::vector<Judged> contestants,
               std::size_t points) {
  Judge judge{states, std::move(contestants)};
  std::vector<Points> sets;
  if (bench.points)
    sets = {*bench.points};
  else
    sets = {uniform_in_box(states, points / 4), near_border(states, points / 4),
            along_tracks(states, points / 4), adversarial(states, points / 4)};
  double seconds = 0.0;
  for (std::size_t from = 0; seconds < bench.exact_seconds; from += chunk) {
    bool more = false;
    for (const auto& set : sets) {
      if (from >= set.size()) continue;
      more = true;
      seconds += wall_seconds_of([&] { judge.hear(set, from, std::min(chunk, set.size() - from)); });
    }
    if (!more) break;
  }
  Outcome outcome = judge.outcome();
  outcome.table.goal = "G7";
  return outcome;
}

constexpr std::array<double, 4> reaches{1e3, 1e4, 1e5, 1e6};

struct Errors {
  std::array<double, reaches.size()> largest{};
  std::size_t wrong_signs = 0;
};

using Judging = std::vector<Errors>;

void judge_distances(const States& state, const Points& points,
                     const std::vector<Contestant<HowFar>>& contestants, Judging& judging) {
  const ExactDistance exact{state.front().outline};
  const ExactSides sides{state};
  const std::size_t count = points.size();
  std::vector<double> truth;
  for (std::size_t i = 0; i < count; ++i)
    truth.push_back(exact.at(points.latitude[i], points.longitude[i]).metres);
  for (std::size_t k = 0; k < contestants.size(); ++k) {
    const auto how_far = contestants[k].build(state);
    std::vector<double> metres(count), latitude(count), longitude(count);
    how_far->ask(points.first(count), {metres, latitude, longitude});
    const bool is_signed = contestants[k].name.find("signed") != std::string::npos;
    for (std::size_t i = 0; i < count; ++i) {
      const double error = std::abs(std::abs(metres[i]) - truth[i]);
      for (std::size_t reach = 0; reach < reaches.size(); ++reach)
        if (truth[i] <= reaches[reach]) {
          judging[k].largest[reach] = std::max(judging[k].largest[reach], error);
          break;
        }
      // Within a millimetre the sign is not promised.
      if (is_signed && truth[i] > 0.001 &&
          (metres[i] > 0.0) != !sides.at(points.latitude[i], points.longitude[i]).states.empty())
        ++judging[k].wrong_signs;
    }
  }
}

}  // namespace

Outcome distance_errors(const Bench& bench) {
  std::vector<Contestant<HowFar>> contestants;
  for (const auto& list : {ours_how_far(), geos_how_far(), s2_how_far(), boost_how_far()})
    contestants.insert(contestants.end(), list.begin(), list.end());
  Judging real(contestants.size()), around(contestants.size());
  judge_distances(bench.state,
                  bench.points ? *bench.points : at_all_distances(bench.state, bench.error_points / 2),
                  contestants, real);
  constexpr std::size_t made_up = 50;
  const States made = stars(made_up);
  for (const auto& star : made) {
    const States one{star};
    judge_distances(one, at_all_distances(one, bench.error_points / 2 / made_up), contestants, around);
  }
  Outcome outcome;
  outcome.table.goal = "G4";
  outcome.table.title = "largest error of a distance, metres, against trying every edge with exact geodesics";
  const std::string name = bench.state.front().name;
  outcome.table.columns = {"points as far as", name + " 1 km", "10 km",     "100 km",     "1000 km",
                           "stars 1 km",       "to 10 km",     "to 100 km", "to 1000 km", "wrong signs"};
  for (std::size_t k = 0; k < contestants.size(); ++k) {
    std::vector<std::string> row{contestants[k].name};
    for (const auto* errors : {&real[k], &around[k]})
      for (const double error : errors->largest) row.push_back(digits(error));
    const bool is_signed = contestants[k].name.find("signed") != std::string::npos;
    const std::size_t wrong = real[k].wrong_signs + around[k].wrong_signs;
    row.push_back(is_signed ? std::to_string(wrong) : "–");
    outcome.sound = outcome.sound && wrong == 0;
    outcome.table.rows.push_back(std::move(row));
  }
  outcome.table.notes = {"Stars: " + std::to_string(made_up) +
                         " made-up areas of 90 corners and 60 to 200 km from 85° S to 85° N, every third "
                         "across the antimeridian, "
                         "which planar peers do not know."};
  return outcome;
}

Outcome differences(const Bench& bench) {
  std::vector<Judged> judged_ones;
  for (const auto& list : {ours_which(), geos_locator_which(), s2_which()})
    for (const auto& contestant : list)
      judged_ones.push_back({contestant.name, contestant.build(bench.states), contestant.manner});
  Outcome outcome = judged(bench, bench.states, std::move(judged_ones), bench.exact_points);
  outcome.table.title = "wrong answers about " + std::to_string(bench.states.size()) + " states, by cause";
  return outcome;
}

Outcome differences_of_one(const Bench& bench) {
  constexpr std::size_t patience_for_boost = 500;  // points of every chunk
  std::vector<Judged> judged_ones;
  for (const auto& list : {ours_holds(), geos_holds(), geos_locator_holds(), s2_holds(), boost_holds()})
    for (const auto& contestant : list)
      judged_ones.push_back({contestant.name, std::make_unique<AsWhich>(contestant.build(bench.state)),
                             contestant.manner,
                             contestant.name.rfind("Boost", 0) == 0 ? patience_for_boost : chunk});
  Outcome outcome = judged(bench, bench.state, std::move(judged_ones), bench.exact_points / 10);
  outcome.table.title = "wrong answers about " + bench.state.front().name + ", by cause";
  return outcome;
}

}  // namespace recon::bench
