// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "recon/flight/smoother.hpp"

/// A track read off a published picture: how the picture lies on the ground, and how far wrong all of its
/// points are together (docs/method/flights.md).
namespace recon::flight {

/// A place in a picture: columns to the right, rows down.
struct Pixel {
  double column = 0.0, row = 0.0;
};

/// A point of the picture whose place is known: a crossing of the graticule, a triple point of borders, a
/// cape.
struct ControlPoint {
  Pixel pixel;
  geo::PlanePoint place;  // metres, in the plane of the case
};

/// East = a + c x - d y and north = b + d x + c y with x = column and y = -row: shift, scale and turn, by
/// least squares over the control points. Its four errors are independent when x and y are taken from the
/// points' centre; they are common to everything drawn in the picture.
struct Similarity {
  double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
  double sigma = 0.0;      // of one coordinate of a control point, from the residuals
  double fit_error = 0.0;  // root mean square of the residuals, both coordinates: too good to be told alone
  double left_out_error = 0.0;  // the same of each point by a fit to the others
  double points = 0.0, column = 0.0, row = 0.0,
         spread = 0.0;  // their number, centre, and sum of squares about it
};
/// REQUIRES: three points at least, not all in one place
[[nodiscard]] Similarity fit_similarity(std::span<const ControlPoint> points);

[[nodiscard]] geo::PlanePoint place_of(const Similarity& fit, const Pixel& pixel);

/// One sigma per axis of the transform there: sigma √(1/n + r²/Σr²).
[[nodiscard]] double transform_sigma(const Similarity& fit, const Pixel& pixel);

/// A point of a drawn track at a time, with the pen's own error and four biases: the transform's.
[[nodiscard]] Observation observed(const Similarity& fit, const Pixel& pixel, double time, double own_sigma);

}  // namespace recon::flight
