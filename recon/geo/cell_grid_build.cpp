// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include <boost/container/small_vector.hpp>
#include <boost/container/static_vector.hpp>

#include "recon/geo/cell_grid.hpp"

namespace recon::geo::grid {
namespace {

// All edges that come nearer to ±180° than this are also there on the other side, so that what is known
// of cells along ±180° is complete.
constexpr double seam_deg = 1e-3;

// How much larger than itself a cell is when edges are handed to it: the brim and more than rounding.
constexpr double reach = 1.1 * brim / cell_units;

constexpr std::uint32_t no_part = std::numeric_limits<std::uint32_t>::max();

/// Work on one top cell, counted in edges handed to a cell, before cells of many edges are left as they are:
/// many edges on top of each other cannot be told apart by cutting.
std::size_t patience(std::size_t edges) { return 8192 + 64 * edges; }

/// act(0), act(1), ... up to count, each once, on so many threads.
template <class Act>
void in_parallel(std::size_t count, unsigned threads, const Act& act) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) act(i);
    } catch (...) {
      const std::lock_guard lock{failing};
      failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads && i < count; ++i) others.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

/// The rings, one after the other, each with its first vertex again at its end.
struct Rings {
  std::vector<Vertex> vertices;
  std::vector<std::uint32_t> part;  // of the edge that starts at each vertex; no_part: a ring ends here
};

Rings flatten(const std::vector<Part>& parts) {
  Rings rings;
  std::size_t count = 0;
  for (const Part& part : parts)
    for (const auto& ring : part.rings) count += ring.size() + 1;
  if (count >= most_vertices) throw std::length_error{"more than 2^30 vertices"};
  rings.vertices.reserve(count);
  rings.part.reserve(count);
  for (std::uint32_t part = 0; part < parts.size(); ++part)
    for (const auto& ring : parts[part].rings) {
      if (ring.empty()) continue;
      const std::size_t first = rings.vertices.size();
      rings.vertices.push_back(ring.front());
      for (const Vertex& vertex : ring)
        if (vertex != rings.vertices.back()) rings.vertices.push_back(vertex);
      if (rings.vertices.size() == first + 1 || rings.vertices.back() != ring.front())
        rings.vertices.push_back(ring.front());
      rings.part.resize(rings.vertices.size() - 1, part);
      rings.part.push_back(no_part);
    }
  return rings;
}

using PartSet = boost::container::small_vector<std::uint32_t, 8>;  // ascending

void toggle(PartSet& set, std::uint32_t part) {
  const auto at = std::lower_bound(set.begin(), set.end(), part);
  if (at != set.end() && *at == part)
    set.erase(at);
  else
    set.insert(at, part);
}

/// What is known of the globe as a whole.
struct Survey {
  double west = 180.0, east = -180.0, south = 90.0, north = -90.0;
  bool all_round = false, to_poles = false;
  PartSet below, at_south_pole, at_north_pole;  // parts that contain what lies south of all edges; the poles
};

void add(PartSet& set, std::uint32_t part) {
  const auto at = std::lower_bound(set.begin(), set.end(), part);
  if (at == set.end() || *at != part) set.insert(at, part);
}

Survey survey(const Rings& rings) {
  Survey s;
  PartSet above, touch_south, touch_north;
  int turns = 0;
  double north = 0.0;
  for (std::size_t i = 0; i < rings.vertices.size(); ++i) {
    const Vertex& v = rings.vertices[i];
    s.west = std::min(s.west, v.longitude);
    s.east = std::max(s.east, v.longitude);
    s.south = std::min(s.south, v.latitude);
    s.north = std::max(s.north, v.latitude);
    if (rings.part[i] != no_part) {
      turns += turn_between(v, rings.vertices[i + 1]);
      north += v.latitude;
      if (turns != 0) s.all_round = true;
      if (v.latitude >= 90.0) add(touch_north, rings.part[i]);
      if (v.latitude <= -90.0) add(touch_south, rings.part[i]);
      continue;
    }
    // A ring that winds round the axis encloses the pole on whose half of the globe its vertices lie.
    if (turns % 2 != 0) {
      toggle(north > 0.0 ? above : s.below, rings.part[i - 1]);
      s.to_poles = true;
    }
    turns = 0;
    north = 0.0;
  }
  s.all_round = s.all_round || s.west < -180.0 + seam_deg || s.east > 180.0 - seam_deg;
  s.at_south_pole = s.below;
  s.at_north_pole = above;
  for (const std::uint32_t part : touch_south) add(s.at_south_pole, part);
  for (const std::uint32_t part : touch_north) add(s.at_north_pole, part);
  return s;
}

/// About four top cells an edge, of about square shape in degrees: most points near a border then end one
/// level earlier. At most 8 MB of them.
Frame frame_for(const Survey& s, std::size_t edges) {
  constexpr double spare = 1e-3, least = 1e-6;
  const auto spare_of = [](double size) { return least + spare * size; };
  double west = s.west - spare_of(s.east - s.west), east = s.east + spare_of(s.east - s.west);
  if (s.all_round) {
    west = -180.0 - 0.5 * seam_deg;
    east = 180.0 + 0.5 * seam_deg;
  }
  const double low = s.to_poles ? -90.0 : s.south, high = s.to_poles ? 90.0 : s.north;
  const double south = low - spare_of(high - low), north = high + spare_of(high - low);
  const double cells = std::clamp(4.0 * static_cast<double>(edges), 256.0, 2097152.0);
  const double columns =
      std::clamp(std::round(std::sqrt(cells * (east - west) / (north - south))), 1.0, 4000.0);
  const double rows = std::clamp(std::round(cells / columns), 1.0, 4000.0);
  return {west,
          south,
          (east - west) / columns,
          (north - south) / rows,
          static_cast<std::uint32_t>(columns) + 2,
          static_cast<std::uint32_t>(rows) + 2};
}

/// An edge in units of cells.
struct Segment {
  double ax, ay, bx, by;
  EdgeName name;
  std::uint32_t part;
};

/// Calls act(column, row) for each cell of [first, last] x [first, last] whose enlargement the segment meets,
/// and perhaps some that it only passes.
template <class Act>
void for_each_cell(const Segment& s, int first, int last_column, int last_row, const Act& act) {
  const auto from = [first](double x) { return std::max(first, static_cast<int>(std::floor(x - reach))); };
  const auto to = [](double x, int last) { return std::min(last, static_cast<int>(std::floor(x + reach))); };
  const int west = from(std::min(s.ax, s.bx)), east = to(std::max(s.ax, s.bx), last_column);
  const int south = from(std::min(s.ay, s.by)), north = to(std::max(s.ay, s.by), last_row);
  if (west >= east || south >= north) {
    for (int row = south; row <= north; ++row)
      for (int column = west; column <= east; ++column) act(column, row);
    return;
  }
  const double slope = (s.bx - s.ax) / (s.by - s.ay);  // finite or not: clamped below
  for (int row = south; row <= north; ++row) {
    const auto x_at = [&](double y) {
      const double x = s.ax + (std::clamp(y, std::min(s.ay, s.by), std::max(s.ay, s.by)) - s.ay) * slope;
      return std::clamp(x, std::min(s.ax, s.bx), std::max(s.ax, s.bx));
    };
    double low = x_at(row - reach), high = x_at(row + 1 + reach);
    if (s.ay == s.by) low = s.ax, high = s.bx;
    if (low > high) std::swap(low, high);
    // Rounding moves the crossing by far less than a second reach.
    const int last = std::min(east, static_cast<int>(std::floor(high + 2.0 * reach)));
    for (int column = std::max(west, static_cast<int>(std::floor(low - 2.0 * reach))); column <= last;
         ++column)
      act(column, row);
  }
}

/// The globe's edges by top cell.
struct Bins {
  std::vector<std::uint32_t> begin;
  std::vector<EdgeName> names;
  [[nodiscard]] std::span<const EdgeName> of(std::size_t cell) const {
    return {names.data() + begin[cell], begin[cell + 1] - begin[cell]};
  }
};

class Globe {
public:
  Globe(const Rings& rings, const Frame& frame, bool all_round)
      : rings_{rings}, frame_{frame}, all_round_{all_round} {}

  [[nodiscard]] const Frame& frame() const { return frame_; }
  [[nodiscard]] FlatEdge edge(EdgeName name) const {
    const Vertex &a = rings_.vertices[start_of(name)], &b = rings_.vertices[start_of(name) + 1];
    return {a, b, turn_of(name), turn_of(name) + turn_between(a, b)};
  }
  [[nodiscard]] std::uint32_t part(EdgeName name) const { return rings_.part[start_of(name)]; }
  [[nodiscard]] std::size_t cell(std::uint32_t column, std::uint32_t row) const {
    return std::size_t{row} * frame_.columns + column;
  }

  /// In units of top cells, less `column` and `row`.
  [[nodiscard]] Segment segment(EdgeName name, double column, double row) const {
    const Vertex &a = rings_.vertices[start_of(name)], &b = rings_.vertices[start_of(name) + 1];
    const double turn_a = 360.0 * turn_of(name), turn_b = turn_a + 360.0 * turn_between(a, b);
    return {(a.longitude + turn_a - frame_.west) * columns_in_degree_ + (1.0 - column),
            (a.latitude - frame_.south) * rows_in_degree_ + (1.0 - row),
            (b.longitude + turn_b - frame_.west) * columns_in_degree_ + (1.0 - column),
            (b.latitude - frame_.south) * rows_in_degree_ + (1.0 - row),
            name,
            part(name)};
  }

  [[nodiscard]] Bins bins() const {
    Bins bins;
    bins.begin.assign(std::size_t{frame_.columns} * frame_.rows + 2, 0);
    for_each_met([&](std::size_t cell, EdgeName) { ++bins.begin[cell + 2]; });
    std::size_t sum = 0;
    for (std::uint32_t& count : bins.begin) {
      sum += count;
      if (sum > std::numeric_limits<std::uint32_t>::max()) throw std::length_error{"too many edges"};
      count = static_cast<std::uint32_t>(sum);
    }
    bins.names.resize(sum);
    for_each_met([&](std::size_t cell, EdgeName name) { bins.names[bins.begin[cell + 1]++] = name; });
    return bins;
  }

private:
  template <class Act>
  void for_each_met(const Act& act) const {
    const int last_column = static_cast<int>(frame_.columns) - 2,
              last_row = static_cast<int>(frame_.rows) - 2;
    const auto meet = [&](EdgeName name) {
      for_each_cell(segment(name, 0.0, 0.0), 1, last_column, last_row, [&](int column, int row) {
        act(cell(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row)), name);
      });
    };
    for (std::size_t i = 0; i + 1 < rings_.vertices.size(); ++i) {
      if (rings_.part[i] == no_part) continue;
      meet(edge_name(i, 0));
      if (!all_round_) continue;
      const Vertex &a = rings_.vertices[i], &b = rings_.vertices[i + 1];
      const double to = b.longitude + 360.0 * turn_between(a, b);
      if (std::max(a.longitude, to) > 180.0 - seam_deg) meet(edge_name(i, -1));
      if (std::min(a.longitude, to) < -180.0 + seam_deg) meet(edge_name(i, 1));
    }
  }

  const Rings& rings_;
  Frame frame_;
  bool all_round_;
  double columns_in_degree_ = 1.0 / frame_.column_width, rows_in_degree_ = 1.0 / frame_.row_height;
};

/// Numbers for lists, in the order they are met.
template <class List>
class Numbers {
public:
  std::uint32_t of(const List& list) {
    if (last_ != numbers_.end() && last_->first == list) return last_->second;
    last_ = numbers_.try_emplace(list, static_cast<std::uint32_t>(numbers_.size())).first;
    return last_->second;
  }
  [[nodiscard]] std::vector<List> lists() const {
    std::vector<List> lists(numbers_.size());
    for (const auto& [list, number] : numbers_) lists[number] = list;
    return lists;
  }

private:
  std::map<List, std::uint32_t> numbers_;
  typename std::map<List, std::uint32_t>::iterator last_ = numbers_.end();
};

using States = std::vector<State>;

States tidy(States states) {
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

/// The states that contain all of a leaf; after a mark, the states of its parts.
using TableKey = std::pair<States, States>;

/// One row of top cells: built alone, with numbers of its own.
struct Strip {
  std::vector<Cell> top;
  std::vector<Node> nodes;
  std::vector<std::uint64_t> leaves;
  std::vector<std::uint32_t> crowds;
  Numbers<States> sets;
  Numbers<TableKey> tables;
};

/// A cell while it is built: in units of its top cell, from that cell's south-western corner.
struct Square {
  double column, row;  // of the top cell
  double x, y;         // of the south-western corner
  double size;
  unsigned depth;
};

class StripBuilder {
public:
  StripBuilder(const Globe& globe, const std::vector<Part>& parts, Strip& strip)
      : globe_{globe}, parts_{parts}, strip_{strip} {}

  void build(const Bins& bins, std::uint32_t row, PartSet inside) {
    const std::uint32_t columns = globe_.frame().columns;
    strip_.top.assign(columns, cell(Kind::pure, strip_.sets.of({})));
    Cell here = pure(inside);
    for (std::uint32_t column = 1; column + 1 < columns; ++column) {
      const auto names = bins.of(globe_.cell(column, row));
      if (!names.empty()) {
        const Square square{static_cast<double>(column), static_cast<double>(row), 0.0, 0.0, 1.0, 0};
        segments_.clear();
        for (const EdgeName name : names) segments_.push_back(globe_.segment(name, column, row));
        patience_ = patience(names.size());
        auto& list = lists_[deepest + 1][0];
        list.resize(names.size());
        for (std::uint32_t i = 0; i < list.size(); ++i) list[i] = i;
        strip_.top[column] = describe(square, list, inside);
        walk_east(square, list, 0.5, 0.0, 1.0, inside);
        here = pure(inside);
      } else {
        strip_.top[column] = here;
      }
    }
  }

  /// Along the western side of column 1: from the middle of the row below to the middle of this one.
  static void climb(const Globe& globe, const Bins& bins, std::uint32_t row, PartSet& inside) {
    const Frame& frame = globe.frame();
    const double longitude = frame.longitude(1.0);
    const Vertex middle_below{longitude, frame.latitude(row - 0.5)}, side{longitude, frame.latitude(row)},
        middle{longitude, frame.latitude(row + 0.5)};
    const auto pass = [&](std::uint32_t in_row, const Vertex& p, const Vertex& q) {
      for (const EdgeName name : bins.of(globe.cell(1, in_row)))
        if (crosses_meridian(globe.edge(name), p, q)) toggle(inside, globe.part(name));
    };
    if (row > 1) pass(row - 1, middle_below, side);
    pass(row, side, middle);
  }

private:
  using List = std::vector<std::uint32_t>;

  [[nodiscard]] Vertex vertex(const Square& square, double x, double y) const {
    return {globe_.frame().longitude(square.column + x), globe_.frame().latitude(square.row + y)};
  }

  void walk_east(const Square& square, const List& list, double y, double from, double to,
                 PartSet& inside) const {
    const Vertex p = vertex(square, from, y), q = vertex(square, to, y);
    for (const std::uint32_t i : list) {
      const Segment& s = segments_[i];
      if ((s.ay > y + far_ && s.by > y + far_) || (s.ay < y - far_ && s.by < y - far_)) continue;
      if (crosses_parallel(globe_.edge(s.name), p, q)) toggle(inside, s.part);
    }
  }
  void walk_north(const Square& square, const List& list, double x, double from, double to,
                  PartSet& inside) const {
    const Vertex p = vertex(square, x, from), q = vertex(square, x, to);
    for (const std::uint32_t i : list) {
      const Segment& s = segments_[i];
      if ((s.ax > x + far_ && s.bx > x + far_) || (s.ax < x - far_ && s.bx < x - far_)) continue;
      if (crosses_meridian(globe_.edge(s.name), p, q)) toggle(inside, s.part);
    }
  }

  Cell pure(const PartSet& inside) {
    states_.clear();
    for (const std::uint32_t part : inside) states_.push_back(parts_[part].state);
    return cell(Kind::pure, strip_.sets.of(tidy(states_)));
  }

  /// `inside`: the parts that contain the middle of the square's western side.
  Cell describe(const Square& square, const List& list, const PartSet& inside) {
    if (list.empty()) return pure(inside);
    if (list.size() <= 2 * edges_in_leaf)
      if (const auto leaf = describe_leaf(square, list, inside)) return *leaf;
    if (square.depth == deepest || list.size() > patience_) return describe_crowd(list, inside);
    patience_ -= list.size();
    return describe_node(square, list, inside);
  }

  Cell describe_node(const Square& square, const List& list, const PartSet& inside) {
    auto& lists = lists_[square.depth];
    for (List& child : lists) child.clear();
    const double quarters = 4.0 / square.size;
    for (const std::uint32_t i : list) {
      const Segment& s = segments_[i];
      const Segment local{(s.ax - square.x) * quarters,
                          (s.ay - square.y) * quarters,
                          (s.bx - square.x) * quarters,
                          (s.by - square.y) * quarters,
                          s.name,
                          s.part};
      for_each_cell(local, 0, 3, 3, [&](int column, int row) {
        lists[static_cast<std::size_t>(4 * row + column)].push_back(i);
      });
    }
    const std::size_t place = strip_.nodes.size();
    strip_.nodes.push_back({});
    const double size = square.size / 4.0, middle = square.y + square.size / 2.0;
    bool same = true;
    for (unsigned row = 0; row < 4; ++row) {
      PartSet here = inside;
      const double y = square.y + row * size;
      walk_north(square, list, square.x, middle, y + size / 2.0, here);
      for (unsigned column = 0; column < 4; ++column) {
        const double x = square.x + column * size;
        const Square child{square.column, square.row, x, y, size, square.depth + 1};
        const List& own = lists[4 * row + column];
        const Cell cell = describe(child, own, here);
        strip_.nodes[place].children[4 * row + column] = cell;
        same = same && kind(cell) == Kind::pure && cell == strip_.nodes[place].children[0];
        if (!own.empty()) walk_east(child, own, y + size / 2.0, x, x + size, here);
      }
    }
    if (!same) return cell(Kind::node, place);
    const Cell only = strip_.nodes[place].children[0];
    strip_.nodes.pop_back();
    return only;
  }

  struct LeafEdge {
    RoundedEdge rounded;
    EdgeName name;
    std::uint32_t part;
    std::uint8_t parts;
  };

  /// Clipped to the brim (Liang and Barsky 1984) and rounded; nullopt when the edge passes by.
  static std::optional<RoundedEdge> rounded(const Segment& s, const Square& square) {
    const double units = cell_units / square.size;
    const double ax = (s.ax - square.x) * units + brim, ay = (s.ay - square.y) * units + brim;
    const double bx = (s.bx - square.x) * units + brim, by = (s.by - square.y) * units + brim;
    const double dx = bx - ax, dy = by - ay;
    double enter = 0.0, leave = 1.0;
    const auto clip = [&](double towards, double room) {
      if (towards == 0.0) return room >= 0.0;
      const double t = room / towards;
      if (towards < 0.0)
        enter = std::max(enter, t);
      else
        leave = std::min(leave, t);
      return enter <= leave;
    };
    if (!clip(-dx, ax) || !clip(dx, last_unit - ax) || !clip(-dy, ay) || !clip(dy, last_unit - ay))
      return std::nullopt;
    const auto whole = [](double x) {
      return static_cast<int>(std::clamp(std::floor(x + 0.5), 0.0, double{last_unit}));
    };
    const double fx = enter > 0.0 ? ax + enter * dx : ax, fy = enter > 0.0 ? ay + enter * dy : ay;
    const double tx = leave < 1.0 ? ax + leave * dx : bx, ty = leave < 1.0 ? ay + leave * dy : by;
    return RoundedEdge{whole(fx), whole(fy), whole(tx), whole(ty)};
  }

  /// States share borders: the same two vertices, most often the other way round.
  [[nodiscard]] bool same_edge(const LeafEdge& e, const LeafEdge& f) const {
    const auto& [ax, ay, bx, by] = e.rounded;
    const auto& [cx, cy, dx, dy] = f.rounded;
    if (!(ax == cx && ay == cy && bx == dx && by == dy) && !(ax == dx && ay == dy && bx == cx && by == cy))
      return false;
    const FlatEdge p = globe_.edge(e.name), q = globe_.edge(f.name);
    return (p.a == q.a && p.b == q.b && p.turn_a == q.turn_a && p.turn_b == q.turn_b) ||
           (p.a == q.b && p.b == q.a && p.turn_a == q.turn_b && p.turn_b == q.turn_a);
  }

  std::optional<Cell> describe_leaf(const Square& square, const List& list, const PartSet& inside) {
    boost::container::static_vector<LeafEdge, 2 * edges_in_leaf> edges;
    boost::container::static_vector<std::uint32_t, parts_in_leaf> parts;
    for (const std::uint32_t i : list) {
      const auto edge = rounded(segments_[i], square);
      if (!edge) continue;
      edges.push_back({*edge, segments_[i].name, segments_[i].part, 0});
      const auto at = std::lower_bound(parts.begin(), parts.end(), segments_[i].part);
      if (at != parts.end() && *at == segments_[i].part) continue;
      if (parts.size() == parts_in_leaf) return std::nullopt;
      parts.insert(at, segments_[i].part);
    }
    if (edges.empty()) return pure(inside);
    std::size_t count = 0;
    for (LeafEdge& edge : edges) {
      const auto bit = static_cast<std::uint8_t>(
          1U << (std::lower_bound(parts.begin(), parts.end(), edge.part) - parts.begin()));
      const auto end = edges.begin() + static_cast<std::ptrdiff_t>(count);
      const auto twin = std::find_if(edges.begin(), end, [&](const LeafEdge& other) {
        return (other.parts & bit) == 0 && same_edge(other, edge);
      });
      if (twin != end) {
        twin->parts = static_cast<std::uint8_t>(twin->parts | bit);
      } else {
        edge.parts = bit;
        edges[count++] = edge;
      }
    }
    if (count > edges_in_leaf) return std::nullopt;
    edges.resize(count);

    LeafHead head{};
    TableKey key;
    for (const std::uint32_t part : parts) key.second.push_back(parts_[part].state);
    for (const std::uint32_t part : inside) {
      const auto at = std::lower_bound(parts.begin(), parts.end(), part);
      if (at != parts.end() && *at == part)
        head.anchor = static_cast<std::uint8_t>(head.anchor | 1U << (at - parts.begin()));
      else
        key.first.push_back(parts_[part].state);
    }
    key.first = tidy(std::move(key.first));
    const auto corner = corner_of(square, edges, head.anchor);
    if (!corner) return std::nullopt;
    head.corner = *corner;
    head.count = static_cast<std::uint8_t>(count);
    for (std::size_t i = 0; i < count; ++i) head.parts[i] = edges[i].parts;
    head.table = strip_.tables.of(key);
    return write(head, edges);
  }

  /// Which parts contain the corner of the brim, for the rounded edges? Carried there from a point for
  /// which both rounded and true edges give the same.
  template <class Edges>
  std::optional<std::uint8_t> corner_of(const Square& square, const Edges& edges, unsigned anchor) const {
    const Vertex start = vertex(square, square.x, square.y + square.size / 2.0);
    for (int attempt = 0; attempt < 16; ++attempt) {
      // The anchor first, then a few points strewn over the cell.
      const int x = attempt * 5741 % cell_units, y = (cell_units / 2 + attempt * 6151) % cell_units;
      const auto near = [&](const LeafEdge& e) { return doubtful(e.rounded, x + brim, y + brim); };
      if (std::any_of(edges.begin(), edges.end(), near)) continue;
      const double unit = square.size / cell_units;
      const Vertex there = vertex(square, square.x + x * unit, square.y + y * unit);
      const Vertex bend{there.longitude, start.latitude};
      unsigned parts = anchor;
      for (const LeafEdge& e : edges) {
        bool odd = crossed(e.rounded, x + brim, y + brim);
        if (attempt > 0) {
          const FlatEdge edge = globe_.edge(e.name);
          odd = (odd != crosses_parallel(edge, start, bend)) != crosses_meridian(edge, bend, there);
        }
        if (odd) parts ^= e.parts;
      }
      return static_cast<std::uint8_t>(parts);
    }
    return std::nullopt;
  }

  template <class Edges>
  Cell write(const LeafHead& head, const Edges& edges) {
    const std::size_t place = strip_.leaves.size(), count = edges.size();
    strip_.leaves.resize(place + leaf_words(count));
    auto* bytes = reinterpret_cast<unsigned char*>(strip_.leaves.data() + place);
    std::memcpy(bytes, &head, sizeof head);
    for (std::size_t i = 0; i < count; ++i) {
      const RoundedEdge& e = edges[i].rounded;
      const std::array<int, 4> units{e.from_x, e.from_y, e.to_x, e.to_y};
      for (std::size_t which = 0; which < units.size(); ++which) {
        const auto unit = static_cast<std::uint16_t>(units[which]);
        std::memcpy(bytes + sizeof head + 2 * (which * count + i), &unit, sizeof unit);
      }
      std::memcpy(bytes + sizeof head + 8 * count + 4 * i, &edges[i].name, sizeof edges[i].name);
    }
    return cell(Kind::leaf, place);
  }

  Cell describe_crowd(const List& list, const PartSet& inside) {
    std::vector<std::uint32_t> parts;
    for (const std::uint32_t i : list) parts.push_back(segments_[i].part);
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    const auto has = [](const auto& sorted, std::uint32_t part) {
      return std::binary_search(sorted.begin(), sorted.end(), part);
    };
    States everywhere;
    for (const std::uint32_t part : inside)
      if (!has(parts, part)) everywhere.push_back(parts_[part].state);
    everywhere = tidy(std::move(everywhere));

    auto& out = strip_.crowds;
    const std::size_t place = out.size();
    out.push_back(static_cast<std::uint32_t>(list.size()));
    out.push_back(static_cast<std::uint32_t>(parts.size()));
    out.push_back(static_cast<std::uint32_t>(everywhere.size()));
    for (const std::uint32_t i : list) out.push_back(segments_[i].name);
    for (const std::uint32_t i : list)
      out.push_back(static_cast<std::uint32_t>(
          std::lower_bound(parts.begin(), parts.end(), segments_[i].part) - parts.begin()));
    for (const std::uint32_t part : parts)
      out.push_back(std::uint32_t{parts_[part].state} << 1 | (has(inside, part) ? 1U : 0U));
    out.insert(out.end(), everywhere.begin(), everywhere.end());
    return cell(Kind::crowd, place);
  }

  // Farther than rounding can err, in top cells.
  static constexpr double far_ = 1e-9;

  const Globe& globe_;
  const std::vector<Part>& parts_;
  Strip& strip_;
  std::vector<Segment> segments_;
  std::array<std::array<List, 16>, deepest + 2> lists_;
  States states_;
  std::size_t patience_ = 0;
};

/// One grid of all strips: numbers are given anew, so that they do not depend on who built what when.
class Assembly {
public:
  Assembly(std::vector<Strip>& strips, Arrays& arrays) : strips_{strips}, arrays_{arrays} {}

  void run(unsigned threads) {
    number_sets();
    number_tables();
    lay_out();
    in_parallel(strips_.size(), threads, [this](std::size_t i) { move(i); });
  }

private:
  struct Shift {
    std::size_t node = 0, leaf = 0, crowd = 0;
    std::vector<Set> sets, tables;  // new numbers by old
  };

  void number_sets() {
    std::map<States, Set> all{{States{}, 0}};
    shifts_.resize(strips_.size());
    std::vector<std::vector<States>> lists(strips_.size());
    for (std::size_t i = 0; i < strips_.size(); ++i) {
      for (const TableKey& key : strips_[i].tables.lists())
        for (std::size_t parts = 0; parts < std::size_t{1} << key.second.size(); ++parts)
          strips_[i].sets.of(set_in(key, parts));
      lists[i] = strips_[i].sets.lists();
      for (const States& states : lists[i]) all.try_emplace(states, 0);
    }
    for (auto& [states, number] : all) {
      number = static_cast<Set>(arrays_.sets.size());
      arrays_.sets.push_back(states);
    }
    if (all.size() > payload_mask) throw std::length_error{"too many sets of states"};
    for (std::size_t i = 0; i < strips_.size(); ++i)
      for (const States& states : lists[i]) shifts_[i].sets.push_back(all.at(states));
    numbers_ = std::move(all);
  }

  static States set_in(const TableKey& key, std::size_t parts) {
    States states = key.first;
    for (std::size_t j = 0; j < key.second.size(); ++j)
      if ((parts >> j & 1) != 0) states.push_back(key.second[j]);
    return tidy(std::move(states));
  }

  void number_tables() {
    std::map<TableKey, Set> all;
    for (std::size_t i = 0; i < strips_.size(); ++i)
      for (const TableKey& key : strips_[i].tables.lists()) {
        const auto [at, fresh] = all.try_emplace(key, static_cast<Set>(arrays_.tables.size()));
        for (std::size_t parts = 0; fresh && parts < std::size_t{1} << key.second.size(); ++parts)
          arrays_.tables.push_back(numbers_.at(set_in(key, parts)));
        shifts_[i].tables.push_back(at->second);
      }
    arrays_.tables.resize(arrays_.tables.size() + sets_in_table);
  }

  void lay_out() {
    std::size_t node = 0, leaf = 0, crowd = 0;
    for (std::size_t i = 0; i < strips_.size(); ++i) {
      shifts_[i].node = node;
      shifts_[i].leaf = leaf;
      shifts_[i].crowd = crowd;
      node += strips_[i].nodes.size();
      leaf += strips_[i].leaves.size();
      crowd += strips_[i].crowds.size();
    }
    if (std::max({node, leaf, crowd}) > payload_mask) throw std::length_error{"too many cells"};
    arrays_.nodes.resize(node);
    arrays_.leaves.resize(leaf + words_read_beyond);
    arrays_.crowds.resize(crowd);
    arrays_.top.resize(strips_.size() * arrays_.frame.columns);
  }

  void move(std::size_t i) {
    Strip& strip = strips_[i];
    const Shift& shift = shifts_[i];
    const auto moved = [&](Cell old) {
      switch (kind(old)) {
        case Kind::pure:
          return cell(Kind::pure, shift.sets[payload(old)]);
        case Kind::node:
          return cell(Kind::node, payload(old) + shift.node);
        case Kind::leaf:
          return cell(Kind::leaf, payload(old) + shift.leaf);
        default:
          return cell(Kind::crowd, payload(old) + shift.crowd);
      }
    };
    std::transform(strip.top.begin(), strip.top.end(),
                   arrays_.top.begin() + static_cast<std::ptrdiff_t>(i * arrays_.frame.columns), moved);
    for (std::size_t n = 0; n < strip.nodes.size(); ++n)
      std::transform(strip.nodes[n].children.begin(), strip.nodes[n].children.end(),
                     arrays_.nodes[shift.node + n].children.begin(), moved);
    for (std::size_t place = 0; place < strip.leaves.size();) {
      LeafHead head{};
      std::memcpy(&head, &strip.leaves[place], sizeof head);
      head.table = shift.tables[head.table];
      std::memcpy(&strip.leaves[place], &head, sizeof head);
      place += leaf_words(head.count);
    }
    std::copy(strip.leaves.begin(), strip.leaves.end(),
              arrays_.leaves.begin() + static_cast<std::ptrdiff_t>(shift.leaf));
    std::copy(strip.crowds.begin(), strip.crowds.end(),
              arrays_.crowds.begin() + static_cast<std::ptrdiff_t>(shift.crowd));
    strip = {};
  }

  std::vector<Strip>& strips_;
  Arrays& arrays_;
  std::vector<Shift> shifts_;
  std::map<States, Set> numbers_;
};

}  // namespace

Arrays build(const std::vector<Part>& parts, unsigned threads) {
  Arrays arrays;
  Rings rings = flatten(parts);
  const Survey known = survey(rings);
  if (!rings.vertices.empty()) arrays.frame = frame_for(known, rings.vertices.size());
  const Globe globe{rings, arrays.frame, known.all_round};
  const Bins bins = globe.bins();

  const std::size_t rows = arrays.frame.rows;
  std::vector<PartSet> starts(rows);
  PartSet inside = known.below;
  for (std::uint32_t row = 1; row + 1 < rows; ++row) {
    StripBuilder::climb(globe, bins, row, inside);
    starts[row] = inside;
  }
  // Only poles, and points beyond the data, fall into the first and the last row.
  starts.front() = known.at_south_pole;
  starts.back() = known.at_north_pole;
  if (arrays.frame.latitude(1.0) > -90.0) starts.front().clear();
  if (arrays.frame.latitude(arrays.frame.rows - 1.0) < 90.0) starts.back().clear();

  std::vector<Strip> strips(rows);
  in_parallel(rows, threads, [&](std::size_t row) {
    StripBuilder{globe, parts, strips[row]}.build(bins, static_cast<std::uint32_t>(row), starts[row]);
  });
  Assembly{strips, arrays}.run(threads);
  arrays.vertices = std::move(rings.vertices);
  return arrays;
}

}  // namespace recon::geo::grid
