// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

/// How an aircraft moves between two looks at it: white-noise acceleration, axis by axis. Velocity is a
/// Wiener process, so position and velocity together are Markov and everything below is in closed form
/// (docs/method/flights.md). Inner to recon/flight, and therefore in plain metres and seconds; the
/// intensity `q` of the noise is in m²/s³: over a time T a velocity changes by √(qT), one sigma.
namespace recon::flight {

/// Position and velocity along one axis.
struct AxisState {
  double position = 0.0, velocity = 0.0;
};

/// Covariance of an AxisState; `both` is that of position with velocity.
struct AxisSpread {
  double position = 0.0, both = 0.0, velocity = 0.0;
};

/// Straight on for `dt` seconds.
[[nodiscard]] AxisState straight_on(const AxisState& from, double dt);
/// What the noise of `dt` seconds adds: q [[dt³/3, dt²/2], [dt²/2, dt]].
[[nodiscard]] AxisSpread process_noise(double q, double dt);

/// The flight between two states known exactly, `at` seconds after the first and with `duration` seconds
/// between them.
///   (1) the mean is the cubic that fits both ends (Hermite)
///   (2) the spread does not depend on the states, vanishes at both ends and is the same from either end,
///       but for the sign of `both`
/// REQUIRES: 0 <= at <= duration, duration > 0
[[nodiscard]] AxisState bridge_mean(const AxisState& from, const AxisState& to, double duration, double at);
[[nodiscard]] AxisSpread bridge_spread(double q, double duration, double at);

/// Variance of the position on the way when only the positions of both ends are known.
[[nodiscard]] double loose_bridge_variance(double q, double duration, double at);

/// Weights of the four end values in the mean on the way: mean = w[0] from.position + w[1] from.velocity +
/// w[2] to.position + w[3] to.velocity.
[[nodiscard]] std::array<double, 4> bridge_weights(double duration, double at);

}  // namespace recon::flight
