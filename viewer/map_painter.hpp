// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPainter>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/alone.hpp"
#include "viewer/model/session.hpp"

#include "recon/report/labels.hpp"

namespace recon::viewer {

/// Paints one map: the same code for the screen, a PNG, an SVG and a PDF. The frame's pixels are those inside
/// the map's border; degrees stand outside it. Four layers, from what costs most to what changes most: a map
/// that is dragged moves the first two as pictures.
class MapPainter {
public:
  /// `whole`: of the panel, where the frame is a part of it.
  MapPainter(const Session& session, std::vector<std::string> accounts, Tone tone, Frame frame,
             std::optional<Frame> whole = {});

  /// Left, top, right and bottom of what stands outside the frame.
  static constexpr double left = 26.0, top = 6.0, right = 8.0, bottom = 18.0;

  /// What lies on the ground: zone, borders, flights. A part of a panel looks as that part of the whole.
  void paint_geometry(QPainter& painter) const;
  /// What is told of it: names, stated places, the arrow that flips. Places that are taken are kept.
  void paint_labels(QPainter& painter);
  [[nodiscard]] const report::LabelPlaces& places() const { return places_; }
  /// What the clock moves, where `taken` leaves room.
  void paint_moving(QPainter& painter, const report::LabelPlaces& taken) const;
  /// What stays where it is on the panel: degrees, scale, whose map it is.
  void paint_fixed(QPainter& painter) const;

  void paint_measure(QPainter& painter, const geo::Position& from, const geo::Position& to) const;

private:
  struct Header;
  [[nodiscard]] QPointF on(const geo::Position& place) const;
  [[nodiscard]] QRectF inner() const { return {0.0, 0.0, frame_.width, frame_.height}; }
  [[nodiscard]] bool is_wide() const { return frame_.width >= 300.0; }
  template <class Paint>
  void each_moving(const Paint& paint) const {
    for (const std::string& id : accounts_)
      if (const Moving* moving = session_.moving_of(id)) paint(*moving);
  }
  [[nodiscard]] std::vector<const Ground::Border*> lines_of_the_question() const;
  void set_hatch(QPainter& painter, const QColor& colour) const;
  void paint_zone(QPainter& painter) const;
  void paint_sea_zone(QPainter& painter, Length breadth) const;
  void paint_error(QPainter& painter) const;
  void paint_alone(QPainter& painter, const report::Account& account, const Alone& alone) const;
  void paint_graticule(QPainter& painter) const;
  void paint_degrees(QPainter& painter) const;
  void paint_borders(QPainter& painter) const;
  void paint_flights(QPainter& painter, const Moving& moving) const;
  void paint_nominal(QPainter& painter, const Moving& moving, double width) const;
  void paint_rings(QPainter& painter, const Moving& moving) const;
  void paint_arrow_head(QPainter& painter, const Moving& moving) const;
  void paint_ellipse(QPainter& painter, const Moving& moving) const;
  void draw_within_95(QPainter& painter, QPointF middle, Length major, Length minor, Angle orientation,
                      const QPen& outline) const;
  void paint_position(QPainter& painter, const Moving& moving, report::LabelPlaces& taken) const;
  void paint_difference(QPainter& painter, report::LabelPlaces& taken) const;
  void paint_statements(QPainter& painter, const report::Account& account);
  [[nodiscard]] std::vector<StatedPlace> places_stated(const std::string& account) const;
  void paint_flip(QPainter& painter, const Moving& moving);
  void paint_places(QPainter& painter);
  void paint_sensors(QPainter& painter);
  void paint_states(QPainter& painter);
  void paint_sea_name(QPainter& painter, Length breadth);
  void name_ground(QPainter& painter, const QString& words, const QFont& font,
                   const std::function<double(report::Point)>& room);
  void paint_border_labels(QPainter& painter);
  void paint_scale(QPainter& painter) const;
  void paint_header(QPainter& painter) const;
  [[nodiscard]] std::vector<Header> headers() const;
  [[nodiscard]] QRectF scale_box() const;
  void block_line(const QPolygonF& line, bool strictly);
  /// Puts words near a point where they overlap nothing; false where there is no room.
  bool label(QPainter& painter, QPointF at, const QString& words, const QColor& ink, bool bold = false,
             double gap = 7.0, bool leader = false);

  const Session& session_;
  std::vector<std::string> accounts_;
  Tone tone_;
  const report::theme::Palette& colours_;
  Frame frame_, whole_;
  std::string state_;
  report::LabelPlaces places_;
};

/// Words in a halo of the ground's colour.
void draw_haloed(QPainter& painter, QPointF baseline, const QString& words, const QFont& font,
                 const QColor& ink, const QColor& halo);

}  // namespace recon::viewer
