// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "recon/geo/outline.hpp"

namespace recon::geo {

/// Signed distance to the edge of a zone, positive inside. The only primitive: side, depth, shift
/// that flips and probability all come from it.
struct Margin {
  Length value;
  std::optional<Position> nearest;  // the nearest known point of the edge (or of the baseline)
  Angle azimuth;                    // towards `nearest`
  bool at_least = false;            // the data end nearer than `nearest`: |value| is a lower bound
  bool known = true;                // false where the data do not tell the side, as beyond their window
};

/// The area whose inside matters, cheap to copy. Evaluated by geodesic distance, never by a drawn
/// buffer; floor and ceiling are the caller's business. Where a window ends the data, the margin is
/// kept between two bounds through every combination, and told as far as both agree on the side.
///   (1) margin > 0 exactly when the point is inside (but for 1 mm)
///   (2) margin is 1-Lipschitz: moving d metres changes it by at most d
///   (3) outside a zone given by distance the margin is exact; inside `within` it is breadth minus
///       distance, the lawyer's figure, which concave coasts make a lower bound of the way out
class Zone {
public:
  struct Shape;
  explicit Zone(std::shared_ptr<const Shape> shape) : shape_{std::move(shape)} {}
  [[nodiscard]] Margin margin(const Position& point) const;
  /// The values of margin() for many points at once, the same to the last bit, in metres; not a number
  /// where the margin is not known.
  /// REQUIRES: `metres` is as long as the points
  void margins(PointArrays points, std::span<double> metres) const;
  [[nodiscard]] const Shape& shape() const { return *shape_; }

private:
  std::shared_ptr<const Shape> shape_;
};

using SharedOutline = std::shared_ptr<const PreparedOutline>;

/// The inside of an outline.
[[nodiscard]] Zone inside(SharedOutline outline);
/// The outline and everything up to `breadth` from it (UNCLOS 1982 art. 3: land and territorial sea).
[[nodiscard]] Zone within(SharedOutline outline, Length breadth);
/// The same from declared straight baselines and from the outline, whichever is nearer.
[[nodiscard]] Zone within(SharedOutline outline, const std::vector<Position>& baseline, Length breadth);
[[nodiscard]] Zone circle(const Position& centre, Length radius);
/// Everything up to half of `width` from a line of geodesics.
/// REQUIRES: one position at least
[[nodiscard]] Zone corridor(const std::vector<Position>& centreline, Length width);
/// A strip along a zone's edge: beyond it (outside the zone), within it, or both.
enum class Strip { beyond, within, both };
[[nodiscard]] Zone strip(const Zone& of, Length breadth, Strip which);
/// Nearer to one coast than to the other; the margin is half the difference of the distances.
[[nodiscard]] Zone nearer(SharedOutline to, SharedOutline than);
/// REQUIRES (all_of, any_of): one zone at least
[[nodiscard]] Zone all_of(std::vector<Zone> zones);
[[nodiscard]] Zone any_of(std::vector<Zone> zones);
[[nodiscard]] Zone except(const Zone& base, std::vector<Zone> taken_away);

}  // namespace recon::geo
