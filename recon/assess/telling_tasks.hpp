// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/grounds.hpp"
#include "recon/assess/joint_reading.hpp"
#include "recon/assess/premises_of.hpp"

namespace recon::assess {

/// Which tellings are wanted; empty: all. A border that is named is taken even where it does not decide.
struct TellingWish {
  std::string narrative, aircraft, border;
  std::size_t joint_readings = 12;  // per account and aircraft, the likelier ones
};

/// Everything that one telling is computed from.
struct TellingTask {
  const Account* account = nullptr;
  std::string aircraft, border;
  JointReading reading;
  Told told;
};

/// Every account, aircraft (the leading one of those that are flown together, unless one is named), joint
/// reading and border version that says something which one flight would have to do, in that order. Terms of
/// one border that mean the same bear the same name (flight::Term::same).
[[nodiscard]] std::vector<TellingTask> telling_tasks(const Given& given, const Grounds& grounds,
                                                     const TellingWish& wish);

}  // namespace recon::assess
