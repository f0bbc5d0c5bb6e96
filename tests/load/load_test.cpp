// SPDX-License-Identifier: Apache-2.0
#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

namespace recon {

using incident::Severity;
using test::Folder;
using test::told;
using test::with;

namespace {

const std::string square = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"state":"TUR"},"geometry":{"type":"Polygon","coordinates":[[[30,36],[40,36],[40,42],[30,42],[30,36]]]}},
  {"type":"Feature","properties":{"state":"SYR"},"geometry":{"type":"Polygon","coordinates":[[[30,32],[40,32],[40,36],[30,36],[30,32]]]}},
  {"type":"Feature","properties":{"state":"IRN"},"geometry":{"type":"Polygon","coordinates":[[[50,26],[60,26],[60,30],[50,30],[50,26]]]}}]})";

// The entries that the four drafts name, each drawn as squares.
load::Options library_for_drafts(const Folder& folder) {
  folder.write("square.geojson", square);
  for (const char* entry :
       {"osm-2016-11", "osm-maritime-2m-2022-04", "gshhg-wdbii", "gshhg-f-coast", "natural-earth-10m"})
    folder.write(std::string{entry} + ".textproto",
                 "id: \"" + std::string{entry} + "\" file: \"square.geojson\" edition: \"a square\"");
  return {.library = folder.path()};
}

std::size_t claims_in(const std::vector<incident::Statement>& statements) {
  std::size_t count = 0;
  for (const incident::Statement& statement : statements) count += statement.claims.size();
  return count;
}

std::size_t claims_in(const incident::Incident& incident) {
  std::size_t count = 0;
  for (const incident::Narrative& narrative : incident.narratives) count += claims_in(narrative.statements);
  for (const incident::Evidence& evidence : incident.evidence) count += claims_in(evidence.statements);
  return count;
}

}  // namespace

TEST_CASE("The drafts of four cases load without an error") {
  struct Draft {
    std::string id;
    std::size_t narratives, claims, borders;
  };
  const auto draft = GENERATE(values<Draft>(
      {{"ir655-1988", 2, 10, 1}, {"rf4e-2012", 3, 27, 2}, {"rq4a-2019", 2, 18, 2}, {"su24-2015", 4, 51, 4}}));
  const Folder library;
  const auto loaded = load::load_case(std::string{RECON_TEST_DATA} + "/cases/" + draft.id + ".textproto",
                                      library_for_drafts(library));
  CAPTURE(told(loaded.problems));
  CHECK(loaded.usable());
  CHECK(loaded.incident.id.text == draft.id);
  CHECK(loaded.incident.narratives.size() == draft.narratives);
  CHECK(claims_in(loaded.incident) == draft.claims);
  CHECK(loaded.borders.size() == draft.borders);
  CHECK(loaded.inputs.size() == 1 + draft.borders);
}

TEST_CASE("Every value of the Su-24 case knows its line, and claims are named by statement, kind and event") {
  const Folder library;
  const auto loaded = load::load_case(std::string{RECON_TEST_DATA} + "/cases/su24-2015.textproto",
                                      library_for_drafts(library));
  const auto by_id = incident::find_claim(loaded.incident, "letter-violation/depth");
  REQUIRE(by_id.claim != nullptr);
  CHECK(std::get<incident::DepthClaim>(by_id.claim->assertion).is.text == "1.36 miles");
  CHECK(by_id.claim->place == incident::Place{"su24-2015.textproto", 101, 5});
  CHECK(incident::find_claim(loaded.incident, "letter-time/time@enter").claim != nullptr);
  CHECK(incident::find_claim(loaded.incident, "leuven-fall/time_between").claim != nullptr);
  CHECK(incident::find_claim(loaded.incident, "leuven-result/speed@hit").claim != nullptr);
  REQUIRE(loaded.incident.narratives[0].choices.size() == 2);
  CHECK(loaded.incident.narratives[0].choices[1].about == About::mile);
  CHECK(loaded.incident.narratives[0].choices[1].options[0].weight == 0.5);
  CHECK(loaded.incident.narratives[0].id == "turkey");
  CHECK(loaded.incident.aircraft[1].role == incident::Aircraft::Role::target);
  CHECK(loaded.incident.zones[2].status == incident::Zone::Status::rule_of_engagement);
}

TEST_CASE("Files of a folder are one case, in the order of their names") {
  const Folder folder;
  folder.write("b.textproto", "party { id: \"second\" }\nnarrative { party: \"first\" }\n");
  folder.write("a.textproto", "id: \"case\"\nparty { id: \"first\" }\n");
  folder.write(".hidden.textproto", "nonsense");
  folder.write("notes.txt", "nonsense");
  const auto loaded = load::load_case(folder.path());
  REQUIRE(loaded.incident.parties.size() == 2);
  CHECK(loaded.incident.parties[0].id == incident::Text{"first", {"a.textproto", 2, 9}});
  CHECK(loaded.incident.parties[1].id == incident::Text{"second", {"b.textproto", 1, 9}});
  CHECK(loaded.incident.narratives.size() == 1);
  REQUIRE(loaded.inputs.size() == 2);
  CHECK(loaded.inputs[0].sha256 == load::sha256("id: \"case\"\nparty { id: \"first\" }\n"));
}

TEST_CASE("A field that is said once, said in two files, is an error at the second") {
  const Folder folder;
  folder.write("a.textproto", "id: \"case\"\nwindow { begin: \"08:00 UTC\" end: \"09:00 UTC\" }\n");
  folder.write("b.textproto", "\n  id: \"case\"\nwindow { begin: \"08:00 UTC\" }\n");
  const auto lines = told(load::load_case(folder.path()).problems);
  CAPTURE(lines);
  CHECK(test::has(lines, "b.textproto:2:3: 'id' is already said in a.textproto:1 (rule 3)"));
  CHECK(test::has(lines, "b.textproto:3:1: 'window' is already said in a.textproto:2 (rule 3)"));
}

TEST_CASE("Problems are sorted by place and told once") {
  const Folder folder;
  folder.write("a.textproto", "x: 1\ny: 1\n");
  folder.write("b.textproto", "party { id: \"A B\" }\nz: 1\n");
  const auto loaded = load::load_case(folder.path());
  CHECK(std::is_sorted(loaded.problems.begin(), loaded.problems.end()));
  CHECK(std::adjacent_find(loaded.problems.begin(), loaded.problems.end()) == loaded.problems.end());
  CHECK_FALSE(loaded.usable());
}

TEST_CASE("A problem is printed as compilers do") {
  CHECK(load::print({.place = {"a.textproto", 41, 3}, .what = "what", .rule = 12}) ==
        "a.textproto:41:3: what (rule 12)");
  CHECK(load::print({.place = {"a.json", 0, 0}, .what = "what", .rule = 0}) == "a.json: what");
  CHECK(load::print(
            {.place = {"a.textproto", 1, 2}, .what = "what", .severity = Severity::warning, .rule = 5}) ==
        "a.textproto:1:2: warning: what (rule 5)");
}

TEST_CASE("What cannot be read at all is thrown") {
  const Folder folder;
  CHECK_THROWS_AS(load::load_case(folder.path() / "nothing"), load::UnreadableFile);
  CHECK_THROWS_WITH(load::load_case(folder.path()), Catch::Contains("no .textproto file in this folder"));
  CHECK_THROWS_WITH(load::load_case(folder.write("case.docx", "")),
                    "case.docx: a case is a folder, or a .textproto, .json or .binpb file");
}

TEST_CASE("A new case loads, names itself and touches nothing that exists") {
  const Folder folder;
  const auto path = folder.path() / "crossing-2020";
  load::new_case(path, "crossing-2020");
  const auto loaded = load::load_case(path);
  CAPTURE(told(loaded.problems));
  CHECK(loaded.usable());
  CHECK(loaded.incident.id.text == "crossing-2020");
  CHECK(std::filesystem::is_directory(path / "tracks"));
  CHECK_FALSE(test::slurp(path / "tracks" / "README").empty());
  CHECK_THROWS_AS(load::new_case(path, "crossing-2020"), load::UnreadableFile);
  CHECK_THROWS_AS(load::new_case(folder.path() / "b", "Crossing 2020"), load::UnreadableFile);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "b"));
}

TEST_CASE("The examples of a new case, with their marks taken away, are fields of the schema") {
  const Folder folder;
  load::new_case(folder.path() / "example", "example");
  std::string text = test::slurp(folder.path() / "example" / "example.textproto");
  std::string uncommented;
  bool example = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    example = example || line.rfind("# title:", 0) == 0;
    const bool prose = line.rfind("# A border is", 0) == 0 || line.rfind("# data/borders", 0) == 0 ||
                       line.rfind("# ----", 0) == 0;
    if (example && !prose && line.rfind("# ", 0) == 0) line.erase(0, 2);
    uncommented += line + "\n";
    at = end + 1;
  }
  const auto lines = told(load::load_case(folder.write("example.textproto", uncommented)).problems);
  CAPTURE(lines);
  CHECK(with(lines, "(rule 1)").empty());
  CHECK(with(lines, "(rule 2)").empty());
  CHECK(with(lines, "(rule 3)").empty());
  CHECK(with(lines, "reading stops").empty());
}

TEST_CASE("SHA-256 is that of FIPS 180-4") {
  CHECK(load::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(load::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("A correction in a file of its own is kept with the account, or the evidence, that it corrects") {
  const Folder folder;
  folder.write("two.textproto", R"(id: "two" title: "Two" date: "2015-11-24" clock: "UTC"
    party { id: "press" kind: COMPANY } party { id: "other" kind: COMPANY }
    source { id: "map" date: "2015-11-24" language: "en" }
    narrative { party: "press" statement { id: "first" source: "map" shows: "a track"
      claim { altitude { is: "19,000 feet" } } } }
    narrative { party: "other" takes: "plot" }
    evidence { id: "radar" statement { id: "plot" source: "map" shows: "a plot" } })");
  folder.write("two-again.textproto", R"(
    narrative { id: "again" party: "press" title: "The map read again"
      statement { id: "second" source: "map" shows: "a track" supersedes: "first" } }
    evidence { id: "radar-again" statement { id: "plot-2" source: "map" shows: "a plot" supersedes: "plot" } })");
  folder.write("two-thrice.textproto", R"(
    narrative { id: "thrice" party: "press"
      statement { id: "third" source: "map" shows: "a track" supersedes: "second" } })");
  const auto loaded = load::load_case(folder.path());
  const incident::Incident& its = loaded.incident;
  REQUIRE(its.narratives.size() == 2);
  CHECK(its.narratives[0].id == "press");
  REQUIRE(its.narratives[0].statements.size() == 3);
  CHECK(its.narratives[0].statements[1].superseded_by.text == "third");
  REQUIRE(its.evidence.size() == 1);
  CHECK(its.evidence[0].statements.size() == 2);
  REQUIRE(its.narratives[1].takes.size() == 2);
  CHECK(its.narratives[1].takes[1].text == "plot-2");
  CHECK(with(told(loaded.problems), "all that is said here corrects 'press', and is read as part of it")
            .size() == 2);
}

TEST_CASE("A block that says more than a correction, or is another party's, stays an account of its own") {
  const std::string more = GENERATE(
      as<std::string>{},
      R"(narrative { id: "again" party: "other" statement { id: "second" source: "map" shows: "a" supersedes: "first" } })",
      R"(narrative { id: "again" party: "press" statement { id: "second" source: "map" shows: "a" supersedes: "first" }
         statement { id: "new" source: "map" shows: "b" } })",
      R"(narrative { id: "again" party: "press" clock: "UTC"
         statement { id: "second" source: "map" shows: "a" supersedes: "first" } })",
      R"(narrative { id: "again" party: "press" statement { id: "second" source: "map" shows: "a" supersedes: "first" } }
         question { id: "q" narrative: "again" })");
  const Folder folder;
  folder.write("two.textproto", R"(id: "two" title: "Two" date: "2015-11-24" clock: "UTC"
    party { id: "press" kind: COMPANY } party { id: "other" kind: COMPANY }
    source { id: "map" date: "2015-11-24" language: "en" }
    narrative { party: "press" statement { id: "first" source: "map" shows: "a track" } })");
  folder.write("two-again.textproto", more);
  const auto loaded = load::load_case(folder.path());
  REQUIRE(loaded.incident.narratives.size() == 2);
  const auto* press = incident::find_narrative(loaded.incident, "press");
  REQUIRE(press != nullptr);
  CHECK(press->statements.size() == 1);
  CHECK(press->statements.front().superseded_by.text == "second");
}

TEST_CASE("A statement that supersedes an earlier one says so for it, and the earlier file stays as it is") {
  const std::string earlier = R"(id: "two" title: "Two readings of one map" date: "2015-11-24" clock: "UTC"
    party { id: "press" kind: COMPANY } source { id: "map" date: "2015-11-24" language: "en" }
    narrative { party: "press" statement { id: "first" source: "map" shows: "a track"
      claim { altitude { is: "19,000 feet" } } } })";
  const auto later = [](const std::string& of) {
    return R"(evidence { id: "again" title: "The map read again" statement { id: "second" source: "map" shows: "a track"
      supersedes: ")" +
           of + R"(" claim { altitude { is: "19,500 feet" } } } })";
  };
  const Folder folder;
  folder.write("two.textproto", earlier);
  folder.write("two-again.textproto", later("first"));
  const auto loaded = load::load_case(folder.path());
  CHECK(loaded.incident.narratives.front().statements.front().superseded_by.text == "second");
  CHECK(with(told(loaded.problems), "supersede").empty());

  folder.write(
      "two-more.textproto",
      R"(evidence { id: "third" statement { id: "other" source: "map" shows: "a track" supersedes: "first" } })");
  CHECK(with(told(load::load_case(folder.path()).problems),
             "'first' is superseded by 'second' already (rule 3)")
            .size() == 1);
  std::filesystem::remove(folder.path() / "two-more.textproto");
  folder.write("two-again.textproto", later("furst"));
  CHECK(with(told(load::load_case(folder.path()).problems),
             "no Statement is called 'furst'; did you mean 'first'? (rule 6)")
            .size() == 1);
}

}  // namespace recon
