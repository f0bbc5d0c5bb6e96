// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "bench/points.hpp"

namespace recon::bench {

/// What exact arithmetic says about a point; written for this purpose alone, and sharing no code with what
/// it judges. Edges are straight in longitude and latitude and go the short way round; a point on an edge
/// belongs to the state; even-odd within one part, union over the parts of a state; all longitudes of a
/// pole are one point, 180° and -180° one meridian.
struct Truth {
  std::vector<std::uint16_t> states;   // ascending
  std::vector<std::uint16_t> on_edge;  // of which states the point lies on an edge, ascending
};

/// Counts the edges between the point and the north pole, with signs of determinants from rational numbers
/// where doubles leave a doubt. A ring that winds about the axis holds the pole it comes nearer to.
class ExactSides {
public:
  explicit ExactSides(const States& states);
  [[nodiscard]] Truth at(double latitude, double longitude) const;

private:
  struct Edge {
    double from_longitude, from_latitude, to_longitude, to_latitude;  // west to east
    std::uint32_t part;
  };
  struct Part {
    std::uint16_t state = 0;
    bool holds_north_pole = false, holds_south_pole = false;
    bool touches_north_pole = false, touches_south_pole = false;
  };
  void add(const geo::Ring& ring, std::uint32_t part);
  std::vector<Part> parts_;
  std::vector<std::uint32_t> round_north_pole_;  // parts that hold it
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> column_starts_, column_edges_;
};

/// The distance to the edge of an outline by trying every edge that could be nearest: the foot on an edge is
/// where the geodesic from the point meets it at a right angle, found by bisecting on GeographicLib's
/// azimuths. Edges straight in longitude and latitude. Good to a micrometre or 1e-9 of the distance;
/// takes milliseconds.
class ExactDistance {
public:
  explicit ExactDistance(const geo::Outline& outline);

  struct Nearest {
    double metres = 0.0;
    double metres_to_spherical_edge = 0.0;  // how far the edge's great circle leaves it at most
  };
  [[nodiscard]] Nearest at(double latitude, double longitude) const;

private:
  struct Edge {
    double latitude, longitude, to_latitude, to_longitude;  // to_longitude unrolled, the short way
    double x, y, z, reach;                                  // of the first vertex; its length with a margin
  };
  std::vector<Edge> edges_;
};

}  // namespace recon::bench
