// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/incident/incident.hpp"
#include "recon/units/quantity.hpp"

namespace recon::assess {

/// How slow and how fast an aircraft flies. The slow end is a range, never one number: it moves with
/// mass, flaps, sweep and load (docs/method/answers.md, Speeds, has the sources).
///   (1) slowest <= slow <= fastest <= never_beyond
struct Envelope {
  Speed slowest;        // lowest true airspeed in its most favourable configuration
  Speed slow;           // lowest in its least favourable one: between the two it depends
  Speed fastest;        // published maximum
  Speed never_beyond;   // the highest figure any listing gives, or 5 % above the published maximum
  std::string because;  // "published figures for the Su-24"
};

/// Limits the case file states come first, then the type, then the kind; an unknown aircraft is
/// treated as an aeroplane.
[[nodiscard]] Envelope envelope(const incident::Aircraft* aircraft);

}  // namespace recon::assess
