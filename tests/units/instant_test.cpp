// SPDX-License-Identifier: Apache-2.0
#include "recon/units/instant.hpp"

#include <catch2/catch.hpp>

using namespace recon;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year;

namespace {

const Instant violation = sys_days{year{2015} / 11 / 24} + 7h + 24min + 5s;

}  // namespace

TEST_CASE("An instant prints as ISO 8601, with milliseconds only when it has some") {
  CHECK(iso_8601(violation) == "2015-11-24T07:24:05Z");
  CHECK(iso_8601(violation + 250ms) == "2015-11-24T07:24:05.250Z");
  CHECK(iso_8601(sys_days{year{1969} / 12 / 31} + 23h + 59min + 59s + 999ms) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("Going on by a duration and measuring it are inverse to the millisecond", "[property]") {
  const double time_s = GENERATE(take(200, random(-1e5, 1e5)));
  CHECK(in_seconds(between(violation, after(violation, seconds(time_s)))) == Approx(time_s).margin(0.0005));
}

TEST_CASE("Clocks of the tz database are known, others are not") {
  CHECK(is_clock("Europe/Istanbul"));
  CHECK(is_clock("Asia/Tehran"));
  CHECK(is_clock("UTC"));
  CHECK(is_clock("UTC+4:30"));
  CHECK_FALSE(is_clock("Europe/Ankara"));
  CHECK_FALSE(is_clock(""));
  CHECK_FALSE(is_clock("../../etc/passwd"));
  CHECK_FALSE(is_clock("UTC+99"));
}

TEST_CASE("Local time is written with the clock's own letters, or its offset") {
  CHECK(local_time(violation, "Europe/Istanbul") == "09:24:05 EET");
  CHECK(local_time(violation, "Europe/Istanbul", Seconds::hidden) == "09:24 EET");
  CHECK(local_time(violation, "Europe/Moscow") == "10:24:05 MSK");
  CHECK(local_time(violation, "UTC") == "07:24:05 UTC");
  CHECK(local_time(violation, "UTC-3:30") == "03:54:05 UTC-3:30");
  CHECK(local_time(sys_days{year{2019} / 6 / 19} + 23h + 35min, "Asia/Tehran") == "04:05:00 UTC+4:30");
}

TEST_CASE("Offsets are those of the day, not of today") {
  const auto offset_on = [](int y, unsigned m, unsigned d, std::string_view zone) {
    return utc_offset(sys_days{year{y} / static_cast<int>(m) / static_cast<int>(d)} + 9h, zone);
  };
  CHECK(offset_on(2015, 11, 24, "Europe/Istanbul") == 2h);
  CHECK(offset_on(2015, 11, 7, "Europe/Istanbul") ==
        3h);  // Turkey put off the end of summer time to 8 November
  CHECK(offset_on(2016, 11, 24, "Europe/Istanbul") == 3h);
  CHECK(offset_on(2015, 11, 24, "Asia/Damascus") == 2h);
  CHECK(offset_on(2015, 11, 24, "Europe/Moscow") == 3h);
  CHECK(offset_on(2012, 6, 22, "Europe/Moscow") == 4h);
  CHECK(offset_on(2019, 6, 20, "Asia/Tehran") == 4h + 30min);
}
