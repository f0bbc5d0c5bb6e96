// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/strain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>

#include "recon/flight/cloud_moves.hpp"
#include "recon/flight/flying.hpp"
#include "recon/units/parallel.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Structure and envelope may be off by one sigma and no more; worse flights come after all that obey.
constexpr double held_to = 1.0, beyond_statements = 1e4;

constexpr int least_gaining_levels = 6;
constexpr double least_gain = 0.01, near_enough = 1e-3;
constexpr int most_levels = 80;

using Statements = std::vector<std::size_t>;

/// The strain of one flight: what the search makes least. Above `enough` any figure above it will do.
double strain_of(const Premises& premises, const Statements& statements, const Flown& seen,
                 double enough = infinity) {
  double held = 0.0;
  for (const Term& term : premises.terms) {
    if (term.role == Term::Role::statement) continue;
    held = std::max(held, misfit(term, seen));
    if (held > held_to && beyond_statements * held > enough) return beyond_statements * held;
  }
  if (held > held_to) return beyond_statements * held;
  double worst = 0.0;
  for (const std::size_t s : statements) {
    worst = std::max(worst, misfit(premises.terms[s], seen));
    if (worst > enough) break;
  }
  return worst;
}

double strain_at(const Premises& premises, const Statements& statements,
                 std::span<const double> coordinates) {
  const FlightSet set = flight_set(premises, coordinates);
  return strain_of(premises, statements, flown(premises, set));
}

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

// ---- straight flights -----------------------------------------------------------------------------

/// A straight flight at constant speed that passes `from` and `to`; time zero falls at the share `event` of
/// the way between them.
struct Chord {
  geo::PlanePoint from, to;
  double speed = 200.0, event = 0.5;
};

/// The coordinates of a chord: its state at time zero and no noise.
std::vector<double> coordinates_of(const Chord& chord, const Premises& premises, std::size_t aircraft) {
  std::vector<double> x(dimension(premises), 0.0);
  for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
    const std::size_t each = (x.size() - premises.unknowns.size()) / premises.aircraft.size();
    double* anchor = x.data() + a * each;
    const Prior& prior = premises.aircraft[a];
    const double east = chord.to.east - chord.from.east, north = chord.to.north - chord.from.north;
    const double length = std::hypot(east, north);
    if (a == aircraft && length > 0.0) {
      anchor[0] = chord.from.east + chord.event * east;
      anchor[1] = chord.from.north + chord.event * north;
      anchor[2] = chord.speed * east / length;
      anchor[3] = chord.speed * north / length;
    } else {
      anchor[0] = prior.place.east;
      anchor[1] = prior.place.north;
      anchor[2] = prior.east_speed;
      anchor[3] = prior.north_speed;
    }
  }
  return x;
}

}  // namespace

/// What is searched once; whoever asks second waits for the first.
struct Common::Known {
  struct Flights {
    std::once_flag once;
    std::vector<std::vector<Chord>> chords;  // by the point of the edge they start at
  };
  struct Set {
    std::once_flag once;
    Strain strain;
  };
  std::mutex mutex;
  std::map<std::string, Flights> flights;
  struct Clouds {
    std::once_flag once;
    std::shared_ptr<const Drawn> drawn;
  };
  std::map<std::string, Set> sets;
  std::map<std::string, Clouds> clouds;
};

Common::Common() : known_{std::make_unique<Known>()} {}
Common::~Common() = default;

namespace {

std::string exactly(std::initializer_list<double> numbers) {
  std::string text;
  for (const double x : numbers) text += std::to_string(std::bit_cast<std::uint64_t>(x)) + " ";
  return text;
}

/// Everything that the strain of some statements depends on, in words: equal words, equal strain. Empty where
/// a term is like no other.
std::string words_of(const Premises& premises, const Statements& statements, const Search& search) {
  std::string words = exactly({premises.timeline.begin, premises.timeline.end, premises.timeline.step,
                               static_cast<double>(premises.timeline.looks), search.enough,
                               search.chord_spacing, search.chord_radius}) +
                      std::to_string(search.particles) + " " + std::to_string(search.runs) + " " +
                      std::to_string(search.seed);
  for (const Prior& p : premises.aircraft)
    words += "|" + exactly({p.place.east, p.place.north, p.sigma_east, p.sigma_north, p.east_speed,
                            p.north_speed, p.speed_sigma, p.q, p.wind_sigma});
  for (const Premises::Unknown& u : premises.unknowns) words += "|" + u.name + exactly({u.mean, u.sigma});
  for (const Premises::Zone& zone : premises.zones) words += "|" + zone.id;
  for (std::size_t t = 0; t < premises.terms.size(); ++t) {
    const Term& term = premises.terms[t];
    const bool taken = term.role != Term::Role::statement ||
                       std::find(statements.begin(), statements.end(), t) != statements.end();
    if (!taken) continue;
    if (term.same.empty()) return {};
    words += "|" + term.same;
  }
  return words;
}

/// Straight flights between points of the edge, with the misfit of every term: flown once, asked for any set.
class Chords {
public:
  Chords(const Premises& premises, const Search& search, const Common* common)
      : premises_{premises}, search_{search} {
    const std::string words = common != nullptr ? words_of(premises, {}, search) : std::string{};
    if (words.empty()) {
      measure(obeying_chords());
      return;
    }
    Common::Known& known = common->known();
    Common::Known::Flights& flights = [&]() -> Common::Known::Flights& {
      const std::scoped_lock lock{known.mutex};
      return known.flights[words];
    }();
    std::call_once(flights.once, [&] { flights.chords = obeying_chords(); });
    measure(flights.chords);
  }

  struct Best {
    Chord chord;
    double strain = infinity;
  };

  /// The best for some statements, moved until it gets no better; nullopt when no chord obeys structure and
  /// envelope. Not moved when it is good enough as it is.
  [[nodiscard]] std::optional<Best> best(const Statements& statements) const {
    std::vector<Best> tried;
    for (const std::size_t i : obeying(statements)) tried.push_back({flown_[i].chord, strain(i, statements)});
    if (tried.empty()) return std::nullopt;
    constexpr std::size_t refined = 6;
    if (tried.size() > refined) tried.resize(refined);
    Best best = tried.front();
    for (Best& next : tried) {
      if (best.strain <= search_.enough) break;
      refine(next, statements);
      if (next.strain < best.strain) best = next;
    }
    return best;
  }

  /// The better half of all chords for some statements, the best first.
  [[nodiscard]] std::vector<Chord> better_half(const Statements& statements) const {
    std::vector<Chord> chords;
    const std::vector<std::size_t> all = obeying(statements);
    for (std::size_t i = 0; i < (all.size() + 1) / 2; ++i) chords.push_back(flown_[all[i]].chord);
    return chords;
  }

private:
  static constexpr std::array<double, 4> speeds{110.0, 160.0, 220.0, 300.0};
  static constexpr std::array<double, 3> events{0.0, 0.5, 1.0};

  struct FlownChord {
    Chord chord;
    std::vector<double> misfits;  // per term; of statements only
  };

  [[nodiscard]] std::vector<geo::PlanePoint> ends() const {
    std::vector<geo::PlanePoint> points;
    for (const Premises::Zone& zone : premises_.zones) {
      const geo::PlanePoint centre = zone.tip ? zone.tip->vertex : premises_.aircraft.front().place;
      const auto edge = zone.ground->edge(centre, search_.chord_radius, search_.chord_spacing);
      points.insert(points.end(), edge.begin(), edge.end());
    }
    // Bounded: of a ragged coast every so many-th point.
    constexpr std::size_t most = 64;
    const std::size_t every = points.size() / most + 1;
    std::vector<geo::PlanePoint> kept;
    for (std::size_t i = 0; i < points.size(); i += every) kept.push_back(points[i]);
    return kept;
  }

  /// Flies chords one after the other.
  class Straight {
  public:
    explicit Straight(const Premises& premises) : premises_{premises}, flying_{premises} {
      flying_.all(std::vector<double>(coordinates_of({}, premises, premises.aircraft.size())));
    }
    const Flown& fly(const Chord& chord) {
      constexpr std::size_t anchor = 4;
      return flying_.changed(coordinates_of(chord, premises_, 0), 0, anchor);
    }

  private:
    const Premises& premises_;
    Flying flying_;
  };

  [[nodiscard]] bool obeys(const Flown& seen) const {
    return std::all_of(premises_.terms.begin(), premises_.terms.end(), [&](const Term& term) {
      return term.role == Term::Role::statement || misfit(term, seen) <= held_to;
    });
  }

  /// Those that structure and envelope allow.
  [[nodiscard]] std::vector<std::vector<Chord>> obeying_chords() const {
    const std::vector<geo::PlanePoint> points = ends();
    std::vector<std::vector<Chord>> found(points.size());
    in_parallel(points.size(), search_.threads, {}, [&](std::size_t i) {
      Straight straight{premises_};
      for (std::size_t j = 0; j < points.size(); ++j)
        for (std::size_t k = 0; k < speeds.size() && i != j; ++k) {
          const Chord chord{points[i], points[j], speeds[k], events[(i + j + k) % events.size()]};
          if (obeys(straight.fly(chord))) found[i].push_back(chord);
        }
    });
    return found;
  }

  void measure(const std::vector<std::vector<Chord>>& chords) {
    std::vector<std::vector<FlownChord>> measured(chords.size());
    in_parallel(chords.size(), search_.threads, {}, [&](std::size_t i) {
      if (chords[i].empty()) return;
      Straight straight{premises_};
      for (const Chord& chord : chords[i]) {
        const Flown& seen = straight.fly(chord);
        FlownChord& flown = measured[i].emplace_back(FlownChord{chord, {}});
        for (const Term& term : premises_.terms)
          flown.misfits.push_back(term.role == Term::Role::statement ? misfit(term, seen) : 0.0);
      }
    });
    for (auto& some : measured) flown_.insert(flown_.end(), some.begin(), some.end());
  }

  [[nodiscard]] double strain(std::size_t i, const Statements& statements) const {
    double worst = 0.0;
    for (const std::size_t s : statements) worst = std::max(worst, flown_[i].misfits[s]);
    return worst;
  }

  /// Chords by strain, the best first.
  [[nodiscard]] std::vector<std::size_t> obeying(const Statements& statements) const {
    std::vector<std::size_t> order(flown_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> strains;
    for (const std::size_t i : order) strains.push_back(strain(i, statements));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return strains[a] < strains[b]; });
    return order;
  }

  /// Steps along each of the six numbers of a chord, halved when none helps.
  void refine(Best& tried, const Statements& statements) const {
    double metres = search_.chord_spacing, speed = 40.0, event = 0.25;
    for (int round = 0; round < 40 && tried.strain > search_.enough; ++round) {
      bool better = false;
      const auto attempt = [&](const auto& change) {
        for (const double sign : {1.0, -1.0}) {
          Chord moved = tried.chord;
          change(moved, sign);
          if (moved.speed < 1.0) continue;
          const double s = strain_at(premises_, statements, coordinates_of(moved, premises_, 0));
          if (s < tried.strain) {
            tried = {moved, s};
            better = true;
          }
        }
      };
      attempt([&](Chord& c, double sign) { c.from.east += sign * metres; });
      attempt([&](Chord& c, double sign) { c.from.north += sign * metres; });
      attempt([&](Chord& c, double sign) { c.to.east += sign * metres; });
      attempt([&](Chord& c, double sign) { c.to.north += sign * metres; });
      attempt([&](Chord& c, double sign) { c.speed += sign * speed; });
      attempt([&](Chord& c, double sign) { c.event += sign * event; });
      if (better) continue;
      metres *= 0.5;
      speed *= 0.5;
      event *= 0.5;
      if (metres < 1.0) return;
    }
  }

  const Premises& premises_;
  const Search& search_;
  std::vector<FlownChord> flown_;
};

// ---- curved flights -------------------------------------------------------------------------------

struct Level {
  double strain = infinity;
  std::vector<double> coordinates;
  std::size_t evaluations = 0;
};

/// Keeps the better half, moves it without letting it get worse than that, and again.
class LevelSampler {
public:
  LevelSampler(const Premises& premises, const Statements& statements, const Search& search, std::string key,
               const FoundBefore& before, const std::stop_token& stop)
      : premises_{premises},
        statements_{statements},
        search_{search},
        key_{std::move(key)},
        before_{before},
        stop_{stop} {}

  [[nodiscard]] Level run(std::size_t number, const std::vector<Chord>& chords) const {
    const std::string key = key_ + "|run " + std::to_string(number);
    Cloud cloud = start(key, chords);
    std::vector<double> strains(cloud.size);
    in_parallel(cloud.size, search_.threads, stop_, [&](std::size_t i) {
      Flying flying{premises_};
      strains[i] = strain_of(premises_, statements_, flying.all(cloud.row(i)));
    });
    Level best;
    best.evaluations = cloud.size;
    keep_best(cloud, strains, best);

    // What counts as a gain is the whole cloud's: its best may be a straight flight that it has yet to reach.
    int gainless = 0;
    for (int level = 0; level < most_levels && best.strain > search_.enough && !stop_.stop_requested();
         ++level) {
      const double before = median(strains);
      best.evaluations += raise(cloud, strains, key + "|level " + std::to_string(level));
      keep_best(cloud, strains, best);
      gainless = median(strains) > (1.0 - least_gain) * before ? gainless + 1 : 0;
      if (gainless >= least_gaining_levels || best.strain < near_enough) break;
    }
    return best;
  }

private:
  /// Strain knows no prior, so the search may start where it likes: half the flights curve about chords,
  /// taken from the better half of those that were tried. The best chord itself stays away: its copies would
  /// take over before the curved flights have caught up. Flights that other readings were content with are a
  /// quarter.
  [[nodiscard]] Cloud start(const std::string& key, const std::vector<Chord>& chords) const {
    Cloud cloud = empty_cloud(premises_, search_.particles);
    const Draws draws{search_.seed, key + "|prior"};
    for (std::size_t i = 0; i < cloud.size; ++i) {
      Stream stream{draws, i};
      draw_prior(premises_, cloud.row(i), stream);
      if (i % 4 == 2 && !before_.empty()) {
        std::copy(before_[i / 4 % before_.size()].begin(), before_[i / 4 % before_.size()].end(),
                  cloud.row(i).begin());
        continue;
      }
      if (chords.empty() || i % 2 == 0) continue;
      const auto choice = static_cast<std::size_t>(static_cast<double>(chords.size()) * stream.uniform());
      const std::vector<double> chord = coordinates_of(chords[choice], premises_, 0);
      std::copy_n(chord.begin(), 4, cloud.row(i).begin());
    }
    return cloud;
  }

  static void keep_best(const Cloud& cloud, const std::vector<double>& strains, Level& best) {
    const auto least = std::min_element(strains.begin(), strains.end());
    if (*least >= best.strain) return;
    const auto row = cloud.row(static_cast<std::size_t>(least - strains.begin()));
    best.strain = *least;
    best.coordinates.assign(row.begin(), row.end());
  }

  static double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  /// The median; below it where it stands on a step that many flights share (one stay too many).
  static double next_level(const std::vector<double>& strains) {
    const double level = median(strains);
    std::vector<double> below;
    for (const double s : strains)
      if (s < level) below.push_back(s);
    const auto on_it = std::count(strains.begin(), strains.end(), level);
    const bool is_step = static_cast<std::size_t>(on_it) > strains.size() / 4;
    const bool leaves_enough = below.size() >= strains.size() / 25 && !below.empty();
    return is_step && leaves_enough ? *std::max_element(below.begin(), below.end()) : level;
  }

  std::size_t raise(Cloud& cloud, std::vector<double>& strains, const std::string& key) const {
    const double level = next_level(strains);
    std::vector<double> weights;
    for (const double s : strains) weights.push_back(s <= level ? 1.0 : 0.0);
    const auto chosen = systematically(weights, Draws{search_.seed, key + "|resample"}.uniform_pair(0)[0]);
    cloud = chosen_rows(cloud, chosen);
    std::vector<double> next;
    for (const std::size_t i : chosen) next.push_back(strains[i]);
    strains = std::move(next);

    const Moves moves{premises_, cloud};
    const Draws draws{search_.seed, key + "|move"};
    std::vector<std::size_t> evaluations(cloud.size, 0);
    in_parallel(cloud.size, search_.threads, stop_, [&](std::size_t i) {
      double found = strains[i], target = 0.0;
      Flying flying{premises_};
      flying.all(cloud.row(i));
      Stream stream{draws, i};
      for (int sweep = 0; sweep < 2; ++sweep)
        for (std::size_t block = 0; block < moves.blocks(); ++block) {
          const auto [first, count] = moves.range(block);
          const auto below = [&, from = first, many = count](std::span<const double> at) {
            ++evaluations[i];
            found = strain_of(premises_, statements_, flying.changed(at, from, many), level);
            return found <= level ? 0.0 : -infinity;
          };
          if (moves.slice(block, cloud.row(i), stream, target, below))
            strains[i] = found;
          else
            flying.changed(cloud.row(i), first, count);
        }
    });
    return std::accumulate(evaluations.begin(), evaluations.end(), std::size_t{0});
  }

  const Premises& premises_;
  const Statements& statements_;
  const Search& search_;
  std::string key_;
  const FoundBefore& before_;
  const std::stop_token& stop_;
};

// ---- certificates ---------------------------------------------------------------------------------

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

Statements statements_of(const Premises& premises) {
  Statements all;
  for (std::size_t t = 0; t < premises.terms.size(); ++t)
    if (premises.terms[t].role == Term::Role::statement) all.push_back(t);
  return all;
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

}  // namespace

namespace {

Strain strain_with(const Chords& straight, const Premises& premises, const Statements& statements,
                   const Search& search, std::string key, const FoundBefore& before,
                   const std::stop_token& stop) {
  Strain found;
  if (one_complete_stay(premises)) {
    const Proof proof = proof_of(premises, statements);
    found.lower = proof.least;
    found.certificate = proof.because;
  }
  std::vector<double> best_coordinates(dimension(premises), 0.0);
  found.upper = infinity;
  Flying flying{premises};
  for (const std::vector<double>& coordinates : before)
    if (const double strain = strain_of(premises, statements, flying.all(coordinates));
        strain < found.upper) {
      found.upper = strain;
      best_coordinates = coordinates;
    }
  const auto best = found.upper > search.enough ? straight.best(statements) : std::nullopt;
  if (best && best->strain < found.upper) {
    found.upper = best->strain;
    best_coordinates = coordinates_of(best->chord, premises, 0);
  }
  const LevelSampler sampler{premises, statements, search, std::move(key), before, stop};
  const std::vector<Chord> chords = straight.better_half(statements);
  double least = infinity, most = 0.0;
  for (std::size_t r = 0; r < search.runs && found.upper > std::max(found.lower, search.enough); ++r) {
    const Level level = sampler.run(r, chords);
    found.evaluations += level.evaluations;
    least = std::min(least, level.strain);
    most = std::max(most, level.strain);
    if (level.strain < found.upper) {
      found.upper = level.strain;
      best_coordinates = level.coordinates;
    }
  }
  found.spread = most > least ? most - least : 0.0;
  found.witness = witness_at(premises, best_coordinates);
  return found;
}

/// The draws of premises that share nothing.
std::string own_key(const Premises& premises, const Statements& statements) {
  std::string key = premises.key + "|strain";
  for (const std::size_t s : statements) key += " " + premises.terms[s].id;
  return key;
}

/// The same, looked up where it is known already.
Strain strain_shared(const Chords& straight, const Premises& premises, const Statements& statements,
                     const Search& search, const Common* common, const std::stop_token& stop) {
  const std::string words = common != nullptr ? words_of(premises, statements, search) : std::string{};
  if (words.empty())
    return strain_with(straight, premises, statements, search, own_key(premises, statements), {}, stop);
  Common::Known& known = common->known();
  Common::Known::Set& set = [&]() -> Common::Known::Set& {
    const std::scoped_lock lock{known.mutex};
    return known.sets[words];
  }();
  std::call_once(set.once,
                 [&] { set.strain = strain_with(straight, premises, statements, search, words, {}, stop); });
  // The flight is the same; what it shows of the other statements is not.
  Strain found = set.strain;
  found.witness = witness_at(premises, found.witness.coordinates);
  return found;
}

}  // namespace

Strain strain(const Premises& premises, const Statements& statements, const Search& search,
              const std::stop_token& stop) {
  return strain_with(Chords{premises, search, nullptr}, premises, statements, search,
                     own_key(premises, statements), {}, stop);
}

Judgement judge(const Premises& premises, const Search& search, const std::stop_token& stop, std::size_t most,
                const Common* common, FoundBefore* before) {
  Statements all = statements_of(premises);
  Judgement judgement;
  const Chords straight{premises, search, common};
  FoundBefore tried;
  if (before != nullptr)
    for (const std::vector<double>& coordinates : *before)
      if (coordinates.size() == dimension(premises)) tried.push_back(coordinates);
  judgement.together =
      tried.empty() ? strain_shared(straight, premises, all, search, common, stop)
                    : strain_with(straight, premises, all, search, own_key(premises, all), tried, stop);
  const auto keep = [&](const Witness& witness) {
    constexpr std::size_t most_kept = 48;
    if (before != nullptr && before->size() < most_kept &&
        std::find(before->begin(), before->end(), witness.coordinates) == before->end())
      before->push_back(witness.coordinates);
  };
  keep(judgement.together.witness);
  if (judgement.together.upper <= contradiction) return judgement;
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
  for (std::size_t size = 1; size <= all.size() && !stop.stop_requested(); ++size)
    for (const Statements& subset : subsets(all, size)) {
      if (stop.stop_requested() || holds_a_conflict(subset) || satisfied(subset)) continue;
      Strain its = strain_shared(straight, premises, subset, quick, common, stop);
      witnesses.push_back(its.witness);
      keep(its.witness);
      if (its.upper > contradiction) judgement.conflicts.push_back({subset, std::move(its)});
    }
  return judgement;
}

std::vector<ConflictSet> conflict_sets(const Premises& premises, const Search& search,
                                       const std::stop_token& stop, std::size_t most) {
  return judge(premises, search, stop, most).conflicts;
}

Strain strain(const Premises& premises, const Statements& statements, const Search& search,
              const std::stop_token& stop, const Common& common) {
  return strain_shared(Chords{premises, search, &common}, premises, statements, search, &common, stop);
}

namespace {

Premises with_terms(const Premises& premises, const std::vector<std::size_t>& terms) {
  Premises some = premises;
  some.terms.clear();
  for (const std::size_t t : terms) some.terms.push_back(premises.terms[t]);
  return some;
}

}  // namespace

std::shared_ptr<const Drawn> draw_with(const Premises& premises, const std::vector<std::size_t>& terms,
                                       const Tempering& settings, const std::stop_token& stop,
                                       const Common& common) {
  Premises some = with_terms(premises, terms);
  const Search as_drawn{.particles = settings.particles, .runs = settings.runs, .seed = settings.seed};
  const std::string words = words_of(some, statements_of(some), as_drawn);
  if (words.empty()) return std::make_shared<const Drawn>(draw(some, settings, stop));
  some.key = words + "|drawn";
  Common::Known& known = common.known();
  Common::Known::Clouds& clouds = [&]() -> Common::Known::Clouds& {
    const std::scoped_lock lock{known.mutex};
    return known.clouds[words];
  }();
  std::call_once(clouds.once,
                 [&] { clouds.drawn = std::make_shared<const Drawn>(draw(some, settings, stop)); });
  return clouds.drawn;
}

std::shared_ptr<const Drawn> draw_from(const Premises& premises, const std::vector<std::size_t>& base,
                                       const std::vector<std::size_t>& terms, const Tempering& settings,
                                       const std::stop_token& stop, const Common& common) {
  if (base.size() >= terms.size()) return draw_with(premises, terms, settings, stop, common);
  const auto parents = draw_with(premises, base, settings, stop, common);
  // Where flights that fit a part cannot be drawn soundly, flights that fit all of it cannot either.
  if (!parents->soundness.failed.empty() || parents->cloud.size == 0)
    return std::make_shared<const Drawn>(
        Drawn{.cloud = empty_cloud(premises, 0), .soundness = parents->soundness});
  std::vector<std::size_t> ordered = base;
  for (const std::size_t t : terms)
    if (std::find(base.begin(), base.end(), t) == base.end()) ordered.push_back(t);
  Premises some = with_terms(premises, ordered);
  some.key = premises.key + "|on a base";
  return std::make_shared<const Drawn>(draw_on(some, parents->cloud, base.size(), settings, stop));
}

namespace {

/// How much more often flights of a cloud are met when the prior of all speeds is wider by a factor: the
/// ratio of both densities, up to a constant.
std::vector<double> weights_under(double factor, const Premises& premises, const Cloud& cloud) {
  std::vector<double> weights(cloud.size, 1.0);
  if (factor == 1.0) return weights;
  const std::size_t each = coordinates_of_aircraft(premises.timeline);
  double most = -infinity;
  for (std::size_t i = 0; i < cloud.size; ++i) {
    double log_weight = 0.0;
    for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
      const Prior& prior = premises.aircraft[a];
      const auto anchor = cloud.row(i).subspan(a * each, 4);
      const double east = (anchor[2] - prior.east_speed) / prior.speed_sigma;
      const double north = (anchor[3] - prior.north_speed) / prior.speed_sigma;
      log_weight += 0.5 * (east * east + north * north) * (1.0 - 1.0 / (factor * factor));
    }
    weights[i] = log_weight;
    most = std::max(most, log_weight);
  }
  for (double& w : weights) w = std::exp(w - most);
  return weights;
}

struct Weighed {
  double figure, weight;
};

double quantile(const std::vector<Weighed>& sorted, double all, double share) {
  double reached = 0.0;
  for (const Weighed& w : sorted) {
    reached += w.weight;
    if (reached >= share * all) return w.figure;
  }
  return sorted.back().figure;
}

}  // namespace

WouldHaveRead would_have_read(const Premises& premises, std::size_t statement, const Cloud& cloud,
                              std::uint64_t seed, double speed_prior) {
  WouldHaveRead result{.statement = statement};
  if (cloud.size == 0) return result;
  const Term& term = premises.terms[statement];
  const Draws draws{seed, premises.key + "|would have read " + term.id};
  const std::vector<double> weights = weights_under(speed_prior, premises, cloud);
  std::vector<Weighed> figures;
  double all = 0.0, squares = 0.0, below = 0.0, above = 0.0;
  const double half = 0.5 * (term.cell.highest - term.cell.lowest);
  Flying flying{premises};
  for (std::size_t i = 0; i < cloud.size; ++i) {
    const double rounding = std::isfinite(half) ? half * (2.0 * draws.uniform_pair(2 * i)[0] - 1.0) : 0.0;
    const double figure = term.measure(flying.all(cloud.row(i)));
    const double read = figure + rounding + term.error * draws.normal_pair(2 * i + 1)[0];
    figures.push_back({figure, weights[i]});
    all += weights[i];
    squares += weights[i] * weights[i];
    (read < term.cell.stated ? below : above) += weights[i];
  }
  std::sort(figures.begin(), figures.end(),
            [](const Weighed& a, const Weighed& b) { return a.figure < b.figure; });
  result.figure = {quantile(figures, all, 0.05), quantile(figures, all, 0.5), quantile(figures, all, 0.95)};
  const double n = all * all / squares, share = std::min(below, above) / all;
  constexpr double z = 1.959964;
  const double centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  const double half_width =
      z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  result.effective = n;
  result.none = !(share > 0.0);
  result.typicality = result.none ? 1.0 / n : std::min(1.0, 2.0 * share);
  result.low = std::max(0.0, 2.0 * (centre - half_width));
  result.high = std::min(1.0, 2.0 * (centre + half_width));
  return result;
}

}  // namespace recon::flight
