// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "recon/assess/sampled.hpp"
#include "recon/exchange/export.hpp"

/// Drawn flights in the forms that other tools read.
namespace recon::report {

/// One way a flight, with what it was drawn from. Seconds count from the event; moments stand beside them
/// where the event has one: `event`, else the one that its account states.
[[nodiscard]] std::vector<exchange::Way> ways_of(const std::vector<assess::SampledTelling>& tellings,
                                                 std::optional<Instant> event = {});

}  // namespace recon::report
