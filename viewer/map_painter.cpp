// SPDX-License-Identifier: Apache-2.0
#include "viewer/map_painter.hpp"

#include <QCoreApplication>
#include <QPaintDevice>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>

#include "recon/report/figures.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double label_pixels = 12.0;

/// As many sampled flights as keep this tone; of more each is paler, so that a cloud does not become a wall.
constexpr double flights_in_full_tone = 30.0, flight_tone = 0.34;

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

/// Words in lines of a width, the last one cut where they are more.
QStringList wrapped(const QString& words, const QFontMetricsF& metrics, double width, qsizetype most) {
  QStringList lines;
  QStringList rest = words.split(' ', Qt::SkipEmptyParts);
  while (!rest.isEmpty() && lines.size() < most) {
    QString line = rest.takeFirst();
    if (lines.size() + 1 == most) {
      line = metrics.elidedText((QStringList{line} + rest).join(' '), Qt::ElideRight, width);
      rest.clear();
    }
    while (!rest.isEmpty() && metrics.horizontalAdvance(line + ' ' + rest.first()) <= width)
      line += ' ' + rest.takeFirst();
    lines << metrics.elidedText(line, Qt::ElideRight, width);
  }
  return lines;
}

QPainterPath area_of(const Ground::Border& border, const Frame& frame, double rim, double tolerance) {
  QPainterPath area;
  area.setFillRule(Qt::OddEvenFill);
  for (const PlaneLine& ring : border.rings) {
    const auto points = report::simplified(ring_on_panel(ring, frame, rim), tolerance);
    if (points.size() >= 3) area.addPolygon(qt(points)), area.closeSubpath();
  }
  return area;
}

QPainterPath lines_of(const Ground::Border& border, const Frame& frame, double rim) {
  QPainterPath lines;
  for (const PlaneLine& line : border.lines)
    for (const auto& piece : line.on_panel(frame, rim)) lines.addPolygon(qt(report::simplified(piece, 0.5)));
  return lines;
}

QPen wide_pen(const QColor& colour, double width) {
  return QPen{colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin};
}

/// A picture as large as a frame, at the sharpness of where it goes.
QImage layer_for(const QPainter& painter, const Frame& frame) {
  const double ratio = painter.device() == nullptr ? 1.0 : painter.device()->devicePixelRatioF();
  QImage image{static_cast<int>(std::ceil(frame.width * ratio)),
               static_cast<int>(std::ceil(frame.height * ratio)), QImage::Format_ARGB32_Premultiplied};
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  return image;
}

/// One letter of Unicode would do, but fonts disagree about them: each kind of event has its drawn mark.
void draw_event(QPainter& painter, QPointF at, std::optional<incident::Event::Kind> kind, const QColor& fill,
                const QColor& ink) {
  using Kind = incident::Event::Kind;
  painter.setPen(QPen{ink, 1.3});
  painter.setBrush(fill);
  if (kind == Kind::crash) {
    painter.drawPolygon(QPolygonF{{at + QPointF{-6, -5}, at + QPointF{6, -5}, at + QPointF{0, 6}}});
  } else if (kind == Kind::launch) {
    painter.drawPolygon(QPolygonF{{at + QPointF{-6, 5}, at + QPointF{6, 5}, at + QPointF{0, -6}}});
  } else if (kind == Kind::hit) {
    painter.drawEllipse(at, 6.0, 6.0);
    painter.setPen(QPen{ink, 1.6});
    painter.drawLine(at + QPointF{-3.4, -3.4}, at + QPointF{3.4, 3.4});
    painter.drawLine(at + QPointF{-3.4, 3.4}, at + QPointF{3.4, -3.4});
  } else {
    painter.drawPolygon(QPolygonF{
        {at + QPointF{0, -5.5}, at + QPointF{5.5, 0}, at + QPointF{0, 5.5}, at + QPointF{-5.5, 0}}});
  }
  painter.setBrush(Qt::NoBrush);
}

}  // namespace

void draw_haloed(QPainter& painter, QPointF baseline, const QString& words, const QFont& font,
                 const QColor& ink, const QColor& halo) {
  QPainterPath shape;
  shape.addText(QPointF{std::round(baseline.x()), std::round(baseline.y())}, font, words);
  painter.strokePath(shape, QPen{halo, 3.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
  painter.fillPath(shape, ink);
}

struct MapPainter::Header {
  const report::Account* account = nullptr;
  QString name, share;
  QStringList reading, words;
  QString alone;  // beside a sample of its tone
  bool pending = false;
  QRectF box;
};

MapPainter::MapPainter(const Session& session, std::vector<std::string> accounts, Tone tone, Frame frame,
                       std::optional<Frame> whole)
    : session_{session},
      accounts_{std::move(accounts)},
      tone_{tone},
      colours_{colours_of(tone)},
      frame_{frame},
      whole_{whole.value_or(frame)},
      state_{state_of(session.view, session.choices)},
      places_{{4.0, 4.0, frame.width - 4.0, frame.height - 4.0}} {}

QPointF MapPainter::on(const geo::Position& place) const {
  return qt(frame_.on_panel(session_.ground.plane().to_plane(place)));
}

// ---- what lies on the ground ------------------------------------------------------------------------

void MapPainter::paint_geometry(QPainter& painter) const {
  const Length breadth = breadth_of(session_.view, session_.choices);
  const auto& layers = session_.choices.layers;
  painter.save();
  painter.setClipRect(inner(), Qt::IntersectClip);
  painter.fillRect(inner(), colour(breadth > metres(0) ? colours_.sea : colours_.paper));
  if (breadth > metres(0))
    paint_sea_zone(painter, breadth);
  else
    paint_zone(painter);
  if (layers.contains(Layer::error)) paint_error(painter);
  paint_graticule(painter);
  if (layers.contains(Layer::alone))
    for (const std::string& id : accounts_)
      if (const auto ground = alone(session_.view, session_.tree, id))
        paint_alone(painter, session_.view.account(id), *ground);
  if (layers.contains(Layer::flights)) each_moving([&](const Moving& m) { paint_flights(painter, m); });
  paint_borders(painter);
  if (layers.contains(Layer::difference))
    for (const Moving& other : session_.all)
      if (std::find(accounts_.begin(), accounts_.end(), other.account->id) == accounts_.end())
        paint_nominal(painter, other, 1.1);
  each_moving([&](const Moving& m) {
    paint_nominal(painter, m, 2.6);
    paint_rings(painter, m);
  });
  painter.restore();
}

/// The pattern lies on the ground: it moves with it, and a part of a panel continues its neighbour's.
void MapPainter::set_hatch(QPainter& painter, const QColor& hatch) const {
  const report::Point origin = frame_.on_panel({0.0, 0.0});
  painter.setRenderHint(QPainter::NonCosmeticBrushPatterns);  // else it lies on the screen
  painter.setBrush(QBrush{hatch, Qt::BDiagPattern});
  painter.setBrushOrigin(QPointF{std::round(origin.x), std::round(origin.y)});
}

void MapPainter::paint_zone(QPainter& painter) const {
  if (state_.empty()) return;
  const auto& drawn = session_.choices.drawn;
  std::vector<QPainterPath> areas;
  for (const Ground::Border& border : session_.ground.borders()) {
    const report::Version* version = session_.view.version(border.version);
    if (border.state == state_ && version != nullptr && version->counts && drawn.contains(border.version))
      areas.push_back(area_of(border, frame_, 20.0, 0.6));
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
  painter.save();
  set_hatch(painter, colour(colours_.hatch, 0.8));
  painter.setPen(Qt::NoPen);
  painter.drawPath(in_some.subtracted(in_all));
  painter.restore();
}

/// So many miles about the land: the land with a round pen of that radius, which is the same set of points.
/// Painted at half the sharpness, as the limits are drawn over its edges.
void MapPainter::paint_sea_zone(QPainter& painter, Length breadth) const {
  constexpr double sharpness = 0.5;
  const double radius = in_metres(breadth) / frame_.metres_per_pixel;
  const auto& drawn = session_.choices.drawn;
  const QSize size{static_cast<int>(std::ceil(sharpness * frame_.width)),
                   static_cast<int>(std::ceil(sharpness * frame_.height))};
  const QRectF whole{0.0, 0.0, size.width() / sharpness, size.height() / sharpness};
  QImage tone{size, QImage::Format_ARGB32_Premultiplied};
  tone.fill(Qt::transparent);
  QImage some = tone;
  std::vector<QImage> masks;
  for (const Ground::Border& border : session_.ground.borders()) {
    const report::Version* version = session_.view.version(border.version);
    if (border.state != state_ || version == nullptr || !version->counts || !drawn.contains(border.version))
      continue;
    QImage mask{size, QImage::Format_ARGB32_Premultiplied};
    mask.fill(Qt::transparent);
    QPainter within{&mask};
    within.scale(sharpness, sharpness);
    const QPainterPath land = area_of(border, frame_, radius + 40.0, std::max(0.6, 0.002 * radius));
    within.fillPath(land, Qt::black);
    within.strokePath(lines_of(border, frame_, radius + 40.0), wide_pen(Qt::black, 2.0 * radius));
    within.end();
    masks.push_back(std::move(mask));
  }
  if (masks.empty()) return;
  const QColor side = colour(colours_.side);
  const double layer = 1.0 - std::pow(0.16, 1.0 / static_cast<double>(masks.size()));
  std::vector<QRgb> tones;
  for (std::size_t count = 0; count <= masks.size(); ++count) {
    const double opaque = 1.0 - std::pow(1.0 - layer, static_cast<double>(count));
    tones.push_back(qPremultiply(
        qRgba(side.red(), side.green(), side.blue(), static_cast<int>(std::lround(255.0 * opaque)))));
  }
  for (int y = 0; y < tone.height(); ++y) {
    auto* out = reinterpret_cast<QRgb*>(tone.scanLine(y));
    auto* open = reinterpret_cast<QRgb*>(some.scanLine(y));
    for (int x = 0; x < tone.width(); ++x) {
      std::size_t count = 0;
      for (const QImage& mask : masks)
        count += qAlpha(reinterpret_cast<const QRgb*>(mask.constScanLine(y))[x]) > 127 ? 1U : 0U;
      out[x] = tones[count];
      if (count > 0 && count < masks.size()) open[x] = qRgba(0, 0, 0, 255);
    }
  }
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(whole, tone);
  if (session_.choices.layers.contains(Layer::agreement) && masks.size() > 1) {
    QImage hatched = layer_for(painter, frame_);
    QPainter within{&hatched};
    within.setPen(Qt::NoPen);
    set_hatch(within, colour(colours_.hatch, 0.8));
    within.drawRect(inner());
    within.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    within.drawImage(whole, some);
    within.end();
    painter.drawImage(QPointF{0.0, 0.0}, hatched);
  }
  painter.restore();
}

std::vector<const Ground::Border*> MapPainter::lines_of_the_question() const {
  const report::QuestionView* question = question_of(session_.view, session_.choices);
  const std::string zone =
      question != nullptr && question->question != nullptr ? question->question->zone.text : "";
  std::vector<const Ground::Border*> all;
  // The chosen version lies over the others.
  for (const bool chosen : {false, true})
    for (const Ground::Border& border : session_.ground.borders())
      if ((border.version == session_.choices.border) == chosen &&
          session_.choices.drawn.contains(border.version) &&
          (border.zone.empty() ? state_.empty() || border.state == state_ : border.zone == zone))
        all.push_back(&border);
  return all;
}

/// Of the chosen version alone: bands of several lie over each other as mud.
void MapPainter::paint_error(QPainter& painter) const {
  const auto known = session_.inquiry.borders.find(session_.choices.border);
  if (known == session_.inquiry.borders.end()) return;
  const auto error = report::border_error(known->second.about);
  if (!error) return;
  const double reach = in_metres(*error) / frame_.metres_per_pixel;
  if (reach < 2.0) return;
  const bool sea = breadth_of(session_.view, session_.choices) > metres(0);
  for (const Ground::Border* border : lines_of_the_question())
    if (border->version == session_.choices.border && (!sea || !border->zone.empty()))
      painter.strokePath(lines_of(*border, frame_, reach + 12.0),
                         wide_pen(colour(colours_.ink, 0.11), 2.0 * reach));
}

void MapPainter::paint_alone(QPainter& painter, const report::Account& account, const Alone& ground) const {
  const QColor hue = badge(account, tone_).fill;
  constexpr double tone = 0.24;
  const auto area = [&](const std::string& state) {
    QPainterPath land;
    for (const Ground::Border& border : session_.ground.borders())
      if (border.state == state && border.version == session_.choices.border)
        land = area_of(border, frame_, 20.0, 0.4);
    return land;
  };
  painter.save();
  if (ground.ring) {
    const Alone::Ring& ring = *ground.ring;
    const QPointF centre = on(ring.centre);
    const double near = in_metres(ring.nearest) / frame_.metres_per_pixel,
                 far = in_metres(ring.furthest) / frame_.metres_per_pixel;
    QPainterPath shape;
    if (ring.azimuth) {
      // Qt counts from east, anticlockwise.
      const double from = 90.0 - in_degrees(ring.azimuth->highest),
                   sweep = in_degrees(ring.azimuth->highest - ring.azimuth->lowest);
      const QRectF outer{centre.x() - far, centre.y() - far, 2 * far, 2 * far},
          core{centre.x() - near, centre.y() - near, 2 * near, 2 * near};
      shape.arcMoveTo(outer, from);
      shape.arcTo(outer, from, sweep);
      shape.arcTo(core, from + sweep, -sweep);
      shape.closeSubpath();
    } else {
      shape.setFillRule(Qt::OddEvenFill);
      shape.addEllipse(centre, far, far);
      if (near > 0.0) shape.addEllipse(centre, near, near);
    }
    if (!ring.within.empty()) painter.setClipPath(area(ring.within), Qt::IntersectClip);
    QColor fill = hue;
    fill.setAlphaF(static_cast<float>(tone));
    painter.fillPath(shape, fill);
  } else if (ground.band) {
    const Alone::Band& band = *ground.band;
    const double near = in_metres(band.nearest) / frame_.metres_per_pixel,
                 far = in_metres(band.furthest) / frame_.metres_per_pixel;
    QPainterPath lines;
    for (const Ground::Border& border : session_.ground.borders())
      if (border.version == session_.choices.border &&
          (band.state.empty() ? border.zone == band.zone : border.state == band.state))
        lines.addPath(lines_of(border, frame_, far + 20.0));
    QImage layer = layer_for(painter, frame_);
    QPainter within{&layer};
    within.setRenderHint(QPainter::Antialiasing);
    within.strokePath(lines, wide_pen(hue, 2.0 * far));
    within.setCompositionMode(QPainter::CompositionMode_Clear);
    if (near > 0.25) within.strokePath(lines, wide_pen(hue, 2.0 * near));
    if (!band.state.empty() && band.where != Alone::Band::Where::either) {
      QPainterPath other = area(band.state);
      if (band.where == Alone::Band::Where::inside) other.addRect(inner().adjusted(-40, -40, 40, 40));
      within.fillPath(other, hue);
    }
    within.end();
    painter.setOpacity(tone);
    painter.drawImage(QPointF{0.0, 0.0}, layer);
  }
  painter.restore();
}

void MapPainter::paint_graticule(QPainter& painter) const {
  const Graticule graticule = graticule_of(session_.ground.plane(), whole_);
  const geo::Position middle = session_.ground.plane().to_globe(whole_.centre);
  const double reach_lat = whole_.height * whole_.metres_per_pixel / 111'320.0;
  const double reach_lon = whole_.width * whole_.metres_per_pixel /
                           (111'320.0 * std::max(0.05, std::cos(in_radians(middle.latitude))));
  painter.setPen(QPen{colour(colours_.muted, 0.25), 1.0});
  const auto curve = [&](auto&& at) {
    QPolygonF line;
    for (int i = -12; i <= 12; ++i) line << on(at(i / 12.0));
    painter.drawPolyline(line);
  };
  for (const double latitude : graticule.latitudes)
    curve([&](double share) {
      return geo::Position{degrees(latitude), middle.longitude + degrees(share * reach_lon)};
    });
  for (const double longitude : graticule.longitudes)
    curve([&](double share) {
      return geo::Position{middle.latitude + degrees(share * reach_lat), degrees(longitude)};
    });
}

void MapPainter::paint_borders(QPainter& painter) const {
  for (const Ground::Border* border : lines_of_the_question()) {
    const report::Version* version = session_.view.version(border->version);
    if (version == nullptr) continue;
    QPen pen = border_pen(*version, tone_);
    if (border->version == session_.choices.border) pen.setWidthF(std::max(2.3, pen.widthF()));
    for (const PlaneLine& line : border->lines)
      for (const PlaneLine::Piece& piece : line.pieces(frame_)) {
        const QPolygonF shape = qt(piece.points);
        painter.setPen(wide_pen(colour(colours_.paper, 0.75), pen.widthF() + 2.0));
        painter.drawPolyline(shape);
        if (pen.style() == Qt::CustomDashLine)
          pen.setDashOffset(piece.metres_before / frame_.metres_per_pixel / pen.widthF());
        painter.setPen(pen);
        painter.drawPolyline(shape);
      }
  }
}

void MapPainter::paint_flights(QPainter& painter, const Moving& moving) const {
  const std::vector<PlaneLine>& lines = session_.flat(moving);
  if (lines.size() < 2) return;
  QColor hue = badge(*moving.account, tone_).fill;
  const double share = std::sqrt(flights_in_full_tone / static_cast<double>(lines.size()));
  hue.setAlphaF(static_cast<float>(std::clamp(flight_tone * share, 0.04, flight_tone)));
  painter.setPen(QPen{hue, 1.0});
  for (std::size_t i = 1; i < lines.size(); ++i)
    for (const auto& piece : lines[i].on_panel(frame_)) painter.drawPolyline(qt(piece));
}

void MapPainter::paint_nominal(QPainter& painter, const Moving& moving, double width) const {
  if (moving.paths.empty()) return;
  QColor hue = badge(*moving.account, tone_).fill;
  for (const auto& piece : session_.flat(moving).front().on_panel(frame_)) {
    const QPolygonF line = qt(piece);
    painter.setPen(wide_pen(colour(colours_.paper, width > 2.0 ? 1.0 : 0.6), width + 3.0));
    painter.drawPolyline(line);
    painter.setPen(wide_pen(hue, width));
    painter.drawPolyline(line);
  }
}

/// Rings at equal times: their spacing is the speed.
void MapPainter::paint_rings(QPainter& painter, const Moving& moving) const {
  if (moving.times.size() < 2) return;
  const double length = in_seconds(between(moving.times.front(), moving.times.back()));
  painter.setBrush(colour(colours_.paper));
  painter.setPen(QPen{badge(*moving.account, tone_).fill, 1.6});
  for (const double t : report::ticks(0.0, length, report::nice_step(length, 12.0)))
    if (const auto place = position_at(moving, 0, after(moving.times.front(), seconds(t))))
      painter.drawEllipse(on(*place), 3.2, 3.2);
  painter.setBrush(Qt::NoBrush);
}

// ---- what is told of it -----------------------------------------------------------------------------

void MapPainter::paint_labels(QPainter& painter) {
  places_.block(box_of(scale_box()));
  for (const Header& header : headers()) places_.block(box_of(header.box));
  painter.save();
  painter.setClipRect(inner(), Qt::IntersectClip);
  const auto& layers = session_.choices.layers;
  for (const Ground::Border* border : lines_of_the_question())
    for (const PlaneLine& line : border->lines)
      for (const auto& piece : line.on_panel(frame_)) block_line(qt(report::simplified(piece, 1.0)), false);
  each_moving([&](const Moving& m) {
    if (!m.paths.empty())
      for (const auto& piece : session_.flat(m).front().on_panel(frame_))
        block_line(qt(report::simplified(piece, 1.0)), true);
    paint_arrow_head(painter, m);
  });
  if (layers.contains(Layer::flip)) each_moving([&](const Moving& m) { paint_flip(painter, m); });
  if (layers.contains(Layer::statements)) {
    // All marks first: the label of one must not lie under the mark of another.
    for (const std::string& id : accounts_)
      for (const StatedPlace& stated : places_stated(id))
        if (const QPointF at = on(stated.place); inner().contains(at))
          places_.block({at.x() - 7, at.y() - 7, at.x() + 7, at.y() + 7});
    for (const std::string& id : accounts_) paint_statements(painter, session_.view.account(id));
  }
  paint_states(painter);
  if (is_wide()) paint_border_labels(painter);
  if (layers.contains(Layer::sensors)) paint_sensors(painter);
  if (layers.contains(Layer::places)) paint_places(painter);
  painter.restore();
}

/// Where the path ends or leaves the panel.
void MapPainter::paint_arrow_head(QPainter& painter, const Moving& moving) const {
  if (moving.paths.empty()) return;
  const auto& points = session_.flat(moving).front().points();
  const QRectF room = inner().adjusted(8, 8, -8, -8);
  std::size_t last = points.size();
  while (last > 1 && !room.contains(qt(frame_.on_panel(points[last - 1])))) --last;
  if (last < 2) return;
  const QPointF tip = qt(frame_.on_panel(points[--last]));
  std::size_t before = last - 1;
  while (before > 0 && QLineF{qt(frame_.on_panel(points[before])), tip}.length() < 8.0) --before;
  painter.save();
  painter.translate(tip);
  const QPointF way = tip - qt(frame_.on_panel(points[before]));
  painter.rotate(std::atan2(way.y(), way.x()) * 180.0 / std::numbers::pi);
  QPainterPath head;
  head.addPolygon(QPolygonF{{{9, 0}, {-5, -6}, {-5, 6}}});
  head.closeSubpath();
  painter.setPen(QPen{colour(colours_.paper), 1.0});
  painter.setBrush(badge(*moving.account, tone_).fill);
  painter.drawPath(head);
  painter.restore();
}

std::vector<StatedPlace> MapPainter::places_stated(const std::string& account) const {
  constexpr double one_mark = 13.0;  // pixels: closer ones cannot be told apart
  return stated_places(session_.view, session_.choices, account, metres(one_mark * frame_.metres_per_pixel));
}

void MapPainter::paint_statements(QPainter& painter, const report::Account& account) {
  const Badge who = badge(account, tone_);
  const auto leaf = chosen_leaf(session_.tree, account.id);
  for (const StatedPlace& stated : places_stated(account.id)) {
    const QColor hue = stated.counts ? who.fill : colour(colours_.muted);
    // Ellipses of what the answer goes by; of the rest the marks alone, or several accounts are a heap.
    const bool chosen = leaf && stated.readings.front()->claim == leaf->reading.claim;
    for (const assess::Marker* marker : stated.readings) {
      if (!chosen) break;
      draw_within_95(painter, on(marker->position), marker->major, marker->minor, marker->orientation,
                     QPen{hue, 1.4, marker->counts ? Qt::SolidLine : Qt::DotLine});
    }
    const QPointF at = on(stated.place);
    if (!inner().contains(at)) continue;
    draw_event(painter, at, stated.event, hue, colour(colours_.ink));
    QString words = text(stated.words);
    if (words.size() > 60) words = words.left(59) + "…";
    if (accounts_.size() > 1) words.prepend(text(account.letter) + "  ");
    label(painter, at, words, colour(stated.counts ? colours_.ink : colours_.muted), chosen, 10.0, true);
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
  if (!label(painter, to, words, ink, true, 10.0, true))
    label(painter, arrow.center(), words, ink, true, 10.0, true);
}

void MapPainter::paint_places(QPainter& painter) {
  const QColor ink = colour(colours_.ink);
  const auto& read = session_.inquiry.normalised;
  std::set<std::string> sensors;
  for (const incident::Sensor& sensor : session_.inquiry.incident.sensors)
    sensors.insert(sensor.position.text);
  for (const auto& [id, place] : read.landmarks) {
    const incident::Landmark* landmark = incident::find(session_.inquiry.incident.landmarks, id);
    const QPointF at = on(place);
    if (landmark == nullptr || !inner().contains(at)) continue;
    if (sensors.contains(id) && session_.choices.layers.contains(Layer::sensors)) continue;
    painter.setPen(QPen{ink, 1.3});
    painter.setBrush(colour(colours_.paper));
    painter.drawRect(QRectF{at.x() - 3, at.y() - 3, 6, 6});
    painter.setBrush(Qt::NoBrush);
    label(painter, at, text(landmark->name.empty() ? id : landmark->name.text), ink, false, 7.0);
  }
}

void MapPainter::paint_sensors(QPainter& painter) {
  const QColor ink = colour(colours_.ink);
  for (const SeenFrom& sensor : sensors_of(session_.view, session_.choices)) {
    const QPointF at = on(sensor.place);
    if (sensor.horizon) {
      QPolygonF arc;
      for (int i = 0; i <= 180; ++i)
        arc << on(geo::destination(sensor.place, degrees(2.0 * i), *sensor.horizon));
      QPainterPath shape;
      shape.addPolygon(arc);
      painter.strokePath(shape, wide_pen(colour(colours_.paper, 0.75), 3.0));
      painter.strokePath(shape, QPen{ink, 1.0});
      for (qsizetype i = 0; i < arc.size(); ++i)
        if (inner().adjusted(40, 40, -40, -40).contains(arc[i])) {
          label(painter, arc[i], text(sensor.name + ": " + sensor.words), ink, false, 8.0, true);
          break;
        }
    }
    if (!inner().contains(at)) continue;
    painter.setPen(QPen{ink, 1.3});
    painter.setBrush(colour(colours_.paper));
    painter.drawRect(QRectF{at.x() - 5, at.y() - 5, 10, 10});
    painter.fillRect(QRectF{at.x() - 2, at.y() - 2, 4, 4}, ink);
    painter.setBrush(Qt::NoBrush);
    places_.block({at.x() - 6, at.y() - 6, at.x() + 6, at.y() + 6});
    label(painter, at, text(sensor.name), ink, false, 8.0);
    if (!sensor.words.empty()) label(painter, at, text(sensor.words), colour(colours_.muted), false, 22.0);
  }
}

/// Words where there is most room for them: `room` says how far a point is from where they would be wrong.
void MapPainter::name_ground(QPainter& painter, const QString& words, const QFont& font,
                             const std::function<double(report::Point)>& room) {
  const double w = QFontMetricsF{font}.horizontalAdvance(words), h = 18.0;
  std::optional<report::Box> best;
  double most = 0.0;
  for (int i = 1; i < 24; ++i)
    for (int j = 1; j < 24; ++j) {
      const report::Point p{frame_.width * i / 24.0, frame_.height * j / 24.0};
      const report::Box box{p.x - w / 2, p.y - h / 2, p.x + w / 2, p.y + h / 2};
      if (!places_.is_free(box)) continue;
      double least = std::min({p.x, frame_.width - p.x, p.y, frame_.height - p.y});
      for (const double x : {box.x0, p.x, box.x1}) least = std::min(least, room({x, p.y}));
      if (least > most) most = least, best = box;
    }
  if (!best) return;
  places_.block(*best);
  draw_haloed(painter, {best->x0, best->y1 - 4}, words, font, colour(colours_.ink),
              colour(colours_.paper, 0.6));
}

namespace {

double distance_to(const std::vector<std::vector<report::Point>>& rings, report::Point p) {
  double least = std::numeric_limits<double>::infinity();
  for (const auto& ring : rings)
    for (std::size_t k = 1; k < ring.size(); ++k)
      least = std::min(least, report::distance_to_segment(p, ring[k - 1], ring[k]));
  return least;
}

}  // namespace

/// A zone at sea has no state's name on it; what "inside" is, is written where it is.
void MapPainter::paint_sea_name(QPainter& painter, Length breadth) {
  const report::QuestionView* question = question_of(session_.view, session_.choices);
  if (question == nullptr || question->zone_title.empty()) return;
  const double radius = in_metres(breadth) / frame_.metres_per_pixel;
  std::vector<std::vector<report::Point>> land;
  for (const Ground::Border& border : session_.ground.borders())
    if (border.state == state_ && border.version == session_.choices.border)
      for (const PlaneLine& ring : border.rings)
        if (auto points = report::simplified(ring_on_panel(ring, frame_, radius + 40.0), 2.0);
            points.size() >= 3)
          land.push_back(std::move(points));
  if (land.empty()) return;
  name_ground(painter, text(question->zone_title), text_font(13.0, true), [&](report::Point p) {
    return report::within(land, p) ? -1.0 : radius - distance_to(land, p);
  });
}

/// The state's name where there is most room for it, the same size and weight for all.
void MapPainter::paint_states(QPainter& painter) {
  if (const Length breadth = breadth_of(session_.view, session_.choices); breadth > metres(0))
    paint_sea_name(painter, breadth);
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
    name_ground(painter, text(report::state_name(border.state)).toUpper(), font,
                [&](report::Point p) { return report::within(rings, p) ? distance_to(rings, p) : -1.0; });
  }
}

namespace {

/// A version's name beside its line.
struct LineName {
  QString words;
  double width = 0.0;
  std::vector<QPointF> points;  // of the line, where it shows
  QPointF anchor;
  report::Box box;
};

constexpr double name_row = 16.0;

/// The point of a line that lies outermost at a height; nullopt where it does not pass there.
std::optional<QPointF> outermost(const LineName& name, double y, bool east) {
  std::optional<QPointF> found;
  for (const QPointF& p : name.points)
    if (std::abs(p.y() - y) < name_row / 2 && (!found || (east ? p.x() > found->x() : p.x() < found->x())))
      found = p;
  return found;
}

/// Names under each other at one flank, each level with the point that it names, so that no leader crosses
/// another: in every row the one whose line lies outermost there. Those whose lines pass none are left out.
std::vector<LineName> stack(std::vector<LineName> names, bool east, double top, const QRectF& room) {
  std::vector<LineName> stacked;
  double widest = 0.0, edge = east ? -1e9 : 1e9;
  for (double y = top; !names.empty() && y < room.bottom(); y += name_row) {
    std::size_t first = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto anchor = outermost(names[i], y, east);
      if (!anchor) continue;
      names[i].anchor = *anchor;
      if (first == names.size() ||
          (east ? anchor->x() > names[first].anchor.x() : anchor->x() < names[first].anchor.x()))
        first = i;
    }
    if (first == names.size()) break;
    LineName& name = names[first];
    name.box.y0 = y - name_row / 2, name.box.y1 = y + name_row / 2 - 1.0;
    widest = std::max(widest, name.width);
    edge = east ? std::max(edge, name.anchor.x()) : std::min(edge, name.anchor.x());
    stacked.push_back(std::move(name));
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(first));
  }
  const double x = edge + (east ? 20.0 : -20.0);
  for (LineName& name : stacked) {
    name.box.x0 = east ? x : x - name.width;
    name.box.x1 = east ? x + name.width : x;
  }
  if (east ? x + widest > room.right() : x - widest < room.left()) stacked.clear();
  return stacked;
}

/// The points of a line no further apart than a row, so that it passes every row that it crosses.
void add_points(std::vector<QPointF>& points, const std::vector<report::Point>& piece, const QRectF& room) {
  for (std::size_t i = 1; i < piece.size(); ++i) {
    const QPointF a = qt(piece[i - 1]), b = qt(piece[i]);
    const int parts = static_cast<int>(std::clamp(QLineF{a, b}.length() / 6.0, 1.0, 400.0));
    for (int k = 0; k <= parts; ++k)
      if (const QPointF p = a + (b - a) * (static_cast<double>(k) / parts); room.contains(p))
        points.push_back(p);
  }
}

}  // namespace

void MapPainter::paint_border_labels(QPainter& painter) {
  const QFont font = text_font(11.0);
  const QFontMetricsF metrics{font};
  const QRectF room = inner().adjusted(8, 10, -8, -10);
  std::vector<LineName> names;
  std::map<std::string, std::size_t> known;
  for (const Ground::Border* border : lines_of_the_question()) {
    const report::Version* version = session_.view.version(border->version);
    if (version == nullptr) continue;
    const auto [at, is_new] = known.try_emplace(border->version, names.size());
    if (is_new) {
      const QString words = text(version->title + (version->error.empty() ? "" : " " + version->error));
      names.push_back({words, metrics.horizontalAdvance(words) + 4.0, {}, {}, {}});
    }
    for (const PlaneLine& line : border->lines)
      for (const auto& piece : line.on_panel(frame_)) add_points(names[at->second].points, piece, room);
  }
  std::erase_if(names, [](const LineName& name) { return name.points.empty(); });
  if (names.empty()) return;
  std::vector<LineName> best;
  double least = std::numeric_limits<double>::infinity();
  for (const bool east : {true, false})
    for (double y = room.top() + name_row; y < room.bottom(); y += name_row / 2) {
      std::vector<LineName> stacked = stack(names, east, y, room);
      double cost = 300.0 * static_cast<double>(names.size() - stacked.size());
      for (const LineName& name : stacked) {
        cost += QLineF{name.anchor, {east ? name.box.x0 : name.box.x1, name.anchor.y()}}.length();
        if (!places_.is_free(name.box)) cost += 1000.0;
        if (!places_.is_welcome(name.box)) cost += 60.0;
      }
      if (cost < least) least = cost, best = std::move(stacked);
    }
  for (const LineName& name : best) {
    if (!places_.take({name.box})) continue;  // the column at the left names it too
    const QPointF end{std::clamp(name.anchor.x(), name.box.x0, name.box.x1), (name.box.y0 + name.box.y1) / 2};
    painter.setPen(QPen{colour(colours_.muted), 1.0});
    painter.drawLine(name.anchor, end);
    painter.setBrush(colour(colours_.ink));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(name.anchor, 2.0, 2.0);
    painter.setBrush(Qt::NoBrush);
    draw_haloed(painter, {name.box.x0 + 2, name.box.y1 - 3}, name.words, font, colour(colours_.ink),
                colour(colours_.paper, 0.85));
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

// ---- what the clock moves ---------------------------------------------------------------------------

void MapPainter::paint_moving(QPainter& painter, const report::LabelPlaces& taken) const {
  report::LabelPlaces places = taken;
  painter.save();
  painter.setClipRect(inner(), Qt::IntersectClip);
  if (session_.choices.layers.contains(Layer::position))
    each_moving([&](const Moving& m) { paint_ellipse(painter, m); });
  if (session_.choices.layers.contains(Layer::difference)) paint_difference(painter, places);
  each_moving([&](const Moving& m) { paint_position(painter, m, places); });
  painter.restore();
}

void MapPainter::paint_ellipse(QPainter& painter, const Moving& moving) const {
  const auto state = state_at(moving, session_.time());
  if (!state || state->major <= metres(1)) return;
  draw_within_95(painter, on(state->middle), state->major, state->minor, state->orientation,
                 QPen{badge(*moving.account, tone_).fill, 1.6});
}

/// The ellipse that holds a place 95 times in 100: outline, and a tenth of its colour within.
void MapPainter::draw_within_95(QPainter& painter, QPointF middle, Length major, Length minor,
                                Angle orientation, const QPen& outline) const {
  painter.save();
  painter.translate(middle);
  painter.rotate(in_degrees(orientation) - 90.0);  // the major axis lies along x
  painter.setPen(outline);
  QColor fill = outline.color();
  fill.setAlphaF(0.10F);
  painter.setBrush(fill);
  painter.drawEllipse(QPointF{}, in_metres(major) / frame_.metres_per_pixel,
                      in_metres(minor) / frame_.metres_per_pixel);
  painter.restore();
}

/// How far the accounts' aircraft are apart: from the first one here to every other that is shown.
void MapPainter::paint_difference(QPainter& painter, report::LabelPlaces& taken) const {
  const Moving* here = accounts_.empty() ? nullptr : session_.moving_of(accounts_.front());
  const auto from = here == nullptr ? std::nullopt : position_at(*here, 0, session_.time());
  const QColor ink = colour(colours_.ink);
  const QFont font = text_font(label_pixels);
  for (const Moving& one : session_.all)
    if (const auto place = position_at(one, 0, session_.time())) {
      const QPointF at = on(*place);
      taken.block({at.x() - 8, at.y() - 8, at.x() + (&one == here ? 8.0 : 24.0), at.y() + 8});
    }
  for (const Moving& other : session_.all) {
    if (&other == here) continue;
    const auto to = position_at(other, 0, session_.time());
    if (!to) continue;
    const QPointF b = on(*to);
    const bool elsewhere =
        std::find(accounts_.begin(), accounts_.end(), other.account->id) == accounts_.end();
    if (from) {
      const QLineF way{on(*from), b};
      painter.setPen(QPen{colour(colours_.paper, 0.75), 3.0});
      painter.drawLine(way);
      painter.setPen(QPen{ink, 1.0});
      painter.drawLine(way);
      const QString words =
          QCoreApplication::translate("MapPainter", "%1 from %2")
              .arg(text(report::distance(geo::distance(*from, *to))), text(other.account->letter));
      const double w = std::ceil(QFontMetricsF{font}.horizontalAdvance(words)) + 4;
      const QPointF middle = inner().contains(b) ? way.center() : on(*from) + QPointF{30.0, 0.0};
      if (const auto box = taken.near({middle.x(), middle.y()}, w, 16.0, 8.0))
        draw_haloed(painter, {box->x0 + 2, box->y1 - 4}, words, font, ink, colour(colours_.paper, 0.85));
    }
    if (!elsewhere) continue;
    // Another panel's aircraft: an open mark, so that nobody takes it for this panel's.
    painter.setPen(QPen{badge(*other.account, tone_).fill, 2.0});
    painter.setBrush(colour(colours_.paper));
    painter.drawRect(QRectF{b.x() - 5, b.y() - 5, 10, 10});
    painter.setBrush(Qt::NoBrush);
    draw_badge(painter, b + QPointF{15.0, 0.0}, badge(*other.account, tone_), 7.5);
  }
}

void MapPainter::paint_position(QPainter& painter, const Moving& moving, report::LabelPlaces& taken) const {
  const Instant time = session_.time();
  const auto place = position_at(moving, 0, time);
  if (!place) return;
  const QColor hue = badge(*moving.account, tone_).fill;
  const QPointF at = on(*place);
  const auto state = state_at(moving, time);
  painter.setPen(QPen{colour(colours_.paper), 1.5});
  painter.setBrush(hue);
  painter.drawRect(QRectF{at.x() - 5, at.y() - 5, 10, 10});
  painter.setBrush(Qt::NoBrush);
  if (!inner().contains(at)) return;

  const report::QuestionView* question = question_of(session_.view, session_.choices);
  const incident::Aircraft* aircraft =
      question != nullptr && question->question != nullptr
          ? incident::find(session_.inquiry.incident.aircraft, question->question->aircraft.text)
          : nullptr;
  QStringList lines;
  lines << (aircraft == nullptr ? QString{}
                                : text(aircraft->type.empty() ? aircraft->name.text : aircraft->type.text));
  if (accounts_.size() > 1) lines[0].prepend(text(moving.account->letter) + "  ");
  if (const std::string height = height_words(session_.view, session_.choices, moving.account->id);
      !height.empty())
    lines[0] += " " + text(height);
  if (state && moving.has_speed && state->speed.stated > metres_per_second(0))
    lines << text(report::fixed(in_kilometres_per_hour(state->speed.stated), 0)) + " km/h · " +
                 text(report::fixed(in_knots(state->speed.stated), 0)) + " kt";
  if (state) lines << "margin " + text(report::margin_words(state->margin.stated));
  const QFont plain = text_font(label_pixels), bold = text_font(label_pixels, true);
  double width = 0.0;
  for (const QString& line : lines) width = std::max(width, QFontMetricsF{bold}.horizontalAdvance(line));
  const double w = width + 14, h = 15.0 * static_cast<double>(lines.size()) + 8;
  std::vector<report::Box> wishes;
  const auto wish = [&](double x, double y) { wishes.push_back({x, y, x + w, y + h}); };
  for (const double gap : {26.0, 44.0, 66.0, 92.0, 125.0, 160.0}) {
    for (const auto& [dx, dy] : {std::pair{1, -1}, {1, 1}, {-1, -1}, {-1, 1}})
      wish(dx > 0 ? at.x() + gap : at.x() - gap - w, dy > 0 ? at.y() + gap : at.y() - gap - h);
    wish(at.x() - w / 2, at.y() - gap - h), wish(at.x() - w / 2, at.y() + gap);
    wish(at.x() + gap, at.y() - h / 2), wish(at.x() - gap - w, at.y() - h / 2);
  }
  auto found = taken.take(wishes);
  // Nothing is free: it is what the picture is about, so it covers something, but never its aircraft.
  if (!found) {
    // What stays where it is lies above it.
    std::vector<report::Box> above{box_of(scale_box())};
    for (const Header& header : headers()) above.push_back(box_of(header.box));
    std::erase_if(wishes, [&](const report::Box& covering) {
      return std::ranges::any_of(above,
                                 [&](const report::Box& box) { return report::overlap(covering, box); });
    });
    found = taken.least_covering(wishes);
  }
  const QRectF block =
      found ? QRectF{found->x0, found->y0, w, h}
            : QRectF{at.x() < frame_.width / 2 ? frame_.width - w - 8 : 8.0,
                     std::clamp(at.y() - h / 2, 8.0, std::max(8.0, frame_.height - h - 60)), w, h};
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

// ---- what stays where it is -------------------------------------------------------------------------

void MapPainter::paint_fixed(QPainter& painter) const {
  paint_degrees(painter);
  paint_scale(painter);
  paint_header(painter);
  painter.setPen(QPen{colour(colours_.ink), 1.0});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(inner());
}

void MapPainter::paint_degrees(QPainter& painter) const {
  const Graticule graticule = graticule_of(session_.ground.plane(), frame_);
  const geo::Position middle = session_.ground.plane().to_globe(frame_.centre);
  const QFont font = text_font(11.0);
  const QFontMetricsF metrics{font};
  painter.setFont(font);
  painter.setPen(colour(colours_.muted));
  for (const double latitude : graticule.latitudes) {
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
    const QString words = text(longitude_words(longitude, graticule.decimals));
    const double x = on({middle.latitude, degrees(longitude)}).x();
    const double half = metrics.horizontalAdvance(words) / 2;
    if (x < half + 2 || x > frame_.width - half - 2) continue;
    painter.drawText(QPointF{x - half, frame_.height + 14.0}, words);
  }
}

QRectF MapPainter::scale_box() const {
  const double w = std::min(130.0, 0.25 * frame_.width) + 90, h = 46;
  return {frame_.width - w - 6, frame_.height - h - 6, w, h};
}

void MapPainter::paint_scale(QPainter& painter) const {
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
  const QRectF box = scale_box();
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

/// Alone on its map an account has room for its reading and for what is drawn of it; several share it.
std::vector<MapPainter::Header> MapPainter::headers() const {
  const QFont bold = text_font(13.0, true), small = text_font(11.0);
  const QFontMetricsF wide{bold}, fine{small};
  const bool single = accounts_.size() == 1;
  const double most = std::min(frame_.width - 12.0, single ? 400.0 : 340.0) - 43.0;
  std::vector<Header> all;
  double y = 6.0;
  for (const std::string& id : accounts_) {
    const report::Account& account = session_.view.account(id);
    Header header{.account = &account};
    const auto leaf = chosen_leaf(session_.tree, id);
    if (leaf) header.share = text(std::string{report::side_mark(leaf->side)} + " " + leaf->share);
    header.name = wide.elidedText(text(account.name), Qt::ElideRight,
                                  most - wide.horizontalAdvance(header.share) - 10.0);
    if (leaf) header.reading = wrapped(text(leaf->label), fine, most, single ? 2 : 1);
    if (const Moving* moving = session_.moving_of(id)) {
      header.words = wrapped(text(moving->words), fine, most, single ? 3 : 2);
      header.pending = moving->kind == Moving::Kind::pending;
    }
    if (session_.choices.layers.contains(Layer::alone))
      if (const auto ground = alone(session_.view, session_.tree, id))
        header.alone =
            fine.elidedText(text(ground->words + ": anywhere here, 95 %"), Qt::ElideRight, most - 22.0);
    double width = wide.horizontalAdvance(header.name) + wide.horizontalAdvance(header.share) + 10.0;
    for (const QString& line : header.reading + header.words)
      width = std::max(width, fine.horizontalAdvance(line));
    if (!header.alone.isEmpty()) width = std::max(width, 22.0 + fine.horizontalAdvance(header.alone));
    const auto lines = header.reading.size() + header.words.size() + (header.alone.isEmpty() ? 0 : 1);
    header.box = {6.0, y, width + 43.0, 28.0 + 14.0 * static_cast<double>(lines)};
    y += header.box.height() + 4.0;
    all.push_back(std::move(header));
  }
  return all;
}

void MapPainter::paint_header(QPainter& painter) const {
  const QFont bold = text_font(13.0, true), small = text_font(11.0);
  const QFontMetricsF wide{bold}, fine{small};
  for (const Header& header : headers()) {
    const Badge who = badge(*header.account, tone_);
    painter.setPen(QPen{colour(colours_.rule), 1.0});
    painter.setBrush(colour(colours_.paper, 0.94));
    painter.drawRect(header.box);
    painter.setBrush(Qt::NoBrush);
    draw_badge(painter, header.box.topLeft() + QPointF{18, 15}, who);
    const double x = header.box.left() + 34;
    double y = header.box.top() + 19;
    painter.setPen(colour(colours_.ink));
    painter.setFont(bold);
    painter.drawText(QPointF{x, y}, header.name);
    painter.drawText(QPointF{x + wide.horizontalAdvance(header.name) + 10.0, y}, header.share);
    painter.setFont(small);
    for (const QString& line : header.reading) painter.drawText(QPointF{x, y += 14.0}, line);
    for (const QString& line : header.words) {
      y += 14.0;
      if (header.pending)
        painter.fillRect(QRectF{x - 3, y - 11, fine.horizontalAdvance(line) + 6, 14.5},
                         colour(colours_.placeholder));
      painter.setPen(colour(header.pending ? colours_.ink : colours_.muted));
      painter.drawText(QPointF{x, y}, line);
    }
    if (header.alone.isEmpty()) continue;
    y += 14.0;
    QColor tone = who.fill;
    tone.setAlphaF(0.24F);
    painter.fillRect(QRectF{x, y - 9, 16, 10}, tone);
    painter.setPen(colour(colours_.muted));
    painter.drawText(QPointF{x + 22, y}, header.alone);
  }
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
