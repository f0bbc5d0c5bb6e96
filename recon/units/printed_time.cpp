// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdlib>
#include <regex>

#include "recon/units/clock.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/instant.hpp"
#include "recon/units/text.hpp"

namespace recon {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

// A longer text is no time; the bound also keeps the pattern matching shallow.
constexpr std::size_t longest_time = 120;

// A span over midnight that is longer than this is one written backwards.
constexpr auto longest_span = 12h;

// A time without a day is looked for on this many days of the window; longer windows must name days.
constexpr int most_days = 40;

// ---- grammar -----------------------------------------------------------------------------------------

/// A day as said; the year may be left out.
struct SaidDay {
  std::optional<int> year;
  unsigned month, day;
};

enum class Side { at, before, after };

/// A printed time taken apart.
struct SaidTime {
  bool about = false;
  Side side = Side::at;
  std::optional<SaidDay> day;
  milliseconds start{0};            // since midnight
  std::optional<milliseconds> end;  // of a span
  milliseconds step{0};             // of the last printed digit
  std::string clock_face;           // "09:24", for messages
  std::string zone;
};

const std::string month_pattern =
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
// Year, month and day in three alternative orders: 2015-11-24; 24.11.2015; 24 November 2015; November 24,
// 2015.
const std::string day_pattern =
    "(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})|([0-9]{1,2})(?:st|nd|rd|th)"
    "? " +
    month_pattern + "(?:,? ([0-9]{4}))?|" + month_pattern +
    " ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?)";

std::regex pattern(const std::string& text) {
  return std::regex{text, std::regex::icase | std::regex::optimize};
}

int number(const std::ssub_match& digits) { return std::atoi(digits.str().c_str()); }

unsigned month_named(const std::string& name) {
  static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto* const found = std::find(months.begin(), months.end(), lower_case(name).substr(0, 3));
  return static_cast<unsigned>(found - months.begin()) + 1;
}

/// Reads the groups of day_pattern, whose first is group 1.
SaidDay matched_day(const std::smatch& match) {
  const auto whole = [&](std::size_t group) { return static_cast<unsigned>(number(match[group])); };
  const auto year = [&](std::size_t group) {
    return match[group].matched ? std::optional{number(match[group])} : std::nullopt;
  };
  if (match[1].matched) return {year(1), whole(2), whole(3)};
  if (match[4].matched) return {year(6), whole(5), whole(4)};
  if (match[7].matched) return {year(9), month_named(match[8]), whole(7)};
  return {year(12), month_named(match[10]), whole(11)};
}

void take_words(std::string& text, SaidTime& said) {
  static const std::regex words =
      pattern("^(?:(about|around|approximately|approx\\.?|circa|ca\\.|~|≈)|(before)|(after)|at|from)(?: |$)");
  for (std::smatch match; std::regex_search(text, match, words);) {
    if (match[1].matched) said.about = true;
    if (match[2].matched) said.side = Side::before;
    if (match[3].matched) said.side = Side::after;
    text = match.suffix();
  }
}

void take_day(std::string& text, SaidTime& said) {
  static const std::regex first = pattern("^(?:on )?" + day_pattern + "(?:T|,? (?:at )?)(?=[0-9a-z~])");
  static const std::regex last = pattern("[ ,]+(?:on )?" + day_pattern + "$");
  std::smatch match;
  if (std::regex_search(text, match, first)) {
    said.day = matched_day(match);
    text = match.suffix();
  } else if (std::regex_search(text, match, last)) {
    said.day = matched_day(match);
    text = match.prefix();
  }
}

struct ClockFace {
  bool exists;  // 24:24 does not
  milliseconds since_midnight, step;
  std::string face;
};

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// "9:24:05.5", "10.24", "21h20", "9:24 pm", and "0924" where a zone follows.
std::optional<ClockFace> take_clock_face(std::string& text) {
  static const std::regex punctuated = pattern(
      R"re(^([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,3}))?)?(?: ?([ap])\.?m\b\.?)?(?![0-9:.,'"]))re");
  static const std::regex military = pattern("^([0-9]{2})([0-9]{2})()()()(?= ?[a-z])");
  std::smatch match;
  if (!std::regex_search(text, match, punctuated) && !std::regex_search(text, match, military))
    return std::nullopt;
  int hour = number(match[1]);
  const int minute = number(match[2]);
  const bool has_seconds = match[3].length() > 0;
  const int second = has_seconds ? number(match[3]) : 0;
  const std::string face =
      two_digits(hour) + ":" + two_digits(minute) + (has_seconds ? ":" + two_digits(second) : "");
  const bool twelve_hours = match[5].length() > 0;
  const bool exists = hour < 24 && minute < 60 && second < 60 && !(twelve_hours && (hour == 0 || hour > 12));
  if (twelve_hours) hour = hour % 12 + (lower_case(match[5].str()) == "p" ? 12 : 0);
  milliseconds time = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
  milliseconds step = has_seconds ? 1000ms : 60'000ms;
  if (match[4].length() > 0) {
    for (auto left = match[4].length(); left > 0; --left) step /= 10;
    time += number(match[4]) * step;
  }
  text = match.suffix();
  return ClockFace{exists, time, step, face};
}

bool take_connector(std::string& text) {
  static const std::regex connector = pattern("^ ?(?:-|to|and|until) ?(?=[0-9])");
  std::smatch match;
  if (!std::regex_search(text, match, connector)) return false;
  text = match.suffix();
  return true;
}

bool shows_a_time(const std::string& text) { return !text.empty() && is_digit(text.front()); }

// ---- the day -----------------------------------------------------------------------------------------

struct Window {
  Instant begin, end;
};

WallTime wall_time(year_month_day day, milliseconds since_midnight) {
  return WallTime{std::chrono::sys_days{day}} + since_midnight;
}

/// Also of days that do not exist, for messages.
std::string iso_date(year_month_day day) {
  return std::to_string(static_cast<int>(day.year())) + "-" +
         two_digits(static_cast<int>(static_cast<unsigned>(day.month()))) + "-" +
         two_digits(static_cast<int>(static_cast<unsigned>(day.day())));
}

/// The moment a wall time means; the later offset where clocks were set, which only a search may use.
Instant some_moment(WallTime wall, std::string_view zone) {
  const Moments found = moments(wall, zone);
  return wall - found.offsets.back();
}

/// Where a time without a day must lie: the window, else the incident's local day.
std::optional<Window> window_of(const TimeContext& context) {
  if (context.begin && context.end && *context.begin <= *context.end)
    return Window{*context.begin, *context.end};
  if (!context.date || context.clock.empty() || !is_clock(context.clock)) return std::nullopt;
  const year_month_day next{std::chrono::sys_days{*context.date} + days{1}};
  return Window{some_moment(wall_time(*context.date, 0ms), context.clock),
                some_moment(wall_time(next, 0ms), context.clock) - 1ms};
}

bool in_window(const SaidTime& said, year_month_day day, const Window& window) {
  const Instant start = some_moment(wall_time(day, said.start), said.zone);
  const milliseconds length = !said.end                ? 0ms
                              : *said.end < said.start ? *said.end + 24h - said.start
                                                       : *said.end - said.start;
  const milliseconds margin = said.step / 2 + (said.about ? said.step : 0ms);
  return start - margin <= window.end && start + length + margin >= window.begin;
}

std::vector<year_month_day> days_in(const SaidTime& said, const Window& window) {
  std::vector<year_month_day> found;
  auto day = std::chrono::floor<days>(window.begin) - days{2};
  for (int i = 0; i < most_days && day <= window.end + 48h; ++i, day += days{1}) {
    if (in_window(said, year_month_day{day}, window)) found.emplace_back(day);
  }
  return found;
}

/// A day said without its year lies in the year that brings it nearest to the incident.
year_month_day nearest_to(std::chrono::sys_days incident, const SaidDay& said) {
  const auto in_year = [&](int year) {
    return year_month_day{std::chrono::year{year}, std::chrono::month{said.month},
                          std::chrono::day{said.day}};
  };
  const auto distance = [&](year_month_day day) {
    return day.ok() ? std::chrono::abs(std::chrono::sys_days{day} - incident) : days::max();
  };
  const int year = static_cast<int>(year_month_day{incident}.year());
  year_month_day best = in_year(year);
  for (const int other : {year - 1, year + 1}) {
    if (distance(in_year(other)) < distance(best)) best = in_year(other);
  }
  return best;
}

std::string clock_words(milliseconds since_midnight) {
  return iso_8601(Instant{since_midnight}).substr(11, 5);
}

// ---- reading -----------------------------------------------------------------------------------------

/// Reads one printed time; every step that fails leaves the sentence that says why.
class TimeReader {
public:
  TimeReader(std::string_view printed, const TimeContext& context) : printed_{printed}, context_{context} {}

  TimeReadings read() {
    TimeReadings result;
    const auto said = take_apart();
    const auto candidates = said ? days_of(*said) : std::vector<year_month_day>{};
    for (const auto day : candidates) {
      const auto at = interval_on(*said, day);
      if (!at) break;
      const std::string option = candidates.size() > 1 ? iso_date(day) : std::string{};
      result.readings.push_back({.at = *at, .zone = said->zone, .option = option});
    }
    if (!problem_.empty()) return {.problems = {problem_}};
    return result;
  }

private:
  std::nullopt_t fail(std::string problem) {
    problem_ = std::move(problem);
    return std::nullopt;
  }
  std::nullopt_t not_a_time() {
    return fail(quoted(printed_) + " is not a time; for example \"09:24:05 local\"");
  }

  std::optional<SaidTime> take_apart();
  std::optional<ClockFace> clock_face(std::string& text);
  std::optional<std::string> zone_of(const std::string& words);
  std::optional<std::string> local_zone();
  std::vector<year_month_day> days_of(const SaidTime& said);
  std::optional<year_month_day> said_day(const SaidDay& said);
  std::optional<Instant> the_moment(const SaidTime& said, year_month_day day, milliseconds since_midnight);
  std::optional<Interval<Instant>> interval_on(const SaidTime& said, year_month_day day);
  std::optional<Interval<Instant>> span(const SaidTime& said, year_month_day day, Instant start);
  std::optional<Interval<Instant>> one_sided(const SaidTime& said, Instant moment);

  std::string_view printed_;
  const TimeContext& context_;
  std::string problem_;
};

std::optional<SaidTime> TimeReader::take_apart() {
  std::string text = single_spaced(plain_characters(printed_));
  if (text.empty()) return fail("is empty; leave it out if nothing is said");
  if (text.size() > longest_time) return fail("is too long for a time");
  SaidTime said;
  take_words(text, said);
  take_day(text, said);
  take_words(text, said);
  const auto start = clock_face(text);
  if (!start) return std::nullopt;
  said.start = start->since_midnight;
  said.step = start->step;
  said.clock_face = start->face;
  if (take_connector(text)) {
    const auto end = clock_face(text);
    if (!end) return std::nullopt;
    if (said.side != Side::at) return not_a_time();
    said.end = end->since_midnight;
    said.step = std::max(said.step, end->step);
  }
  const auto zone = zone_of(text);
  if (!zone) return std::nullopt;
  said.zone = *zone;
  return said;
}

std::optional<ClockFace> TimeReader::clock_face(std::string& text) {
  if (!shows_a_time(text)) return not_a_time();
  auto face = take_clock_face(text);
  if (!face) return not_a_time();
  if (!face->exists) return fail("there is no " + face->face);
  return face;
}

std::optional<std::string> TimeReader::zone_of(const std::string& words) {
  static const std::regex fillers = pattern("^(?:hours|hrs\\.?|h)(?= |$)");
  const std::string after_fillers = std::regex_replace(std::string{trimmed(words)}, fillers, "");
  const std::string bare{trimmed(after_fillers)};
  if (bare.empty()) return fail(quoted(printed_) + " names no clock; add local, UTC, MSK");
  const std::string lower = lower_case(bare);
  if (lower == "local" || lower == "local time" || lower == "lt") return local_zone();
  if (auto zone = zone_called(bare)) return zone;
  return fail(quoted(printed_) + ": no clock is called " + bare + "; add local, UTC, MSK");
}

std::optional<std::string> TimeReader::local_zone() {
  if (context_.clock.empty()) return fail(quoted(printed_) + ": local where? the case names no clock");
  if (!is_clock(context_.clock))
    return fail(quoted(context_.clock) + ": no time zone of that name in the tz database");
  return context_.clock;
}

std::vector<year_month_day> TimeReader::days_of(const SaidTime& said) {
  if (said.day) {
    const auto day = said_day(*said.day);
    return day ? std::vector{*day} : std::vector<year_month_day>{};
  }
  if (const auto window = window_of(context_)) {
    auto found = days_in(said, *window);
    if (!found.empty()) return found;
  }
  // Outside the window, the time is still read, on the incident's day, so that the reader learns how far
  // outside.
  if (context_.date) return {*context_.date};
  if (context_.begin) return {year_month_day{std::chrono::floor<days>(*context_.begin)}};
  fail(quoted(printed_) + " names no day, and the case has no date");
  return {};
}

std::optional<year_month_day> TimeReader::said_day(const SaidDay& said) {
  year_month_day day{std::chrono::year{said.year.value_or(0)}, std::chrono::month{said.month},
                     std::chrono::day{said.day}};
  if (!said.year) {
    if (!context_.date && !context_.begin)
      return fail(quoted(printed_) + " names no year, and the case has no date");
    day = nearest_to(
        context_.date ? std::chrono::sys_days{*context_.date} : std::chrono::floor<days>(*context_.begin),
        said);
  }
  if (!day.ok()) return fail("there is no day " + iso_date(day));
  return day;
}

/// The one moment a wall time means, or the problem that it never or twice was.
std::optional<Instant> TimeReader::the_moment(const SaidTime& said, year_month_day day,
                                              milliseconds since_midnight) {
  Moments found = moments(wall_time(day, since_midnight), said.zone);
  if (found.instants.size() == 1) return found.instants.front();
  std::sort(found.offsets.begin(), found.offsets.end());
  const std::string low = offset_name(found.offsets.front());
  const std::string high = offset_name(found.offsets.back());
  const std::string where = " on " + iso_date(day) + " in " + said.zone;
  const std::string face = since_midnight == said.start ? said.clock_face : clock_words(since_midnight);
  return fail(found.instants.empty()
                  ? face + " did not exist" + where + "; its clocks went from " + low + " to " + high
                  : face + " happened twice" + where + "; add " + low + " or " + high);
}

std::optional<Interval<Instant>> TimeReader::interval_on(const SaidTime& said, year_month_day day) {
  const auto start = the_moment(said, day, said.start);
  if (!start) return std::nullopt;
  if (said.end) return span(said, day, *start);
  if (said.side != Side::at) return one_sided(said, *start);
  const milliseconds half = said.step / 2 + (said.about ? said.step : 0ms);
  return Interval<Instant>{*start - half, *start, *start + half};
}

/// A span says its own bounds; one over midnight ends on the next day.
std::optional<Interval<Instant>> TimeReader::span(const SaidTime& said, year_month_day day, Instant start) {
  const bool over_midnight = *said.end < said.start;
  const year_month_day last = over_midnight ? year_month_day{std::chrono::sys_days{day} + days{1}} : day;
  const auto end = the_moment(said, last, *said.end);
  if (!end) return std::nullopt;
  // Nobody means 23 hours by "09:25-09:24".
  if (*end - start > longest_span || *end < start) return fail(quoted(printed_) + " runs backwards");
  const milliseconds widening = said.about ? said.step : 0ms;
  return Interval<Instant>{start - widening, start + (*end - start) / 2, *end + widening};
}

std::optional<Interval<Instant>> TimeReader::one_sided(const SaidTime& said, Instant moment) {
  const auto& bound = said.side == Side::before ? context_.begin : context_.end;
  if (!bound) return fail(quoted(printed_) + " is open-ended; the case needs a window");
  if (said.side == Side::before) return Interval<Instant>{std::min(*bound, moment), moment, moment};
  return Interval<Instant>{moment, moment, std::max(*bound, moment)};
}

}  // namespace

TimeReadings read_time(std::string_view printed, const TimeContext& context) {
  return TimeReader{printed, context}.read();
}

std::optional<year_month_day> read_date(std::string_view printed) {
  static const std::regex iso = pattern("^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$");
  const std::string text{trimmed(plain_characters(printed.substr(0, longest_time)))};
  std::smatch match;
  if (!std::regex_match(text, match, iso)) return std::nullopt;
  const auto part = [&](std::size_t group) {
    return match[group].matched ? static_cast<unsigned>(number(match[group])) : 1U;
  };
  const year_month_day date{std::chrono::year{number(match[1])}, std::chrono::month{part(2)},
                            std::chrono::day{part(3)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

}  // namespace recon
