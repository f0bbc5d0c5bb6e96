// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viewer/model/session.hpp"

/// What a map shows at a point: the thing that a click names and leads to the source of.
namespace recon::viewer {

struct Thing {
  std::string claim;   // stands behind a stated place or a flight; else empty
  std::string border;  // a line is a version; else empty
  std::string words;   // one sentence or two, for a tip
  [[nodiscard]] bool empty() const { return words.empty(); }
};

/// The nearest within reach: marks before flights, flights before lines. `accounts`: those that the map
/// shows.
[[nodiscard]] Thing thing_at(const Session& session, const std::vector<std::string>& accounts,
                             const Frame& frame, report::Point point);

}  // namespace recon::viewer
