// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace recon::load {

/// A vertex in the plane of longitude and latitude, degrees; rings are unwrapped across 180° before.
struct Flat {
  double x = 0.0, y = 0.0;
  friend bool operator==(const Flat&, const Flat&) = default;
};

struct FlatRing {
  std::vector<Flat> corners;  // the last does not repeat the first
  std::size_t polygon = 0;
};

/// Pairs of edges that meet elsewhere than where one ends and the next begins, or may: signs that doubles
/// do not decide are counted as meeting. What is not here is certain not to meet.
struct Meetings {
  std::vector<bool> within;  // polygons whose rings meet themselves or each other
  std::vector<std::pair<std::size_t, std::size_t>> between;  // polygons that meet; each pair may recur
  bool tangled = false;  // more than can be tested; the rest is incomplete
};

/// Rings made ready for both questions: a tree of boxes over their edges, in the order they are drawn.
class RingIndex {
public:
  explicit RingIndex(const std::vector<FlatRing>& rings);

  [[nodiscard]] Meetings meetings() const;

  /// Rings, by their place, that go round a vertex of this ring. Not decided where that vertex lies on them.
  [[nodiscard]] std::vector<std::size_t> around(std::size_t ring) const;

private:
  struct Box {
    double west, south, east, north;
  };
  struct Leaf {
    std::uint32_t first, last, ring;  // edges [first, last)
  };
  class Join;

  [[nodiscard]] static bool overlap(const Box& a, const Box& b) {
    return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
  }
  [[nodiscard]] static Box joined(const Box& a, const Box& b);
  void build_levels();
  void around(std::size_t level, std::size_t node, const Flat& point,
              std::vector<std::size_t>& crossed) const;

  std::vector<Flat> corners_;          // every ring closed: edge e goes from corner e to corner e + 1
  std::vector<std::size_t> first_of_;  // ring -> its first corner; one more at the end
  std::vector<std::size_t> polygon_of_;
  std::vector<Leaf> leaves_;
  std::vector<Box> ring_boxes_;
  std::vector<std::vector<Box>> levels_;  // of the leaves, of pairs of them, ... of all
  std::vector<std::vector<Box>> reach_;   // the same of the whole rings that the edges belong to
};

}  // namespace recon::load
