// SPDX-License-Identifier: Apache-2.0
#include "viewer/map_panel.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace recon::viewer {

MapPanel::MapPanel(QWidget* parent) : QWidget{parent} {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(220, 180);
}

void MapPanel::show_session(const Session* session, std::vector<std::string> accounts, Tone tone) {
  session_ = session;
  accounts_ = std::move(accounts);
  tone_ = tone;
  QString names;
  if (session_ != nullptr)
    for (const std::string& id : accounts_)
      names += (names.isEmpty() ? "" : ", ") + text(session_->view.account(id).name);
  setAccessibleName(tr("Map: %1").arg(names));
  setAccessibleDescription(tr("Border versions, flights and stated positions. Arrows pan, + and − zoom."));
  forget_ground();
  update();
}

void MapPanel::set_tool(Tool tool) {
  tool_ = tool;
  setCursor(tool == Tool::pan       ? Qt::OpenHandCursor
            : tool == Tool::measure ? Qt::CrossCursor
                                    : Qt::PointingHandCursor);
}

void MapPanel::set_measure(std::optional<geo::Position> from, std::optional<geo::Position> to) {
  measure_from_ = from;
  measure_to_ = to;
  update();
}

Frame MapPanel::frame() const {
  Frame frame;
  frame.width = std::max(1.0, width() - MapPainter::left - MapPainter::right);
  frame.height = std::max(1.0, height() - MapPainter::top - MapPainter::bottom);
  if (session_ == nullptr) return frame;
  const Extent extent = session_->choices.extent.value_or(Extent{});
  frame.centre = session_->ground.plane().to_plane(extent.centre);
  frame.metres_per_pixel = extent.metres_per_pixel;
  return frame;
}

geo::Position MapPanel::under(QPointF point) const {
  return session_->ground.plane().to_globe(
      frame().under({point.x() - MapPainter::left, point.y() - MapPainter::top}));
}

void MapPanel::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  painter.fillRect(rect(), colour(colours_of(tone_).paper));
  if (session_ == nullptr || !session_->choices.extent) return;
  const Extent extent = *session_->choices.extent;
  MapPainter map{*session_, accounts_, tone_, frame()};
  if (!as_lines_ && (ground_.isNull() || !(ground_of_ == extent) || ground_size_ != size())) {
    const double ratio = devicePixelRatioF();
    ground_ = QPixmap{size() * ratio};
    ground_.setDevicePixelRatio(ratio);
    ground_.fill(Qt::transparent);
    QPainter behind{&ground_};
    behind.setRenderHint(QPainter::Antialiasing);
    behind.translate(MapPainter::left, MapPainter::top);
    map.paint_ground(behind);
    ground_of_ = extent;
    ground_size_ = size();
  }
  if (!as_lines_) painter.drawPixmap(0, 0, ground_);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(MapPainter::left, MapPainter::top);
  if (as_lines_) map.paint_ground(painter);
  map.paint_rest(painter);
  if (measure_from_ && measure_to_) map.paint_measure(painter, *measure_from_, *measure_to_);
  if (hasFocus()) {
    painter.setPen(QPen{colour(colours_of(tone_).ink), 2.0});
    const Frame inner = frame();
    painter.drawRect(QRectF{-2, -2, inner.width + 4, inner.height + 4});
  }
}

std::string MapPanel::claim_near(QPointF point) const {
  if (session_ == nullptr) return {};
  const Frame inner = frame();
  const QPointF p = point - QPointF{MapPainter::left, MapPainter::top};
  const auto on = [&](const geo::Position& place) {
    const report::Point q = inner.on_panel(session_->ground.plane().to_plane(place));
    return QPointF{q.x, q.y};
  };
  constexpr double reach = 14.0;
  double nearest = reach;
  std::string claim;
  for (const std::string& id : accounts_)
    for (const assess::Marker* marker : markers_of(session_->view, session_->choices, id))
      if (const double d = QLineF{p, on(marker->position)}.length(); d < nearest)
        nearest = d, claim = marker->claim;
  for (const std::string& id : accounts_) {
    const Moving* moving = session_->moving_of(id);
    const auto leaf = chosen_leaf(session_->tree, id);
    if (moving == nullptr || !leaf || moving->paths.empty()) continue;
    for (const geo::Position& place : moving->paths.front())
      if (const double d = QLineF{p, on(place)}.length(); d < nearest)
        nearest = d, claim = leaf->reading.claim;
  }
  return claim;
}

void MapPanel::zoom(double factor, QPointF about) {
  if (session_ == nullptr || !session_->choices.extent) return;
  const Frame now = frame();
  const report::Point p{about.x() - MapPainter::left, about.y() - MapPainter::top};
  const geo::PlanePoint fixed = now.under(p);
  Frame next = now;
  next.metres_per_pixel = std::clamp(now.metres_per_pixel / factor, 0.2, 5000.0);
  const double scale = next.metres_per_pixel / now.metres_per_pixel;
  next.centre = {fixed.east + (now.centre.east - fixed.east) * scale,
                 fixed.north + (now.centre.north - fixed.north) * scale};
  emit extent_wished({session_->ground.plane().to_globe(next.centre), next.metres_per_pixel});
}

void MapPanel::pan(QPointF by) {
  if (session_ == nullptr || !session_->choices.extent) return;
  const Frame now = frame();
  const geo::PlanePoint centre{now.centre.east - by.x() * now.metres_per_pixel,
                               now.centre.north + by.y() * now.metres_per_pixel};
  emit extent_wished({session_->ground.plane().to_globe(centre), now.metres_per_pixel});
}

void MapPanel::mousePressEvent(QMouseEvent* event) {
  grabbed_ = event->position();
  moved_ = false;
  if (session_ != nullptr && tool_ == Tool::measure) {
    measure_from_ = under(event->position());
    emit measured(*measure_from_, *measure_from_);
  }
}

void MapPanel::mouseMoveEvent(QMouseEvent* event) {
  if (session_ == nullptr) return;
  const bool held = (event->buttons() & Qt::LeftButton) != 0;
  if (held && tool_ == Tool::measure && measure_from_) {
    emit measured(*measure_from_, under(event->position()));
  } else if (held) {
    if ((event->position() - grabbed_).manhattanLength() > 2.0) moved_ = true;
    pan(event->position() - grabbed_);
    grabbed_ = event->position();
  }
  emit pointed_at(under(event->position()));
}

void MapPanel::mouseReleaseEvent(QMouseEvent* event) {
  if (session_ == nullptr || moved_ || tool_ == Tool::measure) return;
  if (const std::string claim = claim_near(event->position()); !claim.empty()) emit claim_chosen(claim);
}

void MapPanel::mouseDoubleClickEvent(QMouseEvent* /*event*/) { emit all_wished(); }

void MapPanel::wheelEvent(QWheelEvent* event) {
  zoom(std::pow(1.0015, event->angleDelta().y()), event->position());
  event->accept();
}

void MapPanel::keyPressEvent(QKeyEvent* event) {
  constexpr double step = 40.0;
  const QPointF middle{width() / 2.0, height() / 2.0};
  switch (event->key()) {
    case Qt::Key_Left:
      return pan({step, 0});
    case Qt::Key_Right:
      return pan({-step, 0});
    case Qt::Key_Up:
      return pan({0, step});
    case Qt::Key_Down:
      return pan({0, -step});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom(1.25, middle);
    case Qt::Key_Minus:
      return zoom(0.8, middle);
    case Qt::Key_Home:
      emit all_wished();
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace recon::viewer
