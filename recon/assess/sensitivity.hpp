// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"

/// Which doubt moves an answer most (docs/method/agreement.md, Sensitivity).
namespace recon::assess {

/// The change between two runs over the same draws, and its standard error: only draws that changed side
/// count, so runs that share their random numbers differ by far less than two runs that do not.
///   (1) change(a, b) = -change(b, a), with the same error
///   (2) equal runs change by exactly nothing, with no error
struct Change {
  double by = 0.0, error = 0.0;
};
/// REQUIRES: a.size() == b.size(), neither empty
[[nodiscard]] Change change(const std::vector<bool>& from, const std::vector<bool>& to);

/// Reruns every counted cell that is neither certain nor in words only, with each doubt removed, halved and
/// doubled under the same random numbers; and lays the readings and border versions side by side. At most
/// `most_draws` draws a run: it is a ranking, whose error is told.
[[nodiscard]] Sensitivity sensitivity(const Given& given, const std::vector<Finding>& findings,
                                      const std::stop_token& stop);
inline constexpr std::size_t most_sensitivity_draws = 2'000;

}  // namespace recon::assess
