// SPDX-License-Identifier: Apache-2.0
#include "recon/units/quantity.hpp"

#include <cmath>
#include <type_traits>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/units/figure.hpp"

using namespace recon;
using namespace std::chrono_literals;
using test::number;

namespace {

bool same_to_a_bit_or_two(double a, double b) { return std::abs(a - b) <= 4e-16 * std::abs(b); }

template <class A, class B, class = void>
struct can_be_added : std::false_type {};
template <class A, class B>
struct can_be_added<A, B, std::void_t<decltype(std::declval<A>() + std::declval<B>())>> : std::true_type {};

template <class A, class B, class = void>
struct can_be_compared : std::false_type {};
template <class A, class B>
struct can_be_compared<A, B, std::void_t<decltype(std::declval<A>() < std::declval<B>())>> : std::true_type {
};

FigureReading in_unit(const std::string& figure, Dimension dimension, const std::string& mile) {
  for (const auto& reading : read_figure(figure, dimension).readings) {
    const bool as_printed = reading.taken.empty() || reading.taken.back().option != "from 1.0 NM";
    const bool that_mile = mile.empty() || (!reading.taken.empty() && reading.taken.front().option == mile);
    if (as_printed && that_mile) return reading;
  }
  FAIL("no such reading of " << figure);
  return {};
}

}  // namespace

TEST_CASE("Property 1: what is made by a unit is read back by it", "[property]") {
  const double x = GENERATE(take(200, random(-1e6, 1e6)));
  CHECK(same_to_a_bit_or_two(in_kilometres(kilometres(x)), x));
  CHECK(same_to_a_bit_or_two(in_nautical_miles(nautical_miles(x)), x));
  CHECK(same_to_a_bit_or_two(in_statute_miles(statute_miles(x)), x));
  CHECK(same_to_a_bit_or_two(in_feet(feet(x)), x));
  CHECK(same_to_a_bit_or_two(in_kilometres_per_hour(kilometres_per_hour(x)), x));
  CHECK(same_to_a_bit_or_two(in_knots(knots(x)), x));
  CHECK(same_to_a_bit_or_two(in_radians(radians(x)), x));
}

TEST_CASE("Property 2: quantities of different dimension neither add nor compare") {
  STATIC_REQUIRE(can_be_added<Length, Length>::value);
  STATIC_REQUIRE_FALSE(can_be_added<Length, Speed>::value);
  STATIC_REQUIRE_FALSE(can_be_added<Length, double>::value);
  STATIC_REQUIRE(can_be_compared<Angle, Angle>::value);
  STATIC_REQUIRE_FALSE(can_be_compared<Angle, Length>::value);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<double, Length>);
  STATIC_REQUIRE(sizeof(Length) == sizeof(double));
}

TEST_CASE("A length, a speed and a duration make each other") {
  CHECK(in_knots(nautical_miles(1.15) / 17s) == Approx(243.529).epsilon(1e-5));
  CHECK(in_metres(knots(1) * 1h) == Approx(1852.0));
  CHECK(in_seconds(kilometres(8) / kilometres_per_hour(960)) == Approx(30.0));
}

TEST_CASE("Length and duration of a figure give the reference speed and its bounds") {
  for (const auto& row : test::table("unit_speed.csv")) {
    const std::string unit = row.at("unit");
    const std::string mile = unit == "statute_mile" ? "statute" : unit == "nautical_mile" ? "nautical" : "";
    // The table writes 2.0 for what was printed as "2", rounded to whole units.
    const std::string printed = row.at("value") == "2.0" ? "2" : row.at("value");
    CAPTURE(printed, unit);
    const auto length = in_unit(printed + (unit == "km" ? " km" : " miles"), Dimension::length, mile).value;
    const auto time = in_unit(row.at("t_s") + " s", Dimension::duration, "").value;
    CHECK(length.stated == Approx(number(row, "dist_m")).epsilon(1e-6));
    CHECK(length.lowest == Approx(number(row, "dist_lo_m")).epsilon(1e-6));
    CHECK(length.highest == Approx(number(row, "dist_hi_m")).epsilon(1e-6));
    const auto speed = [](double metres_flown, double time_s) {
      return in_kilometres_per_hour(metres(metres_flown) / seconds(time_s));
    };
    CHECK(speed(length.stated, time.stated) == Approx(number(row, "speed_kmh")).epsilon(5e-6));
    CHECK(speed(length.lowest, time.highest) == Approx(number(row, "speed_lo_kmh")).epsilon(5e-6));
    CHECK(speed(length.highest, time.lowest) == Approx(number(row, "speed_hi_kmh")).epsilon(5e-6));
  }
}

TEST_CASE("Intervals overlap when they share a value, were it only an end") {
  const Interval<Length> near{metres(0), metres(1), metres(2)};
  CHECK(overlap(near, {metres(2), metres(3), metres(4)}));
  CHECK_FALSE(overlap(near, {metres(2.1), metres(3), metres(4)}));
}
