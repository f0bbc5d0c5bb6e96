// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "recon/geo/candidate_grid.hpp"
#include "recon/geo/line_index.hpp"
#include "recon/geo/stretch.hpp"

/// Many questions to one line: inner to recon/geo.
namespace recon::geo {

/// As many points as stay in the first caches with all that is found out about them.
struct AskedBlock {
  static constexpr std::size_t most = CandidateGrid::most_at_once;

  std::size_t first = 0;  // in the arrays asked about
  PointArrays points;
  std::array<Vec3, most> in_space;
  std::array<Cell, most> cells;
  std::array<KnownCell, most> known;
  std::array<std::optional<Touch>, most> touches;

  [[nodiscard]] Position point(std::size_t i) const {
    return {degrees(points.latitude[i]), degrees(points.longitude[i])};
  }
};

/// Runs through arrays in blocks whose nearest points are found. REQUIRES: the line is not empty
template <class Act>
void ask(const LineIndex& line, PointArrays points, const Act& act) {
  AskedBlock block;
  std::array<double, AskedBlock::most> x{}, y{}, z{};
  for (; block.first < points.size(); block.first += AskedBlock::most) {
    const std::size_t count = std::min(AskedBlock::most, points.size() - block.first);
    block.points = {points.latitude.subspan(block.first, count),
                    points.longitude.subspan(block.first, count)};
    const auto used = [count](auto& array) { return std::span{array}.first(count); };
    to_space(block.points, {used(x), used(y), used(z)});
    for (std::size_t i = 0; i < count; ++i) block.in_space[i] = {x[i], y[i], z[i]};
    line.cells(block.points, used(block.cells), used(block.known));
    line.touch(used(block.known), used(block.in_space), used(block.touches));
    act(block);
  }
}

}  // namespace recon::geo
