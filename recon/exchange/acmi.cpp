// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/lines.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

// Tacview ACMI 2.x (tacview.net/documentation/acmi): lines of properties, each object's place in T=.
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

constexpr std::size_t most_objects = 100'000;

// At commas that no backslash guards; the backslashes stay, they are rare.
std::vector<std::string_view> properties(std::string_view line) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    const bool guarded = i > 0 && i < line.size() && line[i - 1] == '\\';
    if (i < line.size() && (line[i] != ',' || guarded)) continue;
    parts.push_back(line.substr(begin, i - begin));
    begin = i + 1;
  }
  return parts;
}

std::string plain(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i)
    if (value[i] != '\\' || i + 1 == value.size()) out += value[i];
  return std::string{trimmed(out)};
}

struct Object {
  std::array<std::string, 3> place;  // longitude, latitude, height, in the file's own digits
  std::string name, callsign, type, registration, squawk, address, pilot, printed_height, printed_radius;
  std::size_t track = 0;
  bool has_track = false, moved = false;
};

class AcmiReader {
public:
  explicit AcmiReader(const ImportWish& wish) {
    imported_.format = "Tacview ACMI";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
  }

  Imported read(std::string_view bytes) {
    std::string whole;  // of lines that a backslash continues
    std::size_t first = 0;
    for_each_line(bytes, [&](std::string_view line, std::size_t place) {
      if (line.ends_with('\\') && whole.size() < longest_cell) {
        if (whole.empty()) first = place;
        whole += line.substr(0, line.size() - 1);
        return true;
      }
      if (!whole.empty()) {
        whole += line;
        take(whole, first);
        whole.clear();
      } else {
        take(line, place);
      }
      return true;
    });
    finish();
    return std::move(imported_);
  }

private:
  void take(std::string_view line, std::size_t place) {
    line = trimmed(line);
    if (line.empty() || line.starts_with("//") || line.starts_with("FileType=") ||
        line.starts_with("FileVersion="))
      return;
    if (line.front() == '#') {
      const auto value = number(line.substr(1));
      if (const auto since = value ? stretch_of(*value * 1000.0) : std::nullopt) {
        frame_ = *since;
        frame_decimals_ = std::max(frame_decimals_, std::min(3, decimals(line)));
      } else {
        ++imported_.honesty.rows;
        skip(imported_.honesty, "a time that is no number", place);
      }
      return;
    }
    if (line.front() == '-') {
      objects_.erase(std::string{line.substr(1)});
      return;
    }
    const std::vector<std::string_view> parts = properties(line);
    if (parts.front() == "0") {
      for (std::size_t i = 1; i < parts.size(); ++i) global(parts[i]);
      return;
    }
    object(parts, place);
  }

  void global(std::string_view property) {
    const std::size_t equals = property.find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view key = property.substr(0, equals), value = property.substr(equals + 1);
    if (key == "ReferenceTime") {
      if (const auto wall = iso_time(value); wall && wall->day) {
        reference_ = Instant{std::chrono::sys_days{*wall->day} + wall->since_midnight -
                             wall->offset.value_or(std::chrono::seconds{0})};
        reference_decimals_ = wall->decimals;
      }
    }
    if (key == "ReferenceLongitude") longitude_ = std::string{trimmed(value)};
    if (key == "ReferenceLatitude") latitude_ = std::string{trimmed(value)};
    if (key == "Event" && events_.size() < 20) events_.push_back(plain(value.substr(0, 200)));
    if (key == "DataSource")
      notice(imported_.honesty, "the file's data source: " + plain(value.substr(0, 200)));
  }

  void object(const std::vector<std::string_view>& parts, std::size_t place) {
    if (objects_.size() >= most_objects) throw load::UnreadableFile{"more than 100 000 objects at once"};
    const std::string id{parts.front()};
    if (id.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
      ++imported_.honesty.rows;
      return skip(imported_.honesty, "no line of ACMI", place);
    }
    Object& object = objects_[id];
    bool placed = false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::size_t equals = parts[i].find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view key = parts[i].substr(0, equals), value = parts[i].substr(equals + 1);
      if (key == "T") placed = moved(object, value);
      if (key == "Name") object.name = plain(value);
      if (key == "CallSign") object.callsign = plain(value);
      if (key == "Pilot") object.pilot = plain(value);
      if (key == "Type") object.type = plain(value);
      if (key == "Registration") object.registration = plain(value);
      if (key == "Squawk") object.squawk = squawk(value);
      if (key == "ICAO24") object.address = address(value);
      // recon's own.
      if (key == "PrintedAltitude") object.printed_height = plain(value);
      if (key == "PrintedAccuracy") object.printed_radius = plain(value);
    }
    if (placed) add(id, object, place);
  }

  // An empty field is as it was. Order: longitude, latitude, height.
  static bool moved(Object& object, std::string_view value) {
    for (std::string& coordinate : object.place) {
      const std::size_t bar = std::min(value.find('|'), value.size());
      if (bar > 0) coordinate = std::string{trimmed(value.substr(0, bar))};
      if (bar == value.size()) break;
      value.remove_prefix(bar + 1);
    }
    return true;
  }

  // A coordinate and the file's own reference for it, with the finer of their digits.
  static std::string sum(const std::string& coordinate, const std::string& reference) {
    const auto a = number(coordinate), b = number(reference);
    if (!a || !b || *b == 0.0) return coordinate;
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), *a + *b, std::chars_format::fixed,
                                   std::min(15, std::max(decimals(coordinate), decimals(reference))));
    return {text.data(), end.ptr};
  }

  void add(const std::string& id, Object& object, std::size_t place) {
    Honesty& honesty = imported_.honesty;
    ++honesty.rows;
    if (!object.type.empty() && object.type.find("Air") == std::string::npos &&
        object.type.find("Weapon") == std::string::npos && object.type.find("Sea") == std::string::npos)
      return skip(
          honesty,
          "an object that is neither in the air nor at sea nor a weapon (" + object.type.substr(0, 60) + ")",
          place);
    if (!reference_) return skip(honesty, "no ReferenceTime before it: a time without a day", place);
    Sighting sighting;
    sighting.place = place;
    if (const auto wrong =
            place_at(sighting, sum(object.place[1], latitude_), sum(object.place[0], longitude_));
        !wrong.empty())
      return skip(honesty, wrong, place);
    set_time(sighting, {*reference_ + frame_, std::max({frame_decimals_, reference_decimals_, 0})});
    sighting.height = height(object.place[2], HeightUnit::metres, Above::sea_level);
    has_height_ = has_height_ || sighting.height;
    if (object.printed_height == "unknown") sighting.height = std::nullopt;
    take_written(sighting, object.printed_height, object.printed_radius);
    object.printed_height.clear();
    object.printed_radius.clear();
    track_of(id, object).sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  // An id may be given anew after its object was removed: that is another track.
  ImportedTrack& track_of(const std::string& id, Object& object) {
    if (!object.has_track) {
      object.has_track = true;
      object.track = imported_.tracks.size();
      ImportedTrack track;
      const std::string said = !object.callsign.empty() ? object.callsign
                               : !object.pilot.empty()  ? object.pilot
                                                        : object.name;
      track.name = said.empty() ? id : said + " (" + id + ")";
      track.kind = incident::TrackClaim::Kind::recorder;
      imported_.tracks.push_back(std::move(track));
    }
    ImportedTrack& track = imported_.tracks[object.track];
    if (track.callsign.empty()) track.callsign = object.callsign;
    if (track.type.empty()) track.type = object.name;
    if (track.registration.empty()) track.registration = object.registration;
    if (track.squawk.empty()) track.squawk = object.squawk;
    if (track.address.empty()) track.address = object.address;
    return track;
  }

  void finish() {
    Honesty& honesty = imported_.honesty;
    assume(honesty, "times are UTC", "ReferenceTime is, by the format", Sure::stated);
    if (has_height_) assume(honesty, "heights are above sea level", "the format's usage", Sure::likely);
    if (number(latitude_).value_or(0.0) != 0.0 || number(longitude_).value_or(0.0) != 0.0)
      assume(honesty,
             "ReferenceLongitude " + longitude_ + " and ReferenceLatitude " + latitude_ +
                 " are added to every position",
             "the format says so", Sure::stated);
    for (const std::string& event : events_) notice(honesty, "event: " + event);
    notice(honesty, "a file of this kind may be a simulation; recon cannot tell");
  }

  Imported imported_;
  std::map<std::string, Object> objects_;
  std::optional<Instant> reference_;
  std::string longitude_ = "0", latitude_ = "0";
  std::vector<std::string> events_;
  std::chrono::milliseconds frame_{0};
  int frame_decimals_ = 0, reference_decimals_ = 0;
  bool has_height_ = false;
};

}  // namespace

bool is_acmi(std::string_view bytes) {
  return trimmed(bytes.substr(0, 200)).starts_with("FileType=text/acmi");
}

Imported read_acmi(std::string_view bytes, const ImportWish& wish) { return AcmiReader{wish}.read(bytes); }

}  // namespace recon::exchange
