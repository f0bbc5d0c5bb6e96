// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recon/load/drawn.hpp"

namespace recon::load {

/// The polygons of GeoJSON (RFC 7946): a FeatureCollection, a Feature or a geometry. Members may stand in
/// any order; a third coordinate is left out; what is no polygon is noted. The "crs" of older files is
/// kept in Drawn::crs. Throws UnreadableFile, naming the feature.
[[nodiscard]] Drawn read_geojson(const std::string& name, std::string_view bytes,
                                 const std::vector<std::string>& candidates, Notes& notes);

}  // namespace recon::load
