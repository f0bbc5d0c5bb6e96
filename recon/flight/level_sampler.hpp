// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/flight/chords.hpp"
#include "recon/flight/misfits.hpp"
#include "recon/flight/premises.hpp"

/// Searches all flights for the one whose worst misfit is least: a cloud keeps its better half, moves it
/// without letting it get worse than that, and again. Slower than descent, and not led by slopes: what it
/// does not find either is called a contradiction. Inner to recon/flight.
namespace recon::flight {

struct LevelSearch {
  std::size_t particles = 1000;
  double enough = 0.0;  // the search ends when a flight this good is found
  std::uint64_t seed = 0;
  unsigned threads = 0;  // never changes a number
  std::string key;       // equal keys, equal draws
};

struct Level {
  double strain = std::numeric_limits<double>::infinity();
  std::vector<double> coordinates;
  std::size_t evaluations = 0;
};

/// `chords` seed half of the cloud, `known` (coordinates of flights that are good already) a quarter.
[[nodiscard]] Level lowest_level(const Premises& premises, const Statements& statements,
                                 const LevelSearch& search, const std::vector<Chord>& chords,
                                 const std::vector<std::vector<double>>& known, const std::stop_token& stop);

}  // namespace recon::flight
