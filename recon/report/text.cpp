// SPDX-License-Identifier: Apache-2.0
#include "recon/report/text.hpp"

#include <algorithm>
#include <array>

namespace recon::report {
namespace {

struct Letter {
  char32_t code;
  std::size_t bytes;
};

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// The letter that starts at `at`; a stray byte counts as one letter.
Letter letter_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, at + i)) return {first, 1};
    code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {code, length};
}

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in_any(const std::array<Range, N>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](Range r) { return r.first <= code && code <= r.last; });
}

// Unicode 15: combining marks and format characters of the scripts that statements are written in.
constexpr std::array<Range, 12> zero_wide{{{0x0300, 0x036F},
                                           {0x0483, 0x0489},
                                           {0x0591, 0x05BD},
                                           {0x0610, 0x061A},
                                           {0x064B, 0x065F},
                                           {0x0670, 0x0670},
                                           {0x06D6, 0x06DC},
                                           {0x200B, 0x200F},
                                           {0x202A, 0x202E},
                                           {0x2060, 0x2069},
                                           {0x20D0, 0x20F0},
                                           {0xFE00, 0xFE0F}}};
// East Asian Width W and F.
constexpr std::array<Range, 9> double_wide{{{0x1100, 0x115F},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0x33FF},
                                            {0x3400, 0x9FFF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0x20000, 0x3FFFD}}};

std::size_t columns_of(char32_t code) {
  if (in_any(zero_wide, code)) return 0;
  return in_any(double_wide, code) ? 2 : 1;
}

/// The longest beginning of `text` that takes at most `width` columns.
std::string_view beginning(std::string_view text, std::size_t width) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    const Letter letter = letter_at(text, at);
    used += columns_of(letter.code);
    if (used > width) break;
    at += letter.bytes;
  }
  return text.substr(0, at);
}

/// Advance width in em of Noto Sans, by class of letter.
double em(char32_t code) {
  if (columns_of(code) != 1) return static_cast<double>(columns_of(code)) * 0.5;
  if (code == ' ' || code == 0xA0) return 0.26;
  if (code == 0x202F || code == 0x2009) return 0.2;
  if (std::u32string_view{U"iIjl.,:;'|!()[]‘’ıİ"}.find(code) != std::u32string_view::npos) return 0.31;
  if (std::u32string_view{U"fjrt·"}.find(code) != std::u32string_view::npos) return 0.40;
  if (std::u32string_view{U"ckszvxy"}.find(code) != std::u32string_view::npos) return 0.51;
  if (std::u32string_view{U"mwMW%@—…"}.find(code) != std::u32string_view::npos) return 0.92;
  if (code >= 'A' && code <= 'Z') return 0.66;
  return code < 0x80 ? 0.565 : 0.62;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    sum += columns_of(letter.code);
    at += letter.bytes;
  }
  return sum;
}

std::string fit(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  if (used <= width) return std::string{text} + std::string(width - used, ' ');
  if (width == 0) return {};
  std::string cut{beginning(text, width - 1)};
  cut += "…";
  return cut + std::string(width - columns(cut), ' ');
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  const auto finish = [&] {
    lines.push_back(line);
    line.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!line.empty() && columns(line) + 1 + columns(word) > width) finish();
    while (columns(word) > width) {
      const std::string_view head = beginning(word, width);
      lines.emplace_back(head);
      word.remove_prefix(head.size());
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty()) finish();
  return lines;
}

std::string for_terminal(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    const char32_t c = letter.code;
    const bool direction =
        (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xA0 || c == 0x202F || c == 0x2009)
      out += ' ';
    else if (!direction)
      out += text.substr(at, letter.bytes);
    at += letter.bytes;
  }
  return out;
}

double drawn_width(std::string_view text, double size) {
  double sum = 0.0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    sum += em(letter.code);
    at += letter.bytes;
  }
  return 1.04 * sum * size;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (word.empty()) continue;
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

std::string unbroken(std::string text) {
  constexpr std::string_view units[] = {"%", "km", "m", "NM", "mi", "ft", "kt", "km/h", "s", "min", "h"};
  constexpr std::string_view no_break = "\u00A0";
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    if (at == 0 || text[at - 1] < '0' || text[at - 1] > '9') continue;
    std::size_t end = at + 1;
    while (end < text.size() &&
           (text[end] == '%' || text[end] == '/' || (text[end] >= 'A' && text[end] <= 'Z') ||
            (text[end] >= 'a' && text[end] <= 'z')))
      ++end;
    const std::string_view word = std::string_view{text}.substr(at + 1, end - at - 1);
    if (std::ranges::find(units, word) != std::end(units)) text.replace(at, 1, no_break);
  }
  return text;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace recon::report
