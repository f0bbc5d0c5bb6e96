// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recon/exchange/imported.hpp"
#include "recon/units/figure.hpp"

/// The figures of track files: their values, with their own digits kept beside them.
namespace recon::exchange {

/// The whole text as a decimal number, "+" and an exponent allowed; not "nan", not "inf".
[[nodiscard]] std::optional<double> number(std::string_view text);

/// Digits behind the point: 4 for "35.8312", 0 for "1e3".
[[nodiscard]] int decimals(std::string_view digits);

/// Appends a number with so many decimals, ties to even. REQUIRES: decimals >= 0
void append_number(std::string& out, double value, int decimals);

/// "35.8312" and "-36.189" become "35.8312 N 36.189 W".
[[nodiscard]] std::string printed_position(std::string_view latitude, std::string_view longitude);

/// Fills `position` and its decimals from signed degrees. What is wrong with them, if anything:
/// "no position", "position 0, 0", "latitude beyond 90 degrees".
[[nodiscard]] std::string_view place_at(Sighting& sighting, std::string_view latitude,
                                        std::string_view longitude);
[[nodiscard]] std::string_view place_at(Sighting& sighting, double latitude, int latitude_decimals,
                                        double longitude, int longitude_decimals);

/// The same from a position in words of its own, "35°48.443' N 36°10.123' E" (geo::read_position).
[[nodiscard]] std::string_view place_printed(Sighting& sighting, const std::string& printed);

/// "ft", "m", "fl": a height's unit, or nothing. `hundreds of feet` are flight levels.
[[nodiscard]] std::optional<HeightUnit> height_unit(std::string_view word);
/// A height as printed in that unit; nullopt: the digits are no number. Flight levels are at standard
/// pressure, whatever `above` says.
[[nodiscard]] std::optional<Sighting::Height> height(std::string_view digits, HeightUnit unit,
                                                     Sighting::Height::Above above);
[[nodiscard]] Sighting::Height height(double figure, int decimals, HeightUnit unit,
                                      Sighting::Height::Above above);
/// What printed() writes, and "5800 m MSL", "19000 ft AGL"; nullopt for anything else.
[[nodiscard]] std::optional<Sighting::Height> height_printed(std::string_view printed);
/// "m", "ft MSL", "ft above mean sea level", "м н.у.м.": a unit, and what is said behind it.
struct HeightWords {
  HeightUnit unit = HeightUnit::metres;
  std::optional<Sighting::Height::Above> above;  // none: nothing is said
};
[[nodiscard]] std::optional<HeightWords> height_words(std::string_view text);
/// What a height that a case has printed is measured from.
[[nodiscard]] Height::Above above_of(HeightDatum datum);
/// How a case writes one: "19000 ft above ground", "FL192.50". The figure alone is "19000", "192.50".
[[nodiscard]] std::string printed(const Height& height);
void append_figure(std::string& out, const Height& height);
/// Is it written as a flight level?
[[nodiscard]] bool is_level(const Height& height);

/// The figures of a radar return, "31.20" and "191.84", and what stands behind them: " NM", "°".
void append_range(std::string& out, const Polar& polar);
void append_azimuth(std::string& out, const Polar& polar);
[[nodiscard]] std::string_view sign_of(RangeUnit unit);
[[nodiscard]] std::string_view sign_of(AzimuthUnit unit);
[[nodiscard]] Length range(double figure, RangeUnit unit);
[[nodiscard]] Angle azimuth(double figure, AzimuthUnit unit);

enum class SpeedUnit { metres_per_second, knots, kilometres_per_hour, feet_per_minute, miles_per_hour };
[[nodiscard]] std::optional<SpeedUnit> speed_unit(std::string_view word);
[[nodiscard]] Speed speed(double figure, SpeedUnit unit);

/// The 95 % radius in metres of a circular error, as a case writes it: "227".
void append_radius(std::string& out, Length sigma_per_axis);

/// Sets `accuracy` and `ellipse` from one sigma along two directions at right angles, the first of which
/// points to `axis` from true north; of nothing where either is not above zero.
void set_ellipse(Sighting& sighting, Length along, Length across, Angle axis);

/// One sigma per axis of positions by their broadcast category (DO-260B NACp, DO-260 NUCp), whose bound holds
/// the truth 95 times in 100: a bound that the transponder promises, and no measurement. None for the
/// unknown.
[[nodiscard]] std::optional<Length> sigma_of_nac_p(double category);
[[nodiscard]] std::optional<Length> sigma_of_nuc_p(double category);
/// The same from a containment radius, or the category NIC that stands for one: it is twice the 95 % bound,
/// and two and a half times up to 75 m, as the two lists of categories go together (J. Sun, The 1090
/// Megahertz Riddle, chapter 9).
[[nodiscard]] std::optional<Length> sigma_of_containment(double radius_m);
[[nodiscard]] std::optional<Length> sigma_of_nic(double category);

/// Sets `accuracy` from a horizontal dilution of precision, told as an assumption: the satellites' own range
/// error of 7.8 m at 95 % (GPS Standard Positioning Service Performance Standard, 2008), half of it as sigma.
/// Figures of 0 and of 100 and more mean "unknown" to receivers and set nothing.
void set_hdop(Sighting& sighting, double hdop, Honesty& honesty);

/// What recon itself wrote beside a point, where the form has no place for it: a height as printed, the
/// radius in metres that holds the truth 95 times in 100. Empty: nothing.
void take_written(Sighting& sighting, std::string_view height, std::string_view radius_m);

/// "4BA945" however a file writes it ("0x4ba945", "4ba945 ", "~2b0001").
[[nodiscard]] std::string address(std::string_view text);
/// "0416" of "416" or "416.0"; empty for 0 and for what is no code.
[[nodiscard]] std::string squawk(std::string_view text);

}  // namespace recon::exchange
