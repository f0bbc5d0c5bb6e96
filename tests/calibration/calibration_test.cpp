// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <utility>

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

TEST_CASE("what chance excuses is the reference's, for every number of incidents") {
  for (const auto& row : test::table("coverage_acceptance.csv")) {
    const auto incidents = static_cast<std::size_t>(test::number(row, "n"));
    for (const auto& [name, confidence] : {std::pair{"95", 0.95}, {"99", 0.99}, {"99.9", 0.999}}) {
      CAPTURE(incidents, row.at("nominal"), name);
      const Accepted region = accepted(incidents, test::number(row, "nominal"), confidence);
      CHECK(region.least == static_cast<std::size_t>(test::number(row, std::string{"lo"} + name)));
      CHECK(region.most == static_cast<std::size_t>(test::number(row, std::string{"hi"} + name)));
    }
  }
}

TEST_CASE("the reference's sound methods pass, and each of its faults is caught") {
  for (const auto& row : test::table("calibration_prototype.csv")) {
    const std::string& name = row.at("scenario");
    CAPTURE(name);
    Scores scores{.incidents = 1'000};
    scores.covered_90 = test::number(row, "cover90_max_depth");
    scores.covered_95 = 0.95;  // not told
    scores.rank_chi2 = test::number(row, "chi2_rank_depth_19dof");
    scores.spiegelhalter_z = test::number(row, "spiegelhalter_Z");
    const bool sound = name == "matched" || name == "q50_with_turns" || name == "q200_with_turns";
    CHECK(failures(scores).empty() == sound);
    // The Brier score and what it should be part by Z of its own deviation: it decides nothing that Z does
    // not.
    // All are printed to five decimals.
    const double off = test::number(row, "brier") - test::number(row, "expected_brier"),
                 deviation = test::number(row, "sd_brier"), z = scores.spiegelhalter_z;
    CHECK(off / deviation == Approx(z).margin((1e-5 + std::abs(z) * 0.5e-5) / deviation));
  }
}

TEST_CASE("the reference's reliability passes where it is even, and is caught where the bias is ignored") {
  for (const std::string name : {"matched", "bias_ignored"}) {
    Scores scores{.incidents = 1'000, .covered_90 = 0.9, .covered_95 = 0.95};
    for (const auto& row : test::table("reliability_prototype.csv"))
      if (row.at("scenario") == name)
        scores.reliability.push_back({test::number(row, "mean_p"), test::number(row, "obs_freq"),
                                      static_cast<std::size_t>(test::number(row, "n"))});
    CAPTURE(name);
    REQUIRE(scores.reliability.size() == 5);
    CHECK(failures(scores).empty() == (name == "matched"));
  }
}

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

TEST_CASE("times inside that lie evenly in their answers pass, and are caught where they lean or pile up") {
  constexpr std::size_t incidents = 1'000;
  const auto chi2 = [](auto&& place) {
    std::vector<Outcome> outcomes(incidents);
    for (std::size_t i = 0; i < incidents; ++i)
      outcomes[i].time_below = place((static_cast<double>(i) + 0.5) / static_cast<double>(incidents));
    const Scores scores = score(outcomes);
    const auto broken = failures(scores);
    const bool caught = std::any_of(broken.begin(), broken.end(),
                                    [](const std::string& what) { return what.starts_with("times inside"); });
    CHECK(caught == (scores.time_chi2 > 43.82));
    return scores.time_chi2;
  };
  CHECK(chi2([](double u) { return u; }) == Approx(0.0).margin(1e-9));
  CHECK(chi2([](double u) { return u * u; }) > 43.82);                                 // too long
  CHECK(chi2([](double u) { return 0.5 + 0.5 * std::cbrt(2.0 * u - 1.0); }) > 43.82);  // too sure
  CHECK(score(std::vector<Outcome>(incidents)).time_chi2 == 0.0);                      // nobody asked
}

TEST_CASE("made incidents are answered as surely as they should be, and no surer") {
  const Scores scores = score(trials(own_folder(), Recipe{}, 1, few, draws));
  for (const std::string& broken : failures(scores)) FAIL_CHECK(broken);
  CHECK(scores.covered_90 >= 0.78);
  CHECK(scores.plots_covered_90 >= 0.80);
  CHECK(std::abs(scores.brier - scores.expected_brier) < 0.06);
}

TEST_CASE("moved, turned and mirrored as a whole, an incident keeps its answers") {
  // The draws fall elsewhere in the scene: what 400 of them leave open is all that may differ.
  constexpr std::size_t incidents = 12;
  const Recipe plain;
  Recipe moved = plain, turned = plain, mirrored = plain;
  moved.place = {.latitude = 61.0, .longitude = 15.0};
  turned.turn = 128.0;
  mirrored.mirrored = true;
  const auto here = trials(own_folder(), plain, 1, incidents, draws);
  for (const Recipe& other : {moved, turned, mirrored}) {
    const auto there = trials(own_folder(), other, 1, incidents, draws);
    for (std::size_t i = 0; i < incidents; ++i) {
      CAPTURE(i, other.turn, other.mirrored, here[i].probability, there[i].probability);
      CHECK(there[i].margin == here[i].margin);  // of the truth
      const double p = 0.5 * (here[i].probability + there[i].probability);
      const double runs = static_cast<double>(draws) / 10.0;
      CHECK(std::abs(here[i].probability - there[i].probability) <=
            3.89 * std::sqrt(2.0 * std::max(p * (1.0 - p), 1.0 / runs) / runs));
      // A quantile of 400 draws is off by 0.11 sigma in the tail.
      const double width = here[i].high - here[i].low;
      CHECK(there[i].low == Approx(here[i].low).margin(0.2 * width));
      CHECK(there[i].high == Approx(here[i].high).margin(0.2 * width));
    }
  }
}

TEST_CASE("a case that leaves out the radar's bias is caught") {
  Recipe recipe;
  recipe.told_bias = 0.0;
  recipe.bias = 400.0;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few, draws))).empty());
}

TEST_CASE("radar plots and a tracker's output are answered as surely as they should be") {
  Recipe plots, tracked;
  plots.seen = Recipe::Seen::plots;
  plots.by_class = tracked.by_class = true;
  tracked.seen = Recipe::Seen::system_track;
  for (const Recipe& recipe : {plots, tracked}) {
    const Scores scores = score(trials(own_folder(), recipe, 1, few / 2, draws));
    for (const std::string& broken : failures(scores)) FAIL_CHECK(broken);
    CHECK(scores.plots_covered_90 >= 0.78);
  }
}

TEST_CASE("a tracker that is behind in turns is answered as unsurely as it should be") {
  Recipe behind;
  behind.seen = Recipe::Seen::system_track;
  behind.by_class = behind.lags = behind.turning = true;
  const Scores scores = score(trials(own_folder(), behind, 1, few, draws));
  const Accepted region = accepted(few, 0.86);  // none of recon's models made it
  CHECK(scores.covered_90 * static_cast<double>(few) >= static_cast<double>(region.least) - 0.5);
  CHECK(scores.plots_covered_90 >= 0.80);
}

TEST_CASE("a case that leaves out the bias of range and azimuth is caught") {
  Recipe recipe;
  recipe.seen = Recipe::Seen::plots;
  recipe.told_bias = 0.0;
  recipe.bias = 400.0;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few / 2, draws))).empty());
}

TEST_CASE("a case that trusts clocks that are off is caught") {
  Recipe recipe;
  recipe.clock = 5.0;
  recipe.told_clock = 0.02;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few / 2, draws))).empty());
}

TEST_CASE("a case that doubts too much is caught") {
  Recipe recipe;
  recipe.told_random = recipe.told_bias = 3.0;
  CHECK_FALSE(failures(score(trials(own_folder(), recipe, 1, few, draws))).empty());
}

}  // namespace recon::calibration
