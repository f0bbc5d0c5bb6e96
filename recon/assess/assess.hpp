// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>

#include "recon/assess/assessment.hpp"

namespace recon::assess {

/// Told after each finished piece of work; called from one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all, const std::string& what)>;

/// Answers every question of the incident for every account, reading and border version. Pure: the
/// same values give the same assessment on any number of threads.
///   (1) mirroring the scene and swapping the parties' names mirrors the answers
///   (2) more error only moves a called side to undetermined
///   (3) a display-only border never enters a tally
/// Stops early, returning what is finished, when `stop` is requested.
[[nodiscard]] Assessment assess(const incident::Incident& incident, const normalise::Normalised& normalised,
                                const std::map<std::string, incident::BorderVersion>& borders,
                                const Settings& settings = {}, const Progress& progress = {},
                                const std::stop_token& stop = {});

}  // namespace recon::assess
