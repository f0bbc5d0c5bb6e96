// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/assess/sampled.hpp"

/// Drawn flights in the forms that other tools read.
namespace recon::report {

/// A FeatureCollection of one LineString a flight (RFC 7946), with what it was drawn from as properties.
[[nodiscard]] std::string flights_geojson(const std::vector<assess::SampledTelling>& tellings);

/// One row a flight and instant: narrative, aircraft, border, reading, flight, time_s, latitude, longitude.
[[nodiscard]] std::string flights_csv(const std::vector<assess::SampledTelling>& tellings);

}  // namespace recon::report
