// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/strain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "recon/flight/chords.hpp"
#include "recon/flight/common.hpp"
#include "recon/flight/descent.hpp"
#include "recon/flight/flying.hpp"
#include "recon/flight/level_sampler.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Witness witness_at(const Premises& premises, std::span<const double> coordinates) {
  Witness witness{.set = flight_set(premises, coordinates),
                  .shown = {},
                  .misfits = {},
                  .coordinates = {coordinates.begin(), coordinates.end()}};
  const Flown seen = flown(premises, witness.set);
  for (const Term& term : premises.terms) {
    witness.shown.push_back(term.measure(seen));
    witness.misfits.push_back(misfit(term, seen));
  }
  return witness;
}

struct Proof {
  double least = 0.0;
  std::string because;
};

void improve(Proof& proof, double least, std::string because) {
  if (least > proof.least) proof = {least, std::move(because)};
}

/// Bounds that need no search. For one complete stay the way to the deepest point and back is at least
/// twice its depth; and two figures of one thing cannot both be read off one flight when their cells
/// lie apart.
Proof proof_of(const Premises& premises, const Statements& statements) {
  Proof proof;
  for (const std::size_t i : statements)
    for (const std::size_t j : statements) {
      const Term &a = premises.terms[i], &b = premises.terms[j];
      if (a.needs_zone != b.needs_zone || a.aircraft != b.aircraft) continue;
      if (a.shows == Term::Shows::depth_from_edge && b.shows == Term::Shows::length_inside)
        improve(proof, (2.0 * a.cell.lowest - b.cell.highest) / (2.0 * a.error + b.error),
                "to be that deep and come out again takes twice the depth: " + a.title + " and " + b.title);
      if (i < j && a.shows == b.shows && a.shows != Term::Shows::other)
        improve(
            proof,
            std::max(a.cell.lowest - b.cell.highest, b.cell.lowest - a.cell.highest) / (a.error + b.error),
            a.title + " and " + b.title + " are figures of the same thing");
    }
  return proof;
}

bool one_complete_stay(const Premises& premises) {
  return std::any_of(premises.terms.begin(), premises.terms.end(),
                     [](const Term& t) { return t.role == Term::Role::structure; });
}

double strain_for(const Witness& witness, const Premises& premises, const Statements& statements) {
  for (std::size_t t = 0; t < premises.terms.size(); ++t)
    if (premises.terms[t].role != Term::Role::statement && witness.misfits[t] > held_to) return infinity;
  double worst = 0.0;
  for (const std::size_t s : statements) worst = std::max(worst, witness.misfits[s]);
  return worst;
}

/// Subsets of `all` of one size, in lexicographic order.
std::vector<Statements> subsets(const Statements& all, std::size_t size) {
  std::vector<Statements> found;
  std::vector<bool> taken(all.size(), false);
  std::fill(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(size), true);
  do {
    Statements subset;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (taken[i]) subset.push_back(all[i]);
    found.push_back(subset);
  } while (std::prev_permutation(taken.begin(), taken.end()));
  return found;
}

// ---- the search -----------------------------------------------------------------------------------

/// None much like one before it, `most` of them.
std::vector<Chord> unlike_each_other(const std::vector<Chord>& chords, std::size_t most) {
  constexpr double near_m = 1'500.0, near_speed = 60.0;
  const auto near = [](geo::PlanePoint a, geo::PlanePoint b) {
    return std::hypot(a.east - b.east, a.north - b.north) < near_m;
  };
  std::vector<Chord> chosen;
  for (const Chord& chord : chords) {
    if (chosen.size() == most) break;
    const bool alike = std::any_of(chosen.begin(), chosen.end(), [&](const Chord& known) {
      return near(known.from, chord.from) && near(known.to, chord.to) &&
             std::abs(known.speed - chord.speed) < near_speed;
    });
    if (!alike) chosen.push_back(chord);
  }
  return chosen;
}

/// Looks for the flight that comes closest to some statements.
class Closest {
public:
  Closest(const Premises& premises, const Statements& statements, const Search& search,
          const std::stop_token& stop)
      : premises_{premises}, statements_{statements}, search_{search}, stop_{stop} {
    found_.upper = infinity;
    if (one_complete_stay(premises)) {
      const Proof proof = proof_of(premises, statements);
      found_.lower = proof.least;
      found_.certificate = proof.because;
    }
    good_enough_ = std::max(search.enough, found_.lower);
    best_.assign(dimension(premises), 0.0);
  }

  [[nodiscard]] bool is_done() const { return found_.upper <= good_enough_ || stop_.stop_requested(); }

  /// Flights found for other readings: one that will do ends the search, the best few are moved.
  void try_known(const FoundBefore& before) {
    std::vector<std::pair<double, std::size_t>> known;
    Flying flying{premises_};
    for (std::size_t i = 0; i < before.size(); ++i) {
      known.emplace_back(strain_of(premises_, statements_, flying.all(before[i])), i);
      take(known.back().first, before[i]);
    }
    constexpr std::size_t most = 12;
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t k = 0; k < std::min(most, known.size()) && !is_done(); ++k)
      descend_from(before[known[k].second]);
  }

  void descend_from(std::vector<double> start) {
    const Descended reached = descend(premises_, statements_, std::move(start), good_enough_, stop_);
    found_.evaluations += reached.evaluations;
    take(reached.strain, reached.coordinates);
    keep_hollow(reached);
  }

  /// From the best few that descents reached, moved a little at random: out of a hollow that is not the
  /// deepest.
  void nudge(const std::string& key) {
    constexpr std::array<double, 3> units{0.5, 1.5, 4.0};
    const Draws draws{search_.seed, key + "|nudged"};
    for (std::size_t n = 0; n < search_.nudges && !is_done(); ++n) {
      Stream stream{draws, n};
      const std::vector<double> from = hollows_.empty() ? best_ : hollows_[n % hollows_.size()].coordinates;
      descend_from(nudged(premises_, from, units[n / hollows_kept % units.size()], stream));
    }
  }

  /// The better half of the chords and what is good already, as a cloud; what it finds is moved too.
  void sample(std::vector<Chord> chords, const FoundBefore& before, const std::string& key) {
    chords.resize((chords.size() + 1) / 2);
    double least = infinity, most = 0.0;
    for (std::size_t r = 0; r < search_.runs && !is_done(); ++r) {
      const Level level = lowest_level(premises_, statements_,
                                       {.particles = search_.particles,
                                        .enough = good_enough_,
                                        .seed = search_.seed,
                                        .threads = search_.threads,
                                        .key = key + "|run " + std::to_string(r)},
                                       chords, before, stop_);
      found_.evaluations += level.evaluations;
      least = std::min(least, level.strain);
      most = std::max(most, level.strain);
      take(level.strain, level.coordinates);
      if (!is_done()) descend_from(level.coordinates);
    }
    found_.spread = most > least ? most - least : 0.0;
  }

  [[nodiscard]] bool is_doubtful() const { return !is_done() && found_.upper > search_.trusted_to; }

  [[nodiscard]] Strain found() && {
    found_.witness = witness_at(premises_, best_);
    return std::move(found_);
  }

private:
  /// The deepest hollows that descents ended in, the deepest first; equal strains are one hollow.
  void keep_hollow(const Descended& reached) {
    constexpr double alike = 0.02;
    const auto place = std::lower_bound(hollows_.begin(), hollows_.end(), reached.strain,
                                        [](const Descended& h, double strain) { return h.strain < strain; });
    const bool known = (place != hollows_.end() && place->strain < reached.strain + alike) ||
                       (place != hollows_.begin() && std::prev(place)->strain > reached.strain - alike);
    if (known && place != hollows_.begin()) return;
    hollows_.insert(place, reached);
    if (hollows_.size() > hollows_kept) hollows_.pop_back();
  }

  void take(double strain, const std::vector<double>& coordinates) {
    if (!(strain < found_.upper)) return;
    found_.upper = strain;
    best_ = coordinates;
  }

  const Premises& premises_;
  const Statements& statements_;
  const Search& search_;
  const std::stop_token& stop_;
  Strain found_;
  std::vector<double> best_;
  static constexpr std::size_t hollows_kept = 4;
  std::vector<Descended> hollows_;
  double good_enough_ = 0.0;
};

/// The terms of one aircraft, and which of them the statements are.
struct Part {
  Premises premises;
  Statements statements, in_whole;
};

Part part_of(const Premises& premises, const Statements& statements, std::size_t aircraft) {
  Part part{.premises = premises};
  part.premises.terms.clear();
  for (std::size_t t = 0; t < premises.terms.size(); ++t) {
    if (premises.terms[t].aircraft != aircraft) continue;
    if (std::find(statements.begin(), statements.end(), t) != statements.end()) {
      part.statements.push_back(part.premises.terms.size());
      part.in_whole.push_back(t);
    }
    part.premises.terms.push_back(premises.terms[t]);
  }
  return part;
}

/// Straight flights of each aircraft.
using StraightFlights = std::vector<Chords>;

/// Of several aircraft each is first led to where its own statements have it, the others left aside: together
/// they are where the search for all of them begins.
std::vector<double> each_on_its_own(const Premises& premises, const Statements& statements,
                                    const StraightFlights& straight, const Search& search,
                                    const std::stop_token& stop) {
  std::vector<double> together = coordinates_of({}, premises);
  const std::size_t each = coordinates_of_aircraft(premises.timeline);
  const std::size_t unknowns = premises.aircraft.size() * each;
  for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
    const Part part = part_of(premises, statements, a);
    constexpr std::size_t tried = 4;
    std::vector<Chord> starts = unlike_each_other(straight[a].by_strain(part.in_whole), tried);
    if (starts.empty()) starts.emplace_back();
    Descended best{.strain = infinity};
    for (const Chord& chord : starts) {
      if (best.strain <= search.enough) break;
      Descended reached =
          descend(part.premises, part.statements, coordinates_of(chord, premises, a), search.enough, stop);
      if (reached.strain < best.strain) best = std::move(reached);
    }
    const auto at = [&](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    std::copy_n(best.coordinates.begin() + at(a * each), each, together.begin() + at(a * each));
    for (std::size_t i = unknowns; i < together.size(); ++i)
      if (best.coordinates[i] != 0.0) together[i] = best.coordinates[i];
  }
  return together;
}

Strain closest_to(const Premises& premises, const Statements& statements, const StraightFlights& straight,
                  const Search& search, const std::string& key, const FoundBefore& before,
                  const std::stop_token& stop) {
  Closest closest{premises, statements, search, stop};
  closest.try_known(before);
  if (premises.aircraft.size() > 1 && !closest.is_done())
    closest.descend_from(each_on_its_own(premises, statements, straight, search, stop));
  const std::vector<Chord> chords = straight.front().by_strain(statements);
  // What is good for one statement may lie past a ridge from what is good for most.
  std::vector<Chord> starts = unlike_each_other(chords, search.descents);
  const std::vector<Chord> one_sided = straight.front().best_for_each(statements);
  starts.insert(starts.end(), one_sided.begin(), one_sided.end());
  for (const Chord& chord : unlike_each_other(starts, starts.size())) {
    if (closest.is_done()) break;
    closest.descend_from(coordinates_of(chord, premises));
  }
  closest.nudge(key);
  if (closest.is_doubtful()) {
    closest.sample(chords, before, key);
    closest.nudge(key + "|sampled");
  }
  return std::move(closest).found();
}

/// The draws of premises that share nothing.
std::string own_key(const Premises& premises, const Statements& statements) {
  std::string key = premises.key + "|strain";
  for (const std::size_t s : statements) key += " " + premises.terms[s].id;
  return key;
}

/// All that a search depends on besides the premises.
std::string words_of(const Search& search) {
  std::string words = "|searched";
  for (const double number : {search.chord_spacing, search.chord_radius, search.enough, search.trusted_to})
    words += " " + std::to_string(number);
  return words + " " + std::to_string(search.particles) + " " + std::to_string(search.runs) + " " +
         std::to_string(search.descents) + " " + std::to_string(search.nudges) + " " +
         std::to_string(search.seed);
}

/// The same, looked up where it is known already.
Strain closest_in_common(const Premises& premises, const Statements& statements,
                         const StraightFlights& straight, const Search& search, Common* common,
                         const std::stop_token& stop) {
  std::string words = common != nullptr ? words_of(premises, statements) : std::string{};
  if (words.empty())
    return closest_to(premises, statements, straight, search, own_key(premises, statements), {}, stop);
  words += words_of(search);
  Strain found = common->strains.get(
      words, [&] { return closest_to(premises, statements, straight, search, words, {}, stop); });
  // The flight is the same; what it shows of the other statements is not.
  found.witness = witness_at(premises, found.witness.coordinates);
  return found;
}

StraightFlights straight_flights(const Premises& premises, const Search& search, Common* common) {
  const std::string words = common != nullptr ? words_of(premises, {}) : std::string{};
  StraightFlights straight;
  for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
    const ChordNet net{a, search.chord_spacing, search.chord_radius, search.threads};
    const auto obeying = [&] { return obeying_chords(premises, net); };
    straight.emplace_back(
        premises,
        words.empty() ? obeying() : common->chords.get(words + words_of(search) + std::to_string(a), obeying),
        a, search.threads);
  }
  return straight;
}

}  // namespace

Statements all_statements(const Premises& premises) {
  Statements all;
  for (std::size_t t = 0; t < premises.terms.size(); ++t)
    if (premises.terms[t].role == Term::Role::statement) all.push_back(t);
  return all;
}

Strain strain(const Premises& premises, const Statements& statements, const Search& search,
              const std::stop_token& stop) {
  return closest_to(premises, statements, straight_flights(premises, search, nullptr), search,
                    own_key(premises, statements), {}, stop);
}

Judgement judge(const Premises& premises, const Search& search, const std::stop_token& stop, std::size_t most,
                Common* common, FoundBefore* before) {
  Statements all = all_statements(premises);
  Judgement judgement;
  const StraightFlights straight = straight_flights(premises, search, common);
  FoundBefore tried;
  if (before != nullptr)
    for (const std::vector<double>& coordinates : *before)
      if (coordinates.size() == dimension(premises)) tried.push_back(coordinates);
  // A contradiction between some of the statements is one between all of them: those are searched thoroughly.
  Search whole = search;
  whole.trusted_to = infinity;
  judgement.together = closest_to(premises, all, straight, whole, own_key(premises, all), tried, stop);
  const auto keep = [&](const Witness& witness) {
    constexpr std::size_t most_kept = 48;
    if (before != nullptr && before->size() < most_kept &&
        std::find(before->begin(), before->end(), witness.coordinates) == before->end())
      before->push_back(witness.coordinates);
  };
  keep(judgement.together.witness);
  if (judgement.together.upper <= contradiction) return judgement;
  const Statements everything = all;
  if (all.size() > most) {
    // Those that the closest flight is farthest from: what cannot stand together is among them.
    const std::vector<double>& misfits = judgement.together.witness.misfits;
    std::stable_sort(all.begin(), all.end(),
                     [&](std::size_t a, std::size_t b) { return misfits[a] > misfits[b]; });
    all.resize(most);
    std::sort(all.begin(), all.end());
  }

  // A flight found for some statements often satisfies others too: it is tried before a search is.
  std::vector<Witness> witnesses{judgement.together.witness};
  for (const std::vector<double>& coordinates : tried) witnesses.push_back(witness_at(premises, coordinates));
  const auto satisfied = [&](const Statements& subset) {
    return std::any_of(witnesses.begin(), witnesses.end(),
                       [&](const Witness& w) { return strain_for(w, premises, subset) <= contradiction; });
  };
  const auto holds_a_conflict = [&](const Statements& subset) {
    return std::any_of(judgement.conflicts.begin(), judgement.conflicts.end(), [&](const ConflictSet& known) {
      return std::includes(subset.begin(), subset.end(), known.statements.begin(), known.statements.end());
    });
  };
  // Whether a smaller set is in conflict is all that is asked of it.
  Search quick = search;
  quick.enough = contradiction;
  const auto search_sets = [&] {
    for (std::size_t size = 1; size <= all.size(); ++size)
      for (const Statements& subset : subsets(all, size)) {
        if (stop.stop_requested() || holds_a_conflict(subset) || satisfied(subset)) continue;
        Strain its = closest_in_common(premises, subset, straight, quick, common, stop);
        witnesses.push_back(its.witness);
        keep(its.witness);
        if (its.upper > contradiction) judgement.conflicts.push_back({subset, std::move(its)});
      }
  };
  search_sets();
  // The flights found for some statements may come closer to all of them; where no smaller set explains the
  // contradiction, all of them are searched as thoroughly.
  for (const Witness& witness : witnesses) tried.push_back(witness.coordinates);
  judgement.together =
      closest_to(premises, everything, straight, judgement.conflicts.empty() ? search : whole,
                 own_key(premises, everything), tried, stop);
  // What was called a conflict until a flight was found later is none, and larger sets may be.
  witnesses.push_back(judgement.together.witness);
  if (std::erase_if(judgement.conflicts, [&](const ConflictSet& c) { return satisfied(c.statements); }) > 0)
    search_sets();
  // Strains within a tenth are as good as equal: beyond that a part must not strain more than the whole.
  constexpr double as_good_as_equal = 0.1;
  for (ConflictSet& conflict : judgement.conflicts)
    if (judgement.together.upper + as_good_as_equal < conflict.strain.upper) {
      conflict.strain.upper = strain_for(judgement.together.witness, premises, conflict.statements);
      conflict.strain.witness = judgement.together.witness;
    }
  return judgement;
}

std::vector<ConflictSet> conflict_sets(const Premises& premises, const Search& search,
                                       const std::stop_token& stop, std::size_t most) {
  return judge(premises, search, stop, most).conflicts;
}

}  // namespace recon::flight
