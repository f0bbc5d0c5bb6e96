// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/score.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace recon::calibration {
namespace {

constexpr double z_999 = 3.2905;       // two-sided 99.9 % of a normal
constexpr double chi2_19_999 = 43.82;  // 99.9 % of chi-squared with 19 degrees of freedom
constexpr double chi2_20_999 = 45.31;  // and with 20

double square(double x) { return x * x; }

double log_binomial(std::size_t n, std::size_t k, double p) {
  const auto all = static_cast<double>(n), hits = static_cast<double>(k);
  return std::lgamma(all + 1.0) - std::lgamma(hits + 1.0) - std::lgamma(all - hits + 1.0) +
         hits * std::log(p) + (all - hits) * std::log1p(-p);
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string said(const char* form, double a, double b, double c) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), form, a, b, c);
  return text.data();
}

}  // namespace

Accepted accepted(std::size_t incidents, double share, double confidence) {
  const double tail = 0.5 * (1.0 - confidence);
  Accepted region{incidents, incidents};
  double below = 0.0;
  bool begun = false;
  for (std::size_t k = 0; k <= incidents; ++k) {
    below += std::exp(log_binomial(incidents, k, share));
    if (!begun && below >= tail) begun = true, region.least = k;
    if (below >= 1.0 - tail) {
      region.most = k;
      break;
    }
  }
  return region;
}

Scores score(const std::vector<Outcome>& outcomes) {
  Scores scores{.incidents = outcomes.size()};
  std::size_t in_90 = 0, in_95 = 0, plots = 0, covered = 0, with_dots = 0;
  double surprise = 0.0, spread = 0.0;
  std::array<Bin, 10> bins{};
  std::array<std::size_t, 20> times{};
  std::size_t with_time = 0;
  for (const Outcome& o : outcomes) {
    in_90 += o.low <= o.margin && o.margin <= o.high ? 1U : 0U;
    plots += o.plots;
    covered += o.covered;
    scores.mean_width += (o.high - o.low) / static_cast<double>(outcomes.size());
    if (o.dots.size() == 20) {
      ++with_dots;
      in_95 += o.dots.front() <= o.margin && o.margin <= o.dots.back() ? 1U : 0U;
      const auto rank = std::lower_bound(o.dots.begin(), o.dots.end(), o.margin) - o.dots.begin();
      ++scores.ranks[static_cast<std::size_t>(rank)];
    }
    if (o.time_below) {
      ++with_time;
      ++times[std::min<std::size_t>(19, static_cast<std::size_t>(20.0 * *o.time_below))];
    }
    const double hit = o.inside ? 1.0 : 0.0, p = o.probability;
    scores.brier += square(p - hit) / static_cast<double>(outcomes.size());
    scores.expected_brier += p * (1.0 - p) / static_cast<double>(outcomes.size());
    surprise += (hit - p) * (1.0 - 2.0 * p);
    spread += square(1.0 - 2.0 * p) * p * (1.0 - p);
    Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(10.0 * p))];
    bin.mean_probability += p;
    bin.share_inside += hit;
    ++bin.count;
  }
  scores.covered_90 = share(in_90, outcomes.size());
  scores.covered_95 = share(in_95, with_dots);
  scores.plots_covered_90 = share(covered, plots);
  scores.spiegelhalter_z = spread > 0.0 ? surprise / std::sqrt(spread) : 0.0;
  for (std::size_t r = 0; r < scores.ranks.size(); ++r) {
    const bool at_end = r == 0 || r + 1 == scores.ranks.size();
    const double expected = (at_end ? 0.025 : 0.05) * static_cast<double>(with_dots);
    if (expected > 0.0)
      scores.rank_chi2 += square(static_cast<double>(scores.ranks[r]) - expected) / expected;
  }
  for (const std::size_t count : times) {
    const double expected = static_cast<double>(with_time) / 20.0;
    if (expected > 0.0) scores.time_chi2 += square(static_cast<double>(count) - expected) / expected;
  }
  for (Bin& bin : bins) {
    if (bin.count == 0) continue;
    bin.mean_probability /= static_cast<double>(bin.count);
    bin.share_inside /= static_cast<double>(bin.count);
    scores.reliability.push_back(bin);
  }
  return scores;
}

std::vector<std::string> failures(const Scores& scores) {
  std::vector<std::string> broken;
  const auto n = static_cast<double>(scores.incidents);
  const auto coverage = [&](const char* form, double found, double wanted) {
    const Accepted region = accepted(scores.incidents, wanted);
    const double least = static_cast<double>(region.least) / n, most = static_cast<double>(region.most) / n;
    if (found < least - 0.5 / n || found > most + 0.5 / n)
      broken.push_back(said(form, 100.0 * found, 100.0 * least, 100.0 * most));
  };
  coverage("90 %% intervals of the margin hold %.1f %% (%.1f to %.1f)", scores.covered_90, 0.90);
  coverage("95 %% intervals of the margin hold %.1f %% (%.1f to %.1f)", scores.covered_95, 0.95);
  if (scores.rank_chi2 > chi2_20_999)
    broken.push_back(said("ranks are not even: chi-squared %.1f (%.1f)", scores.rank_chi2, chi2_20_999, 0.0));
  if (scores.time_chi2 > chi2_19_999)
    broken.push_back(
        said("times inside are not even: chi-squared %.1f (%.1f)", scores.time_chi2, chi2_19_999, 0.0));
  if (std::abs(scores.spiegelhalter_z) > z_999)
    broken.push_back(said("probabilities are off: Z %.2f (%.2f)", scores.spiegelhalter_z, z_999, 0.0));
  for (const Bin& bin : scores.reliability) {
    if (bin.count < 30) continue;
    const double p = bin.mean_probability;
    const double room = z_999 * std::sqrt(p * (1.0 - p) / static_cast<double>(bin.count)) +
                        0.5 / static_cast<double>(bin.count);
    if (std::abs(bin.share_inside - p) > room)
      broken.push_back(said("of those told %.0f %% %.0f %% were inside (room %.0f)", 100.0 * p,
                            100.0 * bin.share_inside, 100.0 * room));
  }
  return broken;
}

}  // namespace recon::calibration
