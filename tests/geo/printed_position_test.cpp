// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/printed_position.hpp"

#include <cmath>

#include "chart.hpp"
#include "table.hpp"
#include <catch2/catch.hpp>

using namespace recon;
using namespace recon::geo;
using test::number;

namespace {

double dms(double d, double m, double s) { return d + m / 60 + s / 3600; }

struct Case {
  const char* printed;
  double latitude, longitude, half_latitude, half_longitude;
};

PositionReading only(const std::string& printed) {
  CAPTURE(printed);
  const PositionReadings read = read_position(printed);
  CHECK(read.problems == std::vector<std::string>{});
  REQUIRE(read.readings.size() == 1);
  return read.readings.front();
}

std::string problem(const char* printed) {
  const PositionReadings read = read_position(printed);
  CHECK(read.readings.empty());
  return read.problems.empty() ? "" : read.problems.front();
}

}  // namespace

TEST_CASE("Positions are read in every notation that sources print") {
  const double second = 1.0 / 3600;
  const std::vector<Case> cases{
      {"35.400833 N 35.948611 E", 35.400833, 35.948611, 0.5e-6, 0.5e-6},
      {"26.513056N 56.015833E", 26.513056, 56.015833, 0.5e-6, 0.5e-6},
      {"N35.40 E36.1", 35.40, 36.1, 0.005, 0.05},
      {"35,80768 N 36,15394 E", 35.80768, 36.15394, 0.5e-5, 0.5e-5},
      {"25°59'43''N 57°02'25''E", dms(25, 59, 43), dms(57, 2, 25), 0.5 * second, 0.5 * second},
      {"25°59′43″N 57°02′25″E", dms(25, 59, 43), dms(57, 2, 25), 0.5 * second, 0.5 * second},
      {"25º59'43\" N, 57º02'25\" E", dms(25, 59, 43), dms(57, 2, 25), 0.5 * second, 0.5 * second},
      {"10°20.4'N 30°40.9'E", dms(10, 20.4, 0), dms(30, 40.9, 0), 3 * second, 3 * second},
      {"10°20'04''N 30°40'54.5''E", dms(10, 20, 4), dms(30, 40, 54.5), 0.5 * second, 0.05 * second},
      {"35.48.26 N 35.37.59 E", dms(35, 48, 26), dms(35, 37, 59), 0.5 * second, 0.5 * second},
      {"35 48 26 N 36 09 24 E", dms(35, 48, 26), dms(36, 9, 24), 0.5 * second, 0.5 * second},
      {"N 35-48-26, E 036-09-24", dms(35, 48, 26), dms(36, 9, 24), 0.5 * second, 0.5 * second},
      {"354826N 0360924E", dms(35, 48, 26), dms(36, 9, 24), 0.5 * second, 0.5 * second},
      {"3548N 03609E", dms(35, 48, 0), dms(36, 9, 0), 30 * second, 30 * second},
      {"36°09' East, 35°48' North", dms(35, 48, 0), dms(36, 9, 0), 30 * second, 30 * second},
      {"latitude 35 degrees 48 minutes south and longitude 36 degrees west", -dms(35, 48, 0), -36,
       30 * second, 0.5},
      {"٣٥°٤٨'N ٣٦°٠٩'E", dms(35, 48, 0), dms(36, 9, 0), 30 * second, 30 * second},
      {"35°.48'.26'' N 36°.09'.24'' E", dms(35, 48, 26), dms(36, 9, 24), 0.5 * second, 0.5 * second},
      {"35.8N - 36.1E", 35.8, 36.1, 0.05, 0.05},
      {"90°N 180°W", 90, -180, 0.5, 0.5},
  };
  for (const Case& each : cases) {
    const PositionReading reading = only(each.printed);
    CAPTURE(each.printed, reading.means);
    CHECK(in_degrees(reading.position.latitude) == Approx(each.latitude).margin(1e-12).epsilon(0));
    CHECK(in_degrees(reading.position.longitude) == Approx(each.longitude).margin(1e-12).epsilon(0));
    CHECK(in_degrees(reading.half_latitude) == Approx(each.half_latitude).epsilon(1e-9));
    CHECK(in_degrees(reading.half_longitude) == Approx(each.half_longitude).epsilon(1e-9));
    CHECK(reading.taken.empty());
  }
}

TEST_CASE("Property 2: each digit narrows the cell as the reference says") {
  const Position centre{degrees(36), degrees(36)};
  const std::map<std::string, std::string> printed{{"1 deg", "36 N 36 E"},
                                                   {"0.1 deg", "36.0 N 36.0 E"},
                                                   {"1'", "36°00'N 36°00'E"},
                                                   {"0.1'", "36°00.0'N 36°00.0'E"},
                                                   {"0.01'", "36°00.00'N 36°00.00'E"},
                                                   {"0.001'", "36°00.000'N 36°00.000'E"},
                                                   {"1\"", "36°00'00''N 36°00'00''E"},
                                                   {"0.1\"", "36°00'00.0''N 36°00'00.0''E"},
                                                   {"0.01 deg", "36.00 N 36.00 E"},
                                                   {"0.001 deg", "36.000 N 36.000 E"},
                                                   {"0.0001 deg", "36.0000 N 36.0000 E"}};
  std::size_t compared = 0;
  for (const auto& row : test::table("coordinate_precision.csv")) {
    const auto found = printed.find(row.at("stated_resolution"));
    if (found == printed.end()) continue;  // grids that no digits print
    ++compared;
    const PositionReading reading = only(found->second);
    const Position north{centre.latitude + reading.half_latitude, centre.longitude};
    const Position east{centre.latitude, centre.longitude + reading.half_longitude};
    // The reference takes the arc of the parallel and of the meridian at 36°.
    CHECK(in_metres(distance(centre, north)) ==
          Approx(number(row, "halfwidth_N_m_round")).epsilon(1e-4).margin(1e-3));
    CHECK(in_metres(distance(centre, east)) ==
          Approx(number(row, "halfwidth_E_m_round")).epsilon(1e-4).margin(1e-3));
  }
  CHECK(compared == printed.size());
}

TEST_CASE("Property 3: a lost digit leaves two readings") {
  const PositionReadings read = read_position("35.48.2 N 35.33.21 E");
  CHECK(read.problems.empty());
  REQUIRE(read.readings.size() == 2);
  const auto& [printed, lost] = std::tie(read.readings[0], read.readings[1]);
  CHECK(printed.taken == std::vector<Taken>{{About::digits, "as-printed"}});
  CHECK(lost.taken == std::vector<Taken>{{About::digits, "lost-digit"}});
  CHECK(in_degrees(printed.position.latitude) == Approx(dms(35, 48, 2)).epsilon(1e-14));
  CHECK(in_degrees(lost.position.latitude) == Approx(dms(35, 48, 24.5)).epsilon(1e-14));
  CHECK(in_degrees(lost.half_latitude) == Approx(5.0 / 3600));
  CHECK(in_degrees(lost.position.longitude) == Approx(dms(35, 33, 21)).epsilon(1e-14));
  CHECK(in_degrees(lost.half_longitude) == Approx(0.5 / 3600));
  CHECK(printed.means == "35°48'02\"N 35°33'21\"E, seconds as printed");
  CHECK(lost.means == "35°48'20\"–29\"N 35°33'21\"E, a digit lost");
  CHECK(read.notes ==
        std::vector<std::string>{"\"35.48.2 N\": 2 seconds, or 20 to 29 with a digit lost? both are kept"});
  // No seconds run from 70 to 79.
  CHECK(read_position("35.48.7 N 35.33.21 E").readings.size() == 1);
}

TEST_CASE("\"or\" keeps both, and tells them apart") {
  const PositionReadings read = read_position("35°48'N 36°09'E or 35.48.2 N 36.09.11 E");
  REQUIRE(read.readings.size() == 3);
  CHECK(read.readings[0].taken == std::vector<Taken>{{About::digits, "first"}});
  CHECK(read.readings[1].taken == std::vector<Taken>{{About::digits, "second-as-printed"}});
  CHECK(read.readings[2].taken == std::vector<Taken>{{About::digits, "second-lost-digit"}});
}

TEST_CASE("\"=\" keeps what both allow, and settles a lost digit") {
  const PositionReading both = only("35°48'N 36°09'E = 35.8005 N 36.15 E");
  CHECK(in_degrees(both.position.latitude) == Approx(35.8005).epsilon(1e-12));
  CHECK(in_degrees(both.half_latitude) == Approx(0.00005).epsilon(1e-6));
  CHECK(in_degrees(both.half_longitude) == Approx(0.005).epsilon(1e-6));
  const PositionReading settled = only("35.48.2 N 35.33.21 E = 35°48'26''N 35°33'21''E");
  CHECK(settled.taken == std::vector<Taken>{{About::digits, "lost-digit"}});
  CHECK(problem("35.8 N 36.1 E = 35.9 N 36.1 E") ==
        "\"35.8 N 36.1 E = 35.9 N 36.1 E\": these are 11.1 km apart, more than their digits allow");
}

TEST_CASE("What is no position is told in words") {
  CHECK(problem("35.8 36.1") == "\"35.8 36.1\": latitude and longitude, each with its letter N S E W");
  CHECK(problem("") == "\"\": latitude and longitude, each with its letter N S E W");
  CHECK(problem("35.8 N") == "\"35.8 N\": latitude and longitude, each with its letter N S E W");
  CHECK(problem("35.8 N 36.1 N") ==
        "\"35.8 N 36.1 N\": latitude and longitude, each with its letter N S E W");
  CHECK(problem("N 35.8 36.1 E") ==
        "\"N 35.8 36.1 E\": latitude and longitude, each with its letter N S E W");
  CHECK(problem("lat about 25, lon 45") ==
        "\"about\" does not belong in a position: \"lat about 25, lon 45\"");
  CHECK(problem("95°48'26''N 36°09'24''E") == "latitude 95 is beyond 90");
  CHECK(problem("35°48'N 190.5°E") == "longitude 190.5 is beyond 180");
  CHECK(problem("90°30'N 36°E") == "latitude 90°30' is beyond 90");
  CHECK(problem("35°68'26''N 36°09'24''E") == "minutes run to 59: \"35°68'26''N\"");
  CHECK(problem("35°48'26''N 36°09'71''E") == "seconds run to 59: \"36°09'71''E\"");
  CHECK(problem("35.5°48'N 36°E") ==
        "only the last of degrees, minutes, seconds has decimals: \"35.5°48'N\"");
  CHECK(problem("48'35°N 36°E") == "degrees, then minutes, then seconds: \"48'35°N\"");
  CHECK(problem("-35.8 N 36.1 E") == "the letter tells the side; leave out the sign: \"-35.8 N\"");
}

TEST_CASE("A position is printed to four decimals with the letters behind") {
  CHECK(print(test::at(35.80568, 36.15242)) == "35.8057° N 36.1524° E");
  CHECK(print(test::at(-33.5, -0.00004)) == "33.5000° S 0.0000° E");
}

TEST_CASE("Property: what is printed is read back within its cell", "[property]") {
  test::Random random{GENERATE(range(0, 200))};
  const Position position = test::at(random.between(-90, 90), random.between(-180, 180));
  const PositionReading reading = only(print(position));
  CHECK(std::abs(in_degrees(reading.position.latitude - position.latitude)) <=
        in_degrees(reading.half_latitude) * (1 + 1e-9));
  CHECK(std::abs(in_degrees(reading.position.longitude - position.longitude)) <=
        in_degrees(reading.half_longitude) * (1 + 1e-9));
}
