// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "recon/geo/position.hpp"
#include "recon/incident/border.hpp"
#include "recon/units/quantity.hpp"

/// What `recon border ...` and its parts share.
namespace recon::cli {

void add_border_list(CLI::App& border);
void add_border_show(CLI::App& border);
void add_border_add(CLI::App& border);
void add_border_compare(CLI::App& border);

/// A position as people print it, or two signed numbers of degrees, latitude first: "35.82,36.15". Says what
/// is wrong and ends the program otherwise.
[[nodiscard]] geo::Position position_from(const std::string& printed);

/// A length with its unit: "20 km". Says what is wrong and ends the program otherwise, also when the words
/// leave two meanings ("20 miles").
[[nodiscard]] Length length_from(const std::string& printed, const std::string& option);

/// A length of a border entry; nullopt when it states none or not a length.
[[nodiscard]] std::optional<Length> stated_length(const incident::Text& text);

/// Does the version know this place: is it within its frame, if it has one?
[[nodiscard]] bool covers(const incident::Border& border, const geo::Position& position);

/// "36.1° E"-style frame, "34.9–36.9°E 35.0–36.6°N"; "the whole world" without one.
[[nodiscard]] std::string frame_words(const std::optional<geo::Window>& frame);

/// Texts joined by a separator.
[[nodiscard]] std::string joined(const std::vector<incident::Text>& texts,
                                 const std::string& separator = " ");

}  // namespace recon::cli
