// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/weighing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <tuple>
#include <utility>

#include "recon/assess/words.hpp"
#include "recon/flight/premises.hpp"

namespace recon::assess {
namespace {

constexpr int steps = 10;

/// log of the share of a Gaussian about `margin` that lies between two margins. Above the middle it is
/// counted from the other tail, which has the digits.
double log_share(double margin, double sigma, double low, double high) {
  double from = (low - margin) / sigma, to = (high - margin) / sigma;
  if (from + to > 0.0) std::tie(from, to) = std::pair{-to, -from};
  const double whole = flight::log_normal_cdf(to);
  return whole + std::log1p(-std::exp(flight::log_normal_cdf(from) - whole));
}

/// A weight is exact: 0 % and 100 % are themselves.
std::string percent_of(double weight) { return std::to_string(std::lround(100.0 * weight)) + " %"; }

std::string sentence_of(const Weighing& weighing, double call) {
  const auto says = [&](const Weighing::At& at) {
    return at.low >= call ? 1 : at.high <= 1.0 - call ? -1 : 0;
  };
  const int first = says(weighing.curve.front()), last = says(weighing.curve.back());
  if (first == last && first != 0)
    return "Whatever weight the two accounts are given, the aircraft was " +
           std::string{first > 0 ? "inside" : "outside"} + ".";
  const auto from = std::find_if(weighing.curve.begin(), weighing.curve.end(),
                                 [&](const auto& at) { return says(at) != first; });
  const auto to = std::find_if(weighing.curve.rbegin(), weighing.curve.rend(),
                               [&](const auto& at) { return says(at) != last; });
  if (first == 0 && last == 0) return "No weight of the two accounts calls a side.";
  const auto side = [](int s) { return s > 0 ? "inside" : "outside"; };
  std::string text;
  if (first != 0)
    text += "Called " + std::string{side(first)} + " while the first account has at most " +
            percent_of(std::prev(from)->weight) + " of the weight";
  if (last != 0)
    text += (text.empty() ? "Called " : "; ") + std::string{side(last)} + " when it has at least " +
            percent_of(std::prev(to)->weight);
  return text + "; nothing is called between.";
}

}  // namespace

std::vector<Weighing> weighings(const Assessment& assessment) {
  std::vector<Weighing> all;
  const auto& answers = assessment.answers;
  for (std::size_t i = 0; i < answers.size(); ++i)
    for (std::size_t j = i + 1; j < answers.size(); ++j) {
      const Answer &one = answers[i], &other = answers[j];
      if (one.question != other.question || !one.lowest || !other.lowest) continue;
      Weighing weighing{.question = one.question, .one = one.narrative, .other = other.narrative};
      for (int step = 0; step <= steps; ++step) {
        const double w = static_cast<double>(step) / steps;
        weighing.curve.push_back(
            {w, w * *one.lowest + (1.0 - w) * *other.lowest, w * *one.highest + (1.0 - w) * *other.highest});
      }
      weighing.sentence = sentence_of(weighing, assessment.settings.call_inside_at);
      all.push_back(std::move(weighing));
    }
  return all;
}

double likelihood_ratio(Length margin, Length sigma, Length inside_width, Length outside_width) {
  const double y = in_metres(margin), s = in_metres(sigma);
  const double in = in_metres(inside_width), out = in_metres(outside_width);
  return std::exp(log_share(y, s, 0.0, in) - std::log(in) - log_share(y, s, -out, 0.0) + std::log(out));
}

std::string_view enfsi_support(double ratio) {
  const double strength = std::max(ratio, 1.0 / ratio);
  if (strength < 2.0) return "no support either way";
  if (strength < 10.0) return "weak";
  if (strength < 100.0) return "moderate";
  if (strength < 1e3) return "moderately strong";
  if (strength < 1e4) return "strong";
  if (strength < 1e6) return "very strong";
  return "extremely strong";
}

std::vector<LikelihoodRatio> likelihood_ratios(Length margin, Length sigma) {
  std::vector<LikelihoodRatio> all;
  for (const double outside_km : std::array<double, 3>{1.0, 2.0, 5.0}) {
    LikelihoodRatio told{.outside_width = kilometres(outside_km)};
    const double ratio = likelihood_ratio(margin, sigma, kilometres(2.0), told.outside_width);
    told.ratio = std::clamp(ratio, 1.0 / greatest_ratio, greatest_ratio);
    told.capped = told.ratio != ratio;
    told.support = enfsi_support(told.ratio);
    all.push_back(told);
  }
  return all;
}

}  // namespace recon::assess
