// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "recon/flight/smoother.hpp"
#include "recon/normalise/normalise.hpp"

/// How high an aircraft flew, from the heights of a track's fixes: an axis of its own, smoothed and drawn as
/// those of the plane are (docs/method/flights.md, Heights). Metres and seconds, as in smoother.hpp.
namespace recon::flight {

struct HeightMoment {
  double mean = 0.0, sigma = 0.0;
};

/// One draw of the heights over the spans that were asked for.
class HeightPath {
public:
  struct Node {
    double time = 0.0;
    AxisState state;
  };
  explicit HeightPath(std::vector<Node> nodes) : nodes_{std::move(nodes)} {}
  [[nodiscard]] double at(double time) const;

private:
  std::vector<Node> nodes_;  // ascending in time
};

/// Heights smoothed under their likeliest intensity of climbing and diving (of `intensities`; with fewer than
/// six heights, `usual_climbing`), with the instrument's error common to all of them.
class Heights {
public:
  static constexpr double usual_climbing = 5.0;  // m²/s³
  /// Heights measured from one thing only count: from that of the first fix that has one.
  /// REQUIRES: some fix has an altitude; every fix is timed
  Heights(const normalise::TrackRead& track, Instant start);

  [[nodiscard]] HeightDatum above() const { return above_; }
  [[nodiscard]] const Smoothed& smoothed() const { return *smoothed_; }
  /// Between the first and the last height; those two outside.
  [[nodiscard]] HeightMoment at(double time) const;

private:
  HeightDatum above_ = HeightDatum::unstated;
  std::optional<Smoothed> smoothed_;
};

/// Draws heights over spans of time. Between two heights a draw is two cubics that meet at a drawn middle:
/// what is left out of the bridge is an eighth of √(q T³/192).
class HeightDraws {
public:
  HeightDraws(const Heights& heights, std::span<const std::pair<double, double>> spans);
  [[nodiscard]] HeightPath draw(std::uint64_t i, const Draws& own, const Draws& bias,
                                const Draws& middles) const;

private:
  double q_;
  std::vector<double> times_;
  FlightDraws draws_;
};

/// Do a track's heights tell how high it was at all of its times? A height within half a minute of every fix,
/// all measured from one thing.
[[nodiscard]] bool knows_heights(const normalise::TrackRead& track);

}  // namespace recon::flight
