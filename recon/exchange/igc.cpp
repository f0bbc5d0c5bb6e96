// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/lines.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

// IGC flight recorder files (FAI Sporting Code, technical specification for GNSS flight recorders).
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

// "3548443N" -> "35°48.443' N": degrees, then minutes with three decimals, no point printed.
std::string minutes(std::string_view digits) {
  const std::size_t whole = digits.size() - 6;  // degrees: two digits or three
  return std::string{digits.substr(0, whole)} + "°" + std::string{digits.substr(whole, 2)} + "." +
         std::string{digits.substr(whole + 2, 3)} + "' " + digits.back();
}

bool is_record(std::string_view line) {
  return line.size() >= 35 && line[0] == 'B' &&
         line.substr(1, 6).find_first_not_of("0123456789") == std::string_view::npos &&
         (line[14] == 'N' || line[14] == 'S') && (line[23] == 'E' || line[23] == 'W') &&
         (line[24] == 'A' || line[24] == 'V');
}

class IgcReader {
public:
  explicit IgcReader(const ImportWish& wish) {
    imported_.format = "IGC";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
    track_.name = "recorder";
    track_.kind = incident::TrackClaim::Kind::recorder;
    if (wish.date.empty()) return;
    if (const auto day = read_date(wish.date)) day_ = std::chrono::sys_days{*day};
  }

  Imported read(std::string_view bytes) {
    for_each_line(bytes, [&](std::string_view line, std::size_t place) {
      if (line.starts_with("H")) header(line);
      if (line.starts_with("B")) record(line, place);
      return true;
    });
    Honesty& honesty = imported_.honesty;
    assume(honesty, "times are UTC", "IGC has no other", Sure::stated);
    assume(honesty, geoid_ ? "heights are above sea level" : "heights are above the ellipsoid",
           geoid_ ? "the header HFALG says GEO"
                  : "the specification says so of GNSS heights; some recorders give heights above sea level",
           geoid_ ? Sure::stated : Sure::likely);
    if (rolled_) notice(honesty, "times of day run over midnight");
    if (!track_.sightings.empty()) imported_.tracks.push_back(std::move(track_));
    return std::move(imported_);
  }

private:
  // HFDTE241115, HFDTEDATE:241115,01, HFGIDGLIDERID:D-1234, HFALGALTGPS:GEO
  void header(std::string_view line) {
    if (line.starts_with("HFDTE")) {
      const std::size_t at = line.find_first_of("0123456789");
      if (at == std::string_view::npos || line.size() < at + 6) return;
      const std::string_view d = line.substr(at, 6);
      const std::string dotted =
          std::string{d.substr(0, 2)} + "." + std::string{d.substr(2, 2)} + "." + std::string{d.substr(4, 2)};
      if (const auto day = day_of(dotted, DayOrder::day_first)) day_ = std::chrono::sys_days{*day};
    }
    const auto value = [&] {
      const std::size_t colon = line.find(':');
      return colon == std::string_view::npos ? std::string{} : std::string{trimmed(line.substr(colon + 1))};
    };
    if (line.starts_with("HFGID")) track_.registration = value();
    if (line.starts_with("HFGTY")) track_.type = value();
    if (line.starts_with("HFALG") && value().starts_with("GEO")) geoid_ = true;
    if (line.starts_with("HFDTM") && value().find("WGS") == std::string::npos && !value().empty())
      notice(imported_.honesty, "the header names another datum: " + value().substr(0, 60));
  }

  void record(std::string_view line, std::size_t place) {
    Honesty& honesty = imported_.honesty;
    ++honesty.rows;
    if (!is_record(line)) return skip(honesty, "not a B record, or cut off", place);
    const auto time = time_of_day(line.substr(1, 6));
    if (!time) return skip(honesty, "no time", place);
    if (!day_) return skip(honesty, "a time without a day; say it: --date 2015-11-24", place);
    if (last_ && time->since_midnight + std::chrono::hours{12} < *last_) {
      *day_ += std::chrono::days{1};
      rolled_ = true;
    }
    last_ = time->since_midnight;
    Sighting sighting;
    sighting.place = place;
    if (const auto wrong =
            place_printed(sighting, minutes(line.substr(7, 8)) + " " + minutes(line.substr(15, 9)));
        !wrong.empty())
      return skip(honesty, wrong, place);
    if (sighting.position->latitude == degrees(0) && sighting.position->longitude == degrees(0))
      return skip(honesty, "position 0, 0", place);
    set_time(sighting, {Instant{*day_ + time->since_midnight}, 0});
    take_heights(line, sighting);
    track_.sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  void take_heights(std::string_view line, Sighting& sighting) {
    const std::string_view pressure = line.substr(25, 5), satellite = line.substr(30, 5);
    const auto p = number(pressure), g = number(satellite);
    // V: no height from satellites, which recorders print as zero.
    const bool has_satellite = line[24] == 'A' && g && *g != 0.0;
    if (line[24] == 'V') notice(imported_.honesty, "some fixes are in two dimensions (validity V)");
    const Above above = geoid_ ? Above::sea_level : Above::ellipsoid;
    if (has_satellite) sighting.height = height(*g, 0, HeightUnit::metres, above);
    // A recorder without a barometer prints zeros throughout.
    if (!p || *p == 0.0) return;
    (has_satellite ? sighting.second_height : sighting.height) =
        height(*p, 0, HeightUnit::metres, Above::standard_pressure);
  }

  Imported imported_;
  ImportedTrack track_;
  std::optional<std::chrono::sys_days> day_;
  std::optional<std::chrono::milliseconds> last_;
  bool geoid_ = false, rolled_ = false;
};

}  // namespace

bool is_igc(std::string_view bytes) {
  if (!bytes.starts_with('A') && !bytes.starts_with('H')) return false;
  std::size_t records = 0, rows = 0;
  for_each_line(bytes.substr(0, 64U << 10U), [&](std::string_view line, std::size_t) {
    if (is_record(line)) ++records;
    return records < 1 && ++rows < 500;
  });
  return records > 0;
}

Imported read_igc(std::string_view bytes, const ImportWish& wish) { return IgcReader{wish}.read(bytes); }

}  // namespace recon::exchange
