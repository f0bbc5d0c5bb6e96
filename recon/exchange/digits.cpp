// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "recon/geo/printed_position.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;

// Of a circular Gaussian error, the 95 % radius in sigmas of one axis: sqrt(-2 ln 0.05).
constexpr double radius_95 = 2.4477468306808;

std::string_view unsigned_digits(std::string_view digits) {
  digits = trimmed(digits);
  if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) digits.remove_prefix(1);
  return digits;
}

// Files of programs say 3.6189e1 now and then, which no page prints.
std::string plain(std::string_view digits) {
  if (digits.find_first_of("eE") == std::string_view::npos) return std::string{digits};
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number(digits).value_or(0.0),
                                 std::chars_format::fixed);
  return end.ec == std::errc{} ? std::string{text.data(), end.ptr} : std::string{digits};
}

void append_half(std::string& out, std::string_view digits, char positive, char negative) {
  const bool minus = trimmed(digits).starts_with('-');
  if (digits.find_first_of("eE") == std::string_view::npos)
    out += unsigned_digits(digits);
  else
    out += plain(unsigned_digits(digits));
  out += ' ';
  out += minus ? negative : positive;
}

std::string_view above_words(Above above) {
  switch (above) {
    case Above::unsaid:
      return "";
    case Above::sea_level:
      return " above mean sea level";
    case Above::ellipsoid:
      return " above the ellipsoid";
    case Above::standard_pressure:
      return " at standard pressure";
    case Above::ground:
      return " above ground";
  }
  return "";
}

// "FL192.50"
std::string printed_level(double level, int shown) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), level, std::chars_format::fixed, shown);
  const std::string_view digits{text.data(), static_cast<std::size_t>(end.ptr - text.data())};
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  return "FL" + std::string(whole < 3 ? 3 - whole : 0, '0') + std::string{digits};
}

// 95 % bounds in metres by category, 0 to 11 (DO-260B table 2-14, EPU): 0 is unknown.
constexpr std::array<double, 12> nac_p_bounds{0.0,   18520.0, 7408.0, 3704.0, 1852.0, 926.0,
                                              555.6, 185.2,   92.6,   30.0,   10.0,   3.0};
// DO-260, by NUCp 0 to 9.
constexpr std::array<double, 10> nuc_p_bounds{0.0,   18520.0, 9260.0, 1852.0, 926.0,
                                              463.0, 185.2,   92.6,   10.0,   3.0};

template <std::size_t n>
std::optional<Length> half_of(const std::array<double, n>& bounds, int category) {
  if (category < 1 || category >= static_cast<int>(n)) return std::nullopt;
  return metres(bounds[static_cast<std::size_t>(category)] / 2.0);
}

}  // namespace

std::optional<double> number(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

int decimals(std::string_view digits) {
  const std::size_t point = digits.find('.');
  if (point == std::string_view::npos) return 0;
  std::size_t end = point + 1;
  while (end < digits.size() && is_digit(digits[end])) ++end;
  return static_cast<int>(end - point - 1);
}

std::string printed_position(std::string_view latitude, std::string_view longitude) {
  std::string out;
  out.reserve(latitude.size() + longitude.size() + 5);
  append_half(out, latitude, 'N', 'S');
  out += ' ';
  append_half(out, longitude, 'E', 'W');
  return out;
}

std::string_view place_at(Sighting& sighting, std::string_view latitude, std::string_view longitude) {
  const auto north = number(latitude), east = number(longitude);
  if (!north || !east) return "no position";
  if (std::abs(*north) > 90.0) return "latitude beyond 90 degrees";
  if (std::abs(*east) > 360.0) return "longitude beyond 360 degrees";
  // Where a receiver or a database has none, it writes zeros; no aircraft flies there by such chance.
  if (*north == 0.0 && *east == 0.0) return "position 0, 0";
  const double turned = *east > 180.0 ? *east - 360.0 : *east < -180.0 ? *east + 360.0 : *east;
  sighting.position = geo::Position{degrees(*north), degrees(turned)};
  if (turned == *east) {
    sighting.printed.position.text = printed_position(latitude, longitude);
  } else {
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), turned, std::chars_format::fixed,
                                   std::min(decimals(longitude), 15));
    sighting.printed.position.text = printed_position(latitude, std::string_view{text.data(), end.ptr});
  }
  return {};
}

std::string_view place_printed(Sighting& sighting, const std::string& printed) {
  const geo::PositionReadings read = geo::read_position(printed);
  if (read.readings.empty()) return "a position that is not understood";
  sighting.position = read.readings.front().position;
  sighting.printed.position.text = printed;
  return {};
}

std::optional<HeightUnit> height_unit(std::string_view word) {
  const std::string unit = lower_case(trimmed(word));
  if (unit == "ft" || unit == "feet" || unit == "foot") return HeightUnit::feet;
  if (unit == "m" || unit == "metres" || unit == "meters" || unit == "metre" || unit == "meter" ||
      unit == "м")
    return HeightUnit::metres;
  if (unit == "km") return HeightUnit::kilometres;
  if (unit == "fl") return HeightUnit::flight_levels;
  return std::nullopt;
}

Sighting::Height height(double figure, HeightUnit unit, Above above) {
  switch (unit) {
    case HeightUnit::metres:
      return {metres(figure), above};
    case HeightUnit::kilometres:
      return {kilometres(figure), above};
    case HeightUnit::feet:
      return {feet(figure), above};
    case HeightUnit::flight_levels:
      return {feet(100.0 * figure), Above::standard_pressure};
  }
  return {metres(figure), above};
}

std::string printed_height(std::string_view digits, HeightUnit unit, Above above) {
  const std::string figure = plain(trimmed(digits));
  switch (unit) {
    case HeightUnit::metres:
      return figure + " m" + std::string{above_words(above)};
    case HeightUnit::kilometres:
      return figure + " km" + std::string{above_words(above)};
    case HeightUnit::feet:
      // "35000 ft" would be read as rounded to a thousand; "FL350.00" says the hundredths that were sent.
      if (above == Above::standard_pressure && figure.find_first_not_of("0123456789") == std::string::npos)
        return printed_level(number(figure).value_or(0.0) / 100.0, 2);
      return figure + " ft" + std::string{above_words(above)};
    case HeightUnit::flight_levels:
      break;
  }
  const double level = number(digits).value_or(0.0);
  if (level >= 0.0) return printed_level(level, decimals(digits));
  return std::to_string(std::lround(100.0 * level)) + " ft at standard pressure";
}

std::optional<SpeedUnit> speed_unit(std::string_view word) {
  const std::string unit = lower_case(trimmed(word));
  if (unit == "m/s" || unit == "ms" || unit == "mps" || unit == "m/sec") return SpeedUnit::metres_per_second;
  if (unit == "kt" || unit == "kts" || unit == "knots" || unit == "kn") return SpeedUnit::knots;
  if (unit == "km/h" || unit == "kmh" || unit == "kph") return SpeedUnit::kilometres_per_hour;
  if (unit == "ft/min" || unit == "fpm" || unit == "ftmin") return SpeedUnit::feet_per_minute;
  if (unit == "mph") return SpeedUnit::miles_per_hour;
  return std::nullopt;
}

Speed speed(double figure, SpeedUnit unit) {
  switch (unit) {
    case SpeedUnit::metres_per_second:
      return metres_per_second(figure);
    case SpeedUnit::knots:
      return knots(figure);
    case SpeedUnit::kilometres_per_hour:
      return kilometres_per_hour(figure);
    case SpeedUnit::feet_per_minute:
      return feet(figure) / seconds(60.0);
    case SpeedUnit::miles_per_hour:
      return statute_miles(figure) / seconds(3600.0);
  }
  return metres_per_second(figure);
}

std::string printed_accuracy(Length sigma_per_axis) {
  const double radius = radius_95 * in_metres(sigma_per_axis);
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), radius, std::chars_format::fixed,
                                 radius < 100.0 ? 1 : 0);
  return std::string{text.data(), end.ptr} + " m";
}

std::optional<Length> sigma_of_nac_p(int category) { return half_of(nac_p_bounds, category); }
std::optional<Length> sigma_of_nuc_p(int category) { return half_of(nuc_p_bounds, category); }

void set_accuracy(Sighting& sighting, Length sigma_per_axis) {
  sighting.accuracy = sigma_per_axis;
  sighting.printed.accuracy.text = printed_accuracy(sigma_per_axis);
}

void set_hdop(Sighting& sighting, double hdop, Honesty& honesty) {
  constexpr Length range_error = metres(3.9);
  if (hdop <= 0.0 || hdop >= 99.0) return;
  assume(honesty, "one sigma per axis is HDOP times 3.9 m",
         "half of the 7.8 m at 95 % of the GPS SPS Performance Standard of 2008",
         Honesty::Assumed::Sure::likely);
  set_accuracy(sighting, hdop * range_error);
}

std::string address(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::string squawk(std::string_view text) {
  text = trimmed(text);
  const std::string_view whole = text.substr(0, text.find('.'));
  const bool octal = !whole.empty() && whole.size() <= 4 &&
                     std::all_of(whole.begin(), whole.end(), [](char c) { return c >= '0' && c <= '7'; });
  if (!octal || whole.find_first_not_of('0') == std::string_view::npos) return {};
  return std::string(4 - whole.size(), '0') + std::string{whole};
}

}  // namespace recon::exchange
