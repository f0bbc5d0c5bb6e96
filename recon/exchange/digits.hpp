// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recon/exchange/imported.hpp"

/// The figures of track files: their values, with their own digits kept beside them.
namespace recon::exchange {

/// The whole text as a decimal number, "+" and an exponent allowed; not "nan", not "inf".
[[nodiscard]] std::optional<double> number(std::string_view text);

/// Digits behind the point: 4 for "35.8312", 0 for "1e3".
[[nodiscard]] int decimals(std::string_view digits);

/// "35.8312" and "-36.189" become "35.8312 N 36.189 W".
[[nodiscard]] std::string printed_position(std::string_view latitude, std::string_view longitude);

/// Fills `position` and `printed.position` from signed degrees. What is wrong with them, if anything:
/// "no position", "position 0, 0", "latitude beyond 90 degrees".
[[nodiscard]] std::string_view place_at(Sighting& sighting, std::string_view latitude,
                                        std::string_view longitude);

/// The same from a position in words of its own, "35°48.443' N 36°10.123' E" (geo::read_position).
[[nodiscard]] std::string_view place_printed(Sighting& sighting, const std::string& printed);

/// "ft", "m", "fl": a height's unit, or nothing. `hundreds of feet` are flight levels.
enum class HeightUnit { metres, feet, kilometres, flight_levels };
[[nodiscard]] std::optional<HeightUnit> height_unit(std::string_view word);
/// The value of figures in that unit, and how a case writes one: "19000 ft at standard pressure".
[[nodiscard]] Sighting::Height height(double figure, HeightUnit unit, Sighting::Height::Above above);
[[nodiscard]] std::string printed_height(std::string_view digits, HeightUnit unit,
                                         Sighting::Height::Above above);

enum class SpeedUnit { metres_per_second, knots, kilometres_per_hour, feet_per_minute, miles_per_hour };
[[nodiscard]] std::optional<SpeedUnit> speed_unit(std::string_view word);
[[nodiscard]] Speed speed(double figure, SpeedUnit unit);

/// The 95 % radius of a circular error as a case writes it: "227 m".
[[nodiscard]] std::string printed_accuracy(Length sigma_per_axis);

/// One sigma per axis of positions by their broadcast category (DO-260B NACp, DO-260 NUCp): half of the
/// 95 % bound, which is a convention and no measurement; none for the unknown.
[[nodiscard]] std::optional<Length> sigma_of_nac_p(int category);
[[nodiscard]] std::optional<Length> sigma_of_nuc_p(int category);

/// Sets `accuracy` and `printed.accuracy` together.
void set_accuracy(Sighting& sighting, Length sigma_per_axis);

/// The same from a horizontal dilution of precision, told as an assumption: the satellites' own range error
/// of 7.8 m at 95 % (GPS Standard Positioning Service Performance Standard, 2008), half of it as sigma.
/// Figures of 0 and of 100 and more mean "unknown" to receivers and set nothing.
void set_hdop(Sighting& sighting, double hdop, Honesty& honesty);

/// "4BA945" however a file writes it ("0x4ba945", "4ba945 ", "~2b0001").
[[nodiscard]] std::string address(std::string_view text);
/// "0416" of "416" or "416.0"; empty for 0 and for what is no code.
[[nodiscard]] std::string squawk(std::string_view text);

}  // namespace recon::exchange
