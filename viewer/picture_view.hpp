// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPixmap>
#include <optional>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/digitising.hpp"
#include "viewer/movable_view.hpp"

namespace recon::viewer {

/// What is laid over the picture, so that a misfit is seen.
struct Overlay {
  std::vector<PixelLine> border;
  SeenGraticule graticule;
};

/// The picture of a session, with what was clicked in it. A drag pans and a click does what the mode says; a
/// point that was clicked can be dragged. The wheel or + and − zoom, Home shows all. Arrows move the chosen
/// point by a pixel (with Shift by ten), or pan where none is chosen; Insert clicks in the middle.
class PictureView : public MovableView {
  Q_OBJECT
public:
  explicit PictureView(QWidget* parent = nullptr);
  /// `image` in proportion to the picture's own columns and rows.
  void set_image(const QImage& image, const exchange::PictureFile& picture);
  void show_session(const Digitising* session, Overlay overlay, Tone tone);
  void set_clicking(Clicking clicking);
  void set_chosen(std::optional<PointOf> point);
  void fit();
  void zoom(double factor, QPointF about) override;
  [[nodiscard]] double scale() const { return scale_; }
  [[nodiscard]] QPointF on_view(const geo::Pixel& pixel) const;
  [[nodiscard]] geo::Pixel under(QPointF point) const;

  static constexpr double ring = 22.0;  // about a vertex that is clicked again

signals:
  void clicked(const recon::geo::Pixel& pixel, double reach);
  void chosen(const recon::viewer::PointOf& point);
  void moved(const recon::viewer::PointOf& point, const recon::geo::Pixel& to);
  void remove_wished(const recon::viewer::PointOf& point);
  void pointed_at(const recon::geo::Pixel& pixel);
  void scaled(double scale);

protected:
  void pan(QPointF by) override;
  void show_all() override { fit(); }
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  [[nodiscard]] QPolygonF line_of(const PixelLine& line) const;
  [[nodiscard]] std::optional<PointOf> grabbable(QPointF at) const;
  [[nodiscard]] bool is_grabbable(const PointOf& point) const;
  void paint_image(QPainter& painter) const;
  void paint_cased(QPainter& painter, const QPolygonF& line, const QPen& pen) const;
  void paint_overlay(QPainter& painter) const;
  void paint_border(QPainter& painter) const;
  void paint_track(QPainter& painter) const;
  void paint_again(QPainter& painter) const;
  void paint_controls(QPainter& painter) const;
  void paint_chosen(QPainter& painter) const;
  void paint_loupe(QPainter& painter) const;
  void words(QPainter& painter, QPointF at, const QString& words, bool bold = false) const;

  const Digitising* session_ = nullptr;
  Overlay overlay_;
  Tone tone_ = Tone::light;
  Clicking clicking_ = Clicking::nothing;
  std::optional<PointOf> chosen_, held_;
  geo::Pixel held_at_;
  QImage image_;
  double columns_ = 1.0, rows_ = 1.0;
  double scale_ = 1.0;  // of the view, pixels to a pixel of the file
  QPointF corner_;      // of the picture, on the view
  bool fitted_ = true;
  QPointF pressed_, grabbed_;
  bool pressing_ = false, dragged_ = false;
  std::optional<QPointF> pointer_;
};

}  // namespace recon::viewer
