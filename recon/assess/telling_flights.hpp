// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/assess/telling_tasks.hpp"
#include "recon/flight/common.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/flight/would_have_read.hpp"

/// What the drawn flights of one telling do.
namespace recon::assess {

/// Draws flights for one telling. All that it is given must outlive it.
class TellingFlights {
public:
  TellingFlights(const Given& given, const geo::Plane& plane, const TellingTask& task,
                 const flight::Tempering& tempering, flight::Common& common, const std::stop_token& stop)
      : given_{given}, plane_{plane}, task_{task}, tempering_{tempering}, common_{common}, stop_{stop} {}

  /// Flights that fit all statements, drawn from those that fit the terms named in `shared`
  /// (flight::Term::same); nullopt when interrupted before any was drawn.
  [[nodiscard]] std::optional<Telling::Flights> that_fit(const std::set<std::string>& shared,
                                                         bool with_shift) const;
  /// The smallest shift of the flight that comes closest which changes whether it is ever inside; nullopt
  /// where that is 20 km out or more, or the zone does not know its side somewhere on the way.
  [[nodiscard]] std::optional<Telling::Shift> closest_shift(const Telling& telling) const;
  /// How many of them the aircraft can fly, were it asked afterwards only.
  void add_flyable(Telling::Flights& flights) const;

  /// For every statement that stands in a conflict, or that the closest flight misses by more than its error:
  /// what flights that fit all others would have shown. A statement is passed over where the others do not
  /// fit together either, or where the drawing failed its checks.
  [[nodiscard]] std::vector<Telling::WouldHaveRead> that_would_have_read(const Telling& telling) const;

private:
  struct Seen;
  [[nodiscard]] Seen seen(const flight::Cloud& cloud) const;
  [[nodiscard]] std::optional<Telling::Crossing> crossing(const Seen& seen, bool in) const;
  [[nodiscard]] std::vector<std::size_t> terms_but(std::optional<std::size_t> left_out, bool envelope) const;
  /// The same drawing, not repeated when it fails.
  [[nodiscard]] flight::Tempering tried_once() const;
  /// Those of the aircraft that the telling stands under.
  [[nodiscard]] std::vector<std::size_t> of_the_first(std::vector<std::size_t> terms) const;
  [[nodiscard]] std::optional<double> flyable(const std::vector<std::size_t>& terms) const;
  [[nodiscard]] std::string sentence(const Telling::Statement& said, std::size_t statement,
                                     const Telling::WouldHaveRead& would) const;

  const Given& given_;
  const geo::Plane& plane_;
  const TellingTask& task_;
  const flight::Tempering& tempering_;
  flight::Common& common_;
  const std::stop_token& stop_;
};

}  // namespace recon::assess
