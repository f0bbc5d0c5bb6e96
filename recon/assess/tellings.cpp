// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tellings.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "recon/assess/telling_flights.hpp"
#include "recon/assess/telling_tasks.hpp"
#include "recon/assess/telling_words.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/common.hpp"
#include "recon/flight/strain.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

// More statements than this are tried together and in the smaller sets that this many of them form.
constexpr std::size_t most_in_sets = 8;

class Judge {
public:
  Judge(const Given& given, const Grounds& grounds, const FlightSettings& how, const std::stop_token& stop)
      : given_{given},
        grounds_{grounds},
        search_{.particles = how.particles * 5 / 8,
                .runs = 1,
                .chord_spacing = 400.0,
                .enough = 1.0,
                .trusted_to = flight::contradiction,
                .seed = given.settings.seed,
                .threads = 1},
        tempering_{.particles = how.particles, .runs = how.runs, .seed = given.settings.seed, .threads = 1},
        stop_{stop} {}

  /// Can one flight do all of it? `before`: what was found for earlier readings of the same account and
  /// border.
  [[nodiscard]] Telling judge(const TellingTask& task, flight::FoundBefore& before) const {
    Telling telling = blank(task);
    const flight::Premises& premises = task.told.premises;
    const flight::Judgement judged = flight::judge(premises, search_, stop_, most_in_sets, &common_, &before);
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
    telling.sentence = sentence_of(telling);
    return telling;
  }

  [[nodiscard]] TellingFlights flights(const TellingTask& task) const {
    return {given_, grounds_.plane(), task, tempering_, common_, stop_};
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
                      what_of(given_.claim(task.told.claims[s]).meaning) + ")");
      const std::size_t term = task.told.statements[s];
      shown.push_back(what_of(given_.claim(task.told.claims[s]).meaning) + " " +
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

  [[nodiscard]] static std::string sentence_of(const Telling& telling) {
    switch (telling.verdict) {
      case Telling::Verdict::fits:
        return "One flight can do all of it, within the errors of the figures.";
      case Telling::Verdict::stretched:
        return "One flight can do all of it only if the figures err together by " +
               one_decimal(telling.strain) + " times their usual error.";
      case Telling::Verdict::contradiction:
        return "No flight does all of it: at least one figure is wrong by more than 3 times the error its "
               "maker would normally make.";
      case Telling::Verdict::unresolved:
        return "Not resolved: the flights that were drawn did not pass their own checks.";
    }
    return {};
  }

  const Given& given_;
  const Grounds& grounds_;
  flight::Search search_;
  flight::Tempering tempering_;
  const std::stop_token& stop_;
  mutable flight::Common common_;  // what one reading finds others use; it changes no number
};

/// Tasks of one account, aircraft and border: its readings, one after the other.
using Chain = std::vector<std::size_t>;

std::vector<Chain> chains_of(const std::vector<TellingTask>& tasks) {
  std::map<std::string, std::size_t> known;
  std::vector<Chain> chains;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const std::string key = tasks[i].account->id + '\n' + tasks[i].aircraft + '\n' + tasks[i].border;
    const auto [found, is_new] = known.try_emplace(key, chains.size());
    if (is_new) chains.emplace_back();
    chains[found->second].push_back(i);
  }
  return chains;
}

/// The terms that all tellings of a chain that fit have in common, by their names.
std::set<std::string> shared_terms(const Chain& chain, const std::vector<TellingTask>& tasks,
                                   const std::vector<Telling>& all) {
  std::optional<std::set<std::string>> shared;
  for (const std::size_t i : chain) {
    if (all[i].verdict != Telling::Verdict::fits) continue;
    std::set<std::string> kept;
    for (const flight::Term& term : tasks[i].told.premises.terms)
      if (!shared || shared->contains(term.same)) kept.insert(term.same);
    shared = std::move(kept);
  }
  return shared.value_or(std::set<std::string>{});
}

/// Of all tellings with one outcome (account, aircraft, verdict, claims that cannot stand together) the one
/// that comes closest: what would have been read, and flown, is asked of it alone.
std::vector<std::size_t> closest_of_outcomes(const std::vector<Telling>& all) {
  using Outcome = std::tuple<std::string, std::string, Telling::Verdict, std::set<std::set<std::string>>>;
  std::map<Outcome, std::size_t> closest;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Telling& telling = all[i];
    if (telling.narrative.empty()) continue;
    std::set<std::set<std::string>> sets;
    for (const Telling::Conflict& conflict : telling.conflicts) {
      std::set<std::string> claims;
      for (const std::size_t s : conflict.statements) claims.insert(telling.statements[s].claim);
      sets.insert(std::move(claims));
    }
    const auto [known, is_new] = closest.try_emplace(
        Outcome{telling.narrative, telling.aircraft, telling.verdict, std::move(sets)}, i);
    if (!is_new && telling.strain < all[known->second].strain) known->second = i;
  }
  std::vector<std::size_t> chosen;
  for (const auto& [outcome, i] : closest) chosen.push_back(i);
  return chosen;
}

}  // namespace

std::vector<Telling> tellings(const Given& given, const FlightSettings& how, const std::stop_token& stop,
                              const std::function<void(std::size_t, std::size_t)>& progress) {
  const Grounds grounds{given, stop};
  const std::vector<TellingTask> tasks =
      telling_tasks(given, grounds, {.joint_readings = how.joint_readings});
  std::vector<Telling> all(tasks.size());
  const Judge judge{given, grounds, how, stop};
  const std::vector<Chain> chains = chains_of(tasks);
  // Judging, drawing, and what is asked of some: steps as the progress counts them.
  std::atomic<std::size_t> done{0};
  std::size_t steps = 2 * tasks.size();
  std::mutex talking;
  const auto step = [&] {
    const std::size_t so_far = ++done;
    if (!progress) return;
    const std::scoped_lock lock{talking};
    progress(std::min(so_far, steps), steps);
  };
  in_parallel(chains.size(), given.settings.threads, stop, [&](std::size_t c) {
    flight::FoundBefore before;
    for (const std::size_t i : chains[c]) {
      if (stop.stop_requested()) return;
      all[i] = judge.judge(tasks[i], before);
      step();
    }
  });
  const std::vector<std::size_t> closest = closest_of_outcomes(all);
  steps += closest.size();
  in_parallel(chains.size(), given.settings.threads, stop, [&](std::size_t c) {
    const std::set<std::string> shared = shared_terms(chains[c], tasks, all);
    for (const std::size_t i : chains[c]) {
      if (stop.stop_requested()) return;
      if (all[i].verdict == Telling::Verdict::fits && !all[i].narrative.empty())
        all[i].flights = judge.flights(tasks[i]).that_fit(
            shared, std::find(closest.begin(), closest.end(), i) != closest.end());
      step();
    }
  });
  in_parallel(closest.size(), given.settings.threads, stop, [&](std::size_t k) {
    Telling& telling = all[closest[k]];
    const TellingFlights flights = judge.flights(tasks[closest[k]]);
    if (telling.flights && telling.flights->failed.empty()) flights.add_flyable(*telling.flights);
    telling.shift = flights.closest_shift(telling);
    const bool off =
        telling.verdict == Telling::Verdict::stretched || telling.verdict == Telling::Verdict::contradiction;
    if (off) telling.would_have_read = flights.that_would_have_read(telling);
    step();
  });
  // Interrupted: what was not begun says nothing.
  std::erase_if(all, [](const Telling& telling) { return telling.narrative.empty(); });
  return all;
}

}  // namespace recon::assess
