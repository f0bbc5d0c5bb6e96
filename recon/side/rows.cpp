// SPDX-License-Identifier: Apache-2.0
#include "recon/side/rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "recon/geo/printed_position.hpp"
#include "recon/load/bytes.hpp"
#include "recon/units/text.hpp"

namespace recon::side {

namespace {

constexpr std::size_t longest_printed = 200;  // bytes of a position that people would print

std::optional<double> plain_number(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// "35,8057": below 1000 a comma before digits can only be a decimal sign.
std::optional<double> number_with_comma(std::string_view text) {
  std::array<char, 32> copy{};
  text = trimmed(text);
  if (std::count(text.begin(), text.end(), ',') != 1 || text.size() > copy.size() ||
      text.find_first_not_of("+-0123456789,") != std::string_view::npos)
    return std::nullopt;
  std::replace_copy(text.begin(), text.end(), copy.begin(), ',', '.');
  return plain_number({copy.data(), text.size()});
}

// Messages quote what they do not understand, and a terminal would obey its control characters.
bool is_printable(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7F'; };
  return std::none_of(text.begin(), text.end(), is_control) && !load::first_not_utf8(text);
}

void read_printed(const std::string& text, Row& row) {
  if (text.size() > longest_printed || !is_printable(text)) {
    row.error = "no position: " + shown(text);
    return;
  }
  const geo::PositionReadings read = geo::read_position(text);
  if (read.readings.size() == 1) {
    row.written = Written::printed;
    const geo::Position& at = read.readings.front().position;
    take_point(in_degrees(at.latitude), in_degrees(at.longitude), row);
  } else if (read.readings.empty()) {
    row.error = read.problems.empty() ? "no position: " + shown(text) : read.problems.front();
  } else {
    row.error = shown(text) + " may mean " + read.readings[0].means + " or " + read.readings[1].means;
  }
}

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string copy{text.substr(0, longest)};
  for (char& c : copy)
    if (static_cast<unsigned char>(c) < 0x20U || static_cast<unsigned char>(c) >= 0x7FU) c = '?';
  return "'" + copy + (text.size() > longest ? "…'" : "'");
}

void take_point(double latitude, double longitude, Row& row) {
  if (!std::isfinite(latitude) || !std::isfinite(longitude)) {
    row.error = "a coordinate that is no number";
  } else if (std::abs(latitude) > 90.0) {
    row.error = "latitude beyond 90 degrees";
  } else if (std::abs(longitude) > 180.0) {
    row.error = "longitude beyond 180 degrees";
  } else {
    row.latitude = latitude;
    row.longitude = longitude;
  }
}

void read_point(std::string_view latitude, std::string_view longitude, Row& row) {
  if (const auto a = plain_number(latitude), b = plain_number(longitude); a && b)
    return take_point(*a, *b, row);
  if (trimmed(latitude).empty() || trimmed(longitude).empty()) {
    row.error = "no position in this row";
    return;
  }
  if (const auto a = number_with_comma(latitude), b = number_with_comma(longitude); a && b) {
    row.written = Written::decimal_comma;
    return take_point(*a, *b, row);
  }
  read_printed(std::string{trimmed(latitude)}.append(" ").append(trimmed(longitude)), row);
}

void read_position(std::string_view both, Row& row) {
  if (trimmed(both).empty())
    row.error = "no position in this row";
  else
    read_printed(std::string{trimmed(both)}, row);
}

void take_sigma(double stated, Accuracy is, Row& row) {
  if (!std::isfinite(stated) || stated < 0.0)
    row.error = "an accuracy is a number of metres, not below zero";
  else
    row.sigma = in_metres(sigma_of(is, metres(stated)));
}

void read_sigma(std::string_view text, Accuracy is, Row& row) {
  if (trimmed(text).empty()) return;
  auto stated = plain_number(text);
  if (!stated) stated = number_with_comma(text);
  take_sigma(stated.value_or(std::numeric_limits<double>::quiet_NaN()), is, row);
}

void add_number(double value, int decimals, std::string& out) {
  std::array<char, 64> digits{};
  const double scale = std::pow(10.0, decimals);
  // No "-0.0": a margin that rounds to nothing has no sign.
  if (std::abs(value) * scale < 0.5) value = 0.0;
  const auto [end, trouble] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
  if (trouble == std::errc{}) out.append(digits.data(), end);
}

double shown_chance(double probability) {
  constexpr double least = 0.0001;
  return std::clamp(probability, least, 1.0 - least);
}

}  // namespace recon::side
