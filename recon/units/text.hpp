// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Small helpers over plain ASCII text, for the readers of this folder.
namespace recon {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view text);
/// Lower case of UTF-8, also of Cyrillic and of the Latin letters of German, French and Turkish.
[[nodiscard]] std::string small_letters(std::string_view text);
/// Trimmed, and every run of spaces made one.
[[nodiscard]] std::string single_spaced(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view separator);
/// The text between straight quotes, as messages show it.
[[nodiscard]] std::string quoted(std::string_view text);

/// Removes a leading word (letters: only if the word ends there) and the space behind it.
bool take_prefix(std::string_view& text, std::string_view prefix);
/// Removes a trailing word (letters: only if the word begins there) and the space before it.
bool take_suffix(std::string_view& text, std::string_view suffix);

}  // namespace recon
