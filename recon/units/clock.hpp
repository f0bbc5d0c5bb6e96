// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/units/instant.hpp"

/// What clocks show where: the tz database of the system, fixed offsets and the abbreviations that
/// sources print. A zone is named "Europe/Istanbul", "UTC" or "UTC+4:30".
namespace recon {

/// Wall-clock time without a place, counted as if it were UTC.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

struct ClockSetting {
  std::chrono::seconds offset;  // local minus UTC
  std::string name;             // "EET"
};

/// Throws std::runtime_error when there is no zone of that name.
[[nodiscard]] ClockSetting clock_setting(Instant when, std::string_view zone);

/// "UTC", "UTC+2", "UTC-3:30".
[[nodiscard]] std::string offset_name(std::chrono::seconds offset);

/// The moments at which the clocks of a zone showed `wall`: one; two when they were set back over it;
/// none when they were set forward over it, and then `offsets` holds the ones before and after.
struct Moments {
  std::vector<Instant> instants;
  std::vector<std::chrono::seconds> offsets;  // of each instant, or of both sides of the gap
};
[[nodiscard]] Moments moments(WallTime wall, std::string_view zone);

/// The zone that a word of a source means: "MSK", "GMT", "Z", "C", "UTC+4:30", "Moscow time",
/// "Europe/Istanbul"; nullopt when no clock is called that.
[[nodiscard]] std::optional<std::string> zone_called(std::string_view word);

}  // namespace recon
