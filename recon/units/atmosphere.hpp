// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/units/quantity.hpp"

namespace recon {

/// The ISO 2533 standard atmosphere at a height above mean sea level (up to 32 km): temperature in
/// kelvin, pressure in pascal, density in kg/m3, speed of sound.
///   (1) pressure and density fall with height; nothing jumps where two layers meet
struct Air {
  double temperature_k, pressure_pa, density;
  Speed sound;
};
/// REQUIRES: height <= 32 km
[[nodiscard]] Air standard_air(Length height);

}  // namespace recon
