// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/agreement.hpp"

#include <cmath>

#include "tests/assess/scene.hpp"
#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/drawing.hpp"
#include "recon/assess/probability.hpp"
#include "recon/flight/whereabouts.hpp"

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Where = incident::DistanceClaim::Where;

TEST_CASE("M² and its chance agree with the reference table") {
  for (const auto& row : table("compat_gaussian_2d.csv")) {
    const auto square = [&](const char* column) { return std::pow(number(row, column), 2); };
    const double m2 = mahalanobis_2(number(row, "dE"), number(row, "dN"), square("s1E") + square("s2E"),
                                    square("s1N") + square("s2N"), 0);
    CHECK(m2 == Approx(number(row, "mahalanobis2")).margin(1e-8));
    CHECK(chi_square_2_tail(m2) == Approx(number(row, "p_chi2_2dof")).epsilon(1e-6));
  }
}

TEST_CASE("Two accounts of one event are compared by their errors") {
  Scene scene;
  scene.narrative("a"), scene.narrative("b");
  scene.question("agree", incident::Question::Want::agreement, "", "hit");
  const geo::Position here = north_of_line(metres(0));
  scene.say("a", "letter/position", exactly(here), "hit").error.random = metres(150);
  scene.say("b", "map/position", exactly(flight::moved(here, 300, 400)), "hit").error.random = metres(200);
  SECTION("500 m with 150 and 200 m: p = 0.135, both can be true") {
    const auto rows = scene.assess().agreements;
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].question == "agree");
    CHECK(in_metres(*rows[0].separation) == Approx(500).epsilon(1e-4));
    CHECK(*rows[0].p_value == Approx(0.1353).epsilon(0.2));
    CHECK_FALSE(rows[0].inflation);
  }
  SECTION("three times as far they disagree until the errors are three halves as large") {
    scene.normalised.claims[1].meaning = exactly(flight::moved(here, 900, 1200));
    const auto rows = scene.assess().agreements;
    REQUIRE(rows.size() == 1);
    CHECK(*rows[0].p_value < 1e-6);
    CHECK(*rows[0].inflation == Approx(6 / std::sqrt(chi_square_2_95)).epsilon(0.05));
  }
}

TEST_CASE("A position against a distance, and two distances from one line") {
  Scene scene;
  scene.narrative("a"), scene.narrative("b"), scene.narrative("c");
  scene.say("a", "letter/position", exactly(north_of_line(metres(500))), "hit").error.random = metres(200);
  scene.say("b", "putin/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), Where::outside}, "hit")
      .error.random = metres(150);
  scene
      .say("c", "other/distance", normalise::FromEdge{"aaa", exactly(kilometres(1.1)), Where::outside}, "hit")
      .error.random = metres(150);
  const auto rows = scene.assess().agreements;
  REQUIRE(rows.size() == 3);
  CHECK(in_metres(*rows[0].separation) == Approx(1500).margin(1));
  CHECK(*rows[0].p_value == Approx(two_sided(1500.0 / 250)).margin(1e-7));
  CHECK(in_metres(*rows[2].separation) == Approx(100).margin(1e-6));
  CHECK(*rows[2].p_value == Approx(two_sided(100 / std::hypot(150, 150))));
}

TEST_CASE("The 95 % ellipse follows the larger variance") {
  const Ellipse east = ellipse_95(400 * 400, 100 * 100, 0);
  CHECK(in_metres(east.major) == Approx(400 * 2.4477).epsilon(1e-4));
  CHECK(in_metres(east.minor) == Approx(100 * 2.4477).epsilon(1e-4));
  CHECK(in_degrees(east.orientation) == Approx(90));
  CHECK(in_degrees(ellipse_95(100, 900, 0).orientation) == Approx(0).margin(1e-9));
  CHECK(in_degrees(ellipse_95(500, 500, 400).orientation) == Approx(45));
  CHECK(in_degrees(ellipse_95(500, 500, -400).orientation) == Approx(135));
}

TEST_CASE("A 12-mile limit is traced to 50 m and a frame is not drawn as a border") {
  Scene scene;
  scene.narrative("a");
  scene.zone("sea", incident::TerritorialSea{text("AAA"), text("12 NM"), {}, std::nullopt, {}});
  scene.say("a", "x/position", exactly(north_of_line(metres(0))), "hit");
  scene.incident.around.radius = text("40 km");
  const auto result = scene.assess();
  REQUIRE(result.limits.size() == 1);
  REQUIRE(result.limits[0].lines.size() == 1);
  const auto& line = result.limits[0].lines[0];
  CHECK(line.size() > 50);
  const auto land = geo::within(scene.borders.at("line").states.at("AAA"), nautical_miles(12));
  for (std::size_t i = 1; i < line.size(); ++i) {
    const geo::Leg leg = geo::leg(line[i - 1], line[i]);
    const geo::Position middle = geo::destination(line[i - 1], leg.azimuth, 0.5 * leg.distance);
    CHECK(std::abs(in_metres(land.margin(middle).value)) < 50);
  }
  REQUIRE(result.markers.size() == 1);
  CHECK(result.borders.size() == 2);  // both states of the one version
}
