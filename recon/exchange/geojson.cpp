// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/json.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/records.hpp"
#include "recon/exchange/times.hpp"
#include "recon/geo/datum.hpp"
#include "recon/units/text.hpp"

// GeoJSON (RFC 7946): points with their time among the properties are a table; lines are tracks when a list
// of times goes with their corners, else paths without a clock.
namespace recon::exchange {

namespace {

using Sure = Honesty::Assumed::Sure;
using Above = Sighting::Height::Above;

struct Corner {
  std::string longitude, latitude, height;
};

class GeoJsonReader {
public:
  explicit GeoJsonReader(const ImportWish& wish) : wish_{wish}, clock_{wish, ""} {
    lines_.format = "GeoJSON";
    lines_.honesty.counted_in = "feature";
    lines_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
  }

  Imported read(std::string_view bytes) {
    Json json{bytes};
    ondemand::object root;
    if (json.document().get_object().get(root) != simdjson::SUCCESS)
      throw load::UnreadableFile{"no JSON object"};
    const std::string type = member(root, "type");
    take_system(root);
    if (type == "FeatureCollection")
      collection(root);
    else if (type == "Feature")
      feature(root);
    else
      geometry(root, {});
    return joined();
  }

private:
  // RFC 7946 abolished the "crs" of GeoJSON 2008. What it names is not trusted in silence: longitude and
  // latitude on a datum that is known, or nothing.
  void take_system(ondemand::object& root) {
    ondemand::object system;
    if (root["crs"].get_object().get(system) != simdjson::SUCCESS) return;
    std::string_view name;
    if (system["properties"]["name"].get_string().get(name) != simdjson::SUCCESS)
      throw load::UnreadableFile{"its \"crs\" is not given by name; only such are read"};
    const std::string said{name};
    // Of EPSG's geographic systems; CRS84 is WGS 84 with longitude first by itself.
    using Code = std::pair<std::string_view, std::string_view>;
    constexpr std::array codes{Code{":CRS84", "WGS 84"},      Code{":4326", "WGS 84"},
                               Code{":4230", "ED50"},         Code{":4284", "Pulkovo 1942"},
                               Code{":4227", "Deir ez Zor"},  Code{":4281", "Palestine 1923"},
                               Code{":4154", "ED50(ED77)"},   Code{":4204", "Ain el Abd"},
                               Code{":4270", "Nahrwan 1967"}, Code{":4301", "Tokyo"}};
    const auto* const code =
        std::find_if(codes.begin(), codes.end(), [&](const Code& one) { return said.ends_with(one.first); });
    const auto known = code == codes.end() ? std::nullopt : geo::datum(code->second);
    if (!known)
      throw load::UnreadableFile{"its \"crs\" is '" + said.substr(0, 80) +
                                 "'; only longitude and latitude on a datum that recon knows are read"};
    if (wish_.datum.empty()) lines_.datum = known->name;
    assume(lines_.honesty, "positions are on " + std::string{known->name},
           "the file's \"crs\" says " + said.substr(0, 80) + "; longitude comes first", Sure::stated);
  }

  void collection(ondemand::object& root) {
    ondemand::array features;
    if (root["features"].get_array().get(features) != simdjson::SUCCESS)
      throw load::UnreadableFile{"a FeatureCollection without \"features\""};
    for (auto element : features) {
      ondemand::object one;
      if (element.get_object().get(one) != simdjson::SUCCESS) {
        notice(lines_.honesty, "the features end where the file is cut off or damaged");
        return;
      }
      feature(one);
    }
  }

  struct Properties {
    std::vector<std::pair<std::string, std::string>> said;
    std::vector<std::string> times, heights, radii;  // the latter two of recon's own writing
  };

  void feature(ondemand::object& object) {
    ++features_;
    Properties about;
    ondemand::object properties, shape;
    if (object["properties"].get_object().get(properties) == simdjson::SUCCESS)
      about = properties_of(properties);
    if (object["geometry"].get_object().get(shape) != simdjson::SUCCESS) {
      ++lines_.honesty.rows;
      return skip(lines_.honesty, "a feature without a geometry", features_);
    }
    geometry(shape, about);
  }

  static Properties properties_of(ondemand::object& object) {
    Properties about;
    for (auto field : object) {
      std::string_view key;
      ondemand::value value;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) break;
      const std::string name{key};
      if (field.value().get(value) != simdjson::SUCCESS) break;
      ondemand::json_type type{};
      if (value.type().get(type) != simdjson::SUCCESS) break;
      if (type == ondemand::json_type::array) {
        // coordTimes, times, coordinateProperties.times: whoever writes them, one for each corner.
        if (name.find("ime") != std::string::npos) list_of(value, about.times);
        if (name == "altitudes_printed") list_of(value, about.heights);
        if (name == "accuracies_m") list_of(value, about.radii);
      } else if (type == ondemand::json_type::object) {
        ondemand::object inner;
        ondemand::value times;
        if (value.get_object().get(inner) == simdjson::SUCCESS &&
            inner["times"].get(times) == simdjson::SUCCESS)
          list_of(times, about.times);
      } else {
        about.said.emplace_back(name, scalar(value));
      }
    }
    return about;
  }

  static void list_of(ondemand::value& value, std::vector<std::string>& into) {
    ondemand::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) return;
    for (auto element : list) {
      ondemand::value one;
      if (element.get(one) != simdjson::SUCCESS) return;
      ondemand::json_type type{};
      if (one.type().get(type) != simdjson::SUCCESS) return;
      if (type == ondemand::json_type::array)
        list_of(one, into);  // of a line in pieces: as deep as its coordinates
      else
        into.push_back(scalar(one));
    }
  }

  void geometry(ondemand::object& shape, const Properties& about) {
    const std::string type = member(shape, "type");
    ondemand::value coordinates;
    if (type == "GeometryCollection") {
      ++lines_.honesty.rows;
      return skip(lines_.honesty, "a collection of geometries", features_);
    }
    if (shape["coordinates"].get(coordinates) != simdjson::SUCCESS) {
      ++lines_.honesty.rows;
      return skip(lines_.honesty, "a geometry without coordinates", features_);
    }
    if (type == "Point") {
      if (const auto corner = corner_of(coordinates)) point(*corner, about);
    } else if (type == "LineString") {
      line(coordinates, about, 1);
    } else if (type == "MultiPoint" || type == "MultiLineString") {
      line(coordinates, about, type == "MultiPoint" ? 1 : 2);
    } else {
      ++lines_.honesty.rows;
      skip(lines_.honesty, "a " + type.substr(0, 40) + ", which is no track", features_);
    }
  }

  // The only place where GeoJSON's longitude comes first.
  static std::optional<Corner> corner_of(ondemand::value& value) {
    ondemand::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) return std::nullopt;
    Corner corner;
    std::size_t i = 0;
    for (auto element : list) {
      ondemand::value one;
      if (element.get(one) != simdjson::SUCCESS) return std::nullopt;
      if (i == 0) corner.longitude = scalar(one);
      if (i == 1) corner.latitude = scalar(one);
      if (i == 2) corner.height = scalar(one);
      ++i;
    }
    return corner;
  }

  void point(const Corner& corner, const Properties& about) {
    points_.start(features_);
    points_.put("latitude", corner.latitude);
    points_.put("longitude", corner.longitude);
    // RFC 7946, 3.1.1: a third element is the height in metres above the ellipsoid; few writers know.
    if (!corner.height.empty()) points_.put("altitude_m", corner.height);
    for (const auto& [name, value] : about.said) points_.put(name, value);
  }

  void line(ondemand::value& coordinates, const Properties& about, int depth) {
    ondemand::array list;
    if (coordinates.get_array().get(list) != simdjson::SUCCESS) return;
    std::vector<Corner> corners;
    std::size_t pieces = 0;
    for (auto element : list) {
      ondemand::value one;
      if (element.get(one) != simdjson::SUCCESS) break;
      if (depth == 1) {
        if (auto corner = corner_of(one)) corners.push_back(std::move(*corner));
        continue;
      }
      ++pieces;
      ondemand::array piece;
      if (one.get_array().get(piece) != simdjson::SUCCESS) break;
      for (auto inner : piece) {
        ondemand::value at;
        if (inner.get(at) != simdjson::SUCCESS) break;
        if (auto corner = corner_of(at)) corners.push_back(std::move(*corner));
      }
    }
    if (pieces > 1)
      notice(lines_.honesty,
             "a line in " + std::to_string(pieces) + " pieces; what lies between them was not recorded");
    add_line(corners, about);
  }

  void add_line(const std::vector<Corner>& corners, const Properties& about) {
    Honesty& honesty = lines_.honesty;
    ImportedTrack track;
    for (const auto& [name, value] : about.said)
      if (track.name.empty() &&
          (name == "name" || name == "callsign" || name == "flight" || name == "title" || name == "icao24"))
        track.name = value;
    if (track.name.empty()) track.name = "line " + std::to_string(features_);
    const bool timed = !about.times.empty() && about.times.size() == corners.size();
    if (!about.times.empty() && !timed)
      notice(honesty, "a line of " + std::to_string(corners.size()) + " corners has " +
                          std::to_string(about.times.size()) +
                          " times: which belongs to which is not known, and it is read as a path");
    track.kind = timed ? incident::TrackClaim::Kind::plots : incident::TrackClaim::Kind::drawn;
    std::vector<std::string_view> times{about.times.begin(), about.times.end()};
    const TimeForm form = timed ? time_form(times) : TimeForm::unknown;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      ++honesty.rows;
      Sighting sighting;
      sighting.place = features_;
      if (const auto wrong = place_at(sighting, corners[i].latitude, corners[i].longitude); !wrong.empty()) {
        skip(honesty, wrong, features_);
        continue;
      }
      if (timed) {
        const auto at = clock_.moment(times[i], form);
        if (!at) {
          skip(honesty, clock_.trouble(), features_);
          continue;
        }
        set_time(sighting, *at);
      }
      sighting.height = height(corners[i].height, HeightUnit::metres, Above::unsaid);
      const bool printed = about.heights.size() == corners.size();
      take_written(sighting, printed ? about.heights[i] : "",
                   about.radii.size() == corners.size() ? about.radii[i] : "");
      if (sighting.height && !printed)
        assume(honesty, "heights are metres, above what is not known",
               "RFC 7946 says the ellipsoid, few writers know", Sure::guessed);
      track.sightings.push_back(std::move(sighting));
      ++honesty.used;
    }
    if (!track.sightings.empty()) lines_.tracks.push_back(std::move(track));
  }

  Imported joined() {
    clock_.tell(lines_.honesty, "times");
    if (lines_.datum == "WGS 84")
      assume(lines_.honesty, "positions are on WGS 84", "RFC 7946 has no other", Sure::stated);
    if (points_.empty()) return std::move(lines_);
    Imported points = points_.read(wish_);
    points.format = "GeoJSON";
    points.datum = lines_.datum;
    points.honesty.counted_in = lines_.honesty.counted_in;
    for (ImportedTrack& track : lines_.tracks) points.tracks.push_back(std::move(track));
    Honesty& honesty = points.honesty;
    honesty.rows += lines_.honesty.rows;
    honesty.used += lines_.honesty.used;
    for (Honesty::Skipped& skipped : lines_.honesty.skipped) honesty.skipped.push_back(std::move(skipped));
    for (Honesty::Assumed& assumed : lines_.honesty.assumed)
      assume(honesty, assumed.what, assumed.because, assumed.sure);
    for (std::string& noticed : lines_.honesty.noticed) notice(honesty, std::move(noticed));
    return points;
  }

  const ImportWish& wish_;
  Clock clock_;
  Imported lines_;
  Records points_;
  std::size_t features_ = 0;
};

}  // namespace

bool is_geojson(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 64U << 10U));
  return head.starts_with('{') && (head.find("\"FeatureCollection\"") != std::string_view::npos ||
                                   head.find("\"Feature\"") != std::string_view::npos ||
                                   (head.find("\"coordinates\"") != std::string_view::npos &&
                                    head.find("\"type\"") != std::string_view::npos));
}

Imported read_geojson(std::string_view bytes, const ImportWish& wish) {
  return GeoJsonReader{wish}.read(bytes);
}

}  // namespace recon::exchange
