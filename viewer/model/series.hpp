// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/model/moving.hpp"

/// The charts under the maps: values over time, one axis, one cursor; and beside them margins by version.
namespace recon::viewer {

struct Curve {
  std::string account;  // id; empty: of two accounts together
  std::vector<Instant> times;
  std::vector<Interval<double>> values;  // in the unit of the chart; band and line
};

struct ReadOut {
  std::string account, words;  // "+630 m"
};

/// What the aircraft can do, beside what the flights do.
struct Limit {
  double value = 0.0;
  std::optional<double> or_less;  // the lowest speed is a range, never one figure
  std::string words;              // "fastest published 1 315 km/h"
};

struct ChartData {
  Chart kind = Chart::margin;
  std::string title, unit, note;  // "Margin to the border", "km", "90 % band"
  std::vector<Curve> curves;
  double low = 0.0, high = 1.0;
  std::vector<double> ticks;
  double border_error = 0.0;  // hatched about zero, half width; margins only
  std::vector<Limit> limits;  // within the axis
  std::string why_empty;
};

/// Charts over time that have something to show; margins also while flights are pending, with the reason.
[[nodiscard]] std::vector<ChartData> charts_of(const report::View& view, const Choices& choices,
                                               const std::vector<Moving>& all);

/// A curve for so many pixels: of many values in one pixel the first, the least, the greatest and the last.
///   (1) every value kept is a value of the curve, in order of time
///   (2) the least and the greatest of every pixel are kept
[[nodiscard]] Curve thinned(const Curve& curve, Span span, std::size_t pixels);

/// Between two instants of a curve, by proportion; nullopt before its first and after its last.
[[nodiscard]] std::optional<Interval<double>> value_at(const Curve& curve, Instant time);

/// What the curves say at an instant, in order of the accounts.
[[nodiscard]] std::vector<ReadOut> read_outs(const report::View& view, const ChartData& chart, Instant time);

/// The margin of the chosen row of each account by every counted version: what a choice of version does, at
/// one glance. Twenty dots a row, equally likely.
struct VersionRow {
  const report::Version* version = nullptr;
  std::vector<double> dots;  // km, in order; empty where only words are given
  std::string share, words;  // "89 %"; "inside", or why there is no answer
  assess::Side side = assess::Side::undetermined;
  double border_error = 0.0;  // km, 95 %
  bool chosen = false;
};
struct VersionGroup {
  const report::Account* account = nullptr;
  std::string label;  // the row of the tree
  std::vector<VersionRow> rows;
};
struct VersionChart {
  std::vector<VersionGroup> groups;
  double low = -1.0, high = 1.0;  // km
  std::vector<double> ticks;
};
[[nodiscard]] VersionChart by_version(const report::View& view, const Choices& choices,
                                      const std::vector<Branch>& tree);

/// Where dots of one row come to lie, in their order: across, and in how many diameters above the line.
/// Dots that do not fit their column move away from zero, never across it.
///   (1) no dot is on the other side of zero than its value
///   (2) no two dots overlap
struct DotPlace {
  double across = 0.0;
  std::size_t level = 0;
};
[[nodiscard]] std::vector<DotPlace> place_dots(const std::vector<double>& across, double zero,
                                               double diameter, std::size_t levels);

/// The chart with as much more axis as keeps every dot on `width` pixels: crowded dots need more room than
/// their values.
[[nodiscard]] VersionChart fitted_to(VersionChart chart, double width, double diameter, std::size_t levels);

/// A chart as a table to be pasted elsewhere: tab-separated, one row an instant.
[[nodiscard]] std::string as_table(const report::View& view, const ChartData& chart);

}  // namespace recon::viewer
