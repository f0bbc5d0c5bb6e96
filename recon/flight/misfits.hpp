// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "recon/flight/premises.hpp"

/// How far one flight is from what is said, as the searches for the closest flight ask: inner to
/// recon/flight.
namespace recon::flight {

using Statements = std::vector<std::size_t>;  // indices of terms

/// Structure and envelope may be off by one sigma and no more; worse flights come after all that obey.
inline constexpr double held_to = 1.0, beyond_statements = 1e4;

/// The strain of one flight, which the searches make least: its worst misfit among the statements, above
/// `beyond_statements` where structure or envelope are not held. Above `enough` any figure above it will do.
[[nodiscard]] double strain_of(const Premises& premises, const Statements& statements, const Flown& seen,
                               double enough = std::numeric_limits<double>::infinity());

}  // namespace recon::flight
