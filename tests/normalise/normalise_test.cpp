// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/normalise/account.hpp"
#include <catch2/catch.hpp>

#include "recon/geo/printed_position.hpp"

namespace recon::normalise {
namespace {

using test::Account;
using test::at;
using test::text;

constexpr auto tolerance = 0.51;  // metres; figures are checked to the metre

std::set<std::string> options_of(const std::vector<ReadClaim>& readings, const std::string& choice) {
  std::set<std::string> options;
  for (const ReadClaim& read : readings) options.insert(test::option_at(read, choice));
  return options;
}

}  // namespace

// ---- the mile ------------------------------------------------------------------------------------

TEST_CASE("A depth in miles is read in statute and nautical miles, from the edge and from the tip") {
  Account account;
  account.claim(test::depth("1.36 miles"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/depth_inside");
  CHECK(options_of(readings, "mile@letter") == std::set<std::string>{"statute", "nautical"});
  CHECK(options_of(readings, "depth@letter") == std::set<std::string>{"nearest-edge", "from-vertex"});
  for (const ReadClaim& read : readings) {
    const auto& depth = std::get<DepthInside>(read.meaning);
    const double metres_said = test::option_at(read, "mile@letter") == "statute" ? 2188.7 : 2518.7;
    CHECK(in_metres(depth.depth.stated) == Approx(metres_said).margin(tolerance));
    CHECK(depth.vertex.has_value() == (test::option_at(read, "depth@letter") == "from-vertex"));
    CHECK(read.figure == "1.36 miles");
  }
}

TEST_CASE("Two miles in one letter are the same mile, in the next source they need not be") {
  Account account;
  account.claim(test::depth("1.36 miles"));
  account.claim(test::length("1.15 miles"));
  account.statement("other", "press");
  account.claim(test::length("1.7 miles"));
  const auto all = account.normalised();
  for (const char* claim : {"s/depth_inside", "s/length_inside"})
    for (const ReadClaim& read : test::readings_of(all, claim))
      CHECK_FALSE(test::option_at(read, "mile@letter").empty());
  for (const ReadClaim& read : test::readings_of(all, "other/length_inside")) {
    CHECK(test::option_at(read, "mile@letter").empty());
    CHECK_FALSE(test::option_at(read, "mile@press").empty());
  }
}

TEST_CASE("1.15 miles may be what 1.0 nautical mile became, and then its cell is the wider one") {
  Account account;
  account.claim(test::length("1.15 miles"));
  const auto readings = test::readings_of(account.normalised(), "s/length_inside");
  Length widest = metres(0), narrowest = kilometres(1);
  for (const ReadClaim& read : readings) {
    if (test::option_at(read, "mile@letter") != "statute") continue;
    const auto& length = std::get<LengthInside>(read.meaning).length;
    widest = std::max(widest, length.highest - length.lowest);
    narrowest = std::min(narrowest, length.highest - length.lowest);
  }
  CHECK(in_metres(narrowest) == Approx(16.1).margin(0.1));
  CHECK(in_metres(widest) == Approx(185.2).margin(0.1));
}

TEST_CASE("A figure printed in two units has one reading and opens no choice") {
  Account account;
  account.claim(test::distance_from("land", "34 km = 21 miles"), at("hit"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/distance@hit");
  REQUIRE(readings.size() == 1);
  CHECK(readings.front().reading.empty());
  CHECK(readings.front().reading_words.empty());
  CHECK(all.choices.empty());
}

TEST_CASE("A figure printed in two units that both miles allow weighs them by how far they meet") {
  Account account;
  account.claim(test::depth("4 miles = 7 km"));
  const auto all = account.normalised();
  const Choice* mile = test::choice(all, "mile@letter");
  REQUIRE(mile != nullptr);
  REQUIRE(mile->options.size() == 2);
  for (const Option& option : mile->options)
    CHECK(option.weight == Approx(option.id == "statute" ? 0.46 : 0.54).margin(0.01));
}

TEST_CASE("The author's choice is widened, weighed and named as he wrote it") {
  Account account;
  auto choice = test::found_choice(About::mile, "turkey",
                                   {{.id = text("statute"), .because = text("BBC"), .weight = 3.0},
                                    {.id = text("nautical"), .because = text("notices"), .weight = 1.0}});
  choice.id = text("which-mile");
  account.incident.narratives.back().choices = {choice};
  account.claim(test::depth("1.36 miles"));
  account.statement("other", "press");
  account.claim(test::length("1.7 miles"));
  const auto all = account.normalised();
  const Choice* mile = test::choice(all, "which-mile");
  REQUIRE(mile != nullptr);
  CHECK(test::choice(all, "mile@letter") == nullptr);
  for (const Option& option : mile->options) {
    CHECK(option.weight == Approx(option.id == "statute" ? 0.75 : 0.25));
    CHECK(option.because == (option.id == "statute" ? "BBC" : "notices"));
  }
  CHECK(options_of(test::readings_of(all, "other/length_inside"), "which-mile").size() == 2);
}

TEST_CASE("A settled choice has one option left") {
  Account account;
  auto choice =
      test::found_choice(About::mile, "letter", {{.id = text("statute")}, {.id = text("nautical")}});
  choice.settled = incident::Settled{text("nautical"), text("the notices say deniz mili"), text("press")};
  account.incident.narratives.back().choices = {choice};
  account.claim(test::length("1.7 miles"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/length_inside");
  REQUIRE(readings.size() == 1);
  CHECK(in_metres(std::get<LengthInside>(readings.front().meaning).length.stated) == Approx(3148.4));
  CHECK(readings.front().weight == Approx(1.0));
  CHECK(readings.front().reading_words.empty());
  const Choice* mile = test::choice(all, "mile@letter");
  REQUIRE(mile != nullptr);
  CHECK(mile->settled);
  REQUIRE(mile->options.size() == 1);
  CHECK(mile->options.front().because == "the notices say deniz mili");
}

// ---- the author's questions ----------------------------------------------------------------------

TEST_CASE("A claim asked under an option exists only where that option is taken") {
  Account account;
  incident::Choice grammar{.id = text("grammar"),
                           .options = {{.id = text("one-excursion")}, {.id = text("per-aircraft")}}};
  account.incident.narratives.back().choices = {grammar};
  account.claim(test::length("2 km"), {}, "length").only_if = {text("one-excursion")};
  account.claim(test::length("2 km"), {}, "each").only_if = {text("per-aircraft")};
  account.claim(incident::TimeInsideClaim{text("land"), text("17 s")});
  const auto all = account.normalised();
  REQUIRE(test::readings_of(all, "s/length").size() == 1);
  CHECK(test::option_at(test::readings_of(all, "s/length").front(), "grammar") == "one-excursion");
  CHECK(test::option_at(test::readings_of(all, "s/each").front(), "grammar") == "per-aircraft");
  CHECK(test::readings_of(all, "s/length").front().weight == Approx(0.5));
  CHECK(test::readings_of(all, "s/time_inside").front().reading.empty());
  CHECK(test::readings_of(all, "s/length").front().reading_words == "one excursion");
}

TEST_CASE("A claim asked under an option that was settled away is not read, and that is told") {
  Account account;
  incident::Choice grammar{
      .id = text("grammar"),
      .options = {{.id = text("one-excursion")}, {.id = text("per-aircraft")}},
      .settled = incident::Settled{text("per-aircraft"), text("the BBC reads it so"), text("press")}};
  account.incident.narratives.back().choices = {grammar};
  account.claim(test::length("2 km")).only_if = {text("one-excursion")};
  const auto all = account.normalised();
  CHECK(all.claims.empty());
  CHECK(test::adjusted(all, "s/length_inside", "settled away"));
}

TEST_CASE("An option asked of a statement holds for all its claims") {
  Account account;
  account.incident.narratives.back().choices = {
      {.id = text("where"), .options = {{.id = text("near")}, {.id = text("far")}}}};
  account.statement("s").only_if = {text("near")};
  account.claim(test::length("2 km"));
  CHECK(test::option_at(account.normalised().claims.front(), "where") == "near");
}

// ---- bearings ------------------------------------------------------------------------------------

TEST_CASE("A radial without a north is read from both when the variation is known") {
  Account account;
  account.landmark("base").variation = text("4.8° E");
  account.claim(test::bearing("020", "26 miles"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/bearing@hit");
  REQUIRE(readings.size() == 4);
  for (const ReadClaim& read : readings) {
    const auto& radial = std::get<Radial>(read.meaning);
    const bool magnetic = test::option_at(read, "north@letter") == "magnetic";
    CHECK(in_degrees(radial.azimuth.stated) == Approx(magnetic ? 24.8 : 20.0));
    CHECK(in_degrees(radial.azimuth.highest - radial.azimuth.lowest) == Approx(1.0));
    CHECK(in_metres(radial.from_accuracy) == Approx(1000.0));
    REQUIRE(radial.distance);
  }
}

TEST_CASE("A radial without a north is read from true north alone when nobody states the variation") {
  Account account;
  account.claim(test::bearing("020", "26 miles"), at("hit"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/bearing@hit");
  REQUIRE(readings.size() == 2);
  CHECK(options_of(readings, "mile@letter") == std::set<std::string>{"statute", "nautical"});
  CHECK(test::adjusted(all, "s/bearing@hit", "true north only"));
  std::set<std::string> words;
  for (const ReadClaim& read : readings) words.insert(read.as_read);
  CHECK(words == std::set<std::string>{"020° true, 48.2 km ± 0.9 km", "020° true, 41.8 km ± 0.8 km"});
}

TEST_CASE("West of north the needle subtracts, and a cell across north stays in one piece") {
  Account account;
  account.landmark("base").variation = text("10° W");
  account.claim(test::bearing("005 magnetic", "10 km"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/bearing@hit");
  REQUIRE(readings.size() == 1);
  const auto& azimuth = std::get<Radial>(readings.front().meaning).azimuth;
  CHECK(in_degrees(azimuth.stated) == Approx(355.0));
  CHECK(azimuth.lowest < azimuth.highest);
}

TEST_CASE("A bearing that is magnetic by its own words cannot be answered without the variation") {
  Account account;
  account.claim(test::bearing("130° magnetic", "10 km"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/bearing@hit");
  REQUIRE(readings.size() == 1);
  CHECK(std::get<Unanswerable>(readings.front().meaning).why.find("magnetic") != std::string::npos);
}

TEST_CASE("A compass word is a sector of the map; a bearing without distance has none") {
  Account account;
  account.landmark("base").variation = text("4.8° E");
  account.claim(test::bearing("SW", ""), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/bearing@hit");
  REQUIRE(readings.size() == 1);
  const auto& radial = std::get<Radial>(readings.front().meaning);
  CHECK(in_degrees(radial.azimuth.stated) == Approx(225.0));
  CHECK_FALSE(radial.distance);
}

// ---- positions -----------------------------------------------------------------------------------

TEST_CASE("A lost digit gives a second reading of the same point") {
  Account account;
  account.claim({test::position("35.48.2 N 35.33.21 E")}, at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/position@hit");
  std::set<std::string> digits;
  for (const ReadClaim& read : readings) {
    const std::string option = test::option_at(read, "digits@s/position@hit");
    digits.insert(option);
    const double cell = in_degrees(std::get<Located>(read.meaning).half_latitude) * 3600.0;
    CHECK(cell == Approx(option == "lost-digit" ? 5.0 : 0.5).margin(0.51));
  }
  CHECK(digits == std::set<std::string>{"as-printed", "lost-digit"});
}

TEST_CASE("Off Latakia an unstated datum may be WGS 84, ED50 or one of the others in use there") {
  Account account;
  account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/position@hit");
  const Choice* datum = test::choice(all, "datum@letter");
  REQUIRE(datum != nullptr);
  CHECK(readings.size() == datum->options.size());
  double sum = 0.0;
  for (const Option& option : datum->options) {
    sum += option.weight;
    if (option.id == "wgs-84") CHECK(option.weight == Approx(0.6));
    if (option.id == "ed50") CHECK(option.weight == Approx(0.3));
  }
  CHECK(sum == Approx(1.0));
  const auto& as_wgs84 = std::get<Located>(readings.front().meaning).position;
  for (const ReadClaim& read : readings) {
    if (test::option_at(read, "datum@letter") != "ed50") continue;
    const Length shift = geo::distance(as_wgs84, std::get<Located>(read.meaning).position);
    CHECK(in_metres(shift) == Approx(118.7).margin(2.0));
  }
}

TEST_CASE("A stated datum opens no choice, and data sets print WGS 84") {
  Account account;
  account.source("runway", incident::Source::Kind::dataset);
  account.claim({incident::PositionClaim{.is = text("35.80 N 36.05 E"), .datum = text("ED50")}}, at("hit"));
  account.statement("surveyed", "runway");
  account.claim({test::position("35.80 N 36.05 E")}, at("hit"));
  const auto all = account.normalised();
  CHECK(test::readings_of(all, "s/position@hit").size() == 1);
  CHECK(test::readings_of(all, "surveyed/position@hit").size() == 1);
  CHECK(all.choices.empty());
  CHECK(test::adjusted(all, "surveyed/position@hit", "WGS 84"));
}

TEST_CASE("Datum weights are a prior: two positions of one source weigh them once") {
  Account account;
  account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));
  account.claim({test::position("35°48'46''N 35°37'19''E")}, at("crash"));
  const auto all = account.normalised();
  for (const Option& option : test::choice(all, "datum@letter")->options)
    if (option.id == "wgs-84") CHECK(option.weight == Approx(0.6));
}

TEST_CASE("A datum in use at one place of a source is an option for all its places") {
  Account account;
  account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));    // within the area of Deir ez Zor
  account.claim({test::position("35°48'26''N 35°33'21''E")}, at("crash"));  // just west of it
  const auto all = account.normalised();
  const auto east = test::readings_of(all, "s/position@hit");
  const auto west = test::readings_of(all, "s/position@crash");
  CHECK(options_of(east, "datum@letter") == options_of(west, "datum@letter"));
  CHECK(options_of(west, "datum@letter").count("deir-ez-zor") == 1);
}

// ---- landmarks -----------------------------------------------------------------------------------

TEST_CASE("A claim on an unverified landmark is kept and cannot be answered") {
  Account account;
  account.claim(test::bearing("west", "10 km", "nowhere"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/bearing@hit");
  REQUIRE(readings.size() == 1);
  CHECK(std::get<Unanswerable>(readings.front().meaning).why.find("no printed position found") !=
        std::string::npos);
}

TEST_CASE("A landmark may be the point that another claim gives") {
  Account account;
  account.claim({test::position("25°59'43''N 57°02'25''E")}, at("hit"));
  account.landmark("their-point").position_of = text("s/position@hit");
  account.statement("maps", "press");
  account.claim(test::bearing("SW", "about 9 nm", "their-point"), at("hit"));
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "maps/bearing@hit");
  REQUIRE(readings.size() == 1);
  const auto& radial = std::get<Radial>(readings.front().meaning);
  CHECK(in_degrees(radial.from.latitude) == Approx(25.995278).margin(1e-5));
  CHECK(in_metres(radial.from_accuracy) == Approx(2.4477 * 493.7).margin(1.0));
  CHECK(all.landmarks.count("their-point") == 0);
  CHECK(all.landmarks.count("base") == 1);
}

TEST_CASE("A depth whose zone has no placed tip is taken from the nearest edge") {
  Account account;
  account.incident.zones.front().tip = text("nowhere");
  account.claim(test::depth("2 km"));
  const auto all = account.normalised();
  REQUIRE(test::readings_of(all, "s/depth_inside").size() == 1);
  CHECK(test::adjusted(all, "s/depth_inside", "nearest edge"));
}

TEST_CASE("A depth said to be from a vertex that nobody placed cannot be answered") {
  Account account;
  auto depth = test::depth("2 km");
  depth.measured = incident::DepthClaim::How::from_vertex;
  depth.from = text("nowhere");
  account.claim(depth);
  CHECK(std::holds_alternative<Unanswerable>(account.normalised().claims.front().meaning));
}

TEST_CASE("What a distance is from decides what it means") {
  Account account;
  account.claim(test::distance_from("land", "4 km"), at("crash"), "edge");
  account.claim(test::distance_from("base", "4 km"), at("crash"), "landmark");
  account.claim(test::distance_from("hit", "4 km"), at("crash"), "event");
  account.claim(test::distance_from("atlantis", "4 km"), at("crash"), "nothing");
  const auto all = account.normalised();
  const auto meaning = [&](const char* claim) { return test::readings_of(all, claim).front().meaning; };
  CHECK(std::holds_alternative<FromEdge>(meaning("s/edge")));
  CHECK(std::holds_alternative<FromLandmark>(meaning("s/landmark")));
  CHECK(std::holds_alternative<FromEvent>(meaning("s/event")));
  CHECK(std::holds_alternative<Unanswerable>(meaning("s/nothing")));
}

TEST_CASE("A distance from a border may be along the course only when a course is said") {
  Account account;
  account.claim(test::distance_from("land", "4 km"), at("crash"));
  const auto alone = account.normalised();
  CHECK(test::readings_of(alone, "s/distance@crash").size() == 1);
  CHECK(test::adjusted(alone, "s/distance@crash", "shortest"));
  account.claim(incident::HeadingClaim{.is = text("west")}, at("crash"));
  const auto with_course = test::readings_of(account.normalised(), "s/distance@crash");
  CHECK(options_of(with_course, "distance@letter") == std::set<std::string>{"shortest", "along-course"});
}

// ---- times ---------------------------------------------------------------------------------------

TEST_CASE("Clocks meet in UTC: Ankara, Moscow, military zone Charlie") {
  Account account;
  account.claim(test::time_said("09:24 local"), at("hit"), "ankara");
  account.claim(test::time_said("10:24 MSK"), at("hit"), "moscow");
  account.claim(test::time_said("10:57 C"), at("hit"), "charlie");
  account.narrative("russia");
  account.statement("r", "press");
  account.claim(test::time_said("10:24 local"), at("hit"), "party-clock");
  const auto all = account.normalised();
  const auto said = [&](const char* claim) {
    return iso_8601(std::get<TimeSaid>(test::readings_of(all, claim).front().meaning).time.stated);
  };
  CHECK(said("s/ankara") == "2015-11-24T07:24:00Z");
  CHECK(said("s/moscow") == "2015-11-24T07:24:00Z");
  CHECK(said("s/charlie") == "2015-11-24T07:57:00Z");
  CHECK(said("r/party-clock") == "2015-11-24T07:24:00Z");
  REQUIRE(all.begin);
  CHECK(iso_8601(*all.begin) == "2015-11-24T06:30:00Z");
}

TEST_CASE("A day of its own goes before the incident's") {
  Account account;
  account.incident.date = text("2019-06-20");
  account.incident.clock = text("Asia/Tehran");
  account.incident.window.begin = text("2019-06-20 00:00 local");
  account.incident.window.end = text("2019-06-20 05:00 local");
  account.claim(test::time_said("19 June 23:35 GMT"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/time@hit");
  REQUIRE(readings.size() == 1);
  CHECK(iso_8601(std::get<TimeSaid>(readings.front().meaning).time.stated) == "2019-06-19T23:35:00Z");
}

TEST_CASE("A time that fits the window on two days is read on both") {
  Account account;
  account.incident.window.end = text("2015-11-25 12:00 local");
  account.claim(test::time_said("09:24 local"), at("hit"));
  const auto readings = test::readings_of(account.normalised(), "s/time@hit");
  CHECK(options_of(readings, "day@s/time@hit") == std::set<std::string>{"2015-11-24", "2015-11-25"});
}

TEST_CASE("A claim at a clock time carries that clock's error") {
  Account account;
  account.claim(incident::AltitudeClaim{text("FL210")}, test::at_time("09:06 local"));
  const auto read = account.normalised().claims.front();
  REQUIRE(read.moment.time);
  CHECK(read.moment.kind == Moment::Kind::time);
  CHECK(iso_8601(read.moment.time->stated) == "2015-11-24T07:06:00Z");
  CHECK(in_seconds(read.error.clock) == Approx(2.0));
}

// ---- what does not count -------------------------------------------------------------------------

TEST_CASE("Unverified, superseded, derived and repeated claims are read but not counted") {
  Account account;
  account.source("copy", incident::Source::Kind::press).carries = text("letter");
  account.claim(test::length("2 km"));
  account.statement("unverified").unverified = text("no page carries it");
  account.claim(test::length("3 km"));
  account.statement("old").superseded_by = text("s");
  account.claim(test::length("4 km"));
  account.statement("sum").claims = {};
  account.claim(incident::TimeInsideClaim{text("land"), text("7 s")}).derived =
      incident::Derivation{.uses = {text("s/length_inside")}};
  account.statement("again", "copy");
  account.claim(test::length("2 km"));
  account.claim(test::depth("1 km"));
  const auto all = account.normalised();
  const auto why = [&](const char* claim) {
    const auto read = test::readings_of(all, claim).front();
    CHECK(read.counts == read.why_not_counted.empty());
    return read.why_not_counted;
  };
  CHECK(why("s/length_inside").empty());
  CHECK(why("unverified/length_inside") == "unverified: no page carries it");
  CHECK(why("old/length_inside") == "superseded by 's'");
  CHECK(why("sum/time_inside") ==
        "derived from s/length_inside: tested against its inputs, not counted again");
  CHECK(why("again/length_inside") == "'copy' repeats what 's' says: counted once");
  CHECK(why("again/depth_inside").empty());
}

// ---- whom it is about ----------------------------------------------------------------------------

TEST_CASE("A claim is read once for each aircraft it names, else for the account's") {
  Account account;
  account.claim(test::length("2 km")).aircraft = {text("su24"), text("f16")};
  account.claim(test::depth("2 km"));
  const auto all = account.normalised();
  std::set<std::string> aircraft;
  for (const ReadClaim& read : test::readings_of(all, "s/length_inside")) aircraft.insert(read.aircraft);
  CHECK(aircraft == std::set<std::string>{"su24", "f16"});
  for (const ReadClaim& read : test::readings_of(all, "s/depth_inside")) CHECK(read.aircraft == "su24");
}

TEST_CASE("Evidence without an aircraft is about the event's, then the only target, and that is told") {
  Account account;
  incident::Evidence evidence{.id = text("maps")};
  evidence.statements = {{.id = text("e"), .source = text("press")}};
  Account::add(evidence.statements.front(), test::distance_from("land", "4 km"), at("crash"));
  Account::add(evidence.statements.front(), test::length("2 km"));
  account.incident.evidence = {evidence};
  const auto all = account.normalised();
  CHECK(test::readings_of(all, "e/distance@crash").front().aircraft == "su24");
  CHECK(test::readings_of(all, "e/length_inside").front().aircraft == "su24");
  CHECK(test::readings_of(all, "e/length_inside").front().narrative == "maps");
  CHECK(test::adjusted(all, "e/length_inside", "only target"));
  CHECK_FALSE(test::adjusted(all, "e/distance@crash", "taken to be about"));
}

TEST_CASE("A narrative that takes another's statement tells it under its own name") {
  Account account;
  account.claim(test::length("2 km"));
  account.narrative("leuven").takes = {text("s")};
  const auto readings = test::readings_of(account.normalised(), "s/length_inside");
  REQUIRE(readings.size() == 2);
  CHECK(readings.front().narrative == "turkey");
  CHECK(readings.back().narrative == "leuven");
  CHECK(readings.back().statement == "s");
}

TEST_CASE("Metres of UTM move with the datum by its ellipsoid as well as by its shift") {
  Account account;
  account.claim({incident::PositionClaim{.is = text("36N 735123 3965123"), .datum = text("WGS 84")}},
                at("hit"));
  account.claim({incident::PositionClaim{.is = text("36N 735123 3965123"), .datum = text("ED50")}},
                at("crash"));
  const auto all = account.normalised();
  const auto place = [&](const std::string& claim) {
    return std::get<Located>(test::readings_of(all, claim).front().meaning).position;
  };
  // The shift alone is 118.7 m; printed_position_test.cpp holds the metres against PROJ.
  CHECK(in_metres(geo::distance(place("s/position@hit"), place("s/position@crash"))) ==
        Approx(183.5).margin(0.1));
}

TEST_CASE("A print on SK-42 names its datum, and no other is open or may be stated beside it") {
  Account account;
  account.claim({test::position("SK-42 x 3965123 y 6735123")}, at("hit"));
  account.claim({incident::PositionClaim{.is = text("SK-42 x 3965123 y 6735123"), .datum = text("ED50")}},
                at("crash"));
  const auto all = account.normalised();
  CHECK(test::readings_of(all, "s/position@hit").size() == 1);
  CHECK(all.choices.empty());
  CHECK(test::adjusted(all, "s/position@hit", "brought from Pulkovo 1942"));
  const auto against = test::readings_of(all, "s/position@crash");
  REQUIRE(against.size() == 1);
  CHECK(std::holds_alternative<Unanswerable>(against.front().meaning));
}

// ---- tracks and plots ----------------------------------------------------------------------------

TEST_CASE("A track in metres of a grid is read on each datum, or on the one that its prints name") {
  Account account;
  incident::TrackClaim track;
  track.kind = incident::TrackClaim::Kind::system_track;
  track.datum = text("ED50");
  track.fixes = {{.time = text("09:24:00 local"), .position = text("36N 735123 3965123")}};
  account.claim(track, {}, "utm");
  track.datum = {};
  track.fixes.front().position = text("SK-42 x 3965123 y 6735123");
  account.claim(track, {}, "sk");
  const auto all = account.normalised();
  const auto first = [&](const std::string& claim) {
    const auto readings = test::readings_of(all, claim);
    REQUIRE(readings.size() == 1);
    return std::get<TrackRead>(readings.front().meaning).fixes.front();
  };
  const auto utm = geo::read_position("36N 735123 3965123").readings.front();
  CHECK(first("s/utm").position == geo::to_wgs84(utm, geo::datum("ED50").value()));
  CHECK(first("s/sk").position == geo::read_position("SK-42 x 3965123 y 6735123").readings.front().position);
  CHECK(test::adjusted(all, "s/sk", "brought from Pulkovo 1942"));
}

TEST_CASE("A track is read on each datum as a whole, in order, with its times") {
  Account account;
  incident::TrackClaim track;
  track.kind = incident::TrackClaim::Kind::system_track;
  track.fixes = {
      {.time = text("09:24:00 local"), .position = text("35.80 N 36.05 E"), .altitude = text("19,000 ft")},
      {.time = text("09:24:10 local"), .position = text("35.81 N 36.06 E"), .accuracy = text("600 m")}};
  account.claim(track);
  const auto all = account.normalised();
  const auto readings = test::readings_of(all, "s/track");
  REQUIRE(readings.size() > 1);
  CHECK(readings.size() == test::choice(all, "datum@letter")->options.size());
  for (const ReadClaim& read : readings) {
    const auto& fixes = std::get<TrackRead>(read.meaning).fixes;
    REQUIRE(fixes.size() == 2);
    CHECK(in_seconds(between(*fixes[0].time, *fixes[1].time)) == Approx(10.0));
    CHECK(in_metres(*fixes[0].altitude) == Approx(5791.2));
    // The cell of 0.01 degree adds 1 110 / sqrt(12) m to the track's own 250 / sqrt(2) m.
    CHECK(in_metres(fixes[0].sigma) == Approx(std::hypot(176.8, 321.3)).margin(2.0));
    CHECK(in_metres(fixes[1].sigma) == Approx(std::hypot(245.1, 321.3)).margin(2.0));
  }
}

TEST_CASE("A plot becomes a radial from its radar, over the ground") {
  Account account;
  account.incident.sensors = {
      {.id = text("radar"), .position = text("36.25 N 36.30 E"), .height = text("500 m")}};
  account.claim(incident::PlotClaim{text("60.000 km"), text("190.0° true"), text("5791.2 m")}, at("hit"))
      .sensor = text("radar");
  account.claim(incident::PlotClaim{text("60.000 km"), text("190.0° true"), {}}, at("crash")).sensor =
      text("radar");
  account.claim(incident::PlotClaim{text("60 km"), text("190°"), {}}, at("crash"), "nobody's");
  const auto all = account.normalised();
  const auto radial = std::get<Radial>(test::readings_of(all, "s/plot@hit").front().meaning);
  CHECK(in_metres(radial.distance->stated) == Approx(59'736.9).margin(0.5));
  const auto unknown = std::get<Radial>(test::readings_of(all, "s/plot@crash").front().meaning);
  CAPTURE(in_metres(unknown.distance->lowest), in_metres(unknown.distance->highest),
          in_metres(radial.distance->lowest), in_metres(radial.distance->highest));
  CHECK(unknown.distance->lowest < radial.distance->lowest);
  CHECK(unknown.distance->highest > radial.distance->highest);
  CHECK(test::adjusted(all, "s/plot@crash", "any height up to 12 km"));
  CHECK(std::holds_alternative<Unanswerable>(test::readings_of(all, "s/nobody's").front().meaning));
}

// ---- properties of the header --------------------------------------------------------------------

TEST_CASE("Property 1: a reading weighs the product of its options, one option at each choice") {
  Account account;
  account.landmark("base").variation = text("4.8° E");
  account.incident.narratives.back().choices = {
      test::found_choice(About::mile, "letter",
                         {{.id = text("statute"), .weight = 0.7}, {.id = text("nautical"), .weight = 0.3}})};
  account.claim(test::bearing("020", "26 miles"), at("hit"));
  account.claim(test::depth("1.36 miles"));
  account.claim({test::position("35.48.2 N 35.33.21 E")}, at("crash"));
  const auto all = account.normalised();
  for (const Choice& choice : all.choices) {
    double sum = 0.0;
    for (const Option& option : choice.options) sum += option.weight;
    CHECK(sum == Approx(1.0));
  }
  for (const ReadClaim& read : all.claims) {
    double product = 1.0;
    std::set<std::string> choices;
    for (const OptionTaken& taken : read.reading) {
      choices.insert(taken.choice);
      const Choice* choice = test::choice(all, taken.choice);
      REQUIRE(choice != nullptr);
      for (const Option& option : choice->options)
        if (option.id == taken.option) product *= option.weight;
    }
    CHECK(choices.size() == read.reading.size());
    CHECK(read.weight == Approx(product));
    CHECK(read.reading_words.size() <= 80);  // bytes of at most 60 characters
  }
  double bearing = 0.0;
  for (const ReadClaim& read : test::readings_of(all, "s/bearing@hit")) bearing += read.weight;
  CHECK(bearing == Approx(1.0));
}

TEST_CASE("Property 3: every claim with an error has it from the case or from an adjustment") {
  Account account;
  account.claim(test::depth("2 km"));
  account.claim(incident::SpeedClaim{text("980 km/h")}, at("hit"));
  account.claim(incident::HeadingClaim{.is = text("211")}, at("hit"));
  account.claim(incident::AltitudeClaim{text("6,000 m")}, at("hit"));
  account.claim(incident::TimeInsideClaim{text("land"), text("17 s")});
  account.claim(test::time_said("09:24 local"), at("hit"));
  account.claim({test::position("35°48'26''N 35°37'59''E")}, at("hit"));
  const auto all = account.normalised();
  for (const ReadClaim& read : all.claims) {
    CAPTURE(read.claim);
    CHECK(test::adjusted(all, read.claim, "supplied"));
    CHECK_FALSE(read.error.because.empty());
  }
}

TEST_CASE("Every adjustment is written once, however many readings needed it") {
  Account account;
  account.claim(test::depth("1.36 miles"));
  const auto all = account.normalised();
  std::set<std::string> written;
  for (const Adjustment& one : all.adjustments)
    CHECK(written.insert(one.claim + one.what + one.because).second);
}

TEST_CASE("The order of statements changes no reading") {
  Account one;
  one.claim(test::depth("1.36 miles"));
  one.statement("other", "press");
  one.claim(test::bearing("020", "26 miles"), at("hit"));
  Account two = one;
  auto& statements = two.incident.narratives.back().statements;
  std::swap(statements.front(), statements.back());
  const auto first = one.normalised();
  const auto second = two.normalised();
  for (const char* claim : {"s/depth_inside", "other/bearing@hit"}) {
    const auto a = test::readings_of(first, claim);
    const auto b = test::readings_of(second, claim);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].reading == b[i].reading);
      CHECK(a[i].as_read == b[i].as_read);
      CHECK(a[i].weight == Approx(b[i].weight));
    }
  }
}

TEST_CASE("A side at a time of the clock carries the clock's error, and one at an event none") {
  Account account;
  account.claim(incident::SideClaim{text("land"), incident::SideClaim::Is::inside},
                test::at_time("09:24 local"));
  account.claim(incident::SideClaim{text("land"), incident::SideClaim::Is::inside}, at("hit"));
  const auto all = account.normalised();
  CHECK(in_seconds(all.claims.front().error.clock) == Approx(2.0));
  CHECK(in_seconds(all.claims.back().error.clock) == 0.0);
}

TEST_CASE("What cannot be read is said, never dropped") {
  Account account;
  account.claim(test::depth("quite deep"));
  account.claim({test::position("somewhere")}, at("hit"));
  account.claim(test::time_said("teatime"), at("hit"));
  const auto all = account.normalised();
  REQUIRE(all.claims.size() == 3);
  for (const ReadClaim& read : all.claims) {
    REQUIRE(std::holds_alternative<Unanswerable>(read.meaning));
    CHECK_FALSE(std::get<Unanswerable>(read.meaning).why.empty());
  }
}

TEST_CASE("Warnings, turns, climbs and detections stay in words") {
  Account account;
  account.claim(incident::WarningsClaim{.count = text("10"), .over = text("5 minutes")});
  account.claim(incident::TurnClaim{});
  account.claim(incident::VerticalClaim{}, at("hit"));
  account.claim(incident::DetectionClaim{});
  for (const ReadClaim& read : account.normalised().claims)
    CHECK(std::holds_alternative<InWords>(read.meaning));
}

}  // namespace recon::normalise
