// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/inquiry/inquiry.hpp"

namespace recon::report {

/// The second block of a report, printed only when asked for: for every pair of accounts the probability of
/// inside over all weights that the two may be given, and for every margin that a claim names the
/// likelihood ratio against three alternatives. Never one number. Plain text, at most 100 columns.
[[nodiscard]] std::string all_evidence(const inquiry::Inquiry& inquiry);

}  // namespace recon::report
