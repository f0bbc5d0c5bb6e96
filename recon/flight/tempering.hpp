// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/flight/premises.hpp"

/// Draws the flights that premises allow: sequential Monte Carlo from the prior to the posterior with
/// adaptive temperatures, systematic resampling and block-wise elliptical slice moves (Murray, Adams & MacKay
/// 2010) about a Gaussian fitted to the anchors (Nishihara, Murray & Adams 2014). docs/method/flights.md has
/// the algorithm, its measurements and its limits.
namespace recon::flight {

struct Tempering {
  std::size_t particles = 1000;
  std::size_t runs = 4;  // independent; their spread is the honest error
  int sweeps = 2;
  double survivors = 0.5;  // effective share kept per temperature
  std::uint64_t seed = 20151124;
  unsigned threads = 0;  // 0: all cores; never changes a number
  bool repeats = true;   // with twice the particles, when a check fails
};

/// Flights as coordinates, one row each.
struct Cloud {
  std::size_t size = 0, dimension = 0;
  std::vector<double> coordinates;  // size × dimension
  std::vector<double> log_likelihood;
  [[nodiscard]] std::span<double> row(std::size_t i) {
    return {coordinates.data() + i * dimension, dimension};
  }
  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return {coordinates.data() + i * dimension, dimension};
  }
};

/// Did the run do its work? Every check that failed, in words; empty: sound.
struct Soundness {
  double log_share = 0.0;  // log of the share of prior flights allowed: an inner quantity, never a verdict
  double log_share_spread = 0.0;   // greatest minus least over runs (passes at ≤ 0.5)
  double surviving_ancestors = 0;  // least share over runs (passes at ≥ 0.04)
  int temperatures = 0;            // most over runs (passes at ≤ 60)
  bool plateau = false;
  std::vector<std::string> failed;
};

struct Drawn {
  Cloud cloud;  // all runs together
  Soundness soundness;
};

/// Flights that fit all terms. Repeats once with twice the particles when a check fails, if it may; what
/// still fails is in `soundness`: then the answer is "not resolved".
///   (1) same premises, key and settings: same bits on any number of threads
[[nodiscard]] Drawn draw(const Premises& premises, const Tempering& settings, const std::stop_token& stop);

/// The same, starting from flights that already fit the first `fitted` terms: readings that share their
/// first claims share the work.
[[nodiscard]] Drawn draw_on(const Premises& premises, const Cloud& parents, std::size_t fitted,
                            const Tempering& settings, const std::stop_token& stop);

}  // namespace recon::flight
