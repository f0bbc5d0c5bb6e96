// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/weighing.hpp"

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

namespace recon::assess {

TEST_CASE("a likelihood ratio has the reference's word of support, and so has its inverse") {
  for (const auto& row : test::table("verbal_lr.csv")) {
    const double ratio = test::number(row, "LR");
    const std::string words = row.at("ENFSI_support");
    INFO(ratio);
    const std::string_view said = enfsi_support(ratio);
    if (ratio < 2.0)
      CHECK(said.find("no support") != std::string_view::npos);
    else
      CHECK(said == words);
    CHECK(enfsi_support(1.0 / ratio) == said);
  }
}

TEST_CASE(
    "the likelihood ratio of a margin is the reference's, and moves with the width of the alternative") {
  for (const auto& row : test::table("likelihood_ratio_uniform.csv")) {
    const double ratio =
        likelihood_ratio(metres(test::number(row, "y_m")), metres(test::number(row, "sigma_m")),
                         metres(test::number(row, "H1_hi")), metres(-test::number(row, "H0_lo")));
    INFO(row.at("y_m") << " m, sigma " << row.at("sigma_m") << ", outside to " << row.at("H0_lo"));
    CHECK(std::log10(ratio) == Approx(test::number(row, "log10LR")).margin(2e-5));
  }
}

TEST_CASE("ratios are told for three alternatives and never above what the error model can carry") {
  const auto told = likelihood_ratios(metres(900), metres(100));
  REQUIRE(told.size() == 3);
  for (const LikelihoodRatio& ratio : told) {
    CHECK(ratio.ratio <= greatest_ratio);
    CHECK(ratio.capped);
  }
  CHECK(enfsi_support(1.5) == "no support either way");
  CHECK(enfsi_support(0.2) == "weak");
  CHECK(enfsi_support(150.0) == "moderately strong");
}

TEST_CASE("two accounts that disagree change the side somewhere between their weights") {
  Assessment assessment;
  assessment.answers.push_back({.question = "entered", .narrative = "a", .lowest = 0.98, .highest = 1.0});
  assessment.answers.push_back({.question = "entered", .narrative = "b", .lowest = 0.0, .highest = 0.01});
  const auto all = weighings(assessment);
  REQUIRE(all.size() == 1);
  CHECK(all[0].curve.size() == 11);
  CHECK(all[0].curve.front().high == Approx(0.01));
  CHECK(all[0].curve.back().low == Approx(0.98));
  CHECK(all[0].sentence.find("nothing is called between") != std::string::npos);
}

TEST_CASE("accounts of one mind leave nothing to weigh") {
  Assessment assessment;
  assessment.answers.push_back({.question = "entered", .narrative = "a", .lowest = 0.95, .highest = 1.0});
  assessment.answers.push_back({.question = "entered", .narrative = "b", .lowest = 0.97, .highest = 0.99});
  assessment.answers.push_back({.question = "other", .narrative = "b", .lowest = 0.97, .highest = 0.99});
  const auto all = weighings(assessment);
  REQUIRE(all.size() == 1);
  CHECK(all[0].sentence == "Whatever weight the two accounts are given, the aircraft was inside.");
}

}  // namespace recon::assess
