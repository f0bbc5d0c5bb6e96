// SPDX-License-Identifier: Apache-2.0
#include "recon/units/printed_value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "recon/units/atmosphere.hpp"
#include "recon/units/printed_number.hpp"
#include "recon/units/text.hpp"

namespace recon {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Length top_of_air = kilometres(32.0);  // see standard_air

// ---- grammar: a value taken apart ------------------------------------------------------------------

enum class Bound { none, at_least, more_than, at_most, less_than };

/// A number and its unit as they stand in the text; compound durations have several.
struct Part {
  std::vector<PrintedNumber> numbers;  // two when thousands or decimals are in doubt
  std::string unit;
};

/// A value taken apart, nothing yet understood about its units.
struct Value {
  bool about = false;
  Bound bound = Bound::none;
  std::vector<Part> parts;      // one, or several of a compound: 3 min 24 s
  std::vector<Part> range_end;  // empty when there is no range
  HeightDatum height_datum = HeightDatum::unstated;
  North north = North::unstated;
  SpeedKind speed_kind = SpeedKind::ground;
};

struct BoundWord {
  std::string_view word;
  Bound bound;
};
constexpr std::array bound_words{
    BoundWord{"at least", Bound::at_least},
    BoundWord{"no less than", Bound::at_least},
    BoundWord{"not less than", Bound::at_least},
    BoundWord{">=", Bound::at_least},
    BoundWord{"≥", Bound::at_least},
    BoundWord{"at most", Bound::at_most},
    BoundWord{"up to", Bound::at_most},
    BoundWord{"no more than", Bound::at_most},
    BoundWord{"not more than", Bound::at_most},
    BoundWord{"<=", Bound::at_most},
    BoundWord{"≤", Bound::at_most},
    BoundWord{"more than", Bound::more_than},
    BoundWord{"over", Bound::more_than},
    BoundWord{">", Bound::more_than},
    BoundWord{"less than", Bound::less_than},
    BoundWord{"under", Bound::less_than},
    BoundWord{"<", Bound::less_than},
};
constexpr std::array<std::string_view, 14> about_words{
    "about", "approximately", "approx.", "approx", "roughly",  "around", "circa",
    "ca.",   "some",          "nearly",  "almost", "yaklaşık", "~",      "≈"};
constexpr std::array<std::string_view, 8> direction_words{"course",  "heading",   "bearing", "radial",
                                                          "azimuth", "direction", "from",    "the"};

struct DatumWord {
  std::string_view word;
  HeightDatum datum;
};
constexpr std::array datum_words{
    DatumWord{"at standard pressure", HeightDatum::standard_pressure},
    DatumWord{"of standard pressure", HeightDatum::standard_pressure},
    DatumWord{"above ground level", HeightDatum::ground},
    DatumWord{"above ground", HeightDatum::ground},
    DatumWord{"above the ground", HeightDatum::ground},
    DatumWord{"agl", HeightDatum::ground},
    DatumWord{"above mean sea level", HeightDatum::mean_sea_level},
    DatumWord{"above sea level", HeightDatum::mean_sea_level},
    DatumWord{"amsl", HeightDatum::mean_sea_level},
    DatumWord{"asl", HeightDatum::mean_sea_level},
    DatumWord{"msl", HeightDatum::mean_sea_level},
    DatumWord{"above the ellipsoid", HeightDatum::ellipsoid},
    DatumWord{"above ellipsoid", HeightDatum::ellipsoid},
    DatumWord{"ellipsoid", HeightDatum::ellipsoid},
    DatumWord{"hae", HeightDatum::ellipsoid},
};

void take_qualifiers(std::string_view& text, Value& value) {
  for (bool found = true; found;) {
    found = false;
    for (const auto& [word, bound] : bound_words) {
      if (value.bound == Bound::none && take_prefix(text, word)) {
        value.bound = bound;
        found = true;
      }
    }
    for (const auto word : about_words) {
      if (take_prefix(text, word)) value.about = found = true;
    }
  }
}

void take_height_datum(std::string_view& text, Value& value) {
  for (const auto& [word, datum] : datum_words) {
    if (take_suffix(text, word)) {
      value.height_datum = datum;
      return;
    }
  }
}

void take_north(std::string_view& text, Value& value) {
  while (std::any_of(direction_words.begin(), direction_words.end(), [&](std::string_view word) {
    return take_prefix(text, word) || take_suffix(text, word);
  })) {
  }
  if (take_suffix(text, "magnetic") || take_suffix(text, "mag")) value.north = North::magnetic;
  if (take_suffix(text, "true")) value.north = North::true_north;
}

void take_speed_kind(std::string_view& text, Value& value) {
  if (take_suffix(text, "indicated") || take_suffix(text, "ias")) value.speed_kind = SpeedKind::indicated;
  take_suffix(text, "ground speed");
}

void take_references(std::string_view& text, Dimension dimension, Value& value) {
  if (dimension == Dimension::height) take_height_datum(text, value);
  if (dimension == Dimension::angle) take_north(text, value);
  if (dimension == Dimension::speed) take_speed_kind(text, value);
}

constexpr std::array<std::string_view, 13> number_words{"zero", "one",    "two",   "three", "four",
                                                        "five", "six",    "seven", "eight", "nine",
                                                        "ten",  "eleven", "twelve"};

std::vector<PrintedNumber> take_number_or_word(std::string_view& text) {
  for (std::size_t i = 0; i < number_words.size(); ++i) {
    if (take_prefix(text, number_words[i])) {
      return {{.value = static_cast<double>(i), .digits = std::to_string(i)}};
    }
  }
  return take_number(text);
}

/// "FL" and "Mach" stand before their number.
std::string take_unit_prefix(std::string_view& text, Dimension dimension) {
  if (dimension == Dimension::height && text.substr(0, 2) == "fl") {
    text = trimmed(text.substr(2));
    return "fl";
  }
  if (dimension == Dimension::speed && text.substr(0, 1) == "m") {
    text = trimmed(text.substr(text.substr(0, 4) == "mach" ? 4 : 1));
    return "mach";
  }
  return {};
}

std::optional<Part> take_part(std::string_view& text, Dimension dimension) {
  Part part;
  part.unit = take_unit_prefix(text, dimension);
  part.numbers = take_number_or_word(text);
  if (part.numbers.empty()) return std::nullopt;
  const auto end = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_digit) - text.begin());
  auto unit = text.substr(0, end);
  // "5-7 km", "5 km to 7 km", "FL190-FL210": the connector belongs to the range.
  for (const std::string_view prefix : {"fl", "mach"}) {
    if (end < text.size()) take_suffix(unit, prefix);
  }
  for (const std::string_view connector : {"-", " to", " and"}) {
    const auto at = unit.rfind(connector);
    const bool stands_last =
        at != std::string_view::npos && trimmed(unit.substr(at + connector.size())).empty();
    if (end < text.size() && stands_last) unit = unit.substr(0, at);
  }
  text.remove_prefix(unit.size());
  if (const auto words = trimmed(unit); !words.empty()) part.unit = words;
  return part;
}

bool take_connector(std::string_view& text) {
  text = trimmed(text);
  return take_prefix(text, "-") || take_prefix(text, "to") || take_prefix(text, "and");
}

bool take_parts(std::string_view& text, Dimension dimension, std::vector<Part>& parts) {
  do {
    auto part = take_part(text, dimension);
    if (!part) return false;
    parts.push_back(std::move(*part));
    text = trimmed(text);
  } while (dimension == Dimension::duration && !text.empty() && is_digit(text.front()));
  return true;
}

std::optional<Value> take_apart(std::string_view text, Dimension dimension) {
  Value value;
  take_references(text, dimension, value);
  take_qualifiers(text, value);
  take_references(text, dimension, value);
  const bool between = take_prefix(text, "between");
  if (!take_parts(text, dimension, value.parts)) return std::nullopt;
  const bool is_range = take_connector(text);
  if (is_range && !take_parts(text, dimension, value.range_end)) return std::nullopt;
  if (!text.empty() || between != (between && is_range)) return std::nullopt;
  if (is_range && value.parts.back().unit.empty()) value.parts.back().unit = value.range_end.back().unit;
  return value;
}

// ---- meaning ---------------------------------------------------------------------------------------

std::string_view kind_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::length:
      return "a length";
    case Dimension::height:
      return "a height";
    case Dimension::duration:
      return "a time";
    case Dimension::speed:
      return "a speed";
    case Dimension::angle:
      return "an angle";
    case Dimension::count:
      return "a count";
  }
  return "a figure";
}

std::string not_understood(const Wanted& wanted) {
  const std::string figure = quoted(wanted.printed);
  switch (wanted.dimension) {
    case Dimension::length:
    case Dimension::duration:
      return figure + " is neither a time nor a length";
    case Dimension::height:
      return figure + R"( is not understood here; "19,000 ft", "FL210")";
    case Dimension::speed:
      return figure + R"( is not a speed; for example "980 km/h", "450 kt", "Mach 0.9")";
    case Dimension::angle:
      return figure + R"( is not a direction; for example "020", "190° magnetic", "SW")";
    case Dimension::count:
      return figure + R"( is not a count; for example "10", "several")";
  }
  return figure + " is not understood";
}

std::string without_unit(const Wanted& wanted) {
  const std::string bare{trimmed(wanted.printed)};
  std::string_view unit = " miles";
  if (wanted.dimension == Dimension::height) unit = " ft";
  if (wanted.dimension == Dimension::duration) unit = " s";
  if (wanted.dimension == Dimension::speed) unit = " km/h";
  return quoted(bare) + " has no unit; write it as " + quoted(bare + std::string{unit});
}

bool same_dimension(Dimension unit, Dimension wanted) {
  return unit == wanted || (unit == Dimension::length && wanted == Dimension::height);
}

/// What a number's digits, its unit and its qualifier come to, in the unit.
struct Cell {
  double stated, step;
};

double step_of(const PrintedNumber& number, const Unit& unit) {
  // Fillers are digits like others where places are fixed by custom: "190°", "FL200". What is counted is
  // exact.
  if (&unit == &unit::plain_count) return 0.0;
  const bool fixed_places = unit.dimension == Dimension::angle || &unit == &unit::flight_level;
  return fixed_places ? number.printed_step : number.significant_step;
}

bool may_be_negative(Dimension dimension) {
  return dimension == Dimension::height || dimension == Dimension::angle;
}

Interval<double> bounded(Interval<double> cell, Bound bound, Dimension dimension) {
  switch (bound) {
    case Bound::none:
      break;
    case Bound::more_than:
      cell.lowest = cell.stated;
      [[fallthrough]];
    case Bound::at_least:
      cell.highest = infinity;
      break;
    case Bound::less_than:
      cell.highest = cell.stated;
      [[fallthrough]];
    case Bound::at_most:
      cell.lowest = -infinity;
      break;
  }
  if (!may_be_negative(dimension)) cell.lowest = std::max(cell.lowest, 0.0);
  return cell;
}

/// Flat between half a step below `low` and half a step above `high`; "about" adds a whole step.
Interval<double> interval_of(Cell low, Cell high, const Value& value, Dimension dimension) {
  const double widening = value.about ? 1.5 : 0.5;
  const double about_a_count = value.about && low.step == 0.0 ? 1.0 : 0.0;
  return bounded({low.stated - widening * low.step - about_a_count, (low.stated + high.stated) / 2.0,
                  high.stated + widening * high.step + about_a_count},
                 value.bound, dimension);
}

std::string spaced(std::string number, std::string_view unit) {
  if (!unit.empty() && unit != "°") number += ' ';
  return number.append(unit);
}

std::string printed(const PrintedNumber& number) {
  const auto point = number.digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : number.digits.size() - point - 1;
  return grouped(number.value, static_cast<int>(decimals));
}

/// "19.000" as "19": an option's name for a number read with decimals.
std::string without_idle_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

/// "0.01", "1 000": a step or half-width with the digits it needs.
std::string brief(double value) {
  int decimals = 0;
  for (double scaled = value; decimals < 9 && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled;
       scaled *= 10.0)
    ++decimals;
  return grouped(value, decimals);
}

std::string steps(double value, const Unit& unit) {
  return spaced(brief(value), value > 1.0 ? unit.steps : unit.step);
}

std::string rounding_words(double step, const Unit& unit, const Value& value) {
  if (value.bound == Bound::more_than || value.bound == Bound::less_than) return value.about ? "roughly" : "";
  if (step == 0.0) return value.about ? "give or take 1" : "";
  return value.about ? "give or take " + steps(1.5 * step, unit) : "rounded to " + steps(step, unit);
}

std::string bound_word(const Value& value) {
  std::string words;
  switch (value.bound) {
    case Bound::none:
      break;
    case Bound::at_least:
      words = "at least ";
      break;
    case Bound::more_than:
      words = "more than ";
      break;
    case Bound::at_most:
      words = "at most ";
      break;
    case Bound::less_than:
      words = "less than ";
      break;
  }
  return words + (value.about ? "about " : "");
}

std::string with_unit(const PrintedNumber& number, const Unit& unit) {
  if (&unit == &unit::flight_level) return "FL" + number.digits;
  if (&unit == &unit::mach) return "Mach " + printed(number);
  return spaced(printed(number), number.value == 1.0 ? unit.one : unit.many);
}

/// Reads one value; holds what all its steps need, and gathers what they have to say.
class ValueReader {
public:
  explicit ValueReader(const Wanted& wanted) : wanted_{wanted} {}
  ValueReadings read(std::string_view text);

  /// Both ends of a range, or one number twice; cells in base units, `step` in the unit.
  struct Ends {
    PrintedNumber first, last;
    const Unit *unit, *last_unit;
    double step;
    Cell low, high;
  };

private:
  Ends ends_of(const Value& value, const UnitMeaning& meaning, std::size_t digits);
  bool read_without_number(std::string_view text);
  void read_plain(const Value& value);
  void read_compound(const Value& value);
  void read_with(const Value& value, const UnitMeaning& meaning, bool in_doubt, std::size_t digits);
  void add_sources(const ValueReading& as_printed, const PrintedNumber& number);
  std::vector<UnitMeaning> meanings(const std::string& word);
  double size_of(const Unit& unit);
  void check(const ValueReading& one);
  void add(ValueReading reading) { result_.readings.push_back(std::move(reading)); }
  void fail(std::string problem) {
    if (result_.problems.empty()) result_.problems.push_back(std::move(problem));
  }

  const Wanted& wanted_;
  ValueReadings result_;
};

// ---- words instead of numbers ----------------------------------------------------------------------

constexpr std::array<std::string_view, 16> compass{"n", "nne", "ne", "ene", "e", "ese", "se", "sse",
                                                   "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"};
constexpr std::array<std::string_view, 16> compass_names{
    "north",      "north-north-east", "north-east", "east-north-east",  "east",       "east-south-east",
    "south-east", "south-south-east", "south",      "south-south-west", "south-west", "west-south-west",
    "west",       "west-north-west",  "north-west", "north-north-west"};

/// "south-west", "Southwest", "SW" as "sw"; other words come out as nonsense that no point equals.
std::string compass_letters(std::string_view text) {
  std::string letters;
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '-') {
      text.remove_prefix(1);
      continue;
    }
    std::size_t length = 1;
    for (const std::string_view word : {"north", "south", "east", "west"}) {
      if (text.substr(0, word.size()) == word) length = word.size();
    }
    letters += text.front();
    text.remove_prefix(length);
  }
  return letters;
}

std::optional<std::size_t> compass_point(std::string_view text) {
  for (const std::string_view ending : {"ern", "wards", "ward", "erly"}) {
    if (text.size() > ending.size() + 3 && text.substr(text.size() - ending.size()) == ending) {
      text.remove_suffix(ending.size());
    }
  }
  const auto* const found = std::find(compass.begin(), compass.end(), compass_letters(text));
  if (found == compass.end()) return std::nullopt;
  return static_cast<std::size_t>(found - compass.begin());
}

/// The sector a compass word stands for: to the next of the eight points, or of the sixteen, halfway.
ValueReading compass_reading(std::size_t point) {
  const double half = point % 2 == 0 ? 22.5 : 11.25;
  const double centre = 22.5 * static_cast<double>(point) + (point == 0 ? 360.0 : 0.0);
  ValueReading result{.unit = &unit::degree};
  result.reading.value = {centre - half, centre, centre + half};
  // A quarter named in words is a direction on the map; no compass was read.
  result.reading.north = North::true_north;
  result.phrase = std::string{compass_names[point]} + ", " + brief(centre) + "°";
  result.rounding = "give or take " + brief(half) + "°";
  return result;
}

ValueReading counted(double lowest, double stated, double highest, std::string phrase) {
  ValueReading result{.phrase = std::move(phrase), .unit = &unit::plain_count};
  result.reading.value = {lowest, stated, highest};
  return result;
}

ValueReading surface(HeightDatum datum, std::string phrase) {
  ValueReading result{.phrase = std::move(phrase), .unit = &unit::metre};
  result.reading.value = {0.0, 0.0, 0.0};
  result.reading.height_datum = datum;
  return result;
}

bool ValueReader::read_without_number(std::string_view text) {
  if (wanted_.dimension == Dimension::angle) {
    Value ignored;
    take_north(text, ignored);
    const auto point = compass_point(text);
    if (point) add(compass_reading(*point));
    return point.has_value();
  }
  if (wanted_.dimension == Dimension::height) {
    if (text == "ground" || text == "surface") add(surface(HeightDatum::ground, "0 m"));
    if (text == "sea level") add(surface(HeightDatum::mean_sea_level, "0 m"));
  }
  if (wanted_.dimension == Dimension::count) {
    if (text == "several") add(counted(2.0, 3.0, infinity, "several, two or more"));
    if (text == "once") add(counted(1.0, 1.0, 1.0, "1"));
    if (text == "twice") add(counted(2.0, 2.0, 2.0, "2"));
    if (text == "none" || text == "no" || text == "never") add(counted(0.0, 0.0, 0.0, "0"));
  }
  return !result_.readings.empty();
}

// ---- numbers ---------------------------------------------------------------------------------------

std::vector<UnitMeaning> ValueReader::meanings(const std::string& word) {
  const Dimension dimension = wanted_.dimension;
  if (word == "fl") return {{&unit::flight_level, {}}};
  if (word == "mach") return {{&unit::mach, {}}};
  if (word.empty()) {
    if (dimension == Dimension::angle) return {{&unit::degree, {}}};
    if (dimension == Dimension::count) return {{&unit::plain_count, {}}};
    fail(without_unit(wanted_));
    return {};
  }
  auto found = unit_meanings(word);
  if (found.empty()) {
    fail(not_understood(wanted_));
  } else if (!same_dimension(found.front().unit->dimension, dimension)) {
    fail(quoted(wanted_.printed) + " is " + std::string{kind_of(found.front().unit->dimension)} + "; " +
         std::string{kind_of(dimension)} + " belongs here");
    found.clear();
  }
  return found;
}

double ValueReader::size_of(const Unit& unit) {
  if (&unit != &unit::mach) return unit.in_base;
  if (!wanted_.altitude || *wanted_.altitude > top_of_air) {
    fail(quoted(wanted_.printed) +
         " needs the altitude it was flown at (up to 32 km); add an altitude or give km/h");
    return 1.0;
  }
  return in_metres_per_second(standard_air(*wanted_.altitude).sound);
}

/// A unit that figures are first written in before somebody converts them.
struct SourceUnit {
  const Unit* unit;
  std::string_view symbol;
};

bool is_metric(const Unit& unit) { return &unit == &unit::metre || &unit == &unit::kilometre; }

/// Units a printed length may have been converted from. Distances are not first told in feet, nor heights in
/// miles.
std::vector<SourceUnit> source_units(const Unit& printed, Dimension dimension) {
  std::vector<SourceUnit> sources;
  if (dimension == Dimension::height) {
    if (is_metric(printed)) sources.push_back({&unit::foot, "ft"});
    if (&printed == &unit::foot) sources.push_back({&unit::metre, "m"});
    return sources;
  }
  if (&printed != &unit::nautical_mile) sources.push_back({&unit::nautical_mile, "NM"});
  if (&printed != &unit::statute_mile) sources.push_back({&unit::statute_mile, "statute miles"});
  if (!is_metric(printed)) sources.push_back({&unit::kilometre, "km"});
  return sources;
}

/// The figure of two significant digits nearest to `value`, and the step of its second digit.
Cell in_two_digits(double value) {
  double step = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  if (std::round(value / step) >= 100.0) step *= 10.0;  // 0.9993 is 1.0, not 1.00
  return {std::round(value / step) * step, step};
}

/// `as_printed` taken for `source` converted, if that prints the same digits. Told only where the source's
/// own cell is at least twice as wide: else it adds no doubt.
std::optional<ValueReading> converted_from(const SourceUnit& source, const ValueReading& as_printed,
                                           const PrintedNumber& number) {
  const double in_base = as_printed.unit->in_base;
  const double source_in_base = source.unit->in_base;
  const Cell rounder = in_two_digits(number.value * in_base / source_in_base);
  const double converted = rounder.stated * source_in_base / in_base;
  const bool prints_the_same = std::abs(converted - number.value) <= 0.5 * number.significant_step;
  const bool is_wider = rounder.step * source_in_base >= 2.0 * number.significant_step * in_base;
  if (!prints_the_same || !is_wider) return std::nullopt;
  const int decimals = static_cast<int>(std::lround(std::max(0.0, -std::log10(rounder.step))));
  const std::string figure = spaced(grouped(rounder.stated, decimals), source.symbol);
  ValueReading from = as_printed;
  from.reading.value = {(rounder.stated - 0.5 * rounder.step) * source_in_base,
                        as_printed.reading.value.stated,
                        (rounder.stated + 0.5 * rounder.step) * source_in_base};
  from.reading.taken.push_back({About::rounding, "from " + figure});
  from.phrase += ", converted from " + figure;
  from.rounding = "rounded to " + steps(rounder.step, *source.unit);
  return from;
}

/// A figure of three digits or more may be a rounder one, converted: 1.15 miles is what 1.0 NM becomes.
void ValueReader::add_sources(const ValueReading& as_printed, const PrintedNumber& number) {
  if (number.significant_digits < 3 || !same_dimension(as_printed.unit->dimension, Dimension::length)) return;
  std::vector<ValueReading> sources;
  for (const auto& source : source_units(*as_printed.unit, wanted_.dimension)) {
    if (auto from = converted_from(source, as_printed, number)) sources.push_back(std::move(*from));
  }
  if (sources.empty()) return;
  auto& plain = result_.readings.back().reading;
  const double half = plain.weight / 2.0;
  plain.weight = half;
  plain.taken.push_back({About::rounding, "as printed"});
  for (auto& from : sources) {
    from.reading.weight = half / static_cast<double>(sources.size());
    add(std::move(from));
  }
}

/// The step of a range's end is no coarser than the other end's: "10-15 km" is not 5 to 15.
double shared_step(const PrintedNumber& number, const Unit& unit, double other_step) {
  const double own = step_of(number, unit);
  return own == 0.0 ? own : std::min(own, std::max(number.printed_step, other_step));
}

ValueReader::Ends ValueReader::ends_of(const Value& value, const UnitMeaning& meaning, std::size_t digits) {
  const auto nth = [&](const Part& part) { return part.numbers[std::min(digits, part.numbers.size() - 1)]; };
  const Unit& unit = *meaning.unit;
  Ends ends{.first = nth(value.parts.front()), .unit = &unit, .last_unit = &unit};
  double step = step_of(ends.first, unit);
  double last_step = step;
  ends.last = ends.first;
  if (!value.range_end.empty()) {
    ends.last = nth(value.range_end.front());
    // Each end may carry a unit of its own; two open miles are the same mile.
    for (const auto& end : meanings(value.range_end.front().unit)) {
      if (end.mile == meaning.mile || end.mile.empty()) ends.last_unit = end.unit;
    }
    last_step = step_of(ends.last, *ends.last_unit);
    if (ends.last_unit == &unit) {
      step = shared_step(ends.first, unit, last_step);
      last_step = shared_step(ends.last, unit, step_of(ends.first, unit));
    }
  }
  const double size = size_of(unit);
  const double last_size = size_of(*ends.last_unit);
  ends.step = step;
  ends.low = {ends.first.value * size, step * size};
  ends.high = {ends.last.value * last_size, last_step * last_size};
  return ends;
}

std::string phrase_of(const Value& value, const PrintedNumber& number, const Unit& unit) {
  return bound_word(value) + with_unit(number, unit);
}

std::string range_phrase(const Value& value, const ValueReader::Ends& ends) {
  const bool unit_once = ends.unit == ends.last_unit && ends.unit != &unit::flight_level;
  const std::string first = unit_once ? printed(ends.first) : with_unit(ends.first, *ends.unit);
  return bound_word(value) + first + " to " + with_unit(ends.last, *ends.last_unit);
}

FigureReading reading_of(const Value& value, const UnitMeaning& meaning, Interval<double> cell) {
  FigureReading reading{.value = cell,
                        .height_datum = value.height_datum,
                        .north = value.north,
                        .speed_kind = value.speed_kind};
  if (meaning.unit == &unit::mach) reading.speed_kind = SpeedKind::mach;
  if (meaning.unit == &unit::flight_level) reading.height_datum = HeightDatum::standard_pressure;
  if (!meaning.mile.empty()) reading.taken.push_back({About::mile, std::string{meaning.mile}});
  return reading;
}

void ValueReader::read_with(const Value& value, const UnitMeaning& meaning, bool in_doubt,
                            std::size_t digits) {
  const Ends ends = ends_of(value, meaning, digits);
  if (ends.high.stated < ends.low.stated) return fail(quoted(wanted_.printed) + " runs backwards");
  const bool is_range = !value.range_end.empty();
  ValueReading result{
      .reading = reading_of(value, meaning, interval_of(ends.low, ends.high, value, wanted_.dimension)),
      .phrase = is_range ? range_phrase(value, ends) : phrase_of(value, ends.first, *meaning.unit),
      .rounding = rounding_words(ends.step, *meaning.unit, value),
      .unit = meaning.unit};
  if (is_range && !result.rounding.empty()) result.rounding.insert(0, "each end ");
  if (in_doubt) result.reading.taken.push_back({About::digits, without_idle_zeros(ends.first.digits)});
  add(result);
  const bool bare = !value.about && value.bound == Bound::none && !is_range;
  if (bare) add_sources(result, ends.first);
}

void ValueReader::read_plain(const Value& value) {
  const auto units = meanings(value.parts.front().unit);
  const std::size_t doubts = std::max(value.parts.front().numbers.size(),
                                      value.range_end.empty() ? 1 : value.range_end.front().numbers.size());
  for (std::size_t digits = 0; digits < doubts; ++digits) {
    for (const auto& meaning : units) read_with(value, meaning, doubts > 1, digits);
  }
  if (doubts < 2 || result_.readings.empty()) return;
  const auto& numbers = value.parts.front().numbers;
  const std::string unit = spaced("", value.parts.front().unit);
  std::string with_comma = printed(numbers.back());
  std::replace(with_comma.begin(), with_comma.end(), ' ', ',');
  result_.notes.push_back(quoted(wanted_.printed) + ": " + without_idle_zeros(numbers.front().digits) +
                          " or " + printed(numbers.back()) + unit + "? both are kept; write " +
                          quoted(with_comma + unit));
}

/// "3 min 24 s": the last part alone is rounded, and its zeros count.
void ValueReader::read_compound(const Value& value) {
  if (!value.range_end.empty()) return fail(not_understood(wanted_));
  double sum = 0.0;
  double previous = infinity;
  ValueReading result{};
  result.phrase = bound_word(value);
  Cell cell{0.0, 0.0};
  for (const auto& part : value.parts) {
    const auto units = meanings(part.unit);
    if (units.empty()) return;
    result.unit = units.front().unit;
    if (part.numbers.size() != 1 || result.unit->in_base >= previous) return fail(not_understood(wanted_));
    previous = result.unit->in_base;
    sum += part.numbers.front().value * result.unit->in_base;
    cell = {sum, part.numbers.front().printed_step * result.unit->in_base};
    result.phrase +=
        with_unit(part.numbers.front(), *result.unit) + (&part == &value.parts.back() ? "" : " ");
  }
  result.reading.value = interval_of(cell, cell, value, wanted_.dimension);
  result.rounding = rounding_words(cell.step / result.unit->in_base, *result.unit, value);
  add(std::move(result));
}

/// "4.8° W", a variation: west is negative. A height may be below the sea.
double take_sign(std::string& value, Dimension dimension) {
  std::string_view text = value;
  double sign = 1.0;
  if (dimension == Dimension::angle && text.find_first_of("0123456789") != std::string_view::npos) {
    if (take_suffix(text, "west") || take_suffix(text, "w")) sign = -1.0;
    if (take_suffix(text, "east") || take_suffix(text, "e")) sign = 1.0;
  }
  if (may_be_negative(dimension) && take_prefix(text, "-")) sign = -sign;
  value = std::string{text};
  return sign;
}

void turn_negative(ValueReading& one) {
  auto& value = one.reading.value;
  value = {-value.highest, -value.stated, -value.lowest};
  one.phrase.insert(0, "-");
}

void ValueReader::check(const ValueReading& one) {
  const auto& value = one.reading.value;
  if (one.unit == &unit::degree && std::abs(value.stated) > 360.0)
    fail(quoted(wanted_.printed) + " is beyond 360 degrees");
  const bool whole = std::floor(value.lowest) == value.lowest;
  if (one.unit == &unit::plain_count && !whole) fail(not_understood(wanted_));
}

ValueReadings ValueReader::read(std::string_view text) {
  std::string unsigned_text{text};
  if (read_without_number(text)) return result_;
  const double sign = take_sign(unsigned_text, wanted_.dimension);
  const auto value = take_apart(unsigned_text, wanted_.dimension);
  // "FL19000" is in feet; "FL192.25", as radars log it, is in levels.
  const auto whole_digits = [](const std::string& digits) {
    return std::min(digits.find_first_of(".,"), digits.size());
  };
  const bool flight_level_of_feet = value && value->parts.front().unit == "fl" &&
                                    whole_digits(value->parts.front().numbers.front().digits) > 3;
  if (!value || flight_level_of_feet) {
    fail(text.empty() || text.front() != '-' || may_be_negative(wanted_.dimension)
             ? not_understood(wanted_)
             : quoted(wanted_.printed) + " is negative; " + std::string{kind_of(wanted_.dimension)} +
                   " is not");
    return result_;
  }
  if (value->parts.size() > 1) {
    read_compound(*value);
  } else {
    read_plain(*value);
  }
  for (auto& one : result_.readings) {
    if (sign < 0.0) turn_negative(one);
    check(one);
  }
  if (!result_.problems.empty()) result_.readings.clear();
  double total = 0.0;
  for (const auto& one : result_.readings) total += one.reading.weight;
  for (auto& one : result_.readings) one.reading.weight /= total;
  return result_;
}

}  // namespace

ValueReadings read_value(std::string_view value, const Wanted& wanted) {
  return ValueReader{wanted}.read(value);
}

}  // namespace recon
