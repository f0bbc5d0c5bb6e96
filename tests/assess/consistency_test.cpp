// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/consistency.hpp"

#include "tests/assess/scene.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using How = incident::DepthClaim::How;
using Where = incident::DistanceClaim::Where;
using Verdict = Consistency::Verdict;

namespace {

Scene telling() {
  Scene scene;
  scene.narrative("a");
  return scene;
}

std::vector<Consistency> titled(const Scene& scene, const std::string& title) {
  std::vector<Consistency> some;
  for (const Consistency& its : scene.assess().consistencies)
    if (its.title == title) some.push_back(its);
  return some;
}

Consistency only(const Scene& scene, const std::string& title) {
  const auto some = titled(scene, title);
  REQUIRE(some.size() == 1);
  return some.front();
}

Length of_unit(double value, const std::string& unit) {
  return unit == "statute_mile"    ? statute_miles(value)
         : unit == "nautical_mile" ? nautical_miles(value)
                                   : kilometres(value);
}

}  // namespace

TEST_CASE("Length over time agrees with the reference table, rounding included") {
  for (const auto& row : table("unit_speed.csv")) {
    const double value = number(row, "value"), half = number(row, "resolution") / 2, t = number(row, "t_s"),
                 half_t = number(row, "t_resolution_s") / 2;
    const std::string unit = row.at("unit");
    const auto speed =
        implied_speed({of_unit(value - half, unit), of_unit(value, unit), of_unit(value + half, unit)},
                      lasting(t - half_t, t, t + half_t));
    CHECK(in_kilometres_per_hour(speed.stated) == Approx(number(row, "speed_kmh")).margin(6e-4));
    CHECK(in_kilometres_per_hour(speed.lowest) == Approx(number(row, "speed_lo_kmh")).margin(6e-4));
    CHECK(in_kilometres_per_hour(speed.highest) == Approx(number(row, "speed_hi_kmh")).margin(6e-4));
  }
}

TEST_CASE("1.15 miles in 17 s: 392 or 451 km/h, near the slow end of a Su-24 in either mile") {
  Scene scene = telling();
  scene.say("a", "letter/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)});
  auto& statute = scene.say("a", "letter/length",
                            normalise::LengthInside{"aaa", about(statute_miles(1.15), statute_miles(0.005))});
  statute.reading = {{"mile", "statute"}}, statute.reading_words = "statute miles";
  auto& nautical =
      scene.say("a", "letter/length",
                normalise::LengthInside{"aaa", about(nautical_miles(1.15), nautical_miles(0.005))});
  nautical.reading = {{"mile", "nautical"}}, nautical.reading_words = "nautical miles";
  const auto rows = titled(scene, "length against duration");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].sentence.find("392\u2009km/h (212\u2009kt) [379–406]") != std::string::npos);
  CHECK(rows[1].sentence.find("451\u2009km/h (244\u2009kt) [436–467]") != std::string::npos);
  for (const Consistency& row : rows) {
    CHECK(row.verdict == Verdict::strained);
    CHECK(row.sentence.find("depending on configuration") != std::string::npos);
    CHECK(row.allowed->lowest * 3.6 == Approx(337));
    CHECK(row.allowed->stated * 3.6 == Approx(501));
  }
}

TEST_CASE("A depth beyond half of the length is impossible from the nearest edge and fits from the vertex") {
  for (const auto& row : table("statement_consistency.csv")) {
    if (row.at("triangle_check").empty()) continue;
    Scene scene = telling();
    scene.say("a", "letter/length", normalise::LengthInside{"aaa", exactly(metres(number(row, "length_m")))});
    auto& claim = scene.say(
        "a", "letter/depth",
        normalise::DepthInside{
            "aaa", exactly(metres(number(row, "depth_nearest_border_m"))), How::nearest_edge, "", {}});
    CHECK(only(scene, "depth against length").verdict == Verdict::impossible);
    std::get<normalise::DepthInside>(claim.meaning).measured = How::from_vertex;
    const Consistency rescued = only(scene, "depth against length");
    CHECK(rescued.verdict == Verdict::holds);
    CHECK(rescued.sentence.find("46°") != std::string::npos);
  }
  CHECK(in_degrees(apex_angle(statute_miles(1.15), statute_miles(1.36))) == Approx(45.8).margin(0.05));
}

TEST_CASE("A depth between half of the length and all of it needs a stay that ends inside") {
  Scene scene = telling();
  scene.say("a", "x/length", normalise::LengthInside{"aaa", exactly(kilometres(2))});
  scene.say("a", "x/depth",
            normalise::DepthInside{"aaa", exactly(kilometres(1.5)), How::nearest_edge, "", {}});
  CHECK(only(scene, "depth against length").verdict == Verdict::strained);
}

TEST_CASE("Depth and duration imply a least speed") {
  for (const auto& row : table("statement_consistency.csv")) {
    if (row.at("min_mean_speed_from_depth_kmh").empty()) continue;
    Scene scene = telling();
    const double t = number(row, "duration_s");
    scene.say("a", "x/depth",
              normalise::DepthInside{
                  "aaa", exactly(metres(number(row, "depth_nearest_border_m"))), How::nearest_edge, "", {}});
    scene.say("a", "x/time", normalise::TimeInside{"aaa", lasting(t, t, t)});
    const Consistency its = only(scene, "depth against duration");
    CHECK(its.implied->stated * 3.6 == Approx(number(row, "min_mean_speed_from_depth_kmh")).margin(6e-4));
    CHECK(std::isinf(its.implied->highest));
  }
}

TEST_CASE("8 km in at least 30 s is at most 960 km/h, and 980 was rounded from it") {
  Scene scene = telling();
  const Duration forever = seconds(std::numeric_limits<double>::infinity());
  scene.say("a", "map/distance_between",
            normalise::DistanceBetween{"hit", "crash", about(kilometres(8), kilometres(0.5))});
  scene.say("a", "fall/time_between",
            normalise::TimeBetween{"hit", "crash", {seconds(30), seconds(30), forever}});
  const Consistency its = only(scene, "distance against time between events");
  CHECK(its.implied->stated * 3.6 == Approx(960));
  CHECK(its.implied->lowest == 0);

  incident::Claim said;
  said.name = "result/speed";
  said.derived = incident::Derivation{
      {text("map/distance_between"), text("fall/time_between")}, text("8 km / 30 s"), {}};
  incident::Statement statement;
  statement.id = text("result");
  statement.claims.push_back(said);
  scene.incident.narratives[0].statements.push_back(statement);
  auto& claim = scene.say(
      "a", "result/speed",
      normalise::SpeedSaid{{kilometres_per_hour(975), kilometres_per_hour(980), kilometres_per_hour(985)},
                           SpeedKind::ground});
  claim.counts = false;
  const Consistency derived = only(scene, "derived figure recomputed");
  CHECK(derived.verdict == Verdict::holds);
  CHECK(derived.sentence.find("960\u2009km/h (518\u2009kt) [0–1\u2009020]") != std::string::npos);
}

TEST_CASE("Free fall agrees with the reference numbers") {
  // The table takes g = 9.81; the standard value moves 4 414.5 m by 1.5 m.
  for (const auto& row : table("ku_leuven.csv"))
    if (row.at("quantity").starts_with("h from 30 s"))
      CHECK(in_metres(fallen(seconds(30))) == Approx(number(row, "value")).epsilon(4e-4));
}

TEST_CASE(
    "4 km along the course and 1 km by the shortest line do not contradict each other; both shortest do") {
  Scene scene = telling();
  scene.event("crash");
  scene.say("a", "tv/course",
            normalise::FromEdge{"aaa", about(kilometres(4), kilometres(0.5)), Where::outside, true}, "crash");
  scene.say("a", "tv/shortest",
            normalise::FromEdge{"aaa", about(kilometres(1), kilometres(0.5)), Where::outside, false},
            "crash");
  CHECK(only(scene, "two distances from one line").verdict == Verdict::holds);
  std::get<normalise::FromEdge>(scene.normalised.claims[0].meaning).along_course = false;
  CHECK(only(scene, "two distances from one line").verdict == Verdict::impossible);
}

TEST_CASE("A position is held against the distance printed beside it, version by version") {
  Scene scene = telling();
  scene.border("other", 36.05);
  scene.say("a", "letter/position", exactly(north_of_line(nautical_miles(-8.6))), "hit").error.random =
      metres(300);
  scene.say("a", "letter/distance",
            normalise::FromEdge{"aaa", about(nautical_miles(8.6), nautical_miles(0.05)), Where::outside},
            "hit");
  const auto rows = titled(scene, "position against distance");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].verdict == Verdict::holds);
  CHECK(rows[1].verdict == Verdict::impossible);
  CHECK(rows[1].border == "other");
}

TEST_CASE("34 km from the land and 9 NM from a point 8 NM off it miss each other") {
  Scene scene = telling();
  scene.narrative("b");
  scene
      .say("a", "us/distance",
           normalise::FromEdge{"aaa", about(kilometres(34), kilometres(0.5)), Where::outside}, "hit")
      .error.random = metres(300);
  scene.say("b", "cnn/distance",
            normalise::FromLandmark{"iran-point", north_of_line(nautical_miles(-8)), metres(100),
                                    about(nautical_miles(9), nautical_miles(0.5))},
            "hit");
  const Consistency its = only(scene, "distance from a landmark against distance from a line");
  CHECK(its.narrative == "all");
  CHECK(its.verdict == Verdict::impossible);
  // 33.5 - (8 + 9.5) x 1.852 = 1.09 km beyond reach.
  CHECK(its.sentence.find("1.1\u2009km") != std::string::npos);
}

TEST_CASE("19,000 ft and 6,000 m agree within rounding; times that miss each other do not") {
  Scene scene = telling();
  scene.narrative("b");
  scene.say("a", "letter/altitude", normalise::Height{about(feet(19'000), feet(500)), HeightDatum::unstated})
      .moment.kind = normalise::Moment::Kind::while_inside;
  scene.say("b", "putin/altitude",
            normalise::Height{about(metres(6'000), metres(500)), HeightDatum::unstated}, "hit");
  CHECK(only(scene, "two heights").verdict == Verdict::holds);
  const auto at = [](int s) { return Instant{std::chrono::seconds{s}}; };
  scene.say("a", "letter/time", normalise::TimeSaid{{at(1000), at(1005), at(1010)}}, "hit");
  auto& late = scene.say("b", "note/time", normalise::TimeSaid{{at(1300), at(1330), at(1360)}}, "hit");
  late.error.clock = seconds(30);
  CHECK(only(scene, "two times of one event").verdict == Verdict::impossible);
}

TEST_CASE("Claims of different readings of one choice never meet") {
  Scene scene = telling();
  scene.say("a", "letter/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)}).reading = {
      {"grammar", "one"}};
  scene.say("a", "letter/length", normalise::LengthInside{"aaa", exactly(kilometres(2))}).reading = {
      {"grammar", "two"}};
  CHECK(titled(scene, "length against duration").empty());
}
