// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/assess/spread.hpp"

/// Recorded and drawn tracks against a zone: geodesics between fixes, each draw one shift common to
/// the whole track and one error per fix.
namespace recon::assess {

/// What the draws of a track do in a zone, by one border version.
struct Passage {
  Sample deepest;                              // largest margin along the way, draw by draw
  std::vector<double> seconds, metres_inside;  // per draw; seconds empty when the fixes are untimed
};

/// How many draws a track gets: a tenth of settings.draws (a walk costs hundreds of margins).
[[nodiscard]] std::size_t track_draws(const Settings& settings);

/// Walks each drawn track by sphere tracing: a margin of m metres leaves the next m metres of the way
/// on the same side. Steps of at least 25 m, so that only stays shorter than that are missed, and at
/// most 50 m inside, so that the depth is right to 25 m.
[[nodiscard]] Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                           const Against& against, const Settings& settings);

/// Where the track has the aircraft at a time that is itself an interval; nullopt when the fixes are
/// untimed or the time lies outside them.
[[nodiscard]] std::optional<flight::Whereabouts> whereabouts_at(const normalise::ReadClaim& claim,
                                                                const normalise::TrackRead& track,
                                                                const Interval<Instant>& time, Duration clock,
                                                                const Settings& settings);

/// The margin of every fix: 5, 50, 95 % and the share inside.
[[nodiscard]] DrawnTrack::Margins margins_of(const normalise::ReadClaim& claim,
                                             const normalise::TrackRead& track, const Against& against,
                                             const Settings& settings);

}  // namespace recon::assess
