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
namespace {

using Kind = incident::TrackClaim::Kind;

// A tracker forgets over two or three scans. What satellite navigation gets wrong (the ionosphere, orbits)
// changes over tens of minutes; an inertial platform drifts over hours. docs/method/flights.md.
constexpr double scans_remembered = 2.5;
constexpr double navigation_remembers = 600.0;  // seconds

double median_interval(const std::vector<Observation>& observations) {
  std::vector<double> intervals;
  for (std::size_t k = 1; k < observations.size(); ++k)
    intervals.push_back(observations[k].time - observations[k - 1].time);
  if (intervals.empty()) return 1.0;
  const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>(intervals.size() / 2);
  std::ranges::nth_element(intervals, middle);
  return std::max(*middle, 1e-3);
}

double remembers(std::optional<Kind> kind, const std::vector<Observation>& observations) {
  if (kind == Kind::system_track) return scans_remembered * median_interval(observations);
  return kind == Kind::adsb || kind == Kind::recorder ? navigation_remembers : 0.0;
}

/// The error of a fix in the plane: a circle, or an ellipse whose longer half axis is its sigma. North of the
/// plane is true north to within a degree near its middle.
PlaneSpread error_of(const normalise::ReadFix& fix) {
  const double sigma = std::max(in_metres(fix.sigma), in_metres(sharpest)), major = sigma * sigma;
  if (!fix.ellipse) return {major, major, 0.0};
  const double shorter = std::clamp(in_metres(fix.ellipse->minor), in_metres(sharpest), sigma),
               minor = shorter * shorter;
  const double sine = std::sin(in_radians(fix.ellipse->axis)),
               cosine = std::cos(in_radians(fix.ellipse->axis));
  return {.east = major * sine * sine + minor * cosine * cosine,
          .north = major * cosine * cosine + minor * sine * sine,
          .both = (major - minor) * sine * cosine};
}

/// All of an error but what the digits leave open lasts; of an ellipse, as if it were the circle about it.
void let_last(Observation& one, double cell) {
  const PlaneSpread& error = one.error;
  const double own = std::max(cell, in_metres(sharpest)), middle = (error.east + error.north) / 2.0,
               all = middle + std::hypot((error.east - error.north) / 2.0, error.both);
  one.lasting = std::sqrt(std::max(all - own * own, 0.0));
  if (one.lasting > 0.0) one.error = {own * own, own * own, 0.0};
}

void let_last(Observed& all, const std::vector<normalise::ReadFix>& fixes, double memory) {
  all.memory = memory;
  if (memory <= 0.0) return;
  for (std::size_t k = 0; k < all.order.size(); ++k)
    let_last(all.observations[k], in_metres(fixes[all.order[k]].cell));
}

}  // namespace

namespace {

/// What was drawn in a picture has the errors of its transform in common.
Observed drawn_in(const normalise::PictureRead& picture, const normalise::TrackRead& track) {
  const auto& fixes = track.fixes;
  std::vector<std::size_t> order(fixes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return fixes[k].time.value(); });
  Observed all{.plane = picture.plane,
               .start = *fixes[order.front()].time,
               .observations = {},
               .biases = geo::parameters_of(picture.fit.transform),
               .order = order};
  for (const std::size_t k : order) {
    const double sigma = std::max(in_metres(fixes[k].sigma), in_metres(sharpest));
    Observation one{.time = in_seconds(between(all.start, *fixes[k].time)),
                    .at = geo::place_of(picture.fit, *fixes[k].pixel),
                    .error = {sigma * sigma, sigma * sigma, 0.0}};
    std::ranges::copy(geo::common_errors(picture.fit, *fixes[k].pixel), one.per_bias.begin());
    all.observations.push_back(one);
  }
  if (track.lasting) let_last(all, fixes, in_seconds(*track.lasting));
  return all;
}

}  // namespace

Observed observed(const normalise::TrackRead& track, const normalise::Error& error) {
  assert(!track.fixes.empty());
  if (track.radar) return observed(*track.radar, plots_of(track));
  if (track.picture) return drawn_in(*track.picture, track);
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
    Observation one{.time = in_seconds(between(all.start, *fixes[k].time)),
                    .at = all.plane.to_plane(fixes[k].position),
                    .error = error_of(fixes[k])};
    one.per_bias[0] = {shift, 0.0}, one.per_bias[1] = {0.0, shift};
    all.observations.push_back(one);
  }
  let_last(all, fixes, track.lasting ? in_seconds(*track.lasting) : remembers(track.kind, all.observations));
  if (track.kind == Kind::system_track) all.scan = median_interval(all.observations);
  return all;
}

Observed as_tracked(Observed seen) {
  if (seen.memory > 0.0) return seen;
  seen.memory = scans_remembered * median_interval(seen.observations);
  for (Observation& one : seen.observations)
    if (one.error.both == 0.0 && one.error.east == one.error.north) let_last(one, 0.0);
  return seen;
}

std::vector<WeighedFlight> flights_of(const Observed& seen) {
  constexpr double usual_lag = 1.5;  // scans
  const std::array<double, 4> behind{0.0, 0.5 * usual_lag * seen.scan, usual_lag * seen.scan,
                                     2.0 * usual_lag * seen.scan};
  const std::span<const double> lags = std::span{behind}.first(seen.scan > 0.0 ? behind.size() : 1U);
  std::vector<WeighedFlight> flights;
  Before before{.memory = std::max(seen.memory, 1.0)};
  for (const Intensity& one : intensities_of(seen.observations, seen.biases, before, lags)) {
    before.lag = one.lag;
    flights.push_back({Smoothed{seen.observations, seen.biases, one.q, before}, one.weight});
  }
  return flights;
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

namespace {

/// What is left of an observation when the likeliest flight and bias are taken from it.
geo::PlanePoint residual(const Observed& seen, const Smoothed& smoothed, std::size_t k) {
  const Observation& one = seen.observations[k];
  const PlaneState flown = smoothed.at_node(k).mean;
  const auto bias = smoothed.bias();
  geo::PlanePoint rest{one.at.east - flown.east.position, one.at.north - flown.north.position};
  for (std::size_t j = 0; j < seen.biases; ++j) {
    rest.east -= bias.at(j).position * one.per_bias.at(j).east;
    rest.north -= bias.at(j).position * one.per_bias.at(j).north;
  }
  return rest;
}

double normal_density(double x, double variance) {
  return std::exp(-0.5 * x * x / variance) / std::sqrt(variance);
}

struct Across {
  double east = 0.0, north = 0.0;  // a unit vector, clockwise about the radar
  [[nodiscard]] double variance(const PlaneSpread& s) const {
    return s.east * east * east + s.north * north * north + 2.0 * s.both * east * north;
  }
};

/// How likely an azimuth error is one of the wide ones, given the flight that the other plots make likely.
double suspicion(const Observed& seen, const Smoothed& smoothed, std::size_t k, const Across& across,
                 double error) {
  constexpr double share = 0.01, wider = 9.0;
  const geo::PlanePoint rest = residual(seen, smoothed, k);
  // The flight without this plot, from the one with it (one dimension): r R/(R-P), variance R P/(R-P).
  const double now = across.variance(seen.observations[k].error),
               flown = across.variance(smoothed.spread_given_bias(k));
  const double free = std::max(now - flown, 1e-9 * now);
  const double off = (rest.east * across.east + rest.north * across.north) * now / free,
               without = now * flown / free;
  const double wide = share * normal_density(off, wider * error + without),
               narrow = (1.0 - share) * normal_density(off, error + without);
  return wide / (wide + narrow);
}

}  // namespace

std::vector<double> standing_off(const Observed& seen, const Smoothed& smoothed) {
  std::vector<double> all(seen.observations.size(), 0.0);
  if (seen.memory > 0.0 || all.size() < 3) return all;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const PlaneSpread &error = seen.observations[k].error, flown = smoothed.spread_given_bias(k);
    const double e = error.east - flown.east, n = error.north - flown.north, b = error.both - flown.both;
    const double determinant = e * n - b * b;
    // Where a fix is all that is known of its time, nothing can be held against it.
    if (e <= 1e-6 * error.east || determinant <= 1e-9 * error.east * error.north) continue;
    const geo::PlanePoint rest = residual(seen, smoothed, k);
    all[k] = (rest.east * rest.east * n + rest.north * rest.north * e - 2.0 * rest.east * rest.north * b) /
             determinant;
  }
  return all;
}

Observed with_azimuth_tails(Observed seen, double q) {
  constexpr int rounds = 3;
  constexpr double worth_a_round = 0.1;
  const Observed as_seen = seen;
  for (int round = 0; round < rounds; ++round) {
    const Smoothed smoothed{seen.observations, seen.biases, q};
    bool suspect = false;
    std::vector<Observation> widened = as_seen.observations;
    for (std::size_t k = 0; k < widened.size(); ++k) {
      Observation& one = widened[k];
      const double away = std::max(std::hypot(one.at.east, one.at.north), 1.0);
      const Across across{one.at.north / away, -one.at.east / away};
      const double error = across.variance(one.error), wide = suspicion(seen, smoothed, k, across, error);
      suspect = suspect || wide > worth_a_round;
      const double more = error * (1.0 / (1.0 - wide + wide / 9.0) - 1.0);
      one.error.east += more * across.east * across.east;
      one.error.north += more * across.north * across.north;
      one.error.both += more * across.east * across.north;
    }
    if (!suspect) return as_seen;
    seen.observations = std::move(widened);
  }
  return seen;
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
