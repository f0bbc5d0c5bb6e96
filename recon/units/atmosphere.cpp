// SPDX-License-Identifier: Apache-2.0
#include "recon/units/atmosphere.hpp"

#include <array>
#include <cassert>
#include <cmath>

namespace recon {
namespace {

// ISO 2533:1975, clause 2 and table 4.
constexpr double gravity = 9.80665;         // m/s2
constexpr double gas_constant = 287.05287;  // J/(kg K)
constexpr double heat_ratio = 1.4;
constexpr double sea_level_temperature_k = 288.15;
constexpr double sea_level_pressure_pa = 101325.0;

/// A stretch of the atmosphere in which the temperature is linear in the height.
struct Layer {
  double base_m, gradient_k_per_m;
};
constexpr std::array<Layer, 3> layers{{{0.0, -0.0065}, {11'000.0, 0.0}, {20'000.0, 0.001}}};
[[maybe_unused]] constexpr double top_m = 32'000.0;

struct State {
  double temperature_k, pressure_pa;
};

State climb(State from, double gradient, double height_m) {
  if (gradient == 0.0) {
    return {from.temperature_k,
            from.pressure_pa * std::exp(-gravity * height_m / (gas_constant * from.temperature_k))};
  }
  const double temperature_k = from.temperature_k + gradient * height_m;
  return {temperature_k, from.pressure_pa * std::pow(temperature_k / from.temperature_k,
                                                     -gravity / (gas_constant * gradient))};
}

}  // namespace

Air standard_air(Length height) {
  const double height_m = in_metres(height);
  assert(height_m <= top_m);
  State state{sea_level_temperature_k, sea_level_pressure_pa};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const bool last = i + 1 == layers.size() || height_m <= layers[i + 1].base_m;
    const double reach_m = last ? height_m : layers[i + 1].base_m;
    state = climb(state, layers[i].gradient_k_per_m, reach_m - layers[i].base_m);
    if (last) break;
  }
  return {.temperature_k = state.temperature_k,
          .pressure_pa = state.pressure_pa,
          .density = state.pressure_pa / (gas_constant * state.temperature_k),
          .sound = metres_per_second(std::sqrt(heat_ratio * gas_constant * state.temperature_k))};
}

}  // namespace recon
