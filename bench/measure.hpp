// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace recon::bench {

/// How much time a measurement may take.
struct Effort {
  int rounds = 9;
  double seconds_a_turn = 0.04;
};

/// One runner of a race: asks about the first `count` points.
struct Runner {
  std::string name;
  std::function<void(std::size_t count)> run;
};

struct Lap {
  std::size_t points = 0;    // of one turn
  double nanoseconds = 0.0;  // a point, median of the rounds
  double times_ours = 0.0;   // against the first runner of the same round, median of the rounds
};

/// Lets the runners take turns, round after round, so that what else the machine does meets all of them
/// alike, and counts processor time; each has had one turn before the clock starts. Slow runners are asked
/// about fewer points.
[[nodiscard]] std::vector<Lap> race(const std::vector<Runner>& runners, std::size_t points,
                                    const Effort& effort);

/// What it costs to make something: the least time of `rounds` and the memory of one.
struct Cost {
  double seconds = 0.0;  // of processor time, of all threads
  double wall_seconds = 0.0;
  double megabytes = 0.0;       // of private memory held afterwards
  double peak_megabytes = 0.0;  // at most on the way
};

/// Makes it in a process of its own, so that neither what was freed before nor what others hold counts.
/// Throws std::runtime_error when that process fails.
[[nodiscard]] Cost cost_of(const std::function<std::shared_ptr<void>()>& make, int rounds);

/// Processor time that this process takes for one call, of all threads and the system's share: others who
/// use the machine do not count, as they would on the wall's clock.
[[nodiscard]] double seconds_of(const std::function<void()>& work);
[[nodiscard]] double wall_seconds_of(const std::function<void()>& work);

}  // namespace recon::bench
