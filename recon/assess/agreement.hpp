// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "recon/assess/given.hpp"

namespace recon::assess {

/// Every pair of accounts (and of account and evidence) at every event that both place: positions by
/// M² = Δᵀ S⁻¹ Δ, a position and a distance by a z-test of the margin, two distances from one zone's edge
/// by their gap, each from a line of its own. A position against a distance is compared by the border version
/// that suits the pair best, which the sentence names. Questions that ask for agreement at an event are named
/// in the row.
///   (1) claims of one account that are options of one choice are compared too: only one of them can hold
///   (2) what two claims share (a sensor's bias) does not count against them
[[nodiscard]] std::vector<Agreement> agreements(const Given& given);

/// Two accounts that are opposed at an event whose agreement is asked for, where no figure of both could be
/// tested: one row a pair, in words only.
[[nodiscard]] std::vector<Agreement> opposed_in_words(const Given& given,
                                                      const std::vector<Proposition>& propositions,
                                                      const std::vector<Agreement>& tested);

/// Squared Mahalanobis distance of (east, north) under a covariance.
[[nodiscard]] double mahalanobis_2(double east, double north, double var_east, double var_north, double cov);

}  // namespace recon::assess
