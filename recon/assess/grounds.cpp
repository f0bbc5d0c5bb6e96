// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/grounds.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include "recon/assess/drawing.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

constexpr double ground_radius = 30'000.0, ground_error = 2.0;

/// The direction into a zone at its tip: where the margin 2 km away is greatest.
flight::Tip tip_of(const flight::Ground& ground, geo::PlanePoint vertex) {
  constexpr int directions = 72;
  constexpr double away = 2'000.0;
  std::vector<double> east, north, margin(directions);
  for (int i = 0; i < directions; ++i) {
    const double turn = 2.0 * std::numbers::pi * i / directions;
    east.push_back(vertex.east + away * std::sin(turn));
    north.push_back(vertex.north + away * std::cos(turn));
  }
  ground.margins(east, north, margin);
  const auto best = static_cast<std::size_t>(std::max_element(margin.begin(), margin.end()) - margin.begin());
  return {vertex, (east[best] - vertex.east) / away, (north[best] - vertex.north) / away};
}

/// The zone that a claim speaks of; empty: none.
std::string zone_of(const normalise::ReadClaim& claim) {
  return std::visit(
      [](const auto& meaning) -> std::string {
        if constexpr (requires { meaning.zone; })
          return meaning.zone;
        else
          return {};
      },
      claim.meaning);
}

geo::Position reference_of(const Given& given) {
  for (const incident::Zone& zone : given.file.zones)
    if (const auto tip = given.read.landmarks.find(zone.tip.text);
        !zone.tip.empty() && tip != given.read.landmarks.end())
      return tip->second;
  if (const auto named = given.read.landmarks.find(given.file.around.landmark.text);
      named != given.read.landmarks.end())
    return named->second;
  if (const auto here = around(given, markers(given))) return here->centre;
  // Nothing is placed: the border was cut to where the case is.
  for (const auto& [id, version] : given.borders)
    if (const auto& frame = version.about.frame)
      return {0.5 * (frame->south + frame->north), 0.5 * (frame->west + frame->east)};
  return {};
}

}  // namespace

Grounds::Grounds(const Given& given, const std::stop_token& stop) : plane_{reference_of(given)} {
  std::set<std::string> zones;
  for (const normalise::ReadClaim& claim : given.read.claims) zones.insert(zone_of(claim));
  for (const incident::Event& event : given.file.events) zones.insert(event.zone.text);
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const std::string& id : zones)
    if (given.zone(id) != nullptr)
      for (const std::string& border : given.versions(id))
        if (given.shape(id, border) != nullptr) wanted.emplace_back(id, border);

  std::vector<flight::Premises::Zone> made(wanted.size());
  in_parallel(wanted.size(), given.settings.threads, stop, [&](std::size_t i) {
    const auto& [id, border] = wanted[i];
    const incident::Text& tip = given.zone(id)->tip;
    std::optional<geo::PlanePoint> vertex;
    if (const auto at = given.read.landmarks.find(tip.text); !tip.empty() && at != given.read.landmarks.end())
      vertex = plane_.to_plane(at->second);
    if (vertex && std::hypot(vertex->east, vertex->north) > 0.5 * ground_radius) vertex.reset();
    made[i] = {
        id, flight::tabulated(*given.shape(id, border), plane_, ground_radius, ground_error, vertex), {}};
    if (vertex) made[i].tip = tip_of(*made[i].ground, *vertex);
  });
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (made[i].ground) made_.emplace(wanted[i], std::move(made[i]));
}

std::optional<flight::Premises::Zone> Grounds::zone(const std::string& id, const std::string& border) const {
  // A zone that leans on no border is the same by every version.
  for (const std::string& version : {border, std::string{}})
    if (const auto found = made_.find({id, version}); found != made_.end()) return found->second;
  return std::nullopt;
}

}  // namespace recon::assess
