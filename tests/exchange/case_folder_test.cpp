// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/case_folder.hpp"

#include <fstream>
#include <iterator>

#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>
#include <unistd.h>

#include "recon/load/load.hpp"

using namespace recon;
using namespace recon::exchange;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("recon-case-folder-" + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder& operator=(Folder&&) = delete;
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::recursive_directory_iterator{path}, fs::recursive_directory_iterator{}));
  }
};

Imported a_track() {
  return test::read("time,lat,lon\n2015-11-24 07:24:05Z,35.80,36.10\n2015-11-24 07:24:25Z,35.83,36.10\n");
}

const CaseWish wish{.file_name = "flight.csv", .sha256 = "00"};

}  // namespace

TEST_CASE("What would be written is known before anything is") {
  const Folder folder;
  const CaseAddition addition = addition_to(folder.path / "deep" / "mine/", a_track(), wish, {{"a/b", "c"}});
  CHECK(addition.new_case == "mine");
  REQUIRE(addition.files.size() == 3);
  CHECK(addition.files.front().name == "a/b");
  CHECK(addition.files.back().name == "flight.textproto");
  CHECK(folder.entries() == 0);
  CHECK_THROWS_WITH(addition_to(folder.path / "My Case", a_track(), wish), Catch::Contains("is not a name"));
  write(addition);
  CHECK(load::load_case(folder.path / "deep" / "mine").usable());
  CHECK(fs::exists(folder.path / "deep" / "mine" / "a" / "b"));
}

TEST_CASE("A second track goes beside the first, and what is there in the same bytes is left alone") {
  const Folder folder;
  const fs::path home = folder.path / "mine";
  write(addition_to(home, a_track(), wish, {{"a/b", "c"}}));
  const CaseAddition second = addition_to(home, a_track(), wish, {{"a/b", "c"}});
  CHECK(second.new_case.empty());
  CHECK(second.files.size() == 2);
  write(second);
  CHECK(load::load_case(home).usable());
  CHECK_THROWS_WITH(addition_to(home, a_track(), wish, {{"a/b", "other"}}),
                    Catch::Contains("is there already; nothing was changed"));
}

TEST_CASE("Where writing fails, nothing of it is left") {
  const Folder folder;
  const fs::path home = folder.path / "mine";
  CaseAddition addition = addition_to(home, a_track(), wish, {{"a/b", "c"}});
  addition.files.insert(addition.files.end() - 1, {"a/b/c", "a file is no folder"});
  CHECK_THROWS(write(addition));
  CHECK(folder.entries() == 0);
  write(addition_to(home, a_track(), wish));
  const std::size_t before = folder.entries();
  addition = addition_to(home, a_track(), wish, {{"a/b", "c"}});
  addition.files.insert(addition.files.end() - 1, {"a/b/c", "a file is no folder"});
  CHECK_THROWS(write(addition));
  CHECK(folder.entries() == before);
}
