// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <cmath>

#include "tests/calibration/trial.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>
#include <unistd.h>

namespace recon::calibration {
namespace {

std::filesystem::path own_folder() {
  return std::filesystem::temp_directory_path() / ("recon-calibration-" + std::to_string(::getpid()));
}

// Few, so that it is done in seconds; scripts/calibrate runs a thousand. The numbers of the incidents are
// fixed.
constexpr std::size_t few = 60, draws = 4'000;

}  // namespace

TEST_CASE("scores are the reference's") {
  std::vector<Outcome> outcomes;
  for (const auto& row : test::table("brier_case.csv"))
    if (std::isdigit(row.at("p").front()) != 0)  // sums follow the cases
      outcomes.push_back(
          {.probability = test::number(row, "p"), .inside = test::number(row, "outcome") > 0.5});
  const Scores scores = score(outcomes);
  CHECK(scores.brier == Approx(0.145250000));
  CHECK(scores.spiegelhalter_z == Approx(-0.411039691));
}

TEST_CASE("made incidents are answered as surely as they should be, and no surer") {
  const Scores scores = score(trials(own_folder(), Recipe{}, 1, few, draws));
  for (const std::string& broken : failures(scores)) FAIL_CHECK(broken);
  CHECK(scores.covered_90 >= 0.78);
  CHECK(scores.plots_covered_90 >= 0.80);
  CHECK(std::abs(scores.brier - scores.expected_brier) < 0.06);
}

TEST_CASE("a case that leaves out the radar's bias is caught") {
  Recipe recipe;
  recipe.told_bias = 0.0;
  recipe.bias = 400.0;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few, draws))).empty());
}

TEST_CASE("a case that doubts too much is caught") {
  Recipe recipe;
  recipe.told_random = recipe.told_bias = 3.0;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few, draws))).empty());
}

}  // namespace recon::calibration
