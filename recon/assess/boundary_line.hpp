// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/geo/zone.hpp"

/// The line between two states, or a coast, taken out of the outlines that a border version holds and laid
/// into a plane: what one version is compared with another by. Inner to recon/assess.
namespace recon::assess {

/// What is compared: the boundary between two states, or (`other` empty) the coast of one.
struct Subject {
  std::string state, other;
  [[nodiscard]] bool is_coast() const { return other.empty(); }
  friend bool operator==(const Subject&, const Subject&) = default;
};

using FlatPath = std::vector<geo::PlanePoint>;

/// The nearest point of a line.
struct FlatFoot {
  geo::PlanePoint point;
  double metres = 0.0;
  bool at_end = false;  // the line ends here: what would be nearest may lie beyond it
};

/// Open paths in a plane, in runs of segments with their boxes.
class FlatLine {
public:
  FlatLine() = default;
  explicit FlatLine(std::vector<FlatPath> paths);
  [[nodiscard]] const std::vector<FlatPath>& paths() const { return paths_; }
  [[nodiscard]] bool empty() const { return runs_.empty(); }
  /// REQUIRES: not empty
  [[nodiscard]] FlatFoot nearest(geo::PlanePoint point) const;

private:
  struct Run {
    std::size_t path, first, last;  // segments [first, last)
    geo::PlanePoint low, high;
  };
  std::vector<FlatPath> paths_;
  std::vector<Run> runs_;
};

/// The point at a share in [0, 1] of the way along an edge, in the edge's own model.
[[nodiscard]] geo::Position along_edge(const geo::Position& from, const geo::Position& to, geo::Edge edge,
                                       double share);

/// A window larger by a length on every side (clamped at the poles).
[[nodiscard]] geo::Window grown(const geo::Window& window, Length by);
[[nodiscard]] geo::Position middle_of(const geo::Window& window);

/// The subject as one version draws it, within a window: edges of `state` that `other` also has. Neighbours
/// that were drawn apart leave gaps; an edge is shared when the other's lies within the smallest of 1, 10,
/// 50 and 250 m that finds nine tenths of what 250 m finds. Of a coast: the edges that no other state has.
/// Edges along the frame are left out. Empty when the version has no such line here.
///   (1) edges are followed in their own model: no point of the line is more than 1 m from its edge
[[nodiscard]] FlatLine boundary_line(const std::map<std::string, geo::SharedOutline>& states,
                                     const Subject& subject, const geo::Window& window,
                                     const geo::Plane& plane);

}  // namespace recon::assess
