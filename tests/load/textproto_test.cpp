// SPDX-License-Identifier: Apache-2.0
#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

#include "recon/load/bytes.hpp"
#include "recon/load/skeleton.hpp"

namespace recon {

using test::has;
using test::told_of_text;
using test::with;

namespace {

// Everything about a mistake is in its line: file, line, column, words and rule.
struct Mistake {
  std::string typed, told;
};

std::string in_a_claim(const std::string& claim) {
  return "narrative {\n  party: \"p\"\n  statement {\n    id: \"s1\"\n    claim { " + claim + " }\n  }\n}\n";
}

}  // namespace

TEST_CASE("Each mistake of reading is told at its line and column") {
  const auto mistake = GENERATE(values<Mistake>({
      {"tittle: \"x\"", "case.textproto:1:1: no field 'tittle' in Incident; did you mean 'title'? (rule 1)"},
      {"title: \"a\"\ntitle: \"b\"", "case.textproto:2:1: 'title' is already said in line 1 (rule 3)"},
      {"title: 5", "case.textproto:1:8: a printed figure stands in quotes: \"5\" (rule 2)"},
      {"title: Hello Türkiye", "case.textproto:1:8: text stands in quotes: \"Hello Türkiye\" (rule 2)"},
      {"title \"x\"", "case.textproto:1:1: a colon stands between a field and its value: title: … (rule 2)"},
      {"title:\ndate: \"2015-11-24\"", "case.textproto:1:1: 'title' has no value (rule 2)"},
      {"date: 2015-11-24", "case.textproto:1:7: a printed figure stands in quotes: \"2015-11-24\" (rule 2)"},
      {"title: { }", "case.textproto:1:8: title is one value, not a block: title: … (rule 2)"},
      {"title: [\"a\"]", "case.textproto:1:8: 'title' is said once; it is not a list (rule 2)"},
      {"note: [\"a\", 5]", "case.textproto:1:13: a printed figure stands in quotes: \"5\" (rule 2)"},
      {"party { kind: COUNTRY }",
       "case.textproto:1:15: 'COUNTRY' is not one of the words for kind: STATE, ALLIANCE, "
       "AGENCY, COMPANY, PERSON, MEDIA, RESEARCH, COURT (rule 2)"},
      {"party { kind: UNSAID }", "case.textproto:1:15: UNSAID is not written; leave the field out (rule 2)"},
      {"party { kind: \"STATE\" }",
       "case.textproto:1:15: a word of ours stands without quotes: STATE, ALLIANCE, AGENCY, "
       "COMPANY, PERSON, MEDIA, RESEARCH, COURT (rule 2)"},
      {"party { kind: 1 }",
       "case.textproto:1:15: a word belongs here, not a number: STATE, ALLIANCE, AGENCY, COMPANY, "
       "PERSON, MEDIA, RESEARCH, COURT (rule 2)"},
      {"party: \"x\"", "case.textproto:1:8: party holds fields of its own: party { … } (rule 2)"},
      {"event { excursion: -1 }", "case.textproto:1:20: a whole number from 0 belongs here (rule 2)"},
      {"event { excursion: 010 }", "case.textproto:1:20: a whole number from 0 belongs here (rule 2)"},
      {"choice { option { weight: half } }",
       "case.textproto:1:27: a number belongs here, for example 0.5 (rule 2)"},
      {"note: “1.36 miles”", "case.textproto:1:7: straight quotes are needed: \"1.36 miles\" (rule 2)"},
      {"note: \"35°48'26\"N\"",
       "case.textproto:1:16: text ends here at 26; type seconds as '' or ″ (rule 2)"},
      {"note: \"35°48'26\" N 36°01'02\" E\"",
       "case.textproto:1:16: text ends here at 26; type seconds as '' or ″ (rule 2)"},
      {"note: \"35°48'26\"\"", "case.textproto:1:16: text ends here at 26; type seconds as '' or ″ (rule 2)"},
      {"zone { land { state: \"A\" } sea { state: \"A\" } }",
       "case.textproto:1:28: one Zone, one shape: sea stands beside land (rule 3)"},
      {"narrative { statement { said: \"a\" shows: \"b\" } }",
       "case.textproto:1:35: one statement, one of said, reported, shows: shows stands beside said; write a "
       "second "
       "statement (rule 3)"},
  }));
  CAPTURE(mistake.typed);
  const auto lines = told_of_text(mistake.typed);
  CAPTURE(lines);
  CHECK(has(lines, mistake.told));
}

TEST_CASE("Each mistake in a claim is told at its line and column") {
  const auto mistake = GENERATE(values<Mistake>({
      {"depht_inside { is: \"1 km\" }",
       "case.textproto:5:13: no field 'depht_inside' in Claim; did you mean 'depth_inside'? (rule 1)"},
      {"altitude { is: 1.36 }",
       "case.textproto:5:28: a printed figure stands in quotes: \"1.36 unit\" (rule 2)"},
      {"altitude { is: 19,000 ft }",
       "case.textproto:5:28: a printed figure stands in quotes: \"19,000 ft\" (rule 2)"},
      {"time { is: 9:24:05 local }",
       "case.textproto:5:24: a printed figure stands in quotes: \"9:24:05 local\" (rule 2)"},
      {"altitude: \"19,000 ft\"",
       "case.textproto:5:23: altitude holds fields of its own: altitude { is: \"19,000 ft\" } (rule 2)"},
      {"side { is: WITHIN }",
       "case.textproto:5:24: 'WITHIN' is not one of the words for is: INSIDE, OUTSIDE, EVER_INSIDE, "
       "NEVER_INSIDE (rule 2)"},
      {"throughout: yes altitude { is: \"1 km\" }", "case.textproto:5:25: true or false, not yes (rule 2)"},
      {"position { is: \"1 N 1 E\" } altitude { is: \"1 km\" }",
       "case.textproto:5:40: one claim, one kind: altitude stands beside position; write a second claim "
       "(rule 3)"},
      {"at_event: \"hit\" at_time: \"09:24 UTC\" altitude { is: \"1 km\" }",
       "case.textproto:5:29: one claim, one time or event: at_time stands beside at_event; write a second "
       "claim (rule 3)"},
  }));
  CAPTURE(mistake.typed);
  const auto lines = told_of_text(in_a_claim(mistake.typed));
  CAPTURE(lines);
  CHECK(has(lines, mistake.told));
}

TEST_CASE("A statement without source is told, and so is one that repeats another's words") {
  const auto lines = told_of_text(R"(
source { id: "a" } source { id: "b" carries: "a" }
narrative { party: "p"
  statement { id: "s1" said: "x" }
})");
  CAPTURE(lines);
  CHECK(with(lines, "case.textproto:4:3: no source: who printed this? (or say unverified)").size() == 1);
}

TEST_CASE("All mistakes of a file are told at once") {
  const auto lines = told_of_text("tittle: \"x\"\nparty { kind: COUNTRY }\ndate: 5\nnote: “x”\nclaim { }\n");
  CHECK(with(lines, "case.textproto:1:1:").size() == 1);
  CHECK(with(lines, "case.textproto:2:15:").size() == 1);
  CHECK(with(lines, "case.textproto:3:7:").size() == 1);
  CHECK(with(lines, "case.textproto:4:7:").size() == 1);
  CHECK(with(lines, "case.textproto:5:1:").size() == 1);
}

TEST_CASE("A block with a mistake told is not also told that it lacks what was mistaken") {
  const auto lines = told_of_text(in_a_claim("at_event: \"hit\" altitude { is: 19 }"));
  CHECK(with(lines, ":5:44:").size() == 1);
  CHECK(with(lines, ":5:5:").empty());
  CHECK(with(lines, ":5:29:").empty());
}

TEST_CASE("A missing brace is found by indentation, and nothing after it is judged") {
  const auto lines = told_of_text(
      "narrative {\n  statement {\n    id: \"a\"\n    sauce: \"b\"\n\n  statement {\n    id: \"c\"\n    foo: "
      "1\n  }\n}\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "case.textproto:4:5: no field 'sauce' in Statement; did you mean 'source'? (rule 1)");
  CHECK(
      lines[1] ==
      "case.textproto:6:3: reading stops in line 6; the statement of line 2 is not closed (by indentation)");
}

TEST_CASE("A brace of another block's depth shows which block was not closed") {
  const auto lines =
      told_of_text("narrative {\n  statement {\n    id: \"a\"\n}\nnarrative { party: \"b\" }\n");
  REQUIRE(lines.size() == 1);
  CHECK(
      lines[0] ==
      "case.textproto:4:1: reading stops in line 4; the statement of line 2 is not closed (by indentation)");
}

TEST_CASE(
    "An unclosed block on the last line, a stray brace and an unclosed text end the reading with one "
    "message") {
  CHECK(told_of_text("narrative { party: \"a\"\n") ==
        std::vector<std::string>{
            "case.textproto:2:1: reading stops in line 2; the narrative of line 1 is not closed"});
  CHECK(told_of_text("party { id: \"a\" } }\n") ==
        std::vector<std::string>{"case.textproto:1:19: this } closes nothing"});
  CHECK(told_of_text("id: \"a\"\ntitle: \"b\nclock: \"UTC\"\n") ==
        std::vector<std::string>{"case.textproto:2:8: the text that begins here is not closed on its line"});
  CHECK(told_of_text("id: \"a\"\ntitle: \"b”\n") ==
        std::vector<std::string>{"case.textproto:2:8: straight quotes are needed at both ends of a text"});
}

TEST_CASE("Columns count characters: a tab is one, a letter beyond ASCII is one") {
  CHECK(has(told_of_text("\t\ttittle: \"x\"\n"),
            "case.textproto:1:3: no field 'tittle' in Incident; did you mean 'title'? (rule 1)"));
  CHECK(has(told_of_text("title: \"Yayladağı °″\" tittle: \"x\"\n"),
            "case.textproto:1:23: no field 'tittle' in Incident; did you mean 'title'? (rule 1)"));
}

TEST_CASE("A byte-order mark is cut, and Windows line ends change nothing") {
  const test::Folder folder;
  const auto loaded = load::load_case(
      folder.write("case.textproto", "\xEF\xBB\xBFid: \"case\"\r\nparty {\r\n  id: \"a\"\r\n}\r\n"));
  CHECK(loaded.incident.id == incident::Text{"case", {"case.textproto", 1, 1}});
  REQUIRE(loaded.incident.parties.size() == 1);
  CHECK(loaded.incident.parties[0].id.place == incident::Place{"case.textproto", 3, 3});
}

TEST_CASE("Values of the short list form keep their own places") {
  const test::Folder folder;
  const auto loaded = load::load_case(
      folder.write("case.textproto", "narrative {\n  aircraft: [\"a\",\n    \"b\"]\n  aircraft: \"c\"\n}\n"));
  REQUIRE(loaded.incident.narratives.size() == 1);
  const auto& aircraft = loaded.incident.narratives[0].aircraft;
  REQUIRE(aircraft.size() == 3);
  CHECK(aircraft[0].place == incident::Place{"case.textproto", 2, 14});
  CHECK(aircraft[1].place == incident::Place{"case.textproto", 3, 5});
  CHECK(aircraft[2] == incident::Text{"c", {"case.textproto", 4, 3}});
}

TEST_CASE("Texts in a row are one text, separators and escapes are protobuf's") {
  const test::Folder folder;
  const auto loaded = load::load_case(folder.write(
      "case.textproto", "id: 'case', title: \"a\" # why\n  'b\\\"c';summary:\"x\"date:\"2015-11-24\"\n"));
  CHECK(loaded.incident.title.text == "ab\"c");
  CHECK(loaded.incident.summary.text == "x");
  CHECK(loaded.incident.date.text == "2015-11-24");
}

TEST_CASE("Property: a place is the line and the character of its byte", "[property]") {
  const std::string line = GENERATE(as<std::string>{}, "", "abc", "ğüş", "\t\t°", std::string(1000, 'x'));
  const load::TextFile file{"f", line + "\n" + line + "!"};
  const auto place = file.place(2 * line.size() + 1);
  const auto characters = std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  CHECK(place.line == 2);
  CHECK(place.column == static_cast<int>(characters) + 1);
}

TEST_CASE("Text that is not UTF-8 is placed at its first wrong byte") {
  const auto byte = GENERATE(values<std::pair<std::string, std::size_t>>({{"ab\xFF", 2},
                                                                          {"\xC0\x80", 0},
                                                                          {"a\xED\xA0\x80", 1},
                                                                          {"\xE2\x82", 0},
                                                                          {"\xF4\x90\x80\x80", 0},
                                                                          {"°\x80", 2}}));
  CHECK(load::first_not_utf8(byte.first) == byte.second);
  CHECK_FALSE(load::first_not_utf8("plain, ğ, °, ″, 🛩"));
  CHECK(told_of_text("id: \"a\"\n\ntitle: \"\xFF\"\n") ==
        std::vector<std::string>{"case.textproto:3:9: not UTF-8 (byte 0xFF) (rule 31)"});
}

}  // namespace recon
