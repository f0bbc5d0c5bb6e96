// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "recon/report/svg.hpp"

/// Places for labels: first come, first served, and nothing on top of anything.
namespace recon::report {

class LabelPlaces {
public:
  explicit LabelPlaces(const Box& frame) : frame_{frame} {}

  /// Ground that labels must leave free (a mark, a scale, an inset).
  void block(const Box& box) { taken_.push_back(box); }
  /// Ground that labels leave free as long as there is other room (a line that a halo may cross).
  void discourage(const Box& box) { unwelcome_.push_back(box); }
  /// Is the box within the frame and free?
  [[nodiscard]] bool is_free(const Box& box) const;
  /// Is it free of what labels leave free as long as there is other room?
  [[nodiscard]] bool is_welcome(const Box& box) const;
  /// Takes the first of the places that is free; one that is not discouraged before one that is.
  std::optional<Box> take(const std::vector<Box>& places);
  /// Of places within the frame, the one that covers least of what is taken; nullopt where none is within.
  [[nodiscard]] std::optional<Box> least_covering(const std::vector<Box>& places) const;
  /// A label of that size near a point: right, left, above, below, then on rings further out.
  ///   (1) what is returned is within the frame and overlaps nothing taken before
  std::optional<Box> near(Point anchor, double width, double height, double gap);

private:
  Box frame_;
  std::vector<Box> taken_, unwelcome_;
};

[[nodiscard]] bool overlap(const Box& a, const Box& b);

}  // namespace recon::report
