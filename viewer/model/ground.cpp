// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/ground.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "recon/geo/printed_position.hpp"
#include "recon/geo/radio_horizon.hpp"
#include "recon/report/figures.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"
#include "recon/units/figure.hpp"

namespace recon::viewer {
namespace {

constexpr std::size_t block_size = 64;
constexpr double least_pixels = 0.5;

geo::Position focus_of(const report::View& view) {
  const auto& read = view.inquiry.normalised;
  for (const incident::Zone& zone : view.inquiry.incident.zones)
    if (const auto tip = read.landmarks.find(zone.tip.text); !zone.tip.empty() && tip != read.landmarks.end())
      return tip->second;
  const auto around = read.landmarks.find(view.inquiry.incident.around.landmark.text);
  if (around != read.landmarks.end()) return around->second;
  if (!view.inquiry.assessment.markers.empty()) return view.inquiry.assessment.markers.front().position;
  return read.landmarks.empty() ? geo::Position{} : read.landmarks.begin()->second;
}

const incident::Zone* zone_of(const report::View& view, const Choices& choices) {
  const report::QuestionView* question = question_of(view, choices);
  return question == nullptr || question->question == nullptr
             ? nullptr
             : incident::find(view.inquiry.incident.zones, question->question->zone.text);
}

class Thinner {
public:
  explicit Thinner(std::vector<std::vector<report::Point>>& out) : out_{out} {}
  void begin(report::Point p) {
    out_.push_back({p});
    last_ = p;
  }
  void add(report::Point p) {
    if (std::abs(p.x - last_.x) < least_pixels && std::abs(p.y - last_.y) < least_pixels) {
      held_ = p;
      return;
    }
    out_.back().push_back(p);
    last_ = p;
    held_.reset();
  }
  void end() {
    if (held_) out_.back().push_back(*held_);
    held_.reset();
    if (out_.back().size() < 2) out_.pop_back();
  }

private:
  std::vector<std::vector<report::Point>>& out_;
  report::Point last_;
  std::optional<report::Point> held_;
};

}  // namespace

PlaneLine::PlaneLine(std::vector<geo::PlanePoint> points) : points_{std::move(points)} {
  constexpr double far = std::numeric_limits<double>::infinity();
  whole_ = {far, -far, far, -far};
  double metres = 0.0;
  for (std::size_t begin = 0; begin + 1 < points_.size(); begin += block_size) {
    Block block{begin, std::min(begin + block_size, points_.size() - 1), {far, -far, far, -far}, metres};
    for (std::size_t i = block.begin; i <= block.end; ++i) {
      const geo::PlanePoint& p = points_[i];
      for (Extremes* extremes : {&block.of, &whole_}) {
        extremes->west = std::min(extremes->west, p.east), extremes->east = std::max(extremes->east, p.east);
        extremes->south = std::min(extremes->south, p.north);
        extremes->north = std::max(extremes->north, p.north);
      }
      if (i > block.begin) metres += std::hypot(p.east - points_[i - 1].east, p.north - points_[i - 1].north);
    }
    blocks_.push_back(block);
  }
}

std::vector<PlaneLine::Piece> PlaneLine::pieces(const Frame& frame, double rim) const {
  std::vector<std::vector<report::Point>> lines;
  std::vector<double> before;
  Thinner thinner{lines};
  const geo::PlanePoint low = frame.under({-rim, frame.height + rim}),
                        high = frame.under({frame.width + rim, -rim});
  if (blocks_.empty() || !whole_.shows(low, high)) return {};
  bool open = false;
  for (const Block& block : blocks_) {
    if (!block.of.shows(low, high)) {
      if (open) thinner.end();
      before.resize(lines.size());
      open = false;
      continue;
    }
    // A block that is smaller than a pixel is two points.
    const bool speck = std::max(block.of.east - block.of.west, block.of.north - block.of.south) <
                       least_pixels * frame.metres_per_pixel;
    if (!open) {
      thinner.begin(frame.on_panel(points_[block.begin]));
      before.push_back(block.metres_before);
    }
    open = true;
    for (std::size_t i = speck ? block.end : block.begin + 1; i <= block.end; ++i)
      thinner.add(frame.on_panel(points_[i]));
  }
  if (open) thinner.end();
  before.resize(lines.size());
  std::vector<Piece> all;
  for (std::size_t i = 0; i < lines.size(); ++i) all.push_back({std::move(lines[i]), before[i]});
  return all;
}

std::vector<std::vector<report::Point>> PlaneLine::on_panel(const Frame& frame, double rim) const {
  std::vector<std::vector<report::Point>> lines;
  for (Piece& piece : pieces(frame, rim)) lines.push_back(std::move(piece.points));
  return lines;
}

std::vector<report::Point> ring_on_panel(const PlaneLine& ring, const Frame& frame, double rim) {
  std::vector<std::vector<report::Point>> pieces;
  Thinner thinner{pieces};
  if (ring.points().empty()) return {};
  thinner.begin(frame.on_panel(ring.points().front()));
  for (const geo::PlanePoint& p : ring.points()) thinner.add(frame.on_panel(p));
  thinner.end();
  if (pieces.empty()) return {};
  return report::clipped_ring(pieces.front(), {-rim, -rim, frame.width + rim, frame.height + rim});
}

Ground::Ground(const report::View& view) : plane_{focus_of(view)} {
  for (const assess::DrawnBorder& border : view.inquiry.assessment.borders) {
    Border drawn{.version = border.border, .state = border.state};
    for (const auto& ring : border.rings) drawn.rings.emplace_back(flat(ring));
    for (const auto& line : border.lines) drawn.lines.emplace_back(flat(line));
    borders_.push_back(std::move(drawn));
  }
  for (const assess::DrawnLimit& limit : view.inquiry.assessment.limits) {
    Border drawn{.version = limit.border, .zone = limit.zone};
    for (const auto& line : limit.lines) drawn.lines.emplace_back(flat(line));
    borders_.push_back(std::move(drawn));
  }
}

std::vector<geo::PlanePoint> Ground::flat(const std::vector<geo::Position>& places) const {
  std::vector<geo::PlanePoint> points;
  points.reserve(places.size());
  for (const geo::Position& place : places) points.push_back(plane_.to_plane(place));
  return points;
}

std::string state_of(const report::View& view, const Choices& choices) {
  const incident::Zone* zone = zone_of(view, choices);
  if (zone == nullptr) return {};
  if (const auto* land = std::get_if<incident::Land>(&zone->shape)) return land->state.text;
  if (const auto* sea = std::get_if<incident::TerritorialSea>(&zone->shape)) return sea->state.text;
  return {};
}

bool zone_is_land(const report::View& view, const Choices& choices) {
  const incident::Zone* zone = zone_of(view, choices);
  return zone != nullptr && std::holds_alternative<incident::Land>(zone->shape);
}

Length breadth_of(const report::View& view, const Choices& choices) {
  const incident::Zone* zone = zone_of(view, choices);
  const auto* sea = zone == nullptr ? nullptr : std::get_if<incident::TerritorialSea>(&zone->shape);
  if (sea == nullptr || sea->breadth.empty()) return metres(0);
  const FigureReadings read = read_figure(sea->breadth.text, Dimension::length);
  return read.readings.empty() ? metres(0) : metres(read.readings.front().value.stated);
}

std::vector<const assess::Marker*> markers_of(const report::View& view, const Choices& choices,
                                              const std::string& account) {
  const report::QuestionView* question = question_of(view, choices);
  const std::string event =
      question != nullptr && question->question != nullptr ? question->question->event.text : "";
  const auto& all = view.inquiry.assessment.markers;
  const bool placed = !event.empty() && std::any_of(all.begin(), all.end(), [&](const assess::Marker& m) {
    return m.event == event;
  });
  std::vector<const assess::Marker*> found;
  for (const assess::Marker& marker : all) {
    if (marker.narrative != account || (placed && marker.event != event)) continue;
    // Readings that fall on one spot are one marker.
    const bool again = std::any_of(found.begin(), found.end(), [&](const assess::Marker* other) {
      return other->claim == marker.claim && geo::distance(other->position, marker.position) < metres(1);
    });
    if (!again) found.push_back(&marker);
  }
  return found;
}

namespace {

/// Places of one claim have one name: what all readings of this one share and no other has, " (a digit
/// lost)".
std::string told_from_its_sisters(const StatedPlace& place, const std::vector<StatedPlace>& all) {
  if (place.readings.size() < 2) return {};  // its reading is told
  std::vector<std::string> own, others;
  for (const StatedPlace& other : all)
    for (const assess::Marker* marker : other.readings)
      if (marker->claim == place.readings.front()->claim)
        (&other == &place ? own : others).push_back(marker->reading_words);
  const std::string telling = others.empty() ? "" : report::options_that_tell(own, others);
  return telling.empty() ? "" : " (" + telling + ")";
}

}  // namespace

std::vector<StatedPlace> stated_places(const report::View& view, const Choices& choices,
                                       const std::string& account, Length apart) {
  std::vector<StatedPlace> places;
  for (const assess::Marker* marker : markers_of(view, choices, account)) {
    const auto near = std::find_if(places.begin(), places.end(), [&](const StatedPlace& place) {
      const assess::Marker& first = *place.readings.front();
      return first.claim == marker->claim && first.counts == marker->counts &&
             geo::distance(first.position, marker->position) < apart;
    });
    if (near != places.end())
      near->readings.push_back(marker);
    else
      places.push_back({.readings = {marker}, .place = marker->position, .counts = marker->counts});
  }
  for (StatedPlace& place : places) {
    const assess::Marker& first = *place.readings.front();
    if (const auto* event = incident::find(view.inquiry.incident.events, first.event))
      place.event = event->kind;
    place.words = first.event.empty() ? view.claim_label(first.claim) : view.event_label(first.event);
    place.words += told_from_its_sisters(place, places);
    if (place.readings.size() > 1)
      place.words += ", " + report::counted(place.readings.size(), "reading");
    else if (!first.reading_words.empty())
      place.words += ", " + first.reading_words;
    const geo::Plane about{first.position};
    geo::PlanePoint sum{0.0, 0.0};
    for (const assess::Marker* marker : place.readings) {
      const geo::PlanePoint p = about.to_plane(marker->position);
      sum.east += p.east, sum.north += p.north;
    }
    const auto count = static_cast<double>(place.readings.size());
    place.place = about.to_globe({sum.east / count, sum.north / count});
  }
  return places;
}

namespace {

/// Height claims of the shown accounts about the question's aircraft, counted ones only.
std::vector<const normalise::ReadClaim*> heights_of(const report::View& view, const Choices& choices,
                                                    const std::string& account) {
  const report::QuestionView* question = question_of(view, choices);
  std::vector<const normalise::ReadClaim*> heights;
  if (question == nullptr || question->question == nullptr) return heights;
  for (const normalise::ReadClaim& claim : view.inquiry.normalised.claims)
    if (claim.narrative == account && claim.counts && claim.aircraft == question->question->aircraft.text &&
        std::holds_alternative<normalise::Height>(claim.meaning))
      heights.push_back(&claim);
  return heights;
}

}  // namespace

std::string height_words(const report::View& view, const Choices& choices, const std::string& account) {
  const auto heights = heights_of(view, choices, account);
  return heights.empty() ? std::string{} : heights.front()->figure;
}

std::vector<SeenFrom> sensors_of(const report::View& view, const Choices& choices) {
  const normalise::ReadClaim* height = nullptr;
  for (const std::string& account : choices.shown)
    for (const normalise::ReadClaim* claim : heights_of(view, choices, account))
      if (height == nullptr) height = claim;
  std::vector<SeenFrom> all;
  for (const incident::Sensor& sensor : view.inquiry.incident.sensors) {
    const auto place = view.inquiry.normalised.landmarks.find(sensor.position.text);
    if (place == view.inquiry.normalised.landmarks.end()) continue;
    SeenFrom seen{.place = place->second};
    const incident::Landmark* landmark = incident::find(view.inquiry.incident.landmarks, place->first);
    seen.name = !sensor.title.empty()                            ? sensor.title.text
                : landmark != nullptr && !landmark->name.empty() ? landmark->name.text + " radar"
                                                                 : sensor.id.text;
    const FigureReadings own =
        sensor.height.empty() ? FigureReadings{} : read_figure(sensor.height.text, Dimension::length);
    if (sensor.kind == incident::Sensor::Kind::radar && height != nullptr) {
      const auto& above = std::get<normalise::Height>(height->meaning).height;
      const Length antenna = own.readings.empty() ? metres(0) : metres(own.readings.front().value.stated);
      seen.horizon = geo::radio_horizon(antenna, std::max(metres(0), above.stated));
      seen.words = "radio horizon for " + height->figure + ": " + (own.readings.empty() ? "at least " : "") +
                   report::distance(*seen.horizon) + ", terrain not counted";
    } else if (sensor.kind == incident::Sensor::Kind::radar) {
      seen.words = "no horizon: no shown account states a height";
    }
    all.push_back(std::move(seen));
  }
  return all;
}

std::string attribution_words(const report::View& view, const Choices& choices) {
  std::vector<std::string> owners;
  for (const report::Version& version : view.versions)
    if (choices.drawn.contains(version.id) && !version.attribution.empty() &&
        std::find(owners.begin(), owners.end(), version.attribution) == owners.end())
      owners.push_back(version.attribution);
  return owners.empty() ? std::string{} : "Lines: " + report::joined(owners, "; ");
}

namespace {

/// The vertex of some lines that lies nearest to a place; nullopt where there is none.
template <class Drawn>
std::optional<geo::Position> nearest_vertex(const std::vector<Drawn>& drawn, const std::string& border,
                                            const geo::Plane& about) {
  std::optional<geo::Position> nearest;
  double least = std::numeric_limits<double>::infinity();
  for (const Drawn& one : drawn) {
    if (!border.empty() && one.border != border) continue;
    for (const auto& line : one.lines)
      for (const geo::Position& vertex : line) {
        const geo::PlanePoint at = about.to_plane(vertex);
        const double away = std::hypot(at.east, at.north);
        if (away < least) least = away, nearest = vertex;
      }
  }
  return nearest;
}

}  // namespace

Extent whole_extent(const report::View& view, const Choices& choices, const std::vector<Moving>& all,
                    double width, double height) {
  std::vector<std::pair<geo::Position, double>> discs;  // what must be seen, and metres around it
  const auto& read = view.inquiry.normalised;
  const incident::Zone* zone = zone_of(view, choices);
  const auto tip = zone == nullptr ? read.landmarks.end() : read.landmarks.find(zone->tip.text);
  // Where a case turns on a tip, the ground about it; flights come and go there, and the view stays.
  if (tip != read.landmarks.end()) {
    const auto& tips = view.inquiry.assessment.tips;
    const auto known = std::find_if(tips.begin(), tips.end(), [&](const assess::Tip& one) {
      return one.zone == zone->id.text && one.landmark == zone->tip.text;
    });
    // More of the inside than of the outside: there the versions part.
    discs.emplace_back(
        known == tips.end() ? tip->second : geo::destination(tip->second, known->inward, metres(900)),
        3600.0);
  }
  for (const Moving& one : all)
    if (one.kind == Moving::Kind::track)
      for (const geo::Position& place : one.paths.front()) discs.emplace_back(place, 0.0);
  if (discs.empty())
    for (const std::string& account : choices.shown)
      for (const assess::Marker* marker : markers_of(view, choices, account))
        if (marker->counts) discs.emplace_back(marker->position, in_metres(marker->major));
  if (tip == read.landmarks.end())
    for (const Moving& one : all) {
      // Of drawn flights the stretch about the event.
      if (one.kind == Moving::Kind::track) continue;
      const std::size_t size = one.paths.empty() ? 0 : one.paths.front().size(), skip = size * 13 / 30;
      for (std::size_t i = skip; i + skip < size; ++i) discs.emplace_back(one.paths.front()[i], 0.0);
    }
  if (discs.empty())
    for (const assess::Marker& marker : view.inquiry.assessment.markers)
      discs.emplace_back(marker.position, in_metres(marker.major));
  if (discs.empty())
    for (const auto& [id, place] : read.landmarks) discs.emplace_back(place, 5000.0);
  if (discs.empty()) return {};
  const geo::Plane plane{discs.front().first};
  // A place says nothing without the line that it lies on one side of.
  const auto& assessment = view.inquiry.assessment;
  for (const auto& line : {nearest_vertex(assessment.borders, choices.border, plane),
                           nearest_vertex(assessment.limits, choices.border, plane)})
    if (line) discs.emplace_back(*line, 500.0);
  double west = 1e12, east = -1e12, south = 1e12, north = -1e12;
  for (const auto& [position, around] : discs) {
    const geo::PlanePoint p = plane.to_plane(position);
    west = std::min(west, p.east - around), east = std::max(east, p.east + around);
    south = std::min(south, p.north - around), north = std::max(north, p.north + around);
  }
  constexpr double room = 1.15;
  return {plane.to_globe({(west + east) / 2, (south + north) / 2}),
          std::max({room * (east - west) / std::max(width, 1.0),
                    room * (north - south) / std::max(height, 1.0), 2.0})};
}

Graticule graticule_of(const geo::Plane& plane, const Frame& frame) {
  Graticule graticule;
  const geo::Position middle = plane.to_globe(frame.centre);
  const double metres_in_degree = 111'320.0;
  const double shorter = std::min(frame.width, frame.height) * frame.metres_per_pixel;
  graticule.step_deg = report::nice_step(shorter / metres_in_degree, 5.0);
  graticule.decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(graticule.step_deg) - 1e-9)));
  const double half_lat = frame.height / 2 * frame.metres_per_pixel / metres_in_degree;
  const double half_lon = frame.width / 2 * frame.metres_per_pixel /
                          (metres_in_degree * std::max(0.05, std::cos(in_radians(middle.latitude))));
  graticule.latitudes = report::ticks(in_degrees(middle.latitude) - half_lat,
                                      in_degrees(middle.latitude) + half_lat, graticule.step_deg);
  graticule.longitudes = report::ticks(in_degrees(middle.longitude) - half_lon,
                                       in_degrees(middle.longitude) + half_lon, graticule.step_deg);
  return graticule;
}

std::string latitude_words(double degrees_north, int decimals) {
  return report::fixed(std::abs(degrees_north), decimals) + "°" + (degrees_north < 0 ? "S" : "N");
}

std::string longitude_words(double degrees_east, int decimals) {
  return report::fixed(std::abs(degrees_east), decimals) + "°" + (degrees_east < 0 ? "W" : "E");
}

std::string words_at(const report::View& view, const Choices& choices, const geo::Position& place) {
  std::string words = geo::print(place) + " · WGS 84";
  const std::string state = state_of(view, choices);
  if (!zone_is_land(view, choices)) return words;
  std::size_t counted = 0, inside = 0;
  std::string here;
  for (const report::Version& version : view.versions) {
    const auto border = view.inquiry.borders.find(version.id);
    if (border == view.inquiry.borders.end()) continue;
    const auto outline = border->second.states.find(state);
    if (outline == border->second.states.end()) continue;
    if (version.counts) ++counted, inside += outline->second->contains(place) ? 1U : 0U;
    if (version.id != choices.border) continue;
    const geo::Margin margin = geo::inside(outline->second).margin(place);
    if (margin.known)
      here = " · margin here " + report::margin_words(margin.value) + " (" +
             report::fixed(std::abs(in_nautical_miles(margin.value)), 2) + " NM), " + version.title;
  }
  return words + here + " · inside in " + std::to_string(inside) + " of " + std::to_string(counted) +
         " counted versions";
}

std::string measured_words(const geo::Position& from, const geo::Position& to) {
  const geo::Leg leg = geo::leg(from, to);
  const int digits = leg.distance < kilometres(100) ? 2 : 0;
  const int bearing = static_cast<int>(std::lround(in_degrees(leg.azimuth))) % 360;
  std::string three = std::to_string(bearing);
  three.insert(0, 3 - three.size(), '0');
  return report::fixed(in_metres(leg.distance), 0) + " m · " +
         report::fixed(in_kilometres(leg.distance), digits) + " km · " +
         report::fixed(in_nautical_miles(leg.distance), digits) + " NM · " +
         report::fixed(in_statute_miles(leg.distance), digits) + " mi, towards " + three + "°";
}

}  // namespace recon::viewer
