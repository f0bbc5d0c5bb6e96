// SPDX-License-Identifier: Apache-2.0
#include "recon/report/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "recon/report/text.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/instant.hpp"

namespace recon::report {
namespace {

constexpr std::string_view minus = "\u2212", thin = "\u202F", unbroken = "\u00A0";

std::string digits_of(double value, int digits) {
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits);
  return end.ec == std::errc{} ? std::string(buffer.data(), end.ptr) : std::string{"?"};
}

/// ISO 31-0: digits in threes, but a number of four digits stays together.
std::string grouped(const std::string& text) {
  const std::size_t whole = std::min(text.find('.'), text.size());
  if (whole < 5) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) out += thin;
    out += text[i];
  }
  return out;
}

std::string with_unit(std::string number, std::string_view unit) {
  number += unbroken;
  return number += unit;
}

/// Two significant digits of a number from 1 upwards, none behind the point from 10.
std::string two_digits(double value) {
  if (value < 9.95) return fixed(value, 1);
  const double step = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return fixed(std::round(value / step) * step, 0);
}

/// "379" for "379 km/h" beside another value of the same unit.
std::string without_unit(const std::string& value, const std::string& beside) {
  const std::size_t at = value.rfind(unbroken), other = beside.rfind(unbroken);
  if (at == std::string::npos || other == std::string::npos || value.substr(at) != beside.substr(other))
    return value;
  return value.substr(0, at);
}

/// "379 to 406" when all three have one unit, else both with theirs.
std::string in_brackets(const std::string& low, const std::string& high, const std::string& stated) {
  const std::string bare_low = without_unit(low, stated), bare_high = without_unit(high, stated);
  return bare_low == low || bare_high == high ? without_unit(low, high) + " to " + high
                                              : bare_low + " to " + bare_high;
}

std::string miles(Length length) {
  const double nautical = in_nautical_miles(abs(length));
  return with_unit(nautical < 0.995 ? fixed(nautical, 2) : two_digits(nautical), "NM");
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> states{
    {{"AFG", "Afghanistan"},   {"ARM", "Armenia"},
     {"AZE", "Azerbaijan"},    {"BGR", "Bulgaria"},
     {"BLR", "Belarus"},       {"CHN", "China"},
     {"CUB", "Cuba"},          {"CYP", "Cyprus"},
     {"EGY", "Egypt"},         {"EST", "Estonia"},
     {"FIN", "Finland"},       {"GEO", "Georgia"},
     {"GRC", "Greece"},        {"IND", "India"},
     {"IRN", "Iran"},          {"IRQ", "Iraq"},
     {"ISR", "Israel"},        {"JOR", "Jordan"},
     {"JPN", "Japan"},         {"KOR", "South Korea"},
     {"KWT", "Kuwait"},        {"LBN", "Lebanon"},
     {"LTU", "Lithuania"},     {"LVA", "Latvia"},
     {"NOR", "Norway"},        {"OMN", "Oman"},
     {"PAK", "Pakistan"},      {"POL", "Poland"},
     {"PRK", "North Korea"},   {"QAT", "Qatar"},
     {"ROU", "Romania"},       {"RUS", "Russia"},
     {"SAU", "Saudi Arabia"},  {"SWE", "Sweden"},
     {"SYR", "Syria"},         {"TUR", "Turkey"},
     {"UKR", "Ukraine"},       {"ARE", "United Arab Emirates"},
     {"USA", "United States"}, {"YEM", "Yemen"}}};

std::optional<double> sigma_in_metres(const incident::Text& text) {
  if (text.empty()) return std::nullopt;
  const FigureReadings read = read_figure(text.text, Dimension::length);
  if (read.readings.empty()) return std::nullopt;
  return read.readings.front().value.stated;
}

}  // namespace

std::string fixed(double value, int digits) {
  std::string text = digits_of(std::abs(value), digits);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  text = grouped(text);
  return value < 0 && !zero ? std::string{minus} + text : text;
}

std::string percent(double probability) {
  if (probability > 0.99) return with_unit(">99", "%");
  if (probability < 0.01) return with_unit("<1", "%");
  return with_unit(fixed(100.0 * probability, 0), "%");
}

std::string percent_in_table(double probability) {
  if (probability < 0.001) return with_unit("<0.1", "%");
  return percent(probability);
}

std::string percent(const assess::Finding& finding, double call_inside_at) {
  if (!finding.inside) return {};
  const double p = finding.inside->value;
  const bool undetermined = finding.side == assess::Side::undetermined;
  if (undetermined && p < call_inside_at && std::round(100.0 * p) >= 100.0 * call_inside_at)
    return percent(std::floor(100.0 * p) / 100.0);
  if (undetermined && p > 1.0 - call_inside_at &&
      std::round(100.0 * p) <= 100.0 * (1.0 - call_inside_at) + 1e-9)
    return percent(std::ceil(100.0 * p) / 100.0);
  return percent_in_table(p);
}

std::string distance(Length length) {
  const double m = in_metres(abs(length));
  if (!std::isfinite(m)) return "without limit";
  if (m < 995.0) {
    const double tens = std::round(m / 10.0) * 10.0;
    return m > 0.0 && tens == 0.0 ? with_unit("<10", "m") : with_unit(fixed(tens, 0), "m");
  }
  return with_unit(two_digits(m / 1000.0), "km");
}

std::string distance_and_miles(Length length) { return distance(length) + " (" + miles(length) + ")"; }

std::string margin_words(Length margin) {
  if (in_metres(margin) == 0.0) return with_unit("0", "m");
  return std::string{margin < metres(0) ? minus : "+"} + distance(margin);
}

std::optional<Length> drawn_margin(const assess::Finding& finding) {
  if (finding.margin && std::isfinite(in_metres(finding.margin->stated))) return finding.margin->stated;
  return finding.nominal_margin;
}

std::string margin_words(const assess::Finding& finding) {
  const std::optional<Length> margin = drawn_margin(finding);
  if (!margin) return {};
  std::string words = margin_words(*margin);
  return finding.margin_at_least ? words + " or more" : words;
}

std::string value_words(double value, std::string_view unit) {
  if (unit == "m") return value < 0 ? std::string{minus} + distance(metres(value)) : distance(metres(value));
  if (unit == "m/s") return with_unit(fixed(3.6 * value, 0), "km/h");
  if (unit == "s")
    return with_unit(value < 100 && value != std::floor(value) ? fixed(value, 1) : fixed(value, 0), "s");
  if (unit.empty()) return fixed(value, value == std::floor(value) ? 0 : 1);
  return with_unit(two_digits(value), unit);
}

std::string interval_words(const Interval<double>& value, std::string_view unit) {
  const bool below = std::isfinite(value.lowest), above = std::isfinite(value.highest);
  if (!below && !above) return value_words(value.stated, unit);
  if (!above) return "at least " + value_words(value.lowest, unit);
  if (!below) return "at most " + value_words(value.highest, unit);
  std::string low = value_words(value.lowest, unit);
  const std::string high = value_words(value.highest, unit);
  if (low == high) return low;
  const std::string stated = value_words(value.stated, unit);
  const std::string span = without_unit(low, high) + " to " + high;
  return stated == low || stated == high ? span : stated + " (" + in_brackets(low, high, stated) + ")";
}

std::string count_word(std::size_t count) {
  constexpr std::array<std::string_view, 13> words{"no",   "one",    "two",   "three", "four",
                                                   "five", "six",    "seven", "eight", "nine",
                                                   "ten",  "eleven", "twelve"};
  return count < words.size() ? std::string{words[count]} : std::to_string(count);
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + "\u00A0" + std::string{noun} + (count == 1 ? "" : "s");
}

std::string_view side_word(assess::Side side) {
  switch (side) {
    case assess::Side::inside:
      return "inside";
    case assess::Side::outside:
      return "outside";
    case assess::Side::undetermined:
      break;
  }
  return "undetermined";
}

std::string_view side_mark(assess::Side side) {
  switch (side) {
    case assess::Side::inside:
      return "●";
    case assess::Side::outside:
      return "○";
    case assess::Side::undetermined:
      break;
  }
  return "◐";
}

std::string_view cause_clause(assess::Cause cause) {
  using assess::Cause;
  switch (cause) {
    case Cause::none:
      return "";
    case Cause::margin_smaller_than_error:
      return "not resolvable: the margin is smaller than its error";
    case Cause::too_close_to_call:
      return "too close to call";
    case Cause::only_words:
      return "stated in words only, with no figure to test";
    case Cause::depends_on_border:
      return "depends on the border version";
    case Cause::depends_on_reading:
      return "depends on the reading";
    case Cause::beyond_the_data:
      return "the border version ends before the aircraft does";
    case Cause::zone_absent:
      return "the border version does not hold this zone";
    case Cause::nothing_said:
      return "this account says nothing that bears on it";
    case Cause::height_not_given:
      return "cannot be determined: height not given, or not comparable with the zone’s floor and ceiling";
    case Cause::says_nothing_of_the_rest:
      return "an instant outside says nothing of the rest of the flight";
  }
  return "";
}

std::string_view cause_in_a_cell(assess::Cause cause) {
  using assess::Cause;
  switch (cause) {
    case Cause::none:
      return "";
    case Cause::margin_smaller_than_error:
      return "margin below error";
    case Cause::too_close_to_call:
      return "too close to call";
    case Cause::only_words:
      return "words only";
    case Cause::depends_on_border:
      return "depends on border";
    case Cause::depends_on_reading:
      return "depends on reading";
    case Cause::beyond_the_data:
      return "beyond the data";
    case Cause::zone_absent:
      return "not in this version";
    case Cause::nothing_said:
      return "nothing said";
    case Cause::height_not_given:
      return "height not given";
    case Cause::says_nothing_of_the_rest:
      return "one instant only";
  }
  return "";
}

std::string_view verdict_word(assess::Consistency::Verdict verdict) {
  using Verdict = assess::Consistency::Verdict;
  switch (verdict) {
    case Verdict::holds:
      return "Holds";
    case Verdict::strained:
      return "Strained";
    case Verdict::impossible:
      return "Impossible";
    case Verdict::open:
      break;
  }
  return "Open";
}

std::string headline(const assess::Answer& answer) {
  return std::string{side_word(answer.side)} + (answer.mostly ? ", mostly" : "");
}

std::string headline_rest(const assess::Answer& answer) {
  std::string rest;
  const auto join = [&](std::string_view words) {
    if (words.empty()) return;
    if (!rest.empty()) rest += "; ";
    rest += words;
  };
  if (!answer.depends_on.empty())
    join("depends on " + answer.depends_on);
  else if ((answer.side == assess::Side::undetermined || answer.mostly) && !answer.only_words)
    join(cause_clause(answer.cause));
  if (answer.only_words) join("in words only, with no figure to test");
  return rest;
}

std::string options_that_tell(const std::vector<std::string>& readings,
                              const std::vector<std::string>& others) {
  const auto options_of = [](const std::string& reading) {
    constexpr std::string_view between = " · ";
    std::vector<std::string> options;
    std::size_t from = 0;
    for (std::size_t at = 0; (at = reading.find(between, from)) != std::string::npos;
         from = at + between.size())
      options.push_back(reading.substr(from, at - from));
    options.push_back(reading.substr(from));
    return options;
  };
  if (readings.empty()) return {};
  std::vector<std::string> telling;
  for (const std::string& option : options_of(readings.front())) {
    const auto has = [&](const std::string& reading) {
      const std::vector<std::string> options = options_of(reading);
      return std::ranges::find(options, option) != options.end();
    };
    if (std::ranges::all_of(readings, has) && std::ranges::none_of(others, has)) telling.push_back(option);
  }
  return joined(telling, " · ");
}

bool asks_a_side(const incident::Question& question) {
  using Want = incident::Question::Want;
  switch (question.want.value_or(Want::ever_inside)) {
    case Want::ever_inside:
    case Want::side_at:
    case Want::margin_at:
    case Want::holds:
      return true;
    case Want::time_inside:
    case Want::length_inside:
    case Want::depth_inside:
    case Want::excursions:
    case Want::agreement:
      break;
  }
  return false;
}

std::string state_name(std::string_view alpha3) {
  for (const auto& [code, name] : states)
    if (code == alpha3) return std::string{name};
  return std::string{alpha3};
}

std::optional<Length> border_error(const incident::Border& border) {
  const std::optional<double> line = sigma_in_metres(border.line_error),
                              shift = sigma_in_metres(border.shift_error);
  if (!line && !shift) return std::nullopt;
  constexpr double normal_95 = 1.959964;  // two-sided 95 % point of the normal distribution
  return metres(normal_95 * std::hypot(line.value_or(0.0), shift.value_or(0.0)));
}

std::string date_words(std::string_view iso) {
  const auto date = read_date(iso);
  if (!date || iso.size() != 10) return std::string{iso};
  constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};
  return std::to_string(static_cast<unsigned>(date->day())) + " " +
         std::string{months[static_cast<unsigned>(date->month()) - 1]} + " " +
         std::to_string(static_cast<int>(date->year()));
}

}  // namespace recon::report
