// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/exchange/xml.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

// KML 2.3 (OGC 12-007r2): gx:Track, gx:MultiTrack, points with a TimeStamp, and lines without a time.
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

/// "36.1,35.8,5791" or "36.1 35.8 5791": the only place where KML's longitude comes first.
struct Tuple {
  std::string_view longitude, latitude, height;
};
Tuple tuple_of(std::string_view text, char separator) {
  const auto next = [&] {
    text = trimmed(text);
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    return part;
  };
  Tuple tuple;
  tuple.longitude = next();
  tuple.latitude = next();
  tuple.height = next();
  return tuple;
}

class KmlReader {
public:
  KmlReader(const Xml& xml, const ImportWish& wish) : xml_{xml}, clock_{wish, ""} {
    imported_.format = "KML";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
    hint(wish.file_name);
  }

  Imported read() {
    walk(local_name(xml_.root()) == "kml" ? xml_.root() : xml_.root().parent(), "");
    Honesty& honesty = imported_.honesty;
    if (imported_.tracks.empty())
      for (Path& path : paths_) {
        honesty.used += path.track.sightings.size();
        imported_.tracks.push_back(std::move(path.track));
      }
    else
      for (const Path& path : paths_)
        for (const Sighting& sighting : path.track.sightings)
          skip(honesty, "a corner of a line without times, beside points that have them", sighting.place);
    if (polygons_ > 0)
      notice(honesty, std::to_string(polygons_) + " polygons are no tracks and were not read");
    if (gaps_ > 0)
      notice(honesty, "gx:MultiTrack has " + std::to_string(gaps_) +
                          " pieces; what lies between them was not recorded");
    if (clamped_ > 0)
      assume(honesty, "heights of points clamped to the ground are left out",
             "KML says to ignore them (altitudeMode clampToGround, or none)", Sure::stated);
    if (xml_.cut_off()) notice(honesty, "the file is cut off or damaged; what came before was read");
    clock_.tell(honesty, "when");
    assume(honesty, "positions are on WGS 84", "KML has no other", Sure::stated);
    return std::move(imported_);
  }

private:
  struct Path {
    ImportedTrack track;
  };

  // Folders are the groups: one aircraft lies in one folder, on the ground and in the air; but a folder
  // whose tracks have each a name of its own holds many ("Arrivals").
  void walk(const pugi::xml_node& node, const std::string& group) {
    const bool apart = has_many(node);
    for (const pugi::xml_node& inner : node.children()) {
      const std::string_view name = local_name(inner);
      if (name == "Document" || name == "Folder") {
        const std::string title{text_of(child(inner, "name"))};
        hint(title);
        tar1090_ = tar1090_ || is_of_tar1090(inner, title);
        if (title.starts_with("FlightAware ")) {
          flightaware_ = true;
          imported_.format = "KML of FlightAware";
        }
        if (has_route_and_trail(inner))
          walk_route(inner, title);
        else
          walk(inner, name == "Folder" ? (title.empty() ? "folder" : title) : group);
      } else if (name == "Placemark") {
        placemark(inner, group, apart);
      } else if (name == "GroundOverlay" || name == "PhotoOverlay") {
        const std::string picture{text_of(child(child(inner, "Icon"), "href"))};
        notice(imported_.honesty, "a picture on the ground" +
                                      (picture.empty() ? "" : " ('" + picture.substr(0, 80) + "')") +
                                      " is no track; recon georef reads tracks off pictures");
      } else if (name == "NetworkLink") {
        notice(imported_.honesty, "links to other files are not followed");
      }
    }
  }

  // Flightradar24: "Route" has a point with its time for each position, "Trail" the same as lines without.
  static bool has_route_and_trail(const pugi::xml_node& node) {
    const auto has = [&](std::string_view title) {
      return std::any_of(node.begin(), node.end(), [&](const pugi::xml_node& inner) {
        return local_name(inner) == "Folder" && text_of(child(inner, "name")) == title;
      });
    };
    return has("Route") && has("Trail");
  }

  static bool has_track(const pugi::xml_node& node) {
    return std::any_of(node.begin(), node.end(), [](const pugi::xml_node& inner) {
      const std::string_view name = local_name(inner);
      return name == "Track" || name == "MultiTrack" || (name == "MultiGeometry" && has_track(inner));
    });
  }

  static bool has_many(const pugi::xml_node& node) {
    std::set<std::string> names;
    for (const pugi::xml_node& inner : node.children())
      if (local_name(inner) == "Placemark" && has_track(inner)) names.insert(called(inner));
    return names.size() > 1;
  }

  // The name of a placemark, and what its maker wrote beside in words that KML does not have: the noise
  // monitors of an airport call a track by its type of aircraft, and name the flight in <flightid>.
  static std::string called(const pugi::xml_node& mark) {
    static constexpr std::array kml{"visibility",  "open",        "author",           "link",
                                    "address",     "phoneNumber", "Snippet",          "snippet",
                                    "description", "styleUrl",    "balloonVisibility"};
    std::string words{text_of(child(mark, "name"))};
    for (const pugi::xml_node& inner : mark.children()) {
      const std::string_view name = local_name(inner), text = text_of(inner);
      if (name == "name" || std::find(kml.begin(), kml.end(), name) != kml.end() || text.empty() ||
          text.size() > 40 || inner.first_child() != inner.last_child())
        continue;
      words += (words.empty() ? "" : " ") + std::string{text};
    }
    return words;
  }

  // Called "9ef5df5/KL1300", the flight's number behind the key of the recording.
  void walk_route(const pugi::xml_node& document, const std::string& title) {
    flightradar_ = true;
    imported_.format = "KML of Flightradar24";
    const std::string flight = title.substr(title.rfind('/') + 1);
    for (const pugi::xml_node& inner : document.children())
      if (local_name(inner) == "Folder") walk(inner, flight.empty() ? "Route" : flight);
    flightradar_ = false;
  }

  // tar1090, and so ADS-B Exchange and adsb.lol, says in the name of its file what heights it wrote, and
  // nowhere else: "N2983Z-track-EGM96.kml" (exportKML of its html/script.js).
  void hint(std::string_view name) {
    if (name.find("press_alt") != std::string_view::npos) heights_ = Heights::pressure;
    if (name.find("EGM96") != std::string_view::npos)
      heights_ = name.find("EGM96_avg") != std::string_view::npos ? Heights::averaged : Heights::geoid;
  }

  // Its folder "N2983Z track" holds pieces that are called "N2983Z", each with the icon of an airport.
  static bool is_of_tar1090(const pugi::xml_node& folder, std::string_view title) {
    if (!title.ends_with(" track")) return false;
    const pugi::xml_node mark = child(folder, "Placemark");
    return text_of(child(mark, "name")) == title.substr(0, title.size() - 6) &&
           text_of(child(child(child(child(mark, "Style"), "IconStyle"), "Icon"), "href"))
               .ends_with("/shapes/airports.png");
  }

  void placemark(const pugi::xml_node& mark, const std::string& group, bool apart) {
    std::string title{text_of(child(mark, "name"))};
    hint(title);
    std::string_view when = text_of(child(child(mark, "TimeStamp"), "when"));
    if (when.empty()) when = text_of(child(child(mark, "TimeSpan"), "begin"));
    geometry(mark, group, title, apart || group.empty() ? called(mark) : group, when);
  }

  void geometry(const pugi::xml_node& holder, const std::string& group, const std::string& title,
                const std::string& name_of_track, std::string_view when) {
    for (const pugi::xml_node& shape : holder.children()) {
      const std::string_view name = local_name(shape);
      if (name == "Point") point(shape, group, title, when);
      if (name == "LineString" || name == "LinearRing") line(shape, title.empty() ? group : title);
      if (name == "Track") add(name_of_track, timed(shape));
      if (name == "MultiTrack") {
        std::size_t pieces = 0;
        std::vector<Sighting> all;
        for (const pugi::xml_node& piece : shape.children())
          if (local_name(piece) == "Track") {
            ++pieces;
            std::vector<Sighting> some = timed(piece);
            std::move(some.begin(), some.end(), std::back_inserter(all));
          }
        if (pieces > 1) gaps_ += pieces;
        add(name_of_track, std::move(all));
      }
      if (name == "Polygon") ++polygons_;
      if (name == "MultiGeometry") geometry(shape, group, title, name_of_track, when);
    }
  }

  Above above_of(const pugi::xml_node& shape, bool& clamped) {
    std::string_view mode = text_of(child(shape, "altitudeMode"));
    // A gx:MultiTrack says it once, for all its tracks (KML 2.3, 9.18).
    if (mode.empty() && local_name(shape.parent()) == "MultiTrack")
      mode = text_of(child(shape.parent(), "altitudeMode"));
    clamped = mode != "absolute" && mode != "relativeToGround";
    if (mode == "relativeToGround") return Above::ground;
    if (clamped) return Above::unsaid;
    Honesty& honesty = imported_.honesty;
    if (heights_ == Heights::pressure) {
      assume(honesty, "heights are pressure altitudes of 1013.25 hPa in metres",
             "the name of the file says press_alt, as tar1090 calls such exports", Sure::likely);
      return Above::standard_pressure;
    }
    if (flightradar_ || flightaware_) {
      // At their cruise FlightAware's aircraft lie on flight levels: 10973 m and 10965 m, 36 000 ft less 25.
      assume(honesty, "heights are pressure altitudes of 1013.25 hPa in metres",
             flightradar_ ? "the folders Route and Trail are Flightradar24's, whose heights are such"
                          : "the file is FlightAware's, whose heights are those that transponders send",
             Sure::likely);
      return Above::standard_pressure;
    }
    if (heights_ != Heights::unsaid) {
      assume(honesty,
             heights_ == Heights::geoid
                 ? "heights are those of satellites, brought from the ellipsoid to sea level by EGM96"
                 : "heights are pressure altitudes brought to those of satellites by a running mean of the "
                   "difference, and to sea level by EGM96",
             "the name of the file says so, as tar1090 calls such exports; whole metres of steps of 25 ft",
             Sure::likely);
      return Above::sea_level;
    }
    if (tar1090_) {
      assume(honesty, "heights are above sea level or at standard pressure: which, is not said",
             "tar1090 wrote the file and says it in the file's name alone, -EGM96 or -press_alt_uncorrected; "
             "this one is called otherwise",
             Sure::guessed);
      return Above::unsaid;
    }
    assume(honesty, "heights are above sea level",
           "KML says so of absolute heights; many programs put pressure altitudes there", Sure::guessed);
    return Above::sea_level;
  }

  // One aircraft is not in two places at a time: pieces that overlap are of two, whatever they are called.
  void add(const std::string& name, std::vector<Sighting>&& sightings) {
    if (sightings.empty()) return;
    const auto before = [](const Sighting& a, const Sighting& b) { return *a.time < *b.time; };
    const auto [first, last] = std::minmax_element(sightings.begin(), sightings.end(), before);
    const std::pair<Instant, Instant> span{*first->time, *last->time};
    const std::string wanted = name.empty() ? "track" : name;
    std::string free = wanted;
    const auto taken = [&] {
      const auto& spans = spans_[free];
      return std::any_of(spans.begin(), spans.end(),
                         [&](const auto& one) { return one.first < span.second && span.first < one.second; });
    };
    for (int n = 2; taken(); ++n) free = wanted + " " + std::to_string(n);
    if (free != wanted)
      notice(imported_.honesty, "tracks called '" + wanted + "' overlap in time and are kept apart");
    spans_[free].push_back(span);
    auto& into = track(free).sightings;
    std::move(sightings.begin(), sightings.end(), std::back_inserter(into));
  }

  ImportedTrack& track(const std::string& name) {
    const auto found = std::find_if(imported_.tracks.begin(), imported_.tracks.end(),
                                    [&](const ImportedTrack& t) { return t.name == name; });
    if (found != imported_.tracks.end()) return *found;
    imported_.tracks.push_back({});
    imported_.tracks.back().name = name;
    const bool broadcast = tar1090_ || flightradar_;
    imported_.tracks.back().kind =
        broadcast ? incident::TrackClaim::Kind::adsb : incident::TrackClaim::Kind::plots;
    if (broadcast)
      assume(imported_.honesty, "positions are what the aircraft broadcast",
             "such programs show that first; where they located the aircraft by several receivers, the file "
             "does "
             "not tell",
             Sure::likely);
    return imported_.tracks.back();
  }

  // True when the place can be used; heights that are ignored leave a trace.
  bool place(const Tuple& tuple, Above above, bool clamped, std::size_t line, Sighting& sighting) {
    Honesty& honesty = imported_.honesty;
    sighting.place = line;
    if (const auto wrong = place_at(sighting, tuple.latitude, tuple.longitude); !wrong.empty()) {
      skip(honesty, wrong, line);
      return false;
    }
    const auto value = number(tuple.height);
    if (clamped) {
      if (value && *value != 0.0) ++clamped_;
    } else {
      sighting.height = height(tuple.height, HeightUnit::metres, above);
    }
    return true;
  }

  void point(const pugi::xml_node& shape, const std::string& group, const std::string& title,
             std::string_view when) {
    Honesty& honesty = imported_.honesty;
    ++honesty.rows;
    const std::size_t line = xml_.line(shape);
    if (when.empty()) return skip(honesty, "a point without a time", line);
    const auto at = clock_.moment(when, TimeForm::wall);
    if (!at) return skip(honesty, clock_.trouble(), line);
    bool clamped = false;
    const Above above = above_of(shape, clamped);
    Sighting sighting;
    if (!place(tuple_of(text_of(child(shape, "coordinates")), ','), above, clamped, line, sighting)) return;
    set_time(sighting, *at);
    // Points one by one have each a name of their own; their folder has the aircraft's.
    track(group.empty() ? (points_.empty() ? points_ = title.empty() ? "points" : title : points_) : group)
        .sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  // Times and places are two lists that may stand one after the other or by turns.
  std::vector<Sighting> timed(const pugi::xml_node& shape) {
    Honesty& honesty = imported_.honesty;
    std::vector<Sighting> sightings;
    std::vector<pugi::xml_node> times, places;
    for (const pugi::xml_node& inner : shape.children()) {
      if (local_name(inner) == "when") times.push_back(inner);
      if (local_name(inner) == "coord") places.push_back(inner);
    }
    honesty.rows += std::max(times.size(), places.size());
    if (times.size() != places.size()) {
      for (std::size_t i = 0; i < std::max(times.size(), places.size()); ++i)
        skip(honesty,
             "of a gx:Track with " + std::to_string(times.size()) + " times and " +
                 std::to_string(places.size()) + " places: which belongs to which is not known",
             xml_.line(shape));
      return sightings;
    }
    bool clamped = false;
    const Above above = above_of(shape, clamped);
    const std::vector<std::string_view> heights = samples(shape, "altitude_printed"),
                                        radii = samples(shape, "accuracy_m");
    for (std::size_t i = 0; i < times.size(); ++i) {
      const std::size_t line = xml_.line(places[i]);
      const std::string_view said = text_of(places[i]);
      if (said.empty()) {
        skip(honesty, "an empty gx:coord", line);
        continue;
      }
      const auto at = clock_.moment(text_of(times[i]), TimeForm::wall);
      if (!at) {
        skip(honesty, clock_.trouble(), line);
        continue;
      }
      Sighting sighting;
      if (!place(tuple_of(said, ' '), above, clamped, line, sighting)) continue;
      set_time(sighting, *at);
      take_written(sighting, at_or_empty(heights, i), at_or_empty(radii, i));
      sightings.push_back(std::move(sighting));
      ++honesty.used;
    }
    return sightings;
  }

  static std::string_view at_or_empty(const std::vector<std::string_view>& values, std::size_t i) {
    return i < values.size() ? values[i] : std::string_view{};
  }

  // One value for each place of a gx:Track, which recon itself writes (KML 2.3, 9.19).
  static std::vector<std::string_view> samples(const pugi::xml_node& shape, std::string_view name) {
    std::vector<std::string_view> values;
    for (const pugi::xml_node& data : child(child(shape, "ExtendedData"), "SchemaData").children())
      if (local_name(data) == "SimpleArrayData" && data.attribute("name").value() == name)
        for (const pugi::xml_node& value : data.children())
          if (local_name(value) == "value") values.push_back(text_of(value));
    return values;
  }

  // The same beside a line, parted by semicolons.
  static std::vector<std::string_view> listed(const pugi::xml_node& shape, std::string_view name) {
    std::vector<std::string_view> values;
    for (const pugi::xml_node& data : child(shape.parent(), "ExtendedData").children()) {
      if (local_name(data) != "Data" || data.attribute("name").value() != name) continue;
      std::string_view text = text_of(child(data, "value"));
      for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(';');
        values.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
      }
    }
    return values;
  }

  void line(const pugi::xml_node& shape, const std::string& name) {
    const std::vector<std::string_view> heights = listed(shape, "altitude_printed"),
                                        radii = listed(shape, "accuracy_m");
    std::size_t corner = 0;
    Path path;
    path.track.name = name.empty() ? "line" : name;
    for (int n = 2; std::any_of(paths_.begin(), paths_.end(),
                                [&](const Path& p) { return p.track.name == path.track.name; });
         ++n)
      path.track.name = (name.empty() ? "line" : name) + " " + std::to_string(n);
    path.track.kind = incident::TrackClaim::Kind::drawn;
    bool clamped = false;
    const Above above = above_of(shape, clamped);
    std::string_view text = text_of(child(shape, "coordinates"));
    const std::size_t line = xml_.line(shape);
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
      const std::string_view tuple = text.substr(0, end);
      text.remove_prefix(std::min(text.size(), end + 1));
      if (tuple.empty()) continue;
      ++imported_.honesty.rows;
      Sighting sighting;
      const std::size_t i = corner++;
      if (!place(tuple_of(tuple, ','), above, clamped, line, sighting)) continue;
      take_written(sighting, at_or_empty(heights, i), at_or_empty(radii, i));
      path.track.sightings.push_back(std::move(sighting));
    }
    if (!path.track.sightings.empty()) paths_.push_back(std::move(path));
  }

  const Xml& xml_;
  Clock clock_;
  Imported imported_;
  std::vector<Path> paths_;
  std::string points_;
  std::size_t polygons_ = 0, gaps_ = 0, clamped_ = 0;
  std::map<std::string, std::vector<std::pair<Instant, Instant>>, std::less<>> spans_;  // of the pieces
  enum class Heights { unsaid, pressure, geoid, averaged } heights_ = Heights::unsaid;
  bool flightradar_ = false, flightaware_ = false, tar1090_ = false;
};

}  // namespace

bool is_kml(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (!trimmed(head).starts_with('<')) return false;
  // Old files leave the outermost element out, which Google Earth allows.
  return head.find("<kml") != std::string_view::npos ||
         head.find("earth.google.com/kml/") != std::string_view::npos ||
         head.find("opengis.net/kml/") != std::string_view::npos;
}

Imported read_kml(std::string_view bytes, const ImportWish& wish) {
  const Xml xml{bytes};
  return KmlReader{xml, wish}.read();
}

}  // namespace recon::exchange
