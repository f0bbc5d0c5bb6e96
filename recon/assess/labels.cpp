// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "recon/assess/envelope.hpp"
#include "recon/assess/tracks.hpp"
#include "recon/flight/path.hpp"
#include "recon/flight/plots.hpp"

namespace recon::assess {
namespace {

using normalise::ReadClaim;
using normalise::TrackRead;

constexpr std::size_t fewest = 3;        // fixes of an aircraft: any two are joined by some speed
constexpr std::size_t hypotheses = 24;   // kept at each fix
constexpr double likelier_at_least = 5;  // natural logarithm: 150 times

/// One aircraft as its fixes so far leave it: white-noise acceleration, both axes with the same gains. An
/// aircraft not seen yet may be anywhere.
class Seen {
public:
  /// Log-likelihood of a fix; takes it in.
  double take(double time, const geo::PlanePoint& at, double variance) {
    const double two_pi = 2.0 * std::numbers::pi;
    if (!known_) {
      // As vague as a flight's beginning (flight::Before).
      const flight::Before before;
      position_ = at, time_ = time, known_ = true;
      spread_ = {variance, 0.0, before.velocity_sigma * before.velocity_sigma};
      return -std::log(two_pi * before.position_sigma * before.position_sigma);
    }
    const double dt = time - time_, q = flight::intensity_in_combat;
    const flight::AxisSpread noise = flight::process_noise(q, dt);
    const double pp =
                     spread_.position + 2.0 * dt * spread_.both + dt * dt * spread_.velocity + noise.position,
                 pv = spread_.both + dt * spread_.velocity + noise.both,
                 vv = spread_.velocity + noise.velocity;
    const double innovation = pp + variance;
    const double east = at.east - (position_.east + dt * speed_.east),
                 north = at.north - (position_.north + dt * speed_.north);
    const double gain = pp / innovation, gain_of_speed = pv / innovation;
    position_ = {position_.east + dt * speed_.east + gain * east,
                 position_.north + dt * speed_.north + gain * north};
    speed_ = {speed_.east + gain_of_speed * east, speed_.north + gain_of_speed * north};
    spread_ = {pp * variance / innovation, pv * variance / innovation, vv - gain_of_speed * pv};
    time_ = time;
    return -0.5 * (east * east + north * north) / innovation - std::log(two_pi * innovation);
  }

private:
  bool known_ = false;
  double time_ = 0.0;
  geo::PlanePoint position_, speed_;
  flight::AxisSpread spread_;
};

struct Hypothesis {
  std::array<Seen, 2> aircraft;
  double score = 0.0;
};
/// How a hypothesis came about.
struct Step {
  std::uint32_t from = 0;
  bool second = false;
};

TrackRead part_of(const TrackRead& track, const Apart& apart, bool second) {
  TrackRead part = track;
  part.fixes.clear();
  for (std::size_t k = 0; k < track.fixes.size(); ++k)
    if (apart.second[k] == second) part.fixes.push_back(track.fixes[k]);
  return part;
}

/// A division under which neither aircraft leaps, of a track that does.
std::optional<Apart> division_of(const TrackRead& track, const Envelope& limits) {
  if (flight::is_path(track) || leaps_in(track, limits).empty()) return std::nullopt;
  auto apart = told_apart(track);
  if (!apart) return std::nullopt;
  for (const bool second : {false, true})
    if (!leaps_in(part_of(track, *apart, second), limits).empty()) return std::nullopt;
  return apart;
}

struct Reading {
  std::string id, words, means;
  double weight;
};
const std::array<Reading, 3>& readings() {
  static const std::array<Reading, 3> all{{
      {"one-aircraft", "one aircraft", "all fixes are of one aircraft", 0.5},
      {"first-of-two", "first of two aircraft",
       "two aircraft share the label; the one meant is the one seen first", 0.25},
      {"second-of-two", "second of two aircraft",
       "two aircraft share the label; the one meant is the one seen second", 0.25},
  }};
  return all;
}

normalise::Choice choice_of(const ReadClaim& claim, const Apart& apart) {
  normalise::Choice choice;
  choice.id = label_choice(claim.claim);
  choice.narrative = claim.narrative;
  choice.within = claim.claim;
  choice.asks = "Are all fixes of the track of one aircraft?";
  const std::string because =
      "as one aircraft the track leaps as none of its kind flies; as two, neither leaps, and the fixes are "
      "e^" +
      std::to_string(std::lround(apart.likelier)) + " times as likely (white-noise acceleration)";
  for (const Reading& reading : readings())
    choice.options.push_back({reading.id, reading.means, reading.weight, because, ""});
  return choice;
}

}  // namespace

std::string label_choice(const std::string& claim) { return "label@" + claim; }

std::optional<Apart> told_apart(const TrackRead& track) {
  const std::size_t count = track.fixes.size();
  if (count < 2 * fewest) return std::nullopt;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return track.fixes[k].time.value(); });
  const geo::Plane plane{track.fixes[order[count / 2]].position};
  const Instant start = *track.fixes[order.front()].time;

  std::vector<Hypothesis> kept(1);
  Hypothesis alone;
  std::vector<std::vector<Step>> steps;
  steps.reserve(count);
  for (const std::size_t k : order) {
    const normalise::ReadFix& fix = track.fixes[k];
    const double time = in_seconds(between(start, *fix.time));
    const double sigma = std::max(in_metres(fix.sigma), in_metres(flight::sharpest));
    const geo::PlanePoint at = plane.to_plane(fix.position);
    alone.score += alone.aircraft[0].take(time, at, sigma * sigma);
    std::vector<Hypothesis> next;
    std::vector<Step> came;
    for (std::uint32_t from = 0; from < kept.size(); ++from)
      for (const bool second : {false, true}) {
        if (second && steps.empty()) continue;  // whoever is seen first is the first
        Hypothesis one = kept[from];
        one.score += one.aircraft.at(second ? 1 : 0).take(time, at, sigma * sigma);
        next.push_back(one);
        came.push_back({from, second});
      }
    std::vector<std::size_t> best(next.size());
    std::iota(best.begin(), best.end(), std::size_t{0});
    std::ranges::stable_sort(best, std::ranges::greater{}, [&](std::size_t i) { return next[i].score; });
    best.resize(std::min(best.size(), hypotheses));
    kept.clear();
    std::vector<Step>& here = steps.emplace_back();
    for (const std::size_t i : best) kept.push_back(next[i]), here.push_back(came[i]);
  }
  Apart apart{std::vector<bool>(count), kept.front().score - alone.score};
  std::size_t at = 0, seconds_fixes = 0;
  for (std::size_t i = count; i-- > 0;) {
    const Step& step = steps[i][at];
    apart.second[order[i]] = step.second;
    seconds_fixes += step.second ? 1U : 0U;
    at = step.from;
  }
  if (apart.likelier < likelier_at_least || seconds_fixes < fewest || count - seconds_fixes < fewest)
    return std::nullopt;
  return apart;
}

normalise::Normalised with_labels_apart(const incident::Incident& incident, normalise::Normalised read) {
  std::vector<ReadClaim> all;
  for (ReadClaim& claim : read.claims) {
    const auto* track = std::get_if<TrackRead>(&claim.meaning);
    const auto apart = track == nullptr
                           ? std::nullopt
                           : division_of(*track, envelope(incident::find(incident.aircraft, claim.aircraft)));
    if (!apart) {
      all.push_back(std::move(claim));
      continue;
    }
    const std::string choice = label_choice(claim.claim);
    if (std::ranges::find(read.choices, choice, &normalise::Choice::id) == read.choices.end())
      read.choices.push_back(choice_of(claim, *apart));
    for (const Reading& reading : readings()) {
      ReadClaim one = claim;
      one.reading.push_back({choice, reading.id});
      one.reading_words += (one.reading_words.empty() ? "" : " · ") + reading.words;
      one.weight *= reading.weight;
      if (reading.id != "one-aircraft") one.meaning = part_of(*track, *apart, reading.id == "second-of-two");
      all.push_back(std::move(one));
    }
  }
  read.claims = std::move(all);
  return read;
}

}  // namespace recon::assess
