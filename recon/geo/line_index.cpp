// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/line_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/Rhumb.hpp>

#include "recon/geo/asked_block.hpp"
#include "recon/geo/candidate_grid.hpp"
#include "recon/geo/stretch.hpp"
#include "recon/geo/touch_batch.hpp"

namespace recon::geo {
namespace {

constexpr std::uint32_t pieces_in_leaf = 4;

// Longer pieces could meet the parabola at the two places where it is tested and leave it elsewhere.
constexpr double longest_piece_m = 20'000.0;

// Pieces that bend more could have two nearest points to a place, as far away as the centre of the bend. What
// is shorter than the other length is a point drawn as an edge, such as a pole's.
constexpr double strongest_bend = 1e-3;
constexpr double shortest_bent_m = 1.0;

// Larger than every radius of curvature of WGS 84 (at most a^2/b = 6400 km), so that no geodesic is
// shorter than the arc of this circle over the same chord.
constexpr double flattest_radius_m = 6'410'000.0;

// IUGG mean radius; it steers an iteration, never its result.
constexpr double mean_radius_m = 6'371'008.8;

double short_way_round(double from_deg, double to_deg) { return std::remainder(to_deg - from_deg, 360.0); }

/// Cuts in halves until the parabola through both ends and the middle also meets the edge at the quarters.
template <class PointAt>
void halve(const PointAt& at, double t0, const Vec3& start, double t1, const Vec3& end,
           std::vector<Piece>& pieces) {
  const double middle = 0.5 * (t0 + t1);
  const Vec3 centre = at(middle);
  const Piece piece{start, end, centre - 0.5 * (start + end)};
  const auto astray = [&](double t) {
    return norm(at(t0 + t * (t1 - t0)) - piece.at(t)) > in_metres(piece_error);
  };
  const double length = norm(end - start);
  const bool bent = norm(piece.bulge) > strongest_bend * length && length > shortest_bent_m;
  if (length > longest_piece_m || bent || astray(0.25) || astray(0.75)) {
    halve(at, t0, start, middle, centre, pieces);
    halve(at, middle, centre, t1, end, pieces);
  } else {
    pieces.push_back(piece);
  }
}

template <class PointAt>
void halve(const PointAt& at, const Position& from, const Position& to, std::vector<Piece>& pieces) {
  halve(at, 0.0, to_space(from), 1.0, to_space(to), pieces);
}

struct Box {
  Vec3 low{unlimited, unlimited, unlimited}, high{-unlimited, -unlimited, -unlimited};

  void add(const Vec3& p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  // A parabola lies in the triangle of its ends and the point where its end tangents meet.
  void add(const Stretch& piece) {
    add(piece.start);
    add(piece.end());
    add(piece.start + 0.5 * piece.way + 2.0 * piece.bulge);
  }
};

double outside(double low, double x, double high) { return std::max({low - x, 0.0, x - high}); }

double squared_distance(const Vec3& low, const Vec3& p, const Vec3& high) {
  const Vec3 away{outside(low.x, p.x, high.x), outside(low.y, p.y, high.y), outside(low.z, p.z, high.z)};
  return dot(away, away);
}

/// Between two straight chords that do not cross: from an end of one to the other. Crossing ones are found
/// by the sides that their ends lie on, seen from the middle of the Earth.
double distance_of_chords(const Stretch& a, const Stretch& b) {
  const auto to_chord = [](const Stretch& chord, const Vec3& point) {
    const Vec3 away = point - chord.start;
    const double t = std::clamp(dot(away, chord.way) * chord.inverse_squared_length, 0.0, 1.0);
    return norm(away - t * chord.way);
  };
  const auto parts = [](const Stretch& chord, const Stretch& other) {
    const Vec3 plane = cross(chord.start, chord.way);
    return (dot(plane, other.start) > 0.0) != (dot(plane, other.end()) > 0.0);
  };
  if (parts(a, b) && parts(b, a)) return 0.0;
  return std::min({to_chord(a, b.start), to_chord(a, b.end()), to_chord(b, a.start), to_chord(b, a.end())});
}

/// The farthest that a point of a box can be from another point.
double farthest_distance(const Vec3& low, const Vec3& p, const Vec3& high) {
  return norm({std::max(p.x - low.x, high.x - p.x), std::max(p.y - low.y, high.y - p.y),
               std::max(p.z - low.z, high.z - p.z)});
}

/// The polynomial of second degree through three values at 0, 1/2 and 1.
std::array<double, 3> through(double start, double middle, double end) {
  return {start, 4.0 * middle - 3.0 * start - end, 2.0 * (start + end) - 4.0 * middle};
}

double value(const std::array<double, 3>& polynomial, double t) {
  return polynomial[0] + t * (polynomial[1] + t * polynomial[2]);
}

Position position_at(const Stretch& stretch, double t) {
  const double longitude = value(stretch.longitude, t);
  return {degrees(value(stretch.latitude, t)), degrees(longitude > 180.0    ? longitude - 360.0
                                                       : longitude < -180.0 ? longitude + 360.0
                                                                            : longitude)};
}

}  // namespace

void cut(const Position& from, const Position& to, Edge edge, std::vector<Piece>& pieces) {
  const double latitude = in_degrees(from.latitude), longitude = in_degrees(from.longitude);
  const double east = short_way_round(longitude, in_degrees(to.longitude));
  const double north = in_degrees(to.latitude) - latitude;
  if (east == 0.0 && north == 0.0) return;
  switch (edge) {
    case Edge::lon_lat:
      return halve(
          [&](double t) {
            return to_space({degrees(latitude + t * north), degrees(longitude + t * east)});
          },
          from, to, pieces);
    case Edge::geodesic: {
      const auto line = GeographicLib::Geodesic::WGS84().InverseLine(
          latitude, longitude, in_degrees(to.latitude), in_degrees(to.longitude));
      return halve(
          [&](double t) {
            double y = 0.0, x = 0.0;
            line.Position(t * line.Distance(), y, x);
            return to_space({degrees(y), degrees(x)});
          },
          from, to, pieces);
    }
    case Edge::rhumb: {
      const auto& rhumb = GeographicLib::Rhumb::WGS84();
      double length = 0.0, course = 0.0;
      rhumb.Inverse(latitude, longitude, in_degrees(to.latitude), in_degrees(to.longitude), length, course);
      const auto line = rhumb.Line(latitude, longitude, course);
      return halve(
          [&](double t) {
            double y = 0.0, x = 0.0;
            line.Position(t * length, y, x);
            return to_space({degrees(y), degrees(x)});
          },
          from, to, pieces);
    }
  }
}

std::vector<Piece> cut_line(const std::vector<Position>& vertices) {
  std::vector<Piece> pieces;
  for (std::size_t i = 1; i < vertices.size(); ++i) cut(vertices[i - 1], vertices[i], Edge::geodesic, pieces);
  if (pieces.empty() && !vertices.empty()) {
    const Vec3 only = to_space(vertices.front());
    pieces.push_back({only, only, {}});
  }
  return pieces;
}

Stretch::Stretch(const Piece& piece) : start{piece.start}, way{piece.end - piece.start}, bulge{piece.bulge} {
  const double squared_length = dot(way, way);
  if (squared_length > 0.0) inverse_squared_length = 1.0 / squared_length;
  const Position from = to_surface(piece.start), middle = to_surface(piece.at(0.5)),
                 to = to_surface(piece.end);
  latitude = through(in_degrees(from.latitude), in_degrees(middle.latitude), in_degrees(to.latitude));
  const double west = in_degrees(from.longitude);
  longitude = through(west, west + short_way_round(west, in_degrees(middle.longitude)),
                      west + short_way_round(west, in_degrees(to.longitude)));
  for (const double t : {0.25, 0.75}) {
    const double astray = norm(to_space(position_at(*this, t)) - at(t));
    if (astray > in_metres(piece_error)) latitude[0] = std::numeric_limits<double>::quiet_NaN();
  }
}

Position Stretch::position(double t) const {
  return std::isnan(latitude[0]) ? to_surface(at(t)) : position_at(*this, t);
}

double squared_long_geodesic(const Vec3& point, const Sight& sight) {
  constexpr double a = equatorial_radius_m, e2 = eccentricity_squared,
                   second_e2 = second_eccentricity_squared;
  constexpr double b2 = a * a * (1.0 - e2);
  const Vec3 foot = point - sight.away, middle = 0.5 * (point + foot);
  const double c2 = sight.squared, rise = -sight.away.z;
  // By z, the sine of the latitude and the curvature across the meridian; with `along` that in a direction.
  struct Place {
    double sine, across;
    explicit Place(double z) {
      const double u = z / (a * (1.0 - e2)), w = std::sqrt(1.0 + e2 * u * u);
      sine = u / w;
      across = 1.0 / (a * w);
    }
    [[nodiscard]] double curvature(double squared_share_of_axis) const {
      return across * (1.0 + second_e2 * squared_share_of_axis);
    }
  };
  const double from_axis2 = middle.x * middle.x + middle.y * middle.y;
  const double to_surface = 1.0 / std::sqrt(from_axis2 / (a * a) + middle.z * middle.z / b2);
  const double in_middle = Place{middle.z * to_surface}.curvature(rise * rise / c2);
  // At the ends the way leaves the chord by half of its bend.
  const double sag = 0.5 * c2 * in_middle, level2 = c2 - sag * sag;
  const auto at_end = [&](double z, double way) {
    const Place place{z};
    const double share = way + sag * place.sine;
    return place.curvature(share * share / level2);
  };
  const double curvature = 0.8 * in_middle + 0.1 * (at_end(point.z, rise) + at_end(foot.z, -rise));
  const double x2 = 0.25 * c2 * curvature * curvature;
  const double arc = 1.0 + x2 * (1.0 / 6.0 + x2 * (3.0 / 40.0 + x2 * (15.0 / 336.0 + x2 * (105.0 / 3456.0))));
  return c2 * arc * arc;
}

LineIndex::LineIndex() = default;
LineIndex::~LineIndex() = default;
LineIndex::LineIndex(LineIndex&&) noexcept = default;
LineIndex& LineIndex::operator=(LineIndex&&) noexcept = default;

LineIndex::LineIndex(const std::vector<Piece>& pieces) {
  if (pieces.empty()) return;
  stretches_.reserve(pieces.size());
  for (const Piece& piece : pieces) stretches_.emplace_back(piece);
  order_.resize(pieces.size());
  std::iota(order_.begin(), order_.end(), 0U);
  nodes_.reserve(pieces.size());
  build(0, static_cast<std::uint32_t>(pieces.size()));
  grid_ = std::make_unique<CandidateGrid>(pieces.size());
}

std::uint32_t LineIndex::build(std::uint32_t first, std::uint32_t last) {
  Box box, centres;
  for (std::uint32_t i = first; i < last; ++i) {
    const Stretch& stretch = stretches_[order_[i]];
    box.add(stretch);
    centres.add(stretch.start + stretch.end());
  }
  const auto self = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({box.low, box.high, first, last, 0});
  if (last - first <= pieces_in_leaf) return self;

  const Vec3 size = centres.high - centres.low;
  const auto coordinate = size.x >= size.y && size.x >= size.z ? &Vec3::x
                          : size.y >= size.z                   ? &Vec3::y
                                                               : &Vec3::z;
  const std::uint32_t middle = first + (last - first) / 2;
  const auto place = [&](std::uint32_t i) {
    return stretches_[i].start.*coordinate + stretches_[i].end().*coordinate;
  };
  std::nth_element(order_.begin() + first, order_.begin() + middle, order_.begin() + last,
                   [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
  build(first, middle);
  const std::uint32_t right = build(middle, last);
  nodes_[self].right = right;
  return self;
}

/// Visits the pieces of every leaf whose box is nearer than `limit` (squared), which the visit may lower.
template <class Visit>
void LineIndex::search(std::uint32_t index, const Vec3& point, const double& limit, Visit& visit) const {
  const Node& node = nodes_[index];
  if (node.right == 0) {
    for (std::uint32_t i = node.first; i < node.last; ++i) visit(order_[i]);
    return;
  }
  const auto distance_to = [&](std::uint32_t child) {
    return squared_distance(nodes_[child].low, point, nodes_[child].high);
  };
  std::uint32_t near = index + 1, far = node.right;
  double to_near = distance_to(near), to_far = distance_to(far);
  if (to_far < to_near) {
    std::swap(near, far);
    std::swap(to_near, to_far);
  }
  if (to_near <= limit) search(near, point, limit, visit);
  if (to_far <= limit) search(far, point, limit, visit);
}

LineIndex::Chord LineIndex::nearest_by_chord(const Vec3& point, double limit) const {
  Chord best{0, 0.0, limit};
  auto visit = [&](std::uint32_t i) {
    const double t = nearest_parameter(stretches_[i], point);
    const double squared = sight(stretches_[i], t, point).squared;
    if (squared < best.squared) best = {i, t, squared};
  };
  search(0, point, best.squared, visit);
  return best;
}

bool LineIndex::touches(const Vec3& point, Length radius) const {
  if (empty()) return false;
  const double limit = in_metres(radius) * in_metres(radius);
  return nearest_by_chord(point, limit).squared < limit;
}

LineIndex::Chord LineIndex::nearest_in_space(const Vec3& point) const {
  return nearest_by_chord(point, unlimited);
}

std::optional<std::vector<std::uint32_t>> LineIndex::candidates(const Ball& ball, const Chord& nearest,
                                                                std::size_t most) const {
  const Vec3 witness = stretches_[nearest.stretch].at(nearest.t);
  const double to_witness = std::sqrt(nearest.squared);
  std::vector<std::uint32_t> found, open{0};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    const Node& node = nodes_[index];
    open.pop_back();
    const double between = farthest_distance(node.low, witness, node.high);
    if (squared_distance(node.low, ball.centre, node.high) > dominated_beyond(ball, to_witness, between))
      continue;
    if (node.right != 0) {
      open.push_back(node.right);
      open.push_back(index + 1);
      continue;
    }
    found.insert(found.end(), order_.begin() + node.first, order_.begin() + node.last);
    if (found.size() > most) return std::nullopt;
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool LineIndex::crowds(const Stretch& piece, Length distance,
                       std::initializer_list<std::uint32_t> but) const {
  if (empty()) return false;
  Box box;
  box.add(piece);
  const double most = in_metres(distance);
  const auto apart = [most](double low, double high, double other_low, double other_high) {
    return other_low - high > most || low - other_high > most;
  };
  std::vector<std::uint32_t> open{0};
  while (!open.empty()) {
    const std::uint32_t index = open.back();
    const Node& node = nodes_[index];
    open.pop_back();
    if (apart(box.low.x, box.high.x, node.low.x, node.high.x) ||
        apart(box.low.y, box.high.y, node.low.y, node.high.y) ||
        apart(box.low.z, box.high.z, node.low.z, node.high.z))
      continue;
    if (node.right != 0) {
      open.push_back(node.right);
      open.push_back(index + 1);
      continue;
    }
    for (std::uint32_t i = node.first; i < node.last; ++i) {
      if (std::find(but.begin(), but.end(), order_[i]) != but.end()) continue;
      const Stretch& other = stretches_[order_[i]];
      if (distance_of_chords(piece, other) <= most + norm(piece.bulge) + norm(other.bulge)) return true;
    }
  }
  return false;
}

KnownCell LineIndex::cell(double latitude_deg, double longitude_deg, Cell& where) const {
  return grid_->find(*this, latitude_deg, longitude_deg, where);
}

void LineIndex::cells(PointArrays points, std::span<Cell> where, std::span<KnownCell> known) const {
  grid_->find(*this, points, where, known);
  // What touch() will read.
  for (const KnownCell& cell : known) {
    if (!cell.in_slot()) continue;
    const Run run = cell.run();
    for (std::uint32_t i = run.first; i < run.last; ++i) {
      __builtin_prefetch(&stretches_[i].start);
      __builtin_prefetch(&stretches_[i].inverse_squared_length);
    }
  }
}

std::optional<Touch> LineIndex::touch(const KnownCell& cell, const Vec3& point) const {
  if (!cell.knows_candidates()) return touch(point);
  Touch best;
  Run put{};
  for (const Run run : cell.candidates(put))
    for (std::uint32_t i = run.first; i < run.last; ++i) best.meet(i, stretches_[i], point);
  if (best.squared > long_sight_m * long_sight_m) return std::nullopt;
  return best;
}

void LineIndex::touch(std::span<const KnownCell> known, std::span<const Vec3> points,
                      std::span<std::optional<Touch>> answers) const {
  constexpr std::size_t most = 256 * pairs_at_once;  // a block has far fewer
  std::array<std::int64_t, most> stretch;
  std::array<double, most> x, y, z, t, squared;
  for (std::size_t first = 0, next = 0; first < known.size(); first = next) {
    std::size_t count = 0;
    const auto pair_up = [&](std::int64_t number, const Vec3& point) {
      stretch[count] = number;
      x[count] = point.x;
      y[count] = point.y;
      z[count] = point.z;
      ++count;
    };
    for (; next < known.size() && count + KnownCell::most_in_slot + pairs_at_once < most; ++next) {
      if (!known[next].in_slot()) continue;
      const Run run = known[next].run();
      for (std::uint32_t i = run.first; i < run.last; ++i) pair_up(i, points[next]);
    }
    while (count % pairs_at_once != 0) pair_up(0, points[first]);
    const auto used = [count](auto& array) { return std::span{array}.first(count); };
    meet(stretches_, {used(stretch), used(x), used(y), used(z), used(t), used(squared)});
    std::size_t pair = 0;
    for (std::size_t i = first; i < next; ++i) {
      if (!known[i].in_slot()) {
        answers[i] = touch(known[i], points[i]);
        continue;
      }
      const Run run = known[i].run();
      Touch best;
      for (std::uint32_t k = run.first; k < run.last; ++k, ++pair)
        if (squared[pair] < best.squared) best = {k, t[pair], squared[pair]};
      answers[i] = best;
      if (best.squared > long_sight_m * long_sight_m) answers[i].reset();
    }
  }
}

std::optional<Touch> LineIndex::touch(const Vec3& point) const {
  const double nearest = std::sqrt(nearest_in_space(point).squared);
  if (nearest > long_sight_m) return std::nullopt;
  // Whatever else a geodesic could find nearer.
  const double limit = dominated_beyond({point, 0.0}, nearest, 0.0);
  Touch best;
  auto visit = [&](std::uint32_t i) { best.meet(i, stretches_[i], point); };
  search(0, point, limit, visit);
  if (best.squared > long_sight_m * long_sight_m) return std::nullopt;
  return best;
}

NearestEdge LineIndex::told(const Station& from, const Touch& touch) const {
  const Stretch& stretch = stretches_[touch.stretch];
  const Length distance = metres(std::sqrt(touch.squared));
  const Position there = stretch.position(touch.t);
  if (distance <= azimuth_sight) return {there, distance, from.azimuth(stretch.at(touch.t), distance)};
  return {there, distance, leg(from.position(), there).azimuth};
}

/// From the point that is nearest in space to the one that is nearest by geodesic: the step of
/// nearest_on_segment, along the piece. Both are the same to 0.1 mm within short_sight.
NearestEdge LineIndex::follow(const Station& from, Chord touch) const {
  const Stretch& piece = stretches_[touch.stretch];
  constexpr int most_steps = 20;
  constexpr double settled_m = 1e-4;
  for (int step = 0;; ++step) {
    const Position there = to_surface(piece.at(touch.t));
    const Leg sight = leg(from.position(), there);
    const PlanePoint velocity = Station{there}.along_ground(piece.velocity(touch.t));
    const double speed = std::hypot(velocity.east, velocity.north);
    if (speed == 0.0 || step == most_steps) return {there, sight.distance, sight.azimuth};
    const double back = in_radians(sight.arrival_azimuth), arc = in_metres(sight.distance) / mean_radius_m;
    const double cosine = -(velocity.east * std::sin(back) + velocity.north * std::cos(back)) / speed;
    const double ahead = mean_radius_m * std::atan2(std::sin(arc) * cosine, std::cos(arc));
    const double t = std::clamp(touch.t + ahead / speed, 0.0, 1.0);
    if (std::abs(t - touch.t) * speed < settled_m) return {there, sight.distance, sight.azimuth};
    touch.t = t;
  }
}

NearestEdge LineIndex::nearest_afar(const Station& from) const {
  const Chord first = nearest_by_chord(from.point(), unlimited);
  NearestEdge best = follow(from, first);
  // Whatever could be nearer on a flattened Earth is followed too.
  const double chord = 2.0 * flattest_radius_m * std::sin(0.5 * in_metres(best.distance) / flattest_radius_m);
  const double limit = chord * chord;
  auto visit = [&](std::uint32_t i) {
    const double t = nearest_parameter(stretches_[i], from.point());
    const double squared = sight(stretches_[i], t, from.point()).squared;
    if (i == first.stretch || squared > limit) return;
    const NearestEdge other = follow(from, {i, t, squared});
    if (other.distance < best.distance) best = other;
  };
  search(0, from.point(), limit, visit);
  return best;
}

void LineIndex::distances(PointArrays points, std::span<double> metres) const {
  ask(*this, points, [&](const AskedBlock& block) {
    for (std::size_t i = 0; i < block.points.size(); ++i) {
      const std::optional<Touch>& touch = block.touches[i];
      metres[block.first + i] =
          touch ? std::sqrt(touch->squared) : in_metres(nearest_afar(Station{block.point(i)}).distance);
    }
  });
}

std::optional<NearestEdge> LineIndex::nearest(const Station& from) const {
  if (empty()) return std::nullopt;
  Cell where;
  const KnownCell here =
      cell(in_degrees(from.position().latitude), in_degrees(from.position().longitude), where);
  const auto found = touch(here, from.point());
  return found ? told(from, *found) : nearest_afar(from);
}

}  // namespace recon::geo
