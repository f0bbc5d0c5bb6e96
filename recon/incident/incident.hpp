// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recon/incident/border.hpp"
#include "recon/incident/claim.hpp"
#include "recon/incident/place.hpp"
#include "recon/units/figure.hpp"

/// The nouns of an inquiry, as the case file says them. Nothing here is interpreted: figures, times
/// and positions are still the source's characters; `normalise` lists what they may mean.
/// An empty Text or nullopt means "not said".
namespace recon::incident {

struct Party {
  enum class Kind { state, alliance, agency, company, person, media, research, court };
  Text id, name, clock;
  std::optional<Kind> kind;
  Place place;
};

struct Source {
  enum class Kind {
    letter,
    briefing,
    report,
    recording,
    map_picture,
    video,
    press,
    blog,
    broadcast,
    sensor_data,
    dataset,
    pleading,
    reference_work,
    interview
  };
  Text id, title, publisher, author, date, address, language;
  std::optional<Kind> kind;
  Text retrieved, archived, file, sha256, carries, licence;
  Place place;
};

/// Soft limits of a type that the case file states.
struct Limits {
  Text speed, climb, load, altitude, source;
};

struct Aircraft {
  enum class Kind { aeroplane, helicopter, drone, missile, balloon, ship };
  enum class Role { target, wingman, shooter, weapon, witness, rescue };
  Text id, name, type, operated_by;
  std::optional<Kind> kind;
  std::optional<Role> role;
  std::optional<Limits> limits;
  Place place;
};

/// A named point on the ground.
struct Landmark {
  Text id, name, position, datum, source, accuracy, variation, variation_source, position_of, unverified,
      note;
  Place place;
};

/// A named instant of a flight; each account dates and places it itself.
struct Event {
  enum class Kind {
    take_off,
    entry,
    exit,
    warning,
    release,
    launch,
    hit,
    crash,
    landing,
    radar_contact,
    radar_lost,
    closest,
    turn,
    collision,
    boarding,
    debris
  };
  Text id, aircraft, zone, means;
  std::optional<Kind> kind;
  std::optional<unsigned> excursion;
  Place place;
};

/// The same words elsewhere, with their differences.
struct Copy {
  Text source, place_in_source, said, note;
  Place place;
};

/// Words or a drawing as published, and what they say in our terms.
struct Statement {
  enum class Words { none, said, reported, shows };  // verbatim; paraphrased by our source; a drawing
  Text id, source, place_in_source, speaker, made;
  Words how = Words::none;
  Text words;
  Text language, translation;
  std::vector<Copy> copies;
  Text superseded_by, supersedes, unverified, note;
  std::vector<Text> only_if;
  std::vector<Claim> claims;
  Place place;
};

struct Option {
  Text id, means, because, source;
  std::optional<double> weight;
  Place place;
};
struct Settled {
  Text option, because, source;
};
/// One thing left open, with its alternatives: asked by the author, or found by recon and weighed here.
struct Choice {
  Text id, asks;
  std::optional<About> about;  // nullopt or About::question: the author's own question
  std::vector<Text> within;
  std::vector<Option> options;
  std::optional<Settled> settled;
  Place place;
};

/// A party's claims about the incident, taken together.
struct Narrative {
  std::string id;  // the party's where the author gave none
  Text own_id, party, title, clock, summary;
  std::vector<Text> aircraft, takes;
  std::vector<Choice> choices;
  std::vector<Statement> statements;
  Place place;
};

/// Claims that no party owns.
struct Evidence {
  Text id, title;
  std::vector<Statement> statements;
  std::vector<Text> disputed_by;
  Place place;
};

struct Question {
  enum class Want {
    ever_inside,
    side_at,
    time_inside,
    length_inside,
    depth_inside,
    excursions,
    margin_at,
    agreement,
    holds
  };
  Text id, asks, aircraft, zone, event;
  std::optional<Want> want;
  std::vector<Text> narratives;
  std::optional<Claim> holds;
  Place place;
};

struct Incident {
  Text id, title, summary, date, clock;
  struct {
    Text begin, end;
    Place place;
  } window;
  struct {
    Text landmark, radius, because;
    Place place;
  } around;
  std::vector<Party> parties;
  std::vector<Source> sources;
  std::vector<Aircraft> aircraft;
  std::vector<Landmark> landmarks;
  std::vector<Event> events;
  std::vector<Border> borders;
  std::vector<Zone> zones;
  std::vector<Sensor> sensors;
  std::vector<Choice> choices;
  std::vector<Narrative> narratives;
  std::vector<Evidence> evidence;
  std::vector<Question> questions;
  std::vector<Text> notes;
};

/// The thing of that id in a list, or nullptr.
template <class Thing>
[[nodiscard]] const Thing* find(const std::vector<Thing>& things, std::string_view id) {
  for (const Thing& thing : things)
    if (thing.id.text == id) return &thing;
  return nullptr;
}
[[nodiscard]] const Narrative* find_narrative(const Incident& incident, std::string_view id);

/// A claim by its full name ("letter/depth"), wherever it stands, with its statement.
struct Found {
  const Statement* statement = nullptr;
  const Claim* claim = nullptr;
};
[[nodiscard]] Found find_claim(const Incident& incident, std::string_view name);
[[nodiscard]] const Statement* find_statement(const Incident& incident, std::string_view id);

}  // namespace recon::incident
