// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainter>
#include <optional>
#include <string>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"

#include "recon/report/labels.hpp"

namespace recon::viewer {

/// Paints one map: the same code for the screen, a PNG, an SVG and a PDF. The frame's pixels are those inside
/// the map's border; degrees stand outside it.
class MapPainter {
public:
  MapPainter(const Session& session, std::vector<std::string> accounts, Tone tone, Frame frame);

  /// Left, top, right and bottom of what stands outside the frame.
  static constexpr double left = 26.0, top = 6.0, right = 8.0, bottom = 18.0;

  void paint_ground(QPainter& painter) const;  // what the clock does not move
  void paint_rest(QPainter& painter);          // flights, positions, labels
  void paint_measure(QPainter& painter, const geo::Position& from, const geo::Position& to) const;

private:
  [[nodiscard]] QPointF on(const geo::Position& place) const;
  [[nodiscard]] QPolygonF line_of(const std::vector<geo::Position>& places) const;
  void paint_zone(QPainter& painter) const;
  void paint_graticule(QPainter& painter) const;
  void paint_borders(QPainter& painter) const;
  void paint_flights(QPainter& painter, const Moving& moving);
  void paint_nominal(QPainter& painter, const Moving& moving);
  void paint_position(QPainter& painter, const Moving& moving);
  void paint_statements(QPainter& painter, const report::Account& account);
  void paint_flip(QPainter& painter, const Moving& moving);
  void paint_places(QPainter& painter);
  void paint_states(QPainter& painter);
  void paint_border_labels(QPainter& painter);
  void paint_scale(QPainter& painter);
  void paint_header(QPainter& painter);
  void reserve();
  void block_line(const QPolygonF& line, bool strictly);
  /// Puts words near a point where they overlap nothing; false where there is no room.
  bool label(QPainter& painter, QPointF at, const QString& words, const QColor& ink, bool bold = false,
             double gap = 7.0, bool leader = false);

  const Session& session_;
  std::vector<std::string> accounts_;
  Tone tone_;
  const report::theme::Palette& colours_;
  Frame frame_;
  std::string state_;
  report::LabelPlaces places_;
  QRectF scale_box_;
  std::vector<QRectF> header_boxes_;
};

/// Words in a halo of the ground's colour.
void draw_haloed(QPainter& painter, QPointF baseline, const QString& words, const QFont& font,
                 const QColor& ink, const QColor& halo);

}  // namespace recon::viewer
