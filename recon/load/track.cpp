// SPDX-License-Identifier: Apache-2.0
#include "recon/load/track.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include <csv.h>

#include "recon/load/bytes.hpp"

namespace recon::load {

namespace {

using incident::Fix;
using incident::Place;
using incident::Severity;
using incident::Text;

constexpr int track_rule = 23;
constexpr std::uintmax_t largest_picture = 256U << 20U;

struct Row {
  std::vector<Text> cells;
  Place place;
};

// ---- a file into rows ----

// The header decides: the separator that occurs most in it.
char separator_of(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
  return *std::max_element(std::begin(",;\t"), std::end(",;\t") - 1,
                           [&](char a, char b) { return count(a) < count(b); });
}

// libcsv tells cells, not where they stand: fed byte by byte, it tells a cell at the byte that ends it.
class Table {
public:
  Table(const TextFile& file, char separator) : file_{file} {
    csv_init(&parser_, 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    if (separator == '\t')
      csv_set_space_func(&parser_, [](unsigned char c) { return static_cast<int>(c == CSV_SPACE); });
  }
  ~Table() { csv_free(&parser_); }
  Table(const Table&) = delete;
  Table(Table&&) = delete;
  Table& operator=(const Table&) = delete;
  Table& operator=(Table&&) = delete;

  // False when a quoted cell is never closed.
  bool read(const std::function<bool(const Row&)>& on_row) {
    on_row_ = &on_row;
    const std::string_view text = file_.text();
    for (at_ = 0; at_ < text.size() && going_; ++at_) {
      const bool blank = text[at_] == ' ' || text[at_] == '\r' || text[at_] == '\n';
      if (!cell_begin_ && !blank) cell_begin_ = at_;
      csv_parse(&parser_, &text[at_], 1, cell, row, this);
    }
    const bool open = parser_.quoted != 0 && parser_.pstate == in_cell;
    csv_fini(&parser_, cell, row, this);
    return !open;
  }
  [[nodiscard]] Place last_place() const { return file_.place(last_begin_); }

private:
  static constexpr int in_cell = 2;  // FIELD_BEGUN of libcsv.c

  static void cell(void* characters, std::size_t size, void* self) {
    static_cast<Table*>(self)->take_cell({static_cast<const char*>(characters), size});
  }
  static void row(int /*terminator*/, void* self) { static_cast<Table*>(self)->take_row(); }

  void take_cell(std::string_view characters) {
    last_begin_ = std::min(cell_begin_.value_or(at_), at_);
    cell_begin_.reset();
    row_.cells.push_back({.text = std::string{characters}, .place = file_.place(last_begin_)});
  }
  void take_row() {
    row_.place = row_.cells.front().place;
    if (going_) going_ = (*on_row_)(row_);
    row_.cells.clear();
    cell_begin_.reset();
  }

  const TextFile& file_;
  csv_parser parser_{};
  const std::function<bool(const Row&)>* on_row_ = nullptr;
  Row row_;
  std::size_t at_ = 0, last_begin_ = 0;
  std::optional<std::size_t> cell_begin_;
  bool going_ = true;
};

// ---- the header ----

enum class Column {
  time,
  latitude,
  longitude,
  position,
  altitude,
  level,
  accuracy,
  minor,
  axis,
  range,
  azimuth,
  elevation,
  column,
  row,
  other
};

struct Header {
  Column column = Column::other;
  std::string before, unit;  // joined to every figure below
  std::string trouble;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// "altitude_ft", "Altitude (ft)", "alt [ft]" -> "altitude", "ft"
std::vector<std::string> words_of(const std::string& typed) {
  std::vector<std::string> words{""};
  for (const char c : lower(typed)) {
    if (std::string_view{"_ ()[]"}.find(c) == std::string_view::npos)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.size() > 1 && words.back().empty()) words.pop_back();
  return words;
}

std::string joined(std::span<const std::string> words, std::string_view between) {
  std::string all;
  for (const std::string& word : words) all.append(all.empty() ? "" : between).append(word);
  return all;
}

struct Named {
  Column column;
  std::span<const std::string> rest;
};

// The longest name that the words begin with: "flight level", then "time".
std::optional<Named> named(std::span<const std::string> words) {
  static const std::map<std::string, Column, std::less<>> names{
      {"time", Column::time},          {"latitude", Column::latitude},
      {"lat", Column::latitude},       {"longitude", Column::longitude},
      {"lon", Column::longitude},      {"long", Column::longitude},
      {"lng", Column::longitude},      {"position", Column::position},
      {"altitude", Column::altitude},  {"alt", Column::altitude},
      {"height", Column::altitude},    {"flight level", Column::level},
      {"fl", Column::level},           {"mode c", Column::level},
      {"accuracy", Column::accuracy},  {"accuracy minor", Column::minor},
      {"accuracy axis", Column::axis}, {"range", Column::range},
      {"slant range", Column::range},  {"rho", Column::range},
      {"azimuth", Column::azimuth},    {"bearing", Column::azimuth},
      {"theta", Column::azimuth},      {"elevation", Column::elevation},
      {"column", Column::column},      {"row", Column::row}};
  for (const std::size_t length : {2U, 1U}) {
    if (words.size() < length) continue;
    const auto found = names.find(joined(words.first(length), " "));
    if (found != names.end()) return Named{found->second, words.subspan(length)};
  }
  return std::nullopt;
}

// "azimuth_mils6000_magnetic": how a circle is divided, and what it is counted from.
Header azimuth_header(std::span<const std::string> words) {
  Header header{.column = Column::azimuth};
  std::string unit = "deg", north;
  for (const std::string& word : words) {
    if (word == "deg" || word == "degrees" || word == "°")
      unit = "deg";
    else if (word == "mils6400")
      unit = "nato mils";
    else if (word == "mils6000" || word == "thousandths")
      unit = "thousandths";
    else if (word == "mil" || word == "mils")
      header.trouble = "6 400 or 6 000 mils to the circle? call it azimuth_mils6400 or azimuth_mils6000";
    else if (word == "true" || word == "magnetic" || word == "mag")
      north = " " + word;
    else
      header.trouble = "'" + word + "' is no way to count azimuths: deg, mils6400, mils6000; true, magnetic";
  }
  header.unit = unit + north;
  return header;
}

// Elevations of a sight, and the direction of an ellipse.
Header degrees_header(Column column, std::span<const std::string> words) {
  Header header{.column = column, .unit = "deg"};
  for (const std::string& word : words)
    if (word != "deg" && word != "degrees" && word != "°")
      header.trouble = "'" + word + "' is no unit of this angle: deg";
  return header;
}

// Flight levels and Mode C are hundreds of feet at standard pressure, unless the header names a unit.
Header level_header(std::span<const std::string> words) {
  if (words.empty()) return {.column = Column::level, .before = "FL"};
  return {.column = Column::level, .unit = joined(words, " ") + " at standard pressure"};
}

Header header_from(const std::string& typed) {
  const std::vector<std::string> words = words_of(typed);
  const auto known = named(words);
  if (!known) return {};
  const auto& [column, rest] = *known;
  if (column == Column::azimuth) return azimuth_header(rest);
  if (column == Column::level) return level_header(rest);
  if (column == Column::axis) return degrees_header(column, rest);
  // Beside positions an elevation is a height of the ground or of a map: no column of a track.
  if (column == Column::elevation && !rest.empty() && (rest[0] == "m" || rest[0] == "ft")) return {};
  if (column == Column::elevation) return degrees_header(column, rest);
  std::string unit = joined(rest, column == Column::altitude ? " " : "");
  const bool degrees = column == Column::latitude || column == Column::longitude;
  if (degrees && (unit == "deg" || unit == "degrees")) unit.clear();
  // Clocks of the world are written in capitals.
  if (column == Column::time)
    std::transform(unit.begin(), unit.end(), unit.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return {.column = column, .unit = unit};
}

// ---- rows into fixes ----

bool is_decimal(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("+-");
  if (digits > 1) return false;  // several signs, or nothing else
  const std::string_view rest = text.substr(digits);
  return rest.find_first_not_of("0123456789.,") == std::string_view::npos &&
         std::count_if(rest.begin(), rest.end(), [](char c) { return c == '.' || c == ','; }) <= 1 &&
         rest.find_first_of("0123456789") != std::string_view::npos;
}

bool has_letter_of(std::string_view text, std::string_view letters) {
  return text.find_first_of(letters) != std::string_view::npos;
}

// "-36.1" -> "36.1 W"; a cell with its own letter stays; nullopt for anything else.
std::optional<std::string> with_letter(const std::string& cell, char positive, char negative) {
  if (has_letter_of(cell, std::string{positive, negative})) return cell;
  if (!is_decimal(cell)) return std::nullopt;
  const bool minus = cell.front() == '-';
  const bool sign = minus || cell.front() == '+';
  return cell.substr(sign ? 1 : 0) + " " + (minus ? negative : positive);
}

class TrackReader {
public:
  explicit TrackReader(TrackRows& rows) : rows_{rows} {}

  bool take(const Row& row) {
    if (headers_.empty()) return take_header(row);
    if (row.cells.size() != headers_.size()) {
      wrong(row.place, std::to_string(row.cells.size()) + " cells in this row, " +
                           std::to_string(headers_.size()) + " in the header");
      return true;
    }
    if (rows_.fixes.size() >= longest_list) {
      report(rows_.problems, row.place, "more than 100 000 fixes; reading ends here", 31);
      return false;
    }
    if (std::optional<Fix> fix = fix_from(row)) rows_.fixes.push_back(std::move(*fix));
    return true;
  }
  [[nodiscard]] bool had_header() const { return !headers_.empty(); }

private:
  bool take_header(const Row& row) {
    for (const Text& cell : row.cells) {
      headers_.push_back(header_from(cell.text));
      const Header& header = headers_.back();
      if (!header.trouble.empty()) return wrong(cell.place, header.trouble);
      if (header.column == Column::other)
        not_read(cell);
      else if (!columns_.emplace(header.column, headers_.size() - 1).second)
        return wrong(cell.place, "a second column of this kind: '" + cell.text + "'");
    }
    const auto has = [&](Column column) { return columns_.contains(column); };
    const bool position = has(Column::position), latitude = has(Column::latitude),
               longitude = has(Column::longitude);
    if (position ? !latitude && !longitude : latitude && longitude) {
      for (const Column instead :
           {Column::range, Column::azimuth, Column::elevation, Column::column, Column::row})
        if (has(instead)) not_read(row.cells[columns_[instead]]), columns_.erase(instead);
      return true;
    }
    if (!position && !latitude && !longitude && has(Column::range) && has(Column::azimuth)) return true;
    if (!position && !latitude && !longitude && has(Column::column) && has(Column::row)) return true;
    return wrong(
        row.place,
        "a track's first row names its columns: time, latitude, longitude (or position, or range and "
        "azimuth, or column and row of a picture), altitude, accuracy");
  }
  void not_read(const Text& cell) {
    report(rows_.problems, cell.place, "column '" + cell.text + "' is not read", track_rule, Severity::note);
  }

  std::optional<Fix> fix_from(const Row& row) {
    Fix fix;
    fix.place = row.place;
    fix.time = figure(row, Column::time);
    fix.altitude = figure(row, Column::altitude);
    if (fix.altitude.empty()) fix.altitude = figure(row, Column::level);
    fix.accuracy = figure(row, Column::accuracy);
    if (!fix.accuracy.empty()) {
      fix.accuracy_minor = figure(row, Column::minor);
      fix.accuracy_axis = figure(row, Column::axis);
      if (fix.accuracy_minor.empty() != fix.accuracy_axis.empty()) {
        wrong(row.place, "half of an ellipse in this row: accuracy_minor and accuracy_axis go together");
        return std::nullopt;
      }
    }
    if (columns_.contains(Column::range)) return polar(row, std::move(fix));
    if (columns_.contains(Column::column)) return drawn(row, std::move(fix));
    fix.position = columns_.contains(Column::position) ? cell(row, Column::position) : coordinates(row);
    if (fix.position.empty()) {
      if (!told_) wrong(row.place, "no position in this row");
      told_ = false;
      return std::nullopt;
    }
    return fix;
  }

  std::optional<Fix> polar(const Row& row, Fix fix) {
    fix.range = figure(row, Column::range);
    fix.azimuth = figure(row, Column::azimuth);
    fix.elevation = figure(row, Column::elevation);
    if (!fix.range.empty() && !fix.azimuth.empty()) return fix;
    wrong(row.place, std::string{"no "} + (fix.range.empty() ? "range" : "azimuth") + " in this row");
    return std::nullopt;
  }

  std::optional<Fix> drawn(const Row& row, Fix fix) {
    const Text column = cell(row, Column::column), line = cell(row, Column::row);
    fix.pixel = {.text = column.text + " " + line.text, .place = column.place};
    if (!column.empty() && !line.empty()) return fix;
    wrong(row.place,
          std::string{"no "} + (column.empty() ? "column" : "row") + " of the picture in this row");
    return std::nullopt;
  }

  Text cell(const Row& row, Column column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || row.cells[found->second].empty() ? Text{} : row.cells[found->second];
  }

  Text figure(const Row& row, Column column) const {
    Text text = cell(row, column);
    if (text.empty()) return text;
    const Header& header = headers_[columns_.at(column)];
    // A cell may carry its own: "FL210" in a column of levels, "12.3 NM" in one of ranges has no header's.
    if (!header.before.empty() && std::isdigit(static_cast<unsigned char>(text.text.front())) != 0)
      text.text.insert(0, header.before);
    if (!header.unit.empty()) text.text += " " + header.unit;
    return text;
  }

  Text coordinates(const Row& row) {
    const Text latitude = cell(row, Column::latitude), longitude = cell(row, Column::longitude);
    if (latitude.empty() && longitude.empty()) return {};
    const auto north = coordinate(row, latitude, "latitude", 'N', 'S'),
               east = coordinate(row, longitude, "longitude", 'E', 'W');
    if (!north || !east) return {};
    return {.text = *north + " " + *east, .place = latitude.place};
  }

  std::optional<std::string> coordinate(const Row& row, const Text& cell, const std::string& name,
                                        char positive, char negative) {
    if (cell.empty())
      wrong(row.place, "no " + name + " in this row");
    else if (auto text = with_letter(cell.text, positive, negative))
      return text;
    else
      wrong(cell.place, "\"" + cell.text + "\" is not a " + name + "; write degrees, as in 35.8077");
    told_ = true;
    return std::nullopt;
  }

  bool wrong(const Place& place, const std::string& what) {
    report(rows_.problems, place, what, track_rule);
    return false;
  }

  TrackRows& rows_;
  std::vector<Header> headers_;
  std::map<Column, std::size_t> columns_;
  bool told_ = false;
};

// ---- every claim that names a track file ----

template <class Visit>
void for_each_track(incident::Incident& incident, Visit visit) {
  const auto in_claim = [&](incident::Claim& claim) {
    if (auto* track = std::get_if<incident::TrackClaim>(&claim.assertion)) visit(*track, claim.place);
  };
  const auto in_statements = [&](std::vector<incident::Statement>& statements) {
    for (incident::Statement& statement : statements)
      for (incident::Claim& claim : statement.claims) in_claim(claim);
  };
  for (incident::Narrative& narrative : incident.narratives) in_statements(narrative.statements);
  for (incident::Evidence& evidence : incident.evidence) in_statements(evidence.statements);
  for (incident::Question& question : incident.questions)
    if (question.holds) in_claim(*question.holds);
}

}  // namespace

namespace {

// Nothing is read out of a picture; that it is the one the pixels were counted in can be checked.
void check_picture_file(LoadedCase& loaded, const std::filesystem::path& folder,
                        const incident::Picture& picture) {
  if (picture.file.empty()) return;
  const std::string& name = picture.file.text;
  const Bytes bytes = read_beside(folder, name, largest_picture);
  if (!bytes.readable())
    return report(loaded.problems, picture.file.place, "'" + name + "': " + bytes.trouble,
                  bytes.rule == 0 ? track_rule : bytes.rule);
  const std::string digest = sha256(bytes.bytes);
  loaded.inputs.push_back({.name = name, .sha256 = digest});
  if (!picture.sha256.empty() && lower(picture.sha256.text) != digest)
    report(loaded.problems, picture.sha256.place,
           "'" + name + "' is not the picture that was written down: its SHA-256 is " + digest, track_rule);
}

}  // namespace

TrackRows read_track(const std::string& name, const std::string& bytes) {
  TrackRows rows;
  const TextFile file{name, std::string{without_mark(bytes)}};
  if (const auto at = first_not_utf8(file.text())) {
    report(rows.problems, file.place(*at), not_utf8(static_cast<unsigned char>(file.text()[*at])), 31);
    return rows;
  }
  TrackReader reader{rows};
  Table table{file, separator_of(file.text())};
  if (!table.read([&](const Row& row) { return reader.take(row); }))
    report(rows.problems, table.last_place(), "a quoted cell is not closed", track_rule);
  else if (!reader.had_header())
    report(rows.problems, {.file = name, .line = 0, .column = 0}, "a track file without a row", track_rule);
  else if (rows.fixes.empty() && rows.problems.empty())
    report(rows.problems, {.file = name, .line = 1, .column = 1},
           "a track file without a fix below its header", track_rule);
  return rows;
}

void load_tracks(LoadedCase& loaded, const std::filesystem::path& folder) {
  for_each_track(loaded.incident, [&](incident::TrackClaim& track, const Place& claim) {
    if (track.picture) check_picture_file(loaded, folder, *track.picture);
    if (track.file.empty()) return;
    const auto wrong = [&](const Place& place, const std::string& what, int rule) {
      report(loaded.problems, place, what, rule == 0 ? track_rule : rule);
    };
    const std::string& name = track.file.text;
    if (!track.fixes.empty()) return wrong(claim, "a track's fixes stand in a file or in place, not both", 0);
    if (lower(std::filesystem::path{name}.extension().string()) != ".csv")
      return wrong(track.file.place,
                   "'" + name + "': a track beside a case is a .csv file (docs/case-file.md, Tracks)", 0);
    const Bytes bytes = read_beside(folder, name, largest_case_file);
    if (!bytes.readable()) return wrong(track.file.place, "'" + name + "': " + bytes.trouble, bytes.rule);
    const std::string digest = sha256(bytes.bytes);
    loaded.inputs.push_back({.name = name, .sha256 = digest});
    if (!track.sha256.empty() && lower(track.sha256.text) != digest)
      wrong(track.sha256.place,
            "'" + name + "' is not the file that was written down: its SHA-256 is " + digest, 0);
    TrackRows rows = read_track(name, bytes.bytes);
    track.fixes = std::move(rows.fixes);
    std::move(rows.problems.begin(), rows.problems.end(), std::back_inserter(loaded.problems));
  });
}

}  // namespace recon::load
