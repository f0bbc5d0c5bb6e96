// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "recon/side/chance.hpp"
#include "recon/side/question.hpp"

namespace recon::side {

/// The side that a point takes, as it is given: the border's error is counted, the point's own is not. Edge:
/// nearer to the line than the border's error lets anybody tell with nine chances in ten
/// (docs/decisions/0007-when-a-side-is-called.md). Unknown: the data end there.
enum class Side { inside, outside, edge, unknown };
[[nodiscard]] std::string_view name_of(Side side);
/// `margin` is known to be this or farther from zero.
[[nodiscard]] Side side_of(Length margin, Length border_sigma);

/// What is asked of every point besides the side of a state.
struct Shown {
  bool countries = true, side = true, margin = true, nearest = true, chance = true;
  [[nodiscard]] bool any_margin() const { return side || margin || nearest || chance; }
};

/// A point and one state.
struct Answer {
  Side side = Side::unknown;
  double margin = 0.0;    // metres, positive inside
  bool at_least = false;  // the data end nearer than the line: |margin| is a lower bound
  geo::Position nearest;  // of the line, when asked
  bool has_nearest = false;
  std::optional<Chance> inside;  // when the point has an accuracy and the data reach far enough
};
struct Answers {
  Countries countries;
  std::vector<std::vector<Answer>> of_state;  // as Question::states(), then as the points
};

/// Answers of one border version. `sigmas`: one standard deviation of an axis for each point, metres, NaN
/// where none is stated.
[[nodiscard]] Answers answer(const Question& question, geo::PointArrays points,
                             std::span<const double> sigmas, const Shown& shown);

}  // namespace recon::side
