// SPDX-License-Identifier: Apache-2.0
#include "recon/load/crossings.hpp"

#include <algorithm>
#include <cmath>

namespace recon::load {

namespace {

constexpr std::size_t edges_a_leaf = 8;

// On which side of a -> b lies c? 0: on it, or not decided. Bound: Shewchuk 1997, ccwerrboundA.
int side(const Flat& a, const Flat& b, const Flat& c) {
  const double left = (a.x - c.x) * (b.y - c.y), right = (a.y - c.y) * (b.x - c.x);
  const double determinant = left - right;
  constexpr double bound = 3.3306690738754716e-16;
  const double error = bound * (std::abs(left) + std::abs(right));
  if (determinant > error) return 1;
  if (determinant < -error) return -1;
  return 0;
}

bool boxes_meet(const Flat& a, const Flat& b, const Flat& c, const Flat& d) {
  return std::min(a.x, b.x) <= std::max(c.x, d.x) && std::min(c.x, d.x) <= std::max(a.x, b.x) &&
         std::min(a.y, b.y) <= std::max(c.y, d.y) && std::min(c.y, d.y) <= std::max(a.y, b.y);
}

bool may_meet(const Flat& a, const Flat& b, const Flat& c, const Flat& d) {
  return boxes_meet(a, b, c, d) && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

// a -> b -> c back over itself, or nearly.
bool may_fold_back(const Flat& a, const Flat& b, const Flat& c) {
  return (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) > 0.0 && side(a, b, c) == 0;
}

}  // namespace

RingIndex::Box RingIndex::joined(const Box& a, const Box& b) {
  return {.west = std::min(a.west, b.west),
          .south = std::min(a.south, b.south),
          .east = std::max(a.east, b.east),
          .north = std::max(a.north, b.north)};
}

RingIndex::RingIndex(const std::vector<FlatRing>& rings) {
  std::size_t count = 0;
  for (const FlatRing& ring : rings) count += ring.corners.size() + 1;
  corners_.reserve(count);
  levels_.emplace_back();
  reach_.emplace_back();
  for (std::size_t r = 0; r < rings.size(); ++r) {
    const std::size_t first = corners_.size();
    first_of_.push_back(first);
    polygon_of_.push_back(rings[r].polygon);
    corners_.insert(corners_.end(), rings[r].corners.begin(), rings[r].corners.end());
    corners_.push_back(rings[r].corners.front());
    const std::size_t end = corners_.size() - 1;
    const std::size_t first_leaf = leaves_.size();
    for (std::size_t e = first; e < end; e += edges_a_leaf) {
      const std::size_t last = std::min(e + edges_a_leaf, end);
      Box box{corners_[e].x, corners_[e].y, corners_[e].x, corners_[e].y};
      for (std::size_t c = e + 1; c <= last; ++c)
        box = joined(box, {corners_[c].x, corners_[c].y, corners_[c].x, corners_[c].y});
      leaves_.push_back({.first = static_cast<std::uint32_t>(e),
                         .last = static_cast<std::uint32_t>(last),
                         .ring = static_cast<std::uint32_t>(r)});
      levels_[0].push_back(box);
    }
    Box whole = levels_[0][first_leaf];
    for (std::size_t leaf = first_leaf; leaf < leaves_.size(); ++leaf)
      whole = joined(whole, levels_[0][leaf]);
    ring_boxes_.push_back(whole);
    reach_[0].resize(leaves_.size(), whole);
  }
  first_of_.push_back(corners_.size());
  build_levels();
}

void RingIndex::build_levels() {
  const auto halved = [](const std::vector<Box>& below) {
    std::vector<Box> level;
    for (std::size_t i = 0; i < below.size(); i += 2)
      level.push_back(i + 1 < below.size() ? joined(below[i], below[i + 1]) : below[i]);
    return level;
  };
  while (levels_.back().size() > 1) {
    levels_.push_back(halved(levels_.back()));
    reach_.push_back(halved(reach_.back()));
  }
}

class RingIndex::Join {
public:
  explicit Join(const RingIndex& index) : index_{index}, left_{50'000'000 + 200 * index.corners_.size()} {
    const std::vector<std::size_t>& polygons = index.polygon_of_;
    found_.within.resize(polygons.empty() ? 0 : 1 + *std::max_element(polygons.begin(), polygons.end()));
  }

  Meetings found() && {
    if (!index_.leaves_.empty()) node_with_itself(index_.levels_.size() - 1, 0);
    found_.tangled = left_ == 0;
    return std::move(found_);
  }

private:
  void node_with_itself(std::size_t level, std::size_t node) {
    if (level == 0) {
      leaf_with_itself(index_.leaves_[node]);
      return;
    }
    const std::size_t a = 2 * node, b = a + 1;
    node_with_itself(level - 1, a);
    if (b == index_.levels_[level - 1].size()) return;
    node_with_itself(level - 1, b);
    nodes(level - 1, a, b);
  }

  void nodes(std::size_t level, std::size_t a, std::size_t b) {
    if (!overlap(index_.levels_[level][a], index_.levels_[level][b]) || !spend(1)) return;
    if (level == 0) {
      leaves(index_.leaves_[a], index_.leaves_[b], index_.levels_[0][b]);
      return;
    }
    const std::size_t size = index_.levels_[level - 1].size();
    for (std::size_t i = 2 * a; i < std::min(2 * a + 2, size); ++i)
      for (std::size_t j = 2 * b; j < std::min(2 * b + 2, size); ++j) nodes(level - 1, i, j);
  }

  void leaf_with_itself(const Leaf& leaf) {
    for (std::size_t e = leaf.first; e < leaf.last; ++e)
      for (std::size_t f = e + 1; f < leaf.last; ++f) edges(e, f, leaf.ring, leaf.ring);
  }

  [[nodiscard]] Box box_of(std::size_t edge) const {
    const Flat &from = index_.corners_[edge], &to = index_.corners_[edge + 1];
    return joined({from.x, from.y, from.x, from.y}, {to.x, to.y, to.x, to.y});
  }

  void leaves(const Leaf& a, const Leaf& b, const Box& box) {
    if (!spend(edges_a_leaf)) return;
    for (std::size_t e = a.first; e < a.last; ++e) {
      if (!overlap(box_of(e), box)) continue;
      for (std::size_t f = b.first; f < b.last; ++f) edges(e, f, a.ring, b.ring);
    }
  }

  // e before f
  void edges(std::size_t e, std::size_t f, std::size_t ring_e, std::size_t ring_f) {
    const std::vector<Flat>& at = index_.corners_;
    if (ring_e == ring_f) {
      const std::size_t first = index_.first_of_[ring_e], last = index_.first_of_[ring_e + 1] - 2;
      const bool follows = f == e + 1, closes = e == first && f == last;
      if (follows || closes) {
        const bool folds = (follows && may_fold_back(at[e], at[f], at[f + 1])) ||
                           (closes && may_fold_back(at[f], at[e], at[e + 1]));
        if (folds) meet(ring_e, ring_f);
        return;
      }
    }
    if (may_meet(at[e], at[e + 1], at[f], at[f + 1])) meet(ring_e, ring_f);
  }

  void meet(std::size_t ring_a, std::size_t ring_b) {
    const std::size_t a = index_.polygon_of_[ring_a], b = index_.polygon_of_[ring_b];
    if (a == b) {
      found_.within[a] = true;
    } else if (found_.between.empty() || found_.between.back() != std::pair{a, b}) {
      found_.between.emplace_back(a, b);
    }
    constexpr std::size_t cost_of_a_meeting = 200;  // what comes after it: GEOS
    spend(cost_of_a_meeting);
  }

  bool spend(std::size_t steps) {
    left_ -= std::min(left_, steps);
    return left_ > 0;
  }

  const RingIndex& index_;
  std::size_t left_;  // steps until the rings are called tangled
  Meetings found_;
};

Meetings RingIndex::meetings() const { return Join{*this}.found(); }

std::vector<std::size_t> RingIndex::around(std::size_t ring) const {
  std::vector<std::size_t> crossed;
  around(levels_.size() - 1, 0, corners_[first_of_[ring]], crossed);
  std::sort(crossed.begin(), crossed.end());
  std::vector<std::size_t> odd;
  for (std::size_t i = 0; i < crossed.size();) {
    std::size_t end = i;
    while (end < crossed.size() && crossed[end] == crossed[i]) ++end;
    if ((end - i) % 2 == 1 && crossed[i] != ring) odd.push_back(crossed[i]);
    i = end;
  }
  return odd;
}

// Edges that a ray to the west crosses, by their ring. Rings whose box the point is not in are passed by.
void RingIndex::around(std::size_t level, std::size_t node, const Flat& point,
                       std::vector<std::size_t>& crossed) const {
  const Box at{point.x, point.y, point.x, point.y};
  const Box& box = levels_[level][node];
  if (!overlap(reach_[level][node], at) || box.south > point.y || box.north < point.y || box.west > point.x)
    return;
  if (level > 0) {
    around(level - 1, 2 * node, point, crossed);
    if (2 * node + 1 < levels_[level - 1].size()) around(level - 1, 2 * node + 1, point, crossed);
    return;
  }
  const Leaf& leaf = leaves_[node];
  for (std::size_t e = leaf.first; e < leaf.last; ++e) {
    const Flat &a = corners_[e], &b = corners_[e + 1];
    if ((a.y <= point.y) == (b.y <= point.y)) continue;
    if (side(a, b, point) == (b.y > a.y ? -1 : 1)) crossed.push_back(leaf.ring);
  }
}

}  // namespace recon::load
