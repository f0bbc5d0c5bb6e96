// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "recon/assess/envelope.hpp"
#include "recon/assess/flown_track.hpp"
#include "recon/assess/labels.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/path.hpp"
#include "recon/flight/random.hpp"

namespace recon::assess {

using normalise::ReadClaim;
using normalise::ReadFix;

std::size_t track_draws(const Settings& settings) { return std::max<std::size_t>(settings.draws / 10, 1); }

Passage pass(const normalise::ReadClaim& claim, const normalise::TrackRead& track, const Against& against,
             const Settings& settings, const HeightLimits& limits, Asked asked) {
  if (track.fixes.empty()) return {};
  return FlownTrack{claim, track, settings}.pass(against, limits, asked);
}

std::optional<flight::Whereabouts> whereabouts_at(const normalise::ReadClaim& claim,
                                                  const normalise::TrackRead& track,
                                                  const Interval<Instant>& time, Duration clock,
                                                  const Settings& settings) {
  if (track.fixes.size() < 2) return std::nullopt;
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
  if (track.fixes.empty()) return {};
  return FlownTrack{claim, track, settings}.margins_of(against, limits);
}

namespace {

// Wind that may help: docs/method/answers.md allows 30 m/s; twice that, and the jet stream is covered.
constexpr Speed most_wind = metres_per_second(60);

// Times that all fall on whole minutes or seconds are right to that only: a leg may have taken one more.
Duration coarseness(const normalise::TrackRead& track) {
  const auto all_on = [&](std::chrono::milliseconds step) {
    return std::ranges::all_of(track.fixes, [&](const ReadFix& fix) {
      return !fix.time || fix.time->time_since_epoch() % step == step.zero();
    });
  };
  if (all_on(std::chrono::minutes{1})) return seconds(60);
  return all_on(std::chrono::seconds{1}) ? seconds(1) : seconds(0.001);
}

/// From one fix with a time to the next that has one, by those in between.
Leap leap_between(const normalise::TrackRead& track, std::size_t a, std::size_t b, Duration coarse) {
  const ReadFix &from = track.fixes[a], &to = track.fixes[b];
  Length away = metres(0);
  for (std::size_t k = a; k < b; ++k)
    away = away + geo::distance(track.fixes[k].position, track.fixes[k + 1].position);
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
  if (std::ranges::find(given.read.choices, label_choice(claim.claim), &normalise::Choice::id) !=
      given.read.choices.end())
    row.sentence +=
        " Two aircraft under this one label would not leap: the fixes are also read as theirs, apart.";
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
  if (track.fixes.size() < 3 || flight::is_path(track)) return;
  const ReadClaim& claim = given.claim(index);
  const FlownTrack& flown = given.flown(index);
  if (flown.character().too_smooth) rows.push_back(too_smooth(claim, track));
  if (auto row = standing_off(claim, track, flown)) rows.push_back(std::move(*row));
}

}  // namespace

std::vector<Leap> leaps_in(const normalise::TrackRead& track, const Envelope& limits) {
  const Duration coarse = coarseness(track);
  std::vector<Leap> found;
  std::optional<std::size_t> before;
  for (std::size_t k = 0; k < track.fixes.size(); ++k) {
    if (!track.fixes[k].time) continue;
    const auto from = std::exchange(before, k);
    if (!from) continue;
    const Leap leap = leap_between(track, *from, k, coarse);
    if (leap.speed.lowest > limits.never_beyond + most_wind) found.push_back(leap);
  }
  return found;
}

std::vector<Consistency> leaps(const Given& given) {
  std::vector<Consistency> rows;
  for (std::size_t index = 0; index < given.read.claims.size(); ++index) {
    const ReadClaim& claim = given.claim(index);
    const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
    if (track == nullptr) continue;
    const Envelope limits = envelope(incident::find(given.file.aircraft, claim.aircraft));
    const std::vector<Leap> found = leaps_in(*track, limits);
    // What leaps also stands off the rest: told once.
    if (!found.empty())
      rows.push_back(leaping(given, claim, *track, limits, found));
    else
      tell_character(given, index, *track, rows);
  }
  return rows;
}

}  // namespace recon::assess
