// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/measure.hpp"
#include "bench/points.hpp"
#include "bench/table.hpp"

namespace recon::bench {

/// What is measured, and with how much patience.
struct Bench {
  std::filesystem::path file;    // the polygons came from here
  std::string property;          // that names the state
  States states;                 // all of them
  States state;                  // the one of the questions about one
  std::optional<Points> points;  // given by the user, instead of ours
  std::size_t points_a_set = 1U << 20U;
  std::size_t exact_points = 10'000'000;
  std::size_t error_points = 10'000;
  double exact_seconds = 300.0;  // at most, for each table of differences
  int builds = 3;
  std::size_t recording_bytes = 10'000'000;  // of G9
  std::size_t table_rows = 1'000'000;
  Effort effort;
};

/// A goal's table, and whether what it checks holds.
struct Outcome {
  Table table;
  bool sound = true;
};

[[nodiscard]] Outcome one_state(const Bench& bench);           // G1
[[nodiscard]] Outcome all_states(const Bench& bench);          // G2
[[nodiscard]] Outcome distances(const Bench& bench);           // G3
[[nodiscard]] Outcome distance_errors(const Bench& bench);     // G4
[[nodiscard]] Outcome drawn_flights(const Bench& bench);       // G5
[[nodiscard]] Outcome reading(const Bench& bench);             // G6
[[nodiscard]] Outcome differences(const Bench& bench);         // G7, all states
[[nodiscard]] Outcome differences_of_one(const Bench& bench);  // G7, one state
[[nodiscard]] Outcome whole_report(const Bench& bench);        // G8
[[nodiscard]] Outcome imports(const Bench& bench);             // G9

}  // namespace recon::bench
