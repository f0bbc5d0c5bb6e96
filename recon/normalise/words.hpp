// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/incident/claim.hpp"
#include "recon/normalise/normalise.hpp"

/// Figures in words, for the report's tables: as their source printed them and as they are read.
namespace recon::normalise {

/// The figures of a claim as printed: "020, 26 miles"; empty for claims in words alone.
[[nodiscard]] std::string as_printed(const incident::Assertion& assertion);

/// "2 189 m ± 8 m", "020° true, 48.2 km ± 0.9 km", "at least 5 500 m": thousands apart, no more digits
/// than the cell allows.
[[nodiscard]] std::string as_read(const Meaning& meaning);

[[nodiscard]] std::string words(const Interval<Length>& length);

/// A length on its own: "349 m", "48.2 km".
[[nodiscard]] std::string words(Length length);

}  // namespace recon::normalise
