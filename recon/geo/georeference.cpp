// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/georeference.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <Eigen/Dense>

namespace recon::geo {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Reduced {
  double x, y;
};

Reduced reduced(const Georeference& fit, const Pixel& pixel) {
  return {(pixel.column - fit.centre.column) / fit.scale, (fit.centre.row - pixel.row) / fit.scale};
}

/// Where parameters put a place of the picture.
PlanePoint mapped(Transform transform, const VectorXd& p, const Reduced& at) {
  const auto [x, y] = at;
  if (transform == Transform::similarity) return {p[0] + p[2] * x - p[3] * y, p[1] + p[3] * x + p[2] * y};
  const PlanePoint affine{p[0] + p[2] * x + p[3] * y, p[1] + p[4] * x + p[5] * y};
  if (transform == Transform::affine) return affine;
  const double w = 1.0 + p[6] * x + p[7] * y;
  return {affine.east / w, affine.north / w};
}

/// How the place moves with each parameter: one row for east, one for north.
Eigen::Matrix<double, 2, Eigen::Dynamic> slopes(Transform transform, const VectorXd& p, const Reduced& at) {
  const auto [x, y] = at;
  Eigen::Matrix<double, 2, Eigen::Dynamic> slope(2, parameters_of(transform));
  if (transform == Transform::similarity) {
    slope << 1, 0, x, -y,  //
        0, 1, y, x;
    return slope;
  }
  Eigen::Matrix<double, 2, 6> affine;
  affine << 1, 0, x, y, 0, 0,  //
      0, 1, 0, 0, x, y;
  if (transform == Transform::affine) {
    slope = affine;
    return slope;
  }
  const double w = 1.0 + p[6] * x + p[7] * y;
  const PlanePoint here = mapped(transform, p, at);
  slope.leftCols<6>() = affine / w;
  slope.col(6) << -here.east * x / w, -here.north * x / w;
  slope.col(7) << -here.east * y / w, -here.north * y / w;
  return slope;
}

VectorXd as_vector(const std::vector<double>& values) {
  return Eigen::Map<const VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Least squares by Gauss and Newton: one step where the transform is linear, from the affine one where not.
struct Solved {
  VectorXd parameters;
  MatrixXd normal;  // AᵀA at the solution
  double squares = 0.0;
};

Solved solved(std::span<const ControlPoint> points, Transform transform, const Georeference& frame) {
  const auto count = static_cast<Eigen::Index>(parameters_of(transform));
  Solved made{VectorXd::Zero(count), MatrixXd::Zero(count, count)};
  if (transform == Transform::projective)
    made.parameters.head<6>() = solved(points, Transform::affine, frame).parameters;
  const int steps = transform == Transform::projective ? 30 : 1;
  for (int step = 0; step < steps; ++step) {
    made.normal.setZero();
    VectorXd right = VectorXd::Zero(count);
    for (const ControlPoint& point : points) {
      const Reduced at = reduced(frame, point.pixel);
      const auto slope = slopes(transform, made.parameters, at);
      const PlanePoint there = mapped(transform, made.parameters, at);
      const Eigen::Vector2d off{point.place.east - there.east, point.place.north - there.north};
      made.normal += slope.transpose() * slope;
      right += slope.transpose() * off;
    }
    // In units of each parameter's own: those of a projective transform differ by powers of ten.
    const VectorXd own = made.normal.diagonal().cwiseSqrt().cwiseInverse();
    const Eigen::LDLT<MatrixXd> ldlt{own.asDiagonal() * made.normal * own.asDiagonal()};
    constexpr double flat = 1e-9;
    if (!(ldlt.vectorD().minCoeff() > flat))
      throw std::domain_error{"the control points lie on one line, or too many of them in one place"};
    const VectorXd change = own.asDiagonal() * ldlt.solve(own.asDiagonal() * right);
    made.parameters += change;
    if (change.norm() < 1e-10 * made.parameters.norm()) break;
  }
  for (const ControlPoint& point : points) {
    const PlanePoint there = mapped(transform, made.parameters, reduced(frame, point.pixel));
    made.squares += std::pow(there.east - point.place.east, 2) + std::pow(there.north - point.place.north, 2);
  }
  if (!std::isfinite(made.squares))
    throw std::domain_error{"no transform of this kind fits the control points"};
  return made;
}

Georeference framed(std::span<const ControlPoint> points, Transform transform) {
  Georeference frame;
  frame.transform = transform;
  const auto count = static_cast<double>(points.size());
  for (const ControlPoint& point : points)
    frame.centre.column += point.pixel.column / count, frame.centre.row += point.pixel.row / count;
  double spread = 0.0;
  for (const ControlPoint& point : points)
    spread += std::pow(point.pixel.column - frame.centre.column, 2) +
              std::pow(point.pixel.row - frame.centre.row, 2);
  if (!(spread > 0.0)) throw std::domain_error{"all control points lie in one place"};
  frame.scale = std::sqrt(spread / count);
  return frame;
}

}  // namespace

std::optional<Pixel> read_pixel(std::string_view text) {
  constexpr double beyond_any_picture = 1e6;
  const auto take = [&](double& value) {
    while (!text.empty() && (text.front() == ' ' || text.front() == ',')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return std::abs(value) < beyond_any_picture;
  };
  Pixel pixel;
  if (!take(pixel.column) || text.empty() || (text.front() != ' ' && text.front() != ',') || !take(pixel.row))
    return std::nullopt;
  return text.find_first_not_of(' ') == std::string_view::npos ? std::optional{pixel} : std::nullopt;
}

std::size_t parameters_of(Transform transform) {
  return transform == Transform::similarity ? 4 : transform == Transform::affine ? 6 : 8;
}

std::size_t points_needed(Transform transform) { return parameters_of(transform) / 2 + 1; }

Georeference fit(std::span<const ControlPoint> points, Transform transform) {
  assert(points.size() >= points_needed(transform));
  Georeference made = framed(points, transform);
  const Solved whole = solved(points, transform, made);
  made.parameters.assign(whole.parameters.begin(), whole.parameters.end());
  const auto count = static_cast<double>(points.size());
  made.sigma = std::sqrt(whole.squares / (2.0 * count - static_cast<double>(made.parameters.size())));
  made.fit_error = std::sqrt(whole.squares / count);

  const MatrixXd covariance = made.sigma * made.sigma * whole.normal.inverse();
  const MatrixXd lower = covariance.llt().matrixL();
  made.factor.resize(made.parameters.size() * made.parameters.size());
  Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      made.factor.data(), lower.rows(), lower.cols()) = lower;

  double squares = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto off = [&](const PlanePoint& there) {
      return PlanePoint{there.east - points[i].place.east, there.north - points[i].place.north};
    };
    made.residuals.push_back(off(place_of(made, points[i].pixel)));
    std::vector<ControlPoint> others{points.begin(), points.end()};
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const Georeference frame = framed(others, transform);
    const Solved without = solved(others, transform, frame);
    made.left_out.push_back(off(mapped(transform, without.parameters, reduced(frame, points[i].pixel))));
    squares += std::pow(made.left_out.back().east, 2) + std::pow(made.left_out.back().north, 2);
  }
  made.left_out_error = std::sqrt(squares / count);
  return made;
}

Georeference fit(std::span<const ControlPoint> points) {
  constexpr double worth_it = 0.8;
  Georeference best = fit(points, Transform::similarity);
  for (const Transform richer : {Transform::affine, Transform::projective}) {
    if (points.size() < points_needed(richer)) break;
    try {
      Georeference other = fit(points, richer);
      if (other.left_out_error < worth_it * best.left_out_error) best = std::move(other);
    } catch (const std::domain_error&) {
      break;  // points that determine no richer transform
    }
  }
  return best;
}

PlanePoint place_of(const Georeference& fit, const Pixel& pixel) {
  return mapped(fit.transform, as_vector(fit.parameters), reduced(fit, pixel));
}

std::optional<Pixel> pixel_of(const Georeference& fit, const PlanePoint& place) {
  std::vector<double> p = fit.parameters;
  if (fit.transform == Transform::similarity) p = {p[0], p[1], p[2], -p[3], p[3], p[2]};
  p.resize(parameters_of(Transform::projective), 0.0);
  // The transform times its denominator is linear in the pixel.
  const double a = p[2] - place.east * p[6], b = p[3] - place.east * p[7];
  const double c = p[4] - place.north * p[6], d = p[5] - place.north * p[7];
  const double east = place.east - p[0], north = place.north - p[1];
  const double determinant = a * d - b * c;
  const Reduced at{(east * d - b * north) / determinant, (a * north - east * c) / determinant};
  // The control points are seen where the denominator is positive: it is 1 in their middle.
  if (!std::isfinite(at.x) || !std::isfinite(at.y) || 1.0 + p[6] * at.x + p[7] * at.y <= 0.0)
    return std::nullopt;
  return Pixel{fit.centre.column + at.x * fit.scale, fit.centre.row - at.y * fit.scale};
}

std::vector<PlanePoint> common_errors(const Georeference& fit, const Pixel& pixel) {
  const auto slope = slopes(fit.transform, as_vector(fit.parameters), reduced(fit, pixel));
  const auto count = static_cast<Eigen::Index>(fit.parameters.size());
  const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> factor(
      fit.factor.data(), count, count);
  const Eigen::Matrix<double, 2, Eigen::Dynamic> moved = slope * factor;
  std::vector<PlanePoint> errors;
  for (Eigen::Index i = 0; i < count; ++i) errors.push_back({moved(0, i), moved(1, i)});
  return errors;
}

double transform_sigma(const Georeference& fit, const Pixel& pixel) {
  double squares = 0.0;
  for (const PlanePoint& error : common_errors(fit, pixel))
    squares += error.east * error.east + error.north * error.north;
  return std::sqrt(squares / 2.0);
}

double metres_per_pixel(const Georeference& fit, const Pixel& pixel) {
  const PlanePoint here = place_of(fit, pixel), right = place_of(fit, {pixel.column + 1.0, pixel.row}),
                   down = place_of(fit, {pixel.column, pixel.row + 1.0});
  const double across = (right.east - here.east) * (down.north - here.north) -
                        (right.north - here.north) * (down.east - here.east);
  return std::sqrt(std::abs(across));
}

Pixel mean(std::span<const Pixel> pixels) {
  assert(!pixels.empty());
  Pixel middle;
  const auto count = static_cast<double>(pixels.size());
  for (const Pixel& pixel : pixels) middle.column += pixel.column / count, middle.row += pixel.row / count;
  return middle;
}

bool printed_alike(const Pixel& a, const Pixel& b) {
  constexpr double digits = 0.051;
  return std::abs(a.column - b.column) <= digits && std::abs(a.row - b.row) <= digits;
}

OffLine beside(std::span<const PlanePoint> line, const PlanePoint& place) {
  assert(line.size() >= 2);
  OffLine nearest{std::numeric_limits<double>::infinity(), false};
  double nearest_offset = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double east = line[i + 1].east - line[i].east, north = line[i + 1].north - line[i].north;
    const double to_east = place.east - line[i].east, to_north = place.north - line[i].north;
    const double squared = east * east + north * north;
    const double along = squared > 0.0 ? (to_east * east + to_north * north) / squared : 0.0;
    const double share = std::clamp(along, 0.0, 1.0);
    const double far = std::hypot(to_east - share * east, to_north - share * north);
    // Right of the segment's line positive. Where a corner is nearest, both its segments are as near: the
    // one whose line lies further off tells the side, the other's line may have been crossed already.
    const double offset = squared > 0.0 ? (to_east * north - to_north * east) / std::sqrt(squared) : 0.0;
    constexpr double same = 1e-6;
    const double least = std::abs(nearest.metres);
    if (far > least + same || (far > least - same && std::abs(offset) <= std::abs(nearest_offset))) continue;
    nearest.metres = offset >= 0.0 ? far : -far;
    nearest.beyond_end = (along < 0.0 && i == 0) || (along > 1.0 && i + 2 == line.size());
    nearest_offset = offset;
  }
  return nearest;
}

}  // namespace recon::geo
