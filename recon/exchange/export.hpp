// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/units/instant.hpp"

/// Tracks of a case, and drawn flights, in the forms that other programs read.
namespace recon::exchange {

/// One point of a way, in the digits it was printed with.
struct Waypoint {
  std::string time;                 // "2015-11-24T07:24:05.5Z", "2015-11-24T07:24Z"; empty: none
  std::string after_event_s;        // of a drawn flight: seconds from its event; empty: not said
  std::string latitude, longitude;  // signed degrees, WGS 84
  std::string height;               // as printed: "FL190.25", "19000 ft above mean sea level"; empty: none
  std::string height_m;             // the same in metres
  HeightDatum above = HeightDatum::unstated;
  std::string accuracy_m;  // 95 % radius; empty: not said
  /// Of an ellipse whose longer half axis that is: the shorter, and where the longer points from true north.
  std::string accuracy_minor_m, accuracy_axis_deg;
};

struct Way {
  std::string name, aircraft;
  std::vector<Waypoint> points;
  /// Of a drawn flight: what it was drawn from. Numbers go as numbers where the form has any.
  struct About {
    std::string name, value;
    bool is_number = false;
  };
  std::vector<About> about;
};

/// What a case's tracks say, and what of them could not be written or was changed (a sentence each). A track
/// on another datum that its case states is brought to WGS 84, which is all that these forms know.
struct Ways {
  std::vector<Way> ways;
  std::vector<std::string> said;
};
[[nodiscard]] Ways ways_of(const incident::Incident& incident);

enum class WayForm { csv, geojson, kml, gpx, acmi };
/// "csv", "geojson", "kml", "gpx", "acmi".
[[nodiscard]] const std::vector<std::pair<std::string, WayForm>>& way_forms();

/// What of these ways the form cannot hold, a sentence each: points without a moment, kinds of height,
/// minutes without seconds.
[[nodiscard]] std::vector<std::string> lost_in(const std::vector<Way>& ways, WayForm form);

/// Times of one way stand on all points or on none.
///   (1) import_bytes() of what is written gives the same times, places, heights and accuracies, to the
///   digits
///       printed; of an accuracy to a decimetre
///   (2) a height stands where a form has a place for heights of its kind (KML and ACMI: above sea level;
///       GeoJSON: above the ellipsoid; GPX: either); each is also written as printed, where recon finds it
[[nodiscard]] std::string written(const std::vector<Way>& ways, WayForm form);

}  // namespace recon::exchange
