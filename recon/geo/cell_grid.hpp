// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "recon/geo/orientation.hpp"
#include "recon/geo/position.hpp"

/// The grid behind an atlas, as flat arrays that can be built, saved or mapped: inner to recon/geo.
///
/// A table of top cells; a cell that edges meet is cut into 4 x 4 cells, again and again, until few edges
/// are left: a leaf. Which cell a point falls into may depend on rounding: every cell knows all edges that
/// meet it, enlarged by more than rounding can move a point, so that the answer does not.
namespace recon::geo::grid {

using State = std::uint16_t;
using Set = std::uint32_t;

/// What a cell is, in two bits, and where it is described.
///   pure: all points of the cell lie in one set of states, the payload
///   node: cut further; payload: place in nodes
///   leaf: at most edges_in_leaf edges; payload: place in leaves
///   crowd: more edges or parts meet there than a leaf holds; payload: place in crowds
enum class Kind : std::uint32_t { pure = 0, node = 1, leaf = 2, crowd = 3 };
using Cell = std::uint32_t;
inline constexpr std::uint32_t payload_bits = 30, payload_mask = (1U << payload_bits) - 1;
constexpr Cell cell(Kind kind, std::size_t payload) {
  return static_cast<Cell>(kind) << payload_bits | static_cast<Cell>(payload);
}
constexpr Kind kind(Cell cell) { return static_cast<Kind>(cell >> payload_bits); }
constexpr std::uint32_t payload(Cell cell) { return cell & payload_mask; }

/// Sixteen children, from the south-western one eastwards, then northwards. One cache line.
struct alignas(64) Node {
  std::array<Cell, 16> children;
};

inline constexpr unsigned edges_in_leaf = 8, parts_in_leaf = 8;
inline constexpr unsigned deepest = 8;         // levels below a top cell
inline constexpr unsigned fraction_bits = 32;  // of a point's place in its top cell

/// Leaves count in units of 2^-14 of their cell. Edges are clipped to the cell enlarged by `brim` units
/// and rounded to whole units, with the corner of the brim as origin.
inline constexpr unsigned unit_bits = 14;
inline constexpr int brim = 4, cell_units = 1 << unit_bits, last_unit = cell_units + 2 * brim;

/// A rounded edge leaves the true one by at most 0.51 units along either axis, a point truncated to whole
/// units by less than 1.2; what is as near to an edge as this is decided by the vertices.
inline constexpr int doubt = 2;

/// The head of a leaf in `leaves` (words of 8 bytes). Behind it: from_x, from_y, to_x, to_y, each
/// `count` numbers of 16 bits; `count` edges (EdgeName) of 32 bits; zeros up to a full word.
struct LeafHead {
  std::uint32_t table;  // tables[table + i]: the set where exactly the leaf's parts in `i` contain a point
  std::uint8_t corner;  // parts that contain the south-western corner of the brim, for the rounded edges
  std::uint8_t anchor;  // parts that contain the middle of the western side of the cell, exactly
  std::uint8_t count;   // of edges
  std::uint8_t spare;
  std::array<std::uint8_t, 8> parts;  // that each edge belongs to; 0 beyond `count`
};
static_assert(sizeof(LeafHead) == 16);
constexpr std::size_t leaf_words(std::size_t count) { return 2 + count + (count + 1) / 2; }
inline constexpr std::size_t words_read_beyond = 16;  // vectors read this far behind the last leaf
inline constexpr std::size_t sets_in_table = 256;     // read from a table's start, whatever a file says

/// An edge: the vertex it starts from (the next one in `vertices` ends it), and the turn it is moved by.
using EdgeName = std::uint32_t;
constexpr EdgeName edge_name(std::size_t vertex, int turn) {
  return static_cast<EdgeName>(vertex) << 2 | static_cast<EdgeName>(turn + 1);
}
inline constexpr std::size_t most_vertices = std::size_t{1} << 30;
constexpr std::size_t start_of(EdgeName name) { return name >> 2; }
constexpr int turn_of(EdgeName name) { return static_cast<int>(name & 3) - 1; }

/// Where the cells lie. Column 0, the last column and row 0 and the last row hold no edges: points
/// beyond the data, and the poles, fall there.
struct Frame {
  double west = 0.0, south = 0.0;               // of column 1 and row 1, degrees
  double column_width = 1.0, row_height = 1.0;  // degrees
  std::uint32_t columns = 3, rows = 3;

  [[nodiscard]] double column_at(double longitude) const;  // 1 at `west`
  [[nodiscard]] double row_at(double latitude) const;
  [[nodiscard]] double longitude(double column) const;
  [[nodiscard]] double latitude(double row) const;
};

/// The arrays, wherever they are.
struct View {
  Frame frame;
  std::span<const Cell> top;  // row by row
  std::span<const Node> nodes;
  std::span<const std::uint64_t> leaves;
  std::span<const Set> tables;
  std::span<const std::uint32_t> crowds;
  std::span<const Vertex> vertices;
};

/// The arrays of a grid that was built here.
struct Arrays {
  Frame frame;
  std::vector<Cell> top;
  std::vector<Node> nodes;
  std::vector<std::uint64_t> leaves;
  std::vector<Set> tables;
  std::vector<std::uint32_t> crowds;
  std::vector<Vertex> vertices;
  std::vector<std::vector<State>> sets;  // by number, ascending

  [[nodiscard]] View view() const { return {frame, top, nodes, leaves, tables, crowds, vertices}; }
};

/// Rings of one part, closed by themselves; edges straight in longitude and latitude.
struct Part {
  State state;
  std::vector<std::vector<Vertex>> rings;
};

[[nodiscard]] Arrays build(const std::vector<Part>& parts, unsigned threads);

/// Finds the number of a set of states that may not have been met while building.
using Numbering = std::function<Set(const std::vector<State>&)>;

/// One point. The answer is exact.
[[nodiscard]] Set find(const View& view, const Vertex& point, const Numbering& numbering);

/// Many points, by the vector instructions that the machine has.
void find(const View& view, PointArrays points, std::span<Set> sets, const Numbering& numbering);

[[nodiscard]] FlatEdge edge(std::span<const Vertex> vertices, EdgeName name);

/// The rounded edges of a leaf, unpacked.
struct RoundedEdge {
  int from_x, from_y, to_x, to_y;
};
/// Does the way from the corner of the brim to a point cross a rounded edge an odd number of times?
[[nodiscard]] inline bool crossed(const RoundedEdge& e, int x, int y) {
  const bool from_west = e.from_x <= x, to_west = e.to_x <= x;
  const int north = (e.to_x - e.from_x) * (y - e.from_y) - (e.to_y - e.from_y) * (x - e.from_x);
  // Along the brim's southern side an edge is met where it ends there.
  return ((from_west != to_west) && ((north > 0) != to_west)) !=
         ((e.from_y == 0 && from_west) != (e.to_y == 0 && to_west));
}
/// Could the true edge lie on the other side of the true point?
[[nodiscard]] inline bool doubtful(const RoundedEdge& e, int x, int y) {
  const int dx = e.to_x - e.from_x, dy = e.to_y - e.from_y;
  const int north = dx * (y - e.from_y) - dy * (x - e.from_x);
  const int reach = doubt * ((dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy));
  return (north < 0 ? -north : north) <= reach && x >= (dx < 0 ? e.to_x : e.from_x) - doubt &&
         x <= (dx < 0 ? e.from_x : e.to_x) + doubt;
}

}  // namespace recon::geo::grid
