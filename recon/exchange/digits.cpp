// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "recon/geo/printed_position.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using normalise::radius_95;

// A double has no more of a degree, and of a figure beyond ten not even those.
constexpr int most_decimals = 15;

std::string_view unsigned_digits(std::string_view digits) {
  digits = trimmed(digits);
  if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) digits.remove_prefix(1);
  return digits;
}

// Files of programs say 3.6189e1 now and then, which no page prints.
std::string plain(std::string_view digits) {
  if (digits.find_first_of("eE") == std::string_view::npos) return std::string{digits};
  // Always enough: a double has at most 309 digits before its point, and some 340 behind it.
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number(digits).value_or(0.0),
                                 std::chars_format::fixed);
  return {text.data(), end.ptr};
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

// "192.50", "005"
void append_level(std::string& out, double level, int shown) {
  const std::size_t begin = out.size();
  append_number(out, level, shown);
  const std::size_t whole = std::min(out.find('.', begin), out.size()) - begin;
  if (whole < 3) out.insert(begin, 3 - whole, '0');
}

double in_unit(Length value, HeightUnit unit) {
  switch (unit) {
    case HeightUnit::metres:
      return in_metres(value);
    case HeightUnit::kilometres:
      return in_kilometres(value);
    case HeightUnit::feet:
      return in_feet(value);
    case HeightUnit::flight_levels:
      break;
  }
  return in_feet(value) / 100.0;
}

double metres_in(RangeUnit unit) {
  switch (unit) {
    case RangeUnit::metres:
      return 1.0;
    case RangeUnit::kilometres:
      return 1000.0;
    case RangeUnit::nautical_miles:
      break;
  }
  return metres_in_nautical_mile;
}

double circle_in(AzimuthUnit unit) {
  switch (unit) {
    case AzimuthUnit::degrees:
      return 360.0;
    case AzimuthUnit::mils:
      return 6400.0;
    case AzimuthUnit::thousandths:
      break;
  }
  return 6000.0;
}

std::int8_t kept(int decimals) { return static_cast<std::int8_t>(std::clamp(decimals, 0, most_decimals)); }

// 95 % bounds in metres by category, 0 to 11 (DO-260B table 2-14, EPU): 0 is unknown.
constexpr std::array<double, 12> nac_p_bounds{0.0,   18520.0, 7408.0, 3704.0, 1852.0, 926.0,
                                              555.6, 185.2,   92.6,   30.0,   10.0,   3.0};
// DO-260, by NUCp 0 to 9.
constexpr std::array<double, 10> nuc_p_bounds{0.0,   18520.0, 9260.0, 1852.0, 926.0,
                                              463.0, 185.2,   92.6,   10.0,   3.0};

// Containment radii in metres by NIC 0 to 11 (DO-260B table 2-69; of 6 the widest).
constexpr std::array<double, 12> nic_radii{0.0,    37040.0, 14816.0, 7408.0, 3704.0, 1852.0,
                                           1111.2, 370.4,   185.2,   75.0,   25.0,   7.5};

template <std::size_t n>
std::optional<double> metres_of(const std::array<double, n>& bounds, double category) {
  if (!(category >= 1.0 && category < static_cast<double>(n))) return std::nullopt;
  return bounds[static_cast<std::size_t>(category)];
}

template <std::size_t n>
std::optional<Length> within_95(const std::array<double, n>& bounds, double category) {
  const auto radius = metres_of(bounds, category);
  return radius ? std::optional{metres(*radius / radius_95)} : std::nullopt;
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
  if (digits.find_first_of("eE") != std::string_view::npos) return decimals(plain(digits));
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

void append_number(std::string& out, double value, int decimals) {
  // Up to 2^53 a double holds every whole number, and the last digit is that of a whole number of steps.
  static constexpr std::array<double, most_decimals + 1> scales{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const double steps =
      decimals > most_decimals ? 1e300 : std::abs(value) * scales[static_cast<std::size_t>(decimals)];
  if (!(steps < 9e15)) {
    std::array<char, 400> digits;  // the longest double has 309 before the point
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed, decimals);
    out.append(digits.data(), end.ptr);
    return;
  }
  std::array<char, 24> digits;
  auto left = static_cast<std::uint64_t>(std::llrint(steps));
  const bool minus = std::signbit(value) && left != 0;
  std::size_t at = digits.size();
  for (int written = 0; left != 0 || written <= decimals; ++written) {
    if (written == decimals && decimals > 0) digits[--at] = '.';
    digits[--at] = static_cast<char>('0' + left % 10);
    left /= 10;
  }
  if (minus) out += '-';
  out.append(digits.data() + at, digits.size() - at);
}

std::string_view place_at(Sighting& sighting, std::string_view latitude, std::string_view longitude) {
  const auto north = number(latitude), east = number(longitude);
  if (!north || !east) return "no position";
  return place_at(sighting, *north, decimals(latitude), *east, decimals(longitude));
}

std::string_view place_at(Sighting& sighting, double latitude, int latitude_decimals, double longitude,
                          int longitude_decimals) {
  if (std::abs(latitude) > 90.0) return "latitude beyond 90 degrees";
  if (std::abs(longitude) > 360.0) return "longitude beyond 360 degrees";
  // Where a receiver or a database has none, it writes zeros; no aircraft flies there by such chance.
  if (latitude == 0.0 && longitude == 0.0) return "position 0, 0";
  const double turned = longitude > 180.0    ? longitude - 360.0
                        : longitude < -180.0 ? longitude + 360.0
                                             : longitude;
  sighting.position = geo::Position{degrees(latitude), degrees(turned)};
  sighting.decimals.latitude = kept(latitude_decimals);
  sighting.decimals.longitude = kept(longitude_decimals);
  return {};
}

std::string_view place_printed(Sighting& sighting, const std::string& printed) {
  const geo::PositionReadings read = geo::read_position(printed);
  if (read.readings.empty()) return "a position that is not understood";
  sighting.position = read.readings.front().position;
  sighting.in_words = std::make_shared<Sighting::InWords>(Sighting::InWords{printed, {}, {}});
  return {};
}

std::optional<HeightUnit> height_unit(std::string_view word) {
  const std::string unit = small_letters(trimmed(word));
  const auto is = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), unit) != words.end();
  };
  if (is({"ft", "feet", "foot", "ft.", "'", "фут", "футы", "футов", "ф", "fuß", "fuss", "fit", "ayak",
          "pieds"}))
    return HeightUnit::feet;
  if (is({"m", "m.", "metres", "meters", "metre", "meter", "mètres", "м", "м.", "метр", "метры", "метров"}))
    return HeightUnit::metres;
  if (is({"km", "км", "kilometres", "kilometers"})) return HeightUnit::kilometres;
  if (is({"fl", "flight level", "hundreds of feet", "x100 ft", "100 ft", "100ft"}))
    return HeightUnit::flight_levels;
  return std::nullopt;
}

std::optional<HeightWords> height_words(std::string_view text) {
  const std::string words = small_letters(trimmed(text));
  if (const auto unit = height_unit(words)) return HeightWords{*unit, std::nullopt};
  const std::size_t blank = words.find(' ');
  const auto unit = height_unit(std::string_view{words}.substr(0, blank));
  if (!unit || blank == std::string::npos) return std::nullopt;
  const std::string_view rest = trimmed(std::string_view{words}.substr(blank));
  const auto is = [&](std::initializer_list<std::string_view> all) {
    return std::find(all.begin(), all.end(), rest) != all.end();
  };
  if (is({"msl", "amsl", "asl", "nn", "н.у.м.", "above mean sea level", "above sea level"}))
    return HeightWords{*unit, Above::sea_level};
  if (is({"agl", "above ground"})) return HeightWords{*unit, Above::ground};
  if (is({"hae", "above the ellipsoid"})) return HeightWords{*unit, Above::ellipsoid};
  if (is({"at standard pressure", "std"})) return HeightWords{*unit, Above::standard_pressure};
  return std::nullopt;
}

std::optional<Sighting::Height> height_printed(std::string_view printed) {
  printed = trimmed(printed);
  if (printed.starts_with("FL"))
    return height(printed.substr(2), HeightUnit::flight_levels, Above::standard_pressure);
  const std::size_t end = printed.find_first_not_of("+-0123456789.");
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  const auto words = height_words(printed.substr(end));
  if (!words) return std::nullopt;
  return height(printed.substr(0, end), words->unit, words->above.value_or(Above::unsaid));
}

std::optional<Sighting::Height> height(std::string_view digits, HeightUnit unit, Above above) {
  const auto figure = number(digits);
  if (!figure) return std::nullopt;
  return height(*figure, decimals(digits), unit, above);
}

Sighting::Height height(double figure, int decimals, HeightUnit unit, Above above) {
  Sighting::Height made{.value = {}, .above = above, .unit = unit, .decimals = kept(decimals)};
  switch (unit) {
    case HeightUnit::metres:
      made.value = metres(figure);
      break;
    case HeightUnit::kilometres:
      made.value = kilometres(figure);
      break;
    case HeightUnit::feet:
      made.value = feet(figure);
      break;
    case HeightUnit::flight_levels:
      made.value = feet(100.0 * figure);
      made.above = Above::standard_pressure;
      break;
  }
  return made;
}

bool is_level(const Height& height) {
  if (height.value < metres(0)) return false;
  // "35000 ft" would be read as rounded to a thousand; "FL350.00" says the hundredths that were sent.
  return height.unit == HeightUnit::flight_levels ||
         (height.unit == HeightUnit::feet && height.above == Above::standard_pressure &&
          height.decimals == 0);
}

void append_figure(std::string& out, const Height& height) {
  if (is_level(height))
    append_level(out, in_unit(height.value, HeightUnit::flight_levels),
                 height.unit == HeightUnit::feet ? 2 : height.decimals);
  else if (height.unit == HeightUnit::flight_levels)
    append_number(out, in_feet(height.value), 0);  // below the standard pressure there are no levels
  else
    append_number(out, in_unit(height.value, height.unit), height.decimals);
}

Height::Above above_of(HeightDatum datum) {
  using Above = Height::Above;
  switch (datum) {
    case HeightDatum::unstated:
      return Above::unsaid;
    case HeightDatum::mean_sea_level:
      return Above::sea_level;
    case HeightDatum::standard_pressure:
      return Above::standard_pressure;
    case HeightDatum::ground:
      return Above::ground;
    case HeightDatum::ellipsoid:
      return Above::ellipsoid;
  }
  return Above::unsaid;
}

std::string printed(const Height& height) {
  std::string text = is_level(height) ? "FL" : "";
  append_figure(text, height);
  if (is_level(height)) return text;
  text += height.unit == HeightUnit::metres ? " m" : height.unit == HeightUnit::kilometres ? " km" : " ft";
  return text.append(above_words(height.above));
}

void append_range(std::string& out, const Polar& polar) {
  append_number(out, in_metres(polar.range) / metres_in(polar.range_unit), polar.range_decimals);
}

void append_azimuth(std::string& out, const Polar& polar) {
  append_number(out, in_degrees(polar.azimuth) * (circle_in(polar.azimuth_unit) / 360.0),
                polar.azimuth_decimals);
}

std::string_view sign_of(RangeUnit unit) {
  switch (unit) {
    case RangeUnit::metres:
      return " m";
    case RangeUnit::kilometres:
      return " km";
    case RangeUnit::nautical_miles:
      break;
  }
  return " NM";
}

std::string_view sign_of(AzimuthUnit unit) {
  switch (unit) {
    case AzimuthUnit::degrees:
      return "°";
    case AzimuthUnit::mils:
      return " mils";
    case AzimuthUnit::thousandths:
      break;
  }
  return " thousandths";
}

Length range(double figure, RangeUnit unit) { return metres(figure * metres_in(unit)); }
Angle azimuth(double figure, AzimuthUnit unit) { return degrees(figure / (circle_in(unit) / 360.0)); }

std::optional<SpeedUnit> speed_unit(std::string_view word) {
  const std::string unit = small_letters(trimmed(word));
  const auto is = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), unit) != words.end();
  };
  if (is({"m/s", "ms", "mps", "m/sec", "м/с", "м/сек", "m/sn"})) return SpeedUnit::metres_per_second;
  if (is({"kt", "kts", "knots", "knot", "kn", "knoten", "уз", "узлы", "узлов"})) return SpeedUnit::knots;
  if (is({"km/h", "kmh", "kph", "км/ч", "km/sa", "km/s.", "km/saat"})) return SpeedUnit::kilometres_per_hour;
  if (is({"ft/min", "fpm", "ftmin", "фут/мин"})) return SpeedUnit::feet_per_minute;
  if (is({"mph", "mil/saat"})) return SpeedUnit::miles_per_hour;
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

void append_radius(std::string& out, Length sigma_per_axis) {
  const double radius = radius_95 * in_metres(sigma_per_axis);
  append_number(out, radius, radius < 100.0 ? 1 : 0);
}

void set_ellipse(Sighting& sighting, Length along, Length across, Angle axis) {
  if (!(along > metres(0)) || !(across > metres(0)) || !std::isfinite(in_metres(along)) ||
      !std::isfinite(in_metres(across)))
    return;
  const bool turned = across > along;
  // A half axis points both ways.
  double towards = std::fmod(in_degrees(axis) + (turned ? 90.0 : 0.0), 180.0);
  if (towards < 0.0) towards += 180.0;
  sighting.accuracy = std::max(along, across);
  sighting.ellipse = std::nullopt;
  if (along != across) sighting.ellipse = Ellipse{std::min(along, across), degrees(towards)};
}

std::optional<Length> sigma_of_nac_p(double category) { return within_95(nac_p_bounds, category); }
std::optional<Length> sigma_of_nuc_p(double category) { return within_95(nuc_p_bounds, category); }

std::optional<Length> sigma_of_containment(double radius_m) {
  if (!(radius_m > 0.0)) return std::nullopt;
  // The categories from 9 up have radii of 75 m and less, and beside them bounds of 30 m and less.
  constexpr double fine = 75.0;
  return metres(radius_m / (radius_m <= fine ? 2.5 : 2.0) / radius_95);
}

std::optional<Length> sigma_of_nic(double category) {
  const auto radius = metres_of(nic_radii, category);
  return radius ? sigma_of_containment(*radius) : std::nullopt;
}

void set_hdop(Sighting& sighting, double hdop, Honesty& honesty) {
  constexpr Length range_error = metres(3.9);
  if (hdop <= 0.0 || hdop >= 99.0) return;
  assume(honesty, "one sigma per axis is HDOP times 3.9 m",
         "half of the 7.8 m at 95 % of the GPS SPS Performance Standard of 2008",
         Honesty::Assumed::Sure::likely);
  sighting.accuracy = hdop * range_error;
}

void take_written(Sighting& sighting, std::string_view height, std::string_view radius_m) {
  if (const auto printed = height_printed(height)) sighting.height = printed;
  if (const auto radius = number(radius_m); radius && *radius > 0.0)
    sighting.accuracy = metres(*radius / radius_95);
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
