// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/units/quantity.hpp"

namespace recon::geo {

/// Air bends radio waves as if the earth were larger: the usual factor on its radius (ITU-R P.310, k = 4/3).
/// On a day it may be anything from 1 to 1.6, and ducts over a warm sea carry further still.
inline constexpr double usual_refraction = 4.0 / 3.0;

/// How far apart over the ground two heights above a smooth earth still see each other by radio; terrain is
/// not in it.
///   (1) swapping the heights changes nothing, and more of either sees further
///   (2) about 4.12 km (√h + √h'), heights in metres
/// REQUIRES: neither height is negative
[[nodiscard]] Length radio_horizon(Length one, Length other, double refraction = usual_refraction);

}  // namespace recon::geo
