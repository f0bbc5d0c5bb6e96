// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "recon/geo/atlas.hpp"

namespace recon::bench {

using States = std::vector<geo::NamedOutline>;

/// Points to ask about, in the layout of batch calls. Made from fixed seeds: the same on every run.
struct Points {
  std::string name;
  std::vector<double> latitude, longitude;  // degrees

  [[nodiscard]] std::size_t size() const { return latitude.size(); }
  [[nodiscard]] geo::PointArrays first(std::size_t count) const {
    return {{latitude.data(), count}, {longitude.data(), count}};
  }
  [[nodiscard]] geo::Position at(std::size_t i) const {
    return {degrees(latitude[i]), degrees(longitude[i])};
  }
  void add(double latitude_deg, double longitude_deg);
};

/// Uniform in longitude and latitude over the box of the states' vertices.
[[nodiscard]] Points uniform_in_box(const States& states, std::size_t count);
/// Within 5 km of an edge: a point of an edge, drawn by length, moved by up to 5 km in any direction.
[[nodiscard]] Points near_border(const States& states, std::size_t count);
/// Straight flights of 600 fixes, one a second at 250 m/s, that start within 50 km of an edge.
[[nodiscard]] Points along_tracks(const States& states, std::size_t count);
/// From 1 m to 1000 km from an edge, uniform in the logarithm of the distance.
[[nodiscard]] Points at_all_distances(const States& states, std::size_t count);
/// Where predicates break: vertices, the doubles next to them, 1 mm off them, midpoints of edges, points
/// of the same longitude or latitude as a vertex; the poles and both names of the antimeridian.
[[nodiscard]] Points adversarial(const States& states, std::size_t count);
/// "latitude,longitude" a line, in degrees; lines that do not start with a number are passed over.
/// Throws std::runtime_error.
[[nodiscard]] Points from_csv(const std::filesystem::path& file);

/// States of many corners around `count` centres from pole to pole and across the antimeridian.
[[nodiscard]] States stars(std::size_t count);

}  // namespace recon::bench
