// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/smoother.hpp"

#include <cmath>
#include <numeric>

#include "../geo/table.hpp"
#include <catch2/catch.hpp>

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

}  // namespace
