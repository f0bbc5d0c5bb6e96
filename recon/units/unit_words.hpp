// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "recon/units/figure.hpp"

namespace recon {

/// A unit: what one of it is called, what many are, the words a rounding step is told in, its size.
struct Unit {
  std::string_view one, many, step, steps;
  Dimension dimension;
  double in_base;  // metres, seconds, metres per second, degrees
};

/// A unit word's meaning; `mile` tells the two miles apart and is empty for every other unit.
struct UnitMeaning {
  const Unit* unit;
  std::string_view mile;
};

/// All a unit word may mean (lower case, plain characters): none, one, or the two miles.
/// A unit whose word stands for another dimension ("17 s" where a length belongs) is found too.
[[nodiscard]] std::vector<UnitMeaning> unit_meanings(std::string_view word);

namespace unit {
extern const Unit metre, kilometre, statute_mile, nautical_mile, foot, flight_level, degree, plain_count,
    mach;
}  // namespace unit

}  // namespace recon
