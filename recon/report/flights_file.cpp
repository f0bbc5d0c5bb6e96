// SPDX-License-Identifier: Apache-2.0
#include "recon/report/flights_file.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace recon::report {
namespace {

using Json = nlohmann::ordered_json;

// A centimetre: flights are drawn, not measured.
double rounded(Angle angle) { return std::round(in_degrees(angle) * 1e7) / 1e7; }
double rounded(double value) { return std::round(value * 10.0) / 10.0; }

/// RFC 4180: in quotes where it holds a comma, a quote or a line break.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

}  // namespace

std::string flights_geojson(const std::vector<assess::SampledTelling>& tellings) {
  Json features = Json::array();
  for (const assess::SampledTelling& telling : tellings)
    for (std::size_t i = 0; i < telling.flights.size(); ++i) {
      const assess::SampledFlight& flight = telling.flights[i];
      Json line = Json::array();
      for (const geo::Position& at : flight.positions)
        line.push_back({rounded(at.longitude), rounded(at.latitude)});
      features.push_back({{"type", "Feature"},
                          {"properties",
                           {{"narrative", telling.narrative},
                            {"aircraft", telling.aircraft},
                            {"zone", telling.zone},
                            {"border", telling.border},
                            {"reading", telling.reading_words},
                            {"flight", i + 1},
                            {"begin_s", in_seconds(telling.begin)},
                            {"step_s", in_seconds(telling.step)},
                            {"time_inside_s", rounded(flight.seconds_inside)},
                            {"length_inside_m", rounded(flight.metres_inside)},
                            {"deepest_m", rounded(flight.deepest_m)},
                            {"sound", telling.failed.empty()}}},
                          {"geometry", {{"type", "LineString"}, {"coordinates", std::move(line)}}}});
    }
  return Json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump(1) + "\n";
}

std::string flights_csv(const std::vector<assess::SampledTelling>& tellings) {
  std::string text = "narrative,aircraft,border,reading,flight,time_s,latitude_deg,longitude_deg\n";
  for (const assess::SampledTelling& telling : tellings)
    for (std::size_t i = 0; i < telling.flights.size(); ++i)
      for (std::size_t k = 0; k < telling.flights[i].positions.size(); ++k) {
        const geo::Position& at = telling.flights[i].positions[k];
        const double time = in_seconds(telling.begin) + static_cast<double>(k) * in_seconds(telling.step);
        std::array<char, 96> numbers{};
        std::snprintf(numbers.data(), numbers.size(), "%zu,%g,%.7f,%.7f\n", i + 1, time,
                      in_degrees(at.latitude), in_degrees(at.longitude));
        text += cell(telling.narrative) + "," + cell(telling.aircraft) + "," + cell(telling.border) + "," +
                cell(telling.reading_words) + "," + numbers.data();
      }
  return text;
}

}  // namespace recon::report
