// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/smoother.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "../geo/table.hpp"
#include <Eigen/Dense>
#include <catch2/catch.hpp>
#include <unsupported/Eigen/MatrixFunctions>

namespace {

using namespace recon::flight;
using recon::test::number;

enum class Errors { round, coupled };  // coupled: by so little that only the way of computing differs

/// The reference's five fixes, on both axes alike.
std::vector<Observation> five_fixes(double bias, Errors errors) {
  std::vector<Observation> seen;
  for (const auto& row : recon::test::table("wna_smoother_1d.csv")) {
    if (row.at("case") != "nobias") continue;
    const double y = number(row, "y_m");
    Observation one{.time = number(row, "t_s"), .at = {y, y}, .error = {150. * 150., 150. * 150., 0.0}};
    if (errors == Errors::coupled) one.error.both = 1e-9;
    one.per_bias[0] = {bias, 0.0}, one.per_bias[1] = {0.0, bias};
    seen.push_back(one);
  }
  return seen;
}
const Before reference_prior{{0.0, 200.0}, {0.0, 200.0}, 1000.0, 100.0};

TEST_CASE("Five fixes are smoothed as by dense regression, with a common bias and without") {
  const auto errors = GENERATE(Errors::round, Errors::coupled);
  const bool biased = GENERATE(false, true);
  const Smoothed smoothed{five_fixes(200.0, errors), biased ? 2U : 0U, 10.0, reference_prior};
  std::size_t k = 0;
  for (const auto& row : recon::test::table("wna_smoother_1d.csv")) {
    if (row.at("case") != (biased ? "bias200" : "nobias")) continue;
    CAPTURE(k, biased);
    const PlaneMoment node = smoothed.at_node(k++);
    CHECK(node.mean.east.position == Approx(number(row, "smooth_p")).margin(2e-6));
    CHECK(node.mean.north.velocity == Approx(number(row, "smooth_v")).margin(2e-6));
    CHECK(node.spread.north == Approx(number(row, "smooth_Ppp")).margin(2e-6));
    CHECK(node.spread.both == Approx(0.0).margin(1e-6));
    CHECK(smoothed.fit().log_likelihood == Approx(2 * number(row, "loglik_total")).margin(1e-7));
    if (biased) {
      CHECK(200 * smoothed.bias()[0].position == Approx(number(row, "smooth_bias")).margin(1e-6));
      CHECK(200 * smoothed.bias()[1].velocity == Approx(std::sqrt(number(row, "smooth_Pbb"))).margin(1e-6));
    }
  }
  CHECK(k == 5);
  CHECK(
      recon::flight::fit(five_fixes(200.0, errors), biased ? 2U : 0U, 10.0, reference_prior).log_likelihood ==
      Approx(smoothed.fit().log_likelihood).margin(1e-9));
}

TEST_CASE("The chance to be beyond a line is as in the reference, at each fix") {
  const Smoothed smoothed{five_fixes(200.0, Errors::round), 2, 10.0, reference_prior};
  for (const auto& row : recon::test::table("wna_side_prob_1d.csv")) {
    const PlaneMoment then = smoothed.at(number(row, "t_s"));
    const double sigmas = (then.mean.east.position - number(row, "border_at")) / std::sqrt(then.spread.east);
    CHECK(0.5 * std::erfc(-sigmas / std::sqrt(2.0)) == Approx(number(row, "P_p_gt_border")).margin(1e-7));
  }
}

TEST_CASE("Between two fixes the moment is that of a fix too vague to tell anything") {
  const auto errors = GENERATE(Errors::round, Errors::coupled);
  const double time = GENERATE(take(5, random(0.1, 39.9)));
  auto seen = five_fixes(200.0, errors);
  const PlaneMoment direct = Smoothed{seen, 2, 10.0, reference_prior}.at(time);
  Observation vague{.time = time, .at = {}, .error = {1e16, 1e16, 0.0}};
  vague.per_bias = seen[0].per_bias;
  const auto place = std::ranges::upper_bound(seen, time, {}, &Observation::time);
  const auto k = static_cast<std::size_t>(seen.insert(place, vague) - seen.begin());
  const PlaneMoment node = Smoothed{seen, 2, 10.0, reference_prior}.at_node(k);
  CHECK(direct.mean.east.position == Approx(node.mean.east.position).margin(1e-3));
  CHECK(direct.mean.north.velocity == Approx(node.mean.north.velocity).margin(1e-4));
  CHECK(direct.spread.east == Approx(node.spread.east).epsilon(1e-6));
}

/// Mean and covariance of some drawn quantities.
struct Moments {
  double a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0, n = 0.0;
  void add(double x, double y) { a += x, b += y, aa += x * x, bb += y * y, ab += x * y, n += 1.0; }
  [[nodiscard]] double var_a() const { return aa / n - a / n * (a / n); }
  [[nodiscard]] double var_b() const { return bb / n - b / n * (b / n); }
  [[nodiscard]] double cov() const { return ab / n - a / n * (b / n); }
};

TEST_CASE(
    "Drawn flights have the smoothed moments, and those at a subset of the fixes are the same flights") {
  const auto errors = GENERATE(Errors::round, Errors::coupled);
  const Smoothed smoothed{five_fixes(200.0, errors), 2, 10.0, reference_prior};
  const FlightDraws all{smoothed, {0, 1, 2, 3, 4}}, some{smoothed, {1, 4}};
  const Draws own{1, "own"}, bias{1, "bias"};
  Moments whole, part;
  std::vector<PlaneState> states(5), two(2);
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    all.draw(i, own, bias, states);
    some.draw(i, own, bias, two);
    whole.add(states[1].east.position, states[4].east.position);
    part.add(two[0].east.position, two[1].east.position);
  }
  const PlaneMoment one = smoothed.at_node(1), last = smoothed.at_node(4);
  for (const Moments& drawn : {whole, part}) {
    CHECK(drawn.a / drawn.n == Approx(one.mean.east.position).margin(5.0));
    CHECK(drawn.var_a() == Approx(one.spread.east).epsilon(0.04));
    CHECK(drawn.var_b() == Approx(last.spread.east).epsilon(0.04));
  }
  CHECK(part.cov() == Approx(whole.cov()).epsilon(0.03));
}

TEST_CASE("Two claims of one sensor draw one bias") {
  auto sharp = five_fixes(500.0, Errors::round);
  for (Observation& one : sharp) one.error = {1.0, 1.0, 0.0};
  const Smoothed first{sharp, 2, 1.0};
  for (Observation& one : sharp) one.at.north += 5'000.0;
  const Smoothed second{sharp, 2, 1.0};
  const FlightDraws one{first, {2}}, other{second, {2}};
  std::vector<PlaneState> a(1), b(1);
  for (std::uint64_t i = 0; i < 100; ++i) {
    one.draw(i, Draws{1, "a"}, Draws{1, "radar"}, a);
    other.draw(i, Draws{1, "b"}, Draws{1, "radar"}, b);
    CHECK(b[0].north.position - a[0].north.position == Approx(5'000.0).margin(10.0));
    CHECK(b[0].east.position - a[0].east.position == Approx(0.0).margin(10.0));
  }
}

TEST_CASE("Halving a bridge again and again crosses a line as often as the reference") {
  for (const auto& row : recon::test::table("wna_bridge_cross_mc.csv")) {
    const double duration = number(row, "T_s"), q = number(row, "q");
    const PlaneState from{{number(row, "p0_m"), number(row, "v0")}, {}},
        to{{number(row, "p1_m"), number(row, "v1")}, {}};
    const Draws random{7, "bridge"};
    constexpr std::uint64_t draws = 20'000;
    std::uint64_t crossed = 0, key = 0;
    for (std::uint64_t i = 0; i < draws; ++i) {
      bool below = false;
      const auto halve = [&](const auto& self, const PlaneState& a, const PlaneState& b, double t,
                             int left) -> void {
        below = below || a.east.position < 0.0 || b.east.position < 0.0;
        if (left == 0 || below) return;
        const auto z = random.normal_pair(key++);
        const PlaneState middle = half_way(a, b, t, q, z, {0.0, 0.0});
        self(self, a, middle, t / 2, left - 1);
        self(self, middle, b, t / 2, left - 1);
      };
      halve(halve, from, to, duration, 7);
      crossed += below ? 1 : 0;
    }
    const double p = number(row, "P_cross_160_nodes");
    CAPTURE(row.at("p0_m"), p);
    CHECK(static_cast<double>(crossed) / draws ==
          Approx(p).margin(0.001 + 3.5 * std::sqrt(p * (1 - p) / draws)));
  }
}

TEST_CASE("The middle of a bridge is the closed form's") {
  const PlaneState from{{0.0, 200.0}, {10.0, -20.0}}, to{{2100.0, 190.0}, {-80.0, 4.0}};
  const PlaneState middle = half_way(from, to, 10.0, 10.0, {0.0, 0.0}, {1.0, -1.0});
  const AxisState mean = bridge_mean(from.north, to.north, 10.0, 5.0);
  const AxisSpread spread = bridge_spread(10.0, 10.0, 5.0);
  CHECK(middle.east.position == Approx(1062.5));
  CHECK(middle.east.velocity == Approx(217.5));
  CHECK(middle.north.position == Approx(mean.position + std::sqrt(spread.position)));
  CHECK(middle.north.velocity == Approx(mean.velocity - std::sqrt(spread.velocity)));
}

TEST_CASE("A flight drawn with an intensity is recognised by it") {
  const double truth = GENERATE(1.0, 30.0, 300.0);
  const Draws noise{3, "truth"};
  std::vector<Observation> seen;
  PlaneState at{{0.0, 200.0}, {0.0, 0.0}};
  for (std::uint64_t k = 0; k < 400; ++k) {
    const auto z = noise.normal_pair(3 * k), w = noise.normal_pair(3 * k + 1),
               e = noise.normal_pair(3 * k + 2);
    seen.push_back({.time = 4.0 * static_cast<double>(k),
                    .at = {at.east.position + 30 * e[0], at.north.position + 30 * e[1]},
                    .error = {900.0, 900.0, 0.0}});
    const AxisSpread q = process_noise(truth, 4.0);
    const auto step = [&](AxisState& axis, double first, double second) {
      const double slope = q.both / q.velocity, dv = std::sqrt(q.velocity) * first;
      axis.position += 4.0 * axis.velocity + slope * dv + std::sqrt(q.position - slope * q.both) * second;
      axis.velocity += dv;
    };
    step(at.east, z[0], z[1]);
    step(at.north, w[0], w[1]);
  }
  double weight = 0.0;
  for (const Intensity& one : intensities_of(seen, 0)) {
    if (one.q == truth) weight = one.weight;
  }
  CHECK(weight > 0.9);
  const Fit right = recon::flight::fit(seen, 0, truth);
  CHECK(right.freedom == 800);
  CHECK(right.misfit / 800 == Approx(1.0).margin(0.15));
  seen.resize(5);
  REQUIRE(intensities_of(seen, 0).size() == 1);
  CHECK(intensities_of(seen, 0)[0].q == intensity_in_combat);
}

TEST_CASE("Fixes at one and the same time are taken together") {
  std::vector<Observation> seen = five_fixes(0.0, Errors::round);
  seen.push_back(seen.back());
  seen.back().at.east += 20.0;
  const Smoothed twice{seen, 0, 10.0};
  CHECK(twice.at_node(4).mean.east.position == Approx(twice.at_node(5).mean.east.position));
  seen.pop_back();
  seen.back().at.east += 10.0;
  seen.back().error = {150. * 75., 150. * 75., 0.0};
  CHECK(Smoothed{seen, 0, 10.0}.at_node(4).mean.east.position == Approx(twice.at_node(4).mean.east.position));
  const FlightDraws draws{twice, {0, 4, 5}};
  std::vector<PlaneState> states(3);
  draws.draw(0, Draws{1, "own"}, Draws{1, "bias"}, states);
  CHECK(states[1].east.position == Approx(states[2].east.position).margin(1e-3));
}

TEST_CASE("A bias left out manufactures contradiction") {
  for (const auto& row : recon::test::table("compat_common_bias.csv")) {
    const std::vector<double> equal(static_cast<std::size_t>(number(row, "n_fixes")),
                                    number(row, "constant_offset_m"));
    CHECK(misfit_of_differences(equal, number(row, "sigma_rand_diff"), number(row, "sigma_bias_diff")) ==
          Approx(number(row, "M2")).epsilon(1e-6));
  }
}

// ---- a tracker's output ----------------------------------------------------------------------------------

/// One axis by a way of its own: the filter's differential equation integrated by matrix exponentials (Van
/// Loan 1978), all nodes in one dense Gaussian regression. States: position, velocity, lag, its rate.
struct Dense {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};
Dense dense_tracker(const std::vector<double>& times, const std::vector<double>& seen, double own, double q,
                    const Before& before) {
  const double rate = std::sqrt(2.0) / before.lag;
  Eigen::Matrix4d drift;
  drift << 0, 1, 0, 0,  //
      0, 0, 0, 0,       //
      0, 0, 0, 1,       //
      0, 0, -rate * rate, -2.0 * rate;
  const Eigen::Vector4d driven{0, 1, 0, 1};
  const auto n = static_cast<Eigen::Index>(times.size());
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(4 * n);
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(4 * n, 4 * n);
  covariance.topLeftCorner<4, 4>() =
      Eigen::Vector4d{std::pow(before.position_sigma, 2), std::pow(before.velocity_sigma, 2),
                      0.25 * q / std::pow(rate, 3), 0.25 * q / rate}
          .asDiagonal();
  for (Eigen::Index k = 1; k < n; ++k) {
    const double dt = times[static_cast<std::size_t>(k)] - times[static_cast<std::size_t>(k) - 1];
    Eigen::Matrix<double, 8, 8> both = Eigen::Matrix<double, 8, 8>::Zero();
    both.topLeftCorner<4, 4>() = -drift;
    both.topRightCorner<4, 4>() = q * driven * driven.transpose();
    both.bottomRightCorner<4, 4>() = drift.transpose();
    const Eigen::Matrix<double, 8, 8> grown = (both * dt).exp();
    const Eigen::Matrix4d step = grown.bottomRightCorner<4, 4>().transpose(),
                          noise = step * grown.topRightCorner<4, 4>();
    covariance.block(4 * k, 0, 4, 4 * k) = step * covariance.block(4 * (k - 1), 0, 4, 4 * k);
    covariance.block(0, 4 * k, 4 * k, 4) = covariance.block(4 * k, 0, 4, 4 * k).transpose();
    covariance.block<4, 4>(4 * k, 4 * k) =
        step * covariance.block<4, 4>(4 * (k - 1), 4 * (k - 1)) * step.transpose() + noise;
  }
  Eigen::MatrixXd look = Eigen::MatrixXd::Zero(n, 4 * n);
  for (Eigen::Index k = 0; k < n; ++k) look(k, 4 * k) = 1.0, look(k, 4 * k + 2) = -1.0;
  const Eigen::MatrixXd known =
      look * covariance * look.transpose() + own * own * Eigen::MatrixXd::Identity(n, n);
  const Eigen::MatrixXd gain = covariance * look.transpose() * known.inverse();
  mean = gain * Eigen::Map<const Eigen::VectorXd>(seen.data(), n);
  return {mean, covariance - gain * look * covariance};
}

TEST_CASE("A tracker's output is smoothed as by dense regression on its filter") {
  const auto errors = GENERATE(Errors::round, Errors::coupled);
  const std::vector<double> times{0.0, 4.0, 9.0, 9.5, 20.0, 60.0},
      seen{0.0, 830.0, 1'500.0, 1'690.0, 2'400.0, 900.0};
  const Before before{.position_sigma = 1'000.0, .velocity_sigma = 300.0, .lag = GENERATE(3.0, 15.0)};
  const double own = 60.0, q = 100.0;
  std::vector<Observation> observations;
  for (std::size_t k = 0; k < times.size(); ++k)
    observations.push_back({.time = times[k],
                            .at = {seen[k], seen[k]},
                            .error = {own * own, own * own, errors == Errors::coupled ? 1e-9 : 0.0}});
  const Smoothed smoothed{observations, 0, q, before};
  const Dense dense = dense_tracker(times, seen, own, q, before);
  for (std::size_t k = 0; k < times.size(); ++k) {
    CAPTURE(k, before.lag);
    const auto at = static_cast<Eigen::Index>(4 * k);
    CHECK(smoothed.at_node(k).mean.east.position == Approx(dense.mean(at)).margin(1e-4));
    CHECK(smoothed.at_node(k).mean.north.velocity == Approx(dense.mean(at + 1)).margin(1e-4));
    CHECK(smoothed.at_node(k).spread.east == Approx(dense.covariance(at, at)).epsilon(1e-6));
  }
}

TEST_CASE("In a steady turn a tracker is outside by what its filter leaves, and the flight is found inside") {
  // Two axes of a circle; the filter is run by small steps from the first moment on.
  constexpr double lag = 6.0, rate = std::numbers::sqrt2 / lag, speed = 250.0, acceleration = 10.0;
  constexpr double turn = acceleration / speed, radius = speed / turn, dt = 1e-3;
  std::vector<Observation> seen;
  std::vector<recon::geo::PlanePoint> truth;
  recon::geo::PlanePoint at{radius, 0.0}, moved{0.0, speed};
  for (int step = 0; step <= 60'000; ++step) {
    const double t = step * dt;
    const recon::geo::PlanePoint real{radius * std::cos(turn * t), radius * std::sin(turn * t)},
        fast{-speed * std::sin(turn * t), speed * std::cos(turn * t)};
    if (step % 4'000 == 0) {
      truth.push_back(real);
      seen.push_back({.time = t, .at = at, .error = {100.0, 100.0, 0.0}});
    }
    const recon::geo::PlanePoint pull{
        2.0 * rate * (fast.east - moved.east) + rate * rate * (real.east - at.east),
        2.0 * rate * (fast.north - moved.north) + rate * rate * (real.north - at.north)};
    at = {at.east + dt * moved.east, at.north + dt * moved.north};
    moved = {moved.east + dt * pull.east, moved.north + dt * pull.north};
  }
  const auto off = [&](const Smoothed& smoothed, std::size_t k) {
    const PlaneState then = smoothed.at_node(k).mean;
    return std::hypot(then.east.position - truth[k].east, then.north.position - truth[k].north);
  };
  const Smoothed taken_as_seen{seen, 0, 100.0}, behind{seen, 0, 100.0, {.lag = lag}};
  // Of a circle s² / (s + r)² at its rate: 175 m, where a steady acceleration leaves 180.
  const double expected = radius * turn * turn / (turn * turn + rate * rate);
  for (std::size_t k = 8; k + 2 < truth.size(); ++k) {
    CHECK(off(taken_as_seen, k) == Approx(expected).epsilon(0.1));
    CHECK(off(behind, k) < 0.25 * expected);
  }
}

TEST_CASE("Drawn flights behind a tracker scatter as the smoothed one says") {
  const double together = GENERATE(0.0, 1e-9);  // one axis for both; or both in one state
  std::vector<Observation> seen;
  for (int k = 0; k < 12; ++k)
    seen.push_back({.time = 5.0 * k,
                    .at = {1'200.0 * k, 20.0 * k * k},
                    .error = {900.0, 900.0, together},
                    .lasting = 150.0});
  const Smoothed smoothed{seen, 0, 30.0, {.memory = 12.0, .lag = 8.0}};
  const FlightDraws draws{smoothed, {3, 7}};
  const Draws own{3, "own"}, bias{3, "bias"};
  std::vector<PlaneState> states(2);
  constexpr int count = 6'000;
  double squares = 0.0, sum = 0.0;
  for (std::uint64_t i = 0; i < count; ++i) {
    draws.draw(i, own, bias, states);
    const double away = states[1].north.position - smoothed.at_node(7).mean.north.position;
    squares += away * away / count, sum += away / count;
  }
  const double variance = smoothed.at_node(7).spread.north;
  CHECK(squares == Approx(variance).epsilon(3.3 * std::sqrt(2.0 / count)));
  CHECK(std::abs(sum) < 3.3 * std::sqrt(variance / count));
}

}  // namespace
