// SPDX-License-Identifier: Apache-2.0
#include "recon/report/deciding.hpp"

#include <deque>
#include <string>
#include <vector>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>

#include "recon/report/text.hpp"

using namespace recon;
using assess::Side;
using report::Account;
using report::deciding;

namespace {

constexpr auto in = Side::inside, out = Side::outside, open = Side::undetermined;

/// One account's matrix, written as claims with a line of sides for each reading.
class Drawn {
public:
  explicit Drawn(const std::vector<std::string>& versions) {
    for (const std::string& title : versions) question.versions.push_back({.id = title, .title = title});
    question.matrix.push_back({.account = &account, .claims = {}});
  }
  Drawn& claim(const std::string& label) {
    question.matrix.front().claims.push_back({.claim = label, .label = label});
    return *this;
  }
  Drawn& reading(const std::vector<std::string>& words, const std::vector<Side>& sides) {
    report::Row row{.readings = words};
    for (const Side side : sides) row.cells.push_back(&findings_.emplace_back(assess::Finding{.side = side}));
    for (auto& finding : findings_) finding.basis = assess::Basis::position;
    question.matrix.front().claims.back().rows.push_back(row);
    return *this;
  }
  Account account{.id = "one"};
  report::QuestionView question;

private:
  std::deque<assess::Finding> findings_;
};

}  // namespace

TEST_CASE("Which version puts how many readings on which side is told, the version with most first") {
  Drawn drawn{{"Chart, 1977", "Survey"}};
  drawn.claim("depth").reading({"tip"}, {open, in}).reading({"edge"}, {in, in});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).borders) ==
        "Inside by Survey in 2 of 2 readings, by Chart, 1977 in 1; else undetermined.");
}

TEST_CASE("Of one reading it is told by which versions it lies inside, outside or neither") {
  Drawn drawn{{"Survey", "Chart", "Atlas"}};
  drawn.claim("length").reading({""}, {in, out, open});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).borders) ==
        "Inside by Survey; outside by Chart; else undetermined.");
  CHECK(deciding(drawn.question, drawn.account).readings.empty());
}

TEST_CASE("Statements that come out alike by every version are named with what their readings share") {
  Drawn drawn{{"Survey", "Chart"}};
  drawn.claim("depth “1.36 miles”")
      .reading({"statute mi · nearest edge", "nautical mi · nearest edge"}, {in, in})
      .reading({"statute mi · from the tip"}, {in, open})
      .reading({"nautical mi · from the tip"}, {in, open})
      .claim("time “17 s”")
      .reading({""}, {in, open});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).readings) ==
        "Inside by every version: depth “1.36 miles” (nearest edge). The border version decides: the other 3 "
        "of 5 readings.");
}

TEST_CASE(
    "Statements on which the versions differ are named where they are the fewer, with their instant if need "
    "be") {
  const bool twice = GENERATE(false, true);
  Drawn drawn{{"Survey", "Chart"}};
  drawn.claim(twice ? "distance “1 km”, at crash" : "distance “4 km”, at crash")
      .reading({"shortest way", "along the course"}, {out, out})
      .claim("distance “1 km”, at hit")
      .reading({""}, {out, open});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).readings) ==
        std::string{"The border version decides: distance “1 km”"} + (twice ? ", at hit" : "") +
            ". Outside by every version: the other 2 of 3 readings.");
}

TEST_CASE("Readings of a claim that share no telling option are counted") {
  Drawn drawn{{"Survey", "Chart"}};
  drawn.claim("depth")
      .reading({"a · x"}, {in, in})
      .reading({"b · y"}, {in, in})
      .reading({"a · y"}, {in, open});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).readings) ==
        "The border version decides: depth (1 of 3 readings). Inside by every version: the other 2 of 3 "
        "readings.");
}

TEST_CASE(
    "Where all counted cells agree nothing decides; versions and rows that do not count are passed over") {
  Drawn drawn{{"Survey", "Chart", "School atlas"}};
  drawn.question.versions.back().counts = false;
  drawn.claim("depth").reading({"tip"}, {in, in, out}).reading({"edge"}, {in, in, open});
  CHECK(deciding(drawn.question, drawn.account).borders.empty());
  CHECK(deciding(drawn.question, drawn.account).readings.empty());
  const Account stranger{.id = "two"};
  CHECK(deciding(drawn.question, stranger).borders.empty());
}

TEST_CASE("One version alone decides nothing between versions, but its readings may differ") {
  Drawn drawn{{"Survey"}};
  drawn.claim("position").reading({"WGS 84"}, {in}).reading({"ED50"}, {out}).reading({"Nahrwan"}, {in});
  CHECK(deciding(drawn.question, drawn.account).borders.empty());
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).readings) ==
        "Outside: position (ED50). Inside: the other 2 of 3 readings.");
}

TEST_CASE("Five statements are told by their number: their table stands below") {
  Drawn drawn{{"Survey", "Chart"}};
  for (const char* name : {"a", "b", "c", "d", "e"}) drawn.claim(name).reading({""}, {in, in});
  for (const char* name : {"f", "g", "h", "i", "j", "k"}) drawn.claim(name).reading({""}, {in, open});
  CHECK(report::for_terminal(deciding(drawn.question, drawn.account).readings) ==
        "Inside by every version: 5 of 11 readings. The border version decides: the other 6 of 11 readings.");
}
