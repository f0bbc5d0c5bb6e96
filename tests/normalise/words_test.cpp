// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/words.hpp"

#include <limits>

#include <catch2/catch.hpp>

#include "recon/normalise/choices.hpp"

namespace recon::normalise {
namespace {

Interval<Length> interval(double low, double stated, double high) {
  return {metres(low), metres(stated), metres(high)};
}

}  // namespace

TEST_CASE("Figures are read out with thousands apart and no more digits than their cell") {
  CHECK(words(interval(2180.7, 2188.7, 2196.8)) == "2 189 m ± 8 m");
  CHECK(words(interval(47'226, 48'152, 49'078)) == "48.2 km ± 0.9 km");
  CHECK(words(interval(1836, 1852, 1868)) == "1 852 m ± 16 m");
}

TEST_CASE("Ranges and one-sided figures are read out as bounds") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(words(interval(5000, 6000, 7000)) == "6 000 m ± 1 000 m");
  CHECK(words(interval(10'500, 12'900, 15'300)) == "12.9 km ± 2.4 km");
  CHECK(words(interval(1759, 1851, 1945)) == "1 759 m to 1 945 m");
  CHECK(words(interval(0, 0, infinity)) == "at least 0 m");
  CHECK(words(kilometres(100)) == "100 km");
  CHECK(words(interval(5500, 5500, infinity)) == "at least 5 500 m");
  CHECK(words(interval(0, 3218, 3219)) == "at most 3 219 m");
}

TEST_CASE("Words of a reading name only what is open, and no more than 60 characters") {
  Choice open{.id = "mile@a", .about = About::mile, .options = {{.id = "statute"}, {.id = "nautical"}}};
  Choice closed{.id = "north@a", .about = About::north, .options = {{.id = "true"}}, .settled = true};
  CHECK(reading_words({{"mile@a", "statute"}, {"north@a", "true"}}, {open, closed}) == "statute mi");
  Choice asked{
      .id = "q",
      .options = {{.id = "an-option-with-a-name-that-goes-on-and-on-and-on-and-on-and-on"}, {.id = "x"}}};
  const std::string cut =
      reading_words({{"mile@a", "statute"}, {"q", asked.options.front().id}}, {open, asked});
  CHECK(cut.substr(0, 15) == "statute mi · a");
  CHECK(cut.size() <= 60 + 3);
}

TEST_CASE("Every option found by recon has a meaning and a short label") {
  CHECK(meaning_of(About::mile, "nautical") == "nautical miles of 1 852 m");
  CHECK(label_of(About::depth, "from-vertex") == "from the tip");
  CHECK(label_of(About::rounding, "from-1-0-nm") == "from 1 0 nm");
}

}  // namespace recon::normalise
