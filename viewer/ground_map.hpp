// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/digitising.hpp"
#include "viewer/model/ground.hpp"
#include "viewer/movable_view.hpp"

#include "recon/exchange/reference_lines.hpp"

namespace recon::viewer {

/// The ground beside the picture: reference borders, and all that was clicked where the fit puts it. A point
/// of the ground can be picked; near a corner of the chosen border the corner itself is.
class GroundMap : public MovableView {
  Q_OBJECT
public:
  explicit GroundMap(QWidget* parent = nullptr);
  void show_session(const Digitising* session, Tone tone);
  void set_reference(const std::vector<exchange::ReferenceLines>& reference);
  void set_border(const std::string& border);
  void set_picking(bool on);
  [[nodiscard]] bool picks() const { return picking_; }
  void fit();
  void zoom(double factor, QPointF about) override;
  [[nodiscard]] QPointF on_view(const geo::Position& place) const;
  [[nodiscard]] geo::Position under(QPointF point) const;

signals:
  /// `corner_of`: the border whose corner it is; empty for any other place.
  void picked(const recon::geo::Position& place, double metres_per_pixel, const QString& corner_of);
  void pointed_at(const recon::geo::Position& place);

protected:
  void pan(QPointF by) override;
  void show_all() override { fit(); }
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  struct Line {
    std::string border;
    std::vector<PlaneLine> pieces;
  };
  [[nodiscard]] QPointF on(const geo::PlanePoint& place) const;
  [[nodiscard]] QPointF on(const geo::Pixel& pixel) const;
  [[nodiscard]] std::optional<geo::PlanePoint> corner_near(QPointF point) const;
  void pick(QPointF at);
  void lay_reference();
  void paint_graticule(QPainter& painter) const;
  void paint_reference(QPainter& painter) const;
  void paint_picture(QPainter& painter) const;
  void paint_track(QPainter& painter) const;
  void paint_controls(QPainter& painter) const;
  void paint_scale(QPainter& painter) const;

  const Digitising* session_ = nullptr;
  Tone tone_ = Tone::light;
  std::vector<exchange::ReferenceLines> reference_;
  std::vector<Line> lines_;
  std::string border_;
  geo::Plane plane_{geo::Position{}};
  Frame frame_;
  bool fitted_ = true, somewhere_ = false, picking_ = false;
  QPointF pressed_, grabbed_;
  bool pressing_ = false, dragged_ = false;
  std::optional<QPointF> pointer_;
};

}  // namespace recon::viewer
