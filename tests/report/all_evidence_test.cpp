// SPDX-License-Identifier: Apache-2.0
#include "recon/report/all_evidence.hpp"

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>

namespace recon {

TEST_CASE("All evidence is a curve over weights and never one number") {
  inquiry::Inquiry inquiry;
  inquiry.assessment.answers.push_back(
      {.question = "entered", .narrative = "north", .lowest = 0.97, .highest = 0.99});
  inquiry.assessment.answers.push_back(
      {.question = "entered", .narrative = "south", .lowest = 0.01, .highest = 0.02});
  const std::string text = report::all_evidence(inquiry);
  CHECK(text.find("north against south") != std::string::npos);
  for (const char* weight : {"      0 %", "     50 %", "    100 %"})
    CHECK(text.find(weight) != std::string::npos);
  CHECK(text.find("nothing is called between") != std::string::npos);
}

TEST_CASE("A margin is told against three alternatives, capped") {
  inquiry::Inquiry inquiry;
  inquiry.assessment.findings.push_back({.claim = "letter/position",
                                         .border = "survey",
                                         .basis = assess::Basis::position,
                                         .nominal_margin = metres(900),
                                         .sigma = metres(100)});
  const std::string text = report::all_evidence(inquiry);
  CHECK(text.find("over 200 (moderately strong) against 1.0 km") != std::string::npos);
  CHECK(text.find("against 2.0 km") != std::string::npos);
  CHECK(text.find("against 5.0 km") != std::string::npos);
}

}  // namespace recon
