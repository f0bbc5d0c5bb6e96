// SPDX-License-Identifier: Apache-2.0
#include "viewer/picture_view.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <utility>

#include "viewer/map_painter.hpp"

namespace recon::viewer {
namespace {

constexpr double least_scale = 0.01, most_scale = 64.0;
/// A picture is printed on its own ground, whatever the window's is: what lies over it is ink on paper.
const report::theme::Palette& on_picture() { return colours_of(Tone::light); }

constexpr double at_hand = 7.0, drag_from = 3.0, rim = 12.0;

}  // namespace

PictureView::PictureView(QWidget* parent) : MovableView{parent} {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(260, 200);
  setAccessibleName(tr("Picture"));
  setAccessibleDescription(tr(
      "The picture that is digitised. Arrows move the chosen point by one pixel, with Shift by ten; Insert "
      "clicks in the middle; + and − zoom, Home shows all."));
}

void PictureView::set_image(const QImage& image, const exchange::PictureFile& picture) {
  image_ = image;
  columns_ = std::max(picture.columns, 1), rows_ = std::max(picture.rows, 1);
  fit();
}

void PictureView::show_session(const Digitising* session, Overlay overlay, Tone tone) {
  session_ = session;
  overlay_ = std::move(overlay);
  tone_ = tone;
  update();
}

void PictureView::set_clicking(Clicking clicking) {
  clicking_ = clicking;
  setCursor(clicking == Clicking::nothing ? Qt::OpenHandCursor : Qt::CrossCursor);
  update();
}

void PictureView::set_chosen(std::optional<PointOf> point) {
  chosen_ = point;
  update();
}

QPointF PictureView::on_view(const geo::Pixel& pixel) const {
  return corner_ + scale_ * QPointF{pixel.column, pixel.row};
}

geo::Pixel PictureView::under(QPointF point) const {
  const QPointF at = (point - corner_) / scale_;
  return {at.x(), at.y()};
}

void PictureView::fit() {
  fitted_ = true;
  scale_ = std::clamp(std::min((width() - 2 * rim) / columns_, (height() - 2 * rim) / rows_), least_scale,
                      most_scale);
  corner_ = {(width() - scale_ * columns_) / 2, (height() - scale_ * rows_) / 2};
  emit scaled(scale_);
  update();
}

void PictureView::zoom(double factor, QPointF about) {
  const geo::Pixel fixed = under(about);
  fitted_ = false;
  scale_ = std::clamp(scale_ * factor, least_scale, most_scale);
  corner_ += about - on_view(fixed);
  emit scaled(scale_);
  update();
}

void PictureView::pan(QPointF by) {
  fitted_ = false;
  corner_ += by;
  update();
}

// ---- hands -------------------------------------------------------------------------------------------

bool PictureView::is_grabbable(const PointOf& point) const {
  // What is clicked again is clicked blindly: nothing of before is at hand.
  return clicking_ == Clicking::nothing || (clicking_ != Clicking::again && point.of == clicking_);
}

std::optional<PointOf> PictureView::grabbable(QPointF at) const {
  if (session_ == nullptr) return std::nullopt;
  const auto near = session_->near(under(at), at_hand / scale_);
  return near && is_grabbable(*near) ? near : std::nullopt;
}

void PictureView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  setFocus(Qt::MouseFocusReason);
  pressing_ = true, dragged_ = false;
  pressed_ = grabbed_ = event->position();
  held_.reset();
  if (event->button() != Qt::LeftButton) return;
  held_ = grabbable(event->position());
  if (!held_) return;
  held_at_ = *session_->pixel_of(*held_);
  emit chosen(*held_);
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (pressing_) {
    if ((event->position() - pressed_).manhattanLength() > drag_from) dragged_ = true;
    if (dragged_ && held_) {
      const QPointF by = (event->position() - grabbed_) / scale_;
      held_at_.column += by.x(), held_at_.row += by.y();
      grabbed_ = event->position();
    } else if (dragged_) {
      pan(event->position() - grabbed_);
      grabbed_ = event->position();
    }
  }
  emit pointed_at(under(event->position()));
  update();
}

void PictureView::mouseReleaseEvent(QMouseEvent* event) {
  if (!pressing_) return;
  pressing_ = false;
  if (held_ && dragged_) {
    emit moved(*held_, held_at_);
  } else if (!held_ && !dragged_ && event->button() == Qt::LeftButton) {
    emit clicked(under(event->position()), 1.5 * ring / scale_);
  }
  held_.reset();
  update();
}

void PictureView::leaveEvent(QEvent* event) {
  pointer_.reset();
  update();
  QWidget::leaveEvent(event);
}

void PictureView::keyPressEvent(QKeyEvent* event) {
  const QPointF direction = direction_of(event->key());
  const bool whole = (event->modifiers() & Qt::ControlModifier) != 0;
  if (const auto at = session_ != nullptr && chosen_ ? session_->pixel_of(*chosen_) : std::nullopt;
      at && !direction.isNull() && !whole) {
    const QPointF by = ((event->modifiers() & Qt::ShiftModifier) != 0 ? 10.0 : 1.0) * direction;
    emit moved(*chosen_, {at->column + by.x(), at->row + by.y()});
    return;
  }
  switch (event->key()) {
    case Qt::Key_Insert:
      emit clicked(under(middle()), 1.5 * ring / scale_);
      return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      if (chosen_) emit remove_wished(*chosen_);
      return;
    default:
      MovableView::keyPressEvent(event);
  }
}

void PictureView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (fitted_) fit();
}

// ---- painting ----------------------------------------------------------------------------------------

QPolygonF PictureView::line_of(const PixelLine& line) const {
  QPolygonF points;
  points.reserve(static_cast<qsizetype>(line.size()));
  for (const geo::Pixel& pixel : line) points << on_view(pixel);
  return points;
}

void PictureView::words(QPainter& painter, QPointF at, const QString& what, bool bold) const {
  const auto& colours = on_picture();
  draw_haloed(painter, at, what, text_font(11.5, bold), colour(colours.ink), colour(colours.paper));
}

void PictureView::paint_image(QPainter& painter) const {
  const QRectF on{corner_, scale_ * QSizeF{columns_, rows_}};
  painter.setRenderHint(QPainter::SmoothPixmapTransform, scale_ * columns_ < 2.0 * image_.width());
  // Only what shows is drawn: at sixty-four to a pixel the whole is larger than any device.
  const QRectF shown = on.intersected(QRectF{rect()});
  if (shown.isEmpty()) return;
  const double sx = image_.width() / on.width(), sy = image_.height() / on.height();
  const QRectF source{(shown.left() - on.left()) * sx, (shown.top() - on.top()) * sy, shown.width() * sx,
                      shown.height() * sy};
  painter.drawImage(shown, image_, source);
  painter.setPen(QPen{colour(on_picture().rule), 1.0});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(on);
}

void PictureView::paint_cased(QPainter& painter, const QPolygonF& line, const QPen& pen) const {
  QPen casing{colour(on_picture().paper, 0.85), pen.widthF() + 2.5};
  casing.setJoinStyle(Qt::RoundJoin);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(casing);
  painter.drawPolyline(line);
  painter.setPen(pen);
  painter.drawPolyline(line);
}

void PictureView::paint_overlay(QPainter& painter) const {
  const auto& colours = on_picture();
  std::vector<QRectF> named_at;
  for (const SeenGraticule::Line& line : overlay_.graticule.lines) {
    for (const PixelLine& piece : line.pieces)
      paint_cased(painter, line_of(piece), QPen{colour(colours.muted), 1.0, Qt::DashLine});
    // Its name where it comes into view: within the picture, and within the window.
    const QRectF inner =
        QRectF{corner_, scale_ * QSizeF{columns_, rows_}}.intersected(QRectF{rect()}).adjusted(6, 16, -6, -6);
    const auto named = [&] {
      for (const PixelLine& piece : line.pieces) {
        const QPolygonF points = line_of(piece);
        for (qsizetype i = 0; i + 1 < points.size(); ++i)
          for (const double share : {0.0, 0.25, 0.5, 0.75})
            if (const QPointF at = points[i] + share * (points[i + 1] - points[i]);
                inner.contains(at) && std::none_of(named_at.begin(), named_at.end(),
                                                   [&](const QRectF& taken) { return taken.contains(at); }))
              return std::optional{at};
      }
      return std::optional<QPointF>{};
    }();
    if (!named) continue;
    const bool far_right = named->x() > inner.right() - 60.0;
    named_at.emplace_back(named->x() - 64.0, named->y() - 16.0, 128.0, 32.0);
    words(painter, *named + QPointF{far_right ? -56.0 : 4.0, -3.0}, text(line.words));
  }
  for (const PixelLine& piece : overlay_.border) {
    QPen pen{colour(colours.ink), 1.8};
    pen.setJoinStyle(Qt::RoundJoin);
    paint_cased(painter, line_of(piece), pen);
  }
}

void PictureView::paint_border(QPainter& painter) const {
  const auto& border = session_->drawn().border;
  if (border.empty()) return;
  QPen pen{colour(on_picture().ink), 1.8};
  pen.setDashPattern({4.0, 3.0});
  paint_cased(painter, line_of(border), pen);
  painter.setPen(QPen{colour(on_picture().ink), 1.2});
  painter.setBrush(colour(on_picture().paper));
  for (const geo::Pixel& pixel : border)
    painter.drawRect(QRectF{on_view(pixel) - QPointF{2.5, 2.5}, QSizeF{5, 5}});
  words(painter, on_view(border.front()) + QPointF{7, -6}, tr("border as drawn"), true);
}

void PictureView::paint_track(QPainter& painter) const {
  if (session_->track().empty()) return;
  const auto& colours = on_picture();
  const QColor hue = colour(colours.account[0]);
  QPolygonF line;
  for (const TracedRow& row : session_->track()) line << on_view(row.mean);
  QPen pen{hue, 2.2};
  pen.setJoinStyle(Qt::RoundJoin);
  paint_cased(painter, line, pen);
  constexpr qsizetype most_numbers = 60;
  for (qsizetype i = 0; i < line.size(); ++i) {
    painter.setPen(QPen{hue, 1.6});
    painter.setBrush(colour(colours.paper));
    painter.drawEllipse(line[i], 3.6, 3.6);
    if (line.size() <= most_numbers) words(painter, line[i] + QPointF{6, -6}, QString::number(i + 1));
  }
}

void PictureView::paint_again(QPainter& painter) const {
  const auto wanted = session_->wanted_again();
  if (!wanted) return;
  const QPointF at = on_view(session_->track()[*wanted].mean);
  const auto& colours = on_picture();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{colour(colours.paper, 0.85), 5.0});
  painter.drawEllipse(at, ring, ring);
  painter.setPen(QPen{colour(colours.ink), 2.0});
  painter.drawEllipse(at, ring, ring);
  words(painter, at + QPointF{ring + 4, 4}, QString::number(*wanted + 1), true);
}

void PictureView::paint_controls(QPainter& painter) const {
  const auto& colours = on_picture();
  for (std::size_t i = 0; i < session_->controls().size(); ++i) {
    const ControlRow& row = session_->controls()[i];
    const QPointF at = on_view(session_->drawn().controls[i].pixel);
    if (row.expected)
      if (const QPointF put = on_view(*row.expected); QLineF{at, put}.length() > 2.0) {
        paint_cased(painter, QPolygonF{{at, put}}, QPen{colour(colours.ink), 1.4});
        painter.setPen(QPen{colour(colours.ink), 1.4});
        painter.setBrush(colour(colours.paper));
        painter.drawEllipse(put, 2.6, 2.6);
      }
    const bool read = row.said.position.has_value();
    QPainterPath cross;
    cross.addEllipse(at, 6.0, 6.0);
    for (const QPointF& direction : {QPointF{1, 0}, QPointF{-1, 0}, QPointF{0, 1}, QPointF{0, -1}}) {
      cross.moveTo(at + 2.0 * direction);
      cross.lineTo(at + 11.0 * direction);
    }
    painter.setBrush(read ? Qt::NoBrush : QBrush{colour(colours.placeholder, 0.8)});
    painter.setPen(QPen{colour(colours.paper, 0.9), 4.0});
    painter.drawPath(cross);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{colour(colours.ink), 1.5, row.said.position ? Qt::SolidLine : Qt::DotLine});
    painter.drawPath(cross);
    words(painter, at + QPointF{9, 15}, QString::number(i + 1), true);
  }
}

void PictureView::paint_chosen(QPainter& painter) const {
  if (!chosen_) return;
  auto at = session_->pixel_of(*chosen_);
  if (!at) return;
  if (held_ && dragged_) at = held_at_;
  const auto& colours = on_picture();
  painter.setBrush(Qt::NoBrush);
  for (const auto& [tint, width] :
       {std::pair{colour(colours.paper, 0.9), 5.0}, std::pair{colour(colours.ink), 2.0}}) {
    painter.setPen(QPen{tint, width});
    painter.drawEllipse(on_view(*at), 14.0, 14.0);
  }
}

void PictureView::paint_loupe(QPainter& painter) const {
  if (clicking_ == Clicking::nothing || !pointer_ || (pressing_ && dragged_ && !held_)) return;
  constexpr double size = 132.0, gap = 10.0, least_magnified = 4.0;
  const double magnified = std::max(4.0 * scale_, least_magnified);
  if (scale_ > 16.0) return;  // it is large enough as it is
  const geo::Pixel at = held_ ? held_at_ : under(*pointer_);
  const bool left = pointer_->x() > width() / 2.0;
  const QRectF glass{left ? gap : width() - size - gap, height() - size - gap, size, size};
  const auto& colours = on_picture();
  painter.save();
  painter.setClipRect(glass);
  painter.fillRect(glass, colour(colours.page));
  const double sx = image_.width() / columns_, sy = image_.height() / rows_;
  const QRectF source{(at.column - size / 2 / magnified) * sx, (at.row - size / 2 / magnified) * sy,
                      size / magnified * sx, size / magnified * sy};
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(glass, image_, source);
  const QPointF middle = glass.center();
  for (const auto& [tint, width] :
       {std::pair{colour(colours.paper, 0.9), 3.0}, std::pair{colour(colours.ink), 1.0}}) {
    painter.setPen(QPen{tint, width});
    for (const QPointF& direction : {QPointF{1, 0}, QPointF{-1, 0}, QPointF{0, 1}, QPointF{0, -1}})
      painter.drawLine(middle + 4.0 * direction, middle + size / 2 * direction);
  }
  painter.restore();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{colour(colours.ink), 1.0});
  painter.drawRect(glass);
}

void PictureView::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  painter.fillRect(rect(), colour(colours_of(tone_).page));
  if (image_.isNull()) return;
  paint_image(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  if (session_ != nullptr) {
    if (clicking_ == Clicking::again) {
      paint_again(painter);
    } else {
      paint_overlay(painter);
      paint_border(painter);
      paint_track(painter);
      paint_controls(painter);
      paint_chosen(painter);
    }
    paint_loupe(painter);
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{colour(colours_of(tone_).ink), 2.0});
    painter.drawRect(QRectF{rect()}.adjusted(1, 1, -1, -1));
  }
}

}  // namespace recon::viewer
