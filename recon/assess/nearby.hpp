// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "recon/geo/position.hpp"

namespace recon::assess {

/// Points of one plane on the globe and in a second plane, for millions of points that lie near each other:
/// the corners of a cell of 500 m are mapped exactly, what lies within it between them.
///   (1) both places are right to 3 cm, to latitudes of 80 degrees; nearer to the poles each point is mapped
///       for itself
///   (2) a point's place does not depend on what was asked before
/// Not for several threads at once.
class Nearby {
public:
  struct Place {
    geo::Position position;
    geo::PlanePoint in_other;
  };
  Nearby(const geo::Plane& from, const geo::Plane& other) : from_{from}, other_{other} {}
  [[nodiscard]] Place operator()(const geo::PlanePoint& point);

private:
  static constexpr double size = 500.0;
  /// Value, change eastwards, change northwards and change of both, over one cell.
  using Surface = std::array<double, 4>;
  struct Cell {
    Surface latitude{}, longitude{}, east{}, north{};
    bool polar = false;
  };
  [[nodiscard]] Cell cell_at(double column, double row) const;
  [[nodiscard]] Place exactly(const geo::PlanePoint& point) const;

  geo::Plane from_, other_;
  std::unordered_map<std::uint64_t, Cell> cells_;
};

}  // namespace recon::assess
