// SPDX-License-Identifier: Apache-2.0
#include "viewer/ground_map.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewer/map_painter.hpp"

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double least_metres = 0.2, most_metres = 20'000.0;  // to a pixel
constexpr double reach = 9.0, drag_from = 3.0;

QPointF point_of(const report::Point& p) { return {p.x, p.y}; }

}  // namespace

GroundMap::GroundMap(QWidget* parent) : MovableView{parent} {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(220, 200);
  setLayoutDirection(Qt::LeftToRight);
  setAccessibleName(tr("Ground"));
  setAccessibleDescription(
      tr("Reference borders and what was clicked, on the ground. Arrows pan, + and − zoom, Home shows all; "
         "while "
         "a place is picked, Enter picks the middle."));
}

void GroundMap::show_session(const Digitising* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  if (fitted_) fit();
  update();
}

void GroundMap::set_reference(const std::vector<exchange::ReferenceLines>& reference) {
  reference_ = reference;
  lay_reference();
  if (fitted_) fit();
  update();
}

void GroundMap::set_border(const std::string& border) {
  border_ = border;
  update();
}

void GroundMap::set_picking(bool on) {
  picking_ = on;
  setCursor(on ? Qt::CrossCursor : Qt::OpenHandCursor);
  update();
}

void GroundMap::lay_reference() {
  lines_.clear();
  for (const exchange::ReferenceLines& its : reference_) {
    Line line{.border = its.border, .pieces = {}};
    for (const auto& places : its.lines) {
      std::vector<geo::PlanePoint> flat;
      flat.reserve(places.size());
      for (const geo::Position& place : places) flat.push_back(plane_.to_plane(place));
      line.pieces.emplace_back(std::move(flat));
    }
    lines_.push_back(std::move(line));
  }
}

void GroundMap::fit() {
  fitted_ = true;
  if (session_ == nullptr) return;
  const auto window = ground_of(*session_);
  somewhere_ = window.has_value();
  if (!window) return;
  const double west = in_degrees(window->west), across = in_degrees(window->east) - west;
  const double width_deg = across < 0.0 ? across + 360.0 : across;
  const geo::Position middle{degrees(0.5 * in_degrees(window->south + window->north)),
                             degrees(std::remainder(west + 0.5 * width_deg, 360.0))};
  if (geo::distance(middle, plane_.centre()) > kilometres(20)) {
    plane_ = geo::Plane{middle};
    lay_reference();
  }
  const geo::PlanePoint low = plane_.to_plane({window->south, middle.longitude}),
                        high = plane_.to_plane({window->north, middle.longitude}),
                        left = plane_.to_plane({middle.latitude, window->west}),
                        right = plane_.to_plane({middle.latitude, window->east});
  frame_.width = width(), frame_.height = height();
  frame_.centre = plane_.to_plane(middle);
  frame_.metres_per_pixel =
      std::clamp(std::max((right.east - left.east) / frame_.width, (high.north - low.north) / frame_.height),
                 least_metres, most_metres);
  update();
}

QPointF GroundMap::on(const geo::PlanePoint& place) const { return point_of(frame_.on_panel(place)); }

QPointF GroundMap::on_view(const geo::Position& place) const { return on(plane_.to_plane(place)); }

QPointF GroundMap::on(const geo::Pixel& pixel) const {
  const exchange::LaidPicture& laid = *session_->lying().laid;
  return on_view(laid.plane.to_globe(geo::place_of(laid.fit, pixel)));
}

geo::Position GroundMap::under(QPointF point) const {
  return plane_.to_globe(frame_.under({point.x(), point.y()}));
}

std::optional<geo::PlanePoint> GroundMap::corner_near(QPointF point) const {
  const geo::PlanePoint at = frame_.under({point.x(), point.y()});
  double nearest = reach * frame_.metres_per_pixel;
  std::optional<geo::PlanePoint> corner;
  for (const Line& line : lines_) {
    if (line.border != border_) continue;
    for (const PlaneLine& piece : line.pieces)
      for (const geo::PlanePoint& p : piece.points())
        if (const double away = std::hypot(p.east - at.east, p.north - at.north); away < nearest)
          nearest = away, corner = p;
  }
  return corner;
}

void GroundMap::pick(QPointF at) {
  if (!somewhere_) return;
  if (const auto corner = corner_near(at)) {
    emit picked(plane_.to_globe(*corner), 0.1, QString::fromStdString(border_));
    return;
  }
  emit picked(under(at), frame_.metres_per_pixel, {});
}

void GroundMap::pan(QPointF by) {
  fitted_ = false;
  frame_.centre.east -= by.x() * frame_.metres_per_pixel;
  frame_.centre.north += by.y() * frame_.metres_per_pixel;
  update();
}

void GroundMap::zoom(double factor, QPointF about) {
  fitted_ = false;
  const geo::PlanePoint fixed = frame_.under({about.x(), about.y()});
  frame_.metres_per_pixel = std::clamp(frame_.metres_per_pixel / factor, least_metres, most_metres);
  const geo::PlanePoint now = frame_.under({about.x(), about.y()});
  frame_.centre.east += fixed.east - now.east, frame_.centre.north += fixed.north - now.north;
  update();
}

void GroundMap::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  setFocus(Qt::MouseFocusReason);
  pressing_ = true, dragged_ = false;
  pressed_ = grabbed_ = event->position();
}

void GroundMap::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (pressing_) {
    if ((event->position() - pressed_).manhattanLength() > drag_from) dragged_ = true;
    if (dragged_) pan(event->position() - grabbed_);
    grabbed_ = event->position();
  }
  if (somewhere_) emit pointed_at(under(event->position()));
  if (picking_) update();
}

void GroundMap::mouseReleaseEvent(QMouseEvent* event) {
  if (!pressing_) return;
  pressing_ = false;
  if (!dragged_ && picking_ && event->button() == Qt::LeftButton) pick(event->position());
}

void GroundMap::keyPressEvent(QKeyEvent* event) {
  if (picking_ && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return pick(middle());
  MovableView::keyPressEvent(event);
}

void GroundMap::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  frame_.width = width(), frame_.height = height();
  if (fitted_) fit();
}

// ---- painting ----------------------------------------------------------------------------------------

void GroundMap::paint_graticule(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  const Graticule lines = graticule_of(plane_, frame_);
  const geo::Position middle = plane_.to_globe(frame_.centre);
  const auto draw = [&](auto at) {
    QPolygonF line;
    constexpr int pieces = 12;
    for (int i = -pieces; i <= pieces; ++i) line << on_view(at(static_cast<double>(i) / pieces));
    painter.setPen(QPen{colour(colours.rule), 1.0});
    painter.drawPolyline(line);
    return line;
  };
  const double half = std::max(frame_.width, frame_.height) * frame_.metres_per_pixel / 111'320.0;
  const double half_lon = half / std::max(0.05, std::cos(in_radians(middle.latitude)));
  for (const double latitude : lines.latitudes) {
    draw([&](double share) {
      return geo::Position{degrees(latitude),
                           degrees(std::remainder(in_degrees(middle.longitude) + share * half_lon, 360.0))};
    });
    const QPointF at = on_view({degrees(latitude), middle.longitude});
    if (at.y() > 14 && at.y() < height() - 40)
      draw_haloed(painter, {6, at.y() - 3}, text(latitude_words(latitude, lines.decimals)), text_font(11.5),
                  colour(colours.muted), colour(colours.paper));
  }
  for (const double longitude : lines.longitudes) {
    draw([&](double share) {
      return geo::Position{degrees(std::clamp(in_degrees(middle.latitude) + share * half, -90.0, 90.0)),
                           degrees(longitude)};
    });
    const QPointF at = on_view({middle.latitude, degrees(longitude)});
    if (at.x() > 50 && at.x() < width() - 50)
      draw_haloed(painter, {at.x() + 3, 14}, text(longitude_words(longitude, lines.decimals)),
                  text_font(11.5), colour(colours.muted), colour(colours.paper));
  }
}

void GroundMap::paint_reference(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  const auto draw = [&](const Line& line, const QPen& pen) {
    painter.setPen(pen);
    for (const PlaneLine& piece : line.pieces)
      for (const auto& part : piece.on_panel(frame_)) {
        QPolygonF points;
        for (const report::Point& p : part) points << point_of(p);
        painter.drawPolyline(points);
      }
  };
  for (const Line& line : lines_)
    if (line.border != border_) draw(line, QPen{colour(colours.hatch, 0.7), 0.8});
  for (const Line& line : lines_)
    if (line.border == border_) draw(line, QPen{colour(colours.ink), 1.8});
}

void GroundMap::paint_picture(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  const double columns = session_->picture().columns, rows = session_->picture().rows;
  QPolygonF frame;
  for (const geo::Pixel& corner :
       {geo::Pixel{0, 0}, geo::Pixel{columns, 0}, geo::Pixel{columns, rows}, geo::Pixel{0, rows}})
    frame << on(corner);
  painter.setPen(QPen{colour(colours.muted), 1.2});
  painter.setBrush(Qt::NoBrush);
  painter.drawPolygon(frame);
  if (session_->drawn().border.empty()) return;
  QPolygonF border;
  for (const geo::Pixel& pixel : session_->drawn().border) border << on(pixel);
  QPen pen{colour(colours.ink), 1.6};
  pen.setDashPattern({4.0, 3.0});
  painter.setPen(pen);
  painter.drawPolyline(border);
}

void GroundMap::paint_track(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  const QColor hue = colour(colours.account[0]);
  QPolygonF line;
  for (const TracedRow& row : session_->track()) {
    if (!row.position) return;
    line << on_view(*row.position);
    const double radius = *row.radius_metres / frame_.metres_per_pixel;
    painter.setPen(QPen{hue, 1.0});
    painter.setBrush(colour(colours.account[0], 0.08));
    if (radius > 3.0) painter.drawEllipse(line.back(), radius, radius);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{colour(colours.paper), 4.6});
  painter.drawPolyline(line);
  painter.setPen(QPen{hue, 2.2});
  painter.drawPolyline(line);
  painter.setBrush(colour(colours.paper));
  painter.setPen(QPen{hue, 1.4});
  for (const QPointF& at : line) painter.drawEllipse(at, 2.6, 2.6);
}

void GroundMap::paint_controls(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  for (std::size_t i = 0; i < session_->controls().size(); ++i) {
    const ControlRow& row = session_->controls()[i];
    if (!row.said.position) continue;
    const QPointF at = on_view(*row.said.position);
    painter.setPen(QPen{colour(colours.ink), 1.4});
    painter.setBrush(colour(colours.paper));
    painter.drawEllipse(at, 4.0, 4.0);
    draw_haloed(painter, at + QPointF{7, 12}, QString::number(i + 1), text_font(11.5, true),
                colour(colours.ink), colour(colours.paper));
  }
}

void GroundMap::paint_scale(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  constexpr double longest = 110.0;
  double length = std::pow(10.0, std::floor(std::log10(longest * frame_.metres_per_pixel)));
  for (const double step : {5.0, 2.0})
    if (step * length <= longest * frame_.metres_per_pixel) {
      length *= step;
      break;
    }
  const double wide = length / frame_.metres_per_pixel;
  const QRectF bar{width() - wide - 14.0, height() - 14.0, wide, 4.0};
  painter.setPen(QPen{colour(colours.ink), 1.0});
  painter.setBrush(colour(colours.ink));
  painter.drawRect(QRectF{bar.left(), bar.top(), wide / 2, bar.height()});
  painter.setBrush(colour(colours.paper));
  painter.drawRect(QRectF{bar.center().x(), bar.top(), wide / 2, bar.height()});
  const QString words = length < 1000.0 ? tr("%1 m").arg(length) : tr("%1 km").arg(length / 1000.0);
  draw_haloed(painter, {bar.left(), bar.top() - 4.0}, words, text_font(11.5), colour(colours.ink),
              colour(colours.paper));
}

void GroundMap::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  const auto& colours = colours_of(tone_);
  painter.fillRect(rect(), colour(colours.paper));
  painter.setRenderHint(QPainter::Antialiasing);
  if (session_ == nullptr || !somewhere_) {
    painter.setPen(colour(colours.muted));
    painter.setFont(text_font(13.0));
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("The ground appears here as soon as one control point has a position."));
  } else {
    paint_graticule(painter);
    paint_reference(painter);
    if (session_->lying().laid) {
      paint_picture(painter);
      paint_track(painter);
    }
    paint_controls(painter);
    paint_scale(painter);
    if (picking_ && pointer_)
      if (const auto corner = corner_near(*pointer_)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{colour(colours.ink), 2.0});
        painter.drawEllipse(on(*corner), 6.0, 6.0);
      }
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{colour(hasFocus() ? colours.ink : colours.rule), hasFocus() ? 2.0 : 1.0});
  painter.drawRect(QRectF{rect()}.adjusted(1, 1, -1, -1));
}

}  // namespace recon::viewer
