// SPDX-License-Identifier: Apache-2.0
#include "viewer/map_painter.hpp"

#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "recon/report/figures.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double label_pixels = 12.0;

QPointF qt(report::Point p) { return {p.x, p.y}; }

QPolygonF qt(const std::vector<report::Point>& points) {
  QPolygonF out;
  out.reserve(static_cast<qsizetype>(points.size()));
  for (const report::Point& p : points) out << qt(p);
  return out;
}

report::Box box_of(const QRectF& r) { return {r.left(), r.top(), r.right(), r.bottom()}; }

const assess::Finding* finding_of(const Session& session, const std::string& account) {
  const auto leaf = chosen_leaf(session.tree, account);
  return leaf ? leaf->finding : nullptr;
}

/// "south", "north-west".
const char* quarter(Angle azimuth) {
  constexpr const char* names[] = {"north", "north-east", "east", "south-east",
                                   "south", "south-west", "west", "north-west"};
  return names[static_cast<std::size_t>(std::lround(in_degrees(azimuth) / 45.0)) % 8];
}

}  // namespace

void draw_haloed(QPainter& painter, QPointF baseline, const QString& words, const QFont& font,
                 const QColor& ink, const QColor& halo) {
  QPainterPath shape;
  shape.addText(baseline, font, words);
  painter.strokePath(shape, QPen{halo, 3.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
  painter.fillPath(shape, ink);
}

MapPainter::MapPainter(const Session& session, std::vector<std::string> accounts, Tone tone, Frame frame)
    : session_{session},
      accounts_{std::move(accounts)},
      tone_{tone},
      colours_{colours_of(tone)},
      frame_{frame},
      state_{state_of(session.view, session.choices)},
      places_{{4.0, 4.0, frame.width - 4.0, frame.height - 4.0}} {}

QPointF MapPainter::on(const geo::Position& place) const {
  return qt(frame_.on_panel(session_.ground.plane().to_plane(place)));
}

QPolygonF MapPainter::line_of(const std::vector<geo::Position>& places) const {
  QPolygonF line;
  for (const geo::Position& place : places) line << on(place);
  return line;
}

void MapPainter::paint_ground(QPainter& painter) const {
  painter.fillRect(QRectF{0, 0, frame_.width, frame_.height}, colour(colours_.paper));
  painter.save();
  painter.setClipRect(QRectF{0, 0, frame_.width, frame_.height});
  paint_zone(painter);
  painter.restore();
  paint_graticule(painter);
}

void MapPainter::paint_zone(QPainter& painter) const {
  if (state_.empty()) return;
  const auto& drawn = session_.choices.drawn;
  std::vector<QPainterPath> areas;
  for (const Ground::Border& border : session_.ground.borders()) {
    const report::Version* version = session_.view.version(border.version);
    if (border.state != state_ || version == nullptr || !version->counts || !drawn.contains(border.version))
      continue;
    QPainterPath area;
    area.setFillRule(Qt::OddEvenFill);
    for (const PlaneLine& ring : border.rings) {
      const auto points = report::simplified(ring_on_panel(ring, frame_), 0.6);
      if (points.size() >= 3) area.addPolygon(qt(points)), area.closeSubpath();
    }
    areas.push_back(std::move(area));
  }
  if (areas.empty()) return;
  // Layers add up to the tone of the side, however many versions there are.
  const double layer = 1.0 - std::pow(0.16, 1.0 / static_cast<double>(areas.size()));
  for (const QPainterPath& area : areas) painter.fillPath(area, colour(colours_.side, layer));
  if (!session_.choices.layers.contains(Layer::agreement) || areas.size() < 2) return;
  QPainterPath in_all = areas.front(), in_some = areas.front();
  for (std::size_t i = 1; i < areas.size(); ++i) {
    in_all = in_all.intersected(areas[i]);
    in_some = in_some.united(areas[i]);
  }
  painter.fillPath(in_some.subtracted(in_all), QBrush{colour(colours_.hatch, 0.8), Qt::BDiagPattern});
}

void MapPainter::paint_graticule(QPainter& painter) const {
  const Graticule graticule = graticule_of(session_.ground.plane(), frame_);
  const QColor thin = colour(colours_.muted, 0.25), muted = colour(colours_.muted);
  const QRectF inner{0, 0, frame_.width, frame_.height};
  const QFont font = text_font(11.0);
  const QFontMetricsF metrics{font};
  const geo::Plane& plane = session_.ground.plane();
  const geo::Position middle = plane.to_globe(frame_.centre);
  const double reach_lat = frame_.height * frame_.metres_per_pixel / 111'320.0;
  const double reach_lon = frame_.width * frame_.metres_per_pixel /
                           (111'320.0 * std::max(0.05, std::cos(in_radians(middle.latitude))));
  painter.setFont(font);
  const auto curve = [&](auto&& at) {
    QPolygonF line;
    for (int i = -12; i <= 12; ++i) line << on(at(i / 12.0));
    painter.setPen(QPen{thin, 1.0});
    painter.save();
    painter.setClipRect(inner, Qt::IntersectClip);
    painter.drawPolyline(line);
    painter.restore();
    painter.setPen(muted);
  };
  for (const double latitude : graticule.latitudes) {
    curve([&](double share) {
      return geo::Position{degrees(latitude), middle.longitude + degrees(share * reach_lon)};
    });
    const QString words = text(latitude_words(latitude, graticule.decimals));
    const double y = on({degrees(latitude), middle.longitude}).y();
    const double half = metrics.horizontalAdvance(words) / 2;
    if (y < half + 2 || y > frame_.height - half - 2) continue;
    painter.save();
    painter.translate(-8.0, y);
    painter.rotate(-90.0);
    painter.drawText(QPointF{-half, 0.0}, words);
    painter.restore();
  }
  for (const double longitude : graticule.longitudes) {
    curve([&](double share) {
      return geo::Position{middle.latitude + degrees(share * reach_lat), degrees(longitude)};
    });
    const QString words = text(longitude_words(longitude, graticule.decimals));
    const double x = on({middle.latitude, degrees(longitude)}).x();
    const double half = metrics.horizontalAdvance(words) / 2;
    if (x < half + 2 || x > frame_.width - half - 2) continue;
    painter.drawText(QPointF{x - half, frame_.height + 14.0}, words);
  }
}

void MapPainter::paint_borders(QPainter& painter) const {
  const auto stroke = [&](const Ground::Border& border) {
    const report::Version* version = session_.view.version(border.version);
    if (version == nullptr || !session_.choices.drawn.contains(border.version)) return;
    QPen pen = border_pen(*version, tone_);
    if (border.version == session_.choices.border && pen.widthF() < 2.0) pen.setWidthF(2.0);
    for (const PlaneLine& line : border.lines)
      for (const auto& piece : line.on_panel(frame_)) {
        const QPolygonF shape = qt(piece);
        painter.setPen(QPen{colour(colours_.paper, 0.75), pen.widthF() + 2.0, Qt::SolidLine, Qt::FlatCap,
                            Qt::RoundJoin});
        painter.drawPolyline(shape);
        painter.setPen(pen);
        painter.drawPolyline(shape);
      }
  };
  const report::QuestionView* question = question_of(session_.view, session_.choices);
  const std::string zone =
      question != nullptr && question->question != nullptr ? question->question->zone.text : "";
  // The chosen version lies over the others.
  for (const bool chosen : {false, true})
    for (const Ground::Border& border : session_.ground.borders())
      if ((border.version == session_.choices.border) == chosen &&
          (border.zone.empty() ? state_.empty() || border.state == state_ : border.zone == zone))
        stroke(border);
}

void MapPainter::paint_flights(QPainter& painter, const Moving& moving) {
  painter.setPen(QPen{badge(*moving.account, tone_).fill, 1.0});
  painter.setOpacity(0.34);
  for (std::size_t i = 1; i < moving.paths.size(); ++i) painter.drawPolyline(line_of(moving.paths[i]));
  painter.setOpacity(1.0);
}

void MapPainter::paint_nominal(QPainter& painter, const Moving& moving) {
  if (moving.paths.empty()) return;
  const QColor hue = badge(*moving.account, tone_).fill;
  const PlaneLine flat{session_.ground.flat(moving.paths.front())};
  for (const auto& piece : flat.on_panel(frame_)) {
    const QPolygonF line = qt(piece);
    painter.setPen(QPen{colour(colours_.paper), 5.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin});
    painter.drawPolyline(line);
    painter.setPen(QPen{hue, 2.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin});
    painter.drawPolyline(line);
    block_line(line, true);
  }
  // Rings at equal times: their spacing is the speed.
  if (moving.times.size() < 2) return;
  const double length = in_seconds(between(moving.times.front(), moving.times.back()));
  const double step = report::nice_step(length, 12.0);
  painter.setBrush(colour(colours_.paper));
  painter.setPen(QPen{hue, 1.6});
  for (const double t : report::ticks(0.0, length, step))
    if (const auto place = position_at(moving, 0, after(moving.times.front(), seconds(t))))
      painter.drawEllipse(on(*place), 3.2, 3.2);
  painter.setBrush(Qt::NoBrush);
  // Arrow where the path ends or leaves the panel.
  const QRectF inner{8, 8, frame_.width - 16, frame_.height - 16};
  const QPolygonF line = line_of(moving.paths.front());
  qsizetype last = line.size() - 1;
  while (last > 1 && !inner.contains(line[last])) --last;
  if (last < 1 || !inner.contains(line[last])) return;
  qsizetype before = last - 1;
  while (before > 0 && QLineF{line[before], line[last]}.length() < 8.0) --before;
  painter.save();
  painter.translate(line[last]);
  const QPointF way = line[last] - line[before];
  painter.rotate(std::atan2(way.y(), way.x()) * 180.0 / std::numbers::pi);
  QPainterPath head;
  head.addPolygon(QPolygonF{{{9, 0}, {-5, -6}, {-5, 6}}});
  head.closeSubpath();
  painter.setPen(QPen{colour(colours_.paper), 1.0});
  painter.setBrush(hue);
  painter.drawPath(head);
  painter.restore();
  painter.setBrush(Qt::NoBrush);
}

void MapPainter::paint_position(QPainter& painter, const Moving& moving) {
  const Instant time = session_.time();
  const auto place = position_at(moving, 0, time);
  if (!place) return;
  const QColor hue = badge(*moving.account, tone_).fill;
  const QPointF at = on(*place);
  const auto state = state_at(moving, time);
  if (session_.choices.layers.contains(Layer::position) && state && state->major > metres(1)) {
    painter.save();
    painter.translate(on(state->middle));
    painter.rotate(in_degrees(state->orientation) - 90.0);  // the major axis lies along x
    painter.setPen(QPen{hue, 1.6});
    QColor fill = hue;
    fill.setAlphaF(0.10F);
    painter.setBrush(fill);
    painter.drawEllipse(QPointF{}, in_metres(state->major) / frame_.metres_per_pixel,
                        in_metres(state->minor) / frame_.metres_per_pixel);
    painter.restore();
  }
  painter.setPen(QPen{colour(colours_.paper), 1.5});
  painter.setBrush(hue);
  painter.drawRect(QRectF{at.x() - 5, at.y() - 5, 10, 10});
  painter.setBrush(Qt::NoBrush);
  if (!QRectF{0, 0, frame_.width, frame_.height}.contains(at)) return;

  const report::QuestionView* question = question_of(session_.view, session_.choices);
  const incident::Aircraft* aircraft =
      question != nullptr && question->question != nullptr
          ? incident::find(session_.inquiry.incident.aircraft, question->question->aircraft.text)
          : nullptr;
  QStringList lines;
  lines << (aircraft == nullptr ? QString{}
                                : text(aircraft->type.empty() ? aircraft->name.text : aircraft->type.text));
  if (accounts_.size() > 1) lines[0].prepend(text(moving.account->letter) + "  ");
  if (state && moving.has_speed && state->speed.stated > metres_per_second(0))
    lines << text(report::fixed(in_kilometres_per_hour(state->speed.stated), 0)) + " km/h · " +
                 text(report::fixed(in_knots(state->speed.stated), 0)) + " kt";
  if (state) lines << "margin " + text(report::margin_words(state->margin.stated));
  const QFont plain = text_font(label_pixels), bold = text_font(label_pixels, true);
  double width = 0.0;
  for (const QString& line : lines) width = std::max(width, QFontMetricsF{bold}.horizontalAdvance(line));
  const double w = width + 14, h = 15.0 * static_cast<double>(lines.size()) + 8;
  std::vector<report::Box> wishes;
  for (const double gap : {26.0, 44.0, 66.0, 92.0, 125.0})
    for (const auto& [dx, dy] : {std::pair{1, -1}, {1, 1}, {-1, -1}, {-1, 1}}) {
      const double x = dx > 0 ? at.x() + gap : at.x() - gap - w, y = dy > 0 ? at.y() + gap : at.y() - gap - h;
      wishes.push_back({x, y, x + w, y + h});
    }
  const auto box = places_.take(wishes);
  if (!box) return;
  const QRectF block{box->x0, box->y0, w, h};
  const QPointF corner{std::clamp(at.x(), block.left(), block.right()),
                       std::clamp(at.y(), block.top(), block.bottom())};
  painter.setPen(QPen{colour(colours_.muted), 1.0});
  painter.drawLine(at, corner);
  painter.setPen(QPen{hue, 1.4});
  painter.setBrush(colour(colours_.paper));
  painter.drawRect(block);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(colour(colours_.ink));
  for (qsizetype i = 0; i < lines.size(); ++i) {
    painter.setFont(i == 0 ? bold : plain);
    painter.drawText(QPointF{block.left() + 7, block.top() + 16 + 15.0 * static_cast<double>(i)}, lines[i]);
  }
}

void MapPainter::paint_statements(QPainter& painter, const report::Account& account) {
  const Badge who = badge(account, tone_);
  for (const assess::Marker* marker : markers_of(session_.view, session_.choices, account.id)) {
    const QPointF at = on(marker->position);
    const QColor hue = marker->counts ? who.fill : colour(colours_.muted);
    painter.save();
    painter.translate(at);
    painter.rotate(in_degrees(marker->orientation) - 90.0);
    QPen pen{hue, 1.4};
    if (!marker->counts) pen.setStyle(Qt::DotLine);
    painter.setPen(pen);
    QColor fill = hue;
    fill.setAlphaF(0.08F);
    painter.setBrush(fill);
    painter.drawEllipse(QPointF{}, in_metres(marker->major) / frame_.metres_per_pixel,
                        in_metres(marker->minor) / frame_.metres_per_pixel);
    painter.restore();
    if (!QRectF{0, 0, frame_.width, frame_.height}.contains(at)) continue;
    const incident::Event* event = incident::find(session_.inquiry.incident.events, marker->event);
    const bool crash = event != nullptr && event->kind == incident::Event::Kind::crash;
    painter.setPen(QPen{colour(colours_.ink), 1.3});
    painter.setBrush(hue);
    if (crash)
      painter.drawPolygon(QPolygonF{{at + QPointF{-6, -5}, at + QPointF{6, -5}, at + QPointF{0, 6}}});
    else
      painter.drawPolygon(QPolygonF{
          {at + QPointF{0, -5.5}, at + QPointF{5.5, 0}, at + QPointF{0, 5.5}, at + QPointF{-5.5, 0}}});
    painter.setBrush(Qt::NoBrush);
    places_.block({at.x() - 6, at.y() - 6, at.x() + 6, at.y() + 6});
    QString words = marker->event.empty() ? QString{} : text(session_.view.event_label(marker->event));
    if (!marker->reading_words.empty()) words += (words.isEmpty() ? "" : ", ") + text(marker->reading_words);
    if (words.size() > 44) words = words.left(43) + "…";
    if (accounts_.size() > 1) words.prepend(text(account.letter) + "  ");
    label(painter, at, words, colour(colours_.ink), false, 9.0, true);
  }
}

void MapPainter::paint_flip(QPainter& painter, const Moving& moving) {
  QPointF from, to;
  QString words;
  if (moving.shift && !moving.at.empty() && !moving.paths.empty()) {
    std::size_t deepest = 0;
    for (std::size_t i = 0; i < moving.at.size(); ++i)
      if (moving.at[i].margin.stated > moving.at[deepest].margin.stated) deepest = i;
    const geo::Position start = moving.paths.front()[deepest];
    from = on(start);
    to = on(geo::destination(start, moving.shift->azimuth, moving.shift->distance));
    words =
        text(report::distance(moving.shift->distance)) + " " + quarter(moving.shift->azimuth) + " flips it";
  } else {
    const assess::Finding* finding = finding_of(session_, moving.account->id);
    if (finding == nullptr || !finding->flip || !finding->flip_azimuth) return;
    const auto markers = markers_of(session_.view, session_.choices, moving.account->id);
    const auto found = std::find_if(markers.begin(), markers.end(), [&](const assess::Marker* marker) {
      return marker->claim == finding->claim;
    });
    if (found == markers.end()) return;
    from = on((*found)->position);
    to = on(geo::destination((*found)->position, *finding->flip_azimuth, *finding->flip));
    words = text(report::distance(*finding->flip)) + " " + quarter(*finding->flip_azimuth) + " flips it";
  }
  const QLineF arrow{from, to};
  if (arrow.length() < 10.0) return;
  const QColor ink = colour(colours_.ink);
  for (const auto& [shade, width] : {std::pair{colour(colours_.paper), 4.2}, {ink, 2.0}}) {
    painter.setPen(QPen{shade, width});
    painter.drawLine(arrow);
  }
  painter.save();
  painter.translate(to);
  painter.rotate(-arrow.angle());
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawPolygon(QPolygonF{{{0, 0}, {-9, -4.5}, {-9, 4.5}}});
  painter.restore();
  painter.setBrush(Qt::NoBrush);
  block_line(QPolygonF{{from, to}}, true);
  if (!label(painter, to, words, ink, true, 10.0)) label(painter, arrow.center(), words, ink, true, 10.0);
}

void MapPainter::paint_places(QPainter& painter) {
  const QColor ink = colour(colours_.ink);
  const QRectF inner{0, 0, frame_.width, frame_.height};
  const auto mark = [&](const geo::Position& place, const std::string& name, bool sensor) {
    const QPointF at = on(place);
    if (!inner.contains(at)) return;
    painter.setPen(QPen{ink, 1.3});
    painter.setBrush(colour(colours_.paper));
    const double half = sensor ? 5.0 : 3.0;
    painter.drawRect(QRectF{at.x() - half, at.y() - half, 2 * half, 2 * half});
    painter.setBrush(Qt::NoBrush);
    if (sensor) painter.drawRect(QRectF{at.x() - 1.5, at.y() - 1.5, 3, 3});
    label(painter, at, text(name), ink, false, 7.0);
  };
  const auto& read = session_.inquiry.normalised;
  std::set<std::string> seen;
  for (const incident::Sensor& sensor : session_.inquiry.incident.sensors)
    if (const auto place = read.landmarks.find(sensor.position.text); place != read.landmarks.end()) {
      mark(place->second, sensor.title.empty() ? sensor.id.text : sensor.title.text, true);
      seen.insert(place->first);
    }
  for (const auto& [id, place] : read.landmarks) {
    const incident::Landmark* landmark = incident::find(session_.inquiry.incident.landmarks, id);
    if (landmark != nullptr && !seen.contains(id))
      mark(place, landmark->name.empty() ? id : landmark->name.text, false);
  }
}

/// The state's name where there is most room for it, the same size and weight for all.
void MapPainter::paint_states(QPainter& painter) {
  QFont font = text_font(15.0, true);
  font.setLetterSpacing(QFont::AbsoluteSpacing, 3.0);
  std::set<std::string> named;
  for (const Ground::Border& border : session_.ground.borders()) {
    if (border.state.empty() || border.version != session_.choices.border ||
        !named.insert(border.state).second)
      continue;
    std::vector<std::vector<report::Point>> rings;
    for (const PlaneLine& ring : border.rings)
      if (auto points = ring_on_panel(ring, frame_); points.size() >= 3) rings.push_back(std::move(points));
    if (rings.empty()) continue;
    const QString name = text(report::state_name(border.state)).toUpper();
    const double w = QFontMetricsF{font}.horizontalAdvance(name), h = 18.0;
    std::optional<report::Box> best;
    double best_room = 0.0;
    for (int i = 1; i < 24; ++i)
      for (int j = 1; j < 24; ++j) {
        const report::Point p{frame_.width * i / 24.0, frame_.height * j / 24.0};
        const report::Box box{p.x - w / 2, p.y - h / 2, p.x + w / 2, p.y + h / 2};
        if (!places_.is_free(box)) continue;
        bool in = true;
        for (const double x : {box.x0, p.x, box.x1}) in = in && report::within(rings, {x, p.y});
        if (!in) continue;
        double room = std::min({p.x, frame_.width - p.x, p.y, frame_.height - p.y});
        for (const auto& ring : rings)
          for (std::size_t k = 1; k < ring.size(); ++k)
            room = std::min(room, report::distance_to_segment(p, ring[k - 1], ring[k]));
        if (room > best_room) best_room = room, best = box;
      }
    if (!best) continue;
    places_.block(*best);
    draw_haloed(painter, {best->x0, best->y1 - 4}, name, font, colour(colours_.ink),
                colour(colours_.paper, 0.6));
  }
}

void MapPainter::paint_border_labels(QPainter& painter) {
  const QFont font = text_font(11.0);
  const QFontMetricsF metrics{font};
  std::set<std::string> done;
  for (const Ground::Border& border : session_.ground.borders()) {
    const report::Version* version = session_.view.version(border.version);
    if (version == nullptr || !session_.choices.drawn.contains(border.version) ||
        (!state_.empty() && !border.state.empty() && border.state != state_) || done.contains(border.version))
      continue;
    const QString words = text(version->title + (version->error.empty() ? "" : " " + version->error));
    const double w = metrics.horizontalAdvance(words) + 6, h = 15.0;
    for (const PlaneLine& line : border.lines) {
      for (const auto& piece : line.on_panel(frame_)) {
        // From the ends inwards: there the versions lie apart and the flights do not run.
        std::vector<report::Point> tries;
        for (std::size_t k = 0; k < 24 && piece.size() > 1; ++k) {
          const std::size_t at = k * (piece.size() - 1) / 24;
          tries.push_back(piece[k % 2 == 0 ? at / 2 : piece.size() - 1 - at / 2]);
        }
        for (const report::Point& p : tries) {
          if (p.x < 6 || p.y < 6 || p.x > frame_.width - 6 || p.y > frame_.height - 6) continue;
          std::vector<report::Box> wishes;
          for (const double gap : {16.0, 30.0, 48.0})
            for (const auto& [dx, dy] : {std::pair{1.0, 0.4}, {-1.0, 0.4}, {1.0, -0.6}, {-1.0, -0.6}}) {
              const double x = dx > 0 ? p.x + gap : p.x - gap - w, y = p.y + dy * gap - h / 2;
              wishes.push_back({x, y, x + w, y + h});
            }
          // Only where it covers no line: a name over another line names that.
          std::optional<report::Box> box;
          for (const report::Box& wish : wishes)
            if (places_.is_free(wish)) {
              report::LabelPlaces& places = places_;
              box = places.take({wish});
              break;
            }
          if (!box) continue;
          painter.setPen(QPen{colour(colours_.muted), 1.0});
          painter.drawLine(qt(p), QPointF{std::clamp(p.x, box->x0, box->x1), (box->y0 + box->y1) / 2});
          painter.setBrush(colour(colours_.ink));
          painter.setPen(Qt::NoPen);
          painter.drawEllipse(qt(p), 2.0, 2.0);
          painter.setBrush(Qt::NoBrush);
          draw_haloed(painter, {box->x0 + 3, box->y1 - 4}, words, font, colour(colours_.ink),
                      colour(colours_.paper, 0.85));
          done.insert(border.version);
          break;
        }
        if (done.contains(border.version)) break;
      }
      if (done.contains(border.version)) break;
    }
  }
}

void MapPainter::paint_scale(QPainter& painter) {
  const double wanted = std::min(130.0, 0.25 * frame_.width) * frame_.metres_per_pixel;
  const auto round_below = [](double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {5.0, 2.0})
      if (step * decade <= value) return step * decade;
    return decade;
  };
  const bool short_way = wanted < 1000.0;
  const double first = short_way ? round_below(wanted) : round_below(wanted / 1000.0) * 1000.0;
  const double mile = round_below(wanted / 1852.0);
  const double a = first / frame_.metres_per_pixel, b = mile * 1852.0 / frame_.metres_per_pixel;
  const QColor ink = colour(colours_.ink);
  const QRectF box = scale_box_;
  painter.fillRect(box, colour(colours_.paper, 0.85));
  const double x = box.left() + 10, y = box.top() + 22;
  painter.setFont(text_font(11.0));
  painter.setPen(ink);
  painter.drawText(QPointF{x - 3, y - 5}, "0");
  painter.drawText(QPointF{x + a - 6, y - 5}, short_way ? text(report::fixed(first, 0)) + " m"
                                                        : text(report::fixed(first / 1000.0, 0)) + " km");
  painter.setPen(QPen{ink, 1.0});
  painter.setBrush(colour(colours_.paper));
  painter.drawRect(QRectF{x, y, a, 4});
  painter.fillRect(QRectF{x, y, a / 2, 4}, ink);
  painter.drawLine(QPointF{x, y + 12}, QPointF{x + b, y + 12});
  painter.drawLine(QPointF{x, y + 8}, QPointF{x, y + 12});
  painter.drawLine(QPointF{x + b, y + 8}, QPointF{x + b, y + 12});
  const int digits = mile < 0.1 ? 2 : mile < 1.0 ? 1 : 0;
  painter.drawText(QPointF{x + b + 4, y + 16}, text(report::fixed(mile, digits)) + " NM");
  const QPointF north{box.right() - 12, box.top() + 8};
  painter.setBrush(ink);
  painter.setPen(Qt::NoPen);
  painter.drawPolygon(
      QPolygonF{{north, north + QPointF{-4.5, 13}, north + QPointF{0, 10}, north + QPointF{4.5, 13}}});
  painter.setBrush(Qt::NoBrush);
  painter.setPen(ink);
  painter.setFont(text_font(11.0, true));
  painter.drawText(QPointF{north.x() - 4, north.y() + 26}, "N");
}

void MapPainter::reserve() {
  const double wanted = std::min(130.0, 0.25 * frame_.width);
  const double w = wanted + 90, h = 46;
  scale_box_ = {frame_.width - w - 6, frame_.height - h - 6, w, h};
  places_.block(box_of(scale_box_));
  const QFont bold = text_font(13.0, true), small = text_font(11.0);
  double y = 6.0;
  header_boxes_.clear();
  for (const std::string& id : accounts_) {
    const report::Account& account = session_.view.account(id);
    const auto leaf = chosen_leaf(session_.tree, id);
    const Moving* moving = session_.moving_of(id);
    double width = 54 + QFontMetricsF{bold}.horizontalAdvance(text(account.name));
    if (leaf) width += 22 + QFontMetricsF{small}.horizontalAdvance(text(leaf->label));
    if (moving != nullptr)
      width = std::max(width, 36 + QFontMetricsF{small}.horizontalAdvance(text(moving->words)));
    width = std::min(width, frame_.width - 12);
    header_boxes_.emplace_back(6.0, y, width, 42.0);
    places_.block(box_of(header_boxes_.back()));
    y += 46.0;
  }
}

void MapPainter::paint_header(QPainter& painter) {
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    const report::Account& account = session_.view.account(accounts_[i]);
    const QRectF box = header_boxes_[i];
    painter.fillRect(box, colour(colours_.paper, 0.94));
    painter.setPen(QPen{colour(colours_.rule), 1.0});
    painter.drawRect(box);
    draw_badge(painter, {box.left() + 17, box.top() + 14}, badge(account, tone_));
    const QFont bold = text_font(13.0, true), small = text_font(11.0);
    const QFontMetricsF wide{bold}, fine{small};
    double x = box.left() + 33;
    painter.setPen(colour(colours_.ink));
    painter.setFont(bold);
    const QString name = wide.elidedText(text(account.name), Qt::ElideRight, box.right() - x - 30);
    painter.drawText(QPointF{x, box.top() + 19}, name);
    x += wide.horizontalAdvance(name) + 8;
    if (const auto leaf = chosen_leaf(session_.tree, accounts_[i])) {
      painter.drawText(QPointF{x, box.top() + 19}, text(std::string{report::side_mark(leaf->side)}));
      x += 20;
      painter.setFont(small);
      painter.setPen(colour(colours_.muted));
      painter.drawText(QPointF{x, box.top() + 18},
                       fine.elidedText(text(leaf->label), Qt::ElideRight, box.right() - x - 6));
    }
    const Moving* moving = session_.moving_of(accounts_[i]);
    if (moving == nullptr) continue;
    const QString words = fine.elidedText(text(moving->words), Qt::ElideRight, box.width() - 40);
    const QPointF at{box.left() + 33, box.top() + 35};
    if (moving->kind == Moving::Kind::pending) {
      painter.fillRect(QRectF{at.x() - 3, at.y() - 11, fine.horizontalAdvance(words) + 6, 15},
                       colour(colours_.placeholder));
    }
    painter.setFont(small);
    painter.setPen(colour(moving->kind == Moving::Kind::pending ? colours_.ink : colours_.muted));
    painter.drawText(at, words);
  }
}

void MapPainter::block_line(const QPolygonF& line, bool strictly) {
  for (qsizetype i = 1; i < line.size(); ++i) {
    const QPointF a = line[i - 1], b = line[i];
    const int pieces = static_cast<int>(std::clamp(QLineF{a, b}.length() / 8.0, 1.0, 150.0));
    for (int k = 0; k < pieces; ++k) {
      const QPointF p = a + (b - a) * (static_cast<double>(k) / pieces);
      if (p.x() < 0 || p.y() < 0 || p.x() > frame_.width || p.y() > frame_.height) continue;
      const report::Box box{p.x() - 3.5, p.y() - 3.5, p.x() + 3.5, p.y() + 3.5};
      if (strictly)
        places_.block(box);
      else
        places_.discourage(box);
    }
  }
}

bool MapPainter::label(QPainter& painter, QPointF at, const QString& words, const QColor& ink, bool bold,
                       double gap, bool leader) {
  if (words.isEmpty()) return true;
  const QFont font = text_font(label_pixels, bold);
  const double w = QFontMetricsF{font}.horizontalAdvance(words) + 4, h = 16.0;
  const auto box = places_.near({at.x(), at.y()}, w, h, gap);
  if (!box) return false;
  if (leader) {
    const QPointF end{std::clamp(at.x(), box->x0, box->x1), std::clamp(at.y(), box->y0, box->y1)};
    if (QLineF{at, end}.length() > 16.0) {
      painter.setPen(QPen{colour(colours_.muted), 1.0});
      painter.drawLine(at, end);
    }
  }
  draw_haloed(painter, {box->x0 + 2, box->y1 - 4}, words, font, ink, colour(colours_.paper, 0.85));
  return true;
}

void MapPainter::paint_rest(QPainter& painter) {
  reserve();
  painter.save();
  painter.setClipRect(QRectF{0, 0, frame_.width, frame_.height});
  const auto& layers = session_.choices.layers;
  const auto each = [&](auto&& paint) {
    for (const std::string& id : accounts_)
      if (const Moving* moving = session_.moving_of(id)) paint(*moving);
  };
  if (layers.contains(Layer::flights)) each([&](const Moving& m) { paint_flights(painter, m); });
  paint_borders(painter);
  for (const Ground::Border& border : session_.ground.borders())
    if (session_.choices.drawn.contains(border.version))
      for (const PlaneLine& line : border.lines)
        for (const auto& piece : line.on_panel(frame_)) block_line(qt(report::simplified(piece, 1.0)), false);
  each([&](const Moving& m) { paint_nominal(painter, m); });
  if (layers.contains(Layer::flip)) each([&](const Moving& m) { paint_flip(painter, m); });
  if (layers.contains(Layer::statements))
    for (const std::string& id : accounts_) paint_statements(painter, session_.view.account(id));
  each([&](const Moving& m) { paint_position(painter, m); });
  paint_states(painter);
  paint_border_labels(painter);
  if (layers.contains(Layer::places)) paint_places(painter);
  paint_scale(painter);
  paint_header(painter);
  painter.restore();
  painter.setPen(QPen{colour(colours_.ink), 1.0});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF{0, 0, frame_.width, frame_.height});
}

void MapPainter::paint_measure(QPainter& painter, const geo::Position& from, const geo::Position& to) const {
  const QColor ink = colour(colours_.ink);
  const QPointF a = on(from), b = on(to);
  for (const auto& [shade, width] : {std::pair{colour(colours_.paper), 4.5}, {ink, 1.6}}) {
    painter.setPen(QPen{shade, width});
    painter.drawLine(a, b);
    painter.drawEllipse(a, 3.5, 3.5);
    painter.drawEllipse(b, 3.5, 3.5);
  }
  const QString words = text(measured_words(from, to));
  const QFont font = text_font(label_pixels, true);
  const double w = QFontMetricsF{font}.horizontalAdvance(words);
  const double x = std::clamp(b.x() + 10.0, 6.0, std::max(6.0, frame_.width - w - 6.0));
  const double y = std::clamp(b.y() - 10.0, 18.0, frame_.height - 8.0);
  draw_haloed(painter, {x, y}, words, font, ink, colour(colours_.paper));
}

}  // namespace recon::viewer
