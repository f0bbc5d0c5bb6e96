// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/grounds.hpp"
#include "recon/geo/position.hpp"

/// Where an account has its aircraft, second by second: drawn flights as a picture with a clock needs them.
namespace recon::assess {

/// Whose flights, of what, in which zone and by which version. `reading` holds the options that were chosen;
/// choices it does not name take their likeliest.
struct CourseWish {
  std::string narrative, aircraft, zone, border;
  std::vector<normalise::OptionTaken> reading;
  std::size_t flights = 30;  // kept for the picture; the statistics are over all that were drawn
};

/// Why an account has no flight to be drawn.
enum class NoFlight {
  none,        // it has
  no_zone,     // the border version does not carry the zone, or there is no such account
  few_words,   // it says too little of that aircraft
  none_found,  // every flight that was tried is more than ten times the errors off
};

/// The flights of one telling over time; time zero is the event that they are anchored at (the hit, where an
/// account has one).
struct Course {
  std::string narrative, aircraft, zone, border, reading_words;
  NoFlight why_none = NoFlight::none;  // else there are no flights, and nothing below is filled in
  bool fits = true;                    // false: no flight does all that is said; the one that comes closest
  double strain = 0.0;                 // of that one; docs/method/tellings.md
  std::vector<std::string> failed;     // checks that the drawing failed: not to be trusted
  Duration begin{0}, step{0};
  std::vector<std::vector<geo::Position>> flights;  // the first lies nearest the middle of all
  struct At {
    Interval<Length> margin{};  // 5, 50, 95 % of the flights, on the line as drawn; positive inside
    double inside = 0.0;        // probability, with the error of the border version
    Interval<Speed> speed{};    // over the ground
    Interval<Angle> turn{};     // per second over the ground, either way
    Interval<double> load{1.0, 1.0, 1.0};  // load factor of a level turn like that, in g; no wind
    geo::Position middle;                  // mean place, and the 95 % ellipse about it
    Length major, minor;                   // semi-axes
    Angle orientation;                     // of the major axis, clockwise from north
  };
  std::vector<At> at;                             // one per step; empty where the zone has no such version
  std::optional<Interval<Duration>> entry, exit;  // of the longest stay, over the flights that have one
  std::optional<Telling::Shift> shift;            // that flips the first flight; its whole path moved
};

/// nullopt only when a stop was requested: where there is no flight, the course says why.
///   (1) same wish, same course, on any number of threads
[[nodiscard]] std::optional<Course> course(const Given& given, const Grounds& grounds, const CourseWish& wish,
                                           const std::stop_token& stop);

/// Distances of every place of one list to every place of another: 5, 50, 95 %.
///   (1) swapping the lists changes nothing
/// REQUIRES: neither is empty
[[nodiscard]] Interval<Length> apart(std::span<const geo::Position> one,
                                     std::span<const geo::Position> other);

}  // namespace recon::assess
