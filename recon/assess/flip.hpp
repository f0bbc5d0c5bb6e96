// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "recon/units/quantity.hpp"

/// What an answer turns on: what it would take to flip it, and which doubt moves it most.
namespace recon::assess {

/// One doubt, and how far it moves the probability that one account gives to one question
/// (docs/method/agreement.md, Sensitivity). Every run uses the random numbers of the first.
struct Doubt {
  enum class Kind {
    random_error,  // of the claim alone
    common_bias,   // of the sensor, map or source
    rounding,      // what the printed digits leave open
    clock,
    line_error,  // the border's line, wandering along its length
    line_shift,  // the border's line, moved as a whole
    reading,     // one choice (mile, datum, which statement, ...), its options one after the other
    border       // the border versions one after the other
  };
  struct Run {
    std::string changed;  // "removed", "halved", "doubled"; the option or version taken instead
    double inside = 0.0;  // probability then
    double change = 0.0;  // against the run as assessed
    double error = 0.0;   // of the change: one standard error, from the draws that changed side
  };
  std::string question, narrative;
  Kind kind = Kind::random_error;
  std::string what;                          // "common bias", "the mile", "the border version"
  std::string claim, reading_words, border;  // the cell that this doubt moves most
  double inside = 0.0;                       // as assessed, in that cell
  std::vector<Run> runs;
  double most = 0.0, most_error = 0.0;  // the largest change, with its sign
};

/// All doubts, those of one question and account together, the one that moves most first.
struct Sensitivity {
  std::vector<Doubt> doubts;
  std::size_t cells = 0;    // rerun: neither certain nor display-only
  std::size_t settled = 0;  // left out: below 1 % or above 99 % as assessed
  std::size_t draws = 0;    // per cell and run
};

/// What it would take to flip what one claim says of one question, from the reading and border version that
/// come nearest to it. Only claims that name one margin have one (docs/method/agreement.md, Flips).
struct Flip {
  struct Other {
    std::string what;  // a reading or a border version under which the same claim has another side
    std::string side;  // "inside", "outside", "undetermined"
  };
  std::string question, narrative, claim, reading_words, border, instant, side;
  Length shift;                  // of the place, as a whole
  std::optional<Angle> azimuth;  // towards the edge
  bool at_least = false;
  std::optional<double> in_sigmas;  // shift over the error of claim and border together
  Length line;                      // the border moved everywhere by this: positive outwards
  std::optional<Duration> clock;    // the smallest offset that flips; none: no offset can
  Duration least_flight{0};         // what the aircraft needs for the shift at its greatest speed
  std::vector<Other> readings, borders;
  std::string sentence;
};

}  // namespace recon::assess
