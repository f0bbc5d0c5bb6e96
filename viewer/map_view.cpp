// SPDX-License-Identifier: Apache-2.0
#include "viewer/map_view.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "recon/geo/printed_position.hpp"

namespace recon::viewer {

namespace {

/// The largest of 1, 2, 5 × 10^n that is not above `wanted`.
double round_step(double wanted) {
  const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double step : {5.0, 2.0})
    if (step * decade <= wanted) return step * decade;
  return decade;
}

/// Where an account's label goes, and for how many readings it stands.
struct Spot {
  QPointF at;
  QString letter, text;
  QColor ink;
  int readings;
};

}  // namespace

MapView::MapView(QWidget* parent) : QWidget{parent} {
  setMinimumSize(320, 240);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName("Map of border versions and of the positions that the accounts state");
}

void MapView::show_inquiry(const inquiry::Inquiry* inquiry, Tone tone) {
  inquiry_ = inquiry;
  tone_ = tone;
  question_ = nullptr;
  shown_.clear();
  if (inquiry_ != nullptr)
    for (const incident::Border& border : inquiry_->incident.borders) shown_.insert(border.id.text);
  fit();
}

void MapView::show_question(const incident::Question* question) {
  question_ = question;
  fit();
}

void MapView::show_borders(std::set<std::string> shown) {
  shown_ = std::move(shown);
  update();
}

bool MapView::belongs(const assess::Marker& marker) const {
  const auto at_event = [this](const assess::Marker& other) { return other.event == question_->event.text; };
  if (question_ == nullptr || question_->event.empty() || marker.event.empty() || at_event(marker))
    return true;
  // A question about an instant that no account places still gets a map: of the instants that are placed.
  const auto& markers = inquiry_->assessment.markers;
  return std::none_of(markers.begin(), markers.end(), at_event);
}

std::string MapView::state_of_zone() const {
  if (inquiry_ == nullptr || question_ == nullptr) return {};
  const incident::Zone* zone = incident::find(inquiry_->incident.zones, question_->zone.text);
  if (zone == nullptr) return {};
  if (const auto* land = std::get_if<incident::Land>(&zone->shape)) return land->state.text;
  if (const auto* sea = std::get_if<incident::TerritorialSea>(&zone->shape)) return sea->state.text;
  return {};
}

void MapView::fit() {
  if (inquiry_ == nullptr) return update();
  std::vector<std::pair<geo::Position, double>> discs;  // what must be seen, and how much around it in metres
  const auto gather = [&](const auto& wanted) {
    for (const assess::Marker& marker : inquiry_->assessment.markers)
      if (wanted(marker)) discs.emplace_back(marker.position, in_metres(marker.major));
  };
  gather([&](const assess::Marker& marker) { return marker.counts && belongs(marker); });
  if (discs.empty()) gather([](const assess::Marker&) { return true; });
  for (const assess::DrawnTrack& track : inquiry_->assessment.tracks)
    for (const normalise::ReadFix& fix : track.fixes) discs.emplace_back(fix.position, 0.0);
  const incident::Zone* zone =
      question_ != nullptr ? incident::find(inquiry_->incident.zones, question_->zone.text) : nullptr;
  if (zone != nullptr && !zone->tip.empty())
    if (const auto tip = inquiry_->normalised.landmarks.find(zone->tip.text);
        tip != inquiry_->normalised.landmarks.end())
      discs.emplace_back(tip->second, 4000.0);
  if (discs.empty())
    for (const auto& [id, position] : inquiry_->normalised.landmarks) discs.emplace_back(position, 5000.0);
  if (discs.empty()) return update();

  plane_ = geo::Plane{discs.front().first};
  double west = 1e12, east = -1e12, south = 1e12, north = -1e12;
  for (const auto& [position, around] : discs) {
    const geo::PlanePoint p = plane_.to_plane(position);
    west = std::min(west, p.east - around), east = std::max(east, p.east + around);
    south = std::min(south, p.north - around), north = std::max(north, p.north + around);
  }
  plane_ = geo::Plane{plane_.to_globe({(west + east) / 2, (south + north) / 2})};
  const double room = 1.25;
  metres_per_pixel_ = std::max(
      {room * (east - west) / std::max(1, width()), room * (north - south) / std::max(1, height()), 2.0});
  offset_ = {};
  update();
}

QPointF MapView::on_screen(const geo::Position& position) const {
  const geo::PlanePoint p = plane_.to_plane(position);
  return QPointF{width() / 2.0 + p.east / metres_per_pixel_, height() / 2.0 - p.north / metres_per_pixel_} +
         offset_;
}

geo::Position MapView::under(QPointF point) const {
  const QPointF p = point - offset_ - QPointF{width() / 2.0, height() / 2.0};
  return plane_.to_globe({p.x() * metres_per_pixel_, -p.y() * metres_per_pixel_});
}

QPolygonF MapView::polygon(const std::vector<geo::Position>& line) const {
  QPolygonF out;
  out.reserve(static_cast<int>(line.size()));
  for (const geo::Position& position : line) out << on_screen(position);
  return out;
}

void MapView::draw_zone(QPainter& painter) const {
  const std::string state = state_of_zone();
  if (state.empty()) return;
  const auto counted = counted_borders(*inquiry_);
  QColor layer = colour(colours_of(tone_).side);
  layer.setAlphaF(0.27F);
  QPainterPath in_all, in_some;
  bool first = true;
  for (const assess::DrawnBorder& border : inquiry_->assessment.borders) {
    if (border.state != state || !shown_.contains(border.border)) continue;
    if (std::find(counted.begin(), counted.end(), border.border) == counted.end()) continue;
    QPainterPath area;
    area.setFillRule(Qt::OddEvenFill);
    for (const auto& ring : border.rings) area.addPolygon(polygon(ring));
    painter.fillPath(area, layer);
    QPainterPath view;
    view.addRect(rect());
    area = area.intersected(view);
    in_all = first ? area : in_all.intersected(area);
    in_some = first ? area : in_some.united(area);
    first = false;
  }
  painter.fillPath(in_some.subtracted(in_all), QBrush{colour(colours_of(tone_).hatch), Qt::BDiagPattern});
}

void MapView::draw_graticule(QPainter& painter) const {
  const geo::Position middle = under(QPointF{width() / 2.0, height() / 2.0});
  const double step = round_step(width() * metres_per_pixel_ / 111'000.0 / 5.0);
  QColor thin = colour(colours_of(tone_).muted);
  thin.setAlphaF(0.25F);
  const auto near = [&](double value) { return step * std::round(value / step); };
  const double latitude = near(in_degrees(middle.latitude)), longitude = near(in_degrees(middle.longitude));
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step))));
  for (int i = -8; i <= 8; ++i) {
    const double lat = latitude + i * step, lon = longitude + i * step;
    std::vector<geo::Position> parallel, meridian;
    for (int j = -40; j <= 40; ++j) {
      parallel.push_back({degrees(lat), degrees(longitude + j * step / 4)});
      meridian.push_back({degrees(latitude + j * step / 4), degrees(lon)});
    }
    painter.setPen(QPen{thin, 1.0});
    painter.drawPolyline(polygon(parallel));
    painter.drawPolyline(polygon(meridian));
    const double y = on_screen({degrees(lat), middle.longitude}).y();
    const double x = on_screen({middle.latitude, degrees(lon)}).x();
    if (y > 20 && y < height() - 70)
      label(painter, {6.0, y - 3.0}, QString{"%1° N"}.arg(lat, 0, 'f', decimals),
            colour(colours_of(tone_).muted));
    if (x > 70 && x < width() - 60)
      label(painter, {x + 3.0, 14.0}, QString{"%1° E"}.arg(lon, 0, 'f', decimals),
            colour(colours_of(tone_).muted));
  }
}

void MapView::draw_borders(QPainter& painter) const {
  const QColor halo = colour(colours_of(tone_).paper);
  const std::string state = state_of_zone();
  const auto stroke = [&](const std::vector<std::vector<geo::Position>>& lines, const QPen& pen) {
    for (const auto& line : lines) {
      const QPolygonF shape = polygon(line);
      painter.setPen(QPen{halo, pen.widthF() + 2.0});
      painter.drawPolyline(shape);
      painter.setPen(pen);
      painter.drawPolyline(shape);
    }
  };
  for (const assess::DrawnBorder& border : inquiry_->assessment.borders)
    if (shown_.contains(border.border) && (state.empty() || border.state == state))
      stroke(border.lines, border_pen(*inquiry_, border.border, tone_));
  for (const assess::DrawnLimit& limit : inquiry_->assessment.limits)
    if (shown_.contains(limit.border) && (question_ == nullptr || limit.zone == question_->zone.text))
      stroke(limit.lines, border_pen(*inquiry_, limit.border, tone_));
}

void MapView::draw_tracks(QPainter& painter) const {
  for (const assess::DrawnTrack& track : inquiry_->assessment.tracks) {
    QPolygonF line;
    for (const normalise::ReadFix& fix : track.fixes) line << on_screen(fix.position);
    const QColor hue = badge(*inquiry_, track.narrative, tone_).fill;
    painter.setPen(QPen{colour(colours_of(tone_).paper), 5.0});
    painter.drawPolyline(line);
    painter.setPen(QPen{hue, 2.6});
    painter.drawPolyline(line);
    painter.setBrush(colour(colours_of(tone_).paper));
    painter.setPen(QPen{hue, 1.6});
    for (const QPointF& point : line) painter.drawEllipse(point, 3.0, 3.0);
    painter.setBrush(Qt::NoBrush);
  }
}

void MapView::draw_landmarks(QPainter& painter) const {
  const QColor ink = colour(colours_of(tone_).ink);
  for (const auto& [id, position] : inquiry_->normalised.landmarks) {
    const incident::Landmark* landmark = incident::find(inquiry_->incident.landmarks, id);
    const QPointF at = on_screen(position);
    if (landmark == nullptr || !rect().contains(at.toPoint())) continue;
    painter.setPen(QPen{ink, 1.2});
    painter.setBrush(colour(colours_of(tone_).paper));
    painter.drawRect(QRectF{at.x() - 2.5, at.y() - 2.5, 5.0, 5.0});
    painter.setBrush(Qt::NoBrush);
    label(painter, at + QPointF{7.0, 14.0},
          QString::fromStdString(landmark->name.empty() ? id : landmark->name.text), ink);
  }
}

void MapView::draw_markers(QPainter& painter) const {
  std::vector<Spot> spots;  // one label for all readings of an account that fall on one spot
  for (const assess::Marker& marker : inquiry_->assessment.markers) {
    if (!belongs(marker)) continue;
    const Badge who = badge(*inquiry_, marker.narrative, tone_);
    const QPointF at = on_screen(marker.position);
    QPen pen{marker.counts ? who.fill : colour(colours_of(tone_).muted), 1.8};
    if (!marker.counts) pen.setStyle(Qt::DotLine);
    QColor fill = pen.color();
    fill.setAlphaF(0.10F);
    painter.save();
    painter.translate(at);
    painter.rotate(in_degrees(marker.orientation) - 90.0);  // the major axis lies along x
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawEllipse(QPointF{}, in_metres(marker.major) / metres_per_pixel_,
                        in_metres(marker.minor) / metres_per_pixel_);
    painter.restore();
    painter.setPen(QPen{colour(colours_of(tone_).paper), 1.5});
    painter.setBrush(pen.color());
    painter.drawRect(QRectF{at.x() - 4.0, at.y() - 4.0, 8.0, 8.0});
    painter.setBrush(Qt::NoBrush);
    const QString text =
        QString::fromStdString(marker.reading_words.empty() ? marker.claim : marker.reading_words);
    const auto same = std::find_if(spots.begin(), spots.end(), [&](const Spot& spot) {
      return spot.letter == who.letter && QLineF{spot.at, at}.length() < 14.0;
    });
    if (same == spots.end())
      spots.push_back({at, who.letter, text, pen.color(), 1});
    else
      ++same->readings;
  }
  for (const Spot& spot : spots) {
    const QString more =
        spot.readings > 1 ? QString{" and %1 more readings"}.arg(spot.readings - 1) : QString{};
    label(painter, spot.at + QPointF{9.0, -6.0}, spot.letter + "  " + spot.text + more, spot.ink, true);
  }
}

void MapView::draw_scale(QPainter& painter) const {
  const double kilometre = round_step(width() * metres_per_pixel_ / 5000.0);
  const double mile = round_step(width() * metres_per_pixel_ / 1852.0 / 6.0);
  const double km_px = kilometre * 1000.0 / metres_per_pixel_, nm_px = mile * 1852.0 / metres_per_pixel_;
  const QColor ink = colour(colours_of(tone_).ink);
  const double x = 16.0, y = height() - 30.0;
  QColor ground = colour(colours_of(tone_).paper);
  ground.setAlphaF(0.85F);
  painter.fillRect(QRectF{x - 8, y - 20, std::max(km_px, nm_px) + 96, 44}, ground);
  painter.setPen(QPen{ink, 2.0});
  painter.drawLine(QPointF{x, y}, QPointF{x + km_px, y});
  painter.drawLine(QPointF{x, y + 8}, QPointF{x + nm_px, y + 8});
  label(painter, {x + km_px + 6, y + 2}, QString{"%1 km"}.arg(kilometre), ink);
  label(painter, {x + nm_px + 6, y + 16}, QString{"%1 NM"}.arg(mile), ink);
  const QPointF arrow{x + std::max(km_px, nm_px) + 70, y + 16};
  painter.drawLine(arrow, arrow - QPointF{0, 24});
  painter.drawLine(arrow - QPointF{0, 24}, arrow - QPointF{4, 16});
  painter.drawLine(arrow - QPointF{0, 24}, arrow - QPointF{-4, 16});
  label(painter, arrow + QPointF{5, 0}, "N", ink, true);
}

void MapView::label(QPainter& painter, QPointF at, const QString& text, QColor ink, bool bold) const {
  QFont font = painter.font();
  font.setPixelSize(12);
  font.setBold(bold);
  // Kept inside the view: a label that would leave it moves back along its line.
  const double overhang = at.x() + QFontMetricsF{font}.horizontalAdvance(text) + 4.0 - width();
  if (overhang > 0) at.rx() -= overhang;
  QPainterPath shape;
  shape.addText(at, font, text);
  painter.strokePath(shape,
                     QPen{colour(colours_of(tone_).paper), 3.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
  painter.fillPath(shape, ink);
}

void MapView::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour(colours_of(tone_).paper));
  if (inquiry_ == nullptr) return;
  draw_zone(painter);
  draw_graticule(painter);
  draw_borders(painter);
  draw_tracks(painter);
  draw_landmarks(painter);
  draw_markers(painter);
  draw_scale(painter);
  painter.setPen(QPen{colour(colours_of(tone_).ink), hasFocus() ? 2.0 : 1.0});
  painter.drawRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5));
}

void MapView::zoom(double factor, QPointF about) {
  const double wanted = std::clamp(metres_per_pixel_ / factor, 0.1, 5000.0);
  const double applied = metres_per_pixel_ / wanted;
  const QPointF from_middle = about - QPointF{width() / 2.0, height() / 2.0};
  offset_ = from_middle - applied * (from_middle - offset_);
  metres_per_pixel_ = wanted;
  update();
}

void MapView::mousePressEvent(QMouseEvent* event) { grabbed_ = event->position(); }

void MapView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0) {
    offset_ += event->position() - grabbed_;
    grabbed_ = event->position();
    update();
  }
  if (inquiry_ != nullptr)
    emit pointed_at(QString::fromStdString(geo::print(under(event->position()))) + " · WGS 84");
}

void MapView::mouseDoubleClickEvent(QMouseEvent* /*event*/) { fit(); }

void MapView::wheelEvent(QWheelEvent* event) {
  zoom(std::pow(1.0015, event->angleDelta().y()), event->position());
}

void MapView::keyPressEvent(QKeyEvent* event) {
  const QPointF middle{width() / 2.0, height() / 2.0};
  switch (event->key()) {
    case Qt::Key_Left:
      offset_.rx() += 40;
      break;
    case Qt::Key_Right:
      offset_.rx() -= 40;
      break;
    case Qt::Key_Up:
      offset_.ry() += 40;
      break;
    case Qt::Key_Down:
      offset_.ry() -= 40;
      break;
    case Qt::Key_Plus:
      return zoom(1.25, middle);
    case Qt::Key_Minus:
      return zoom(0.8, middle);
    case Qt::Key_Home:
      return fit();
    default:
      return QWidget::keyPressEvent(event);
  }
  update();
}

void MapView::resizeEvent(QResizeEvent* /*event*/) { fit(); }

}  // namespace recon::viewer
