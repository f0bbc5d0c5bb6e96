// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/sampled.hpp"

#include <algorithm>

#include "recon/assess/premises_of.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

constexpr std::size_t most_readings = 24, runs = 2, least_particles = 400;

bool wanted(const std::string& wish, const std::string& what) { return wish.empty() || wish == what; }

struct Task {
  SampledTelling labels;
  Told told;
};

std::vector<Task> tasks_of(const Given& given, const Grounds& grounds, const SampleWish& wish) {
  std::vector<Task> tasks;
  for (const Account& account : given.accounts) {
    if (!wanted(wish.narrative, account.id)) continue;
    for (const incident::Aircraft& aircraft : given.file.aircraft) {
      if (!wanted(wish.aircraft, aircraft.id.text)) continue;
      for (const JointReading& reading : joint_readings(given, account, aircraft.id.text, most_readings))
        for (const auto& [border, version] : given.borders) {
          if (!wanted(wish.border, border)) continue;
          auto made = told(given, grounds, account, aircraft.id.text, reading, border);
          if (!made) continue;
          SampledTelling labels{.narrative = account.id,
                                .aircraft = aircraft.id.text,
                                .border = border,
                                .reading_words = reading.words};
          if (!made->premises.zones.empty()) labels.zone = made->premises.zones.front().id;
          tasks.push_back({std::move(labels), std::move(*made)});
        }
    }
  }
  return tasks;
}

SampledTelling drawn(const Given& given, const Grounds& grounds, const SampleWish& wish, Task task,
                     const std::stop_token& stop) {
  const flight::Premises& premises = task.told.premises;
  SampledTelling result = std::move(task.labels);
  result.begin = seconds(premises.timeline.begin);
  result.step = seconds(premises.timeline.step);
  const flight::Tempering settings{.particles = std::max(least_particles, wish.flights),
                                   .runs = runs,
                                   .seed = given.settings.seed,
                                   .threads = 1};
  const flight::Drawn found = flight::draw(premises, settings, stop);
  result.failed = found.soundness.failed;
  // Evenly through the cloud, so that every run gives some.
  const std::size_t count = std::min(wish.flights, found.cloud.size);
  for (std::size_t i = 0; i < count; ++i) {
    const auto set = flight::flight_set(premises, found.cloud.row(i * found.cloud.size / count));
    SampledFlight flight;
    for (const flight::NodeState& node : set.flights.front().nodes)
      flight.positions.push_back(grounds.plane().to_globe({node.east, node.north}));
    if (!premises.zones.empty()) {
      const flight::Stay stay = flight::flown(premises, set).in(0);
      flight.seconds_inside = stay.seconds;
      flight.metres_inside = stay.metres;
      flight.deepest_m = stay.deepest;
    }
    result.flights.push_back(std::move(flight));
  }
  return result;
}

}  // namespace

std::vector<SampledTelling> sampled(const Given& given, const SampleWish& wish, const std::stop_token& stop) {
  const Grounds grounds{given, stop};
  std::vector<Task> tasks = tasks_of(given, grounds, wish);
  std::vector<SampledTelling> all(tasks.size());
  in_parallel(tasks.size(), given.settings.threads, stop,
              [&](std::size_t i) { all[i] = drawn(given, grounds, wish, std::move(tasks[i]), stop); });
  return all;
}

}  // namespace recon::assess
