// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <set>

#include "recon/geo/position.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/report/figures.hpp"
#include "recon/report/labels.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using geo::Position;
using Rings = std::vector<std::vector<Point>>;

constexpr double tolerance_px = 0.35;  // docs/visual.md, Report: what the eye does not miss at the drawn size

// ---- where to look ----------------------------------------------------------------------------------

struct Ground {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west,
         north = -west;  // metres on the plane
  void take(geo::PlanePoint p, double radius = 0.0) {
    west = std::min(west, p.east - radius);
    east = std::max(east, p.east + radius);
    south = std::min(south, p.north - radius);
    north = std::max(north, p.north + radius);
  }
  [[nodiscard]] bool empty() const { return west > east; }
};

/// The state whose land makes the question's zone; empty for zones that need none.
std::string state_of(const incident::Zone* zone) {
  if (zone == nullptr) return {};
  if (const auto* land = std::get_if<incident::Land>(&zone->shape)) return land->state.text;
  if (const auto* sea = std::get_if<incident::TerritorialSea>(&zone->shape)) return sea->state.text;
  return {};
}

/// Breadth of sea that belongs to the zone, when it is given by distance.
Length breadth_of(const incident::Zone* zone) {
  const auto* sea = zone == nullptr ? nullptr : std::get_if<incident::TerritorialSea>(&zone->shape);
  if (sea == nullptr || sea->breadth.empty()) return metres(0);
  const FigureReadings read = read_figure(sea->breadth.text, Dimension::length);
  return read.readings.empty() ? metres(0) : metres(read.readings.front().value.stated);
}

const std::vector<assess::Marker>& markers(const View& view) { return view.inquiry.assessment.markers; }

std::optional<Position> any_position(const View& view) {
  for (const assess::Marker& marker : markers(view))
    if (marker.counts) return marker.position;
  for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks)
    if (!track.fixes.empty()) return track.fixes[track.fixes.size() / 2].position;
  if (!view.inquiry.normalised.landmarks.empty()) return view.inquiry.normalised.landmarks.begin()->second;
  for (const assess::DrawnBorder& border : view.inquiry.assessment.borders)
    for (const auto& line : border.lines)
      if (!line.empty()) return line[line.size() / 2];
  return std::nullopt;
}

/// The nearest drawn border point, so that the line in question is in the picture.
void take_nearest_border(Ground& ground, const View& view, const geo::Plane& plane) {
  const Point middle{(ground.west + ground.east) / 2, (ground.south + ground.north) / 2};
  double nearest = std::numeric_limits<double>::infinity();
  geo::PlanePoint found;
  const auto look = [&](const std::vector<std::vector<Position>>& lines) {
    for (const auto& line : lines)
      for (const Position& position : line) {
        const geo::PlanePoint p = plane.to_plane(position);
        const double away = std::hypot(p.east - middle.x, p.north - middle.y);
        if (away < nearest) {
          nearest = away;
          found = p;
        }
      }
  };
  for (const assess::DrawnBorder& border : view.inquiry.assessment.borders) look(border.lines);
  for (const assess::DrawnLimit& limit : view.inquiry.assessment.limits) look(limit.lines);
  // Some of the line on either side of its nearest point, or it would only touch the frame.
  const double some = 0.4 * std::max(ground.east - ground.west, ground.north - ground.south);
  if (std::isfinite(nearest)) ground.take(found, some);
}

Ground ground_of(const View& view, const geo::Plane& plane) {
  Ground ground;
  for (const assess::Marker& marker : markers(view))
    if (marker.counts) ground.take(plane.to_plane(marker.position), in_metres(marker.major));
  for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks)
    for (const normalise::ReadFix& fix : track.fixes) ground.take(plane.to_plane(fix.position));
  if (ground.empty())
    for (const auto& [id, position] : view.inquiry.normalised.landmarks)
      ground.take(plane.to_plane(position));
  if (ground.empty()) ground.take({0.0, 0.0}, 5000.0);
  take_nearest_border(ground, view, plane);
  return ground;
}

/// From the globe to the picture: an azimuthal-equidistant plane, north up.
class Projection {
public:
  Projection(const geo::Plane& plane, const Ground& ground, const Box& frame) : plane_{plane}, frame_{frame} {
    constexpr double room = 1.16, least = 3000.0;  // some ground around what is drawn; never closer than 3 km
    const double wide = std::max((ground.east - ground.west) * room, least),
                 high = std::max((ground.north - ground.south) * room, least);
    metres_per_px_ = std::max(wide / frame.width(), high / frame.height());
    middle_ = {(ground.west + ground.east) / 2, (ground.south + ground.north) / 2};
  }
  [[nodiscard]] Point operator()(const Position& position) const {
    const geo::PlanePoint p = plane_.to_plane(position);
    return {(frame_.x0 + frame_.x1) / 2 + (p.east - middle_.east) / metres_per_px_,
            (frame_.y0 + frame_.y1) / 2 - (p.north - middle_.north) / metres_per_px_};
  }
  [[nodiscard]] Position back(Point p) const {
    return plane_.to_globe({middle_.east + (p.x - (frame_.x0 + frame_.x1) / 2) * metres_per_px_,
                            middle_.north - (p.y - (frame_.y0 + frame_.y1) / 2) * metres_per_px_});
  }
  [[nodiscard]] std::vector<Point> operator()(const std::vector<Position>& line) const {
    std::vector<Point> out;
    out.reserve(line.size());
    for (const Position& position : line) out.push_back((*this)(position));
    return out;
  }
  [[nodiscard]] double metres_per_px() const { return metres_per_px_; }
  [[nodiscard]] double pixels(Length length) const { return in_metres(length) / metres_per_px_; }
  [[nodiscard]] const Box& frame() const { return frame_; }

private:
  geo::Plane plane_;
  Box frame_;
  geo::PlanePoint middle_;
  double metres_per_px_ = 1.0;
};

Box grown(const Box& box, double by) { return {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by}; }

Rings rings_in(const Projection& to, const std::vector<std::vector<Position>>& rings, double beyond) {
  Rings out;
  for (const auto& ring : rings) {
    std::vector<Point> points = simplified(clipped_ring(to(ring), grown(to.frame(), beyond)), tolerance_px);
    if (points.size() > 2) out.push_back(std::move(points));
  }
  return out;
}

Rings lines_in(const Projection& to, const std::vector<std::vector<Position>>& lines) {
  Rings out;
  for (const auto& line : lines)
    for (const auto& piece : clipped_line(to(line), grown(to.frame(), 6.0)))
      out.push_back(simplified(piece, tolerance_px));
  return out;
}

std::string data_of(const Rings& rings, bool closed) {
  std::string data;
  for (const auto& ring : rings) data += path_data(ring, closed);
  return data;
}

// ---- one picture ------------------------------------------------------------------------------------

class MapDrawing {
public:
  MapDrawing(const View& view, const QuestionView& question, Size size, const geo::Plane& plane,
             const Ground& ground, Map& notes)
      : view_{view},
        question_{question},
        size_{size},
        notes_{notes},
        zone_{question.question == nullptr
                  ? nullptr
                  : incident::find(view.inquiry.incident.zones, question.question->zone.text)},
        state_{state_of(zone_)},
        frame_{size == Size::phone ? Box{26.0, 8.0, 384.0, 500.0} : Box{34.0, 8.0, 1072.0, 778.0}},
        to_{plane, ground, frame_},
        svg_{size == Size::phone ? "mapp" : "mapd",
             size,
             frame_.x1 + 8.0,
             frame_.y1 + 22.0,
             title(),
             description(),
             size == Size::phone ? 12.5 : 13.0},
        places_{grown(frame_, -3.0)} {}

  std::string draw() {
    sea_ = breadth_of(zone_) > metres(0);
    notes_.sea = sea_;
    svg_.raw("<defs><clipPath id=\"" + svg_.id("f") + "\">").rect(frame_, "").raw("</clipPath></defs>");
    svg_.rect(frame_, sea_ ? "fill=\"var(--sea)\"" : "fill=\"var(--paper)\"");
    svg_.raw("<g clip-path=\"url(#" + svg_.id("f") + ")\">");
    draw_ground();
    draw_graticule();
    draw_borders();
    draw_limits();
    draw_tracks();
    draw_ellipses();
    draw_landmarks();
    svg_.raw("</g>");
    svg_.rect(frame_, R"(class="fr" fill="none")");
    draw_scale();
    draw_locator();
    draw_marks();
    label_tracks();
    label_borders();
    label_states();
    label_landmarks();
    return std::move(svg_).finish();
  }

private:
  [[nodiscard]] static std::string title() {
    return "Map: border versions and where the accounts place the aircraft";
  }
  [[nodiscard]] std::string description() const {
    std::string words;
    for (const assess::Marker& marker : markers(view_))
      if (marker.counts)
        words += view_.account(marker.narrative).letter + " " + view_.event_words(marker.event) + ": " +
                 geo::print(marker.position) + ". ";
    return words.empty() ? "No account gives a position." : words;
  }
  [[nodiscard]] double type() const { return size_ == Size::phone ? 12.5 : 13.0; }

  [[nodiscard]] bool counts(const std::string& border) const {
    const Version* version = view_.version(border);
    return version == nullptr || version->counts;
  }

  // -- ground: stone per counted version, hatch where they disagree

  void draw_ground() {
    const double reach = to_.pixels(breadth_of(zone_));
    std::vector<std::string> layers;
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders) {
      if (border.state != state_ || !counts(border.border)) continue;
      const Rings rings = rings_in(to_, border.rings, reach + 8.0);
      zone_rings_.push_back(rings);
      if (rings.empty()) continue;
      const std::string name = svg_.id("z" + std::to_string(layers.size()));
      // Sea that belongs to land by distance is that land drawn with a round pen: the same set of points.
      const std::string pen =
          reach > 0 ? " stroke-width=\"" + px(2 * reach) + R"(" stroke-linejoin="round")" : "";
      std::string attributes = "id=\"" + name;
      attributes += R"(" fill-rule="evenodd")" + pen;
      svg_.raw("<defs>").path(data_of(rings, true), attributes).raw("</defs>");
      layers.push_back(name);
    }
    const bool disagree = layers.size() > 1;
    if (disagree) draw_hatch_masks(layers, reach > 0);
    for (const std::string& layer : layers)
      svg_.raw("<use href=\"#" + layer + "\" opacity=\".27\" fill=\"var(--side)\"" +
               (reach > 0 ? " stroke=\"var(--side)\"" : "") + "/>");
    if (disagree) {
      notes_.hatched = true;
      svg_.rect(frame_, "fill=\"url(#" + svg_.id("h") + ")\" mask=\"url(#" + svg_.id("some") + ")\"");
    }
    if (reach > 0) draw_other_land();
  }

  /// In some versions but not in all: white where any has it, black where every one has it.
  void draw_hatch_masks(const std::vector<std::string>& layers, bool pen) {
    svg_.hatch(7.0, 2.0);
    const std::string stroke = pen ? " stroke=\"#fff\"" : "";
    const auto white = [&](const std::string& layer) {
      svg_.raw("<use href=\"#").raw(layer).raw(R"(" fill="#fff")").raw(stroke).raw("/>");
    };
    for (const std::string& layer : layers) {
      svg_.raw("<mask id=\"").raw(layer).raw(R"(m" maskUnits="userSpaceOnUse">)");
      white(layer);
      svg_.raw("</mask>");
    }
    svg_.raw("<mask id=\"").raw(svg_.id("some")).raw(R"(" maskUnits="userSpaceOnUse">)");
    for (const std::string& layer : layers) white(layer);
    for (const std::string& layer : layers) svg_.raw("<g mask=\"url(#").raw(layer).raw("m)\">");
    svg_.rect(frame_, "fill=\"#000\"");
    for (std::size_t i = 0; i < layers.size(); ++i) svg_.raw("</g>");
    svg_.raw("</mask>");
  }

  /// Land of other states cuts off the round pen of the sea.
  void draw_other_land() {
    const Version* version = view_.default_version();
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders)
      if (border.state != state_ && version != nullptr && border.border == version->id)
        svg_.path(data_of(rings_in(to_, border.rings, 8.0), true),
                  "fill=\"var(--paper)\" fill-rule=\"evenodd\"");
  }

  // -- lines

  void draw_graticule() {
    const Position low = to_.back({frame_.x0, frame_.y1}), high = to_.back({frame_.x1, frame_.y0});
    const double step = nice_step(in_degrees(high.latitude - low.latitude), 5.0);
    const int digits = step < 0.01 ? 3 : step < 0.1 ? 2 : step < 1.0 ? 1 : 0;
    for (const double at : ticks(in_degrees(low.latitude), in_degrees(high.latitude), step))
      parallel(at, low, high, digits);
    const double wide =
        nice_step(in_degrees(high.longitude - low.longitude), size_ == Size::phone ? 3.0 : 6.0);
    const int wide_digits = wide < 0.01 ? 3 : wide < 0.1 ? 2 : wide < 1.0 ? 1 : 0;
    for (const double at : ticks(in_degrees(low.longitude), in_degrees(high.longitude), wide))
      meridian(at, low, high, wide_digits);
  }

  void parallel(double latitude, const Position& low, const Position& high, int digits) {
    std::vector<Position> line;
    for (int i = -1; i <= 9; ++i)
      line.push_back({degrees(latitude), low.longitude + (i / 8.0) * (high.longitude - low.longitude)});
    for (const auto& piece : clipped_line(to_(line), frame_)) {
      svg_.path(path_data(piece, false), R"(class="gr" fill="none")");
      const double y = piece.front().y;
      if (y < frame_.y0 + 30 || y > frame_.y1 - 30) continue;
      side_labels_.push_back(
          {{frame_.x0 - 6.0, y}, fixed(std::abs(latitude), digits) + "°" + (latitude < 0 ? "S" : "N"), true});
    }
    flush_side_labels();
  }

  void meridian(double longitude, const Position& low, const Position& high, int digits) {
    std::vector<Position> line;
    for (int i = -1; i <= 9; ++i)
      line.push_back({low.latitude + (i / 8.0) * (high.latitude - low.latitude), degrees(longitude)});
    for (const auto& piece : clipped_line(to_(line), frame_)) {
      svg_.path(path_data(piece, false), R"(class="gr" fill="none")");
      const double x = piece.front().x;
      if (x < frame_.x0 + 28 || x > frame_.x1 - 28) continue;
      side_labels_.push_back({{x, frame_.y1 + 15.0},
                              fixed(std::abs(longitude), digits) + "°" + (longitude < 0 ? "W" : "E"),
                              false});
    }
    flush_side_labels();
  }

  struct SideLabel {
    Point at;
    std::string words;
    bool upright;
  };
  /// Labels of the graticule stand outside the frame, so outside its clip.
  void flush_side_labels() {
    svg_.raw("</g>");
    for (const SideLabel& label : side_labels_) {
      const std::string turn =
          label.upright ? " transform=\"rotate(-90 " + px(label.at.x) + " " + px(label.at.y) + ")\"" : "";
      svg_.text(label.at, label.words, R"(class="mu" font-size="11.5" text-anchor="middle")" + turn);
    }
    side_labels_.clear();
    svg_.raw("<g clip-path=\"url(#" + svg_.id("f") + ")\">");
  }

  [[nodiscard]] static std::string pen(const Version* version) {
    if (version == nullptr) return "stroke=\"var(--ink)\" stroke-width=\"1.7\"";
    return "stroke=\"var(--ink)\" stroke-width=\"" + px(version->width) + "\"" +
           (version->dash.empty() ? "" : " stroke-dasharray=\"" + version->dash + "\"");
  }

  void draw_borders() {
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders) {
      if (!state_.empty() && border.state != state_) continue;
      const Rings lines = lines_in(to_, border.lines);
      for (const auto& line : lines) {
        drawn_lines_[border.border].push_back(line);
        discourage(line);
      }
      const std::string data = data_of(lines, false);
      if (data.empty()) continue;
      svg_.path(data,
                "fill=\"none\" stroke=\"var(--paper)\" stroke-opacity=\".8\" stroke-width=\"4.5\" "
                "stroke-linejoin=\"round\"");
      svg_.path(data, R"(fill="none" stroke-linejoin="round" )" + pen(view_.version(border.border)));
    }
  }

  /// The outer edge of a zone given by distance: the line style of its version, with a halo.
  void draw_limits() {
    for (const assess::DrawnLimit& limit : view_.inquiry.assessment.limits) {
      if (question_.question != nullptr && limit.zone != question_.question->zone.text) continue;
      const Rings lines = lines_in(to_, limit.lines);
      for (const auto& line : lines) {
        limit_lines_[limit.border].push_back(line);
        discourage(line);
      }
      const std::string data = data_of(lines, false);
      if (data.empty()) continue;
      svg_.path(data,
                "fill=\"none\" stroke=\"var(--paper)\" stroke-opacity=\".8\" stroke-width=\"5.5\" "
                "stroke-linejoin=\"round\"");
      svg_.path(data, R"(fill="none" stroke-linejoin="round" )" + pen(view_.version(limit.border)));
    }
  }

  // -- flights

  void draw_tracks() {
    for (const assess::DrawnTrack& track : view_.inquiry.assessment.tracks) {
      std::vector<Position> line;
      for (const normalise::ReadFix& fix : track.fixes) line.push_back(fix.position);
      const std::vector<Point> points = simplified(to_(line), tolerance_px);
      if (points.size() < 2) continue;
      const std::string data = path_data(points, false);
      const std::string colour = view_.account(track.narrative).colour;
      svg_.path(data, "fill=\"none\" stroke=\"var(--paper)\" stroke-width=\"5.6\" stroke-linejoin=\"round\"");
      svg_.path(data, R"(fill="none" stroke=")" + colour + R"(" stroke-width="2.6" stroke-linejoin="round")");
      draw_rings(track, colour);
      draw_arrow(points, colour);
      along(points, [&](const Box& box) { places_.block(box); });
    }
  }

  /// Rings at equal times: their spacing shows the speed. Untimed tracks get none.
  void draw_rings(const assess::DrawnTrack& track, const std::string& colour) {
    if (track.fixes.size() < 2 || !track.fixes.front().time || !track.fixes.back().time) return;
    const double length = in_seconds(between(*track.fixes.front().time, *track.fixes.back().time));
    if (length <= 0.0) return;
    const double step = nice_step(length, 10.0);
    std::size_t next = 0;
    for (const double at : ticks(0.0, length, step)) {
      const Instant when = after(*track.fixes.front().time, seconds(at));
      while (next + 1 < track.fixes.size() && track.fixes[next + 1].time &&
             *track.fixes[next + 1].time < when)
        ++next;
      if (next + 1 >= track.fixes.size() || !track.fixes[next].time || !track.fixes[next + 1].time) break;
      const double span = in_seconds(between(*track.fixes[next].time, *track.fixes[next + 1].time));
      const double share = span > 0 ? in_seconds(between(*track.fixes[next].time, when)) / span : 0.0;
      const Point a = to_(track.fixes[next].position), b = to_(track.fixes[next + 1].position);
      svg_.circle({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}, 3.3,
                  "fill=\"var(--paper)\" stroke=\"" + colour + R"(" stroke-width="1.6")");
    }
    notes_.ring_seconds = step;
  }

  void draw_arrow(const std::vector<Point>& points, const std::string& colour) {
    const Point tip = points.back();
    std::size_t i = points.size() - 1;
    while (i > 0 && std::hypot(points[i].x - tip.x, points[i].y - tip.y) < 8.0) --i;
    const double angle = std::atan2(tip.y - points[i].y, tip.x - points[i].x) * 180.0 / std::numbers::pi;
    svg_.path("M7,0L-6,-5.5L-6,5.5Z",
              "fill=\"" + colour + "\" stroke=\"var(--paper)\" stroke-width=\"1\" transform=\"translate(" +
                  px(tip.x) + " " + px(tip.y) + ") rotate(" + px(angle) + ")\"");
  }

  /// Calls with small boxes along a line, in the frame.
  template <class Use>
  void along(const std::vector<Point>& line, const Use& use) const {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const Point a = line[i - 1], b = line[i];
      const int pieces = static_cast<int>(std::clamp(std::hypot(b.x - a.x, b.y - a.y) / 8.0, 1.0, 200.0));
      for (int k = 0; k < pieces; ++k) {
        const double s = static_cast<double>(k) / pieces;
        const Point p{a.x + s * (b.x - a.x), a.y + s * (b.y - a.y)};
        if (frame_.holds(p)) use(Box{p.x - 3.5, p.y - 3.5, p.x + 3.5, p.y + 3.5});
      }
    }
  }
  void discourage(const std::vector<Point>& line) {
    along(line, [&](const Box& box) {
      places_.discourage(box);
      line_boxes_.push_back(box);
    });
  }

  void draw_ellipses() {
    for (const assess::Marker& marker : markers(view_)) {
      if (!marker.counts) continue;
      const Point at = to_(marker.position);
      const double rx = to_.pixels(marker.major), ry = to_.pixels(marker.minor);
      if (rx < 3.0) continue;
      const std::string where = "cx=\"" + px(at.x) + "\" cy=\"" + px(at.y) + "\" rx=\"" + px(rx) +
                                "\" ry=\"" + px(std::max(ry, 0.5)) + "\" transform=\"rotate(" +
                                px(in_degrees(marker.orientation) - 90.0) + " " + px(at.x) + " " + px(at.y) +
                                ")\"";
      svg_.raw("<ellipse " + where + " fill=\"none\" stroke=\"var(--paper)\" stroke-width=\"4\"/>");
      svg_.raw("<ellipse " + where + R"( fill="none" stroke=")" + view_.account(marker.narrative).colour +
               R"(" stroke-width="1.8"/>)");
      discourage(ellipse(at, rx, ry, in_degrees(marker.orientation)));
    }
  }

  [[nodiscard]] static std::vector<Point> ellipse(Point at, double major, double minor, double azimuth_deg) {
    const double turn = (azimuth_deg - 90.0) * std::numbers::pi / 180.0;
    std::vector<Point> points;
    for (int i = 0; i <= 72; ++i) {
      const double angle = i * std::numbers::pi / 36.0, u = major * std::cos(angle),
                   v = minor * std::sin(angle);
      points.push_back(
          {at.x + u * std::cos(turn) - v * std::sin(turn), at.y + u * std::sin(turn) + v * std::cos(turn)});
    }
    return points;
  }

  void draw_landmarks() {
    for (const auto& [id, position] : view_.inquiry.normalised.landmarks) {
      const Point at = to_(position);
      if (!frame_.holds(at)) continue;
      svg_.rect({at.x - 2.6, at.y - 2.6, at.x + 2.6, at.y + 2.6},
                "fill=\"var(--ink)\" stroke=\"var(--paper)\" stroke-width=\"1\"");
      places_.block({at.x - 5, at.y - 5, at.x + 5, at.y + 5});
    }
  }

  // -- events

  [[nodiscard]] std::string glyph(const assess::Marker& marker, const std::string& colour) const {
    using Kind = incident::Event::Kind;
    const incident::Event* event = incident::find(view_.inquiry.incident.events, marker.event);
    const Kind kind = event != nullptr && event->kind ? *event->kind : Kind::closest;
    const std::string fill = " fill=\"" + colour + "\" stroke=\"var(--ink)\" stroke-width=\"1.4\"/>";
    switch (kind) {
      case Kind::hit:
      case Kind::collision:
        return "<circle r=\"7\"" + fill +
               "<path d=\"M-3.4,-3.4L3.4,3.4M-3.4,3.4L3.4,-3.4\" stroke=\"var(--paper)\" "
               "stroke-width=\"2\"/>";
      case Kind::crash:
      case Kind::debris:
      case Kind::landing:
        return "<path d=\"M-6.5,-5L6.5,-5L0,7Z\"" + fill;
      case Kind::launch:
      case Kind::release:
      case Kind::take_off:
        return "<path d=\"M-6.5,5L6.5,5L0,-7Z\"" + fill;
      case Kind::radar_contact:
      case Kind::radar_lost:
        return "<path d=\"M-5.5,-5.5H5.5V5.5H-5.5Z\"" + fill +
               "<path d=\"M-2,-2H2V2H-2Z\" fill=\"var(--paper)\"/>";
      case Kind::entry:
      case Kind::exit:
      case Kind::warning:
      case Kind::closest:
      case Kind::turn:
      case Kind::boarding:
        break;
    }
    return "<circle r=\"5\"" + fill;
  }

  /// Marks of the same account, claim and event by several readings share one label.
  void draw_marks() {
    for (const assess::Marker& marker : markers(view_)) {
      const Point at = to_(marker.position);
      if (!frame_.holds(at)) {
        if (marker.counts && size_ == Size::desktop)
          notes_.beyond.push_back(view_.account(marker.narrative).letter + ", " +
                                  view_.event_words(marker.event) + " (" + geo::print(marker.position) + ")");
        continue;
      }
      svg_.raw("<g transform=\"translate(" + px(at.x) + " " + px(at.y) + ")\"" +
               (marker.counts ? "" : " opacity=\".45\"") + ">" +
               glyph(marker, view_.account(marker.narrative).colour) + "</g>");
      places_.block({at.x - 9, at.y - 9, at.x + 9, at.y + 9});
    }
    std::vector<std::pair<std::string, Point>> labelled;
    for (const assess::Marker& marker : markers(view_)) {
      const Point at = to_(marker.position);
      if (!frame_.holds(at)) continue;
      const std::string words = marker_words(marker);
      const bool again = std::any_of(labelled.begin(), labelled.end(), [&](const auto& other) {
        return other.first == marker.narrative + marker.event &&
               std::hypot(other.second.x - at.x, other.second.y - at.y) < label_reach;
      });
      if (again) continue;
      labelled.emplace_back(marker.narrative + marker.event, at);
      label_account(at, view_.account(marker.narrative), words);
    }
  }

  [[nodiscard]] std::string marker_words(const assess::Marker& marker) const {
    std::string words = marker.event.empty() ? "position" : view_.event_label(marker.event);
    if (!marker.counts) words += " (not counted)";
    if (size_ == Size::phone) return trimmed(words, 18);
    const bool alone = !marker.reading_words.empty() && joined_by(marker) == 1;
    return trimmed(alone ? words + ", " + marker.reading_words : words, 44);
  }

  /// How many marks of the same account and event stand so close that one label names them all.
  [[nodiscard]] std::ptrdiff_t joined_by(const assess::Marker& marker) const {
    const Point at = to_(marker.position);
    return std::count_if(markers(view_).begin(), markers(view_).end(), [&](const assess::Marker& other) {
      const Point there = to_(other.position);
      return other.narrative == marker.narrative && other.event == marker.event &&
             std::hypot(there.x - at.x, there.y - at.y) < label_reach;
    });
  }
  static constexpr double label_reach = 60.0;

  [[nodiscard]] static std::string trimmed(const std::string& words, std::size_t width) {
    return columns(words) <= width ? words : fit(words, width);
  }

  void label_account(Point anchor, const Account& account, const std::string& words) {
    const double width = 24.0 + drawn_width(words, type()) * 1.06, height = 20.0;
    const std::optional<Box> box = places_.near(anchor, width, height, 11.0);
    if (!box) {
      note_in_key(account.letter + " " + words);
      return;
    }
    leader(anchor, *box);
    svg_.badge({box->x0 + 9.0, (box->y0 + box->y1) / 2}, account.letter, account.colour, 8.5);
    svg_.text({box->x0 + 21.0, (box->y0 + box->y1) / 2 + 4.6}, words, R"(class="hl" font-weight="600")");
  }

  void note_in_key(const std::string& words) {
    if (std::find(notes_.in_key.begin(), notes_.in_key.end(), words) == notes_.in_key.end())
      notes_.in_key.push_back(words);
  }

  /// A thin line from what is named to its label, when the label had to move away.
  void leader(Point from, const Box& to) {
    const Point near{std::clamp(from.x, to.x0, to.x1), std::clamp(from.y, to.y0, to.y1)};
    if (std::hypot(near.x - from.x, near.y - from.y) > 17.0) svg_.line(from, near, "class=\"ld\"");
  }

  void label_tracks() {
    std::set<std::string> done;
    for (const assess::DrawnTrack& track : view_.inquiry.assessment.tracks) {
      if (track.fixes.size() < 2 || !done.insert(track.narrative + track.claim + track.aircraft).second)
        continue;
      const Point first = to_(track.fixes.front().position), last = to_(track.fixes.back().position);
      const Point at = frame_.holds(first)  ? first
                       : frame_.holds(last) ? last
                                            : to_(track.fixes[track.fixes.size() / 2].position);
      const incident::Aircraft* aircraft = incident::find(view_.inquiry.incident.aircraft, track.aircraft);
      std::string words = aircraft == nullptr       ? "track"
                          : !aircraft->name.empty() ? aircraft->name.text
                          : !aircraft->type.empty() ? aircraft->type.text
                                                    : "track";
      label_account(at, view_.account(track.narrative), trimmed(words, 26));
    }
  }

  // -- border labels: one column in the quietest upper or lower corner, leaders that do not cross

  struct BorderLabel {
    std::string words, error;
    Point target;
  };

  void label_borders() {
    if (size_ == Size::phone) return;  // the key below the figure names them
    std::vector<BorderLabel> labels = border_labels();
    if (labels.empty()) return;
    double width = 0.0;
    for (const BorderLabel& label : labels)
      width = std::max(width, drawn_width(label.words + "  " + label.error, type()) * 1.05);
    const double height = 22.0 * static_cast<double>(labels.size());
    std::vector<Box> boxes;
    for (double y = frame_.y0 + 12; y + height < frame_.y1 - 12; y += 24)
      for (const double x : {frame_.x1 - width - 14, frame_.x0 + 14})
        boxes.push_back({x, y, x + width, y + height});
    std::stable_sort(boxes.begin(), boxes.end(),
                     [&](const Box& a, const Box& b) { return lines_through(a) < lines_through(b); });
    const std::optional<Box> box = places_.take(boxes);
    if (!box) return;
    write_border_column(*box, labels);
  }

  void write_border_column(const Box& box, std::vector<BorderLabel>& labels) {
    const bool at_right = box.x0 > (frame_.x0 + frame_.x1) / 2;
    const Point edge{at_right ? box.x0 : box.x1, (box.y0 + box.y1) / 2};
    aim(labels, edge, box);
    std::stable_sort(labels.begin(), labels.end(), [&](const BorderLabel& a, const BorderLabel& b) {
      return slope(edge, a.target) < slope(edge, b.target);
    });
    const double end = at_right ? box.x0 - 5.0 : box.x1 + 5.0;
    uncross(labels, end, box.y0 + 10.5);
    double y = box.y0 + 15.0;
    for (const BorderLabel& label : labels) {
      const Point from{end, y - 4.5};
      svg_.line(label.target, from, "class=\"ld\"");
      svg_.circle(label.target, 2.4, "fill=\"var(--ink)\"");
      svg_.raw("<text x=\"" + px(at_right ? box.x0 : box.x1) + "\" y=\"" + px(y) + R"(" class="hl")" +
               (at_right ? "" : " text-anchor=\"end\"") + "><tspan font-weight=\"700\">" +
               escape(label.words) + "</tspan> <tspan class=\"mu\">" + escape(label.error) +
               "</tspan></text>");
      y += 22.0;
    }
  }

  /// Two leaders that cross change places; each change makes the leaders shorter, so it ends.
  static void uncross(std::vector<BorderLabel>& labels, double x, double first_y) {
    const auto slot = [&](std::size_t i) { return Point{x, first_y + 22.0 * static_cast<double>(i)}; };
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < labels.size(); ++i)
        for (std::size_t j = i + 1; j < labels.size(); ++j)
          if (cross(labels[i].target, slot(i), labels[j].target, slot(j))) {
            std::swap(labels[i], labels[j]);
            changed = true;
          }
    }
  }

  [[nodiscard]] static bool cross(Point a, Point b, Point c, Point d) {
    const auto turn = [](Point p, Point q, Point r) {
      return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    return turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0;
  }

  /// Higher targets first; of a column at the side that is the order in which leaders do not cross.
  [[nodiscard]] static double slope(Point edge, Point target) {
    return (target.y - edge.y) / std::max(20.0, std::abs(target.x - edge.x));
  }

  [[nodiscard]] std::ptrdiff_t lines_through(const Box& box) const {
    return std::count_if(line_boxes_.begin(), line_boxes_.end(),
                         [&](const Box& line) { return overlap(line, box); });
  }

  [[nodiscard]] const Rings* lines_of(const std::string& border) const {
    const auto& lines = sea_ && limit_lines_.contains(border) ? limit_lines_ : drawn_lines_;
    const auto found = lines.find(border);
    return found == lines.end() || found->second.empty() ? nullptr : &found->second;
  }

  [[nodiscard]] std::vector<BorderLabel> border_labels() const {
    std::vector<BorderLabel> labels;
    for (const Version& version : view_.versions)
      if (lines_of(version.id) != nullptr)
        labels.push_back({trimmed(version.title, 30), version.counts ? version.error : "display only", {}});
    return labels;
  }

  /// Each label's dot: a point of its line near the column, in the frame, apart from the others' dots.
  void aim(std::vector<BorderLabel>& labels, Point edge, const Box& column) {
    std::size_t at = 0;
    std::vector<Point> used;
    for (const Version& version : view_.versions) {
      const Rings* lines = lines_of(version.id);
      if (lines == nullptr) continue;
      double best = std::numeric_limits<double>::infinity();
      Point target{frame_.x0, frame_.y0};
      for (const auto& piece : *lines)
        for (std::size_t i = 1; i < piece.size(); ++i)
          for (const double s : {0.0, 0.25, 0.5, 0.75}) {
            const Point p{piece[i - 1].x + s * (piece[i].x - piece[i - 1].x),
                          piece[i - 1].y + s * (piece[i].y - piece[i - 1].y)};
            if (!grown(frame_, -12.0).holds(p) || grown(column, 10.0).holds(p)) continue;
            double cost = std::hypot(p.x - edge.x, p.y - edge.y);
            // A dot above or below its column would need a leader across the other labels.
            const bool beside = edge.x == column.x0 ? p.x < column.x0 - 20.0 : p.x > column.x1 + 20.0;
            if (!beside) cost += 2000.0;
            for (const Point& other : used)
              cost += std::max(0.0, 40.0 - std::hypot(p.x - other.x, p.y - other.y)) * 6.0;
            if (cost < best) {
              best = cost;
              target = p;
            }
          }
      used.push_back(target);
      labels[at++].target = target;
    }
  }

  // -- names of states, both sides alike

  void label_states() {
    const Version* version = view_.default_version();
    std::set<std::string> named;
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders) {
      if (version == nullptr || border.border != version->id || !named.insert(border.state).second) continue;
      label_state(state_name(border.state), rings_in(to_, border.rings, 2.0));
    }
    if (sea_)
      label_sea_zone();
    else if (named.size() == 1)
      label_other_side(rings_of_state(*named.begin(), version));
  }

  /// No state's name lies at sea; what is stone there is told where all counted versions have it.
  void label_sea_zone() {
    if (zone_->title.empty() || zone_rings_.empty()) return;
    const double reach = to_.pixels(breadth_of(zone_));
    const auto near = [&](const Rings& rings, Point p) {
      if (within(rings, p)) return false;  // that is land, and has its own name
      return std::ranges::any_of(rings, [&](const auto& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i)
          if (distance_to_segment(p, ring[i - 1], ring[i]) <= reach) return true;
        return false;
      });
    };
    const std::string& title = zone_->title.text;
    place_name(title.substr(0, title.find(", ")), [&](Point p) {
      return std::ranges::all_of(zone_rings_, [&](const Rings& rings) { return near(rings, p); });
    });
  }

  [[nodiscard]] Rings rings_of_state(const std::string& state, const Version* version) const {
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders)
      if (border.state == state && version != nullptr && border.border == version->id)
        return rings_in(to_, border.rings, 2.0);
    return {};
  }

  /// The roomiest place of the rings: a grid of points, the one farthest from every line.
  void label_state(const std::string& name, const Rings& rings) {
    if (rings.empty()) return;
    place_name(name, [&](Point p) { return within(rings, p); });
  }

  /// With one state drawn, the ground beyond it is only known not to be that state.
  void label_other_side(const Rings& rings) {
    if (rings.empty()) return;
    place_name("outside", [&](Point p) { return !within(rings, p); });
  }

  template <class Inside>
  void place_name(const std::string& name, const Inside& inside) {
    const std::string words = size_ == Size::phone ? name : spaced_capitals(name);
    const double size = size_ == Size::phone ? 12.5 : 15.0;
    const double width = drawn_width(words, size) * 1.3 + 8.0, height = 20.0;
    std::vector<std::pair<double, Box>> places;
    constexpr int columns_tried = 25, rows_tried = 17;
    for (int i = 1; i < columns_tried; ++i)
      for (int j = 1; j < rows_tried; ++j) {
        const Point p{frame_.x0 + frame_.width() * i / columns_tried,
                      frame_.y0 + frame_.height() * j / rows_tried};
        const Box box{p.x - width / 2, p.y - height / 2, p.x + width / 2, p.y + height / 2};
        if (!inside(p) || !inside({box.x0, p.y}) || !inside({box.x1, p.y}) || !places_.is_free(box)) continue;
        places.emplace_back(-room_at(p), box);
      }
    std::stable_sort(places.begin(), places.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (places.empty()) return;
    places_.block(places.front().second);
    const Box& box = places.front().second;
    svg_.text({(box.x0 + box.x1) / 2, box.y1 - 5.0}, words,
              R"(class="hl" text-anchor="middle" font-weight="700" letter-spacing=".12em" font-size=")" +
                  px(size) + "\"");
  }

  [[nodiscard]] static std::string spaced_capitals(const std::string& name) {
    std::string out;
    for (const char c : name) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return out;
  }

  [[nodiscard]] double room_at(Point p) const {
    double room = std::min({p.x - frame_.x0, frame_.x1 - p.x, p.y - frame_.y0, frame_.y1 - p.y});
    for (const auto* lines : {&drawn_lines_, &limit_lines_})
      for (const auto& [border, pieces] : *lines)
        for (const auto& piece : pieces)
          for (std::size_t i = 1; i < piece.size(); ++i)
            room = std::min(room, distance_to_segment(p, piece[i - 1], piece[i]));
    for (const assess::Marker& marker : markers(view_)) {
      const Point at = to_(marker.position);
      room = std::min(room, std::hypot(p.x - at.x, p.y - at.y) - 30.0);
    }
    return room;
  }

  void label_landmarks() {
    for (const auto& [id, position] : view_.inquiry.normalised.landmarks) {
      const Point at = to_(position);
      if (!frame_.holds(at)) continue;
      const std::string words = trimmed(landmark_name(id), 30);
      const std::optional<Box> box = places_.near(at, drawn_width(words, type()) + 4.0, 17.0, 6.0);
      if (!box) {
        note_in_key(words);
        continue;
      }
      leader(at, *box);
      svg_.text({box->x0 + 2.0, box->y1 - 4.0}, words, "class=\"hl\"");
    }
  }

  [[nodiscard]] std::string landmark_name(const std::string& id) const {
    const incident::Landmark* landmark = incident::find(view_.inquiry.incident.landmarks, id);
    return landmark == nullptr || landmark->name.empty() ? id : landmark->name.text;
  }

  // -- furniture

  /// Kilometres and nautical miles, and north, in the lower corner with the fewest marks.
  void draw_scale() {
    const double km = nice_step(to_.metres_per_px() * (size_ == Size::phone ? 90.0 : 150.0) / 1000.0, 1.0);
    const double wide = 1000.0 * km / to_.metres_per_px();
    const double shrink = wide > (size_ == Size::phone ? 140.0 : 220.0) ? 0.5 : 1.0;
    const double length = shrink * km, bar = shrink * wide;
    const double nm = nice_step(length / 1.852, 1.0) > length / 1.852 * 1.3
                          ? nice_step(length / 1.852 / 2.0, 1.0)
                          : nice_step(length / 1.852, 1.0);
    const double nm_bar = nm * metres_in_nautical_mile / to_.metres_per_px();
    const double width = std::max(bar, nm_bar + 46.0) + 56.0, height = 58.0;
    const Box left{frame_.x0 + 8, frame_.y1 - height - 8, frame_.x0 + 8 + width, frame_.y1 - 8};
    const Box right{frame_.x1 - 8 - width, frame_.y1 - height - 8, frame_.x1 - 8, frame_.y1 - 8};
    const Box box = marks_in(left) <= marks_in(right) ? left : right;
    places_.block(box);
    const double x = box.x0 + 12.0, y = box.y0 + 24.0;
    svg_.rect(box, "fill=\"var(--paper)\" fill-opacity=\".82\"");
    svg_.rect({x, y, x + bar / 2, y + 5}, "fill=\"var(--ink)\"");
    svg_.rect({x + bar / 2, y, x + bar, y + 5}, "fill=\"var(--paper)\" stroke=\"var(--ink)\"");
    svg_.text({x, y - 6}, "0", "font-size=\"11.5\"");
    const int digits = length < 1.0 ? 2 : length < 10.0 && length != std::floor(length) ? 1 : 0;
    svg_.text({x + bar, y - 6}, fixed(length, digits) + " km", R"(font-size="11.5" text-anchor="middle")");
    svg_.path("M" + px(x) + "," + px(y + 11) + "v6h" + px(nm_bar) + "v-6",
              "fill=\"none\" stroke=\"var(--ink)\" stroke-width=\"1.2\"");
    svg_.text({x + nm_bar + 5, y + 20},
              fixed(nm, nm < 1.0               ? 2
                        : nm != std::floor(nm) ? 1
                                               : 0) +
                  " NM",
              "font-size=\"11.5\"");
    const double nx = box.x1 - 14.0;
    svg_.path("M" + px(nx) + "," + px(y - 14) + "l5,14h-10z", "fill=\"var(--ink)\"");
    svg_.text({nx, y + 15}, "N", R"(font-size="12" font-weight="700" text-anchor="middle")");
  }

  [[nodiscard]] int marks_in(const Box& box) const {
    int count = 0;
    for (const assess::Marker& marker : markers(view_))
      count += grown(box, 20.0).holds(to_(marker.position)) ? 5 : 0;
    for (const assess::DrawnTrack& track : view_.inquiry.assessment.tracks)
      for (const normalise::ReadFix& fix : track.fixes) count += box.holds(to_(fix.position)) ? 2 : 0;
    for (const auto& [id, position] : view_.inquiry.normalised.landmarks)
      count += box.holds(to_(position)) ? 2 : 0;
    return count;
  }

  /// Where the frame lies among the places that the statements name, when some are beyond it.
  void draw_locator() {
    if (size_ == Size::phone) return;
    const auto& landmarks = view_.inquiry.normalised.landmarks;
    const bool needed = std::any_of(landmarks.begin(), landmarks.end(),
                                    [&](const auto& l) { return !frame_.holds(to_(l.second)); });
    if (!needed && !sea_) return;  // at sea the coast is what a reader looks for
    const Box right{frame_.x1 - 218, frame_.y1 - 182, frame_.x1 - 8, frame_.y1 - 8};
    const Box left{frame_.x0 + 8, frame_.y1 - 182, frame_.x0 + 218, frame_.y1 - 8};
    const Box top_right{frame_.x1 - 218, frame_.y0 + 8, frame_.x1 - 8, frame_.y0 + 182};
    const Box top_left{frame_.x0 + 8, frame_.y0 + 8, frame_.x0 + 218, frame_.y0 + 182};
    std::vector<Box> corners{right, left, top_right, top_left};
    std::stable_sort(corners.begin(), corners.end(),
                     [&](const Box& a, const Box& b) { return marks_in(a) < marks_in(b); });
    const std::optional<Box> box = places_.take(corners);
    if (box) draw_locator_in(*box);
  }

  void draw_locator_in(const Box& box) {
    const geo::Plane plane{to_.back({(frame_.x0 + frame_.x1) / 2, (frame_.y0 + frame_.y1) / 2})};
    Ground ground;
    for (const Point& corner : {Point{frame_.x0, frame_.y0}, Point{frame_.x1, frame_.y1}})
      ground.take(plane.to_plane(to_.back(corner)));
    for (const auto& [id, position] : view_.inquiry.normalised.landmarks)
      ground.take(plane.to_plane(position));
    if (sea_) take_coast(ground, plane);
    const Projection small{plane, ground, box};
    svg_.raw("<clipPath id=\"" + svg_.id("l") + "\">").rect(box, "").raw("</clipPath>");
    svg_.rect(box, sea_ ? "fill=\"var(--sea)\"" : "fill=\"var(--paper)\"")
        .raw("<g clip-path=\"url(#" + svg_.id("l") + ")\">");
    const Version* version = view_.default_version();
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders) {
      if (version == nullptr || border.border != version->id) continue;
      svg_.path(data_of(rings_in(small, border.rings, 2.0), true),
                border.state == state_ ? "fill=\"var(--side)\" fill-opacity=\".8\" fill-rule=\"evenodd\""
                                       : "fill=\"var(--paper)\" fill-rule=\"evenodd\"");
      svg_.path(data_of(lines_in(small, border.lines), false),
                "fill=\"none\" stroke=\"var(--ink)\" stroke-width=\".8\"");
    }
    LabelPlaces places{grown(box, -2.0)};
    const Point a = small(to_.back({frame_.x0, frame_.y0})), b = small(to_.back({frame_.x1, frame_.y1}));
    svg_.rect({a.x, a.y, b.x, b.y}, "fill=\"none\" stroke=\"var(--ink)\" stroke-width=\"1.8\"");
    places.block({a.x, a.y, b.x, b.y});
    for (const auto& [id, position] : view_.inquiry.normalised.landmarks)
      if (!frame_.holds(to_(position))) label_in_locator(places, small(position), landmark_name(id));
    svg_.raw("</g>").rect(box, R"(class="fr" fill="none")");
  }

  /// The nearest coast of the zone's state, with some of it on either side.
  void take_coast(Ground& ground, const geo::Plane& plane) const {
    const Version* version = view_.default_version();
    double nearest = std::numeric_limits<double>::infinity();
    geo::PlanePoint found;
    for (const assess::DrawnBorder& border : view_.inquiry.assessment.borders)
      if (border.state == state_ && version != nullptr && border.border == version->id)
        for (const auto& line : border.lines)
          for (const Position& position : line) {
            const geo::PlanePoint p = plane.to_plane(position);
            if (std::hypot(p.east, p.north) >= nearest) continue;
            nearest = std::hypot(p.east, p.north);
            found = p;
          }
    if (std::isfinite(nearest)) ground.take(found, 0.5 * nearest);
  }

  void label_in_locator(LabelPlaces& places, Point at, const std::string& name) {
    svg_.circle(at, 2.4, "fill=\"var(--ink)\"");
    const std::string words = trimmed(name, 22);
    const std::optional<Box> box = places.near(at, drawn_width(words, 11.0) + 2.0, 14.0, 4.0);
    if (box)
      svg_.text({box->x0 + 1.0, box->y1 - 3.0}, words, R"(class="hl" font-size="11")");
    else
      note_in_key(words);
  }

  const View& view_;
  const QuestionView& question_;
  Size size_;
  Map& notes_;
  const incident::Zone* zone_;
  std::string state_;
  Box frame_;
  Projection to_;
  Svg svg_;
  LabelPlaces places_;
  bool sea_ = false;
  std::vector<Rings> zone_rings_;
  std::map<std::string, Rings> drawn_lines_, limit_lines_;
  std::vector<Box> line_boxes_;
  std::vector<SideLabel> side_labels_;
};

}  // namespace

Map map_of(const View& view, const QuestionView& question) {
  Map map;
  const std::optional<Position> start = any_position(view);
  if (!start) return map;
  // The plane is centred on what is drawn, which is known only on some plane: one step is enough.
  const geo::Plane rough{*start};
  const Ground around = ground_of(view, rough);
  const geo::Plane plane{
      rough.to_globe({(around.west + around.east) / 2, (around.south + around.north) / 2})};
  const Ground ground = ground_of(view, plane);
  map.desktop = MapDrawing{view, question, Size::desktop, plane, ground, map}.draw();
  map.phone = MapDrawing{view, question, Size::phone, plane, ground, map}.draw();
  return map;
}

}  // namespace recon::report
