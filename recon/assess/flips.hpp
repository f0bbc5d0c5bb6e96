// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"

/// What it would take to flip each answer, in space, in time, at the border and in the reading
/// (docs/method/agreement.md, Flips).
namespace recon::assess {

/// One row for every question about a side × account × claim that names one margin, from its nearest counted
/// cell, in the order of the findings.
///   (1) a static border: no clock offset flips an answer about a place, or about a whole flight
///   (2) the border, moved everywhere by the margin, flips an instant; its sign is outwards positive
[[nodiscard]] std::vector<Flip> flips(const Given& given, const std::vector<Finding>& findings,
                                      const std::stop_token& stop);

}  // namespace recon::assess
