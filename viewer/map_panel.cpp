// SPDX-License-Identifier: Apache-2.0
#include "viewer/map_panel.hpp"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

namespace recon::viewer {
namespace {

constexpr int settles_after = 90;  // milliseconds without a change of view

bool same_view(const Frame& a, const Frame& b) {
  return a.metres_per_pixel == b.metres_per_pixel && a.width == b.width && a.height == b.height &&
         a.centre.east == b.centre.east && a.centre.north == b.centre.north;
}

/// How far a picture of `then` has moved on a panel that shows `now`.
QPointF moved(const Frame& then, const Frame& now) {
  return {(then.centre.east - now.centre.east) / now.metres_per_pixel,
          (now.centre.north - then.centre.north) / now.metres_per_pixel};
}

/// A part of a frame as a frame of its own.
Frame part_of(const Frame& whole, const QRectF& part) {
  Frame frame = whole;
  frame.width = part.width(), frame.height = part.height();
  frame.centre = whole.under({part.center().x(), part.center().y()});
  return frame;
}

}  // namespace

MapPanel::MapPanel(QWidget* parent) : MovableView{parent} {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(220, 180);
  settling_.setSingleShot(true);
  settling_.setInterval(settles_after);
  connect(&settling_, &QTimer::timeout, this, &MapPanel::settle);
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
  kept_.reset();
  update();
}

void MapPanel::settle() {
  settling_.stop();
  if (session_ == nullptr || !session_->choices.extent) return;
  const Frame now = frame();
  if (kept_ && same_view(kept_->geometry_of, now) && same_view(kept_->labels_of, now)) return;
  kept_.reset();
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

QPixmap MapPanel::blank() const {
  const double ratio = devicePixelRatioF();
  const Frame now = frame();
  QPixmap picture{static_cast<int>(std::ceil(now.width * ratio)),
                  static_cast<int>(std::ceil(now.height * ratio))};
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  return picture;
}

void MapPanel::draw_all(const Frame& now) {
  kept_.emplace();
  kept_->geometry = blank();
  kept_->labels = blank();
  kept_->geometry_of = kept_->labels_of = now;
  MapPainter map{*session_, accounts_, tone_, now};
  QPainter ground{&kept_->geometry};
  ground.setRenderHint(QPainter::Antialiasing);
  map.paint_geometry(ground);
  ground.end();
  QPainter names{&kept_->labels};
  names.setRenderHint(QPainter::Antialiasing);
  map.paint_labels(names);
  kept_->places = map.places();
}

/// Moves the picture of the ground and paints only what comes into view; false where nothing of it is left.
bool MapPanel::drag_geometry(const Frame& now) {
  const double ratio = devicePixelRatioF();
  const QPointF by = moved(kept_->geometry_of, now);
  // By whole pixels of the screen: else every step would blur it.
  const int dx = static_cast<int>(std::lround(by.x() * ratio)),
            dy = static_cast<int>(std::lround(by.y() * ratio));
  const int w = kept_->geometry.width(), h = kept_->geometry.height();
  if (dx == 0 && dy == 0) return true;
  if (std::abs(dx) >= w || std::abs(dy) >= h) return false;
  kept_->geometry.scroll(dx, dy, 0, 0, w, h);
  kept_->geometry_of.centre.east -= dx / ratio * now.metres_per_pixel;
  kept_->geometry_of.centre.north += dy / ratio * now.metres_per_pixel;
  QPainter painter{&kept_->geometry};
  painter.setRenderHint(QPainter::Antialiasing);
  const auto show = [&](int x, int y, int width, int height) {
    if (width <= 0 || height <= 0) return;
    const QRectF part{x / ratio, y / ratio, width / ratio, height / ratio};
    painter.save();
    painter.translate(part.topLeft());
    MapPainter{*session_, accounts_, tone_, part_of(kept_->geometry_of, part), kept_->geometry_of}
        .paint_geometry(painter);
    painter.restore();
  };
  const int across = std::abs(dx);
  show(dx > 0 ? 0 : w - across, 0, across, h);
  show(dx > 0 ? across : 0, dy > 0 ? 0 : h - std::abs(dy), w - across, std::abs(dy));
  return true;
}

/// The pictures that are kept, at their place in a view that may have been dragged or zoomed since.
void MapPanel::paint_kept(QPainter& painter, const Frame& now) {
  const auto place = [&](const QPixmap& picture, const Frame& of) {
    const double scale = of.metres_per_pixel / now.metres_per_pixel;
    const report::Point corner = now.on_panel(of.under({0.0, 0.0}));
    const QRectF to{corner.x, corner.y, of.width * scale, of.height * scale};
    if (scale == 1.0)
      painter.drawPixmap(QPointF{std::round(to.x()), std::round(to.y())}, picture);
    else
      painter.drawPixmap(to, picture, QRectF{picture.rect()});
  };
  painter.save();
  painter.setClipRect(QRectF{0.0, 0.0, now.width, now.height});
  place(kept_->geometry, kept_->geometry_of);
  place(kept_->labels, kept_->labels_of);
  painter.restore();
}

void MapPanel::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  painter.fillRect(rect(), colour(colours_of(tone_).paper));
  if (session_ == nullptr || !session_->choices.extent) return;
  const Frame now = frame();
  MapPainter map{*session_, accounts_, tone_, now};
  if (!as_lines_) {
    const bool fits = kept_ && kept_->geometry_of.width == now.width &&
                      kept_->geometry_of.height == now.height &&
                      kept_->geometry.devicePixelRatioF() == devicePixelRatioF();
    if (!fits)
      draw_all(now);
    else if (kept_->geometry_of.metres_per_pixel == now.metres_per_pixel && !drag_geometry(now))
      draw_all(now);
    if (!same_view(kept_->labels_of, now)) settling_.start();
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(MapPainter::left, MapPainter::top);
  if (as_lines_) {
    map.paint_geometry(painter);
    map.paint_labels(painter);
    map.paint_moving(painter, map.places());
  } else {
    paint_kept(painter, now);
    map.paint_moving(painter, kept_->places);
  }
  map.paint_fixed(painter);
  if (measure_from_ && measure_to_) map.paint_measure(painter, *measure_from_, *measure_to_);
  if (hasFocus() && by_keyboard_) {
    painter.setPen(QPen{colour(colours_of(tone_).ink), 2.0});
    painter.drawRect(QRectF{-2, -2, now.width + 4, now.height + 4});
  }
}

/// The ring is for those who came by the keyboard; a mouse shows where it is.
void MapPanel::focusInEvent(QFocusEvent* event) {
  by_keyboard_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                 event->reason() == Qt::ShortcutFocusReason;
  QWidget::focusInEvent(event);
}

Thing MapPanel::thing_near(QPointF point) const {
  if (session_ == nullptr) return {};
  return thing_at(*session_, accounts_, frame(), {point.x() - MapPainter::left, point.y() - MapPainter::top});
}

/// A tip names what lies under a resting pointer.
bool MapPanel::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || session_ == nullptr) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Thing thing = thing_near(help->pos());
  if (thing.empty()) {
    QToolTip::hideText();
    event->ignore();
  } else {
    QToolTip::showText(help->globalPos(), text(thing.words), this);
  }
  return true;
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
  by_keyboard_ = false;
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
  if (held && tool_ == Tool::measure && measure_from_)
    return emit measured(*measure_from_, under(event->position()));  // which says more than the place
  if (held) {
    if ((event->position() - grabbed_).manhattanLength() > 2.0) moved_ = true;
    pan(event->position() - grabbed_);
    grabbed_ = event->position();
  }
  emit pointed_at(under(event->position()));
}

void MapPanel::mouseReleaseEvent(QMouseEvent* event) {
  if (session_ == nullptr || moved_ || tool_ == Tool::measure) return;
  const Thing thing = thing_near(event->position());
  if (!thing.claim.empty())
    emit claim_chosen(thing.claim);
  else if (!thing.border.empty())
    emit border_asked(thing.border);
  if (!thing.empty()) emit named(text(thing.words));
}

void MapPanel::mouseDoubleClickEvent(QMouseEvent* /*event*/) { emit all_wished(); }

}  // namespace recon::viewer
