// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/geo/position.hpp"

namespace recon::geo {

struct Ellipsoid {
  Length semi_major;
  double inverse_flattening;
};

/// A geodetic datum that a coordinate may have been printed on, and its way to WGS 84 (PROJ/EPSG).
struct Datum {
  std::string_view name;       // "ED50", as case files write it
  std::string_view operation;  // "EPSG:1784"; empty for WGS 84 itself
  Length accuracy;             // 95 %, of the operation as published
  Window area;                 // where the operation is meant to be used, as published
  Ellipsoid ellipsoid = {metres(6'378'137), 298.257223563};
};

/// WGS 84, ED50, Pulkovo 1942, Deir ez Zor, and others the library knows; nullopt for an unknown name.
/// Capitals, spaces and hyphens do not matter: "wgs84", "pulkovo-1942". Pulkovo 1942 is SK-42 and СК-42 too.
[[nodiscard]] std::optional<Datum> datum(std::string_view name);
[[nodiscard]] const std::vector<Datum>& datums();

/// Is the datum's operation meant for this place?
[[nodiscard]] bool used_at(const Datum& datum, const Position& position);

/// The WGS 84 position of a point whose printed coordinates are on `datum`.
[[nodiscard]] Position to_wgs84(const Position& printed, const Datum& datum);

}  // namespace recon::geo
