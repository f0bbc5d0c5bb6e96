// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "recon/exchange/digits.hpp"
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

// The shortest digits of a length in metres that are good to a hundredth of a millimetre: a tenth of a foot
// in metres has five decimals.
std::string plain(double m) {
  std::string text = fixed(m, 5);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
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
    const geo::Datum on = datum_of(claim, track);
    Way way{.name = claim.name,
            .aircraft = claim.aircraft.empty() ? std::string{} : claim.aircraft.front().text,
            .points = {},
            .about = {}};
    std::size_t polar = 0, drawn = 0, unread = 0;
    for (const incident::Fix& fix : track.fixes) {
      if (!fix.pixel.empty()) {
        ++drawn;
      } else if (fix.position.empty()) {
        ++polar;
      } else if (auto point = point_from(fix, context, on)) {
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
    told(drawn, "read off a picture, whose place is an inference; not written");
    told(unread, "not understood; not written");
    if (!way.points.empty()) result_.ways.push_back(std::move(way));
  }

  geo::Datum datum_of(const incident::Claim& claim, const incident::TrackClaim& track) {
    using Kind = incident::TrackClaim::Kind;
    const geo::Datum wgs84 = geo::datum("WGS 84").value();
    const bool placed = std::any_of(track.fixes.begin(), track.fixes.end(),
                                    [](const incident::Fix& fix) { return !fix.position.empty(); });
    if (!placed) return wgs84;
    const auto say = [&](const std::string& what) { result_.said.push_back(claim.name + ": " + what); };
    if (!track.datum.empty()) {
      const auto on = geo::datum(track.datum.text);
      if (!on)
        say("'" + track.datum.text + "' is no datum that is known; its positions are written as printed");
      if (on && !on->operation.empty())
        say("positions are brought from " + std::string{on->name} + " to WGS 84 by " +
            std::string{on->operation} + ", good to " + plain(in_metres(on->accuracy)) + " m (95 %)");
      return on.value_or(wgs84);
    }
    const auto cells = geo::read_position(track.fixes.front().position.text);
    const bool own = !cells.readings.empty() && !cells.readings.front().datum.empty();
    if (track.kind != Kind::adsb && track.kind != Kind::recorder && !own)
      say("no datum is stated; positions are written as printed, and WGS 84 is what other programs will take "
          "them for");
    return wgs84;
  }

  std::optional<Waypoint> point_from(const incident::Fix& fix, const TimeContext& context,
                                     const geo::Datum& on) {
    const geo::PositionReadings cells = geo::read_position(fix.position.text);
    if (cells.readings.empty()) return std::nullopt;
    const geo::PositionReading& cell = cells.readings.front();
    const geo::Position at = geo::to_wgs84(cell, on);
    // A digit more than was printed, where the printed ones are not those of WGS 84.
    const int more = at == cell.position ? 0 : 1;
    Waypoint point;
    point.latitude = fixed(in_degrees(at.latitude), decimals_of(cell.half_latitude) + more);
    point.longitude = fixed(in_degrees(at.longitude), decimals_of(cell.half_longitude) + more);
    if (!fix.time.empty()) {
      const TimeReadings times = read_time(fix.time.text, context);
      if (times.readings.empty()) return std::nullopt;
      point.time = utc(times.readings.front().at.stated, fix.time.text);
    }
    take_height(fix, point);
    if (const FigureReadings radii = read_figure(fix.accuracy.text, Dimension::length);
        !fix.accuracy.empty() && !radii.readings.empty())
      point.accuracy_m = plain(radii.readings.front().value.stated);
    if (!fix.accuracy_minor.empty()) {
      const FigureReadings minor = read_figure(fix.accuracy_minor.text, Dimension::length),
                           axis = read_figure(fix.accuracy_axis.text, Dimension::angle);
      if (!minor.readings.empty() && !axis.readings.empty()) {
        point.accuracy_minor_m = plain(minor.readings.front().value.stated);
        point.accuracy_axis_deg = plain(axis.readings.front().value.stated);
      }
    }
    return point;
  }

  static void take_height(const incident::Fix& fix, Waypoint& point) {
    const FigureReadings heights = read_figure(fix.altitude.text, Dimension::height);
    if (fix.altitude.empty() || heights.readings.empty()) return;
    const FigureReading& read = heights.readings.front();
    point.height_m = plain(read.value.stated);
    point.above = read.height_datum;
    const auto own = height_printed(fix.altitude.text);
    const bool same = own && std::abs(in_metres(own->value) - read.value.stated) < 1e-6 &&
                      own->above == above_of(read.height_datum);
    const std::string_view words = above_words(read.height_datum);
    point.height =
        same ? fix.altitude.text
             : point.height_m + " m" +
                   (words.empty()                                         ? ""
                    : read.height_datum == HeightDatum::standard_pressure ? " at "
                                                                          : " above ") +
                   std::string{read.height_datum == HeightDatum::ellipsoid ? "the ellipsoid" : words};
  }

  // With as many decimals of a second as the fix prints, or none of its seconds.
  static std::string utc(Instant when, std::string_view printed) {
    const std::size_t colon = printed.rfind(':');
    const bool minutes_only = colon != std::string_view::npos && printed.find(':') == colon;
    const std::size_t point = colon == std::string_view::npos ? colon : printed.find('.', colon);
    int shown = minutes_only ? -1 : 0;
    if (point != std::string_view::npos)
      while (point + 1 + static_cast<std::size_t>(shown) < printed.size() &&
             is_digit(printed[point + 1 + static_cast<std::size_t>(shown)]))
        ++shown;
    std::string text = printed_utc({when, shown}) + "Z";
    text[10] = 'T';
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

// Forms of XML want seconds, even where nobody printed them.
std::string with_seconds(const std::string& time) {
  return time.size() == 17 ? time.substr(0, 16) + ":00Z" : time;
}

bool timed(const Way& way) {
  return std::all_of(way.points.begin(), way.points.end(),
                     [](const Waypoint& point) { return !point.time.empty(); });
}

using Member = std::string Waypoint::*;
bool any(const Way& way, Member member) {
  return std::any_of(way.points.begin(), way.points.end(),
                     [=](const Waypoint& point) { return !(point.*member).empty(); });
}
bool any(const std::vector<Way>& ways, Member member) {
  return std::any_of(ways.begin(), ways.end(), [=](const Way& way) { return any(way, member); });
}

// A height where the form has a place for heights of its kind. What nobody said of what kind it is goes
// along.
std::string height_in(const Waypoint& point, WayForm form) {
  using enum HeightDatum;
  if (point.above == unstated) return point.height_m;
  const bool sea = form == WayForm::kml || form == WayForm::acmi || form == WayForm::gpx,
             high = form == WayForm::geojson || form == WayForm::gpx;
  return (sea && point.above == mean_sea_level) || (high && point.above == ellipsoid) ? point.height_m : "";
}

// RFC 4180: in quotes where it holds a comma, a quote or a line break.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

std::string csv_of(const std::vector<Way>& ways) {
  std::vector<std::string> about;
  for (const Way& way : ways)
    for (const Way::About& one : way.about)
      if (std::find(about.begin(), about.end(), one.name) == about.end()) about.push_back(one.name);
  const bool times = any(ways, &Waypoint::time), seconds = any(ways, &Waypoint::after_event_s),
             heights = any(ways, &Waypoint::height), accuracies = any(ways, &Waypoint::accuracy_m),
             ellipses = any(ways, &Waypoint::accuracy_minor_m);
  std::string out = "track_id,aircraft";
  for (const std::string& name : about) out += "," + name;
  out += std::string{times ? ",time_utc" : ""} + (seconds ? ",seconds_after_event" : "") +
         ",latitude,longitude" + (heights ? ",altitude_printed,altitude_m,altitude_above" : "") +
         (accuracies ? ",accuracy_m" : "") + (ellipses ? ",accuracy_minor_m,accuracy_axis_deg" : "") + "\n";
  for (const Way& way : ways) {
    std::string lead = csv_cell(way.name) + "," + csv_cell(way.aircraft);
    for (const std::string& name : about) {
      const auto found = std::find_if(way.about.begin(), way.about.end(),
                                      [&](const Way::About& one) { return one.name == name; });
      lead += "," + (found == way.about.end() ? "" : csv_cell(found->value));
    }
    for (const Waypoint& p : way.points) {
      out += lead;
      if (times) out += "," + p.time;
      if (seconds) out += "," + p.after_event_s;
      out += "," + p.latitude + "," + p.longitude;
      if (heights)
        out += "," + csv_cell(p.height) + "," + p.height_m + "," + std::string{above_words(p.above)};
      if (accuracies) out += "," + p.accuracy_m;
      if (ellipses) out += "," + p.accuracy_minor_m + "," + p.accuracy_axis_deg;
      out += '\n';
    }
  }
  return out;
}

// A list for each corner, where any has one.
std::string json_list(const Way& way, std::string_view name, Member member, bool numbers) {
  if (!any(way, member)) return "";
  std::string list;
  for (const Waypoint& p : way.points) {
    const std::string& value = p.*member;
    list += (list.empty() ? "" : ",") + (value.empty() ? "null" : numbers ? value : json(value));
  }
  return ",\"" + std::string{name} + "\":[" + list + "]";
}

std::string geojson_of(const std::vector<Way>& ways) {
  std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
  bool first = true;
  for (const Way& way : ways) {
    std::string coordinates;
    for (const Waypoint& p : way.points) {
      const std::string height = height_in(p, WayForm::geojson);
      coordinates += (coordinates.empty() ? "[" : ",[") + p.longitude + "," + p.latitude +
                     (height.empty() ? "]" : "," + height + "]");
    }
    out += std::string{first ? "\n" : ",\n"} +
           "{\"type\":\"Feature\",\"properties\":{\"name\":" + json(way.name) +
           ",\"aircraft\":" + json(way.aircraft);
    for (const Way::About& one : way.about)
      out += "," + json(one.name) + ":" + (one.is_number ? one.value : json(one.value));
    if (timed(way)) out += json_list(way, "coordTimes", &Waypoint::time, false);
    out += json_list(way, "seconds_after_event", &Waypoint::after_event_s, true) +
           json_list(way, "altitudes_printed", &Waypoint::height, false) +
           json_list(way, "accuracies_m", &Waypoint::accuracy_m, true) +
           "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[" + coordinates + "]}}";
    first = false;
  }
  return out + "\n]}\n";
}

// A list of a gx:Track, one value for each place (KML 2.3, 9.19); "" where none has one.
std::string kml_array(const Way& way, std::string_view name, Member member) {
  if (!any(way, member)) return "";
  std::string out = "<gx:SimpleArrayData name=\"" + std::string{name} + "\">";
  for (const Waypoint& p : way.points) out += "<gx:value>" + xml(p.*member) + "</gx:value>";
  return out + "</gx:SimpleArrayData>";
}

// The same of a line, which has no lists: parted by semicolons.
std::string kml_data(const Way& way, std::string_view name, Member member) {
  if (!any(way, member)) return "";
  std::string list;
  for (const Waypoint& p : way.points) list += (&p == &way.points.front() ? "" : ";") + xml(p.*member);
  return "<Data name=\"" + std::string{name} + "\"><value>" + list + "</value></Data>";
}

std::string kml_about(const Way& way) {
  std::string out;
  for (const Way::About& one : way.about)
    out += "<Data name=\"" + xml(one.name) + "\"><value>" + xml(one.value) + "</value></Data>";
  return out;
}

std::string kml_of(const std::vector<Way>& ways) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\" "
      "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document>\n";
  if (any(ways, &Waypoint::height) || any(ways, &Waypoint::accuracy_m))
    out +=
        "<Schema id=\"printed\"><gx:SimpleArrayField name=\"altitude_printed\" type=\"string\"/>"
        "<gx:SimpleArrayField name=\"accuracy_m\" type=\"string\"/></Schema>\n";
  for (const Way& way : ways) {
    // KML knows two heights: above the sea and above the ground. One of another kind would tell a falsehood.
    const bool heights = std::any_of(way.points.begin(), way.points.end(),
                                     [](const Waypoint& p) { return !height_in(p, WayForm::kml).empty(); });
    const std::string mode =
        heights ? "<altitudeMode>absolute</altitudeMode>" : "<altitudeMode>clampToGround</altitudeMode>";
    const auto place = [&](const Waypoint& p, const char* between) {
      const std::string h = height_in(p, WayForm::kml);
      return p.longitude + between + p.latitude + (h.empty() ? "" : between + h);
    };
    out += "<Placemark><name>" + xml(way.name) + "</name>";
    if (timed(way)) {
      const std::string arrays = kml_array(way, "altitude_printed", &Waypoint::height) +
                                 kml_array(way, "accuracy_m", &Waypoint::accuracy_m);
      if (const std::string about = kml_about(way); !about.empty())
        out += "<ExtendedData>" + about + "</ExtendedData>";
      out += "<gx:Track>" + mode + "\n";
      for (const Waypoint& p : way.points)
        out += "<when>" + with_seconds(p.time) + "</when><gx:coord>" + place(p, " ") + "</gx:coord>\n";
      if (!arrays.empty())
        out += "<ExtendedData><SchemaData schemaUrl=\"#printed\">" + arrays + "</SchemaData></ExtendedData>";
      out += "</gx:Track>";
    } else {
      const std::string data = kml_about(way) + kml_data(way, "altitude_printed", &Waypoint::height) +
                               kml_data(way, "accuracy_m", &Waypoint::accuracy_m);
      if (!data.empty()) out += "<ExtendedData>" + data + "</ExtendedData>";
      out += "<LineString>" + mode + "<coordinates>";
      for (const Waypoint& p : way.points) out += place(p, ",") + "\n";
      out += "</coordinates></LineString>";
    }
    out += "</Placemark>\n";
  }
  return out + "</Document></kml>\n";
}

std::string gpx_of(const std::vector<Way>& ways) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"recon\" "
      "xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:recon=\"https://recon.invalid/printed/1\">\n";
  for (const Way& way : ways) {
    out += "<trk><name>" + xml(way.name) + "</name>";
    std::string about;
    for (const Way::About& one : way.about) about += (about.empty() ? "" : "; ") + one.name + " " + one.value;
    if (!about.empty()) out += "<desc>" + xml(about) + "</desc>";
    out += "<trkseg>\n";
    for (const Waypoint& p : way.points) {
      const std::string height = height_in(p, WayForm::gpx);
      out += "<trkpt lat=\"" + p.latitude + "\" lon=\"" + p.longitude + "\">" +
             (height.empty() ? "" : "<ele>" + height + "</ele>") +
             (p.time.empty() ? "" : "<time>" + with_seconds(p.time) + "</time>");
      if (!p.height.empty() || !p.accuracy_m.empty())
        out += "<extensions>" +
               (p.height.empty() ? ""
                                 : "<recon:altitude_printed>" + xml(p.height) + "</recon:altitude_printed>") +
               (p.accuracy_m.empty() ? "" : "<recon:accuracy_m>" + p.accuracy_m + "</recon:accuracy_m>") +
               "</extensions>";
      out += "</trkpt>\n";
    }
    out += "</trkseg></trk>\n";
  }
  return out + "</gpx>\n";
}

std::string acmi_text(std::string text) {
  for (std::size_t at = text.find(','); at != std::string::npos; at = text.find(',', at + 2))
    text.insert(at, "\\");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
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
      out += "#" + plain(in_seconds(between(moments.front().at, moment.at))) + "\n";
    }
    const Waypoint& p = *moment.point;
    out += std::to_string(moment.way + 1) + ",T=" + p.longitude + "|" + p.latitude + "|" +
           height_in(p, WayForm::acmi);
    // An empty field is as it was: a height that is not known has to be said.
    out += p.height.empty() ? ",PrintedAltitude=unknown" : ",PrintedAltitude=" + acmi_text(p.height);
    if (!p.accuracy_m.empty()) out += ",PrintedAccuracy=" + p.accuracy_m;
    if (!named[moment.way]) {
      out += ",Type=Air,CallSign=" + acmi_text(ways[moment.way].name);
      for (const Way::About& one : ways[moment.way].about)
        if (one.name == "narrative") out += ",Group=" + acmi_text(one.value);
      named[moment.way] = true;
    }
    out += '\n';
  }
  return out;
}

}  // namespace

Ways ways_of(const incident::Incident& incident) { return WaysOf{incident}.read(); }

const std::vector<std::pair<std::string, WayForm>>& way_forms() {
  static const std::vector<std::pair<std::string, WayForm>> forms{{"csv", WayForm::csv},
                                                                  {"geojson", WayForm::geojson},
                                                                  {"kml", WayForm::kml},
                                                                  {"gpx", WayForm::gpx},
                                                                  {"acmi", WayForm::acmi}};
  return forms;
}

std::vector<std::string> lost_in(const std::vector<Way>& ways, WayForm form) {
  std::size_t untimed = 0, heights = 0, minutes = 0, seconds = 0;
  for (const Way& way : ways)
    for (const Waypoint& p : way.points) {
      if (p.time.empty()) ++untimed;
      if (p.time.empty() && !p.after_event_s.empty()) ++seconds;
      if (p.time.size() == 17) ++minutes;
      if (!p.height_m.empty() && height_in(p, form).empty()) ++heights;
    }
  std::vector<std::string> said;
  const auto say = [&](std::size_t n, const std::string& what) {
    if (n > 0) said.push_back(std::to_string(n) + (n == 1 ? " point " : " points ") + what);
  };
  const bool text = form == WayForm::csv || form == WayForm::geojson;
  if (form == WayForm::acmi)
    say(untimed, "without a moment, which a recording of this form cannot hold; not written");
  else if (!text)
    say(seconds, "with seconds from an event but no moment; written without a time");
  if (form != WayForm::csv)
    say(heights,
        "whose height is of a kind that the form has no place for; it is written as printed, for recon");
  if (!text) say(minutes, "printed to the minute, which the form writes with a second of 00");
  return said;
}

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
