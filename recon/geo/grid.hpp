// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/geo/datum.hpp"
#include "recon/geo/position.hpp"

/// Metres of transverse Mercator grids, by GeographicLib (Krüger's series to the sixth order, error below
/// 5 nm within 35° of the central meridian).
namespace recon::geo {

/// A place in a zone of the Universal Transverse Mercator grid, false origins included. Its metres are of
/// some datum's ellipsoid, and which one a print seldom says.
struct UtmPlace {
  int zone = 0;  // 1 to 60, six degrees each from 180° W
  bool north = true;
  Length easting, northing;
};

/// Where it is on that datum: its latitude and longitude as a map on that datum has them. Read on another
/// ellipsoid, one of ED50 at 36° moves by 64 m.
[[nodiscard]] Position place_on(const Datum& datum, const UtmPlace& place);

/// Soviet and Russian six-degree zones of Gauss-Krüger on Pulkovo 1942 (SK-42): `northing` is their x,
/// `easting` their y without the zone's number in front, 500 km at the central meridian. Zone 1 begins at
/// Greenwich; EPSG:284xx.
/// RETURNS: latitude and longitude on Pulkovo 1942.
[[nodiscard]] Position place_in_sk42(int zone, Length northing, Length easting);

/// How long a degree of latitude and of longitude is at that place.
struct DegreeLengths {
  Length of_latitude, of_longitude;
};
[[nodiscard]] DegreeLengths degree_lengths(Angle latitude);

}  // namespace recon::geo
