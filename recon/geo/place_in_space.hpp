// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/geo/space.hpp"

/// From degrees to space, where most of the time of a short question would go: inner to recon/geo.
namespace recon::geo {

struct PlaceInSpace {
  Vec3 point;
  double sine_of_latitude, cosine_of_latitude, sine_of_longitude, cosine_of_longitude;
  double prime_vertical;  // radius of curvature across the meridian, metres
};

/// The point of the ellipsoid at a latitude in [-90, 90] and a longitude in [-360, 360] degrees.
///   (1) sines and cosines are exact to 2e-16, and exactly 0 and 1 at whole quarters of a turn
///   (2) the same bits as to_space() gives for many points
[[nodiscard]] PlaceInSpace place_in_space(double latitude_deg, double longitude_deg);

}  // namespace recon::geo
