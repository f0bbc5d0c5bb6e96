// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/tempering.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "recon/flight/cloud_moves.hpp"
#include "recon/flight/flying.hpp"
#include "recon/units/parallel.hpp"

namespace recon::flight {
namespace {

// What a run has to pass; docs/method/flights.md says what each check caught.
constexpr double widest_spread = 0.5, least_ancestors = 0.04;
constexpr int most_temperatures = 60;
constexpr double least_step = 1e-9;

double effective_share(const std::vector<double>& log_weights, double power) {
  const double most = *std::max_element(log_weights.begin(), log_weights.end());
  double sum = 0.0, squares = 0.0;
  for (const double l : log_weights) {
    const double w = std::exp(power * (l - most));
    sum += w;
    squares += w * w;
  }
  return sum * sum / (squares * static_cast<double>(log_weights.size()));
}

/// The largest next temperature at which `survivors` of the particles still carry weight.
double next_temperature(const std::vector<double>& gained, double now, double survivors) {
  if (effective_share(gained, 1.0 - now) >= survivors) return 1.0;
  double low = now, high = 1.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (effective_share(gained, middle - now) >= survivors ? low : high) = middle;
  }
  return low;
}

/// One sequential run.
struct Run {
  Cloud cloud;
  double log_share = 0.0, ancestors = 0.0;
  int temperatures = 0;
  bool plateau = false;
};

class Sampler {
public:
  Sampler(const Premises& premises, std::size_t fitted, const Tempering& settings,
          const std::stop_token& stop)
      : premises_{premises}, fitted_{fitted}, settings_{settings}, stop_{stop} {}

  [[nodiscard]] Run run(Cloud start, std::size_t number) const {
    Run run{.cloud = std::move(start)};
    const std::string key = premises_.key + "|run " + std::to_string(number);
    std::vector<std::size_t> ancestor(run.cloud.size);
    std::iota(ancestor.begin(), ancestor.end(), std::size_t{0});
    Fits fits = fits_of(run.cloud);

    double temperature = 0.0;
    while (temperature < 1.0 && !stop_.stop_requested()) {
      const double next = next_temperature(fits.tempered, temperature, settings_.survivors);
      if (next - temperature < least_step || run.temperatures > 3 * most_temperatures) {
        run.plateau = true;
        break;
      }
      const std::string step = key + "|step " + std::to_string(run.temperatures);
      run.log_share += log_mean_weight(fits.tempered, next - temperature);
      resample(run.cloud, fits, ancestor, next - temperature, step);
      temperature = next;
      ++run.temperatures;
      move(run.cloud, fits, temperature, step);
    }
    std::sort(ancestor.begin(), ancestor.end());
    const auto distinct = std::unique(ancestor.begin(), ancestor.end()) - ancestor.begin();
    run.ancestors = static_cast<double>(distinct) / static_cast<double>(run.cloud.size);
    run.cloud.log_likelihood.resize(run.cloud.size);
    for (std::size_t i = 0; i < run.cloud.size; ++i)
      run.cloud.log_likelihood[i] = fits.kept[i] + fits.tempered[i];
    return run;
  }

private:
  /// Per particle: the log-likelihood of the terms it fits already, and of those being tempered.
  struct Fits {
    std::vector<double> kept, tempered;
  };

  [[nodiscard]] std::array<double, 2> fit(const Flown& seen) const {
    std::array<double, 2> sums{0.0, 0.0};
    for (std::size_t t = 0; t < premises_.terms.size(); ++t)
      sums[t < fitted_ ? 0 : 1] += log_likelihood(premises_.terms[t], seen);
    return sums;
  }

  [[nodiscard]] Fits fits_of(const Cloud& cloud) const {
    Fits fits{std::vector<double>(cloud.size), std::vector<double>(cloud.size)};
    in_parallel(cloud.size, settings_.threads, stop_, [&](std::size_t i) {
      Flying flying{premises_};
      const auto [kept, tempered] = fit(flying.all(cloud.row(i)));
      fits.kept[i] = kept;
      fits.tempered[i] = tempered;
    });
    return fits;
  }

  static double log_mean_weight(const std::vector<double>& gained, double power) {
    const double most = *std::max_element(gained.begin(), gained.end());
    double sum = 0.0;
    for (const double l : gained) sum += std::exp(power * (l - most));
    return power * most + std::log(sum / static_cast<double>(gained.size()));
  }

  void resample(Cloud& cloud, Fits& fits, std::vector<std::size_t>& ancestor, double power,
                const std::string& step) const {
    std::vector<double> weights(cloud.size);
    const double most = *std::max_element(fits.tempered.begin(), fits.tempered.end());
    for (std::size_t i = 0; i < cloud.size; ++i) weights[i] = std::exp(power * (fits.tempered[i] - most));
    const double start = Draws{settings_.seed, step + "|resample"}.uniform_pair(0)[0];
    const std::vector<std::size_t> chosen = systematically(weights, start);
    Cloud next = chosen_rows(cloud, chosen);
    Fits next_fits;
    std::vector<std::size_t> next_ancestor;
    for (const std::size_t i : chosen) {
      next_fits.kept.push_back(fits.kept[i]);
      next_fits.tempered.push_back(fits.tempered[i]);
      next_ancestor.push_back(ancestor[i]);
    }
    cloud = std::move(next);
    fits = std::move(next_fits);
    ancestor = std::move(next_ancestor);
  }

  void move(Cloud& cloud, Fits& fits, double temperature, const std::string& step) const {
    const Moves moves{premises_, cloud};
    const Draws draws{settings_.seed, step + "|move"};
    in_parallel(cloud.size, settings_.threads, stop_, [&](std::size_t i) {
      std::array<double, 2> found{fits.kept[i], fits.tempered[i]};
      Flying flying{premises_};
      flying.all(cloud.row(i));
      Stream stream{draws, i};
      double level = fits.kept[i] + temperature * fits.tempered[i];
      for (int sweep = 0; sweep < settings_.sweeps; ++sweep)
        for (std::size_t block = 0; block < moves.blocks(); ++block) {
          const auto [first, count] = moves.range(block);
          const auto target = [&, from = first, many = count](std::span<const double> at) {
            found = fit(flying.changed(at, from, many));
            return found[0] + temperature * found[1];
          };
          if (moves.slice(block, cloud.row(i), stream, level, target)) {
            fits.kept[i] = found[0];
            fits.tempered[i] = found[1];
          } else {
            flying.changed(cloud.row(i), first, count);
          }
        }
    });
  }

  const Premises& premises_;
  std::size_t fitted_;
  const Tempering& settings_;
  const std::stop_token& stop_;
};

Soundness soundness_of(const std::vector<Run>& runs) {
  Soundness sound;
  double least = std::numeric_limits<double>::infinity(), most = -least, sum = 0.0;
  sound.surviving_ancestors = 1.0;
  for (const Run& run : runs) {
    least = std::min(least, run.log_share);
    most = std::max(most, run.log_share);
    sum += run.log_share;
    sound.surviving_ancestors = std::min(sound.surviving_ancestors, run.ancestors);
    sound.temperatures = std::max(sound.temperatures, run.temperatures);
    sound.plateau = sound.plateau || run.plateau;
  }
  sound.log_share = sum / static_cast<double>(runs.size());
  sound.log_share_spread = most - least;
  if (sound.plateau) sound.failed.emplace_back("the search got stuck before all claims were met");
  if (sound.log_share_spread > widest_spread)
    sound.failed.emplace_back("independent searches disagree on how rare such flights are");
  if (sound.surviving_ancestors < least_ancestors)
    sound.failed.emplace_back("too few of the first flights have descendants");
  if (sound.temperatures > most_temperatures) sound.failed.emplace_back("too many temperatures were needed");
  return sound;
}

Cloud prior_cloud(const Premises& premises, std::size_t size, const Draws& draws) {
  Cloud cloud = empty_cloud(premises, size);
  for (std::size_t i = 0; i < size; ++i) {
    Stream stream{draws, i};
    draw_prior(premises, cloud.row(i), stream);
  }
  return cloud;
}

template <class Start>
Drawn drawn(const Premises& premises, std::size_t fitted, const Tempering& settings,
            const std::stop_token& stop, const Start& start) {
  const Sampler sampler{premises, fitted, settings, stop};
  std::vector<Run> runs;
  for (std::size_t r = 0; r < settings.runs; ++r)
    runs.push_back(sampler.run(start(Draws{settings.seed, premises.key + "|prior " + std::to_string(r)}), r));
  Drawn result{.cloud = empty_cloud(premises, 0), .soundness = soundness_of(runs)};
  for (const Run& run : runs) append(result.cloud, run.cloud);
  return result;
}

template <class Attempt>
Drawn repeated_once(const Tempering& settings, const std::stop_token& stop, const Attempt& attempt) {
  Drawn first = attempt(settings);
  if (first.soundness.failed.empty() || !settings.repeats || stop.stop_requested()) return first;
  Tempering larger = settings;
  larger.particles *= 2;
  return attempt(larger);
}

}  // namespace

Drawn draw(const Premises& premises, const Tempering& settings, const std::stop_token& stop) {
  return repeated_once(settings, stop, [&](const Tempering& s) {
    return drawn(premises, 0, s, stop,
                 [&](const Draws& draws) { return prior_cloud(premises, s.particles, draws); });
  });
}

Drawn draw_on(const Premises& premises, const Cloud& parents, std::size_t fitted, const Tempering& settings,
              const std::stop_token& stop) {
  return repeated_once(settings, stop, [&](const Tempering& s) {
    return drawn(premises, fitted, s, stop, [&](const Draws& draws) {
      std::vector<std::size_t> chosen;
      for (std::size_t i = 0; i < s.particles; ++i)
        chosen.push_back(
            static_cast<std::size_t>(draws.uniform_pair(i)[0] * static_cast<double>(parents.size)));
      return chosen_rows(parents, chosen);
    });
  });
}

}  // namespace recon::flight
