// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "recon/flight/timetable.hpp"
#include "recon/normalise/normalise.hpp"

/// A path, whose fixes are told in order and whose times are not, or only here and there, made a track that
/// can be flown: every fix at its likeliest time, and beside it the timetables that the path may have
/// (docs/method/flights.md, Paths without times).
namespace recon::flight {

/// Is a time missing?
[[nodiscard]] bool is_path(const normalise::TrackRead& track);
/// Is the line between the fixes told too? Where it was drawn, or nothing else is known of a path without any
/// time; not where an instrument left out times.
[[nodiscard]] bool is_line(const normalise::TrackRead& path);

struct TimedPath {
  normalise::TrackRead track;                     // every fix has a time; on a line also places between fixes
  std::vector<std::optional<std::size_t>> fixes;  // of the track's fixes: which of the path's; none between
  Timetable timetable;                            // seconds after `zero`
  Instant zero;                                   // with no anchor only a name for the path's beginning
  bool anchored = false;                          // does any fix of the path have a time?
};

/// REQUIRES: is_path(path); a fix at least; stated times do not decrease in the order of the fixes
[[nodiscard]] TimedPath timed(const normalise::TrackRead& path);

}  // namespace recon::flight
