// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::assess {

/// One account told in one way: all it says of one aircraft, under one joint reading of its words, by one
/// border version, put to drawn flights. Says whether one flight can do all of it, and if not, which
/// statements cannot stand together and what each would have had to say.
struct Telling {
  enum class Verdict {
    fits,           // strain at most 1: one flight does all of it, within the errors
    stretched,      // 1 to 3: only if the figures err together by more than their usual error
    contradiction,  // above 3: at least one figure is wrong
    unresolved      // the search failed a check, or was interrupted
  };
  /// A figure or a side that was put to the flights.
  struct Statement {
    std::string claim, printed, as_read;  // as_read with its unit: "2 189 m"
    std::string unit;
    Interval<double> cell{};  // base units; open sides infinite
    double error = 0.0;       // one sigma of what its maker could be off
    double shown = 0.0;       // by the flight that comes closest
    double misfit = 0.0;      // of that flight, in errors
  };
  /// Statements that no flight satisfies together, none of them superfluous.
  struct Conflict {
    std::vector<std::size_t> statements;
    double strain = 0.0, proved = 0.0;
    std::string sentence;
  };
  /// What the figure would be over flights that fit everything else.
  struct WouldHaveRead {
    std::size_t statement = 0;
    Interval<double> figure{};     // 5 %, 50 %, 95 % of what they show
    double typicality = 1.0;       // share read as far out, with rounding and error; at most that, if `none`
    double low = 0.0, high = 1.0;  // of it, 95 % (Wilson 1927)
    bool none = false;             // no drawn flight shows one
    double slow_prior = 1.0, fast_prior = 1.0;  // typicality, had speeds been half and twice as wide before a
                                                // word was said
    Interval<Speed> speed{};                    // of those flights, over the ground while inside
    std::string sentence;
  };
  /// Where and when flights that fit cross the border, in or out.
  struct Crossing {
    geo::Position mean;
    Length spread;                                 // root of the mean square distance from it
    Interval<Duration> time{};                     // after the event, 5 %, 50 %, 95 %
    std::optional<Interval<Length>> along_border;  // from the tip; left of it, looking in, is negative
  };
  /// The smallest shift of a whole flight that brings it out of the zone, or into it.
  struct Shift {
    Length distance;
    Angle azimuth;
    bool out = true;
  };
  /// Flights that fit all statements.
  struct Flights {
    std::size_t drawn = 0;
    Interval<Duration> time{};           // inside, 5 %, 50 %, 95 %; of the zone below
    Interval<Length> length{}, depth{};  // inside; greatest depth from the nearest edge
    std::optional<Interval<Length>> above_tip;
    Interval<Speed> speed{};                               // over the ground, while inside, else at the event
    std::vector<std::pair<std::string, double>> headings;  // compass point and share, the greatest first
    bool cut_off =
        false;  // inside at an end of the drawn two minutes: time, length and depth are only part of a stay
    std::optional<Crossing> entry, exit;
    std::optional<Shift> shift;  // of the flight whose depth is the median one
    /// Share that the aircraft can fly, of flights drawn as if it could fly anything: of all that was said,
    /// and of the time inside alone.
    std::optional<double> flyable, flyable_by_time;
    std::vector<std::string> failed;  // checks that the drawing failed; not empty: not resolved
    /// Drawn by this aircraft's own statements alone: with the others that the account ties to it, the
    /// drawing failed its checks.
    bool alone = false;
  };

  std::string narrative, aircraft, zone, border;
  std::vector<normalise::OptionTaken> reading;
  std::string reading_words;
  std::vector<Statement> statements;
  std::vector<std::string> left_out;  // claims that were not put to flights, each with its reason
  Verdict verdict = Verdict::unresolved;
  double strain = 0.0;      // reached by the closest flight
  double proved = 0.0;      // cannot be less, by closed form
  std::string certificate;  // why
  std::vector<Conflict> conflicts;
  std::vector<WouldHaveRead> would_have_read;  // of the closest telling of each outcome only
  std::optional<Flights> flights;
  std::vector<geo::Position> closest;  // the flight that comes closest, every 2 s
  std::optional<Shift> shift;          // of that flight; of the closest telling of each outcome only
  std::string sentence;
};

}  // namespace recon::assess
