// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The few distributions that assess leans on, in closed form.
namespace recon::assess {

/// Standard normal distribution function.
[[nodiscard]] double normal_cdf(double z);

/// Chance of a squared distance this large or larger with two degrees of freedom: exp(-m2 / 2).
[[nodiscard]] double chi_square_2_tail(double m2);

/// The same with any number of degrees of freedom, and the value that a share `p` stays below.
/// REQUIRES: freedom > 0; 0 < p < 1
[[nodiscard]] double chi_square_tail(double m2, std::size_t freedom);
[[nodiscard]] double chi_square_quantile(double p, std::size_t freedom);

/// Exact interval (Clopper and Pearson 1934) of a share, `hits` among `draws`, and Wilson's for any level:
/// [low, high] that holds the share with `confidence`. REQUIRES: hits <= draws, draws > 0
struct ShareBounds {
  double low = 0.0, high = 1.0;
};
[[nodiscard]] ShareBounds clopper_pearson(std::uint64_t hits, std::uint64_t draws, double confidence);
[[nodiscard]] ShareBounds wilson_bounds(std::uint64_t hits, std::uint64_t draws, double confidence);

/// Draws that bring the standard error of a share to `error`: p (1 - p) / error², rounded up, 1 at least.
[[nodiscard]] std::uint64_t draws_for(double share, double error);

/// When draws suffice: the half width of the interval, and the most that are drawn.
struct Precision {
  double half_width = 0.005;
  std::uint64_t most = 1'000'000;
};
inline constexpr std::uint64_t first_look = 20'000;

/// When the draws so far are enough (docs/method/agreement.md, How many draws). Looked at after 20 000 · 2^j
/// draws, each time with a 99 % interval narrowed to 1 - 0.01 / 2^(j+1), so that looking often costs nothing.
enum class Enough {
  yes,           // the interval lies within one verbal band and is narrow enough
  not_yet,       // another doubling may decide
  between_bands  // the most draws do not: the number itself lies on the edge of two words
};
[[nodiscard]] Enough enough(std::uint64_t hits, std::uint64_t draws, const Precision& precision = {});

/// The words that a share may turn out to have, the lower first, by the interval of enough(): alike where the
/// draws settle it; empty outside 1–99 %.
struct BandWords {
  std::string_view low, high;
};
[[nodiscard]] BandWords band_words(std::uint64_t hits, std::uint64_t draws);

/// Two-sided chance of |z| this large or larger.
[[nodiscard]] double two_sided(double z);

inline constexpr double z_95 = 1.959963984540054;             // two-sided 95 % of a normal
inline constexpr double chi_square_2_95 = 5.991464547107979;  // -2 ln 0.05
inline constexpr double radius_95 = 2.447746830680816;        // its root: the 95 % circle in sigmas

}  // namespace recon::assess
