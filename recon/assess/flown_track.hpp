// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "recon/assess/tracks.hpp"
#include "recon/flight/plots.hpp"

namespace recon::assess {

/// A track with a time for every fix, as the flights it could have been: smoothed once, then asked by zone
/// and border version. The methods answer what the functions of the same name in tracks.hpp promise.
class FlownTrack {
public:
  /// REQUIRES: a fix at least; every fix is timed
  FlownTrack(const normalise::ReadClaim& claim, const normalise::TrackRead& track, const Settings& settings);

  [[nodiscard]] Passage pass(const Against& against) const;
  [[nodiscard]] std::optional<flight::Whereabouts> whereabouts_at(const Interval<Instant>& time,
                                                                  Duration clock) const;
  [[nodiscard]] DrawnTrack::Margins margins_of(const Against& against) const;

private:
  /// The likeliest intensity's flight stands for all where one has to.
  [[nodiscard]] const flight::Smoothed& likeliest() const { return smoothed_[likeliest_]; }
  [[nodiscard]] std::size_t intensity_of(std::uint64_t draw) const;
  [[nodiscard]] std::vector<flight::FlightDraws> draws_at(const std::vector<std::size_t>& nodes) const;

  const Settings& settings_;
  flight::Observed seen_;
  std::vector<flight::Smoothed> smoothed_;  // one per intensity
  std::vector<double> up_to_;               // their weights, added up
  std::size_t likeliest_ = 0;
  flight::Draws own_, between_, bias_, which_, when_;
};

}  // namespace recon::assess
