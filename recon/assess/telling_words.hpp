// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/normalise/normalise.hpp"
#include "recon/units/quantity.hpp"

/// How figures of drawn flights are said in sentences.
namespace recon::assess {

/// A figure in base units of `unit` ("m", "s", "m/s", "deg", flight::margin_unit, flight::clock_unit; empty:
/// a count) as it is said: "2.2 km (1.2 NM)", "2.2 km (1.2 NM) outside".
[[nodiscard]] std::string in_unit(double value, const std::string& unit);
/// A cell: its middle, or "at most ..." where it is open.
[[nodiscard]] std::string in_unit(const Interval<double>& cell, const std::string& unit);
[[nodiscard]] std::string one_decimal(double x);

/// What a claim is a figure of: "time inside", "depth from the nearest edge".
[[nodiscard]] std::string what_of(const normalise::Meaning& meaning);

}  // namespace recon::assess
