// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/level_sampler.hpp"

#include <algorithm>
#include <numeric>

#include "recon/flight/cloud_moves.hpp"
#include "recon/flight/flying.hpp"
#include "recon/units/parallel.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr int least_gaining_levels = 6;
constexpr double least_gain = 0.01, near_enough = 1e-3;
constexpr int most_levels = 80;

class LevelSampler {
public:
  LevelSampler(const Premises& premises, const Statements& statements, const LevelSearch& search,
               const std::vector<std::vector<double>>& known, const std::stop_token& stop)
      : premises_{premises}, statements_{statements}, search_{search}, known_{known}, stop_{stop} {}

  [[nodiscard]] Level run(const std::vector<Chord>& chords) const {
    const std::string& key = search_.key;
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
  /// Strain knows no prior, so the search may start where it likes: half the flights curve about chords.
  /// The best chord itself stays away: its copies would take over before the curved flights have caught up.
  /// Flights that are good already are a quarter.
  [[nodiscard]] Cloud start(const std::string& key, const std::vector<Chord>& chords) const {
    Cloud cloud = empty_cloud(premises_, search_.particles);
    const Draws draws{search_.seed, key + "|prior"};
    for (std::size_t i = 0; i < cloud.size; ++i) {
      Stream stream{draws, i};
      draw_prior(premises_, cloud.row(i), stream);
      if (i % 4 == 2 && !known_.empty()) {
        std::copy(known_[i / 4 % known_.size()].begin(), known_[i / 4 % known_.size()].end(),
                  cloud.row(i).begin());
        continue;
      }
      if (chords.empty() || i % 2 == 0) continue;
      const auto choice = static_cast<std::size_t>(static_cast<double>(chords.size()) * stream.uniform());
      const std::vector<double> chord = coordinates_of(chords[choice], premises_);
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
  const LevelSearch& search_;
  const std::vector<std::vector<double>>& known_;
  const std::stop_token& stop_;
};

}  // namespace

Level lowest_level(const Premises& premises, const Statements& statements, const LevelSearch& search,
                   const std::vector<Chord>& chords, const std::vector<std::vector<double>>& known,
                   const std::stop_token& stop) {
  return LevelSampler{premises, statements, search, known, stop}.run(chords);
}

}  // namespace recon::flight
