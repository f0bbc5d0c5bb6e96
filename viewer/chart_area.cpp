// SPDX-License-Identifier: Apache-2.0
#include "viewer/chart_area.hpp"

#include <QApplication>
#include <QClipboard>
#include <QGraphicsLayout>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewer/map_painter.hpp"
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "recon/report/figures.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double axis_width = 58.0, times_height = 22.0;

Badge badge_of(const Session& session, const Curve& curve, Tone tone) {
  for (const report::Account& account : session.view.accounts)
    if (account.id == curve.account) return badge(account, tone);
  const auto& colours = colours_of(tone);
  return {{}, colour(colours.ink), colour(colours.paper)};
}

void add_band(QChart& chart, double x0, double x1, double y0, double y1, const QBrush& brush) {
  auto* low = new QLineSeries;
  auto* high = new QLineSeries;
  low->append(x0, y0), low->append(x1, y0);
  high->append(x0, y1), high->append(x1, y1);
  auto* area = new QAreaSeries{high, low};
  low->setParent(area), high->setParent(area);
  area->setBrush(brush);
  area->setPen(Qt::NoPen);
  chart.addSeries(area);
}

void style_axis(QAbstractAxis& axis, Tone tone) {
  const auto& colours = colours_of(tone);
  axis.setLabelsBrush(colour(colours.muted));
  axis.setLabelsFont(text_font(11.0));
  axis.setLinePen(QPen{colour(colours.rule), 1.0});
  axis.setGridLinePen(QPen{colour(colours.rule), 0.8});
}

}  // namespace

TimeChart::TimeChart(QWidget* parent) : QChartView{parent} {
  setRenderHint(QPainter::Antialiasing);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  chart()->legend()->hide();
  chart()->setMargins({});
  chart()->layout()->setContentsMargins(0, 0, 0, 0);
  chart()->setBackgroundRoundness(0);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMinimumHeight(40);
}

void TimeChart::show_chart(const Session& session, const ChartData& values, Span span, bool with_times,
                           Tone tone) {
  session_ = &session;
  data_ = &values;
  span_ = span;
  with_times_ = with_times;
  tone_ = tone;
  const auto& colours = colours_of(tone);
  chart()->removeAllSeries();
  for (QAbstractAxis* axis : chart()->axes()) {
    chart()->removeAxis(axis);
    delete axis;
  }
  chart()->setBackgroundBrush(colour(colours.paper));
  setBackgroundBrush(colour(colours.paper));
  setAccessibleName(text(values.title));
  const double end = std::max(1.0, in_seconds(between(span.from, span.to)));
  if (values.kind == Chart::margin) {
    add_band(*chart(), 0, end, 0, values.high, colour(colours.side));
    if (values.border_error > 0.0)
      add_band(*chart(), 0, end, std::max(values.low, -values.border_error),
               std::min(values.high, values.border_error), QBrush{colour(colours.hatch), Qt::BDiagPattern});
  }
  for (const Curve& curve : values.curves) {
    const QColor hue = badge_of(session, curve, tone).fill;
    auto* low = new QLineSeries;
    auto* high = new QLineSeries;
    auto* middle = new QLineSeries;
    bool band = false;
    for (std::size_t i = 0; i < curve.times.size(); ++i) {
      const double t = in_seconds(between(span.from, curve.times[i]));
      const Interval<double>& v = curve.values[i];
      low->append(t, std::clamp(v.lowest, values.low, values.high));
      high->append(t, std::clamp(v.highest, values.low, values.high));
      middle->append(t, std::clamp(v.stated, values.low, values.high));
      band = band || v.highest > v.lowest;
    }
    if (band) {
      auto* area = new QAreaSeries{high, low};
      low->setParent(area), high->setParent(area);
      QColor fill = hue;
      fill.setAlphaF(0.25F);
      area->setBrush(fill);
      area->setPen(Qt::NoPen);
      chart()->addSeries(area);
    } else {
      delete low;
      delete high;
    }
    // On stone no hue reaches its contrast, so every line has a casing.
    if (values.kind == Chart::margin) {
      auto* casing = new QLineSeries;
      casing->replace(middle->points());
      casing->setPen(QPen{colour(colours.paper), 4.6});
      chart()->addSeries(casing);
    }
    middle->setPen(QPen{hue, 2.2});
    chart()->addSeries(middle);
  }
  if (chart()->series().isEmpty()) add_band(*chart(), 0, end, values.low, values.low, Qt::NoBrush);

  auto* time = new QValueAxis;
  auto* value = new QValueAxis;
  for (QValueAxis* axis : {time, value}) {
    style_axis(*axis, tone);
    axis->setLabelsVisible(false);  // drawn with the cursor: fixed places, never dropped
    axis->setGridLineVisible(false);
  }
  time->setRange(0, end);
  value->setRange(values.low, values.high);
  chart()->addAxis(time, Qt::AlignBottom);
  chart()->addAxis(value, Qt::AlignLeft);
  for (QAbstractSeries* series : chart()->series()) series->attachAxis(time), series->attachAxis(value);
  lay_out();
}

void TimeChart::lay_out() {
  const double bottom = with_times_ ? times_height : 4.0;
  chart()->setPlotArea(QRectF{axis_width, 5.0, std::max(10.0, width() - axis_width - 10.0),
                              std::max(10.0, height() - 5.0 - bottom)});
}

void TimeChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  lay_out();
}

void TimeChart::set_cursor(Instant time) {
  cursor_ = time;
  viewport()->update();
}

/// Numbers and grid at the same places in every chart.
void TimeChart::paint_axes(QPainter& painter, const QRectF& area) const {
  const auto& colours = colours_of(tone_);
  const QPen grid{colour(colours.muted, 0.25), 1.0}, muted{colour(colours.muted), 1.0};
  painter.setFont(text_font(11.0));
  const QFontMetricsF metrics{painter.font()};
  const bool whole = std::all_of(data_->ticks.begin(), data_->ticks.end(),
                                 [](double v) { return std::abs(v - std::round(v)) < 1e-9; });
  for (const double v : data_->ticks) {
    const double y = area.bottom() - area.height() * (v - data_->low) / (data_->high - data_->low);
    painter.setPen(grid);
    painter.drawLine(QPointF{area.left(), y}, QPointF{area.right(), y});
    const QString words = (data_->kind == Chart::margin && v > 0 ? "+" : "") +
                          text(report::fixed(v, whole ? 0 : 1)) + " " + text(data_->unit);
    painter.setPen(muted);
    painter.drawText(QPointF{area.left() - 6.0 - metrics.horizontalAdvance(words), y + 4.0}, words);
  }
  const double length = in_seconds(between(span_.from, span_.to));
  if (length <= 0.0) return;
  const double day = in_seconds(between(std::chrono::floor<std::chrono::days>(span_.from), span_.from));
  for (const double t : report::ticks(day, day + length, report::nice_step(length, 6.0))) {
    const double x = area.left() + area.width() * (t - day) / length;
    painter.setPen(grid);
    painter.drawLine(QPointF{x, area.top()}, QPointF{x, area.bottom()});
    const QString words = text(utc_words(after(span_.from, seconds(t - day))));
    const double w = metrics.horizontalAdvance(words);
    painter.setPen(muted);
    if (with_times_ && x - w / 2 > 0 && x + w / 2 < width())
      painter.drawText(QPointF{x - w / 2, area.bottom() + 15.0}, words);
  }
}

void TimeChart::drawForeground(QPainter* painter, const QRectF& /*rect*/) {
  if (data_ == nullptr) return;
  const auto& colours = colours_of(tone_);
  const QRectF area = chart()->plotArea();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const auto y_of = [&](double v) {
    return area.bottom() - area.height() * (v - data_->low) / (data_->high - data_->low);
  };
  paint_axes(*painter, area);
  if (data_->kind == Chart::margin) {
    if (data_->low < 0.0 && data_->high > 0.0) {
      painter->setPen(QPen{colour(colours.ink), 1.8});
      painter->drawLine(QPointF{area.left(), y_of(0.0)}, QPointF{area.right(), y_of(0.0)});
    }
    painter->setFont(text_font(11.0));
    const auto words = [&](QPointF at, const QString& said) {
      draw_haloed(*painter, at, said, text_font(11.0), colour(colours.ink), colour(colours.paper, 0.7));
    };
    words({area.left() + 6, area.top() + 13}, tr("inside"));
    words({area.left() + 6, area.bottom() - 5}, tr("outside"));
  }
  if (!data_->why_empty.empty()) {
    painter->setPen(colour(colours.muted));
    painter->setFont(text_font(12.0));
    painter->drawText(
        QRectF{area.left() + 70, area.center().y() + 4, area.width() - 80, area.height() / 2 - 6},
        Qt::AlignTop | Qt::TextWordWrap, text(data_->why_empty));
  }
  if (cursor_ && *cursor_ >= span_.from && *cursor_ <= span_.to) {
    const double x =
        area.left() + area.width() * (between(span_.from, *cursor_) / between(span_.from, span_.to));
    painter->setPen(QPen{colour(colours.ink), 1.2, Qt::DashLine});
    painter->drawLine(QPointF{x, area.top()}, QPointF{x, area.bottom()});
    for (const Curve& curve : data_->curves) {
      const auto next = std::lower_bound(curve.times.begin(), curve.times.end(), *cursor_);
      if (next == curve.times.end() || curve.times.empty() || *cursor_ < curve.times.front()) continue;
      const auto i = static_cast<std::size_t>(next - curve.times.begin());
      double v = curve.values[i].stated;
      if (i > 0 && curve.times[i] > curve.times[i - 1])
        v = curve.values[i - 1].stated +
            (v - curve.values[i - 1].stated) *
                (between(curve.times[i - 1], *cursor_) / between(curve.times[i - 1], curve.times[i]));
      if (v < data_->low || v > data_->high) continue;
      painter->setPen(QPen{colour(colours.paper), 1.2});
      painter->setBrush(badge_of(*session_, curve, tone_).fill);
      painter->drawEllipse(QPointF{x, y_of(v)}, 4.0, 4.0);
    }
  }
  if (hasFocus()) {
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen{colour(colours.ink), 2.0});
    painter->drawRect(QRectF{1, 1, width() - 2.0, height() - 2.0});
  }
  painter->restore();
}

Instant TimeChart::under(QPointF point) const {
  const QRectF area = chart()->plotArea();
  const double share = std::clamp((point.x() - area.left()) / area.width(), 0.0, 1.0);
  return after(span_.from, share * between(span_.from, span_.to));
}

void TimeChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) emit time_chosen(under(event->position()));
}

void TimeChart::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0) emit time_chosen(under(event->position()));
}

void TimeChart::wheelEvent(QWheelEvent* event) {
  emit zoom_wished(std::pow(1.0015, event->angleDelta().y()), under(event->position()));
  event->accept();
}

void TimeChart::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu{this};
  menu.addAction(tr("Copy as table"), this, &TimeChart::table_wished);
  menu.exec(event->globalPos());
}

ChartArea::ChartArea(QWidget* parent) : QWidget{parent} {
  grid_ = new QGridLayout{this};
  grid_->setContentsMargins(12, 6, 8, 4);
  grid_->setHorizontalSpacing(4);
  grid_->setVerticalSpacing(2);
  grid_->setColumnMinimumWidth(0, 96);
  grid_->setColumnStretch(1, 1);
  grid_->setColumnMinimumWidth(2, 118);
}

void ChartArea::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  const Span before = whole_;
  if (session_ != nullptr) whole_ = session_->face.span;
  if (!(before == whole_)) span_ = whole_;
  rebuild();
}

void ChartArea::show_span(Span span) {
  span_ = span;
  rebuild();
}

void ChartArea::rebuild() {
  while (QLayoutItem* item = grid_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  charts_.clear();
  read_outs_.clear();
  if (session_ == nullptr) return;
  for (std::size_t i = 0; i < session_->charts.size(); ++i) {
    const ChartData& drawn = session_->charts[i];
    const int row = static_cast<int>(i);
    auto* name = new QLabel{text(drawn.title)};
    name->setObjectName("chart");
    name->setWordWrap(true);
    auto* cell = new QWidget;
    auto* stack = new QVBoxLayout{cell};
    stack->setContentsMargins(0, 4, 0, 0);
    stack->setSpacing(0);
    stack->addWidget(name);
    if (!drawn.note.empty()) {
      auto* note = new QLabel{text(drawn.note)};
      note->setObjectName("note");
      stack->addWidget(note);
    }
    stack->addStretch();
    auto* chart = new TimeChart;
    chart->show_chart(*session_, drawn, span_, i + 1 == session_->charts.size(), tone_);
    connect(chart, &TimeChart::time_chosen, this, &ChartArea::time_chosen);
    connect(chart, &TimeChart::zoom_wished, this, &ChartArea::zoom);
    connect(chart, &TimeChart::table_wished, this, [this, i] { copy(i); });
    auto* values = new QLabel;
    values->setTextFormat(Qt::RichText);
    grid_->addWidget(cell, row, 0);
    grid_->addWidget(chart, row, 1);
    grid_->addWidget(values, row, 2);
    chart->setMinimumHeight(i + 1 == session_->charts.size() ? 62 : 44);
    cell->setMaximumHeight(chart->maximumHeight());
    cell->setMinimumHeight(0);
    grid_->setRowStretch(row, drawn.kind == Chart::margin ? 5 : 3);
    charts_.push_back(chart);
    read_outs_.push_back(values);
  }
  for (int row = static_cast<int>(session_->charts.size()); row < grid_->rowCount(); ++row)
    grid_->setRowStretch(row, 0);
  set_time(session_->time());
}

void ChartArea::set_time(Instant time) {
  if (session_ == nullptr) return;
  for (std::size_t i = 0; i < charts_.size() && i < session_->charts.size(); ++i) {
    charts_[i]->set_cursor(time);
    QString page;
    for (const ReadOut& out : read_outs(session_->view, session_->charts[i], time)) {
      const Badge who = badge_of(*session_, Curve{.account = out.account}, tone_);
      const QString mark =
          who.letter.isEmpty()
              ? session_->charts[i].curves.size() > 1 ? text(out.account) + " " : QString{}
              : QString{"<span style='background:%1;color:%2;font-weight:bold'>&nbsp;%3&nbsp;</span>&nbsp; "}
                    .arg(who.fill.name(), who.text.name(), who.letter);
      page += "<p style='margin:1px 0'>" + mark + "<b>" + text(out.words).toHtmlEscaped() + "</b></p>";
    }
    read_outs_[i]->setText(page);
  }
}

void ChartArea::zoom(double factor, Instant about) {
  const Duration whole = between(whole_.from, whole_.to), now = between(span_.from, span_.to);
  const Duration wanted = std::clamp(now / factor, std::min(seconds(4.0), whole), whole);
  const double share = between(span_.from, about) / now;
  Instant from = after(about, -share * wanted);
  from = std::max(whole_.from, std::min(from, after(whole_.to, -wanted)));
  show_span({from, after(from, wanted)});
}

void ChartArea::copy(std::size_t chart) {
  if (session_ != nullptr && chart < session_->charts.size())
    QApplication::clipboard()->setText(text(as_table(session_->view, session_->charts[chart])));
}

}  // namespace recon::viewer
