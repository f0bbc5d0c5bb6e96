// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/geo/zone.hpp"

/// What drawn flights fly over: the margins of one zone in the plane of a case, quick enough to be
/// asked hundreds of times for each of a million flights.
namespace recon::flight {

/// Signed margins over the plane, metres, positive inside.
///   (1) margins are 1-Lipschitz, as those of geo::Zone
class Ground {
public:
  Ground() = default;
  virtual ~Ground() = default;
  Ground(const Ground&) = delete;
  Ground(Ground&&) = delete;
  Ground& operator=(const Ground&) = delete;
  Ground& operator=(Ground&&) = delete;

  /// REQUIRES: the three spans have one length
  virtual void margins(std::span<const double> east, std::span<const double> north,
                       std::span<double> metres) const = 0;
  /// How far along the zone's edge the point of it lies that is nearest, metres from the named vertex (the
  /// tip): negative on the one flank, positive on the other, seen from the vertex looking inside: the
  /// left is negative. nullopt where the ground has no named vertex, or the edge there is not joined to it.
  [[nodiscard]] virtual std::optional<double> along_edge(geo::PlanePoint point) const = 0;
  /// Points of the zone's edge about `spacing` apart, within `radius` of `centre`: where a straight flight
  /// can enter and leave.
  [[nodiscard]] virtual std::vector<geo::PlanePoint> edge(geo::PlanePoint centre, double radius,
                                                          double spacing) const = 0;
};
using SharedGround = std::shared_ptr<const Ground>;

/// A zone tabulated over a disc of the plane: an adaptive table of exact margins, refined until it is
/// within `error` of them (metres), finest near the edge; beyond the disc it asks the zone itself. Where the
/// zone does not know its side the margin is NaN.
/// REQUIRES: `error` > 0; `tip`, if given, lies within the disc
[[nodiscard]] SharedGround tabulated(const geo::Zone& zone, const geo::Plane& plane, double radius,
                                     double error, std::optional<geo::PlanePoint> tip = std::nullopt);

/// The zone itself, asked anew each time: for a few thousand looks along a way, however long. Its edge is not
/// followed: along_edge() and edge() have nothing.
[[nodiscard]] SharedGround as_it_is(const geo::Zone& zone, const geo::Plane& plane);

}  // namespace recon::flight
