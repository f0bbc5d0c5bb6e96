// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/rows.hpp"
#include "recon/exchange/times.hpp"
#include "recon/units/text.hpp"

// SBS-1 BaseStation: 22 comma fields a line, no header (woodair.net, Barebones42 socket data; readsb
// net_io.c). Positions, velocities and names come in different messages; none is lent to another.
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;
using Fields = std::span<const std::string_view>;

// As the pages number them, less one.
enum Field : std::size_t {
  kind = 0,
  type = 1,
  hex = 4,
  day = 6,
  time = 7,
  logged_day = 8,
  logged_time = 9,
  callsign = 10,
  altitude = 11,
  speed_field = 12,
  course = 13,
  latitude = 14,
  longitude = 15,
  climb = 16,
  squawk_field = 17,
  alert = 18,
  emergency = 19,
  ground = 21
};

bool is_kind(std::string_view word) {
  return word == "MSG" || word == "SEL" || word == "ID" || word == "AIR" || word == "STA" || word == "CLK";
}

class SbsReader {
public:
  explicit SbsReader(const ImportWish& wish) : clock_{wish, ""}, logged_{wish, ""} {
    imported_.format = "SBS-1";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
  }

  void take(Fields fields, std::size_t line) {
    Honesty& honesty = imported_.honesty;
    ++honesty.rows;
    if (!is_kind(fields[kind])) return skip(honesty, "no line of SBS-1", line);
    if (fields[kind] != "MSG")
      return skip(honesty, "a line without kinematics (SEL, ID, AIR, STA, CLK)", line);
    if (fields.size() < 11) return skip(honesty, "cut off", line);
    remember(fields);
    if (fields.size() <= longitude || fields[latitude].empty() || fields[longitude].empty())
      return skip(honesty, "a message without a position", line);
    if (honesty.used >= most_sightings) return skip(honesty, "more rows than are read", line);
    Sighting sighting;
    sighting.place = line;
    if (const auto wrong = place_at(sighting, fields[latitude], fields[longitude]); !wrong.empty())
      return skip(honesty, wrong, line);
    const auto at = moment(clock_, fields[day], fields[time]);
    if (!at) return skip(honesty, clock_.trouble(), line);
    set_time(sighting, *at);
    take_height(fields, sighting);
    take_rest(fields, sighting);
    track(fields[hex]).sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  Imported finish() && {
    Honesty& honesty = imported_.honesty;
    clock_.tell(honesty, "date and time generated");
    assume(honesty, "heights are pressure altitudes of 1013.25 hPa in feet, save those marked H",
           "the format's usage", Sure::likely);
    for (const Honesty::Assumed& assumed : honesty.assumed)
      if (assumed.what == "times are UTC" && assumed.sure == Sure::guessed) {
        notice(honesty,
               "readsb writes UTC, dump1090 and BaseStation the local time of their computer; if it is the "
               "latter, say --clock");
        break;
      }
    std::size_t all = 0;
    for (const auto& [hours, count] : offsets_) all += count;
    for (const auto& [hours, count] : offsets_)
      if (hours != 0 && 2 * count > all)
        notice(honesty, "lines are logged " + std::to_string(hours) +
                            " h after they were generated; one of the two clocks is a local time");
    if (multilaterated_ > 0)
      notice(honesty,
             std::to_string(multilaterated_) + (multilaterated_ == 1 ? " position was" : " positions were") +
                 " computed by multilateration, of " + std::to_string(std::lround(fewest_)) + " to " +
                 std::to_string(std::lround(most_)) + " receivers (field 19): the aircraft did not send " +
                 (multilaterated_ == 1 ? "it" : "them"));
    if (late_ > 0)
      notice(honesty, std::to_string(late_) + (late_ == 1 ? " line was" : " lines were") +
                          " logged minutes after they were generated, as old BaseStation does on purpose");
    return std::move(imported_);
  }

private:
  static std::optional<ReadTime> moment(Clock& clock, std::string_view date, std::string_view time_of) {
    std::string both{date};
    both += ' ';
    both += time_of;
    return clock.moment(both, TimeForm::wall);
  }

  ImportedTrack& track(std::string_view said) {
    const std::string name = address(said);
    const auto [at, fresh] = tracks_.emplace(name, imported_.tracks.size());
    if (fresh) {
      ImportedTrack made;
      made.name = made.address = name;
      made.kind = incident::TrackClaim::Kind::adsb;
      if (const auto told = names_.find(name); told != names_.end()) made.callsign = told->second;
      if (const auto told = squawks_.find(name); told != squawks_.end()) made.squawk = told->second;
      imported_.tracks.push_back(std::move(made));
    }
    return imported_.tracks[at->second];
  }

  // Callsign and code come in messages of their own, before or after the positions.
  void remember(Fields fields) {
    const auto keep = [&](std::unordered_map<std::string, std::string>& into, std::string_view said,
                          bool is_name) {
      if (said.empty()) return;
      const std::string name = address(fields[hex]);
      if (!into.emplace(name, said).second) return;
      if (const auto at = tracks_.find(name); at != tracks_.end())
        (is_name ? imported_.tracks[at->second].callsign : imported_.tracks[at->second].squawk) = said;
    };
    keep(names_, fields[callsign], true);
    if (fields.size() > squawk_field) keep(squawks_, squawk(fields[squawk_field]), false);
  }

  // readsb can be told to send heights and climbs of GNSS; they carry an H.
  static std::string_view without_mark(std::string_view said) {
    return said.ends_with('H') ? said.substr(0, said.size() - 1) : said;
  }

  static void take_height(Fields fields, Sighting& sighting) {
    const bool geometric = fields[altitude].ends_with('H');
    sighting.height = height(without_mark(fields[altitude]), HeightUnit::feet,
                             geometric ? Above::ellipsoid : Above::standard_pressure);
  }

  void take_rest(Fields fields, Sighting& sighting) {
    if (const auto value = number(fields[speed_field]))
      sighting.ground_speed = speed(*value, SpeedUnit::knots);
    if (const auto value = number(fields[course])) sighting.course = degrees(*value);
    if (fields.size() > climb)
      if (const auto value = number(without_mark(fields[climb])))
        sighting.climb = speed(*value, SpeedUnit::feet_per_minute);
    if (fields.size() > ground) sighting.flags.on_ground = fields[ground] == "-1" || fields[ground] == "1";
    // Where a multilateration server feeds the port, the alert field counts the receivers that heard it, and
    // the emergency field holds an error in kilometres.
    if (fields.size() > alert)
      if (const auto heard = number(fields[alert]); heard && *heard >= 2.0 && *heard < 1000.0) {
        ++multilaterated_;
        fewest_ = std::min(fewest_, *heard);
        most_ = std::max(most_, *heard);
      }
    if (fields.size() > emergency && fields[emergency].find('.') != std::string_view::npos)
      if (const auto value = number(fields[emergency]); value && *value > 0.0) {
        sighting.accuracy = metres(1000.0 * *value);
        assume(imported_.honesty,
               "field 20 is the error of a multilateration in kilometres, taken as one sigma per axis",
               "it holds fractions, where other programs write -1 or 0", Sure::likely);
      }
    if (const auto logged = moment(logged_, fields[logged_day], fields[logged_time]);
        logged && sighting.time) {
      sighting.received = logged->at;
      const auto apart = std::chrono::duration<double>(logged->at - *sighting.time).count();
      const long hours = std::lround(apart / 3600.0);
      if (std::abs(apart - 3600.0 * static_cast<double>(hours)) < 120.0) ++offsets_[hours];
      if (apart > 120.0 && apart < 1200.0) ++late_;
    }
  }

  Imported imported_;
  Clock clock_, logged_;
  std::unordered_map<std::string, std::size_t> tracks_;
  std::unordered_map<std::string, std::string> names_, squawks_;
  std::map<long, std::size_t> offsets_;
  std::size_t late_ = 0, multilaterated_ = 0;
  double fewest_ = 1000.0, most_ = 0.0;
};

}  // namespace

bool is_sbs(std::string_view bytes) {
  std::size_t good = 0, rows = 0;
  for_each_row(bytes.substr(0, 64U << 10U), ',', [&](Fields fields, std::size_t) {
    if (is_kind(fields[kind]) && fields.size() >= 10) ++good;
    return ++rows < 20;
  });
  return good > 0 && 2 * good >= rows;
}

Imported read_sbs(std::string_view bytes, const ImportWish& wish) {
  SbsReader reader{wish};
  for_each_row(bytes, ',', [&](Fields fields, std::size_t line) {
    reader.take(fields, line);
    return true;
  });
  return std::move(reader).finish();
}

}  // namespace recon::exchange
