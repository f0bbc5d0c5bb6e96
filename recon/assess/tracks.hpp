// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "recon/assess/envelope.hpp"
#include "recon/assess/spread.hpp"
#include "recon/assess/standing.hpp"

/// Recorded and drawn tracks against a zone. A track becomes flights: smoothed, with one bias common to all
/// fixes, drawn as a whole and bridged between the fixes (docs/method/flights.md). Where fixes have no time,
/// each draw flies the path by a timetable of its own.
namespace recon::assess {

/// What the draws of a track do in a zone, by one border version.
struct Passage {
  Sample deepest;                              // largest margin along the way, draw by draw
  std::vector<double> seconds, metres_inside;  // per draw
};
/// What a passage is asked for: with the depth alone, only the deepest stretches are followed, and the time
/// and the length inside stay empty.
enum class Asked { depth, all };

/// How many draws a track gets: a tenth of settings.draws (a walk costs hundreds of margins).
[[nodiscard]] std::size_t track_draws(const Settings& settings);

/// Follows every draw of the track through the zone. The nominal margin is that of the smoothed mean flight.
///   (1) no stay longer than `shortest_stay` is missed, the depth is right to 5 m (to a thousandth beyond
///       5 km); what six sigmas of the smoothed flight keep on one side is counted there without a walk
///   (2) between floor and ceiling, where the zone has them and heights_decide(): at a time outside them the
///       margin is no more than the (negative) room in height, and time and length are not counted
inline constexpr Length shortest_stay = metres(25);
[[nodiscard]] Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                           const Against& against, const Settings& settings, const HeightLimits& limits = {},
                           Asked asked = Asked::all);

/// Where the track has the aircraft at a time that is itself an interval; nullopt when no fix has a time or
/// the time lies outside the likeliest timetable. The clock's error common to all fixes comes on top of
/// `clock`.
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

/// The margin at every fix: 5, 50, 95 % and the share inside, where the smoothed flight was then: in closed
/// form wherever the border is straight within two sigmas (to a tenth of one), over 256 evenly spread places
/// elsewhere, each with the border's error.
[[nodiscard]] DrawnTrack::Margins margins_of(const normalise::ReadClaim& claim,
                                             const normalise::TrackRead& track, const Against& against,
                                             const Settings& settings, const HeightLimits& limits = {});

/// A way between two fixes with a time, and the ground speed it takes: with and without errors in its favour.
struct Leap {
  std::size_t from = 0, to = 0;
  Interval<Speed> speed{};
};
/// The ways that no aircraft within these limits flies, errors of both fixes (three sigmas), the coarseness
/// of the times and 60 m/s of wind in its favour.
[[nodiscard]] std::vector<Leap> leaps_in(const normalise::TrackRead& track, const Envelope& limits);

/// Tracks that leap: ways between two fixes with a time that no aircraft of the type flies, even with three
/// sigmas of both errors, the coarseness of the times and 60 m/s of wind in its favour. One row per track;
/// nothing is left out or weighed down because of it. Then tracks whose fixes are nearer to a smooth flight
/// than their errors would leave them, and tracks with fixes that stand off the rest (one in a hundred has
/// one by chance).
[[nodiscard]] std::vector<Consistency> leaps(const Given& given);

}  // namespace recon::assess
