// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/assessment_cache.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "recon/inquiry/inquiry.hpp"

namespace recon::inquiry {
namespace {

using assess::Telling;

/// Every member away from its default.
std::vector<Telling> two_tellings() {
  Telling one{.narrative = "northland", .aircraft = "lead", .zone = "land", .border = "survey"};
  one.reading = {{"mile@letter", "statute"}};
  one.reading_words = "statute mi";
  one.statements = {
      {"letter/depth", "1.36 miles", "2.2 km", "m", {2180.7, 2188.7, 2196.7}, 150.0, 1650.25, 3.4},
      {"letter/in",
       "",
       "at least 0 m",
       "m",
       {0.0, 0.0, std::numeric_limits<double>::infinity()},
       150.0,
       3.0,
       0.0}};
  one.left_out = {"letter/fall: it is not a moment near the event"};
  one.verdict = Telling::Verdict::contradiction;
  one.strain = 3.4;
  one.proved = 3.1;
  one.certificate = "twice the depth";
  one.conflicts = {{{0, 1}, 3.4, 3.1, "No flight does both."}};
  one.would_have_read = {{1,
                          {1.0, 2.0, 3.0},
                          0.25,
                          0.2,
                          0.3,
                          true,
                          0.1,
                          0.4,
                          {metres_per_second(80.0), metres_per_second(90.0), metres_per_second(100.0)},
                          "Had it."}};
  one.closest = {{degrees(36.0), degrees(35.9)}, {degrees(36.1), degrees(35.8)}};
  one.shift = Telling::Shift{metres(2100.0), degrees(187.0), false};
  one.sentence = "No flight does all of it.";

  Telling other = one;
  other.verdict = Telling::Verdict::fits;
  Telling::Flights flights{.drawn = 400};
  flights.time = {seconds(16.0), seconds(17.0), seconds(18.0)};
  flights.above_tip = Interval<Length>{metres(1.0), metres(2.0), metres(3.0)};
  flights.headings = {{"W", 0.75}, {"NW", 0.25}};
  flights.cut_off = true;
  flights.entry = Telling::Crossing{{degrees(36.0), degrees(35.9)},
                                    metres(300.0),
                                    {seconds(-9.0), seconds(-8.0), seconds(-7.0)},
                                    Interval<Length>{metres(100.0), metres(200.0), metres(300.0)}};
  flights.shift = Telling::Shift{metres(900.0), degrees(10.0), true};
  flights.flyable = 0.93;
  flights.failed = {"a check"};
  other.flights = flights;
  return {one, other};
}

/// A folder of its own, gone again with the test.
class Folder {
public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "recon-cache-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  [[nodiscard]] std::filesystem::path only_file() const {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(path)) files.push_back(entry.path());
    REQUIRE(files.size() == 1);
    return files.front();
  }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("tellings come back from their bytes as they were") {
  const std::string bytes = written(two_tellings());
  const auto back = read_tellings(bytes);
  REQUIRE(back);
  CHECK(written(*back) == bytes);
  REQUIRE(back->size() == 2);
  CHECK((*back)[0].conflicts[0].statements == std::vector<std::size_t>{0, 1});
  CHECK((*back)[0].statements[1].cell.highest == std::numeric_limits<double>::infinity());
  CHECK((*back)[0].would_have_read[0].none);
  CHECK((*back)[0].shift->azimuth == degrees(187.0));
  CHECK_FALSE((*back)[0].flights);
  CHECK((*back)[1].flights->headings[1].first == "NW");
  CHECK((*back)[1].flights->entry->along_border->stated == metres(200.0));
  CHECK_FALSE((*back)[1].flights->exit);
}

TEST_CASE("bytes that are cut off or too many are no tellings") {
  const std::string bytes = written(two_tellings());
  const auto length = GENERATE_COPY(take(100, random(std::size_t{0}, bytes.size() - 1)));
  CHECK_FALSE(read_tellings(std::string_view{bytes}.substr(0, length)));
  CHECK_FALSE(read_tellings(bytes + "x"));
}

TEST_CASE("what was kept is found again, by what it was made from alone") {
  const Folder folder;
  const KeptFile cache = kept_tellings(folder.path / "recon", "case 1");
  CHECK_FALSE(cache.find());
  cache.keep(written(two_tellings()));
  const auto found = kept_tellings(folder.path / "recon", "case 1").find();
  REQUIRE(found);
  CHECK(*found == written(two_tellings()));
  CHECK_FALSE(kept_tellings(folder.path / "recon", "case 2").find());
  CHECK_FALSE(kept_assessment(folder.path / "recon", "case 1").find());
}

TEST_CASE("a damaged or foreign file is as good as none, and is written over") {
  const Folder folder;
  const KeptFile cache = kept_tellings(folder.path, "case");
  cache.keep(written(two_tellings()));
  const std::filesystem::path file = folder.only_file();
  std::ifstream in{file, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  const auto write = [&](const std::string& what) {
    std::ofstream out{file, std::ios::binary};
    out << what;
  };
  std::string damaged = bytes;
  damaged[damaged.size() / 2] ^= 1;
  for (const std::string& bad :
       {damaged, bytes.substr(0, bytes.size() / 2), std::string{}, std::string{"hello\n"}}) {
    write(bad);
    CHECK_FALSE(cache.find());
  }
  cache.keep(written(two_tellings()));
  CHECK(cache.find());
  CHECK(folder.only_file() == file);
}

TEST_CASE("what was longest not used makes room, and no other program's file is touched") {
  const Folder folder;
  const auto file = [&](char letter) { return folder.path / (std::string(64, letter).append(".tellings")); };
  const auto now = std::filesystem::file_time_type::clock::now();
  const auto keep = [&](const std::filesystem::path& at, int hours_ago) {
    std::ofstream{at} << std::string(100, 'x');
    std::filesystem::last_write_time(at, now - std::chrono::hours{hours_ago});
  };
  keep(file('a'), 3), keep(file('b'), 1), keep(file('c'), 2);
  keep(folder.path / "notes.txt", 9);
  make_room(folder.path, 250);
  CHECK_FALSE(std::filesystem::exists(file('a')));
  CHECK(std::filesystem::exists(file('b')));
  CHECK(std::filesystem::exists(file('c')));
  CHECK(std::filesystem::exists(folder.path / "notes.txt"));
  make_room(folder.path, 0);
  CHECK_FALSE(std::filesystem::exists(file('b')));
  CHECK(std::filesystem::exists(folder.path / "notes.txt"));
}

TEST_CASE("what is found counts as used") {
  const Folder folder;
  const KeptFile cache = kept_tellings(folder.path, "case");
  cache.keep("bytes");
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours{1000};
  std::filesystem::last_write_time(folder.only_file(), long_ago);
  REQUIRE(cache.find());
  CHECK(std::filesystem::last_write_time(folder.only_file()) > long_ago + std::chrono::hours{999});
}

TEST_CASE("a folder that cannot be written keeps nothing and complains of nothing") {
  const KeptFile nowhere = kept_tellings("", "case");
  nowhere.keep("bytes");
  CHECK_FALSE(nowhere.find());
  const KeptFile no_folder = kept_tellings("/proc/recon", "case");
  no_folder.keep("bytes");
  CHECK_FALSE(no_folder.find());
}

TEST_CASE("a case opened again has the answers of the first time, and follows its settings") {
  const Folder folder;
  const std::filesystem::path at = find_case("rf4e-2012");
  const assess::Settings few{.draws = 500};
  std::size_t told = 0;
  const assess::Progress progress = [&](std::size_t, std::size_t, const std::string&) { ++told; };
  const Inquiry first = open(at, {}, few, progress, {}, folder.path);
  CHECK(told > 0);
  told = 0;
  const Inquiry again = open(at, {}, few, progress, {}, folder.path);
  CHECK(told == 0);
  CHECK(written(again.assessment) == written(first.assessment));
  CHECK_FALSE(again.assessment.findings.empty());
  CHECK_FALSE(again.assessment.sensitivity.doubts.empty());
  static_cast<void>(open(at, {}, {.draws = 400}, progress, {}, folder.path));
  CHECK(told > 0);
}

TEST_CASE("an assessment comes back from its bytes, cut off or too long it does not") {
  const Inquiry inquiry = open(find_case("rq4a-2019"), {}, {.draws = 200});
  const std::string bytes = written(inquiry.assessment);
  const auto back = read_assessment(bytes);
  REQUIRE(back);
  CHECK(written(*back) == bytes);
  CHECK(back->answers.size() == inquiry.assessment.answers.size());
  CHECK(back->tips.size() == inquiry.assessment.tips.size());
  CHECK_FALSE(read_assessment(bytes + "x"));
  for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 50)
    CHECK_FALSE(read_assessment(std::string_view{bytes}.substr(0, length)));
}

TEST_CASE("the cache lies where the desktop wants it") {
  const char* before = std::getenv("XDG_CACHE_HOME");
  const std::string kept = before == nullptr ? "" : before;
  setenv("XDG_CACHE_HOME", "/somewhere", 1);
  CHECK(cache_folder() == "/somewhere/recon");
  unsetenv("XDG_CACHE_HOME");
  if (const char* home = std::getenv("HOME"))
    CHECK(cache_folder() == std::filesystem::path{home} / ".cache" / "recon");
  if (before != nullptr) setenv("XDG_CACHE_HOME", kept.c_str(), 1);
}

}  // namespace recon::inquiry
