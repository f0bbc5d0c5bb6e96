// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/given.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <tuple>

#include "recon/assess/flown_track.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/random.hpp"

namespace recon::assess {
namespace {

std::string first_of(const incident::Text& a, const incident::Text& b, const std::string& otherwise) {
  return !a.empty() ? a.text : !b.empty() ? b.text : otherwise;
}

std::string name_of_account(const incident::Narrative& narrative, const incident::Incident& incident) {
  if (!narrative.title.empty()) return narrative.title.text;
  const incident::Party* party = incident::find(incident.parties, narrative.party.text);
  return party != nullptr && !party->name.empty() ? party->name.text : narrative.id;
}

std::vector<std::size_t> claims_of(const std::string& id, const std::vector<incident::Text>& takes,
                                   const normalise::Normalised& normalised) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < normalised.claims.size(); ++i) {
    const normalise::ReadClaim& claim = normalised.claims[i];
    const auto is_taken = [&](const incident::Text& taken) {
      return taken.text == claim.statement || taken.text == claim.narrative;
    };
    if (claim.narrative == id || std::ranges::any_of(takes, is_taken)) indices.push_back(i);
  }
  return indices;
}

std::vector<double> offsets(const std::string& border, Length sigma, const Settings& settings) {
  const flight::Draws draws{settings.seed, "border/" + border};
  std::vector<double> values(settings.draws);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = in_metres(sigma) * draws.normal_pair(i)[0];
  return values;
}

/// The places that claims name: there the line's bends are drawn, as far around as what is said reaches.
std::vector<DrawnAround> places_of(const normalise::Normalised& read) {
  std::vector<DrawnAround> places;
  constexpr double apart = 3'000.0;  // a track of a thousand fixes is not a thousand places
  const auto is_near = [&](const DrawnAround& known, const geo::Position& position) {
    constexpr double degree_at_least = 110'500.0;  // of latitude, metres
    return std::abs(in_degrees(known.position.latitude - position.latitude)) * degree_at_least < apart &&
           in_metres(geo::distance(known.position, position)) < apart;
  };
  const auto add = [&](const geo::Position& position, Length reach) {
    for (DrawnAround& known : places)
      if (is_near(known, position)) {
        known.radius = std::max(known.radius, reach);
        return;
      }
    places.push_back({position, reach});
  };
  std::size_t last = 0;  // where the fix before was near, the next one mostly is
  const auto add_fix = [&](const geo::Position& position) {
    if (last < places.size() && is_near(places[last], position)) return;
    const auto known =
        std::ranges::find_if(places, [&](const DrawnAround& place) { return is_near(place, position); });
    last = static_cast<std::size_t>(known - places.begin());
    if (known == places.end()) places.push_back({position, metres(0)});
  };
  for (const normalise::ReadClaim& claim : read.claims) {
    if (const auto* located = std::get_if<normalise::Located>(&claim.meaning))
      add(located->position, metres(0));
    if (const auto* near = std::get_if<normalise::Near>(&claim.meaning)) add(near->position, near->accuracy);
    if (const auto* radial = std::get_if<normalise::Radial>(&claim.meaning); radial && radial->distance)
      add(geo::destination(radial->from, radial->azimuth.stated, radial->distance->stated), metres(0));
    if (const auto* ring = std::get_if<normalise::FromLandmark>(&claim.meaning))
      add(ring->from, ring->distance.stated);
    if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning); depth && depth->vertex)
      add(*depth->vertex, depth->depth.stated);
    if (const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning))
      for (const normalise::ReadFix& fix : track->fixes) add_fix(fix.position);
  }
  return places;
}

/// Around each place as far as the nearest line of the version, and 5 km on. What is further away than
/// 100 km is left to the shift of the whole: no claim about such a place turns on a bend.
std::vector<DrawnAround> around_the_line(std::vector<DrawnAround> places,
                                         const incident::BorderVersion& version) {
  constexpr double on = 5'000.0, furthest = 100'000.0;
  for (DrawnAround& place : places) {
    double nearest = furthest;
    for (const auto& [state, outline] : version.states)
      if (outline && outline->may_be_within(place.position, metres(nearest)))
        if (const auto edge = outline->nearest_edge(place.position))
          nearest = std::min(nearest, in_metres(edge->distance));
    place.radius = metres(std::min(in_metres(place.radius) + nearest, furthest) + on);
  }
  return places;
}

/// Values that are made when they are first asked for, each once.
template <class Key, class Value>
class MadeOnce {
public:
  template <class Make>
  const Value& get(const Key& key, const Make& make) {
    Slot& slot = slot_of(key);
    std::call_once(slot.once, [&] { slot.value = make(); });
    return *slot.value;
  }

private:
  struct Slot {
    std::once_flag once;
    std::unique_ptr<const Value> value;
  };
  Slot& slot_of(const Key& key) {
    const std::lock_guard lock{mutex_};
    return slots_[key];  // a map never moves what it holds
  }
  std::mutex mutex_;
  std::map<Key, Slot> slots_;
};

}  // namespace

struct Given::Kept {
  MadeOnce<std::size_t, FlownTrack> flown;
  MadeOnce<std::tuple<std::size_t, std::string, std::string>, Passage> passages;
};

Given::Given(const incident::Incident& incident, const normalise::Normalised& normalised,
             const Borders& loaded, const Settings& chosen)
    : file{incident}, read{normalised}, borders{loaded}, settings{chosen}, kept_{std::make_unique<Kept>()} {
  for (const incident::Narrative& narrative : file.narratives)
    accounts.push_back({narrative.id, name_of_account(narrative, file), false,
                        claims_of(narrative.id, narrative.takes, read)});
  for (const incident::Evidence& evidence : file.evidence)
    accounts.push_back({evidence.id.text, first_of(evidence.title, evidence.id, ""), true,
                        claims_of(evidence.id.text, {}, read)});
  offsets_[""] = std::vector<double>(settings.draws, 0.0);
  for (const auto& [id, version] : borders) offsets_[id] = offsets(id, sigma_of(version), settings);
  for (const incident::Zone& its : file.zones) {
    versions_[its.id.text] = versions_of(its, file, borders);
    for (const std::string& border : versions_[its.id.text])
      if (const auto built = build_zone(its, border, file, read, borders))
        shapes_.emplace(std::pair{its.id.text, border}, *built);
  }
  draw_borders();
}

Given::~Given() = default;

void Given::draw_borders() {
  const std::vector<DrawnAround> places = places_of(read);
  if (places.empty()) return;
  for (const auto& [of, shape_of_it] : shapes_) {
    const auto& [zone_id, border] = of;
    const auto version = borders.find(border);
    const auto plan = plan_of(*zone(zone_id), file, read, borders);
    if (version == borders.end() || !plan || !plan->leans_on_a_border() || border_sigma(border) <= metres(0))
      continue;
    std::unique_ptr<BorderField>& field = fields_[border];
    if (!field)
      field = std::make_unique<BorderField>(version->second, around_the_line(places, version->second),
                                            settings.seed, std::max<std::size_t>(settings.draws / 10, 1));
    drawn_.emplace(of, DrawnZone{*plan, version->second, *field});
  }
}

const DrawnZone* Given::drawn(const std::string& its_zone, const std::string& border) const {
  const auto found = drawn_.find({its_zone, border});
  return found == drawn_.end() ? nullptr : &found->second;
}

std::optional<Simplicity> Given::simplicity(const std::string& border) const {
  const auto found = fields_.find(border);
  if (found == fields_.end()) return std::nullopt;
  return found->second->simplicity();
}

const Account* Given::account(std::string_view id) const {
  const auto found = std::ranges::find(accounts, id, &Account::id);
  return found == accounts.end() ? nullptr : &*found;
}

const incident::Zone* Given::zone(std::string_view id) const { return incident::find(file.zones, id); }

const geo::Zone* Given::shape(const std::string& its_zone, const std::string& border) const {
  const auto found = shapes_.find({its_zone, border});
  return found == shapes_.end() ? nullptr : &found->second;
}

const std::vector<std::string>& Given::versions(const std::string& its_zone) const {
  static const std::vector<std::string> none;
  const auto found = versions_.find(its_zone);
  return found == versions_.end() ? none : found->second;
}

bool Given::decides(const std::string& border) const {
  const auto found = borders.find(border);
  return found == borders.end() || !found->second.about.display_only.value_or(false);
}

Length Given::border_sigma(const std::string& border) const {
  const auto found = borders.find(border);
  return found == borders.end() ? metres(0) : sigma_of(found->second);
}

const std::vector<double>& Given::border_offsets(const std::string& border) const {
  const auto found = offsets_.find(border);
  return found == offsets_.end() ? offsets_.at("") : found->second;
}

bool Given::asks_how_long(const std::string& its_zone) const {
  using Want = incident::Question::Want;
  return std::ranges::any_of(file.questions, [&](const incident::Question& question) {
    return question.zone.text == its_zone &&
           (question.want == Want::time_inside || question.want == Want::length_inside);
  });
}

const FlownTrack& Given::flown(std::size_t index) const {
  return kept_->flown.get(index, [&] {
    const normalise::ReadClaim& its = claim(index);
    return std::make_unique<const FlownTrack>(its, std::get<normalise::TrackRead>(its.meaning), settings);
  });
}

const Passage& Given::passage(std::size_t index, const std::string& its_zone,
                              const std::string& border) const {
  return kept_->passages.get({index, its_zone, border}, [&] {
    const Against against{*shape(its_zone, border), drawn(its_zone, border), border_offsets(border)};
    const HeightLimits limits = height_limits(*zone(its_zone));
    const Asked asked = asks_how_long(its_zone) ? Asked::all : Asked::depth;
    return std::make_unique<const Passage>(flown(index).pass(against, limits, asked));
  });
}

std::string Given::name_of_zone(const std::string& id) const {
  const incident::Zone* its = zone(id);
  return its == nullptr || its->title.empty() ? id : its->title.text;
}

std::string Given::name_of_border(const std::string& id) const {
  const auto found = borders.find(id);
  return found == borders.end() ? id : border_name(found->second.about, file, id);
}

std::string Given::name_of_aircraft(const std::string& id) const {
  const incident::Aircraft* its = incident::find(file.aircraft, id);
  return its == nullptr || its->name.empty() ? id : its->name.text;
}

bool Given::says_never(const Account& account, const std::string& aircraft,
                       const std::string& its_zone) const {
  return std::ranges::any_of(account.claims, [&](std::size_t index) {
    const normalise::ReadClaim& said = claim(index);
    const auto* side = std::get_if<normalise::SideSaid>(&said.meaning);
    return said.counts && side != nullptr && side->zone == its_zone && said.aircraft == aircraft &&
           side->is == incident::SideClaim::Is::never_inside;
  });
}

std::string border_name(const incident::Border& about, const incident::Incident& incident,
                        const std::string& otherwise) {
  const std::string title = about.title.empty() ? otherwise : about.title.text;
  if (about.claimed_by.empty()) return title;
  std::vector<std::string> names;
  for (const incident::Text& id : about.claimed_by) {
    const incident::Party* party = incident::find(incident.parties, id.text);
    names.push_back(party != nullptr && !party->name.empty() ? party->name.text : id.text);
  }
  const auto alike = std::ranges::count_if(incident.borders, [&](const incident::Border& other) {
    return std::ranges::equal(other.claimed_by, about.claimed_by, {}, &incident::Text::text,
                              &incident::Text::text);
  });
  const std::string name = "the line that " + listed(names) + (names.size() == 1 ? " claims" : " claim");
  return alike > 1 ? name + " (" + title + ")" : name;
}

std::string doubt_in_words(const normalise::Choice& choice) {
  switch (choice.about) {
    case About::question:
      return choice.asks.empty() ? choice.id : "the question “" + choice.asks + "”";
    case About::mile:
      return "the mile";
    case About::datum:
      return "the datum";
    case About::north:
      return "the north that bearings count from";
    case About::clock:
      return "the clock";
    case About::day:
      return "the day";
    case About::depth:
      return "how depth is measured";
    case About::digits:
      return "how the digits are read";
    case About::height:
      return "what height is measured from";
    case About::rounding:
      return "how the figure was rounded";
    case About::distance:
      return "how distance is measured";
  }
  return choice.id;
}

bool compatible(const normalise::ReadClaim& a, const normalise::ReadClaim& b) {
  for (const normalise::OptionTaken& one : a.reading)
    for (const normalise::OptionTaken& other : b.reading)
      if (one.choice == other.choice && one.option != other.option) return false;
  return true;
}

std::string together(const std::string& a, const std::string& b) {
  if (a.empty() || a == b) return b;
  return b.empty() ? a : a + "; " + b;
}

std::vector<normalise::OptionTaken> together(const std::vector<normalise::OptionTaken>& a,
                                             const std::vector<normalise::OptionTaken>& b) {
  std::vector<normalise::OptionTaken> both = a;
  for (const normalise::OptionTaken& option : b)
    if (std::ranges::find(both, option) == both.end()) both.push_back(option);
  return both;
}

}  // namespace recon::assess
