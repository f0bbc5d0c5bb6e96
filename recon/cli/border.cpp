// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/border.hpp"

#include <cmath>
#include <iostream>
#include <sstream>

#include "recon/cli/command.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/units/figure.hpp"

namespace recon::cli {

namespace {

[[noreturn]] void end_with(const std::string& what) {
  std::cerr << "recon: " << what << '\n';
  throw Exit{failure};
}

/// "35.82,36.15", and nothing else.
std::optional<geo::Position> signed_pair(const std::string& text) {
  std::istringstream in{text};
  double latitude = NAN, longitude = NAN;
  char comma = ' ';
  if (!(in >> latitude >> comma >> longitude) || comma != ',' || !(in >> std::ws).eof()) return std::nullopt;
  if (!(std::abs(latitude) <= 90.0 && std::abs(longitude) <= 180.0)) return std::nullopt;
  return geo::Position{degrees(latitude), degrees(longitude)};
}

std::string plain_degrees(Angle angle) {
  std::ostringstream out;
  out << in_degrees(angle);
  return out.str();
}

}  // namespace

geo::Position position_from(const std::string& printed) {
  if (const auto pair = signed_pair(printed)) return *pair;
  const geo::PositionReadings read = geo::read_position(printed);
  if (read.readings.size() == 1) return read.readings.front().position;
  if (read.readings.empty())
    end_with(read.problems.empty() ? "not a position: " + printed : read.problems.front());
  end_with("\"" + printed + "\" may be more than one place; write it with a decimal point");
}

Length length_from(const std::string& printed, const std::string& option) {
  const FigureReadings read = read_figure(printed, Dimension::length);
  if (read.readings.empty())
    end_with(option + ": " + (read.problems.empty() ? "not a length" : read.problems.front()));
  if (read.readings.size() > 1)
    end_with(option + ": \"" + printed + "\" may mean more than one length; say km, m or NM");
  return metres(read.readings.front().value.stated);
}

std::optional<Length> stated_length(const incident::Text& text) {
  if (text.empty()) return std::nullopt;
  const FigureReadings read = read_figure(text.text, Dimension::length);
  if (read.readings.empty()) return std::nullopt;
  return metres(read.readings.front().value.stated);
}

bool covers(const incident::Border& border, const geo::Position& position) {
  return !border.frame || geo::contains(*border.frame, position);
}

std::string frame_words(const std::optional<geo::Window>& frame) {
  if (!frame) return "not cut";
  return plain_degrees(frame->west) + "–" + plain_degrees(frame->east) + "°E " + plain_degrees(frame->south) +
         "–" + plain_degrees(frame->north) + "°N";
}

std::string joined(const std::vector<incident::Text>& texts, const std::string& separator) {
  std::string out;
  for (const incident::Text& text : texts) out += (out.empty() ? "" : separator) + text.text;
  return out;
}

void add_border(CLI::App& program) {
  CLI::App* border =
      program.add_subcommand("border", "The border library: list, show, add and compare versions of borders");
  border->require_subcommand(1);
  add_border_list(*border);
  add_border_show(*border);
  add_border_add(*border);
  add_border_compare(*border);
}

}  // namespace recon::cli
