// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "recon/geo/position.hpp"

/// How a published picture of a map or a radar screen lies on the ground, and how far wrong everything drawn
/// in it is together (docs/method/pictures.md).
namespace recon::geo {

/// A place in a picture: columns to the right, rows down, from its upper left corner.
struct Pixel {
  double column = 0.0, row = 0.0;
  friend constexpr bool operator==(const Pixel&, const Pixel&) = default;
};

/// "412 309", "412.5, 309": column and row, within a million of the corner; nullopt for anything else.
[[nodiscard]] std::optional<Pixel> read_pixel(std::string_view text);

/// REQUIRES: one pixel at least
[[nodiscard]] Pixel mean(std::span<const Pixel> pixels);

/// The same pixel, as far as a table tells it that has one decimal?
[[nodiscard]] bool printed_alike(const Pixel& a, const Pixel& b);

/// A point of the picture whose place is known: a crossing of the graticule, a triple point of borders, a
/// cape.
struct ControlPoint {
  Pixel pixel;
  PlanePoint place;  // metres
};

/// What a picture may do to the ground: shift, scale and turn it (4 numbers); stretch and shear it besides
/// (6); show it from aside, as a photograph of a screen does (8).
enum class Transform { similarity, affine, projective };
[[nodiscard]] std::size_t parameters_of(Transform transform);
/// Control points that a transform needs so that each may be left out in turn.
[[nodiscard]] std::size_t points_needed(Transform transform);

/// A transform fitted to control points by least squares.
struct Georeference {
  Transform transform = Transform::similarity;
  Pixel centre;        // of the control points
  double scale = 1.0;  // pixels: x = (column - centre) / scale, y = (centre - row) / scale
  std::vector<double> parameters;
  /// One sigma of all parameters jointly: lower triangle L, row by row, of σ0² (AᵀA)⁻¹ = L Lᵀ.
  std::vector<double> factor;
  double sigma = 0.0;  // of one coordinate of a control point, metres: √(Σr² / (2n - parameters))
  /// Root mean square of the residuals, both coordinates: of the fit, too good to be told alone, and of each
  /// point by a fit to the others.
  double fit_error = 0.0, left_out_error = 0.0;
  std::vector<PlanePoint> residuals, left_out;  // there less known, per control point
};

/// REQUIRES: points_needed(transform) points; their spread is checked: throws std::domain_error when they
/// lie so that the transform is not determined (all on one line).
[[nodiscard]] Georeference fit(std::span<const ControlPoint> points, Transform transform);

/// The simplest transform that will do: a richer one only where it brings the error of points left out down
/// by more than a fifth. REQUIRES: points_needed(Transform::similarity) points
[[nodiscard]] Georeference fit(std::span<const ControlPoint> points);

[[nodiscard]] PlanePoint place_of(const Georeference& fit, const Pixel& pixel);

/// Where a place of the plane is seen in the picture; nullopt for what a projective transform has behind the
/// viewer's back.
///   (1) place_of() of it is the place
[[nodiscard]] std::optional<Pixel> pixel_of(const Georeference& fit, const PlanePoint& place);

/// How far one sigma of each independent error of the transform moves what is drawn there; these errors are
/// common to all that is drawn in the picture. As many as parameters.
[[nodiscard]] std::vector<PlanePoint> common_errors(const Georeference& fit, const Pixel& pixel);

/// One sigma per axis of the transform there, metres.
[[nodiscard]] double transform_sigma(const Georeference& fit, const Pixel& pixel);

/// Metres on the ground to one pixel, there.
[[nodiscard]] double metres_per_pixel(const Georeference& fit, const Pixel& pixel);

/// How far a place lies from a drawn line.
struct OffLine {
  double metres = 0.0;      // positive to its right, in the order of its points
  bool beyond_end = false;  // an end of the line is nearest, and the line might go on
};
/// To the nearest point of the line, its segments straight in the plane.
///   (1) the side is that of the whole line, also where a corner is nearest
/// REQUIRES: two points at least
[[nodiscard]] OffLine beside(std::span<const PlanePoint> line, const PlanePoint& place);

}  // namespace recon::geo
