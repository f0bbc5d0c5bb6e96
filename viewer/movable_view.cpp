// SPDX-License-Identifier: Apache-2.0
#include "viewer/movable_view.hpp"

#include <QKeyEvent>
#include <QWheelEvent>
#include <cmath>

namespace recon::viewer {
namespace {

constexpr double step = 40.0, closer = 1.25, further = 0.8;
constexpr double a_wheel_unit = 1.0015;  // of which a notch has 120

}  // namespace

QPointF direction_of(int key) {
  switch (key) {
    case Qt::Key_Left:
      return {-1, 0};
    case Qt::Key_Right:
      return {1, 0};
    case Qt::Key_Up:
      return {0, -1};
    case Qt::Key_Down:
      return {0, 1};
    default:
      return {};
  }
}

void MovableView::wheelEvent(QWheelEvent* event) {
  zoom(std::pow(a_wheel_unit, event->angleDelta().y()), event->position());
  event->accept();
}

void MovableView::keyPressEvent(QKeyEvent* event) {
  if (const QPointF direction = direction_of(event->key()); !direction.isNull())
    return pan(-step * direction);
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom(closer, middle());
    case Qt::Key_Minus:
      return zoom(further, middle());
    case Qt::Key_Home:
      return show_all();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace recon::viewer
