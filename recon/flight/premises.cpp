// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/premises.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace recon::flight {
namespace {

constexpr double slope_metres = 500.0;  // towards a zone that must be entered, in likelihood

constexpr double narrow = 1e-4;  // a cell this small beside its error is a point

double square(double x) { return x * x; }

/// log(1 - exp(x)) for x < 0, right at both ends.
double log_one_less_exp(double x) {
  return x > -std::numbers::ln2 ? std::log(-std::expm1(x)) : std::log1p(-std::exp(x));
}

/// log of the integral of the standard normal density from w to u, w < u.
double log_between(double w, double u) {
  if (u + w > 0.0) {
    const double turned = -w;
    w = -u;
    u = turned;
  }
  const double at_u = log_normal_cdf(u);
  return at_u + log_one_less_exp(log_normal_cdf(w) - at_u);
}

constexpr std::size_t anchor_coordinates = 4, noise_coordinates = 4, wind_coordinates = 2;

/// One step of white-noise acceleration on one axis: noise of variance Q = q [[d3/3, d2/2], [d2/2, d]] from
/// two standard normals.
struct Noise {
  Noise(double q, double step)
      : speed{std::sqrt(q * step)},
        drift{std::sqrt(q * step) * step / 2.0},
        rest{std::sqrt(q * step * step * step / 12.0)} {}
  double speed, drift, rest;
};

bool stays_out(const Term& term, const Flown& flown) {
  return term.needs_zone && !flown.in(*term.needs_zone, term.aircraft).entered();
}

}  // namespace

double log_normal_cdf(double x) {
  constexpr double far_tail = -20.0;
  if (x > far_tail) return std::log(0.5 * std::erfc(-x / std::numbers::sqrt2));
  // Asymptotic series of Mills' ratio (Abramowitz & Stegun 26.2.12); beyond -20 sigma ten terms are exact.
  double term = 1.0, sum = 1.0;
  for (int k = 1; k <= 10; ++k) {
    term *= -(2.0 * k - 1.0) / square(x);
    sum += term;
  }
  return -0.5 * square(x) - std::log(-x) - 0.5 * std::log(2.0 * std::numbers::pi) + std::log(sum);
}

double log_cell(double x, double low, double high, double sigma) {
  const double half = 0.5 * (high - low) / sigma, off = (x - 0.5 * (low + high)) / sigma;
  if (half < narrow) return -0.5 * square(off);
  return log_between(off - half, off + half) - log_between(-half, half);
}

double misfit(const Term& term, const Flown& flown) {
  if (stays_out(term, flown))
    return misfit_of_staying_out - flown.in(*term.needs_zone, term.aircraft).deepest / metres_per_misfit;
  const double x = term.measure(flown);
  return std::max({0.0, term.cell.lowest - x, x - term.cell.highest}) / term.error;
}

double log_likelihood(const Term& term, const Flown& flown) {
  const double x = term.measure(flown);
  const bool open = std::isinf(term.cell.lowest) || std::isinf(term.cell.highest);
  const double beyond = std::max({0.0, term.cell.lowest - x, x - term.cell.highest}) / term.error;
  const double fit =
      open ? -0.5 * square(beyond) : log_cell(x, term.cell.lowest, term.cell.highest, term.error);
  if (!stays_out(term, flown)) return fit;
  return fit - 0.5 * square(flown.in(*term.needs_zone, term.aircraft).deepest / slope_metres);
}

std::size_t coordinates_of_aircraft(const Timeline& timeline) {
  return anchor_coordinates + noise_coordinates * (timeline.nodes() - 1) + wind_coordinates;
}

void fly(const Prior& prior, const Timeline& timeline, std::span<const double> x, Nodes which,
         Flight& flight) {
  const std::size_t nodes = timeline.nodes(), anchor = timeline.anchor();
  flight.nodes.resize(nodes);
  flight.nodes[anchor] = {x[0], x[1], x[2], x[3]};
  const double step = timeline.step;
  const Noise noise{prior.q, step};
  const auto noise_of = [&](std::size_t node) {
    return x.data() + anchor_coordinates + noise_coordinates * (node < anchor ? node : node - 1);
  };
  if (which != Nodes::before) {
    for (std::size_t k = anchor + 1; k < nodes; ++k) {
      const NodeState& from = flight.nodes[k - 1];
      const double* z = noise_of(k);
      flight.nodes[k] = {from.east + step * from.east_speed + noise.drift * z[0] + noise.rest * z[1],
                         from.north + step * from.north_speed + noise.drift * z[2] + noise.rest * z[3],
                         from.east_speed + noise.speed * z[0], from.north_speed + noise.speed * z[2]};
    }
    const auto wind = x.last(wind_coordinates);
    flight.wind_east = prior.wind_sigma * wind[0];
    flight.wind_north = prior.wind_sigma * wind[1];
  }
  if (which == Nodes::after) return;
  // Backwards the same motion is seen with its speeds reversed.
  for (std::size_t k = anchor; k-- > 0;) {
    const NodeState& from = flight.nodes[k + 1];
    const double* z = noise_of(k);
    flight.nodes[k] = {from.east - step * from.east_speed + noise.drift * z[0] + noise.rest * z[1],
                       from.north - step * from.north_speed + noise.drift * z[2] + noise.rest * z[3],
                       from.east_speed - noise.speed * z[0], from.north_speed - noise.speed * z[2]};
  }
}

std::size_t dimension(const Premises& premises) {
  return premises.aircraft.size() * coordinates_of_aircraft(premises.timeline) + premises.unknowns.size();
}

FlightSet flight_set(const Premises& premises, std::span<const double> coordinates) {
  FlightSet set;
  const std::size_t each = coordinates_of_aircraft(premises.timeline);
  set.flights.resize(premises.aircraft.size());
  for (std::size_t i = 0; i < premises.aircraft.size(); ++i)
    fly(premises.aircraft[i], premises.timeline, coordinates.subspan(i * each, each), Nodes::all,
        set.flights[i]);
  const auto others = coordinates.last(premises.unknowns.size());
  for (std::size_t i = 0; i < others.size(); ++i)
    set.unknowns.push_back(premises.unknowns[i].mean + premises.unknowns[i].sigma * others[i]);
  return set;
}

Flown flown(const Premises& premises, const FlightSet& set) {
  Flown seen{.set = set, .timeline = premises.timeline, .stays = {}, .zones = premises.zones.size()};
  seen.stays.reserve(set.flights.size() * premises.zones.size());
  for (const Flight& flight : set.flights)
    for (const Premises::Zone& zone : premises.zones)
      seen.stays.push_back(stay(flight, premises.timeline, *zone.ground, zone.tip));
  return seen;
}

}  // namespace recon::flight
