// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/units/quantity.hpp"

/// How two accounts of one flight compare, as plain functions of differences and curves in one plane: metres
/// and seconds as in recon/geo (docs/method/agreement.md, Two tracks).
namespace recon::assess {

/// Covariance of a difference in the plane, m².
struct Scatter {
  double east = 0.0, north = 0.0, both = 0.0;
};

/// One place by two accounts: their difference, and the sum of what each may be off by itself.
struct Difference {
  geo::PlanePoint by;
  Scatter own;  // positive definite
};

/// M² = Δᵀ S⁻¹ Δ of all differences together, S holding what each may be off and `common`, which moves all of
/// them alike. Leaving the common part out manufactures contradiction: for n equal differences D it is
/// n D² / (σ² + n σ_common²).
struct Compatibility {
  double m2 = 0.0;
  std::size_t freedom = 0;
  double p = 1.0;                   // of an M² this large or larger if both are right
  std::optional<double> inflation;  // factor on all errors that makes p 5 %; where p is smaller
};
[[nodiscard]] Compatibility compatibility(std::span<const Difference> differences, const Scatter& common);

/// Bhattacharyya coefficient of two Gaussians `apart`: 1 where they are alike, 0 where they share nothing.
/// REQUIRES: both positive definite
[[nodiscard]] double overlap_of(const geo::PlanePoint& apart, const Scatter& one, const Scatter& other);

/// A place and its time, seconds after a start that both accounts share.
struct TimedPoint {
  double time = 0.0;
  geo::PlanePoint at;
};

/// The clock offset and the shift that lay `other` on `one`: other(t) = one(t + later) + (east, north).
struct Alignment {
  double later = 0.0, east = 0.0, north = 0.0;  // s, m
  double rms_before = 0.0, rms_after = 0.0;     // m
  /// One sigma of `later` when places are right to 1 m per axis: large on a straight and steady way, where
  /// a clock offset and a shift along the way cannot be told apart.
  double clock_sigma_per_metre = 0.0;
  std::size_t used = 0;  // points of `other` that lie within `one`
};
/// `one` is followed by cubics through its points (velocities by differences), so that quadratic ways are
/// exact. nullopt where fewer than three points overlap. REQUIRES: times ascend; furthest > 0
[[nodiscard]] std::optional<Alignment> align(std::span<const TimedPoint> one,
                                             std::span<const TimedPoint> other, double furthest);

/// Shape alone. Fréchet respects the order, Hausdorff not even the direction; dynamic time warping is a sum
/// and only fit for ranking. All over the points as given: densify lines first. REQUIRES: neither empty
[[nodiscard]] double frechet(std::span<const geo::PlanePoint> one, std::span<const geo::PlanePoint> other);
[[nodiscard]] double hausdorff(std::span<const geo::PlanePoint> one, std::span<const geo::PlanePoint> other);
[[nodiscard]] double time_warping(std::span<const geo::PlanePoint> one,
                                  std::span<const geo::PlanePoint> other);
/// The line with further points on it, at most `apart` from one another.
[[nodiscard]] std::vector<geo::PlanePoint> densified(std::span<const geo::PlanePoint> line, double apart);

}  // namespace recon::assess
