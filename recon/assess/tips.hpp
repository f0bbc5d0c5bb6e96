// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"

namespace recon::assess {

/// For every zone with a named tip that a question asks about, one row per version: does the version carry
/// the feature that the claims turn on? Measured within 5 km of the landmark, along one direction common to
/// all versions: from the landmark towards the mean of what lies inside (versions that decide), rounded
/// to an eighth of the compass where it is within 15° of one. The version's own tip is its point inside that
/// lies furthest back along that direction (to 20 m; of a flat end the part opposite the landmark); the
/// widths are the metres inside of lines across it, 1, 2 and 3 km on.
///   A version carries the tip when its own lies within the landmark's accuracy (95 %) of it; where the case
///   states none, 1 km, as for every landmark.
[[nodiscard]] std::vector<Tip> tips(const Given& given, const std::stop_token& stop);

}  // namespace recon::assess
