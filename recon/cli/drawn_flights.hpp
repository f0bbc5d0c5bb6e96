// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/assess/sampled.hpp"
#include "recon/cli/command.hpp"
#include "recon/exchange/export.hpp"

/// What `export` and `sample` share: drawn flights, and a file for other programs.
namespace recon::cli {

struct FlightWish {
  assess::SampleWish flights;
  assess::Settings settings;
  std::string at;  // when the event was, where the account does not say
};

/// Options that say which flights; `flights` itself is the caller's.
void add_flight_options(CLI::App& command, FlightWish& wish);

/// Draws them. Flights without a moment, for a form that holds only moments, end the program with a word on
/// `--at`.
[[nodiscard]] exchange::Ways drawn_flights(const std::string& case_name, const FlightWish& wish,
                                           exchange::WayForm form);

/// Tells on standard error what was said and what the form cannot hold, and writes to a file, or to standard
/// output for "-".
void write_ways(const exchange::Ways& ways, exchange::WayForm form, const std::string& out);

/// By its name, or by the ending of a file's name; GeoJSON for any other.
[[nodiscard]] exchange::WayForm form_called(const std::string& name, const std::string& file);
[[nodiscard]] std::string form_names();  // "csv, geojson, kml, gpx, acmi"

}  // namespace recon::cli
