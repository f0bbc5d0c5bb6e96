// SPDX-License-Identifier: Apache-2.0
// recon against its peers, on the same points and polygons, in one run.
#include <algorithm>
#include <fstream>
#include <iostream>

#include "bench/goals.hpp"
#include <CLI/CLI.hpp>

#include "recon/load/library.hpp"
#include "recon/load/outlines.hpp"

namespace {

using namespace recon::bench;
using GoalFunction = Outcome (*)(const Bench&);

const std::vector<std::pair<std::string, std::vector<GoalFunction>>>& goals() {
  static const std::vector<std::pair<std::string, std::vector<GoalFunction>>> all{
      {"G1", {one_state}},
      {"G2", {all_states}},
      {"G3", {distances}},
      {"G4", {distance_errors}},
      {"G5", {drawn_flights}},
      {"G6", {reading}},
      {"G7", {differences, differences_of_one}},
      {"G8", {whole_report}},
      {"G9", {imports}}};
  return all;
}

// A set of the world when the user has one, else the latest of the files that come with recon.
std::filesystem::path largest_of_library() {
  std::filesystem::path file;
  std::size_t states = 0;
  for (const auto& entry : recon::load::library_entries()) {
    const auto border = recon::load::read_entry(entry);
    if (border.file.text.empty() || border.states.size() < states) continue;
    states = border.states.size();
    file = entry.folder / border.file.text;
  }
  if (file.empty()) throw std::runtime_error{"no border library; say --borders"};
  return file;
}

void read_polygons(Bench& bench, const std::string& state) {
  recon::load::OutlineOptions options;
  options.property = bench.property;
  auto read = recon::load::read_outlines(bench.file, options);
  if (bench.property.empty()) bench.property = read.property;
  for (auto& [name, outline] : read.outlines) {
    outline.edge = recon::geo::Edge::lon_lat;  // what all but S2 take
    outline.window.reset();
    bench.states.push_back({name, std::move(outline)});
  }
  const auto named = [&bench](const std::string& name) {
    return std::find_if(bench.states.begin(), bench.states.end(),
                        [&](const auto& s) { return s.name == name; });
  };
  const bool usual = state.empty() && named("TUR") != bench.states.end();
  const auto found = usual ? named("TUR") : state.empty() ? bench.states.begin() : named(state);
  if (found == bench.states.end()) throw std::runtime_error{bench.file.string() + " has no state " + state};
  bench.state = {*found};
}

int run(int argc, char** argv) {
  Bench bench;
  std::string state, points, json;
  std::vector<std::string> only;
  CLI::App app{"recon and its peers on the same points and polygons, in one run"};
  auto* borders =
      app.add_option("--borders", bench.file,
                     "Polygons of states: GeoJSON, GeoPackage, Shapefile, … (default: the entry of the "
                     "border library with the most states and the latest id)")
          ->check(CLI::ExistingFile);
  app.add_option("--property", bench.property,
                 "The property that names the state (default: the usual names)");
  app.add_option("--state", state, "The state of the questions about one (default: TUR, else the first)");
  app.add_option("--points", points, "Points of your own: latitude,longitude a line, in degrees")
      ->check(CLI::ExistingFile);
  app.add_option("--only", only, "Goals, as in G1,G2 (default: all)")->delimiter(',');
  app.add_option("--points-a-set", bench.points_a_set, "Points of each set for speed")->capture_default_str();
  app.add_option("--exact-points", bench.exact_points, "Points for G7")->capture_default_str();
  app.add_option("--exact-seconds", bench.exact_seconds, "G7 stops after so long")->capture_default_str();
  app.add_option("--error-points", bench.error_points, "Points for G4")->capture_default_str();
  app.add_option("--rounds", bench.effort.rounds, "Turns of each contestant")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--turn", bench.effort.seconds_a_turn, "Seconds of a turn")->capture_default_str();
  app.add_option("--recording-bytes", bench.recording_bytes, "Size of the recording of G9")
      ->capture_default_str();
  app.add_option("--table-rows", bench.table_rows, "Rows of the table of G9")->capture_default_str();
  app.add_option("--builds", bench.builds, "How often each index is built; the quickest counts")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--json", json, "Write the tables to this file as well");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  for (const auto& goal : only)
    if (std::none_of(goals().begin(), goals().end(), [&](const auto& g) { return g.first == goal; }))
      throw std::runtime_error{"there is no goal " + goal};

  if (!points.empty()) bench.points = from_csv(points);
  if (borders->count() == 0) bench.file = largest_of_library();
  const auto needs_polygons = [](const std::string& goal) { return goal != "G8" && goal != "G9"; };
  if (only.empty() || std::any_of(only.begin(), only.end(), needs_polygons)) read_polygons(bench, state);

  std::vector<Table> tables;
  bool sound = true;
  for (const auto& [name, functions] : goals()) {
    if (!only.empty() && std::find(only.begin(), only.end(), name) == only.end()) continue;
    for (const GoalFunction goal : functions) {
      const Outcome outcome = goal(bench);
      print(std::cout, outcome.table);
      tables.push_back(outcome.table);
      sound = sound && outcome.sound;
    }
  }
  if (!json.empty()) {
    std::ofstream out{json};
    print_json(out, tables);
    if (!out) throw std::runtime_error{"cannot write " + json};
  }
  if (!sound)
    std::cerr << "recon-bench: an answer of ours is wrong, or one of a peer's is unexplained; see above\n";
  return sound ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "recon-bench: " << error.what() << '\n';
    return 2;
  }
}
