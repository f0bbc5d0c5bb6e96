// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/assessment.hpp"
#include "recon/units/quantity.hpp"

/// How numbers are said in sentences: SI first, the aviation unit in brackets, two significant
/// digits, a real minus sign, thin spaces between thousands. Used by assess, free for report.
namespace recon::assess {

/// Whole percent; "<1 %" and ">99 %" at the ends, so never 0 % or 100 %: "97 %".
[[nodiscard]] std::string percent(double probability);

/// The number with its word beside it: "97 % (almost certain, ICD 203)"; the number alone outside 1–99 %.
[[nodiscard]] std::string likelihood(double probability);
/// The same of a share of draws. Where the draws leave open which of two words it has, both: "80 % (between
/// likely and very likely, ICD 203)".
[[nodiscard]] std::string likelihood(const Probability& share);

/// "93 % … >99 %", or one number when both ends print alike.
[[nodiscard]] std::string percent_range(double lowest, double highest);

/// Two significant digits, km from 1 km, metres to 10 m below (to 1 m below 100 m), the sign real.
[[nodiscard]] std::string si(Length length);
/// The same with nautical miles behind: "2.2 km (1.2 NM)".
[[nodiscard]] std::string said(Length length);
/// "+1.2 km inside", "0.6 km outside": a margin in words.
[[nodiscard]] std::string said_margin(Length margin);
/// "5 791 m (19 000 ft)".
[[nodiscard]] std::string said_height(Length height);
/// "392 km/h (212 kt)".
[[nodiscard]] std::string said(Speed speed);
/// "17 s", "1 min 40 s", "12 min".
[[nodiscard]] std::string said(Duration time);
/// "182°".
[[nodiscard]] std::string said(Angle azimuth);

/// A value with the bounds its rounding leaves: "392 km/h (379–406)"; "at least", "at most" for open ends.
[[nodiscard]] std::string said(const Interval<Speed>& speed);
[[nodiscard]] std::string said(const Interval<Length>& length);
[[nodiscard]] std::string said(const Interval<Duration>& time);
[[nodiscard]] std::string said_height(const Interval<Length>& height);

/// A whole number with thin spaces between thousands: "19 000".
[[nodiscard]] std::string thousands(double value);

/// "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& things);

[[nodiscard]] std::string_view name_of(Side side);

/// An id as words: "radio-position" is "radio position".
[[nodiscard]] std::string spaced(std::string id);

}  // namespace recon::assess
