// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/geo/space.hpp"

/// Lines made ready for "which point of it is nearest?": inner to recon/geo.
namespace recon::geo {

/// A stretch of an edge as a parabola in space: start + t (end - start) + 4 t (1 - t) bulge.
/// `bulge` takes the curvature of the Earth and that of the edge at once.
struct Piece {
  Vec3 start, end, bulge;

  [[nodiscard]] Vec3 at(double t) const { return start + t * (end - start) + 4.0 * t * (1.0 - t) * bulge; }
  [[nodiscard]] Vec3 velocity(double t) const { return (end - start) + (4.0 - 8.0 * t) * bulge; }
};

/// Appends the pieces of one edge. An edge goes the short way round: through less than 180° of longitude.
///   (1) no point of the edge is farther than `piece_error` from its piece
inline constexpr Length piece_error = metres(2e-5);
void cut(const Position& from, const Position& to, Edge edge, std::vector<Piece>& pieces);

/// The pieces of an open line of geodesics; a single vertex is a line of one point.
[[nodiscard]] std::vector<Piece> cut_line(const std::vector<Position>& vertices);

/// Pieces in a tree of boxes (halved at the median of their longest side).
class LineIndex {
public:
  LineIndex() = default;
  explicit LineIndex(std::vector<Piece> pieces);

  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  /// Exact to 1 mm; nullopt for a line without pieces.
  [[nodiscard]] std::optional<NearestEdge> nearest(const Station& from) const;
  /// Is some point of the line this near in space? Cheap for small radii.
  [[nodiscard]] bool touches(const Vec3& point, Length radius) const;

private:
  struct Node {
    Vec3 low, high;
    std::uint32_t first, last;  // pieces [first, last)
    std::uint32_t right;        // index of the second child, the first follows its parent; 0: a leaf
  };
  /// A point of a piece, and the square of its distance from the asking point.
  struct Touch {
    std::uint32_t piece;
    double t, squared;
  };

  std::uint32_t build(std::uint32_t first, std::uint32_t last);
  template <class Visit>
  void search(std::uint32_t index, const Vec3& point, const double& limit, Visit& visit) const;
  [[nodiscard]] Touch nearest_by_chord(const Vec3& point, double limit) const;
  [[nodiscard]] NearestEdge follow(const Station& from, Touch touch) const;

  std::vector<Piece> pieces_;
  std::vector<Node> nodes_;
};

}  // namespace recon::geo
