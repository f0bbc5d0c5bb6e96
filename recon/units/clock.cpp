// SPDX-License-Identifier: Apache-2.0
#include "recon/units/clock.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

#include <date/tz.h>

#include "recon/units/text.hpp"

namespace recon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A word of a source and the zone it means.
struct Abbreviation {
  std::string_view word, zone;
};
// Moscow's clock was UTC+4 from 2011 to 2014, so its abbreviation follows the zone, not an offset.
// Words shared by clocks far apart (IST, BST, CST, AST) are left out: they are asked back.
constexpr std::array abbreviations{
    Abbreviation{"utc", "UTC"},
    Abbreviation{"gmt", "UTC"},
    Abbreviation{"zulu", "UTC"},
    Abbreviation{"msk", "Europe/Moscow"},
    Abbreviation{"moscow", "Europe/Moscow"},
    Abbreviation{"мск", "Europe/Moscow"},
    Abbreviation{"ankara", "Europe/Istanbul"},
    Abbreviation{"istanbul", "Europe/Istanbul"},
    Abbreviation{"tsi", "Europe/Istanbul"},  // Türkiye saati ile
    Abbreviation{"damascus", "Asia/Damascus"},
    Abbreviation{"tehran", "Asia/Tehran"},
    Abbreviation{"eet", "UTC+2"},
    Abbreviation{"eest", "UTC+3"},
    Abbreviation{"cet", "UTC+1"},
    Abbreviation{"cest", "UTC+2"},
    Abbreviation{"mez", "UTC+1"},
    Abbreviation{"mesz", "UTC+2"},
    Abbreviation{"wet", "UTC"},
    Abbreviation{"west", "UTC+1"},
    Abbreviation{"trt", "UTC+3"},
    Abbreviation{"msd", "UTC+4"},
    Abbreviation{"irst", "UTC+3:30"},
    Abbreviation{"irdt", "UTC+4:30"},
    Abbreviation{"gst", "UTC+4"},
    Abbreviation{"est", "UTC-5"},
    Abbreviation{"edt", "UTC-4"},
    Abbreviation{"kst", "UTC+9"},
    Abbreviation{"jst", "UTC+9"},
};

/// "+4:30", "-0330", "+2" in full.
std::optional<std::chrono::seconds> read_offset(std::string_view text) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == ':' && (digits.size() == 1 || digits.size() == 2)) {
      digits.insert(0, 2 - digits.size(), '0');
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    digits += c;
  }
  if (digits.size() <= 2) digits.insert(0, 2 - digits.size(), '0').append("00");
  if (digits.size() == 3) digits.insert(0, 1, '0');
  if (digits.size() != 4) return std::nullopt;
  const int number = std::atoi(digits.c_str());
  const auto offset = hours{number / 100} + minutes{number % 100};
  // The widest offsets in use are UTC-12 and UTC+14.
  if (number % 100 >= 60 || offset > hours{14}) return std::nullopt;
  return sign * std::chrono::seconds{offset};
}

/// "UTC", "UTC+4:30": the zones that need no database.
std::optional<std::chrono::seconds> fixed_offset(std::string_view zone) {
  if (zone == "UTC") return std::chrono::seconds{0};
  return zone.substr(0, 3) == "UTC" ? read_offset(zone.substr(3)) : std::nullopt;
}

/// Military letters: A to M without J count eastwards, N to Y westwards, Z is UTC.
std::optional<std::chrono::seconds> military_letter(char letter) {
  if (letter >= 'a' && letter <= 'i') return hours{letter - 'a' + 1};
  if (letter >= 'k' && letter <= 'm') return hours{letter - 'k' + 10};
  if (letter >= 'n' && letter <= 'y') return -hours{letter - 'n' + 1};
  if (letter == 'z') return hours{0};
  return std::nullopt;
}

date::local_time<std::chrono::milliseconds> local(WallTime wall) {
  return date::local_time<std::chrono::milliseconds>{wall.time_since_epoch()};
}

}  // namespace

bool is_clock(std::string_view zone) {
  if (fixed_offset(zone)) return true;
  // The database is a folder; a name with dots could leave it.
  if (zone.empty() || zone.find('.') != std::string_view::npos) return false;
  try {
    return date::locate_zone(zone) != nullptr;
  } catch (const std::exception&) {
    return false;
  }
}

ClockSetting clock_setting(Instant when, std::string_view zone) {
  if (const auto offset = fixed_offset(zone)) return {*offset, offset_name(*offset)};
  const auto info = date::locate_zone(zone)->get_info(when);
  return {info.offset, info.abbrev};
}

std::string offset_name(std::chrono::seconds offset) {
  if (offset == std::chrono::seconds{0}) return "UTC";
  const auto size = std::chrono::abs(std::chrono::round<minutes>(offset));
  std::string name = offset < std::chrono::seconds{0} ? "UTC-" : "UTC+";
  name += std::to_string(size / hours{1});
  const auto rest = (size % hours{1}).count();
  if (rest != 0) name += (rest < 10 ? ":0" : ":") + std::to_string(rest);
  return name;
}

Moments moments(WallTime wall, std::string_view zone) {
  if (const auto offset = fixed_offset(zone)) return {{wall - *offset}, {*offset}};
  const auto info = date::locate_zone(zone)->get_info(local(wall));
  switch (info.result) {
    case date::local_info::unique:
      return {{wall - info.first.offset}, {info.first.offset}};
    case date::local_info::ambiguous:
      return {{wall - info.first.offset, wall - info.second.offset}, {info.first.offset, info.second.offset}};
    default:
      return {{}, {info.first.offset, info.second.offset}};
  }
}

std::optional<std::string> zone_called(std::string_view word) {
  const std::string lower = small_letters(trimmed(word));
  std::string_view name = lower;
  take_suffix(name, "time");
  if (name.size() == 1) {
    const auto offset = military_letter(name.front());
    return offset ? std::optional{offset_name(*offset)} : std::nullopt;
  }
  for (const auto& [abbreviation, zone] : abbreviations) {
    if (name == abbreviation) return std::string{zone};
  }
  for (const std::string_view start : {"utc", "gmt", ""}) {
    if (name.substr(0, start.size()) != start) continue;
    if (const auto offset = read_offset(trimmed(name.substr(start.size())))) return offset_name(*offset);
  }
  const bool is_path = word.find('/') != std::string_view::npos;
  return is_path && is_clock(trimmed(word)) ? std::optional{std::string{trimmed(word)}} : std::nullopt;
}

}  // namespace recon
