// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>

#include "recon/report/report.hpp"
#include "recon/units/whole_file.hpp"

using namespace recon;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex{pattern};
  return {std::sregex_token_iterator{text.begin(), text.end(), regex, 1}, std::sregex_token_iterator{}};
}

}  // namespace

TEST_CASE("The page of the drill is written where a reader can open it") {
  const auto path = std::filesystem::temp_directory_path() / "recon-drill.html";
  write_whole(path, report::html(test::sample_inquiry()));
  CHECK(std::filesystem::file_size(path) > 20'000);
  CHECK(std::filesystem::file_size(path) < 500'000);
}

TEST_CASE("The page fetches nothing") {
  const std::string page = report::html(test::sample_inquiry());
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<link") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("@import") == std::string::npos);
  CHECK(page.find(" src=") == std::string::npos);
  for (const std::string& address : matches(page, "url\\(([^)]*)"))
    CHECK((address[0] == '#' || address.starts_with("\"data:image/svg+xml")));
  for (const std::string& address : matches(page, "href=\"([^\"]*)\""))
    CHECK((address[0] == '#' || address.starts_with("https://example.org/")));
}

TEST_CASE("No figure of the page is parted from its unit at the end of a line") {
  const std::string page = report::html(test::sample_inquiry());
  CHECK(page.find("\u2009") == std::string::npos);  // a thin space breaks
  CHECK(page.find("99 %") == std::string::npos);
  CHECK(page.find("1.3\u00A0km") != std::string::npos);
}

TEST_CASE("A page says by which border version and by which reading an answer comes out how") {
  const std::string page = report::html(test::sample_inquiry());
  CHECK(page.find("<strong>By border version:</strong> Inside by Survey 2000 in 2 of 2") !=
        std::string::npos);
  CHECK(page.find("Where the border version decides: depth inside") != std::string::npos);
}

TEST_CASE("Warnings about the case file are told below the question, and are no alarm above it") {
  inquiry::Inquiry sample = test::sample_inquiry();
  sample.problems.front().severity = incident::Severity::warning;
  const std::string page = report::html(sample);
  CHECK(page.find("class=\"bar\"") == std::string::npos);
  CHECK(page.find("1 warning about the case file") == std::string::npos);  // its space does not break
  CHECK(page.find("warning about the case file: see Remarks") > page.find("<h1>"));
}

TEST_CASE("A question that is answered by holding accounts against each other says where that is done") {
  inquiry::Inquiry sample = test::sample_inquiry();
  CHECK(report::html(sample).find("Answered under") == std::string::npos);
  sample.assessment.agreements.front().question = "how-long";
  CHECK(report::html(sample).find("Answered under <a href=\"#agreements\">") != std::string::npos);
}

TEST_CASE("A statement that is a script stays a statement") {
  inquiry::Inquiry hostile = test::sample_inquiry();
  const std::string attack = "<script>alert(1)</script>\" onload='x' {{title}} &amp; </title></svg>";
  hostile.incident.title = test::text(attack);
  hostile.incident.questions[0].asks = test::text(attack);
  hostile.incident.zones[0].title = test::text(attack);
  hostile.incident.parties[0].name = test::text(attack);
  hostile.incident.events[0].means = test::text(attack);
  hostile.incident.landmarks[0].name = test::text(attack);
  hostile.incident.narratives[0].statements[0].words = test::text(attack);
  hostile.incident.sources[0].title = test::text(attack);
  hostile.incident.sources[0].address = test::text("javascript:alert(1)");
  hostile.incident.questions[1].id = test::text("a\" onload=\"x");
  for (auto& finding : hostile.assessment.findings)
    if (finding.question == "at-hit") finding.question = "a\" onload=\"x";
  for (auto& answer : hostile.assessment.answers)
    if (answer.question == "at-hit") answer.question = "a\" onload=\"x";
  hostile.borders["survey-a"].about.title = test::text(attack);
  hostile.assessment.answers[0].sentence = attack;
  hostile.assessment.findings[0].reading_words = attack;
  hostile.assessment.consistencies[0].title = attack;
  hostile.normalised.adjustments[0].what = attack;
  const std::string page = report::html(hostile);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("onload='x'") == std::string::npos);
  CHECK(page.find("\" onload=\"x") == std::string::npos);
  CHECK(page.find("href=\"javascript") == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
  CHECK(page.find("{{title}}") != std::string::npos);
}

TEST_CASE("Every picture says what it is, or is passed over") {
  const std::string page = report::html(test::sample_inquiry());
  std::size_t described = 0;
  for (const std::string& svg :
       matches(page, "(<svg [^>]*>(?:<title[^>]*>[^<]+</title><desc[^>]*>[^<]+</desc>)?)")) {
    CAPTURE(svg);
    const bool hidden = svg.find("aria-hidden=\"true\"") != std::string::npos;
    const bool told = svg.find("role=\"img\"") != std::string::npos &&
                      svg.find("<title") != std::string::npos && svg.find("<desc") != std::string::npos;
    CHECK((hidden || told));
    described += told ? 1 : 0;
  }
  CHECK(described >= 10);
}

TEST_CASE("No id stands twice") {
  std::vector<std::string> ids = matches(report::html(test::sample_inquiry()), " id=\"([^\"]*)\"");
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(ids.size() > 20);
}

TEST_CASE("The page keeps to guarded words") {
  const std::string page = report::html(test::sample_inquiry());
  for (const char* word : {"proves", "lied", "violated", "liar"})
    CHECK_FALSE(std::regex_search(page, std::regex{"\\b" + std::string{word} + "\\b"}));
  CHECK(page.find(">0\u00A0%") == std::string::npos);
  CHECK(page.find("100\u00A0%") == std::string::npos);
  CHECK(page.find("nan") == std::string::npos);
}

TEST_CASE("The same inquiry gives the same page") {
  CHECK(report::html(test::sample_inquiry()) == report::html(test::sample_inquiry()));
}

TEST_CASE("Each figure is drawn for two sizes") {
  const std::string page = report::html(test::sample_inquiry());
  CHECK(count(page, "<svg class=\"wide\"") == count(page, "<svg class=\"narrow\""));
  CHECK(count(page, "<svg class=\"wide\"") >= 8);
}

TEST_CASE("Every account gets a card, a letter and both its numbers") {
  const std::string page = report::html(test::sample_inquiry());
  CHECK(count(page, "<article class=\"card\"") == 4 + 3);
  CHECK(page.find("○ stated to be outside, in words only") != std::string::npos);
  CHECK(page.find("nothing is said that bears on it: C İzmir Haber Ajansı") != std::string::npos);
  CHECK(page.find("İzmir Haber Ajansı") != std::string::npos);
  CHECK(page.find("<span>undetermined</span>") != std::string::npos);
  CHECK(page.find("margin below error") != std::string::npos);
  CHECK(page.find("lang=\"tr\"") != std::string::npos);
}

TEST_CASE("A case with nothing in it still makes a page") {
  const std::string page = report::html(inquiry::Inquiry{});
  CHECK(page.find("Nothing is asked") != std::string::npos);
  CHECK(page.find("</html>") != std::string::npos);
}
