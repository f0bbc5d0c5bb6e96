// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/findings.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/probability.hpp"
#include "recon/assess/spread.hpp"
#include "recon/flight/random.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Want = incident::Question::Want;
using Where = incident::DistanceClaim::Where;
using Is = incident::SideClaim::Is;

namespace {

constexpr double z = 4.5;  // Monte Carlo against closed form: misses once in 150 000

double tolerance(double p, double n) { return z * std::sqrt(std::max(p * (1 - p), 1 / n) / n); }

Scene at_hit() {
  Scene scene;
  scene.narrative("a");
  scene.question("side", Want::side_at, "aaa", "hit");
  scene.question("ever", Want::ever_inside, "aaa");
  return scene;
}

std::vector<Finding> of(const Assessment& result, const std::string& question) {
  std::vector<Finding> some;
  for (const Finding& finding : result.findings)
    if (finding.question == question) some.push_back(finding);
  return some;
}

}  // namespace

TEST_CASE("A probability where two words meet is drawn on, and has both words where that settles nothing") {
  const auto cell = [](double share, std::size_t draws) {
    Scene scene = at_hit();
    scene.settings.draws = draws;
    constexpr double sigma = 300.0;
    // The inverse of the normal distribution by bisection: deep enough for the share.
    double low = -4.0, high = 4.0;
    for (int i = 0; i < 60; ++i) (normal_cdf(0.5 * (low + high)) < share ? low : high) = 0.5 * (low + high);
    scene.say("a", "letter/position", exactly(north_of_line(metres(low * sigma))), "hit").error.random =
        metres(sigma);
    return of(scene.assess(), "side").at(0);
  };
  const Finding edge = cell(0.80, 20'000);
  CHECK(edge.inside->draws == 160'000);
  CHECK(edge.inside->value == Approx(0.80).margin(tolerance(0.80, 160'000)));
  CHECK(edge.reason.find("(between likely and very likely, ICD 203)") != std::string::npos);
  const Finding middle = cell(0.70, 20'000);
  CHECK(middle.inside->draws == 20'000);
  CHECK(middle.reason.find("(likely, ICD 203)") != std::string::npos);
  CHECK(cell(0.80, 2'000).inside->draws == 2'000);  // as asked for
}

TEST_CASE("With a wish for precision every probability is within half a percent") {
  Scene scene = at_hit();
  scene.settings.precise = true;
  scene.say("a", "letter/position", exactly(north_of_line(metres(0))), "hit").error.random = metres(300);
  const Finding cell = of(scene.assess(), "side").at(0);
  const Probability& inside = *cell.inside;
  CHECK(inside.draws > 20'000);
  CHECK(enough(inside.hits, inside.draws) == Enough::yes);
}

TEST_CASE("A position beside a straight border is inside with probability Φ(d/σ)") {
  for (const auto& row : table("halfplane_phi.csv")) {
    const double depth = number(row, "signed_depth_m"), track = number(row, "sigma_track_m"),
                 line = number(row, "sigma_border_m");
    Scene scene = at_hit();
    scene.incident.borders.clear(), scene.borders.clear();
    scene.border("line", 36.0, std::to_string(line) + " m");
    scene.say("a", "letter/position", exactly(north_of_line(metres(depth))), "hit").error.random =
        metres(track);
    const auto cells = of(scene.assess(), "side");
    REQUIRE(cells.size() == 1);
    const double expected = number(row, "P_inside");
    CAPTURE(depth, track, line);
    CHECK(cells[0].inside->value == Approx(expected).margin(tolerance(expected, 20'000)));
    CHECK(in_metres(*cells[0].nominal_margin) == Approx(depth).margin(0.1));
    // A kilometre off, the nearest of a bent line spreads a little less than the line at the foot.
    if (std::abs(depth) < 8 * std::hypot(track, line))
      CHECK(in_metres(*cells[0].sigma) == Approx(std::hypot(track, line)).epsilon(0.05));
    CHECK(cells[0].dots.size() == 20);
  }
}

TEST_CASE("A radar ellipse askew to the border counts by its width across it") {
  const Scene scene;
  const geo::Zone zone = geo::inside(scene.borders.at("line").states.at("AAA"));
  for (const auto& row : table("halfplane_anisotropic.csv")) {
    const double along = number(row, "sigma_range_m"), cross = number(row, "sigma_cross_m"),
                 depth = number(row, "depth_m");
    const double angle = in_radians(degrees(number(row, "angle_normal_vs_range_axis_deg")));
    flight::Whereabouts where{.nominal = north_of_line(metres(depth)), .draws = {}};
    const flight::Draws normals{1, "ellipse"};
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      const auto [r, c] = normals.normal_pair(i);
      where.draws.push_back(flight::moved(where.nominal,
                                          r * along * std::sin(angle) + c * cross * std::cos(angle),
                                          r * along * std::cos(angle) - c * cross * std::sin(angle)));
    }
    const std::vector<double> none(20'000, 0.0);
    const Spread spread = summed_up(measure(where, true, {zone, nullptr, none}), none);
    CHECK(spread.inside.value ==
          Approx(number(row, "P_inside")).margin(tolerance(number(row, "P_inside"), 20'000)));
  }
}

TEST_CASE("Far from the line the count is exact and says so with all draws") {
  Scene scene = at_hit();
  scene.say("a", "letter/position", exactly(north_of_line(kilometres(-50))), "hit").error.random =
      metres(300);
  const auto cell = of(scene.assess(), "side").at(0);
  CHECK(cell.inside->hits == 0);
  CHECK(cell.inside->draws == 20'000);
  CHECK(cell.side == Side::outside);
  CHECK(in_degrees(*cell.flip_azimuth) == Approx(0).margin(0.5));
}

TEST_CASE("A distance outside a border is that margin, and the border's error goes with it") {
  Scene scene = at_hit();
  scene.border("rough", 36.0, "1000 m");
  scene.say("a", "putin/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), Where::outside}, "hit");
  const auto cells = of(scene.assess(), "side");
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].side == Side::outside);
  CHECK(cells[0].basis == Basis::relation);
  CHECK(cells[1].inside->value == Approx(normal_cdf(-1.0)).margin(tolerance(0.16, 20'000)));
  CHECK(cells[1].side == Side::undetermined);
}

TEST_CASE("A margin smaller than its error is undetermined whatever the probability") {
  CHECK(call(0.99, metres(100), metres(150), 0.9).cause == Cause::margin_smaller_than_error);
  CHECK(call(0.99, std::nullopt, metres(150), 0.9).side == Side::inside);
  CHECK(call(0.10, std::nullopt, metres(150), 0.9).side == Side::outside);
  CHECK(call(0.50, metres(300), metres(150), 0.9).cause == Cause::too_close_to_call);
}

TEST_CASE("Property: more error never flips a called side", "[property]") {
  const double margin = GENERATE(take(40, random(-3000.0, 3000.0)));
  const double sigma = GENERATE(take(5, random(1.0, 2000.0)));
  const auto side = [&](double s) {
    return call(normal_cdf(margin / s), metres(margin), metres(s), 0.9).side;
  };
  CAPTURE(margin, sigma);
  CHECK((side(2 * sigma) == side(sigma) || side(2 * sigma) == Side::undetermined));
}

TEST_CASE("A distance from the coast answers for the sea beyond it, and back") {
  Scene scene;
  scene.narrative("a");
  scene.zone("sea", incident::TerritorialSea{text("AAA"), text("12 NM"), {}, std::nullopt, {}});
  scene.question("in-sea", Want::side_at, "sea", "hit");
  scene.question("on-land", Want::side_at, "aaa", "hit");
  SECTION("34 km off the coast is 11.8 km outside of the 12-mile limit") {
    scene.say("a", "us/distance", normalise::FromEdge{"aaa", exactly(kilometres(34)), Where::outside}, "hit");
    const auto cell = of(scene.assess(), "in-sea").at(0);
    CHECK(cell.side == Side::outside);
    CHECK(in_metres(*cell.nominal_margin) == Approx(22'224 - 34'000));
  }
  SECTION("4 NM inside the limit is 8 NM off the land") {
    scene.say("a", "iran/depth", normalise::FromEdge{"sea", exactly(nautical_miles(4)), Where::inside},
              "hit");
    CHECK(in_nautical_miles(*of(scene.assess(), "on-land").at(0).nominal_margin) == Approx(-8));
    CHECK(in_nautical_miles(*of(scene.assess(), "in-sea").at(0).nominal_margin) == Approx(4));
  }
  SECTION("a position 8 NM off a coast is 4 NM inside the sea") {
    scene.say("a", "iran/position", exactly(north_of_line(nautical_miles(-8))), "hit");
    CHECK(in_nautical_miles(*of(scene.assess(), "in-sea").at(0).nominal_margin) == Approx(4).margin(0.01));
    CHECK(of(scene.assess(), "in-sea").at(0).side == Side::inside);
  }
}

TEST_CASE("Inside the one state is outside the other: words carry over, and a depth is a least margin") {
  Scene scene = at_hit();
  SECTION("words") {
    scene.say("a", "reuters/side", normalise::SideSaid{"bbb", Is::inside}, "hit");
    const auto cell = of(scene.assess(), "side").at(0);
    CHECK(cell.side == Side::outside);
    CHECK(cell.basis == Basis::words);
    CHECK(answer(scene.assess(), "side", "a").only_words);
  }
  SECTION("depth") {
    scene.say("a", "b/depth", normalise::FromEdge{"bbb", exactly(kilometres(2)), Where::inside}, "hit");
    const auto cell = of(scene.assess(), "side").at(0);
    CHECK(cell.side == Side::outside);
    CHECK(cell.margin_at_least);
    CHECK(in_kilometres(*cell.nominal_margin) == Approx(-2));
  }
}

TEST_CASE("At least 5.5 km outside is a least margin; a distance without a side decides nothing") {
  Scene scene = at_hit();
  const Length open = metres(std::numeric_limits<double>::infinity());
  scene.say("a", "b/distance",
            normalise::FromEdge{"aaa", {kilometres(5.5), kilometres(5.5), open}, Where::outside}, "hit");
  scene.say("a", "c/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), std::nullopt}, "hit");
  const auto cells = of(scene.assess(), "side");
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].margin_at_least);
  CHECK(cells[0].side == Side::outside);
  CHECK(cells[1].side == Side::undetermined);
  CHECK_FALSE(cells[1].counts);
}

TEST_CASE("An instant outside says nothing of the rest, unless the account says never") {
  Scene scene = at_hit();
  scene.say("a", "putin/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), Where::outside}, "hit");
  SECTION("no such words") {
    const auto cell = of(scene.assess(), "ever").at(0);
    CHECK_FALSE(cell.counts);
    CHECK(cell.cause == Cause::says_nothing_of_the_rest);
    CHECK(answer(scene.assess(), "ever", "a").cause == Cause::nothing_said);
  }
  SECTION("never inside: the instant tests it") {
    scene.say("a", "rudskoy/side", normalise::SideSaid{"aaa", Is::never_inside});
    const Answer& its = answer(scene.assess(), "ever", "a");
    CHECK(its.side == Side::outside);
    CHECK(its.outside == 1);
    CHECK_FALSE(its.only_words);
  }
}

TEST_CASE("A stay of some length or time is inside by definition, as deep as half of it allows") {
  Scene scene = at_hit();
  scene.say("a", "letter/length", normalise::LengthInside{"aaa", exactly(statute_miles(1.15))});
  scene.say("a", "letter/time", normalise::TimeInside{"aaa", lasting(17, 17, 17)});
  const auto cells = of(scene.assess(), "ever");
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].side == Side::inside);
  CHECK(in_metres(cells[0].margin->stated) == Approx(0.25 * 1850.7).epsilon(0.03));
  // 1 435 km/h for 17 s, half of it, and its middle.
  CHECK(in_metres(cells[1].margin->stated) == Approx(0.25 * 17 * 1435 / 3.6).epsilon(0.03));
  CHECK_FALSE(cells[0].nominal_margin);
}

TEST_CASE("A depth from a vertex lies in the directions that this version counts as inside") {
  Scene scene = at_hit();
  const geo::Position on_line = north_of_line(metres(0));
  normalise::DepthInside depth{"aaa", exactly(kilometres(2)), incident::DepthClaim::How::from_vertex, "tip",
                               on_line};
  SECTION("half of all directions lead inside: margin 2 km × sine, its median 1.41 km") {
    scene.say("a", "map/depth", depth);
    const auto cell = of(scene.assess(), "ever").at(0);
    CHECK(cell.inside->value == Approx(1.0).margin(0.005));
    CHECK(in_metres(cell.margin->stated) == Approx(2000 * std::sqrt(0.5)).epsilon(0.03));
  }
  SECTION("a version whose line lies 5 km further north does not carry it") {
    scene.incident.borders.clear(), scene.borders.clear();
    scene.border("north", 36.05);
    scene.say("a", "map/depth", depth);
    const auto cell = of(scene.assess(), "ever").at(0);
    CHECK(cell.side == Side::outside);
    CHECK(cell.reason.find("no place fits") != std::string::npos);
  }
}

TEST_CASE("A display-only border never enters a tally") {
  Scene scene = at_hit();
  scene.border("crude", 36.2);
  scene.display_only("crude");
  scene.say("a", "letter/position", exactly(north_of_line(kilometres(5))), "hit");
  const auto result = scene.assess();
  const auto cells = of(result, "side");
  REQUIRE(cells.size() == 2);
  CHECK(cells[1].side == Side::outside);
  CHECK_FALSE(cells[1].counts);
  CHECK(answer(result, "side", "a").inside == 1);
  CHECK(answer(result, "side", "a").outside == 0);
  CHECK(answer(result, "side", "a").side == Side::inside);
}

TEST_CASE("An unverified claim is shown and never counted") {
  Scene scene = at_hit();
  auto& claim = scene.say("a", "map/position", exactly(north_of_line(kilometres(5))), "hit");
  claim.counts = false;
  claim.why_not_counted = "unverified";
  const auto result = scene.assess();
  CHECK(of(result, "side").at(0).inside->value == 1.0);
  CHECK(answer(result, "side", "a").cause == Cause::nothing_said);
}

TEST_CASE("Mirroring the scene and swapping the names mirrors the answers") {
  const double away = GENERATE(take(6, random(-900.0, 900.0)));
  const auto share = [](const std::string& zone, double distance) {
    Scene scene;
    scene.narrative(zone);
    scene.question("side", Want::side_at, zone, "hit");
    scene.say(zone, "letter/position", exactly(north_of_line(metres(distance))), "hit").error.random =
        metres(300);
    return scene.assess().findings.at(0);
  };
  const Finding north = share("aaa", away), south = share("bbb", -away);
  CAPTURE(away);
  CHECK(north.inside->value == Approx(south.inside->value).margin(2 * tolerance(0.5, 20'000)));
  CHECK(in_metres(*north.nominal_margin) == Approx(in_metres(*south.nominal_margin)).margin(0.2));
  CHECK(in_metres(*north.sigma) == Approx(in_metres(*south.sigma)).epsilon(0.05));
}

TEST_CASE("The number of threads never changes a number") {
  Scene scene = at_hit();
  scene.border("second", 36.01, "60 m");
  for (int i = 0; i < 6; ++i)
    scene.say("a", "letter/position" + std::to_string(i), exactly(north_of_line(metres(150.0 * i))), "hit")
        .error.random = metres(300);
  const Assessment one = scene.assess();
  scene.settings.threads = 4;
  const Assessment four = scene.assess();
  REQUIRE(one.findings.size() == four.findings.size());
  for (std::size_t i = 0; i < one.findings.size(); ++i) {
    CHECK(one.findings[i].claim == four.findings[i].claim);
    CHECK(one.findings[i].border == four.findings[i].border);
    CHECK(one.findings[i].inside->hits == four.findings[i].inside->hits);
    CHECK(one.findings[i].dots == four.findings[i].dots);
    CHECK(one.findings[i].reason == four.findings[i].reason);
  }
}

TEST_CASE("A stop is heeded and what is finished stays") {
  Scene scene = at_hit();
  scene.say("a", "letter/position", exactly(north_of_line(metres(150))), "hit");
  std::stop_source stop;
  stop.request_stop();
  const auto result = recon::assess::assess(scene.incident, scene.normalised, scene.borders, scene.settings,
                                            {}, stop.get_token());
  CHECK(result.findings.empty());
}

TEST_CASE("A track that clips the zone is inside for what it flew there") {
  Scene scene = at_hit();
  scene.question("how-long", Want::time_inside, "aaa");
  normalise::TrackRead track;
  const Instant start{std::chrono::milliseconds{1'448'349'845'000}};
  // North for 2 km into AAA and back on the same line. Nobody turns on the spot: the smoothest flight through
  // the three fixes is a cubic, 2u³ - 6u + 2 = 0, that comes in at u = 0.347 of the first leg.
  for (const auto& [t, y] : {std::pair{0, -2000.0}, {20, 2000.0}, {40, -2000.0}})
    track.fixes.push_back(
        {start + std::chrono::seconds{t}, north_of_line(metres(y)), std::nullopt, metres(20), {}});
  scene.say("a", "radar/track", track).error.bias = metres(100);
  const Assessment result = scene.assess();
  const auto cell = of(result, "ever").at(0);
  CHECK(cell.side == Side::inside);
  CHECK(in_metres(*cell.nominal_margin) == Approx(2000).margin(40));
  CHECK(in_metres(*cell.sigma) == Approx(std::hypot(100.0, 20.0)).epsilon(0.1));
  std::size_t rows = 0;
  for (const Stated& row : result.stated)
    if (row.question == "how-long") {
      ++rows;
      CHECK(row.value->stated == Approx(2 * (1 - 0.347) * 20).margin(0.6));
      CHECK(row.value->highest - row.value->lowest == Approx(2 * 1.645 * 100 * 2 / 264).epsilon(0.25));
    }
  CHECK(rows == 1);
  REQUIRE(result.tracks.size() == 1);
  CHECK(result.tracks[0].margins.at(0).inside.at(1) == 1.0);
  SECTION("and at an event that is timed it lies where it was then") {
    const Instant when = start + std::chrono::seconds{15};
    scene.say("a", "letter/time", normalise::TimeSaid{{when, when, when}}, "hit");
    const auto at = of(scene.assess(), "side");
    REQUIRE(at.size() == 1);
    CHECK(in_metres(*at[0].nominal_margin) == Approx(1656).margin(40));
  }
}

TEST_CASE("1 km from the land, on whichever side of the coast, is within 12 miles of it") {
  Scene scene;
  scene.narrative("a");
  scene.zone("sea", incident::TerritorialSea{text("AAA"), text("12 NM"), {}, std::nullopt, {}});
  scene.question("in-sea", Want::side_at, "sea", "hit");
  scene.say("a", "sana/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), std::nullopt}, "hit");
  const auto cell = of(scene.assess(), "in-sea").at(0);
  CHECK(cell.side == Side::inside);
  CHECK(cell.margin_at_least);
  CHECK(in_metres(*cell.nominal_margin) == Approx(21'224));
}

TEST_CASE("A closest distance outside holds for the whole flight") {
  Scene scene = at_hit();
  scene.say("a", "film/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), Where::outside})
      .moment = {normalise::Moment::Kind::closest, "aaa", std::nullopt};
  const auto result = scene.assess();
  CHECK(answer(result, "ever", "a").side == Side::outside);
  CHECK(of(result, "side").empty());  // how far it was at an event is not said by it
}

TEST_CASE("A distance along the course names no margin") {
  Scene scene = at_hit();
  scene.say("a", "tv/distance", normalise::FromEdge{"aaa", exactly(kilometres(4)), Where::outside, true},
            "hit");
  const auto cell = of(scene.assess(), "side").at(0);
  CHECK_FALSE(cell.nominal_margin);
  CHECK_FALSE(cell.flip);
  CHECK(in_kilometres(cell.margin->stated) == Approx(-2).epsilon(0.03));
}
