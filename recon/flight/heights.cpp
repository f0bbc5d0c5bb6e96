// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/heights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "recon/normalise/errors.hpp"

namespace recon::flight {
namespace {

using normalise::ReadFix;

// Nothing is known before: any height of an aircraft, any rate of climb of one.
constexpr Before any_height{.position_sigma = 1e4, .velocity_sigma = 100.0};
constexpr Length sharpest_height = metres(1);

std::optional<HeightDatum> first_datum(const normalise::TrackRead& track) {
  const auto first = std::ranges::find_if(
      track.fixes, [](const ReadFix& fix) { return fix.altitude && fix.above != HeightDatum::ground; });
  return first == track.fixes.end() ? std::nullopt : std::optional{first->above};
}

/// The smoother's two axes both carry the height, so that its likelihood is the square of that of one.
std::vector<Observation> heights_of(const normalise::TrackRead& track, HeightDatum above, Instant start) {
  const double bias = in_metres(normalise::height_bias(above));
  std::vector<Observation> seen;
  for (const ReadFix& fix : track.fixes) {
    if (!fix.altitude || fix.above != above) continue;
    const double height = in_metres(*fix.altitude),
                 sigma = in_metres(std::max(fix.altitude_cell, sharpest_height));
    Observation one{.time = in_seconds(between(start, fix.time.value())),
                    .at = {height, height},
                    .error = {sigma * sigma, sigma * sigma, 0.0}};
    one.per_bias[0] = {bias, 0.0}, one.per_bias[1] = {0.0, bias};
    seen.push_back(one);
  }
  std::ranges::stable_sort(seen, {}, &Observation::time);
  return seen;
}

double likeliest_climbing(std::span<const Observation> seen) {
  if (seen.size() < enough_to_tell_intensity) return Heights::usual_climbing;
  double best = intensities.front(), most = -std::numeric_limits<double>::infinity();
  for (const double q : intensities)
    if (const double now = fit(seen, 2, q, any_height).log_likelihood; now > most) most = now, best = q;
  return best;
}

std::vector<std::size_t> nodes_of(const Smoothed& smoothed,
                                  std::span<const std::pair<double, double>> spans) {
  std::vector<std::size_t> nodes{0};
  for (const auto& [from, to] : spans) {
    const std::size_t last = std::min(smoothed.node_before(to) + 1, smoothed.size() - 1);
    for (std::size_t k = smoothed.node_before(from); k <= last; ++k) nodes.push_back(k);
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

}  // namespace

double HeightPath::at(double time) const {
  const auto later = std::ranges::upper_bound(nodes_, time, {}, &Node::time);
  if (later == nodes_.begin()) return nodes_.front().state.position;
  if (later == nodes_.end()) return nodes_.back().state.position;
  const Node &from = *std::prev(later), &to = *later;
  return bridge_mean(from.state, to.state, to.time - from.time, time - from.time).position;
}

Heights::Heights(const normalise::TrackRead& track, Instant start)
    : above_{first_datum(track).value_or(HeightDatum::unstated)} {
  const std::vector<Observation> seen = heights_of(track, above_, start);
  smoothed_.emplace(seen, 2, likeliest_climbing(seen), any_height);
}

HeightMoment Heights::at(double time) const {
  const PlaneMoment then = smoothed_->at(time);
  return {then.mean.east.position, std::sqrt(then.spread.east)};
}

HeightDraws::HeightDraws(const Heights& heights, std::span<const std::pair<double, double>> spans)
    : q_{heights.smoothed().intensity()}, draws_{heights.smoothed(), nodes_of(heights.smoothed(), spans)} {
  for (const std::size_t node : draws_.nodes()) times_.push_back(heights.smoothed().time(node));
}

HeightPath HeightDraws::draw(std::uint64_t i, const Draws& own, const Draws& bias,
                             const Draws& middles) const {
  std::vector<PlaneState> states(times_.size());
  draws_.draw(i, own, bias, states);
  std::vector<HeightPath::Node> path;
  path.reserve(2 * times_.size());
  for (std::size_t j = 0; j < times_.size(); ++j) {
    path.push_back({times_[j], states[j].east});
    const std::size_t node = draws_.nodes()[j];
    if (j + 1 == times_.size() || draws_.nodes()[j + 1] != node + 1) continue;
    const double seconds = times_[j + 1] - times_[j];
    if (seconds <= 0.0) continue;
    const auto shaken = middles.normal_pair(static_cast<std::uint64_t>(node) << 32U | i);
    const PlaneState middle = half_way(states[j], states[j + 1], seconds, q_, shaken, shaken);
    path.push_back({times_[j] + 0.5 * seconds, middle.east});
  }
  return HeightPath{std::move(path)};
}

bool knows_heights(const normalise::TrackRead& track) {
  constexpr Duration near_enough = seconds(30);
  const auto above = first_datum(track);
  if (!above) return false;
  std::vector<Instant> known;
  for (const ReadFix& fix : track.fixes) {
    if (!fix.time) return false;
    if (fix.altitude && fix.above == *above) known.push_back(*fix.time);
  }
  std::ranges::sort(known);
  return std::ranges::all_of(track.fixes, [&](const ReadFix& fix) {
    const auto later = std::ranges::lower_bound(known, *fix.time);
    return (later != known.end() && between(*fix.time, *later) <= near_enough) ||
           (later != known.begin() && between(*std::prev(later), *fix.time) <= near_enough);
  });
}

}  // namespace recon::flight
