// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/timetable.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace recon::flight {
namespace {

constexpr std::size_t speeds_tried = 24;
constexpr double least_weight = 1e-3;
// Over a twentieth of what it remembers the slowness hardly changes.
constexpr double posts_in_memory = 20.0;
constexpr std::size_t most_posts = 5'000;
// An anchored path's beginning is vague by so many seconds before its anchors are looked at: a day.
constexpr double vague = 86'400.0;

double normal_share(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The value below which a share of a normal distribution lies.
double normal_quantile(double share) {
  double low = -9.0, high = 9.0;
  for (int round = 0; round < 60; ++round) {
    const double middle = 0.5 * (low + high);
    (normal_share(middle) < share ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// Speeds in the middle of cells that are equally likely.
std::vector<double> cells_of(const Pace& pace) {
  if (pace.sigma <= 0.0) return {pace.mean};
  const double from = normal_share((pace.slowest - pace.mean) / pace.sigma),
               to = normal_share((pace.fastest - pace.mean) / pace.sigma);
  std::vector<double> speeds;
  for (std::size_t i = 0; i < speeds_tried; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(speeds_tried);
    speeds.push_back(std::clamp(pace.mean + pace.sigma * normal_quantile(std::lerp(from, to, share)),
                                pace.slowest, pace.fastest));
  }
  return speeds;
}

/// Time and slowness (less its mean) at a post: covariance.
struct Spread {
  double time = 0.0, both = 0.0, slowness = 0.0;
};

/// What a way does to time and slowness: time += mean way + carry slowness, slowness *= fade; and the noise.
struct Step {
  double carry = 0.0, fade = 1.0;
  Spread noise;
};

Step step_of(double way, double memory, double sigma) {
  const double x = way / memory, fade = std::exp(-x), gone = -std::expm1(-x);
  const double variance = sigma * sigma;
  // 2x - 3 + 4 exp(-x) - exp(-2x), which loses its digits where x is small.
  const double time = x < 1e-2 ? x * x * x * (2.0 / 3.0 - 0.5 * x) : 2.0 * x - 2.0 * gone - gone * gone;
  return {
      memory * gone,
      fade,
      {variance * memory * memory * time, variance * memory * gone * gone, variance * gone * (1.0 + fade)}};
}

Spread carried(const Spread& p, const Step& by) {
  return {p.time + 2.0 * by.carry * p.both + by.carry * by.carry * p.slowness + by.noise.time,
          by.fade * (p.both + by.carry * p.slowness) + by.noise.both,
          by.fade * by.fade * p.slowness + by.noise.slowness};
}

}  // namespace

Timetable::Timetable(double length, std::span<const Anchor> anchors, const Pace& pace) {
  assert(length > 0.0 && pace.slowest > 0.0 && pace.mean >= pace.slowest && pace.mean <= pace.fastest);
  const double apart =
      std::max(pace.mean * remembers / posts_in_memory, length / static_cast<double>(most_posts));
  const auto pieces = static_cast<std::size_t>(std::ceil(length / apart));
  for (std::size_t i = 0; i <= pieces; ++i)
    posts_.push_back(length * static_cast<double>(i) / static_cast<double>(pieces));
  for (const Anchor& anchor : anchors) posts_.push_back(std::clamp(anchor.along, 0.0, length));
  std::ranges::sort(posts_);
  posts_.erase(std::unique(posts_.begin(), posts_.end()), posts_.end());
  std::vector<std::size_t> anchored;
  for (const Anchor& anchor : anchors)
    anchored.push_back(static_cast<std::size_t>(
        std::ranges::lower_bound(posts_, std::clamp(anchor.along, 0.0, length)) - posts_.begin()));

  double best = -std::numeric_limits<double>::infinity(), sum = 0.0;
  for (const double speed : cells_of(pace)) {
    all_.push_back(at_speed(speed, anchors, anchored));
    best = std::max(best, all_.back().weight);
  }
  const auto weigh = [&] {
    sum = 0.0;
    for (const AtSpeed& one : all_) sum += one.weight;
    for (AtSpeed& one : all_) one.weight /= sum;
  };
  for (AtSpeed& one : all_) one.weight = std::exp(one.weight - best);
  weigh();
  std::erase_if(all_, [](const AtSpeed& one) { return one.weight < least_weight; });
  weigh();
  means_.assign(posts_.size(), 0.0);
  double up_to = 0.0;
  for (const AtSpeed& one : all_) {
    up_to_.push_back(up_to += one.weight);
    for (std::size_t k = 0; k < posts_.size(); ++k) means_[k] += one.weight * one.means[k];
  }
}

/// Kalman filter and Rauch-Tung-Striebel smoother, two states; `weight` is the log-likelihood.
Timetable::AtSpeed Timetable::at_speed(double speed, std::span<const Anchor> anchors,
                                       std::span<const std::size_t> anchored) const {
  const std::size_t count = posts_.size();
  const double slowness = 1.0 / speed, sigma = varies * slowness, memory = remembers * speed;
  AtSpeed all{.speed = speed};
  double time = 0.0, beyond = 0.0;  // means: of the time, and of the slowness less its mean
  Spread spread{0.0, 0.0, sigma * sigma};
  if (!anchors.empty()) {
    time = anchors.front().time - slowness * posts_[anchored.front()];
    spread.time = vague * vague;
  }
  std::vector<double> times, slownesses;
  std::vector<Spread> spreads;
  std::vector<Step> steps;
  std::size_t next = 0;
  for (std::size_t k = 0; k < count; ++k) {
    if (k > 0) {
      const double way = posts_[k] - posts_[k - 1];
      steps.push_back(step_of(way, memory, sigma));
      const Step& by = steps.back();
      time += slowness * way + by.carry * beyond;
      beyond *= by.fade;
      spread = carried(spread, by);
    }
    for (; next < anchors.size() && anchored[next] == k; ++next) {
      const double error = anchors[next].sigma * anchors[next].sigma, variance = spread.time + error;
      const double off = anchors[next].time - time;
      all.weight -= 0.5 * (off * off / variance + std::log(2.0 * std::numbers::pi * variance));
      const double gain = spread.time / variance, gain_of_slowness = spread.both / variance;
      time += gain * off, beyond += gain_of_slowness * off;
      // As products: a vague beginning would lose the digits of differences.
      const double rest = error / variance;
      spread = {spread.time * rest, spread.both * rest, spread.slowness - gain_of_slowness * spread.both};
    }
    times.push_back(time), slownesses.push_back(beyond), spreads.push_back(spread);
  }
  all.means = times;
  all.spreads.assign(count, 0.0);
  all.carry.assign(count, {});
  all.root.assign(count, {});
  const auto root_of = [](const Spread& s) {
    const double first = std::sqrt(std::max(s.time, 0.0)), second = first > 0.0 ? s.both / first : 0.0;
    return std::array{first, second, std::sqrt(std::max(s.slowness - second * second, 0.0))};
  };
  Spread later = spreads.back();
  all.spreads.back() = later.time;
  all.root.back() = root_of(later);
  for (std::size_t k = count - 1; k-- > 0;) {
    const Step& by = steps[k];
    const Spread& p = spreads[k];
    const Spread ahead = carried(p, by);
    // G = P Fᵀ (F P Fᵀ + Q)⁻¹
    const double tt = p.time + by.carry * p.both, ts = by.fade * p.both, st = p.both + by.carry * p.slowness,
                 ss = by.fade * p.slowness;
    const double determinant = ahead.time * ahead.slowness - ahead.both * ahead.both;
    const std::array<double, 4> g{(tt * ahead.slowness - ts * ahead.both) / determinant,
                                  (ts * ahead.time - tt * ahead.both) / determinant,
                                  (st * ahead.slowness - ss * ahead.both) / determinant,
                                  (ss * ahead.time - st * ahead.both) / determinant};
    // (I - G F) P (I - G F)ᵀ + G Q Gᵀ
    const std::array<double, 4> r{1.0 - g[0], -g[0] * by.carry - g[1] * by.fade, -g[2],
                                  1.0 - g[2] * by.carry - g[3] * by.fade};
    const auto sandwiched = [](const std::array<double, 4>& m, const Spread& s) {
      return Spread{m[0] * m[0] * s.time + 2.0 * m[0] * m[1] * s.both + m[1] * m[1] * s.slowness,
                    m[0] * m[2] * s.time + (m[0] * m[3] + m[1] * m[2]) * s.both + m[1] * m[3] * s.slowness,
                    m[2] * m[2] * s.time + 2.0 * m[2] * m[3] * s.both + m[3] * m[3] * s.slowness};
    };
    const Spread kept = sandwiched(r, p), noise = sandwiched(g, by.noise);
    const Spread own{kept.time + noise.time, kept.both + noise.both, kept.slowness + noise.slowness};
    const double way = posts_[k + 1] - posts_[k];
    const double time_ahead = times[k] + slowness * way + by.carry * slownesses[k],
                 beyond_ahead = by.fade * slownesses[k];
    const double off = all.means[k + 1] - time_ahead, off_slowness = slownesses[k + 1] - beyond_ahead;
    all.means[k] = times[k] + g[0] * off + g[1] * off_slowness;
    slownesses[k] += g[2] * off + g[3] * off_slowness;
    const Spread brought = sandwiched(g, later);
    later = {own.time + brought.time, own.both + brought.both, own.slowness + brought.slowness};
    all.spreads[k] = later.time;
    all.carry[k] = g;
    all.root[k] = root_of(own);
  }
  return all;
}

std::vector<double> Timetable::sigmas() const {
  std::vector<double> sigmas(posts_.size(), 0.0);
  for (const AtSpeed& one : all_)
    for (std::size_t k = 0; k < posts_.size(); ++k) {
      const double off = one.means[k] - means_[k];
      sigmas[k] += one.weight * (std::max(one.spreads[k], 0.0) + off * off);
    }
  for (double& sigma : sigmas) sigma = std::sqrt(sigma);
  return sigmas;
}

double Timetable::mean(double along) const { return evenly(posts_, means_, along); }

void Timetable::draw(std::uint64_t i, const Draws& speed, const Draws& own, std::span<double> times) const {
  assert(times.size() == posts_.size());
  const auto found = std::ranges::lower_bound(up_to_, speed.uniform_pair(i)[0]);
  const AtSpeed& one = all_[std::min(static_cast<std::size_t>(found - up_to_.begin()), all_.size() - 1)];
  double time = 0.0, beyond = 0.0;
  for (std::size_t k = posts_.size(); k-- > 0;) {
    const auto [a, b] = own.normal_pair(static_cast<std::uint64_t>(k) << 32U | i);
    const auto& g = one.carry[k];
    const auto& root = one.root[k];
    const double time_before = g[0] * time + g[1] * beyond + root[0] * a;
    beyond = g[2] * time + g[3] * beyond + root[1] * a + root[2] * b;
    time = time_before;
    times[k] = one.means[k] + time;
  }
  for (std::size_t k = 1; k < times.size(); ++k) times[k] = std::max(times[k], times[k - 1]);
}

std::vector<Timetable::Weighed> Timetable::speeds() const {
  std::vector<Weighed> speeds;
  for (const AtSpeed& one : all_) speeds.push_back({one.speed, one.weight});
  return speeds;
}

double evenly(std::span<const double> knots, std::span<const double> values, double at) {
  const auto after = std::ranges::upper_bound(knots, at);
  if (after == knots.begin()) return values.front();
  if (after == knots.end()) return values.back();
  const auto k = static_cast<std::size_t>(after - knots.begin());
  const double span = knots[k] - knots[k - 1];
  return span > 0.0 ? std::lerp(values[k - 1], values[k], (at - knots[k - 1]) / span) : values[k - 1];
}

}  // namespace recon::flight
