// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/load/drawn.hpp"

/// From what a file draws to an outline that can be asked.
namespace recon::load {

/// A repair may change the area of a part by this much of it, or by 1 m²; beyond, what was meant is anybody's
/// guess.
constexpr double largest_repair = 0.01;

/// The outline of these polygons, on WGS 84. `file` stands for the file in messages.
///   (1) rings lose the vertex that closes them, and vertices that repeat the one before or run out and
///       back on one line (a spike); one of fewer than three distinct vertices is left out. All but the
///       first is noted
///   (2) longitudes beyond ±180 are turned by 360° (by less than 0.1 mm beyond: set to 180°) and noted; edges
///   go the short way round (3) with Rings::tested: a polygon that crosses itself is split there, parts that
///   overlap or share
///       an edge are united (180° apart from that: areas are cut there), holes outside their shell or in
///       another hole and parts within another are left out, all noted; other rings keep their bits
///   (4) Throws UnreadableFile: a corner that is no longitude and latitude, a repair that changes the
///       area by more than largest_repair, a tangle that cannot be tested in reasonable time
/// The test is a join of the rings' boxes, O(n log n) for what maps draw; what it cannot rule out is
/// given to GEOS. A ring round a pole without an edge at it is kept as drawn, and noted.
[[nodiscard]] geo::Outline outline_of(std::vector<DrawnPolygon> polygons, OutlineOptions::Rings rings,
                                      const std::string& file, Notes& notes);

}  // namespace recon::load
