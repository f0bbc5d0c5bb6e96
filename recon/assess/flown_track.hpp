// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recon/assess/tracks.hpp"
#include "recon/flight/heights.hpp"
#include "recon/flight/path.hpp"
#include "recon/flight/plots.hpp"

namespace recon::assess {

/// A track as the flights it could have been: smoothed once, then asked by zone and border version. Where
/// fixes have no time, the way is that of the likeliest timetable, and each draw flies it by a timetable of
/// its own. The methods answer what the functions of the same name in tracks.hpp promise.
class FlownTrack {
public:
  /// REQUIRES: a fix at least
  FlownTrack(const normalise::ReadClaim& claim, const normalise::TrackRead& track, const Settings& settings);

  [[nodiscard]] Passage pass(const Against& against, const HeightLimits& limits,
                             Asked asked = Asked::all) const;
  [[nodiscard]] std::optional<flight::Whereabouts> whereabouts_at(const Interval<Instant>& time,
                                                                  Duration clock) const;
  [[nodiscard]] DrawnTrack::Margins margins_of(const Against& against, const HeightLimits& limits) const;

  class Gate;

  /// What the fixes show of their own errors; of a path without times, nothing.
  struct Character {
    bool too_smooth = false;  // nearer to a smooth flight than their errors would leave them (1 in 100)
    std::vector<double> off;  // of each observation: standing_off()
  };
  [[nodiscard]] const Character& character() const { return character_; }
  [[nodiscard]] const std::vector<std::size_t>& order() const { return seen_.order; }

  /// The likeliest flight where it was seen.
  struct Node {
    flight::PlaneMoment then;
    double reach = 0.0;     // metres: no draw is farther from it there,
    double half_way = 0.0;  // nor half way to the next
  };

  class Hours;

private:
  [[nodiscard]] std::optional<std::size_t> fix_of(std::size_t node) const;
  void smooth();
  void survey();
  [[nodiscard]] double seen_errors() const;
  /// The likeliest intensity's flight stands for all where one has to.
  [[nodiscard]] const flight::Smoothed& likeliest() const { return smoothed_[likeliest_]; }
  /// All flights taken together at a node: the Gaussian of their mean and spread.
  [[nodiscard]] flight::PlaneMoment together(std::size_t node) const;
  [[nodiscard]] std::size_t intensity_of(std::uint64_t draw) const;
  [[nodiscard]] std::vector<flight::FlightDraws> draws_at(const std::vector<std::size_t>& nodes) const;

  /// nullopt where nothing limits the zone in height, or the track does not know its heights.
  [[nodiscard]] std::optional<Gate> gate(const HeightLimits& limits) const;
  void add_heights(flight::Whereabouts& where, const std::vector<double>& times, double nominal) const;

  const Settings& settings_;
  std::optional<flight::TimedPath> path_;  // where fixes have no time
  flight::Observed seen_;
  std::vector<flight::Smoothed> smoothed_;  // one per intensity and lag
  std::vector<double> up_to_;               // their weights, added up
  std::size_t likeliest_ = 0;
  std::vector<Node> nodes_;
  std::vector<double> latitude_, longitude_;  // of the nodes, degrees
  flight::Draws own_, between_, bias_, which_, when_, clock_draws_, speed_, timetable_;
  Duration clock_;  // one sigma, common to all fixes
  std::string name_;
  std::size_t fixes_;
  Character character_;
  std::optional<flight::Heights> heights_;
};

}  // namespace recon::assess
