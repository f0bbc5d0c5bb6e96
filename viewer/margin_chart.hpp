// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/look.hpp"
#include <QtCharts/QChartView>

namespace recon::viewer {

/// Margins to the border for one question on one border version: over time where an account gives a track
/// (median line and 90 % band), else one row per claim and reading (5 % to 95 % as a line, the median as a
/// dot). Tone is the inside; the border version's own error is hatched about zero.
class MarginChart : public QChartView {
  Q_OBJECT
public:
  explicit MarginChart(QWidget* parent = nullptr);
  void show_margins(const inquiry::Inquiry& inquiry, const incident::Question& question,
                    const std::string& border, Tone tone);
  void clear();

private:
  [[nodiscard]] bool draw_over_time(const inquiry::Inquiry& inquiry, const incident::Question& question,
                                    const std::string& border, Tone tone);
  void draw_rows(const inquiry::Inquiry& inquiry, const incident::Question& question,
                 const std::string& border, Tone tone);
  void add_span(double x0, double x1, double y0, double y1, const QBrush& brush);
  void add_line(QPointF from, QPointF to, const QPen& pen);
};

}  // namespace recon::viewer
