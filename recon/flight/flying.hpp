// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "recon/flight/premises.hpp"

/// Flies coordinates over and over, as tempering and strain do: inner to recon/flight.
namespace recon::flight {

/// What a change of some coordinates leaves as it was is neither flown nor looked at again.
///   (1) what it shows is what flown() shows of flight_set() of the same coordinates, bit for bit
/// Valid while the premises live; what is returned, until the next call.
class Flying {
public:
  explicit Flying(const Premises& premises);
  Flying(const Flying&) = delete;
  Flying& operator=(const Flying&) = delete;
  Flying(Flying&&) = delete;
  Flying& operator=(Flying&&) = delete;
  ~Flying() = default;

  const Flown& all(std::span<const double> coordinates);
  /// Since the last call no coordinates but those from `first` on, `count` of them, have changed.
  const Flown& changed(std::span<const double> coordinates, std::size_t first, std::size_t count);

private:
  void fly_part(std::span<const double> coordinates, std::size_t aircraft, Nodes which);
  void read_unknowns(std::span<const double> coordinates);

  const Premises& premises_;
  std::size_t each_;  // coordinates of an aircraft
  FlightSet set_;
  std::vector<Looks> looks_;  // as the stays: aircraft * zones + zone
  Flown flown_;
};

}  // namespace recon::flight
