// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "recon/flight/flown.hpp"
#include "recon/units/quantity.hpp"

/// All that one narrative under one reading, by one border version, asserts of the flights: where they
/// may have been before a word is said (the prior), and one term per claim.
namespace recon::flight {

/// Before a word is said: the state at the anchoring event, Gaussian and broad, and white-noise
/// acceleration forwards and backwards from it. docs/method/flights.md.
struct Prior {
  geo::PlanePoint place;  // the named place, else the reference point of the case
  double sigma_east = 10'000.0, sigma_north = 10'000.0;  // m
  double east_speed = 0.0, north_speed = 0.0;
  double speed_sigma = 200.0;  // m/s per axis
  double q = 50.0;             // m2/s3
  double wind_sigma = 15.0;    // m/s per axis
};

/// A flight of each aircraft, and what else is not known: times of events that are not time zero, heights,
/// where a wreck came down.
struct FlightSet {
  std::vector<Flight> flights;   // one per aircraft of the premises
  std::vector<double> unknowns;  // one per unknown of the premises
};

/// What the terms look at: a flight set and, computed once, its stays (aircraft × zone).
struct Flown {
  const FlightSet& set;
  const Timeline& timeline;
  std::vector<Stay> stays;  // [aircraft * zones + zone]
  std::size_t zones = 1;
  [[nodiscard]] const Stay& in(std::size_t zone, std::size_t aircraft = 0) const {
    return stays[aircraft * zones + zone];
  }
};

/// Metres, positive inside: the unit of terms that hold a margin.
inline constexpr const char* margin_unit = "m inside";

/// Seconds by the clock: the unit of terms that hold a time of day.
inline constexpr const char* clock_unit = "s after the first time said";

/// One claim as a term: the figure that a flight shows, held against the figure that was said. Rounding
/// and range are the cell, flat; what the claimant's instrument and border could be off is the error,
/// Gaussian beyond the cell. Open sides of a cell are infinite.
struct Term {
  enum class Role {
    statement,  // may be stretched: counts in strain
    structure,  // what kind of flight is meant: held
    envelope    // what an aircraft can do: held at one sigma
  };
  std::string id;     // the claim's full name, or "flyable", "outside at both ends"
  std::string title;  // "17 s inside"
  Role role = Role::statement;
  /// Which figure it is, where a closed form is known that binds it to others.
  enum class Shows { other, time_inside, length_inside, depth_from_edge, margin_at_anchor };
  Shows shows = Shows::other;
  std::function<double(const Flown&)> measure;
  Interval<double> cell;  // lowest, stated, highest
  double error = 1.0;     // one sigma, same unit
  std::string unit;       // "s", "m", "m/s", "deg"
  /// For figures that only a flight inside `zone` shows: one that never enters misses by its distance.
  std::optional<std::size_t> needs_zone;
  std::size_t aircraft = 0;
  /// Terms of equal name here measure, hold and weigh alike, in whichever premises they stand: what was found
  /// for one holds for the other. Empty: shared with none.
  std::string same;
};

/// A flight that never enters a zone it must have entered: any flight that enters is better than all that do
/// not, and nearer ones are better than farther ones.
inline constexpr double misfit_of_staying_out = 1000.0, metres_per_misfit = 100.0;

/// Misfit in units of the error: 0 within the cell. A flight that never enters a zone it must have entered
/// misses by `misfit_of_staying_out` and its distance / `metres_per_misfit`.
[[nodiscard]] double misfit(const Term& term, const Flown& flown);

/// Log-likelihood, normalised to 0 at best: cell ⊛ Gaussian for two-sided cells, the soft one-sided
/// square beyond an open one. For figures that need a zone never entered: less -½ (distance / 500 m)²
/// more, so that there is always a slope towards the truth.
[[nodiscard]] double log_likelihood(const Term& term, const Flown& flown);

/// log of the normal distribution function, right in the tail to 1e5 sigma.
[[nodiscard]] double log_normal_cdf(double x);
/// log ∫ over the cell of the Gaussian about `x`, normalised to 0 at the cell's middle.
[[nodiscard]] double log_cell(double x, double low, double high, double sigma);

struct Premises {
  Timeline timeline;
  std::vector<Prior> aircraft{Prior{}};
  /// A number that terms look at beside the flights, Gaussian before a word is said: seconds after time zero
  /// at which an event happens, metres of height.
  struct Unknown {
    std::string name;
    double mean = 0.0, sigma = 1.0;
  };
  std::vector<Unknown> unknowns;
  struct Zone {
    std::string id;
    SharedGround ground;
    std::optional<Tip> tip;
  };
  std::vector<Zone> zones;
  std::vector<Term> terms;
  std::string key;  // "su24-2015/turkey/<reading>/<border>": same words, same draws
};

/// The coordinates of a flight set: all standard normal but the anchors. Per aircraft: 4 of the anchor
/// state (east, north, east speed, north speed, themselves), 4 per other node (noise), 2 wind; then one
/// per unknown.
[[nodiscard]] std::size_t dimension(const Premises& premises);
[[nodiscard]] FlightSet flight_set(const Premises& premises, std::span<const double> coordinates);
[[nodiscard]] std::size_t coordinates_of_aircraft(const Timeline& timeline);

/// Which nodes of a flight its coordinates are to make anew: before or after the anchor, or all of them.
enum class Nodes { all, before, after };
/// Makes a part of a flight from the coordinates of its aircraft (and the wind with all or after).
void fly(const Prior& prior, const Timeline& timeline, std::span<const double> coordinates, Nodes which,
         Flight& flight);
[[nodiscard]] Flown flown(const Premises& premises, const FlightSet& set);

}  // namespace recon::flight
