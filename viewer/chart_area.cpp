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
#include <QTextDocument>
#include <algorithm>
#include <cmath>

#include "viewer/map_painter.hpp"
#include "viewer/version_picture.hpp"
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "recon/report/figures.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double axis_width = 58.0, times_height = 22.0;
constexpr int names_width = 86, values_width = 96;

/// No screen shows more values over time than this.
constexpr std::size_t most_pixels = 1600;

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
  setMouseTracking(true);
  viewport()->setMouseTracking(true);
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
    const Curve thin = thinned(curve, span, most_pixels);
    for (std::size_t i = 0; i < thin.times.size(); ++i) {
      const double t = in_seconds(between(span.from, thin.times[i]));
      const Interval<double>& v = thin.values[i];
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
  kept_ = {};
}

void TimeChart::lay_out() {
  const double bottom = with_times_ ? times_height : 4.0;
  chart()->setPlotArea(QRectF{axis_width, 5.0, std::max(10.0, width() - axis_width - 10.0),
                              std::max(10.0, height() - 5.0 - bottom)});
}

void TimeChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  lay_out();
  kept_ = {};
}

void TimeChart::set_cursor(Instant time) {
  cursor_ = time;
  viewport()->update();
}

void TimeChart::set_hover(std::optional<Instant> time) {
  hover_ = time;
  viewport()->update();
}

double TimeChart::y_of(double value) const {
  const QRectF area = chart()->plotArea();
  return area.bottom() - area.height() * (value - data_->low) / (data_->high - data_->low);
}

/// What the aircraft can do: a line in ink with its words; the lowest speed as the range that it is.
void TimeChart::paint_limits(QPainter& painter, const QRectF& area) const {
  const auto& colours = colours_of(tone_);
  for (const Limit& limit : data_->limits) {
    const double y = y_of(limit.value);
    if (limit.or_less) {
      const double low = std::min(area.bottom(), y_of(*limit.or_less));
      painter.fillRect(QRectF{area.left(), y, area.width(), low - y},
                       QBrush{colour(colours.hatch), Qt::BDiagPattern});
    } else {
      painter.setPen(QPen{colour(colours.ink), 1.0});
      painter.drawLine(QPointF{area.left(), y}, QPointF{area.right(), y});
    }
    draw_haloed(painter, {area.left() + 6, std::clamp(y - 3.0, area.top() + 11.0, area.bottom() - 3.0)},
                text(limit.words), text_font(11.0), colour(colours.ink), colour(colours.paper, 0.8));
  }
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
    const double y = y_of(v);
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
  const double labels = std::clamp(area.width() / 95.0, 1.5, 7.0);
  for (const double t : report::ticks(day, day + length, report::nice_step(length, labels))) {
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
  paint_axes(*painter, area);
  paint_limits(*painter, area);
  if (data_->kind == Chart::margin) {
    if (data_->low < 0.0 && data_->high > 0.0) {
      painter->setPen(QPen{colour(colours.ink), 1.8});
      painter->drawLine(QPointF{area.left(), y_of(0.0)}, QPointF{area.right(), y_of(0.0)});
    }
    const auto words = [&](QPointF at, const QString& said) {
      draw_haloed(*painter, at, said, text_font(11.0), colour(colours.ink), colour(colours.paper, 0.7));
    };
    if (data_->high > 0.0) words({area.left() + 6, area.top() + 13}, tr("inside"));
    words({area.left() + 6, area.bottom() - 5}, tr("outside"));
  }
  if (!data_->why_empty.empty()) {
    painter->setPen(colour(colours.ink));
    painter->setFont(text_font(12.0));
    const QString words = text(data_->why_empty);
    const double w = QFontMetricsF{painter->font()}.horizontalAdvance(words) + 12.0;
    const QRectF box{area.center().x() - w / 2, area.center().y() - 11.0, w, 22.0};
    painter->fillRect(box, colour(colours.placeholder));
    painter->drawText(box, Qt::AlignCenter, words);
  }
  painter->restore();
}

void TimeChart::paint_cursor(QPainter& painter) const {
  const auto& colours = colours_of(tone_);
  const QRectF area = chart()->plotArea();
  const auto x_of = [&](Instant time) {
    return area.left() + area.width() * (between(span_.from, time) / between(span_.from, span_.to));
  };
  const auto within = [&](const std::optional<Instant>& time) {
    return time && *time >= span_.from && *time <= span_.to;
  };
  if (within(hover_)) {
    painter.setPen(QPen{colour(colours.muted), 1.0});
    painter.drawLine(QPointF{x_of(*hover_), area.top()}, QPointF{x_of(*hover_), area.bottom()});
  }
  if (!within(cursor_)) return;
  const double x = x_of(*cursor_);
  painter.setPen(QPen{colour(colours.ink), 1.2, Qt::DashLine});
  painter.drawLine(QPointF{x, area.top()}, QPointF{x, area.bottom()});
  for (const Curve& curve : data_->curves) {
    const auto value = value_at(curve, *cursor_);
    if (!value || value->stated < data_->low || value->stated > data_->high) continue;
    painter.setPen(QPen{colour(colours.paper), 1.2});
    painter.setBrush(badge_of(*session_, curve, tone_).fill);
    painter.drawEllipse(QPointF{x, y_of(value->stated)}, 4.0, 4.0);
  }
}

void TimeChart::paintEvent(QPaintEvent* event) {
  if (data_ == nullptr) return QChartView::paintEvent(event);
  if (as_lines_) {
    QChartView::paintEvent(event);
  } else {
    const double ratio = devicePixelRatioF();
    const QRect all = viewport()->rect();
    if (kept_.isNull() || kept_.size() != all.size() * ratio) {
      kept_ = QPixmap{all.size() * ratio};
      kept_.setDevicePixelRatio(ratio);
      kept_.fill(colour(colours_of(tone_).paper));
      QPainter painter{&kept_};
      painter.setRenderHint(QPainter::Antialiasing);
      render(&painter, QRectF{all}, all);
    }
  }
  QPainter painter{viewport()};
  painter.setRenderHint(QPainter::Antialiasing);
  if (!as_lines_) painter.drawPixmap(0, 0, kept_);
  paint_cursor(painter);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{colour(colours_of(tone_).ink), 2.0});
    painter.drawRect(QRectF{1, 1, width() - 2.0, height() - 2.0});
  }
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
  if ((event->buttons() & Qt::LeftButton) != 0) {
    emit pointed_at(std::nullopt);
    emit time_chosen(under(event->position()));
  } else {
    emit pointed_at(under(event->position()));
  }
}

void TimeChart::leaveEvent(QEvent* event) {
  emit pointed_at(std::nullopt);
  QChartView::leaveEvent(event);
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
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(12, 6, 8, 4);
  row->setSpacing(14);
  over_time_ = new QWidget;
  auto* column = new QVBoxLayout{over_time_};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  nothing_ = new QLabel;
  nothing_->setObjectName("muted");
  nothing_->setWordWrap(true);
  nothing_->setAlignment(Qt::AlignTop);
  column->addWidget(nothing_);
  grid_ = new QGridLayout;
  grid_->setHorizontalSpacing(4);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(1, 1);
  column->addLayout(grid_, 1);
  when_ = new QLabel;
  when_->setObjectName("note");
  when_->setAlignment(Qt::AlignRight);
  column->addWidget(when_);
  versions_ = new VersionPicture;
  row->addWidget(over_time_, 3);
  row->addWidget(versions_, 2);
  connect(versions_, &VersionPicture::border_chosen, this, &ChartArea::border_chosen);
}

void ChartArea::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  const Span before = whole_;
  if (session_ != nullptr) whole_ = session_->face.span;
  if (!(before == whole_)) span_ = whole_;
  hover_.reset();
  rebuild();
  versions_->show_session(session, tone);
  const bool with_versions = session_ != nullptr && !session_->versions.groups.empty() &&
                             std::find(session_->choices.charts.begin(), session_->choices.charts.end(),
                                       Chart::versions) != session_->choices.charts.end();
  versions_->setVisible(with_versions);
  const bool flies = !charts_.empty();
  static_cast<QHBoxLayout*>(layout())->setStretch(0, flies ? 3 : 1);
  static_cast<QHBoxLayout*>(layout())->setStretch(1, flies ? 2 : 5);
  nothing_->setVisible(session_ != nullptr && !flies);
  when_->setVisible(flies);
  if (session_ == nullptr || flies) return;
  QString words = tr("Nothing to show over time.");
  for (const Moving& one : session_->all) words += "\n" + text(one.account->letter + ": " + one.words);
  nothing_->setText(words);
}

void ChartArea::set_as_lines(bool on) {
  for (TimeChart* chart : charts_) chart->set_as_lines(on);
}

/// The charts stay: one of them may be the one that speaks.
void ChartArea::show_span(Span span) {
  span_ = span;
  for (std::size_t i = 0; i < charts_.size(); ++i)
    charts_[i]->show_chart(*session_, session_->charts[i], span_, i + 1 == charts_.size(), tone_);
  set_time(session_->time());
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
    cell->setFixedWidth(names_width);
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
    connect(chart, &TimeChart::pointed_at, this, &ChartArea::set_hover);
    connect(chart, &TimeChart::zoom_wished, this, &ChartArea::zoom);
    connect(chart, &TimeChart::table_wished, this, [this, i] { copy(i); });
    auto* values = new QLabel;
    values->setTextFormat(Qt::RichText);
    values->setFixedWidth(values_width);
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
  for (TimeChart* chart : charts_) chart->set_cursor(time);
  if (!hover_) show_values(time);
}

void ChartArea::set_hover(std::optional<Instant> time) {
  if (session_ == nullptr || hover_ == time) return;
  hover_ = time;
  for (TimeChart* chart : charts_) chart->set_hover(time);
  show_values(time.value_or(session_->time()));
}

void ChartArea::show_values(Instant time) {
  when_->setText((hover_ ? tr("at the pointer, %1 UTC") : tr("at the cursor, %1 UTC"))
                     .arg(text(utc_words(std::chrono::floor<std::chrono::seconds>(time)))));
  for (std::size_t i = 0; i < charts_.size() && i < session_->charts.size(); ++i) {
    const ChartData& chart = session_->charts[i];
    QString page;
    const QString muted = colour(colours_of(tone_).muted).name();
    const auto add =
        [&](const Badge& who, const QString& other, const QString& words, bool is_value) {
          const QString mark =
          who.letter.isEmpty()
              ? other
              : QString{"<span style='background:%1;color:%2;font-weight:bold'>&nbsp;%3&nbsp;</span>&nbsp; "}
                    .arg(who.fill.name(), who.text.name(), who.letter);
          page += "<p style='margin:1px 0'>" + mark +
                  (is_value ? "<b>" + words.toHtmlEscaped() + "</b>"
                            : "<span style='color:" + muted + "'>" + words.toHtmlEscaped() + "</span>") +
                  "</p>";
        };
    for (const ReadOut& out : read_outs(session_->view, chart, time))
      add(badge_of(*session_, Curve{.account = out.account}, tone_),
          chart.curves.size() > 1 ? text(out.account) + " " : QString{}, text(out.words), true);
    if (chart.kind != Chart::separation)
      for (const Moving& one : session_->all)
        if (std::none_of(chart.curves.begin(), chart.curves.end(),
                         [&](const Curve& curve) { return curve.account == one.account->id; }))
          add(badge(*one.account, tone_), {},
              one.kind == Moving::Kind::pending ? tr("pending")
              : one.times.empty()               ? tr("no flight")
                                                : tr("not known"),
              false);
    read_outs_[i]->setText(page);
  }
}

QString ChartArea::values_of(std::size_t chart) const {
  QTextDocument page;
  page.setHtml(read_outs_[chart]->text());
  return page.toPlainText();
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
