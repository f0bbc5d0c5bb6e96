// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/day_clock.hpp"

#include <catch2/catch.hpp>

namespace recon::asterix {

namespace {

using namespace std::chrono_literals;
constexpr std::chrono::sys_days the_day{std::chrono::year{2015} / 11 / 24};
constexpr Source one{25, 201}, other{25, 202};

}  // namespace

TEST_CASE("The day of a report is the one that puts it within half a day of its reception") {
  DayClock clock{std::nullopt};
  CHECK(clock.at(one, seconds(86'399), Instant{the_day} + 1s) == Instant{the_day} - 1s);
  CHECK(clock.at(one, seconds(1), Instant{the_day} - 1s) == Instant{the_day} + 1s);
  CHECK(clock.at(one, seconds(3600), Instant{the_day} + 2h) == Instant{the_day} + 1h);
}

TEST_CASE("Without reception the days run on, and each source has its own midnight") {
  DayClock clock{the_day};
  CHECK(clock.at(one, seconds(86'390), {}) == Instant{the_day} + 86'390s);
  CHECK(clock.at(one, seconds(5), {}) == Instant{the_day} + 86'405s);
  CHECK(clock.at(one, seconds(86'399), {}) == Instant{the_day} + 86'399s);  // late, of the day before
  CHECK(clock.at(one, seconds(6), {}) == Instant{the_day} + 86'406s);
  CHECK(clock.at(other, seconds(6), {}) == Instant{the_day} + 6s);
}

TEST_CASE("Without a day and without reception a time of day is no moment") {
  DayClock clock{std::nullopt};
  CHECK_FALSE(clock.at(one, seconds(6), {}));
}

TEST_CASE("A time modulo 512 s is the one nearest to the radar's full time") {
  DayClock clock{the_day};
  CHECK_FALSE(clock.complete(one, seconds(21.5), {}));
  clock.full_time(one, seconds(26'645.5));  // 52 x 512 s and 21.5 s
  CHECK(clock.complete(one, seconds(21.5), {}) == seconds(26'645.5));
  CHECK(clock.complete(one, seconds(511), {}) == seconds(52 * 512.0 - 1));
  CHECK(clock.complete(one, seconds(270), {}) == seconds(52 * 512.0 + 270));
  CHECK_FALSE(clock.complete(other, seconds(21.5), {}));
  CHECK(clock.complete(other, seconds(21.5), Instant{the_day} + 26'647s) == seconds(26'645.5));
}

TEST_CASE("A time modulo 512 s is completed across midnight") {
  DayClock clock{the_day};
  clock.full_time(one, seconds(2));
  // 86 400 s are 168 x 512 s and 384 s: a second before midnight is 383 s.
  CHECK(clock.complete(one, seconds(511), {}) == seconds(86'399));
}

}  // namespace recon::asterix
