// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/timetable.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <catch2/catch.hpp>

namespace recon::flight {
namespace {

const Pace sure{.mean = 200, .sigma = 0, .slowest = 200, .fastest = 200};
const Pace broad{.mean = 220, .sigma = 60, .slowest = 60, .fastest = 470};

std::vector<std::vector<double>> drawn(const Timetable& table, std::size_t count) {
  const Draws speed{7, "speed"}, own{7, "own"};
  std::vector<std::vector<double>> all(count, std::vector<double>(table.posts().size()));
  for (std::size_t i = 0; i < count; ++i) table.draw(i, speed, own, all[i]);
  return all;
}

double at(const Timetable& table, const std::vector<double>& times, double along) {
  return evenly(table.posts(), times, along);
}

/// Covariance of the integral of a stationary Ornstein-Uhlenbeck process up to two places.
double integrated(double a, double b, double memory, double sigma) {
  const auto f = [&](double x) { return std::exp(-x / memory); };
  return sigma * sigma * memory * memory *
         (2.0 * std::min(a, b) / memory - 1.0 + f(a) + f(b) - f(std::abs(a - b)));
}

TEST_CASE("Given the mean speed, a timetable is the dense regression on the same model") {
  const double length = 120'000.0, speed = 200.0, memory = speed * Timetable::remembers,
               sigma = Timetable::varies / speed;
  const std::vector<Anchor> anchors{{10'000, 100, 5}, {60'000, 400, 0.5}, {90'000, 500, 20}};
  const Timetable table{length, anchors, sure};
  // The beginning is unknown: regression with a constant of its own (universal kriging).
  Eigen::Matrix4d system = Eigen::Matrix4d::Zero();
  Eigen::Vector4d off = Eigen::Vector4d::Zero();
  for (int i = 0; i < 3; ++i) {
    const Anchor& a = anchors[static_cast<std::size_t>(i)];
    off(i) = a.time - a.along / speed;
    system(i, 3) = system(3, i) = 1.0;
    for (int j = 0; j < 3; ++j) {
      const Anchor& b = anchors[static_cast<std::size_t>(j)];
      system(i, j) = integrated(a.along, b.along, memory, sigma) + (i == j ? a.sigma * a.sigma : 0.0);
    }
  }
  const Eigen::Matrix4d inverse = system.inverse();
  const auto sigmas = table.sigmas();
  for (const double along : {0.0, 10'000.0, 33'000.0, 60'000.0, 75'000.0, 120'000.0}) {
    Eigen::Vector4d with;
    for (int i = 0; i < 3; ++i)
      with(i) = integrated(along, anchors[static_cast<std::size_t>(i)].along, memory, sigma);
    with(3) = 1.0;
    const double mean = along / speed + with.dot(inverse * off);
    const double spread = integrated(along, along, memory, sigma) - with.dot(inverse * with);
    CAPTURE(along);
    CHECK(table.mean(along) == Approx(mean).margin(0.02));
    CHECK(evenly(table.posts(), sigmas, along) == Approx(std::sqrt(spread)).epsilon(0.01).margin(0.02));
  }
}

TEST_CASE("Without a time the whole takes its length over a mean speed of the pace") {
  const double length = 3'000'000.0;  // so long that changes on the way average out
  const Timetable table{length, {}, broad};
  std::vector<double> speeds;
  for (const auto& times : drawn(table, 4'000)) {
    CHECK(times.front() == Approx(0.0).margin(1e-9));
    speeds.push_back(length / times.back());
  }
  std::ranges::sort(speeds);
  const auto quantile = [&](double share) { return speeds[static_cast<std::size_t>(share * 4'000)]; };
  // N(220, 60), of which next to nothing is cut off.
  CHECK(quantile(0.5) == Approx(220).margin(5));
  CHECK(quantile(0.05) == Approx(220 - 1.645 * 60).margin(8));
  CHECK(quantile(0.95) == Approx(220 + 1.645 * 60).margin(8));
}

TEST_CASE("A time is known best where it is told, and worse the farther from there") {
  const Timetable one{100'000, std::vector<Anchor>{{40'000, 1'000, 0.3}}, broad};
  const auto sigmas = one.sigmas();
  const auto sigma_at = [&](double along) { return evenly(one.posts(), sigmas, along); };
  CHECK(one.mean(40'000) == Approx(1'000).margin(1e-3));
  CHECK(sigma_at(40'000) == Approx(0.3).epsilon(0.01));
  CHECK(sigma_at(20'000) < sigma_at(0));
  CHECK(sigma_at(70'000) < sigma_at(100'000));
  // What 60 km take at the mean speeds of the pace, and what changes on the way.
  double mean = 0.0, squares = 0.0, wander = 0.0;
  for (const auto& [speed, weight] : one.speeds()) {
    mean += weight * 60'000.0 / speed, squares += weight * std::pow(60'000.0 / speed, 2);
    wander += weight * integrated(60'000, 60'000, speed * Timetable::remembers, Timetable::varies / speed);
  }
  CHECK(sigma_at(100'000) == Approx(std::sqrt(squares - mean * mean + wander)).epsilon(0.02));

  const Timetable two{100'000, std::vector<Anchor>{{40'000, 1'000, 0.3}, {80'000, 1'160, 0.3}}, broad};
  const auto both = two.sigmas();
  CHECK(evenly(two.posts(), both, 60'000) < 0.2 * sigma_at(60'000));
  CHECK(two.mean(60'000) == Approx(1'080).margin(1.0));
}

TEST_CASE("Two times tell the speed, and an implied speed pulls it only as far as flights change theirs") {
  const Timetable table{60'000, std::vector<Anchor>{{0, 0, 0.3}, {60'000, 200, 0.3}}, broad};  // 300 m/s
  double mean = 0.0;
  for (const auto& [speed, weight] : table.speeds()) mean += weight * speed;
  CHECK(mean > 260);
  CHECK(mean < 305);
}

TEST_CASE("No timetable runs backwards, and each keeps to the times that are told") {
  const std::vector<Anchor> anchors{{5'000, 0, 1}, {50'000, 190, 1}, {52'000, 198.5, 1}};
  const Timetable table{80'000, anchors, broad};
  std::vector<double> at_50;
  for (const auto& times : drawn(table, 1'000)) {
    CHECK(std::ranges::is_sorted(times));
    at_50.push_back(at(table, times, 50'000));
  }
  double mean = 0.0, squares = 0.0;
  for (const double t : at_50) mean += t / 1'000;
  for (const double t : at_50) squares += (t - mean) * (t - mean) / 1'000;
  CHECK(mean == Approx(190.0).margin(0.4));
  CHECK(std::sqrt(squares) < 1.1);
}

TEST_CASE("Draws spread as the sigmas say") {
  const std::vector<Anchor> anchors{{0, 0, 0.5}, {60'000, 290, 0.5}};
  const Timetable table{90'000, anchors, broad};
  const auto all = drawn(table, 4'000);
  const auto sigmas = table.sigmas();
  for (const double along : {30'000.0, 75'000.0, 90'000.0}) {
    double mean = 0.0, squares = 0.0;
    for (const auto& times : all) mean += at(table, times, along) / 4'000;
    for (const auto& times : all) squares += std::pow(at(table, times, along) - mean, 2) / 4'000;
    CAPTURE(along);
    CHECK(mean == Approx(table.mean(along)).margin(0.06 * evenly(table.posts(), sigmas, along) + 0.02));
    CHECK(std::sqrt(squares) == Approx(evenly(table.posts(), sigmas, along)).epsilon(0.06));
  }
}

}  // namespace
}  // namespace recon::flight
