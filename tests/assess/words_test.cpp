// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/words.hpp"

#include <limits>

#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::assess;

TEST_CASE("A length is said in SI with two digits, nautical miles behind") {
  CHECK(said(metres(2189)) == "2.2\u2009km (1.2\u2009NM)");
  CHECK(said(metres(640)) == "640\u2009m (0.3\u2009NM)");
  CHECK(said(metres(-640)) == "\u2212640\u2009m (\u22120.3\u2009NM)");
  CHECK(said(metres(67)) == "67\u2009m (0.04\u2009NM)");
  CHECK(said(metres(996)) == "1.0\u2009km (0.5\u2009NM)");
  CHECK(said(kilometres(34)) == "34\u2009km (18\u2009NM)");
  CHECK(said(kilometres(141)) == "141\u2009km (76\u2009NM)");
  CHECK(said_margin(metres(-640)) == "640\u2009m (0.3\u2009NM) outside");
}

TEST_CASE("A share that may have either of two words has both") {
  CHECK(likelihood(Probability{.value = 0.7975, .hits = 15'950, .draws = 20'000}) ==
        "80\u2009% (between likely and very likely, ICD 203)");
  CHECK(likelihood(Probability{.value = 0.7, .hits = 14'000, .draws = 20'000}) ==
        "70\u2009% (likely, ICD 203)");
  CHECK(likelihood(Probability{.value = 0.0, .hits = 0, .draws = 20'000}) == "<1\u2009%");
}

TEST_CASE("Speeds, times, heights and directions") {
  CHECK(said(metres_per_second(108.8674)) == "392\u2009km/h (212\u2009kt)");
  CHECK(said(seconds(17)) == "17\u2009s");
  CHECK(said(seconds(7.35)) == "7.3\u2009s");
  CHECK(said(seconds(100)) == "1\u2009min 40\u2009s");
  CHECK(said(seconds(720)) == "12\u2009min");
  CHECK(said_height(feet(19'000)) == "5\u2009791\u2009m (19\u2009000\u2009ft)");
  CHECK(said(degrees(359.7)) == "0°");
  CHECK(said(degrees(-1)) == "359°");
}

TEST_CASE("An interval keeps its rounding, and open ends say so") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Interval<Speed> speed{kilometres_per_hour(379.07), kilometres_per_hour(391.92),
                              kilometres_per_hour(405.56)};
  CHECK(said(speed) == "392\u2009km/h (212\u2009kt) [379–406]");
  CHECK(said(Interval<Length>{kilometres(5.5), kilometres(5.5), metres(infinity)}) ==
        "at least 5.5\u2009km (3.0\u2009NM)");
  CHECK(said(Interval<Length>{metres(0), kilometres(4), kilometres(4)}) ==
        "at most 4.0\u2009km (2.2\u2009NM)");
  CHECK(listed({"a", "b", "c"}) == "a, b and c");
  CHECK(listed({"a"}) == "a");
  CHECK(listed({}).empty());
}
