// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <string>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>

#include "recon/report/report.hpp"
#include "recon/report/text.hpp"

using namespace recon;

namespace {

std::string without_colour(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      out += text[i];
      continue;
    }
    i = text.find('m', i);
  }
  return out;
}

}  // namespace

TEST_CASE("No line of the terminal report is wider than 100 columns") {
  inquiry::Inquiry wide = test::sample_inquiry();
  wide.incident.parties[0].name =
      test::text("Kuzey Ülkesi Cumhuriyeti Dışişleri Bakanlığı ve Genelkurmay Başkanlığı Basın Dairesi");
  wide.borders["chart"].about.title =
      test::text("Uluslararası deniz haritası, ikinci ve gözden geçirilmiş baskı");
  wide.assessment.answers[0].depends_on = std::string(150, 'x');
  wide.incident.questions[0].asks = test::text(std::string(250, 'y'));
  inquiry::Inquiry one_version = test::sample_inquiry();
  for (auto& finding : one_version.assessment.findings)
    if (finding.border != "survey-a") finding.border.clear();
  for (const auto& inquiry : {test::sample_inquiry(), wide, one_version}) {
    std::istringstream lines{report::terminal(inquiry, report::Style::plain)};
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(report::columns(line) <= 100);
    }
  }
}

TEST_CASE("The plain report has no escapes, and colour changes no word") {
  const std::string plain = report::terminal(test::sample_inquiry(), report::Style::plain);
  const std::string colour = report::terminal(test::sample_inquiry(), report::Style::colour);
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(colour.find('\x1b') != std::string::npos);
  CHECK(without_colour(colour) == plain);
}

TEST_CASE("Of a case without a question it is said that it asks nothing") {
  inquiry::Inquiry silent = test::sample_inquiry();
  silent.incident.questions.clear();
  silent.assessment = {};
  CHECK(report::terminal(silent, report::Style::plain).find("The case asks nothing") != std::string::npos);
  CHECK(report::html(silent).find("The case asks nothing") != std::string::npos);
  CHECK(report::terminal(test::sample_inquiry(), report::Style::plain).find("asks nothing") ==
        std::string::npos);
}

TEST_CASE("The terminal report answers each question for each account") {
  const std::string text = report::terminal(test::sample_inquiry(), report::Style::plain);
  CHECK(text.find("1. Was the aircraft inside Northland at any time?") != std::string::npos);
  CHECK(text.find("B  Southland                 ○ outside") != std::string::npos);
  CHECK(text.find("C  İzmir Haber Ajansı        ◐ undetermined; depends on the border version") !=
        std::string::npos);
  CHECK(text.find("○ outside, in words only") != std::string::npos);
  CHECK(text.find("Impossible A") != std::string::npos);
  CHECK(text.find("School atlas*") != std::string::npos);
  CHECK(text.find("17 s (") != std::string::npos);
}

TEST_CASE("A statement cannot send escapes to a terminal") {
  inquiry::Inquiry hostile = test::sample_inquiry();
  hostile.assessment.answers[0].sentence = "\x1b]0;title\x07 and \x1b[2J";
  hostile.incident.title = test::text("\x1b[31mred");
  CHECK(report::terminal(hostile, report::Style::plain).find('\x1b') == std::string::npos);
}

TEST_CASE("The terminal report prints the notes of the case, as the page does") {
  inquiry::Inquiry inquiry = test::sample_inquiry();
  inquiry.incident.notes.clear();
  CHECK(report::terminal(inquiry, report::Style::plain).find("Notes of the case") == std::string::npos);
  inquiry.incident.notes = {test::text("flight: KML: 12 rows read, 11 used, in 1 track"),
                            test::text("flight: not used: 1, position 0, 0 (line 7)")};
  const std::string text = report::terminal(inquiry, report::Style::plain);
  CHECK(text.find("Notes of the case\n   flight: KML: 12 rows read, 11 used, in 1 track\n"
                  "   flight: not used: 1, position 0, 0 (line 7)\n") != std::string::npos);
}

TEST_CASE("The report says when each track was on which side, with the day where it changes") {
  inquiry::Inquiry inquiry = test::sample_inquiry();
  const Instant late{std::chrono::milliseconds{1'448'409'590'000}};  // 24 November 2015, 23:59:50
  assess::DrawnTrack track;
  track.narrative = inquiry.incident.narratives.front().id;
  track.aircraft = inquiry.incident.aircraft.front().id.text;
  track.sides = {{inquiry.incident.zones.front().id.text,
                  "",
                  {{assess::Side::outside, late, after(late, seconds(5)), 6},
                   {assess::Side::undetermined, after(late, seconds(6)), after(late, seconds(6)), 1},
                   {assess::Side::inside, after(late, seconds(7)), after(late, seconds(20)), 14}}}};
  inquiry.assessment.tracks = {track};
  std::string text = report::terminal(inquiry, report::Style::plain);
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;) {
    const std::size_t next = text.find_first_not_of(' ', at + 1);
    text.replace(at, next == std::string::npos ? 1 : next - at, " ");
  }
  CHECK(text.find("When each track was on which side") != std::string::npos);
  CHECK(
      text.find("outside 23:59:50–23:59:55, cannot be told 23:59:56, inside 23:59:57–2015-11-25 00:00:10.") !=
      std::string::npos);
}
