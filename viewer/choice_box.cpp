// SPDX-License-Identifier: Apache-2.0
#include "viewer/choice_box.hpp"

#include <QPainter>

namespace recon::viewer {

void ChoiceBox::paintEvent(QPaintEvent* event) {
  QComboBox::paintEvent(event);
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
  const bool mirrored = layoutDirection() == Qt::RightToLeft;
  const QPointF tip{mirrored ? 12.0 : width() - 12.0, height() / 2.0 + 3.0};
  painter.drawPolygon(QPolygonF{{tip, tip + QPointF{-4.0, -5.0}, tip + QPointF{4.0, -5.0}}});
}

}  // namespace recon::viewer
