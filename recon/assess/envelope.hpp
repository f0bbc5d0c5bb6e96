// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "recon/incident/incident.hpp"
#include "recon/units/quantity.hpp"

namespace recon::assess {

/// How hard a turn flights may fly, in g, where nothing else is known: that of combat aircraft
/// (docs/method/tellings.md).
inline constexpr double load_limit = 6.5;

/// How slow and how fast an aircraft flies, and how hard and steep. The slow end is a range, never one
/// number: it moves with mass, flaps, sweep and load (docs/method/answers.md, Speeds, has the sources).
///   (1) slowest <= slow <= fastest <= never_beyond
struct Envelope {
  Speed slowest;                // lowest true airspeed in its most favourable configuration
  Speed slow;                   // lowest in its least favourable one: between the two it depends
  Speed fastest;                // published maximum
  Speed never_beyond;           // the highest figure any listing gives, or 5 % above the published maximum
  double load = load_limit;     // hardest turn, g
  std::optional<Speed> climb;   // steepest climb or descent; of the case alone, like the next
  std::optional<Length> above;  // greatest height
  std::string because;          // "published figures for the Su-24"
};

/// Limits the case file states come first, each by itself, then the type, then the kind; an unknown aircraft
/// is treated as an aeroplane.
[[nodiscard]] Envelope envelope(const incident::Aircraft* aircraft);

}  // namespace recon::assess
