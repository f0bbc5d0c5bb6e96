// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "recon/assess/given.hpp"

namespace recon::assess {

/// Tests the statements of each account, aircraft by aircraft, against each other, and where two
/// accounts date or level one event, those too (narrative "all"). Two claims meet only in readings
/// that take the same option at every choice they share. docs/method/answers.md lists the tests.
[[nodiscard]] std::vector<Consistency> consistencies(const Given& given);

/// Speed implied by a length and a time, with the bounds of both: lowest length over longest time.
[[nodiscard]] Interval<Speed> implied_speed(const Interval<Length>& length, const Interval<Duration>& time);

/// Apex angle of the isosceles salient that a straight way of `length` crosses at `depth` from its tip.
[[nodiscard]] Angle apex_angle(Length length, Length depth);

/// Height fallen from rest in vacuum: g t² / 2, with g = 9.80665 m/s².
[[nodiscard]] Length fallen(Duration time);

}  // namespace recon::assess
