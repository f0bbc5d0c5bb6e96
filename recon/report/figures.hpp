// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/report/svg.hpp"
#include "recon/report/view.hpp"

/// The pictures of the page, each drawn for one size. Axes, columns and places of labels are made
/// here; every value comes from the assessment.
namespace recon::report {

/// Twenty equally likely margins as dots on an axis in metres, a row per border version: filled is
/// inside, open is outside; hatch round zero is the version's own error.
///   (1) no dot crosses the zero line, however crowded its side is
[[nodiscard]] std::string dot_chart(const std::string& id, Size size, const View& view,
                                    const QuestionView& question, const Account& account,
                                    const std::vector<const assess::Finding*>& rows);

/// The findings an account's dot chart shows: its first row with dots that comes out differently between
/// counted versions (else its first with dots), on the default version and on the counted version that is
/// least favourable to the side it has there. Empty when nothing has dots.
[[nodiscard]] std::vector<const assess::Finding*> dot_rows(const QuestionView& question,
                                                           const Account& account);

/// Margin of a recorded track against time (or against the number of the fix), with 5 to 95 % band.
[[nodiscard]] std::string margin_over_time(const std::string& id, Size size, const View& view,
                                           const assess::DrawnTrack& track,
                                           const assess::DrawnTrack::Margins& margins);

/// What statements imply, as bars of their rounding, against what they are held to.
/// REQUIRES: all share one unit, and each has `implied`
[[nodiscard]] std::string implied_bars(const std::string& id, Size size, const View& view,
                                       const std::vector<const assess::Consistency*>& rows);

/// One thing varied while all others stay as in the account's first row.
struct Swing {
  std::string what;  // "Border version: osm-2022 … wdb2"
  const assess::Finding* low = nullptr;
  const assess::Finding* high = nullptr;
};
/// The swings of an account, the widest first, and the finding they start from (null: nothing to draw).
struct Tornado {
  const assess::Finding* from = nullptr;
  std::vector<Swing> swings;
};
[[nodiscard]] Tornado tornado_of(const View& view, const QuestionView& question, const Account& account);
[[nodiscard]] std::string tornado_chart(const std::string& id, Size size, const Account& account,
                                        const Tornado& tornado);

/// The ground: zones by every version, recorded tracks, positions with their 95 % ellipses, landmarks.
struct Map {
  std::string desktop, phone;       // SVG; empty when there is nothing to place
  std::vector<std::string> beyond;  // "Turkey: hit (35.1234° N ...)": counted positions outside the frame
  std::vector<std::string> in_key;  // labels that found no free place
  bool hatched = false, sea = false;
  double ring_seconds = 0.0;  // between the rings on a track; 0: none drawn
};
[[nodiscard]] Map map_of(const View& view, const QuestionView& question);

/// Steps of 1, 2 or 5 times a power of ten that cut `span` into about `count` pieces.
[[nodiscard]] double nice_step(double span, double count);

/// The multiples of `step` from `low` to `high`, both included as far as a thousandth of a step.
///   (1) zero is one of them, and exactly zero, when it lies between the ends
[[nodiscard]] std::vector<double> ticks(double low, double high, double step);

}  // namespace recon::report
