// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "recon/geo/line_index.hpp"

/// Rings made ready for "is this point inside?": inner to recon/geo.
namespace recon::geo {

/// Counts how often the meridian from a point to a pole crosses the rings. Longitude runs one way
/// along every edge model, so an edge crosses a meridian exactly when its ends lie on different sides
/// of it: nothing is decided by rounding but points within a micrometre of a line.
///   (1) even-odd over all rings: orientation and order of rings do not matter, holes are just rings
///   (2) a ring that winds round the axis encloses the pole on whose half of the globe its vertices lie
class MeridianIndex {
public:
  MeridianIndex() = default;
  MeridianIndex(std::vector<Piece> pieces, const std::vector<Ring>& rings);

  [[nodiscard]] bool encloses(const Station& from) const;

private:
  [[nodiscard]] std::size_t sector(double longitude_deg) const;

  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> begin_, members_;  // pieces of sector i: members_[begin_[i] .. begin_[i+1])
  double target_ = 1.0;                         // the pole that the meridians run to: +1 north, -1 south
  bool target_enclosed_ = false;
};

}  // namespace recon::geo
