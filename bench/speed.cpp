// SPDX-License-Identifier: Apache-2.0
// G1, G2, G3 and G6: how long, and how much memory.
#include <algorithm>
#include <thread>

#include "bench/contestant.hpp"
#include "bench/gdal.hpp"
#include "bench/goals.hpp"

#include "recon/load/outlines.hpp"

namespace recon::bench {

namespace {

template <class T>
std::vector<T> joined(std::initializer_list<std::vector<T>> lists) {
  std::vector<T> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<Points> sets_of(const Bench& bench, const States& states) {
  if (bench.points) return {*bench.points};
  return {uniform_in_box(states, bench.points_a_set), near_border(states, bench.points_a_set),
          along_tracks(states, bench.points_a_set)};
}

std::string size_of(const States& states) {
  std::size_t vertices = 0;
  for (const auto& state : states)
    for (const auto& part : state.outline.parts) {
      vertices += part.outer.size();
      for (const auto& hole : part.holes) vertices += hole.size();
    }
  return digits(static_cast<double>(vertices)) + " vertices";
}

// One row a contestant: nanoseconds a point and the multiple of ours for each set, then what it takes to
// build.
template <class Question, class Ask>
Table raced(const Bench& bench, const States& states, const std::vector<Contestant<Question>>& contestants,
            const Ask& ask) {
  Table table;
  table.columns = {"ns a point (times the first row)"};
  for (const auto& contestant : contestants) table.rows.push_back({contestant.name});

  std::vector<Cost> costs;
  for (const auto& contestant : contestants)
    costs.push_back(cost_of([&] { return std::shared_ptr<void>{contestant.build(states)}; }, bench.builds));

  std::vector<std::unique_ptr<Question>> built;
  for (const auto& contestant : contestants) built.push_back(contestant.build(states));
  for (const auto& set : sets_of(bench, states)) {
    std::vector<Runner> runners;
    for (std::size_t i = 0; i < built.size(); ++i)
      runners.push_back(
          {contestants[i].name, [&, i](std::size_t count) { ask(*built[i], set.first(count)); }});
    const std::vector<Lap> laps = race(runners, set.size(), bench.effort);
    table.columns.push_back(set.name);
    for (std::size_t i = 0; i < laps.size(); ++i)
      table.rows[i].push_back(digits(laps[i].nanoseconds) + " (" + digits(laps[i].times_ours) + "x)");
  }
  table.columns.insert(table.columns.end(), {"built in, s", "holds, MB", "at most, MB"});
  for (std::size_t i = 0; i < costs.size(); ++i)
    table.rows[i].insert(table.rows[i].end(), {digits(costs[i].seconds), digits(costs[i].megabytes),
                                               digits(costs[i].peak_megabytes)});
  return table;
}

load::OutlineFile read_by_us(const Bench& bench, load::OutlineOptions::Rings rings) {
  load::OutlineOptions options;
  options.property = bench.property;
  options.rings = rings;
  return load::read_outlines(bench.file, options);
}

}  // namespace

Outcome one_state(const Bench& bench) {
  std::vector<std::uint8_t> inside(std::max(bench.points_a_set, bench.points ? bench.points->size() : 0));
  Table table =
      raced<Holds>(bench, bench.state,
                   joined({ours_holds(), geos_holds(), geos_locator_holds(), s2_holds(), boost_holds()}),
                   [&](Holds& holds, geo::PointArrays points) {
                     holds.ask(points, {inside.data(), points.size()});
                   });
  table.goal = "G1";
  table.title = "is the point in " + bench.state.front().name + "? (" + size_of(bench.state) + ")";
  return {table};
}

Outcome all_states(const Bench& bench) {
  Table table = raced<Which>(bench, bench.states, joined({ours_which(), geos_locator_which(), s2_which()}),
                             [](Which& which, geo::PointArrays points) { which.ask(points); });
  table.goal = "G2";
  table.title = "in which of " + std::to_string(bench.states.size()) + " states is the point? (" +
                size_of(bench.states) + ")";
  const unsigned threads = std::thread::hardware_concurrency();
  const Cost cost =
      cost_of([&] { return std::make_shared<geo::Atlas>(bench.states, threads); }, bench.builds);
  table.notes = {"Ours is built by one thread here; by " + std::to_string(threads) + ": " +
                 digits(cost.wall_seconds) + " s on the wall's clock, at most " +
                 digits(cost.peak_megabytes) + " MB."};
  return {table};
}

Outcome distances(const Bench& bench) {
  const std::size_t most = std::max(bench.points_a_set, bench.points ? bench.points->size() : 0);
  std::vector<double> metres(most), latitude(most), longitude(most);
  Table table = raced<HowFar>(
      bench, bench.state, joined({ours_how_far(), geos_how_far(), s2_how_far(), boost_how_far()}),
      [&](HowFar& how_far, geo::PointArrays points) {
        const std::size_t count = points.size();
        how_far.ask(points, {{metres.data(), count}, {latitude.data(), count}, {longitude.data(), count}});
      });
  table.goal = "G3";
  table.title =
      "how far is the edge of " + bench.state.front().name + ", and where? (" + size_of(bench.state) + ")";
  table.notes = {"The peers are spared the sign: a second question, as in G1."};
  return {table};
}

Outcome reading(const Bench& bench) {
  using Rings = load::OutlineOptions::Rings;
  Table table;
  table.goal = "G6";
  table.title = "from the file to the first answer, all " + std::to_string(bench.states.size()) + " states";
  table.columns = {"work", "processor s", "wall s", "holds, MB", "at most, MB"};
  const auto add = [&](const std::string& name, const std::function<std::shared_ptr<void>()>& work) {
    const Cost cost = cost_of(work, bench.builds);
    table.rows.push_back({name, digits(cost.seconds), digits(cost.wall_seconds), digits(cost.megabytes),
                          digits(cost.peak_megabytes)});
  };
  const auto states_of = [](load::OutlineFile file) {
    States states;
    for (auto& [name, outline] : file.outlines) states.push_back({name, std::move(outline)});
    return states;
  };
  add("GDAL reads the features", [&] { return read_by_gdal(bench.file); });
  add("recon reads the outlines and tests the rings",
      [&] { return std::make_shared<load::OutlineFile>(read_by_us(bench, Rings::tested)); });
  add("recon reads the outlines, rings trusted",
      [&] { return std::make_shared<load::OutlineFile>(read_by_us(bench, Rings::trusted)); });
  add("the same, and builds the atlas, one thread",
      [&] { return std::make_shared<geo::Atlas>(states_of(read_by_us(bench, Rings::trusted)), 1U); });
  add("the same, all threads",
      [&] { return std::make_shared<geo::Atlas>(states_of(read_by_us(bench, Rings::trusted))); });

  const auto saved = std::filesystem::temp_directory_path() / "recon-bench.atlas";
  geo::Atlas{bench.states}.save(saved);
  const Points asked = uniform_in_box(bench.states, 1);
  add("recon maps a saved atlas and answers once", [&] {
    auto atlas = std::make_shared<geo::Atlas>(geo::Atlas::open(saved));
    (void)atlas->at(asked.at(0));
    return atlas;
  });
  const auto bytes = std::filesystem::file_size(saved);
  std::filesystem::remove(saved);
  for (const auto& contestant : joined({geos_locator_which(), s2_which()}))
    add(contestant.name + ", built from outlines in memory",
        [&] { return std::shared_ptr<void>{contestant.build(bench.states)}; });
  table.notes = {"The file has " + digits(static_cast<double>(std::filesystem::file_size(bench.file)) / 1e6) +
                 " MB, the saved atlas " + digits(static_cast<double>(bytes) / 1e6) +
                 " MB. Both are in the system's cache: what a disk takes is not counted."};
  return {table};
}

}  // namespace recon::bench
