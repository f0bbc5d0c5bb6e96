// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QTimer>
#include <optional>
#include <string>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/map_painter.hpp"
#include "viewer/model/identify.hpp"
#include "viewer/movable_view.hpp"

#include "recon/report/labels.hpp"

namespace recon::viewer {

/// What the pointer does on a map.
enum class Tool { pan, measure, identify };

/// One map: one account side by side, or all overlaid. Drag or arrows pan, the wheel or + and − zoom, double
/// click or Home shows all. Every change of view is a wish; the window grants it to all panels at once.
class MapPanel : public MovableView {
  Q_OBJECT
public:
  explicit MapPanel(QWidget* parent = nullptr);
  /// `accounts`: those drawn here.
  void show_session(const Session* session, std::vector<std::string> accounts, Tone tone);
  /// Draws whole again what was only moved while the view was being dragged.
  void settle();
  /// For drawings: everything as lines, not as the pictures that are kept of it.
  void set_as_lines(bool on) { as_lines_ = on; }
  void set_tool(Tool tool);
  void set_measure(std::optional<geo::Position> from, std::optional<geo::Position> to);
  [[nodiscard]] Frame frame() const;
  [[nodiscard]] const std::vector<std::string>& accounts() const { return accounts_; }
  /// What is drawn within reach of a point.
  [[nodiscard]] Thing thing_near(QPointF point) const;
  void zoom(double factor, QPointF about) override;

signals:
  void extent_wished(const recon::viewer::Extent& extent);
  void all_wished();
  void pointed_at(const recon::geo::Position& place);
  void claim_chosen(const std::string& claim);
  void border_asked(const std::string& border);
  void named(const QString& words);
  void measured(const recon::geo::Position& from, const recon::geo::Position& to);

protected:
  void pan(QPointF by) override;
  void show_all() override { emit all_wished(); }
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

private:
  /// The ground and its names as pictures, and the frame that they show.
  struct Kept {
    QPixmap geometry, labels;
    Frame geometry_of, labels_of;
    report::LabelPlaces places{{}};
  };
  void paint_kept(QPainter& painter, const Frame& now);
  void draw_all(const Frame& now);
  bool drag_geometry(const Frame& now);
  [[nodiscard]] QPixmap blank() const;
  [[nodiscard]] geo::Position under(QPointF point) const;

  const Session* session_ = nullptr;
  std::vector<std::string> accounts_;
  Tone tone_ = Tone::light;
  Tool tool_ = Tool::pan;
  QPointF grabbed_;
  bool moved_ = false, as_lines_ = false, by_keyboard_ = false;
  std::optional<geo::Position> measure_from_, measure_to_;
  std::optional<Kept> kept_;
  QTimer settling_;
};

}  // namespace recon::viewer
