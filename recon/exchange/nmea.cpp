// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/lines.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/units/text.hpp"

// NMEA 0183: RMC gives day, time, place, speed and course; GGA, and GNS where several systems are used, time,
// place, quality, HDOP and height; GST the ellipse of the error; ZDA the day; GLL a place and a time, read
// where nothing else has one. Sentences of one second are one fix.
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

constexpr std::size_t most_fields = 32;
struct Sentence {
  std::array<std::string_view, most_fields> fields;
  std::size_t size = 0;
  std::string_view type;  // "RMC"
};

unsigned hexadecimal(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  return 256U;
}

enum class Sum { right, wrong, missing };

// Loggers put their own clock before the dollar.
std::optional<std::string_view> from_dollar(std::string_view line) {
  const std::size_t at = line.find('$');
  if (at == std::string_view::npos || line.size() - at < 7) return std::nullopt;
  return line.substr(at + 1);
}

Sum checked(std::string_view& body) {
  const std::size_t star = body.rfind('*');
  if (star == std::string_view::npos) return Sum::missing;
  const std::string_view printed = trimmed(body.substr(star + 1));
  body = body.substr(0, star);
  unsigned sum = 0;
  for (const char c : body) sum ^= static_cast<unsigned char>(c);
  return printed.size() == 2 && sum == hexadecimal(printed[0]) * 16U + hexadecimal(printed[1]) ? Sum::right
                                                                                               : Sum::wrong;
}

Sentence split_sentence(std::string_view body) {
  Sentence sentence;
  while (sentence.size < most_fields) {
    const std::size_t comma = std::min(body.find(','), body.size());
    sentence.fields[sentence.size++] = trimmed(body.substr(0, comma));
    if (comma == body.size()) break;
    body.remove_prefix(comma + 1);
  }
  const std::string_view name = sentence.fields[0];
  if (name.size() >= 5) sentence.type = name.substr(name.size() - 3);
  return sentence;
}

// "3548.4430", "N" -> "35°48.4430' N": the receiver's own digits.
std::optional<std::string> minutes(std::string_view digits, std::string_view letter) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  if (point < 3 || !number(digits) || letter.size() != 1) return std::nullopt;
  return std::string{digits.substr(0, point - 2)} + "°" + std::string{digits.substr(point - 2)} + "' " +
         std::string{letter};
}

class NmeaReader {
public:
  explicit NmeaReader(const ImportWish& wish) : wish_{wish} {
    imported_.format = "NMEA 0183";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
    track_.name = "receiver";
    track_.kind = incident::TrackClaim::Kind::recorder;
  }

  Imported read(std::string_view bytes) {
    look_ahead(bytes);
    for_each_line(bytes, [&](std::string_view line, std::size_t number_of_line) {
      take(line, number_of_line);
      return true;
    });
    flush();
    Honesty& honesty = imported_.honesty;
    assume(honesty, "times are UTC", "NMEA has no other", Sure::stated);
    if (unsummed_ > 0) notice(honesty, std::to_string(unsummed_) + " sentences have no checksum");
    if (rolled_) notice(honesty, "times of day run over midnight");
    if (!track_.sightings.empty()) imported_.tracks.push_back(std::move(track_));
    return std::move(imported_);
  }

private:
  using Days = std::chrono::sys_days;

  // GGA may come before the first sentence with a day: the day of the file is needed first.
  void look_ahead(std::string_view bytes) {
    for_each_line(bytes, [&](std::string_view line, std::size_t) {
      auto body = from_dollar(line);
      if (!body || checked(*body) == Sum::wrong) return true;
      const Sentence sentence = split_sentence(*body);
      only_gll_ = only_gll_ && sentence.type != "RMC" && sentence.type != "GGA" && sentence.type != "GNS";
      if (day_) return only_gll_;
      day_ =
          sentence.type == "RMC" && sentence.size > 9 ? day_from(sentence.fields[9]) : day_of_zda(sentence);
      // Times before the first dated one may be of the evening before.
      if (day_) first_time_ = time_of_day(sentence.fields[1]);
      return true;
    });
    if (!day_ && !wish_.date.empty())
      if (const auto said = read_date(wish_.date)) {
        assume(imported_.honesty, "times are on the day you said", "no sentence has a date (--date)",
               Sure::stated);
        day_ = Days{*said};
      }
  }

  // "$GPZDA,051134.00,04,07,2012,,": its day and year are of UTC, whatever the zone behind them.
  static std::optional<Days> day_of_zda(const Sentence& s) {
    if (s.type != "ZDA" || s.size < 5 || s.fields[4].size() != 4) return std::nullopt;
    std::string dotted;
    for (const std::size_t field : {2U, 3U, 4U})
      dotted += (dotted.empty() ? "" : ".") + std::string{s.fields[field]};
    const auto day = day_of(dotted, DayOrder::day_first);
    return day ? std::optional{Days{*day}} : std::nullopt;
  }

  static std::optional<Days> day_from(std::string_view ddmmyy) {
    if (ddmmyy.size() != 6) return std::nullopt;
    std::string dotted{ddmmyy.substr(0, 2)};
    dotted += '.';
    dotted += ddmmyy.substr(2, 2);
    dotted += '.';
    dotted += ddmmyy.substr(4, 2);
    const auto day = day_of(dotted, DayOrder::day_first);
    return day ? std::optional{Days{*day}} : std::nullopt;
  }

  void take(std::string_view line, std::size_t place) {
    Honesty& honesty = imported_.honesty;
    if (trimmed(line).empty()) return;
    auto body = from_dollar(line);
    if (!body) {
      ++honesty.rows;
      return skip(honesty, line.starts_with('!') ? "a message of ships (AIS)" : "no sentence of NMEA", place);
    }
    const Sum sum = checked(*body);
    const Sentence sentence = split_sentence(*body);
    const std::string_view type = sentence.type;
    if (type == "ZDA" && sum != Sum::wrong) return take_zda(sentence);
    if (type == "GST" && sum != Sum::wrong) return take_gst(sentence);
    if (type != "RMC" && type != "GGA" && type != "GNS" && (type != "GLL" || !only_gll_))
      return;  // satellites in view and the like
    ++honesty.rows;
    if (sum == Sum::wrong) return skip(honesty, "the checksum does not match", place);
    if (sum == Sum::missing) ++unsummed_;
    if (sentence.size < (type == "GLL" ? 7U : 10U)) return skip(honesty, "cut off", place);
    const auto time = time_of_day(sentence.fields[type == "GLL" ? 5 : 1]);
    if (!time && without_fix(sentence)) return skip(honesty, no_fix, place);
    if (!time) return skip(honesty, "no time", place);
    if (!open_ || open_time_.since_midnight != time->since_midnight) flush();
    open_time_ = *time;
    if (type == "RMC")
      take_rmc(sentence, place);
    else if (type == "GLL")
      take_gll(sentence, place);
    else
      take_height(sentence, place);
  }

  void start(std::size_t place, std::string_view latitude, std::string_view north, std::string_view longitude,
             std::string_view east) {
    if (open_) return;
    const auto a = minutes(latitude, north), b = minutes(longitude, east);
    if (!a || !b) return skip(imported_.honesty, "no position", place);
    fix_ = {};
    fix_.place = place;
    if (const auto wrong = place_printed(fix_, *a + " " + *b); !wrong.empty())
      return skip(imported_.honesty, wrong, place);
    open_ = true;
  }

  void take_rmc(const Sentence& s, std::size_t place) {
    if (s.fields[2] != "A")
      return skip(imported_.honesty, "the receiver says that its fix is not valid", place);
    start(place, s.fields[3], s.fields[4], s.fields[5], s.fields[6]);
    if (!open_) return;
    if (const auto value = number(s.fields[7])) fix_.ground_speed = speed(*value, SpeedUnit::knots);
    if (const auto value = number(s.fields[8])) fix_.course = degrees(*value);
    if (const auto day = day_from(s.fields[9])) open_day_ = day;
    finish_sentence();
  }

  void take_gll(const Sentence& s, std::size_t place) {
    if (s.fields[6] != "A")
      return skip(imported_.honesty, "the receiver says that its fix is not valid", place);
    start(place, s.fields[1], s.fields[2], s.fields[3], s.fields[4]);
    if (open_) finish_sentence();
  }

  // "$GPGST,024603.00,3.2,6.6,4.7,47.3,5.8,5.6,22.0": rms of the ranges, one sigma along both half axes and
  // where the longer points, then north, east and up. It may come before its fix or behind it.
  void take_gst(const Sentence& s) {
    const auto time = time_of_day(s.fields[1]);
    if (!time || s.size < 8) return;
    Error error{.time = time->since_midnight, .ellipse = {}};
    const auto major = number(s.fields[3]), minor = number(s.fields[4]), axis = number(s.fields[5]),
               north = number(s.fields[6]), east = number(s.fields[7]);
    if (major && minor && axis)
      set_ellipse(error.ellipse, metres(*major), metres(*minor), degrees(*axis));
    else if (north && east)
      set_ellipse(error.ellipse, metres(*north), metres(*east), degrees(0));
    if (!error.ellipse.accuracy) return;
    if (open_ && open_time_.since_midnight != time->since_midnight) flush();
    error_ = std::move(error);
  }

  void take_error() {
    if (!error_ || error_->time != open_time_.since_midnight) return;
    fix_.accuracy = error_->ellipse.accuracy;
    fix_.ellipse = error_->ellipse.ellipse;
    assume(imported_.honesty, "errors are the ellipses of GST, one sigma along each half axis",
           "NMEA says so; the receiver reckons them from its own model", Sure::stated);
    error_.reset();
  }

  // The day of the time that it tells: of the fix that stands open, or of those to come.
  void take_zda(const Sentence& s) {
    const auto day = day_of_zda(s);
    const auto time = time_of_day(s.fields[1]);
    if (!day || !time) return;
    if (open_ && open_time_.since_midnight != time->since_midnight) flush();
    if (open_) {
      open_day_ = day;
    } else {
      day_ = day;
      last_ = time->since_midnight;
    }
  }

  static constexpr std::string_view no_fix = "the receiver says that it has no fix (quality 0)";
  static bool without_fix(const Sentence& s) {
    if (s.type != "GGA" && s.type != "GNS") return false;
    return s.fields[6] == "0" || s.fields[6].find_first_not_of('N') == std::string_view::npos;
  }

  // GGA and GNS: "0" is no fix and "8" a simulator; GNS has a letter for each system, N none, S simulated.
  void take_height(const Sentence& s, std::size_t place) {
    const std::string_view quality = s.fields[6];
    if (without_fix(s)) return skip(imported_.honesty, no_fix, place);
    start(place, s.fields[2], s.fields[3], s.fields[4], s.fields[5]);
    if (!open_) return;
    if (quality == "8" || quality.find('S') != std::string_view::npos) fix_.flags.simulated = true;
    const std::size_t separation_field = s.type == "GNS" ? 10 : 11;
    if (const auto above_sea = height(s.fields[9], HeightUnit::metres, Above::sea_level)) {
      fix_.height = above_sea;
      assume(imported_.honesty, "heights are above sea level, by the receiver's own geoid",
             std::string{s.type} + " field 9", Sure::stated);
      // h = H + N: the separation stands beside the height.
      if (const auto separation = number(s.fields[separation_field]))
        fix_.second_height = height(in_metres(above_sea->value) + *separation, above_sea->decimals,
                                    HeightUnit::metres, Above::ellipsoid);
    }
    if (const auto hdop = number(s.fields[8])) set_hdop(fix_, *hdop, imported_.honesty);
    finish_sentence();
  }

  // Two sentences of one fix are two rows, used.
  void finish_sentence() { ++imported_.honesty.used; }

  void flush() {
    if (!open_) return;
    open_ = false;
    take_error();
    if (open_day_) {
      day_ = open_day_;
    } else if (day_ && last_ && open_time_.since_midnight + std::chrono::hours{12} < *last_) {
      *day_ += std::chrono::days{1};
      rolled_ = true;
    } else if (day_ && !last_ && first_time_ &&
               first_time_->since_midnight + std::chrono::hours{12} < open_time_.since_midnight) {
      *day_ -= std::chrono::days{1};
    }
    open_day_.reset();
    last_ = open_time_.since_midnight;
    if (!day_) {
      imported_.honesty.used -= imported_.honesty.used > 0 ? 1U : 0U;
      return skip(imported_.honesty, "a time without a day; say it: --date 2015-11-24", fix_.place);
    }
    set_time(fix_, {Instant{*day_ + open_time_.since_midnight}, open_time_.decimals});
    track_.sightings.push_back(std::move(fix_));
  }

  const ImportWish& wish_;
  Imported imported_;
  ImportedTrack track_;
  Sighting fix_;
  bool open_ = false, rolled_ = false, only_gll_ = true;
  WallTimeRead open_time_;
  std::optional<WallTimeRead> first_time_;
  std::optional<Days> day_, open_day_;
  std::optional<std::chrono::milliseconds> last_;
  std::size_t unsummed_ = 0;
  struct Error {
    std::chrono::milliseconds time;
    Sighting ellipse;  // its accuracy and ellipse alone
  };
  std::optional<Error> error_;
};

}  // namespace

bool is_nmea(std::string_view bytes) {
  std::size_t good = 0, rows = 0;
  for_each_line(bytes.substr(0, 16U << 10U), [&](std::string_view line, std::size_t) {
    // What its owner wrote above it, and what ships say.
    if (trimmed(line).empty() || line.starts_with('#') || line.starts_with('!')) return true;
    if (auto body = from_dollar(line); body && body->size() > 6 && (*body)[5] == ',' && is_letter((*body)[0]))
      ++good;
    return ++rows < 20;
  });
  return good > 0 && 2 * good >= rows;
}

Imported read_nmea(std::string_view bytes, const ImportWish& wish) { return NmeaReader{wish}.read(bytes); }

}  // namespace recon::exchange
