// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "recon/incident/claim.hpp"
#include "recon/load/load.hpp"
#include "recon/load/problems.hpp"

namespace recon::load {

/// A track file's rows, in the file's own characters, each cell with its line and column.
struct TrackRows {
  std::vector<incident::Fix> fixes;
  Problems problems;
};

/// Reads a table with a header row: time, latitude and longitude (or position, or a radar's range and
/// azimuth), altitude or flight_level, accuracy, in any order, separated by comma, semicolon or tab.
///   (1) digits are kept: 35.80 and 35.8 differ in what they claim to know
///   (2) signed degrees become letters ("-36.1" in a longitude column is "36.1 W"); nothing else is
///       interpreted
///   (3) a unit in the header ("altitude_ft", "accuracy (m)") is joined to every figure below it
///   (4) a flight level without a unit is in hundreds of feet ("210" below flight_level is FL210); an azimuth
///       without one is in degrees
///   (5) a row that cannot be a fix is reported at its line, and the rows after it are read
[[nodiscard]] TrackRows read_track(const std::string& name, const std::string& bytes);

/// Fills in the fixes of every claim that names a track file (rule 23).
void load_tracks(LoadedCase& loaded, const std::filesystem::path& folder);

}  // namespace recon::load
