// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/assess/separation.hpp"

namespace recon::report {

/// All versions of a border in one map, north up, as a self-contained SVG file of 1180 pixels width: every
/// line in a colour and a dash of its own, the ground the more toned the more versions give it to the state,
/// the largest separation marked, errors, a scale in kilometres and nautical miles, and every attribution.
///   (1) no coordinate in it is infinite or no number
///   (2) it refers to nothing outside itself
[[nodiscard]] std::string separation_svg(const assess::Comparison& comparison);

}  // namespace recon::report
