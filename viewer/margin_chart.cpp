// SPDX-License-Identifier: Apache-2.0
#include "viewer/margin_chart.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <vector>

#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include "recon/report/words.hpp"

namespace recon::viewer {

namespace {

constexpr std::size_t most_rows = 11;  // Qt drops the labels of rows that it finds too low

using Rows = std::vector<const assess::Finding*>;

/// As many rows as can be read, shared evenly among the accounts, each in its own order: one account's many
/// readings must not push another off the chart. What does not count yields first.
Rows shared_rows(const Rows& all) {
  std::map<std::string, Rows> of_account;
  for (const bool counted : {true, false})
    for (const assess::Finding* row : all)
      if (row->counts == counted) of_account[row->narrative].push_back(row);
  std::set<const assess::Finding*> taken;
  for (std::size_t turn = 0; taken.size() < std::min(most_rows, all.size()); ++turn)
    for (const auto& [account, rows] : of_account)
      if (turn < rows.size() && taken.size() < most_rows) taken.insert(rows[turn]);
  Rows kept;
  std::copy_if(all.begin(), all.end(), std::back_inserter(kept),
               [&](const assess::Finding* row) { return taken.contains(row); });
  return kept;
}

double km(Length length) { return in_kilometres(length); }

QFont chart_font(bool bold = false) {
  QFont font;
  font.setPixelSize(12);
  font.setBold(bold);
  return font;
}

void style_axis(QAbstractAxis* axis, const QString& title, Tone tone) {
  const auto& colours = colours_of(tone);
  axis->setTitleText(title);
  axis->setTitleFont(chart_font());
  axis->setTitleBrush(colour(colours.muted));
  axis->setLabelsFont(chart_font());
  axis->setLabelsColor(colour(colours.ink));
  axis->setGridLineColor(colour(colours.rule));
  axis->setLinePenColor(colour(colours.rule));
}

}  // namespace

MarginChart::MarginChart(QWidget* parent) : QChartView{parent} {
  setRenderHint(QPainter::Antialiasing);
  setMinimumHeight(180);
  chart()->legend()->hide();
  chart()->setMargins({4, 2, 8, 2});
  chart()->setBackgroundRoundness(0);
  chart()->setTitleFont(chart_font(true));
  setAccessibleName("Margins to the border: distance inside or outside, with its spread");
}

void MarginChart::clear() {
  chart()->removeAllSeries();
  for (QAbstractAxis* axis : chart()->axes()) {
    chart()->removeAxis(axis);
    delete axis;
  }
  chart()->setTitle({});
}

void MarginChart::add_line(QPointF from, QPointF to, const QPen& pen) {
  auto* line = new QLineSeries;
  line->append(from);
  line->append(to);
  line->setPen(pen);
  chart()->addSeries(line);
}

void MarginChart::add_span(double x0, double x1, double y0, double y1, const QBrush& brush) {
  auto* upper = new QLineSeries;
  auto* lower = new QLineSeries;
  upper->append(x0, y1), upper->append(x1, y1);
  lower->append(x0, y0), lower->append(x1, y0);
  auto* area = new QAreaSeries{upper, lower};
  upper->setParent(area);
  lower->setParent(area);
  area->setPen(Qt::NoPen);
  area->setBrush(brush);
  chart()->addSeries(area);
}

void MarginChart::show_margins(const inquiry::Inquiry& inquiry, const incident::Question& question,
                               const std::string& border, Tone tone) {
  clear();
  const auto& colours = colours_of(tone);
  chart()->setBackgroundBrush(colour(colours.paper));
  chart()->setTitleBrush(colour(colours.ink));
  setBackgroundBrush(colour(colours.paper));
  chart()->setTitle("Margin to the edge of the zone, on " + border_name(inquiry, border));
  if (!draw_over_time(inquiry, question, border, tone)) draw_rows(inquiry, question, border, tone);
}

bool MarginChart::draw_over_time(const inquiry::Inquiry& inquiry, const incident::Question& question,
                                 const std::string& border, Tone tone) {
  const auto& colours = colours_of(tone);
  struct Curve {
    const assess::DrawnTrack* track;
    const assess::DrawnTrack::Margins* margins;
  };
  std::vector<Curve> curves;
  for (const assess::DrawnTrack& track : inquiry.assessment.tracks)
    for (const auto& margins : track.margins)
      if (margins.border == border && margins.zone == question.zone.text && !track.fixes.empty() &&
          track.fixes.front().time)
        curves.push_back({&track, &margins});
  if (curves.empty()) return false;

  Instant begin = *curves.front().track->fixes.front().time;
  for (const Curve& curve : curves) begin = std::min(begin, *curve.track->fixes.front().time);
  double end = 1.0, lowest = -0.5, highest = 0.5;
  for (const Curve& curve : curves)
    for (std::size_t i = 0; i < curve.margins->margin.size(); ++i) {
      end = std::max(end, in_seconds(between(begin, *curve.track->fixes[i].time)));
      lowest = std::min(lowest, 1.1 * km(curve.margins->margin[i].lowest));
      highest = std::max(highest, 1.1 * km(curve.margins->margin[i].highest));
    }
  add_span(0, end, 0, highest, colour(colours.side));
  add_line({0, 0}, {end, 0}, QPen{colour(colours.ink), 1.8});
  for (const Curve& curve : curves) {
    const Badge who = badge(inquiry, curve.track->narrative, tone);
    auto* upper = new QLineSeries;
    auto* lower = new QLineSeries;
    auto* median = new QLineSeries;
    for (std::size_t i = 0; i < curve.margins->margin.size(); ++i) {
      const double t = in_seconds(between(begin, *curve.track->fixes[i].time));
      const auto& margin = curve.margins->margin[i];
      lower->append(t, km(margin.lowest));
      median->append(t, km(margin.stated));
      upper->append(t, km(margin.highest));
    }
    auto* band = new QAreaSeries{upper, lower};
    upper->setParent(band);
    lower->setParent(band);
    QColor fill = who.fill;
    fill.setAlphaF(0.25F);
    band->setBrush(fill);
    band->setPen(Qt::NoPen);
    chart()->addSeries(band);
    median->setPen(QPen{who.fill, 2.2});
    chart()->addSeries(median);
  }
  auto* time = new QValueAxis;
  auto* margin = new QValueAxis;
  time->setRange(0, end);
  margin->setRange(lowest, highest);
  style_axis(time, QString::fromStdString("seconds after " + iso_8601(begin)), tone);
  style_axis(margin, "km, + is inside", tone);
  chart()->addAxis(time, Qt::AlignBottom);
  chart()->addAxis(margin, Qt::AlignLeft);
  for (QAbstractSeries* series : chart()->series()) series->attachAxis(time), series->attachAxis(margin);
  return true;
}

void MarginChart::draw_rows(const inquiry::Inquiry& inquiry, const incident::Question& question,
                            const std::string& border, Tone tone) {
  const auto& colours = colours_of(tone);
  Rows all;
  for (const assess::Finding& finding : inquiry.assessment.findings)
    if (finding.question == question.id.text && finding.border == border && finding.margin)
      all.push_back(&finding);
  const Rows rows = shared_rows(all);
  if (rows.empty()) {
    chart()->setTitle("No account gives a figure that could be held against this border");
    return;
  }
  const std::size_t left_out = all.size() - rows.size();
  if (left_out > 0)
    chart()->setTitle(chart()->title() +
                      QString{"; %1 more readings stand in the tree at the left"}.arg(left_out));

  double reach = 0.5;
  for (const assess::Finding* row : rows)
    reach = std::max({reach, std::abs(km(row->margin->lowest)), std::abs(km(row->margin->highest))});
  reach = std::ceil(reach * 1.05);
  const auto top = static_cast<double>(rows.size());
  add_span(0, reach, 0, top, colour(colours.side));
  const auto version = inquiry.borders.find(border);
  if (version != inquiry.borders.end())
    if (const auto error = report::border_error(version->second.about); error && km(*error) > 0)
      add_span(-std::min(km(*error), reach), std::min(km(*error), reach), 0, top,
               QBrush{colour(colours.hatch), Qt::BDiagPattern});
  add_line({0, 0}, {0, top}, QPen{colour(colours.ink), 1.8});

  auto* names = new QCategoryAxis;
  names->setLabelsPosition(QCategoryAxis::AxisLabelsPositionCenter);
  names->setTruncateLabels(false);
  names->setRange(0, top);
  for (std::size_t i = rows.size(); i-- > 0;) {
    const assess::Finding& row = *rows[i];
    const double y = top - static_cast<double>(i) - 0.5;
    const Badge who = badge(inquiry, row.narrative, tone);
    add_line({km(row.margin->lowest), y}, {km(row.margin->highest), y},
             QPen{who.fill, 3.0, Qt::SolidLine, Qt::FlatCap});
    auto* dot = new QScatterSeries;
    dot->setMarkerSize(9);
    dot->setColor(row.side == assess::Side::outside ? colour(colours.paper) : who.fill);
    dot->setBorderColor(who.fill);
    dot->append(km(row.margin->stated), y);
    chart()->addSeries(dot);
    QString name = who.letter + " · " + claim_words(inquiry, row.claim);
    if (!row.reading_words.empty()) name += ", " + QString::fromStdString(row.reading_words);
    // Categories must differ in name; a thin space per row keeps equal ones apart unseen.
    names->append(QFontMetrics{chart_font()}.elidedText(name, Qt::ElideRight, 330) +
                      QString(static_cast<int>(i), QChar{0x200A}),
                  top - static_cast<double>(i));
  }
  auto* margin = new QValueAxis;
  margin->setRange(-reach, reach);
  margin->setTickCount(9);
  margin->setLabelFormat("%+.1f");
  style_axis(
      margin,
      "km; right of zero is inside. Line: 5 % to 95 %, dot: median; hatch: 95 % error of this border version",
      tone);
  style_axis(names, {}, tone);
  chart()->addAxis(margin, Qt::AlignBottom);
  chart()->addAxis(names, Qt::AlignLeft);
  for (QAbstractSeries* series : chart()->series()) series->attachAxis(margin), series->attachAxis(names);
}

}  // namespace recon::viewer
