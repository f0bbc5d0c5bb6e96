// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/course_cache.hpp"

#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "recon/inquiry/courses.hpp"

namespace recon::inquiry {
namespace {

/// Every member away from its default.
assess::Course whole_course() {
  assess::Course course{.narrative = "northland", .aircraft = "lead", .zone = "land", .border = "survey"};
  course.reading_words = "statute mi";
  course.why_none = assess::NoFlight::few_words;
  course.fits = false;
  course.strain = 4.3;
  course.failed = {"a check"};
  course.begin = seconds(-60.0);
  course.step = seconds(2.0);
  course.flights = {{{degrees(36.0), degrees(35.9)}, {degrees(36.1), degrees(35.8)}}};
  assess::Course::At at;
  at.margin = {metres(1.0), metres(2.0), metres(3.0)};
  at.inside = 0.25;
  at.speed = {metres_per_second(1.0), metres_per_second(2.0), metres_per_second(3.0)};
  at.turn = {degrees(0.1), degrees(0.2), degrees(0.3)};
  at.load = {1.1, 1.2, 1.3};
  at.middle = {degrees(36.0), degrees(35.0)};
  at.major = metres(500.0), at.minor = metres(100.0), at.orientation = degrees(12.0);
  course.at = {at, at};
  course.entry = Interval<Duration>{seconds(-10.0), seconds(-9.0), seconds(-8.0)};
  course.shift = assess::Telling::Shift{metres(2100.0), degrees(187.0), false};
  return course;
}

}  // namespace

TEST_CASE("a course comes back from its bytes as it was") {
  const std::string bytes = written(whole_course());
  const auto back = read_course(bytes);
  REQUIRE(back);
  CHECK(written(*back) == bytes);
  CHECK(back->why_none == assess::NoFlight::few_words);
  CHECK(back->at[1].load.highest == 1.3);
  CHECK(back->at[1].turn.stated == degrees(0.2));
  CHECK(back->flights == whole_course().flights);
  CHECK(back->entry->lowest == seconds(-10.0));
  CHECK_FALSE(back->exit);
  CHECK(back->shift->azimuth == degrees(187.0));
}

TEST_CASE("bytes that are cut off or too many are no course") {
  const std::string bytes = written(whole_course());
  const auto length = GENERATE_COPY(take(100, random(std::size_t{0}, bytes.size() - 1)));
  CHECK_FALSE(read_course(std::string_view{bytes}.substr(0, length)));
  CHECK_FALSE(read_course(bytes + "x"));
}

TEST_CASE("a kept course is found by its case and its wish alone, and never when its bytes were changed") {
  std::string name = (std::filesystem::temp_directory_path() / "recon-courses-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(name.data());
  assess::CourseWish wish{.narrative = "a", .aircraft = "b", .zone = "c", .border = "d"};
  const KeptFile kept = kept_course(folder, "case 1", wish);
  CHECK_FALSE(kept.find());
  kept.keep(written(whole_course()));
  CHECK(kept_course(folder, "case 1", wish).find() == written(whole_course()));
  CHECK_FALSE(kept_course(folder, "case 2", wish).find());
  wish.reading = {{"mile@letter", "nautical"}};
  CHECK_FALSE(kept_course(folder, "case 1", wish).find());
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::fstream bytes{file.path(), std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(100);
    bytes.put('?');
  }
  CHECK_FALSE(kept.find());
  CHECK_FALSE(kept_course({}, "case 1", wish).find());
  std::filesystem::remove_all(folder);
}

TEST_CASE("what cannot be flown is told with its reason, from the disk as from the drawing") {
  std::string name = (std::filesystem::temp_directory_path() / "recon-courses-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(name.data());
  const std::string path{RECON_DATA "/incidents/su24-2015"};
  const assess::CourseWish nobody{
      .narrative = "mars", .aircraft = "su24-2", .zone = "turkey-land", .border = "osm-2016"};
  for (int run = 0; run < 2; ++run) {
    const Courses courses{path, {}, {}, {}, folder};
    const auto course = courses.course(nobody);
    REQUIRE(course);
    CHECK(course->why_none == assess::NoFlight::no_zone);
    CHECK(course->flights.empty());
  }
  CHECK(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()) ==
        1);
  std::filesystem::remove_all(folder);
}

}  // namespace recon::inquiry
