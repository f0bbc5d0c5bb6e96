// SPDX-License-Identifier: Apache-2.0
#include "recon/units/whole_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

struct Folder {
  // One for each process: tests run side by side.
  fs::path path = fs::temp_directory_path() / ("recon-whole-file-test-" + std::to_string(getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
};

std::string read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::size_t files_in(const fs::path& path) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{path}, fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("A file is written whole, and nothing is left beside it") {
  const Folder folder;
  const std::string bytes(3'000'000, 'x');
  recon::write_whole(folder.path / "report.html", bytes);
  CHECK(read(folder.path / "report.html") == bytes);
  recon::write_whole(folder.path / "report.html", "new");
  CHECK(read(folder.path / "report.html") == "new");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("A place that cannot be written names itself and leaves no piece") {
  const Folder folder;
  CHECK_THROWS_WITH(recon::write_whole(folder.path / "none" / "report.html", "x"),
                    Catch::Contains("cannot write") && Catch::Contains("report.html"));
  fs::create_directories(folder.path / "taken" / "full");
  CHECK_THROWS_AS(recon::write_whole(folder.path / "taken", "x"), std::system_error);
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("(1) A file that is not put in place changes nothing and leaves nothing") {
  const Folder folder;
  recon::write_whole(folder.path / "report.html", "old");
  {
    recon::WholeFile file{folder.path / "report.html"};
    file.write("new");
    CHECK(read(folder.path / "report.html") == "old");
  }
  CHECK(read(folder.path / "report.html") == "old");
  CHECK(files_in(folder.path) == 1);
}
