// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/border_field.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "recon/assess/circles.hpp"
#include "recon/flight/random.hpp"
#include "recon/units/figure.hpp"

namespace recon::assess {
namespace {

using geo::PlanePoint;
using geo::Position;

constexpr double infinity = std::numeric_limits<double>::infinity();

double one_sigma(const incident::Text& printed, double unsaid) {
  if (printed.empty()) return unsaid;
  const FigureReadings read = read_figure(printed.text, Dimension::length);
  return read.readings.empty() ? unsaid : read.readings.front().value.stated;
}

}  // namespace

// ---- the process --------------------------------------------------------------------------------

Matern32::Matern32(Length sigma, Length correlation)
    : sigma_{in_metres(sigma)}, lambda_{std::sqrt(3.0) / in_metres(correlation)} {
  assert(correlation > metres(0));
}

Matern32::State Matern32::begin(const std::array<double, 2>& normals) const {
  return begin_at(sigma_ * normals[0], normals[1]);
}

Matern32::State Matern32::begin_at(double value, double normal) const {
  return {value, lambda_ * sigma_ * normal};
}

Matern32::Step Matern32::step(Length length) const {
  const double d = in_metres(length), x = lambda_ * d, decay = std::exp(-x), twice = std::exp(-2.0 * x);
  Step by;
  by.carry = {decay * (1.0 + x), decay * d, -decay * lambda_ * x, decay * (1.0 - x)};
  // Q = P - F P F^T in closed form; the value's part is the integral of 4 x^2 exp(-2x), which cancels
  // to nothing in doubles when the step is short.
  const double q11 = x < 0.01 ? x * x * x * (4.0 / 3.0 - 2.0 * x + 1.6 * x * x)
                              : 1.0 - twice * (1.0 + 2.0 * x + 2.0 * x * x);
  const double q12 = 2.0 * x * x * twice, q22 = 1.0 - twice * (1.0 - 2.0 * x + 2.0 * x * x);
  if (q11 <= 0.0) return by;
  by.value_noise = sigma_ * std::sqrt(q11);
  by.slope_on_value = sigma_ * lambda_ * q12 / std::sqrt(q11);
  by.slope_noise = sigma_ * lambda_ * std::sqrt(std::max(q22 - q12 * q12 / q11, 0.0));
  return by;
}

Matern32::State Matern32::next(const State& from, const Step& by, const std::array<double, 2>& normals) {
  return {by.carry[0] * from.value + by.carry[1] * from.slope + by.value_noise * normals[0],
          by.carry[2] * from.value + by.carry[3] * from.slope + by.slope_on_value * normals[0] +
              by.slope_noise * normals[1]};
}

LineError line_error(const incident::Border& about) {
  // Open map data without stated accuracy; docs/method/answers.md, Border error.
  constexpr double line_unsaid = 60.0, shift_unsaid = 30.0, correlation_unsaid = 1'000.0;
  return {metres(one_sigma(about.line_error, line_unsaid)),
          metres(one_sigma(about.shift_error, shift_unsaid)),
          metres(std::max(one_sigma(about.correlation, correlation_unsaid), 1.0))};
}

// ---- the line, cut ready to be bent ---------------------------------------------------------------

namespace {

/// A vertex moves with the field between two of its nodes; with none, it stays.
struct Hold {
  std::int32_t before = -1, after = -1;
  float share = 0.0F;  // of `after`
  [[nodiscard]] bool moves() const { return before >= 0; }
};

/// A place along the line where the field is drawn. It goes on from the node before it, or starts: free, or
/// from where another line has carried the vertex.
struct FieldNode {
  std::int32_t from = -1;
  std::size_t step = 0;  // index into the steps, where `from` is a node
  Hold tied;
};

struct Edge {
  PlanePoint a, b;
  Hold hold_a, hold_b;
  bool is_border = true;  // false: along the frame, or a seam of the map
  std::size_t ring = 0;
  double along = 0.0;  // of its middle, from where the ring begins
};

struct Box {
  double west = infinity, south = infinity, east = -infinity, north = -infinity;
  void add(const PlanePoint& p) {
    west = std::min(west, p.east), east = std::max(east, p.east);
    south = std::min(south, p.north), north = std::max(north, p.north);
  }
  void add(const Box& other) {
    west = std::min(west, other.west), east = std::max(east, other.east);
    south = std::min(south, other.south), north = std::max(north, other.north);
  }
  [[nodiscard]] double distance(const PlanePoint& p) const {
    const double e = std::max({west - p.east, 0.0, p.east - east}),
                 n = std::max({south - p.north, 0.0, p.north - north});
    return std::sqrt(e * e + n * n);
  }
};

double distance_to_edge(const PlanePoint& p, const PlanePoint& a, const PlanePoint& b) {
  const double e = b.east - a.east, n = b.north - a.north, square = e * e + n * n;
  const double pe = p.east - a.east, pn = p.north - a.north;
  const double t = square > 0.0 ? std::clamp((pe * e + pn * n) / square, 0.0, 1.0) : 0.0;
  const double de = pe - t * e, dn = pn - t * n;
  return std::sqrt(de * de + dn * dn);
}

/// Is the ray from p to the east cut by the edge? Half open in north, so that a vertex counts once.
bool cuts_ray(const PlanePoint& p, const PlanePoint& a, const PlanePoint& b) {
  if ((a.north > p.north) == (b.north > p.north)) return false;
  return a.east + (p.north - a.north) / (b.north - a.north) * (b.east - a.east) > p.east;
}

double turn(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c) {
  return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east);
}

bool cross(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c, const PlanePoint& d) {
  return (turn(a, b, c) > 0) != (turn(a, b, d) > 0) && (turn(c, d, a) > 0) != (turn(c, d, b) > 0);
}

/// Edges under a tree of boxes: neighbours along the line are neighbours in the tree.
class EdgeTree {
public:
  explicit EdgeTree(std::vector<Edge> edges) : edges_{std::move(edges)} {
    std::size_t leaves = 1;
    while (leaves * in_a_leaf < edges_.size()) leaves *= 2;
    boxes_.resize(2 * leaves);
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      Box& box = boxes_[leaves + i / in_a_leaf];
      box.add(edges_[i].a), box.add(edges_[i].b);
    }
    for (std::size_t node = leaves - 1; node > 0; --node) {
      boxes_[node].add(boxes_[2 * node]);
      boxes_[node].add(boxes_[2 * node + 1]);
    }
    leaves_ = leaves;
  }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

  /// Calls `visit` with every edge of the leaves that `wanted` lets through.
  template <class Wanted, class Visit>
  void search(std::size_t node, const Wanted& wanted, const Visit& visit) const {
    if (edges_.empty() || !wanted(boxes_[node])) return;
    if (node >= leaves_) {
      const std::size_t first = (node - leaves_) * in_a_leaf;
      for (std::size_t i = first; i < std::min(first + in_a_leaf, edges_.size()); ++i) visit(edges_[i]);
      return;
    }
    search(2 * node, wanted, visit);
    search(2 * node + 1, wanted, visit);
  }
  /// The same, the nearer half first, so that the nearest edge is met early.
  template <class Wanted, class Visit>
  void search_from(const PlanePoint& p, std::size_t node, const Wanted& wanted, const Visit& visit) const {
    if (edges_.empty() || !wanted(boxes_[node])) return;
    if (node >= leaves_) {
      search(node, wanted, visit);
      return;
    }
    const std::size_t left = 2 * node, right = left + 1;
    const bool left_first = boxes_[left].distance(p) <= boxes_[right].distance(p);
    search_from(p, left_first ? left : right, wanted, visit);
    search_from(p, left_first ? right : left, wanted, visit);
  }

private:
  static constexpr std::size_t in_a_leaf = 4;
  std::vector<Edge> edges_;
  std::vector<Box> boxes_;
  std::size_t leaves_ = 1;
};

// ---- cutting edges in their own model -----------------------------------------------------------

double isometric_latitude(double radians_north) {
  constexpr double e = 0.0818191908426215;  // WGS 84
  const double s = std::sin(radians_north);
  return std::atanh(s) - e * std::atanh(e * s);
}

/// The point at `share` of an edge, by what its data set says lies between two vertices.
Position between(const Position& a, const Position& b, geo::Edge edge, double share) {
  if (edge == geo::Edge::geodesic) {
    const geo::Leg way = geo::leg(a, b);
    return geo::destination(a, way.azimuth, share * way.distance);
  }
  const double east = std::remainder(in_degrees(b.longitude - a.longitude), 360.0);
  const double lat_a = in_radians(a.latitude), lat_b = in_radians(b.latitude),
               lat = std::lerp(lat_a, lat_b, share);
  double share_east = share;
  if (edge == geo::Edge::rhumb && std::abs(lat_b - lat_a) > 1e-9)
    share_east = (isometric_latitude(lat) - isometric_latitude(lat_a)) /
                 (isometric_latitude(lat_b) - isometric_latitude(lat_a));
  return {radians(lat), degrees(std::remainder(in_degrees(a.longitude) + share_east * east, 360.0))};
}

bool before(const Position& a, const Position& b) {
  return std::pair{a.latitude, a.longitude} < std::pair{b.latitude, b.longitude};
}

/// Points within an edge so that no piece is longer than `longest`; the same whichever way the edge is run.
void cut(const Position& a, const Position& b, geo::Edge edge, double longest, std::vector<Position>& into) {
  const auto pieces = static_cast<int>(std::min(std::ceil(in_metres(geo::distance(a, b)) / longest), 1e6));
  const bool forwards = before(a, b);
  for (int i = 1; i < pieces; ++i) {
    const int k = forwards ? i : pieces - i;
    const double share = static_cast<double>(k) / pieces;
    into.push_back(forwards ? between(a, b, edge, share) : between(b, a, edge, share));
  }
}

bool on_one_side(Angle a, Angle b, Angle side) {
  const auto same = [&](Angle x) { return std::abs(in_degrees(x - side)) < 1e-7; };
  return same(a) && same(b);
}

// Along the frame of a window, or along 180 degrees, where areas are only cut (RFC 7946, 3.1.9).
bool is_no_border(const Position& a, const Position& b, const std::optional<geo::Window>& window) {
  if (std::abs(in_degrees(a.longitude)) == 180.0 && std::abs(in_degrees(b.longitude)) == 180.0) return true;
  if (!window) return false;
  return on_one_side(a.longitude, b.longitude, window->west) ||
         on_one_side(a.longitude, b.longitude, window->east) ||
         on_one_side(a.latitude, b.latitude, window->south) ||
         on_one_side(a.latitude, b.latitude, window->north);
}

}  // namespace

namespace {

constexpr double coarse = 10'000.0;  // m between the points of a line far from the places

Circles circles_of(const std::vector<DrawnAround>& places, const geo::Plane& plane) {
  std::vector<Circles::Circle> circles;
  for (const DrawnAround& place : places)
    circles.push_back({plane.to_plane(place.position), in_metres(place.radius)});
  return {std::move(circles), coarse};
}

}  // namespace

/// What all draws have in common.
struct BorderField::Lines {
  Lines(const incident::BorderVersion& version, const std::vector<DrawnAround>& around,
        std::uint64_t seed_of_all, std::size_t count)
      : error{line_error(version.about)},
        plane{around.front().position},
        places{circles_of(around, plane)},
        process{error.line, error.correlation},
        seed{seed_of_all},
        wanted{count},
        id{version.about.id.text},
        shifts{seed, "border shift/" + id} {
    for (const auto& [state, outline] : version.states) {
      if (!outline) continue;
      std::vector<Edge> edges;
      const geo::Outline& shape = outline->outline();
      for (const geo::Polygon& part : shape.parts) {
        add(part.outer, shape, edges);
        for (const geo::Ring& hole : part.holes) add(hole, shape, edges);
      }
      trees.emplace(state, EdgeTree{std::move(edges)});
    }
    held.clear();
    find_pairs(around);
  }

  [[nodiscard]] PlanePoint shift(std::size_t draw) const {
    const double sigma = in_metres(error.shift);
    if (sigma <= 0.0) return {};
    const auto [e, n] = shifts.normal_pair(draw);
    return {sigma * e, sigma * n};
  }

  LineError error;
  geo::Plane plane;
  Circles places;
  Matern32 process;
  std::uint64_t seed;
  std::size_t wanted;
  std::string id;
  flight::Draws shifts;
  std::vector<FieldNode> nodes;
  std::vector<Matern32::Step> steps;
  std::map<std::string, EdgeTree> trees;
  std::vector<std::pair<const Edge*, const Edge*>> pairs;  // could cross when bent
  mutable std::once_flag drawn;

private:
  struct Vertex {
    Position position;
    PlanePoint at;
    bool near = false;
    Hold hold;
  };

  /// A ring cut at twice the density that the field is drawn at, near the places; coarsely elsewhere.
  [[nodiscard]] std::vector<Vertex> cut_ring(const geo::Ring& ring, const geo::Outline& shape) const {
    const double fine = std::clamp(in_metres(error.correlation) / 10.0, 5.0, coarse);
    std::vector<Position> coarsely;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      coarsely.push_back(ring[i]);
      cut(ring[i], ring[(i + 1) % ring.size()], shape.edge, coarse, coarsely);
    }
    std::vector<Vertex> vertices;
    std::vector<Position> within;
    const auto add_vertex = [&](const Position& position, const PlanePoint& at) {
      const bool seam = std::abs(in_degrees(position.longitude)) == 180.0;
      vertices.push_back({position, at, error.line > metres(0) && !seam && places.hold(at), {}});
    };
    for (std::size_t i = 0; i < coarsely.size(); ++i) {
      const PlanePoint at = plane.to_plane(coarsely[i]);
      add_vertex(coarsely[i], at);
      if (!places.hold(at, coarse)) continue;
      within.clear();
      cut(coarsely[i], coarsely[(i + 1) % coarsely.size()], shape.edge, fine, within);
      for (const Position& position : within) add_vertex(position, plane.to_plane(position));
    }
    return vertices;
  }

  // Every ring starts where its line stays, or as far from the first place as it gets: a seam there is no
  // matter.
  static void start_far_away(std::vector<Vertex>& vertices) {
    const auto far = [](const Vertex& a, const Vertex& b) {
      return std::pair{!a.near, std::hypot(a.at.east, a.at.north)} <
             std::pair{!b.near, std::hypot(b.at.east, b.at.north)};
    };
    std::rotate(vertices.begin(), std::max_element(vertices.begin(), vertices.end(), far), vertices.end());
  }

  void add(const geo::Ring& ring, const geo::Outline& shape, std::vector<Edge>& edges) {
    if (ring.size() < 2) return;
    std::vector<Vertex> vertices = cut_ring(ring, shape);
    start_far_away(vertices);
    hold(vertices);
    ++rings;
    double along = 0.0;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      const Vertex &a = vertices[i], &b = vertices[(i + 1) % vertices.size()];
      const double length = std::hypot(b.at.east - a.at.east, b.at.north - a.at.north);
      edges.push_back({a.at, b.at, a.hold, b.hold, !is_no_border(a.position, b.position, shape.window), rings,
                       along + 0.5 * length});
      along += length;
    }
  }

  /// Lays the field's nodes along a ring. A vertex that another ring has already is held as it is there.
  void hold(std::vector<Vertex>& vertices) {
    const double fine = in_metres(error.correlation) / 10.0;
    std::vector<std::size_t> waiting;  // vertices since the last node
    std::int32_t last = -1;
    double since = 0.0;
    std::vector<double> ways;
    const auto settle = [&](std::int32_t node) {
      for (std::size_t k = 0; k < waiting.size(); ++k) {
        const auto share = static_cast<float>(since > 0.0 ? ways[k] / since : 0.0);
        vertices[waiting[k]].hold = node >= 0 ? Hold{last, node, share} : Hold{last, last, 0.0F};
        held.emplace(key(vertices[waiting[k]].position), vertices[waiting[k]].hold);
      }
      waiting.clear(), ways.clear();
      since = 0.0;
    };
    const auto add_node = [&](FieldNode node, Vertex& vertex) {
      const auto index = static_cast<std::int32_t>(nodes.size());
      nodes.push_back(node);
      vertex.hold = {index, index, 0.0F};
      held.emplace(key(vertex.position), vertex.hold);
      last = index;
    };
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      Vertex& vertex = vertices[i];
      const auto shared = held.find(key(vertex.position));
      if (!vertex.near || shared != held.end()) {
        settle(-1);
        last = -1;
        if (vertex.near) vertex.hold = shared->second;
        continue;
      }
      if (last < 0) {
        const Hold tied = i > 0 ? vertices[i - 1].hold : Hold{};
        add_node({-1, 0, tied}, vertex);
        continue;
      }
      const PlanePoint &a = vertices[i - 1].at, &b = vertex.at;
      since += std::hypot(b.east - a.east, b.north - a.north);
      if (since < fine) {
        waiting.push_back(i), ways.push_back(since);
        continue;
      }
      const auto index = static_cast<std::int32_t>(nodes.size());
      steps.push_back(process.step(metres(since)));
      const std::int32_t from = last;
      settle(index);
      add_node({from, steps.size() - 1, {}}, vertex);
    }
    settle(-1);
  }

  using Key = std::pair<Angle, Angle>;
  static Key key(const Position& p) { return {p.latitude, p.longitude}; }

  /// Pairs of edges near the places, not neighbours, and so near each other that bends could make them cross.
  void find_pairs(const std::vector<DrawnAround>& around) {
    std::vector<Circles::Circle> about;
    for (const DrawnAround& place : around)
      about.push_back({plane.to_plane(place.position), 10'000.0});  // what the report's places turn on
    const Circles turned_on{std::move(about), 0.0};
    const double reach = 8.0 * in_metres(error.line);
    if (reach <= 0.0) return;
    const auto matters = [&](const Edge& edge) {
      if (!edge.is_border || (!edge.hold_a.moves() && !edge.hold_b.moves())) return false;
      return turned_on.hold(edge.a);
    };
    const auto same = [](const PlanePoint& p, const PlanePoint& q) {
      return p.east == q.east && p.north == q.north;
    };
    for (const auto& [state, tree] : trees)
      for (const Edge& one : tree.edges()) {
        if (!matters(one)) continue;
        const PlanePoint middle{0.5 * (one.a.east + one.b.east), 0.5 * (one.a.north + one.b.north)};
        const double half = 0.5 * std::hypot(one.b.east - one.a.east, one.b.north - one.a.north);
        const auto close = [&](const Box& box) { return box.distance(middle) <= reach + half; };
        tree.search(1, close, [&](const Edge& other) {
          const double apart = distance_to_edge(middle, other.a, other.b);
          if (&other <= &one || !matters(other) || apart > reach + half) return;
          // What the line joins by no more than twice the way between is bent together, by a field whose
          // slope is a tenth: it cannot fold.
          if (one.ring == other.ring && std::abs(one.along - other.along) < 2.0 * apart + half) return;
          if (same(one.b, other.a) || same(one.a, other.b) || same(one.a, other.a) || same(one.b, other.b))
            return;
          if (!cross(one.a, one.b, other.a, other.b)) pairs.emplace_back(&one, &other);
        });
      }
  }

  std::map<Key, Hold> held;  // while the rings are laid
  std::size_t rings = 0;
};

/// The field's realisations: displacements of the nodes, and the largest of each.
struct BorderField::Bends {
  explicit Bends(const Lines& its) : lines{its} {
    const std::size_t n = lines.nodes.size();
    constexpr std::size_t most_numbers = 16'000'000, fewest = 200;
    count = n == 0 ? 1 : std::clamp(most_numbers / (2 * n), std::min(fewest, lines.wanted), lines.wanted);
    east.resize(count * n), north.resize(count * n);
    largest.resize(count);
    const flight::Draws draws{lines.seed, "border field/" + lines.id};
    const bool hopeless = !lines.pairs.empty() && share_of_crossed(draws) > 0.5;
    std::size_t crossed = 0, kept = 0;
    for (std::size_t k = 0; k < count; ++k) {
      draw(draws, k, 0);
      if (!crosses(k)) continue;
      ++crossed;
      constexpr unsigned tries = 8;
      bool still = true;
      for (unsigned again = 1; !hopeless && still && again <= tries; ++again) {
        draw(draws, k, again);
        still = crosses(k);
      }
      if (still) ++kept;
    }
    simplicity = {static_cast<double>(crossed) / static_cast<double>(count),
                  static_cast<double>(kept) / static_cast<double>(count)};
  }

  [[nodiscard]] PlanePoint moved(const PlanePoint& p, const Hold& hold, std::size_t k) const {
    if (!hold.moves()) return p;
    const PlanePoint by = at(hold, k);
    return {p.east + by.east, p.north + by.north};
  }

  const Lines& lines;
  std::size_t count = 1;
  std::vector<float> east, north, largest;  // realisation by realisation
  Simplicity simplicity;

private:
  [[nodiscard]] PlanePoint at(const Hold& hold, std::size_t k) const {
    const std::size_t n = lines.nodes.size(), a = k * n + static_cast<std::size_t>(hold.before),
                      b = k * n + static_cast<std::size_t>(hold.after);
    const double share = static_cast<double>(hold.share);
    return {std::lerp(static_cast<double>(east[a]), static_cast<double>(east[b]), share),
            std::lerp(static_cast<double>(north[a]), static_cast<double>(north[b]), share)};
  }

  void draw(const flight::Draws& draws, std::size_t k, unsigned attempt) {
    const std::size_t n = lines.nodes.size();
    std::vector<std::pair<Matern32::State, Matern32::State>> states(n);
    float furthest = 0.0F;
    for (std::size_t i = 0; i < n; ++i) {
      const FieldNode& node = lines.nodes[i];
      const std::uint64_t counter =
          (static_cast<std::uint64_t>(attempt) << 56U) | (static_cast<std::uint64_t>(k) << 28U) | (2 * i);
      const auto for_east = draws.normal_pair(counter), for_north = draws.normal_pair(counter + 1);
      auto& [e, no] = states[i];
      if (node.from >= 0) {
        const auto& [east_before, north_before] = states[static_cast<std::size_t>(node.from)];
        e = Matern32::next(east_before, lines.steps[node.step], for_east);
        no = Matern32::next(north_before, lines.steps[node.step], for_north);
      } else if (node.tied.moves()) {
        const PlanePoint there = at(node.tied, k);
        e = lines.process.begin_at(there.east, for_east[1]);
        no = lines.process.begin_at(there.north, for_north[1]);
      } else {
        e = lines.process.begin(for_east);
        no = lines.process.begin(for_north);
      }
      east[k * n + i] = static_cast<float>(e.value);
      north[k * n + i] = static_cast<float>(no.value);
      furthest = std::max(furthest, static_cast<float>(std::hypot(e.value, no.value)));
    }
    largest[k] = furthest;
  }

  [[nodiscard]] bool crosses(std::size_t k) const {
    return std::any_of(lines.pairs.begin(), lines.pairs.end(), [&](const auto& pair) {
      const auto& [one, other] = pair;
      return cross(moved(one->a, one->hold_a, k), moved(one->b, one->hold_b, k),
                   moved(other->a, other->hold_a, k), moved(other->b, other->hold_b, k));
    });
  }

  // Where most drawn lines cross themselves, no number of tries makes simple ones: the line is finer than its
  // error.
  double share_of_crossed(const flight::Draws& draws) {
    const std::size_t tried = std::min<std::size_t>(count, 100);
    std::size_t crossed = 0;
    for (std::size_t k = 0; k < tried; ++k) {
      draw(draws, k, 0);
      if (crosses(k)) ++crossed;
    }
    return static_cast<double>(crossed) / static_cast<double>(tried);
  }
};

BorderField::BorderField(const incident::BorderVersion& version, const std::vector<DrawnAround>& places,
                         std::uint64_t seed, std::size_t bends)
    : lines_{std::make_unique<Lines>(version, places, seed, bends)} {}

BorderField::~BorderField() = default;

const BorderField::Bends& BorderField::bends() const {
  std::call_once(lines_->drawn, [&] { bends_ = std::make_unique<Bends>(*lines_); });
  return *bends_;
}

const geo::Plane& BorderField::plane() const { return lines_->plane; }

Simplicity BorderField::simplicity() const { return bends().simplicity; }

double BorderField::reach(std::size_t draw) const {
  const PlanePoint shift = lines_->shift(draw);
  const Bends& drawn = bends();
  return std::hypot(shift.east, shift.north) + static_cast<double>(drawn.largest[draw % drawn.count]);
}

double BorderField::signed_distance(const std::string& state, geo::PlanePoint point, std::size_t draw) const {
  const auto found = lines_->trees.find(state);
  if (found == lines_->trees.end()) return -infinity;
  const EdgeTree& tree = found->second;
  const Bends& drawn = bends();
  const std::size_t k = draw % drawn.count;
  // The line moved one way is the point moved the other.
  const PlanePoint shift = lines_->shift(draw);
  const PlanePoint p{point.east - shift.east, point.north - shift.north};
  const double slack = static_cast<double>(drawn.largest[k]);

  double nearest = infinity;
  tree.search_from(
      p, 1, [&](const Box& box) { return box.distance(p) - slack < nearest; },
      [&](const Edge& edge) {
        if (!edge.is_border) return;
        nearest = std::min(nearest, distance_to_edge(p, drawn.moved(edge.a, edge.hold_a, k),
                                                     drawn.moved(edge.b, edge.hold_b, k)));
      });
  bool inside = false;
  tree.search(
      1,
      [&](const Box& box) {
        return box.south - slack <= p.north && p.north <= box.north + slack && box.east + slack >= p.east;
      },
      [&](const Edge& edge) {
        if (cuts_ray(p, drawn.moved(edge.a, edge.hold_a, k), drawn.moved(edge.b, edge.hold_b, k)))
          inside = !inside;
      });
  return inside ? nearest : -nearest;
}

}  // namespace recon::assess
