// SPDX-License-Identifier: Apache-2.0
#include "recon/load/text_outlines.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include "recon/load/bytes.hpp"
#include "recon/units/text.hpp"

namespace recon::load {

namespace {

constexpr std::size_t looked_at = 64U << 10U;

/// Every line with its number from 1, trimmed; false ends the reading.
template <class OnLine>
void each_line(std::string_view text, OnLine on_line) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!on_line(trimmed(text.substr(0, end)), number)) return;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Property names are matched as the other readers match them: one that was said, in any capitals. These
// formats know one name of a thing and no codes: it stands for a state's where nobody says which property
// does.
std::vector<std::optional<std::string>> values_of(
    const std::vector<std::string>& candidates,
    std::initializer_list<std::pair<std::string_view, const std::string&>> properties) {
  std::vector<std::optional<std::string>> values;
  for (const std::string& candidate : candidates) {
    values.emplace_back();
    for (const auto& [property, value] : properties)
      if (candidate == property || (candidates.size() == 1 && lower_case(candidate) == property) ||
          (candidate == "state" && property == "name"))
        values.back() = value;
  }
  return values;
}

// ---- OpenAir ----

/// The degrees in front of one of two letters, "39:29.9 N", "119:46:06W"; taken off the text.
std::optional<Angle> take_angle(std::string_view& text, char positive, char negative, double most) {
  const std::size_t letter = text.find_first_of("NSEWnsew");
  if (letter == std::string_view::npos) return std::nullopt;
  const char named = static_cast<char>(text[letter] & ~0x20);
  if (named != positive && named != negative) return std::nullopt;
  std::string_view digits = trimmed(text.substr(0, letter));
  text.remove_prefix(letter + 1);
  double value = 0.0, part_of = 1.0;
  for (std::size_t part = 0; part < 3; ++part) {
    const std::size_t end = std::min(digits.find(':'), digits.size());
    const auto figure = number(trimmed(digits.substr(0, end)));
    if (!figure || *figure < 0.0 || (part > 0 && *figure >= 60.0)) return std::nullopt;
    value += *figure / part_of;
    part_of *= 60.0;
    if (end == digits.size()) {
      if (value > most) return std::nullopt;
      return degrees(named == positive ? value : -value);
    }
    digits.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::optional<geo::Position> take_coordinate(std::string_view& text) {
  const auto latitude = take_angle(text, 'N', 'S', 90.0);
  if (!latitude) return std::nullopt;
  const auto longitude = take_angle(text, 'E', 'W', 180.0);
  if (!longitude) return std::nullopt;
  return geo::Position{*latitude, *longitude};
}

/// Figures parted by commas or blanks; nullopt unless there are just so many.
template <std::size_t Count>
std::optional<std::array<double, Count>> figures(std::string_view text) {
  std::array<double, Count> values{};
  for (std::size_t i = 0; i < Count; ++i) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(", \t")));
    const std::size_t end = std::min(text.find_first_of(", \t"), text.size());
    const auto value = number(text.substr(0, end));
    if (!value) return std::nullopt;
    values[i] = *value;
    text.remove_prefix(end);
  }
  if (!trimmed(text).empty()) return std::nullopt;
  return values;
}

constexpr Length chord_within = metres(1);
constexpr Length largest_radius = nautical_miles(2'000);

class OpenAir {
public:
  OpenAir(const std::string& file, const std::vector<std::string>& candidates, Notes& notes)
      : candidates_{candidates}, notes_{notes}, tally_{file} {
    drawn_.candidates = candidates;
    drawn_.properties = {"name", "class"};
  }

  Drawn read(std::string_view text) {
    each_line(text, [&](std::string_view line, std::size_t at) {
      take(trimmed(line.substr(0, line.find('*'))), at);  // an asterisk begins a comment
      return true;
    });
    close();
    tell();
    return std::move(drawn_);
  }

private:
  enum class In { nothing, airspace, terrain };

  void take(std::string_view line, std::size_t at) {
    if (line.size() < 2) return;
    const std::string key = lower_case(line.substr(0, 2));
    const std::string_view rest = line.size() > 2 ? trimmed(line.substr(2)) : std::string_view{};
    if (key == "ac") return open(rest);
    if (key == "to" || key == "tc") {
      close();
      in_ = In::terrain;
      ++terrain_;
      return;
    }
    if (in_ != In::airspace || !wrong_.empty()) return;
    if (key == "an") name_ = rest;
    if (key == "al") floor_ = rest;
    if (key == "ah") ceiling_ = rest;
    if (key == "dy") ++airways_;
    if (key[0] == 'v' && (line[1] == ' ' || line[1] == '\t'))
      understood(set(trimmed(line.substr(1))), line, at);
    if (key == "dp") understood(add_point(rest), line, at);
    if (key == "da") understood(add_arc(rest), line, at);
    if (key == "db") understood(add_arc_between(rest), line, at);
    if (key == "dc") understood(add_circle(rest), line, at);
  }

  void understood(bool right, std::string_view line, std::size_t at) {
    if (!right) wrong_ = "line " + std::to_string(at) + ": '" + std::string{line.substr(0, 60)} + "'";
  }

  void open(std::string_view airspace_class) {
    close();
    in_ = In::airspace;
    class_ = airspace_class;
    name_.clear(), floor_.clear(), ceiling_.clear(), wrong_.clear();
    clockwise_ = true;
  }

  void close() {
    if (std::exchange(in_, In::nothing) != In::airspace) return;
    drawn_.features.emplace_back();
    DrawnFeature& feature = drawn_.features.back();
    feature.number = drawn_.features.size();
    feature.names = values_of(candidates_, {{"name", name_}, {"class", class_}});
    const std::string which =
        "feature " + std::to_string(feature.number) + (name_.empty() ? "" : " ('" + name_ + "')");
    if (!wrong_.empty()) {
      notes_.add(which + " is left out: not understood, " + wrong_);
    } else if (!corners_.empty()) {
      add(feature, std::move(corners_));
    }
    if (wrong_.empty())
      for (geo::Ring& circle : circles_) add(feature, std::move(circle));
    corners_.clear(), circles_.clear();
    if (!floor_.empty() || !ceiling_.empty()) {
      ++limited_;
      if (limits_.size() < 200)
        limits_ += (limits_.empty() ? "" : "; ") + which + " " + floor_ + " to " + ceiling_;
    }
  }

  void add(DrawnFeature& feature, geo::Ring ring) {
    tally_.part();
    tally_.ring();
    tally_.vertices(ring.size());
    feature.polygons.push_back(
        {.rings = {std::move(ring)}, .feature = feature.number, .part = feature.polygons.size() + 1});
  }

  // "X=39:29.9 N 119:46.1 W", "D=-", "W=5", "Z=100"
  bool set(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || text.empty()) return false;
    const char variable = static_cast<char>(text[0] & ~0x20);
    std::string_view value = trimmed(text.substr(equals + 1));
    if (variable == 'D') {
      clockwise_ = value == "+";
      return value == "+" || value == "-";
    }
    if (variable != 'X') return true;  // the width of an airway, the zoom of a label
    centre_ = take_coordinate(value);
    return centre_.has_value();
  }

  bool add_point(std::string_view text) {
    const auto point = take_coordinate(text);
    if (point) corners_.push_back(*point);
    return point.has_value();
  }

  static bool fits(Length radius) { return radius > metres(0) && radius <= largest_radius; }

  // DA radius, from, to: both angles belong to the arc.
  bool add_arc(std::string_view text) {
    const auto said = figures<3>(text);
    if (!said || !centre_ || !fits(nautical_miles((*said)[0]))) return false;
    if (std::abs((*said)[1]) > 720.0 || std::abs((*said)[2]) > 720.0) return false;
    const Length radius = nautical_miles((*said)[0]);
    turn(radius, radius, (*said)[1], (*said)[2], corners_);
    return true;
  }

  bool add_arc_between(std::string_view text) {
    const auto from = take_coordinate(text);
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(", \t")));
    const auto to = take_coordinate(text);
    if (!from || !to || !centre_) return false;
    const geo::Leg first = geo::leg(*centre_, *from), last = geo::leg(*centre_, *to);
    if (!fits(first.distance) || !fits(last.distance)) return false;
    constexpr Length rounding = metres(100);  // of coordinates to a tenth of a minute
    if (recon::abs(first.distance - last.distance) > rounding) ++uneven_;
    // Its ends as they are printed; between them the radius goes from the one to the other.
    const std::size_t begin = corners_.size();
    turn(first.distance, last.distance, in_degrees(first.azimuth), in_degrees(last.azimuth), corners_);
    corners_[begin] = *from;
    corners_.back() = *to;
    return true;
  }

  bool add_circle(std::string_view text) {
    const auto said = figures<1>(text);
    if (!said || !centre_ || !fits(nautical_miles((*said)[0]))) return false;
    const Length radius = nautical_miles((*said)[0]);
    circles_.emplace_back();
    turn(radius, radius, 0.0, 360.0, circles_.back());
    return true;
  }

  void turn(Length first, Length last, double from, double to, geo::Ring& corners) {
    double through = std::fmod(clockwise_ ? to - from : from - to, 360.0);
    if (through <= 0.0) through += 360.0;
    const double bend = 1.0 - std::min(chord_within / std::max(first, last), 0.1);
    const double step = 2.0 * in_degrees(radians(std::acos(bend)));
    const auto pieces = static_cast<std::size_t>(std::max(2.0, std::ceil(through / step)));
    for (std::size_t i = 0; i <= pieces; ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(pieces);
      corners.push_back(geo::destination(*centre_, degrees(from + (clockwise_ ? share : -share) * through),
                                         first + share * (last - first)));
    }
    ++arcs_;
  }

  void tell() {
    notes_.add("OpenAir: positions are taken on WGS 84, which the format does not say");
    if (arcs_ > 0)
      notes_.add(std::to_string(arcs_) +
                 " arcs and circles are drawn as chords that lie at most 1 m within; angles are counted from "
                 "true north, radii are nautical miles");
    if (uneven_ > 0)
      notes_.add(
          std::to_string(uneven_) +
          " arcs end more than 100 m farther from their centre than they begin; the radius goes evenly "
          "from the one to the other");
    if (airways_ > 0) notes_.add(std::to_string(airways_) + " segments of airways (DY) are not read");
    if (terrain_ > 0) notes_.add(std::to_string(terrain_) + " terrain objects (TO, TC) are not read");
    if (limited_ > 0)
      notes_.add("floors and ceilings of the file are not taken; say `floor` and `ceiling` in the zone: " +
                 limits_ + (limited_ > 1 && limits_.size() >= 200 ? "; …" : ""));
  }

  const std::vector<std::string>& candidates_;
  Notes& notes_;
  Tally tally_;
  Drawn drawn_;
  In in_ = In::nothing;
  std::string name_, class_, floor_, ceiling_, wrong_, limits_;
  geo::Ring corners_;
  std::vector<geo::Ring> circles_;
  std::optional<geo::Position> centre_;
  bool clockwise_ = true;
  std::size_t arcs_ = 0, uneven_ = 0, airways_ = 0, terrain_ = 0, limited_ = 0;
};

// ---- .poly ----

// By how often a ray to the east crosses it, in the plane of longitude and latitude that the file draws in.
bool lies_in(const geo::Ring& ring, const geo::Position& point) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const geo::Position &a = ring[i], &b = ring[j];
    if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
    const double share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
    if (point.longitude < a.longitude + share * (b.longitude - a.longitude)) inside = !inside;
  }
  return inside;
}

std::optional<geo::Position> corner_of(std::string_view line) {
  const auto pair = figures<2>(line);
  // The only place where the longitude of a .poly comes first.
  if (!pair) return std::nullopt;
  return geo::Position{.latitude = degrees((*pair)[1]), .longitude = degrees((*pair)[0])};
}

class OsmPoly {
public:
  OsmPoly(const std::string& file, const std::vector<std::string>& candidates, Notes& notes)
      : file_{file}, candidates_{candidates}, notes_{notes}, tally_{file} {}

  Drawn read(std::string_view text) {
    each_line(text, [&](std::string_view line, std::size_t at) {
      if (!line.empty()) take(line, at);
      return at_ != At::end;
    });
    if (at_ != At::end) refuse_file(file_, "not a .poly file: cut off, its last END is missing");
    place_holes();
    Drawn drawn;
    drawn.candidates = candidates_;
    drawn.properties = {"name"};
    feature_.number = 1;
    feature_.names = values_of(candidates_, {{"name", name_}});
    drawn.features.push_back(std::move(feature_));
    notes_.add(".poly: positions are taken on WGS 84, longitude first, as the format's users write it");
    return drawn;
  }

private:
  enum class At { name, section, corners, end };

  void take(std::string_view line, std::size_t at) {
    switch (at_) {
      case At::name:
        name_ = line;
        at_ = At::section;
        return;
      case At::section:
        at_ = line == "END" ? At::end : At::corners;
        hole_ = line.starts_with('!');
        return;
      case At::corners:
        if (line == "END") {
          close();
          at_ = At::section;
        } else if (const auto corner = corner_of(line)) {
          ring_.push_back(*corner);
        } else {
          refuse_file(file_,
                      "not a .poly file: line " + std::to_string(at) + " is no longitude and latitude");
        }
        return;
      case At::end:
        return;
    }
  }

  void close() {
    tally_.ring();
    tally_.vertices(ring_.size());
    if (ring_.empty()) return;
    if (hole_) {
      holes_.push_back(std::exchange(ring_, {}));
      return;
    }
    tally_.part();
    feature_.polygons.push_back(
        {.rings = {std::exchange(ring_, {})}, .feature = 1, .part = feature_.polygons.size() + 1});
  }

  void place_holes() {
    for (geo::Ring& hole : holes_) {
      const auto around = std::find_if(
          feature_.polygons.begin(), feature_.polygons.end(),
          [&](const DrawnPolygon& polygon) { return lies_in(polygon.rings.front(), hole.front()); });
      if (around == feature_.polygons.end())
        notes_.add("a hole of " + std::to_string(hole.size()) + " corners lies in no area and is left out");
      else
        around->rings.push_back(std::move(hole));
    }
  }

  const std::string& file_;
  const std::vector<std::string>& candidates_;
  Notes& notes_;
  Tally tally_;
  At at_ = At::name;
  bool hole_ = false;
  std::string name_;
  geo::Ring ring_;
  std::vector<geo::Ring> holes_;
  DrawnFeature feature_;
};

bool is_wkt(std::string_view text) {
  text = trimmed(text);
  if (lower_case(text.substr(0, 5)) == "srid=") {
    const std::size_t end = text.find(';');
    if (end == std::string_view::npos) return false;
    text = trimmed(text.substr(end + 1));
  }
  const std::string word = lower_case(text.substr(0, text.find_first_of(" (\t\r\n")));
  constexpr std::array kinds{"polygon", "multipolygon", "geometrycollection", "multisurface", "curvepolygon",
                             "point",   "linestring",   "multilinestring",    "multipoint"};
  return std::find(kinds.begin(), kinds.end(), word) != kinds.end();
}

}  // namespace

OutlineText outline_text_of(std::string_view bytes) {
  const std::string_view text = without_mark(bytes);
  if (is_wkt(text.substr(0, looked_at))) return OutlineText::wkt;
  bool airspace = false, drawn = false, ended = false;
  std::size_t lines = 0, corners_from_third = 0;
  each_line(text.substr(0, looked_at), [&](std::string_view line, std::size_t) {
    if (line.empty()) return true;
    ++lines;
    const std::string key = lower_case(line.substr(0, 3));
    airspace = airspace || key == "ac ";
    drawn = drawn || (airspace && (key == "dp " || key == "dc " || key == "da " || key == "db "));
    if (lines >= 3 && lines == corners_from_third + 3 && corner_of(line)) ++corners_from_third;
    ended = ended || (lines > 3 && line == "END");
    return true;
  });
  if (drawn) return OutlineText::openair;
  const bool whole = text.size() <= looked_at;
  return corners_from_third >= 3 && (ended || !whole) ? OutlineText::osm_poly : OutlineText::unknown;
}

Drawn read_openair(const std::string& name, std::string_view bytes,
                   const std::vector<std::string>& candidates, Notes& notes) {
  return OpenAir{name, candidates, notes}.read(without_mark(bytes));
}

Drawn read_osm_poly(const std::string& name, std::string_view bytes,
                    const std::vector<std::string>& candidates, Notes& notes) {
  return OsmPoly{name, candidates, notes}.read(without_mark(bytes));
}

std::string extent_in_words(const Drawn& drawn) {
  double west = 0.0, east = 0.0, south = 0.0, north = 0.0;
  bool any = false;
  for (const DrawnFeature& feature : drawn.features)
    for (const DrawnPolygon& polygon : feature.polygons)
      for (const geo::Ring& ring : polygon.rings)
        for (const geo::Position& corner : ring) {
          const double x = in_degrees(corner.longitude), y = in_degrees(corner.latitude);
          west = any ? std::min(west, x) : x, east = any ? std::max(east, x) : x;
          south = any ? std::min(south, y) : y, north = any ? std::max(north, y) : y;
          any = true;
        }
  if (!any) return "nowhere";
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), "longitude %.6g to %.6g, latitude %.6g to %.6g", west, east, south,
                north);
  return text.data();
}

}  // namespace recon::load
