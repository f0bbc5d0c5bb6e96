// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/load/drawn.hpp"

namespace recon::load {

/// Makes polygons, whose rings are tidied, into parts of one outline: rings.hpp, (3). Polygons that need
/// nothing are not touched.
void mend(std::vector<DrawnPolygon>& polygons, const std::string& file, Notes& notes);

}  // namespace recon::load
