// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/printed_position.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>

#include "recon/geo/printed_grid.hpp"
#include "recon/units/text.hpp"

namespace recon::geo {
namespace {

// Degrees, minutes, seconds: what one of each is in degrees, and how it is written.
constexpr std::array<double, 3> unit_deg{1.0, 1.0 / 60.0, 1.0 / 3600.0};
constexpr std::array<std::string_view, 3> unit_sign{"°", "'", "\""};
constexpr std::array<std::string_view, 3> unit_name{"degrees", "minutes", "seconds"};

struct Token {
  enum class Kind { number, letter, unit, sign, separator, unknown };
  Kind kind = Kind::unknown;
  std::string_view text;  // as printed, in plain characters
  std::size_t unit = 0;   // of a unit: 0 degrees, 1 minutes, 2 seconds
  char letter = ' ';      // of a letter: N S E W
};
using Kind = Token::Kind;

/// One number of degrees, minutes or seconds, as printed: "48", "22.5".
struct Field {
  std::string digits;
  [[nodiscard]] double value() const {
    double read = 0.0;
    std::from_chars(digits.data(), digits.data() + digits.size(), read);
    return read;
  }
  [[nodiscard]] std::size_t decimals() const {
    const auto point = digits.find('.');
    return point == std::string::npos ? 0 : digits.size() - point - 1;
  }
};

/// A latitude or a longitude as printed, before anybody asked whether it can be one.
struct Half {
  char letter = ' ';
  std::vector<Field> fields;  // degrees, then minutes, then seconds
  bool dotted = false;        // D.M.S, where a digit may be lost
  std::string_view printed;

  [[nodiscard]] bool is_latitude() const { return letter == 'N' || letter == 'S'; }
};

/// One meaning of a half.
struct HalfReading {
  double degrees = 0.0, half_step = 0.0;
  std::string means;
  bool lost_digit = false;
};

// ---- characters to tokens

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

std::size_t number_length(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const bool separates = (text[end] == '.' || text[end] == ',') && end > 0 && is_digit(text[end - 1]) &&
                           end + 1 < text.size() && is_digit(text[end + 1]);
    if (!is_digit(text[end]) && !separates) break;
    ++end;
  }
  return end;
}

Token word_token(std::string_view text) {
  const std::string word = lower_case(text);
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto letter = [&](char c) { return Token{Kind::letter, text, 0, c}; };
  if (is_one_of({"n", "north"})) return letter('N');
  if (is_one_of({"s", "south"})) return letter('S');
  if (is_one_of({"e", "east"})) return letter('E');
  if (is_one_of({"w", "west"})) return letter('W');
  if (is_one_of({"deg", "degree", "degrees"})) return {Kind::unit, text, 0};
  if (is_one_of({"min", "minute", "minutes"})) return {Kind::unit, text, 1};
  if (is_one_of({"sec", "second", "seconds"})) return {Kind::unit, text, 2};
  if (is_one_of({"lat", "latitude", "lon", "long", "longitude", "and"})) return {Kind::separator, text};
  return {Kind::unknown, text};
}

Token token_at(std::string_view all, std::size_t at) {
  const std::string_view text = all.substr(at);
  if (is_digit(text.front())) return {Kind::number, text.substr(0, number_length(text))};
  if (is_letter(text.front())) {
    std::size_t end = 1;
    while (end < text.size() && is_letter(text[end])) ++end;
    return word_token(text.substr(0, end));
  }
  for (const std::string_view degree : {"°", "º", "˚", "∘"})
    if (starts(text, degree)) return {Kind::unit, text.substr(0, degree.size()), 0};
  if (starts(text, "''")) return {Kind::unit, text.substr(0, 2), 2};
  if (starts(text, "\"")) return {Kind::unit, text.substr(0, 1), 2};
  if (starts(text, "'")) return {Kind::unit, text.substr(0, 1), 1};
  const bool before_digit = text.size() > 1 && is_digit(text[1]);
  const bool after_space = at == 0 || all[at - 1] == ' ' || is_letter(all[at - 1]);
  if ((text.front() == '-' || text.front() == '+') && before_digit && after_space)
    return {Kind::sign, text.substr(0, 1)};
  if (std::string_view{" \t\n.,;:-/()"}.find(text.front()) != std::string_view::npos)
    return {Kind::separator, text.substr(0, 1)};
  return {Kind::unknown, text.substr(0, 1)};
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    Token token = token_at(text, at);
    at += token.text.size();
    if (token.kind != Kind::separator) tokens.push_back(token);
  }
  return tokens;
}

// ---- tokens to halves

/// The digits of a number, parted: "35.8" is one field, "35.48.2" three, "35.48.22.5" three.
std::vector<Field> fields_of(std::string_view number) {
  std::string digits{number};
  std::replace(digits.begin(), digits.end(), ',', '.');
  if (std::count(digits.begin(), digits.end(), '.') < 2) return {Field{digits}};
  std::vector<Field> fields;
  for (std::string_view rest = digits; !rest.empty() && fields.size() < 3;) {
    const auto end = fields.size() == 2 ? std::string_view::npos : rest.find('.');
    fields.push_back({std::string{rest.substr(0, end)}});
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return fields;
}

/// ICAO Annex 15 and every AIP: DDMM, DDMMSS for a latitude, DDDMM, DDDMMSS for a longitude.
std::vector<Field> parted_run(const Field& run, bool is_latitude) {
  const std::size_t whole = std::min(run.digits.find('.'), run.digits.size());
  const std::size_t in_degrees = is_latitude ? 2 : 3;
  if (whole != in_degrees + 2 && whole != in_degrees + 4) return {run};
  std::vector<Field> fields{{run.digits.substr(0, in_degrees)}, {run.digits.substr(in_degrees)}};
  if (whole == in_degrees + 4) {
    fields.back().digits = run.digits.substr(in_degrees, 2);
    fields.push_back({run.digits.substr(in_degrees + 2)});
  }
  return fields;
}

std::string order_problem(std::string_view printed) {
  return "degrees, then minutes, then seconds: " + quoted(printed);
}

/// Numbers and units between two letters; a unit names the number before it.
std::optional<Half> half_of(const Token* first, const Token* last, char letter,
                            std::vector<std::string>& problems) {
  Half half;
  half.letter = letter;
  half.printed = {first->text.data(), static_cast<std::size_t>((last - 1)->text.data() +
                                                               (last - 1)->text.size() - first->text.data())};
  bool named = false;
  for (const Token* token = first; token != last; ++token) {
    if (token->kind == Kind::letter) continue;
    if (token->kind == Kind::sign) {
      problems.push_back("the letter tells the side; leave out the sign: " + quoted(half.printed));
      return std::nullopt;
    }
    if (token->kind == Kind::unit) {
      if (half.fields.empty() || token->unit + 1 != half.fields.size()) {
        problems.push_back(order_problem(half.printed));
        return std::nullopt;
      }
      named = true;
      continue;
    }
    const std::vector<Field> fields = fields_of(token->text);
    half.dotted = half.dotted || fields.size() == 3;
    half.fields.insert(half.fields.end(), fields.begin(), fields.end());
  }
  if (half.fields.size() == 1 && !named) half.fields = parted_run(half.fields.front(), half.is_latitude());
  if (half.fields.empty() || half.fields.size() > 3) {
    problems.push_back(order_problem(half.printed));
    return std::nullopt;
  }
  return half;
}

struct Halves {
  Half latitude, longitude;
};

std::optional<Halves> halves_of(std::string_view text, std::vector<std::string>& problems) {
  const std::vector<Token> tokens = tokens_of(text);
  for (const Token& token : tokens) {
    if (token.kind != Kind::unknown) continue;
    problems.push_back(quoted(token.text) + " does not belong in a position: " + quoted(text));
    return std::nullopt;
  }
  std::vector<std::size_t> letters;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].kind == Kind::letter) letters.push_back(i);
  const auto incomplete = [&] {
    problems.push_back(quoted(text) + ": latitude and longitude, each with its letter N S E W");
    return std::nullopt;
  };
  if (letters.size() != 2) return incomplete();
  const bool letters_first = letters[0] == 0;
  if (!letters_first && letters[1] + 1 != tokens.size()) return incomplete();
  const std::size_t cut = letters_first ? letters[1] : letters[0] + 1;
  const Token* all = tokens.data();
  const auto is_number = [](const Token& token) { return token.kind == Kind::number; };
  if (std::none_of(all, all + cut, is_number) || std::none_of(all + cut, all + tokens.size(), is_number))
    return incomplete();
  auto first = half_of(all, all + cut, tokens[letters[0]].letter, problems);
  auto second = half_of(all + cut, all + tokens.size(), tokens[letters[1]].letter, problems);
  if (!first || !second) return std::nullopt;
  if (first->is_latitude() == second->is_latitude()) return incomplete();
  return first->is_latitude() ? Halves{*first, *second} : Halves{*second, *first};
}

// ---- halves to meanings

/// "35°48'02\"", with minutes and seconds in two digits.
std::string written(const std::vector<Field>& fields) {
  std::string text;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::size_t whole = std::min(fields[i].digits.find('.'), fields[i].digits.size());
    if (i > 0 && whole == 1) text += '0';
    text += fields[i].digits;
    text += unit_sign[i];
  }
  return text;
}

/// What cannot be: too many minutes, a latitude beyond a pole, decimals before the last number.
bool is_possible(const Half& half, double degrees, std::vector<std::string>& problems) {
  const std::size_t before = problems.size();
  for (std::size_t i = 1; i < half.fields.size(); ++i) {
    if (half.fields[i].value() >= 60.0)
      problems.push_back(std::string{unit_name[i]} + " run to 59: " + quoted(half.printed));
    if (half.fields[i - 1].decimals() > 0)
      problems.push_back("only the last of degrees, minutes, seconds has decimals: " + quoted(half.printed));
  }
  const double most = half.is_latitude() ? 90.0 : 180.0;
  if (degrees > most && problems.size() == before) {
    const Field& whole = half.fields.front();
    problems.push_back((half.is_latitude() ? "latitude " : "longitude ") +
                       (whole.value() > most ? whole.digits : written(half.fields)) + " is beyond " +
                       (half.is_latitude() ? "90" : "180"));
  }
  return problems.size() == before;
}

std::vector<HalfReading> readings_of(const Half& half, std::vector<std::string>& problems) {
  double degrees = 0.0;
  for (std::size_t i = 0; i < half.fields.size(); ++i) degrees += half.fields[i].value() * unit_deg[i];
  if (!is_possible(half, degrees, problems)) return {};
  const double side = half.letter == 'S' || half.letter == 'W' ? -1.0 : 1.0;
  const std::size_t finest = half.fields.size() - 1;
  const Field& last = half.fields.back();
  const double step = unit_deg[finest] * std::pow(10.0, -static_cast<double>(last.decimals()));
  std::vector<HalfReading> readings;
  readings.push_back({side * degrees, 0.5 * step, written(half.fields) + half.letter, false});
  // "2" seconds may be what is left of "20" to "29"; 60 and more seconds were never printed.
  if (half.dotted && last.digits.size() == 1 && last.value() < 6.0) {
    const double tens = 9.0 * last.value() + 4.5;  // from 2 to 24.5
    const std::vector<Field> coarse{half.fields[0], half.fields[1]};
    readings.push_back({side * (degrees + tens * unit_deg[2]), 5.0 * unit_deg[2],
                        written(coarse) + last.digits + "0\"–" + last.digits + "9\"" + half.letter, true});
  }
  return readings;
}

std::string lost_digit_note(const Half& half) {
  const std::string& seconds = half.fields.back().digits;
  std::string note = quoted(half.printed);
  note.append(": ").append(seconds).append(" seconds, or ");
  note.append(seconds).append("0 to ").append(seconds).append("9 with a digit lost? both are kept");
  return note;
}

std::vector<PositionReading> pair_readings(const Halves& halves, PositionReadings& out) {
  const auto latitudes = readings_of(halves.latitude, out.problems);
  const auto longitudes = readings_of(halves.longitude, out.problems);
  std::vector<PositionReading> readings;
  const auto add = [&](bool lost, const HalfReading& latitude, const HalfReading& longitude) {
    PositionReading reading{{degrees(latitude.degrees), degrees(longitude.degrees)},
                            degrees(latitude.half_step),
                            degrees(longitude.half_step),
                            {},
                            latitude.means + " " + longitude.means};
    if (latitudes.size() + longitudes.size() > 2) {
      reading.taken.push_back({About::digits, lost ? "lost-digit" : "as-printed"});
      reading.means += lost ? ", a digit lost" : ", seconds as printed";
    }
    readings.push_back(std::move(reading));
  };
  if (latitudes.empty() || longitudes.empty()) return readings;
  // One hand wrote both halves: a digit is lost wherever one can be, or nowhere.
  add(false, latitudes.front(), longitudes.front());
  if (latitudes.size() + longitudes.size() == 2) return readings;
  add(true, latitudes.back(), longitudes.back());
  for (const Half* half : {&halves.latitude, &halves.longitude}) {
    const bool doubtful = (half->is_latitude() ? latitudes : longitudes).size() > 1;
    if (doubtful) out.notes.push_back(lost_digit_note(*half));
  }
  return readings;
}

// ---- "A = B", "A or B"

/// What two cells share along one axis; nullopt when they do not meet.
struct Cell {
  Angle centre, half;
};
std::optional<Cell> shared(const Cell& a, const Cell& b) {
  const Angle low = std::max(a.centre - a.half, b.centre - b.half);
  const Angle high = std::min(a.centre + a.half, b.centre + b.half);
  if (low > high) return std::nullopt;
  return Cell{0.5 * (low + high), 0.5 * (high - low)};
}

std::optional<PositionReading> meeting(const PositionReading& a, const PositionReading& b) {
  const auto latitude =
      shared({a.position.latitude, a.half_latitude}, {b.position.latitude, b.half_latitude});
  const auto longitude =
      shared({a.position.longitude, a.half_longitude}, {b.position.longitude, b.half_longitude});
  if (!latitude || !longitude) return std::nullopt;
  PositionReading both{{latitude->centre, longitude->centre},
                       latitude->half,
                       longitude->half,
                       a.taken,
                       a.means + " = " + b.means};
  for (const Taken& taken : b.taken)
    if (std::find(both.taken.begin(), both.taken.end(), taken) == both.taken.end())
      both.taken.push_back(taken);
  return both;
}

std::vector<PositionReading> read_one(std::string_view text, PositionReadings& out) {
  if (auto grid = read_grid(trimmed(text))) {
    out.problems.insert(out.problems.end(), grid->problems.begin(), grid->problems.end());
    out.notes.insert(out.notes.end(), grid->notes.begin(), grid->notes.end());
    return std::move(grid->readings);
  }
  const auto halves = halves_of(trimmed(text), out.problems);
  if (!halves) return {};
  return pair_readings(*halves, out);
}

std::vector<PositionReading> read_equal(std::string_view text, PositionReadings& out) {
  // "X=3965123 Y=7212345" is one print, not two that are equal.
  if (text.find('=') != std::string_view::npos)
    if (const auto grid = read_grid(trimmed(text)); grid && !grid->readings.empty())
      return read_one(text, out);
  const std::vector<std::string_view> prints = split(text, "=");
  std::vector<PositionReading> kept = read_one(prints.front(), out);
  for (std::size_t i = 1; i < prints.size(); ++i) {
    const auto others = read_one(prints[i], out);
    if (kept.empty() || others.empty()) return {};
    std::vector<PositionReading> met;
    for (const PositionReading& a : kept)
      for (const PositionReading& b : others)
        if (auto both = meeting(a, b)) met.push_back(std::move(*both));
    if (met.empty()) {
      std::array<char, 32> apart{};
      std::snprintf(apart.data(), apart.size(), "%.1f km",
                    in_kilometres(distance(kept.front().position, others.front().position)));
      out.problems.push_back(quoted(trimmed(text)) + ": these are " + apart.data() +
                             " apart, more than their digits allow");
    }
    kept = std::move(met);
  }
  return kept;
}

constexpr std::array<std::string_view, 6> ordinals{"first", "second", "third", "fourth", "fifth", "sixth"};

/// Both doubts are about digits, and a reading takes one option of a kind.
void take_alternative(PositionReading& reading, std::string_view ordinal) {
  if (reading.taken.empty()) reading.taken.push_back({About::digits, ""});
  for (Taken& taken : reading.taken)
    taken.option = std::string{ordinal} + (taken.option.empty() ? "" : "-") + taken.option;
}

}  // namespace

PositionReadings read_position(std::string_view printed) {
  PositionReadings out;
  const std::string text = plain_characters(printed);
  const std::vector<std::string_view> alternatives = split(text, " or ");
  if (alternatives.size() > ordinals.size()) {
    out.problems.push_back("more than six alternatives: " + quoted(text));
    return out;
  }
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    for (PositionReading& reading : read_equal(alternatives[i], out)) {
      if (alternatives.size() > 1) take_alternative(reading, ordinals[i]);
      out.readings.push_back(std::move(reading));
    }
  }
  if (!out.problems.empty()) out.readings.clear();
  return out;
}

Position to_wgs84(const PositionReading& reading, const Datum& datum) {
  if (!reading.datum.empty()) return reading.position;
  return to_wgs84(reading.utm ? place_on(datum, *reading.utm) : reading.position, datum);
}

std::string print(const Position& position) {
  constexpr double half_of_last = 0.5e-4;
  const double latitude = in_degrees(position.latitude), longitude = in_degrees(position.longitude);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4f° %c %.4f° %c", std::abs(latitude),
                latitude <= -half_of_last ? 'S' : 'N', std::abs(longitude),
                longitude <= -half_of_last ? 'W' : 'E');
  return text.data();
}

}  // namespace recon::geo
