// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/units/figure.hpp"
#include "recon/units/unit_words.hpp"

namespace recon {

/// What a figure is read for.
struct Wanted {
  Dimension dimension;
  std::optional<Length> altitude;  // for Mach numbers
  std::string printed;             // the whole figure, for messages
};

/// One value of a figure ("about 13 miles", "5-7 km"), read in one way.
struct ValueReading {
  FigureReading reading;  // `means` still empty
  std::string phrase;     // "13 statute miles"
  std::string rounding;   // "rounded to 1 mile"
  const Unit* unit;
};

struct ValueReadings {
  std::vector<ValueReading> readings;
  std::vector<std::string> problems, notes;
};

/// Every reading of one value in lower case and plain characters, with the weights of one choice
/// adding up to 1, or why there is none.
[[nodiscard]] ValueReadings read_value(std::string_view value, const Wanted& wanted);

}  // namespace recon
