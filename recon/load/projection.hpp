// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "recon/load/drawn.hpp"

namespace recon::load {

/// Moves all polygons from their coordinate system (empty: WGS 84) to WGS 84, and gives the system's name:
/// "EPSG:4230". Numbers that are on WGS 84 keep their bits. The system is an authority's code, a URN or WKT;
/// it comes from no file and no network. Noted: the operation of PROJ that was used and its published
/// accuracy, and how far an edge that is straight in the system's plane leaves the one that is straight in
/// longitude and latitude. Throws UnreadableFile for a system unknown, or without a published way to WGS 84.
[[nodiscard]] std::string move_to_wgs84(const std::string& crs,
                                        std::map<std::string, std::vector<DrawnPolygon>>& states,
                                        const std::string& file, Notes& notes);

/// Is this an authority's code or a URN ("EPSG:4230", "urn:ogc:def:crs:OGC:1.3:CRS84")? Other definitions may
/// name files, and are not taken from a user or from GeoJSON.
[[nodiscard]] bool is_code(std::string_view crs);

}  // namespace recon::load
