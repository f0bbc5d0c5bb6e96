// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace recon::viewer {

/// A map or a picture that is moved by keys and wheel, everywhere alike: arrows pan, + and − and the wheel
/// zoom, Home shows all. What panning is, the view itself knows.
class MovableView : public QWidget {
  Q_OBJECT
public:
  using QWidget::QWidget;
  virtual void zoom(double factor, QPointF about) = 0;

protected:
  /// `by`: how far what is shown moves, pixels of the view.
  virtual void pan(QPointF by) = 0;
  virtual void show_all() = 0;
  [[nodiscard]] QPointF middle() const { return {width() / 2.0, height() / 2.0}; }

  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
};

/// To where an arrow key points, in pixels of a view; nothing for any other key.
[[nodiscard]] QPointF direction_of(int key);

}  // namespace recon::viewer
