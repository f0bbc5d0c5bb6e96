// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/reconciled.hpp"

namespace recon::assess {

/// Every pair of timed tracks of one aircraft by two accounts, at the times of the sparser one
/// (docs/method/agreement.md, Two tracks). A sensor that both share moves both alike and is left out of the
/// common error.
[[nodiscard]] std::vector<TrackPair> track_pairs(const Given& given, const std::stop_token& stop);

}  // namespace recon::assess
