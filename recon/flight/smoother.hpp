// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "recon/flight/motion.hpp"
#include "recon/flight/random.hpp"
#include "recon/geo/position.hpp"

/// What timed fixes say of a flight, exactly: Kalman filter, Rauch-Tung-Striebel smoother, one bias common to
/// all fixes, joint draws of whole flights, and bridges between the fixes (docs/method/flights.md). In the
/// azimuthal-equidistant plane of recon/geo; plain metres and seconds, as there.
namespace recon::flight {

/// Covariance of something in the plane, m².
struct PlaneSpread {
  double east = 0.0, north = 0.0, both = 0.0;
};

/// A bias has at most this many parameters: two of a shift, five of a radar, eight of a picture taken from
/// aside.
inline constexpr std::size_t most_biases = 8;

/// Where the aircraft was seen at one time.
struct Observation {
  double time = 0.0;  // seconds after a start that all share
  geo::PlanePoint at;
  PlaneSpread error;  // this observation's own; positive definite
  /// How far one sigma of each bias parameter puts the observation off; zero for those there are not.
  std::array<geo::PlanePoint, most_biases> per_bias{};
  /// A further error per axis, one sigma, that lasts: a tracker that is off to the west now is off to the
  /// west at the next fix. It dies out over `Before::memory` (AR(1): exp(-t / memory)).
  double lasting = 0.0;
};

/// What is taken for granted before the first observation. The position is as good as unknown; half of the
/// largest speed is one sigma of the velocity: 350 m/s suits everything with a pilot.
struct Before {
  AxisState east, north;
  double position_sigma = 1e5, velocity_sigma = 350.0;
  double memory = 1.0;  // seconds, of errors that last
  /// Seconds, τ, of a tracker whose output was seen: in a steady acceleration a it is aτ²/2 behind, as a
  /// critically damped filter of second order is. 0: what was seen is where it was.
  double lag = 0.0;
};

struct PlaneState {
  AxisState east, north;
};

/// Where the aircraft was at a time: mean and covariance in the plane, the doubt about the bias included.
struct PlaneMoment {
  PlaneState mean;
  PlaneSpread spread;
};

/// Log-likelihood of observations under one intensity, the bias integrated out, and how well they sit: the
/// sum of squared innovations over their covariance, of `freedom` degrees.
struct Fit {
  double log_likelihood = 0.0, misfit = 0.0;
  std::size_t freedom = 0;
};
/// REQUIRES: times do not decrease; one observation at least
[[nodiscard]] Fit fit(std::span<const Observation> observations, std::size_t biases, double q,
                      const Before& before = {});

/// Observations smoothed under one intensity of manoeuvres.
///   (1) equals the dense Gaussian regression on the same model
///   (2) given the bias, a drawn flight leaves the mean by a process that is Markov backward in time, hence
///   may
///       be drawn at any subset of the observations, jumping over the rest, and is then a draw of the whole
///   (3) the bias is not a state: gains and covariances do not depend on it (Friedland 1969)
class Smoothed {
public:
  /// REQUIRES: as fit(); biases <= most_biases
  Smoothed(std::span<const Observation> observations, std::size_t biases, double q,
           const Before& before = {});

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] double intensity() const;
  [[nodiscard]] const Fit& fit() const;
  [[nodiscard]] double time(std::size_t node) const;
  /// What the observations say of each bias parameter, in its own sigmas: mean and standard deviation.
  [[nodiscard]] std::array<AxisState, most_biases> bias() const;
  [[nodiscard]] PlaneMoment at_node(std::size_t node) const;
  /// As at_node(), given the bias: what a fix's neighbours leave of its own error.
  [[nodiscard]] PlaneSpread spread_given_bias(std::size_t node) const;
  /// At any time from the first observation to the last (those two outside).
  [[nodiscard]] PlaneMoment at(double time) const;
  /// The node at or before a time, but not the last of several nodes.
  [[nodiscard]] std::size_t node_before(double time) const;

  struct Impl;

private:
  friend class FlightDraws;
  std::shared_ptr<const Impl> impl_;
};

/// Draws flights at chosen observations.
class FlightDraws {
public:
  /// REQUIRES: nodes ascend; one at least
  FlightDraws(const Smoothed& smoothed, std::vector<std::size_t> nodes);
  /// Draw i at every chosen node, in their order. `bias` holds two independent standard normals per call of
  /// normal_pair(i): claims that share a sensor pass the same, and so share its bias.
  /// REQUIRES: states.size() == nodes().size()
  void draw(std::uint64_t i, const Draws& own, const Draws& bias, std::span<PlaneState> states) const;
  [[nodiscard]] const std::vector<std::size_t>& nodes() const { return nodes_; }

  struct Impl;

private:
  std::vector<std::size_t> nodes_;
  std::shared_ptr<const Impl> impl_;
};

/// Half way in time between two states of a flight, with two independent standard normals per axis. Halving
/// again and again draws the whole bridge: at the middle, position and velocity are independent.
[[nodiscard]] PlaneState half_way(const PlaneState& from, const PlaneState& to, double duration, double q,
                                  const std::array<double, 2>& east, const std::array<double, 2>& north);
/// One sigma per axis of the position half way, the largest on the way: √(q T³/192).
[[nodiscard]] double bridge_sigma(double q, double duration);

/// One intensity to draw with, and its share of the draws; with the lag of the tracker that it goes with.
struct Intensity {
  double q = 0.0, weight = 0.0, lag = 0.0;
};
/// The intensities tried, flat in their logarithm: straight airliners to aircraft in combat.
inline constexpr std::array<double, 6> intensities{1, 3, 10, 30, 100, 300};
/// For fewer observations than tell one intensity from another: combat aircraft.
inline constexpr double intensity_in_combat = 50.0;
inline constexpr std::size_t enough_to_tell_intensity = 6;

/// Which intensities, and which of the `lags` with them, the observations speak for: `intensities` weighted
/// by marginal likelihood, those below `least` of the whole left out; with intensity_in_combat alone where
/// there are fewer than six observations.
inline constexpr std::array<double, 1> not_behind{0.0};
[[nodiscard]] std::vector<Intensity> intensities_of(std::span<const Observation> observations,
                                                    std::size_t biases, const Before& before = {},
                                                    std::span<const double> lags = not_behind,
                                                    double least = 1e-3);

/// Mahalanobis square of differences between two sources at n times, each with an error of its own and all
/// with one bias in common; chi-squared with n degrees if both are right. For n equal differences D it is
/// n D² / (own² + n common²).
[[nodiscard]] double misfit_of_differences(std::span<const double> differences, double own_sigma,
                                           double common_sigma);

}  // namespace recon::flight
