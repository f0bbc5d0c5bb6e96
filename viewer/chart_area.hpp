// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QWidget>
#include <optional>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"
#include <QtCharts/QChartView>

class QGridLayout;
class QLabel;

namespace recon::viewer {

/// One chart over time: bands and lines of the accounts; the inside in tone and the border's error hatched
/// about zero where it shows margins. The cursor is drawn over it.
class TimeChart : public QChartView {
  Q_OBJECT
public:
  explicit TimeChart(QWidget* parent = nullptr);
  void show_chart(const Session& session, const ChartData& chart, Span span, bool with_times, Tone tone);
  void set_cursor(Instant time);

signals:
  void time_chosen(Instant time);
  void zoom_wished(double factor, Instant about);
  void table_wished();

protected:
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

private:
  void lay_out();
  void paint_axes(QPainter& painter, const QRectF& area) const;
  [[nodiscard]] Instant under(QPointF point) const;

  Span span_{};
  std::optional<Instant> cursor_;
  Tone tone_ = Tone::light;
  bool with_times_ = false;
  const ChartData* data_ = nullptr;
  const Session* session_ = nullptr;
};

/// The charts of a session under each other: names at the left, values at the cursor at the right.
class ChartArea : public QWidget {
  Q_OBJECT
public:
  explicit ChartArea(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  void set_time(Instant time);
  void show_span(Span span);  // of time, the same for all
  [[nodiscard]] Span span() const { return span_; }

signals:
  void time_chosen(Instant time);

private:
  void rebuild();
  void zoom(double factor, Instant about);
  void copy(std::size_t chart);

  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  Span span_{}, whole_{};
  QGridLayout* grid_ = nullptr;
  std::vector<TimeChart*> charts_;
  std::vector<QLabel*> read_outs_;
};

}  // namespace recon::viewer
