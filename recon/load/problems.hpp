// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "recon/incident/place.hpp"

namespace recon::load {

using Problems = std::vector<incident::Problem>;

inline void report(Problems& problems, incident::Place place, std::string what, int rule,
                   incident::Severity severity = incident::Severity::error) {
  problems.push_back(
      {.place = std::move(place), .what = std::move(what), .severity = severity, .rule = rule});
}

}  // namespace recon::load
