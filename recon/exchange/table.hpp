// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/imported.hpp"
#include "recon/exchange/times.hpp"

/// Tables of sightings, wherever their cells come from: a text with separators, a sheet of a workbook, a
/// list of JSON objects.
namespace recon::exchange {

/// What a column tells.
enum class Role {
  other,
  time,
  day,
  time_of_day,
  received,
  latitude,
  longitude,
  position,
  easting,
  northing,
  range,
  azimuth,
  elevation,
  height,
  flight_level,
  second_height,
  ground_height,
  speed,
  course,
  climb,
  accuracy,
  ellipse_major,
  ellipse_minor,
  ellipse_axis,
  sigma_north,
  sigma_east,
  hdop,
  nac_p,
  nuc_p,
  nic,
  rc,
  address,
  callsign,
  squawk,
  registration,
  type,
  track,
  sensor,
  area,  // SAC, beside the SIC of a sensor
  on_ground,
  has_position,
  position_time,
  latitude_minutes,
  latitude_seconds,
  latitude_letter,
  longitude_minutes,
  longitude_seconds,
  longitude_letter,
  hour,
  minute,
  second,
  year,
  month,
  day_of_month,
  zone,         // of a grid of metres
  zone_letter,  // behind its number
  part          // of a column that was joined of several
};

struct Column {
  Role role = Role::other;
  std::string header;  // as the file has it
  std::string unit;    // "ft"; of a time the clock: "UTC"; of a position "lonlat"; empty: not said
  Sighting::Height::Above above = Sighting::Height::Above::unsaid;
  bool decimal_address = false;  // 24 bits written in decimal
};

/// A program whose tables are known by their header: what its columns are and mean, where the names alone
/// do not tell. `header` are names that must all be there, in lower case.
struct KnownTable {
  std::string_view title, name;
  std::vector<std::string_view> header;
  std::vector<std::pair<std::string_view, Column>> columns;  // by name in lower case
  incident::TrackClaim::Kind kind;
  std::string_view datum;
};
[[nodiscard]] const std::vector<KnownTable>& known_tables();

/// A cell that is made of several of its row (joins.hpp).
struct Join {
  enum class Form { degrees, clock, day, utm, sk42 };
  static constexpr int none = -1;
  Form form = Form::degrees;
  std::vector<int> parts;  // columns in the order of the form, or none
  std::string fixed;       // the zone of a grid, where it is not in a column
};

/// The columns of a header row, by what they are called in English, Turkish, Russian, German or French, units
/// in brackets or behind an underscore. Empty when the row is no header of a table of places.
struct Layout {
  std::string title = "table";
  std::vector<Column> columns;
  incident::TrackClaim::Kind kind = incident::TrackClaim::Kind::plots;
  std::string datum;
  const KnownTable* known = nullptr;
  std::vector<Join> joins;  // each fills one of the last columns
};
[[nodiscard]] std::optional<Layout> layout_of(std::span<const std::string_view> header);

using Cells = std::span<const std::string_view>;

/// Rows into sightings. Cells are trimmed; a quoted number is a number.
class TableReader {
public:
  /// `sample`: some hundred rows, from which forms are found that hold for a whole column.
  TableReader(Layout layout, const std::vector<std::vector<std::string>>& sample, const ImportWish& wish,
              std::size_t expected_rows = 0);
  void take(Cells cells, std::size_t place);
  [[nodiscard]] Imported finish() &&;

private:
  void take_row(Cells cells, std::size_t place);
  void append_joined(std::vector<std::string>& row) const;
  void sample_signs(const std::vector<std::vector<std::string>>& sample);
  void tell_height(Role role, std::optional<HeightUnit> unit, const std::string& lead);
  void sample_times(const std::vector<std::vector<std::string>>& sample);
  void settle_heights();
  void settle_polar();
  [[nodiscard]] std::string_view cell(Cells cells, Role role) const;
  [[nodiscard]] bool has(Role role) const { return of_role_[static_cast<std::size_t>(role)] >= 0; }
  [[nodiscard]] const Column& column(Role role) const;
  std::string_view pointed(std::string_view digits, std::string& buffer) const;
  bool take_time(Cells cells, Sighting& sighting, std::string& why);
  std::string_view take_place(Cells cells, Sighting& sighting);
  std::string_view take_polar(Cells cells, Sighting& sighting);
  std::string_view place_in_words(Sighting& sighting, const std::string& printed);
  std::string_view plain_figure(std::string_view digits, std::string& buffer);
  void skipped_height(std::string_view said, std::size_t place);
  [[nodiscard]] Role main_height() const;
  void take_height(Cells cells, Role role, Sighting& sighting);
  void take_motion(Cells cells, Sighting& sighting);
  void take_errors(Cells cells, Sighting& sighting);
  void settle_accuracy();
  void settle_ellipse();
  bool take_ellipse(Cells cells, Sighting& sighting);
  void take_elevation(Cells cells, Sighting& sighting);
  ImportedTrack& track_of(Cells cells);
  void take_tail(Cells cells, Sighting& sighting);

  static constexpr std::size_t roles = static_cast<std::size_t>(Role::part) + 1;
  Layout layout_;
  ImportWish wish_;
  Imported imported_;
  std::vector<int> of_role_;
  std::optional<HeightUnit> height_unit_, second_unit_;
  std::optional<SpeedUnit> speed_unit_, climb_unit_;
  std::optional<Clock> clock_, received_clock_;
  TimeForm time_form_ = TimeForm::unknown, received_form_ = TimeForm::unknown,
           position_time_form_ = TimeForm::unknown;
  DayOrder day_order_ = DayOrder::day_first;
  bool decimal_comma_ = false, point_parts_thousands_ = false, timed_ = false, told_what_is_wrong_ = false;
  std::optional<std::chrono::year_month_day> last_day_;
  bool told_no_height_unit_ = false, accuracy_settled_ = false;
  std::optional<Length> sigma_of_accuracy_;  // of a figure of 1
  bool ellipse_settled_ = false;
  std::optional<Length> sigma_of_major_, sigma_of_minor_;  // of a figure of 1
  std::size_t elevations_unused_ = 0, first_elevation_place_ = 0;
  std::size_t heights_not_read_ = 0, first_height_place_ = 0;
  std::string first_height_not_read_;
  std::unordered_map<std::string, std::size_t> tracks_;
  std::string last_key_;
  std::size_t last_track_ = 0, expected_ = 0;
  std::map<std::size_t, Instant> last_position_time_;
  std::map<long, std::size_t> offsets_;  // whole hours between two clocks of the file, and how often
  RangeUnit range_unit_ = RangeUnit::nautical_miles;
  AzimuthUnit azimuth_unit_ = AzimuthUnit::degrees;
  bool counts_ = false;  // azimuths are change pulses, 4096 to the circle
  std::string buffer_a_, buffer_b_;
  std::vector<std::string> joined_;
  std::vector<std::string_view> row_;  // with the joined cells behind
};

}  // namespace recon::exchange
