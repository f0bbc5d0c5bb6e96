// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

#include "recon/inquiry/inquiry.hpp"
#include "recon/report/report.hpp"

using namespace recon;
using assess::Cause;
using assess::Side;

// Every kind of zone from the words of a case to the answer. The world is made: AAA is all land from 36°N to
// 37°N, BBB from 35°N to 35.6°N, both between 35°E and 37°E; the water between them is 44.4 km wide.
namespace {

constexpr std::string_view two_states = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"AAA"},"geometry":{"type":"Polygon","coordinates":[[[35,36],[37,36],[37,37],[35,37],[35,36]]]}},
{"type":"Feature","properties":{"state":"BBB"},"geometry":{"type":"Polygon","coordinates":[[[35,35],[37,35],[37,35.6],[35,35.6],[35,35]]]}}]})";

/// AAA begins a little further north.
constexpr std::string_view further_north = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"AAA"},"geometry":{"type":"Polygon","coordinates":[[[35,36.02],[37,36.02],[37,37],[35,37],[35,36.02]]]}}]})";

constexpr std::string_view head = R"(id: "made" title: "made" date: "2020-01-01" clock: "UTC"
window { begin: "10:00 UTC" end: "11:00 UTC" }
party { id: "a" name: "Aland" kind: STATE }
party { id: "b" name: "Beland" kind: STATE }
source { id: "s" kind: PRESS date: "2020-01-02" language: "en" publisher: "p" address: "https://example.org" }
aircraft { id: "jet" type: "Su-24M" kind: AEROPLANE operator: "b" role: TARGET }
event { id: "hit" kind: HIT aircraft: "jet" }
question { id: "side" asks: "Was it inside?" aircraft: "jet" want: SIDE_AT event: "hit" zone: "z" }
)";

constexpr std::string_view first_map =
    R"(border { id: "map" file: "map.geojson" publisher: "p" edition: "1" date: "2020" licence: "CC0-1.0" attribution: "p"
edge: LON_LAT line_error: "20 m" shift_error: "10 m" correlation: "1 km" extent: LAND family: "p" )";
constexpr std::string_view second_map =
    R"(border { id: "other" file: "other.geojson" publisher: "q" edition: "1" date: "2020" licence: "CC0-1.0" attribution: "q"
edge: LON_LAT line_error: "20 m" shift_error: "10 m" correlation: "1 km" extent: LAND family: "q" )";

struct Words {
  std::string zones, position, claims;
  std::string first = "}", second;  // how the maps go on; without a second there is one map
};

inquiry::Inquiry asked(const Words& words) {
  const test::Folder folder;
  folder.write("made/map.geojson", two_states);
  folder.write("made/other.geojson", further_north);
  std::string text{head};
  text += std::string{first_map} + words.first + "\n";
  if (!words.second.empty()) text += std::string{second_map} + words.second + "\n";
  text += words.zones +
          "\nnarrative { party: \"a\" aircraft: \"jet\" statement { id: \"words\" source: \"s\" reported: "
          "\"r\"\n" +
          "claim { at_event: \"hit\" position { is: \"" + words.position +
          "\" datum: \"WGS 84\" } error { accuracy: \"50 m\" } }\n" + words.claims + "\n} }\n";
  assess::Settings settings;
  settings.draws = 2'000;
  inquiry::Inquiry made =
      inquiry::open(folder.write("made/made.textproto", text).parent_path(), {}, settings);
  for (const incident::Problem& problem : made.problems) UNSCOPED_INFO(load::print(problem));
  REQUIRE(made.usable());
  return made;
}

const assess::Answer& answer(const inquiry::Inquiry& made) {
  REQUIRE(made.assessment.answers.size() == 1);
  return made.assessment.answers.front();
}

Side side(const Words& words) { return answer(asked(words)).side; }

std::string terminal_of(const inquiry::Inquiry& made) { return report::terminal(made, report::Style::plain); }

bool says(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("Land: north of the line is inside, south of it outside") {
  const std::string land = R"(zone { id: "z" status: TERRITORY land { state: "AAA" } })";
  CHECK(side({land, "36.10000 N 36.20000 E", ""}) == Side::inside);
  CHECK(side({land, "35.95000 N 36.20000 E", ""}) == Side::outside);
}

TEST_CASE(
    "A territorial sea reaches twelve miles off the coast, and without its land it begins at the coast") {
  const std::string sea = R"(zone { id: "z" status: TERRITORIAL_SEA sea { state: "AAA" breadth: "12 NM" } })";
  CHECK(side({sea, "35.90000 N 36.20000 E", ""}) == Side::inside);   // 11.1 km off
  CHECK(side({sea, "35.75000 N 36.20000 E", ""}) == Side::outside);  // 27.7 km off
  const std::string only =
      R"(zone { id: "z" status: TERRITORIAL_SEA sea { state: "AAA" breadth: "12 NM" sea_only: true } })";
  CHECK(side({only, "35.90000 N 36.20000 E", ""}) == Side::inside);
  CHECK(side({only, "36.10000 N 36.20000 E", ""}) == Side::outside);
}

TEST_CASE("A declared straight baseline and an island push the limit seaward") {
  const std::string plain = "35.75000 N 36.20000 E";
  const std::string baseline = R"(zone { id: "z" status: TERRITORIAL_SEA sea { state: "AAA" breadth: "12 NM"
    baseline_point: "35.9 N 36.0 E" baseline_point: "35.9 N 36.4 E" } })";
  CHECK(side({baseline, plain, ""}) == Side::inside);  // 16.6 km off the baseline
  const std::string island = R"(landmark { id: "islet" position: "35.80 N 36.30 E" source: "s" }
    zone { id: "z" status: TERRITORIAL_SEA sea { state: "AAA" breadth: "12 NM" island: "islet" } })";
  CHECK(side({island, plain, ""}) == Side::inside);  // 10.6 km off the islet
  CHECK(side({island, "35.65000 N 36.90000 E", ""}) == Side::outside);
}

TEST_CASE("The median line halves the water") {
  const std::string median =
      R"(zone { id: "z" status: EXCLUSIVE_ECONOMIC median { state: "AAA" other: "BBB" } })";
  CHECK(side({median, "35.85000 N 36.20000 E", ""}) == Side::inside);
  CHECK(side({median, "35.75000 N 36.20000 E", ""}) == Side::outside);
}

TEST_CASE("Strips, unions and differences are what their words say") {
  const std::string strip = R"(zone { id: "land" status: TERRITORY land { state: "AAA" } }
    zone { id: "z" status: RULE_OF_ENGAGEMENT claimed_by: "a" rejected_by: "b" buffer { of: "land" breadth: "5 miles" which: BEYOND } })";
  CHECK(side({strip, "35.95000 N 36.20000 E", ""}) == Side::inside);
  CHECK(side({strip, "36.05000 N 36.20000 E", ""}) == Side::outside);
  const std::string sum = R"(zone { id: "a-land" status: TERRITORY land { state: "AAA" } }
    zone { id: "b-land" status: TERRITORY land { state: "BBB" } }
    zone { id: "hole" status: RESTRICTED area { centre: "35.5 N 36.2 E" radius: "2 km" } }
    zone { id: "z" status: RESTRICTED combined { any_of: "a-land" any_of: "b-land" except: "hole" } })";
  CHECK(side({sum, "35.55000 N 36.20000 E", ""}) == Side::inside);
  CHECK(side({sum, "35.50000 N 36.20000 E", ""}) == Side::outside);
  CHECK(side({sum, "35.80000 N 36.20000 E", ""}) == Side::outside);
}

TEST_CASE("An identification zone, an information region and an airway are entered, never territory") {
  const std::string here = "35.80000 N 36.20000 E";
  const std::string circle = R"(area { centre: "35.8 N 36.2 E" radius: "20 km" } })";
  const auto words_of = [&](const std::string& status, const std::string& shape) {
    return asked({"zone { id: \"z\" title: \"the ring\" status: " + status + " " + shape, here, ""});
  };
  const inquiry::Inquiry adiz = words_of("ADIZ", circle);
  CHECK(answer(adiz).side == Side::inside);
  CHECK(says(answer(adiz).sentence,
             "was inside the ring (an air defence identification zone, which is not territory)"));
  for (const std::string& page : {terminal_of(adiz), report::html(adiz), report::json(adiz)}) {
    CHECK(says(page, "an air defence identification zone, which is not territory"));
    CHECK(says(page, "is not to have entered the territory of a state"));
  }
  CHECK(
      says(words_of("FIR", R"(area { point: "35.5 N 36 E" point: "35.5 N 36.5 E" point: "36.5 N 36.2 E" } })")
               .assessment.findings.at(0)
               .reason,
           "a flight information region, which is not territory"));
  CHECK(says(answer(words_of("AIRWAY",
                             R"(corridor { along: "35.8 N 36 E" along: "35.8 N 36.5 E" width: "10 NM" } })"))
                 .sentence,
             "an airway, which is not territory"));
  CHECK(says(answer(words_of("EXCLUSIVE_ECONOMIC", circle)).sentence, "over which flight is free"));
  const inquiry::Inquiry unsaid = asked({"zone { id: \"z\" " + circle, here, ""});
  CHECK(says(unsaid.assessment.standings.at(0).sentence, "does not say what"));
}

TEST_CASE("A zone with a ceiling is entered only below it") {
  const std::string zone =
      R"(zone { id: "z" status: RESTRICTED floor: "ground" ceiling: "FL140" area { centre: "35.8 N 36.2 E" radius: "20 km" } })";
  const std::string here = "35.80000 N 36.20000 E", away = "35.20000 N 36.20000 E";
  const auto height = [](const std::string& is) {
    return "claim { at_event: \"hit\" altitude { is: \"" + is + "\" } }";
  };
  CHECK(side({zone, here, height("FL100")}) == Side::inside);
  CHECK(side({zone, here, height("FL200")}) == Side::outside);
  CHECK(side({zone, here, height("6,000 m above sea level")}) == Side::outside);
  const inquiry::Inquiry unsaid = asked({zone, here, ""});
  CHECK(answer(unsaid).side == Side::undetermined);
  CHECK(answer(unsaid).cause == Cause::height_not_given);
  CHECK(says(unsaid.assessment.findings.at(0).reason, "cannot be determined: height not given"));
  CHECK(says(terminal_of(unsaid), "height not given"));
  CHECK(says(report::json(unsaid), "height_not_given"));
  CHECK(side({zone, away, ""}) == Side::outside);  // no height brings it there
  const inquiry::Inquiry ground = asked({zone, here, height("3,000 m above ground level")});
  CHECK(answer(ground).side == Side::undetermined);
  // At the limit the difference of the two ways of measuring leaves it open.
  CHECK(side({zone, here, height("4,267 m above sea level")}) == Side::undetermined);
}

TEST_CASE("A floor leaves out what is below it") {
  const std::string zone =
      R"(zone { id: "z" status: FIR floor: "FL245" ceiling: "unlimited" area { centre: "35.8 N 36.2 E" radius: "20 km" } })";
  const auto height = [](const std::string& is) {
    return "claim { at_event: \"hit\" altitude { is: \"" + is + "\" } }";
  };
  CHECK(side({zone, "35.80000 N 36.20000 E", height("FL300")}) == Side::inside);
  CHECK(side({zone, "35.80000 N 36.20000 E", height("FL190")}) == Side::outside);
}

TEST_CASE("Versions are pooled by declared weights only, and only when all of them have one") {
  const std::string land = R"(zone { id: "z" status: TERRITORY land { state: "AAA" } })";
  const std::string between = "36.01000 N 36.20000 E";  // north of one line, south of the other
  CHECK(asked({land, between, "", "}", "}"}).assessment.pooled.empty());
  CHECK(asked({land, between, "", "weight: 3 }", "}"}).assessment.pooled.empty());
  const inquiry::Inquiry weighed = asked({land, between, "", "weight: 3 }", "weight: 1 }"});
  REQUIRE(weighed.assessment.pooled.size() == 1);
  CHECK(weighed.assessment.pooled[0].inside == Approx(0.75).margin(1e-3));
  CHECK(weighed.assessment.pooled[0].weights.at(0).weight == Approx(0.75));
  CHECK(answer(weighed).side == Side::undetermined);  // the answer stays per version
  const std::string page = terminal_of(weighed);
  CHECK(says(page, "p 1 0.75, q 1 0.25"));
  CHECK(page.find("by the weights that the case declares") > page.find("Probability inside, margin"));
  CHECK(says(report::html(weighed), "by the weights that the case declares"));
  CHECK(says(report::json(weighed), "\"pooled\""));
}

TEST_CASE("A line that a party claims is called so, and stays out of a pooled row without a weight") {
  const std::string land = R"(zone { id: "z" status: TERRITORY land { state: "AAA" } })";
  const inquiry::Inquiry made =
      asked({land, "36.10000 N 36.20000 E", "", "weight: 1 }", "claimed_by: \"b\" }"});
  CHECK(made.assessment.pooled.empty());
  CHECK(says(made.assessment.findings.at(1).reason, "the line that Beland claims"));
  CHECK(says(report::html(made), "the line that Beland claims"));
  CHECK(says(report::json(made), "the line that Beland claims"));
  CHECK(says(terminal_of(made), "the line that Beland claims"));
}

TEST_CASE("A version is asked whether it carries the tip, by a measure that every version shares") {
  const std::string zone =
      R"(landmark { id: "tip" name: "the headland" position: "36.00000 N 36.20000 E" source: "s" accuracy: "600 m" }
    zone { id: "z" status: TERRITORY tip: "tip" land { state: "AAA" } })";
  const inquiry::Inquiry made = asked({zone, "36.10000 N 36.20000 E", "", "}", "}"});
  REQUIRE(made.assessment.tips.size() == 2);
  const assess::Tip &near = made.assessment.tips[0], &far = made.assessment.tips[1];
  CHECK(in_degrees(near.inward) == Approx(0).margin(1e-9));
  CHECK(near.carries);
  CHECK(in_metres(*near.gap) == Approx(0).margin(3));
  CHECK_FALSE(far.carries);
  CHECK(in_metres(*far.gap) == Approx(2'219.4).margin(5));  // 0.02° of the meridian at 36°N
  CHECK(in_metres(far.widths.at(0).width) == 0.0);
  CHECK(in_metres(far.widths.at(2).width) == Approx(10'000).margin(1));
  CHECK(says(far.sentence, "does not carry it: its zone begins 2.2"));
  CHECK(says(terminal_of(made), "Which versions carry the tip"));
  CHECK(says(report::html(made), "does not carry it"));
  CHECK(says(report::json(made), "\"tip\""));
}
