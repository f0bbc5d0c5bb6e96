// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/exchange/imported.hpp"
#include "recon/units/instant.hpp"

/// The times of track files: what form a column of them has, and the moment that a cell means.
namespace recon::exchange {

/// A moment with the decimals of a second that the file printed, at most three; -1: it printed minutes only.
struct ReadTime {
  Instant at;
  int decimals = 0;
};

/// "2015-11-24 07:24:05.5": in UTC, no clock named, with so many decimals.
[[nodiscard]] std::string printed_utc(const ReadTime& time);
void set_time(Sighting& sighting, const ReadTime& time);
/// The time of a sighting as a case writes it: a moment, a time of day whose day nobody said, or nothing.
void append_time(std::string& out, const Sighting& sighting);

/// So many milliseconds, rounded; none beyond the ten thousand years that a date of four digits can tell.
[[nodiscard]] std::optional<std::chrono::milliseconds> stretch_of(double milliseconds);

/// A day and a time of day as printed, before anybody asked on which clock.
struct WallTimeRead {
  std::optional<std::chrono::year_month_day> day;
  std::chrono::milliseconds since_midnight{0};
  int decimals = 0;
  std::optional<std::chrono::seconds> offset;  // of "Z", "+03:00", "UTC"; none: the text names no clock
  std::string zone;                            // of "MSK", "TSİ": a clock whose offset its day decides
};

/// "Fri 08:12:45 AM" without its day of the week, of which a date can tell and a time cannot.
[[nodiscard]] std::string_view without_weekday(std::string_view text);
/// "2015-11-24T07:24:05.5Z", "2015-11-24 07:24:05", "2024-01-02 07:41:03Z.515", "2015/11/24 07:24:05".
[[nodiscard]] std::optional<WallTimeRead> iso_time(std::string_view text);
/// "07:24:05.5", "7:24", "072405", "072405.50", "09.24.05", "9h24m05s"; "07:24:05 MSK".
[[nodiscard]] std::optional<WallTimeRead> time_of_day(std::string_view text);
/// "241024ZNOV15": day, hour, minute, zone letter, month, year.
[[nodiscard]] std::optional<WallTimeRead> date_time_group(std::string_view text);
/// "24.11.2015", "24/11/2015", "11/24/2015", "2015-11-24", "24 Nov 2015", "20151124"; "24 Kasım 2015", "24
/// ноября 2015 г.": months in English, Turkish, Russian, German and French.
enum class DayOrder { day_first, month_first };
[[nodiscard]] std::optional<std::chrono::year_month_day> day_of(std::string_view text, DayOrder order);

/// What a column of times is, found from its first cells: a form is a form of the whole column, so that one
/// odd cell is told and not guessed at.
enum class TimeForm {
  wall,     // a day with a time of day, or a time of day alone
  epoch_s,  // since 1970
  epoch_ms,
  epoch_us,
  epoch_ns,
  excel_days,      // since 1899-12-30, whole days and a fraction
  day_fraction,    // 0 to 1 of a day
  seconds_of_day,  // 0 to 86 400
  since_event,     // "t+12.5", "T-0:30", "-4": from an instant that the user says
  unknown
};
[[nodiscard]] TimeForm time_form(const std::vector<std::string_view>& cells);

/// "t+12.5", "T-0:30", "+1:02:03.5", "12.5 s", "-4": seconds from an event. `unit`: of bare numbers.
struct SinceEvent {
  std::chrono::milliseconds after{0};
  int decimals = 0;
};
[[nodiscard]] std::optional<SinceEvent> since_event(std::string_view text,
                                                    std::chrono::milliseconds unit = std::chrono::seconds{1});
/// "s", "ms", "min", "h" and how people write them: the unit of a column of times from an event.
[[nodiscard]] std::optional<std::chrono::milliseconds> time_unit(std::string_view word);

/// Turns the cells of a file into moments, on the clock and the day that its user or its header names.
///   (1) a time of day without a day takes the wished day, and the next one after midnight
///   (2) a time that its clock skipped or showed twice is none; the first reason is in trouble()
///   (3) times from an event are added to the wished one, which is on the wished clock unless it names its
///   own
class Clock {
public:
  /// `named`: a clock that the header names, "" where it names none. Throws load::UnreadableFile for a date
  /// or clock that there is not.
  Clock(const ImportWish& wish, std::string_view named);

  [[nodiscard]] std::optional<ReadTime> moment(std::string_view cell, TimeForm form,
                                               DayOrder order = DayOrder::day_first);
  [[nodiscard]] std::optional<ReadTime> moment(const WallTimeRead& wall);
  /// What one is in a column of times from an event; seconds unless said.
  void set_unit(std::chrono::milliseconds unit) { unit_ = unit; }
  [[nodiscard]] bool knows_event() const { return event_.has_value(); }
  /// Why the last moment() had none.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  /// Tells what was taken for granted, after the rows: only what was needed.
  void tell(Honesty& honesty, std::string_view column) const;

private:
  std::optional<ReadTime> of_day(std::chrono::sys_days day, std::chrono::milliseconds time, int decimals,
                                 const std::string& zone);
  void set_event(const std::string& said);
  std::optional<ReadTime> without_day(const WallTimeRead& wall);

  std::string zone_, named_;
  bool wished_ = false, local_ = false;
  std::optional<std::chrono::sys_days> day_;
  std::optional<std::chrono::milliseconds> last_;  // of the day, for the roll over midnight
  std::optional<ReadTime> event_;
  std::chrono::milliseconds unit_ = std::chrono::seconds{1};
  std::string trouble_;
  bool used_zone_ = false, used_day_ = false, used_offset_ = false, used_epoch_ = false, used_event_ = false,
       rolled_ = false;
};

}  // namespace recon::exchange
