// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "recon/load/load.hpp"

using namespace recon;

namespace {

/// The blocks of docs/case-file.md that are marked as textproto.
std::vector<std::string> examples() {
  std::ifstream file{std::string{RECON_DATA} + "/../docs/case-file.md"};
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "```textproto") {
      inside = true;
      blocks.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

/// A folder that goes when the test does.
class Folder {
public:
  Folder() : path_{std::filesystem::temp_directory_path() / "recon-manual-XXXXXX"} {
    std::string name = path_.string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] load::LoadedCase load(const std::string& text) const {
    std::ofstream{path_ / "case.textproto"} << text;
    return load::load_case(path_);
  }

private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("The manual's first case is complete: nothing is wrong with it") {
  const auto blocks = examples();
  REQUIRE(!blocks.empty());
  const auto loaded = Folder{}.load(blocks.front());
  for (const auto& problem : loaded.problems) FAIL_CHECK(load::print(problem));
  CHECK(loaded.borders.size() == 2);
  CHECK(loaded.incident.narratives.size() == 2);
}

TEST_CASE("Every example of the manual is written as the schema wants, with figures that are understood") {
  // Fragments lean on things that other examples define; what they say by themselves must be right.
  const std::set<int> of_the_text_itself = {1, 2, 3, 4, 8, 9, 10, 13, 17, 18, 19, 31};
  const auto blocks = examples();
  REQUIRE(blocks.size() > 8);
  const std::string head = "id: \"manual\" date: \"2015-11-24\" clock: \"Europe/Istanbul\"\n";
  for (const std::string& block : blocks) {
    const bool complete = block.starts_with("id:");
    const bool claims = block.starts_with("claim");
    CAPTURE(block);
    const auto loaded =
        Folder{}.load(complete ? block
                      : claims ? head + "narrative { statement { id: \"s\"\n" + block + "} }\n"
                               : head + block);
    for (const auto& problem : loaded.problems)
      if (of_the_text_itself.count(problem.rule) > 0 && problem.severity == incident::Severity::error)
        FAIL_CHECK(load::print(problem));
    CHECK_FALSE(loaded.inputs.empty());
  }
}
