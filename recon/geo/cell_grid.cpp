// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/cell_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace recon::geo::grid {
namespace {

/// Where a point falls: its top cell, and its place in it in steps of 2^-32.
struct Place {
  std::uint32_t column, row, x, y;
};

double clamped(double cells, std::uint32_t count) {
  return cells > 0.0 ? std::min(cells, count - 0.5) : 0.0;  // 0 for NaN
}

Place place_of(const Frame& frame, const Vertex& point) {
  const bool on_globe = std::abs(point.latitude) <= 90.0;
  const double column = on_globe ? clamped(frame.column_at(point.longitude), frame.columns) : 0.0;
  const double row = point.latitude >= 90.0    ? frame.rows - 0.5
                     : point.latitude <= -90.0 ? 0.5
                                               : clamped(frame.row_at(point.latitude), frame.rows);
  constexpr double steps = 4294967296.0;
  const auto x = static_cast<std::uint64_t>(column * steps), y = static_cast<std::uint64_t>(row * steps);
  return {static_cast<std::uint32_t>(x >> fraction_bits), static_cast<std::uint32_t>(y >> fraction_bits),
          static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
}

/// The middle of the western side of a cell: `x`, `y` are the digits of its south-western corner.
Vertex anchor(const Frame& frame, const Place& place, unsigned depth) {
  const double part = std::ldexp(1.0, -2 * static_cast<int>(depth));
  const auto cells = [&](std::uint32_t digits) {
    return depth == 0 ? 0.0 : static_cast<double>(digits >> (fraction_bits - 2 * depth));
  };
  return {frame.longitude(place.column + cells(place.x) * part),
          frame.latitude(place.row + (cells(place.y) + 0.5) * part)};
}

bool crossed_from(const Vertex& start, const FlatEdge& edge, const Vertex& point) {
  const Vertex corner{point.longitude, start.latitude};
  return crosses_parallel(edge, start, corner) != crosses_meridian(edge, corner, point);
}

class Leaf {
public:
  Leaf(const View& view, std::uint32_t place) : view_{view} {
    words_ = view.leaves.data() + std::min<std::size_t>(place, view.leaves.size() - words_read_beyond);
    std::memcpy(&head_, words_, sizeof head_);
    // A file may say anything; what a leaf names is held within the arrays.
    head_.count = std::min<std::uint8_t>(head_.count, edges_in_leaf);
    head_.table =
        static_cast<std::uint32_t>(std::min<std::size_t>(head_.table, view.tables.size() - sets_in_table));
  }

  [[nodiscard]] Set find(const Vertex& point, const Place& place, unsigned depth) const {
    const int x = static_cast<int>((place.x << (2 * depth)) >> (fraction_bits - unit_bits)) + brim;
    const int y = static_cast<int>((place.y << (2 * depth)) >> (fraction_bits - unit_bits)) + brim;
    unsigned inside = head_.corner;
    for (unsigned i = 0; i < head_.count; ++i) {
      const RoundedEdge e{rounded(0, i), rounded(1, i), rounded(2, i), rounded(3, i)};
      if (doubtful(e, x, y)) return find_exactly(point, anchor(view_.frame, place, depth));
      if (crossed(e, x, y)) inside ^= head_.parts[i];
    }
    return view_.tables[head_.table + inside];
  }

private:
  [[nodiscard]] int rounded(unsigned which, unsigned i) const {
    std::uint16_t units = 0;
    std::memcpy(&units, bytes() + 2 * (which * head_.count + i), sizeof units);
    return units;
  }
  [[nodiscard]] EdgeName name(unsigned i) const {
    EdgeName name = 0;
    std::memcpy(&name, bytes() + 8 * head_.count + 4 * i, sizeof name);
    return name;
  }
  [[nodiscard]] const unsigned char* bytes() const {
    return reinterpret_cast<const unsigned char*>(words_) + sizeof head_;
  }
  [[nodiscard]] Set find_exactly(const Vertex& point, const Vertex& start) const {
    unsigned inside = head_.anchor, on = 0;
    for (unsigned i = 0; i < head_.count; ++i) {
      const FlatEdge e = edge(view_.vertices, name(i));
      if (touches(e, point)) on |= head_.parts[i];
      if (crossed_from(start, e, point)) inside ^= head_.parts[i];
    }
    return view_.tables[head_.table + (inside | on)];
  }

  const View& view_;
  const std::uint64_t* words_;
  LeafHead head_{};
};

/// crowds[place]: number of edges, of parts, of states all over the cell; the edges; the part of each; state
/// and (at the anchor) inside of each part; those states.
Set find_in_crowd(const View& view, std::uint32_t place, const Vertex& point, const Vertex& start,
                  const Numbering& numbering) {
  const auto all = view.crowds.subspan(std::min<std::size_t>(place, view.crowds.size()));
  if (all.size() < 3) return 0;
  const std::size_t edges = all[0], parts = all[1], everywhere = all[2];
  if (3 + 2 * edges + parts + everywhere > all.size()) return 0;
  const auto names = all.subspan(3, edges), part_of = all.subspan(3 + edges, edges);
  const auto states = all.subspan(3 + 2 * edges, parts);

  std::vector<char> inside(parts), on(parts);
  for (std::size_t i = 0; i < parts; ++i) inside[i] = (states[i] & 1) != 0;
  for (std::size_t i = 0; i < edges; ++i) {
    if (part_of[i] >= parts) return 0;
    const FlatEdge e = edge(view.vertices, names[i]);
    if (touches(e, point)) on[part_of[i]] = true;
    if (crossed_from(start, e, point)) inside[part_of[i]] ^= 1;
  }
  std::vector<State> found;
  for (const std::uint32_t state : all.subspan(3 + 2 * edges + parts, everywhere))
    found.push_back(static_cast<State>(state));
  for (std::size_t i = 0; i < parts; ++i)
    if (inside[i] || on[i]) found.push_back(static_cast<State>(states[i] >> 1));
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return numbering(found);
}

}  // namespace

double Frame::column_at(double longitude) const { return (longitude - west) / column_width + 1.0; }
double Frame::row_at(double latitude) const { return (latitude - south) / row_height + 1.0; }
// Rounded once, so that every machine walks from the same anchors.
double Frame::longitude(double column) const { return std::fma(column - 1.0, column_width, west); }
double Frame::latitude(double row) const { return std::fma(row - 1.0, row_height, south); }

FlatEdge edge(std::span<const Vertex> vertices, EdgeName name) {
  const std::size_t start = start_of(name);
  if (start + 1 >= vertices.size()) return {{0.0, 0.0}, {0.0, 0.0}, 0, 0};
  const Vertex &a = vertices[start], &b = vertices[start + 1];
  return {a, b, turn_of(name), turn_of(name) + turn_between(a, b)};
}

Set find(const View& view, const Vertex& point, const Numbering& numbering) {
  const Place place = place_of(view.frame, point);
  Cell cell = view.top[std::size_t{place.row} * view.frame.columns + place.column];
  unsigned depth = 0;
  for (std::uint32_t x = place.x, y = place.y; kind(cell) == Kind::node; x <<= 2, y <<= 2, ++depth)
    cell = view.nodes[payload(cell)].children[(y >> 30) * 4 + (x >> 30)];
  switch (kind(cell)) {
    case Kind::leaf:
      return Leaf{view, payload(cell)}.find(point, place, depth);
    case Kind::crowd:
      return find_in_crowd(view, payload(cell), point, anchor(view.frame, place, depth), numbering);
    default:
      return payload(cell);
  }
}

}  // namespace recon::geo::grid
