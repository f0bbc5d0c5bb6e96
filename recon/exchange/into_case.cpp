// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/into_case.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/surroundings.hpp"
#include "recon/exchange/times.hpp"
#include "recon/geo/datum.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/units/printed_number.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Kind = incident::TrackClaim::Kind;
using Sure = Honesty::Assumed::Sure;
using Above = Sighting::Height::Above;
using Rows = std::vector<const Sighting*>;

constexpr std::size_t longest_name = 40;

std::string grouped_count(std::size_t n) { return grouped(static_cast<double>(n)); }

// "Flight TK-123.kml" -> "flight-tk-123"
std::string name_from(std::string_view text) {
  std::string name;
  for (const char c : lower_case(text)) {
    const bool fits = is_digit(c) || is_letter(c);
    if (fits)
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
    if (name.size() == longest_name) break;
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() || !is_letter(name.front()) ? "track" + (name.empty() ? "" : "-" + name) : name;
}

std::string stem(std::string_view file_name) {
  const std::size_t slash = file_name.find_last_of('/');
  if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
  return std::string{file_name.substr(0, file_name.find('.', 1))};
}

// A text field's value; control characters have no place in a case.
std::string text(std::string_view said) {
  std::string out = "\"";
  for (const char c : said) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n' || c == '\t') {
      out += ' ';
      continue;
    }
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::plots:
      return "PLOTS";
    case Kind::system_track:
      return "SYSTEM_TRACK";
    case Kind::adsb:
      return "ADSB";
    case Kind::drawn:
      return "DRAWN";
    case Kind::recorder:
      return "RECORDER";
  }
  return "PLOTS";
}

// ---- columns ----

/// One or two columns of a table, and how a row fills them: appended to its line.
struct TableColumn {
  std::string header;
  std::function<void(std::string&, const Sighting&)> append;
};

bool is_said_place(const Sighting& row) {
  return row.position && !(row.in_words && !row.in_words->pixel.empty());
}
bool is_pixel(const Sighting& row) { return row.in_words && !row.in_words->pixel.empty(); }
bool has_height(const Sighting& row) {
  return row.height || (row.in_words && !row.in_words->altitude.empty());
}

// A text cell, quoted where it has to be.
void append_cell(std::string& out, std::string_view figure) {
  if (figure.find_first_of(",\"\n") == std::string_view::npos) {
    out += figure;
    return;
  }
  out += '"';
  for (const char c : figure) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

bool any(const Rows& rows, bool (*there)(const Sighting&)) {
  return std::any_of(rows.begin(), rows.end(), [=](const Sighting* row) { return there(*row); });
}

// What of the rows is the same in all that have it; nullopt: it is not.
template <class Value, class Of>
std::optional<Value> common(const Rows& rows, Of of) {
  std::optional<Value> shared;
  for (const Sighting* row : rows) {
    const std::optional<Value> own = of(*row);
    if (!own) continue;
    if (shared && !(*shared == *own)) return std::nullopt;
    shared = own;
  }
  return shared;
}

std::string_view header_of(RangeUnit unit) {
  switch (unit) {
    case RangeUnit::nautical_miles:
      return "range_nm";
    case RangeUnit::kilometres:
      return "range_km";
    case RangeUnit::metres:
      break;
  }
  return "range_m";
}

std::string_view header_of(AzimuthUnit unit) {
  switch (unit) {
    case AzimuthUnit::degrees:
      return "azimuth_deg";
    case AzimuthUnit::mils:
      return "azimuth_mils6400";
    case AzimuthUnit::thousandths:
      break;
  }
  return "azimuth_mils6000";
}

void add_returns(std::vector<TableColumn>& columns, const Rows& rows) {
  if (!any(rows, [](const Sighting& row) { return row.polar.has_value(); })) return;
  using Unit = std::pair<RangeUnit, AzimuthUnit>;
  const auto unit = common<Unit>(rows, [](const Sighting& row) {
    return row.polar ? std::optional{Unit{row.polar->range_unit, row.polar->azimuth_unit}} : std::nullopt;
  });
  const auto column = [&](std::string_view header, auto append, auto sign) {
    columns.push_back(
        {std::string{header}, [=, plain = unit.has_value()](std::string& out, const Sighting& row) {
           if (!row.polar) return;
           append(out, *row.polar);
           if (!plain) out += sign(*row.polar);
         }});
  };
  column(unit ? header_of(unit->first) : "range", append_range,
         [](const Polar& polar) { return sign_of(polar.range_unit); });
  column(unit ? header_of(unit->second) : "azimuth", append_azimuth,
         [](const Polar& polar) { return sign_of(polar.azimuth_unit); });
  if (any(rows, [](const Sighting& row) { return row.polar && row.polar->elevation; }))
    columns.push_back({"elevation_deg", [](std::string& out, const Sighting& row) {
                         if (row.polar && row.polar->elevation)
                           append_number(out, in_degrees(*row.polar->elevation),
                                         row.polar->elevation_decimals);
                       }});
}

// "35.8312" north, "-36.1890" west.
void append_degrees(std::string& out, Angle angle, int decimals) {
  if (std::signbit(in_degrees(angle))) out += '-';
  append_number(out, std::abs(in_degrees(angle)), decimals);
}

void add_places(std::vector<TableColumn>& columns, const Rows& rows) {
  if (any(rows, is_pixel)) {
    columns.push_back({"column,row", [](std::string& out, const Sighting& row) {
                         std::string pixel = row.in_words ? row.in_words->pixel : "";
                         std::replace(pixel.begin(), pixel.end(), ' ', ',');
                         out += pixel.empty() ? "," : pixel;
                       }});
    return;
  }
  if (!any(rows, is_said_place)) return add_returns(columns, rows);
  if (any(rows,
          [](const Sighting& row) { return row.in_words != nullptr && !row.in_words->position.empty(); })) {
    columns.push_back({"position", [](std::string& out, const Sighting& row) {
                         append_cell(out, row.printed().position.text);
                       }});
    return;
  }
  columns.push_back({"latitude,longitude", [](std::string& out, const Sighting& row) {
                       if (row.position) append_degrees(out, row.position->latitude, row.decimals.latitude);
                       out += ',';
                       if (row.position) append_degrees(out, row.position->longitude, row.decimals.longitude);
                     }});
}

/// What all heights of a track are measured in and from, as a column says it; nullopt: each says it itself.
struct HeightColumn {
  bool level = false;
  HeightUnit unit = HeightUnit::metres;
  Above above = Above::unsaid;
  friend bool operator==(const HeightColumn&, const HeightColumn&) = default;
};

std::optional<HeightColumn> column_of(const Sighting& row) {
  if (!row.height) return std::nullopt;
  const Height& height = *row.height;
  if (is_level(height)) return HeightColumn{.level = true};
  return HeightColumn{.unit = height.unit == HeightUnit::flight_levels ? HeightUnit::feet : height.unit,
                      .above = height.above};
}

std::string_view header_of(const HeightColumn& column) {
  const bool feet = column.unit == HeightUnit::feet;
  if (column.level) return "flight_level";
  if (column.unit == HeightUnit::kilometres) return column.above == Above::unsaid ? "altitude_km" : "";
  switch (column.above) {
    case Above::unsaid:
      return feet ? "altitude_ft" : "altitude_m";
    case Above::sea_level:
      return feet ? "altitude_ft_msl" : "altitude_m_msl";
    case Above::ellipsoid:
      return feet ? "altitude_ft_hae" : "altitude_m_hae";
    case Above::ground:
      return feet ? "altitude_ft_agl" : "altitude_m_agl";
    case Above::standard_pressure:
      break;
  }
  return "";  // no column is called so
}

void add_heights(std::vector<TableColumn>& columns, const Rows& rows) {
  if (!any(rows, has_height)) return;
  const bool in_words = any(
      rows, [](const Sighting& row) { return row.in_words != nullptr && !row.in_words->altitude.empty(); });
  const auto shared = in_words ? std::nullopt : common<HeightColumn>(rows, column_of);
  const std::string_view header = shared ? header_of(*shared) : "";
  if (header.empty()) {
    columns.push_back({"altitude", [](std::string& out, const Sighting& row) {
                         append_cell(out, row.printed().altitude.text);
                       }});
    return;
  }
  columns.push_back({std::string{header}, [](std::string& out, const Sighting& row) {
                       if (row.height) append_figure(out, *row.height);
                     }});
}

// ---- which rows ----

struct Window {
  std::optional<Instant> begin, end;
};

Window window_of(const incident::Incident& incident) {
  const TimeContext context{read_date(incident.date.text), incident.clock.text, std::nullopt, std::nullopt};
  const auto moment = [&](const incident::Text& printed) -> std::optional<Interval<Instant>> {
    if (printed.empty()) return std::nullopt;
    const TimeReadings read = read_time(printed.text, context);
    return read.readings.empty() ? std::nullopt : std::optional{read.readings.front().at};
  };
  const auto begin = moment(incident.window.begin), end = moment(incident.window.end);
  return {begin ? std::optional{begin->stated} : std::nullopt,
          end ? std::optional{end->stated} : std::nullopt};
}

bool same(const Sighting& a, const Sighting& b) {
  const bool same_words =
      a.in_words == b.in_words || (a.in_words && b.in_words && *a.in_words == *b.in_words);
  return a.time == b.time && a.position == b.position && a.polar == b.polar && a.height == b.height &&
         same_words;
}

// Drawn corners are passed in their order, whichever of them have a time, unless their times say otherwise.
bool in_order(const std::vector<Sighting>& sightings) {
  Maybe<Instant> last;
  for (const Sighting& sighting : sightings) {
    if (!sighting.time) continue;
    if (last && !(*last < *sighting.time)) return false;
    last = sighting.time;
  }
  return true;
}

class Chosen {
public:
  Chosen(const ImportedTrack& track, const Window& window) {
    const bool timed = std::any_of(track.sightings.begin(), track.sightings.end(),
                                   [](const Sighting& s) { return s.time.has_value(); });
    const bool drawn_in_order = track.kind == incident::TrackClaim::Kind::drawn && in_order(track.sightings);
    const bool placed = std::any_of(track.sightings.begin(), track.sightings.end(), is_said_place);
    for (const Sighting& sighting : track.sightings) {
      if (timed && !sighting.time && !drawn_in_order)
        ++untimed;
      else if (placed != is_said_place(sighting))
        ++unplaced;
      else if ((window.begin && sighting.time && *sighting.time < *window.begin) ||
               (window.end && sighting.time && *sighting.time > *window.end))
        ++outside;
      else
        rows.push_back(&sighting);
    }
    if (!timed || drawn_in_order) return;
    const auto earlier = [](const Sighting* a, const Sighting* b) { return *a->time < *b->time; };
    if (!std::is_sorted(rows.begin(), rows.end(), earlier))
      std::stable_sort(rows.begin(), rows.end(), earlier);
    const auto end = std::unique(rows.begin(), rows.end(),
                                 [](const Sighting* a, const Sighting* b) { return same(*a, *b); });
    repeated = static_cast<std::size_t>(rows.end() - end);
    rows.erase(end, rows.end());
  }
  Rows rows;
  std::size_t untimed = 0, unplaced = 0, outside = 0, repeated = 0;
};

// ---- names ----

class Names {
public:
  Names(const CaseWish& wish, const incident::Incident& incident)
      : files_{wish.taken.begin(), wish.taken.end()} {
    if (!wish.case_id.empty()) files_.insert(wish.case_id + ".textproto");
    const auto keep = [&](const auto& things) {
      for (const auto& thing : things) ids_.insert(thing.id.text);
    };
    keep(incident.aircraft), keep(incident.landmarks), keep(incident.events), keep(incident.borders),
        keep(incident.zones);
    keep(incident.sensors), keep(incident.parties), keep(incident.sources), keep(incident.questions),
        keep(incident.evidence);
    for (const incident::Narrative& narrative : incident.narratives) {
      ids_.insert(narrative.id);
      for (const incident::Statement& statement : narrative.statements) ids_.insert(statement.id.text);
    }
    for (const incident::Evidence& evidence : incident.evidence)
      for (const incident::Statement& statement : evidence.statements) ids_.insert(statement.id.text);
  }
  // "flight", or "flight-2" where that is a file or the beginning of a name that is there.
  std::string base(const std::string& wanted) {
    for (int n = 1;; ++n) {
      const std::string name = n == 1 ? wanted : wanted + "-" + std::to_string(n);
      const bool file = std::any_of(files_.begin(), files_.end(), [&](const std::string& taken) {
        return taken == name + ".textproto" || taken.starts_with("tracks/" + name + ".") ||
               taken.starts_with("tracks/" + name + "-");
      });
      if (!file && !ids_.contains(name) && !ids_.contains(name + "-account")) return name;
    }
  }
  std::string fresh(const std::string& wanted) {
    for (int n = 1;; ++n) {
      const std::string name = n == 1 ? wanted : wanted + "-" + std::to_string(n);
      if (ids_.insert(name).second) return name;
    }
  }

private:
  std::set<std::string> files_, ids_;
};

std::string sure_word(Sure sure) {
  switch (sure) {
    case Sure::stated:
      return "stated";
    case Sure::likely:
      return "likely";
    case Sure::guessed:
      return "guessed";
  }
  return "guessed";
}

// ---- the text ----

class Writer {
public:
  Writer(const Imported& imported, const CaseWish& wish, const incident::Incident& existing)
      : imported_{imported},
        wish_{wish},
        existing_{existing},
        names_{wish, existing},
        base_{names_.base(name_from(stem(wish.file_name)))} {}

  IntoCase write() {
    if (imported_.tracks.empty()) throw load::UnreadableFile{wish_.file_name + ": no row of it can be used"};
    source_ = names_.fresh(base_);
    const Window window = window_of(existing_);
    for (const ImportedTrack& track : imported_.tracks) add_track(track, window);
    if (claims_.empty())
      throw load::UnreadableFile{wish_.file_name + ": no row lies in the window of the case (" +
                                 existing_.window.begin.text + " to " + existing_.window.end.text +
                                 "); is it the day, and the clock?"};
    result_.files.push_back({base_ + ".textproto", case_text()});
    return std::move(result_);
  }

private:
  void say(const std::string& what) { result_.said.push_back(what); }

  void add_track(const ImportedTrack& track, const Window& window) {
    const Chosen chosen{track, window};
    const auto told = [&](std::size_t n, const char* why) {
      if (n > 0) say(track.name + ": " + grouped_count(n) + (n == 1 ? " row " : " rows ") + why);
    };
    told(chosen.untimed, "without a time left out of the case, as others have one");
    told(chosen.unplaced, "placed in another way than the others, left out of the case");
    told(chosen.outside, "outside of the case's window, left out of the case");
    told(chosen.repeated, "that repeat time and place, written once");
    if (chosen.rows.empty()) return;
    polar_ = polar_ || chosen.rows.front()->polar.has_value();
    if (polar_ && wish_.sensor.empty() && wish_.radar.empty())
      throw load::UnreadableFile{
          wish_.file_name +
          ": ranges and azimuths are counted from a radar; say where it stands (--radar \"35.4008 N 35.9489 "
          "E\") or which sensor of the case it is (--sensor)"};
    const std::string aircraft = aircraft_of(track);
    const std::string name = imported_.tracks.size() == 1 ? base_ : base_ + "-" + name_from(track.name);
    const std::size_t parts = (chosen.rows.size() + load::longest_list - 1) / load::longest_list;
    if (parts > 1)
      say(track.name + ": " + grouped_count(chosen.rows.size()) + " rows, cut into " + std::to_string(parts) +
          " files, as a track of a case has at most 100 000");
    for (std::size_t part = 0; part < parts; ++part) {
      const auto first = chosen.rows.begin() + static_cast<std::ptrdiff_t>(part * load::longest_list);
      const Rows rows(
          first, first + static_cast<std::ptrdiff_t>(
                             std::min(load::longest_list, chosen.rows.size() - part * load::longest_list)));
      add_rows(track, rows, names_file(parts == 1 ? name : name + "-" + std::to_string(part + 1)), aircraft);
    }
  }

  std::string names_file(const std::string& wanted) {
    std::string name = wanted;
    for (int n = 2; !files_.insert(name).second; ++n) name = wanted + "-" + std::to_string(n);
    return "tracks/" + name + ".csv";
  }

  void add_rows(const ImportedTrack& track, const Rows& rows, const std::string& file,
                const std::string& aircraft) {
    CaseFile table{file, track_table(rows)};
    claims_ += "    claim {\n      id: " + text(names_.fresh("track")) +
               "\n      aircraft: " + text(aircraft) + "\n";
    if (polar_) claims_ += "      sensor: " + text(sensor_id()) + "\n";
    claims_ += "      track { file: " + text(file) + " sha256: " + text(load::sha256(table.text)) +
               " kind: " + std::string{kind_word(track.kind)};
    if (any(rows, [](const Sighting& row) { return row.time.has_value(); })) claims_ += " clock: \"UTC\"";
    if (!imported_.datum.empty()) claims_ += " datum: " + text(imported_.datum);
    if (track.picture) claims_ += "\n" + picture_text(*track.picture) + "     ";
    claims_ += " }\n    }\n";
    const std::optional<geo::Position> radar = polar_ ? radar_position() : std::nullopt;
    for (const Sighting* row : rows) {
      if (row->position) places_.push_back(*row->position);
      // To find the borders about it, a slant range is as good as one on the ground.
      if (row->polar && radar)
        places_.push_back(geo::destination(*radar, row->polar->azimuth, row->polar->range));
      if (!row->time) continue;
      first_ = first_ ? std::min(*first_, *row->time) : *row->time;
      last_ = last_ ? std::max(*last_, *row->time) : *row->time;
    }
    result_.files.push_back(std::move(table));
  }

  static std::string picture_text(const incident::Picture& picture) {
    std::string out = "        picture {\n          file: " + text(picture.file.text) +
                      " sha256: " + text(picture.sha256.text) + "\n";
    if (!picture.pen.empty()) out += "          pen: " + text(picture.pen.text) + "\n";
    static constexpr std::array<std::string_view, 3> transforms{"SIMILARITY", "AFFINE", "PROJECTIVE"};
    if (picture.transform)
      out +=
          "          transform: " + std::string{transforms.at(static_cast<std::size_t>(*picture.transform))} +
          "\n";
    for (const incident::Picture::Control& control : picture.controls) {
      out += "          control { ";
      if (!control.name.empty()) out += "name: " + text(control.name.text) + " ";
      out += "pixel: " + text(control.pixel.text) + " position: " + text(control.position.text) + " }\n";
    }
    constexpr std::size_t in_a_line = 6;
    for (std::size_t i = 0; i < picture.border.size(); ++i)
      out += (i % in_a_line == 0 ? "          border: " : " border: ") + text(picture.border[i].text) +
             (i % in_a_line == in_a_line - 1 || i + 1 == picture.border.size() ? "\n" : "");
    for (const incident::Picture::Vertex& vertex : picture.vertices) {
      out += "          vertex {";
      for (const incident::Text& pixel : vertex.pixels) out += " pixel: " + text(pixel.text);
      out += " }\n";
    }
    return out + "        }\n";
  }

  [[nodiscard]] std::optional<geo::Position> radar_position() const {
    const incident::Sensor* sensor = find(existing_.sensors, wish_.sensor);
    const geo::PositionReadings read =
        geo::read_position(wish_.sensor.empty() || sensor == nullptr ? wish_.radar : sensor->position.text);
    return read.readings.empty() ? std::nullopt : std::optional{read.readings.front().position};
  }

  std::string sensor_id() {
    if (!wish_.sensor.empty()) {
      if (find(existing_.sensors, wish_.sensor) == nullptr)
        throw load::UnreadableFile{"the case has no sensor '" + wish_.sensor + "'"};
      return wish_.sensor;
    }
    if (sensor_.empty()) sensor_ = names_.fresh(base_ + "-radar");
    return sensor_;
  }

  std::string aircraft_of(const ImportedTrack& track) {
    if (!wish_.aircraft.empty()) {
      if (find(existing_.aircraft, wish_.aircraft) != nullptr) return wish_.aircraft;
      if (made_.contains(wish_.aircraft)) return wish_.aircraft;
      if (!existing_.aircraft.empty())
        throw load::UnreadableFile{"the case has no aircraft '" + wish_.aircraft + "'"};
      if (name_from(wish_.aircraft) != wish_.aircraft)
        throw load::UnreadableFile{"'" + wish_.aircraft + "' is not a name: lower case, digits, hyphens"};
    }
    const std::string wanted = !wish_.aircraft.empty()   ? wish_.aircraft
                               : !track.callsign.empty() ? name_from(track.callsign)
                               : track.name == "track"   ? base_ + "-aircraft"
                                                         : name_from(track.name);
    const std::string id = names_.fresh(wanted);
    made_.insert(id);
    std::string name;
    for (const std::string* part : {&track.callsign, &track.registration, &track.type, &track.address})
      if (!part->empty()) name += (name.empty() ? "" : ", ") + *part;
    aircraft_ += "aircraft { id: " + text(id) + " name: " + text(name.empty() ? track.name : name);
    if (!track.type.empty()) aircraft_ += " type: " + text(track.type);
    aircraft_ += made_.size() == 1 && existing_.aircraft.empty() ? " role: TARGET }\n" : " }\n";
    if (!existing_.aircraft.empty())
      say("the track is of a new aircraft '" + id + "'; if it is one of the case's, say so with --aircraft");
    return id;
  }

  std::string case_text() {
    std::string out =
        "# proto-file: recon/v1/incident.proto\n# proto-message: recon.v1.Incident\n#\n# Written by recon "
        "import; change what is wrong.\n\n";
    if (!wish_.case_id.empty()) out += "title: " + text("Track of " + wish_.file_name) + "\n";
    out += frame_text();
    out += "source { id: " + text(source_) + " kind: " +
           (pictured()                ? "MAP_PICTURE"
            : imported_.datum.empty() ? "REPORT"  // sensors and data sets print WGS 84; here nobody says so
            : drawn()                 ? "DATASET"
                                      : "SENSOR_DATA") +
           " title: " + text(wish_.file_name + " (" + imported_.format + ")") +
           " sha256: " + text(wish_.sha256) + " }\n";
    out += aircraft_;
    if (!sensor_.empty())
      out += "sensor { id: " + text(sensor_) + " title: " + text("radar of " + wish_.file_name) +
             " kind: RADAR position: " + text(wish_.radar) + " }\n";
    out += "\n" + account_text() + "\n";
    for (const std::string& sentence : account(imported_))
      out += "note: " + text(base_ + ": " + sentence) + "\n";
    const bool begun_here = !wish_.case_id.empty() && !made_.empty();
    const Surroundings around = begun_here ? surroundings(places_) : Surroundings{};
    if (begun_here && around.borders.empty())
      say("no border of the library is within 50 km, so that nothing is asked: add one (recon border add) "
          "and ask as "
          "the end of " +
          base_ + ".textproto shows");
    for (const std::string& sentence : result_.said) out += "note: " + text(base_ + ": " + sentence) + "\n";
    if (begun_here) out += surroundings_text(around, *made_.begin());
    return out;
  }

  [[nodiscard]] bool drawn() const {
    return std::all_of(imported_.tracks.begin(), imported_.tracks.end(),
                       [](const ImportedTrack& track) { return track.kind == Kind::drawn; });
  }

  [[nodiscard]] bool pictured() const {
    return std::any_of(imported_.tracks.begin(), imported_.tracks.end(),
                       [](const ImportedTrack& track) { return track.picture.has_value(); });
  }

  // What the case does not say yet.
  std::string frame_text() {
    if (!first_) return "";
    std::string out;
    if (existing_.date.empty()) out += "date: " + text(printed_utc({*first_, 0}).substr(0, 10)) + "\n";
    if (existing_.clock.empty()) out += "clock: \"UTC\"\n";
    if (existing_.window.begin.empty() && existing_.window.end.empty())
      out +=
          "window { begin: " +
          text(
              printed_utc({std::chrono::floor<std::chrono::minutes>(*first_) - std::chrono::minutes{1}, -1}) +
              " UTC") +
          " end: " +
          text(printed_utc({std::chrono::ceil<std::chrono::minutes>(*last_) + std::chrono::minutes{1}, -1}) +
               " UTC") +
          " }\n";
    return out;
  }

  std::string statement_text() {
    std::string out = "  statement {\n    id: " + text(names_.fresh(base_ + "-track")) +
                      "\n    source: " + text(source_) + "\n    shows: " +
                      text("the " + std::string{imported_.tracks.size() == 1 ? "track" : "tracks"} + " of " +
                           wish_.file_name + ", read by recon import") +
                      "\n";
    if (!wish_.supersedes.empty()) out += "    supersedes: " + text(wish_.supersedes) + "\n";
    return out + claims_ + "  }\n";
  }

  std::string account_text() {
    if (!wish_.case_id.empty()) {
      // A case needs an account to ask: the file itself speaks.
      std::string out = "party { id: " + text(base_) + " name: " + text(wish_.file_name) + " }\n";
      return out + "narrative {\n  party: " + text(base_) +
             "\n  title: " + text("Track of " + wish_.file_name) + "\n" + statement_text() + "}\n";
    }
    const std::string corrected =
        wish_.supersedes.empty() ? "" : "takes the place of '" + wish_.supersedes + "'";
    if (wish_.narrative.empty()) {
      say(!corrected.empty()
              ? "the track " + corrected + " where that is evidence"
              : "the track is evidence that no account owns; an account builds on it with takes: \"" + base_ +
                    "-track\"");
      return "evidence {\n  id: " + text(base_) + "\n  title: " + text("Track of " + wish_.file_name) + "\n" +
             statement_text() + "}\n";
    }
    std::string party = wish_.narrative;
    if (const auto* narrative = incident::find_narrative(existing_, wish_.narrative))
      party = narrative->party.text;
    if (find(existing_.parties, party) == nullptr)
      throw load::UnreadableFile{"the case has no narrative or party '" + wish_.narrative + "'"};
    const std::string id = names_.fresh(base_ + "-account");
    say(!corrected.empty() && speaks(party, wish_.supersedes)
            ? "the track " + corrected + " in the account of " + party
            : "the track is an account of its own, '" + id + "', of " + party);
    return "narrative {\n  id: " + text(id) + "\n  party: " + text(party) +
           "\n  title: " + text("Track of " + wish_.file_name) + "\n" + statement_text() + "}\n";
  }

  [[nodiscard]] bool speaks(const std::string& party, const std::string& statement) const {
    return std::ranges::any_of(existing_.narratives, [&](const incident::Narrative& narrative) {
      return narrative.party.text == party && std::ranges::any_of(narrative.statements, [&](const auto& own) {
               return own.id.text == statement;
             });
    });
  }

  const Imported& imported_;
  const CaseWish& wish_;
  const incident::Incident& existing_;
  Names names_;
  std::string base_, source_, sensor_, claims_, aircraft_;
  std::set<std::string> made_, files_;
  std::vector<geo::Position> places_;
  std::optional<Instant> first_, last_;
  bool polar_ = false;
  IntoCase result_;
};

std::string listed(const std::vector<std::size_t>& places, std::size_t count) {
  std::string out;
  for (const std::size_t place : places) out += (out.empty() ? "" : ", ") + std::to_string(place);
  return out + (count > places.size() ? ", …" : "");
}

}  // namespace

namespace {

// What the datum of the positions is, and how good the way from it to WGS 84.
std::string datum_words(const Imported& imported) {
  const bool placed =
      std::any_of(imported.tracks.begin(), imported.tracks.end(), [](const ImportedTrack& track) {
        return std::any_of(track.sightings.begin(), track.sightings.end(),
                           [](const Sighting& sighting) { return sighting.position.has_value(); });
      });
  if (!placed) return "";
  if (imported.datum.empty())
    return "the datum of the positions is not said; every one in use there is a reading";
  const auto datum = geo::datum(imported.datum);
  if (!datum || datum->operation.empty()) return "";
  const bool beyond =
      std::any_of(imported.tracks.begin(), imported.tracks.end(), [&](const ImportedTrack& track) {
        return std::any_of(track.sightings.begin(), track.sightings.end(), [&](const Sighting& sighting) {
          return sighting.position && !geo::used_at(*datum, *sighting.position);
        });
      });
  const std::string accuracy = grouped(in_metres(datum->accuracy), in_metres(datum->accuracy) < 10.0 ? 1 : 0);
  return "positions are on " + std::string{datum->name} + "; the way to WGS 84, " +
         std::string{datum->operation} + ", is good to " + accuracy + " m (95 %)" +
         (beyond ? ", and some positions are outside of the area it is meant for" : "");
}

}  // namespace

std::string track_table(const std::vector<const Sighting*>& rows) {
  std::vector<TableColumn> columns;
  if (any(rows, [](const Sighting& row) { return row.time || row.time_of_day; }))
    columns.push_back({"time_utc", append_time});
  add_places(columns, rows);
  add_heights(columns, rows);
  if (any(rows, [](const Sighting& row) { return row.accuracy.has_value(); }))
    columns.push_back({"accuracy_m", [](std::string& out, const Sighting& row) {
                         if (row.accuracy) append_radius(out, *row.accuracy);
                       }});
  if (any(rows, [](const Sighting& row) { return row.accuracy && row.ellipse; }))
    columns.push_back({"accuracy_minor_m,accuracy_axis_deg", [](std::string& out, const Sighting& row) {
                         const bool there = row.accuracy && row.ellipse;
                         if (there) append_radius(out, row.ellipse->minor);
                         out += ',';
                         if (there) append_number(out, in_degrees(row.ellipse->axis), 1);
                       }});
  std::string out;
  for (const TableColumn& column : columns) out += (out.empty() ? "" : ",") + column.header;
  out += '\n';
  for (const Sighting* row : rows) {
    bool first = true;
    for (const TableColumn& column : columns) {
      if (!first) out += ',';
      first = false;
      column.append(out, *row);
    }
    out += '\n';
  }
  return out;
}

std::vector<std::string> account(const Imported& imported) {
  const Honesty& honesty = imported.honesty;
  std::vector<std::string> sentences;
  sentences.push_back(imported.format + ": " + grouped_count(honesty.rows) +
                      (honesty.rows == 1 ? " row" : " rows") + " read, " + grouped_count(honesty.used) +
                      " used, in " + grouped_count(imported.tracks.size()) +
                      (imported.tracks.size() == 1 ? " track" : " tracks"));
  for (const Honesty::Skipped& skipped : honesty.skipped)
    sentences.push_back("not used: " + grouped_count(skipped.count) + ", " + skipped.reason + " (" +
                        std::string{honesty.counted_in} + (skipped.count == 1 ? " " : "s ") +
                        listed(skipped.places, skipped.count) + ")");
  for (const Honesty::Assumed& assumed : honesty.assumed)
    sentences.push_back(assumed.what + ": " + sure_word(assumed.sure) + ", " + assumed.because);
  if (const std::string words = datum_words(imported); !words.empty()) sentences.push_back(words);
  for (const std::string& noticed : honesty.noticed) sentences.push_back(noticed);
  return sentences;
}

IntoCase into_case(const Imported& imported, const CaseWish& wish, const incident::Incident& existing) {
  return Writer{imported, wish, existing}.write();
}

}  // namespace recon::exchange
