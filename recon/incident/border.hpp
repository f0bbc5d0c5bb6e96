// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/geo/zone.hpp"
#include "recon/incident/claim.hpp"
#include "recon/incident/place.hpp"

/// Borders are claims too: a line as one party or data set draws it, with edition, licence and error.
namespace recon::incident {

struct Border {
  enum class Extent { land, land_and_sea };
  Text id, title, library, file, sha256, publisher, edition, date, licence, attribution;
  std::optional<geo::Edge> edge;
  Text line_error, shift_error, correlation;  // one sigma of the line, of the whole; along the line
  std::vector<Text> claimed_by;
  std::vector<Text> states;
  Text known_flaw, family, made_by;
  std::optional<bool> display_only;
  std::optional<double> weight;  // relative; how much the case believes this line
  std::optional<Extent> extent;
  std::optional<geo::Window> frame;
  Place place;
};

/// A border as loaded: what is said of it, and the outline of each state it covers, by ISO 3166 alpha-3.
struct BorderVersion {
  Border about;  // the case's own words laid over the library entry's
  std::map<std::string, geo::SharedOutline> states;
  std::string sha256;  // of the outline file, as read
};

struct Land {
  Text state;
};
struct TerritorialSea {
  Text state, breadth;
  std::vector<Text> baseline_point;
  std::optional<bool> sea_only;
  std::vector<Text> island;
};
struct Corridor {
  std::vector<Text> along;
  Text width;
};
struct Buffer {
  Text of, breadth;
  std::optional<geo::Strip> which;
};
struct Area {
  std::vector<Text> point;
  Text centre, radius, file, name_in_file;
};
struct Median {
  Text state, other, until;
};
struct Combined {
  std::vector<Text> all_of, any_of, except;
};
using ZoneShape =
    std::variant<std::monostate, Land, TerritorialSea, Corridor, Buffer, Area, Median, Combined>;

/// The volume whose inside matters, and what being inside would mean in law.
struct Zone {
  enum class Status {
    territory,
    territorial_sea,
    airway,
    adiz,
    fir,
    restricted,
    rule_of_engagement,
    agreed_buffer,
    exclusive_economic
  };
  Text id, title;
  std::optional<Status> status;
  std::vector<Text> claimed_by, rejected_by;
  Text source, floor, ceiling, tip;
  std::vector<Text> border;
  ZoneShape shape;
  Place place;
};

/// Whatever shares one error with all that passed through it.
struct Sensor {
  enum class Kind { radar, map_picture, gps, adsb, camera, recorder, observer };
  Text id, title, party, position, height, scan;
  std::optional<Kind> kind;
  std::optional<ErrorModel> error;
  Place place;
};

}  // namespace recon::incident
