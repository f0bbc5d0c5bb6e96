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

/// The error of a track's fixes that state none.
[[nodiscard]] Error track_error(Notebook& notebook, const Site& site,
                                std::optional<incident::TrackClaim::Kind> kind);

}  // namespace recon::normalise
