// SPDX-License-Identifier: Apache-2.0
#include "recon/units/text.hpp"

#include <algorithm>

namespace recon {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

std::string small_letters(std::string_view text) {
  std::string out = lower_case(text);
  // The dotted capital of Turkish has no single small letter but i.
  for (std::size_t at = out.find("\xC4\xB0"); at != std::string::npos; at = out.find("\xC4\xB0", at))
    out.replace(at, 2, "i");
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const auto lead = static_cast<unsigned char>(out[i]), next = static_cast<unsigned char>(out[i + 1]);
    if (lead < 0xC3) continue;
    if (lead == 0xC3 && next >= 0x80 && next <= 0x9E) out[i + 1] = static_cast<char>(next + 0x20);
    if ((lead == 0xC4 || lead == 0xC5) && next == 0x9E) ++out[i + 1];  // Ğ, Ş
    if (lead == 0xD0 && next >= 0x90 && next <= 0x9F) out[i + 1] = static_cast<char>(next + 0x20);
    if (lead == 0xD0 && next >= 0xA0 && next <= 0xAF) {
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(next - 0x20);
    }
    if (lead == 0xD0 && next == 0x81) {  // Ё
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(0x91);
    }
    ++i;
  }
  return out;
}

std::string single_spaced(std::string_view text) {
  std::string result;
  for (const char c : trimmed(text)) {
    if (!is_space(c)) {
      result.push_back(c);
    } else if (result.back() != ' ') {
      result.push_back(' ');
    }
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  parts.push_back(text);
  return parts;
}

std::string quoted(std::string_view text) { return "\"" + std::string{trimmed(text)} + "\""; }

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  const auto rest = text.substr(prefix.size());
  if (!rest.empty() && is_letter(prefix.back()) && is_letter(rest.front())) return false;
  text = trimmed(rest);
  return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return false;
  const auto rest = text.substr(0, text.size() - suffix.size());
  if (!rest.empty() && is_letter(suffix.front()) && is_letter(rest.back())) return false;
  text = trimmed(rest);
  return true;
}

}  // namespace recon
