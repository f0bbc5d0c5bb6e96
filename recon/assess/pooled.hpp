// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "recon/assess/given.hpp"

namespace recon::assess {

/// The counted cells of one claim and reading, taken together over the border versions by the weights that
/// the case declares: sum of weight times probability, over the sum of the weights. Nothing is pooled unless
/// every version of the zone that decides has a weight and an answer; a claimed line is a version like any
/// other here, so without a weight of its own it keeps the row from being made.
[[nodiscard]] std::vector<Pooled> pooled(const Given& given, const std::vector<Finding>& findings);

}  // namespace recon::assess
