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
  std::uint32_t x = 0, y = 0;  // counted from 180° W and 90° S in cells of its level
  std::uint32_t level = 0;

  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Where a cell keeps what is known of it: nothing yet (0), a few consecutive pieces (odd), or the address of
/// a `CellRecord`, with the second bit set where its 4 x 4 cells follow, row by row from the south-west. Most
/// cells are of the second kind, and found without another step through memory.
using CellSlot = std::atomic<std::uint64_t>;

/// What does not fit into a slot.
struct alignas(64) CellRecord {
  const Run* runs = nullptr;  // all that can be nearest to some point of the cell
  std::uint32_t run_count = 0;
  bool knows_candidates = false;  // else too many, or too far away: ask the tree
  bool crossed = true;            // false: no piece is within 2 mm
  std::atomic<std::uint8_t> note{0};
};

/// A cell and what is known of it; valid as long as its grid.
class KnownCell {
public:
  static constexpr unsigned most_in_slot = 15, split = 2;

  KnownCell() = default;
  KnownCell(CellSlot& slot, std::uint64_t content) : slot_{&slot}, content_{content} {}

  [[nodiscard]] static std::uint64_t in_slot(const Run& run, bool crossed) {
    return 1U | (crossed ? 16U : 0U) | std::uint64_t{run.last - run.first} << 5U |
           std::uint64_t{run.first} << 16U;
  }

  [[nodiscard]] bool in_slot() const { return (content_ & 1U) != 0; }
  [[nodiscard]] CellRecord& record() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): an address, or a run
    return *reinterpret_cast<CellRecord*>(content_ & ~std::uint64_t{split});
  }
  [[nodiscard]] bool is_last() const { return (content_ & (1U | split)) != split; }
  /// REQUIRES: not is_last()
  [[nodiscard]] CellSlot& part(std::uint32_t x, std::uint32_t y) const {
    return reinterpret_cast<CellSlot*>(&record() + 1)[4 * (y & 3U) + (x & 3U)];
  }
  [[nodiscard]] bool knows_candidates() const { return in_slot() || record().knows_candidates; }
  [[nodiscard]] bool crossed() const { return in_slot() ? (content_ & 16U) != 0 : record().crossed; }
  /// REQUIRES: in_slot()
  [[nodiscard]] Run run() const {
    const auto first = static_cast<std::uint32_t>(content_ >> 16U);
    return {first, first + static_cast<std::uint32_t>(content_ >> 5U & most_in_slot)};
  }
  /// What can be nearest; a run in the slot has to be put somewhere.
  [[nodiscard]] std::span<const Run> candidates(Run& put) const {
    if (!in_slot()) return {record().runs, record().run_count};
    put = run();
    return {&put, 1};
  }

  /// Whoever uses the grid may note here what holds for the whole cell: 1 to 7, and once only; 0 is nothing
  /// yet.
  [[nodiscard]] std::uint8_t note() const {
    return in_slot() ? content_ >> 1U & 7U : record().note.load(std::memory_order_relaxed);
  }
  void note(std::uint8_t value) {
    if (!in_slot()) return record().note.store(value, std::memory_order_relaxed);
    slot_->fetch_or(std::uint64_t{value} << 1U, std::memory_order_relaxed);
    content_ |= std::uint64_t{value} << 1U;
  }

private:
  CellSlot* slot_ = nullptr;
  std::uint64_t content_ = 0;
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
  [[nodiscard]] KnownCell find(const LineIndex& line, double latitude_deg, double longitude_deg, Cell& cell) {
    const std::uint32_t x = column(longitude_deg), y = row(latitude_deg);
    unsigned shift = 2 * (levels - 1);
    CellSlot* slot = &roots_[(y >> shift) * root_columns + (x >> shift)];
    KnownCell around;
    for (cell.level = 0;; ++cell.level) {
      std::uint64_t content = slot->load(std::memory_order_acquire);
      if (content == 0) {
        content = make(line, around, *slot, {x >> shift, y >> shift, cell.level});
        if (content == 0) {
          --cell.level;
          shift += 2;
          break;
        }
      }
      around = {*slot, content};
      if (around.is_last()) break;
      shift -= 2;
      slot = &around.part(x >> shift, y >> shift);
    }
    cell.x = x >> shift;
    cell.y = y >> shift;
    return around;
  }
  /// The same for many positions, a level of all at a time: memory is asked for many cells at once.
  /// REQUIRES: arrays of one length, at most `most_at_once`
  void find(const LineIndex& line, PointArrays points, std::span<Cell> cells, std::span<KnownCell> known);
  static constexpr std::size_t most_at_once = 128;

  [[nodiscard]] static bool holds(const Cell& cell, double latitude_deg, double longitude_deg) {
    const unsigned shift = 2 * (levels - 1 - cell.level);
    return cell.x == column(longitude_deg) >> shift && cell.y == row(latitude_deg) >> shift;
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

  /// 0 when memory is used up.
  [[nodiscard]] std::uint64_t make(const LineIndex& line, const KnownCell& around, CellSlot& slot,
                                   const Cell& cell);
  [[nodiscard]] std::uint64_t keep(const CellRecord& record, const std::vector<Run>& runs, bool splits,
                                   CellSlot& slot);

  std::unique_ptr<CellSlot[]> roots_;  // NOLINT(modernize-avoid-c-arrays): atomics do not move
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
