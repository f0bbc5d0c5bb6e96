// SPDX-License-Identifier: Apache-2.0
#include "recon/report/figures.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>

#include "recon/report/labels.hpp"
#include "recon/report/text.hpp"

using namespace recon;
using namespace recon::report;

TEST_CASE("Ticks are multiples of their step and meet zero exactly") {
  CHECK(ticks(-1.0, 1.0, 0.5) == std::vector<double>{-1.0, -0.5, 0.0, 0.5, 1.0});
  CHECK(ticks(0.1, 0.3, 0.1).size() == 3);
  CHECK(nice_step(10.0, 5.0) == Approx(2.0));
  CHECK(nice_step(0.07, 5.0) == Approx(0.02));
}

TEST_CASE("Property: labels never overlap and never leave the frame", "[property]") {
  const Box frame{0, 0, 400, 300};
  LabelPlaces places{frame};
  std::vector<Box> taken;
  const int crowd = GENERATE(5, 20, 60);
  for (int i = 0; i < crowd; ++i) {
    const Point anchor{200 + 150 * std::sin(i * 1.7), 150 + 100 * std::cos(i * 2.9)};
    const auto box = places.near(anchor, 60, 16, 6);
    if (!box) continue;
    CHECK(box->x0 >= frame.x0);
    CHECK(box->x1 <= frame.x1);
    CHECK(box->y0 >= frame.y0);
    CHECK(box->y1 <= frame.y1);
    for (const Box& other : taken) CHECK_FALSE(overlap(*box, other));
    taken.push_back(*box);
  }
  CHECK(taken.size() >= 5);
}

TEST_CASE("A line that is simplified leaves its points by no more than the tolerance") {
  std::vector<Point> line;
  for (int i = 0; i < 500; ++i)
    line.push_back({i * 1.0, 20.0 * std::sin(i * 0.05) + 0.2 * std::sin(i * 3.0)});
  const std::vector<Point> few = simplified(line, 0.35);
  CHECK(few.size() < line.size() / 3);
  for (const Point& p : line) {
    double nearest = 1e9;
    for (std::size_t i = 1; i < few.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(p, few[i - 1], few[i]));
    CHECK(nearest <= 0.35 + 1e-9);
  }
}

TEST_CASE("What is clipped stays within the box and keeps what was within") {
  const Box box{0, 0, 10, 10};
  const auto ring = clipped_ring({{-5, -5}, {15, -5}, {15, 5}, {-5, 5}}, box);
  for (const Point& p : ring) CHECK(box.holds(p));
  CHECK(within({ring}, {5, 2}));
  CHECK_FALSE(within({ring}, {5, 7}));
  const auto pieces = clipped_line({{-5, 5}, {5, 5}, {5, 20}, {8, 20}, {8, 5}}, box);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].front().x == Approx(0));
  CHECK(pieces[1].front().y == Approx(10));
}

TEST_CASE("No dot crosses zero: as many dots are filled as margins are inside") {
  const inquiry::Inquiry sample = test::sample_inquiry();
  const View view{sample};
  const QuestionView& question = view.questions.front();
  for (const Account& account : view.accounts) {
    const auto rows = dot_rows(question, account);
    REQUIRE_FALSE(rows.empty());
    const std::string svg = dot_chart("t", Size::desktop, view, question, account, rows);
    std::size_t inside = 0, filled = 0, right = 0, circles = 0;
    for (const assess::Finding* row : rows)
      for (const Length dot : row->dots) inside += dot > metres(0) ? 1U : 0U;
    for (auto at = svg.find("<circle"); at != std::string::npos; at = svg.find("<circle", at + 1)) {
      const std::string circle = svg.substr(at, svg.find("/>", at) - at);
      const double x = std::stod(circle.substr(circle.find("cx=\"") + 4));
      const bool is_filled = circle.find("fill=\"" + account.colour) != std::string::npos;
      ++circles;
      filled += is_filled ? 1U : 0U;
      right += x > 200.0 ? 1U : 0U;
      CHECK(is_filled == (x > 200.0));
    }
    CHECK(circles == 20 * rows.size());
    CHECK(filled == inside);
    CHECK(right == inside);
  }
}

TEST_CASE("The second row of a dot chart is the counted version least favourable to the first") {
  const inquiry::Inquiry sample = test::sample_inquiry();
  const View view{sample};
  const auto rows = dot_rows(view.questions.front(), view.accounts.front());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]->border == "survey-a");
  CHECK(rows[1]->border == "atlas");
}

TEST_CASE(
    "A dot chart shows the first reading on which counted versions differ, else the first that has dots") {
  inquiry::Inquiry sample = test::sample_inquiry();
  for (assess::Finding& finding : sample.assessment.findings)
    if (finding.question == "any" && finding.narrative == "northland" && finding.counts &&
        finding.reading_words == "statute")
      finding.side = assess::Side::inside;
  const View view{sample};
  CHECK(dot_rows(view.questions.front(), view.accounts.front()).front()->reading_words == "nautical");
  for (assess::Finding& finding : sample.assessment.findings)
    if (finding.narrative == "northland" && finding.counts) finding.side = assess::Side::inside;
  const View agreed{sample};
  CHECK(dot_rows(agreed.questions.front(), agreed.accounts.front()).front()->reading_words == "statute");
}

TEST_CASE("Swings are sorted by their width and start from the first reading") {
  const inquiry::Inquiry sample = test::sample_inquiry();
  const View view{sample};
  const Tornado tornado = tornado_of(view, view.questions.front(), view.accounts.front());
  REQUIRE(tornado.swings.size() == 2);
  CHECK(tornado.swings[0].what.find("Border version") == 0);
  CHECK(tornado.swings[0].high->border == "survey-b");
  CHECK(tornado.swings[1].what.find("Mile") == 0);
}

TEST_CASE("No two labels of the map overlap, at either size") {
  const inquiry::Inquiry sample = test::sample_inquiry();
  const View view{sample};
  const Map map = map_of(view, view.questions.front());
  for (const std::string* svg : {&map.desktop, &map.phone}) {
    std::vector<Box> boxes;
    for (auto at = svg->find("class=\"hl\""); at != std::string::npos;
         at = svg->find("class=\"hl\"", at + 1)) {
      const auto open = svg->rfind("<text", at), close = svg->find("</text>", at);
      const std::string text = svg->substr(open, close - open);
      const double x = std::stod(text.substr(text.find(" x=\"") + 4)),
                   y = std::stod(text.substr(text.find(" y=\"") + 4));
      std::string words;
      bool tag = false;
      for (const char c : text) {
        if (c == '<') tag = true;
        if (!tag) words += c;
        if (c == '>') tag = false;
      }
      const double width = 0.85 * drawn_width(words, 13.0);
      const double left = text.find("\"end\"") != std::string::npos      ? x - width
                          : text.find("\"middle\"") != std::string::npos ? x - width / 2
                                                                         : x;
      boxes.push_back({left, y - 10, left + width, y + 2});
    }
    CHECK(boxes.size() >= 6);
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t j = i + 1; j < boxes.size(); ++j) CHECK_FALSE(overlap(boxes[i], boxes[j]));
  }
}
