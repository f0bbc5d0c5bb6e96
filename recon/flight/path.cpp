// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recon::flight {
namespace {

using normalise::ReadFix;
using normalise::TrackRead;

// A line is followed at places so near each other that a flight between them leaves it by metres only:
// √(q T³/192) is 6 m for q = 50 and five seconds.
constexpr double seconds_apart = 5.0;
constexpr std::size_t most_between = 20'000;
// A printed time is known to no better than this.
constexpr double least_sigma = 0.05;

std::vector<double> ways(const std::vector<ReadFix>& fixes) {
  std::vector<double> along{0.0};
  for (std::size_t k = 1; k < fixes.size(); ++k)
    along.push_back(along.back() + in_metres(geo::distance(fixes[k - 1].position, fixes[k].position)));
  return along;
}

/// A place on the line from one fix to the next, `share` of the way.
ReadFix between(const ReadFix& from, const ReadFix& to, double share, const TrackRead& path) {
  const auto mixed = [&](Length a, Length b) { return (1.0 - share) * a + share * b; };
  ReadFix fix = from;
  fix.time.reset();
  if (path.picture) {
    fix.pixel = {std::lerp(from.pixel->column, to.pixel->column, share),
                 std::lerp(from.pixel->row, to.pixel->row, share)};
    fix.position = path.picture->plane.to_globe(geo::place_of(path.picture->fit, *fix.pixel));
  } else {
    const geo::Leg way = geo::leg(from.position, to.position);
    fix.position = geo::destination(from.position, way.azimuth, share * way.distance);
  }
  fix.sigma = mixed(from.sigma, to.sigma), fix.cell = mixed(from.cell, to.cell);
  fix.ellipse.reset();  // between two of them the circle about both
  if (from.altitude && to.altitude && from.above == to.above)
    fix.altitude = mixed(*from.altitude, *to.altitude);
  else
    fix.altitude.reset();
  return fix;
}

Instant later(Instant start, double by) {
  return start + std::chrono::duration_cast<Instant::duration>(seconds(by));
}

double median(std::vector<double> values) {
  if (values.empty()) return 1.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

bool is_path(const TrackRead& track) {
  return std::ranges::any_of(track.fixes, [](const ReadFix& fix) { return !fix.time.has_value(); });
}

bool is_line(const TrackRead& path) {
  if (path.kind) return *path.kind == incident::TrackClaim::Kind::drawn;
  return !path.radar &&
         std::ranges::none_of(path.fixes, [](const ReadFix& fix) { return fix.time.has_value(); });
}

TimedPath timed(const TrackRead& path) {
  const std::vector<double> along = ways(path.fixes);
  const auto first =
      std::ranges::find_if(path.fixes, [](const ReadFix& fix) { return fix.time.has_value(); });
  const Instant zero = first == path.fixes.end() ? Instant{} : *first->time;
  std::vector<Anchor> anchors;
  for (std::size_t k = 0; k < path.fixes.size(); ++k)
    if (const ReadFix& fix = path.fixes[k]; fix.time)
      anchors.push_back({along[k], in_seconds(recon::between(zero, *fix.time)),
                         std::max(in_seconds(fix.time_sigma), least_sigma)});
  const normalise::Pace& pace = path.pace;
  constexpr double shortest = 1.0;  // a path of one place
  TimedPath all{
      .track = path,
      .fixes = {},
      .timetable = Timetable{std::max(along.back(), shortest),
                             anchors,
                             {in_metres_per_second(pace.mean), in_metres_per_second(pace.sigma),
                              in_metres_per_second(pace.slowest), in_metres_per_second(pace.fastest)}},
      .zero = zero,
      .anchored = !anchors.empty()};
  all.track.fixes.clear();
  const bool line = is_line(path);
  double last = -std::numeric_limits<double>::infinity();
  const auto add = [&](ReadFix fix, double way, std::optional<std::size_t> of) {
    last = std::max(last, all.timetable.mean(way));
    fix.time = later(zero, last);
    all.track.fixes.push_back(std::move(fix));
    all.fixes.push_back(of);
  };
  std::vector<double> lasted;
  for (std::size_t k = 0; k < path.fixes.size(); ++k) {
    add(path.fixes[k], along[k], k);
    if (k + 1 == path.fixes.size()) break;
    const double seconds_on_leg = all.timetable.mean(along[k + 1]) - all.timetable.mean(along[k]);
    lasted.push_back(seconds_on_leg);
    const auto pieces = static_cast<std::size_t>(
        std::clamp(std::ceil(seconds_on_leg / seconds_apart), 1.0, static_cast<double>(most_between)));
    if (!line || pieces + all.track.fixes.size() > most_between + path.fixes.size()) continue;
    for (std::size_t i = 1; i < pieces; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(pieces);
      add(between(path.fixes[k], path.fixes[k + 1], share, path), std::lerp(along[k], along[k + 1], share),
          std::nullopt);
    }
  }
  // A hand that is off to the west here is off to the west a little further on, as far as it draws in one go.
  if (line) all.track.lasting = seconds(std::max(median(std::move(lasted)), 1.0));
  return all;
}

}  // namespace recon::flight
