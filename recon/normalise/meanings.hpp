// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/normalise/branch.hpp"
#include "recon/normalise/notebook.hpp"

namespace recon::normalise {

/// Every meaning of a claim's assertion. What cannot be read comes out as one Unanswerable that says why.
[[nodiscard]] Branches<Meaning> read_assertion(Notebook& notebook, const Site& site);

/// A recorded or drawn track, on each datum that its coordinates may be on.
[[nodiscard]] Branches<Meaning> read_track(Notebook& notebook, const Site& site,
                                           const incident::TrackClaim& track);

/// When the claim applies.
[[nodiscard]] Branches<Moment> read_moment(Notebook& notebook, const Site& site);

/// Nothing that radars of the cases follow flies higher.
inline constexpr Length usual_ceiling = kilometres(12);

/// The height this account states at the claim's moment, at its first reading.
[[nodiscard]] std::optional<Interval<Length>> height_said_beside(const Site& site);

/// Ground range of a radar's slant range to a target at a height, both heights above the ellipsoid:
/// cosine rule on a sphere of 6 371.0088 km, right to 0.2 m within 150 km (docs/method/readings.md).
/// nullopt when the target would have to be nearer than it is high.
[[nodiscard]] std::optional<Length> ground_range(Length slant, Length radar_height, Length target_height);

/// Height above the ellipsoid of what a radar sees at a slant range and an elevation, along a ray that the
/// standard atmosphere bends: straight above a sphere of 4/3 of the Earth's radius (docs/method/readings.md).
[[nodiscard]] Length height_at(Length slant, Angle elevation, Length radar_height);
/// One sigma of that height: of the elevation, and of how much the air bends the ray.
[[nodiscard]] Length height_at_sigma(Length slant, Angle elevation, Angle sigma);

}  // namespace recon::normalise
