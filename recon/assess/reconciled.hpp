// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recon/units/instant.hpp"
#include "recon/units/quantity.hpp"

/// Two accounts held against each other over time, and what single mistake would reconcile them.
namespace recon::assess {

/// Two recorded tracks of one aircraft by two accounts.
struct TrackPair {
  struct Apart {
    Instant time;
    Interval<Length> separation;  // 5, 50, 95 %
    double sigmas = 0.0;          // root of M² at that instant
  };
  std::string aircraft, one, other, one_claim, other_claim, reading_words;
  std::vector<Apart> apart;        // at the times of the sparser track, where both have fixes
  std::optional<Instant> diverge;  // first beyond three sigmas
  double m2 = 0.0;                 // of all differences together, common bias included
  std::size_t freedom = 0;
  double p_value = 1.0, p_without_bias = 1.0;
  std::optional<double> inflation;  // factor on all errors that makes p 5 %; where p is smaller
  // The rigid move of the other that brings it nearest.
  Duration later{0};  // its clock, set later by this
  Length east, north;
  Length rms_before, rms_after;
  bool clock_known = true;    // false: straight and steady, so a clock and a way along it look alike
  Length frechet, hausdorff;  // of the shapes, whatever the times
  std::string sentence;
};

/// One mistake that would reconcile two accounts: named with its size, never said to have happened.
struct Reconciler {
  enum class Kind { offset, clock, mile, datum };
  Kind kind = Kind::offset;
  std::string one, other, one_claim, other_claim, event;
  std::string what;  // "a clock wrong by one hour", "nautical for statute miles", "ED50 read as WGS 84"
  std::optional<Length> moved;
  std::optional<Angle> azimuth;
  std::optional<Duration> shifted;
  double p_before = 0.0, p_after = 1.0;
  bool reconciles = false;  // p is at least 5 % with it and was not without
  std::string sentence;
};

}  // namespace recon::assess
