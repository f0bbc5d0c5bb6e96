// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace recon {

/// A number as printed, with what its digits promise.
struct PrintedNumber {
  double value = 0.0;
  double printed_step = 1.0;      // of the last digit: 0.01 for "1.36", 1 for "19,000"
  double significant_step = 1.0;  // of the last digit that is no mere filler: 0.01, 1000
  int significant_digits = 1;     // 3 for "1.36" and "1.00", 2 for "19,000"
  std::string digits;             // separators settled: "1.36", "19000"
};

/// Reads the number at the start of `text` (plain characters, see plain_characters) and removes it.
/// A comma or dot before anything but three digits is a decimal sign; a comma, space or several dots
/// before three digits part thousands. One dot before three digits ("19.000") may be either: two
/// results, the decimal one first. No result: no number there, or one nobody could have meant.
[[nodiscard]] std::vector<PrintedNumber> take_number(std::string_view& text);

/// "2 189", "0.7": digits of a value for people, thousands apart.
[[nodiscard]] std::string grouped(double value, int decimals = 0);

}  // namespace recon
