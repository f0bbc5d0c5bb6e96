// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "recon/units/quantity.hpp"

/// How long an error along a line hangs together. Inner to recon/assess.
namespace recon::assess {

/// The length l of a Matérn-3/2 correlation, k(h) = s² (1 + √3 h/l) exp(-√3 h/l) (docs/method/answers.md,
/// Border error), and where it lies 95 times in 100 by the model's own scatter.
struct CorrelationLength {
  Length value, lowest, highest;
  Length sd;  // s
  /// Was the correlation seen to fall to 0.05 within half of the line? Else the line is too short to tell,
  /// and only `lowest` means something.
  bool determined = false;
};

/// Values every so many metres along a line, in unbroken runs.
struct EvenlySpaced {
  std::vector<std::vector<double>> runs;  // metres
  Length step;
};

/// Fits the model's semivariogram to the empirical one (Matheron 1962) up to half of the longest run, every
/// lag weighted by its number of pairs. The interval comes from 200 lines simulated with the fitted model at
/// the same places and fitted in the same way (parametric bootstrap, basic interval in the logarithm).
/// nullopt with fewer than 20 values in the longest run, or when the values do not differ.
///   (1) multiplying all values by a factor multiplies `sd` alone
///   (2) the same values give the same answer, always
[[nodiscard]] std::optional<CorrelationLength> correlation_length(const EvenlySpaced& values);

}  // namespace recon::assess
