// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/day_clock.hpp"

#include <cmath>

namespace recon::asterix {

namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr Duration day_long{86'400.0};
constexpr Duration truncation{512.0};  // category 001, item 141: 16 bits of 1/128 s

// The moment of that time of day that is nearest to another moment.
Instant nearest(Instant to, Duration time_of_day) {
  const std::chrono::sys_days day = floor<days>(to);
  const Instant same_day = after(Instant{day}, time_of_day);
  const auto half_a_day = std::chrono::hours{12};
  if (same_day - to > half_a_day) return same_day - days{1};
  if (to - same_day > half_a_day) return same_day + days{1};
  return same_day;
}

}  // namespace

std::optional<Instant> DayClock::at(Source source, Duration time_of_day, std::optional<Instant> received) {
  if (received) return nearest(*received, time_of_day);
  if (!day_) return std::nullopt;
  const auto last = last_.find(source);
  const Instant when =
      last == last_.end() ? after(Instant{*day_}, time_of_day) : nearest(last->second, time_of_day);
  last_[source] = when;
  return when;
}

std::optional<Duration> DayClock::complete(Source source, Duration truncated,
                                           std::optional<Instant> received) const {
  std::optional<Duration> about;
  if (const auto full = full_times_.find(source); full != full_times_.end()) about = full->second;
  if (!about && received) about = *received - floor<days>(*received);
  if (!about) return std::nullopt;
  const double turns = std::round((*about - truncated) / truncation);
  Duration complete = truncated + turns * truncation;
  if (complete < Duration{0.0}) complete += day_long;
  if (complete >= day_long) complete -= day_long;
  return complete;
}

}  // namespace recon::asterix
