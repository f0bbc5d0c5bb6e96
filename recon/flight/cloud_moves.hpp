// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "recon/flight/random.hpp"
#include "recon/flight/tempering.hpp"

/// How clouds of flights are drawn, chosen and moved: inner to recon/flight, shared by tempering and strain.
namespace recon::flight {

/// The random numbers of one particle, one after the other.
class Stream {
public:
  Stream(const Draws& draws, std::size_t particle)
      : draws_{draws}, next_{static_cast<std::uint64_t>(particle) << 24U} {}
  [[nodiscard]] double uniform() { return draws_.uniform_pair(next_++)[0]; }
  [[nodiscard]] std::array<double, 2> normals() { return draws_.normal_pair(next_++); }

private:
  const Draws& draws_;
  std::uint64_t next_;
};

[[nodiscard]] Cloud empty_cloud(const Premises& premises, std::size_t size);
void append(Cloud& cloud, const Cloud& more);
[[nodiscard]] Cloud chosen_rows(const Cloud& cloud, const std::vector<std::size_t>& chosen);
void draw_prior(const Premises& premises, std::span<double> coordinates, Stream& stream);

/// Systematic resampling: as many indices as weights, each about in proportion. `start` in (0, 1).
[[nodiscard]] std::vector<std::size_t> systematically(const std::vector<double>& weights, double start);

/// Elliptical slice moves of one block of coordinates at a time: the anchors of each aircraft about a
/// Gaussian fitted to the cloud (its density is divided out), all else about the standard normal it is drawn
/// from. Leaves the prior times exp(target) as it is.
class Moves {
public:
  Moves(const Premises& premises, const Cloud& cloud);

  [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
  /// Its coordinates: the first, and how many.
  [[nodiscard]] std::pair<std::size_t, std::size_t> range(std::size_t block) const {
    return {blocks_[block].first, blocks_[block].count};
  }

  /// Moves one block of `at`, unless no place on the slice is found. `level` is the target at `at`, and is
  /// kept so. `target` must depend on the coordinates alone. Returns whether it moved; `target` was then
  /// called last for the new place.
  template <class Target>
  bool slice(std::size_t block, std::span<double> at, Stream& stream, double& level,
             const Target& target) const;

private:
  struct Block {
    std::size_t first, count;
    std::size_t aircraft;
    bool anchor;
  };
  static constexpr std::size_t anchor_size = 4;
  struct Fitted {
    std::array<double, anchor_size> mean;
    std::array<double, anchor_size * anchor_size> factor;  // lower triangle, row by row
    std::array<double, anchor_size> prior_mean, prior_sigma;
  };
  /// log prior less log fitted density of an anchor, up to a constant.
  [[nodiscard]] double correction(const Fitted& fitted, std::span<const double> anchor) const;
  /// A draw of the block less its centre, into `out`.
  void draw_offset(const Block& block, Stream& stream, std::span<double> out) const;

  std::vector<Block> blocks_;
  std::vector<Fitted> fitted_;  // per aircraft
};

template <class Target>
bool Moves::slice(std::size_t index, std::span<double> at, Stream& stream, double& level,
                  const Target& target) const {
  constexpr int most_tries = 60;
  const Block& block = blocks_[index];
  const std::span<double> here = at.subspan(block.first, block.count);
  const auto centre = [&](std::size_t i) { return block.anchor ? fitted_[block.aircraft].mean[i] : 0.0; };
  const auto full = [&](double value) {
    return block.anchor ? value + correction(fitted_[block.aircraft], here) : value;
  };
  thread_local std::vector<double> old, offset;
  old.assign(here.begin(), here.end());
  offset.resize(block.count);
  draw_offset(block, stream, offset);

  const double threshold = full(level) + std::log(stream.uniform());
  double angle = 2.0 * std::numbers::pi * stream.uniform();
  double low = angle - 2.0 * std::numbers::pi, high = angle;
  for (int tries = 0; tries < most_tries; ++tries) {
    const double cosine = std::cos(angle), sine = std::sin(angle);
    for (std::size_t i = 0; i < block.count; ++i)
      here[i] = centre(i) + (old[i] - centre(i)) * cosine + offset[i] * sine;
    const double value = target(at);
    if (full(value) > threshold) {
      level = value;
      return true;
    }
    (angle < 0.0 ? low : high) = angle;
    angle = low + (high - low) * stream.uniform();
  }
  std::copy(old.begin(), old.end(), here.begin());
  return false;
}

}  // namespace recon::flight
