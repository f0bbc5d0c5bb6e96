// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viewer/model/moving.hpp"

/// The charts under the maps: values over time, one axis, one cursor.
namespace recon::viewer {

struct Curve {
  std::string account;  // id; empty: of two accounts together
  std::vector<Instant> times;
  std::vector<Interval<double>> values;  // in the unit of the chart; band and line
};

struct ReadOut {
  std::string account, words;  // "+630 m"
};

struct ChartData {
  Chart kind = Chart::margin;
  std::string title, unit, note;  // "Margin to the border", "km", "90 % band"
  std::vector<Curve> curves;
  double low = 0.0, high = 1.0;
  std::vector<double> ticks;
  double border_error = 0.0;  // hatched about zero, half width; margins only
  std::string why_empty;
};

/// Only charts that have something to show, but margins always: empty with the reason.
[[nodiscard]] std::vector<ChartData> charts_of(const report::View& view, const Choices& choices,
                                               const std::vector<Moving>& all);

/// What the curves say at an instant, in order of the accounts.
[[nodiscard]] std::vector<ReadOut> read_outs(const report::View& view, const ChartData& chart, Instant time);

/// A chart as a table to be pasted elsewhere: tab-separated, one row an instant.
[[nodiscard]] std::string as_table(const report::View& view, const ChartData& chart);

}  // namespace recon::viewer
