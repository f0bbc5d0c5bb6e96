// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/would_have_read.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "recon/flight/flying.hpp"
#include "recon/flight/random.hpp"

namespace recon::flight {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// How much more often flights of a cloud are met when the prior of all speeds is wider by a factor: the
/// ratio of both densities, up to a constant.
std::vector<double> weights_under(double factor, const Premises& premises, const Cloud& cloud) {
  std::vector<double> weights(cloud.size, 1.0);
  if (factor == 1.0) return weights;
  const std::size_t each = coordinates_of_aircraft(premises.timeline);
  double most = -infinity;
  for (std::size_t i = 0; i < cloud.size; ++i) {
    double log_weight = 0.0;
    for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
      const Prior& prior = premises.aircraft[a];
      const auto anchor = cloud.row(i).subspan(a * each, 4);
      const double east = (anchor[2] - prior.east_speed) / prior.speed_sigma;
      const double north = (anchor[3] - prior.north_speed) / prior.speed_sigma;
      log_weight += 0.5 * (east * east + north * north) * (1.0 - 1.0 / (factor * factor));
    }
    weights[i] = log_weight;
    most = std::max(most, log_weight);
  }
  for (double& w : weights) w = std::exp(w - most);
  return weights;
}

struct Weighed {
  double figure, weight;
};

double quantile(const std::vector<Weighed>& sorted, double all, double share) {
  double reached = 0.0;
  for (const Weighed& w : sorted) {
    reached += w.weight;
    if (reached >= share * all) return w.figure;
  }
  return sorted.back().figure;
}

}  // namespace

WouldHaveRead would_have_read(const Premises& premises, std::size_t statement, const Cloud& cloud,
                              std::uint64_t seed, double speed_prior) {
  WouldHaveRead result{.statement = statement};
  if (cloud.size == 0) return result;
  const Term& term = premises.terms[statement];
  const Draws draws{seed, premises.key + "|would have read " + term.id};
  const std::vector<double> weights = weights_under(speed_prior, premises, cloud);
  std::vector<Weighed> figures;
  double all = 0.0, squares = 0.0, below = 0.0, above = 0.0;
  const double half = 0.5 * (term.cell.highest - term.cell.lowest);
  Flying flying{premises};
  for (std::size_t i = 0; i < cloud.size; ++i) {
    const double rounding = std::isfinite(half) ? half * (2.0 * draws.uniform_pair(2 * i)[0] - 1.0) : 0.0;
    const double figure = term.measure(flying.all(cloud.row(i)));
    const double read = figure + rounding + term.error * draws.normal_pair(2 * i + 1)[0];
    figures.push_back({figure, weights[i]});
    all += weights[i];
    squares += weights[i] * weights[i];
    (read < term.cell.stated ? below : above) += weights[i];
  }
  std::sort(figures.begin(), figures.end(),
            [](const Weighed& a, const Weighed& b) { return a.figure < b.figure; });
  result.figure = {quantile(figures, all, 0.05), quantile(figures, all, 0.5), quantile(figures, all, 0.95)};
  const double n = all * all / squares, share = std::min(below, above) / all;
  constexpr double z = 1.959964;
  const double centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  const double half_width =
      z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  result.effective = n;
  result.none = !(share > 0.0);
  result.typicality = result.none ? 1.0 / n : std::min(1.0, 2.0 * share);
  result.low = std::max(0.0, 2.0 * (centre - half_width));
  result.high = std::min(1.0, 2.0 * (centre + half_width));
  return result;
}

}  // namespace recon::flight
