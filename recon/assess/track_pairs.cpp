// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/track_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "recon/assess/compatibility.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/plots.hpp"
#include "recon/flight/smoother.hpp"

namespace recon::assess {
namespace {

using normalise::ReadClaim;
using normalise::ReadFix;
using normalise::TrackRead;

bool is_timed(const TrackRead& track) {
  return track.fixes.size() >= 2 &&
         std::ranges::all_of(track.fixes, [](const ReadFix& fix) { return fix.time.has_value(); });
}

std::string number(double value, int decimals) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

/// A track as the flight it most likely was, and how well it is known at a time.
class Flown {
public:
  Flown(const ReadClaim& claim, const TrackRead& track)
      : claim_{claim}, track_{track}, seen_{flight::observed(track, claim.error)} {
    const auto flights = flight::flights_of(seen_);
    smoothed_ = std::ranges::max_element(flights, {}, &flight::WeighedFlight::weight)->smoothed;
  }

  [[nodiscard]] bool covers(Instant when) const {
    return when >= *track_.fixes.front().time && when <= *track_.fixes.back().time;
  }
  [[nodiscard]] const TrackRead& track() const { return track_; }
  [[nodiscard]] const ReadClaim& claim() const { return claim_; }

  [[nodiscard]] geo::PlanePoint at(Instant when, const geo::Plane& plane) const {
    const flight::PlaneMoment moment = moment_at(when);
    return plane.to_plane(seen_.plane.to_globe({moment.mean.east.position, moment.mean.north.position}));
  }

  /// What it may be off by itself at that time: all doubt without the common part.
  [[nodiscard]] Scatter own(Instant when) const {
    const flight::PlaneSpread all = moment_at(when).spread;
    const double bias = std::pow(in_metres(claim_.error.bias), 2);
    constexpr double least = 1.0;
    return {std::max(all.east - bias, least), std::max(all.north - bias, least), all.both};
  }

private:
  [[nodiscard]] flight::PlaneMoment moment_at(Instant when) const {
    return smoothed_->at(in_seconds(between(seen_.start, when)));
  }

  const ReadClaim& claim_;
  const TrackRead& track_;
  flight::Observed seen_;
  std::optional<flight::Smoothed> smoothed_;
};

/// How far two places may lie apart: 5, 50 and 95 % of their distance.
Interval<Length> band(const geo::PlanePoint& by, const Scatter& all, const flight::Draws& draws) {
  constexpr std::size_t count = 2'000;
  const double a = std::sqrt(all.east), b = all.both / a, c = std::sqrt(std::max(0.0, all.north - b * b));
  std::vector<double> distances(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto [u, v] = draws.normal_pair(i);
    distances[i] = std::hypot(by.east + a * u, by.north + b * u + c * v);
  }
  std::ranges::sort(distances);
  return {metres(distances[count / 20]), metres(distances[count / 2]), metres(distances[count - count / 20])};
}

Scatter sum(const Scatter& a, const Scatter& b) {
  return {a.east + b.east, a.north + b.north, a.both + b.both};
}

double squared(const geo::PlanePoint& by, const Scatter& s) {
  return (by.east * by.east * s.north - 2.0 * by.east * by.north * s.both + by.north * by.north * s.east) /
         (s.east * s.north - s.both * s.both);
}

class Comparison {
public:
  Comparison(const Flown& sparser, const Flown& denser, std::uint64_t seed)
      : sparser_{sparser},
        denser_{denser},
        plane_{sparser.track().fixes.front().position},
        draws_{seed, "separation/" + sparser.claim().claim + "/" + denser.claim().claim} {}

  std::optional<TrackPair> make(TrackPair pair) {
    const bool share = !sparser_.claim().sensor.empty() && sparser_.claim().sensor == denser_.claim().sensor;
    const double common = share ? 0.0
                                : std::pow(in_metres(sparser_.claim().error.bias), 2) +
                                      std::pow(in_metres(denser_.claim().error.bias), 2);
    const Scatter bias{common, common, 0.0};
    std::vector<Difference> differences;
    for (const ReadFix& fix : sparser_.track().fixes) {
      if (!denser_.covers(*fix.time)) continue;
      const geo::PlanePoint one = sparser_.at(*fix.time, plane_), other = denser_.at(*fix.time, plane_);
      const Difference difference{{other.east - one.east, other.north - one.north},
                                  sum(sparser_.own(*fix.time), denser_.own(*fix.time))};
      differences.push_back(difference);
      const Scatter all = sum(difference.own, bias);
      pair.apart.push_back(
          {*fix.time, band(difference.by, all, draws_), std::sqrt(squared(difference.by, all))});
      if (!pair.diverge && pair.apart.back().sigmas > 3.0) pair.diverge = *fix.time;
    }
    if (differences.empty()) return std::nullopt;
    const Compatibility tested = compatibility(differences, bias);
    pair.m2 = tested.m2, pair.freedom = tested.freedom;
    pair.p_value = tested.p, pair.inflation = tested.inflation;
    pair.p_without_bias = compatibility(differences, {}).p;
    laid_over(pair);
    shapes(pair);
    pair.sentence = sentence(pair);
    return pair;
  }

private:
  [[nodiscard]] std::vector<TimedPoint> timed(const Flown& flown) const {
    const Instant start = *sparser_.track().fixes.front().time;
    std::vector<TimedPoint> points;
    for (const ReadFix& fix : flown.track().fixes) {
      const double time = in_seconds(between(start, *fix.time));
      if (points.empty() || time > points.back().time) points.push_back({time, flown.at(*fix.time, plane_)});
    }
    return points;
  }

  void laid_over(TrackPair& pair) const {
    // Half an hour either way holds every clock but one of another zone, which the detectives look for.
    constexpr double furthest = 1'800.0;
    const auto found = align(timed(denser_), timed(sparser_), furthest);
    if (!found) return;
    pair.later = seconds(found->later);
    pair.east = metres(found->east), pair.north = metres(found->north);
    pair.rms_before = metres(found->rms_before), pair.rms_after = metres(found->rms_after);
    // A clock known to worse than five seconds says nothing that the shift does not.
    constexpr double useful = 5.0;
    pair.clock_known = found->clock_sigma_per_metre * std::max(found->rms_after, 30.0) < useful;
  }

  void shapes(TrackPair& pair) const {
    const auto line = [&](const Flown& flown) {
      std::vector<geo::PlanePoint> points;
      for (const ReadFix& fix : flown.track().fixes) points.push_back(flown.at(*fix.time, plane_));
      double length = 0.0;
      for (std::size_t i = 0; i + 1 < points.size(); ++i)
        length += std::hypot(points[i + 1].east - points[i].east, points[i + 1].north - points[i].north);
      return densified(points, std::max(10.0, length / 2'000.0));
    };
    const auto one = line(sparser_), other = line(denser_);
    pair.frechet = metres(frechet(one, other));
    pair.hausdorff = metres(hausdorff(one, other));
  }

  static std::string sentence(const TrackPair& pair) {
    const auto widest = std::ranges::max_element(
        pair.apart, {}, [](const TrackPair::Apart& its) { return in_metres(its.separation.stated); });
    std::string text = "The tracks lie up to " + said(widest->separation.stated) +
                       " apart (5 to 95 %: " + said(widest->separation.lowest) + " to " +
                       said(widest->separation.highest) + ") at " + iso_8601(widest->time) + ". ";
    text += pair.diverge ? "They part by more than three sigmas first at " + iso_8601(*pair.diverge) + ". "
                         : "Nowhere do they part by more than three sigmas. ";
    if (pair.p_value < 0.05)
      text += "They cannot both be right within their errors, common bias included (p " +
              (pair.p_value < 0.001 ? std::string{"< 0.001"} : number(pair.p_value, 3)) +
              "); they would agree if all errors were ×" + number(*pair.inflation, 1) + ". ";
    else
      text += "Both can be right within their errors, common bias included (p " + number(pair.p_value, 2) +
              (pair.p_without_bias < 0.05 ? "; without it they could not" : "") + "). ";
    const Length moved = metres(std::hypot(in_metres(pair.east), in_metres(pair.north)));
    text += "Laid over each other they are nearest when the sparser is moved by " + said(moved);
    text += pair.clock_known
                ? " and its clock set by " + number(std::abs(in_seconds(pair.later)), 1) + " s"
                : "; its clock cannot be told, for on a straight and steady way an offset of the "
                  "clock and a shift along the way look alike";
    return text + ": " + said(pair.rms_before) + " become " + said(pair.rms_after) + " (root mean square). " +
           "Shapes, whatever the times: " + said(pair.frechet) + " (Fréchet), " + said(pair.hausdorff) +
           " (Hausdorff).";
  }

  const Flown& sparser_;
  const Flown& denser_;
  geo::Plane plane_;
  flight::Draws draws_;
};

struct Shown {
  const Account* account;
  std::size_t claim;
};

std::vector<Shown> tracks_of(const Given& given) {
  std::vector<Shown> all;
  for (const Account& account : given.accounts)
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given.claim(index);
      const auto* track = std::get_if<TrackRead>(&claim.meaning);
      if (claim.counts && track != nullptr && is_timed(*track)) all.push_back({&account, index});
    }
  return all;
}

}  // namespace

std::vector<TrackPair> track_pairs(const Given& given, const std::stop_token& stop) {
  const std::vector<Shown> tracks = tracks_of(given);
  std::vector<TrackPair> pairs;
  for (std::size_t i = 0; i < tracks.size(); ++i)
    for (std::size_t j = i + 1; j < tracks.size(); ++j) {
      const ReadClaim &a = given.claim(tracks[i].claim), &b = given.claim(tracks[j].claim);
      if (stop.stop_requested()) return pairs;
      if (tracks[i].account == tracks[j].account || a.aircraft != b.aircraft || a.claim == b.claim ||
          !compatible(a, b))
        continue;
      const Flown one{a, std::get<TrackRead>(a.meaning)}, other{b, std::get<TrackRead>(b.meaning)};
      const bool first_is_sparser = one.track().fixes.size() <= other.track().fixes.size();
      const Flown &sparser = first_is_sparser ? one : other, &denser = first_is_sparser ? other : one;
      const std::size_t k = first_is_sparser ? i : j, m = first_is_sparser ? j : i;
      TrackPair pair{.aircraft = a.aircraft,
                     .one = tracks[k].account->id,
                     .other = tracks[m].account->id,
                     .one_claim = sparser.claim().claim,
                     .other_claim = denser.claim().claim,
                     .reading_words = together(a.reading_words, b.reading_words)};
      if (auto made = Comparison{sparser, denser, given.settings.seed}.make(std::move(pair)))
        pairs.push_back(std::move(*made));
    }
  return pairs;
}

}  // namespace recon::assess
