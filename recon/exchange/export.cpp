// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "recon/exchange/times.hpp"
#include "recon/geo/datum.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

// Seven decimals of a degree are a centimetre; a position in minutes or seconds has no decimals of its own.
constexpr int usual_decimals = 7;

std::string fixed(double value, int shown) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, shown);
  return {text.data(), end.ptr};
}

// Decimals that half a step of the last digit leaves: 4 for 0.00005.
int decimals_of(Angle half_step) {
  const double step = 2.0 * in_degrees(half_step);
  if (step <= 0.0) return usual_decimals;
  const double exact = -std::log10(step);
  // A step that is no power of ten (minutes, seconds) takes two digits more, to lose nothing.
  const bool decimal = std::abs(exact - std::round(exact)) < 1e-6;
  return std::clamp(static_cast<int>(decimal ? std::lround(exact) : std::lround(std::ceil(exact)) + 2), 0,
                    15);
}

std::string_view above_words(HeightDatum datum) {
  switch (datum) {
    case HeightDatum::unstated:
      return "";
    case HeightDatum::mean_sea_level:
      return "mean sea level";
    case HeightDatum::standard_pressure:
      return "standard pressure";
    case HeightDatum::ground:
      return "ground";
    case HeightDatum::ellipsoid:
      return "ellipsoid";
  }
  return "";
}

class WaysOf {
public:
  explicit WaysOf(const incident::Incident& incident)
      : incident_{incident},
        context_{read_date(incident.date.text), incident.clock.text, std::nullopt, std::nullopt} {}

  Ways read() {
    for (const incident::Narrative& narrative : incident_.narratives)
      statements(narrative.statements, narrative.clock.text);
    for (const incident::Evidence& evidence : incident_.evidence) statements(evidence.statements, "");
    return std::move(result_);
  }

private:
  void statements(const std::vector<incident::Statement>& statements, const std::string& clock) {
    for (const incident::Statement& statement : statements)
      for (const incident::Claim& claim : statement.claims)
        if (const auto* track = std::get_if<incident::TrackClaim>(&claim.assertion))
          add(claim, *track, clock);
  }

  void add(const incident::Claim& claim, const incident::TrackClaim& track, const std::string& clock) {
    TimeContext context = context_;
    if (!clock.empty()) context.clock = clock;
    if (!track.clock.empty()) context.clock = track.clock.text;
    Way way{.name = claim.name,
            .aircraft = claim.aircraft.empty() ? std::string{} : claim.aircraft.front().text,
            .points = {}};
    std::size_t polar = 0, unread = 0;
    for (const incident::Fix& fix : track.fixes) {
      if (fix.position.empty()) {
        ++polar;
      } else if (auto point = point_from(fix, context)) {
        way.points.push_back(std::move(*point));
      } else {
        ++unread;
      }
    }
    const auto told = [&](std::size_t n, const std::string& why) {
      if (n > 0)
        result_.said.push_back(claim.name + ": " + std::to_string(n) + (n == 1 ? " fix " : " fixes ") + why);
    };
    told(polar, "of range and azimuth, whose place is an inference; not written");
    told(unread, "not understood; not written");
    if (!track.datum.empty() && geo::datum(track.datum.text) &&
        geo::datum(track.datum.text)->name != "WGS 84")
      result_.said.push_back(claim.name + ": positions are written as printed, on " + track.datum.text);
    if (!way.points.empty()) result_.ways.push_back(std::move(way));
  }

  std::optional<Waypoint> point_from(const incident::Fix& fix, const TimeContext& context) {
    const geo::PositionReadings cells = geo::read_position(fix.position.text);
    if (cells.readings.empty()) return std::nullopt;
    const geo::PositionReading& cell = cells.readings.front();
    Waypoint point;
    point.latitude = fixed(in_degrees(cell.position.latitude), decimals_of(cell.half_latitude));
    point.longitude = fixed(in_degrees(cell.position.longitude), decimals_of(cell.half_longitude));
    if (!fix.time.empty()) {
      const TimeReadings times = read_time(fix.time.text, context);
      if (times.readings.empty()) return std::nullopt;
      point.time = utc(times.readings.front().at.stated, fix.time.text);
    }
    if (const FigureReadings heights = read_figure(fix.altitude.text, Dimension::height);
        !fix.altitude.empty() && !heights.readings.empty()) {
      point.height_m = plain(heights.readings.front().value.stated);
      point.above = above_words(heights.readings.front().height_datum);
    }
    if (const FigureReadings radii = read_figure(fix.accuracy.text, Dimension::length);
        !fix.accuracy.empty() && !radii.readings.empty())
      point.accuracy_m = plain(radii.readings.front().value.stated);
    return point;
  }

  // With as many decimals of a second as the fix prints.
  static std::string utc(Instant when, std::string_view printed) {
    const std::size_t colon = printed.rfind(':');
    const std::size_t point = colon == std::string_view::npos ? colon : printed.find('.', colon);
    int shown = 0;
    if (point != std::string_view::npos)
      while (point + 1 + static_cast<std::size_t>(shown) < printed.size() &&
             is_digit(printed[point + 1 + static_cast<std::size_t>(shown)]))
        ++shown;
    std::string text = printed_utc({when, shown}) + "Z";
    text[10] = 'T';
    return text;
  }

  // The shortest digits of a length in metres that are good to a millimetre.
  static std::string plain(double m) {
    std::string text = fixed(m, 3);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
  }

  const incident::Incident& incident_;
  TimeContext context_;
  Ways result_;
};

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

bool timed(const Way& way) {
  return std::all_of(way.points.begin(), way.points.end(),
                     [](const Waypoint& point) { return !point.time.empty(); });
}

std::string csv_of(const std::vector<Way>& ways) {
  const bool clocked = std::any_of(ways.begin(), ways.end(), [](const Way& way) {
    return std::any_of(way.points.begin(), way.points.end(),
                       [](const Waypoint& point) { return !point.time.empty(); });
  });
  std::string out = "track_id,";
  out += clocked ? "time_utc," : "";
  out += "latitude,longitude,altitude_m,altitude_above,accuracy_m\n";
  for (const Way& way : ways)
    for (const Waypoint& p : way.points) {
      out += way.name + ",";
      if (clocked) out += p.time + ",";
      out += p.latitude + "," + p.longitude + "," + p.height_m + "," + p.above + "," + p.accuracy_m + "\n";
    }
  return out;
}

std::string geojson_of(const std::vector<Way>& ways) {
  std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
  bool first = true;
  for (const Way& way : ways) {
    std::string coordinates, times;
    for (const Waypoint& p : way.points) {
      coordinates += (coordinates.empty() ? "[" : ",[") + p.longitude + "," + p.latitude +
                     (p.height_m.empty() ? "]" : "," + p.height_m + "]");
      times += (times.empty() ? "" : ",") + json(p.time);
    }
    out += std::string{first ? "\n" : ",\n"} +
           "{\"type\":\"Feature\",\"properties\":{\"name\":" + json(way.name) +
           ",\"aircraft\":" + json(way.aircraft);
    if (timed(way)) out += ",\"coordTimes\":[" + times + "]";
    out += "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[" + coordinates + "]}}";
    first = false;
  }
  return out + "\n]}\n";
}

std::string kml_of(const std::vector<Way>& ways) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
      "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document>\n";
  for (const Way& way : ways) {
    // KML knows two heights: above the sea and above the ground. One of another kind would tell a falsehood.
    const bool all_sea = std::all_of(way.points.begin(), way.points.end(), [](const Waypoint& p) {
      return p.height_m.empty() || p.above == "mean sea level";
    });
    const std::string mode =
        all_sea ? "<altitudeMode>absolute</altitudeMode>" : "<altitudeMode>clampToGround</altitudeMode>";
    const auto height = [&](const Waypoint& p) {
      return p.height_m.empty() || !all_sea ? std::string{} : p.height_m;
    };
    out += "<Placemark><name>" + xml(way.name) + "</name>";
    if (timed(way)) {
      out += "<gx:Track>" + mode + "\n";
      for (const Waypoint& p : way.points) {
        const std::string h = height(p);
        out += "<when>" + p.time + "</when><gx:coord>" + p.longitude + " " + p.latitude +
               (h.empty() ? "" : " " + h) + "</gx:coord>\n";
      }
      out += "</gx:Track>";
    } else {
      out += "<LineString>" + mode + "<coordinates>";
      for (const Waypoint& p : way.points) {
        const std::string h = height(p);
        out += p.longitude + "," + p.latitude + (h.empty() ? "" : "," + h) + "\n";
      }
      out += "</coordinates></LineString>";
    }
    out += "</Placemark>\n";
  }
  return out + "</Document></kml>\n";
}

std::string gpx_of(const std::vector<Way>& ways) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"recon\" "
      "xmlns=\"http://www.topografix.com/GPX/1/1\">\n";
  for (const Way& way : ways) {
    out += "<trk><name>" + xml(way.name) + "</name><trkseg>\n";
    for (const Waypoint& p : way.points)
      out += "<trkpt lat=\"" + p.latitude + "\" lon=\"" + p.longitude + "\">" +
             (p.height_m.empty() ? "" : "<ele>" + p.height_m + "</ele>") +
             (p.time.empty() ? "" : "<time>" + p.time + "</time>") + "</trkpt>\n";
    out += "</trkseg></trk>\n";
  }
  return out + "</gpx>\n";
}

// Objects appear in the order of time, as a recording has them.
std::string acmi_of(const std::vector<Way>& ways) {
  struct Moment {
    Instant at;
    std::size_t way;
    const Waypoint* point;
  };
  std::vector<Moment> moments;
  for (std::size_t i = 0; i < ways.size(); ++i)
    for (const Waypoint& p : ways[i].points)
      if (const auto wall = iso_time(p.time); wall && wall->day)
        moments.push_back(
            {.at = Instant{std::chrono::sys_days{*wall->day} + wall->since_midnight}, .way = i, .point = &p});
  std::stable_sort(moments.begin(), moments.end(),
                   [](const Moment& a, const Moment& b) { return a.at < b.at; });
  std::string out = "FileType=text/acmi/tacview\nFileVersion=2.2\n";
  if (moments.empty()) return out;
  out += "0,ReferenceTime=" + iso_8601(moments.front().at) + "\n0,DataSource=recon\n";
  std::vector<bool> named(ways.size());
  std::optional<Instant> frame;
  for (const Moment& moment : moments) {
    if (frame != moment.at) {
      frame = moment.at;
      std::string s = fixed(in_seconds(between(moments.front().at, moment.at)), 3);
      while (s.back() == '0') s.pop_back();
      if (s.back() == '.') s.pop_back();
      out += "#" + s + "\n";
    }
    const Waypoint& p = *moment.point;
    out += std::to_string(moment.way + 1) + ",T=" + p.longitude + "|" + p.latitude + "|" + p.height_m;
    if (!named[moment.way]) {
      std::string name = ways[moment.way].name;
      for (std::size_t at = name.find(','); at != std::string::npos; at = name.find(',', at + 2))
        name.insert(at, "\\");
      out += ",Type=Air,CallSign=" + name;
      named[moment.way] = true;
    }
    out += '\n';
  }
  return out;
}

}  // namespace

Ways ways_of(const incident::Incident& incident) { return WaysOf{incident}.read(); }

std::string written(const std::vector<Way>& ways, WayForm form) {
  switch (form) {
    case WayForm::csv:
      return csv_of(ways);
    case WayForm::geojson:
      return geojson_of(ways);
    case WayForm::kml:
      return kml_of(ways);
    case WayForm::gpx:
      return gpx_of(ways);
    case WayForm::acmi:
      return acmi_of(ways);
  }
  return {};
}

}  // namespace recon::exchange
