// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Do probabilities and intervals keep their word? Scores over many incidents with a known truth.
namespace recon::calibration {

/// What was answered of one incident, and what was true.
struct Outcome {
  double probability = 0.0;  // of having been inside
  bool inside = false;
  double low = 0.0, high = 0.0;  // 90 % interval of the margin asked for, m
  std::vector<double> dots;      // its quantiles at 2.5 %, 7.5 %, ... 97.5 %
  double margin = 0.0;           // the truth, m
  /// How much of the answer's time inside lies below the true one, of what equals it a random part (Czado,
  /// Gneiting and Held 2009): most flights of an answer may have none at all. None: it was not asked.
  std::optional<double> time_below;
  std::size_t plots = 0, covered = 0;  // plots whose margin lay in its 90 % interval
};

struct Bin {
  double mean_probability = 0.0, share_inside = 0.0;
  std::size_t count = 0;
};

struct Scores {
  std::size_t incidents = 0;
  double covered_90 = 0.0, covered_95 = 0.0;  // of the margin asked for
  double plots_covered_90 = 0.0;
  std::array<std::size_t, 21> ranks{};  // of the truth among the 20 dots
  double rank_chi2 = 0.0;               // 20 degrees of freedom
  double time_chi2 = 0.0;               // of `time_below` in twentieths: 19 degrees of freedom
  double brier = 0.0, expected_brier = 0.0, spiegelhalter_z = 0.0;
  std::vector<Bin> reliability;  // ten bins of probability, the empty ones left out
  double mean_width = 0.0;       // of the 90 % interval, m
};

/// Brier (1950); expected value and Z of Spiegelhalter (1986); ranks after Talts et al. (2018).
[[nodiscard]] Scores score(const std::vector<Outcome>& outcomes);

/// How many of `incidents` intervals that each hold the truth with probability `share` may do so before
/// chance is no excuse: the central region of the binomial that holds `confidence` at least.
struct Accepted {
  std::size_t least = 0, most = 0;
};
[[nodiscard]] Accepted accepted(std::size_t incidents, double share, double confidence = 0.999);

/// Every bound that the scores break, in words; empty: passed. The bounds are those of docs/calibration.md,
/// widened to the 99.9 % region of what `incidents` trials would show by chance.
[[nodiscard]] std::vector<std::string> failures(const Scores& scores);

}  // namespace recon::calibration
