// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "recon/assess/envelope.hpp"
#include "recon/assess/flown_track.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/random.hpp"

namespace recon::assess {
namespace {

using geo::Position;
using normalise::ReadClaim;
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

struct Walked {
  double deepest = -std::numeric_limits<double>::infinity(), inside = 0.0;
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

  void leg(const Position& from, const Position& to) {
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

/// The track as read, every leg of it.
Walked walk_as_read(const normalise::TrackRead& track, const geo::Zone& zone) {
  Walker walker{InDraw{zone}};
  walker.look_only(track.fixes.front().position);
  for (std::size_t k = 1; k < track.fixes.size(); ++k)
    walker.leg(track.fixes[k - 1].position, track.fixes[k].position);
  return walker.walked();
}

/// How far inside each fix is as read, and how long the leg to it: what bounds the margin of every draw's
/// legs.
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

/// One draw of the track. Most of a long track is far outside and no draw brings it in: a leg is left out
/// where its margin, which changes by a metre a metre at most, stays below zero and below the deepest found.
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
      walker.leg(shaken.fix(k - 1, draw), shaken.fix(k, draw));
  }
  return walker.walked();
}

}  // namespace

bool is_flown(const normalise::TrackRead& track) {
  return !track.fixes.empty() &&
         std::ranges::all_of(track.fixes, [](const ReadFix& fix) { return fix.time.has_value(); });
}

std::size_t track_draws(const Settings& settings) { return std::max<std::size_t>(settings.draws / 10, 1); }

Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track, const Against& against,
             const Settings& settings, const HeightLimits& limits, Asked asked) {
  const geo::Zone& zone = against.zone;
  Passage passage;
  if (track.fixes.empty()) return passage;
  if (is_flown(track)) return FlownTrack{claim, track, settings}.pass(against, limits, asked);
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
  }
  return passage;
}

std::optional<flight::Whereabouts> whereabouts_at(const normalise::ReadClaim& claim,
                                                  const normalise::TrackRead& track,
                                                  const Interval<Instant>& time, Duration clock,
                                                  const Settings& settings) {
  if (track.fixes.size() < 2 || !is_flown(track)) return std::nullopt;
  return FlownTrack{claim, track, settings}.whereabouts_at(time, clock);
}

Sample within_limits(Sample sample, const flight::Whereabouts& where, const HeightLimits& limits,
                     std::uint64_t seed) {
  if (!where.height || !limits.limits() || !comparable(limits, where.above)) return sample;
  const flight::Draws weather{seed, std::string{weather_draws}};
  const auto held = [&](double margin, Length height, double sigmas) {
    const double vertical = room(limits, where.above, in_metres(height), sigmas);
    return vertical > 0.0 ? margin : std::min(margin, vertical);
  };
  for (std::size_t i = 0; i < std::min(sample.margins.size(), where.heights.size()); ++i)
    sample.margins[i] = held(sample.margins[i], where.heights[i], weather.normal_pair(i)[0]);
  if (sample.nominal) sample.nominal = held(*sample.nominal, *where.height, 0.0);
  return sample;
}

DrawnTrack::Margins margins_of(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                               const Against& against, const Settings& settings, const HeightLimits& limits) {
  if (is_flown(track)) return FlownTrack{claim, track, settings}.margins_of(against, limits);
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

namespace {

// Wind that may help: docs/method/answers.md allows 30 m/s; twice that, and the jet stream is covered.
constexpr Speed most_wind = metres_per_second(60);

// Times that all fall on whole minutes or seconds are right to that only: a leg may have taken one more.
Duration coarseness(const normalise::TrackRead& track) {
  const auto all_on = [&](std::chrono::milliseconds step) {
    return std::ranges::all_of(
        track.fixes, [&](const ReadFix& fix) { return fix.time->time_since_epoch() % step == step.zero(); });
  };
  if (all_on(std::chrono::minutes{1})) return seconds(60);
  return all_on(std::chrono::seconds{1}) ? seconds(1) : seconds(0.001);
}

struct Leap {
  std::size_t from = 0, to = 0;
  Interval<Speed> speed{};  // with and without the errors in its favour
};

Leap leap_between(const normalise::TrackRead& track, std::size_t a, std::size_t b, Duration coarse) {
  const ReadFix &from = track.fixes[a], &to = track.fixes[b];
  const Length away = geo::distance(from.position, to.position);
  const Length errors = metres(3.0 * std::hypot(in_metres(from.sigma), in_metres(to.sigma)));
  const Duration stated = between(*from.time, *to.time), longest = stated + coarse,
                 shortest = std::max(stated - coarse, seconds(0.001));
  return {a,
          b,
          {std::max(metres(0), away - errors) / longest, away / std::max(stated, seconds(0.001)),
           (away + errors) / shortest}};
}

Consistency leaping(const Given& given, const ReadClaim& claim, const normalise::TrackRead& track,
                    const Envelope& limits, const std::vector<Leap>& leaps) {
  const Leap& worst = *std::ranges::max_element(leaps, {}, [](const Leap& l) { return l.speed.lowest; });
  Consistency row{.narrative = claim.narrative, .aircraft = claim.aircraft};
  row.title = "speed between the fixes of a track";
  row.claims = {claim.claim};
  row.reading_words = claim.reading_words;
  row.verdict = Consistency::Verdict::impossible;
  const auto at = [&](std::size_t k) { return iso_8601(*track.fixes[k].time); };
  const std::size_t count = leaps.size();
  row.sentence = "From " + at(worst.from) + " to " + at(worst.to) + " the track needs at least " +
                 said(worst.speed.lowest) + ", errors of both fixes and wind in its favour; " +
                 given.name_of_aircraft(claim.aircraft) + " reaches " + said(limits.never_beyond) +
                 " at most. " + (count > 1 ? "It leaps so " + std::to_string(count) + " times. " : "") +
                 "A time, a digit or the aircraft is wrong there. Nothing was left out: the flights drawn "
                 "follow the leap.";
  row.quantity = "ground speed";
  row.unit = "m/s";
  const auto in = [](Speed v) { return in_metres_per_second(v); };
  row.implied = Interval<double>{in(worst.speed.lowest), in(worst.speed.stated), in(worst.speed.highest)};
  row.allowed = Interval<double>{0.0, in(limits.fastest), in(limits.never_beyond + most_wind)};
  row.allowed_because = limits.because;
  return row;
}

Consistency about_fixes(const ReadClaim& claim, std::string title, Consistency::Verdict verdict) {
  Consistency row{.narrative = claim.narrative, .aircraft = claim.aircraft};
  row.title = std::move(title);
  row.claims = {claim.claim};
  row.reading_words = claim.reading_words;
  row.verdict = verdict;
  return row;
}

Consistency too_smooth(const ReadClaim& claim, const normalise::TrackRead& track) {
  Consistency row = about_fixes(claim, "smoothness of a track", Consistency::Verdict::open);
  row.sentence =
      "The fixes lie nearer to a smooth flight than errors of the size supplied would leave them: they were "
      "smoothed or drawn by hand, or the errors are smaller. How large they are cannot be determined from "
      "the fixes. " +
      std::string{track.radar ? "The sizes supplied were kept."
                              : "They were taken to be off together for two or three fixes, as a tracker's "
                                "output is."};
  return row;
}

std::optional<Consistency> standing_off(const ReadClaim& claim, const normalise::TrackRead& track,
                                        const FlownTrack& flown) {
  const std::vector<double>& off = flown.character().off;
  constexpr double by_chance = 0.01;
  std::size_t count = 0, worst = 0;
  for (std::size_t k = 0; k < off.size(); ++k) {
    if (off[k] > off[worst]) worst = k;
    if (chi_square_2_tail(off[k]) * static_cast<double>(off.size()) < by_chance) ++count;
  }
  if (count == 0) return std::nullopt;
  const std::size_t fix = flown.order()[worst];
  Consistency row = about_fixes(claim, "fixes off the rest of a track", Consistency::Verdict::strained);
  row.sentence =
      (count == 1 ? "One fix stands" : std::to_string(count) + " fixes stand") +
      " off the flight that the others make likely by more than errors of the size supplied explain; "
      "farthest that of " +
      iso_8601(*track.fixes[fix].time) + ", by " + std::to_string(std::lround(std::sqrt(off[worst]))) +
      " sigmas. Nothing was left out" +
      (track.radar ? "; azimuths that may come from the tail of the radar's errors weigh less." : ".");
  return row;
}

void tell_character(const Given& given, std::size_t index, const normalise::TrackRead& track,
                    std::vector<Consistency>& rows) {
  if (track.fixes.size() < 3) return;
  const ReadClaim& claim = given.claim(index);
  const FlownTrack& flown = given.flown(index);
  if (flown.character().too_smooth) rows.push_back(too_smooth(claim, track));
  if (auto row = standing_off(claim, track, flown)) rows.push_back(std::move(*row));
}

}  // namespace

std::vector<Consistency> leaps(const Given& given) {
  std::vector<Consistency> rows;
  for (std::size_t index = 0; index < given.read.claims.size(); ++index) {
    const ReadClaim& claim = given.claim(index);
    const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
    if (track == nullptr || !is_flown(*track)) continue;
    const Envelope limits = envelope(incident::find(given.file.aircraft, claim.aircraft));
    const Duration coarse = coarseness(*track);
    std::vector<Leap> found;
    for (std::size_t k = 1; k < track->fixes.size(); ++k) {
      const Leap leap = leap_between(*track, k - 1, k, coarse);
      if (leap.speed.lowest > limits.never_beyond + most_wind) found.push_back(leap);
    }
    // What leaps also stands off the rest: told once.
    if (!found.empty())
      rows.push_back(leaping(given, claim, *track, limits, found));
    else
      tell_character(given, index, *track, rows);
  }
  return rows;
}

}  // namespace recon::assess
