// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/grid.hpp"

#include <GeographicLib/Ellipsoid.hpp>
#include <GeographicLib/TransverseMercator.hpp>

namespace recon::geo {
namespace {

// UTM: DMA Technical Manual 8358.2 (1989). Gauss-Krüger leaves its central meridian unscaled.
constexpr double utm_scale = 0.9996, false_easting = 500'000.0, false_northing = 10'000'000.0;

Position reversed(const Ellipsoid& ellipsoid, double scale, int central_meridian, double east, double north) {
  const GeographicLib::TransverseMercator projection{in_metres(ellipsoid.semi_major),
                                                     1.0 / ellipsoid.inverse_flattening, scale};
  double latitude = 0.0, longitude = 0.0;
  projection.Reverse(central_meridian, east, north, latitude, longitude);
  return {degrees(latitude), degrees(longitude)};
}

}  // namespace

Position place_on(const Datum& datum, const UtmPlace& place) {
  return reversed(datum.ellipsoid, utm_scale, 6 * place.zone - 183, in_metres(place.easting) - false_easting,
                  in_metres(place.northing) - (place.north ? 0.0 : false_northing));
}

Position place_in_sk42(int zone, Length northing, Length easting) {
  const Datum pulkovo = datum("Pulkovo 1942").value();
  const int meridian = 6 * zone - 3;
  return reversed(pulkovo.ellipsoid, 1.0, meridian > 180 ? meridian - 360 : meridian,
                  in_metres(easting) - false_easting, in_metres(northing));
}

DegreeLengths degree_lengths(Angle latitude) {
  const GeographicLib::Ellipsoid& earth = GeographicLib::Ellipsoid::WGS84();
  constexpr double radians_in_degree = 3.14159265358979323846 / 180.0;
  return {metres(radians_in_degree * earth.MeridionalCurvatureRadius(in_degrees(latitude))),
          metres(radians_in_degree * earth.CircleRadius(in_degrees(latitude)))};
}

}  // namespace recon::geo
