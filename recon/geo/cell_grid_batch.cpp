// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "recon/geo/cell_grid_batch.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes first, so that what follows is compiled once for each set of instructions.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "recon/geo/cell_grid.hpp"

#ifndef RECON_GEO_CELL_GRID_BATCH
#define RECON_GEO_CELL_GRID_BATCH
namespace recon::geo::grid {

/// Points are taken through the stages in blocks that stay in the first two caches.
inline constexpr std::size_t block = 512;

/// A point that is not yet decided: its place in the block, the cell it lies in, and its place in that cell.
struct Waiting {
  std::uint32_t point;
  Cell cell;
  std::uint32_t x, y;
};

/// Byte i is 255 where bit i is set.
inline constexpr std::array<std::uint64_t, 256> bytes_of_bits = [] {
  std::array<std::uint64_t, 256> all{};
  for (std::size_t bits = 0; bits < all.size(); ++bits)
    for (unsigned i = 0; i < 8; ++i)
      if ((bits >> i & 1) != 0) all[bits] |= std::uint64_t{255} << (8 * i);
  return all;
}();

/// The points of one block on their way.
struct Work {
  alignas(64) std::array<std::uint64_t, block> columns, rows;  // in steps of 2^-32
  std::array<Waiting, block> waiting, next, leaves;
  std::array<std::uint32_t, block> doubtful;
};

}  // namespace recon::geo::grid
#endif

HWY_BEFORE_NAMESPACE();
namespace recon::geo::grid::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Where the points lie, in steps of 2^-32 of a top cell. Adding 2^52 puts them into the last digits.
void place(const Frame& frame, const double* latitude, const double* longitude, std::size_t count,
           Work& work) {
  const hn::ScalableTag<double> d;
  const hn::RebindToUnsigned<decltype(d)> u;
  const auto steps = hn::Set(d, 4294967296.0), shift = hn::Set(d, 0x1p52), zero = hn::Zero(d);
  const auto mantissa = hn::Set(u, (std::uint64_t{1} << 52) - 1);
  const auto west = hn::Set(d, frame.west), south = hn::Set(d, frame.south), one = hn::Set(d, 1.0);
  const auto columns_in_degree = hn::Set(d, 1.0 / frame.column_width),
             rows_in_degree = hn::Set(d, 1.0 / frame.row_height);
  const auto last_column = hn::Set(d, frame.columns - 0.5), last_row = hn::Set(d, frame.rows - 0.5);
  const auto pole = hn::Set(d, 90.0);
  const auto fixed = [&](auto cells) {
    return hn::And(hn::BitCast(u, hn::MulAdd(cells, steps, shift)), mantissa);
  };
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto lat = hn::LoadU(d, latitude + i), lon = hn::LoadU(d, longitude + i);
    auto column = hn::MulAdd(hn::Sub(lon, west), columns_in_degree, one);
    auto row = hn::MulAdd(hn::Sub(lat, south), rows_in_degree, one);
    const auto height = hn::Abs(lat);
    column =
        hn::IfThenElseZero(hn::And(hn::Gt(column, zero), hn::Le(height, pole)), hn::Min(column, last_column));
    row = hn::IfThenElseZero(hn::Gt(row, zero), hn::Min(row, last_row));
    const auto at_pole = hn::IfThenElseZero(hn::Gt(lat, zero), last_row);
    row = hn::IfThenElse(hn::Ge(height, pole), at_pole, row);
    hn::StoreU(fixed(column), u, work.columns.data() + i);
    hn::StoreU(fixed(row), u, work.rows.data() + i);
  }
}

/// The set that a leaf gives for the point at (x, y), and whether the vertices must be asked.
inline HWY_ATTR Set in_leaf(const View& view, std::uint32_t last_table, const Waiting& w, bool& doubt_left) {
  const std::uint64_t* words = view.leaves.data() + payload(w.cell);
  LeafHead head;
  std::memcpy(&head, words, sizeof head);
  const auto* units = reinterpret_cast<const std::uint16_t*>(words + 2);
  const std::size_t count = std::min<std::size_t>(head.count, edges_in_leaf);

  const hn::CappedTag<std::int32_t, edges_in_leaf> d;
  const hn::Rebind<std::uint16_t, decltype(d)> narrow;
  const auto x = hn::Set(d, static_cast<std::int32_t>(w.x >> (fraction_bits - unit_bits)) + brim);
  const auto y = hn::Set(d, static_cast<std::int32_t>(w.y >> (fraction_bits - unit_bits)) + brim);
  const auto zero = hn::Zero(d);
  std::uint32_t odd = 0, near = 0;
  for (std::size_t lane = 0; lane < count; lane += hn::Lanes(d)) {
    const auto load = [&](std::size_t which) {
      return hn::PromoteTo(d, hn::LoadU(narrow, units + which * count + lane));
    };
    const auto from_x = load(0), from_y = load(1), to_x = load(2), to_y = load(3);
    const auto dx = hn::Sub(to_x, from_x), dy = hn::Sub(to_y, from_y);
    const auto north = hn::Sub(hn::Mul(dx, hn::Sub(y, from_y)), hn::Mul(dy, hn::Sub(x, from_x)));
    const auto from_west = hn::Not(hn::Gt(from_x, x)), to_west = hn::Not(hn::Gt(to_x, x));
    const auto passed = hn::And(hn::Xor(from_west, to_west), hn::Xor(hn::Gt(north, zero), to_west));
    const auto ends = hn::Xor(hn::And(hn::Eq(from_y, zero), from_west), hn::And(hn::Eq(to_y, zero), to_west));
    const auto within = hn::Add(hn::Abs(dx), hn::Abs(dy));
    const auto low = hn::Sub(hn::Min(from_x, to_x), hn::Set(d, doubt)),
               high = hn::Add(hn::Max(from_x, to_x), hn::Set(d, doubt));
    const auto beside =
        hn::Or(hn::Gt(hn::Abs(north), hn::ShiftLeft<1>(within)), hn::Or(hn::Gt(low, x), hn::Gt(x, high)));
    std::array<std::uint8_t, 8> bits{};
    hn::StoreMaskBits(d, hn::Xor(passed, ends), bits.data());
    odd |= static_cast<std::uint32_t>(bits[0]) << lane;
    hn::StoreMaskBits(d, hn::Not(beside), bits.data());
    near |= static_cast<std::uint32_t>(bits[0]) << lane;
  }
  std::uint64_t parts = 0;
  std::memcpy(&parts, head.parts.data(), sizeof parts);
  parts &= bytes_of_bits[odd & 255];
  parts ^= parts >> 32;
  parts ^= parts >> 16;
  parts ^= parts >> 8;
  doubt_left = (near & ((1U << count) - 1)) != 0;
  return view.tables[std::min(head.table, last_table) + ((parts ^ head.corner) & 255)];
}

/// Has the description of a cell brought near, for the next stage; without a branch, because which kind
/// comes next cannot be foreseen. Leaves take up to two lines.
struct Fetch {
  explicit Fetch(const View& view)
      : arrays{reinterpret_cast<std::uintptr_t>(view.top.data()),
               reinterpret_cast<std::uintptr_t>(view.nodes.data()),
               reinterpret_cast<std::uintptr_t>(view.leaves.data()),
               reinterpret_cast<std::uintptr_t>(view.crowds.data())} {}
  void operator()(Cell cell) const {
    constexpr std::array<unsigned, 4> size_bits{2, 6, 3, 2};
    const auto which = static_cast<std::size_t>(kind(cell));
    const std::uintptr_t there = arrays[which] + (std::uintptr_t{payload(cell)} << size_bits[which]);
    hwy::Prefetch(reinterpret_cast<const unsigned char*>(there));
    hwy::Prefetch(reinterpret_cast<const unsigned char*>(there + 56));
  }
  std::array<std::uintptr_t, 4> arrays;
};

std::size_t find_block(const View& view, const double* latitude, const double* longitude, std::size_t count,
                       Set* sets, Work& work) {
  static_assert(doubt == 2, "shifted left by one above");
  if (count == block) {
    place(view.frame, latitude, longitude, count, work);
  } else {
    alignas(64) std::array<double, block> lat{}, lon{};
    std::copy_n(latitude, count, lat.begin());
    std::copy_n(longitude, count, lon.begin());
    place(view.frame, lat.data(), lon.data(), (count + 63) / 64 * 64, work);
  }

  const Fetch fetch{view};
  std::size_t waiting = 0, leaves = 0, doubtful = 0;
  const Cell* top = view.top.data();
  const std::uint64_t columns = view.frame.columns;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t x = work.columns[i], y = work.rows[i];
    const Cell cell = top[(y >> fraction_bits) * columns + (x >> fraction_bits)];
    sets[i] = cell;
    work.waiting[waiting] = {static_cast<std::uint32_t>(i), cell, static_cast<std::uint32_t>(x),
                             static_cast<std::uint32_t>(y)};
    waiting += cell > payload_mask ? 1U : 0U;
  }

  const auto sort_out = [&](const Waiting& w, std::size_t& nodes, std::array<Waiting, block>& into) {
    into[nodes] = w;
    nodes += kind(w.cell) == Kind::node ? 1U : 0U;
    work.leaves[leaves] = w;
    leaves += kind(w.cell) == Kind::leaf ? 1U : 0U;
    work.doubtful[doubtful] = w.point;
    doubtful += kind(w.cell) == Kind::crowd ? 1U : 0U;
  };
  std::size_t nodes = 0;
  for (std::size_t i = 0; i < waiting; ++i) {
    fetch(work.waiting[i].cell);
    sort_out(work.waiting[i], nodes, work.waiting);
  }
  while (nodes > 0) {
    std::size_t deeper = 0;
    for (std::size_t i = 0; i < nodes; ++i) {
      const Waiting w = work.waiting[i];
      const Cell cell = view.nodes[payload(w.cell)].children[(w.y >> 30) * 4 + (w.x >> 30)];
      sets[w.point] = cell;
      fetch(cell);
      sort_out({w.point, cell, w.x << 2, w.y << 2}, deeper, work.waiting);
    }
    nodes = deeper;
  }

  const auto last_table = static_cast<std::uint32_t>(view.tables.size() - sets_in_table);
  for (std::size_t i = 0; i < leaves; ++i) {
    const Waiting w = work.leaves[i];
    bool doubt_left = false;
    sets[w.point] = in_leaf(view, last_table, w, doubt_left);
    work.doubtful[doubtful] = w.point;
    doubtful += doubt_left ? 1U : 0U;
  }
  return doubtful;
}

}  // namespace recon::geo::grid::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace recon::geo::grid {

HWY_EXPORT(find_block);

void find(const View& view, PointArrays points, std::span<Set> sets, const Numbering& numbering) {
  const auto run = HWY_DYNAMIC_DISPATCH(find_block);
  // Not zeroed: that alone would cost a small batch several microseconds.
  const auto work = std::make_unique_for_overwrite<Work>();
  for (std::size_t first = 0; first < points.size(); first += block) {
    const std::size_t count = std::min(block, points.size() - first);
    const double *latitude = points.latitude.data() + first, *longitude = points.longitude.data() + first;
    const std::size_t doubtful = run(view, latitude, longitude, count, sets.data() + first, *work);
    for (std::size_t i = 0; i < doubtful; ++i) {
      const std::uint32_t k = work->doubtful[i];
      sets[first + k] = find(view, Vertex{longitude[k], latitude[k]}, numbering);
    }
  }
}

}  // namespace recon::geo::grid
#endif
