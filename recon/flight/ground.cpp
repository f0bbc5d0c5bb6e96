// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/ground.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>

namespace recon::flight {
namespace {

using geo::PlanePoint;

// A root cell is never larger, so that its nine margins cannot agree by chance over a whole country.
constexpr double largest_root = 2'000.0;

// Cells that the edge runs through are this small at most: its shape is traced through them.
constexpr double edge_cell = 32.0;

// Farther from the edge a margin may be off by this share of itself.
constexpr double share_far_off = 0.005;

constexpr int most_levels = 14;

// Traced points are searched in runs of so many, each within a circle.
constexpr std::size_t run_length = 48;

// Looks start from cells that are halved so often at most, found without going down to them.
constexpr int levels_at_once = 3;

double distance(PlanePoint a, PlanePoint b) {
  const double east = a.east - b.east, north = a.north - b.north;
  return std::sqrt(east * east + north * north);
}

/// Margins at the four corners of a cell: south-west, south-east, north-west, north-east.
using Corners = std::array<double, 4>;

double interpolated(const Corners& c, double x, double y) {
  const double south = c[0] + x * (c[1] - c[0]), north = c[2] + x * (c[3] - c[2]);
  return south + y * (north - south);
}

/// A square of the table. `first` is the place of the first of its four children (in the order of Corners);
/// zero: a leaf.
struct Cell {
  Corners corners;
  std::uint32_t first = 0;
};

constexpr std::uint32_t no_patch = std::numeric_limits<std::uint32_t>::max();

/// A cell as it is looked at: margins at its nine places, row by row from the south-west, and the patches of
/// its four quarters (in the order of Corners), where they are halved in turn. One line of a cache.
struct alignas(64) Patch {
  std::array<float, 9> margins;
  std::array<std::uint32_t, 4> quarters;
};

/// The edge of the zone as one line, with the way along it.
struct EdgeLine {
  std::vector<PlanePoint> points;
  std::vector<double> along;
  bool closed = false;
};

class Table final : public Ground {
public:
  Table(geo::Zone zone, const geo::Plane& plane, double radius, double error, std::optional<PlanePoint> tip)
      : zone_{std::move(zone)}, plane_{plane}, radius_{radius}, error_{error} {
    roots_ = static_cast<std::size_t>(std::ceil(2.0 * radius / largest_root));
    root_size_ = 2.0 * radius / static_cast<double>(roots_);
    steps_ = static_cast<double>(roots_ << unsigned{most_levels});
    steps_per_metre_ = double{1U << most_levels} / root_size_;
    build();
    pack();
    trace();
    make_runs();
    if (tip) find_tip(*tip);
  }

  void margins(std::span<const double> east, std::span<const double> north,
               std::span<double> metres) const override {
    assert(east.size() == north.size() && east.size() == metres.size());
    for (std::size_t i = 0; i < east.size(); ++i) metres[i] = margin({east[i], north[i]});
  }

  [[nodiscard]] std::optional<double> along_edge(PlanePoint point) const override {
    if (!tip_line_) return std::nullopt;
    const OnLine on = nearest_on_line(point);
    if (on.line != *tip_line_) return std::nullopt;
    const EdgeLine& line = lines_[on.line];
    double along = line.along[on.point] - along_to_tip_;
    if (line.closed) along = std::remainder(along, line.along.back());
    return along;
  }

  [[nodiscard]] std::vector<PlanePoint> edge(PlanePoint centre, double radius,
                                             double spacing) const override {
    std::vector<PlanePoint> points;
    for (const EdgeLine& line : lines_) {
      double next = 0.0;
      for (std::size_t i = 0; i < line.points.size(); ++i) {
        if (line.along[i] < next || distance(line.points[i], centre) > radius) continue;
        points.push_back(line.points[i]);
        next = line.along[i] + spacing;
      }
    }
    return points;
  }

private:
  [[nodiscard]] double exact(PlanePoint point) const {
    const geo::Margin margin = zone_.margin(plane_.to_globe(point));
    return margin.known ? in_metres(margin.value) : std::numeric_limits<double>::quiet_NaN();
  }

  /// Margins asked while building, by their place on the finest lattice.
  class Asked {
  public:
    explicit Asked(const Table& table) : table_{table} {}
    double at(std::uint32_t column, std::uint32_t row) {
      const auto [found, is_new] = known_.try_emplace(std::uint64_t{column} << 32U | row, 0.0);
      if (is_new) found->second = table_.exact(table_.lattice(column, row));
      return found->second;
    }

  private:
    const Table& table_;
    std::unordered_map<std::uint64_t, double> known_;
  };

  [[nodiscard]] PlanePoint lattice(std::uint32_t column, std::uint32_t row) const {
    const double step = root_size_ / double{1U << most_levels};
    return {plane_origin() + step * column, plane_origin() + step * row};
  }
  [[nodiscard]] double plane_origin() const { return -radius_; }

  [[nodiscard]] double allowed(double margin) const { return error_ + share_far_off * std::abs(margin); }

  /// Does the table, straight between these corners, stay within its error at the five places between?
  [[nodiscard]] bool smooth(const Corners& c, const std::array<double, 5>& between) const {
    static constexpr std::array<std::array<double, 2>, 5> places{
        {{0.5, 0.0}, {0.0, 0.5}, {0.5, 0.5}, {1.0, 0.5}, {0.5, 1.0}}};
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double off = std::abs(between[i] - interpolated(c, places[i][0], places[i][1]));
      // Half of it: between the places looked at the table may be off by as much again.
      if (!(off <= 0.5 * allowed(between[i]))) return false;
    }
    return true;
  }

  void build() {
    Asked asked{*this};
    const std::uint32_t side = 1U << most_levels;
    struct Todo {
      std::uint32_t cell, column, row, side;
    };
    std::vector<Todo> todo;
    for (std::uint32_t r = 0; r < roots_; ++r)
      for (std::uint32_t c = 0; c < roots_; ++c) {
        const std::uint32_t x = c * side, y = r * side;
        todo.push_back({static_cast<std::uint32_t>(cells_.size()), x, y, side});
        cells_.push_back(
            {{asked.at(x, y), asked.at(x + side, y), asked.at(x, y + side), asked.at(x + side, y + side)}});
      }
    while (!todo.empty()) {
      const Todo now = todo.back();
      todo.pop_back();
      const double size = root_size_ * now.side / side;
      const Corners corners = cells_[now.cell].corners;
      const std::uint32_t half = now.side / 2;
      if (half == 0 || !worth_a_look(corners, size)) continue;
      const std::array<double, 5> between{
          asked.at(now.column + half, now.row), asked.at(now.column, now.row + half),
          asked.at(now.column + half, now.row + half), asked.at(now.column + now.side, now.row + half),
          asked.at(now.column + half, now.row + now.side)};
      if (smooth(corners, between) && !(touches_edge(corners, between, size) && size > edge_cell)) continue;
      const auto first = static_cast<std::uint32_t>(cells_.size());
      cells_[now.cell].first = first;
      const auto& [s, w, m, e, n] = between;
      cells_.push_back({{corners[0], s, w, m}});
      cells_.push_back({{s, corners[1], m, e}});
      cells_.push_back({{w, m, corners[2], n}});
      cells_.push_back({{m, e, n, corners[3]}});
      todo.push_back({first, now.column, now.row, half});
      todo.push_back({first + 1, now.column + half, now.row, half});
      todo.push_back({first + 2, now.column, now.row + half, half});
      todo.push_back({first + 3, now.column + half, now.row + half, half});
    }
  }

  /// The halved cells, each with all that a look needs of it and of its children. A float is within 2 mm at
  /// the ends of the disc.
  void pack() {
    std::vector<std::uint32_t> place(cells_.size(), no_patch);
    for (std::uint32_t i = 0; i < cells_.size(); ++i)
      if (i < roots_ * roots_ || cells_[i].first != 0) {
        place[i] = static_cast<std::uint32_t>(patches_.size());
        patches_.push_back(patch(i));
      }
    for (std::uint32_t i = 0; i < cells_.size(); ++i)
      if (cells_[i].first != 0)
        for (std::uint32_t quarter = 0; quarter < 4; ++quarter)
          patches_[place[i]].quarters[quarter] = place[cells_[i].first + quarter];
    cells_ = {};
    const std::uint32_t fine = 1U << levels_at_once, columns = static_cast<std::uint32_t>(roots_) * fine;
    for (std::uint32_t row = 0; row < columns; ++row)
      for (std::uint32_t column = 0; column < columns; ++column) {
        Entry entry{row / fine * static_cast<std::uint32_t>(roots_) + column / fine, most_levels - 1};
        for (int level = 1; level <= levels_at_once; ++level) {
          const std::uint32_t down =
              patches_[entry.patch].quarters[quarter(column >> static_cast<unsigned>(levels_at_once - level),
                                                     row >> static_cast<unsigned>(levels_at_once - level))];
          if (down == no_patch) break;
          entry = {down, entry.bit - 1};
        }
        entries_.push_back(entry);
      }
  }

  [[nodiscard]] Patch patch(std::size_t cell) const {
    Patch made;
    const auto set = [&](std::size_t column, std::size_t row, double margin) {
      made.margins[3 * row + column] = static_cast<float>(margin);
    };
    made.quarters.fill(no_patch);
    if (const std::size_t first = cells_[cell].first; first != 0) {
      for (std::size_t q = 0; q < 4; ++q)
        for (std::size_t corner = 0; corner < 4; ++corner)
          set(q % 2 + corner % 2, q / 2 + corner / 2, cells_[first + q].corners[corner]);
    } else {
      for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column)
          set(column, row,
              interpolated(cells_[cell].corners, 0.5 * static_cast<double>(column),
                           0.5 * static_cast<double>(row)));
    }
    return made;
  }

  static std::size_t quarter(std::uint32_t column, std::uint32_t row) {
    return 2U * (row & 1U) + (column & 1U);
  }

  /// A cell as small as the error needs no halving: margins change by no more than the way.
  [[nodiscard]] bool worth_a_look(const Corners& c, double size) const {
    if (std::any_of(c.begin(), c.end(), [](double m) { return std::isnan(m); })) return size > edge_cell;
    return size > error_;
  }

  [[nodiscard]] static bool touches_edge(const Corners& c, const std::array<double, 5>& between,
                                         double size) {
    double least = std::numeric_limits<double>::infinity();
    for (const double m : c) least = std::min(least, std::abs(m));
    for (const double m : between) least = std::min(least, std::abs(m));
    return least <= 0.5 * size;  // nearer than the nine places are to each other
  }

  [[nodiscard]] double margin(PlanePoint point) const {
    // In steps of the finest lattice: whole steps are the way down, bit by bit.
    const double x = (point.east + radius_) * steps_per_metre_,
                 y = (point.north + radius_) * steps_per_metre_;
    if (!(x >= 0.0 && y >= 0.0 && x < steps_ && y < steps_)) return exact(point);
    const auto column = static_cast<std::uint32_t>(x), row = static_cast<std::uint32_t>(y);
    constexpr unsigned coarse = most_levels - levels_at_once;
    const Entry entry =
        entries_[static_cast<std::size_t>(row >> coarse) * (roots_ << unsigned{levels_at_once}) +
                 (column >> coarse)];
    const Patch* at = &patches_[entry.patch];
    unsigned bit = entry.bit;
    std::uint32_t down = at->quarters[quarter(column >> bit, row >> bit)];
    while (down != no_patch) {
      at = &patches_[down];
      --bit;
      down = at->quarters[quarter(column >> bit, row >> bit)];
    }
    const auto size = static_cast<double>(1U << bit);
    const double u = (x - static_cast<double>(column >> bit << bit)) / size,
                 v = (y - static_cast<double>(row >> bit << bit)) / size;
    const float* corner = &at->margins[3U * (row >> bit & 1U) + (column >> bit & 1U)];
    return interpolated({double{corner[0]}, double{corner[1]}, double{corner[3]}, double{corner[4]}}, u, v);
  }

  // ---- the edge as lines: marching squares over a lattice of edge cells, inside on the left ----

  void trace() {
    // The lattice is offset so that no point of it is a corner of the table by chance.
    const auto columns = static_cast<std::size_t>(2.0 * radius_ / edge_cell);
    const double step = 2.0 * radius_ / static_cast<double>(columns);
    const auto at = [&](std::size_t c, std::size_t r) {
      return PlanePoint{-radius_ + step * (static_cast<double>(c) + 0.5),
                        -radius_ + step * (static_cast<double>(r) + 0.5)};
    };
    // A side of the lattice: its lower left point and whether it runs north.
    using Side = std::uint64_t;
    const auto side = [](std::size_t c, std::size_t r, bool north) {
      return Side{c} << 32U | Side{r} << 1U | (north ? 1U : 0U);
    };
    std::unordered_map<Side, PlanePoint> points;
    std::unordered_map<Side, Side> next;
    std::unordered_map<Side, Side> previous;
    std::vector<Side> in_order;
    const auto crossing = [](PlanePoint a, double ma, PlanePoint b, double mb) {
      const double share = ma / (ma - mb);
      return PlanePoint{a.east + share * (b.east - a.east), a.north + share * (b.north - a.north)};
    };
    std::vector<double> row(columns), above(columns);
    const auto fill = [&](std::vector<double>& margins, std::size_t r) {
      // Far from the edge a margin tells the side of its neighbours too; the line is drawn through none of
      // them.
      for (std::size_t c = 0; c < columns;) {
        const double here = margin(at(c, r));
        const double free = 0.97 * std::abs(here) - 20.0 - 2.0 * step;
        const auto alike = free > step ? static_cast<std::size_t>(free / step) : std::size_t{0};
        for (const std::size_t last = std::min(c + alike, columns - 1); c <= last; ++c) margins[c] = here;
      }
    };
    if (columns == 0) return;
    fill(row, 0);
    for (std::size_t r = 0; r + 1 < columns; ++r, std::swap(row, above)) {
      fill(above, r + 1);
      for (std::size_t c = 0; c + 1 < columns; ++c) {
        const std::array<double, 4> m{row[c], row[c + 1], above[c + 1], above[c]};  // anticlockwise
        const std::array<PlanePoint, 4> p{at(c, r), at(c + 1, r), at(c + 1, r + 1), at(c, r + 1)};
        const std::array<Side, 4> s{side(c, r, false), side(c + 1, r, true), side(c, r + 1, false),
                                    side(c, r, true)};
        if (std::any_of(m.begin(), m.end(), [](double x) { return std::isnan(x); })) continue;
        // Going round the cell anticlockwise: with the inside on its left the line comes in where inside
        // turns to outside, and goes out where outside turns to inside.
        std::vector<Side> in, out;
        for (std::size_t k = 0; k < 4; ++k) {
          const std::size_t l = (k + 1) % 4;
          if ((m[k] > 0.0) == (m[l] > 0.0)) continue;
          points.try_emplace(s[k], crossing(p[k], m[k], p[l], m[l]));
          (m[k] > 0.0 ? in : out).push_back(s[k]);
        }
        for (std::size_t k = 0; k < in.size(); ++k) {
          next[in[k]] = out[k];
          previous[out[k]] = in[k];
          in_order.push_back(in[k]);
        }
      }
    }
    std::unordered_map<Side, bool> used;
    for (const Side start : in_order) {
      if (used[start]) continue;
      Side first = start;
      while (previous.contains(first) && previous[first] != start) first = previous[first];
      EdgeLine line;
      line.closed = previous.contains(first);
      for (Side now = first; !used[now]; now = next[now]) {
        used[now] = true;
        add(line, points[now]);
        if (!next.contains(now)) break;
      }
      if (line.closed) add(line, line.points.front());
      lines_.push_back(std::move(line));
    }
  }

  static void add(EdgeLine& line, PlanePoint point) {
    line.along.push_back(line.points.empty() ? 0.0 : line.along.back() + distance(line.points.back(), point));
    line.points.push_back(point);
  }

  /// A point of a traced line.
  struct OnLine {
    std::size_t line = 0, point = 0;
    double away = std::numeric_limits<double>::infinity();
  };

  /// Neighbouring points of a line, and the circle that holds them.
  struct Run {
    std::size_t line, first, last;
    PlanePoint middle;
    double radius;
  };

  void make_runs() {
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      const std::vector<PlanePoint>& points = lines_[l].points;
      for (std::size_t first = 0; first < points.size(); first += run_length) {
        const std::size_t last = std::min(first + run_length, points.size());
        Run run{l, first, last, points[(first + last) / 2], 0.0};
        for (std::size_t i = first; i < last; ++i)
          run.radius = std::max(run.radius, distance(points[i], run.middle));
        runs_.push_back(run);
      }
    }
  }

  /// The run whose middle is nearest first, then whichever may still hold a nearer point.
  [[nodiscard]] OnLine nearest_on_line(PlanePoint point) const {
    OnLine nearest;
    const auto meet = [&](const Run& run) {
      for (std::size_t i = run.first; i < run.last; ++i)
        if (const double away = distance(lines_[run.line].points[i], point); away < nearest.away)
          nearest = {run.line, i, away};
    };
    if (runs_.empty()) return nearest;
    thread_local std::vector<double> to_middle;
    to_middle.clear();
    for (const Run& run : runs_) to_middle.push_back(distance(run.middle, point));
    const auto first =
        static_cast<std::size_t>(std::min_element(to_middle.begin(), to_middle.end()) - to_middle.begin());
    meet(runs_[first]);
    for (std::size_t r = 0; r < runs_.size(); ++r)
      if (r != first && to_middle[r] - runs_[r].radius < nearest.away) meet(runs_[r]);
    return nearest;
  }

  void find_tip(PlanePoint tip) {
    const OnLine on = nearest_on_line(tip);
    if (lines_.empty()) return;
    tip_line_ = on.line;
    along_to_tip_ = lines_[on.line].along[on.point];
  }

  geo::Zone zone_;
  geo::Plane plane_;
  double radius_, error_, root_size_ = 0.0;
  std::size_t roots_ = 0;
  std::vector<Cell> cells_;  // while building
  /// Where a look begins: the smallest patch over a square that is a root halved `levels_at_once` times, and
  /// which bit of a whole step tells its quarters apart.
  struct Entry {
    std::uint32_t patch, bit;
  };
  std::vector<Entry> entries_;
  std::vector<Patch> patches_;
  double steps_ = 0.0, steps_per_metre_ = 0.0;
  std::vector<EdgeLine> lines_;
  std::vector<Run> runs_;
  std::optional<std::size_t> tip_line_;
  double along_to_tip_ = 0.0;
};

class AsItIs final : public Ground {
public:
  AsItIs(geo::Zone zone, const geo::Plane& plane) : zone_{std::move(zone)}, plane_{plane} {}
  void margins(std::span<const double> east, std::span<const double> north,
               std::span<double> metres) const override {
    assert(east.size() == north.size() && east.size() == metres.size());
    std::vector<double> latitude, longitude;
    for (std::size_t i = 0; i < east.size(); ++i) {
      const geo::Position at = plane_.to_globe({east[i], north[i]});
      latitude.push_back(in_degrees(at.latitude)), longitude.push_back(in_degrees(at.longitude));
    }
    zone_.margins({latitude, longitude}, metres);
  }
  [[nodiscard]] std::optional<double> along_edge(PlanePoint /*point*/) const override { return std::nullopt; }
  [[nodiscard]] std::vector<PlanePoint> edge(PlanePoint /*centre*/, double /*radius*/,
                                             double /*spacing*/) const override {
    return {};
  }

private:
  geo::Zone zone_;
  geo::Plane plane_;
};

}  // namespace

SharedGround as_it_is(const geo::Zone& zone, const geo::Plane& plane) {
  return std::make_shared<const AsItIs>(zone, plane);
}

SharedGround tabulated(const geo::Zone& zone, const geo::Plane& plane, double radius, double error,
                       std::optional<geo::PlanePoint> tip) {
  return std::make_shared<const Table>(zone, plane, radius, error, tip);
}

}  // namespace recon::flight
