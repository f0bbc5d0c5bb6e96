// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <span>
#include <vector>

#include "recon/geo/line_index.hpp"
#include "recon/geo/space.hpp"

/// Which pieces of a line can be nearest here? Inner to recon/geo.
namespace recon::geo {

/// Everything within a radius of a centre, in space.
struct Ball {
  Vec3 centre;
  double radius = 0.0;
};

/// What b, at the distance `nearest` from a ball's centre, leaves to others of the ball's points: a is never
/// nearer than b when |centre - a|² exceeds this, because |q - a|² - |q - b|² changes with q by at most
/// 2 |a - b| per metre. The last terms keep what chords and geodesics may order otherwise: on WGS 84 the
/// squared curvatures of normal sections differ by at most 2.1 %, so the squares by 2.1 % of c⁴ / (12 R²).
[[nodiscard]] inline double dominated_beyond(const Ball& ball, double nearest, double between) {
  const double farthest = nearest + ball.radius, squared = farthest * farthest;
  return nearest * nearest + 2.0 * ball.radius * between + 6e-17 * squared * squared + 1e-4 * farthest + 1e-6;
}

/// Consecutive pieces [first, last) of a line.
struct Run {
  std::uint32_t first, last;
};

/// A rectangle in longitude and latitude.
struct Cell {
  std::atomic<Cell*>* children = nullptr;  // 4 x 4, row by row from the south-west; none: the last of its branch
  const Run* runs = nullptr;               // all that can be nearest to some point of the cell
  std::uint32_t run_count = 0;
  std::uint32_t x = 0, y = 0;  // counted from 180° W and 90° S in cells of its level
  std::uint8_t level = 0;
  bool knows_candidates = false;  // else too many, or too far away: ask the tree
  bool crossed = true;            // false: no piece is within 2 mm
  mutable std::atomic<std::uint8_t> side{0};  // whoever uses the grid may note here what holds for the whole cell

  [[nodiscard]] std::span<const Run> candidates() const { return {runs, run_count}; }
};

/// Cells of 2.8° in 4 x 4 smaller ones, again and again, down to 76 m where many pieces compete. A cell is
/// made when the first question falls into it, from the candidates of the cell around it; who makes it
/// plays no part, because its contents follow from the line and the cell alone.
///   (1) the candidates of a cell hold the nearest piece of each of its points
///   (2) at most `most_bytes`; where they are used up, larger cells answer
///   (3) any number of threads may ask at once
class CandidateGrid {
public:
  static constexpr unsigned levels = 7;

  explicit CandidateGrid(std::size_t pieces);

  /// The smallest cell that holds the position and fits into memory.
  [[nodiscard]] const Cell& find(const LineIndex& line, double latitude_deg, double longitude_deg) {
    const std::uint32_t x = column(longitude_deg), y = row(latitude_deg);
    unsigned shift = 2 * (levels - 1);
    std::atomic<Cell*>* slot = &roots_[(y >> shift) * root_columns + (x >> shift)];
    const Cell* around = nullptr;
    for (;;) {
      const Cell* cell = slot->load(std::memory_order_acquire);
      if (cell == nullptr) cell = make(line, around, *slot, x >> shift, y >> shift);
      if (cell == nullptr) return *around;
      if (cell->children == nullptr) return *cell;
      around = cell;
      shift -= 2;
      slot = &cell->children[4 * (y >> shift & 3U) + (x >> shift & 3U)];
    }
  }
  /// Does a cell that find() returned hold this position too, as the last of its branch?
  [[nodiscard]] static bool holds(const Cell& cell, double latitude_deg, double longitude_deg) {
    const unsigned shift = 2 * (levels - 1 - cell.level);
    return cell.children == nullptr && cell.x == column(longitude_deg) >> shift && cell.y == row(latitude_deg) >> shift;
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

private:
  static constexpr std::uint32_t root_columns = 128, root_rows = 64;
  static constexpr std::uint32_t finest_columns = root_columns << 2 * (levels - 1),
                                 finest_rows = root_rows << 2 * (levels - 1);
  static constexpr double finest_in_degree = finest_columns / 360.0;

  [[nodiscard]] static std::uint32_t column(double longitude_deg) {
    return static_cast<std::uint32_t>((longitude_deg + 540.0) * finest_in_degree) & (finest_columns - 1);
  }
  [[nodiscard]] static std::uint32_t row(double latitude_deg) {
    return std::min(static_cast<std::uint32_t>((latitude_deg + 90.0) * finest_in_degree), finest_rows - 1);
  }

  [[nodiscard]] const Cell* make(const LineIndex& line, const Cell* around, std::atomic<Cell*>& slot, std::uint32_t x,
                                 std::uint32_t y);
  [[nodiscard]] const Cell* keep(const Cell& cell, const std::vector<Run>& runs, bool splits,
                                 std::atomic<Cell*>& slot);

  std::unique_ptr<std::atomic<Cell*>[]> roots_;  // NOLINT(modernize-avoid-c-arrays): atomics do not move
  std::mutex growing_;
  std::pmr::monotonic_buffer_resource memory_;
  std::atomic<std::size_t> bytes_{0};
  std::size_t most_bytes_;
};

/// The middle of a cell, and balls that hold the whole of it, or each of its quarters.
[[nodiscard]] Position middle(const Cell& cell);
[[nodiscard]] Ball ball_around(const Cell& cell);
[[nodiscard]] std::array<Ball, 4> balls_around_quarters(const Cell& cell);

}  // namespace recon::geo
