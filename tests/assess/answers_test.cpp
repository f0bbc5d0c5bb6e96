// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/answers.hpp"

#include <string>

#include "tests/assess/scene.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::assess;
using namespace recon::test;
using Want = incident::Question::Want;
using Where = incident::DistanceClaim::Where;
using Is = incident::SideClaim::Is;

namespace {

Scene asking() {
  Scene scene;
  scene.narrative("a");
  scene.question("side", Want::side_at, "aaa", "hit");
  return scene;
}

void place(Scene& scene, Length north, const std::string& name = "letter/position") {
  scene.say("a", name, exactly(north_of_line(north)), "hit").error.random = metres(50);
}

}  // namespace

TEST_CASE("A side stands alone when all versions share it by twice the error") {
  Scene scene = asking();
  scene.border("other", 36.005);
  place(scene, kilometres(5));
  const Answer its = answer(scene.assess(), "side", "a");
  CHECK(its.side == Side::inside);
  CHECK_FALSE(its.mostly);
  CHECK(its.inside == 2);
  CHECK(its.lowest == 1.0);
}

TEST_CASE("A side that hangs on the border version is undetermined and names it") {
  Scene scene = asking();
  scene.border("other", 36.05);
  place(scene, kilometres(2));
  const Answer its = answer(scene.assess(), "side", "a");
  CHECK(its.side == Side::undetermined);
  CHECK(its.cause == Cause::depends_on_border);
  CHECK(its.depends_on == "the border version");
  CHECK(its.sentence.find("the border version") != std::string::npos);
  CHECK(its.sentence.find("<1\u2009% … >99\u2009%") != std::string::npos);
}

TEST_CASE("A side that hangs on a reading names the choice") {
  Scene scene = asking();
  scene.border("other", 36.001);
  normalise::Choice mile;
  mile.id = "mile@letter";
  mile.about = About::mile;
  scene.normalised.choices.push_back(mile);
  for (const auto& [option, north] : {std::pair{"statute", 3.0}, {"nautical", -3.0}}) {
    auto& claim = scene.say("a", "letter/position", exactly(north_of_line(kilometres(north))), "hit");
    claim.reading = {{"mile@letter", option}};
    claim.reading_words = option;
    claim.error.random = metres(50);
  }
  const Answer its = answer(scene.assess(), "side", "a");
  CHECK(its.side == Side::undetermined);
  CHECK(its.cause == Cause::depends_on_reading);
  CHECK(its.depends_on == "the mile");
}

TEST_CASE("Mostly means three quarters share it and none has the other side") {
  Scene scene = asking();
  scene.border("b", 36.0001), scene.border("c", 36.0002), scene.border("d", 36.009);
  place(scene, kilometres(1));
  const Answer its = answer(scene.assess(), "side", "a");
  CHECK(its.inside == 3);
  CHECK(its.undetermined == 1);
  CHECK(its.side == Side::inside);
  CHECK(its.mostly);
  CHECK(its.depends_on == "the border version");
}

TEST_CASE("A margin below its error everywhere is not resolvable and depends on nothing") {
  Scene scene = asking();
  place(scene, metres(20));
  const Answer its = answer(scene.assess(), "side", "a");
  CHECK(its.side == Side::undetermined);
  CHECK(its.cause == Cause::margin_smaller_than_error);
  CHECK(its.depends_on.empty());
  CHECK(its.flip_sentence.find("20\u2009m") != std::string::npos);
}

TEST_CASE("Only words are passed on as words, and silence as silence") {
  Scene scene = asking();
  scene.narrative("b");
  scene.say("a", "reuters/side", normalise::SideSaid{"aaa", Is::outside}, "hit");
  const auto result = scene.assess();
  CHECK(answer(result, "side", "a").side == Side::outside);
  CHECK(answer(result, "side", "a").only_words);
  CHECK(answer(result, "side", "a").sentence.find("gives no figure that can be tested") != std::string::npos);
  CHECK(answer(result, "side", "b").cause == Cause::nothing_said);
  CHECK(answer(result, "side", "b").side == Side::undetermined);
}

TEST_CASE("An account also stands on what it takes from others") {
  Scene scene = asking();
  scene.narrative("b");
  scene.incident.narratives.back().takes.push_back(text("letter"));
  place(scene, kilometres(5));
  CHECK(answer(scene.assess(), "side", "b").side == Side::inside);
}

TEST_CASE("A quantity is answered by what is said of it, in every reading") {
  Scene scene;
  scene.narrative("a");
  scene.question("how-long", Want::time_inside, "aaa");
  auto& claim = scene.say("a", "letter/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)});
  claim.figure = "17 seconds";
  const auto result = scene.assess();
  REQUIRE(result.stated.size() == 1);
  CHECK(result.stated[0].question == "how-long");
  CHECK(result.stated[0].unit == "s");
  CHECK(result.stated[0].value->stated == 17);
  CHECK(answer(result, "how-long", "a").sentence == "a states “17 seconds”.");
}

TEST_CASE("No sentence says more than the evidence") {
  Scene scene = asking();
  scene.border("other", 36.05);
  scene.narrative("b");
  place(scene, kilometres(2));
  scene.say("b", "putin/distance", normalise::FromEdge{"aaa", exactly(kilometres(1)), Where::outside}, "hit");
  scene.say("b", "rudskoy/side", normalise::SideSaid{"aaa", Is::never_inside});
  scene.say("a", "letter/length", normalise::LengthInside{"aaa", exactly(statute_miles(1.15))});
  scene.say("a", "letter/time", normalise::TimeInside{"aaa", lasting(16.5, 17, 17.5)});
  const auto result = scene.assess();
  std::vector<std::string> sentences;
  for (const auto& its : result.findings) sentences.push_back(its.reason);
  for (const auto& its : result.answers) sentences.push_back(its.sentence + its.flip_sentence);
  for (const auto& its : result.consistencies) sentences.push_back(its.sentence);
  for (const auto& its : result.agreements) sentences.push_back(its.sentence);
  CHECK(sentences.size() > 8);
  for (const std::string& sentence : sentences) {
    CAPTURE(sentence);
    CHECK_FALSE(sentence.empty());
    for (const char* forbidden :
         {"proves", "proved", " lied", " lying", "violated", " 0\u2009%", "100\u2009%"})
      CHECK(sentence.find(forbidden) == std::string::npos);
  }
}
