// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/joins.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "recon/exchange/digits.hpp"
#include "recon/geo/datum.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Sure = Honesty::Assumed::Sure;
using Form = Join::Form;

/// The first column of that role.
int column_of(const Layout& layout, Role role) {
  const auto found = std::find_if(layout.columns.begin(), layout.columns.end(),
                                  [&](const Column& column) { return column.role == role; });
  return found == layout.columns.end() ? Join::none : static_cast<int>(found - layout.columns.begin());
}

bool has(const Layout& layout, Role role) { return column_of(layout, role) != Join::none; }

std::string header_at(const Layout& layout, int column) {
  return column == Join::none ? "" : layout.columns[static_cast<std::size_t>(column)].header;
}

std::string_view cell_at(Cells cells, int column) {
  if (column == Join::none || static_cast<std::size_t>(column) >= cells.size()) return {};
  return trimmed(cells[static_cast<std::size_t>(column)]);
}

std::string_view cell_at(const std::vector<std::string>& cells, int column) {
  if (column == Join::none || static_cast<std::size_t>(column) >= cells.size()) return {};
  return trimmed(cells[static_cast<std::size_t>(column)]);
}

void join(Layout& layout, Form form, Role role, const std::vector<int>& parts, std::string fixed = "") {
  std::string header;
  for (const int part : parts)
    if (part != Join::none) header += (header.empty() ? "" : " + ") + header_at(layout, part);
  Column column{.role = role, .header = header};
  for (const int part : parts)
    if (part != Join::none) {
      Column& own = layout.columns[static_cast<std::size_t>(part)];
      if (column.unit.empty() && (role == Role::time || role == Role::time_of_day)) column.unit = own.unit;
      own.role = Role::part;
    }
  layout.columns.push_back(std::move(column));
  layout.joins.push_back({.form = form, .parts = parts, .fixed = std::move(fixed)});
}

void join_degrees(Layout& layout, Role whole, Role minutes, Role seconds, Role letter) {
  if (!has(layout, whole) || !(has(layout, minutes) || has(layout, letter))) return;
  join(layout, Form::degrees, whole,
       {column_of(layout, whole), column_of(layout, minutes), column_of(layout, seconds),
        column_of(layout, letter)});
}

void join_times(Layout& layout) {
  // A column of seconds alone counts them from somewhere.
  const bool alone =
      !has(layout, Role::minute) && !has(layout, Role::time) && !has(layout, Role::time_of_day);
  if (const int seconds = column_of(layout, Role::second); alone && seconds != Join::none) {
    layout.columns[static_cast<std::size_t>(seconds)].role = Role::time;
    layout.columns[static_cast<std::size_t>(seconds)].unit = "s";
  }
  // "Saat" is both time and hour in Turkish: beside minutes it is the hour.
  const Role hour = has(layout, Role::hour)                                       ? Role::hour
                    : has(layout, Role::minute) && has(layout, Role::time_of_day) ? Role::time_of_day
                    : has(layout, Role::minute) && has(layout, Role::time)        ? Role::time
                                                                                  : Role::other;
  const bool whole = hour == Role::hour && (has(layout, Role::time) || has(layout, Role::time_of_day));
  if (hour != Role::other && has(layout, Role::minute) && !whole)
    join(layout, Form::clock, hour == Role::time ? Role::time : Role::time_of_day,
         {column_of(layout, hour), column_of(layout, Role::minute), column_of(layout, Role::second)});
  const Role day = has(layout, Role::day_of_month) ? Role::day_of_month : Role::day;
  if (has(layout, Role::year) && has(layout, Role::month) && has(layout, day))
    join(layout, Form::day, Role::day,
         {column_of(layout, Role::year), column_of(layout, Role::month), column_of(layout, day)});
  const bool dated = has(layout, Role::day) && (has(layout, Role::time) || has(layout, Role::time_of_day));
  for (Column& column : layout.columns) {
    if (dated && column.role == Role::time) column.role = Role::time_of_day;
    if (!dated && column.role == Role::time_of_day) column.role = Role::time;
    if (!dated && column.role == Role::day)
      column.role = Role::time;  // "date" alone holds both as often as not
  }
}

// "Datum" is a date in German and a datum elsewhere: what stands below it tells.
void take_datum(Layout& layout, const std::vector<std::vector<std::string>>& sample) {
  for (const Role role : {Role::day, Role::time, Role::other}) {
    const int at = column_of(layout, role);
    if (at == Join::none || small_letters(header_at(layout, at)) != "datum") continue;
    std::optional<std::string_view> name;
    for (const auto& row : sample) {
      const std::string_view cell = cell_at(row, at);
      if (cell.empty()) continue;
      const auto datum = geo::datum(cell);
      if (!datum || (name && *name != datum->name)) return;
      name = datum->name;
    }
    if (!name) return;
    layout.columns[static_cast<std::size_t>(at)].role = Role::part;
    layout.datum = *name;
    return;
  }
}

// ---- metres of a grid

struct Grid {
  Form form = Form::utm;
  std::string zone;  // "36N", "7"
};

bool is_zone_of_utm(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  return digits >= 1 && digits <= 2 && digits + 1 == text.size() && is_letter(text.back());
}

std::optional<Grid> grid_called(std::string_view said) {
  std::string text = small_letters(said);
  std::erase_if(text, [](char c) { return c == ' ' || c == '-' || c == '_' || c == ':'; });
  for (const std::string_view name : {"sk42", "ск42", "ck42"}) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) continue;
    std::string zone;
    for (const char c : text.substr(at + name.size()))
      if (is_digit(c) && zone.size() < 2) zone += c;
    return Grid{Form::sk42, zone};
  }
  const std::size_t utm = text.find("utm");
  std::string_view rest =
      utm == std::string::npos ? std::string_view{text} : std::string_view{text}.substr(utm + 3);
  if (rest.starts_with("zone")) rest.remove_prefix(4);
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  std::string zone;
  if (digits >= 1 && digits <= 2 && digits < rest.size() && is_letter(rest[digits]) &&
      (digits + 1 == rest.size() || !is_letter(rest[digits + 1])))
    zone = std::string{rest.substr(0, digits + 1)};
  std::transform(zone.begin(), zone.end(), zone.begin(),
                 [](char c) { return is_letter(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  if (utm == std::string::npos && zone.empty()) return std::nullopt;
  return Grid{Form::utm, zone};
}

struct GridSaid {
  Grid grid;
  std::string because;
};

std::optional<GridSaid> grid_of(const Layout& layout, const ImportWish& wish) {
  if (!wish.grid.empty()) {
    const auto grid = grid_called(wish.grid);
    if (!grid || (grid->form == Form::utm && !is_zone_of_utm(grid->zone)))
      throw load::UnreadableFile{"'" + wish.grid + "' is no grid that is read; UTM 36N, SK-42, SK-42 zone 7"};
    return GridSaid{*grid, "you said so (--grid)"};
  }
  for (const Column& column : layout.columns) {
    const std::string text = small_letters(column.header);
    const bool names = text.find("utm") != std::string::npos || text.find("42") != std::string::npos;
    if (const auto grid = names ? grid_called(column.header) : std::nullopt)
      return GridSaid{*grid, "column '" + column.header + "' says so"};
  }
  if (has(layout, Role::zone))
    return GridSaid{Grid{Form::utm, ""},
                    "column '" + header_at(layout, column_of(layout, Role::zone)) + "' names zones"};
  return std::nullopt;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Thousands are parted by a plain, a fixed or a narrow blank.
    if (text[i] == ' ') continue;
    if (text.substr(i, 2) == "\xC2\xA0") {
      ++i;
      continue;
    }
    if (text.substr(i, 3) == "\xE2\x80\xAF") {
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

// "3 965 123", "3.965.123": several points are no decimal sign.
std::string metres_cell(std::string_view text) {
  std::string out = without_blanks(text);
  for (const char mark : {'.', ','})
    if (std::count(out.begin(), out.end(), mark) > 1) std::erase(out, mark);
  return out;
}

// "3 965 123", and not "35 51 20": degrees, minutes and seconds.
bool parted_by_thousands(std::string_view text) {
  text = trimmed(text);
  for (std::size_t blank = text.find(' '); blank != std::string_view::npos; blank = text.find(' ')) {
    text = trimmed(text.substr(blank));
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits != 3) return false;
  }
  return true;
}

// No longitude is beyond 360; eastings and northings have five digits to eight, the zone of SK-42 in front.
bool holds_metres(const std::vector<std::vector<std::string>>& sample, int column) {
  std::size_t metres = 0, others = 0;
  for (const auto& row : sample) {
    if (!parted_by_thousands(cell_at(row, column))) {
      ++others;
      continue;
    }
    std::string cell = metres_cell(cell_at(row, column));
    std::replace(cell.begin(), cell.end(), ',', '.');
    if (const auto value = number(cell))
      ++(std::abs(*value) > 1e4 && std::abs(*value) < 1e8 ? metres : others);
  }
  return metres > others;
}

void join_grid(Layout& layout, const std::vector<std::vector<std::string>>& sample, const ImportWish& wish,
               Honesty& honesty) {
  const auto said = grid_of(layout, wish);
  int easting = column_of(layout, Role::easting), northing = column_of(layout, Role::northing);
  const bool named = easting != Join::none && northing != Join::none;
  const bool in_degrees =
      has(layout, Role::position) || (has(layout, Role::latitude) && has(layout, Role::longitude) &&
                                      !(holds_metres(sample, column_of(layout, Role::longitude)) &&
                                        holds_metres(sample, column_of(layout, Role::latitude))));
  if (in_degrees || (!named && !has(layout, Role::latitude))) return;
  if (!named) {
    northing = column_of(layout, Role::latitude);
    easting = column_of(layout, Role::longitude);
  }
  const std::string columns =
      "columns '" + header_at(layout, easting) + "' and '" + header_at(layout, northing) + "'";
  const bool no_zone =
      said && said->grid.form == Form::utm && said->grid.zone.empty() && !has(layout, Role::zone);
  if (!said || no_zone)
    throw load::UnreadableFile{columns +
                               " hold metres; say of which grid and zone: --grid \"UTM 36N\", --grid SK-42"};
  const Grid& grid = said->grid;
  // On Soviet maps x points north and y east.
  const auto is_called = [&](int column, std::string_view name) {
    const std::string header = small_letters(header_at(layout, column));
    return header.starts_with(name) && (header.size() == name.size() || !is_letter(header[name.size()]));
  };
  if (grid.form == Form::sk42 && !named && is_called(easting, "x") && is_called(northing, "y"))
    std::swap(easting, northing);
  for (const Role role : {Role::latitude, Role::longitude, Role::easting, Role::northing})
    if (const int left = column_of(layout, role); left != Join::none && left != easting && left != northing)
      layout.columns[static_cast<std::size_t>(left)].role = Role::other;
  const int zone = grid.zone.empty() ? column_of(layout, Role::zone) : Join::none;
  const int letter = grid.zone.empty() ? column_of(layout, Role::zone_letter) : Join::none;
  assume(honesty,
         columns + " are metres of " +
             (grid.form == Form::sk42 ? "SK-42, x to the north and y to the east" : "UTM " + grid.zone),
         said->because, Sure::stated);
  if (grid.form == Form::sk42) layout.datum = "Pulkovo 1942";
  join(layout, grid.form, Role::position, {easting, northing, zone, letter}, grid.zone);
}

// ---- cells

std::string joined_degrees(const std::vector<int>& parts, Cells cells) {
  const std::string_view degrees = cell_at(cells, parts[0]), minutes = cell_at(cells, parts[1]),
                         seconds = cell_at(cells, parts[2]), letter = cell_at(cells, parts[3]);
  if (degrees.empty()) return "";
  std::string out{degrees};
  if (parts[1] != Join::none) {
    if (minutes.empty()) return "";
    // A column of degrees has them as 35 or 35.0, from a workbook.
    if (out.ends_with(".0")) out.resize(out.size() - 2);
    out.append("°").append(minutes).append("'");
  }
  if (!seconds.empty()) {
    for (const std::string_view end : {".0'", ",0'"})
      if (out.ends_with(end)) out.replace(out.size() - end.size(), end.size(), "'");
    out.append(seconds).append("''");
  }
  if (!letter.empty()) out.append(" ").append(letter);
  return out;
}

std::string two_digits(std::string_view cell) {
  if (cell.ends_with(".0")) cell.remove_suffix(2);
  const std::size_t whole = std::min(cell.find_first_of(".,"), cell.size());
  return (whole == 1 ? "0" : "") + std::string{cell};
}

std::string joined_clock(const std::vector<int>& parts, Cells cells) {
  const std::string_view hour = cell_at(cells, parts[0]), minute = cell_at(cells, parts[1]),
                         second = cell_at(cells, parts[2]);
  if (hour.empty() || minute.empty()) return "";
  return two_digits(hour) + ":" + two_digits(minute) + (second.empty() ? "" : ":" + two_digits(second));
}

std::string joined_day(const std::vector<int>& parts, Cells cells) {
  const std::string_view year = cell_at(cells, parts[0]), month = cell_at(cells, parts[1]),
                         day = cell_at(cells, parts[2]);
  if (year.empty() || month.empty() || day.empty()) return "";
  if (is_digit(month.front())) return two_digits(year) + "-" + two_digits(month) + "-" + two_digits(day);
  return two_digits(day) + " " + std::string{month} + " " + two_digits(year);
}

std::string joined_grid(const Join& join, Cells cells) {
  const std::string easting = metres_cell(cell_at(cells, join.parts[0])),
                    northing = metres_cell(cell_at(cells, join.parts[1]));
  if (easting.empty() || northing.empty()) return "";
  std::string zone = join.fixed;
  if (zone.empty())
    zone = two_digits(cell_at(cells, join.parts[2])) + std::string{cell_at(cells, join.parts[3])};
  if (join.form == Form::sk42)
    return "SK-42 " + (zone.empty() ? "" : "zone " + zone + " ") + "x " + northing + " y " + easting;
  return "UTM " + zone + " " + easting + " " + northing;
}

}  // namespace

namespace {

// "1, 2, 3 …" under "id" counts the rows, as databases do, and names no track of each.
void leave_out_counter(Layout& layout, const std::vector<std::vector<std::string>>& sample,
                       Honesty& honesty) {
  constexpr std::size_t enough = 3;
  const int column = column_of(layout, Role::track);
  if (column == Join::none || sample.size() < enough ||
      lower_case(trimmed(header_at(layout, column))) != "id")
    return;
  std::optional<double> last;
  for (const auto& row : sample) {
    const auto value = number(cell_at(row, column));
    if (!value || (last && *value != *last + 1.0)) return;
    last = value;
  }
  layout.columns[static_cast<std::size_t>(column)].role = Role::other;
  notice(honesty, "column 'id' counts the rows and names no track");
}

}  // namespace

void join_columns(Layout& layout, const std::vector<std::vector<std::string>>& sample, const ImportWish& wish,
                  Honesty& honesty) {
  leave_out_counter(layout, sample, honesty);
  take_datum(layout, sample);
  join_degrees(layout, Role::latitude, Role::latitude_minutes, Role::latitude_seconds, Role::latitude_letter);
  join_degrees(layout, Role::longitude, Role::longitude_minutes, Role::longitude_seconds,
               Role::longitude_letter);
  join_times(layout);
  join_grid(layout, sample, wish, honesty);
  // Parts that nothing was made of.
  for (Column& column : layout.columns)
    for (const Role role :
         {Role::latitude_minutes, Role::latitude_seconds, Role::latitude_letter, Role::longitude_minutes,
          Role::longitude_seconds, Role::longitude_letter, Role::hour, Role::minute, Role::second, Role::year,
          Role::month, Role::day_of_month, Role::zone, Role::zone_letter, Role::easting, Role::northing})
      if (column.role == role) column.role = Role::other;
}

std::string joined(const Join& join, Cells cells) {
  switch (join.form) {
    case Form::degrees:
      return joined_degrees(join.parts, cells);
    case Form::clock:
      return joined_clock(join.parts, cells);
    case Form::day:
      return joined_day(join.parts, cells);
    case Form::utm:
    case Form::sk42:
      return joined_grid(join, cells);
  }
  return "";
}

std::optional<PairOfNumbers> pair_of_numbers(std::string_view cell, bool longitude_first) {
  cell = trimmed(cell);
  if (lower_case(cell.substr(0, 5)) == "point") {
    cell = trimmed(cell.substr(5));
    longitude_first = true;
  }
  while (!cell.empty() && (cell.front() == '(' || cell.front() == '[')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ')' || cell.back() == ']')) cell.remove_suffix(1);
  if (cell.empty() || cell.find_first_not_of("+-0123456789.,;/ \t") != std::string_view::npos)
    return std::nullopt;
  // A comma parts the numbers where they have points, or where nothing else does; else it is their decimal
  // sign. "35,83,36,19" has both.
  const bool other_mark = cell.find_first_of(";/ \t") != std::string_view::npos;
  const auto commas = static_cast<std::size_t>(std::count(cell.begin(), cell.end(), ','));
  const bool points = cell.find('.') != std::string_view::npos;
  std::string text{cell};
  if (!points && commas == 3 && !other_mark) {
    text[text.find(',', text.find(',') + 1)] = ' ';
  } else if (!points && commas >= 2) {
    // "35,83 36,19" or "35, 36, 5800": a decimal comma has a digit at either side.
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == ',' && (i + 1 == text.size() || !is_digit(text[i + 1]))) text[i] = ' ';
  } else {
    std::replace(text.begin(), text.end(), ',', ' ');
  }
  std::replace(text.begin(), text.end(), ',', '.');
  std::vector<std::string> numbers;
  std::string_view rest = text;
  while (!(rest = trimmed(rest)).empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t;/"), rest.size());
    if (end > 0) numbers.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
  if (!number(numbers[0]) || !number(numbers[1])) return std::nullopt;
  PairOfNumbers pair{numbers[0], numbers[1], numbers.size() == 3};
  if (longitude_first) std::swap(pair.latitude, pair.longitude);
  return pair;
}

}  // namespace recon::exchange
