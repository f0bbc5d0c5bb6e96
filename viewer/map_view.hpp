// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <optional>
#include <set>
#include <string>

#include "viewer/look.hpp"

#include "recon/geo/position.hpp"

namespace recon::viewer {

/// The map: border versions as lines, the zone of the question as tone (one layer a counted version), limits
/// out to sea, tracks, and each account's positions with their 95 % ellipses. North up, azimuthal equidistant
/// about the middle of what is shown. Drag or arrows pan, the wheel or + and − zoom, double click or Home
/// shows all.
class MapView : public QWidget {
  Q_OBJECT
public:
  explicit MapView(QWidget* parent = nullptr);
  void show_inquiry(const inquiry::Inquiry* inquiry, Tone tone);
  void show_question(const incident::Question* question);
  void show_borders(std::set<std::string> shown);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

signals:
  void pointed_at(const QString& where);

private:
  void fit();
  void zoom(double factor, QPointF about);
  [[nodiscard]] QPointF on_screen(const geo::Position& position) const;
  [[nodiscard]] geo::Position under(QPointF point) const;
  [[nodiscard]] bool belongs(const assess::Marker& marker) const;
  [[nodiscard]] std::string state_of_zone() const;
  [[nodiscard]] QPolygonF polygon(const std::vector<geo::Position>& line) const;
  void draw_zone(QPainter& painter) const;
  void draw_graticule(QPainter& painter) const;
  void draw_borders(QPainter& painter) const;
  void draw_tracks(QPainter& painter) const;
  void draw_landmarks(QPainter& painter) const;
  void draw_markers(QPainter& painter) const;
  void draw_scale(QPainter& painter) const;
  void label(QPainter& painter, QPointF at, const QString& text, QColor ink, bool bold = false) const;

  const inquiry::Inquiry* inquiry_ = nullptr;
  const incident::Question* question_ = nullptr;
  Tone tone_ = Tone::light;
  std::set<std::string> shown_;
  geo::Plane plane_{geo::Position{}};
  double metres_per_pixel_ = 100.0;
  QPointF offset_, grabbed_;
};

}  // namespace recon::viewer
