// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "recon/assess/assess.hpp"
#include "recon/assess/given.hpp"
#include "recon/flight/whereabouts.hpp"

namespace recon::assess {

/// One finding for every question about a side × account × claim that bears on it × border version,
/// in that order. A claim bears when it places the aircraft at the event asked about, bounds its
/// margin in the zone, or states its side; docs/method/answers.md lists the kinds.
[[nodiscard]] std::vector<Finding> findings(const Given& given, const Progress& progress,
                                            const std::stop_token& stop);

/// Some of the findings measured again, by position or relation, with the side of every draw: two runs with
/// the same draws can be compared draw by draw. `wanted` is asked with question, narrative, claim, reading
/// and border filled in.
struct Rerun {
  Finding finding;
  std::vector<bool> inside;  // draw by draw; empty where nothing could be measured
};
[[nodiscard]] std::vector<Rerun> rerun(const Given& given, const std::function<bool(const Finding&)>& wanted,
                                       const std::stop_token& stop);

/// Calls a side from the probability; undetermined when it lies between the thresholds, or when the
/// nominal margin is smaller than its error whatever the probability.
struct Call {
  Side side = Side::undetermined;
  Cause cause = Cause::none;
};
[[nodiscard]] Call call(double inside, std::optional<Length> nominal, Length sigma, double call_inside_at);

}  // namespace recon::assess
