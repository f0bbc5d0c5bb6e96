// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/units/instant.hpp"

/// Tracks of a case in the forms that other programs read.
namespace recon::exchange {

/// One point of a way, in the digits it was printed with.
struct Waypoint {
  std::string time;                 // "2015-11-24T07:24:05.5Z"; empty: none
  std::string latitude, longitude;  // signed degrees
  std::string height_m;             // metres; empty: none
  std::string above;                // what it is measured from, in words; empty: not said
  std::string accuracy_m;           // 95 % radius; empty: not said
};

struct Way {
  std::string name, aircraft;
  std::vector<Waypoint> points;
};

/// What a case's tracks say, and what of them could not be written (a sentence each). Positions are those of
/// the file, on its own datum: where it is not WGS 84 this is said.
struct Ways {
  std::vector<Way> ways;
  std::vector<std::string> said;
};
[[nodiscard]] Ways ways_of(const incident::Incident& incident);

/// Times of one way stand on all points or on none.
///   (1) import_bytes() of what is written gives the same times, places and heights, to the digits printed
enum class WayForm { csv, geojson, kml, gpx, acmi };
[[nodiscard]] std::string written(const std::vector<Way>& ways, WayForm form);

}  // namespace recon::exchange
