// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

/// Incidents that never were, with a known truth: a flight past a salient, a border that is a little wrong, a
/// radar that is off, written down as a case folder so that reading it is part of the test.
namespace recon::calibration {

/// How the truth is made, and how the case lies about it. The first half is drawn from; the second is what a
/// fault does to the words alone.
struct Recipe {
  double random = 150.0, bias = 200.0;  // m, one sigma per axis
  double line = 40.0, shift = 80.0;     // m, of the border
  double correlation = 1'000.0;         // m
  double q = 30.0;                      // m2/s3, of the true motion
  double scan = 10.0;                   // s between plots
  int plots = 13;
  double detected = 0.95;  // share of plots that come

  double told_random = 1.0, told_bias = 1.0;  // factors on what the case says
};

struct Truth {
  std::vector<double> margins;  // of the aircraft at each plot, m, positive inside, by the true border
  double deepest = 0.0;         // along the whole way
  double seconds_inside = 0.0;
};

/// Writes case.textproto, border.geojson and tracks/plots.csv; the same number gives the same bytes.
[[nodiscard]] Truth write_incident(const std::filesystem::path& folder, const Recipe& recipe,
                                   std::uint64_t number);

}  // namespace recon::calibration
