// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/printed_grid.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <GeographicLib/MGRS.hpp>

#include "recon/units/text.hpp"

namespace recon::geo {
namespace {

// Latitude bands from 80° S, eight degrees each, without I and O; the last has twelve.
constexpr std::string_view bands = "CDEFGHJKLMNPQRSTUVWX";

/// A number of metres as printed.
struct Metres {
  double value = 0.0;
  int whole_digits = 0, decimals = 0;
  char axis = ' ';  // E or N where the print says so
};

struct Token {
  std::string_view text;
  bool is_number = false;
};

PositionReadings wrong(std::string problem) {
  return {.readings = {}, .problems = {std::move(problem)}, .notes = {}};
}

std::string upper(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

// "712345,5": a comma before one to three digits is a decimal sign; "712345,3965123" parts two numbers.
std::size_t number_length(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end + 1 >= text.size() || (text[end] != '.' && text[end] != ',') || !is_digit(text[end + 1]))
    return end;
  std::size_t behind = end + 1;
  while (behind < text.size() && is_digit(text[behind])) ++behind;
  return text[end] == ',' && behind - end > 4 ? end : behind;
}

/// Numbers and words; nothing when a character belongs to neither and parts nothing.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (is_digit(text[at])) {
      end = at + number_length(text.substr(at));
      tokens.push_back({text.substr(at, end - at), true});
    } else if (is_letter(text[at])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      tokens.push_back({text.substr(at, end - at), false});
    } else if (std::string_view{" \t,;:=/-."}.find(text[at]) == std::string_view::npos) {
      return std::nullopt;
    }
    at = end;
  }
  return tokens;
}

Metres metres_of(std::string_view printed) {
  std::string digits{printed};
  std::replace(digits.begin(), digits.end(), ',', '.');
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  Metres read;
  std::from_chars(digits.data(), digits.data() + digits.size(), read.value);
  read.whole_digits = static_cast<int>(whole);
  read.decimals = whole == digits.size() ? 0 : static_cast<int>(digits.size() - whole - 1);
  return read;
}

std::string figure(double value, int decimals) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals);
  return {text.data(), end.ptr};
}

double step_of(const Metres& printed) { return std::pow(10.0, -printed.decimals); }

PositionReading reading_at(const Position& position, double north_step, double east_step, std::string means) {
  const DegreeLengths degree = degree_lengths(position.latitude);
  PositionReading reading{.position = position,
                          .half_latitude = degrees(0.5 * north_step / in_metres(degree.of_latitude)),
                          .half_longitude = degrees(0.5 * east_step / in_metres(degree.of_longitude)),
                          .taken = {},
                          .means = std::move(means)};
  reading.means += ", " + print(reading.position);
  return reading;
}

PositionReadings only(PositionReading reading) {
  return {.readings = {std::move(reading)}, .problems = {}, .notes = {}};
}

// ---- MGRS

/// "36S", then two letters of a square, then an even number of digits, blanks between them or not.
std::optional<PositionReadings> read_mgrs(std::string_view text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::string packed = upper(text);
  std::erase(packed, ' ');
  std::size_t at = 0;
  while (at < packed.size() && is_digit(packed[at])) ++at;
  const bool formed = (at == 1 || at == 2) && packed.size() >= at + 3 &&
                      std::all_of(packed.begin() + static_cast<std::ptrdiff_t>(at),
                                  packed.begin() + static_cast<std::ptrdiff_t>(at) + 3, is_letter) &&
                      packed.find_first_not_of("0123456789", at + 3) == std::string::npos;
  if (!formed) return std::nullopt;
  const std::size_t digits = packed.size() - at - 3;
  if (digits % 2 != 0)
    return wrong("a grid reference has as many digits of easting as of northing: " + quoted(text));
  if (digits > 16) return wrong("finer than a millimetre: " + quoted(text));
  int zone = 0, precision = 0;
  bool north = true;
  double east = 0.0, northing = 0.0;
  try {
    constexpr bool centre = true;
    GeographicLib::MGRS::Reverse(packed, zone, north, east, northing, precision, centre);
  } catch (const GeographicLib::GeographicErr& error) {
    return wrong("no such square: " + quoted(text) + " (" + error.what() + ")");
  }
  const UtmPlace place{.zone = zone, .north = north, .easting = metres(east), .northing = metres(northing)};
  const double step = std::pow(10.0, 5 - precision);
  PositionReading reading =
      reading_at(place_on(datum("WGS 84").value(), place), step, step,
                 packed.substr(0, at + 1) + " " + packed.substr(at + 1, 2) + " " +
                     packed.substr(at + 3, digits / 2) + " " + packed.substr(at + 3 + digits / 2));
  reading.utm = place;
  return only(std::move(reading));
}

// ---- UTM

struct Zone {
  int number = 0;
  std::string letter;  // a band, or NORTH, SOUTH
};

bool is_band(std::string_view word) {
  return word.size() == 1 && bands.find(word[0]) != std::string_view::npos;
}

std::string band_words(char letter) {
  const int from = -80 + 8 * static_cast<int>(bands.find(letter));
  const auto side = [](int latitude) {
    return std::to_string(std::abs(latitude)) + "°" + (latitude < 0 ? " S" : " N");
  };
  return side(from) + " to " + side(letter == 'X' ? 84 : from + 8);
}

bool in_band(char letter, double latitude) {
  const double from = -80.0 + 8.0 * static_cast<double>(bands.find(letter));
  // Maps carry a band's letters a little over its edge.
  constexpr double over = 0.5;
  return latitude > from - over && latitude < (letter == 'X' ? 84.0 : from + 8.0) + over;
}

/// Takes the zone out of the tokens: a number of one or two digits, then its letter.
std::optional<Zone> take_zone(std::vector<Token>& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::string_view letter = tokens[i + 1].text;
    const bool named =
        !tokens[i + 1].is_number && (is_band(letter) || letter == "NORTH" || letter == "SOUTH");
    if (!tokens[i].is_number || tokens[i].text.size() > 2 || !named) continue;
    Zone zone{static_cast<int>(metres_of(tokens[i].text).value), std::string{letter}};
    const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    tokens.erase(first, first + 2);
    return zone;
  }
  return std::nullopt;
}

char axis_of(std::string_view word) {
  if (word == "E" || word == "ME" || word == "EAST" || word == "EASTING") return 'E';
  if (word == "N" || word == "MN" || word == "NORTH" || word == "NORTHING") return 'N';
  return ' ';
}

/// Two numbers, with letters for their axes before or behind both, or none. Nothing for anything else.
std::optional<std::array<Metres, 2>> two_numbers(const std::vector<Token>& tokens) {
  const bool before = !tokens.empty() && !tokens.front().is_number;
  std::vector<Metres> numbers;
  char axis = ' ';
  for (const Token& token : tokens) {
    if (token.is_number) {
      numbers.push_back(metres_of(token.text));
      if (before) numbers.back().axis = std::exchange(axis, ' ');
      continue;
    }
    if (token.text == "M") continue;
    const char named = axis_of(token.text);
    if (named == ' ') return std::nullopt;
    if (before)
      axis = named;
    else
      numbers.back().axis = named;
  }
  if (numbers.size() != 2) return std::nullopt;
  if (numbers[0].axis == 'N' || numbers[1].axis == 'E') std::swap(numbers[0], numbers[1]);
  return std::array{numbers[0], numbers[1]};
}

std::optional<PositionReadings> read_utm(std::string_view text) {
  const std::string capitals = upper(text);
  auto tokens = tokens_of(capitals);
  if (!tokens) return std::nullopt;
  const std::size_t all = tokens->size();
  std::erase_if(*tokens, [](const Token& token) { return token.text == "UTM" || token.text == "ZONE"; });
  const bool said = tokens->size() < all;
  const auto zone = take_zone(*tokens);
  const auto numbers = two_numbers(*tokens);
  constexpr int least_digits = 5;
  const bool formed = zone && numbers && (*numbers)[0].whole_digits >= least_digits &&
                      (*numbers)[1].whole_digits >= least_digits;
  if (!formed) {
    if (!said) return std::nullopt;
    return wrong("UTM is a zone with its letter, an easting and a northing, as in 36S 712345 3965123: " +
                 quoted(text));
  }
  const auto& [easting, northing] = *numbers;
  if (zone->number < 1 || zone->number > 60) return wrong("zones of UTM are 1 to 60: " + quoted(text));
  if (easting.value < 100'000.0 || easting.value >= 900'000.0)
    return wrong("eastings of UTM are 100 000 to 900 000 m: " + quoted(text));
  if (northing.value > 10'000'000.0) return wrong("northings of UTM are below 10 000 000 m: " + quoted(text));
  const Datum wgs84 = datum("WGS 84").value();
  UtmPlace place{.zone = zone->number,
                 .north = zone->letter == "NORTH" || (zone->letter.size() == 1 && zone->letter[0] >= 'N'),
                 .easting = metres(easting.value),
                 .northing = metres(northing.value)};
  std::vector<std::string> notes;
  const bool band = zone->letter.size() == 1;
  if (band && !in_band(zone->letter[0], in_degrees(place_on(wgs84, place).latitude))) {
    // N and S are bands of few maps and hemispheres of most programs.
    if (zone->letter == "S")
      place.north = false;
    else if (zone->letter != "N")
      return wrong("band " + zone->letter + " is " + band_words(zone->letter[0]) +
                   ", and this northing is at " + print(place_on(wgs84, place)) + ": " + quoted(text));
  } else if (zone->letter == "S") {
    notes.push_back(quoted(text) +
                    ": S is taken for the band of 32° N to 40° N, where the northing lies, not for "
                    "the southern hemisphere");
  }
  PositionReading reading =
      reading_at(place_on(wgs84, place), step_of(northing), step_of(easting),
                 "UTM " + std::to_string(place.zone) + (place.north ? " north, " : " south, ") +
                     figure(easting.value, easting.decimals) + " m E " +
                     figure(northing.value, northing.decimals) + " m N");
  reading.utm = place;
  PositionReadings out = only(std::move(reading));
  out.notes = std::move(notes);
  return out;
}

// ---- SK-42

/// Latin letters for the Cyrillic ones that these prints use, in capitals.
std::string latin(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> letters{{{"С", "S"},
                                                                                  {"с", "S"},
                                                                                  {"К", "K"},
                                                                                  {"к", "K"},
                                                                                  {"Х", "X"},
                                                                                  {"х", "X"},
                                                                                  {"У", "Y"},
                                                                                  {"у", "Y"},
                                                                                  {"зона", "ZONE"}}};
  std::string out{text};
  for (const auto& [from, to] : letters)
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  return upper(out);
}

std::optional<PositionReadings> read_sk42(std::string_view text) {
  if (text.empty() || is_digit(text.front())) return std::nullopt;
  const std::string capitals = latin(text);
  std::string_view rest = capitals;
  bool said = false;
  for (const std::string_view name : {"SK-42", "SK 42", "SK42", "CK-42", "CK42", "S-42", "PULKOVO 1942"})
    if (!said && rest.starts_with(name)) {
      rest.remove_prefix(name.size());
      said = true;
    }
  if (!said) return std::nullopt;
  const auto form = [&] {
    return wrong("SK-42 is x (north) and y (east, its zone in front), as in SK-42 x 3965123 y 7212345: " +
                 quoted(text));
  };
  auto tokens = tokens_of(rest);
  if (!tokens) return form();
  int zone = 0;
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i)
    if ((*tokens)[i].text == "ZONE" && (*tokens)[i + 1].is_number) {
      zone = static_cast<int>(std::min(99.0, metres_of((*tokens)[i + 1].text).value));
      const auto first = tokens->begin() + static_cast<std::ptrdiff_t>(i);
      tokens->erase(first, first + 2);
    }
  std::optional<Metres> x, y;
  char axis = ' ';
  for (const Token& token : *tokens) {
    if (!token.is_number) {
      if (token.text == "M" || token.text == "GK") continue;
      if (token.text != "X" && token.text != "Y") return form();
      axis = token.text.front();
      continue;
    }
    // Without letters, x comes first, as Soviet tables have it.
    auto& into = axis == 'Y' || (axis == ' ' && x) ? y : x;
    if (into) return form();
    into = metres_of(token.text);
    axis = ' ';
  }
  if (!x || !y) return form();
  if (y->value >= 61e6 || x->value >= 61e6) return wrong("more metres than a grid has: " + quoted(text));
  const int in_front = static_cast<int>(y->value / 1e6);
  if (in_front > 0 && zone > 0 && in_front != zone)
    return wrong("zone " + std::to_string(zone) + " is said and " + std::to_string(in_front) +
                 " stands before y: " + quoted(text));
  if (in_front > 0) zone = in_front;
  if (zone < 1 || zone > 60) return wrong("which zone, 1 to 60? " + quoted(text));
  const double east = y->value - 1e6 * in_front;
  if (east < 100'000.0 || east > 900'000.0)
    return wrong("y within a zone is 100 000 to 900 000 m: " + quoted(text));
  if (x->value > 10'000'000.0) return wrong("x is below 10 000 000 m: " + quoted(text));
  const Datum pulkovo = datum("Pulkovo 1942").value();
  const Position on_pulkovo = place_in_sk42(zone, metres(x->value), metres(east));
  PositionReading reading =
      reading_at(to_wgs84(on_pulkovo, pulkovo), step_of(*x), step_of(*y),
                 "SK-42 zone " + std::to_string(zone) + ", x " + figure(x->value, x->decimals) + " m y " +
                     figure(y->value, y->decimals) + " m");
  reading.datum = pulkovo.name;
  return only(std::move(reading));
}

}  // namespace

std::optional<PositionReadings> read_grid(std::string_view text) {
  if (auto sk42 = read_sk42(text)) return sk42;
  if (auto mgrs = read_mgrs(text)) return mgrs;
  return read_utm(text);
}

}  // namespace recon::geo
