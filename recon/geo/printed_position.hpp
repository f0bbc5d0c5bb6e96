// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/geo/datum.hpp"
#include "recon/geo/grid.hpp"
#include "recon/geo/position.hpp"
#include "recon/units/figure.hpp"

namespace recon::geo {

/// One way to read a printed coordinate pair, with the cell that its digits leave open.
///   (1) a letter N S E W is compulsory for each half, before or after it, in either order
///   (2) one more printed digit makes the cell ten times (or sixty times) narrower
///   (3) a lost digit ("35.48.2 N", dotted degrees.minutes.seconds) gives both readings: 2 seconds as
///       printed, and any of 20 to 29 seconds; "A or B" gives the readings of both
///   (4) metres of a grid are degrees on the ellipsoid of a datum: `utm` keeps them for to_wgs84(), and
///       `position` is what they are on WGS 84
struct PositionReading {
  Position position;
  Angle half_latitude, half_longitude;  // flat error: half of the last printed digit's step
  std::vector<Taken> taken;             // {digits, "as-printed"} / {digits, "lost-digit"}; empty when alone
  std::string means;                    // "35°48'02\"N 35°33'21\"E, seconds as printed"
  std::optional<UtmPlace> utm = {};     // of MGRS and UTM
  std::string_view datum = {};          // that the print itself names, and `position` is brought from
};

struct PositionReadings {
  std::vector<PositionReading> readings;
  std::vector<std::string> problems, notes;  // sentences fit for `file:line:column: ...`
};

/// Reads decimal degrees, D M, D M S, dotted D.M.S, and the runs of digits of aeronautical
/// publications (354826N 0360924E); decimal comma; °, º, ', ′, ", ″, '' and words;
/// Arabic-Indic digits; letters N S E W before or after; "A or B", whose options are "first",
/// "second" ("first-lost-digit" when a digit is in doubt as well); "A = B" keeps what both allow.
/// MGRS "36SYE 71234 51234", UTM "36S 712345 3965123", SK-42 "SK-42 x 3965123 y 7212345".
[[nodiscard]] PositionReadings read_position(std::string_view printed);

/// The WGS 84 position of a reading whose print is on `datum`; of one that names its own, that.
[[nodiscard]] Position to_wgs84(const PositionReading& reading, const Datum& datum);

/// "35.8057° N 36.1524° E": four decimals, the letters behind.
[[nodiscard]] std::string print(const Position& position);

}  // namespace recon::geo
