// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/units/quantity.hpp"

namespace recon {

/// The ISO 2533 standard atmosphere at a height above mean sea level (0 to 20 km): temperature in
/// kelvin, pressure in pascal, density in kg/m3, speed of sound.
struct Air {
  double temperature_k, pressure_pa, density;
  Speed sound;
};
/// REQUIRES: height <= 20 km
[[nodiscard]] Air standard_air(Length height);

}  // namespace recon
