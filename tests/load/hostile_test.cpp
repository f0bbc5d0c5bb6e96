// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "tests/load/folder.hpp"
#include <catch2/catch.hpp>
#include <sys/stat.h>

namespace recon {

using test::Folder;
using test::told;
using test::told_of_text;
using test::with;

namespace {

std::string repeated(std::string_view text, int n) {
  std::string result;
  for (int i = 0; i < n; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("Random bytes are told as errors, never as a case", "[property]") {
  std::mt19937 random{655};
  const std::string name = GENERATE(as<std::string>{}, "a.textproto", "a.json", "a.binpb");
  const Folder folder;
  for (int i = 0; i < 200; ++i) {
    std::string bytes(std::uniform_int_distribution<std::size_t>{1, 4000}(random), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random() & 0xFFU);
    const auto loaded = load::load_case(folder.write(name, bytes));
    CAPTURE(i, told(loaded.problems));
    CHECK_FALSE(loaded.usable());
    CHECK(std::count_if(loaded.problems.begin(), loaded.problems.end(),
                        [](const auto& problem) { return problem.rule != 5; }) <= 4);
  }
}

TEST_CASE("Random printable characters end in errors with places in the file", "[property]") {
  std::mt19937 random{1988};
  const std::string alphabet = "{}[]<>:;,#\"'\\\n\t -.0123456789abcXYZ_statementclaimisid°“”";
  for (int i = 0; i < 200; ++i) {
    std::string bytes;
    for (int n = 0; n < 300; ++n) bytes += alphabet[random() % (alphabet.size() - 8)];
    const Folder folder;
    const auto loaded = load::load_case(folder.write("a.textproto", bytes));
    for (const auto& problem : loaded.problems) {
      CHECK(problem.place.file == "a.textproto");
      CHECK(problem.place.line <= std::count(bytes.begin(), bytes.end(), '\n') + 1);
    }
  }
}

TEST_CASE("A case cut off anywhere, or with one character changed, is read to its mistake", "[property]") {
  const std::string whole = test::slurp(std::string{RECON_TEST_DATA} + "/cases/rf4e-2012.textproto");
  std::mt19937 random{2012};
  const Folder folder;
  for (int i = 0; i < 100; ++i) {
    const std::size_t at = random() % whole.size();
    CHECK_NOTHROW(load::load_case(folder.write("a.textproto", whole.substr(0, at))));
    std::string changed = whole;
    changed[at] = "{}\":x"[random() % 5];
    CHECK_NOTHROW(load::load_case(folder.write("a.textproto", changed)));
  }
}

TEST_CASE("Nesting without end is refused where it passes 32") {
  const auto lines = told_of_text(repeated("zone {\n", 100'000));
  CHECK(with(lines, "blocks lie more than 32 deep (rule 31)").size() == 1);
  CHECK(told_of_text("note: " + repeated("[", 1'000'000)) ==
        std::vector<std::string>{"case.textproto:1:8: a list is written [a, b]"});
  const Folder folder;
  CHECK(told(load::load_case(folder.write("a.json", repeated("{\"narrative\":[", 100'000))).problems) ==
        std::vector<std::string>{"a.json: objects lie more than 32 deep (rule 31)"});
  CHECK(told(load::load_case(folder.write("b.json", repeated("[", 1'000'000))).problems).size() == 1);
}

TEST_CASE("A list of more than 100 000 is refused, one of 100 000 is not") {
  CHECK(with(told_of_text(repeated("note:\"\"\n", 100'001)), "more than 100 000 of 'note' in one list")
            .size() == 1);
  CHECK(with(told_of_text(repeated("note:\"a\"\n", 100'000)), "(rule 31)").empty());
  const Folder folder;
  const std::string json = "{\"note\":[" + repeated("\"\",", 100'000) + "\"\"]}";
  CHECK(told(load::load_case(folder.write("a.json", json)).problems) ==
        std::vector<std::string>{"a.json: note: more than 100 000 in one list (rule 31)"});
}

TEST_CASE("A text of more than 64 KiB is refused") {
  const std::string huge(70'000, 'x');
  CHECK(test::has(told_of_text("id: \"a\"\ntitle: \"" + huge + "\""),
                  "case.textproto:2:1: a text of 70002 bytes; at most 65 536 (rule 31)"));
  const Folder folder;
  CHECK(test::has(told(load::load_case(folder.write("a.json", "{\"title\":\"" + huge + "\"}")).problems),
                  "a.json: title: a text of 70000 bytes; at most 65 536 (rule 31)"));
}

TEST_CASE("A thousand mistakes are told, not a million") {
  const auto lines = told_of_text(repeated("a: 1 ", 500'000));
  CHECK(lines.size() == 1001);
  CHECK(with(lines, "too many mistakes; reading ends here").size() == 1);
}

TEST_CASE("A file beyond 16 MiB is refused by its size, before it is read") {
  const Folder folder;
  const auto path = folder.write("a.textproto", "");
  std::filesystem::resize_file(path, std::uintmax_t{1} << 30U);
  CHECK(told(load::load_case(path).problems) ==
        std::vector<std::string>{"a.textproto: 1024 MiB; at most 16 MiB are read (rule 31)"});
}

TEST_CASE("Pipes, devices, folders and loops of links are no case files, and none is waited for") {
  const Folder folder;
  REQUIRE(::mkfifo((folder.path() / "pipe.textproto").c_str(), 0600) == 0);
  std::filesystem::create_directory(folder.path() / "sub.textproto");
  std::filesystem::create_symlink("loop.textproto", folder.path() / "loop.textproto");
  std::filesystem::create_symlink("/dev/zero", folder.path() / "device.textproto");
  const auto lines = told(load::load_case(folder.path()).problems);
  CAPTURE(lines);
  CHECK(test::has(lines, "pipe.textproto: not a regular file"));
  CHECK(test::has(lines, "sub.textproto: not a regular file"));
  CHECK(test::has(lines, "device.textproto: not a regular file"));
  CHECK(with(lines, "loop.textproto: cannot be opened").size() == 1);
}

TEST_CASE("Files that a case names lie inside its folder") {
  const Folder folder;
  folder.write("outside.csv", "time,latitude,longitude\n09:00 UTC,1,2\n");
  std::filesystem::create_directory(folder.path() / "case");
  std::filesystem::create_symlink("../outside.csv", folder.path() / "case" / "link.csv");
  const std::string chosen =
      GENERATE(as<std::string>{}, "../outside.csv", "link.csv", "tracks/../../outside.csv", "absolute");
  const std::string name = chosen == "absolute" ? (folder.path() / "outside.csv").string() : chosen;
  CAPTURE(name);
  const auto path = folder.write(
      "case/a.textproto", "narrative { statement { id: \"s\" claim { track { file: \"" + name + "\" } } } }");
  const auto loaded = load::load_case(path);
  CAPTURE(told(loaded.problems));
  CHECK(with(told(loaded.problems), "a file of a case lies inside its folder").size() == 1);
  CHECK(std::get<incident::TrackClaim>(loaded.incident.narratives[0].statements[0].claims[0].assertion)
            .fixes.empty());
}

}  // namespace recon
