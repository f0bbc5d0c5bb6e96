// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "recon/assess/words.hpp"
#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/geo/zone.hpp"
#include "recon/load/library.hpp"

namespace recon::cli {

namespace {

// Of a whole-world version those that lie nearest are enough.
constexpr std::size_t most_outside = 3;

/// "TUR" or "ARE and OMN" (data sets overlap), then how far inside or outside the nearest states the point
/// lies. Empty when this version knows nothing of the place.
std::string where(const incident::BorderVersion& version, const geo::Position& position) {
  struct Told {
    std::string state;
    geo::Margin margin;
  };
  std::vector<Told> told;
  for (const auto& [state, outline] : version.states) {
    const geo::Margin margin = geo::inside(outline).margin(position);
    if (!margin.known) return {};
    told.push_back({.state = state, .margin = margin});
  }
  std::string inside, margins;
  std::vector<Length> outside;
  for (const Told& one : told)
    if (one.margin.value < metres(0)) outside.push_back(-one.margin.value);
  std::sort(outside.begin(), outside.end());
  for (const auto& [state, margin] : told) {
    if (outside.size() > most_outside && -margin.value > outside[most_outside - 1]) continue;
    if (margin.value >= metres(0)) inside += (inside.empty() ? "" : " and ") + state;
    margins += (margins.empty() ? " " : "; ") + state + " " + assess::said_margin(margin.value) +
               (margin.at_least ? " or more" : "");
  }
  return (inside.empty() ? std::string{"none of its states"} : inside) + ":" + margins;
}

void run(const std::string& printed, std::vector<std::string> borders) {
  const geo::PositionReadings read = geo::read_position(printed);
  for (const std::string& problem : read.problems) std::cerr << "recon: " << problem << '\n';
  if (read.readings.empty()) throw Exit{failure};
  if (borders.empty())
    for (const load::LibraryEntry& entry : load::library_entries()) borders.push_back(entry.id);

  bool known = false;
  std::set<std::string> attributions;
  for (const geo::PositionReading& reading : read.readings) {
    std::cout << reading.means << '\n';
    for (const std::string& name : borders) {
      const load::LibraryEntry entry = load::find_entry(name);
      const incident::Border about = load::read_entry(entry);
      if (!covers(about, reading.position)) continue;
      const std::string answer = where(load::load_entry(entry), reading.position);
      if (answer.empty()) continue;
      known = true;
      if (!about.attribution.empty()) attributions.insert(about.attribution.text);
      std::cout << "  " << name << std::string(name.size() < 28 ? 28 - name.size() : 1, ' ') << answer
                << '\n';
    }
  }
  if (known) {
    std::string names;
    for (const std::string& text : attributions) names += (names.empty() ? "Lines: " : "; ") + text;
    std::cout << names << '\n';
    return;
  }
  std::cerr << "recon: no border version covers this place\n";
  throw Exit{failure};
}

}  // namespace

void add_where(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "where", "Say in which state a position lies, and how far from each border, by every border version");
  struct Wishes {
    std::string position;
    std::vector<std::string> borders;
  };
  auto wishes = std::make_shared<Wishes>();
  command
      ->add_option("position", wishes->position,
                   "As printed: \"35.8057 N 36.1524 E\", \"35°48'26''N 35°37'59''E\"")
      ->required();
  command->add_option("--border", wishes->borders,
                      "Library entries to ask; all that cover the place unless named");
  command->callback([wishes] { run(wishes->position, wishes->borders); });
}

}  // namespace recon::cli
