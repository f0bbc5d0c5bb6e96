// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "recon/geo/position.hpp"

namespace recon::geo {

/// A geodetic datum that a coordinate may have been printed on, and its way to WGS 84 (PROJ/EPSG).
struct Datum {
  std::string_view name;       // "ED50", as case files write it
  std::string_view operation;  // "EPSG:1784"
  Length accuracy;             // 95 %, of the operation as published
};

/// WGS 84, ED50, Pulkovo 1942, Deir ez Zor, and others the library knows; nullopt for an unknown name.
[[nodiscard]] std::optional<Datum> datum(std::string_view name);
[[nodiscard]] const std::vector<Datum>& datums();

/// The WGS 84 position of a point whose printed coordinates are on `datum`.
[[nodiscard]] Position to_wgs84(const Position& printed, const Datum& datum);

}  // namespace recon::geo
