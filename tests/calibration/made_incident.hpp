// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

/// Incidents that never were, with a known truth: a flight past a salient, a border that is a little wrong, a
/// radar that is off, written down as a case folder so that reading it is part of the test.
namespace recon::calibration {

/// How the truth is made, and how the case lies about it. The first part is drawn from; the last is what a
/// fault does to the words alone.
struct Recipe {
  /// What the radar gives: positions; slant range, azimuth and flight level, rounded as displays are; or a
  /// tracker's output, whose errors last for two or three scans.
  enum class Seen { positions, plots, system_track };
  Seen seen = Seen::positions;
  double random = 150.0, bias = 200.0;  // m, one sigma per axis; of plots along and across the sight
  bool lags = false;      // the tracker is one: an alpha-beta filter over plots, behind in turns
  bool by_class = false;  // instead: of radar class C, of a system track, and the case says no more
  double clock = 0.0;     // s, one sigma of the radar's; then a time is told, and asked about
  double line = 40.0, shift = 80.0;  // m, of the border
  double correlation = 1'000.0;      // m
  double q = 30.0;                   // m2/s3, of the true motion
  bool turning = false;              // instead: straight legs and turns of 0.5 to 2 g
  double scan = 10.0;                // s between plots
  int plots = 13;
  double detected = 0.95;  // share of plots that come

  /// The scene as a whole elsewhere (degrees), turned clockwise about its tip, seen in a mirror.
  struct Place {
    double latitude = 0.0, longitude = 0.0;
  };
  std::optional<Place> place;
  double turn = 0.0;  // degrees
  bool mirrored = false;

  double told_random = 1.0, told_bias = 1.0, told_clock = 1.0;  // factors on what the case says
};

struct Truth {
  std::vector<double> margins;  // of the aircraft at each plot, m, positive inside, by the true border
  double deepest = 0.0;         // along the whole way
  double seconds_inside = 0.0;
  double at_hit = 0.0;  // at the time that is told
};

/// Writes case.textproto, border.geojson and tracks/plots.csv; the same number gives the same bytes.
[[nodiscard]] Truth write_incident(const std::filesystem::path& folder, const Recipe& recipe,
                                   std::uint64_t number);

}  // namespace recon::calibration
