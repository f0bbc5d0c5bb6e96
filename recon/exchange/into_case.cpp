// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/into_case.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/surroundings.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/units/printed_number.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Kind = incident::TrackClaim::Kind;
using Sure = Honesty::Assumed::Sure;
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

/// A column whose figures share one ending goes by that unit, and its cells are numbers.
struct Ending {
  std::string_view text, header;
};
constexpr std::array<Ending, 10> height_endings{{{" ft above mean sea level", "altitude_ft_msl"},
                                                 {" m above mean sea level", "altitude_m_msl"},
                                                 {" ft above the ellipsoid", "altitude_ft_hae"},
                                                 {" m above the ellipsoid", "altitude_m_hae"},
                                                 {" ft above ground", "altitude_ft_agl"},
                                                 {" m above ground", "altitude_m_agl"},
                                                 {" ft", "altitude_ft"},
                                                 {" m", "altitude_m"},
                                                 {" km", "altitude_km"},
                                                 {"", ""}}};
constexpr std::array<Ending, 3> range_endings{{{" NM", "range_nm"}, {" km", "range_km"}, {" m", "range_m"}}};
constexpr std::array<Ending, 3> azimuth_endings{
    {{"°", "azimuth_deg"}, {" mils", "azimuth_mils6400"}, {" thousandths", "azimuth_mils6000"}}};
constexpr std::array<Ending, 1> accuracy_endings{{{" m", "accuracy_m"}}};

bool is_number(std::string_view digits) { return number(digits).has_value(); }

template <class Member, std::size_t n>
const Ending* common_ending(const Rows& rows, Member member, const std::array<Ending, n>& endings) {
  for (const Ending& ending : endings) {
    if (ending.text.empty()) continue;
    const bool all = std::all_of(rows.begin(), rows.end(), [&](const Sighting* row) {
      const std::string_view figure = (row->printed.*member).text;
      return figure.empty() || (figure.ends_with(ending.text) &&
                                is_number(figure.substr(0, figure.size() - ending.text.size())));
    });
    if (all) return &ending;
  }
  return nullptr;
}

using FixText = incident::Text incident::Fix::*;

bool any(const Rows& rows, FixText member) {
  return std::any_of(rows.begin(), rows.end(),
                     [=](const Sighting* row) { return !(row->printed.*member).empty(); });
}

std::string cell(std::string_view figure) {
  if (figure.find_first_of(",\"\n") == std::string_view::npos) return std::string{figure};
  std::string quoted_cell = "\"";
  for (const char c : figure) {
    if (c == '"') quoted_cell += '"';
    quoted_cell += c;
  }
  return quoted_cell + '"';
}

// "35.8312 N 36.1890 W" as two signed numbers, or nothing when it is written in another way.
std::optional<std::pair<std::string, std::string>> signed_degrees(std::string_view position) {
  const auto take = [&](std::string_view letters) -> std::optional<std::string> {
    const std::size_t space = position.find(' ');
    if (space == std::string_view::npos || space + 1 >= position.size()) return std::nullopt;
    const std::string_view digits = position.substr(0, space);
    const char letter = position[space + 1];
    if (letters.find(letter) == std::string_view::npos ||
        digits.find_first_not_of("0123456789.") != std::string_view::npos)
      return std::nullopt;
    position.remove_prefix(std::min(position.size(), space + 3));
    return (letter == letters[1] ? "-" : "") + std::string{digits};
  };
  auto north = take("NS");
  auto east = north ? take("EW") : std::nullopt;
  if (!north || !east || !position.empty()) return std::nullopt;
  return std::pair{*north, *east};
}

struct TableColumn {
  std::string header;
  std::function<std::string(const Sighting&)> figure;
};

template <std::size_t n>
void add_figures(std::vector<TableColumn>& columns, const Rows& rows, FixText member, std::string_view plain,
                 const std::array<Ending, n>& endings) {
  if (!any(rows, member)) return;
  const Ending* ending = common_ending(rows, member, endings);
  const std::size_t cut = ending == nullptr ? 0 : ending->text.size();
  columns.push_back({std::string{ending == nullptr ? plain : ending->header}, [=](const Sighting& row) {
                       const std::string& figure = (row.printed.*member).text;
                       return figure.empty() ? std::string{} : cell(figure.substr(0, figure.size() - cut));
                     }});
}

void add_places(std::vector<TableColumn>& columns, const Rows& rows) {
  if (any(rows, &incident::Fix::pixel)) {
    columns.push_back({"column,row", [](const Sighting& row) {
                         std::string pixel = row.printed.pixel.text;
                         std::replace(pixel.begin(), pixel.end(), ' ', ',');
                         return pixel;
                       }});
    return;
  }
  if (!any(rows, &incident::Fix::position)) {
    add_figures(columns, rows, &incident::Fix::range, "range", range_endings);
    add_figures(columns, rows, &incident::Fix::azimuth, "azimuth", azimuth_endings);
    return;
  }
  const bool in_degrees = std::all_of(rows.begin(), rows.end(), [](const Sighting* row) {
    return row->printed.position.empty() || signed_degrees(row->printed.position.text).has_value();
  });
  if (!in_degrees) {
    columns.push_back({"position", [](const Sighting& row) { return cell(row.printed.position.text); }});
    return;
  }
  columns.push_back({"latitude,longitude", [](const Sighting& row) {
                       const auto both = signed_degrees(row.printed.position.text);
                       return both ? both->first + "," + both->second : std::string{","};
                     }});
}

void add_heights(std::vector<TableColumn>& columns, const Rows& rows) {
  const bool levels =
      any(rows, &incident::Fix::altitude) && std::all_of(rows.begin(), rows.end(), [](const Sighting* row) {
        const std::string& figure = row->printed.altitude.text;
        return figure.empty() || (figure.starts_with("FL") && is_number(figure.substr(2)));
      });
  if (!levels) return add_figures(columns, rows, &incident::Fix::altitude, "altitude", height_endings);
  columns.push_back({"flight_level", [](const Sighting& row) {
                       const std::string& figure = row.printed.altitude.text;
                       return figure.empty() ? std::string{} : figure.substr(2);
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
  return a.time == b.time && a.printed.position == b.printed.position && a.printed.range == b.printed.range &&
         a.printed.azimuth == b.printed.azimuth && a.printed.pixel == b.printed.pixel &&
         a.printed.altitude == b.printed.altitude;
}

class Chosen {
public:
  Chosen(const ImportedTrack& track, const Window& window) {
    const bool timed = std::any_of(track.sightings.begin(), track.sightings.end(),
                                   [](const Sighting& s) { return s.time.has_value(); });
    const bool placed = std::any_of(track.sightings.begin(), track.sightings.end(),
                                    [](const Sighting& s) { return !s.printed.position.empty(); });
    for (const Sighting& sighting : track.sightings) {
      if (timed && !sighting.time)
        ++untimed;
      else if (placed == sighting.printed.position.empty())
        ++unplaced;
      else if ((window.begin && sighting.time && *sighting.time < *window.begin) ||
               (window.end && sighting.time && *sighting.time > *window.end))
        ++outside;
      else
        rows.push_back(&sighting);
    }
    if (!timed) return;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Sighting* a, const Sighting* b) { return *a->time < *b->time; });
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
    polar_ = polar_ || !chosen.rows.front()->printed.range.empty();
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
    if (rows.front()->time) claims_ += " clock: \"UTC\"";
    if (!imported_.datum.empty()) claims_ += " datum: " + text(imported_.datum);
    if (track.picture) claims_ += "\n" + picture_text(*track.picture) + "     ";
    claims_ += " }\n    }\n";
    for (const Sighting* row : rows) {
      if (row->position) places_.push_back(*row->position);
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
    return out + "        }\n";
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
           (pictured() ? "MAP_PICTURE"
            : drawn()  ? "DATASET"
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
    for (const std::string& sentence : result_.said) out += "note: " + text(base_ + ": " + sentence) + "\n";
    if (!wish_.case_id.empty() && !made_.empty())
      out += surroundings_text(surroundings(places_), *made_.begin());
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
    return out + claims_ + "  }\n";
  }

  std::string account_text() {
    if (!wish_.case_id.empty()) {
      // A case needs an account to ask: the file itself speaks.
      std::string out = "party { id: " + text(base_) + " name: " + text(wish_.file_name) + " }\n";
      return out + "narrative {\n  party: " + text(base_) +
             "\n  title: " + text("Track of " + wish_.file_name) + "\n" + statement_text() + "}\n";
    }
    if (wish_.narrative.empty()) {
      say("the track is evidence that no account owns; an account builds on it with takes: \"" + base_ +
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
    say("the track is an account of its own, '" + id + "', of " + party);
    return "narrative {\n  id: " + text(id) + "\n  party: " + text(party) +
           "\n  title: " + text("Track of " + wish_.file_name) + "\n" + statement_text() + "}\n";
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

std::string track_table(const std::vector<const Sighting*>& rows) {
  std::vector<TableColumn> columns;
  if (any(rows, &incident::Fix::time))
    columns.push_back({"time_utc", [](const Sighting& row) { return cell(row.printed.time.text); }});
  add_places(columns, rows);
  add_heights(columns, rows);
  add_figures(columns, rows, &incident::Fix::accuracy, "accuracy", accuracy_endings);
  std::string out;
  for (const TableColumn& column : columns) out += (out.empty() ? "" : ",") + column.header;
  out += '\n';
  for (const Sighting* row : rows) {
    bool first = true;
    for (const TableColumn& column : columns) {
      if (!first) out += ',';
      first = false;
      out += column.figure(*row);
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
    sentences.push_back("not used: " + grouped_count(skipped.count) + ", " + skipped.reason + " (at " +
                        listed(skipped.places, skipped.count) + ")");
  for (const Honesty::Assumed& assumed : honesty.assumed)
    sentences.push_back(assumed.what + ": " + sure_word(assumed.sure) + ", " + assumed.because);
  if (imported.datum.empty())
    sentences.emplace_back("the datum of the positions is not said; every one in use there is a reading");
  for (const std::string& noticed : honesty.noticed) sentences.push_back(noticed);
  return sentences;
}

IntoCase into_case(const Imported& imported, const CaseWish& wish, const incident::Incident& existing) {
  return Writer{imported, wish, existing}.write();
}

}  // namespace recon::exchange
