// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/probability.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/assessment.hpp"
#include "recon/assess/words.hpp"
#include "recon/normalise/errors.hpp"

using namespace recon;
using namespace recon::assess;
using test::number;

TEST_CASE("Wilson intervals agree with the reference table") {
  for (const auto& row : test::table("mc_intervals.csv")) {
    const auto p =
        wilson(static_cast<std::uint64_t>(number(row, "k")), static_cast<std::uint64_t>(number(row, "n")));
    CAPTURE(row.at("k"), row.at("n"));
    CHECK(p.value == Approx(number(row, "p_hat")).margin(1e-8));
    CHECK(p.low == Approx(number(row, "wilson95_lo")).margin(2e-9));
    CHECK(p.high == Approx(number(row, "wilson95_hi")).margin(2e-9));
  }
}

TEST_CASE("No draws say nothing") {
  CHECK(wilson(0, 0).low == 0.0);
  CHECK(wilson(0, 0).high == 1.0);
}

TEST_CASE("ICD 203 words agree with the reference table") {
  for (const auto& row : test::table("verbal_probability.csv")) {
    const std::string expected = row.at("ICD203");
    const bool silent = expected.find("report number") != std::string::npos;
    CAPTURE(row.at("p"));
    CHECK(icd203(number(row, "p")) == (silent ? "" : expected));
  }
}

TEST_CASE("A probability is printed as a whole percent and never as 0 or 100") {
  CHECK(percent(0.0) == "<1\u2009%");
  CHECK(percent(0.004) == "<1\u2009%");
  CHECK(percent(1.0) == ">99\u2009%");
  CHECK(percent(0.5) == "50\u2009%");
  CHECK(likelihood(0.97) == "97\u2009% (almost certain, ICD 203)");
  CHECK(likelihood(0.999) == ">99\u2009%");
  CHECK(percent_range(0.06, 0.64) == "6\u2009% … 64\u2009%");
  CHECK(percent_range(0.999, 1.0) == ">99\u2009%");
}

TEST_CASE("The chi-square tail with two degrees of freedom meets the table of quantiles") {
  for (const auto& row : test::table("chi2_quantiles.csv")) {
    if (row.at("dof") != "2") continue;
    CHECK(chi_square_2_tail(number(row, "q90")) == Approx(0.10).epsilon(1e-6));
    CHECK(chi_square_2_tail(number(row, "q95")) == Approx(0.05).epsilon(1e-6));
    CHECK(chi_square_2_tail(number(row, "q99")) == Approx(0.01).epsilon(1e-6));
    CHECK(chi_square_2_tail(number(row, "q99.9")) == Approx(0.001).epsilon(1e-6));
  }
  CHECK(two_sided(z_95) == Approx(0.05).epsilon(1e-9));
  CHECK(radius_95 * radius_95 == Approx(chi_square_2_95));
}

TEST_CASE("The normal distribution function meets the half-plane table") {
  for (const auto& row : test::table("halfplane_phi.csv")) {
    const double p = number(row, "P_inside");
    CHECK(normal_cdf(number(row, "signed_depth_m") / number(row, "sigma_total_m")) == Approx(p).margin(5e-9));
  }
}

TEST_CASE("A straight pass over a tip, seen from 100 km, is as sure as the reference says for its radar") {
  using Class = incident::ErrorModel::Class;
  const std::vector<std::pair<std::string, Class>> classes{
      {"A", Class::radar_a}, {"C", Class::radar_c}, {"E", Class::radar_e}};
  for (const auto& row : test::table("salient_order_of_magnitude.csv"))
    for (const auto& [letter, radar] : classes) {
      CAPTURE(letter, row.at("height_above_tip_m"));
      // The border's own errors: 50 m of the line, 30 m of the whole.
      const double seen = in_metres(normalise::total(normalise::radar_error(radar, kilometres(100))));
      const double sigma = std::hypot(seen, 50.0, 30.0);
      CHECK(sigma == Approx(number(row, "sigma_" + letter)).margin(5e-3));
      CHECK(normal_cdf(number(row, "height_above_tip_m") / sigma) ==
            Approx(number(row, "P_" + letter)).margin(2e-6));
    }
}

TEST_CASE("Exact intervals agree with the reference table, Wilson's at any level with Wilson's at 95 %") {
  for (const auto& row : test::table("mc_intervals.csv")) {
    const auto k = static_cast<std::uint64_t>(number(row, "k")),
               n = static_cast<std::uint64_t>(number(row, "n"));
    CAPTURE(k, n);
    CHECK(clopper_pearson(k, n, 0.95).low == Approx(number(row, "clopper95_lo")).margin(2e-9));
    CHECK(clopper_pearson(k, n, 0.95).high == Approx(number(row, "clopper95_hi")).margin(2e-9));
    CHECK(wilson_bounds(k, n, 0.95).low == Approx(wilson(k, n).low).margin(1e-12));
    CHECK(wilson_bounds(k, n, 0.95).high == Approx(wilson(k, n).high).margin(1e-12));
  }
}

TEST_CASE("The draws that an error needs agree with the reference table") {
  // The table rounds up what floating point leaves just above a whole number.
  for (const auto& row : test::table("mc_n_required.csv"))
    CHECK(static_cast<double>(draws_for(number(row, "p"), number(row, "target_se"))) ==
          Approx(number(row, "N")).margin(1));
}

TEST_CASE("A share in whole percent is settled sooner, where its word is") {
  const Precision whole_percent{.half_width = 0.01, .most = 160'000};
  CHECK(enough(10'000, 20'000, whole_percent) == Enough::yes);      // 50 %: in the middle of its word
  CHECK(enough(15'950, 20'000, whole_percent) == Enough::not_yet);  // 79.75 %
  CHECK(enough(31'900, 40'000, whole_percent) == Enough::not_yet);
  CHECK(enough(127'600, 160'000, whole_percent) == Enough::between_bands);
  CHECK(enough(126'400, 160'000, whole_percent) == Enough::yes);  // 79 %
}

TEST_CASE("A share has both words that its draws leave open") {
  CHECK(band_words(15'950, 20'000).low == "likely");
  CHECK(band_words(15'950, 20'000).high == "very likely");
  CHECK(band_words(14'000, 20'000).low == band_words(14'000, 20'000).high);
  CHECK(band_words(0, 0).low.empty());
  CHECK(band_words(0, 20'000).low.empty());
}

TEST_CASE("Draws go on until the word is settled, and no further than a million") {
  CHECK(enough(0, 20'000) == Enough::yes);
  CHECK(enough(20'000, 20'000) == Enough::yes);
  CHECK(enough(10'000, 20'000) == Enough::not_yet);  // ±1 % at 50 %
  CHECK(enough(80'000, 160'000) == Enough::yes);
  CHECK(enough(512'000, 640'000) == Enough::between_bands);  // 80 %, where two words meet
}

TEST_CASE("Chi-square tails and quantiles undo each other") {
  const auto freedom = static_cast<std::size_t>(GENERATE(1, 2, 5, 20));
  CHECK(chi_square_tail(chi_square_quantile(0.95, freedom), freedom) == Approx(0.05));
  if (freedom == 2) CHECK(chi_square_tail(3.0, 2) == Approx(chi_square_2_tail(3.0)));
}
