// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stop_token>
#include <vector>

#include "recon/flight/cloud_moves.hpp"
#include "recon/flight/misfits.hpp"
#include "recon/flight/premises.hpp"

/// Moves one flight to where its worst misfit is least: inner to recon/flight.
///
/// The strain of a flight is the greatest of many figures, each smooth almost everywhere in where the flight
/// is at the event, how fast, how it is pushed over each span of some seconds, the wind, and the other
/// unknowns. Each step takes the figures as straight lines about the flight and goes where the greatest of
/// them is least, not too far (a proximal step: Burke, SIAM J. Control Optim. 23 (1985) 858-876; its dual is
/// a least squares problem on a simplex, as small as the figures are many); how far is too far is learnt from
/// whether the last step kept its word. docs/method/tellings.md.
namespace recon::flight {

struct Descended {
  std::vector<double> coordinates;
  double strain = 0.0;
  std::size_t evaluations = 0;
};

/// The flight that is reached from `start` (coordinates), never worse than it; as soon as one is as good as
/// `enough`, that.
///   (1) what was held at the start (structure, envelope) is held at the end
[[nodiscard]] Descended descend(const Premises& premises, const Statements& statements,
                                std::vector<double> start, double enough, const std::stop_token& stop);

/// The same flight, elsewhere: every direction of descent is moved at random by about `units` of its own.
[[nodiscard]] std::vector<double> nudged(const Premises& premises, std::vector<double> coordinates,
                                         double units, Stream& stream);

}  // namespace recon::flight
