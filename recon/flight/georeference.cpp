// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/georeference.hpp"

#include <cassert>
#include <cmath>
#include <vector>

namespace recon::flight {
namespace {

Similarity fitted(std::span<const ControlPoint> points) {
  Similarity fit;
  fit.points = static_cast<double>(points.size());
  geo::PlanePoint middle;
  for (const ControlPoint& point : points) {
    fit.column += point.pixel.column / fit.points, fit.row += point.pixel.row / fit.points;
    middle.east += point.place.east / fit.points, middle.north += point.place.north / fit.points;
  }
  for (const ControlPoint& point : points) {
    const double x = point.pixel.column - fit.column, y = fit.row - point.pixel.row;
    const double east = point.place.east - middle.east, north = point.place.north - middle.north;
    fit.spread += x * x + y * y;
    fit.c += x * east + y * north;
    fit.d += x * north - y * east;
  }
  assert(fit.spread > 0.0);
  fit.c /= fit.spread, fit.d /= fit.spread;
  fit.a = middle.east - fit.c * fit.column - fit.d * fit.row;
  fit.b = middle.north - fit.d * fit.column + fit.c * fit.row;
  return fit;
}

double squared_residual(const Similarity& fit, const ControlPoint& point) {
  const geo::PlanePoint there = place_of(fit, point.pixel);
  const double east = there.east - point.place.east, north = there.north - point.place.north;
  return east * east + north * north;
}

}  // namespace

geo::PlanePoint place_of(const Similarity& fit, const Pixel& pixel) {
  return {fit.a + fit.c * pixel.column + fit.d * pixel.row, fit.b + fit.d * pixel.column - fit.c * pixel.row};
}

Similarity fit_similarity(std::span<const ControlPoint> points) {
  assert(points.size() >= 3);
  Similarity fit = fitted(points);
  double squares = 0.0, left_out = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    squares += squared_residual(fit, points[i]);
    std::vector<ControlPoint> others{points.begin(), points.end()};
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    left_out += squared_residual(fitted(others), points[i]);
  }
  fit.sigma = std::sqrt(squares / (2.0 * fit.points - 4.0));
  fit.fit_error = std::sqrt(squares / fit.points);
  fit.left_out_error = std::sqrt(left_out / fit.points);
  return fit;
}

double transform_sigma(const Similarity& fit, const Pixel& pixel) {
  const double x = pixel.column - fit.column, y = fit.row - pixel.row;
  return fit.sigma * std::sqrt(1.0 / fit.points + (x * x + y * y) / fit.spread);
}

Observation observed(const Similarity& fit, const Pixel& pixel, double time, double own_sigma) {
  const double shift = fit.sigma / std::sqrt(fit.points), turn = fit.sigma / std::sqrt(fit.spread);
  const double x = turn * (pixel.column - fit.column), y = turn * (fit.row - pixel.row);
  return {.time = time,
          .at = place_of(fit, pixel),
          .error = {own_sigma * own_sigma, own_sigma * own_sigma, 0.0},
          .per_bias = {{{shift, 0.0}, {0.0, shift}, {x, y}, {-y, x}}}};
}

}  // namespace recon::flight
