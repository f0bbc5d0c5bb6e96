// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"

using namespace recon;

namespace {

/// The manual's case of that id, in a folder of its own.
std::filesystem::path case_of_the_manual(const std::string& id) {
  std::ifstream manual{std::string{RECON_DATA} + "/../docs/case-file.md"};
  std::string text;
  bool inside = false;
  for (std::string line; std::getline(manual, line);) {
    if (line == "id: \"" + id + "\"") inside = true;
    if (inside && line == "```") break;
    if (inside) text += line + "\n";
  }
  std::string folder = (std::filesystem::temp_directory_path() / "recon-plots-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  std::ofstream{std::filesystem::path{folder} / "case.textproto"} << text;
  return folder;
}

}  // namespace

TEST_CASE("Plots of a radar go from a case file to a side at every instant, each with its error") {
  const auto folder = case_of_the_manual("plots");
  const inquiry::Inquiry opened = inquiry::open(folder.string(), {}, {.draws = 2'000});
  std::filesystem::remove_all(folder);
  for (const auto& problem : opened.problems) UNSCOPED_INFO(load::print(problem));
  REQUIRE(opened.usable());
  REQUIRE(opened.assessment.tracks.size() == 1);
  const assess::DrawnTrack& track = opened.assessment.tracks.front();
  REQUIRE(track.fixes.size() == 6);
  for (const normalise::ReadFix& fix : track.fixes) CHECK(fix.polar.has_value());

  std::vector<double> on_the_map, low;
  for (const assess::DrawnTrack::Margins& against : track.margins) {
    REQUIRE(against.margin.size() == 6);
    for (const Interval<Length>& margin : against.margin) {
      CHECK(margin.lowest < margin.stated);
      CHECK(margin.stated < margin.highest);
      // 51 km from a radar of class C: 125 m random, 100 m biases each way.
      CHECK(in_metres(margin.highest - margin.lowest) > 200.0);
      CHECK(in_metres(margin.highest - margin.lowest) < 1'200.0);
    }
    (against.zone == "turkey-low" ? low : on_the_map) = against.inside;
  }
  // The picture crosses the salient: outside, inside, outside again; and never below flight level 150.
  CHECK(on_the_map.front() + on_the_map.back() < *std::ranges::max_element(on_the_map));
  CHECK(*std::ranges::max_element(low) < 1e-6);

  const auto& findings = opened.assessment.findings;
  const auto side = [&](const std::string& question) {
    const auto found = std::ranges::find(findings, question, &assess::Finding::question);
    REQUIRE(found != findings.end());
    return found->side;
  };
  CHECK(side("low") == assess::Side::outside);
}
