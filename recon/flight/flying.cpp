// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/flying.hpp"

namespace recon::flight {
namespace {

constexpr std::size_t anchor_coordinates = 4, noise_coordinates = 4;

}  // namespace

Flying::Flying(const Premises& premises)
    : premises_{premises},
      each_{coordinates_of_aircraft(premises.timeline)},
      set_{std::vector<Flight>(premises.aircraft.size()), std::vector<double>(premises.unknowns.size())},
      looks_(premises.aircraft.size() * premises.zones.size()),
      flown_{.set = set_,
             .timeline = premises.timeline,
             .stays = std::vector<Stay>(looks_.size()),
             .zones = premises.zones.size()} {}

const Flown& Flying::all(std::span<const double> coordinates) {
  for (std::size_t a = 0; a < premises_.aircraft.size(); ++a) fly_part(coordinates, a, Nodes::all);
  read_unknowns(coordinates);
  return flown_;
}

const Flown& Flying::changed(std::span<const double> coordinates, std::size_t first, std::size_t count) {
  const std::size_t aircraft = first / each_, within = first % each_;
  if (aircraft >= premises_.aircraft.size()) {
    read_unknowns(coordinates);
    return flown_;
  }
  const std::size_t noise_after = anchor_coordinates + noise_coordinates * premises_.timeline.anchor();
  const bool anchored = within >= anchor_coordinates;
  fly_part(coordinates, aircraft,
           anchored && within + count <= noise_after ? Nodes::before
           : anchored && within >= noise_after       ? Nodes::after
                                                     : Nodes::all);
  return flown_;
}

void Flying::fly_part(std::span<const double> coordinates, std::size_t aircraft, Nodes which) {
  Flight& flight = set_.flights[aircraft];
  fly(premises_.aircraft[aircraft], premises_.timeline, coordinates.subspan(aircraft * each_, each_), which,
      flight);
  for (std::size_t z = 0; z < premises_.zones.size(); ++z) {
    const Premises::Zone& zone = premises_.zones[z];
    const std::size_t place = aircraft * premises_.zones.size() + z;
    Looks& looks = looks_[place];
    if (which != Nodes::after) looks.look_before(flight, premises_.timeline, *zone.ground);
    if (which != Nodes::before) looks.look_after(flight, premises_.timeline, *zone.ground);
    flown_.stays[place] = looks.stay(zone.tip);
  }
}

void Flying::read_unknowns(std::span<const double> coordinates) {
  const auto others = coordinates.last(premises_.unknowns.size());
  for (std::size_t i = 0; i < others.size(); ++i)
    set_.unknowns[i] = premises_.unknowns[i].mean + premises_.unknowns[i].sigma * others[i];
}

}  // namespace recon::flight
