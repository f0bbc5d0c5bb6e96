// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The few distributions that assess leans on, in closed form.
namespace recon::assess {

/// Standard normal distribution function.
[[nodiscard]] double normal_cdf(double z);

/// Chance of a squared distance this large or larger with two degrees of freedom: exp(-m2 / 2).
[[nodiscard]] double chi_square_2_tail(double m2);

/// Two-sided chance of |z| this large or larger.
[[nodiscard]] double two_sided(double z);

inline constexpr double z_95 = 1.959963984540054;             // two-sided 95 % of a normal
inline constexpr double chi_square_2_95 = 5.991464547107979;  // -2 ln 0.05
inline constexpr double radius_95 = 2.447746830680816;        // its root: the 95 % circle in sigmas

}  // namespace recon::assess
