// SPDX-License-Identifier: Apache-2.0
#include "recon/units/printed_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "recon/units/text.hpp"

namespace recon {
namespace {

// A double holds 15 decimal digits; no printed figure needs more.
constexpr std::size_t most_digits = 15;

/// "1.234,5" taken apart: groups "1", "234", "5" and the signs between them, ".,".
struct Groups {
  std::vector<std::string_view> digits;
  std::string signs;
};

std::string_view take_digits(std::string_view& text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto length = static_cast<std::size_t>(end - text.begin());
  const auto digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

bool three_digits_follow(std::string_view text) {
  return text.size() >= 3 && std::all_of(text.begin(), text.begin() + 3, is_digit) &&
         (text.size() == 3 || !is_digit(text[3]));
}

Groups take_groups(std::string_view& text) {
  Groups groups;
  groups.digits.push_back(take_digits(text));
  while (text.size() >= 2 && is_digit(text[1])) {
    const char sign = text.front();
    const bool after_decimals = !groups.signs.empty() && groups.digits.back().size() != 3;
    const bool parts_thousands = (sign == ' ' || sign == '\'') && three_digits_follow(text.substr(1)) &&
                                 groups.digits.back().size() <= 3 && !after_decimals;
    if (sign != ',' && sign != '.' && !parts_thousands) break;
    groups.signs.push_back(sign);
    text.remove_prefix(1);
    groups.digits.push_back(take_digits(text));
  }
  return groups;
}

/// Do groups `first` to `last` of an integer look like thousands: "1", "234", "567"?
bool are_thousands(const Groups& groups, std::size_t count) {
  if (count == 1) return true;
  const auto first = groups.digits.front();
  if (first.empty() || first.size() > 3 || first.front() == '0') return false;
  return std::all_of(groups.digits.begin() + 1, groups.digits.begin() + static_cast<std::ptrdiff_t>(count),
                     [](std::string_view group) { return group.size() == 3; });
}

std::optional<PrintedNumber> number(const std::string& whole, const std::string& decimals) {
  if (whole.size() + decimals.size() > most_digits) return std::nullopt;
  PrintedNumber result;
  result.digits = decimals.empty() ? whole : whole + "." + decimals;
  std::from_chars(result.digits.data(), result.digits.data() + result.digits.size(), result.value);
  result.printed_step = std::pow(10.0, -static_cast<double>(decimals.size()));
  result.significant_step = result.printed_step;
  std::string digits = whole + decimals;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (decimals.empty()) {
    while (!digits.empty() && digits.back() == '0') {
      digits.pop_back();
      result.significant_step *= 10.0;
    }
  }
  result.significant_digits = std::max(1, static_cast<int>(digits.size()));
  return result;
}

/// The groups read with a decimal sign before the last one, or with none.
std::optional<PrintedNumber> read(const Groups& groups, bool last_is_decimals) {
  const std::size_t wholes = groups.digits.size() - (last_is_decimals ? 1 : 0);
  if (!are_thousands(groups, wholes)) return std::nullopt;
  std::string whole;
  for (std::size_t i = 0; i < wholes; ++i) whole += groups.digits[i];
  return number(whole, last_is_decimals ? std::string{groups.digits.back()} : std::string{});
}

}  // namespace

std::vector<PrintedNumber> take_number(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return {};
  const Groups groups = take_groups(text);
  std::vector<PrintedNumber> results;
  const auto add = [&](bool last_is_decimals) {
    if (auto one = read(groups, last_is_decimals)) results.push_back(std::move(*one));
  };
  if (groups.signs.empty()) {
    add(false);
    return results;
  }
  const char last = groups.signs.back();
  const auto of_its_kind = std::count(groups.signs.begin(), groups.signs.end(), last);
  const bool can_be_decimal = (last == ',' || last == '.') && of_its_kind == 1;
  const bool one_kind = static_cast<std::size_t>(of_its_kind) == groups.signs.size();
  const bool can_be_thousands = one_kind && are_thousands(groups, groups.digits.size());
  // "1,234" is never a decimal comma in the sources met so far; "19.000" has been both.
  if (can_be_decimal && !(can_be_thousands && last == ',')) add(true);
  if (can_be_thousands) add(false);
  return results;
}

std::string grouped(double value, int decimals) {
  std::array<char, 64> buffer{};
  const double magnitude = std::min(std::abs(value), 1e18);
  auto* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                  std::chars_format::fixed, decimals)
                        .ptr;
  std::string text{buffer.data(), end};
  const auto whole = static_cast<std::ptrdiff_t>(std::min(text.find('.'), text.size()));
  for (std::ptrdiff_t at = whole - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), " ");
  const bool is_zero = text.find_first_not_of("0. ") == std::string::npos;
  return value < 0.0 && !is_zero ? "-" + text : text;
}

}  // namespace recon
