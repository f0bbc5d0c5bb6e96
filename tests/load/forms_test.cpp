// SPDX-License-Identifier: Apache-2.0
#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>

namespace recon {

using load::Form;
using test::Folder;
using test::told;
using test::with;

namespace {

std::vector<std::string> told_of(const std::string& name, std::string_view bytes) {
  const Folder folder;
  return told(load::load_case(folder.write(name, bytes)).problems);
}

}  // namespace

TEST_CASE("A case is the same case in every form, whichever it comes from") {
  const std::string draft = GENERATE(as<std::string>{}, "ir655-1988", "rf4e-2012", "rq4a-2019", "su24-2015");
  const std::string path = std::string{RECON_TEST_DATA} + "/cases/" + draft + ".textproto";
  const Folder folder;
  const std::string json = load::convert_case(path, Form::json),
                    binary = load::convert_case(path, Form::binary),
                    text = load::convert_case(path, Form::textproto);
  for (const auto& from :
       {folder.write("a.json", json), folder.write("a.binpb", binary), folder.write("a.textproto", text)}) {
    CAPTURE(from.string());
    CHECK(load::convert_case(from, Form::json) == json);
    CHECK(load::convert_case(from, Form::binary) == binary);
    CHECK(load::convert_case(from, Form::textproto) == text);
  }
}

TEST_CASE("Letters beyond ASCII and field names survive writing") {
  const std::string path = std::string{RECON_TEST_DATA} + "/cases/su24-2015.textproto";
  CHECK(load::convert_case(path, Form::textproto).find("Yayladağı") != std::string::npos);
  CHECK(load::convert_case(path, Form::json).find("\"depth_inside\"") != std::string::npos);
}

TEST_CASE("JSON and binary say the same as textproto, without lines") {
  const std::string path = std::string{RECON_TEST_DATA} + "/cases/su24-2015.textproto";
  const Folder folder;
  const std::string name = GENERATE(as<std::string>{}, "a.json", "a.binpb");
  const auto form = name == "a.json" ? Form::json : Form::binary;
  const auto loaded = load::load_case(folder.write(name, load::convert_case(path, form)));
  const auto said = load::load_case(path);
  REQUIRE(loaded.incident.narratives.size() == said.incident.narratives.size());
  const auto found = incident::find_claim(loaded.incident, "letter-violation/depth-1");
  REQUIRE(found.claim != nullptr);
  CHECK(std::get<incident::DepthClaim>(found.claim->assertion).is ==
        incident::Text{"1.36 miles", {name, 0, 0}});
  CHECK(found.claim->aircraft.size() == 1);
  CHECK(found.statement->how == incident::Statement::Words::said);
}

TEST_CASE("A case with an error is not converted, for the error would be lost") {
  const Folder folder;
  CHECK_THROWS_WITH(load::convert_case(folder.write("a.textproto", "tittle: \"x\""), Form::json),
                    Catch::Contains("a.textproto:1:1: no field 'tittle'"));
}

TEST_CASE("Several files convert as one") {
  const Folder folder;
  folder.write("a.textproto", "id: \"case\" party { id: \"a\" }");
  folder.write("b.textproto", "party { id: \"b\" }");
  const std::string json = load::convert_case(folder.path(), Form::json);
  CHECK(json.find("\"a\"") < json.find("\"b\""));
}

TEST_CASE("What is wrong with JSON is told with its path or its line") {
  struct Mistake {
    std::string typed, told;
  };
  const auto mistake = GENERATE(values<Mistake>({
      {R"({"titel": "x"})", "a.json: titel: Cannot find field. (rule 1)"},
      {R"({"question": [{"want": "MAYBE"}]})", "(question[0].want)"},
      {R"({"id": 5})", "(id)"},
      {R"({"id": "a", "id": "b"})", "'id' is said twice in one object (rule 3)"},
      {R"({"narrative": [{"statement": [{"superseded_by": "a", "supersededBy": "b"}]}]})",
       "'supersededBy' is said twice in one object (rule 3)"},
      {R"({"party": [{"kind": "UNSAID"}]})", "UNSAID is not written; leave the field out (rule 2)"},
      {R"({"party": [{"kind": 77}]})", "no word has the number 77 for kind (rule 2)"},
      {R"({"choice": [{"option": [{"weight": "NaN"}]}]})", "a number belongs here, for example 0.5 (rule 2)"},
      {R"({"narrative": [{"statement": [{"claim": [{"position": {}, "altitude": {}}]}]}]})",
       "'kind' is already set"},
      {"{\"id\":\n  \"x\",,\n}", "a.json:2:7: this is not JSON; reading stops here (rule 2)"},
      {"", "this is not JSON"},
      {"[]", "Root element must be a message"},
  }));
  CAPTURE(mistake.typed);
  const auto lines = told_of("a.json", mistake.typed);
  CAPTURE(lines);
  CHECK(with(lines, mistake.told).size() == 1);
}

TEST_CASE("Binary with a field this version does not know is refused with the field's path") {
  // narrative { statement { claim { <field 55: ""> } } }, as a later version with more kinds would write it
  const std::string unknown_kind{"\xBA\x03\x00", 3};
  const auto wrapped = [](char tag, int high, const std::string& inside) {
    std::string bytes{tag};
    if (high > 0) bytes += static_cast<char>(high);
    return bytes + static_cast<char>(inside.size()) + inside;
  };
  const std::string claim = wrapped('\x7A', 0, unknown_kind);   // Statement.claim = 15
  const std::string statement = wrapped('\x42', 0, claim);      // Narrative.statement = 8
  const std::string narrative = wrapped('\x9A', 1, statement);  // Incident.narrative = 19
  const auto lines = told_of("a.binpb", narrative);
  CAPTURE(lines);
  CHECK(with(lines,
             "a.binpb: narrative[0].statement[0].claim[0]: field 55 is not known to this version of recon "
             "(rule 1)")
            .size() == 1);
}

TEST_CASE("Binary that is cut off or holds no UTF-8 is one message") {
  const std::string binary =
      load::convert_case(std::string{RECON_TEST_DATA} + "/cases/rq4a-2019.textproto", Form::binary);
  CHECK(told_of("a.binpb", binary.substr(0, binary.size() - 3)) ==
        std::vector<std::string>{"a.binpb: not a case in binary form, or cut off (rule 2)"});
  CHECK(told_of("a.binpb", "\x0A\x01\xFF") ==
        std::vector<std::string>{"a.binpb: not a case in binary form, or cut off (rule 2)"});
}

}  // namespace recon
