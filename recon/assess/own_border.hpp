// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "recon/assess/given.hpp"

/// Whoever draws a track draws a border too, and one error of the transform moves both: a track beside the
/// border of its own picture (docs/method/pictures.md, The picture's own border).
namespace recon::assess {

/// Where a drawn track comes furthest in; bounds hold 95 in 100.
struct FurthestIn {
  Interval<Length> by_picture;    // from the border as the picture draws it: clicks and the width of lines
  Interval<Length> by_reference;  // from the edge of the zone: the transform and the version's error besides
};

/// Which side of the drawn border is the zone's follows from where the zone lies; nullopt where that is not
/// clear, where fewer than two places of the border were clicked, or none of it beside the track.
/// `bias`: what the claim says that all of the picture is wrong by together, one sigma, where that is more
/// than its control points tell.
///   (1) a shift of all control points moves `by_reference` alone
[[nodiscard]] std::optional<FurthestIn> furthest_in(const normalise::PictureRead& picture,
                                                    std::span<const geo::Pixel> track, const geo::Zone& zone,
                                                    Length border_sigma, Length bias);

/// "410 m ± 150 m inside"; "within its error of the line (40 m ± 150 m inside)".
[[nodiscard]] std::string said_with_error(const Interval<Length>& margin);

/// inside, outside, or undetermined where zero is within the bounds.
[[nodiscard]] Side side_of(const Interval<Length>& margin);

/// Of every track whose picture's own border was clicked, for every zone that is asked of its aircraft.
[[nodiscard]] std::vector<OwnBorder> own_borders(const Given& given);

}  // namespace recon::assess
