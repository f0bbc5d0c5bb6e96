// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/sampled.hpp"

#include <algorithm>
#include <mutex>

#include "recon/assess/telling_tasks.hpp"
#include "recon/flight/tempering.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

constexpr std::size_t runs = 2, least_particles = 400;

/// The one moment that the account states for the event at zero, if it is one.
std::optional<Instant> moment_of_event(const Given& given, const TellingTask& task) {
  using Kind = incident::Event::Kind;
  std::optional<Instant> found;
  for (const std::size_t index : task.account->claims) {
    const normalise::ReadClaim& claim = given.claim(index);
    const auto* said = std::get_if<normalise::TimeSaid>(&claim.meaning);
    const incident::Event* event = claim.moment.kind == normalise::Moment::Kind::event
                                       ? incident::find(given.file.events, claim.moment.name)
                                       : nullptr;
    if (said == nullptr || event == nullptr || !claim.counts || event->aircraft.text != task.aircraft)
      continue;
    if (event->kind != Kind::hit && event->kind != Kind::closest && event->kind != Kind::collision) continue;
    if (found && *found != said->time.stated) return std::nullopt;
    found = said->time.stated;
  }
  return found;
}

SampledTelling drawn(const Given& given, const Grounds& grounds, const SampleWish& wish,
                     const TellingTask& task, const std::stop_token& stop) {
  const flight::Premises& premises = task.told.premises;
  SampledTelling result{.narrative = task.account->id,
                        .aircraft = task.aircraft,
                        .border = task.border,
                        .reading_words = task.reading.words};
  result.event = moment_of_event(given, task);
  if (!premises.zones.empty()) result.zone = premises.zones.front().id;
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

std::vector<SampledTelling> sampled(const Given& given, const SampleWish& wish, const Progress& progress,
                                    const std::stop_token& stop) {
  const Grounds grounds{given, stop};
  const std::vector<TellingTask> tasks = telling_tasks(
      given, grounds, {.narrative = wish.narrative, .aircraft = wish.aircraft, .border = wish.border});
  std::vector<SampledTelling> all(tasks.size());
  std::mutex one_at_a_time;
  std::size_t done = 0;
  const auto tell = [&](const std::string& what) {
    if (progress) progress(done, tasks.size(), what);
  };
  tell("flights that do all that is said");
  in_parallel(tasks.size(), given.settings.threads, stop, [&](std::size_t i) {
    all[i] = drawn(given, grounds, wish, tasks[i], stop);
    const std::lock_guard lock{one_at_a_time};
    ++done;
    tell(all[i].narrative + ", " + all[i].border);
  });
  return all;
}

}  // namespace recon::assess
