// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "recon/geo/outline.hpp"
#include "recon/load/load.hpp"

namespace recon::load {

/// Outlines of a GeoJSON file by the value of a property of its features ("state"); features of one
/// value are one outline, and with no property all are one, under "". Throws UnreadableFile, naming the
/// feature. `name` stands for the file in messages.
///   (1) a ring's closing vertex is dropped; holes stay holes
///   (2) GeometryCollections are unwrapped; anything but polygons in them is refused
///   (3) nothing but the GeoJSON driver sees the bytes, and it sees no file and no network
[[nodiscard]] std::map<std::string, geo::Outline> read_outlines(const std::string& name,
                                                                const std::string& bytes,
                                                                const std::string& property);

/// Fills in the outlines of every border and of every area drawn in a file.
void load_borders(LoadedCase& loaded, const std::filesystem::path& folder, const Options& options);

}  // namespace recon::load
