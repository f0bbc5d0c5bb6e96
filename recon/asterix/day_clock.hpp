// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include "recon/units/instant.hpp"

namespace recon::asterix {

/// A source of data, by its SAC and SIC.
struct Source {
  std::uint8_t sac = 0, sic = 0;
  friend auto operator<=>(const Source&, const Source&) = default;
};

/// Times of day made moments. Reports do not come in the order of their times, and a recording may run past
/// midnight; so each source has a day of its own.
///   (1) with a time of reception the day is the one that puts the report within 12 h of it
///   (2) without one, it is the day that puts the report within 12 h of the source's last one, the first
///       report being on the day that was given
///   (3) a truncated time is taken within 256 s of the last full time of its source, else of the reception
class DayClock {
public:
  explicit DayClock(std::optional<std::chrono::sys_days> day) : day_{day} {}

  [[nodiscard]] bool has_day() const { return day_.has_value(); }
  /// The day of the first report, learnt after the clock was made.
  void begin(std::chrono::sys_days day) { day_ = day; }

  /// nullopt: neither a day nor a reception is known.
  [[nodiscard]] std::optional<Instant> at(Source source, Duration time_of_day,
                                          std::optional<Instant> received);

  /// A source told its full time of day (category 002).
  void full_time(Source source, Duration time_of_day) { full_times_[source] = time_of_day; }
  /// The time of day that was sent modulo 512 s; nullopt: nothing to complete it by is known.
  [[nodiscard]] std::optional<Duration> complete(Source source, Duration truncated,
                                                 std::optional<Instant> received) const;

private:
  std::optional<std::chrono::sys_days> day_;
  std::map<Source, Instant> last_;
  std::map<Source, Duration> full_times_;
};

}  // namespace recon::asterix
