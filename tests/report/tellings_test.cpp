// SPDX-License-Identifier: Apache-2.0
#include "recon/report/tellings.hpp"

#include <limits>
#include <set>
#include <sstream>

#include "tests/support/sample_inquiry.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "recon/report/report.hpp"
#include "recon/report/text.hpp"

using namespace recon;
using namespace recon::report;
using assess::Telling;
using Verdict = Telling::Verdict;

namespace {

constexpr double no_end = std::numeric_limits<double>::infinity();

/// Two statements of the drill: a depth with a figure, a time without an upper end.
Telling telling(const std::string& mile, const std::string& border, Verdict verdict, double strain) {
  Telling made{.narrative = "northland",
               .aircraft = "lead",
               .zone = "northland-air",
               .border = border,
               .reading = {{"mile@northland", mile}},
               .reading_words = mile + " miles"};
  made.statements = {
      {"northland-says/depth",
       "1.36 miles",
       "2.2 km",
       "m",
       {2181.1, 2188.7, 2196.8},
       150.0,
       1650.25,
       verdict == Verdict::fits ? 0.0 : strain},
      {"northland-says/time", "17 s", "at least 16.5 s", "s", {16.5, 17.0, no_end}, 0.5, 17.25, 0.0}};
  made.left_out = {"northland-says/fall: it is not a moment near the event"};
  made.verdict = verdict;
  made.strain = strain;
  made.closest = {test::at(1.0, 1.0), test::at(1.01, 0.99)};
  if (verdict == Verdict::contradiction)
    made.conflicts = {{{0, 1}, strain, 0.5, "Depth and time at strain " + std::to_string(strain) + "."}};
  if (verdict == Verdict::fits)
    made.flights =
        Telling::Flights{.drawn = 60,
                         .time = {seconds(16.0), seconds(17.0), seconds(18.0)},
                         .length = {metres(1700), metres(1850), metres(2000)},
                         .depth = {metres(500), metres(620), metres(700)},
                         .speed = {metres_per_second(100), metres_per_second(110), metres_per_second(120)},
                         .headings = {{"W", 0.75}, {"WSW", 0.25}}};
  return made;
}

inquiry::Inquiry with(std::vector<Telling> tellings) {
  inquiry::Inquiry inquiry = test::sample_inquiry();
  inquiry.assessment.tellings = std::move(tellings);
  return inquiry;
}

/// Contradicted by nautical miles everywhere, in statute miles decided by the border.
inquiry::Inquiry drill() {
  return with({telling("statute", "survey-a", Verdict::fits, 0.8),
               telling("statute", "survey-b", Verdict::fits, 0.9),
               telling("statute", "chart", Verdict::stretched, 2.4),
               telling("nautical", "survey-a", Verdict::contradiction, 12.3),
               telling("nautical", "survey-b", Verdict::contradiction, 3.44),
               telling("nautical", "chart", Verdict::contradiction, 7.0)});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("An account's tellings are counted, then told once per outcome") {
  const inquiry::Inquiry inquiry = drill();
  const View view{inquiry};
  const std::vector<AccountTold> told = told_accounts(view);
  REQUIRE(told.size() == 1);
  CHECK(told[0].account->letter == "A");
  CHECK(told[0].aircraft == "lead aircraft");
  CHECK(for_terminal(told[0].count) == "2 readings × 3 border versions: 3 contradict, 1 stretched, 2 fit");
  REQUIRE(told[0].outcomes.size() == 3);
  CHECK(told[0].outcomes[0].verdict == Verdict::contradiction);
  CHECK(told[0].outcomes[1].verdict == Verdict::stretched);
  CHECK(told[0].outcomes[2].verdict == Verdict::fits);
}

TEST_CASE("An outcome names its readings and border versions, and no choice that does not matter") {
  const inquiry::Inquiry inquiry = drill();
  const View view{inquiry};
  const auto outcomes = told_accounts(view)[0].outcomes;
  CHECK(outcomes[0].where == std::vector<std::string>{"nautical mi; every border version"});
  CHECK(outcomes[1].where == std::vector<std::string>{"statute mi; Chart 1977"});
  CHECK(outcomes[2].where == std::vector<std::string>{"statute mi; Survey 2000 or Survey 2020"});

  const inquiry::Inquiry one_border = with({telling("statute", "survey-a", Verdict::fits, 0.8),
                                            telling("nautical", "survey-a", Verdict::fits, 0.8),
                                            telling("statute", "chart", Verdict::stretched, 2.0),
                                            telling("nautical", "chart", Verdict::contradiction, 4.0)});
  const View other{one_border};
  const auto told = told_accounts(other)[0].outcomes;
  CHECK(told[0].where == std::vector<std::string>{"nautical mi; Chart 1977"});
  CHECK(told[2].where == std::vector<std::string>{"every reading; Survey 2000"});
}

TEST_CASE("Options of one choice share their unit") {
  inquiry::Inquiry inquiry = with({});
  inquiry.normalised.choices[0].options.push_back({"arab", "Arabic miles", 0.1, "", ""});
  for (const char* mile : {"nautical", "statute", "arab"})
    inquiry.assessment.tellings.push_back(telling(
        mile, "chart", mile[0] == 'a' ? Verdict::fits : Verdict::stretched, mile[0] == 'a' ? 0.5 : 2.0));
  const View view{inquiry};
  CHECK(told_accounts(view)[0].outcomes[0].where ==
        std::vector<std::string>{"statute or nautical mi; every border version"});
}

TEST_CASE("Property: blocks of an outcome name its tellings and no other", "[property]") {
  // Every pattern of two outcomes over two readings and three versions.
  const int pattern = GENERATE(range(0, 64));
  std::vector<Telling> all;
  int bit = 0;
  for (const char* mile : {"statute", "nautical"})
    for (const char* border : {"survey-a", "survey-b", "chart"})
      all.push_back(
          telling(mile, border, (pattern >> bit++ & 1) != 0 ? Verdict::fits : Verdict::stretched, 0.9));
  const inquiry::Inquiry inquiry = with(all);
  const View view{inquiry};
  std::size_t told = 0;
  const std::vector<AccountTold> accounts = told_accounts(view);
  for (const Outcome& outcome : accounts[0].outcomes) {
    told += outcome.tellings.size();
    for (const Telling& candidate : inquiry.assessment.tellings) {
      const std::string title = view.version(candidate.border)->title;
      const bool named =
          std::any_of(outcome.where.begin(), outcome.where.end(), [&](const std::string& where) {
            const std::string readings = where.substr(0, where.find("; "));
            const bool reading = readings == "every reading" ||
                                 readings == candidate.reading[0].option + " mi" ||
                                 readings.find(" or ") != std::string::npos;
            return reading && (where.find("every border version") != std::string::npos ||
                               where.find(title) != std::string::npos);
          });
      CAPTURE(outcome.where, candidate.reading_words, candidate.border);
      CHECK(named == (candidate.verdict == outcome.verdict));
    }
  }
  CHECK(told == all.size());
}

TEST_CASE("Tellings with other conflicting statements are another outcome") {
  Telling one = telling("statute", "chart", Verdict::contradiction, 4.0);
  Telling other = telling("nautical", "chart", Verdict::contradiction, 4.0);
  other.conflicts = {{{1}, 4.0, 0.0, "Time alone."}};
  const inquiry::Inquiry inquiry = with({one, other});
  const View view{inquiry};
  CHECK(told_accounts(view)[0].outcomes.size() == 2);
  // The same statements in another order of reading are the same outcome.
  other.conflicts = {{{1, 0}, 5.0, 0.0, "Both."}};
  const inquiry::Inquiry same = with({one, other});
  const View same_view{same};
  CHECK(told_accounts(same_view)[0].outcomes.size() == 1);
}

TEST_CASE("The sentence is that of the telling that comes closest, the strain that of all of them") {
  const inquiry::Inquiry inquiry = drill();
  const View view{inquiry};
  const Outcome outcome = told_accounts(view)[0].outcomes[0];
  CHECK(outcome.off_by == "off by 3.4 to 12 times the error");
  REQUIRE(outcome.sentences.size() == 1);
  CHECK(outcome.sentences[0] == "Depth and time at strain 3.440000.");
  CHECK(outcome.flown.empty());
}

TEST_CASE("What is stretched names the figures that are off in the closest flight") {
  const inquiry::Inquiry inquiry = drill();
  const View view{inquiry};
  const Outcome outcome = told_accounts(view)[0].outcomes[1];
  CHECK(outcome.off_by == "off by 2.4 times the error");
  REQUIRE(outcome.sentences.size() == 1);
  CHECK(for_terminal(outcome.sentences[0]) == "In the closest flight depth inside “1.36 miles” is 1.7 km.");
}

TEST_CASE("A stay that outlasts the drawn flights is told without a time, a length or a depth") {
  inquiry::Inquiry inquiry = drill();
  inquiry.assessment.tellings[1].flights->cut_off = true;
  const View view{inquiry};
  const std::string flown = for_terminal(told_accounts(view)[0].outcomes[2].flown);
  CHECK(flown.find("inside at an end of the two minutes that were drawn") == 0);
  CHECK(flown.find(" long") == std::string::npos);
  CHECK(flown.find("tip") == std::string::npos);
}

TEST_CASE("Flights that fit are told by their spread; different tellings are ranges, never averages") {
  inquiry::Inquiry inquiry = drill();
  Telling& second = inquiry.assessment.tellings[1];
  second.flights->time = {seconds(14.0), seconds(15.0), seconds(16.5)};
  second.flights->headings = {{"W", 0.5}, {"NW", 0.5}};
  const View view{inquiry};
  const Outcome outcome = told_accounts(view)[0].outcomes[2];
  const std::string flown = for_terminal(outcome.flown);
  CHECK(outcome.off_by.empty());
  CHECK(flown.find(
            "15 to 17 s (14 to 18 s) inside, 1.9 km (1.7 to 2.0 km) long, 620 m (500 to 700 m) deep, ") == 0);
  CHECK(flown.find("396 km/h (360 to 432 km/h)") != std::string::npos);
  CHECK(flown.find("; heading W 50 % to 75 %, NW <1 % to 50 %, WSW <1 % to 25 %") != std::string::npos);
  CHECK(flown.find("tip") == std::string::npos);
  second.flights->above_tip = inquiry.assessment.tellings[0].flights->above_tip =
      Interval<Length>{metres(1100), metres(1300), metres(1400)};
  CHECK(for_terminal(flown_words({&inquiry.assessment.tellings[0]}))
            .find("1.3 km (1.1 to 1.4 km) above the tip") != std::string::npos);
}

TEST_CASE("Flights that failed a check are no answer: the check is named, no figure is shown") {
  Telling failed = telling("statute", "chart", Verdict::fits, 0.7);
  failed.verdict = Verdict::unresolved;
  failed.flights->failed = {"two runs disagree"};
  failed.sentence = "Not resolved: the flights did not pass.";
  const inquiry::Inquiry inquiry = with({failed});
  const View view{inquiry};
  const Outcome outcome = told_accounts(view)[0].outcomes[0];
  CHECK(outcome.flown.empty());
  CHECK(outcome.off_by.empty());
  CHECK(outcome.sentences ==
        std::vector<std::string>{"Not resolved: the flights did not pass. (two runs disagree)"});
  const std::string text = terminal(inquiry, Style::plain);
  CHECK(text.find("not resolved") != std::string::npos);
  CHECK(text.find("17 s (16 to 18 s) inside") == std::string::npos);
}

TEST_CASE("The terminal says each outcome once, within its width, and no verdict on people") {
  const std::string text = terminal(drill(), Style::plain);
  CHECK(text.find("Can one flight do all of it?\n   A  Northland, lead aircraft: 2 readings × 3 border "
                  "versions: 3 contradict, 1 stretched, 2 fit\n") != std::string::npos);
  CHECK(text.find("      contradicts  3   nautical mi; every border version\n") != std::string::npos);
  CHECK(text.find("Off by 3.4 to 12 times the error. No flight does") != std::string::npos);
  CHECK(text.find("      fits         2   statute mi; Survey 2000 or Survey 2020\n") != std::string::npos);
  for (const std::string& line : lines_of(text)) {
    CAPTURE(line);
    CHECK(columns(line) <= 100);
  }
  for (const char* word : {"log Z", "lied", "lying", "false claim"}) {
    CAPTURE(word);
    CHECK(text.find(word) == std::string::npos);
  }
}

TEST_CASE("Without tellings no form of the report speaks of them") {
  const inquiry::Inquiry silent = test::sample_inquiry();
  const View view{silent};
  CHECK(told_accounts(view).empty());
  CHECK(terminal(silent, Style::plain).find("Can one flight") == std::string::npos);
  CHECK(html(silent).find("id=\"tellings\"") == std::string::npos);
  CHECK_FALSE(nlohmann::json::parse(json(silent)).contains("telling"));
}

TEST_CASE("The page shows every telling figure by figure, and what was left out") {
  const std::string page = html(drill());
  CHECK(page.find("<section id=\"tellings\"><h2>Can one flight do all of it?</h2>") != std::string::npos);
  const auto count = [&](std::string_view words) {
    std::size_t many = 0;
    for (std::size_t at = page.find(words); at != std::string::npos; at = page.find(words, at + 1)) ++many;
    return many;
  };
  // One to open for each of the six, within one for each outcome; what the flight misses is a table, what it
  // does not is a sentence.
  CHECK(count("<details><summary>") - count("<details><summary>Figure by figure") >= 6);
  CHECK(count("tab figures") == 4);
  CHECK(count("<p>Within their error, and what the flight shows: ") == 6);
  CHECK(page.find("nautical mi; Survey 2020: off by 3.4 times the error") != std::string::npos);
  CHECK(page.find("<td data-l=\"Off by\">12 × the error</td>") != std::string::npos);
  CHECK(page.find("it is not a moment near the event") != std::string::npos);
}

TEST_CASE("JSON holds every field of a telling, rounded, with infinite sides by name") {
  inquiry::Inquiry inquiry = drill();
  Telling& fit = inquiry.assessment.tellings[0];
  fit.certificate = "a depth needs twice its way";
  fit.strain = 0.123456789;
  fit.proved = 0.1;
  fit.sentence = "One flight does.";
  fit.flights->above_tip = Interval<Length>{metres(1100), metres(1300.00049), metres(1400)};
  fit.would_have_read = {{1, {15.0, 16.0, 17.0}, 0.25}};
  const auto all = nlohmann::json::parse(json(inquiry)).at("telling");
  REQUIRE(all.size() == 6);
  const auto& one = all[0];
  CHECK(one.at("narrative") == "northland");
  CHECK(one.at("aircraft") == "lead");
  CHECK(one.at("zone") == "northland-air");
  CHECK(one.at("border") == "survey-a");
  CHECK(one.at("reading")[0].at("option") == "statute");
  CHECK(one.at("reading_words") == "statute miles");
  CHECK(one.at("verdict") == "fits");
  CHECK(one.at("strain") == 0.123);
  CHECK(one.at("proved") == 0.1);
  CHECK(one.at("certificate") == "a depth needs twice its way");
  CHECK(one.at("sentence") == "One flight does.");
  CHECK(one.at("left_out")[0] == "northland-says/fall: it is not a moment near the event");
  const auto& depth = one.at("statement")[0];
  CHECK(depth.at("claim") == "northland-says/depth");
  CHECK(depth.at("printed") == "1.36 miles");
  CHECK(depth.at("as_read") == "2.2 km");
  CHECK(depth.at("unit") == "m");
  CHECK(depth.at("cell").at("lowest") == 2181.1);
  CHECK(depth.at("error") == 150.0);
  CHECK(depth.at("shown") == 1650.25);
  CHECK(one.at("statement")[1].at("cell").at("highest") == "Infinity");
  const auto& flights = one.at("flights");
  CHECK(flights.at("drawn") == "60");
  CHECK(flights.at("time").at("stated") == 17.0);
  CHECK(flights.at("length").at("highest") == 2000.0);
  CHECK(flights.at("depth").at("lowest") == 500.0);
  CHECK(flights.at("above_tip").at("unit") == "m");
  CHECK(flights.at("speed").at("stated") == 110.0);
  CHECK(flights.at("heading")[1].at("point") == "WSW");
  CHECK(flights.at("heading")[1].at("share") == 0.25);
  CHECK(one.at("would_have_read")[0].at("figure").at("unit") == "s");
  CHECK(one.at("would_have_read")[0].at("typicality") == 0.25);
  CHECK(one.at("closest").at("latitude_deg")[1] == 1.01);
  CHECK(one.at("closest").at("longitude_deg")[1] == 0.99);
  const auto& conflict = all[4].at("conflict")[0];
  CHECK(all[4].at("verdict") == "contradiction");
  CHECK(conflict.at("statement") == nlohmann::json::array({"0", "1"}));
  CHECK(conflict.at("strain") == 3.44);
  CHECK(conflict.at("proved") == 0.5);
  CHECK(conflict.at("sentence") == "Depth and time at strain 3.440000.");
  CHECK(all[2].at("verdict") == "stretched");
}

TEST_CASE("The terminal names each attribution of its lines once") {
  inquiry::Inquiry inquiry = test::sample_inquiry();
  inquiry.borders["chart"].about.attribution = test::text("Drill Charts");
  inquiry.borders["chart"].about.licence = test::text("LGPL");
  const std::vector<std::string> lines = lines_of(terminal(inquiry, Style::plain));
  CHECK(lines.back() == "Lines: invented for tests (CC0-1.0); Drill Charts (LGPL).");
}
