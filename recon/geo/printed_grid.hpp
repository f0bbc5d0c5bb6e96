// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "recon/geo/printed_position.hpp"

/// Positions printed as metres of a grid, only for printed_position.cpp.
namespace recon::geo {

/// MGRS ("36SYE 71234 51234"), UTM ("36S 712345 3965123", "UTM 36 N 712345 E 3965123 N") and SK-42
/// ("SK-42 x 3965123 y 7212345"). Nothing when the text has none of these forms; a form with something
/// wrong in it has no readings and a problem.
///   (1) MGRS cuts digits off: the cell lies north and east of what is printed. The others are rounded.
///   (2) the letter behind a zone is a latitude band, or N and S for the hemispheres; "36S" is taken for the
///       band where its northing lies in it, and this is noted
[[nodiscard]] std::optional<PositionReadings> read_grid(std::string_view text);

}  // namespace recon::geo
