// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/course_cache.hpp"

#include "recon/inquiry/archive.hpp"

namespace recon::inquiry {
namespace {

constexpr std::string_view form = "recon course 1\n";

}  // namespace

template <class Archive>
void pass(Archive& archive, assess::Course::At& at) {
  pass_all(archive, at.margin, at.inside, at.speed, at.turn, at.load, at.middle, at.major, at.minor,
           at.orientation);
}
template <class Archive>
void pass(Archive& archive, assess::Course& c) {
  pass_all(archive, c.narrative, c.aircraft, c.zone, c.border, c.reading_words, c.why_none, c.fits, c.strain,
           c.failed, c.begin, c.step, c.flights, c.at, c.entry, c.exit, c.shift);
}

std::string written(const assess::Course& course) { return bytes_of(course); }
std::optional<assess::Course> read_course(std::string_view bytes) { return value_of<assess::Course>(bytes); }

KeptFile kept_course(const std::filesystem::path& folder, std::string_view case_words,
                     const assess::CourseWish& wish) {
  std::string words{case_words};
  for (const std::string* part : {&wish.narrative, &wish.aircraft, &wish.zone, &wish.border})
    words += "\n" + *part;
  for (const normalise::OptionTaken& taken : wish.reading) words += "\n" + taken.choice + "=" + taken.option;
  words += "\nflights " + std::to_string(wish.flights);
  return {folder, form, words, ".course"};
}

}  // namespace recon::inquiry
