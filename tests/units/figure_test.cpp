// SPDX-License-Identifier: Apache-2.0
#include "recon/units/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tests/geo/table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using test::number;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The only reading of a figure.
FigureReading only(const std::string& printed, Dimension dimension) {
  const auto found = read_figure(printed, dimension);
  CAPTURE(printed, found.problems);
  REQUIRE(found.readings.size() == 1);
  return found.readings.front();
}

std::string problem(const std::string& printed, Dimension dimension) {
  const auto found = read_figure(printed, dimension);
  CAPTURE(printed);
  CHECK(found.readings.empty());
  REQUIRE(found.problems.size() == 1);
  return found.problems.front();
}

bool takes(const FigureReading& reading, About about, const std::string& option) {
  return std::count(reading.taken.begin(), reading.taken.end(), Taken{about, option}) == 1;
}

const FigureReading& reading_with(const FigureReadings& all, About about, const std::string& option) {
  const auto found = std::find_if(all.readings.begin(), all.readings.end(),
                                  [&](const FigureReading& one) { return takes(one, about, option); });
  CAPTURE(option);
  REQUIRE(found != all.readings.end());
  return *found;
}

/// Lowest, stated and highest, to a millionth.
void check_cell(const FigureReading& reading, double lowest, double stated, double highest) {
  CAPTURE(reading.means);
  CHECK(reading.value.lowest == Approx(lowest).epsilon(1e-6).margin(1e-9));
  CHECK(reading.value.stated == Approx(stated).epsilon(1e-6).margin(1e-9));
  CHECK(reading.value.highest == Approx(highest).epsilon(1e-6).margin(1e-9));
}

struct Example {
  std::string printed;
  Dimension dimension;
  double lowest, stated, highest;
};

}  // namespace

TEST_CASE("One-reading figures have the value, the unit and the rounding their digits imply") {
  using D = Dimension;
  const auto example = GENERATE(values<Example>({
      {"1 km", D::length, 500, 1000, 1500},
      {"2 km", D::length, 1500, 2000, 2500},
      {"5.5 km", D::length, 5450, 5500, 5550},
      {"1.0 km", D::length, 950, 1000, 1050},
      {"100 m", D::length, 50, 100, 150},
      {"12 NM", D::length, 11.5 * 1852, 12 * 1852, 12.5 * 1852},
      {"13 nautical miles", D::length, 12.5 * 1852, 13 * 1852, 13.5 * 1852},
      {"2 deniz mili", D::length, 1.5 * 1852, 2 * 1852, 2.5 * 1852},
      {"3 statute miles", D::length, 2.5 * 1609.344, 3 * 1609.344, 3.5 * 1609.344},
      {"about 100 m", D::length, 0, 100, 250},
      {"5–7 km", D::length, 4500, 6000, 7500},
      {"5 km to 7 km", D::length, 4500, 6000, 7500},
      {"between 5 and 7 km", D::length, 4500, 6000, 7500},
      {"8.5–9 nm", D::length, 8.45 * 1852, 8.75 * 1852, 9.5 * 1852},
      {"10–15 km", D::length, 9500, 12'500, 15'500},
      {"at least 5.5 km", D::length, 5450, 5500, infinity},
      {"more than 5 km", D::length, 5000, 5000, infinity},
      {"at most 2.5 km", D::length, 0, 2500, 2550},
      {"less than 2 km", D::length, 0, 2000, 2000},
      {"19,000 ft", D::height, 18'500 * 0.3048, 19'000 * 0.3048, 19'500 * 0.3048},
      {"6,000 m", D::height, 5500, 6000, 6500},
      {"about 6,000 m", D::height, 4500, 6000, 7500},
      {"2,400 m", D::height, 2350, 2400, 2450},
      {"-50 m", D::height, -55, -50, -45},
      {"at most 11,000 m", D::height, -infinity, 11'000, 11'500},
      {"17 seconds", D::duration, 16.5, 17, 17.5},
      {"3 min 24 s", D::duration, 203.5, 204, 204.5},
      {"1 min 40 s", D::duration, 99.5, 100, 100.5},
      {"2 to 3 seconds", D::duration, 1.5, 2.5, 3.5},
      {"more than 0 s", D::duration, 0, 0, infinity},
      {"at least 30 s", D::duration, 25, 30, infinity},
      {"5 minutes", D::duration, 270, 300, 330},
      {"five minutes", D::duration, 270, 300, 330},
      {"980 km/h", D::speed, 975 / 3.6, 980 / 3.6, 985 / 3.6},
      {"500 to 1,400 km/h", D::speed, 450 / 3.6, 950 / 3.6, 1450 / 3.6},
      {"243 mph", D::speed, 242.5 * 0.44704, 243 * 0.44704, 243.5 * 0.44704},
      {"020", D::angle, 19.5, 20, 20.5},
      {"190°", D::angle, 189.5, 190, 190.5},
      {"course 130", D::angle, 129.5, 130, 130.5},
      {"020 radial", D::angle, 19.5, 20, 20.5},
      {"west", D::angle, 247.5, 270, 292.5},
      {"south-west", D::angle, 202.5, 225, 247.5},
      {"SW", D::angle, 202.5, 225, 247.5},
      {"NNE", D::angle, 11.25, 22.5, 33.75},
      {"from the north", D::angle, 337.5, 360, 382.5},
      {"4.8° W", D::angle, -4.85, -4.8, -4.75},
      {"10", D::count, 10, 10, 10},
      {"0", D::count, 0, 0, 0},
      {"several", D::count, 2, 3, infinity},
      {"twice", D::count, 2, 2, 2},
      {"at most 6.5 g", D::count, 0, 6.5, 6.55},
  }));
  CAPTURE(example.printed);
  check_cell(only(example.printed, example.dimension), example.lowest, example.stated, example.highest);
}

TEST_CASE("Altitudes come out as the reference table has them") {
  for (const auto& row : test::table("altitude_units.csv")) {
    const auto reading = only(row.at("stated"), Dimension::height);
    CHECK(reading.value.stated == Approx(number(row, "m")).margin(0.005));
    CHECK(in_feet(metres(reading.value.stated)) == Approx(number(row, "ft")).margin(0.05));
  }
}

TEST_CASE("Miles that nobody names are statute or nautical, and neither is preferred") {
  for (const std::string word : {"miles", "mile", "mi", "mil"}) {
    const auto found = read_figure("1.36 " + word, Dimension::length);
    REQUIRE(found.readings.size() == 2);
    const auto& statute = reading_with(found, About::mile, "statute");
    const auto& nautical = reading_with(found, About::mile, "nautical");
    check_cell(statute, 2180.66112, 2188.70784, 2196.75456);
    check_cell(nautical, 2509.46, 2518.72, 2527.98);
    CHECK(statute.weight == 0.5);
    CHECK(nautical.weight == 0.5);
    CHECK(statute.means == "1.36 statute miles: 2 189 m, rounded to 0.01 mile");
  }
}

TEST_CASE("Property 1: every interval contains its stated value and the weights add up to one",
          "[property]") {
  const double value = GENERATE(take(60, random(0.001, 9999.0)));
  const std::string qualifier =
      GENERATE(as<std::string>{}, "", "about ", "at least ", "at most ", "more than ", "less than ");
  const std::string unit = GENERATE(as<std::string>{}, " miles", " km", " ft");
  const auto found = read_figure(qualifier + std::to_string(value).substr(0, 6) + unit, Dimension::length);
  REQUIRE_FALSE(found.readings.empty());
  double weights = 0.0;
  for (const auto& reading : found.readings) {
    CAPTURE(reading.means);
    CHECK(reading.value.lowest <= reading.value.stated);
    CHECK(reading.value.stated <= reading.value.highest);
    weights += reading.weight;
  }
  CHECK(weights == Approx(1.0));
}

TEST_CASE("Property 2: one more decimal makes the rounding cell ten times narrower", "[property]") {
  const int whole = GENERATE(take(50, random(1, 9)));
  const int decimal = GENERATE(take(4, random(0, 9)));
  const std::string coarse = std::to_string(whole);
  const std::string fine = coarse + "." + std::to_string(decimal);
  const auto width = [](const std::string& digits) {
    // The first reading is the figure as printed; others take it for a converted one.
    const auto value = read_figure(digits + " km", Dimension::length).readings.at(0).value;
    return value.highest - value.lowest;
  };
  CHECK(width(coarse) == Approx(10.0 * width(fine)));
  CHECK(width(fine) == Approx(10.0 * width(fine + "0")));
}

TEST_CASE("Property 3: figures joined by = keep only the readings whose cells meet") {
  const auto sure = read_figure("34 km = 21 miles", Dimension::length);
  REQUIRE(sure.readings.size() == 1);
  CHECK(takes(sure.readings.front(), About::mile, "statute"));
  check_cell(sure.readings.front(), 33'500, 34'000, 34'500);

  const auto open = read_figure("4 miles = 7 km", Dimension::length);
  REQUIRE(open.readings.size() == 2);
  CHECK(reading_with(open, About::mile, "statute").weight == Approx(0.46).margin(0.005));
  CHECK(reading_with(open, About::mile, "nautical").weight == Approx(0.54).margin(0.005));
  check_cell(reading_with(open, About::mile, "statute"), 6500, 7000, 4.5 * 1609.344);

  check_cell(only("16 km = 8.5 nm", Dimension::length), 8.45 * 1852, 8.5 * 1852, 8.55 * 1852);
}

TEST_CASE("A figure equal to a converted one may have been converted, and then is no sharper") {
  const auto found = read_figure("20.9 km = 13 miles", Dimension::length);
  REQUIRE(found.readings.size() == 2);
  check_cell(reading_with(found, About::rounding, "as printed"), 20'850, 20'900, 20'950);
  check_cell(reading_with(found, About::rounding, "from 13 statute miles"), 12.5 * 1609.344, 13 * 1609.344,
             13.5 * 1609.344);
  CHECK(found.readings.front().weight == Approx(0.5));
}

TEST_CASE("Property 4: about widens by one step each side, at least opens upwards", "[property]") {
  const int figure = GENERATE(take(100, random(11, 99)));
  const std::string digits = std::to_string(figure) + " km";
  const auto plain = only(digits, Dimension::length).value;
  const auto about = only("about " + digits, Dimension::length).value;
  const double step = plain.highest - plain.lowest;
  CHECK(about.highest - plain.highest == Approx(step));
  CHECK(plain.lowest - about.lowest == Approx(std::min(step, plain.lowest)));
  const auto at_least = only("at least " + digits, Dimension::length).value;
  CHECK(at_least.lowest == plain.lowest);
  CHECK(at_least.highest == infinity);
}

TEST_CASE("Figures joined by or are readings of their own and weigh the same") {
  const auto found = read_figure("35 or 40 miles", Dimension::length);
  REQUIRE(found.readings.size() == 4);
  for (const auto& reading : found.readings) CHECK(reading.weight == Approx(0.25));
  check_cell(reading_with(found, About::digits, "first"), 34.5 * 1609.344, 35 * 1609.344, 35.5 * 1609.344);
  check_cell(reading_with(found, About::digits, "second"), 35 * 1609.344, 40 * 1609.344, 45 * 1609.344);
}

TEST_CASE("Thousands and decimals are told apart, or both are kept") {
  for (const std::string digits : {"19,000", "19 000", "19\u202f000", "19\u2009000", "19000", "19'000"}) {
    CAPTURE(digits);
    check_cell(only(digits + " ft", Dimension::height), 5638.8, 5791.2, 5943.6);
  }
  CHECK(only("1,36 km", Dimension::length).value.stated == Approx(1360.0));
  CHECK(only("1.234,5 km", Dimension::length).value.stated == Approx(1'234'500.0));
  CHECK(only("1,234.5 km", Dimension::length).value.stated == Approx(1'234'500.0));
  CHECK(only("0.125 km", Dimension::length).value.stated == Approx(125.0));
  CHECK(only("1,400 km/h", Dimension::speed).value.stated == Approx(1400 / 3.6));

  const auto found = read_figure("19.000 ft", Dimension::height);
  REQUIRE(found.readings.size() == 2);
  CHECK(reading_with(found, About::digits, "19").value.stated == Approx(19 * 0.3048));
  CHECK(reading_with(found, About::digits, "19000").value.stated == Approx(5791.2));
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes.front() == R"("19.000 ft": 19 or 19 000 ft? both are kept; write "19,000 ft")");
}

namespace {

/// The option that names a row's candidate, or nothing where that candidate is not a rounder figure worth
/// telling.
std::string expected_source(const test::Row& row) {
  std::string stated = row.at("stated");
  const auto point = stated.find('.');
  const auto printed_digits = stated.size() - (point == std::string::npos ? 0 : 1);
  const std::string source = row.at("candidate_source_unit");
  const double value = number(row, "candidate_source_value");
  const bool two_digits = value < 10.0 && std::abs(value * 10.0 - std::round(value * 10.0)) < 1e-9;
  if (printed_digits < 3 || !two_digits || source == "ft1000") return {};
  return "from " + row.at("candidate_source_value") +
         (source == "nm"   ? " NM"
          : source == "sm" ? " statute miles"
                           : " km");
}

}  // namespace

double metres_in(const std::string& unit) {
  if (unit == "sm") return metres_in_statute_mile;
  if (unit == "nm") return metres_in_nautical_mile;
  if (unit == "ft1000") return 1000.0 * metres_in_foot;
  return unit == "m100" ? 100.0 : 1000.0;
}

TEST_CASE("A decimal figure that a rounder one in another unit converts to is read both ways") {
  int told = 0;
  for (const auto& row : test::table("unit_conversion_trap.csv")) {
    const std::string unit = row.at("stated_unit");
    const std::string source = row.at("candidate_source_value");
    const std::string printed = row.at("stated") + (unit == "sm"   ? " statute miles"
                                                    : unit == "nm" ? " nautical miles"
                                                                   : " km");
    CAPTURE(printed, source, row.at("candidate_source_unit"));
    CHECK(std::stod(source) * metres_in(row.at("candidate_source_unit")) / metres_in(unit) ==
          Approx(number(row, "converted")).margin(6e-5));

    const std::string expected = expected_source(row);
    const auto found = read_figure(printed, Dimension::length);
    const auto tells = [&](const std::string& start) {
      return std::any_of(found.readings.begin(), found.readings.end(), [&](const FigureReading& one) {
        return !one.taken.empty() && one.taken.back().option.substr(0, start.size()) == start;
      });
    };
    if (expected.empty()) {
      CHECK_FALSE(tells("from " + source));
      continue;
    }
    ++told;
    CHECK(tells(expected));
    CHECK(reading_with(found, About::rounding, expected).value.highest >
          reading_with(found, About::rounding, "as printed").value.highest);
  }
  CHECK(told == 1);
}

TEST_CASE("1.15 statute miles may be 1.0 NM, and then is uncertain by 93 m and not by 8 m") {
  const auto found = read_figure("1.15 miles", Dimension::length);
  REQUIRE(found.readings.size() == 3);
  const auto& converted = reading_with(found, About::rounding, "from 1.0 NM");
  CHECK(takes(converted, About::mile, "statute"));
  check_cell(converted, 0.95 * 1852, 1.15 * 1609.344, 1.05 * 1852);
  CHECK(converted.weight == Approx(0.25));
  CHECK(reading_with(found, About::mile, "nautical").taken.size() == 1);
  CHECK(reading_with(found, About::mile, "nautical").weight == Approx(0.5));
}

TEST_CASE("5,791 m may be 19,000 ft") {
  const auto found = read_figure("5,791 m", Dimension::height);
  REQUIRE(found.readings.size() == 2);
  check_cell(reading_with(found, About::rounding, "as printed"), 5790.5, 5791, 5791.5);
  check_cell(reading_with(found, About::rounding, "from 19 000 ft"), 18'500 * 0.3048, 5791, 19'500 * 0.3048);
}

TEST_CASE("A converted round figure always comes back among the readings", "[property]") {
  const int tenths = GENERATE(take(90, random(10, 99)));
  const double nautical = tenths / 10.0;
  const double kilometres_printed = std::round(nautical * 185.2) / 100.0;
  std::string digits = std::to_string(kilometres_printed);
  digits.erase(digits.find('.') + 3);
  CAPTURE(nautical, digits);
  const auto found = read_figure(digits + " km", Dimension::length);
  const auto one = std::to_string(nautical);
  CHECK_NOTHROW(reading_with(found, About::rounding, "from " + one.substr(0, 3) + " NM"));
}

TEST_CASE("Heights keep what they are measured from") {
  CHECK(only("FL210", Dimension::height).height_datum == HeightDatum::standard_pressure);
  check_cell(only("FL210", Dimension::height), 20'950 * 0.3048, 21'000 * 0.3048, 21'050 * 0.3048);
  CHECK(only("100 m above ground", Dimension::height).height_datum == HeightDatum::ground);
  CHECK(only("100 m AGL", Dimension::height).height_datum == HeightDatum::ground);
  CHECK(only("19,000 ft above sea level", Dimension::height).height_datum == HeightDatum::mean_sea_level);
  CHECK(only("19,000 ft AMSL", Dimension::height).height_datum == HeightDatum::mean_sea_level);
  CHECK(only("2,000 m ellipsoid", Dimension::height).height_datum == HeightDatum::ellipsoid);
  CHECK(only("19,000 ft", Dimension::height).height_datum == HeightDatum::unstated);
  CHECK(only("ground", Dimension::height).height_datum == HeightDatum::ground);
}

TEST_CASE("Directions keep what they are counted from") {
  CHECK(only("020", Dimension::angle).north == North::unstated);
  CHECK(only("020° magnetic", Dimension::angle).north == North::magnetic);
  CHECK(only("130° true", Dimension::angle).north == North::true_north);
  CHECK(only("west", Dimension::angle).north == North::true_north);
}

TEST_CASE("Speeds keep what they are relative to, and Mach numbers need an altitude") {
  CHECK(only("980 km/h", Dimension::speed).speed_kind == SpeedKind::ground);
  CHECK(only("450 kt indicated", Dimension::speed).speed_kind == SpeedKind::indicated);
  const auto mach = read_figure("Mach 0.86", Dimension::speed, feet(19'000));
  REQUIRE(mach.readings.size() == 1);
  CHECK(mach.readings.front().speed_kind == SpeedKind::mach);
  CHECK(mach.readings.front().value.stated == Approx(0.86 * 317.289).epsilon(1e-5));
  CHECK(problem("Mach 3", Dimension::speed) ==
        R"("Mach 3" needs the altitude it was flown at (up to 32 km); add an altitude or give km/h)");
  CHECK(read_figure("Mach 3", Dimension::speed, kilometres(40)).problems.size() == 1);
}

TEST_CASE("What is no figure is told in a sentence that helps") {
  using D = Dimension;
  CHECK(problem("1.36", D::length) == R"("1.36" has no unit; write it as "1.36 miles")");
  CHECK(problem("17", D::duration) == R"("17" has no unit; write it as "17 s")");
  CHECK(problem("1.15 mils", D::length) == R"("1.15 mils" is neither a time nor a length)");
  CHECK(problem("17 s", D::length) == R"("17 s" is a time; a length belongs here)");
  CHECK(problem("", D::length) == "is empty; leave it out if nothing is said");
  CHECK(problem("  ", D::count) == "is empty; leave it out if nothing is said");
  CHECK(problem("FL 19000", D::height) == R"("FL 19000" is not understood here; "19,000 ft", "FL210")");
  CHECK(problem("4 miles = 9 km", D::length) ==
        R"("4 miles = 9 km": no mile makes these equal (5.6–7.2 or 6.5–8.3 km))");
  CHECK(problem("4 km = 9 nm", D::length) ==
        R"("4 km = 9 nm": these are not equal (3.5–4.5 km and 8.5–9.5 nautical miles))");
  CHECK(problem("5–3 km", D::length) == R"("5–3 km" runs backwards)");
  CHECK(problem("-5 km", D::length) == R"("-5 km" is negative; a length is not)");
  CHECK(problem("400", D::angle) == R"("400" is beyond 360 degrees)");
  CHECK(problem("banana", D::angle) ==
        R"("banana" is not a direction; for example "020", "190° magnetic", "SW")");
  CHECK(problem("2.5", D::count) == R"("2.5" is not a count; for example "10", "several")");
  CHECK(problem("12 34 km", D::length) == R"("12 34 km" is neither a time nor a length)");
}

TEST_CASE("A meaning is told with its conversion and its error") {
  CHECK(only("19,000 ft", Dimension::height).means == "19 000 ft: 5 791 m, rounded to 1 000 ft");
  CHECK(only("3 min 24 s", Dimension::duration).means == "3 min 24 s: 204 s, rounded to 1 s");
  CHECK(only("at least 5.5 km", Dimension::length).means == "at least 5.5 km: 5 500 m, rounded to 0.1 km");
  CHECK(only("020° magnetic", Dimension::angle).means == "20°, rounded to 1°, from magnetic north");
  CHECK(only("about 8 NM", Dimension::length).means ==
        "about 8 nautical miles: 14 816 m, give or take 1.5 nautical miles");
}

TEST_CASE("Doubts have names") {
  CHECK(name_of(About::mile) == "mile");
  CHECK(name_of(About::rounding) == "rounding");
  CHECK(name_of(About::distance) == "distance");
}
