// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "recon/load/load.hpp"

using namespace recon;
using namespace recon::incident;

namespace {

Text at(int line, std::string typed) {
  return {.text = std::move(typed), .place = {"case.textproto", line, 1}};
}
Place line(int number) { return {"case.textproto", number, 1}; }

Claim claim(int where, Assertion assertion, When when = {}) {
  Claim made;
  made.place = line(where);
  made.assertion = std::move(assertion);
  made.when = std::move(when);
  return made;
}

/// A small case with nothing wrong in it; each test spoils one thing.
Incident sound() {
  Incident incident;
  incident.id = at(1, "salient-2015");
  incident.title = at(2, "An aircraft at a salient");
  incident.date = at(3, "2015-11-24");
  incident.clock = at(4, "Europe/Istanbul");
  incident.window.begin = at(5, "09:15 local");
  incident.window.end = at(5, "09:40 local");
  incident.around = {.landmark = at(5, "tip"), .radius = at(5, "60 km"), .because = {}, .place = line(5)};
  incident.parties = {{.id = at(6, "turkey"), .kind = Party::Kind::state, .place = line(6)},
                      {.id = at(7, "russia"), .clock = at(7, "Europe/Moscow"), .place = line(7)}};
  incident.sources = {
      {.id = at(8, "letter"), .date = at(8, "2015-11-24"), .language = at(8, "en"), .place = line(8)},
      {.id = at(9, "briefing"),
       .date = at(9, "2015-11-24 18:00 MSK"),
       .language = at(9, "ru"),
       .place = line(9)}};
  incident.aircraft = {{.id = at(10, "su24"), .operated_by = at(10, "russia"), .place = line(10)}};
  incident.landmarks = {{.id = at(11, "tip"),
                         .position = at(11, "35.80768 N 36.15394 E"),
                         .source = at(11, "letter"),
                         .accuracy = at(11, "600 m"),
                         .variation = at(11, "4.8° E"),
                         .place = line(11)}};
  incident.events = {
      {.id = at(12, "hit"), .aircraft = at(12, "su24"), .kind = Event::Kind::hit, .place = line(12)},
      {.id = at(13, "crash"), .aircraft = at(13, "su24"), .kind = Event::Kind::crash, .place = line(13)}};
  incident.borders = {{.id = at(14, "osm"), .library = at(14, "osm-2016-11"), .place = line(14)}};
  incident.zones = {{.id = at(15, "turkey-land"),
                     .tip = at(15, "tip"),
                     .shape = Land{.state = at(15, "TUR")},
                     .place = line(15)}};

  Statement violation{.id = at(22, "violation"), .source = at(23, "letter"), .place = line(21)};
  violation.how = Statement::Words::said;
  violation.words = at(24, "to a depth of 1.36 miles for 17 seconds");
  violation.claims = {claim(25, DepthClaim{.zone = at(25, "turkey-land"), .is = at(25, "1.36 miles")}),
                      claim(26, TimeInsideClaim{.zone = at(26, "turkey-land"), .is = at(26, "17 seconds")})};
  Narrative turkey{
      .id = "turkey", .party = at(20, "turkey"), .aircraft = {at(20, "su24")}, .place = line(20)};
  turkey.statements = {violation};

  Statement never{.id = at(32, "never"), .source = at(33, "briefing"), .place = line(31)};
  never.how = Statement::Words::reported;
  never.words = at(34, "hit at 10:24, the crash 4 km from the border; did not cross");
  never.claims = {
      claim(35, TimeClaim{.is = at(35, "10:24 MSK")}, AtEvent{at(35, "hit")}),
      claim(36, DistanceClaim{.from = at(36, "turkey-land"), .is = at(36, "4 km")}, AtEvent{at(36, "crash")}),
      claim(37, SideClaim{.zone = at(37, "turkey-land"), .is = SideClaim::Is::never_inside})};
  never.claims.back().id = at(37, "no-crossing");
  Narrative russia{
      .id = "russia", .party = at(30, "russia"), .aircraft = {at(30, "su24")}, .place = line(30)};
  russia.statements = {never};
  incident.narratives = {turkey, russia};

  incident.questions = {{.id = at(40, "entered"),
                         .aircraft = at(40, "su24"),
                         .zone = at(40, "turkey-land"),
                         .want = Question::Want::ever_inside,
                         .place = line(40)}};
  return incident;
}

Statement& violation(Incident& incident) { return incident.narratives[0].statements[0]; }
Claim& depth(Incident& incident) { return violation(incident).claims[0]; }
Statement& never(Incident& incident) { return incident.narratives[1].statements[0]; }

/// Adds a claim to the Russian statement, which is reported, so no words are compared.
Incident with_claim(Assertion assertion, When when = {}) {
  Incident incident = sound();
  never(incident).claims.push_back(claim(38, std::move(assertion), std::move(when)));
  return incident;
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "";
}

/// "12 error (rule 6): no Event is called ..." for each problem, in order.
std::vector<std::string> told(const Incident& incident) {
  std::vector<std::string> lines;
  for (const Problem& problem : load::check(incident))
    lines.push_back(std::to_string(problem.place.line) + " " + std::string{word(problem.severity)} + " " +
                    std::to_string(problem.rule) + ": " + problem.what);
  return lines;
}

/// The only thing told; all of them, one a line, when there are more.
std::string only(const Incident& incident) {
  std::string all;
  for (const std::string& one : told(incident)) all += (all.empty() ? "" : "\n") + one;
  return all;
}

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

}  // namespace

TEST_CASE("A sound case has no problems") { CHECK(only(sound()) == ""); }

TEST_CASE("Rule 4: a claim says what its kind needs") {
  CHECK(only(with_claim(AltitudeClaim{}, AtEvent{at(38, "hit")})) ==
        "38 error 4: altitude says nothing without is");
  CHECK(only(with_claim(HeadingClaim{}, AtEvent{at(38, "hit")})) ==
        "38 error 4: heading says nothing without is or towards");
  CHECK(only(with_claim(PositionClaim{})) == "38 error 4: a claim that says nothing: give it a kind");
  CHECK(only(with_claim(SideClaim{})) == "38 error 4: side says nothing without zone and is");
  CHECK(only(with_claim(TrackClaim{})) == "38 error 4: track says nothing without file or fix");
}

TEST_CASE("Rule 4: what was clicked in a picture is pixels, and clicks again are of a fix") {
  TrackClaim track;
  Picture picture{.place = line(38)};
  for (const char* pixel : {"100 100", "900 100", "500 700"})
    picture.controls.push_back(
        {.pixel = at(38, pixel), .position = at(38, "35.8 N 36.1 E"), .place = line(38)});
  track.fixes = {{.pixel = at(38, "300 400"), .place = line(38)}};
  SECTION("a border and clicks again") {
    picture.border = {at(39, "0 500"), at(39, "1000.5 500")};
    picture.vertices = {{.pixels = {at(40, "299 401"), at(40, "301 399")}, .place = line(40)}};
    track.picture = picture;
    CHECK(only(with_claim(track)) == "");
  }
  SECTION("no pixel in the border") {
    picture.border = {at(39, "0 500"), at(39, "36 N 36 E")};
    track.picture = picture;
    CHECK(only(with_claim(track)) ==
          "39 error 4: \"36 N 36 E\" is no pixel; write column and row: \"412 309\"");
  }
  SECTION("a border of one place") {
    picture.border = {at(39, "0 500")};
    track.picture = picture;
    CHECK(only(with_claim(track)) == "39 error 4: a border in a picture is clicked at two places at least");
  }
  SECTION("clicks of no fix") {
    picture.vertices = {{.pixels = {at(40, "300 402"), at(40, "300 404")}, .place = line(40)}};
    track.picture = picture;
    CHECK(only(with_claim(track)) == "40 warning 4: no fix of the track stands at the mean of these clicks");
  }
}

TEST_CASE("Rule 5: names are well formed and unique in their family") {
  Incident incident = sound();
  SECTION("a capital and a space") {
    incident.questions[0].id = at(40, "Question 1");
    CHECK(only(incident) == "40 error 5: 'Question 1' is not a name: lower case, digits, hyphens");
  }
  SECTION("twice in a family of its own") {
    incident.parties.push_back({.id = at(41, "turkey"), .place = line(41)});
    CHECK(only(incident) == "41 error 5: 'turkey' already names a Party in line 6");
  }
  SECTION("things in the world share one family") {
    incident.zones.push_back({.id = at(41, "su24"), .shape = Land{at(41, "TUR")}, .place = line(41)});
    CHECK(only(incident) == "41 error 5: 'su24' already names an Aircraft in line 10");
  }
  SECTION("a party may have the name of a source") {
    incident.sources[1].id = at(9, "turkey");
    never(incident).source = at(33, "turkey");
    CHECK(only(incident) == "");
  }
  SECTION("a second account of one party needs an id") {
    incident.narratives.push_back({.id = "turkey", .party = at(41, "turkey"), .place = line(41)});
    CHECK(only(incident) == "41 error 5: 'turkey' already names a Narrative in line 20");
    incident.narratives.back().own_id = at(41, "turkey-later");
    CHECK(only(incident) == "");
  }
  SECTION("another file is named") {
    incident.parties.push_back({.id = {"turkey", {"more.textproto", 2, 9}}});
    CHECK(only(incident) == "2 error 5: 'turkey' already names a Party in case.textproto:6");
  }
  SECTION("no name at all") {
    incident.sensors.push_back({.kind = Sensor::Kind::radar, .place = line(41)});
    CHECK(only(incident) == "41 error 5: a Sensor without a name: give it an id");
    incident = sound();
    incident.id = {};
    CHECK(only(incident) == "2 error 5: the incident has no id; it is the name of its folder");
  }
}

TEST_CASE("Rule 6: a reference names something that exists, of the right kind") {
  Incident incident = sound();
  SECTION("a slip of the fingers") {
    never(incident).claims[0].when = AtEvent{at(35, "hitt")};
    CHECK_THAT(
        told(incident),
        Contains(std::vector<std::string>{"35 error 6: no Event is called 'hitt'; did you mean 'hit'?"}));
  }
  SECTION("two letters swapped in a short word") {
    never(incident).claims[0].when = AtEvent{at(35, "hti")};
    CHECK_THAT(
        told(incident),
        Contains(std::vector<std::string>{"35 error 6: no Event is called 'hti'; did you mean 'hit'?"}));
  }
  SECTION("nothing near") {
    violation(incident).source = at(23, "newspaper");
    CHECK_THAT(told(incident),
               Contains(std::vector<std::string>{"23 error 6: no Source is called 'newspaper'"}));
  }
  SECTION("a thing of another kind") {
    std::get<DepthClaim>(depth(incident).assertion).zone = at(25, "su24");
    CHECK(only(incident) == "25 error 6: zone wants a Zone; 'su24' names the Aircraft in line 10");
  }
  SECTION("several kinds would do") {
    std::get<DistanceClaim>(never(incident).claims[1].assertion).from = at(36, "turkey");
    CHECK(only(incident) ==
          "36 error 6: from wants a Landmark, a Zone or an Event; 'turkey' names the Party in line 6");
  }
  SECTION("a claim by half its name") {
    incident.landmarks.push_back(
        {.id = at(41, "point"), .position_of = at(41, "position@hit"), .place = line(41)});
    never(incident).claims.push_back(
        claim(38, PositionClaim{.is = at(38, "35.8 N 36.1 E")}, AtEvent{at(38, "hit")}));
    CHECK_THAT(told(incident),
               Contains(std::vector<std::string>{
                   "41 error 6: no Claim is called 'position@hit'; did you mean 'never/position@hit'?"}));
  }
  SECTION("a claim that gives no point") {
    incident.landmarks.push_back(
        {.id = at(41, "point"), .position_of = at(41, "never/time@hit"), .place = line(41)});
    CHECK_THAT(told(incident),
               Contains(std::vector<std::string>{
                   "41 error 6: position_of wants a claim that gives a point; 'never/time@hit' is a time"}));
  }
  SECTION("an option that nobody offers") {
    incident.narratives[0].choices = {{.about = About::mile,
                                       .options = {{.id = at(16, "statute")}, {.id = at(17, "nautical")}},
                                       .place = line(16)}};
    depth(incident).only_if = {at(25, "nautical-mile")};
    CHECK(only(incident) == "25 error 6: no Option is called 'nautical-mile' (nautical, statute)");
    depth(incident).only_if = {};
    incident.narratives[0].choices[0].options[0].id = at(16, "land-mile");
    CHECK(only(incident) == "16 error 6: no Option is called 'land-mile' (statute, nautical)");
  }
}

TEST_CASE("Rule 7: nothing is defined by itself, by whatever way round") {
  Incident incident = sound();
  SECTION("copies of each other") {
    incident.sources[0].carries = at(8, "briefing");
    incident.sources[1].carries = at(9, "letter");
    CHECK_THAT(told(incident),
               Contains(std::vector<std::string>{
                   "9 error 7: 'briefing' carries 'letter', which carries 'briefing' (lines 9, 8)"}));
  }
  SECTION("a landmark placed by a claim that leans on it") {
    incident.landmarks.push_back(
        {.id = at(41, "wreck"), .position_of = at(41, "never/bearing@hit"), .place = line(41)});
    never(incident).claims.push_back(
        claim(38, BearingClaim{.from = at(38, "wreck"), .direction = at(38, "SW")}, AtEvent{at(38, "hit")}));
    CHECK(only(incident) ==
          "38 error 7: 'never/bearing@hit' is defined by 'wreck', which is defined by 'never/bearing@hit' "
          "(lines 38, 41)");
  }
  SECTION("a statement superseded by itself") {
    never(incident).superseded_by = at(34, "never");
    CHECK(only(incident) == "31 error 7: 'never' is superseded by itself (line 31)");
  }
  SECTION("a claim derived from itself") {
    depth(incident).derived = Derivation{.uses = {at(25, "violation/depth_inside")}};
    CHECK(only(incident) == "25 error 7: 'violation/depth_inside' is defined by itself (line 25)");
  }
  SECTION("a zone cut out of itself") {
    incident.zones.push_back(
        {.id = at(41, "rest"),
         .shape = Combined{.all_of = {at(41, "turkey-land")}, .except = {at(41, "rest")}},
         .place = line(41)});
    CHECK(only(incident) == "41 error 7: 'rest' is defined by itself (line 41)");
  }
  SECTION("two accounts that build on each other") {
    incident.narratives[0].takes = {at(20, "never")};
    incident.narratives[1].takes = {at(30, "violation")};
    CHECK(only(incident) ==
          "30 error 7: 'russia' takes from 'turkey', which takes from 'russia' (lines 30, 20)");
  }
  SECTION("a long chain that ends is no circle, and is walked without recursion") {
    for (int i = 0; i < 20'000; ++i)
      incident.sources.push_back({.id = at(100 + i, "copy-" + std::to_string(i)),
                                  .carries = at(100 + i, i == 0 ? "letter" : "copy-" + std::to_string(i - 1)),
                                  .place = line(100 + i)});
    const auto problems = load::check(incident);
    CHECK(std::none_of(problems.begin(), problems.end(), [](const Problem& p) { return p.rule == 7; }));
  }
}

TEST_CASE("Rule 8: a figure is understood, in the dimension its claim wants") {
  CHECK_THAT(only(with_claim(DepthClaim{.zone = at(38, "turkey-land"), .is = at(38, "1.36")})),
             StartsWith("38 error 8: ") && Contains("has no unit; write it as \"1.36 miles\""));
  CHECK_THAT(only(with_claim(DepthClaim{.zone = at(38, "turkey-land"), .is = at(38, "1.15 mils")})),
             StartsWith("38 error 8: ") && Contains("1.15 mils"));
  CHECK_THAT(only(with_claim(AltitudeClaim{at(38, "FL 19000")}, AtEvent{at(38, "hit")})),
             StartsWith("38 error 8: ") && Contains("FL 19000"));
  CHECK_THAT(only(with_claim(LengthInsideClaim{.zone = at(38, "turkey-land"), .is = at(38, "17 s")})),
             StartsWith("38 error 8: "));
  CHECK(only(with_claim(SpeedClaim{at(38, "")}, AtEvent{at(38, "hit")})) ==
        "38 error 8: 'is' is empty; leave it out if nothing is said");
}

TEST_CASE("Rule 8: an accuracy is stated in the units of what it belongs to") {
  const auto with_accuracy = [](Assertion assertion, const char* accuracy) {
    Incident incident = with_claim(std::move(assertion), AtEvent{at(38, "crash")});
    never(incident).claims.back().error = ErrorModel{.accuracy = at(39, accuracy)};
    return only(incident);
  };
  CHECK(with_accuracy(TimeClaim{at(38, "10:25 MSK")}, "2 s") == "");
  CHECK(with_accuracy(AltitudeClaim{at(38, "6,000 m")}, "500 ft") == "");
  CHECK(with_accuracy(BearingClaim{.from = at(38, "tip"), .direction = at(38, "SW")}, "500 m") == "");
  CHECK_THAT(with_accuracy(TimeClaim{at(38, "10:25 MSK")}, "2 km"), StartsWith("39 error 8: "));
  CHECK(with_accuracy(PositionClaim{.is = at(38, "35.8 N 36.1 E")}, "0 m") ==
        "39 error 21: 'accuracy' must be more than zero, not \"0 m\"");
}

TEST_CASE("Rule 9: prints of one quantity agree under some reading") {
  CHECK_THAT(
      only(with_claim(LengthInsideClaim{.zone = at(38, "turkey-land"), .is = at(38, "4 miles = 9 km")})),
      StartsWith("38 error 9: \"4 miles = 9 km\": no mile makes these equal"));
  CHECK(only(with_claim(
            LengthInsideClaim{.zone = at(38, "turkey-land"), .is = at(38, "34 km = 21 miles")})) == "");
}

TEST_CASE("Rule 10: a position has its letters and stays on the globe") {
  const auto position = [](const char* typed) {
    return only(with_claim(PositionClaim{.is = at(38, typed)}, AtEvent{at(38, "hit")}));
  };
  CHECK_THAT(position("35.8 36.1"),
             StartsWith("38 error 10: ") && Contains("latitude and longitude, each with its letter N S E W"));
  CHECK_THAT(position("95°48'26''N 36°06'00''E"),
             StartsWith("38 error 10: ") && Contains("latitude 95 is beyond 90"));
  CHECK_THAT(position("35°68'26''N 36°06'00''E"),
             StartsWith("38 error 10: ") && Contains("minutes run to 59"));
  Incident incident = sound();
  incident.landmarks[0].datum = at(11, "ED1950");
  CHECK_THAT(only(incident), StartsWith("11 error 10: no datum is called 'ED1950' (WGS 84, ED50"));
}

TEST_CASE("Rule 11: days, times and clocks exist") {
  Incident incident = sound();
  const auto time = [](const char* typed) {
    Incident spoiled = sound();
    std::get<TimeClaim>(never(spoiled).claims[0].assertion).is = at(35, typed);
    return only(spoiled);
  };
  SECTION("a time that is none") {
    CHECK_THAT(time("9.24'.25''"),
               StartsWith("35 error 11: ") && Contains("is not a time; for example \"09:24:05 local\""));
    CHECK_THAT(time("09:24"), StartsWith("35 error 11: ") && Contains("names no clock; add local, UTC"));
    CHECK_THAT(time("24:24 local"), StartsWith("35 error 11: ") && Contains("there is no 24:24"));
  }
  SECTION("a day that is none") {
    incident.sources[0].date = at(8, "2015-11-31");
    CHECK(only(incident) == "8 error 11: there is no day 2015-11-31");
    incident.sources[0].date = at(8, "24.11.15");
    CHECK(only(incident) == "8 error 11: \"24.11.15\" is not a date; for example \"2015-11-24\"");
  }
  SECTION("a clock that is none") {
    incident.parties[0].clock = at(6, "Europe/Ankara");
    CHECK(only(incident) == "6 error 11: 'Europe/Ankara': no time zone of that name in the tz database");
  }
  SECTION("an hour that happened twice") {
    incident.date = at(3, "2015-11-08");
    incident.window.begin = at(5, "02:00 UTC+2");
    incident.window.end = at(5, "05:00 UTC+2");
    std::get<TimeClaim>(never(incident).claims[0].assertion).is = at(35, "03:30 local");
    incident.narratives[1].clock = at(30, "Europe/Istanbul");
    CHECK_THAT(only(incident),
               StartsWith("35 error 11: ") && Contains("happened twice on 2015-11-08 in Europe/Istanbul"));
  }
}

TEST_CASE("Rule 12: times lie in the window") {
  Incident incident = sound();
  SECTION("a take-off before it begins") {
    std::get<TimeClaim>(never(incident).claims[0].assertion).is = at(35, "09:42 MSK");
    CHECK(only(incident) == "35 error 12: 09:42 MSK is 06:42 UTC, before the window begins (07:15 UTC)");
  }
  SECTION("an instant after it ends") {
    depth(incident).when = AtTime{at(25, "10:01:30 local")};
    CHECK(only(incident) == "25 error 12: 10:01:30 local is 08:01:30 UTC, after the window ends (07:40 UTC)");
  }
  SECTION("\"local\" is the clock of the account, then of its party") {
    std::get<TimeClaim>(never(incident).claims[0].assertion).is = at(35, "10:24 local");
    CHECK(only(incident) == "");
    incident.narratives[1].clock = at(30, "Europe/Istanbul");
    CHECK(only(incident) == "35 error 12: 10:24 local is 08:24 UTC, after the window ends (07:40 UTC)");
  }
  SECTION("a window that ends before it begins") {
    incident.window.end = at(5, "09:10 local");
    CHECK_THAT(only(incident),
               StartsWith("5 error 12: the window ends (07:10 UTC) before it begins (07:15 UTC)"));
  }
}

TEST_CASE("Rule 13: claims about an instant say which") {
  const auto zone = at(38, "turkey-land");
  CHECK(only(with_claim(PositionClaim{.is = at(38, "35.8 N 36.1 E")})) ==
        "38 error 13: a position wants at_event or at_time");
  CHECK(only(with_claim(SideClaim{.zone = zone, .is = SideClaim::Is::inside})) ==
        "38 error 13: inside when? add at_event, at_time, or say EVER_INSIDE");
  CHECK(only(with_claim(SideClaim{.zone = zone, .is = SideClaim::Is::outside})) ==
        "38 error 13: outside when? add at_event, at_time, or say NEVER_INSIDE");
  CHECK(only(with_claim(DistanceClaim{.from = zone, .is = at(38, "1 km")})) ==
        "38 error 13: a distance wants at_event, at_time or at_closest");
  CHECK(only(with_claim(HeadingClaim{.is = at(38, "west")})) ==
        "38 error 13: a heading wants at_event or at_time");
  CHECK(only(with_claim(TimeClaim{at(38, "10:25 MSK")})) ==
        "38 error 13: the time of which event? add at_event");
  CHECK(only(with_claim(AltitudeClaim{at(38, "6,000 m")})) ==
        "38 warning 13: altitude when? it is read as while inside; add at_event, at_time, while_inside or "
        "throughout");
  CHECK_THAT(only(with_claim(SpeedClaim{at(38, "980 km/h")})), StartsWith("38 warning 13: speed when?"));
  CHECK(only(with_claim(SideClaim{.zone = zone, .is = SideClaim::Is::ever_inside}, AtEvent{at(38, "hit")})) ==
        "");
}

TEST_CASE("Rule 14: a statement says who printed what") {
  Incident incident = sound();
  never(incident).source = {};
  CHECK_THAT(
      told(incident),
      Contains(std::vector<std::string>{"31 error 14: no source: who printed this? (or say unverified)"}));
  never(incident).unverified = at(33, "no page read carries it");
  CHECK(only(incident) == "9 note 30: source 'briefing' is not used");
  incident = sound();
  never(incident).how = Statement::Words::none;
  CHECK_THAT(only(incident), StartsWith("31 error 14: no words: what was printed?"));
}

TEST_CASE("Rule 15: a figure of verbatim words stands among them") {
  Incident incident = sound();
  auto& is = std::get<DepthClaim>(depth(incident).assertion).is;
  const std::string told_when_absent =
      " is not among the words of 'violation'; copy it as printed or say why in corrected";
  SECTION("digits swapped") {
    is = at(25, "1.63 miles");
    CHECK(only(incident) == "25 warning 15: \"1.63 miles\"" + told_when_absent);
    depth(incident).corrected = at(25, "misprint: every other copy has 1.63");
    CHECK(only(incident) == "");
  }
  SECTION("another unit") {
    is = at(25, "1.36 km");
    CHECK(only(incident) == "25 warning 15: \"1.36 km\"" + told_when_absent);
  }
  SECTION("only spaces, signs and digits of another alphabet differ") {
    violation(incident).words = at(24, "to a depth of １.３６\u00a0MILES for 17\u2009seconds");
    CHECK(only(incident) == "");
  }
  SECTION("the second print of one quantity stands in a copy") {
    is = at(25, "1.36 miles = 2.19 km");
    CHECK(only(incident) == "25 warning 15: \"2.19 km\"" + told_when_absent);
    violation(incident).copies = {{.source = at(24, "briefing"), .said = at(24, "1.36 miles (2.19 km)")}};
    CHECK(only(incident) == "");
  }
  SECTION("another language has its own word for the unit, but not its own digits") {
    violation(incident).language = at(23, "tr");
    violation(incident).translation = at(23, "1.36 miles deep, for 17 seconds");
    violation(incident).words = at(24, "1.36 mil derinlikte, 17 saniye");
    CHECK(only(incident) == "");
    is = at(25, "1.63 miles");
    CHECK(only(incident) == "25 warning 15: \"1.63 miles\"" + told_when_absent);
  }
  SECTION("about, at least and at most are words of ours") {
    is = at(25, "about 1.36 miles");
    CHECK(only(incident) == "");
  }
}

TEST_CASE("Rule 16: two claims of one statement have two names") {
  Incident incident = with_claim(TimeClaim{at(38, "10:25 MSK")}, AtEvent{at(38, "hit")});
  CHECK(only(incident) == "38 error 16: two claims are called 'never/time@hit'; give one an id");
  never(incident).claims.back().id = at(38, "later");
  CHECK(only(incident) == "");
}

TEST_CASE("Rules 17 to 19: a choice has at least two options, weighed alike or closed by a source") {
  Incident incident = sound();
  auto& claims = violation(incident).claims;
  claims[0].only_if = {at(25, "one")};
  claims[1].only_if = {at(26, "two")};
  Choice grammar{
      .id = at(50, "grammar"),
      .options = {{.id = at(51, "one"), .place = line(51)}, {.id = at(52, "two"), .place = line(52)}},
      .place = line(50)};
  incident.narratives[0].choices = {grammar};
  Choice& choice = incident.narratives[0].choices[0];
  REQUIRE(only(incident) == "");
  SECTION("both required") {
    claims[0].only_if.push_back(at(25, "two"));
    CHECK(only(incident) ==
          "25 error 17: options 'one' and 'two' belong to one choice; a reading takes only one of them");
  }
  SECTION("a choice of one") {
    choice.options.pop_back();
    claims[1].only_if = {};
    CHECK(only(incident) == "50 error 17: a choice of one is no choice");
  }
  SECTION("an option nothing depends on") {
    claims[1].only_if = {};
    CHECK(only(incident) == "52 warning 17: option 'two' is named by no only_if: nothing depends on it");
  }
  SECTION("one weight of two") {
    choice.options[1].weight = 0.5;
    choice.options[1].because = at(52, "said so");
    CHECK(only(incident) == "51 error 18: option 'two' has a weight, 'one' has none");
  }
  SECTION("a weight of nothing, or without a reason") {
    choice.options[0].weight = 0.0;
    choice.options[0].because = at(51, "said so");
    choice.options[1].weight = 1.0;
    CHECK(only(incident) ==
          "51 error 18: the weight of option 'one' must be more than zero\n"
          "52 warning 18: the weight of option 'two' has no because");
  }
  SECTION("closed by taste") {
    choice.settled = Settled{.option = at(53, "one")};
    CHECK(only(incident) == "53 error 19: a choice is closed by a source; otherwise give weights");
    choice.settled->source = at(53, "letter");
    CHECK(only(incident) == "");
    choice.settled->option = at(53, "three");
    CHECK(only(incident) == "53 error 6: no Option is called 'three' (one, two)");
  }
  SECTION("options are named once in an account") {
    Choice second = grammar;
    second.id = at(60, "version");
    second.place = line(60);
    second.options = {{.id = at(61, "one"), .place = line(61)}, {.id = at(62, "other"), .place = line(62)}};
    incident.narratives[0].choices.push_back(second);
    CHECK_THAT(told(incident),
               Contains(std::vector<std::string>{"61 error 5: 'one' already names an Option in line 51"}));
  }
}

TEST_CASE("Rule 20: a landmark without position leaves its claims unanswered") {
  Incident incident = sound();
  incident.landmarks.push_back(
      {.id = at(41, "om-al-tuyur"), .unverified = at(41, "no printed position"), .place = line(41)});
  never(incident).claims.push_back(claim(
      38,
      BearingClaim{.from = at(38, "om-al-tuyur"), .direction = at(38, "west"), .distance = at(38, "10 km")},
      AtEvent{at(38, "hit")}));
  CHECK(only(incident) ==
        "41 warning 20: 'om-al-tuyur' has no position that counts; 1 claim stays unanswered");
  incident.landmarks.back().unverified = {};
  CHECK(only(incident) == "41 warning 20: 'om-al-tuyur' has no position; 1 claim stays unanswered");
  incident.zones.push_back({.id = at(42, "cape-circle"),
                            .shape = Area{.centre = at(42, "om-al-tuyur"), .radius = at(42, "5 NM")},
                            .place = line(42)});
  CHECK(only(incident) == "41 warning 20: 'om-al-tuyur' has no position; 1 claim and 1 zone stay unanswered");
  incident.landmarks.back().position = at(41, "35.6 N 35.8 E");
  CHECK(only(incident) == "");
}

TEST_CASE("Rule 21: a zone has a shape with breadth, and a border that covers it") {
  Incident incident = sound();
  const auto add = [&](ZoneShape shape) {
    incident.zones.push_back({.id = at(41, "sea"), .shape = std::move(shape), .place = line(41)});
    return only(incident);
  };
  SECTION("no shape") {
    CHECK_THAT(add({}), StartsWith("41 error 21: zone 'sea' has no shape; give it land, sea,"));
  }
  SECTION("no breadth") {
    CHECK(add(TerritorialSea{.state = at(41, "TUR")}) == "41 error 21: zone 'sea' wants a breadth");
  }
  SECTION("breadth of nothing") {
    CHECK(add(TerritorialSea{.state = at(41, "TUR"), .breadth = at(41, "0 NM")}) ==
          "41 error 21: 'breadth' must be more than zero, not \"0 NM\"");
  }
  SECTION("no border of that state") {
    incident.borders[0].states = {at(14, "TUR"), at(14, "SYR")};
    CHECK(add(Land{at(41, "IRN")}) == "41 error 21: zone 'sea': no border version of this case covers IRN");
  }
  SECTION("no border at all") {
    incident.borders.clear();
    CHECK(only(incident) == "15 error 21: zone 'turkey-land': no border version of this case covers TUR");
  }
  SECTION("a state in words") {
    CHECK_THAT(add(Land{at(41, "Turkey")}),
               StartsWith("41 error 21: \"Turkey\" is no state; three capitals of ISO 3166"));
  }
  SECTION("a corridor of one point") {
    CHECK(add(Corridor{.along = {at(41, "tip")}, .width = at(41, "20 miles")}) ==
          "41 error 21: zone 'sea' runs along at least two points");
  }
  SECTION("a circle needs no border") {
    CHECK(add(Area{.centre = at(41, "tip"), .radius = at(41, "12 NM")}) == "");
  }
}

TEST_CASE("Rule 22: a border for display only decides nothing") {
  Incident incident = sound();
  incident.borders[0].display_only = true;
  CHECK(only(incident) == "14 error 22: nothing can decide: every border is for display only");
  incident.borders.push_back({.id = at(41, "wdbii"), .library = at(41, "gshhg-wdbii"), .place = line(41)});
  CHECK(only(incident) == "");
  incident.zones[0].border = {at(15, "osm")};
  CHECK(only(incident) ==
        "15 error 22: zone 'turkey-land': nothing can decide: every border is for display only");
}

TEST_CASE("Rule 4: a fix is at a position, or at a range and azimuth from the claim's radar") {
  Fix plot{.range = at(1, "60 km"), .azimuth = at(1, "190°"), .place = line(1)};
  const auto track = [](const Fix& fix) { return with_claim(TrackClaim{.fixes = {fix}}); };
  CHECK(only(track(plot)) ==
        "1 error 4: fix 1 is seen by range and azimuth; add the claim's sensor, that is the radar");
  CHECK(only(track({.range = at(1, "60 km"), .place = line(1)})) ==
        "1 error 4: fix 1 says nothing without position, or range and azimuth");
  plot.position = at(1, "35.8 N 36.1 E");
  CHECK(only(track(plot)) ==
        "1 error 4: fix 1 has a position and a range or azimuth; keep what was measured");
}

TEST_CASE("Rule 23: a track runs forward in time, inside the window") {
  const auto fix = [](int where, const char* time) {
    return Fix{.time = *time ? at(where, time) : Text{},
               .position = at(where, "35.8 N 36.1 E"),
               .place = line(where)};
  };
  const auto track = [](std::vector<Fix> fixes) { return with_claim(TrackClaim{.fixes = std::move(fixes)}); };
  CHECK(only(track({fix(1, "07:24:00 UTC"), fix(2, "07:24:10 UTC"), fix(3, "07:23:58 UTC")})) ==
        "3 error 23: fix 3 is 12 s before fix 2; a track runs forward in time");
  CHECK(only(track({fix(1, "07:24:00 UTC"), fix(2, "")})) ==
        "2 note 23: 1 of 2 fixes have no time; each is passed in its order (docs/case-file.md, Tracks)");
  CHECK(only(track({fix(1, "07:24:00 UTC"), fix(2, ""), fix(3, "07:24:20 UTC")})) ==
        "2 note 23: 1 of 3 fixes have no time; each is passed in its order (docs/case-file.md, Tracks)");
  CHECK(only(track({fix(1, "07:10:00 UTC"), fix(2, "07:11:00 UTC"), fix(3, "07:24:00 UTC")})) ==
        "1 error 23: fix 1 is at 07:10 UTC, before the window begins (07:15 UTC); so are 1 more");
  CHECK(only(track({fix(1, ""), fix(2, "")})) == "");
  Incident on_a_clock = track({fix(1, "10:24:00 local"), fix(2, "10:24:10 local")});
  auto& clock = std::get<TrackClaim>(never(on_a_clock).claims.back().assertion).clock;
  clock = at(38, "Europe/Moscow");
  CHECK(only(on_a_clock) == "");
  clock = at(38, "Europe/Istanbul");
  CHECK(only(on_a_clock) ==
        "1 error 23: fix 1 is at 08:24 UTC, after the window ends (07:40 UTC); so are 1 more");
}

TEST_CASE("Rule 24: an instant borrowed from another aircraft is noted") {
  Incident incident = with_claim(SideClaim{.zone = at(38, "turkey-land"), .is = SideClaim::Is::inside},
                                 AtEvent{at(38, "launch")});
  incident.aircraft.push_back({.id = at(41, "f16"), .place = line(41)});
  incident.events.push_back({.id = at(42, "launch"), .aircraft = at(42, "f16"), .place = line(42)});
  CHECK(only(incident) ==
        "38 note 24: launch is an event of f16; the claim asks where su24 was at that instant");
}

TEST_CASE("Rule 25: a bearing that may be magnetic wants the variation") {
  Incident incident = with_claim(
      BearingClaim{.from = at(38, "tip"), .direction = at(38, "020"), .distance = at(38, "26 miles")},
      AtEvent{at(38, "hit")});
  CHECK(only(incident) == "");
  incident.landmarks[0].variation = {};
  CHECK(only(incident) ==
        "38 warning 25: 020 may be magnetic; 'tip' has no variation, so only true north is used");
  std::get<BearingClaim>(never(incident).claims.back().assertion).direction = at(38, "SW");
  CHECK(only(incident) == "");
}

TEST_CASE("Rule 26: thousands or decimals in doubt are both kept, and told") {
  CHECK_THAT(only(with_claim(AltitudeClaim{at(38, "19.000 ft")}, AtEvent{at(38, "hit")})),
             StartsWith("38 note 26: \"19.000 ft\": 19 or 19 000 ft? both are kept"));
}

TEST_CASE("Rule 27: words in another language want a translation") {
  Incident incident = sound();
  violation(incident).language = at(23, "tr");
  violation(incident).words = at(24, "1.36 miles derinlikte, 17 seconds");
  CHECK(only(incident) == "21 note 27: no translation of 'violation'");
  violation(incident).translation = at(24, "1.36 miles deep");
  CHECK(only(incident) == "");
}

TEST_CASE("Rule 28: a question names what its want needs") {
  Incident incident = sound();
  incident.questions[0].want = Question::Want::side_at;
  CHECK(only(incident) == "40 error 28: SIDE_AT needs event and zone");
  incident.questions[0].event = at(40, "hit");
  CHECK(only(incident) == "");
  incident.questions[0].want = Question::Want::holds;
  CHECK(only(incident) == "40 error 28: HOLDS needs holds");
  incident.questions[0].holds =
      claim(40, VerticalClaim{.is = VerticalClaim::Is::climbing}, AtEvent{at(40, "hit")});
  CHECK(only(incident) == "");
  incident.questions[0].want = std::nullopt;
  CHECK_THAT(only(incident), StartsWith("40 error 28: what is wanted?"));
}

TEST_CASE("Rule 29: a copy beside its original is one voice") {
  Incident incident = sound();
  incident.sources.push_back({.id = at(41, "bbc"), .carries = at(41, "letter"), .place = line(41)});
  Statement copy = violation(incident);
  copy.id = at(42, "bbc-words");
  copy.source = at(43, "bbc");
  incident.narratives[0].statements.push_back(copy);
  CHECK(only(incident) == "43 warning 29: 'bbc' carries 'letter': counted once");
}

TEST_CASE("Rule 30: what nothing refers to is noted") {
  Incident incident = sound();
  incident.sources.push_back({.id = at(41, "tgs"), .place = line(41)});
  incident.parties.push_back({.id = at(42, "nato"), .place = line(42)});
  incident.events.push_back({.id = at(43, "launch"), .place = line(43)});
  incident.landmarks.push_back(
      {.id = at(44, "cape"), .position = at(44, "35.6 N 35.8 E"), .place = line(44)});
  CHECK(only(incident) ==
        "41 note 30: source 'tgs' is not used\n42 note 30: party 'nato' is not used\n"
        "43 note 30: event 'launch' is not used\n44 note 30: landmark 'cape' is not used");
}

TEST_CASE("Problems come sorted by place, each once") {
  Incident incident = sound();
  violation(incident).source = at(23, "nobody");
  never(incident).source = at(33, "nobody");
  std::get<DepthClaim>(depth(incident).assertion).is = at(25, "1.36");
  const auto problems = load::check(incident);
  CHECK(problems.size() >= 3);
  CHECK(std::is_sorted(problems.begin(), problems.end()));
  CHECK(std::adjacent_find(problems.begin(), problems.end()) == problems.end());
}

namespace {

/// Every text of a case that a mistyped file could spoil.
template <class Visit>
void for_each_text(Claim& claim, const Visit& visit) {
  visit(claim.id);
  visit(claim.sensor);
  visit(claim.corrected);
  for (Text& text : claim.aircraft) visit(text);
  for (Text& text : claim.only_if) visit(text);
  if (auto* at_event = std::get_if<AtEvent>(&claim.when)) visit(at_event->event);
  if (auto* says = std::get_if<DepthClaim>(&claim.assertion))
    visit(says->zone), visit(says->is), visit(says->from);
  if (auto* says = std::get_if<TimeInsideClaim>(&claim.assertion)) visit(says->zone), visit(says->is);
  if (auto* says = std::get_if<TimeClaim>(&claim.assertion)) visit(says->is);
  if (auto* says = std::get_if<DistanceClaim>(&claim.assertion)) visit(says->from), visit(says->is);
  if (auto* says = std::get_if<BearingClaim>(&claim.assertion))
    visit(says->from), visit(says->direction), visit(says->distance);
  if (auto* says = std::get_if<PositionClaim>(&claim.assertion))
    visit(says->is), visit(says->near), visit(says->datum);
  if (auto* says = std::get_if<TrackClaim>(&claim.assertion))
    for (Fix& fix : says->fixes)
      visit(fix.time), visit(fix.position), visit(fix.altitude), visit(fix.accuracy);
}

std::vector<Text*> texts_of(Incident& incident) {
  std::vector<Text*> texts;
  const auto visit = [&](Text& text) { texts.push_back(&text); };
  for (Text* text : {&incident.id, &incident.date, &incident.clock, &incident.window.begin,
                     &incident.window.end, &incident.around.landmark, &incident.around.radius})
    visit(*text);
  for (Party& party : incident.parties) visit(party.id), visit(party.clock);
  for (Source& source : incident.sources)
    visit(source.id), visit(source.date), visit(source.carries), visit(source.language);
  for (Aircraft& aircraft : incident.aircraft) visit(aircraft.id), visit(aircraft.operated_by);
  for (Landmark& landmark : incident.landmarks)
    visit(landmark.id), visit(landmark.position), visit(landmark.position_of), visit(landmark.datum),
        visit(landmark.accuracy);
  for (Event& event : incident.events) visit(event.id), visit(event.aircraft), visit(event.zone);
  for (Border& border : incident.borders) visit(border.id), visit(border.line_error), visit(border.library);
  for (Zone& zone : incident.zones)
    visit(zone.id), visit(zone.tip), visit(zone.floor), visit(std::get<Land>(zone.shape).state);
  for (Narrative& narrative : incident.narratives) {
    visit(narrative.own_id), visit(narrative.party), visit(narrative.clock);
    for (Text& text : narrative.takes) visit(text);
    for (Statement& statement : narrative.statements) {
      visit(statement.id), visit(statement.source), visit(statement.words), visit(statement.superseded_by);
      for (Claim& claim : statement.claims) for_each_text(claim, visit);
    }
  }
  for (Question& question : incident.questions)
    visit(question.id), visit(question.aircraft), visit(question.zone), visit(question.event);
  return texts;
}

}  // namespace

TEST_CASE("Property: nothing that a text may hold makes the check fail or lose its order", "[property]") {
  const auto seed = GENERATE(take(300, random(0, 1'000'000)));
  std::mt19937 dice{static_cast<std::mt19937::result_type>(seed)};
  const auto roll = [&](std::size_t sides) {
    return std::uniform_int_distribution<std::size_t>{0, sides - 1}(dice);
  };
  Incident incident =
      with_claim(BearingClaim{.from = at(38, "tip"), .direction = at(38, "020")}, AtEvent{at(38, "hit")});
  never(incident).claims.push_back(
      claim(39, TrackClaim{.fixes = {{.time = at(39, "07:24 UTC"), .position = at(39, "35.8 N 36.1 E")},
                                     {.time = at(39, "07:25 UTC"), .position = at(39, "35.8 N 36.1 E")}}}));
  const std::vector<std::string> odd = {"",
                                        " ",
                                        "=",
                                        " or ",
                                        "1.36",
                                        "\xff\xfe",
                                        "٣ mil",
                                        "'",
                                        "hit",
                                        "turkey",
                                        "never/time@hit",
                                        std::string(70'000, 'a'),
                                        "2015-02-30",
                                        "99:99",
                                        "1e999 km",
                                        "-0 NM",
                                        "N S E W",
                                        "1 = 2 = 3 km",
                                        "turkey-land",
                                        std::string(1, '\0'),
                                        "local",
                                        "°°°",
                                        "FL",
                                        "Mach"};
  auto texts = texts_of(incident);
  const std::size_t changes = 1 + roll(6);
  for (std::size_t i = 0; i < changes; ++i) {
    Text& text = *texts[roll(texts.size())];
    switch (roll(4)) {
      case 0:
        text.text = odd[roll(odd.size())];
        break;
      case 1:
        if (!text.text.empty()) text.text[roll(text.text.size())] = static_cast<char>(roll(256));
        break;
      case 2:
        text.text.resize(roll(text.text.size() + 1));
        break;
      default:
        text.text += texts[roll(texts.size())]->text;
        break;
    }
  }
  CAPTURE(seed);
  const auto problems = load::check(incident);
  CHECK(std::is_sorted(problems.begin(), problems.end()));
  CHECK(std::adjacent_find(problems.begin(), problems.end()) == problems.end());
  CHECK(std::all_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return !problem.what.empty() && problem.what.size() < 2'000;
  }));
}
