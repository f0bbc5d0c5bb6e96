// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "recon/report/flights_file.hpp"
#include "recon/report/report.hpp"

using namespace recon;

TEST_CASE("The JSON parses back and holds the assessment") {
  const inquiry::Inquiry sample = test::sample_inquiry();
  const nlohmann::json read = nlohmann::json::parse(report::json(sample));
  CHECK(read["incident"] == "drill");
  CHECK(read["recon_version"] == inquiry::version());
  REQUIRE(read["finding"].size() == sample.assessment.findings.size());
  CHECK(read["answer"].size() == sample.assessment.answers.size());
  CHECK(read["claim"].size() == sample.normalised.claims.size());
  CHECK(read["settings"]["draws"] == "20000");
  const auto& finding = read["finding"][0];
  CHECK(finding["side"] == "inside");
  CHECK(finding["margin_50_m"] == Approx(1250));
  CHECK(finding["dot_m"].size() == 20);
  CHECK(read["marker"][0]["position"]["latitude_deg"] == Approx(1.018));
  CHECK(read["consistency"].back()["verdict"] == "impossible");
}

TEST_CASE("An undetermined finding carries its cause") {
  const nlohmann::json read = nlohmann::json::parse(report::json(test::sample_inquiry()));
  for (const auto& finding : read["finding"])
    if (finding["side"] == "undetermined") CHECK(finding.contains("cause"));
}

TEST_CASE("A margin of zero is written, an unknown one is left out") {
  inquiry::Inquiry sample = test::sample_inquiry();
  sample.assessment.findings[0].nominal_margin = metres(0);
  sample.assessment.findings[1].nominal_margin.reset();
  const nlohmann::json read = nlohmann::json::parse(report::json(sample));
  CHECK(read["finding"][0]["nominal_margin_m"] == 0);
  CHECK_FALSE(read["finding"][1].contains("nominal_margin_m"));
}

TEST_CASE("An end without limit survives") {
  inquiry::Inquiry sample = test::sample_inquiry();
  sample.assessment.stated[0].value->highest = std::numeric_limits<double>::infinity();
  const nlohmann::json read = nlohmann::json::parse(report::json(sample));
  CHECK(read["stated"][0]["value"]["highest"] == "Infinity");
}

TEST_CASE("The same inquiry gives the same JSON") {
  CHECK(report::json(test::sample_inquiry()) == report::json(test::sample_inquiry()));
}

TEST_CASE("A drawn flight tells of the time inside a zone only where it was asked of one") {
  const auto names = [](const std::string& zone) {
    assess::SampledTelling telling{.narrative = "turkey", .aircraft = "jet", .zone = zone, .border = "ne"};
    telling.flights.push_back({.positions = {{degrees(35.8), degrees(36.1)}}});
    std::string all;
    const auto ways = report::ways_of({telling});
    for (const auto& about : ways.front().about) all += about.name + " ";
    return all;
  };
  CHECK(names("turkey-land") ==
        "narrative zone border reading flight time_inside_s length_inside_m deepest_m sound ");
  CHECK(names("") == "narrative border reading flight sound ");
}
