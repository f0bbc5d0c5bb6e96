// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/correlation_length.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "recon/flight/random.hpp"

namespace recon::assess {
namespace {

using Runs = std::vector<std::vector<double>>;

constexpr std::size_t most_values = 600;  // in the longest run; closer ones tell the length no better
constexpr std::size_t fewest_values = 20;
constexpr std::size_t most_lags = 60;
constexpr std::size_t replicates = 200;
// At this many lengths the correlation has fallen to 0.05.
constexpr double range_of_length = 2.739;
constexpr double grid_step = 1.06;  // of trial lengths: finer than any line can tell

double correlation(double lag, double length) {
  const double x = std::numbers::sqrt3 * lag / length;
  return (1.0 + x) * std::exp(-x);
}

std::size_t longest(const Runs& runs) {
  std::size_t n = 0;
  for (const auto& run : runs) n = std::max(n, run.size());
  return n;
}

Runs thinned(const Runs& runs, std::size_t stride) {
  Runs out;
  for (const auto& run : runs) {
    auto& kept = out.emplace_back();
    for (std::size_t i = 0; i < run.size(); i += stride) kept.push_back(run[i]);
  }
  return out;
}

/// Lags in steps, with the empirical semivariance and the number of pairs of each.
struct Semivariogram {
  std::vector<double> lag, value, pairs;
};

Semivariogram semivariogram(const Runs& runs, double step) {
  const std::size_t furthest = longest(runs) / 2;
  const std::size_t apart = std::max<std::size_t>(1, furthest / most_lags);
  Semivariogram result;
  for (std::size_t k = apart; k <= furthest; k += apart) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const auto& run : runs)
      for (std::size_t i = k; i < run.size(); ++i, ++count)
        sum += (run[i] - run[i - k]) * (run[i] - run[i - k]);
    if (count == 0) continue;
    result.lag.push_back(static_cast<double>(k) * step);
    result.value.push_back(0.5 * sum / static_cast<double>(count));
    result.pairs.push_back(static_cast<double>(count));
  }
  return result;
}

struct Fit {
  double length = 0.0, variance = 0.0;
};

/// Weighted least squares: the variance in closed form for every trial length.
Fit fit(const Semivariogram& seen, double step, double longest_lag) {
  Fit best;
  double least = HUGE_VAL;
  for (double length = step; length <= 4.0 * longest_lag; length *= grid_step) {
    double gg = 0.0, gv = 0.0, vv = 0.0;
    for (std::size_t i = 0; i < seen.lag.size(); ++i) {
      const double g = 1.0 - correlation(seen.lag[i], length);
      gg += seen.pairs[i] * g * g;
      gv += seen.pairs[i] * g * seen.value[i];
      vv += seen.pairs[i] * seen.value[i] * seen.value[i];
    }
    const double misfit = vv - gv * gv / gg;
    if (misfit >= least) continue;
    least = misfit;
    best = {.length = length, .variance = gv / gg};
  }
  return best;
}

/// The exact Markov form of a Matérn-3/2 process on value and slope (Hartikainen & Särkkä 2010).
std::vector<double> simulated(std::size_t n, double step, double length, const flight::Draws& draws,
                              std::uint64_t first) {
  const double rate = std::numbers::sqrt3 / length, decay = std::exp(-rate * step);
  const double a = decay * (1.0 + rate * step), b = decay * step, c = -rate * rate * decay * step,
               d = decay * (1.0 - rate * step);
  const double slope2 = rate * rate;
  // What is new in a step: P - F P F', P = diag(1, rate²).
  const double vv = 1.0 - a * a - b * b * slope2, vs = -a * c - b * d * slope2,
               ss = slope2 - c * c - d * d * slope2;
  const double l11 = std::sqrt(std::max(vv, 0.0)), l21 = l11 > 0.0 ? vs / l11 : 0.0,
               l22 = std::sqrt(std::max(ss - l21 * l21, 0.0));
  std::vector<double> values;
  auto z = draws.normal_pair(first);
  double value = z[0], slope = rate * z[1];
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(value);
    z = draws.normal_pair(first + 1 + i);
    const double next = a * value + b * slope + l11 * z[0];
    slope = c * value + d * slope + l21 * z[0] + l22 * z[1];
    value = next;
  }
  return values;
}

/// Lengths that lines of the fitted kind are taken for, sorted.
std::vector<double> refitted(const Runs& runs, double step, double length, double longest_lag) {
  const flight::Draws draws{1, "recon/assess/correlation_length"};
  std::vector<double> lengths;
  std::uint64_t first = 0;
  for (std::size_t r = 0; r < replicates; ++r) {
    Runs drawn;
    for (const auto& run : runs) {
      drawn.push_back(simulated(run.size(), step, length, draws, first));
      first += run.size() + 2;
    }
    lengths.push_back(fit(semivariogram(drawn, step), step, longest_lag).length);
  }
  std::sort(lengths.begin(), lengths.end());
  return lengths;
}

}  // namespace

std::optional<CorrelationLength> correlation_length(const EvenlySpaced& values) {
  const std::size_t stride = 1 + longest(values.runs) / most_values;
  const Runs runs = thinned(values.runs, stride);
  if (longest(runs) < fewest_values) return std::nullopt;
  const double step = in_metres(values.step) * static_cast<double>(stride);
  const Semivariogram seen = semivariogram(runs, step);
  const double longest_lag = seen.lag.back();
  const Fit best = fit(seen, step, longest_lag);
  if (!(best.variance > 0.0)) return std::nullopt;

  const std::vector<double> drawn = refitted(runs, step, best.length, longest_lag);
  const double low = drawn[replicates / 40], high = drawn[replicates - 1 - replicates / 40];
  CorrelationLength result{.value = metres(best.length),
                           .lowest = metres(best.length * best.length / high),
                           .highest = metres(best.length * best.length / low),
                           .sd = metres(std::sqrt(best.variance))};
  // A correlation that was never seen to end is not known.
  result.determined = range_of_length * in_metres(result.value) < longest_lag;
  return result;
}

}  // namespace recon::assess
