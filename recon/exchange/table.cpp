// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "recon/exchange/import.hpp"
#include "recon/exchange/joins.hpp"
#include "recon/exchange/many_receivers.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

bool means_yes(std::string_view text) {
  if (text.size() == 1) return text == "1" || text == "y" || text == "Y";
  const std::string word = lower_case(text);
  return word == "true" || word == "yes" || word == "ground" || word == "-1";
}

// Cells of degrees, minutes and seconds have signs or letters that plain numbers lack.
bool is_plain_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  });
}

bool is_plain_figure(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-' || c == '+'; });
}

bool looks_comma_decimal(std::string_view text) {
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && text.find(',', comma + 1) == std::string_view::npos &&
         text.find_first_not_of("+-0123456789,") == std::string_view::npos;
}

// "35,83 36,19"
bool comma_between_digits(std::string_view text) {
  std::size_t found = 0;
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == ',' && is_digit(text[i - 1]) && is_digit(text[i + 1])) ++found;
  return found == 2;
}

/// A hemisphere in the languages of headers, in small letters; German O is east where French has it for west,
/// so it is read in German columns alone.
struct Hemisphere {
  std::string_view word;
  char letter;
};
constexpr std::array hemispheres{
    Hemisphere{"k", 'N'},     Hemisphere{"kuzey", 'N'}, Hemisphere{"с.ш.", 'N'},  Hemisphere{"с. ш.", 'N'},
    Hemisphere{"сш", 'N'},    Hemisphere{"с", 'N'},     Hemisphere{"nord", 'N'},  Hemisphere{"g", 'S'},
    Hemisphere{"güney", 'S'}, Hemisphere{"ю.ш.", 'S'},  Hemisphere{"ю. ш.", 'S'}, Hemisphere{"юш", 'S'},
    Hemisphere{"ю", 'S'},     Hemisphere{"süd", 'S'},   Hemisphere{"sud", 'S'},   Hemisphere{"d", 'E'},
    Hemisphere{"doğu", 'E'},  Hemisphere{"в.д.", 'E'},  Hemisphere{"в. д.", 'E'}, Hemisphere{"вд", 'E'},
    Hemisphere{"в", 'E'},     Hemisphere{"ost", 'E'},   Hemisphere{"est", 'E'},   Hemisphere{"b", 'W'},
    Hemisphere{"batı", 'W'},  Hemisphere{"з.д.", 'W'},  Hemisphere{"з. д.", 'W'}, Hemisphere{"зд", 'W'},
    Hemisphere{"з", 'W'},     Hemisphere{"ouest", 'W'}};

// "35°48.44'" in a latitude column has no letter: the column is the letter, and "-" is the other one.
std::string with_letter(std::string_view text, char positive, char negative, bool german) {
  const std::string small = small_letters(text);
  const char plus = static_cast<char>(positive - 'A' + 'a'),
             minus_letter = static_cast<char>(negative - 'A' + 'a');
  const auto is_of_word = [](char c) { return is_letter(c) || (static_cast<unsigned char>(c) & 0x80U) != 0; };
  const auto ends_a_word = [&](std::size_t at) { return at == 0 || !is_letter(small[at - 1]); };
  for (const Hemisphere& hemisphere : hemispheres) {
    if (hemisphere.letter != positive && hemisphere.letter != negative) continue;
    if (!small.ends_with(hemisphere.word)) continue;
    const std::size_t at = small.size() - hemisphere.word.size();
    if (at == 0 || !ends_a_word(at)) continue;
    return std::string{trimmed(text.substr(0, at))} + ' ' + hemisphere.letter;
  }
  if (german && small.ends_with('o') && positive == 'E')
    return std::string{trimmed(text.substr(0, text.size() - 1))} + " E";
  const auto has = [&](char letter) {
    for (std::size_t i = 0; i < small.size(); ++i)
      if (small[i] == letter && (i == 0 || !is_of_word(small[i - 1]))) return true;
    return false;
  };
  if (has(plus) || has(minus_letter)) return std::string{text};
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  return std::string{text} + ' ' + (minus ? negative : positive);
}

}  // namespace

TableReader::TableReader(Layout layout, const std::vector<std::vector<std::string>>& sample,
                         const ImportWish& wish, std::size_t expected_rows)
    : layout_{std::move(layout)}, wish_{wish}, of_role_(roles, -1), expected_{expected_rows} {
  imported_.format = layout_.title;
  std::vector<std::vector<std::string>> with_joined = sample;
  if (layout_.known == nullptr) {
    join_columns(layout_, sample, wish, imported_.honesty);
    for (auto& row : with_joined) append_joined(row);
  }
  imported_.datum = wish.datum.empty() ? layout_.datum : wish.datum;
  std::string unread;
  for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
    const Column& column = layout_.columns[i];
    if (column.role != Role::other)
      of_role_[static_cast<std::size_t>(column.role)] = static_cast<int>(i);
    else if (!column.header.empty() && unread.size() < 300)
      unread += (unread.empty() ? "'" : ", '") + column.header.substr(0, 60) + "'";
  }
  if (!unread.empty() && layout_.known == nullptr) notice(imported_.honesty, "columns not read: " + unread);
  sample_signs(with_joined);
  sample_times(with_joined);
  settle_heights();
  settle_polar();
}

void TableReader::append_joined(std::vector<std::string>& row) const {
  const std::vector<std::string_view> cells{row.begin(), row.end()};
  std::vector<std::string> more;
  for (const Join& join : layout_.joins) more.push_back(joined(join, cells));
  row.resize(layout_.columns.size() - layout_.joins.size());
  row.insert(row.end(), more.begin(), more.end());
}

// What a comma and a point are in figures of the file.
void TableReader::sample_signs(const std::vector<std::vector<std::string>>& sample) {
  bool points = false;
  for (const auto& row : sample)
    for (const Role role : {Role::latitude, Role::longitude, Role::position, Role::range, Role::azimuth}) {
      const int at = of_role_[static_cast<std::size_t>(role)];
      if (at < 0 || static_cast<std::size_t>(at) >= row.size()) continue;
      const std::string_view cell = trimmed(row[static_cast<std::size_t>(at)]);
      points = points || cell.find('.') != std::string_view::npos;
      if (role == Role::position ? comma_between_digits(cell) : looks_comma_decimal(cell))
        decimal_comma_ = true;
    }
  if (points) decimal_comma_ = false;
  if (decimal_comma_)
    assume(imported_.honesty, "a comma is a decimal sign", "coordinates have one comma each", Sure::likely);
  // Nobody prints thousandths of a foot or of a metre of height in every row: then a point parts thousands.
  for (const Role role : {Role::height, Role::second_height, Role::ground_height}) {
    const int at = of_role_[static_cast<std::size_t>(role)];
    std::size_t thousands = 0, others = 0;
    for (const auto& row : sample) {
      if (at < 0 || static_cast<std::size_t>(at) >= row.size()) continue;
      const std::string_view cell = trimmed(row[static_cast<std::size_t>(at)]);
      const std::size_t point = cell.find('.');
      if (cell.empty() || cell.starts_with("FL")) continue;
      const bool grouped = point != std::string_view::npos && point >= 1 && point <= 2 &&
                           cell.size() >= point + 4 && is_digit(cell[point + 1]) &&
                           is_digit(cell[point + 2]) && is_digit(cell[point + 3]) &&
                           (cell.size() == point + 4 || !is_digit(cell[point + 4]));
      ++(grouped ? thousands : others);
    }
    if (thousands > 0 && others == 0 && !points) point_parts_thousands_ = true;
  }
}

void TableReader::sample_times(const std::vector<std::vector<std::string>>& sample) {
  std::vector<std::string> pointed_cells;
  const auto column_cells = [&](Role role) {
    std::vector<std::string_view> cells;
    const int at = of_role_[static_cast<std::size_t>(role)];
    for (const auto& row : sample)
      if (at >= 0 && static_cast<std::size_t>(at) < row.size())
        cells.push_back(trimmed(row[static_cast<std::size_t>(at)]));
    return cells;
  };
  const Role role = has(Role::time_of_day) ? Role::time_of_day : Role::time;
  timed_ = has(role);
  if (has(Role::day) || has(role)) {
    // One day behind twelve, or one month, settles the order of the whole column.
    bool month_first = false, day_first = false, slashed = false, said = false;
    const auto wished = wish_.date.empty() ? std::nullopt : read_date(wish_.date);
    for (const std::string_view cell : column_cells(has(Role::day) ? Role::day : role)) {
      const std::string_view day = cell.substr(0, cell.find_first_of(" T"));
      if (day.find('/') == std::string_view::npos || day.find('/') > 2) continue;
      slashed = true;
      const bool as_day = day_of(day, DayOrder::day_first).has_value(),
                 as_month = day_of(day, DayOrder::month_first).has_value();
      if (as_day && !as_month) day_first = true;
      if (as_month && !as_day) month_first = true;
      said = said || (wished && (wished == day_of(day, DayOrder::day_first) ||
                                 wished == day_of(day, DayOrder::month_first)));
      if (wished && wished != day_of(day, DayOrder::day_first) &&
          wished == day_of(day, DayOrder::month_first))
        day_order_ = DayOrder::month_first;
    }
    const bool settled = month_first != day_first;
    if (settled) day_order_ = month_first ? DayOrder::month_first : DayOrder::day_first;
    if (slashed)
      assume(imported_.honesty,
             day_order_ == DayOrder::month_first ? "days are written month/day/year"
                                                 : "days are written day/month/year",
             settled ? "one of them can be nothing else"
             : said  ? "the day that you said is one of them (--date)"
                     : "no row tells which; the day of one of them does, as in --date 2015-11-24",
             settled || said ? Sure::stated : Sure::guessed);
  }
  if (!timed_) {
    assume(imported_.honesty, "the rows are in the order flown", "no column of times", Sure::guessed);
    return;
  }
  const auto unit = time_unit(column(role).unit);
  clock_.emplace(wish_, unit ? "" : column(role).unit);
  if (unit) clock_->set_unit(*unit);
  time_form_ = time_form(column_cells(role));
  const std::string called = small_letters(column(role).header);
  const bool counted =
      called.find("elapsed") != std::string::npos || called.find("since") != std::string::npos ||
      called.find("relative") != std::string::npos || called.find("after") != std::string::npos;
  const bool bare = time_form_ == TimeForm::seconds_of_day || time_form_ == TimeForm::day_fraction ||
                    time_form_ == TimeForm::unknown || time_form_ == TimeForm::excel_days;
  if (bare && !has(Role::day) && (clock_->knows_event() || counted)) time_form_ = TimeForm::since_event;
  if (time_form_ == TimeForm::unknown) time_form_ = TimeForm::wall;
  // "072405" reads as a number of seconds as well, but some such number is no second of any day.
  if (time_form_ == TimeForm::seconds_of_day) {
    const auto cells = column_cells(role);
    const bool six = std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
      return cell.empty() || (cell.find_first_not_of("0123456789") >= 6 && time_of_day(cell));
    });
    const bool named =
        lower_case(column(role).header).find("sec") != std::string::npos || column(role).unit == "s";
    if (six && !cells.empty() && !named) time_form_ = TimeForm::wall;
  }
  if (has(Role::received)) {
    received_clock_.emplace(wish_, column(Role::received).unit);
    received_form_ = time_form(column_cells(Role::received));
  }
  if (has(Role::position_time)) position_time_form_ = time_form(column_cells(Role::position_time));
}

void TableReader::settle_heights() {
  const auto unit_of = [&](Role role) -> std::optional<HeightUnit> {
    if (!has(role)) return std::nullopt;
    if (role == Role::flight_level) return HeightUnit::flight_levels;
    if (auto unit = height_unit(column(role).unit)) return unit;
    if (!wish_.height_unit.empty()) {
      auto unit = height_unit(wish_.height_unit);
      if (!unit)
        throw load::UnreadableFile{"'" + wish_.height_unit + "' is no unit of height; ft, m, km or fl"};
      return unit;
    }
    return std::nullopt;
  };
  height_unit_ = unit_of(main_height());
  second_unit_ = unit_of(Role::second_height);
  tell_height(main_height(), height_unit_, "heights are ");
  if (has(Role::second_height)) {
    tell_height(Role::second_height, second_unit_, "second heights are ");
    notice(imported_.honesty, "second heights, column '" + column(Role::second_height).header +
                                  "', stay out of the case: a fix has one");
  }
  const auto speed_of = [&](Role role) -> std::optional<SpeedUnit> {
    if (!has(role)) return std::nullopt;
    if (auto unit = speed_unit(column(role).unit)) return unit;
    if (wish_.speed_unit.empty() || role == Role::climb) return std::nullopt;
    auto unit = speed_unit(wish_.speed_unit);
    if (!unit) throw load::UnreadableFile{"'" + wish_.speed_unit + "' is no unit of speed; m/s, kt, km/h"};
    return unit;
  };
  speed_unit_ = speed_of(Role::speed);
  climb_unit_ = speed_of(Role::climb);
}

// In which unit, from where, and who says so.
void TableReader::tell_height(Role role, std::optional<HeightUnit> unit, const std::string& lead) {
  if (!has(role) || !unit) return;
  const Column& said = column(role);
  const bool levels = *unit == HeightUnit::flight_levels;
  const Above above = levels ? Above::standard_pressure : said.above;
  static constexpr std::array<std::string_view, 5> froms{
      ", above what is not said", " above mean sea level", " above the ellipsoid",
      " at standard pressure (1013.25 hPa)", " above ground"};
  static constexpr std::array<std::string_view, 4> units{"metres", "feet", "kilometres",
                                                         "flight levels, hundreds of feet"};
  assume(imported_.honesty,
         lead + std::string{units.at(static_cast<std::size_t>(*unit))} +
             std::string{froms.at(static_cast<std::size_t>(above))},
         layout_.known != nullptr       ? "the usage of " + std::string{layout_.known->title}
         : !said.unit.empty() || levels ? "column '" + said.header + "' says so"
                                        : "you said so (--height-unit), column '" + said.header + "'",
         layout_.known != nullptr ? Sure::likely : Sure::stated);
}

Role TableReader::main_height() const {
  return has(Role::height)         ? Role::height
         : has(Role::flight_level) ? Role::flight_level
                                   : Role::ground_height;
}

const Column& TableReader::column(Role role) const {
  return layout_.columns[static_cast<std::size_t>(of_role_[static_cast<std::size_t>(role)])];
}

std::string_view TableReader::cell(Cells cells, Role role) const {
  const int at = of_role_[static_cast<std::size_t>(role)];
  if (at < 0 || static_cast<std::size_t>(at) >= cells.size()) return {};
  return cells[static_cast<std::size_t>(at)];
}

std::string_view TableReader::pointed(std::string_view digits, std::string& buffer) const {
  if (!decimal_comma_ || digits.find(',') == std::string_view::npos) return digits;
  buffer.assign(digits);
  std::replace(buffer.begin(), buffer.end(), ',', '.');
  return buffer;
}

bool TableReader::take_time(Cells cells, Sighting& sighting, std::string& why) {
  const Role role = has(Role::time_of_day) ? Role::time_of_day : Role::time;
  std::optional<ReadTime> time;
  std::string_view said = pointed(cell(cells, role), buffer_a_);
  if (role == Role::time_of_day) {
    const std::string_view said_day = cell(cells, Role::day);
    auto day = day_of(said_day, day_order_);
    // Typed tables and merged cells print a day once.
    if (said_day.empty() && last_day_) {
      day = last_day_;
      notice(imported_.honesty, "rows without a day are taken to be of the day above");
    }
    if (day) last_day_ = day;
    auto wall = time_form_ == TimeForm::wall ? time_of_day(said) : std::nullopt;
    if (!wall && time_form_ != TimeForm::wall) {
      // The other column of a pair may be whole by itself, or a fraction of the day.
      if (time_form_ == TimeForm::day_fraction || time_form_ == TimeForm::seconds_of_day) {
        const bool of_day = time_form_ == TimeForm::day_fraction;
        const auto value = number(said);
        if (const auto since = value ? stretch_of(*value * (of_day ? 86'400'000.0 : 1000.0)) : std::nullopt)
          wall = WallTimeRead{.day = {},
                              .since_midnight = *since,
                              .decimals = of_day ? 0 : std::min(3, decimals(said)),
                              .offset = {},
                              .zone = {}};
      } else {
        time = clock_->moment(said, time_form_, day_order_);
      }
    }
    if (wall && day) {
      wall->day = day;
      time = clock_->moment(*wall);
    } else if (!time) {
      why = day ? "a time that is not understood" : "a day that is not understood";
      return false;
    }
  } else {
    time = clock_->moment(said, time_form_, day_order_);
  }
  if (time && has(Role::position_time)) {
    // A snapshot repeats the last position; the position has a time of its own.
    if (const auto own = clock_->moment(cell(cells, Role::position_time), position_time_form_)) {
      if (std::chrono::abs(time->at - own->at) > std::chrono::seconds{15}) sighting.flags.stale = true;
      sighting.received = time->at;
      time = own;
    }
  }
  if (!time) {
    why = clock_->trouble();
    return false;
  }
  set_time(sighting, *time);
  if (received_clock_ && received_form_ != TimeForm::unknown)
    if (const auto other = received_clock_->moment(cell(cells, Role::received), received_form_)) {
      sighting.received = other->at;
      const auto apart = std::chrono::duration<double>(other->at - time->at).count();
      const long hours = std::lround(apart / 3600.0);
      if (std::abs(apart - 3600.0 * static_cast<double>(hours)) < 120.0) ++offsets_[hours];
    }
  return true;
}

std::string_view TableReader::take_place(Cells cells, Sighting& sighting) {
  if (!has(Role::latitude)) {
    const std::string_view both = cell(cells, Role::position);
    if (both.empty()) return "no position";
    if (const auto pair = pair_of_numbers(both, column(Role::position).unit == "lonlat")) {
      if (pair->more)
        notice(imported_.honesty,
               "a third number in the cells of positions is not read; nothing says its unit");
      return place_at(sighting, pair->latitude, pair->longitude);
    }
    return place_in_words(sighting, std::string{both});
  }
  const std::string_view latitude = pointed(cell(cells, Role::latitude), buffer_a_),
                         longitude = pointed(cell(cells, Role::longitude), buffer_b_);
  if (latitude.empty() || longitude.empty()) return "no position";
  if (is_plain_number(latitude) && is_plain_number(longitude)) return place_at(sighting, latitude, longitude);
  if (lower_case(latitude) == "nan" || lower_case(latitude) == "null" || lower_case(latitude) == "none")
    return "no position";
  const std::string header = small_letters(column(Role::longitude).header);
  const bool german = header.starts_with("l\xC3\xA4nge") || header.starts_with("laenge");
  return place_in_words(
      sighting, with_letter(latitude, 'N', 'S', german) + " " + with_letter(longitude, 'E', 'W', german));
}

std::string_view TableReader::place_in_words(Sighting& sighting, const std::string& printed) {
  const std::string_view wrong = place_printed(sighting, printed);
  if (wrong.empty() || told_what_is_wrong_) return wrong;
  told_what_is_wrong_ = true;
  const geo::PositionReadings read = geo::read_position(printed);
  if (!read.problems.empty())
    notice(imported_.honesty, "the first position that is not understood, at " +
                                  std::to_string(sighting.place) + ": " +
                                  read.problems.front().substr(0, 200));
  return wrong;
}

// Kept as the radar measured them; what the range and the azimuth are measured in must be said.
std::string_view TableReader::take_polar(Cells cells, Sighting& sighting) {
  const std::string_view range = pointed(cell(cells, Role::range), buffer_a_),
                         azimuth = pointed(cell(cells, Role::azimuth), buffer_b_);
  const auto far = number(range), around = number(azimuth);
  if (!far || !around) return "no range or azimuth";
  if (*far < 0.0) return "a range below zero";
  const Angle direction =
      counts_ ? degrees(*around * 360.0 / 4096.0) : exchange::azimuth(*around, azimuth_unit_);
  if (direction > degrees(360) || direction < degrees(-180))
    return "an azimuth beyond the circle; in what are they counted?";
  sighting.polar =
      Polar{.range = exchange::range(*far, range_unit_),
            .azimuth = direction,
            .range_unit = range_unit_,
            .azimuth_unit = azimuth_unit_,
            .range_decimals = static_cast<std::int8_t>(std::min(decimals(range), 15)),
            .azimuth_decimals = static_cast<std::int8_t>(counts_ ? 4 : std::min(decimals(azimuth), 15))};
  take_elevation(cells, sighting);
  return {};
}

// In the unit of the azimuth, unless the header names another.
void TableReader::take_elevation(Cells cells, Sighting& sighting) {
  if (!has(Role::elevation)) return;
  const std::string_view said = cell(cells, Role::elevation);
  if (said.empty()) return;
  const std::string& unit = column(Role::elevation).unit;
  const bool in_degrees_said = unit == "deg" || unit == "degrees" || unit == "°" || unit == "dd";
  const bool in_degrees_too = in_degrees_said || azimuth_unit_ == AzimuthUnit::degrees;
  const std::string_view digits = pointed(said, buffer_a_);
  const auto value = number(digits);
  const Angle up =
      exchange::azimuth(value.value_or(0.0), in_degrees_too ? AzimuthUnit::degrees : azimuth_unit_);
  if (!value || up > degrees(90) || up < degrees(-90)) {
    if (elevations_unused_++ == 0) first_elevation_place_ = sighting.place;
    return;
  }
  sighting.polar = [&] {
    Polar polar = *sighting.polar;
    polar.elevation = up;
    polar.elevation_decimals = static_cast<std::int8_t>(in_degrees_too ? std::min(decimals(digits), 15) : 4);
    return polar;
  }();
}

void TableReader::settle_polar() {
  if (has(Role::latitude) || has(Role::position)) return;
  const std::string& range = column(Role::range).unit;
  if (range == "nm" || range == "nmi")
    range_unit_ = RangeUnit::nautical_miles;
  else if (range == "km")
    range_unit_ = RangeUnit::kilometres;
  else if (range == "m" || range == "metres" || range == "meters")
    range_unit_ = RangeUnit::metres;
  else
    throw load::UnreadableFile{"column '" + column(Role::range).header +
                               "' names no unit; rename it range_nm, range_km or range_m"};
  const std::string& azimuth = column(Role::azimuth).unit;
  if (azimuth.starts_with("mil") && azimuth != "mils6400" && azimuth != "mils6000")
    throw load::UnreadableFile{"column '" + column(Role::azimuth).header +
                               "' has mils of which circle? rename it azimuth_mils6400 or azimuth_mils6000"};
  azimuth_unit_ = azimuth == "mils6400"   ? AzimuthUnit::mils
                  : azimuth == "mils6000" ? AzimuthUnit::thousandths
                                          : AzimuthUnit::degrees;
  // Shaft encoders of radars, as the tables of RADES have them.
  counts_ = azimuth == "acp" || azimuth == "acps";
  if (counts_)
    assume(imported_.honesty,
           "azimuths are counts of 4 096 to the circle (0.0879°), and are written in degrees",
           "column '" + column(Role::azimuth).header + "' says so; some radars count 16 384", Sure::likely);
  assume(imported_.honesty, "azimuths count from true north", "the file does not say", Sure::guessed);
  assume(imported_.honesty, "ranges are slant ranges", "what a radar measures", Sure::likely);
  if (!has(Role::elevation)) return;
  assume(imported_.honesty,
         "elevations are of the sight above the horizontal at the radar, not corrected for "
         "the bending of its rays",
         "what a radar measures; the file does not say", Sure::guessed);
  if (has(Role::height) || has(Role::flight_level))
    notice(imported_.honesty, "where a row has a height, that is used and its elevation is not");
}

// Digits of a height with a point for its decimal sign and nothing between its thousands: "19 000", "19.000"
// beside coordinates with a decimal comma, "19,000" beside such with a point, "1.234,5".
std::string_view TableReader::plain_figure(std::string_view digits, std::string& buffer) {
  if (is_plain_figure(digits)) return digits;
  buffer.clear();
  std::size_t commas = 0, points = 0, last_mark = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    // Thousands are parted by a plain, a fixed or a narrow blank, or an apostrophe.
    if (digits[i] == ' ' || digits[i] == '\'') continue;
    if (digits.substr(i, 2) == "\xC2\xA0") {
      ++i;
      continue;
    }
    if (digits.substr(i, 3) == "\xE2\x80\xAF") {
      i += 2;
      continue;
    }
    if (digits[i] == ',') ++commas;
    if (digits[i] == '.') ++points;
    if (digits[i] == ',' || digits[i] == '.') last_mark = buffer.size();
    buffer += digits[i];
  }
  if (commas + points == 0) return buffer;
  const bool groups = buffer.size() == last_mark + 4 && last_mark >= 1 && buffer[0] != '0';
  const char mark = buffer[last_mark];
  const auto thousands_by = [&](char parting, Sure sure, const std::string& because) {
    assume(imported_.honesty,
           std::string{"in heights a "} + (parting == '.' ? "point" : "comma") + " parts thousands", because,
           sure);
    std::erase(buffer, parting);
    std::replace(buffer.begin(), buffer.end(), ',', '.');
    return std::string_view{buffer};
  };
  if (commas > 0 && points > 0)
    return thousands_by(mark == ',' ? '.' : ',', Sure::stated, "the other sign stands behind it");
  if (commas + points > 1) return thousands_by(mark, Sure::stated, "a figure has only one decimal sign");
  const bool decimal_elsewhere = mark == (decimal_comma_ ? ',' : '.');
  if (groups && !decimal_elsewhere)
    return thousands_by(mark, Sure::likely,
                        "three digits follow it, and it is no decimal sign elsewhere in the file");
  if (groups && mark == '.' && point_parts_thousands_)
    return thousands_by(mark, Sure::guessed,
                        "every height has three digits behind it, and no figure of a place has a point");
  std::replace(buffer.begin(), buffer.end(), ',', '.');
  return buffer;
}

void TableReader::take_height(Cells cells, Role role, Sighting& sighting) {
  const std::string_view said = cell(cells, role);
  if (said.empty()) return;
  std::string_view digits = said;
  auto unit = role == Role::second_height ? second_unit_ : height_unit_;
  Above above = column(role).above;
  // Most cells of most columns are figures and no more.
  const bool whole = is_plain_figure(said);
  if (whole && unit)
    if (const auto read = height(said, *unit, above)) {
      (role == Role::second_height ? sighting.second_height : sighting.height) = read;
      return;
    }
  if (!whole && !is_plain_number(said)) {
    const std::string word = small_letters(said);
    if (word == "ground" || word == "gnd") {
      sighting.flags.on_ground = true;
      return;
    }
    // "19000 ft", "FL190", "F190", "5800 m MSL" in the cell itself.
    const std::size_t level = word.starts_with("fl") ? 2 : word.starts_with("f") ? 1 : 0;
    if (level > 0) {
      digits = trimmed(said.substr(level));
      unit = HeightUnit::flight_levels;
    } else {
      std::size_t end = 0;
      while (end < said.size() && (is_digit(said[end]) || std::string_view{"+-., '\xC2\xA0\xE2\x80\xAF"}.find(
                                                              said[end]) != std::string_view::npos))
        ++end;
      if (const auto own = height_words(said.substr(end))) {
        unit = own->unit;
        above = own->above.value_or(above);
        digits = trimmed(said.substr(0, end));
      }
    }
  }
  digits = plain_figure(digits, buffer_b_);
  if (!number(digits)) {
    const std::string word = lower_case(said);
    if (word != "nan" && word != "null" && word != "none" && word != "-" && word != "n/a")
      skipped_height(said, sighting.place);
    return;
  }
  if (!unit) {
    if (!std::exchange(told_no_height_unit_, true))
      assume(imported_.honesty, "heights without a unit are left out",
             "column '" + column(role).header + "' names none; say --height-unit ft or m", Sure::stated);
    return;
  }
  (role == Role::second_height ? sighting.second_height : sighting.height) = height(digits, *unit, above);
}

// The height of a row, not the row: told once, with the first.
void TableReader::skipped_height(std::string_view said, std::size_t place) {
  if (heights_not_read_++ == 0) {
    first_height_not_read_ = std::string{said.substr(0, 40)};
    first_height_place_ = place;
  }
}

void TableReader::take_motion(Cells cells, Sighting& sighting) {
  if (speed_unit_)
    if (const auto value = number(pointed(cell(cells, Role::speed), buffer_a_)))
      sighting.ground_speed = speed(*value, *speed_unit_);
  if (climb_unit_)
    if (const auto value = number(pointed(cell(cells, Role::climb), buffer_a_)))
      sighting.climb = speed(*value, *climb_unit_);
  if (has(Role::course))
    if (const auto value = number(pointed(cell(cells, Role::course), buffer_a_));
        value && std::abs(*value) <= 360.0)
      sighting.course = degrees(*value);
  if (has(Role::on_ground)) {
    const std::string_view said = cell(cells, Role::on_ground);
    // The granular table of one site writes A for airborne and N for not.
    const bool letters = layout_.known != nullptr && layout_.known->name == "fr24-granular";
    if (letters ? said == "N" : means_yes(said)) sighting.flags.on_ground = true;
  }
}

// What the figures of the column are, asked at the first of them.
void TableReader::settle_accuracy() {
  accuracy_settled_ = true;
  Honesty& honesty = imported_.honesty;
  const Column& column = this->column(Role::accuracy);
  const auto unit = column.unit == "nm" || column.unit == "nmi" ? std::optional{nautical_miles(1)}
                    : column.unit == "km"                       ? std::optional{kilometres(1)}
                    : column.unit == "m" || column.unit == "metres" || column.unit == "meters"
                        ? std::optional{metres(1)}
                        : std::nullopt;
  if (!unit)
    return assume(honesty, "errors are left out", "column '" + column.header + "' names no unit",
                  Sure::stated);
  const bool sigma = lower_case(column.header).find("sigma") != std::string::npos;
  assume(honesty,
         "column '" + column.header +
             (sigma ? "' is one sigma per axis" : "' is the radius that holds the truth 95 times in 100"),
         sigma ? "its name says sigma" : "recon's own tables use it so",
         sigma ? Sure::likely : Sure::guessed);
  sigma_of_accuracy_ = *unit / (sigma ? 1.0 : normalise::radius_95);
}

namespace {

// The first word of "m; 95%".
std::optional<Length> unit_of_error(std::string_view unit) {
  const auto* const end = std::find_if_not(unit.begin(), unit.end(), is_letter);
  const std::string_view word = unit.substr(0, static_cast<std::size_t>(end - unit.begin()));
  if (word == "nm" || word == "nmi") return nautical_miles(1);
  if (word == "km") return kilometres(1);
  if (word == "ft" || word == "feet") return feet(1);
  if (word == "m" || word == "metres" || word == "meters") return metres(1);
  return std::nullopt;
}

// How many sigmas of one axis the half axes of an ellipse are that holds the truth so often.
double sigmas_of(double probability) { return std::sqrt(-2.0 * std::log(1.0 - probability)); }

}  // namespace

// What the half axes of the ellipses are, asked at the first of them: their unit, whole or half, and how
// often the ellipse holds the truth.
void TableReader::settle_ellipse() {
  ellipse_settled_ = true;
  Honesty& honesty = imported_.honesty;
  if (has(Role::sigma_north)) {
    sigma_of_major_ = unit_of_error(column(Role::sigma_north).unit);
    sigma_of_minor_ = unit_of_error(column(Role::sigma_east).unit);
    if (!sigma_of_major_ || !sigma_of_minor_)
      return assume(honesty, "errors north and east are left out",
                    "column '" + column(Role::sigma_north).header + "' names no unit", Sure::stated);
    return assume(honesty, "errors north and east are one sigma each", "the names of their columns say so",
                  Sure::likely);
  }
  const bool of_recon = !has(Role::ellipse_major);
  const Column& major = column(of_recon ? Role::accuracy : Role::ellipse_major);
  const auto unit = unit_of_error(major.unit), other = unit_of_error(column(Role::ellipse_minor).unit);
  if (!unit || !other)
    return assume(honesty, "ellipses of errors are left out", "column '" + major.header + "' names no unit",
                  Sure::stated);
  const std::string called = small_letters(major.header + " " + major.unit);
  const auto says = [&](std::string_view word) { return called.find(word) != std::string::npos; };
  const bool whole = says("major") && !says("semi");
  double sigmas = 1.0;
  const auto holds = [&](double probability, const std::string& because, Sure sure) {
    sigmas = sigmas_of(probability);
    assume(honesty,
           "ellipses of errors hold the truth " + std::to_string(std::lround(100.0 * probability)) +
               " times in 100",
           because, sure);
  };
  const std::string so = "column '" + major.header + "' says so";
  if (of_recon)
    holds(0.95, "recon's own tables use it so", Sure::likely);
  else if (says("95"))
    holds(0.95, so, Sure::stated);
  else if (says("90"))
    holds(0.90, so, Sure::stated);
  else if (says("50"))
    holds(0.50, so, Sure::stated);
  else
    assume(
        honesty, "half axes of ellipses are one sigma",
        says("sigma") || says("std") || says("σ")
            ? so
            : "the file does not say; if they hold the truth 95 times in 100, errors are less than half of "
              "these",
        says("sigma") || says("std") || says("σ") ? Sure::stated : Sure::guessed);
  if (whole)
    assume(honesty, "axes of ellipses are whole, from end to end, and are halved",
           "column '" + major.header + "' does not say semi", Sure::guessed);
  assume(honesty, "directions of ellipses are those of the longer axis, from true north",
         "the file does not say", Sure::guessed);
  const double by = (whole ? 0.5 : 1.0) / sigmas;
  sigma_of_major_ = by * *unit;
  sigma_of_minor_ = by * *other;
}

// True where the row has one; half of one is none.
bool TableReader::take_ellipse(Cells cells, Sighting& sighting) {
  const auto figure = [&](Role role) { return number(pointed(cell(cells, role), buffer_a_)); };
  const bool apart = has(Role::sigma_north) && has(Role::sigma_east);
  const bool of_recon = !has(Role::ellipse_major);
  if (!apart && !has(Role::ellipse_minor)) return false;
  const auto along = figure(apart      ? Role::sigma_north
                            : of_recon ? Role::accuracy
                                       : Role::ellipse_major),
             across = figure(apart ? Role::sigma_east : Role::ellipse_minor),
             axis = apart ? std::optional{0.0} : figure(Role::ellipse_axis);
  if (!along || !across || !axis || std::abs(*axis) > 360.0) return false;
  if (!ellipse_settled_) settle_ellipse();
  if (!sigma_of_major_ || !sigma_of_minor_) return false;
  set_ellipse(sighting, *along * *sigma_of_major_, *across * *sigma_of_minor_, degrees(*axis));
  return sighting.accuracy.has_value();
}

void TableReader::take_errors(Cells cells, Sighting& sighting) {
  Honesty& honesty = imported_.honesty;
  if (take_ellipse(cells, sighting)) return;
  const auto figure = [&](Role role) { return number(pointed(cell(cells, role), buffer_a_)); };
  // What the transponder says of itself, the best first.
  struct Quality {
    Role role;
    std::optional<Length> (*sigma)(double);
    const char *what, *why;
    Sure sure;
  };
  constexpr const char* together =
      "as the categories of integrity and accuracy go together; up to 75 m two and a half times";
  static constexpr std::array<Quality, 3> qualities{
      Quality{Role::nac_p, sigma_of_nac_p,
              "the bound of NACp is the radius that holds the truth 95 times in 100",
              "DO-260B says so; it is promised, and not measured", Sure::likely},
      Quality{Role::rc, sigma_of_containment,
              "the containment radius is twice the radius that holds the truth 95 times in 100", together,
              Sure::guessed},
      Quality{Role::nic, sigma_of_nic,
              "the containment radius of NIC is twice the radius that holds the truth 95 times in 100",
              together, Sure::guessed}};
  for (const Quality& its : qualities) {
    if (!has(its.role)) continue;
    const auto value = figure(its.role);
    const auto sigma = value ? its.sigma(*value) : std::nullopt;
    if (!sigma) continue;
    assume(honesty, its.what, its.why, its.sure);
    sighting.accuracy = *sigma;
    return;
  }
  if (has(Role::accuracy)) {
    const auto value = figure(Role::accuracy);
    if (!value || *value <= 0.0) return;
    if (!accuracy_settled_) settle_accuracy();
    if (sigma_of_accuracy_) sighting.accuracy = *value * *sigma_of_accuracy_;
    return;
  }
  if (has(Role::hdop))
    if (const auto value = figure(Role::hdop)) set_hdop(sighting, *value, honesty);
}

// Free cells behind the header of the granular table: "GPSA:35025".
void TableReader::take_tail(Cells cells, Sighting& sighting) {
  for (std::size_t i = layout_.columns.size() > 15 ? 15 : layout_.columns.size(); i < cells.size(); ++i) {
    if (!cells[i].starts_with("GPSA:")) continue;
    if (const auto satellites = height(cells[i].substr(5), HeightUnit::feet, Above::ellipsoid))
      sighting.second_height = satellites;
  }
}

ImportedTrack& TableReader::track_of(Cells cells) {
  // One aircraft of one source: an address before a track's number before a callsign, each beside its site.
  std::string_view name;
  std::string hex;
  for (const Role role : {Role::track, Role::address, Role::registration, Role::callsign})
    if (name.empty()) name = cell(cells, role);
  // A code changes within a flight, and those that network archives write as 0 are none.
  if (name.empty() && layout_.known == nullptr) name = cell(cells, Role::squawk);
  std::string_view site = cell(cells, Role::sensor);
  if (has(Role::area) && has(Role::sensor) && lower_case(column(Role::sensor).header) == "sic") {
    buffer_a_ = "SAC " + std::string{cell(cells, Role::area)} + " SIC " + std::string{site};
    site = buffer_a_;
  }
  if (imported_.tracks.empty() || last_key_.size() != name.size() + site.size() + 1 ||
      !std::string_view{last_key_}.starts_with(name) || !std::string_view{last_key_}.ends_with(site)) {
    last_key_.assign(name);
    last_key_ += '\n';
    last_key_ += site;
    const auto [at, fresh] = tracks_.emplace(last_key_, imported_.tracks.size());
    if (fresh) {
      ImportedTrack track;
      track.kind = timed_ ? layout_.kind : incident::TrackClaim::Kind::drawn;
      track.name = name.empty() ? (site.empty() ? "track" : std::string{site}) : std::string{name};
      if (has(Role::address)) {
        const std::string_view said = cell(cells, Role::address);
        if (column(Role::address).decimal_address) {
          const auto value = number(said);
          constexpr std::string_view digits = "0123456789ABCDEF";
          for (int shift = 20; value && shift >= 0; shift -= 4)
            hex += digits[(static_cast<unsigned>(*value) >> static_cast<unsigned>(shift)) & 15U];
        } else {
          hex = address(said);
        }
        track.address = hex;
        if (!has(Role::track) && !hex.empty()) track.name = hex;
      }
      track.sensor = site;
      if (tracks_.size() == 1) track.sightings.reserve(std::min(expected_, most_sightings));
      imported_.tracks.push_back(std::move(track));
    }
    last_track_ = at->second;
  }
  ImportedTrack& track = imported_.tracks[last_track_];
  const auto fill = [&](std::string& into, std::string_view from) {
    if (into.empty() && !from.empty()) into = trimmed(from);
  };
  fill(track.callsign, cell(cells, Role::callsign));
  fill(track.registration, cell(cells, Role::registration));
  fill(track.type, cell(cells, Role::type));
  if (track.squawk.empty()) track.squawk = squawk(cell(cells, Role::squawk));
  return track;
}

void TableReader::take(Cells cells, std::size_t place) {
  if (layout_.joins.empty()) return take_row(cells, place);
  const std::size_t own = layout_.columns.size() - layout_.joins.size();
  joined_.clear();
  for (const Join& join : layout_.joins) joined_.push_back(joined(join, cells));
  row_.assign(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(std::min(own, cells.size())));
  row_.resize(own);
  row_.insert(row_.end(), joined_.begin(), joined_.end());
  take_row(row_, place);
}

void TableReader::take_row(Cells cells, std::size_t place) {
  Honesty& honesty = imported_.honesty;
  ++honesty.rows;
  if (honesty.used >= most_sightings) return skip(honesty, "more rows than are read", place);
  if (has(Role::has_position) && cell(cells, Role::has_position) == "N")
    return skip(honesty, "the row says that it has no position", place);
  Sighting sighting;
  sighting.place = place;
  std::string why;
  const bool polar = !has(Role::latitude) && !has(Role::position);
  const std::string_view wrong = polar ? take_polar(cells, sighting) : take_place(cells, sighting);
  if (!wrong.empty()) return skip(honesty, wrong, place);
  if (timed_ && !take_time(cells, sighting, why)) return skip(honesty, why, place);
  ImportedTrack& track = track_of(cells);
  if (has(Role::position_time) && sighting.time) {
    const auto [last, fresh] = last_position_time_.emplace(last_track_, *sighting.time);
    if (!fresh && last->second == *sighting.time)
      return skip(honesty, "the same position again (its own time is that of the row before)", place);
    last->second = *sighting.time;
  }
  take_height(cells, main_height(), sighting);
  if (!sighting.height && !sighting.flags.on_ground && main_height() == Role::height &&
      has(Role::flight_level))
    if (const auto level = height(plain_figure(cell(cells, Role::flight_level), buffer_a_),
                                  HeightUnit::flight_levels, Above::standard_pressure))
      sighting.height = level;
  if (has(Role::second_height)) take_height(cells, Role::second_height, sighting);
  take_motion(cells, sighting);
  take_errors(cells, sighting);
  if (layout_.known != nullptr && layout_.known->name == "fr24-granular") take_tail(cells, sighting);
  track.sightings.push_back(std::move(sighting));
  ++honesty.used;
}

Imported TableReader::finish() && {
  if (layout_.known != nullptr && layout_.known->name == "fr24-granular") {
    for (ImportedTrack& track : imported_.tracks) keep_first_reports(track, imported_.honesty);
    assume(imported_.honesty, "a position is as old as the receiver's time says, or up to 0.3 s older",
           "receivers pass on the last position they know", Sure::likely);
  }
  if (clock_)
    clock_->tell(imported_.honesty, column(has(Role::time_of_day) ? Role::time_of_day : Role::time).header);
  if (heights_not_read_ > 0)
    notice(imported_.honesty,
           std::to_string(heights_not_read_) + (heights_not_read_ == 1 ? " height is" : " heights are") +
               " no number and left out, the first in " + std::string{imported_.honesty.counted_in} + " " +
               std::to_string(first_height_place_) + ": '" + first_height_not_read_ + "'");
  if (elevations_unused_ > 0)
    notice(imported_.honesty, std::to_string(elevations_unused_) +
                                  (elevations_unused_ == 1 ? " elevation is" : " elevations are") +
                                  " no angle up to 90° and left out, the first in " +
                                  std::string{imported_.honesty.counted_in} + " " +
                                  std::to_string(first_elevation_place_));
  std::size_t all = 0;
  for (const auto& [hours, count] : offsets_) all += count;
  for (const auto& [hours, count] : offsets_)
    if (hours != 0 && 2 * count > all)
      notice(imported_.honesty, "the other clock of the file is " + std::to_string(hours) +
                                    " h ahead of this one in most rows; one of them may be a local time");
  return std::move(imported_);
}

}  // namespace recon::exchange
