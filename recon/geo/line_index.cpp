// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/line_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/Rhumb.hpp>

namespace recon::geo {
namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr std::uint32_t pieces_in_leaf = 4;

// Longer pieces could meet the parabola at the two places where it is tested and leave it elsewhere.
constexpr double longest_piece_m = 20'000.0;

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
  if (norm(end - start) > longest_piece_m || astray(0.25) || astray(0.75)) {
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
  Vec3 low{no_limit, no_limit, no_limit}, high{-no_limit, -no_limit, -no_limit};

  void add(const Vec3& p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  // A parabola lies in the triangle of its ends and the point where its end tangents meet.
  void add(const Piece& piece) {
    add(piece.start);
    add(piece.end);
    add(0.5 * (piece.start + piece.end) + 2.0 * piece.bulge);
  }
};

double outside(double low, double x, double high) { return std::max({low - x, 0.0, x - high}); }

double squared_distance(const Vec3& low, const Vec3& p, const Vec3& high) {
  const Vec3 away{outside(low.x, p.x, high.x), outside(low.y, p.y, high.y), outside(low.z, p.z, high.z)};
  return dot(away, away);
}

/// The parameter of the point of a piece that is nearest in space.
double nearest_parameter(const Piece& piece, const Vec3& point) {
  const Vec3 way = piece.end - piece.start;
  const double length2 = dot(way, way);
  if (length2 == 0.0) return 0.0;
  double t = std::clamp(dot(point - piece.start, way) / length2, 0.0, 1.0);
  for (int step = 0; step < 4; ++step) {
    const Vec3 away = piece.at(t) - point, velocity = piece.velocity(t);
    const double slope = dot(velocity, velocity) - 8.0 * dot(away, piece.bulge);
    if (slope <= 0.0) return t;  // beyond a quarter of the globe
    const double next = std::clamp(t - dot(away, velocity) / slope, 0.0, 1.0);
    const bool settled = std::abs(next - t) < 1e-11;
    t = next;
    if (settled) break;
  }
  return t;
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

LineIndex::LineIndex(std::vector<Piece> pieces) : pieces_{std::move(pieces)} {
  if (pieces_.empty()) return;
  nodes_.reserve(pieces_.size());
  build(0, static_cast<std::uint32_t>(pieces_.size()));
}

std::uint32_t LineIndex::build(std::uint32_t first, std::uint32_t last) {
  Box box, centres;
  for (std::uint32_t i = first; i < last; ++i) {
    box.add(pieces_[i]);
    centres.add(pieces_[i].start + pieces_[i].end);
  }
  const auto self = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({box.low, box.high, first, last, 0});
  if (last - first <= pieces_in_leaf) return self;

  const Vec3 size = centres.high - centres.low;
  const auto coordinate = size.x >= size.y && size.x >= size.z ? &Vec3::x
                          : size.y >= size.z                   ? &Vec3::y
                                                               : &Vec3::z;
  const std::uint32_t middle = first + (last - first) / 2;
  std::nth_element(pieces_.begin() + first, pieces_.begin() + middle, pieces_.begin() + last,
                   [coordinate](const Piece& a, const Piece& b) {
                     return a.start.*coordinate + a.end.*coordinate < b.start.*coordinate + b.end.*coordinate;
                   });
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
    for (std::uint32_t i = node.first; i < node.last; ++i) visit(i);
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

LineIndex::Touch LineIndex::nearest_by_chord(const Vec3& point, double limit) const {
  Touch best{0, 0.0, limit};
  auto visit = [&](std::uint32_t i) {
    const double t = nearest_parameter(pieces_[i], point);
    const Vec3 away = pieces_[i].at(t) - point;
    const double squared = dot(away, away);
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

/// From the point that is nearest in space to the one that is nearest by geodesic: the step of
/// nearest_on_segment, along the piece. Both are the same to 0.1 mm within short_sight.
NearestEdge LineIndex::follow(const Station& from, Touch touch) const {
  const Piece& piece = pieces_[touch.piece];
  if (touch.squared <= in_metres(short_sight) * in_metres(short_sight)) {
    const Vec3 there = piece.at(touch.t);
    const Leg sight = from.short_leg(there);
    return {to_surface(there), sight.distance, sight.azimuth};
  }
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

std::optional<NearestEdge> LineIndex::nearest(const Station& from) const {
  if (empty()) return std::nullopt;
  const Touch first = nearest_by_chord(from.point(), no_limit);
  NearestEdge best = follow(from, first);
  // Chords order geodesics to 0.2 mm within short_sight. Beyond, whatever could be nearer on a
  // flattened Earth is followed too.
  if (best.distance <= short_sight) return best;
  const double chord = 2.0 * flattest_radius_m * std::sin(0.5 * in_metres(best.distance) / flattest_radius_m);
  const double limit = chord * chord;
  auto visit = [&](std::uint32_t i) {
    const double t = nearest_parameter(pieces_[i], from.point());
    const Vec3 away = pieces_[i].at(t) - from.point();
    if (i == first.piece || dot(away, away) > limit) return;
    const NearestEdge other = follow(from, {i, t, dot(away, away)});
    if (other.distance < best.distance) best = other;
  };
  search(0, from.point(), limit, visit);
  return best;
}

}  // namespace recon::geo
