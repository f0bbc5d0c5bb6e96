// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/assessment.hpp"

/// All evidence together: strictly optional, and second. Never one number: what the answer would be for every
/// weight that somebody may give to the accounts, and where it changes.
namespace recon::assess {

/// Two accounts of one question: the probability of inside as the weight goes from the one to the other.
struct Weighing {
  std::string question, one, other;  // account ids; the weight is the first one's
  struct At {
    double weight = 0.0;           // of `one`; the rest is the other's
    double low = 0.0, high = 0.0;  // over the counted readings and border versions
  };
  std::vector<At> curve;  // eleven weights, 0 to 1
  std::string sentence;
};

/// Every pair of accounts that both give the question probabilities.
[[nodiscard]] std::vector<Weighing> weighings(const Assessment& assessment);

/// How much more probable a measured margin is if the aircraft was inside (anywhere up to `inside_width`)
/// than if it was outside (anywhere down to `outside_width`), with a Gaussian error: the ratio of both
/// integrals over their flat alternatives. It depends on the widths, so it is told for several.
[[nodiscard]] double likelihood_ratio(Length margin, Length sigma, Length inside_width, Length outside_width);

struct LikelihoodRatio {
  Length outside_width;
  double ratio = 1.0;  // capped at `greatest_ratio` and one over it
  bool capped = false;
  std::string_view support;  // ENFSI (2015) word for the ratio or its inverse
};

/// No error model is surer of itself: 0.5 % of published figures are grossly wrong for reasons that no sigma
/// tells.
inline constexpr double greatest_ratio = 200.0;

/// For alternatives of 1, 2 and 5 km outside against 2 km inside.
[[nodiscard]] std::vector<LikelihoodRatio> likelihood_ratios(Length margin, Length sigma);

/// ENFSI guideline for evaluative reporting (2015): "moderate"; below 2 no support either way.
[[nodiscard]] std::string_view enfsi_support(double ratio);

}  // namespace recon::assess
