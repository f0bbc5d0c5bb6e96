// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/motion.hpp"

namespace recon::flight {

AxisState straight_on(const AxisState& from, double dt) {
  return {from.position + dt * from.velocity, from.velocity};
}

AxisSpread process_noise(double q, double dt) { return {q * dt * dt * dt / 3.0, q * dt * dt / 2.0, q * dt}; }

std::array<double, 4> bridge_weights(double duration, double at) {
  const double u = at / duration, v = 1.0 - u;
  return {v * v * (1.0 + 2.0 * u), u * v * v * duration, u * u * (3.0 - 2.0 * u), -u * u * v * duration};
}

AxisState bridge_mean(const AxisState& from, const AxisState& to, double duration, double at) {
  const double u = at / duration, v = 1.0 - u;
  const auto w = bridge_weights(duration, at);
  const double position =
      w[0] * from.position + w[1] * from.velocity + w[2] * to.position + w[3] * to.velocity;
  const double velocity = 6.0 * u * v * (to.position - from.position) / duration +
                          v * (1.0 - 3.0 * u) * from.velocity + u * (3.0 * u - 2.0) * to.velocity;
  return {position, velocity};
}

AxisSpread bridge_spread(double q, double duration, double at) {
  const double rest = duration - at, cube = duration * duration * duration;
  return {q * at * at * at * rest * rest * rest / (3.0 * cube),
          q * at * at * rest * rest * (duration - 2.0 * at) / (2.0 * cube),
          q * at * rest * (duration * duration - 3.0 * at * rest) / cube};
}

double loose_bridge_variance(double q, double duration, double at) {
  const double rest = duration - at;
  return q * at * at * rest * rest / (3.0 * duration);
}

}  // namespace recon::flight
