// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/surroundings.hpp"

#include <algorithm>
#include <set>

#include "recon/geo/zone.hpp"
#include "recon/load/library.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

constexpr std::size_t most_places = 200;
constexpr Length near_an_edge = kilometres(50);

std::vector<geo::Position> some_of(const std::vector<geo::Position>& places) {
  const std::size_t step = places.size() / most_places + 1;
  std::vector<geo::Position> some;
  for (std::size_t i = 0; i < places.size(); i += step) some.push_back(places[i]);
  return some;
}

// Where an entry's frame says what it was cut to, a place beyond it is not asked of its outlines.
bool may_know(const incident::Border& about, const geo::Position& place) {
  return !about.frame || geo::contains(*about.frame, place);
}

}  // namespace

Surroundings surroundings(const std::vector<geo::Position>& places) {
  const std::vector<geo::Position> some = some_of(places);
  std::set<std::string> borders, states;
  for (const load::LibraryEntry& entry : load::library_entries()) {
    const incident::Border about = load::read_entry(entry);
    if (about.display_only.value_or(false)) continue;
    // A version must know most of the way, or its answer is about another flight.
    const auto covered = static_cast<std::size_t>(std::count_if(
        some.begin(), some.end(), [&](const geo::Position& place) { return may_know(about, place); }));
    if (covered == 0 || 2 * covered < some.size()) continue;
    const incident::BorderVersion version = load::load_entry(entry);
    bool near_any = false;
    for (const auto& [state, outline] : version.states) {
      const auto zone = geo::inside(outline);
      const bool near_it = std::any_of(some.begin(), some.end(), [&](const geo::Position& place) {
        const geo::Margin margin = zone.margin(place);
        return margin.known && margin.value > -near_an_edge;
      });
      if (near_it) states.insert(state);
      near_any = near_any || near_it;
    }
    if (near_any) borders.insert(entry.id);
  }
  return {{borders.begin(), borders.end()}, {states.begin(), states.end()}};
}

std::string surroundings_text(const Surroundings& around, const std::string& aircraft) {
  if (around.borders.empty())
    return "\n# No border of the library covers this track. Add one (recon border add) and ask, for "
           "example:\n"
           "# border { id: \"mine\" library: \"my-border\" }\n"
           "# zone { id: \"land\" title: \"airspace\" status: TERRITORY land { state: \"TUR\" } }\n"
           "# question { id: \"entered\" asks: \"Did it enter?\" aircraft: \"" +
           aircraft + "\" want: EVER_INSIDE zone: \"land\" }\n";
  std::string out = "\n# The library's borders within 50 km of the track; leave out what does not matter.\n";
  for (const std::string& border : around.borders)
    out += "border { id: \"" + border + "\" library: \"" + border + "\" }\n";
  for (const std::string& state : around.states) {
    const std::string zone = "land-" + lower_case(state);
    out += "zone { id: \"" + zone + "\" title: \"Airspace above the land of " + state +
           "\" status: TERRITORY land { state: \"" + state + "\" } }\n";
    out += "question { id: \"entered-" + lower_case(state) + "\" asks: \"Was it ever above the land of " +
           state + "?\" aircraft: \"" + aircraft + "\" want: EVER_INSIDE zone: \"" + zone + "\" }\n";
  }
  return out;
}

}  // namespace recon::exchange
