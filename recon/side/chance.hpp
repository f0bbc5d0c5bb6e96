// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "recon/geo/position.hpp"

namespace recon::side {

/// How a probability was had: the border is straight as far as the error of the point reaches, or the point
/// was drawn many times.
enum class Method { half_plane, sampled };
[[nodiscard]] std::string_view name_of(Method method);

struct Chance {
  double inside = 0.0;
  double error = 0.0;  // half_plane: bound from the bend that was found; sampled: one standard error
  Method method = Method::half_plane;
};

/// Probability that a normal variate of mean `margin` is positive: Phi(margin / sigma). With a straight
/// border, sigma² = sigma_point² + sigma_border². With no error at all: 0, 1, or one half on the line.
[[nodiscard]] double half_plane(Length margin, Length sigma);

/// Signed distances, metres, of points close to the one asked about.
using MarginsOf = std::function<void(geo::PointArrays points, std::span<double> metres)>;

/// Probability that the truth is inside, when the point errs by a circular normal error of `point_sigma` an
/// axis and the border by one normal offset of `border_sigma` along its normal (docs/side.md).
///   (1) on a straight border it is half_plane()
///   (2) it depends on the arguments alone: not on threads, nor on what else is asked
///   (3) with a point without error it is half_plane(margin, border_sigma)
[[nodiscard]] Chance chance_inside(const geo::Position& point, Length margin, Length point_sigma,
                                   Length border_sigma, const MarginsOf& margins);

}  // namespace recon::side
