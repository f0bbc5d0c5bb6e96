// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "recon/units/instant.hpp"

using namespace recon;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

namespace {

const auto su24_day = year{2015} / 11 / 24;
const TimeContext su24{.date = su24_day,
                       .clock = "Europe/Istanbul",
                       .begin = sys_days{su24_day} + 6h + 30min,
                       .end = sys_days{su24_day} + 7h + 40min};
const TimeContext rq4{.date = year{2019} / 6 / 20, .clock = "Asia/Tehran"};

TimeReading only(const std::string& printed, const TimeContext& context) {
  const auto found = read_time(printed, context);
  CAPTURE(printed, found.problems);
  REQUIRE(found.readings.size() == 1);
  CHECK(found.readings.front().option.empty());
  return found.readings.front();
}

std::string stated(const std::string& printed, const TimeContext& context = su24) {
  return iso_8601(only(printed, context).at.stated);
}

std::string problem(const std::string& printed, const TimeContext& context = su24) {
  const auto found = read_time(printed, context);
  CAPTURE(printed);
  CHECK(found.readings.empty());
  REQUIRE(found.problems.size() == 1);
  return found.problems.front();
}

}  // namespace

TEST_CASE("One moment told by many clocks is one moment") {
  for (const std::string printed : {"9:24:05 local",
                                    "09:24:05 local time",
                                    "10:24:05 MSK",
                                    "10:24:05 Moscow time",
                                    "07:24:05 GMT",
                                    "07:24:05Z",
                                    "2015-11-24T07:24:05Z",
                                    "2015-11-24 09:24:05 local",
                                    "24 November 2015 09:24:05 local",
                                    "24.11.2015 09:24:05 local",
                                    "November 24, 2015 09:24:05 local",
                                    "24 Nov, 09:24:05 local",
                                    "09:24:05 local on 24 November",
                                    "10:24:05 C",
                                    "09:24:05 EET",
                                    "09:24:05 UTC+2",
                                    "09:24:05 Europe/Istanbul",
                                    "9:24:05 a.m. local",
                                    "at 9:24:05 local",
                                    "٩:٢٤:٠٥ local",
                                    "03:54:05 UTC-3:30",
                                    "9h24:05 local"}) {
    CAPTURE(printed);
    CHECK(stated(printed) == "2015-11-24T07:24:05Z");
  }
}

TEST_CASE("A time is uncertain by half of its last printed step, about adds a step") {
  const auto half = [](const std::string& printed) {
    const auto at = only(printed, su24).at;
    CHECK(at.stated - at.lowest == at.highest - at.stated);
    return at.stated - at.lowest;
  };
  CHECK(half("09:24 local") == 30s);
  CHECK(half("09:24:05 local") == 500ms);
  CHECK(half("09:24:05.2 local") == 50ms);
  CHECK(half("about 09:24 local") == 90s);
  CHECK(half("about 09:24:05 local") == 1500ms);
}

TEST_CASE("A span of time is that span") {
  const auto at = only("09:20–09:24 local", su24).at;
  CHECK(iso_8601(at.lowest) == "2015-11-24T07:20:00Z");
  CHECK(iso_8601(at.stated) == "2015-11-24T07:22:00Z");
  CHECK(iso_8601(at.highest) == "2015-11-24T07:24:00Z");
  const auto night = only("2015-11-24 23:58 to 00:03 local", su24).at;
  CHECK(night.highest - night.lowest == 5min);
  CHECK(problem("09:24–09:20 local") == "\"09:24–09:20 local\" runs backwards");
}

TEST_CASE("Before and after reach to the window's ends") {
  const auto before = only("before 09:24 local", su24).at;
  CHECK(before.lowest == *su24.begin);
  CHECK(before.stated == before.highest);
  CHECK(only("after 09:24 local", su24).at.highest == *su24.end);
  CHECK(problem("after 09:24 local", {.date = su24_day, .clock = "Europe/Istanbul"}) ==
        "\"after 09:24 local\" is open-ended; the case needs a window");
}

TEST_CASE("A reading names the clock it was read by") {
  CHECK(only("09:24 local", su24).zone == "Europe/Istanbul");
  CHECK(only("10:24 MSK", su24).zone == "Europe/Moscow");
  CHECK(only("23:35 GMT", rq4).zone == "UTC");
  CHECK(only("11:57 C", su24).zone == "UTC+3");
  CHECK(only("04:05 UTC+4:30", rq4).zone == "UTC+4:30");
}

TEST_CASE("The day of a time is found where the window, or the local day, has it") {
  CHECK(stated("23:35 GMT", rq4) == "2019-06-19T23:35:00Z");
  CHECK(stated("19 June 23:35 GMT", rq4) == "2019-06-19T23:35:00Z");
  CHECK(stated("04:05 local", rq4) == "2019-06-19T23:35:00Z");
  CHECK(stated("00:14 local", rq4) == "2019-06-19T19:44:00Z");
  // Outside the window it is still read, on the incident's day.
  CHECK(stated("09:42 MSK") == "2015-11-24T06:42:00Z");
  CHECK(stated("31 December 23:00 UTC", {.date = year{2016} / 1 / 1}) == "2015-12-31T23:00:00Z");
}

TEST_CASE("A time that fits the window on two days has two readings") {
  TimeContext two_days = rq4;
  two_days.begin = sys_days{year{2019} / 6 / 18} + 19h + 30min;
  two_days.end = *two_days.begin + 29h;
  const auto found = read_time("04:05 local", two_days);
  REQUIRE(found.readings.size() == 2);
  CHECK(found.readings[0].option == "2019-06-19");
  CHECK(found.readings[1].option == "2019-06-20");
  CHECK(found.readings[1].at.stated - found.readings[0].at.stated == 24h);
}

TEST_CASE("What is no time is told in a sentence that helps") {
  CHECK(problem("9.24'.25''") == R"("9.24'.25''" is not a time; for example "09:24:05 local")");
  CHECK(problem("soon") == R"("soon" is not a time; for example "09:24:05 local")");
  CHECK(problem("09:24") == R"("09:24" names no clock; add local, UTC, MSK)");
  CHECK(problem("09:24 XYZ") == R"("09:24 XYZ": no clock is called XYZ; add local, UTC, MSK)");
  CHECK(problem("24:24 local") == "there is no 24:24");
  CHECK(problem("09:60 local") == "there is no 09:60");
  CHECK(problem("13:20 pm local") == "there is no 13:20");
  CHECK(problem("2015-11-31 09:24 local") == "there is no day 2015-11-31");
  CHECK(problem("") == "is empty; leave it out if nothing is said");
  CHECK(problem("09:24 local", {.date = su24_day}) ==
        R"("09:24 local": local where? the case names no clock)");
  CHECK(problem("09:24 local", {.date = su24_day, .clock = "Europe/Ankara"}) ==
        R"("Europe/Ankara": no time zone of that name in the tz database)");
  CHECK(problem("09:24 UTC", {}) == R"("09:24 UTC" names no day, and the case has no date)");
  CHECK(problem("19 June 09:24 UTC", {}) == R"("19 June 09:24 UTC" names no year, and the case has no date)");
}

TEST_CASE("A local time that clocks showed twice or never is refused, with both offsets") {
  CHECK(problem("2015-11-08 03:30 local") ==
        "03:30 happened twice on 2015-11-08 in Europe/Istanbul; add UTC+2 or UTC+3");
  CHECK(problem("2015-03-29 03:30 local") ==
        "03:30 did not exist on 2015-03-29 in Europe/Istanbul; its clocks went from UTC+2 to UTC+3");
  CHECK(stated("2015-11-08 03:30 UTC+2") == "2015-11-08T01:30:00Z");
  CHECK(stated("2015-11-08 03:30 UTC+3") == "2015-11-08T00:30:00Z");
}

TEST_CASE("Military letters count the hours from Greenwich and leave out J") {
  CHECK(stated("2015-11-24 12:00 A") == "2015-11-24T11:00:00Z");
  CHECK(stated("2015-11-24 12:00 M") == "2015-11-24T00:00:00Z");
  CHECK(stated("2015-11-24 12:00 N") == "2015-11-24T13:00:00Z");
  CHECK(stated("2015-11-24 12:00 Y") == "2015-11-25T00:00:00Z");
  CHECK(stated("0724Z") == "2015-11-24T07:24:00Z");
  CHECK(problem("12:00 J") == R"("12:00 J": no clock is called J; add local, UTC, MSK)");
}

TEST_CASE("Printing a moment and reading it back is nothing lost", "[property]") {
  const int second = GENERATE(take(100, random(0, 2'000'000'000)));
  const Instant moment = sys_days{year{1970} / 1 / 1} + std::chrono::seconds{second};
  CHECK(only(iso_8601(moment), {}).at.stated == moment);
}

TEST_CASE("Dates are days that exist") {
  CHECK(read_date("2015-11-24") == year{2015} / 11 / 24);
  CHECK(read_date("2012-09") == year{2012} / 9 / 1);
  CHECK(read_date("2012") == year{2012} / 1 / 1);
  CHECK(read_date("2016-02-29") == year{2016} / 2 / 29);
  CHECK_FALSE(read_date("2015-11-31"));
  CHECK_FALSE(read_date("2015-02-29"));
  CHECK_FALSE(read_date("24.11.2015"));
  CHECK_FALSE(read_date("2015-13"));
  CHECK_FALSE(read_date(""));
}
