// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "recon/assess/nearby.hpp"
#include "recon/flight/random.hpp"

namespace recon::assess {
namespace {

// Enough for twenty dots and a median when the side itself is certain.
constexpr std::size_t subset = 2'000;

double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], at - static_cast<double>(below));
}

double deviation(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / n);
}

template <class Reach>
bool beyond_doubt(const flight::Whereabouts& where, double nominal, const Reach& reach) {
  for (std::size_t i = 0; i < where.draws.size(); ++i) {
    const double moved = in_metres(geo::distance(where.nominal, where.draws[i])) + reach(i);
    if (moved >= std::abs(nominal)) return false;
  }
  return true;
}

}  // namespace

Spread summed_up(const Sample& sample, const std::vector<double>& border_offsets) {
  Spread spread{.at_least = sample.at_least, .known = sample.known, .carried = sample.carried};
  if (sample.margins.empty()) return spread;
  std::vector<double> margins = sample.margins;
  if (!sample.border_included)
    for (std::size_t i = 0; i < margins.size(); ++i) margins[i] += border_offsets[i];
  std::uint64_t draws = margins.size();
  auto hits = static_cast<std::uint64_t>(std::ranges::count_if(margins, [](double m) { return m > 0.0; }));
  if (sample.all_on_one_side) {
    draws = border_offsets.size();
    hits = hits > 0 ? draws : 0;
  }
  spread.inside = wilson(hits, draws);
  spread.sigma = metres(deviation(margins));
  std::ranges::sort(margins);
  spread.margin = {metres(quantile(margins, 0.05)), metres(quantile(margins, 0.50)),
                   metres(quantile(margins, 0.95))};
  for (int dot = 0; dot < 20; ++dot) spread.dots.push_back(metres(quantile(margins, 0.025 + 0.05 * dot)));
  if (sample.nominal) spread.nominal = metres(*sample.nominal);
  spread.azimuth = sample.azimuth;
  return spread;
}

std::vector<bool> sides_of_draws(const Sample& sample, const std::vector<double>& border_offsets) {
  if (sample.margins.empty()) return {};
  std::vector<bool> inside(sample.all_on_one_side ? border_offsets.size() : sample.margins.size(),
                           sample.margins.front() > 0.0);
  if (sample.all_on_one_side) return inside;
  for (std::size_t i = 0; i < inside.size(); ++i)
    inside[i] = sample.margins[i] + (sample.border_included ? 0.0 : border_offsets[i]) > 0.0;
  return inside;
}

namespace {

DrawnZone::Margin without_border_error(const geo::Zone& zone, const geo::Position& at) {
  const geo::Margin margin = zone.margin(at);
  return {in_metres(margin.value), margin.at_least, margin.known};
}

/// `margin_of` is the margin of a draw's position, `reach` the most that its border error is.
template <class MarginOf, class Reach>
Sample measured(const flight::Whereabouts& where, bool has_nominal, const geo::Zone& zone,
                const MarginOf& margin_of, const Reach& reach) {
  const geo::Margin nominal = zone.margin(where.nominal);
  Sample sample{.margins = {}, .at_least = nominal.at_least, .known = nominal.known};
  if (!nominal.known) return sample;
  if (has_nominal) {
    sample.nominal = in_metres(nominal.value);
    if (nominal.nearest) sample.azimuth = nominal.azimuth;
  }
  sample.all_on_one_side = beyond_doubt(where, in_metres(nominal.value), reach);
  const std::size_t count =
      sample.all_on_one_side ? std::min(subset, where.draws.size()) : where.draws.size();
  std::size_t unknown = 0;
  sample.margins.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const DrawnZone::Margin margin = margin_of(where.draws[i], i);
    if (!margin.known) ++unknown;
    sample.at_least |= margin.at_least;
    sample.margins.push_back(margin.value);
  }
  // A few stray draws beyond the data do not matter; more than one in forty does.
  if (40 * unknown > count) sample.known = false;
  return sample;
}

}  // namespace

Sample measure(const flight::Whereabouts& where, bool has_nominal, const Against& against) {
  if (against.drawn == nullptr) return measure(where, has_nominal, against.zone, against.offsets);
  Sample sample = measured(
      where, has_nominal, against.zone,
      [&](const geo::Position& at, std::size_t i) { return against.drawn->margin(at, i); },
      [&](std::size_t i) { return against.drawn->reach(i); });
  sample.border_included = true;
  return sample;
}

Sample measure(const flight::Whereabouts& where, bool has_nominal, const geo::Zone& zone,
               const std::vector<double>& border_offsets) {
  return measured(
      where, has_nominal, zone,
      [&](const geo::Position& at, std::size_t) { return without_border_error(zone, at); },
      [&](std::size_t i) { return std::abs(border_offsets[i]); });
}

std::vector<double> drawn_lengths(const normalise::ReadClaim& claim, const Interval<Length>& length,
                                  const Settings& settings) {
  const flight::Draws cell{settings.seed, "cell/" + claim.claim + "/" + claim.aircraft};
  const flight::Draws own{settings.seed, "random/" + claim.claim + "/" + claim.aircraft};
  const flight::Draws shared{settings.seed, "bias/" + (claim.sensor.empty() ? claim.claim : claim.sensor)};
  double lowest = in_metres(length.lowest), highest = in_metres(length.highest);
  if (std::isinf(highest)) highest = lowest;
  if (std::isinf(lowest)) lowest = highest;
  const double random = in_metres(claim.error.random), bias = in_metres(claim.error.bias);
  std::vector<double> values(settings.draws);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = std::lerp(lowest, highest, cell.uniform_pair(i)[0]) + random * own.normal_pair(i)[0] +
                bias * shared.normal_pair(i)[0];
  return values;
}

std::vector<double> drawn_up_to(const normalise::ReadClaim& claim, const Interval<Length>& greatest,
                                const Settings& settings) {
  const flight::Draws part{settings.seed, "part/" + claim.claim + "/" + claim.aircraft};
  std::vector<double> values = drawn_lengths(claim, greatest, settings);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= part.uniform_pair(i)[0];
  return values;
}

namespace {

/// The directions from a vertex in which a point at some distance lies inside.
struct Fan {
  double distance = 0.0;
  std::vector<double> inside;  // azimuths, degrees
  double nearest = 0.0;        // the direction that comes closest to being inside
};

constexpr int directions = 360, rings = 16;

geo::PlanePoint towards(double azimuth, double distance) {
  const double turned = in_radians(degrees(azimuth));
  return {distance * std::sin(turned), distance * std::cos(turned)};
}

/// `near` maps points of the plane about the vertex.
Fan fan(const geo::Zone& zone, Nearby& near, double distance) {
  std::vector<double> latitude, longitude, margins(directions);
  for (int step = 0; step < directions; ++step) {
    const geo::Position at = near(towards(step * (360.0 / directions), distance)).position;
    latitude.push_back(in_degrees(at.latitude)), longitude.push_back(in_degrees(at.longitude));
  }
  zone.margins({latitude, longitude}, margins);
  Fan open{.distance = distance, .inside = {}};
  double best = -std::numeric_limits<double>::infinity();
  for (int step = 0; step < directions; ++step) {
    const double azimuth = step * (360.0 / directions), margin = margins[static_cast<std::size_t>(step)];
    if (margin > 0.0) open.inside.push_back(azimuth);
    if (margin > best) best = margin, open.nearest = azimuth;
  }
  return open;
}

}  // namespace

Sample measure_from_vertex(const normalise::ReadClaim& claim, const normalise::DepthInside& depth,
                           const Against& against, const Settings& settings) {
  const geo::Zone& zone = against.zone;
  Sample sample;
  sample.border_included = against.drawn != nullptr;
  if (!depth.vertex) return sample;
  if (!zone.margin(*depth.vertex).known) {
    sample.known = false;
    return sample;
  }
  std::vector<double> distances = drawn_lengths(claim, depth.depth, settings);
  for (double& distance : distances) distance = std::max(distance, 0.0);
  const auto [least, most] = std::ranges::minmax(distances);
  const geo::Plane about_vertex{*depth.vertex};
  Nearby near{about_vertex, against.drawn != nullptr ? against.drawn->plane() : about_vertex};
  std::vector<Fan> fans;
  fans.reserve(rings);
  const int count = most - least < 1.0 ? 1 : rings;
  for (int ring = 0; ring < count; ++ring)
    fans.push_back(fan(zone, near, std::lerp(least, most, (ring + 0.5) / count)));
  sample.carried = std::ranges::any_of(fans, [](const Fan& one) { return !one.inside.empty(); });

  const flight::Draws direction{settings.seed, "direction/" + claim.claim + "/" + claim.aircraft};
  sample.margins.reserve(distances.size());
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const double level = most > least ? (distances[i] - least) / (most - least) * count : 0.0;
    const Fan& open = fans[std::min(static_cast<std::size_t>(level), fans.size() - 1)];
    const auto [which, jitter] = direction.uniform_pair(i);
    double azimuth = open.nearest;
    if (!open.inside.empty())
      azimuth = open.inside[static_cast<std::size_t>(which * static_cast<double>(open.inside.size()))] +
                (jitter - 0.5) * (360.0 / directions);
    const auto [at, in_plane] = near(towards(azimuth, distances[i]));
    const DrawnZone::Margin margin =
        against.drawn != nullptr ? against.drawn->margin(at, in_plane, i) : without_border_error(zone, at);
    sample.at_least |= margin.at_least;
    sample.margins.push_back(margin.value);
  }
  return sample;
}

}  // namespace recon::assess
