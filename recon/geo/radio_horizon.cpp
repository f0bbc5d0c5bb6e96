// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/radio_horizon.hpp"

#include <cassert>
#include <cmath>

namespace recon::geo {

Length radio_horizon(Length one, Length other, double refraction) {
  assert(one >= metres(0) && other >= metres(0));
  constexpr double mean_radius = 6'371'000.0;
  const double radius = refraction * mean_radius;
  const auto reach = [&](Length height) { return radius * std::acos(radius / (radius + in_metres(height))); };
  return metres(reach(one) + reach(other));
}

}  // namespace recon::geo
