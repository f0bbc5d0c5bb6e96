// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/json.hpp"
#include "recon/exchange/lines.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/records.hpp"
#include "recon/exchange/times.hpp"
#include "recon/units/text.hpp"

// Rows that come as JSON: state vectors and paths of OpenSky's live interface, the playback of
// Flightradar24, and lists of objects as `traffic` and pandas save them.
namespace recon::exchange {

namespace {

using Sure = Honesty::Assumed::Sure;

std::string_view head_of(std::string_view bytes) { return trimmed(bytes.substr(0, 64U << 10U)); }
bool has(std::string_view text, std::string_view words) { return text.find(words) != std::string_view::npos; }

[[noreturn]] void no_list(std::string_view name) {
  throw load::UnreadableFile{"no list called \"" + std::string{name} + "\""};
}

// Entries of a state vector, in order; the alert flag that some versions have shifts those behind it.
constexpr std::array<std::string_view, 15> state_names{
    "icao24",   "callsign", "country", "lastposupdate", "time",    "lon",         "lat",   "baroaltitude",
    "onground", "velocity", "heading", "vertrate",      "sensors", "geoaltitude", "squawk"};

// Every element of a list of lists, as characters.
template <class OnRow>
void lists(ondemand::array list, Honesty& honesty, OnRow on_row) {
  for (auto element : list) {
    ondemand::array row;
    if (element.get_array().get(row) != simdjson::SUCCESS) {
      notice(honesty, "the list ends where the file is cut off or damaged");
      return;
    }
    std::vector<std::string> cells;
    for (auto entry : row) {
      ondemand::value value;
      if (entry.get(value) != simdjson::SUCCESS || cells.size() > most_columns) {
        notice(honesty, "the list ends where the file is cut off or damaged");
        return;
      }
      cells.push_back(scalar(value));
    }
    on_row(cells);
  }
}

void add(Honesty& into, const Honesty& more) {
  for (const std::string& one : more.noticed) notice(into, one);
  into.rows += more.rows;
  into.skipped.insert(into.skipped.end(), more.skipped.begin(), more.skipped.end());
}

// A member's scalars; objects within it are written "altitude.feet".
void put_members(Records& records, ondemand::object object, const std::string& before, int depth) {
  if (depth > 4) return;
  for (auto field : object) {
    std::string_view key;
    ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return;
    const std::string name = before + std::string{key};
    if (field.value().get(value) != simdjson::SUCCESS) return;
    ondemand::object inner;
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return;
    if (type == ondemand::json_type::object) {
      if (value.get_object().get(inner) == simdjson::SUCCESS)
        put_members(records, inner, name + ".", depth + 1);
    } else if (type != ondemand::json_type::array) {
      records.put(name, scalar(value));
    }
  }
}

}  // namespace

bool is_opensky_live(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  return head.starts_with('{') && has(head, "\"states\"") && has(head, "\"time\"");
}

Imported read_opensky_live(std::string_view bytes, const ImportWish& wish) {
  Json json{bytes};
  ondemand::array states;
  if (json.document()["states"].get_array().get(states) != simdjson::SUCCESS) no_list("states");
  Records records;
  Honesty honesty;
  // Who found the position: 0 the aircraft itself, 1 ASTERIX (a radar), 2 multilateration, 3 FLARM. It stands
  // behind one flag or two.
  std::array<std::size_t, 4> sources{};
  constexpr std::size_t behind_code = 15;
  lists(states, honesty, [&](std::vector<std::string>& cells) {
    for (std::size_t i = behind_code; i < cells.size(); ++i)
      if (cells[i].size() == 1 && cells[i][0] >= '0' && cells[i][0] <= '3' && cells.size() > 5 &&
          !cells[5].empty()) {
        ++sources.at(static_cast<std::size_t>(cells[i][0] - '0'));
        break;
      }
    records.start(records.size() + 1);
    for (std::size_t i = 0; i < std::min(cells.size(), state_names.size()); ++i)
      if (i != 3 && i != 4) records.put(state_names[i], std::move(cells[i]));
    // Entry 3 is the time of the position, entry 4 of the last word from the aircraft.
    if (cells.size() > 4) records.put("time", cells[4]);
    if (cells.size() > 3) records.put("lastposupdate", cells[3]);
  });
  Imported imported = records.read(wish);
  imported.format = "OpenSky live states";
  add(imported.honesty, honesty);
  static constexpr std::array<std::string_view, 4> found_by{"", "a radar", "multilateration", "FLARM"};
  for (std::size_t i = 1; i < sources.size(); ++i)
    if (sources.at(i) > 0)
      notice(imported.honesty, std::to_string(sources.at(i)) +
                                   (sources.at(i) == 1 ? " position was" : " positions were") + " found by " +
                                   std::string{found_by.at(i)} + " and not sent by the aircraft as ADS-B");
  imported.honesty.counted_in = "record";
  return imported;
}

bool is_opensky_track(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  return head.starts_with('{') && has(head, "\"path\"") && has(head, "\"icao24\"") &&
         has(head, "\"startTime\"");
}

Imported read_opensky_track(std::string_view bytes, const ImportWish& wish) {
  constexpr std::array<std::string_view, 6> names{"time",         "lat",     "lon",
                                                  "baroaltitude", "heading", "onground"};
  Json json{bytes};
  ondemand::object root;
  if (json.document().get_object().get(root) != simdjson::SUCCESS)
    throw load::UnreadableFile{"no JSON object"};
  const std::string icao24 = member(root, "icao24"), callsign = member(root, "callsign");
  ondemand::array path;
  if (root["path"].get_array().get(path) != simdjson::SUCCESS) no_list("path");
  Records records;
  Honesty honesty;
  lists(path, honesty, [&](std::vector<std::string>& cells) {
    records.start(records.size() + 1);
    for (std::size_t i = 0; i < std::min(cells.size(), names.size()); ++i)
      records.put(names[i], std::move(cells[i]));
    records.put("icao24", icao24);
    records.put("callsign", callsign);
    records.put("lastposupdate", "");
  });
  Imported imported = records.read(wish);
  imported.format = "OpenSky track";
  add(imported.honesty, honesty);
  imported.honesty.counted_in = "record";
  return imported;
}

bool is_fr24_playback(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  return head.starts_with('{') && has(head, "\"result\"") && has(head, "\"response\"") &&
         has(bytes, "\"track\"");
}

Imported read_fr24_playback(std::string_view bytes, const ImportWish& wish) {
  Json json{bytes};
  ondemand::object flight;
  if (json.document()["result"]["response"]["data"]["flight"].get_object().get(flight) != simdjson::SUCCESS)
    throw load::UnreadableFile{"no object called result.response.data.flight"};
  std::string callsign, address_said;
  {
    ondemand::value value;
    if (flight["identification"]["callsign"].get(value) == simdjson::SUCCESS) callsign = scalar(value);
    if (flight["aircraft"]["identification"]["modes"].get(value) == simdjson::SUCCESS)
      address_said = scalar(value);
  }
  ondemand::array track;
  if (flight["track"].get_array().get(track) != simdjson::SUCCESS) no_list("track");
  Records records;
  for (auto element : track) {
    ondemand::object point;
    if (element.get_object().get(point) != simdjson::SUCCESS) break;
    records.start(records.size() + 1);
    records.put("callsign", callsign);
    records.put("icao24", address_said);
    put_members(records, point, "", 0);
  }
  if (records.empty()) throw load::UnreadableFile{"its track is empty"};
  Imported imported = records.read(wish);
  imported.format = "Flightradar24 playback";
  imported.honesty.counted_in = "record";
  return imported;
}

bool is_snapshot(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  return head.starts_with('{') && (has(head, "\"aircraft\"") || has(head, "\"ac\"")) &&
         has(head, "\"hex\"") && has(bytes, "\"now\"");
}

namespace {

// Is the position what the network computed, and not what the aircraft sent with its own quality?
bool is_computed(ondemand::object& aircraft) {
  const std::string type = member(aircraft, "type");
  if (type == "mlat" || type.starts_with("tisb") || type == "mode_s" || type == "other") return true;
  for (const std::string_view list : {"mlat", "tisb"}) {
    ondemand::array fields;
    if (aircraft[list].get_array().get(fields) != simdjson::SUCCESS) continue;
    for (auto field : fields) {
      std::string_view name;
      if (field.get_string().get(name) != simdjson::SUCCESS) break;
      if (name == "lat") return true;
    }
  }
  return false;
}

/// Their names (readsb README-json.md) in those of a table, where units stand behind.
struct Named {
  std::string_view theirs, ours;
};
constexpr std::array<Named, 15> names_of_aircraft{Named{"hex", "icao24"},
                                                  Named{"flight", "callsign"},
                                                  Named{"r", "registration"},
                                                  Named{"t", "typecode"},
                                                  Named{"lat", "lat"},
                                                  Named{"lon", "lon"},
                                                  Named{"gs", "gs_kt"},
                                                  Named{"alt_baro", "alt_baro_ft"},
                                                  Named{"alt_geom", "alt_geom_ft"},
                                                  Named{"track", "track"},
                                                  Named{"baro_rate", "baro_rate_fpm"},
                                                  Named{"squawk", "squawk"},
                                                  Named{"nac_p", "nac_p"},
                                                  Named{"rc", "rc"},
                                                  Named{"nic", "nic"}};

// When a snapshot was written: receivers count seconds, public interfaces milliseconds.
std::optional<Instant> written_at(ondemand::object& object) {
  constexpr double milliseconds_from = 1e11;
  const auto now = number(member(object, "now"));
  const auto at = now ? stretch_of(*now < milliseconds_from ? 1000.0 * *now : *now) : std::nullopt;
  return at ? std::optional{Instant{*at}} : std::nullopt;
}

// One aircraft as it was when `now` was written. True where the network computed the position.
bool put_aircraft(Records& records, ondemand::object& aircraft, Instant now) {
  const bool by_network = is_computed(aircraft);
  for (const Named& one : names_of_aircraft) {
    const bool quality = one.theirs == "nac_p" || one.theirs == "rc" || one.theirs == "nic";
    if (!quality || !by_network) records.put(one.ours, member(aircraft, one.theirs));
  }
  const auto age = number(member(aircraft, "seen_pos"));
  const auto old = age && *age >= 0.0 ? stretch_of(1000.0 * *age) : std::nullopt;
  records.put("time", old ? printed_utc({now - *old, 3}) + "Z" : "");
  return by_network && old;
}

void tell_of_aircraft(Imported& imported, std::size_t computed, const ImportWish& wish) {
  if (wish.datum.empty()) imported.datum = "WGS 84";
  for (ImportedTrack& track : imported.tracks) track.kind = incident::TrackClaim::Kind::adsb;
  assume(imported.honesty, "each position is as old as its seen_pos says", "the format's own description",
         Sure::stated);
  if (computed > 0)
    notice(imported.honesty,
           std::to_string(computed) +
               " positions were computed by the network (multilateration, TIS-B) and state no error");
}

}  // namespace

Imported read_snapshot(std::string_view bytes, const ImportWish& wish) {
  Json json{bytes};
  ondemand::object root;
  if (json.document().get_object().get(root) != simdjson::SUCCESS)
    throw load::UnreadableFile{"no JSON object"};
  const auto at = written_at(root);
  if (!at) throw load::UnreadableFile{"no number called \"now\""};
  ondemand::array list;
  if (root["aircraft"].get_array().get(list) != simdjson::SUCCESS &&
      root["ac"].get_array().get(list) != simdjson::SUCCESS)
    no_list("aircraft");
  Records records;
  std::size_t computed = 0;
  for (auto element : list) {
    ondemand::object aircraft;
    if (element.get_object().get(aircraft) != simdjson::SUCCESS) break;
    records.start(records.size() + 1);
    computed += put_aircraft(records, aircraft, *at) ? 1U : 0U;
  }
  if (records.empty()) throw load::UnreadableFile{"its list of aircraft is empty"};
  Imported imported = records.read(wish);
  Honesty& honesty = imported.honesty;
  imported.format = "snapshot of readsb, tar1090 or dump1090";
  honesty.counted_in = "record";
  notice(honesty, "the file is one instant, " + printed_utc({*at, 3}) +
                      " UTC, of all aircraft that a receiver knew: one position of each, and no track");
  tell_of_aircraft(imported, computed, wish);
  return imported;
}

namespace {

// An object in each line, as readsb writes to its port of JSON and many logs are kept.
bool is_lines(std::string_view bytes) {
  std::size_t whole = 0;
  for_each_line(bytes.substr(0, 64U << 10U), [&](std::string_view line, std::size_t) {
    const std::string_view text = trimmed(line);
    if (text.empty()) return true;
    if (!text.starts_with('{') || !text.ends_with('}')) return false;
    return ++whole < 2;
  });
  return whole == 2;
}

Imported read_lines(std::string_view bytes, const ImportWish& wish) {
  Records records;
  Honesty honesty;
  std::size_t computed = 0, aircraft = 0;
  for_each_line(bytes, [&](std::string_view line, std::size_t place) {
    const std::string_view text = trimmed(line);
    if (text.empty()) return true;
    try {
      Json json{text};
      ondemand::object object;
      if (json.document().get_object().get(object) != simdjson::SUCCESS) throw load::UnreadableFile{""};
      const auto now = member(object, "hex").empty() ? std::nullopt : written_at(object);
      records.start(place);
      if (now) {
        ++aircraft;
        computed += put_aircraft(records, object, *now) ? 1U : 0U;
      } else {
        json.rewind();
        if (json.document().get_object().get(object) == simdjson::SUCCESS)
          put_members(records, object, "", 0);
      }
    } catch (const load::UnreadableFile&) {
      ++honesty.rows;
      skip(honesty, "no JSON object, or cut off", place);
    }
    return true;
  });
  if (records.empty()) throw load::UnreadableFile{"no line holds a JSON object"};
  Imported imported = records.read(wish);
  if (imported.format == "table") imported.format = "JSON records, one a line";
  if (aircraft > 0) {
    imported.format = "stream of readsb, one aircraft a line";
    tell_of_aircraft(imported, computed, wish);
  }
  add(imported.honesty, honesty);
  return imported;
}

}  // namespace

bool is_records(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  const bool starts = head.starts_with('[') || head.starts_with("{\"");
  return starts && (has(head, "\"latitude\"") || has(head, "\"lat\"")) &&
         (has(head, "\"longitude\"") || has(head, "\"lon\"") || has(head, "\"lng\""));
}

namespace {

/// What services call their figures, in the names of a table, where units stand behind; "" is what is left
/// out.
struct Service {
  std::string_view name, title;
  std::string_view known_by, and_by;  // members of a record that no other has
  std::array<Named, 6> names;
};
// Heights of Flightradar24 and FlightAware are those that transponders send.
constexpr std::array services{
    Service{"Flightradar24 tracks",
            "heights of Flightradar24 are feet at standard pressure, speeds knots",
            "gspeed",
            "vspeed",
            {Named{"alt", "alt_baro_ft"}, Named{"gspeed", "gs_kt"}, Named{"vspeed", "baro_rate_fpm"},
             Named{"hex", "icao24"}, Named{"reg", "registration"}, Named{"type", "typecode"}}},
    Service{"Flightradar24 trail",
            "heights of Flightradar24 are feet at standard pressure, speeds knots",
            "spd",
            "ts",
            {Named{"alt", "alt_baro_ft"}, Named{"spd", "gs_kt"}, Named{"ts", "timestamp"},
             Named{"hd", "track"}, Named{"lng", "lon"}, Named{}}},
    Service{"FlightAware track",
            "heights of FlightAware's interface are hundreds of feet, speeds knots",
            "altitude_change",
            "update_type",
            {Named{"altitude", "flight_level"}, Named{"groundspeed", "gs_kt"}, Named{"heading", "track"},
             Named{}, Named{}, Named{}}}};

bool has_member(ondemand::object& object, std::string_view key) {
  ondemand::value value;
  return object.find_field_unordered(key).get(value) == simdjson::SUCCESS;
}

bool has_place(ondemand::object& object) {
  const auto any = [&](std::initializer_list<std::string_view> keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](std::string_view key) { return has_member(object, key); });
  };
  return any({"lat", "latitude"}) && any({"lon", "lng", "long", "longitude"});
}

/// Records that lie in a list within an object, as services send them: "data", "positions", "trail".
class Nested {
public:
  explicit Nested(Records& records) : records_{records} {}

  /// Lists within the members of an object.
  void members(ondemand::object object, int depth) {
    constexpr int deepest = 4;
    if (depth > deepest) return;
    for (auto field : object) {
      ondemand::value value;
      ondemand::json_type type{};
      if (field.value().get(value) != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS)
        return;
      ondemand::object inner;
      ondemand::array list;
      if (type == ondemand::json_type::object && value.get_object().get(inner) == simdjson::SUCCESS)
        members(inner, depth + 1);
      if (type == ondemand::json_type::array && value.get_array().get(list) == simdjson::SUCCESS)
        elements(list, depth + 1);
    }
  }

  [[nodiscard]] const Service* service() const { return service_; }

private:
  void elements(ondemand::array list, int depth) {
    for (auto element : list) {
      ondemand::value value;
      ondemand::json_type type{};
      if (element.get(value) != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS) return;
      ondemand::object object;
      if (type != ondemand::json_type::object || value.get_object().get(object) != simdjson::SUCCESS)
        continue;
      const bool place = has_place(object);
      if (place && service_ == nullptr)
        for (const Service& one : services)
          if (has_member(object, one.known_by) && has_member(object, one.and_by)) service_ = &one;
      if (object.reset().error() != simdjson::SUCCESS) return;
      if (place)
        record(object);
      else
        members(object, depth);
    }
  }

  void record(ondemand::object& object) {
    records_.start(records_.size() + 1);
    for (auto field : object) {
      std::string_view key;
      ondemand::value value;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) return;
      std::string_view name = key;
      if (service_ != nullptr)
        for (const Named& one : service_->names)
          if (one.theirs == key && !key.empty()) name = one.ours;
      if (field.value().get(value) == simdjson::SUCCESS) records_.put(name, scalar(value));
    }
  }

  Records& records_;
  const Service* service_ = nullptr;
};

void find_within(Json& json, Nested& nested) {
  ondemand::object root;
  if (json.document().get_object().get(root) == simdjson::SUCCESS) nested.members(root, 0);
}

}  // namespace

Imported read_records(std::string_view bytes, const ImportWish& wish) {
  if (is_lines(bytes)) return read_lines(bytes, wish);
  Json json{bytes};
  Records records;
  Nested nested{records};
  Honesty honesty;
  ondemand::array list;
  if (trimmed(bytes).starts_with('[')) {
    if (json.document().get_array().get(list) != simdjson::SUCCESS)
      throw load::UnreadableFile{"no JSON list"};
    for (auto element : list) {
      ondemand::object object;
      if (element.get_object().get(object) != simdjson::SUCCESS) {
        notice(honesty, "the list ends where the file is cut off or damaged, or holds what is no object");
        break;
      }
      if (!has_place(object)) {
        const std::size_t before = records.size();
        if (object.reset().error() != simdjson::SUCCESS) break;
        nested.members(object, 0);
        if (records.size() > before) continue;
      }
      if (object.reset().error() != simdjson::SUCCESS) break;
      records.start(records.size() + 1);
      put_members(records, object, "", 0);
    }
  } else if (find_within(json, nested); records.empty()) {
    json.rewind();
    // Column by column: {"latitude": {"0": 35.8, …}, …}, as pandas saves unless told otherwise.
    std::unordered_map<std::string, std::vector<std::pair<std::string, std::string>>> rows;
    std::vector<std::string> order;
    ondemand::object root;
    if (json.document().get_object().get(root) != simdjson::SUCCESS)
      throw load::UnreadableFile{"no JSON object"};
    for (auto field : root) {
      std::string_view key;
      ondemand::object column;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) break;
      const std::string name{key};
      if (field.value().get_object().get(column) != simdjson::SUCCESS) continue;
      for (auto cell : column) {
        std::string_view index;
        ondemand::value value;
        if (cell.unescaped_key().get(index) != simdjson::SUCCESS ||
            cell.value().get(value) != simdjson::SUCCESS)
          break;
        auto [at, fresh] = rows.try_emplace(std::string{index});
        if (fresh) order.emplace_back(index);
        at->second.emplace_back(name, scalar(value));
      }
    }
    for (const std::string& index : order) {
      records.start(records.size() + 1);
      for (auto& [name, value] : rows.at(index)) records.put(name, std::move(value));
    }
  }
  if (records.empty()) throw load::UnreadableFile{"an empty list"};
  Imported imported = records.read(wish);
  if (imported.format == "table") imported.format = "JSON records";
  if (const Service* const service = nested.service()) {
    imported.format = service->name;
    assume(imported.honesty, service->title, "its records have the members of that service", Sure::likely);
    if (wish.datum.empty()) imported.datum = "WGS 84";
    for (ImportedTrack& track : imported.tracks) track.kind = incident::TrackClaim::Kind::adsb;
  }
  add(imported.honesty, honesty);
  imported.honesty.counted_in = "record";
  return imported;
}

}  // namespace recon::exchange
