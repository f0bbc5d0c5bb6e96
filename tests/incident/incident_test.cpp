// SPDX-License-Identifier: Apache-2.0
#include "recon/incident/incident.hpp"

#include <set>
#include <utility>

#include <catch2/catch.hpp>

using namespace recon::incident;

namespace {

Text text(std::string words) { return {.text = std::move(words), .place = {}}; }

Claim claim(std::string name, Assertion assertion) {
  Claim made;
  made.name = std::move(name);
  made.assertion = std::move(assertion);
  return made;
}

Incident two_accounts_and_a_wreck() {
  Statement letter;
  letter.id = text("letter");
  letter.claims = {claim("letter/depth_inside", DepthClaim{}), claim("letter/time@enter", TimeClaim{})};
  Narrative east;
  east.id = "east";
  Narrative west;
  west.id = "west";
  west.statements = {letter};
  Statement wreck;
  wreck.id = text("wreck");
  wreck.claims = {claim("wreck/position@crash", PositionClaim{})};
  Evidence photographs;
  photographs.statements = {wreck};
  Incident incident;
  incident.narratives = {east, west};
  incident.evidence = {photographs};
  return incident;
}

template <std::size_t... Index>
std::set<std::string> all_kind_words(std::index_sequence<Index...>) {
  return {kind_word(Assertion{std::in_place_index<Index>})...};
}

}  // namespace

TEST_CASE("Every kind of claim has a word of its own, as case files write it") {
  constexpr auto kinds = std::variant_size_v<Assertion>;
  const auto words = all_kind_words(std::make_index_sequence<kinds>{});
  CHECK(words.size() == kinds);
  CHECK(kind_word(PositionClaim{}) == "position");
  CHECK(kind_word(DepthClaim{}) == "depth_inside");
  CHECK(kind_word(TimeInsideClaim{}) == "time_inside");
  CHECK(kind_word(DistanceBetweenClaim{}) == "distance_between");
  CHECK(kind_word(TimeClaim{}) == "time");
}

TEST_CASE("A narrative is found by its id, and a stranger is not") {
  const Incident incident = two_accounts_and_a_wreck();
  CHECK(find_narrative(incident, "west") == &incident.narratives[1]);
  CHECK(find_narrative(incident, "north") == nullptr);
}

TEST_CASE("A claim is found by its full name, with its statement, in accounts and in evidence") {
  const Incident incident = two_accounts_and_a_wreck();
  const Found depth = find_claim(incident, "letter/depth_inside");
  REQUIRE(depth.claim != nullptr);
  CHECK(depth.statement == &incident.narratives[1].statements[0]);
  CHECK(depth.claim == &depth.statement->claims[0]);
  const Found wreck = find_claim(incident, "wreck/position@crash");
  REQUIRE(wreck.claim != nullptr);
  CHECK(wreck.statement == &incident.evidence[0].statements[0]);
  const Found nothing = find_claim(incident, "letter/depth");
  CHECK(nothing.claim == nullptr);
  CHECK(nothing.statement == nullptr);
}

TEST_CASE("A statement is found by its id wherever it stands") {
  const Incident incident = two_accounts_and_a_wreck();
  CHECK(find_statement(incident, "letter") == &incident.narratives[1].statements[0]);
  CHECK(find_statement(incident, "wreck") == &incident.evidence[0].statements[0]);
  CHECK(find_statement(incident, "rumour") == nullptr);
}

TEST_CASE("Things in a list are found by their id") {
  const std::vector<Party> parties = {{.id = text("east")}, {.id = text("west")}};
  CHECK(find(parties, "west") == &parties[1]);
  CHECK(find(parties, "north") == nullptr);
}
