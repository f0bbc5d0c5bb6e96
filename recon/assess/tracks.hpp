// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "recon/assess/spread.hpp"
#include "recon/assess/standing.hpp"

/// Recorded and drawn tracks against a zone. A track with a time for every fix becomes flights: smoothed,
/// with one bias common to all fixes, drawn as a whole and bridged between the fixes
/// (docs/method/flights.md). A line without times stays a line: geodesics between fixes, each draw one common
/// shift and one error per fix.
namespace recon::assess {

/// Does a track become flights?
[[nodiscard]] bool is_flown(const normalise::TrackRead& track);

/// What the draws of a track do in a zone, by one border version.
struct Passage {
  Sample deepest;                              // largest margin along the way, draw by draw
  std::vector<double> seconds, metres_inside;  // per draw; seconds empty when the fixes are untimed
};
/// What a passage is asked for: with the depth alone, only the deepest stretches are followed, and the time
/// and the length inside stay empty.
enum class Asked { depth, all };

/// How many draws a track gets: a tenth of settings.draws (a walk costs hundreds of margins).
[[nodiscard]] std::size_t track_draws(const Settings& settings);

/// Follows every draw of the track through the zone. The nominal margin is that of the smoothed mean flight,
/// or of the line as read.
///   (1) flights: no stay longer than `shortest_stay` is missed, the depth is right to 5 m (to a thousandth
///       beyond 5 km); what six sigmas of the smoothed flight keep on one side is counted there without a
///       walk
///   (2) lines: steps of 25 to 50 m, so that shorter stays are missed and the depth is right to 25 m
///   (3) between floor and ceiling, where the zone has them and heights_decide(): at a time outside them the
///       margin is no more than the (negative) room in height, and time and length are not counted
inline constexpr Length shortest_stay = metres(25);
[[nodiscard]] Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                           const Against& against, const Settings& settings, const HeightLimits& limits = {},
                           Asked asked = Asked::all);

/// Where the track has the aircraft at a time that is itself an interval; nullopt when the fixes are
/// untimed or the time lies outside them. The clock's error common to all fixes comes on top of `clock`.
[[nodiscard]] std::optional<flight::Whereabouts> whereabouts_at(const normalise::ReadClaim& claim,
                                                                const normalise::TrackRead& track,
                                                                const Interval<Instant>& time, Duration clock,
                                                                const Settings& settings);

/// The margins of places that know their heights, held against floor and ceiling: outside them no more than
/// the (negative) room. Without heights that compare, as they are.
[[nodiscard]] Sample within_limits(Sample sample, const flight::Whereabouts& where,
                                   const HeightLimits& limits, std::uint64_t seed);
/// The weather of a draw is the same for everything that flies in it.
inline constexpr std::string_view weather_draws = "weather";

/// The margin at every fix: 5, 50, 95 % and the share inside. Of a flight, where the smoothed one was then:
/// in closed form wherever the border is straight within two sigmas (to a tenth of one), by draws elsewhere.
[[nodiscard]] DrawnTrack::Margins margins_of(const normalise::ReadClaim& claim,
                                             const normalise::TrackRead& track, const Against& against,
                                             const Settings& settings, const HeightLimits& limits = {});

/// Tracks that leap: legs between two fixes that no aircraft of the type flies, even with three sigmas of
/// both errors, the coarseness of the times and 60 m/s of wind in its favour. One row per track; nothing is
/// left out or weighed down because of it. Then tracks whose fixes are nearer to a smooth flight than their
/// errors would leave them, and tracks with fixes that stand off the rest (one in a hundred has one by
/// chance).
[[nodiscard]] std::vector<Consistency> leaps(const Given& given);

}  // namespace recon::assess
