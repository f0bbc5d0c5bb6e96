// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/probability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "recon/assess/assessment.hpp"

namespace recon::assess {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double chi_square_2_tail(double m2) { return std::exp(-0.5 * m2); }

double two_sided(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double chi_square_tail(double m2, std::size_t freedom) {
  return boost::math::gamma_q(0.5 * static_cast<double>(freedom), 0.5 * std::max(0.0, m2));
}
double chi_square_quantile(double p, std::size_t freedom) {
  return 2.0 * boost::math::gamma_p_inv(0.5 * static_cast<double>(freedom), p);
}

ShareBounds clopper_pearson(std::uint64_t hits, std::uint64_t draws, double confidence) {
  const double tail = 0.5 * (1.0 - confidence);
  const auto k = static_cast<double>(hits), n = static_cast<double>(draws);
  return {hits == 0 ? 0.0 : boost::math::ibeta_inv(k, n - k + 1.0, tail),
          hits == draws ? 1.0 : boost::math::ibeta_inv(k + 1.0, n - k, 1.0 - tail)};
}

ShareBounds wilson_bounds(std::uint64_t hits, std::uint64_t draws, double confidence) {
  const double z = std::numbers::sqrt2 * boost::math::erf_inv(confidence);
  const auto n = static_cast<double>(draws), share = static_cast<double>(hits) / n;
  const double z2 = z * z, scale = 1.0 / (1.0 + z2 / n);
  const double middle = scale * (share + z2 / (2.0 * n));
  const double half = scale * z * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
  return {hits == 0 ? 0.0 : std::max(0.0, middle - half), hits == draws ? 1.0 : std::min(1.0, middle + half)};
}

std::uint64_t draws_for(double share, double error) {
  const double needed = share * (1.0 - share) / (error * error);
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(needed * (1.0 - 1e-12))));
}

namespace {

/// The interval of the look at so many draws.
ShareBounds looked_at(std::uint64_t hits, std::uint64_t draws) {
  double spent = 0.005;  // 0.01 / 2^(j + 1) at look j
  for (std::uint64_t seen = first_look; seen < draws; seen *= 2) spent *= 0.5;
  return wilson_bounds(hits, draws, 1.0 - spent);
}

}  // namespace

Enough enough(std::uint64_t hits, std::uint64_t draws, const Precision& precision) {
  const ShareBounds bounds = looked_at(hits, draws);
  const auto same_band = [&](double a, double b) {
    return icd203(a) == icd203(b) && (a < 0.01) == (b < 0.01) && (a > 0.99) == (b > 0.99);
  };
  if (same_band(bounds.low, bounds.high) && 0.5 * (bounds.high - bounds.low) < precision.half_width)
    return Enough::yes;
  return 2 * draws > precision.most ? Enough::between_bands : Enough::not_yet;
}

BandWords band_words(std::uint64_t hits, std::uint64_t draws) {
  if (draws == 0) return {};
  const ShareBounds bounds = looked_at(hits, draws);
  return {icd203(bounds.low), icd203(bounds.high)};
}

// E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212.
Probability wilson(std::uint64_t hits, std::uint64_t draws) {
  Probability p{.hits = hits, .draws = draws};
  if (draws == 0) return {.value = 0.0, .low = 0.0, .high = 1.0, .hits = 0, .draws = 0};
  const auto n = static_cast<double>(draws), share = static_cast<double>(hits) / n;
  const double z2 = z_95 * z_95, scale = 1.0 / (1.0 + z2 / n);
  const double middle = scale * (share + z2 / (2.0 * n));
  const double half = scale * z_95 * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
  p.value = share;
  p.low = hits == 0 ? 0.0 : std::max(0.0, middle - half);
  p.high = hits == draws ? 1.0 : std::min(1.0, middle + half);
  return p;
}

std::string_view icd203(double probability) {
  // Intelligence Community Directive 203 (2015), D.6.e(2); half-open [from, to), the last one closed.
  struct Band {
    double to;
    std::string_view word;
  };
  static constexpr std::array<Band, 7> bands{{{0.05, "almost no chance"},
                                              {0.20, "very unlikely"},
                                              {0.45, "unlikely"},
                                              {0.55, "roughly even chance"},
                                              {0.80, "likely"},
                                              {0.95, "very likely"},
                                              {0.99, "almost certain"}}};
  if (!(probability >= 0.01) || probability > 0.99) return {};
  for (const Band& band : bands)
    if (probability < band.to) return band.word;
  return bands.back().word;
}

}  // namespace recon::assess
