// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "recon/geo/position.hpp"

namespace recon::geo {

/// What lies between two vertices of a published line. A data set states it; GeoJSON says lon_lat.
///   lon_lat: straight in longitude and latitude (RFC 7946); geodesic: shortest; rhumb: constant course.
enum class Edge { lon_lat, geodesic, rhumb };

using Ring = std::vector<Position>;  // closed by itself: the last vertex does not repeat the first

struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

/// A rectangle in longitude and latitude that the data were cut to. Its frame is not a border:
/// edges that run along it are left out of every distance, and beyond it nothing is known.
struct Window {
  Angle west, south, east, north;
  friend constexpr bool operator==(const Window&, const Window&) = default;
};

/// Is a position within a window? A window whose west is east of its east spans the antimeridian.
[[nodiscard]] bool contains(const Window& window, const Position& point);

/// The land of one state, or any area, as one data set draws it.
struct Outline {
  std::vector<Polygon> parts;
  Edge edge = Edge::lon_lat;
  std::optional<Window> window;
};

/// The nearest point of an edge: exact to 0.1 mm on WGS 84 to 100 km, and to 1 mm beyond.
struct NearestEdge {
  Position position;
  Length distance;
  Angle azimuth;  // from the asking point towards it
};

/// Where the answers for many points go: arrays as long as the points. The nearest point of the edge may
/// be left out (empty spans), which is quicker.
struct DistanceArrays {
  std::span<double> metres;  // signed geodesic distance to the edge, positive inside
  std::span<double> nearest_latitude, nearest_longitude;  // degrees
};

/// Both answers of an outline to one question.
struct Located {
  bool inside = false;
  std::optional<NearestEdge> nearest;
};

/// An outline made ready for many questions: edges cut in their own model into parabolas in space
/// that leave them by less than 0.1 mm (docs/method/geodesy.md), and indexed. Edges go the short way
/// round the globe; of edges that lie on each other along 180° an even number is none, because areas
/// are cut there (RFC 7946, 3.1.9). Parts do not overlap; where they do, what they share is outside.
///   (1) contains() agrees with the side of the nearest edge, except within 1 mm of it
///   (2) orientation of rings and order of parts change nothing; a rotation in longitude of
///       everything changes nothing (antimeridian)
///   (3) a point on the edge (within 1 mm) is contained
class PreparedOutline {
public:
  explicit PreparedOutline(Outline outline);
  ~PreparedOutline();
  PreparedOutline(PreparedOutline&& other) noexcept;
  PreparedOutline& operator=(PreparedOutline&& other) noexcept;
  PreparedOutline(const PreparedOutline&) = delete;
  PreparedOutline& operator=(const PreparedOutline&) = delete;

  [[nodiscard]] const Outline& outline() const;
  [[nodiscard]] bool contains(const Position& point) const;
  /// nullopt when no edge but the window's frame exists.
  [[nodiscard]] std::optional<NearestEdge> nearest_edge(const Position& point) const;
  /// Can an edge be this near? Quicker, for what is far away. Sure when it says no; it may say yes by as much
  /// as a chord of that length is shorter than its geodesic.
  [[nodiscard]] bool may_be_within(const Position& point, Length radius) const;
  /// contains() and nearest_edge() in one go.
  [[nodiscard]] Located locate(const Position& point) const;
  /// contains() and nearest_edge() for many points at once: the same answers, several times as fast where
  /// neighbours in the arrays are near each other. The window plays no part; infinite without an edge.
  /// REQUIRES: all spans that are not empty have one length
  void signed_distances(PointArrays points, DistanceArrays answers) const;
  /// Distance to the window's frame: what lies beyond is unknown. Infinite without a window; zero beyond it.
  [[nodiscard]] Length distance_to_unknown(const Position& point) const;
  /// Is distance_to_unknown() more than `radius`? Quicker. Sure when it says yes; it may say no by as
  /// much as a chord of that length is shorter than its geodesic.
  [[nodiscard]] bool knows_all_within(const Position& point, Length radius) const;

private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace recon::geo
