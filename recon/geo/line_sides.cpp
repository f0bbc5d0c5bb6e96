// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/line_sides.hpp"

#include <cmath>

namespace recon::geo {
namespace {

// Nearer than this, another line takes away from a piece the certainty about its sides.
constexpr Length elbow_room = metres(0.003);

// Where a piece looks for its sides.
constexpr double step_aside_m = 0.001;

constexpr double shortest_piece_m = 0.01;

// Pieces that turn back on each other at less than this angle (radians) may meet again.
constexpr double sharpest_turn = 0.02;

Vec3 leftwards(const Stretch& stretch, double t) {
  return cross(upwards(stretch.at(t)), stretch.velocity(t));
}

Vec3 unit(const Vec3& v) { return 1.0 / norm(v) * v; }

bool turns_back(const Stretch& before, const Stretch& after) {
  const Vec3 back = unit(-1.0 * before.velocity(1.0)), on = unit(after.velocity(0.0));
  return norm(on - back) < sharpest_turn;
}

double distance_from_middle(const Stretch& of, const Stretch& to) {
  const Vec3 middle = of.at(0.5);
  return norm(middle - to.at(nearest_parameter(to, middle)));
}

}  // namespace

LineSides::LineSides(const std::vector<Piece>& border, const std::vector<std::size_t>& ring_starts,
                     const std::vector<Piece>& unseen)
    : before_(border.size(), none),
      after_(border.size(), none),
      unseen_{unseen},
      pieces_{new std::atomic<std::uint8_t>[border.size()] {}} {
  constexpr double joined_m = 1e-6;
  for (std::size_t ring = 1; ring < ring_starts.size(); ++ring)
    for (std::size_t i = ring_starts[ring - 1]; i < ring_starts[ring]; ++i) {
      const std::size_t next = i + 1 < ring_starts[ring] ? i + 1 : ring_starts[ring - 1];
      if (norm(border[next].start - border[i].end) > joined_m) continue;
      after_[i] = static_cast<std::uint32_t>(next);
      before_[next] = static_cast<std::uint32_t>(i);
    }
}

LineSides::Side LineSides::find(const Cell& cell, KnownCell& known_cell, const LineIndex& border,
                                const MeridianIndex& area) const {
  const Ball ball = ball_around(cell);
  Side side = by_piece;
  if (unseen_.touches(ball.centre, metres(ball.radius) + elbow_room))
    side = ask;
  else if (border.empty() || !known_cell.crossed())
    side = area.encloses(Station{middle(cell)}) ? inside : outside;
  known_cell.note(side);
  return side;
}

std::uint8_t LineSides::find(std::uint32_t piece, const LineIndex& border, const MeridianIndex& area) const {
  const auto& stretches = border.stretches();
  const Stretch& stretch = stretches[piece];
  const std::uint32_t before = before_[piece], after = after_[piece];
  const double room = in_metres(elbow_room);
  const auto sure = [&] {
    if (stretch.inverse_squared_length * shortest_piece_m * shortest_piece_m > 1.0) return false;
    if (before != none &&
        (turns_back(stretches[before], stretch) || distance_from_middle(stretch, stretches[before]) < room))
      return false;
    if (after != none &&
        (turns_back(stretch, stretches[after]) || distance_from_middle(stretch, stretches[after]) < room))
      return false;
    return !border.crowds(stretch, elbow_room, {piece, before, after}) &&
           !unseen_.crowds(stretch, elbow_room, {});
  };
  std::uint8_t knowledge = known | ambiguous;
  if (sure()) {
    const Vec3 aside = step_aside_m * unit(leftwards(stretch, 0.5));
    const auto encloses = [&](const Vec3& point) { return area.encloses(Station{to_surface(point)}); };
    const bool at_left = encloses(stretch.at(0.5) + aside), at_right = encloses(stretch.at(0.5) - aside);
    if (at_left != at_right) knowledge = at_left ? known | inside_at_left : known;
  }
  pieces_[piece].store(knowledge, std::memory_order_relaxed);
  return knowledge;
}

std::optional<bool> LineSides::holds(const Touch& nearest, const Vec3& point, const LineIndex& border,
                                     const MeridianIndex& area) const {
  std::uint8_t knowledge = pieces_[nearest.stretch].load(std::memory_order_relaxed);
  if (knowledge == 0) knowledge = find(nearest.stretch, border, area);
  if ((knowledge & ambiguous) != 0) return std::nullopt;
  const auto& stretches = border.stretches();
  const Stretch& stretch = stretches[nearest.stretch];
  Vec3 left = leftwards(stretch, nearest.t);
  // At a corner the sum of the units to both sides' left tells the sides (Bærentzen & Aanæs 2005,
  // doi:10.1109/TVCG.2005.49): whoever is nearest to it sees both of its pieces from the same side.
  if (nearest.t == 0.0 || nearest.t == 1.0) {
    const bool at_start = nearest.t == 0.0;
    const std::uint32_t other = at_start ? before_[nearest.stretch] : after_[nearest.stretch];
    if (other == none) return std::nullopt;
    left = unit(left) + unit(leftwards(stretches[other], at_start ? 1.0 : 0.0));
  }
  const bool at_left = dot(point - stretch.at(nearest.t), left) > 0.0;
  return at_left == ((knowledge & inside_at_left) != 0);
}

}  // namespace recon::geo
