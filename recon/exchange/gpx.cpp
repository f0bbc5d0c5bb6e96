// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/exchange/xml.hpp"
#include "recon/units/text.hpp"

// GPX 1.0 and 1.1 (topografix.com/GPX/1/1).
namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

class GpxReader {
public:
  GpxReader(const Xml& xml, const ImportWish& wish) : xml_{xml}, clock_{wish, ""} {
    imported_.format = "GPX";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
  }

  Imported read() {
    Honesty& honesty = imported_.honesty;
    std::size_t number_of_track = 0;
    for (const pugi::xml_node& node : xml_.root().children()) {
      const std::string_view name = local_name(node);
      if (name != "trk" && name != "rte") continue;
      ++number_of_track;
      ImportedTrack track;
      track.name = text_of(child(node, "name"));
      if (track.name.empty()) track.name = "track " + std::to_string(number_of_track);
      std::size_t segments = 0;
      for (const pugi::xml_node& inner : node.children()) {
        if (local_name(inner) == "rtept") point(inner, track);
        if (local_name(inner) != "trkseg") continue;
        ++segments;
        for (const pugi::xml_node& each : inner.children())
          if (local_name(each) == "trkpt") point(each, track);
      }
      if (segments > 1)
        notice(honesty, track.name + " has " + std::to_string(segments) +
                            " segments; what lies between them was not recorded");
      add(std::move(track));
    }
    points();
    clock_.tell(honesty, "time");
    assume(honesty, "positions are on WGS 84", "GPX has no other", Sure::stated);
    if (has_height_)
      assume(honesty, "heights are above sea level or above the ellipsoid, which is not known",
             "<ele> depends on the device", Sure::stated);
    if (has_geoid_)
      assume(honesty, "heights are above sea level where a geoid's height stands beside them",
             "<geoidheight> is what the device took off", Sure::likely);
    if (xml_.cut_off()) notice(honesty, "the file is cut off or damaged; what came before was read");
    return std::move(imported_);
  }

private:
  void points() {
    ImportedTrack track;
    track.name = "waypoints";
    for (const pugi::xml_node& node : xml_.root().children()) {
      if (local_name(node) != "wpt") continue;
      if (text_of(child(node, "time")).empty()) {
        ++imported_.honesty.rows;
        skip(imported_.honesty, "a waypoint without a time", xml_.line(node));
        continue;
      }
      point(node, track);
    }
    add(std::move(track));
  }

  void add(ImportedTrack&& track) {
    if (track.sightings.empty()) return;
    const bool timed = track.sightings.front().time.has_value();
    track.kind = timed ? incident::TrackClaim::Kind::recorder : incident::TrackClaim::Kind::drawn;
    imported_.tracks.push_back(std::move(track));
  }

  void point(const pugi::xml_node& node, ImportedTrack& track) {
    Honesty& honesty = imported_.honesty;
    const std::size_t line = xml_.line(node);
    ++honesty.rows;
    Sighting sighting;
    sighting.place = line;
    if (const auto wrong = place_at(sighting, trimmed(node.attribute("lat").value()),
                                    trimmed(node.attribute("lon").value()));
        !wrong.empty())
      return skip(honesty, wrong, line);
    if (const std::string_view time = text_of(child(node, "time")); !time.empty()) {
      const auto at = clock_.moment(time, TimeForm::wall);
      if (!at) return skip(honesty, clock_.trouble(), line);
      set_time(sighting, *at);
    } else if (!track.sightings.empty() && track.sightings.front().time) {
      return skip(honesty, "a point without a time, in a track that has them", line);
    }
    const std::string_view said = text_of(child(node, "ele"));
    // A device that writes its geoid's height beside the elevation has taken it off the one above the
    // ellipsoid.
    const auto geoid = number(text_of(child(node, "geoidheight")));
    sighting.height = height(said, HeightUnit::metres, geoid ? Above::sea_level : Above::unsaid);
    if (sighting.height && geoid)
      sighting.second_height = height(in_metres(sighting.height->value) + *geoid, sighting.height->decimals,
                                      HeightUnit::metres, Above::ellipsoid);
    (geoid ? has_geoid_ : has_height_) |= sighting.height.has_value();
    if (const auto hdop = number(text_of(child(node, "hdop")))) set_hdop(sighting, *hdop, honesty);
    if (const pugi::xml_node extra = child(node, "extensions"))
      take_written(sighting, text_of(child(extra, "altitude_printed")), text_of(child(extra, "accuracy_m")));
    track.sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  const Xml& xml_;
  Clock clock_;
  Imported imported_;
  bool has_height_ = false, has_geoid_ = false;
};

}  // namespace

bool is_gpx(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  return trimmed(head).starts_with('<') && head.find("<gpx") != std::string_view::npos;
}

Imported read_gpx(std::string_view bytes, const ImportWish& wish) {
  const Xml xml{bytes};
  return GpxReader{xml, wish}.read();
}

}  // namespace recon::exchange
