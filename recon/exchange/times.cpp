// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "recon/exchange/digits.hpp"
#include "recon/load/load.hpp"
#include "recon/units/clock.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

// Takes exactly or at most `n` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  while (n < most && n < text.size() && is_digit(text[n])) ++n;
  if (n < least) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < n; ++i) value = 10 * value + (text[i] - '0');
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<year_month_day> existing(int year, int month, int day) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

// The digits behind a decimal sign, as milliseconds; what is finer is cut off, as an Instant holds no more.
void take_fraction(std::string_view& text, WallTimeRead& read) {
  int step = 100, taken = 0;
  while (!text.empty() && is_digit(text.front())) {
    read.since_midnight += milliseconds{step * (text.front() - '0')};
    step /= 10;
    ++taken;
    text.remove_prefix(1);
  }
  read.decimals = std::min(taken, 3);
}

// "Z", "+03:00", "-0330", "UTC", " GMT", "Z.515" (a fraction behind the letter, as one exporter writes).
bool take_zone(std::string_view& text, WallTimeRead& read) {
  text = trimmed(text);
  if (text.empty()) return true;
  if (text.front() == 'Z' || text.front() == 'z') {
    text.remove_prefix(1);
    read.offset = 0s;
    if (read.decimals == 0 && text.size() > 1 && text.front() == '.') {
      text.remove_prefix(1);
      take_fraction(text, read);
    }
    return text.empty();
  }
  if (text == "UTC" || text == "GMT" || text == "utc") {
    read.offset = 0s;
    return true;
  }
  if (text.front() != '+' && text.front() != '-') {
    // "MSK", "TSİ", "(UTC+3)": a clock by name.
    if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
    const auto zone = zone_called(text);
    if (!zone || text.size() < 3) return false;
    read.zone = *zone;
    return true;
  }
  const bool minus = text.front() == '-';
  if (!take(text, "+-")) return false;
  const auto hour = take_digits(text, 1, 2);
  take(text, ":");
  const auto minute = text.empty() ? std::optional{0} : take_digits(text, 2, 2);
  if (!hour || !minute || *hour > 14 || *minute > 59 || !text.empty()) return false;
  const std::chrono::seconds size = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  read.offset = minus ? -size : size;
  return true;
}

// "AM", "pm", "p.m.", "P. M.": is it the afternoon?
std::optional<bool> take_half_of_day(std::string_view& text) {
  std::string_view rest = trimmed(text);
  const bool afternoon = rest.starts_with('P') || rest.starts_with('p');
  if (!take(rest, "AaPp")) return std::nullopt;
  const bool point = take(rest, ".");
  rest = point ? trimmed(rest) : rest;
  if (!take(rest, "Mm")) return std::nullopt;
  if (point) take(rest, ".");
  text = rest;
  return afternoon;
}

bool take_clock_face(std::string_view& text, WallTimeRead& read) {
  const auto hour = take_digits(text, 1, 2);
  if (!hour || text.empty()) return false;
  // "09.24.05" is a clock face on the continent, "9h24m05s" anywhere.
  const char sign = text.front();
  if (sign != ':' && sign != '.' && sign != 'h') return false;
  text.remove_prefix(1);
  const auto minute = take_digits(text, 2, 2);
  int second = 0;
  read.decimals = -1;
  const bool seconds_follow =
      !text.empty() && text.front() == (sign == 'h' ? 'm' : sign) && text.size() > 1 && is_digit(text[1]);
  if (minute && seconds_follow) {
    text.remove_prefix(1);
    const auto seconds = take_digits(text, 2, 2);
    if (!seconds) return false;
    second = *seconds;
    read.decimals = 0;
  } else if (sign == '.') {
    return false;  // "9.24" is a number
  }
  if (!minute || *hour > 23 || *minute > 59 || second > 60) return false;
  read.since_midnight =
      std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{second};
  if (take(text, ".,")) take_fraction(text, read);
  if (sign == 'h') take(text, read.decimals < 0 ? "m" : "s");
  if (const auto afternoon = take_half_of_day(text)) {
    if (*hour < 1 || *hour > 12) return false;
    read.since_midnight -= std::chrono::hours{*hour == 12 ? 12 : 0};
    read.since_midnight += std::chrono::hours{*afternoon ? 12 : 0};
  }
  return true;
}

/// The beginning of a month's name in small letters, long enough to tell it from the others of its language.
struct MonthName {
  std::string_view begins;
  int month;
};
constexpr std::array month_names{
    MonthName{"jan", 1}, MonthName{"feb", 2}, MonthName{"mar", 3}, MonthName{"apr", 4}, MonthName{"may", 5},
    MonthName{"jun", 6}, MonthName{"jul", 7}, MonthName{"aug", 8}, MonthName{"sep", 9}, MonthName{"oct", 10},
    MonthName{"nov", 11}, MonthName{"dec", 12},
    // Turkish
    MonthName{"oca", 1}, MonthName{"şub", 2}, MonthName{"sub", 2}, MonthName{"nis", 4}, MonthName{"haz", 6},
    MonthName{"tem", 7}, MonthName{"ağu", 8}, MonthName{"agu", 8}, MonthName{"eyl", 9}, MonthName{"eki", 10},
    MonthName{"kas", 11}, MonthName{"ara", 12},
    // Russian
    MonthName{"янв", 1}, MonthName{"фев", 2}, MonthName{"мар", 3}, MonthName{"апр", 4}, MonthName{"май", 5},
    MonthName{"мая", 5}, MonthName{"июн", 6}, MonthName{"июл", 7}, MonthName{"авг", 8}, MonthName{"сен", 9},
    MonthName{"окт", 10}, MonthName{"ноя", 11}, MonthName{"дек", 12},
    // German and French
    MonthName{"mär", 3}, MonthName{"mai", 5}, MonthName{"okt", 10}, MonthName{"dez", 12}, MonthName{"fév", 2},
    MonthName{"avr", 4}, MonthName{"juin", 6}, MonthName{"juil", 7}, MonthName{"aoû", 8},
    MonthName{"déc", 12}};

bool is_of_word(char c) { return is_letter(c) || (static_cast<unsigned char>(c) & 0x80U) != 0; }

std::optional<int> take_month(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_of_word(text[n])) ++n;
  if (n < 3) return std::nullopt;
  const std::string name = small_letters(text.substr(0, n));
  const auto* const found = std::find_if(month_names.begin(), month_names.end(), [&](const MonthName& one) {
    return std::string_view{name}.starts_with(one.begins);
  });
  if (found == month_names.end()) return std::nullopt;
  text.remove_prefix(n);
  return found->month;
}

// A year of two digits is of this century up to 2069, as POSIX has it.
int whole_year(int year) { return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year; }

// ---- scales ----

std::int64_t scale_of(TimeForm form) {
  switch (form) {
    case TimeForm::epoch_ms:
      return 1'000;
    case TimeForm::epoch_us:
      return 1'000'000;
    case TimeForm::epoch_ns:
      return 1'000'000'000;
    default:
      return 1;
  }
}

// Whole numbers of any scale keep every digit; a double would lose the last of a nanosecond count.
std::optional<ReadTime> since_1970(std::string_view cell, TimeForm form) {
  cell = trimmed(cell);
  const std::int64_t scale = scale_of(form);
  std::int64_t whole = 0;
  const auto end = std::from_chars(cell.data(), cell.data() + cell.size(), whole);
  if (end.ec == std::errc{} && end.ptr == cell.data() + cell.size()) {
    if (!stretch_of(static_cast<double>(whole) / static_cast<double>(scale) * 1000.0)) return std::nullopt;
    const auto at = scale >= 1000 ? whole / (scale / 1000) : whole * 1000;
    return ReadTime{Instant{milliseconds{at}}, scale == 1 ? 0 : 3};
  }
  const auto value = number(cell);
  const auto since = value ? stretch_of(*value / static_cast<double>(scale) * 1000.0) : std::nullopt;
  if (!since) return std::nullopt;
  return ReadTime{Instant{*since}, scale == 1 ? std::min(decimals(cell), 3) : 3};
}

// Rounded to the decimals of a second that will be shown of it.
milliseconds to_the_digit(double ms, int shown) {
  const std::int64_t step = shown <= 0 ? 1000 : shown == 1 ? 100 : shown == 2 ? 10 : 1;
  return milliseconds{std::llround(ms / static_cast<double>(step)) * step};
}

TimeForm form_of_number(double value) {
  const double size = std::abs(value);
  if (size >= 1e17) return TimeForm::epoch_ns;
  if (size >= 1e14) return TimeForm::epoch_us;
  if (size >= 1e11) return TimeForm::epoch_ms;
  if (size >= 1e8) return TimeForm::epoch_s;
  return TimeForm::unknown;
}

// "2015-11-24 07:24:05.5"
void append_utc(std::string& out, const ReadTime& time) {
  const auto day = std::chrono::floor<days>(time.at);
  const year_month_day date{day};
  const auto rest = (time.at - day).count();
  std::array<char, 24> text;
  const auto put = [&](std::size_t at, std::int64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0; value /= 10) text[at + i] = static_cast<char>('0' + value % 10);
  };
  put(0, static_cast<int>(date.year()), 4);
  text[4] = text[7] = '-';
  put(5, static_cast<unsigned>(date.month()), 2);
  put(8, static_cast<unsigned>(date.day()), 2);
  text[10] = ' ';
  put(11, rest / 3'600'000, 2);
  text[13] = text[16] = ':';
  put(14, rest / 60'000 % 60, 2);
  put(17, rest / 1000 % 60, 2);
  text[19] = '.';
  put(20, rest % 1000, 3);
  const int shown = std::min(time.decimals, 3);
  out.append(text.data(), shown < 0 ? 16U : shown == 0 ? 19U : 20U + static_cast<std::size_t>(shown));
}

}  // namespace

std::string printed_utc(const ReadTime& time) {
  std::string text;
  append_utc(text, time);
  return text;
}

std::string_view without_weekday(std::string_view text) {
  text = trimmed(text);
  std::size_t end = 0;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string word = lower_case(text.substr(0, end));
  constexpr std::array<std::string_view, 7> days{"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
  const bool is_day = word.size() >= 3 && std::any_of(days.begin(), days.end(), [&](std::string_view day) {
                        return day == word || (word.size() <= 4 && day.starts_with(word)) ||
                               (word == "thurs" && day == "thursday");
                      });
  if (!is_day) return text;
  text = text.substr(end);
  while (!text.empty() && (text.front() == '.' || text.front() == ',' || text.front() == ' '))
    text.remove_prefix(1);
  return text;
}

std::optional<milliseconds> stretch_of(double ms) {
  constexpr double longest = 1e4 * 365.25 * 86'400'000.0;
  if (!(std::abs(ms) < longest)) return std::nullopt;
  return milliseconds{std::llround(ms)};
}

void set_time(Sighting& sighting, const ReadTime& time) {
  sighting.time = time.at;
  sighting.decimals.time = static_cast<std::int8_t>(std::clamp(time.decimals, -1, 3));
}

void append_time(std::string& out, const Sighting& sighting) {
  if (sighting.time) return append_utc(out, {*sighting.time, sighting.decimals.time});
  if (!sighting.time_of_day) return;
  const std::size_t begin = out.size();
  append_utc(out, {Instant{*sighting.time_of_day}, sighting.decimals.time});
  out.erase(begin, 11);  // the day
}

std::optional<WallTimeRead> iso_time(std::string_view text) {
  text = trimmed(text);
  WallTimeRead read;
  const auto year = take_digits(text, 4, 4);
  if (!year || !take(text, "-/.")) return std::nullopt;
  const auto month = take_digits(text, 1, 2);
  if (!month || !take(text, "-/.")) return std::nullopt;
  const auto day = take_digits(text, 1, 2);
  if (!day) return std::nullopt;
  read.day = existing(*year, *month, *day);
  if (!read.day) return std::nullopt;
  if (!take(text, "T t_,")) return std::nullopt;
  text = trimmed(text);
  if (!take_clock_face(text, read) || !take_zone(text, read)) return std::nullopt;
  return read;
}

std::optional<WallTimeRead> time_of_day(std::string_view text) {
  text = trimmed(text);
  WallTimeRead read;
  if (const std::size_t sign = text.find_first_not_of("0123456789");
      sign != std::string_view::npos && sign <= 2) {
    if (!take_clock_face(text, read) || !take_zone(text, read)) return std::nullopt;
    return read;
  }
  const auto hour = take_digits(text, 2, 2), minute = take_digits(text, 2, 2),
             second = take_digits(text, 2, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  read.since_midnight =
      std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
  if (take(text, ".,")) take_fraction(text, read);
  if (!take_zone(text, read)) return std::nullopt;
  return read;
}

std::optional<WallTimeRead> date_time_group(std::string_view text) {
  std::string packed;
  for (const char c : text)
    if (c != ' ') packed += c;
  std::string_view rest = packed;
  const auto day = take_digits(rest, 2, 2), hour = take_digits(rest, 2, 2), minute = take_digits(rest, 2, 2);
  if (!day || !hour || !minute || *hour > 23 || *minute > 59 || rest.empty() || !is_letter(rest.front()))
    return std::nullopt;
  const auto zone = zone_called(rest.substr(0, 1));
  rest.remove_prefix(1);
  const auto month = take_month(rest);
  const auto year = take_digits(rest, 2, 4);
  if (!zone || !month || !year || !rest.empty()) return std::nullopt;
  WallTimeRead read;
  read.day = existing(whole_year(*year), *month, *day);
  if (!read.day) return std::nullopt;
  read.since_midnight = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  read.decimals = -1;
  read.offset = clock_setting(Instant{}, *zone).offset;
  return read;
}

namespace {

// A day and a clock face: the face begins behind the last blank before its first colon, or is the last word
// that is one ("24.11.2015 09.24.05", "24.11.2015 0924", "24 ноября 2015 г. 10:24:05 МСК").
std::optional<WallTimeRead> day_and_time(std::string_view cell, DayOrder order) {
  const auto at = [&](std::size_t split) -> std::optional<WallTimeRead> {
    if (split == std::string_view::npos || split == 0) return std::nullopt;
    std::string_view before = trimmed(cell.substr(0, split));
    while (before.ends_with(',')) before = trimmed(before.substr(0, before.size() - 1));
    const auto day = day_of(before, order);
    auto wall = day ? time_of_day(cell.substr(split + 1)) : std::nullopt;
    if (wall) wall->day = day;
    return wall;
  };
  const std::size_t colon = cell.find(':');
  if (auto wall = at(colon == std::string_view::npos ? colon : cell.find_last_of(" T", colon))) return wall;
  for (std::size_t blank = cell.rfind(' '); blank != std::string_view::npos && blank > 0;
       blank = cell.rfind(' ', blank - 1))
    if (auto wall = at(blank)) return wall;
  return std::nullopt;
}

}  // namespace

std::optional<year_month_day> day_of(std::string_view text, DayOrder order) {
  text = trimmed(text);
  std::string_view rest = text;
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
    const auto year = take_digits(rest, 4, 4), month = take_digits(rest, 2, 2), day = take_digits(rest, 2, 2);
    return existing(*year, *month, *day);
  }
  const auto first = take_digits(rest, 1, 4);
  if (!first) return std::nullopt;
  const std::size_t width = text.size() - rest.size();
  while (take(rest, "-/. "))
    ;
  if (const auto month = take_month(rest)) {
    while (take(rest, "-/. ,"))
      ;
    const auto year = take_digits(rest, 2, 4);
    // "2015 г." is a year in Russian.
    rest = trimmed(rest);
    return year && (rest.empty() || rest.starts_with("г")) ? existing(whole_year(*year), *month, *first)
                                                           : std::nullopt;
  }
  const auto second = take_digits(rest, 1, 2);
  if (!second || !take(rest, "-/. ")) return std::nullopt;
  const auto third = take_digits(rest, 1, 4);
  if (!third || !rest.empty()) return std::nullopt;
  if (width == 4) return existing(*first, *second, *third);
  if (order == DayOrder::month_first) return existing(whole_year(*third), *first, *second);
  return existing(whole_year(*third), *second, *first);
}

TimeForm time_form(const std::vector<std::string_view>& cells) {
  std::size_t numbers = 0, others = 0, fractions = 0, whole_days = 0, from_event = 0;
  double least = 1e300, most = -1e300;
  TimeForm epoch = TimeForm::unknown;
  for (const std::string_view cell : cells) {
    if (trimmed(cell).empty()) continue;
    const auto value = number(cell);
    if (!value) {
      ++others;
      if (since_event(cell)) ++from_event;
      continue;
    }
    ++numbers;
    if (epoch == TimeForm::unknown) epoch = form_of_number(*value);
    least = std::min(least, *value);
    most = std::max(most, *value);
    if (*value != std::floor(*value)) ++fractions;
    if (*value >= 20'000 && *value < 80'000) ++whole_days;
  }
  if (from_event > 0 && 2 * (from_event + numbers) > numbers + others) return TimeForm::since_event;
  if (numbers == 0) return others == 0 ? TimeForm::unknown : TimeForm::wall;
  if (others > numbers) return TimeForm::wall;
  if (epoch != TimeForm::unknown) return epoch;
  if (least >= 0.0 && most <= 1.0 && fractions > 0) return TimeForm::day_fraction;
  // A column of days: all within ten of each other, most with a fraction that seconds of a day lack.
  if (whole_days == numbers && most - least < 10.0 && 2 * fractions >= numbers && most - least > 0.0)
    return TimeForm::excel_days;
  if (least >= 0.0 && most <= 86'401.0) return TimeForm::seconds_of_day;
  return least < 0.0 && most < 86'401.0 ? TimeForm::since_event : TimeForm::unknown;
}

std::optional<milliseconds> time_unit(std::string_view word) {
  const std::string unit = small_letters(trimmed(word));
  const auto is = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), unit) != words.end();
  };
  if (is({"s", "sec", "secs", "second", "seconds", "sn", "saniye", "с", "сек", "sek", "sekunden"})) return 1s;
  if (is({"ms", "msec", "millisecond", "milliseconds", "мс"})) return 1ms;
  if (is({"min", "mins", "minute", "minutes", "dk", "dakika", "мин", "minuten"})) return 1min;
  if (is({"h", "hr", "hours"})) return 1h;
  return std::nullopt;
}

std::optional<SinceEvent> since_event(std::string_view text, milliseconds unit) {
  text = trimmed(text);
  // "t+12.5", "T - 3", "t0+4": of a clock that somebody started.
  const bool named = !text.empty() && (text.front() == 't' || text.front() == 'T');
  if (named) {
    text.remove_prefix(1);
    if (text.starts_with('0')) text.remove_prefix(1);
    text = trimmed(text);
    if (text.starts_with('=')) text = trimmed(text.substr(1));
  }
  const bool minus = text.starts_with('-');
  const bool sign = minus || text.starts_with('+');
  if (sign) text = trimmed(text.substr(1));
  if (named && !sign && !text.empty()) return std::nullopt;
  if (named && text.empty()) return SinceEvent{};  // "T0"
  SinceEvent read;
  const auto signed_by = [&](double ms) -> std::optional<SinceEvent> {
    const auto after = stretch_of(minus ? -ms : ms);
    if (!after) return std::nullopt;
    read.after = *after;
    return read;
  };
  if (text.find(':') == std::string_view::npos) {
    std::size_t end = text.find_first_not_of("0123456789.");
    if (end != std::string_view::npos) {
      const auto own = time_unit(text.substr(end));
      if (!own) return std::nullopt;
      unit = *own;
      text = trimmed(text.substr(0, end));
    }
    const auto value = number(text);
    if (!value || *value < 0.0 || *value > 1e9) return std::nullopt;
    const int finer = unit >= milliseconds{1min} ? 0 : unit == milliseconds{1} ? 3 : decimals(text);
    read.decimals = std::min(3, std::max(finer, unit >= milliseconds{1min} ? decimals(text) - 1 : 0));
    return signed_by(*value * static_cast<double>(unit.count()));
  }
  // "1:02.5" is minutes and seconds, "1:02:03" hours, minutes and seconds; only a sign tells it from a clock.
  if (!sign) return std::nullopt;
  double total = 0.0;
  std::size_t parts = 0;
  for (std::string_view rest = text; ++parts <= 3;) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const auto value = number(rest.substr(0, colon));
    if (!value || *value < 0.0 || (parts > 1 && *value >= 60.0) || *value > 1e6) return std::nullopt;
    total = 60.0 * total + *value;
    if (colon == rest.size()) {
      read.decimals = std::min(3, decimals(rest));
      return signed_by(1000.0 * total);
    }
    if (decimals(rest.substr(0, colon)) > 0) return std::nullopt;
    rest.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

// ---- clocks ----

Clock::Clock(const ImportWish& wish, std::string_view named) : named_{named} {
  if (!wish.date.empty()) {
    const auto day = read_date(wish.date);
    if (!day || wish.date.size() != 10)
      throw load::UnreadableFile{"'" + wish.date + "' is no day; write it as 2015-11-24"};
    day_ = sys_days{*day};
  }
  const auto called = [](const std::string& name) {
    if (auto zone = zone_called(name)) return *zone;
    if (is_clock(name)) return name;
    throw load::UnreadableFile{"no clock is called '" + name + "'; for example UTC, Europe/Istanbul, UTC+3"};
  };
  if (!wish.clock.empty()) {
    zone_ = called(wish.clock);
    wished_ = true;
  } else if (lower_case(named_) == "local" || lower_case(named_) == "lt") {
    local_ = true;
  } else if (!named_.empty()) {
    zone_ = called(named_);
  } else {
    zone_ = "UTC";
  }
  if (!wish.since.empty()) set_event(wish.since);
}

void Clock::set_event(const std::string& said) {
  event_ = moment(said, TimeForm::wall);
  if (!event_)
    throw load::UnreadableFile{"'" + said + "' is no instant (" + trouble_ +
                               "); write it as --since \"2015-11-24 07:24:05 UTC\""};
  used_zone_ = used_day_ = used_offset_ = false;
  last_.reset();
}

std::optional<ReadTime> Clock::of_day(sys_days day, milliseconds time, int decimals,
                                      const std::string& zone) {
  if (local_ && zone.empty()) {
    trouble_ = "a local time; say of which place: --clock Europe/Istanbul";
    return std::nullopt;
  }
  (zone.empty() ? used_zone_ : used_offset_) = true;
  const std::string& on = zone.empty() ? zone_ : zone;
  const WallTime wall = WallTime{day} + time;
  if (on == "UTC") return ReadTime{Instant{wall.time_since_epoch()}, decimals};
  const Moments found = moments(wall, on);
  if (found.instants.size() == 1) return ReadTime{found.instants.front(), decimals};
  trouble_ = found.instants.empty() ? "a time that the clock skipped" : "a time that the clock showed twice";
  return std::nullopt;
}

std::optional<ReadTime> Clock::without_day(const WallTimeRead& wall) {
  if (!day_) {
    trouble_ = "a time without a day; say it: --date 2015-11-24";
    return std::nullopt;
  }
  used_day_ = true;
  // Half a day back is the next day; less is a row out of order.
  if (last_ && wall.since_midnight + 12h < *last_) {
    *day_ += days{1};
    rolled_ = true;
  }
  last_ = wall.since_midnight;
  if (wall.offset) return ReadTime{Instant{*day_ + wall.since_midnight - *wall.offset}, wall.decimals};
  return of_day(*day_, wall.since_midnight, wall.decimals, wall.zone);
}

std::optional<ReadTime> Clock::moment(const WallTimeRead& wall) {
  if (!wall.day) return without_day(wall);
  if (wall.offset) {
    used_offset_ = true;
    return ReadTime{Instant{sys_days{*wall.day} + wall.since_midnight - *wall.offset}, wall.decimals};
  }
  return of_day(sys_days{*wall.day}, wall.since_midnight, wall.decimals, wall.zone);
}

std::optional<ReadTime> Clock::moment(std::string_view cell, TimeForm form, DayOrder order) {
  const auto none = [&](std::string why) {
    trouble_ = std::move(why);
    return std::nullopt;
  };
  cell = trimmed(cell);
  if (cell.empty()) return none("no time");
  switch (form) {
    case TimeForm::wall: {
      cell = without_weekday(cell);
      if (const auto wall = iso_time(cell)) return moment(*wall);
      if (const auto wall = time_of_day(cell)) return moment(*wall);
      if (const auto wall = date_time_group(cell)) return moment(*wall);
      // "24.11.2015 07:24:05": the day is what stands before the last space that a clock face follows.
      if (const auto wall = day_and_time(cell, order)) return moment(*wall);
      return none("a time that is not understood");
    }
    case TimeForm::epoch_s:
    case TimeForm::epoch_ms:
    case TimeForm::epoch_us:
    case TimeForm::epoch_ns: {
      const auto time = since_1970(cell, form);
      if (!time) return none("a time that is no number");
      used_epoch_ = true;
      return time;
    }
    case TimeForm::excel_days:
    case TimeForm::day_fraction:
    case TimeForm::seconds_of_day: {
      const auto value = number(cell);
      if (!value || *value < 0.0 || *value > 1e6) return none("a time that is no number");
      // A step of the fifth decimal of a day is 0.9 s; programs write as many as a double has.
      const int shown = std::clamp(
          form == TimeForm::seconds_of_day ? decimals(cell) : std::min(decimals(cell), 8) - 5, 0, 3);
      if (form == TimeForm::excel_days) {
        const double whole = std::floor(*value);
        const sys_days day = sys_days{std::chrono::year{1899} / 12 / 30} + days{static_cast<int>(whole)};
        return of_day(day, to_the_digit((*value - whole) * 86'400'000.0, shown), shown, "");
      }
      const double ms = *value * (form == TimeForm::day_fraction ? 86'400'000.0 : 1000.0);
      if (!day_ && form == TimeForm::seconds_of_day)
        return none(
            "a number of seconds: of which day (--date 2015-11-24), or since when (--since \"2015-11-24 "
            "07:24:05 UTC\")?");
      return without_day({.day = {},
                          .since_midnight = to_the_digit(ms, shown),
                          .decimals = shown,
                          .offset = {},
                          .zone = {}});
    }
    case TimeForm::since_event: {
      const auto after = since_event(cell, unit_);
      if (!after) return none("a time from an event that is not understood");
      if (!event_)
        return none("a time counted from an event; say when that was: --since \"2015-11-24 07:24:05 UTC\"");
      used_event_ = true;
      return ReadTime{event_->at + after->after, std::max(after->decimals, event_->decimals)};
    }
    case TimeForm::unknown:
      break;
  }
  return none("a time that is not understood");
}

void Clock::tell(Honesty& honesty, std::string_view column) const {
  using Sure = Honesty::Assumed::Sure;
  const std::string where = column.empty() ? "" : "column '" + std::string{column} + "'";
  if (used_epoch_) assume(honesty, "times are UTC", "they count from 1970 (" + where + ")", Sure::stated);
  if (used_offset_) assume(honesty, "times are on the clocks they name", "each says its own", Sure::stated);
  if (used_zone_) {
    if (wished_)
      assume(honesty, "times are on the clock " + zone_, "you said so (--clock)", Sure::stated);
    else if (!named_.empty())
      assume(honesty, "times are on the clock " + zone_, where + " says so", Sure::stated);
    else
      assume(honesty, "times are UTC", "neither the file nor --clock names a clock", Sure::guessed);
  }
  if (used_event_)
    assume(honesty, "times count from " + printed_utc(*event_) + " UTC", "you said so (--since)",
           Sure::stated);
  if (used_day_)
    assume(honesty, "times of day are put on the day you said", "the file has no date (--date)",
           Sure::stated);
  if (rolled_) notice(honesty, "times of day run over midnight; the rows after it are on the next day");
}

}  // namespace recon::exchange
