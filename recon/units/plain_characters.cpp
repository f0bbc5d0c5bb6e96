// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "recon/units/figure.hpp"

namespace recon {
namespace {

/// A run of Unicode characters that all become the same ASCII text.
struct Plain {
  char32_t first, last;
  std::string_view as;
};
constexpr std::array<Plain, 26> plain_forms{{
    {0x00A0, 0x00A0, " "}, {0x00B4, 0x00B4, "'"},  {0x02B9, 0x02B9, "'"}, {0x02BA, 0x02BA, "\""},
    {0x061C, 0x061C, ""},  {0x066B, 0x066B, "."},  {0x066C, 0x066C, ","}, {0x2000, 0x200A, " "},
    {0x200B, 0x200F, ""},  {0x2010, 0x2015, "-"},  {0x2018, 0x201B, "'"}, {0x201C, 0x201F, "\""},
    {0x202A, 0x202E, ""},  {0x202F, 0x202F, " "},  {0x2032, 0x2032, "'"}, {0x2033, 0x2033, "\""},
    {0x2035, 0x2035, "'"}, {0x2036, 0x2036, "\""}, {0x205F, 0x205F, " "}, {0x2060, 0x2060, ""},
    {0x2066, 0x2069, ""},  {0x2212, 0x2212, "-"},  {0x3000, 0x3000, " "}, {0xFE58, 0xFE58, "-"},
    {0xFE63, 0xFE63, "-"}, {0xFEFF, 0xFEFF, ""},
}};

// Arabic-Indic, extended Arabic-Indic and Devanagari digits run upwards from their zero.
constexpr std::array<char32_t, 3> zeros{0x0660, 0x06F0, 0x0966};

std::string plain(char32_t character, std::string_view as_written) {
  for (const char32_t zero : zeros) {
    if (character >= zero && character <= zero + 9) return {static_cast<char>('0' + (character - zero))};
  }
  // Full-width forms repeat the printable ASCII characters in their order.
  if (character >= 0xFF01 && character <= 0xFF5E) return {static_cast<char>(character - 0xFF01 + '!')};
  const auto* const form = std::find_if(plain_forms.begin(), plain_forms.end(), [&](const Plain& one) {
    return character >= one.first && character <= one.last;
  });
  return std::string{form == plain_forms.end() ? as_written : form->as};
}

/// Length in bytes of the UTF-8 character at the start of `text`; 0 if there is none.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length > text.size()) return 0;
  const bool goes_on = std::all_of(
      text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(length, 1)),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
  return goes_on ? length : 0;
}

char32_t decoded(std::string_view bytes) {
  constexpr std::array<unsigned, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t character = static_cast<unsigned char>(bytes.front()) & lead_bits[bytes.size()];
  for (const char byte : bytes.substr(1)) {
    character = (character << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return character;
}

}  // namespace

std::string plain_characters(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const auto bytes = text.substr(0, std::max<std::size_t>(length, 1));
    result += length > 1 ? plain(decoded(bytes), bytes) : std::string{bytes};
    text.remove_prefix(bytes.size());
  }
  return result;
}

}  // namespace recon
