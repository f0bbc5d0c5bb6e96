// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/many_receivers.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

namespace recon::exchange {

namespace {

constexpr double remembered_s = 60.0;
// Slower, the rounding of positions is as long as the way flown.
constexpr double least_mps = 30.0;
// Longer, the aircraft need not have gone on as it did.
constexpr double longest_step_s = 10.0;

/// How much older than its time a position is, by the way from the last one kept, against the speed stated.
double lateness_s(const Sighting& before, const Sighting& now) {
  if (!now.ground_speed || !now.course || !now.position || !before.position) return 0.0;
  const double v = in_metres_per_second(*now.ground_speed), s = in_seconds(between(*before.time, *now.time));
  if (v < least_mps || s > longest_step_s) return 0.0;
  const geo::Leg leg = geo::leg(*before.position, *now.position);
  const double along = in_metres(leg.distance) * std::cos(in_radians(leg.azimuth - *now.course));
  return s - along / v;
}

}  // namespace

void keep_first_reports(ImportedTrack& track, Honesty& honesty) {
  const bool timed = std::all_of(track.sightings.begin(), track.sightings.end(),
                                 [](const Sighting& sighting) { return sighting.time.has_value(); });
  if (!timed) return;
  std::stable_sort(track.sightings.begin(), track.sightings.end(),
                   [](const Sighting& a, const Sighting& b) { return *a.time < *b.time; });
  std::vector<Sighting> kept;
  std::deque<std::pair<Instant, geo::Position>> recent;
  const auto leave_out = [&](const Sighting& sighting, std::string_view why) {
    skip(honesty, why, sighting.place);
    --honesty.used;
  };
  for (Sighting& sighting : track.sightings) {
    while (!recent.empty() && in_seconds(between(recent.front().first, *sighting.time)) > remembered_s)
      recent.pop_front();
    const bool again = std::any_of(recent.begin(), recent.end(), [&](const auto& one) {
      return sighting.position && one.second == *sighting.position;
    });
    if (again) {
      leave_out(sighting, "the same position again, passed on by another receiver or with a later message");
      continue;
    }
    if (sighting.position) recent.emplace_back(*sighting.time, *sighting.position);
    if (!kept.empty() && lateness_s(kept.back(), sighting) > in_seconds(latest_report)) {
      leave_out(sighting, "a position more than 0.3 s older than its time, by the speed it states");
      continue;
    }
    kept.push_back(std::move(sighting));
  }
  track.sightings = std::move(kept);
}

}  // namespace recon::exchange
