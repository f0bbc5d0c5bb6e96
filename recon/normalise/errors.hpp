// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "recon/normalise/normalise.hpp"
#include "recon/normalise/notebook.hpp"

/// How wrong a figure's maker may have been. The digits say how a figure was rounded; this says what
/// his instrument could know. Numbers and their sources: docs/method/readings.md.
///   (1) what the claim states goes before what its sensor states, and that before the default
///   (2) every default is an adjustment
namespace recon::normalise {

/// Of a circular Gaussian error, the 95 % radius is this many sigmas of one axis: sqrt(-2 ln 0.05).
inline constexpr double radius_95 = 2.4477468306808;
/// And of an error along one line, the 95 % half-width.
inline constexpr double half_width_95 = 1.959963984540;

/// The range at which a radar of unknown site is taken to see.
inline constexpr Length usual_range = kilometres(100);

/// One sigma per axis of a radar plot at a ground range, the larger of along and across the beam.
/// REQUIRES: a radar class
[[nodiscard]] Error radar_error(incident::ErrorModel::Class radar, Length range);

/// Random and shared part together, one sigma per axis.
[[nodiscard]] Length total(const Error& error);

/// The error of a claim that was read to mean `meaning`.
[[nodiscard]] Error error_of(Notebook& notebook, const Site& site, const Meaning& meaning);

/// The error of a track's fixes that state none; of plots, at their mean range.
[[nodiscard]] Error track_error(Notebook& notebook, const Site& site,
                                std::optional<incident::TrackClaim::Kind> kind,
                                std::optional<Length> range = std::nullopt);

/// The errors of the radar that saw a track's plots at such a range: its class, unless an accuracy is stated.
[[nodiscard]] RadarErrors radar_errors(const Site& site, const Error& error, Length range);

/// Mean distance of the fixes from the radar; nullopt where none saw them.
[[nodiscard]] std::optional<Length> mean_range(const TrackRead& track);

/// One sigma of what heights measured from two different things differ by, at a height: pressure altitude
/// and true height by the weather, 85 m (10 hPa) and 4 % (ten kelvin); ellipsoid and sea level by the geoid,
/// 50 m. A height that does not say from what may be either of the first two. nullopt: above ground, where
/// the terrain is not known.
[[nodiscard]] std::optional<Length> between(HeightDatum a, HeightDatum b, Length height);

/// One sigma of the error that all heights of one aircraft share, against what they are measured from.
[[nodiscard]] Length height_bias(HeightDatum above);

}  // namespace recon::normalise
