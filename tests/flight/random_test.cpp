// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/random.hpp"

#include <cmath>
#include <set>

#include <catch2/catch.hpp>

using recon::flight::Draws;

TEST_CASE("The same words give the same numbers, other words or another seed others") {
  const Draws once{7, "turkey/letter/bias"}, again{7, "turkey/letter/bias"}, other{7, "turkey/letter/random"},
      reseeded{8, "turkey/letter/bias"};
  const auto i = static_cast<std::uint64_t>(GENERATE(take(50, random(0, 1'000'000))));
  CHECK(once.uniform_pair(i) == again.uniform_pair(i));
  CHECK(once.uniform_pair(i) != other.uniform_pair(i));
  CHECK(once.uniform_pair(i) != reseeded.uniform_pair(i));
}

TEST_CASE("A draw does not depend on the draws before it") {
  const Draws draws{1, "order"};
  const auto hundredth = draws.normal_pair(100);
  for (std::uint64_t i = 0; i < 100; ++i) (void)draws.normal_pair(i);
  CHECK(draws.normal_pair(100) == hundredth);
}

TEST_CASE("Every uniform lies strictly between 0 and 1, and none repeats") {
  const Draws draws{0, ""};
  std::set<double> seen;
  for (std::uint64_t i = 0; i < 5'000; ++i)
    for (const double u : draws.uniform_pair(i)) {
      CHECK((u > 0.0 && u < 1.0));
      CHECK(seen.insert(u).second);
    }
}

TEST_CASE("Normals have mean 0, variance 1, no correlation and normal tails") {
  constexpr std::uint64_t n = 100'000;
  const Draws draws{20151124, "moments"};
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  std::uint64_t beyond = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const auto [x, y] = draws.normal_pair(i);
    a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
    beyond += std::abs(x) > 1.959964 ? 1U : 0U;
  }
  const double se = 1.0 / std::sqrt(static_cast<double>(n));
  CHECK(std::abs(a / n) < 4 * se);
  CHECK(std::abs(b / n) < 4 * se);
  CHECK(std::abs(aa / n - 1) < 4 * std::sqrt(2.0) * se);
  CHECK(std::abs(bb / n - 1) < 4 * std::sqrt(2.0) * se);
  CHECK(std::abs(ab / n) < 4 * se);
  CHECK(std::abs(static_cast<double>(beyond) / n - 0.05) < 4 * std::sqrt(0.05 * 0.95) * se);
}
