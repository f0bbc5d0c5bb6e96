// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/cloud_moves.hpp"

#include <algorithm>
#include <cassert>

#include <Eigen/Dense>

namespace recon::flight {
namespace {

using Anchor = Eigen::Matrix<double, 4, 1>;
using AnchorMatrix = Eigen::Matrix<double, 4, 4>;

// The fitted Gaussian is made wider than the cloud, so that its tails cover the target's, and never flat.
constexpr double widened = 1.5, least_metres = 1.0, least_speed = 0.1;

constexpr std::size_t noise_per_node = 4;

}  // namespace

Cloud empty_cloud(const Premises& premises, std::size_t size) {
  Cloud cloud{.size = size, .dimension = dimension(premises)};
  cloud.coordinates.resize(size * cloud.dimension);
  return cloud;
}

void append(Cloud& cloud, const Cloud& more) {
  assert(cloud.dimension == more.dimension);
  cloud.size += more.size;
  cloud.coordinates.insert(cloud.coordinates.end(), more.coordinates.begin(), more.coordinates.end());
  cloud.log_likelihood.insert(cloud.log_likelihood.end(), more.log_likelihood.begin(),
                              more.log_likelihood.end());
}

Cloud chosen_rows(const Cloud& cloud, const std::vector<std::size_t>& chosen) {
  Cloud picked{.size = chosen.size(), .dimension = cloud.dimension};
  picked.coordinates.reserve(chosen.size() * cloud.dimension);
  for (const std::size_t i : chosen) {
    const auto row = cloud.row(i);
    picked.coordinates.insert(picked.coordinates.end(), row.begin(), row.end());
  }
  return picked;
}

void draw_prior(const Premises& premises, std::span<double> coordinates, Stream& stream) {
  for (std::size_t i = 0; i < coordinates.size(); i += 2) {
    const auto [a, b] = stream.normals();
    coordinates[i] = a;
    if (i + 1 < coordinates.size()) coordinates[i + 1] = b;
  }
  const std::size_t each =
      (coordinates.size() - premises.unknowns.size()) / std::max<std::size_t>(premises.aircraft.size(), 1);
  for (std::size_t i = 0; i < premises.aircraft.size(); ++i) {
    const Prior& prior = premises.aircraft[i];
    const auto anchor = coordinates.subspan(i * each, 4);
    anchor[0] = prior.place.east + prior.sigma_east * anchor[0];
    anchor[1] = prior.place.north + prior.sigma_north * anchor[1];
    anchor[2] = prior.east_speed + prior.speed_sigma * anchor[2];
    anchor[3] = prior.north_speed + prior.speed_sigma * anchor[3];
  }
}

std::vector<std::size_t> systematically(const std::vector<double>& weights, double start) {
  double sum = 0.0;
  for (const double w : weights) sum += w;
  const double step = sum / static_cast<double>(weights.size());
  std::vector<std::size_t> chosen;
  chosen.reserve(weights.size());
  double reached = weights.front();
  std::size_t i = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const double wanted = step * (static_cast<double>(k) + start);
    while (reached < wanted && i + 1 < weights.size()) reached += weights[++i];
    chosen.push_back(i);
  }
  return chosen;
}

Moves::Moves(const Premises& premises, const Cloud& cloud) {
  const std::size_t aircraft = premises.aircraft.size(), unknowns = premises.unknowns.size();
  const std::size_t each = (cloud.dimension - unknowns) / aircraft;
  for (std::size_t a = 0; a < aircraft; ++a) {
    const std::size_t first = a * each, last = first + each;
    blocks_.push_back({first, anchor_size, a, true});
    // Noise is moved in two chunks, before the anchor and after it: one ellipse over all of it is limited by
    // its narrowest direction.
    const std::size_t noise = first + anchor_size;
    const std::size_t before = noise_per_node * premises.timeline.anchor();
    if (before > 0) blocks_.push_back({noise, before, a, false});
    blocks_.push_back({noise + before, last - noise - before, a, false});

    Anchor mean = Anchor::Zero();
    for (std::size_t i = 0; i < cloud.size; ++i)
      mean += Eigen::Map<const Anchor>(cloud.row(i).data() + first);
    mean /= static_cast<double>(cloud.size);
    AnchorMatrix covariance = AnchorMatrix::Zero();
    for (std::size_t i = 0; i < cloud.size; ++i) {
      const Anchor off = Eigen::Map<const Anchor>(cloud.row(i).data() + first) - mean;
      covariance += off * off.transpose();
    }
    covariance *= widened / static_cast<double>(cloud.size);
    const Anchor least{least_metres * least_metres, least_metres * least_metres, least_speed * least_speed,
                       least_speed * least_speed};
    covariance.diagonal() += least;
    const AnchorMatrix lower = covariance.llt().matrixL();

    Fitted fitted{};
    Eigen::Map<Anchor>(fitted.mean.data()) = mean;
    Eigen::Map<Eigen::Matrix<double, 4, 4, Eigen::RowMajor>>(fitted.factor.data()) = lower;
    const Prior& prior = premises.aircraft[a];
    fitted.prior_mean = {prior.place.east, prior.place.north, prior.east_speed, prior.north_speed};
    fitted.prior_sigma = {prior.sigma_east, prior.sigma_north, prior.speed_sigma, prior.speed_sigma};
    fitted_.push_back(fitted);
  }
  if (unknowns > 0) blocks_.push_back({aircraft * each, unknowns, 0, false});
}

double Moves::correction(const Fitted& fitted, std::span<const double> anchor) const {
  double prior = 0.0, fit = 0.0;
  std::array<double, anchor_size> whitened{};
  for (std::size_t i = 0; i < anchor_size; ++i) {
    const double off = (anchor[i] - fitted.prior_mean[i]) / fitted.prior_sigma[i];
    prior += off * off;
    double rest = anchor[i] - fitted.mean[i];
    for (std::size_t j = 0; j < i; ++j) rest -= fitted.factor[i * anchor_size + j] * whitened[j];
    whitened[i] = rest / fitted.factor[i * anchor_size + i];
    fit += whitened[i] * whitened[i];
  }
  return 0.5 * (fit - prior);
}

void Moves::draw_offset(const Block& block, Stream& stream, std::span<double> out) const {
  for (std::size_t i = 0; i < out.size(); i += 2) {
    const auto [a, b] = stream.normals();
    out[i] = a;
    if (i + 1 < out.size()) out[i + 1] = b;
  }
  if (!block.anchor) return;
  const Fitted& fitted = fitted_[block.aircraft];
  for (std::size_t i = anchor_size; i-- > 0;) {
    double sum = 0.0;
    for (std::size_t j = 0; j <= i; ++j) sum += fitted.factor[i * anchor_size + j] * out[j];
    out[i] = sum;
  }
}

}  // namespace recon::flight
