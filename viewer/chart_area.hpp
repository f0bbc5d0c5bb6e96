// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPixmap>
#include <QWidget>
#include <optional>
#include <string>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"
#include <QtCharts/QChartView>

class QGridLayout;
class QLabel;

namespace recon::viewer {

class VersionPicture;

/// One chart over time: bands and lines of the accounts; the inside in tone and the border's error hatched
/// about zero where it shows margins. The cursor is drawn over it.
class TimeChart : public QChartView {
  Q_OBJECT
public:
  explicit TimeChart(QWidget* parent = nullptr);
  void show_chart(const Session& session, const ChartData& chart, Span span, bool with_times, Tone tone);
  void set_cursor(Instant time);
  /// Where the pointer is on any of the charts.
  void set_hover(std::optional<Instant> time);
  /// For drawings: as lines, not as the picture that is kept.
  void set_as_lines(bool on) { as_lines_ = on; }

signals:
  void time_chosen(Instant time);
  void pointed_at(std::optional<Instant> time);
  void zoom_wished(double factor, Instant about);
  void table_wished();

protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void lay_out();
  void paint_axes(QPainter& painter, const QRectF& area) const;
  void paint_limits(QPainter& painter, const QRectF& area) const;
  void paint_cursor(QPainter& painter) const;
  [[nodiscard]] double y_of(double value) const;
  [[nodiscard]] Instant under(QPointF point) const;

  Span span_{};
  std::optional<Instant> cursor_, hover_;
  Tone tone_ = Tone::light;
  bool with_times_ = false, as_lines_ = false;
  QPixmap kept_;  // all but the cursor: axes, bands and curves are drawn once
  const ChartData* data_ = nullptr;
  const Session* session_ = nullptr;
};

/// The charts over time of a session under each other: names at the left, values at the cursor, or where the
/// pointer is, at the right. Beside them the margins by border version.
class ChartArea : public QWidget {
  Q_OBJECT
public:
  explicit ChartArea(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  void set_time(Instant time);
  void show_span(Span span);  // of time, the same for all
  [[nodiscard]] Span span() const { return span_; }
  void set_as_lines(bool on);
  [[nodiscard]] const std::vector<TimeChart*>& charts() const { return charts_; }
  /// What stands at the right of a chart, as plain words.
  [[nodiscard]] QString values_of(std::size_t chart) const;

signals:
  void time_chosen(Instant time);
  void border_chosen(const std::string& border);

private:
  void rebuild();
  void zoom(double factor, Instant about);
  void copy(std::size_t chart);
  void set_hover(std::optional<Instant> time);
  void show_values(Instant time);

  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  Span span_{}, whole_{};
  std::optional<Instant> hover_;
  QWidget* over_time_ = nullptr;
  QGridLayout* grid_ = nullptr;
  QLabel *nothing_ = nullptr, *when_ = nullptr;
  VersionPicture* versions_ = nullptr;
  std::vector<TimeChart*> charts_;
  std::vector<QLabel*> read_outs_;
};

}  // namespace recon::viewer
