// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/plots.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace recon::flight {

Observed observed(const normalise::TrackRead& track, const normalise::Error& error) {
  assert(!track.fixes.empty());
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

}  // namespace recon::flight
