// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/assess/assess.hpp"
#include "recon/assess/given.hpp"
#include "recon/geo/position.hpp"
#include "recon/units/instant.hpp"

/// Drawn flights as values, for other people's tools.
namespace recon::assess {

/// Which flights are wanted; empty: all.
struct SampleWish {
  std::string narrative, aircraft, border;
  std::size_t flights = 100;  // per telling
};

/// A flight that fits all that was said: where it is every `step` from `begin`, zero being the event.
struct SampledFlight {
  std::vector<geo::Position> positions;
  double seconds_inside = 0.0, metres_inside = 0.0, deepest_m = 0.0;  // of the telling's first zone
};

/// The flights of one account, reading and border version. Empty when none was found, with the reason.
struct SampledTelling {
  std::string narrative, aircraft, zone, border, reading_words;
  Duration begin{0}, step{0};
  std::optional<Instant> event;  // when the account says that it was; none: not said, or in several ways
  std::vector<SampledFlight> flights;
  std::vector<std::string> failed;  // checks the drawing failed: the flights are then not to be trusted
};

/// Same case, seed and wish: same flights, on any number of threads.
[[nodiscard]] std::vector<SampledTelling> sampled(const Given& given, const SampleWish& wish,
                                                  const Progress& progress, const std::stop_token& stop);

}  // namespace recon::assess
