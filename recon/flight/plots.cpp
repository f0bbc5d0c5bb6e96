// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/plots.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include <Eigen/Dense>

#include "recon/normalise/errors.hpp"

namespace recon::flight {

Observed observed(const normalise::TrackRead& track, const normalise::Error& error) {
  assert(!track.fixes.empty());
  if (track.radar) return observed(*track.radar, plots_of(track));
  const auto& fixes = track.fixes;
  std::vector<std::size_t> order(fixes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return fixes[k].time.value(); });
  Observed all{.plane = geo::Plane{fixes[order[order.size() / 2]].position},
               .start = *fixes[order.front()].time,
               .observations = {},
               .biases = error.bias > metres(0) ? 2U : 0U,
               .order = order};
  all.observations.reserve(fixes.size());
  // A bias that puts fixes off to the west leaves the flight to the east of them: the minus makes one draw of
  // a sensor's bias move its fixes' flights and its single positions the same way.
  const double shift = -in_metres(error.bias);
  for (const std::size_t k : order) {
    const double sigma = std::max(in_metres(fixes[k].sigma), in_metres(sharpest));
    Observation one{.time = in_seconds(between(all.start, *fixes[k].time)),
                    .at = all.plane.to_plane(fixes[k].position),
                    .error = {sigma * sigma, sigma * sigma, 0.0}};
    one.per_bias[0] = {shift, 0.0}, one.per_bias[1] = {0.0, shift};
    all.observations.push_back(one);
  }
  return all;
}

std::optional<Length> adsb_sigma(int nacp) {
  // Estimated position uncertainty, metres, NACp 1 to 11.
  constexpr std::array<double, 11> radius{18'520, 7'408, 3'704, 1'852, 926, 555.6, 185.2, 92.6, 30, 10, 3};
  if (nacp < 1 || nacp > 11) return std::nullopt;
  return metres(radius.at(static_cast<std::size_t>(nacp - 1))) / normalise::radius_95;
}

Length sigma_along_track(Speed speed, Duration resolution) { return speed * resolution / std::sqrt(12.0); }

namespace {

// WGS 84.
constexpr double equatorial_radius = 6'378'137.0, flattening = 1.0 / 298.257223563,
                 eccentricity_2 = flattening * (2.0 - flattening);

using Vector = Eigen::Vector3d;

double across_radius(double sine) {
  return equatorial_radius / std::sqrt(1.0 - eccentricity_2 * sine * sine);
}

Vector in_space(const geo::Position& position, double height) {
  const double latitude = in_radians(position.latitude), longitude = in_radians(position.longitude);
  const double n = across_radius(std::sin(latitude)), c = (n + height) * std::cos(latitude);
  return {c * std::cos(longitude), c * std::sin(longitude),
          (n * (1.0 - eccentricity_2) + height) * std::sin(latitude)};
}

struct OverGround {
  geo::Position position;
  double height = 0.0;
};

// Iterates tan(latitude) = (z + e² N sin(latitude)) / p: each round gains two and a half digits near the
// ground, six rounds more than a double holds.
OverGround over_ground(const Vector& point) {
  const double p = std::hypot(point.x(), point.y());
  double latitude = std::atan2(point.z(), p * (1.0 - eccentricity_2));
  for (int round = 0; round < 6; ++round) {
    const double sine = std::sin(latitude);
    latitude = std::atan2(point.z() + eccentricity_2 * across_radius(sine) * sine, p);
  }
  const double sine = std::sin(latitude), cosine = std::cos(latitude);
  const double height =
      p * cosine + point.z() * sine - equatorial_radius * std::sqrt(1.0 - eccentricity_2 * sine * sine);
  return {{radians(latitude), radians(std::atan2(point.y(), point.x()))}, height};
}

/// Sight lines from a site in one azimuth.
class Sight {
public:
  Sight(const RadarSite& site, Angle azimuth) : from_{in_space(site.position, in_metres(site.height))} {
    const double latitude = in_radians(site.position.latitude),
                 longitude = in_radians(site.position.longitude);
    const Vector east{-std::sin(longitude), std::cos(longitude), 0.0};
    up_ = {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
           std::sin(latitude)};
    ahead_ = std::sin(in_radians(azimuth)) * east + std::cos(in_radians(azimuth)) * up_.cross(east);
  }
  [[nodiscard]] OverGround end(double range, double elevation) const {
    return over_ground(from_ + range * (std::cos(elevation) * ahead_ + std::sin(elevation) * up_));
  }

private:
  Vector from_, up_, ahead_;
};

}  // namespace

std::optional<UnderTarget> under_target(const RadarSite& site, Length slant_range, Angle azimuth,
                                        Length height) {
  const Sight sight{site, azimuth};
  const double range = in_metres(slant_range), wanted = in_metres(height);
  double low = -std::numbers::pi / 2.0, high = std::numbers::pi / 2.0;
  if (sight.end(range, high).height < wanted || sight.end(range, low).height > wanted) return std::nullopt;
  constexpr double good = 1e-3;  // metres
  OverGround end;
  double middle = 0.0;
  for (int round = 0; round < 60; ++round) {
    middle = 0.5 * (low + high);
    end = sight.end(range, middle);
    if (std::abs(end.height - wanted) < good) break;
    (end.height < wanted ? low : high) = middle;
  }
  return UnderTarget{end.position, radians(middle)};
}

Observed observed(const RadarSite& site, std::span<const Plot> plots) {
  std::vector<std::size_t> order(plots.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return plots[k].time; });
  Observed all{geo::Plane{site.position}, {}, {}, 2, {}};
  const bool vague = std::ranges::any_of(plots, [](const Plot& p) { return p.height_bias > metres(0); });
  const std::size_t of_height = vague ? all.biases++ : 0, of_site = all.biases;
  const double site_sigma = in_metres(site.accuracy / normalise::radius_95);
  if (site_sigma > 0.0) all.biases += 2;
  for (const std::size_t k : order) {
    const Plot& plot = plots[k];
    const auto under = under_target(site, plot.slant_range, plot.azimuth, plot.height);
    if (!under) continue;
    if (all.order.empty()) all.start = plot.time;
    all.order.push_back(k);
    Observation one{.time = in_seconds(between(all.start, plot.time)),
                    .at = all.plane.to_plane(under->position)};
    const double ground = std::max(std::hypot(one.at.east, one.at.north), 1.0);
    const double sine = one.at.east / ground, cosine = one.at.north / ground;
    // The sight line climbs more steeply at the target than at the radar: the ground has bent away.
    const double slope = std::tan(in_radians(under->elevation) + ground / equatorial_radius);
    const double by_height = slope * in_metres(plot.height_sigma);
    const double along = std::hypot(in_metres(site.errors.range), in_metres(plot.range_cell), by_height);
    const double across = ground * std::hypot(in_radians(site.errors.azimuth), in_radians(plot.azimuth_cell));
    const double a = along * along, c = across * across;
    one.error = {a * sine * sine + c * cosine * cosine, a * cosine * cosine + c * sine * sine,
                 (a - c) * sine * cosine};
    const double range_bias = in_metres(site.errors.range_bias),
                 azimuth_bias = ground * in_radians(site.errors.azimuth_bias);
    one.per_bias[0] = {range_bias * sine, range_bias * cosine};
    one.per_bias[1] = {azimuth_bias * cosine, -azimuth_bias * sine};
    if (vague) {
      // A target taken too high is put too near.
      const double by = -slope * in_metres(plot.height_bias);
      one.per_bias.at(of_height) = {by * sine, by * cosine};
    }
    if (site_sigma > 0.0)
      one.per_bias.at(of_site) = {site_sigma, 0.0}, one.per_bias.at(of_site + 1) = {0.0, site_sigma};
    all.observations.push_back(one);
  }
  return all;
}

std::vector<Plot> plots_of(const normalise::TrackRead& track) {
  const auto& [low, middle, high] = track.heights;
  std::vector<Plot> plots;
  plots.reserve(track.fixes.size());
  for (const normalise::ReadFix& fix : track.fixes) {
    const normalise::Polar& seen = fix.polar.value();
    Plot plot{.time = fix.time.value(),
              .slant_range = seen.slant_range,
              .azimuth = seen.azimuth,
              .range_cell = seen.range_cell,
              .azimuth_cell = seen.azimuth_cell};
    const auto apart =
        fix.altitude ? normalise::between(fix.above, HeightDatum::ellipsoid, *fix.altitude) : std::nullopt;
    if (apart) {
      plot.height = *fix.altitude;
      plot.height_sigma = fix.altitude_cell;
      plot.height_bias = metres(std::hypot(in_metres(*apart), in_metres(normalise::height_bias(fix.above))));
    } else {
      // Flat between the bounds; no target is higher above the radar than it is away.
      const Length top = std::min(high, track.radar->height + seen.slant_range);
      plot.height = top < high ? 0.5 * (low + top) : middle;
      plot.height_bias = std::max(top - low, metres(0)) / std::sqrt(12.0);
    }
    plots.push_back(plot);
  }
  return plots;
}

}  // namespace recon::flight
