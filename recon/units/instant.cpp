// SPDX-License-Identifier: Apache-2.0
#include "recon/units/instant.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "recon/units/clock.hpp"

namespace recon {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;

struct Calendar {
  int year;
  unsigned month, day;
  long long hour, minute, second, millisecond;
};

Calendar calendar(Instant when) {
  const auto day = floor<days>(when);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss<milliseconds> time{when - day};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          time.hours().count(),
          time.minutes().count(),
          time.seconds().count(),
          time.subseconds().count()};
}

template <class... Values>
std::string formatted(const char* pattern, Values... values) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), pattern, values...);
  return buffer.data();
}

}  // namespace

std::string iso_8601(Instant when) {
  const Calendar c = calendar(when);
  std::string text =
      formatted("%04d-%02u-%02uT%02lld:%02lld:%02lld", c.year, c.month, c.day, c.hour, c.minute, c.second);
  if (c.millisecond != 0) text += formatted(".%03lld", c.millisecond);
  return text + "Z";
}

Duration between(Instant earlier, Instant later) { return later - earlier; }

Instant after(Instant start, Duration later) {
  return start + milliseconds{std::llround(in_seconds(later) * 1000.0)};
}

std::string local_time(Instant when, std::string_view zone, Seconds seconds) {
  const ClockSetting clock = clock_setting(when, zone);
  const Calendar c = calendar(when + clock.offset);
  const std::string time = seconds == Seconds::shown
                               ? formatted("%02lld:%02lld:%02lld ", c.hour, c.minute, c.second)
                               : formatted("%02lld:%02lld ", c.hour, c.minute);
  // The tz database has no letters for many zones and names them "+0430".
  const bool has_letters = !clock.name.empty() && clock.name.front() != '+' && clock.name.front() != '-';
  return time + (has_letters ? clock.name : offset_name(clock.offset));
}

std::chrono::minutes utc_offset(Instant when, std::string_view zone) {
  return std::chrono::round<std::chrono::minutes>(clock_setting(when, zone).offset);
}

}  // namespace recon
