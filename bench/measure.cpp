// SPDX-License-Identifier: Apache-2.0
#include "bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

namespace recon::bench {

namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

// The largest prefix that takes about one turn; small ones are tried first because some runners need 0.1 ms
// a point.
std::size_t fair_share(const Runner& runner, std::size_t points, double seconds) {
  std::size_t count = std::min<std::size_t>(points, 64);
  for (;;) {
    const double taken = std::max(1e-7, seconds_of([&] { runner.run(count); }));
    if (taken > seconds / 4.0 || count == points)
      return std::clamp<std::size_t>(static_cast<std::size_t>(static_cast<double>(count) * seconds / taken),
                                     1, points);
    count = std::min(points, count * 4);
  }
}

// A figure of /proc/self/status in megabytes (10^6 bytes).
double status(const std::string& field) {
  std::ifstream in{"/proc/self/status"};
  for (std::string line; std::getline(in, line);)
    if (line.rfind(field + ":", 0) == 0) return std::stod(line.substr(field.size() + 1)) * 1024.0 / 1e6;
  return 0.0;
}

Cost measured(const std::function<std::shared_ptr<void>()>& make) {
  malloc_trim(0);
  std::ofstream{"/proc/self/clear_refs"} << "5";  // the peak starts from here: proc(5)
  const double before = status("RssAnon"), all_before = status("VmRSS");
  std::shared_ptr<void> made;
  Cost cost;
  cost.wall_seconds = wall_seconds_of([&] { cost.seconds = seconds_of([&] { made = make(); }); });
  cost.peak_megabytes = status("VmHWM") - all_before;
  malloc_trim(0);
  cost.megabytes = status("RssAnon") - before;
  return cost;
}

}  // namespace

double seconds_of(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double start = now();
  work();
  return now() - start;
}

double wall_seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<Lap> race(const std::vector<Runner>& runners, std::size_t points, const Effort& effort) {
  std::vector<Lap> laps(runners.size());
  for (std::size_t i = 0; i < runners.size(); ++i) {
    laps[i].points = fair_share(runners[i], points, effort.seconds_a_turn);
    runners[i].run(laps[i].points);
  }
  std::vector<std::vector<double>> times(runners.size()), ratios(runners.size());
  for (int round = 0; round < effort.rounds; ++round)
    for (std::size_t i = 0; i < runners.size(); ++i) {
      const double seconds = seconds_of([&] { runners[i].run(laps[i].points); });
      times[i].push_back(1e9 * seconds / static_cast<double>(laps[i].points));
      ratios[i].push_back(times[i].back() / times[0].back());
    }
  for (std::size_t i = 0; i < runners.size(); ++i) {
    laps[i].nanoseconds = median(times[i]);
    laps[i].times_ours = median(ratios[i]);
  }
  return laps;
}

Cost cost_of(const std::function<std::shared_ptr<void>()>& make, int rounds) {
  Cost least;
  for (int round = 0; round < rounds; ++round) {
    int ends[2] = {};
    if (pipe(ends) != 0) throw std::runtime_error{"no pipe"};
    malloc_trim(0);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error{"no process"};
    if (child == 0) {
      int status_code = 1;
      try {
        const Cost cost = measured(make);
        if (write(ends[1], &cost, sizeof cost) == static_cast<ssize_t>(sizeof cost)) status_code = 0;
      } catch (...) {
      }
      _exit(status_code);
    }
    close(ends[1]);
    Cost cost;
    const bool whole = read(ends[0], &cost, sizeof cost) == static_cast<ssize_t>(sizeof cost);
    close(ends[0]);
    waitpid(child, nullptr, 0);
    if (!whole) throw std::runtime_error{"building failed"};
    if (round == 0 || cost.seconds < least.seconds) least = cost;
  }
  return least;
}

}  // namespace recon::bench
