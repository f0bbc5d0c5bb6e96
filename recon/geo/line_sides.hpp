// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "recon/geo/candidate_grid.hpp"
#include "recon/geo/line_index.hpp"
#include "recon/geo/meridian_index.hpp"
#include "recon/geo/stretch.hpp"

/// On which side of its border is an area? Inner to recon/geo.
namespace recon::geo {

/// What cells and pieces of a border know about the area beside them, found out when first asked and kept.
/// A piece knows when nothing else runs within 3 mm of it but the two that it is joined to, at an angle.
///   (1) who knows, agrees with MeridianIndex but for points within a micrometre of a line
///   (2) any number of threads may ask at once
class LineSides {
public:
  enum Side : std::uint8_t { outside = 1, inside, by_piece, ask };

  LineSides() = default;
  /// The pieces of a ring begin where `ring_starts` says, whose last entry ends the last ring. `unseen`
  /// bound the area too, but are not part of the border.
  LineSides(const std::vector<Piece>& border, const std::vector<std::size_t>& ring_starts,
            const std::vector<Piece>& unseen);

  [[nodiscard]] Side of(const Cell& cell, KnownCell& known_cell, const LineIndex& border,
                        const MeridianIndex& area) const {
    const std::uint8_t side = known_cell.note();
    return side != 0 ? static_cast<Side>(side) : find(cell, known_cell, border, area);
  }

  /// Is the asking point on the inner side of the nearest piece? nullopt: ask the area.
  [[nodiscard]] std::optional<bool> holds(const Touch& nearest, const Vec3& point, const LineIndex& border,
                                          const MeridianIndex& area) const;

private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  enum Knowledge : std::uint8_t { known = 1, ambiguous = 2, inside_at_left = 4 };

  [[nodiscard]] Side find(const Cell& cell, KnownCell& known_cell, const LineIndex& border,
                          const MeridianIndex& area) const;
  [[nodiscard]] std::uint8_t find(std::uint32_t piece, const LineIndex& border,
                                  const MeridianIndex& area) const;

  std::vector<std::uint32_t> before_, after_;  // the pieces that a piece is joined to
  LineIndex unseen_;
  std::unique_ptr<std::atomic<std::uint8_t>[]>
      pieces_;  // NOLINT(modernize-avoid-c-arrays): atomics do not move
};

}  // namespace recon::geo
