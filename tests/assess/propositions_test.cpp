// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/propositions.hpp"

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Is = incident::SideClaim::Is;
using Says = Stance::Says;
using Want = incident::Question::Want;

namespace {

/// Two accounts of one hit, and a third that is silent.
Scene three() {
  Scene scene;
  scene.incident.events[0].kind = incident::Event::Kind::hit;
  scene.narrative("a"), scene.narrative("b"), scene.narrative("c");
  scene.question("ever", Want::ever_inside, "aaa");
  scene.question("at-hit", Want::side_at, "aaa", "hit");
  return scene;
}

const Proposition* row(const Assessment& result, const std::string& id) {
  for (const Proposition& its : result.propositions)
    if (its.id == id) return &its;
  return nullptr;
}
Says says(const Assessment& result, const std::string& id, std::size_t account) {
  const Proposition* its = row(result, id);
  REQUIRE(its != nullptr);
  return its->stances.at(account).says;
}

}  // namespace

TEST_CASE("Who says inside asserts, who says never denies of every instant, who says nothing is silent") {
  Scene scene = three();
  scene.say("a", "a/side", normalise::SideSaid{"aaa", Is::inside}, "hit");
  scene.say("b", "b/never", normalise::SideSaid{"aaa", Is::never_inside});
  const Assessment result = scene.assess();
  for (const char* id : {"S1", "S3"}) {
    CHECK(says(result, id, 0) == Says::asserts);
    CHECK(says(result, id, 1) == Says::denies);
    CHECK(says(result, id, 2) == Says::silent);
    CHECK(row(result, id)->stances[2].grounds.empty());
  }
  CHECK(row(result, "S3")->stances[1].grounds[0].follows == "it was never inside");
  CHECK(row(result, "S4") == nullptr);
}

TEST_CASE("Denying one instant says nothing of the others") {
  Scene scene = three();
  scene.say("a", "a/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)});
  scene.say("b", "b/side", normalise::SideSaid{"bbb", Is::inside}, "hit");
  const Assessment result = scene.assess();
  CHECK(says(result, "S1", 0) == Says::asserts);
  CHECK(says(result, "S1", 1) == Says::silent);
  CHECK(says(result, "S3", 0) == Says::silent);
  CHECK(says(result, "S3", 1) == Says::denies);
  REQUIRE(result.concords.size() == 1);
  CHECK(result.concords[0].opposed.empty());
}

TEST_CASE("Figures that exclude each other differ; figures that meet agree") {
  Scene scene = three();
  scene.say("a", "a/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)});
  scene.say("b", "b/time", normalise::TimeInside{"aaa", lasting(6.5, 7, 7.5)});
  SECTION("7 s and 17 s") {
    const Assessment result = scene.assess();
    REQUIRE(result.concords.size() == 1);
    CHECK(result.concords[0].differ == std::vector<std::string>{"S4"});
    CHECK(result.concords[0].agree == std::vector<std::string>{"S1"});
  }
  SECTION("a second figure that meets") {
    scene.say("b", "b/other", normalise::TimeInside{"aaa", lasting(15, 17, 19)});
    CHECK(scene.assess().concords.at(0).differ.empty());
  }
}

TEST_CASE("Depths measured in two ways are not compared") {
  Stance one{.narrative = "a", .says = Says::asserts, .grounds = {}};
  Stance other = one;
  one.grounds.push_back({.measured = "from the tip", .value = Interval<double>{1, 1, 1}});
  other.grounds.push_back({.measured = "from the nearest edge", .value = Interval<double>{9, 9, 9}});
  CHECK_FALSE(exclude_each_other(one, other));
  other.grounds[0].measured = "from the tip";
  CHECK(exclude_each_other(one, other));
  CHECK(exclude_each_other(other, one));
}

TEST_CASE("A position asserts a side only where every border version gives it the same") {
  Scene scene = three();
  scene.say("a", "a/position", exactly(north_of_line(kilometres(3))), "hit").error.random = metres(100);
  CHECK(says(scene.assess(), "S3", 0) == Says::asserts);
  scene.border("other", 36.05);  // 5.5 km further north
  CHECK(says(scene.assess(), "S3", 0) == Says::undetermined);
}

TEST_CASE("An account that says both is shown to say both, and is opposed to nobody") {
  Scene scene = three();
  scene.say("a", "a/in", normalise::SideSaid{"aaa", Is::inside}, "hit");
  scene.say("a", "a/out", normalise::SideSaid{"aaa", Is::outside}, "hit");
  scene.say("b", "b/in", normalise::SideSaid{"aaa", Is::inside}, "hit");
  const Assessment result = scene.assess();
  CHECK(says(result, "S3", 0) == Says::both);
  CHECK(result.concords.at(0).opposed.empty());
}

TEST_CASE("What is not counted is no ground") {
  Scene scene = three();
  auto& claim = scene.say("a", "a/side", normalise::SideSaid{"aaa", Is::inside}, "hit");
  claim.counts = false;
  claim.why_not_counted = "superseded";
  CHECK(scene.assess().propositions.empty());
}
