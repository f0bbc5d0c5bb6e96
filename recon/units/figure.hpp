// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/units/quantity.hpp"

/// Reading figures as people print them.
///
///     figure  = reading { " or " reading }
///     reading = value { " = " value }
///     value   = [about | at least | at most | more than | less than] number [ (– | to) number ] unit
///
/// A printed figure rarely has one meaning: "miles" are statute or nautical, "19.000 ft" is 19 or
/// 19 000 ft, 1.15 miles is what 1.0 NM becomes when converted. Every meaning is a FigureReading of
/// its own; nothing is averaged and the precision implied by the digits is an error, never certainty.
/// The rounding cell reaches half a step of the last digit to either side. Zeros at the end of a whole
/// number are fillers ("19,000 ft": ± 500 ft, "30 s": ± 5 s), save in directions, flight levels and the last
/// part of "1 min 40 s"; counts are exact; the bounds of "more than" and "less than" are taken at their word.
/// A figure of three digits or more that is what a figure of two digits in another unit becomes when
/// converted is also read as that one, with its wider cell (docs/method.md, conversion trap).
///   (1) every reading's interval contains its stated value
///   (2) one more printed decimal makes the rounding cell ten times narrower
///   (3) figures joined by "=" keep only the readings whose cells meet; "34 km = 21 miles" is statute
///   (4) "about" widens the cell by one rounding step; "at least" opens it upwards to infinity
namespace recon {

/// What kind of quantity a claim wants; decides which units are understood.
enum class Dimension { length, height, duration, speed, angle, count };

/// The kinds of doubt about a printed figure that a reading settles (see docs/vocabulary.md, Choice).
enum class About { question, mile, datum, north, clock, day, depth, digits, height, rounding, distance };
[[nodiscard]] std::string_view name_of(About about);  // "mile", "datum", ...

/// One option taken for one kind of doubt: {mile, "nautical"}.
struct Taken {
  About about;
  std::string option;
  friend auto operator<=>(const Taken&, const Taken&) = default;
};

/// What a height is measured from.
enum class HeightDatum { unstated, mean_sea_level, standard_pressure, ground, ellipsoid };

/// What an angle is counted from.
enum class North { unstated, true_north, magnetic };

/// What a speed is relative to.
enum class SpeedKind { ground, indicated, mach };

struct FigureReading {
  Interval<double> value;    // base units: metres, seconds, metres per second, degrees, count
  std::vector<Taken> taken;  // what was settled to read it so, sorted; empty when there was nothing to
                             // settle. A doubt that only sisters settle leaves this reading as it is: 1.15
                             // nautical miles holds whether or not 1.15 statute miles was once "1.0 NM"
  double weight = 1.0;       // of all readings adds up to 1; "4 miles = 7 km": by how far the cells meet
  HeightDatum height_datum = HeightDatum::unstated;
  North north = North::unstated;
  SpeedKind speed_kind = SpeedKind::ground;
  std::string means;  // "1.36 statute miles = 2 189 m, rounded to 0.01 mile"
};

struct FigureReadings {
  std::vector<FigureReading> readings;
  std::vector<std::string> problems;  // why it is not a figure: sentences fit for `file:line:column: ...`
  std::vector<std::string> notes;     // doubts worth telling: "19.000 ft: 19 or 19 000 ft? both are kept"
};

/// Everything a printed figure may mean in a dimension, or why it means nothing.
/// Mach numbers are read at standard-atmosphere temperature of `altitude` (required for them).
[[nodiscard]] FigureReadings read_figure(std::string_view printed, Dimension dimension,
                                         std::optional<Length> altitude = std::nullopt);

/// Digits, signs and spaces as one alphabet: Arabic-Indic and full-width digits become 0–9; Unicode
/// primes, quotes, dashes, minus signs and spaces become their ASCII forms. Bytes that are not UTF-8 stay.
[[nodiscard]] std::string plain_characters(std::string_view text);

}  // namespace recon
