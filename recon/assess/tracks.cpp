// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "recon/flight/random.hpp"

namespace recon::assess {
namespace {

using geo::Position;
using normalise::ReadFix;

constexpr double shortest_step = 25.0, longest_step_inside = 50.0;

/// The fixes of one draw: a common shift and an error of each fix's own.
class Shaken {
public:
  Shaken(const normalise::ReadClaim& claim, const normalise::TrackRead& track, std::uint64_t seed)
      : track_{track},
        bias_{in_metres(claim.error.bias)},
        own_{seed, "random/" + claim.claim + "/" + claim.aircraft},
        shared_{seed, "bias/" + (claim.sensor.empty() ? claim.claim : claim.sensor)} {}

  [[nodiscard]] Position fix(std::size_t k, std::uint64_t draw) const {
    const auto [e, n] = shift(k, draw);
    return flight::moved(track_.fixes[k].position, e, n);
  }
  /// How far east and north of where it was read this draw puts a fix, metres.
  [[nodiscard]] std::pair<double, double> shift(std::size_t k, std::uint64_t draw) const {
    const auto [be, bn] = shared_.normal_pair(draw);
    const auto [e, n] = own_.normal_pair(static_cast<std::uint64_t>(k) << 32U | draw);
    const double sigma = in_metres(track_.fixes[k].sigma);
    return {bias_ * be + sigma * e, bias_ * bn + sigma * n};
  }

private:
  const normalise::TrackRead& track_;
  double bias_;
  flight::Draws own_, shared_;
};

bool is_timed(const normalise::TrackRead& track) {
  return std::ranges::all_of(track.fixes, [](const ReadFix& fix) { return fix.time.has_value(); });
}

struct Walked {
  double deepest = -std::numeric_limits<double>::infinity(), inside = 0.0, seconds = 0.0;
  bool at_least = false, known = true;
};

/// The zone of one draw, or as published.
class InDraw {
public:
  explicit InDraw(const geo::Zone& zone) : zone_{&zone} {}
  InDraw(const Against& against, std::size_t draw)
      : zone_{&against.zone},
        drawn_{against.drawn},
        draw_{draw},
        offset_{against.drawn != nullptr ? 0.0 : against.offsets[draw]} {}

  [[nodiscard]] DrawnZone::Margin margin(const Position& at) const {
    if (drawn_ != nullptr) return drawn_->margin(at, draw_);
    const geo::Margin margin = zone_->margin(at);
    return {in_metres(margin.value) + offset_, margin.at_least, margin.known};
  }
  /// The most that the border's error adds to a margin.
  [[nodiscard]] double reach() const { return drawn_ != nullptr ? drawn_->reach(draw_) : offset_; }

private:
  const geo::Zone* zone_;
  const DrawnZone* drawn_ = nullptr;
  std::size_t draw_ = 0;
  double offset_ = 0.0;
};

/// Follows one leg and adds up what lies inside.
class Walker {
public:
  explicit Walker(const InDraw& zone) : zone_{zone} {}

  void leg(const Position& from, const Position& to, double leg_seconds) {
    const geo::Leg way = geo::leg(from, to);
    const double length = in_metres(way.distance);
    double at = 0.0, margin = look(from);
    while (at < length) {
      const double step = margin > 0 ? std::clamp(margin / 4.0, shortest_step, longest_step_inside)
                                     : std::max(-margin, shortest_step);
      const double next = std::min(length, at + step);
      const double then = look(geo::destination(from, way.azimuth, metres(next)));
      const double share = share_inside(margin, then);
      walked_.inside += share * (next - at);
      if (length > 0) walked_.seconds += share * (next - at) / length * leg_seconds;
      at = next, margin = then;
    }
  }
  [[nodiscard]] const Walked& walked() const { return walked_; }
  void look_only(const Position& at) { look(at); }

  /// Whether a leg whose margin stays below `highest` can change anything: be inside, or deeper than before.
  [[nodiscard]] bool matters(double highest) const {
    return highest + zone_.reach() > std::min(0.0, walked_.deepest);
  }

private:
  double look(const Position& at) {
    const DrawnZone::Margin margin = zone_.margin(at);
    walked_.known &= margin.known;
    walked_.at_least |= margin.at_least;
    walked_.deepest = std::max(walked_.deepest, margin.value);
    return margin.value;
  }
  static double share_inside(double from, double to) {
    if (from > 0 && to > 0) return 1.0;
    if (from <= 0 && to <= 0) return 0.0;
    return std::max(from, to) / std::abs(to - from);
  }

  InDraw zone_;
  Walked walked_;
};

double seconds_of_leg(const normalise::TrackRead& track, std::size_t k) {
  return track.fixes[k - 1].time && track.fixes[k].time ? in_seconds(between(*track.fixes[k - 1].time, *track.fixes[k].time)) : 0.0;
}

/// The track as read, every leg of it.
Walked walk_as_read(const normalise::TrackRead& track, const geo::Zone& zone) {
  Walker walker{InDraw{zone}};
  walker.look_only(track.fixes.front().position);
  for (std::size_t k = 1; k < track.fixes.size(); ++k)
    walker.leg(track.fixes[k - 1].position, track.fixes[k].position, seconds_of_leg(track, k));
  return walker.walked();
}

/// How far inside each fix is as read, and how long the leg to it: what bounds the margin of every draw's legs.
struct AsRead {
  std::vector<double> margins, lengths;
  std::size_t deepest = 0;
};

AsRead as_read(const normalise::TrackRead& track, const geo::Zone& zone) {
  AsRead read;
  for (std::size_t k = 0; k < track.fixes.size(); ++k) {
    const Position& at = track.fixes[k].position;
    read.margins.push_back(in_metres(zone.margin(at).value));
    read.lengths.push_back(k == 0 ? 0.0 : in_metres(geo::leg(track.fixes[k - 1].position, at).distance));
    if (read.margins[k] > read.margins[read.deepest]) read.deepest = k;
  }
  return read;
}

/// One draw of the track. Most of a long track is far outside and no draw brings it in: a leg is left out where
/// its margin, which changes by a metre a metre at most, stays below zero and below the deepest found.
Walked walk_drawn(const normalise::TrackRead& track, const AsRead& read, const Shaken& shaken,
                  std::uint64_t draw, const Against& against) {
  const auto moved_by = [&](std::size_t k) {
    const auto [e, n] = shaken.shift(k, draw);
    return std::hypot(e, n);
  };
  Walker walker{InDraw{against, draw}};
  walker.look_only(shaken.fix(read.deepest, draw));
  double moved = moved_by(0);
  for (std::size_t k = 1; k < track.fixes.size(); ++k) {
    const double before = std::exchange(moved, moved_by(k));
    if (walker.matters(read.margins[k - 1] + 2 * before + moved + read.lengths[k]))
      walker.leg(shaken.fix(k - 1, draw), shaken.fix(k, draw), seconds_of_leg(track, k));
  }
  return walker.walked();
}

}  // namespace

std::size_t track_draws(const Settings& settings) { return std::max<std::size_t>(settings.draws / 10, 1); }

Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track, const Against& against,
             const Settings& settings) {
  const geo::Zone& zone = against.zone;
  Passage passage;
  if (track.fixes.empty()) return passage;
  const bool timed = is_timed(track);
  const Walked face_value = walk_as_read(track, zone);
  passage.deepest.nominal = face_value.deepest;
  passage.deepest.at_least = face_value.at_least;
  passage.deepest.known = face_value.known;
  if (!face_value.known) return passage;
  passage.deepest.border_included = true;  // it took part in the walk
  const AsRead read = as_read(track, zone);
  const Shaken shaken{claim, track, settings.seed};
  for (std::size_t i = 0; i < track_draws(settings); ++i) {
    const Walked walked = walk_drawn(track, read, shaken, i, against);
    passage.deepest.margins.push_back(walked.deepest);
    passage.metres_inside.push_back(walked.inside);
    if (timed) passage.seconds.push_back(walked.seconds);
  }
  return passage;
}

std::optional<flight::Whereabouts> whereabouts_at(const normalise::ReadClaim& claim,
                                                  const normalise::TrackRead& track,
                                                  const Interval<Instant>& time, Duration clock,
                                                  const Settings& settings) {
  if (track.fixes.size() < 2 || !is_timed(track)) return std::nullopt;
  const Instant first = *track.fixes.front().time, last = *track.fixes.back().time;
  if (time.stated < first || time.stated > last) return std::nullopt;
  const Shaken shaken{claim, track, settings.seed};
  const flight::Draws when{settings.seed, "when/" + claim.claim + "/" + claim.aircraft};
  const double span = in_seconds(between(first, last));
  const auto leg_at = [&](double t) {
    std::size_t k = 1;
    while (k + 1 < track.fixes.size() && in_seconds(between(first, *track.fixes[k].time)) < t) ++k;
    return k;
  };
  const auto on_leg = [&](std::size_t k, double t, const Position& a, const Position& b) {
    const double from = in_seconds(between(first, *track.fixes[k - 1].time)),
                 to = in_seconds(between(first, *track.fixes[k].time));
    const double share = to > from ? (t - from) / (to - from) : 0.0;
    const geo::Leg way = geo::leg(a, b);
    return geo::destination(a, way.azimuth, share * way.distance);
  };
  const double nominal = in_seconds(between(first, time.stated));
  const std::size_t at = leg_at(nominal);
  flight::Whereabouts where{
      .nominal = on_leg(at, nominal, track.fixes[at - 1].position, track.fixes[at].position), .draws = {}};
  const double early = in_seconds(between(first, time.lowest)),
               late = in_seconds(between(first, time.highest));
  for (std::size_t i = 0; i < settings.draws; ++i) {
    const double t = std::clamp(std::lerp(early, late, when.uniform_pair(2 * i)[0]) +
                                    in_seconds(clock) * when.normal_pair(2 * i + 1)[0],
                                0.0, span);
    const std::size_t k = leg_at(t);
    where.draws.push_back(on_leg(k, t, shaken.fix(k - 1, i), shaken.fix(k, i)));
  }
  flight::add_spread(where);
  return where;
}

DrawnTrack::Margins margins_of(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                               const Against& against, const Settings& settings) {
  const Shaken shaken{claim, track, settings.seed};
  const std::size_t count = std::min<std::size_t>(500, settings.draws);
  DrawnTrack::Margins margins;
  for (std::size_t k = 0; k < track.fixes.size(); ++k) {
    Sample sample;
    sample.border_included = true;
    for (std::size_t i = 0; i < count; ++i)
      sample.margins.push_back(InDraw{against, i}.margin(shaken.fix(k, i)).value);
    const Spread spread = summed_up(sample, against.offsets);
    margins.margin.push_back(spread.margin);
    margins.inside.push_back(spread.inside.value);
  }
  return margins;
}

}  // namespace recon::assess
