// SPDX-License-Identifier: Apache-2.0
#include "recon/report/words.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "recon/report/text.hpp"

using namespace recon;
using namespace recon::report;

TEST_CASE("A probability is never said to be nothing or certain") {
  CHECK(for_terminal(percent(0.0)) == "<1 %");
  CHECK(for_terminal(percent(0.004)) == "<1 %");
  CHECK(for_terminal(percent(0.01)) == "1 %");
  CHECK(for_terminal(percent(0.889)) == "89 %");
  CHECK(for_terminal(percent(0.99)) == "99 %");
  CHECK(for_terminal(percent(0.9901)) == ">99 %");
  CHECK(for_terminal(percent(1.0)) == ">99 %");
  CHECK(for_terminal(percent_in_table(0.0004)) == "<0.1 %");
}

TEST_CASE("A distance has two digits, kilometres from one kilometre") {
  CHECK(for_terminal(distance(metres(2189))) == "2.2 km");
  CHECK(for_terminal(distance(metres(994))) == "990 m");
  CHECK(for_terminal(distance(metres(996))) == "1.0 km");
  CHECK(for_terminal(distance(metres(3))) == "<10 m");
  CHECK(for_terminal(distance(kilometres(12.4))) == "12 km");
  CHECK(for_terminal(distance(kilometres(9.97))) == "10 km");
  CHECK(for_terminal(distance(kilometres(123))) == "120 km");
  CHECK(for_terminal(distance_and_miles(metres(2189))) == "2.2 km (1.2 NM)");
  CHECK(for_terminal(distance_and_miles(metres(760))) == "760 m (0.41 NM)");
}

TEST_CASE("A margin has a sign, and minus is a minus") {
  CHECK(for_terminal(margin_words(metres(1010))) == "+1.0 km");
  CHECK(for_terminal(margin_words(metres(-890))) == "−890 m");
}

TEST_CASE("Property: a printed distance is within a twentieth of the true one", "[property]") {
  const double m = GENERATE(take(200, random(100.0, 900'000.0)));
  const std::string text = for_terminal(distance(metres(m)));
  const double printed = std::stod(text) * (text.ends_with("km") ? 1000.0 : 1.0);
  CAPTURE(m, text);
  CHECK(printed == Approx(m).epsilon(0.055));
}

TEST_CASE("Thousands are grouped from five digits and a zero has no sign") {
  CHECK(fixed(5791, 0) == "5791");
  CHECK(fixed(20000, 0) == "20\u202F000");
  CHECK(fixed(1234567.25, 1) == "1\u202F234\u202F567.2");
  CHECK(fixed(-0.01, 1) == "0.0");
  CHECK(fixed(-12.5, 1) == "−12.5");
}

TEST_CASE("An interval says what its rounding leaves open") {
  CHECK(for_terminal(interval_words({105.3, 108.9, 112.7}, "m/s")) == "392 km/h (379 to 406)");
  CHECK(for_terminal(interval_words({5500.0, 5500.0, std::numeric_limits<double>::infinity()}, "m")) ==
        "at least 5.5 km");
  CHECK(for_terminal(interval_words({17.0, 17.0, 17.0}, "s")) == "17 s");
  CHECK(for_terminal(interval_words({900.0, 1500.0, 2100.0}, "m")) == "1.5 km (900 m to 2.1 km)");
}

TEST_CASE("A headline names what it depends on") {
  assess::Answer answer{.side = assess::Side::inside, .mostly = true, .depends_on = "the mile"};
  CHECK(options_that_tell({"statute mi · nearest edge", "nautical mi · nearest edge"},
                          {"statute mi · from the tip"}) == "nearest edge");
  CHECK(options_that_tell({"a · x", "b · y"}, {"a · y"}).empty());
  CHECK(headline(answer) == "inside, mostly");
  CHECK(headline_rest(answer) == "depends on the mile");
  CHECK(headline_rest({.side = assess::Side::undetermined, .cause = assess::Cause::depends_on_border}) ==
        "depends on the border version");
  CHECK(headline_rest({.side = assess::Side::outside}).empty());
}

TEST_CASE("Sigmas of a line and of its shift make one 95 % error") {
  incident::Border border;
  CHECK_FALSE(border_error(border));
  border.line_error.text = "300 m";
  border.shift_error.text = "400 m";
  CHECK(in_metres(*border_error(border)) == Approx(980).epsilon(0.001));
}

TEST_CASE("A date is said as people write it") {
  CHECK(date_words("2015-11-24") == "24 November 2015");
  CHECK(date_words("2012-06") == "2012-06");
  CHECK(date_words("").empty());
}
