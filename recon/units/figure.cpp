// SPDX-License-Identifier: Apache-2.0
#include "recon/units/figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "recon/units/printed_number.hpp"
#include "recon/units/printed_value.hpp"
#include "recon/units/text.hpp"

namespace recon {
namespace {

// Longer texts are no figures, and more joints would multiply readings beyond what anyone can weigh.
constexpr std::size_t longest_figure = 200;
constexpr std::size_t most_joints = 4;

std::string in_base_unit(double value, Dimension dimension) {
  switch (dimension) {
    case Dimension::length:
    case Dimension::height:
      return grouped(value, std::abs(value) < 10.0 ? 1 : 0) + " m";
    case Dimension::duration:
      return grouped(value, value == std::floor(value) ? 0 : 1) + " s";
    case Dimension::speed:
      return grouped(value, 1) + " m/s";
    case Dimension::angle:
      return grouped(value, 1) + "°";
    case Dimension::count:
      return grouped(value);
  }
  return grouped(value);
}

std::string_view datum_words(HeightDatum datum) {
  switch (datum) {
    case HeightDatum::unstated:
      return "";
    case HeightDatum::mean_sea_level:
      return "above mean sea level";
    case HeightDatum::standard_pressure:
      return "at standard pressure";
    case HeightDatum::ground:
      return "above ground";
    case HeightDatum::ellipsoid:
      return "above the ellipsoid";
  }
  return "";
}

std::string_view kind_words(const FigureReading& reading) {
  if (reading.speed_kind == SpeedKind::indicated) return "indicated";
  if (reading.north == North::magnetic) return "from magnetic north";
  if (reading.north == North::true_north) return "from true north";
  return datum_words(reading.height_datum);
}

void append(std::string& text, std::string_view words) {
  if (!words.empty()) text.append(text.empty() ? "" : ", ").append(words);
}

/// "1.36 statute miles: 2 189 m, rounded to 0.01 mile". Base units are told only where they were not printed.
std::string meaning(const ValueReading& value, Dimension dimension) {
  const bool told = value.unit->in_base == 1.0 && value.phrase.find("min ") == std::string::npos;
  std::string text = value.phrase;
  if (!told) text += ": " + in_base_unit(value.reading.value.stated, dimension);
  append(text, value.rounding);
  append(text, kind_words(value.reading));
  return text;
}

double width(const Interval<double>& interval) { return interval.highest - interval.lowest; }

bool can_weigh(double cell) { return std::isfinite(cell) && cell > 0.0; }

/// How well two prints of one quantity meet: the integral of the product of their flat densities, up to
/// a factor that all readings share. Exact and open-ended cells have no density and weigh 1.
double meeting(const Interval<double>& a, const Interval<double>& b) {
  if (!overlap(a, b)) return 0.0;
  const double shared = std::min(a.highest, b.highest) - std::max(a.lowest, b.lowest);
  if (!can_weigh(width(a)) || !can_weigh(width(b))) return 1.0;
  return shared / (width(a) * width(b));
}

Interval<double> intersection(const Interval<double>& a, const Interval<double>& b) {
  const double lowest = std::max(a.lowest, b.lowest);
  const double highest = std::min(a.highest, b.highest);
  const double stated = width(a) <= width(b) ? a.stated : b.stated;
  return {lowest, std::clamp(stated, lowest, highest), highest};
}

/// One figure has one kind of mile: two readings that settle a doubt differently do not go together.
bool agree(const std::vector<Taken>& a, const std::vector<Taken>& b) {
  return std::none_of(a.begin(), a.end(), [&](const Taken& mine) {
    return std::any_of(b.begin(), b.end(), [&](const Taken& other) {
      return mine.about == About::mile && other.about == About::mile && mine.option != other.option;
    });
  });
}

/// Takes one more doubt as settled; a doubt that is there already gets the options of both.
void take(std::vector<Taken>& all, const Taken& one) {
  const auto same =
      std::find_if(all.begin(), all.end(), [&](const Taken& other) { return other.about == one.about; });
  if (same == all.end()) {
    all.push_back(one);
  } else if (same->option != one.option) {
    same->option += ", " + one.option;
  }
}

ValueReading both(const ValueReading& a, const ValueReading& b) {
  ValueReading result = a;
  result.reading.value = intersection(a.reading.value, b.reading.value);
  result.reading.weight *= b.reading.weight * meeting(a.reading.value, b.reading.value);
  for (const auto& taken : b.reading.taken) take(result.reading.taken, taken);
  if (a.reading.height_datum == HeightDatum::unstated) result.reading.height_datum = b.reading.height_datum;
  if (a.reading.north == North::unstated) result.reading.north = b.reading.north;
  result.phrase += " = " + b.phrase;
  result.rounding = "where both roundings meet";
  return result;
}

std::vector<ValueReading> those_that_meet(const std::vector<ValueReading>& a,
                                          const std::vector<ValueReading>& b) {
  std::vector<ValueReading> result;
  for (const auto& one : a) {
    for (const auto& other : b) {
      const bool meets = meeting(one.reading.value, other.reading.value) > 0.0;
      if (meets && agree(one.reading.taken, other.reading.taken)) result.push_back(both(one, other));
    }
  }
  return result;
}

/// "5.6–7.2 or 6.5–8.3 km": the cells of all readings as printed, in one unit.
std::string cells(const std::vector<ValueReading>& readings, const Unit& unit) {
  std::string text;
  for (const auto& one : readings) {
    const auto converted = std::any_of(
        one.reading.taken.begin(), one.reading.taken.end(),
        [](const Taken& taken) { return taken.about == About::rounding && taken.option != "as printed"; });
    if (converted) continue;
    if (!text.empty()) text += " or ";
    text += grouped(one.reading.value.lowest / unit.in_base, 1) + "–" +
            grouped(one.reading.value.highest / unit.in_base, 1);
  }
  return text + " " + std::string{unit.many};
}

bool has_mile(const std::vector<ValueReading>& readings) {
  return std::any_of(readings.begin(), readings.end(), [](const ValueReading& one) {
    return std::any_of(one.reading.taken.begin(), one.reading.taken.end(),
                       [](const Taken& taken) { return taken.about == About::mile; });
  });
}

std::string never_meet(const std::string& printed, const std::vector<ValueReading>& a,
                       const std::vector<ValueReading>& b) {
  if (has_mile(a) != has_mile(b)) {
    const auto& miles = has_mile(a) ? a : b;
    const auto& other = has_mile(a) ? b : a;
    return quoted(printed) + ": no mile makes these equal (" + cells(miles, *other.front().unit) + ")";
  }
  return quoted(printed) + ": these are not equal (" + cells(a, *a.front().unit) + " and " +
         cells(b, *b.front().unit) + ")";
}

constexpr std::string_view digits_of_numbers = "0123456789";

/// Reads a whole figure: alternatives joined by "or", each of them values joined by "=".
class FigureReader {
public:
  FigureReader(std::string_view printed, Dimension dimension, std::optional<Length> altitude)
      : wanted_{.dimension = dimension, .altitude = altitude, .printed = std::string{trimmed(printed)}} {}

  FigureReadings read() {
    const std::string text = lower_case(single_spaced(plain_characters(wanted_.printed)));
    if (text.empty()) return {.problems = {"is empty; leave it out if nothing is said"}};
    if (wanted_.printed.size() > longest_figure) return {.problems = {"is too long for a figure"}};
    const auto alternatives = split(text, " or ");
    if (alternatives.size() > most_joints)
      return {.problems = {quoted(wanted_.printed) + " has too many parts"}};
    for (std::size_t i = 0; i < alternatives.size() && result_.problems.empty(); ++i) {
      add(equal_values(with_unit_of(alternatives[i], alternatives.back())), i, alternatives.size());
    }
    if (!result_.problems.empty()) result_.readings.clear();
    return std::move(result_);
  }

private:
  /// "10 or 12 km": a number that stands alone takes the unit of the last alternative.
  static std::string with_unit_of(std::string_view alternative, std::string_view last) {
    const auto end = alternative.find_last_of(digits_of_numbers);
    const auto unit = last.find_last_of(digits_of_numbers);
    const bool bare = end != std::string_view::npos && trimmed(alternative.substr(end + 1)).empty();
    std::string text{alternative};
    if (bare && unit != std::string_view::npos) text.append(last.substr(unit + 1));
    return text;
  }

  std::vector<ValueReading> equal_values(std::string_view text) {
    const auto values = split(text, "=");
    if (values.size() > most_joints) fail(quoted(wanted_.printed) + " has too many parts");
    std::vector<ValueReading> met;
    for (std::size_t i = 0; i < values.size() && result_.problems.empty(); ++i) {
      auto next = value(values[i]);
      if (i == 0 || next.empty()) {
        met = std::move(next);
        continue;
      }
      auto joined = those_that_meet(met, next);
      if (joined.empty()) fail(never_meet(wanted_.printed, met, next));
      met = std::move(joined);
    }
    return met;
  }

  std::vector<ValueReading> value(std::string_view text) {
    auto found = read_value(trimmed(text), wanted_);
    const auto move_to = [](std::vector<std::string>& all, std::vector<std::string>& some) {
      all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    };
    move_to(result_.problems, found.problems);
    move_to(result_.notes, found.notes);
    return std::move(found.readings);
  }

  /// Adds an alternative's readings; each alternative weighs the same.
  void add(const std::vector<ValueReading>& readings, std::size_t which, std::size_t of) {
    static constexpr std::array<std::string_view, most_joints> ordinals{"first", "second", "third", "fourth"};
    double total = 0.0;
    for (const auto& one : readings) total += one.reading.weight;
    for (const auto& one : readings) {
      FigureReading reading = one.reading;
      reading.weight /= total * static_cast<double>(of);
      if (of > 1) take(reading.taken, {About::digits, std::string{ordinals[which]}});
      std::sort(reading.taken.begin(), reading.taken.end());
      reading.means = meaning(one, wanted_.dimension);
      result_.readings.push_back(std::move(reading));
    }
  }

  void fail(std::string problem) { result_.problems.push_back(std::move(problem)); }

  Wanted wanted_;
  FigureReadings result_;
};

}  // namespace

std::string_view name_of(About about) {
  switch (about) {
    case About::question:
      return "question";
    case About::mile:
      return "mile";
    case About::datum:
      return "datum";
    case About::north:
      return "north";
    case About::clock:
      return "clock";
    case About::day:
      return "day";
    case About::depth:
      return "depth";
    case About::digits:
      return "digits";
    case About::height:
      return "height";
    case About::rounding:
      return "rounding";
    case About::distance:
      return "distance";
  }
  return "question";
}

FigureReadings read_figure(std::string_view printed, Dimension dimension, std::optional<Length> altitude) {
  return FigureReader{printed, dimension, altitude}.read();
}

}  // namespace recon
