// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/probability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "recon/assess/assessment.hpp"

namespace recon::assess {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double chi_square_2_tail(double m2) { return std::exp(-0.5 * m2); }

double two_sided(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

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
