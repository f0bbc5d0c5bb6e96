// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/units/quantity.hpp"

namespace recon {

/// A moment in UTC. Local time exists only as text on the way in and out.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2015-11-24T07:24:05Z"; with ".250" when there are milliseconds.
[[nodiscard]] std::string iso_8601(Instant when);

/// Instant minus Instant, and Instant plus Duration, rounded to the millisecond.
[[nodiscard]] Duration between(Instant earlier, Instant later);
[[nodiscard]] Instant after(Instant start, Duration later);

/// Is there a zone of that name in the tz database ("Europe/Istanbul")?
[[nodiscard]] bool is_clock(std::string_view zone);

/// The wall-clock time at `when` in a zone: "09:24:05 EET" (seconds left out when `with_seconds` is no).
enum class Seconds { shown, hidden };
[[nodiscard]] std::string local_time(Instant when, std::string_view zone, Seconds seconds = Seconds::shown);

/// The zone's offset from UTC at that moment ("+02:00" is 2 h).
[[nodiscard]] std::chrono::minutes utc_offset(Instant when, std::string_view zone);

/// What a printed time without day or zone is read against.
struct TimeContext {
  std::optional<std::chrono::year_month_day> date;  // the incident's local day
  std::string clock;                                // zone behind "local"; empty: none known
  std::optional<Instant> begin, end;                // the window; finds the day of a time that names none
};

/// One way to read a printed time: a flat interval of half the last printed step on either side.
/// "09:24" is 09:24:00 ± 30 s, "09:24:05" is 09:24:05 ± 0.5 s; "about" adds one step each side
/// ("about 09:24": ± 90 s). A span "11:42–11:47" is that span, stated at its middle. "before 09:24"
/// and "after 09:24" reach to the window's ends.
struct TimeReading {
  Interval<Instant> at;
  std::string zone;    // as resolved: "Europe/Istanbul", "UTC", "UTC+3"
  std::string option;  // what tells this reading from its sisters: "2019-06-19", "UTC+2"; empty when alone
};

/// Everything a printed time may mean, or why it means nothing.
struct TimeReadings {
  std::vector<TimeReading> readings;
  std::vector<std::string> problems;  // each a sentence fit for `file:line:column: ...`
};

/// Reads "9:24:05 local", "10:24 MSK", "23:35 GMT", "19 June 23:35 GMT", "11:57 C", "04:05Z",
/// "2015-11-24 09:00 local", "about 04:00 local", spans "11:42–11:47 local", "UTC+4:30".
/// A local time that did not exist or happened twice is a problem (and names both offsets); a time
/// without a day that fits the window on two days has two readings.
[[nodiscard]] TimeReadings read_time(std::string_view printed, const TimeContext& context);

/// "2015-11-24" or "2012-09" or "2012": a day that exists, else nullopt.
[[nodiscard]] std::optional<std::chrono::year_month_day> read_date(std::string_view printed);

}  // namespace recon
