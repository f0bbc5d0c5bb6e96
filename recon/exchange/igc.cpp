// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <vector>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/lines.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/units/text.hpp"

// IGC flight recorder files (FAI Sporting Code, technical specification for GNSS flight recorders).
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

// "3548443N" -> "35°48.443' N": degrees, then minutes with three decimals, no point printed, and what further
// decimals the record has behind.
std::string minutes(std::string_view digits, std::string_view further) {
  const std::size_t whole = digits.size() - 6;  // degrees: two digits or three
  return std::string{digits.substr(0, whole)} + "°" + std::string{digits.substr(whole, 2)} + "." +
         std::string{digits.substr(whole + 2, 3)} + std::string{further} + "' " + digits.back();
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
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
      if (line.starts_with("I")) extensions(line);
      if (line.starts_with("B")) record(line, place);
      return true;
    });
    Honesty& honesty = imported_.honesty;
    assume(honesty, "times are UTC", "IGC has no other", Sure::stated);
    assume(honesty, geoid_ ? "heights are above sea level" : "heights are above the ellipsoid",
           geoid_ ? "the header HFALG says GEO"
           : ellipsoid_
               ? "the header HFALG says ELL"
               : "the specification says so of GNSS heights; some recorders give heights above sea level",
           geoid_ || ellipsoid_ ? Sure::stated : Sure::likely);
    if (flat_ > 0)
      notice(honesty, std::to_string(flat_) +
                          (flat_ == 1 ? " fix is in two dimensions" : " fixes are in two dimensions") +
                          " (validity V): the height from satellites is left out");
    if (rated_)
      assume(honesty, "the fix accuracy FXA holds the truth 95 times in 100",
             "the specification says so: an estimated position error at two sigma", Sure::stated);
    if (!unread_.empty()) notice(honesty, "what the records hold beside is not read:" + unread_);
    if (rolled_) notice(honesty, "times of day run over midnight");
    if (!track_.sightings.empty()) imported_.tracks.push_back(std::move(track_));
    return std::move(imported_);
  }

private:
  struct Extension {
    std::size_t first = 0, length = 0;
    std::string_view code;
  };

  // HFDTE241115, HFDTEDATE:241115,01, HFGIDGLIDERID:D-1234, HFALGALTGPS:GEO. Behind the H stands who says so:
  // F the recorder, O an observer, P the pilot.
  void header(std::string_view line) {
    if (line.size() < 5) return;
    const std::string_view code = line.substr(2, 3);
    if (code == "DTE") {
      const std::size_t at = line.find_first_of("0123456789");
      if (at == std::string_view::npos || line.size() < at + 6) return;
      const std::string_view d = line.substr(at, 6);
      const std::string dotted =
          std::string{d.substr(0, 2)} + "." + std::string{d.substr(2, 2)} + "." + std::string{d.substr(4, 2)};
      if (const auto day = day_of(dotted, DayOrder::day_first)) {
        day_ = std::chrono::sys_days{*day};
        last_.reset();  // midnight is told already
      }
    }
    const auto value = [&] {
      const std::size_t colon = line.find(':');
      return colon == std::string_view::npos ? std::string{} : std::string{trimmed(line.substr(colon + 1))};
    };
    // NIL and NKN stand where there is none and where it is not known.
    const auto said = [&] {
      const std::string text = value();
      return text == "NIL" || text == "NKN" ? std::string{} : text;
    };
    if (code == "GID") track_.registration = said();
    if (code == "GTY") track_.type = said();
    if (code == "ALG") {
      geoid_ = value().starts_with("GEO");
      ellipsoid_ = value().starts_with("ELL");
    }
    if (code == "ALP" && value().starts_with("MSL")) {
      pressure_ = Above::sea_level;
      assume(imported_.honesty, "heights of the barometer are above sea level", "the header HFALP says MSL",
             Sure::stated);
    }
    if (code == "DTM" && !value().empty()) {
      if (value().find("WGS") == std::string::npos)
        notice(imported_.honesty, "the header names another datum: " + value().substr(0, 60));
      else if (imported_.datum == "WGS 84")
        assume(imported_.honesty, "positions are on WGS 84",
               "the header " + std::string{line.substr(0, 5)} + " says so", Sure::stated);
    }
  }

  // I023638FXA3940SIU: so many fields behind the height, each with its first and its last column and its
  // code.
  void extensions(std::string_view line) {
    extensions_.clear();
    for (std::size_t at = 3; at + 7 <= line.size(); at += 7) {
      const auto first = number(line.substr(at, 2)), last = number(line.substr(at + 2, 2));
      const std::string_view code = line.substr(at + 4, 3);
      if (!all_digits(line.substr(at, 4)) || *first < 36 || *last < *first) continue;
      extensions_.push_back(
          {static_cast<std::size_t>(*first) - 1, static_cast<std::size_t>(*last - *first) + 1, code});
      if (code != "LAD" && code != "LOD" && code != "TDS" && code != "FXA" &&
          unread_.find(" " + std::string{code}) == std::string::npos && unread_.size() < 100)
        unread_ += " " + std::string{code};
    }
  }

  // The digits of a record's field; empty where it has none, or something else there.
  [[nodiscard]] std::string_view extension(std::string_view line, std::string_view code) const {
    for (const Extension& one : extensions_)
      if (one.code == code && one.first + one.length <= line.size())
        if (const std::string_view digits = line.substr(one.first, one.length); all_digits(digits))
          return digits;
    return {};
  }

  void record(std::string_view line, std::size_t place) {
    Honesty& honesty = imported_.honesty;
    ++honesty.rows;
    if (!is_record(line)) return skip(honesty, "not a B record, or cut off", place);
    const std::string_view fraction = extension(line, "TDS").substr(0, 3);
    const auto time =
        time_of_day(std::string{line.substr(1, 6)} + (fraction.empty() ? "" : ".") + std::string{fraction});
    if (!time) return skip(honesty, "no time", place);
    if (!day_) return skip(honesty, "a time without a day; say it: --date 2015-11-24", place);
    if (last_ && time->since_midnight + std::chrono::hours{12} < *last_) {
      *day_ += std::chrono::days{1};
      rolled_ = true;
    }
    last_ = time->since_midnight;
    Sighting sighting;
    sighting.place = place;
    if (const auto wrong = place_printed(sighting, minutes(line.substr(7, 8), extension(line, "LAD")) + " " +
                                                       minutes(line.substr(15, 9), extension(line, "LOD")));
        !wrong.empty())
      return skip(honesty, wrong, place);
    if (sighting.position->latitude == degrees(0) && sighting.position->longitude == degrees(0))
      return skip(honesty, "position 0, 0", place);
    set_time(sighting, {Instant{*day_ + time->since_midnight}, static_cast<int>(fraction.size())});
    take_heights(line, sighting);
    // 0 where the recorder does not know it.
    if (const auto radius = number(extension(line, "FXA")); radius && *radius > 0.0) {
      sighting.accuracy = metres(*radius / normalise::radius_95);
      rated_ = true;
    }
    track_.sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  void take_heights(std::string_view line, Sighting& sighting) {
    const std::string_view pressure = line.substr(25, 5), satellite = line.substr(30, 5);
    const auto p = number(pressure), g = number(satellite);
    // V: no height from satellites, which recorders print as zero.
    const bool has_satellite = line[24] == 'A' && g && *g != 0.0;
    if (line[24] == 'V') ++flat_;
    const Above above = geoid_ ? Above::sea_level : Above::ellipsoid;
    if (has_satellite) sighting.height = height(*g, 0, HeightUnit::metres, above);
    // A recorder without a barometer prints zeros throughout.
    if (!p || *p == 0.0) return;
    (has_satellite ? sighting.second_height : sighting.height) = height(*p, 0, HeightUnit::metres, pressure_);
  }

  Imported imported_;
  ImportedTrack track_;
  std::optional<std::chrono::sys_days> day_;
  std::optional<std::chrono::milliseconds> last_;
  std::vector<Extension> extensions_;
  std::string unread_;
  std::size_t flat_ = 0;
  Above pressure_ = Above::standard_pressure;
  bool geoid_ = false, ellipsoid_ = false, rolled_ = false, rated_ = false;
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
