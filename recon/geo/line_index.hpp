// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
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

/// A piece as it is asked: two cache lines.
struct alignas(64) Stretch {
  Vec3 start, way, bulge;
  double inverse_squared_length = 0.0;  // 0: a single point
  // Where it lies in degrees: a + t (b + t c). Not a number where that misses the piece by more than
  // piece_error, as near a pole.
  std::array<double, 3> latitude{}, longitude{};

  Stretch() = default;
  explicit Stretch(const Piece& piece);
  [[nodiscard]] Vec3 at(double t) const { return start + t * way + 4.0 * t * (1.0 - t) * bulge; }
  [[nodiscard]] Vec3 velocity(double t) const { return way + (4.0 - 8.0 * t) * bulge; }
  [[nodiscard]] Vec3 end() const { return start + way; }
  [[nodiscard]] Position position(double t) const;
};

struct Touch;
struct Ball;
struct Cell;
class KnownCell;
class CandidateGrid;

/// Pieces in the order of the line, in a tree of boxes (halved at the median of their longest side) and,
/// as far as questions come near, in a grid of cells that know which pieces can be nearest.
class LineIndex {
public:
  LineIndex();
  explicit LineIndex(const std::vector<Piece>& pieces);
  ~LineIndex();
  LineIndex(LineIndex&& other) noexcept;
  LineIndex& operator=(LineIndex&& other) noexcept;
  LineIndex(const LineIndex&) = delete;
  LineIndex& operator=(const LineIndex&) = delete;

  [[nodiscard]] bool empty() const { return stretches_.empty(); }
  [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }
  /// Exact to 1 mm; nullopt for a line without pieces.
  [[nodiscard]] std::optional<NearestEdge> nearest(const Station& from) const;
  /// The distances that nearest() finds, for many points at once. REQUIRES: not empty; arrays of one length
  void distances(PointArrays points, std::span<double> metres) const;
  /// Is some point of the line this near in space? Cheap for small radii.
  [[nodiscard]] bool touches(const Vec3& point, Length radius) const;

  /// The cell of the grid that a position falls into. REQUIRES: not empty
  [[nodiscard]] KnownCell cell(double latitude_deg, double longitude_deg, Cell& where) const;
  void cells(PointArrays points, std::span<Cell> where, std::span<KnownCell> known) const;
  /// The nearest point as nearest() finds it; nothing beyond `long_sight`. Which cell answers plays no part.
  [[nodiscard]] std::optional<Touch> touch(const KnownCell& cell, const Vec3& point) const;
  /// The same for many points and their cells. REQUIRES: arrays of one length
  void touch(std::span<const KnownCell> known, std::span<const Vec3> points,
             std::span<std::optional<Touch>> answers) const;
  /// The same from the tree alone: slower, for cells that know of no candidates.
  [[nodiscard]] std::optional<Touch> touch(const Vec3& point) const;
  /// What nearest() says of a point that it found.
  [[nodiscard]] NearestEdge told(const Station& from, const Touch& touch) const;
  /// nearest() where touch() finds nothing. REQUIRES: not empty
  [[nodiscard]] NearestEdge nearest_afar(const Station& from) const;

  /// A point of a piece, and the square of its distance in space from the asking point.
  struct Chord {
    std::uint32_t stretch;
    double t, squared;
  };
  /// Nearest in space: to plan by, not to answer. REQUIRES: not empty
  [[nodiscard]] Chord nearest_in_space(const Vec3& point) const;
  /// All pieces that can be nearest to a point of a ball, ascending; or nothing when they are more than
  /// `most`. `nearest` is so to the ball's centre.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> candidates(const Ball& ball, const Chord& nearest,
                                                                     std::size_t most) const;
  /// Are there pieces within a distance (in space) of a piece, other than those named?
  [[nodiscard]] bool crowds(const Stretch& piece, Length distance,
                            std::initializer_list<std::uint32_t> but) const;

private:
  struct Node {
    Vec3 low, high;
    std::uint32_t first, last;  // order_[first, last)
    std::uint32_t right;        // index of the second child, the first follows its parent; 0: a leaf
  };

  std::uint32_t build(std::uint32_t first, std::uint32_t last);
  template <class Visit>
  void search(std::uint32_t index, const Vec3& point, const double& limit, Visit& visit) const;
  [[nodiscard]] Chord nearest_by_chord(const Vec3& point, double limit) const;
  [[nodiscard]] NearestEdge follow(const Station& from, Chord chord) const;

  std::vector<Stretch> stretches_;
  std::vector<std::uint32_t> order_;
  std::vector<Node> nodes_;
  std::unique_ptr<CandidateGrid> grid_;
};

}  // namespace recon::geo
