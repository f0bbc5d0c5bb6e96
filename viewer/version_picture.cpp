// SPDX-License-Identifier: Apache-2.0
#include "viewer/version_picture.hpp"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double title_height = 34.0, axis_height = 20.0, names_width = 126.0, shares_width = 50.0;
constexpr double heading_height = 19.0, least_row = 13.0, most_row = 34.0;

/// Small enough that a low row has three dots above each other, large enough to be counted.
double diameter_in(double row) { return std::clamp((row - 2.0) / 3.0, 3.6, 7.6); }
std::size_t levels_in(double row) {
  return static_cast<std::size_t>(std::max(1.0, std::floor((row - 2.0) / diameter_in(row))));
}

}  // namespace

VersionPicture::VersionPicture(QWidget* parent) : QWidget{parent} {
  setAccessibleName(tr("Margin by border version"));
  setMinimumWidth(270);
}

void VersionPicture::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  QString said;
  if (session_ != nullptr)
    for (const VersionGroup& group : session_->versions.groups)
      for (const VersionRow& row : group.rows)
        said +=
            text(group.account->name + ", " + row.version->title + ": " + row.words + " " + row.share + ". ");
  setAccessibleDescription(said);
  updateGeometry();
  update();
}

QSize VersionPicture::minimumSizeHint() const {
  double height = title_height + axis_height;
  if (session_ != nullptr)
    for (const VersionGroup& group : session_->versions.groups)
      height += heading_height + least_row * static_cast<double>(group.rows.size());
  return {270, static_cast<int>(height)};
}

QRectF VersionPicture::plot() const {
  return {names_width, title_height, std::max(20.0, width() - names_width - shares_width),
          std::max(20.0, height() - title_height - axis_height)};
}

double VersionPicture::x_of(double km) const {
  return plot().left() + plot().width() * (km - chart_.low) / (chart_.high - chart_.low);
}

std::vector<VersionPicture::Line> VersionPicture::lines() const {
  std::vector<Line> all;
  if (session_ == nullptr) return all;
  std::size_t rows = 0;
  const auto& groups = session_->versions.groups;
  for (const VersionGroup& group : groups) rows += group.rows.size();
  if (rows == 0) return all;
  const double room = plot().height() - heading_height * static_cast<double>(groups.size());
  const double high = std::clamp(room / static_cast<double>(rows), least_row, most_row);
  double y = title_height;
  for (const VersionGroup& group : groups) {
    all.push_back({&group, nullptr, {0.0, y, static_cast<double>(width()), heading_height}});
    y += heading_height;
    for (const VersionRow& row : group.rows) {
      all.push_back({&group, &row, {0.0, y, static_cast<double>(width()), high}});
      y += high;
    }
  }
  return all;
}

void VersionPicture::paint_dots(QPainter& painter, const Line& line) const {
  const auto& colours = colours_of(tone_);
  const Badge who = badge(*line.group->account, tone_);
  const VersionRow& row = *line.row;
  const double diameter = diameter_in(line.box.height()), zero = x_of(0.0);
  std::vector<double> across;
  for (const double dot : row.dots) across.push_back(x_of(dot));
  const std::vector<DotPlace> places = place_dots(across, zero, diameter, levels_in(line.box.height()));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const QPointF at{places[i].across,
                     line.box.bottom() - 1.0 - diameter * (static_cast<double>(places[i].level) + 0.5)};
    // On stone no hue reaches its contrast alone, so every mark has its casing.
    painter.setPen(QPen{row.dots[i] > 0.0 ? colour(colours.paper) : who.fill, row.dots[i] > 0.0 ? 0.8 : 1.2});
    painter.setBrush(row.dots[i] > 0.0 ? who.fill : colour(colours.paper));
    painter.drawEllipse(at, diameter / 2 - 0.5, diameter / 2 - 0.5);
  }
  painter.setBrush(Qt::NoBrush);
}

void VersionPicture::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  const auto& colours = colours_of(tone_);
  painter.fillRect(rect(), colour(colours.paper));
  const std::vector<Line> all = lines();
  if (all.empty()) return;
  const double high = all.back().box.height();
  chart_ = fitted_to(session_->versions, plot().width(), diameter_in(high), levels_in(high));
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor ink = colour(colours.ink), muted = colour(colours.muted);
  const QFont small = text_font(11.0), bold = text_font(12.0, true);
  const QFontMetricsF fine{small};
  painter.setFont(bold);
  painter.setPen(ink);
  painter.drawText(QPointF{0.0, 14.0}, tr("Margin by border version"));
  painter.setFont(small);
  painter.setPen(muted);
  painter.drawText(
      QPointF{0.0, 28.0},
      fine.elidedText(tr("twenty equally likely values a row; filled: inside"), Qt::ElideRight, width()));
  const QRectF area = plot();
  const double bottom = all.back().box.bottom(), zero = x_of(0.0);
  for (const Line& line : all) {
    if (line.row == nullptr) {
      draw_badge(painter, {8.0, line.box.center().y()}, badge(*line.group->account, tone_), 7.0);
      painter.setFont(small);
      painter.setPen(ink);
      painter.drawText(QPointF{21.0, line.box.center().y() + 4.0},
                       fine.elidedText(text(line.group->label), Qt::ElideRight, width() - 26.0));
      continue;
    }
    const QRectF band{area.left(), line.box.top(), area.width(), line.box.height()};
    painter.fillRect(band.intersected(QRectF{zero, band.top(), area.right() - zero, band.height()}),
                     colour(colours.side));
    if (line.row->border_error > 0.0) {
      const double from = std::max(area.left(), x_of(-line.row->border_error)),
                   to = std::min(area.right(), x_of(line.row->border_error));
      painter.fillRect(QRectF{from, band.top(), to - from, band.height()},
                       QBrush{colour(colours.hatch), Qt::BDiagPattern});
    }
    painter.setPen(QPen{colour(colours.paper), 1.0});
    painter.drawLine(band.bottomLeft(), band.bottomRight());
  }
  painter.setPen(QPen{colour(colours.muted, 0.35), 1.0});
  for (const double tick : chart_.ticks)
    painter.drawLine(QPointF{x_of(tick), title_height + heading_height}, QPointF{x_of(tick), bottom});
  for (const Line& line : all) {
    if (line.row == nullptr) continue;
    const double middle = line.box.center().y();
    painter.setPen(border_pen(*line.row->version, tone_));
    painter.drawLine(QPointF{2.0, middle}, QPointF{26.0, middle});
    painter.setFont(text_font(11.0, line.row->chosen));
    painter.setPen(ink);
    const QFontMetricsF metrics{painter.font()};
    painter.drawText(QPointF{31.0, middle + 4.0},
                     metrics.elidedText(text(line.row->version->title), Qt::ElideRight, names_width - 36.0));
    painter.setFont(small);
    painter.drawText(
        QRectF{area.right() + 4.0, line.box.top(), shares_width - 6.0, line.box.height()},
        Qt::AlignRight | Qt::AlignVCenter,
        text(line.row->share.empty() ? std::string{report::side_mark(line.row->side)} : line.row->share));
    if (line.row->dots.empty()) {
      painter.setPen(muted);
      painter.drawText(QPointF{area.left() + 6.0, middle + 4.0},
                       fine.elidedText(text(line.row->words), Qt::ElideRight, area.width() - 10.0));
    } else {
      paint_dots(painter, line);
    }
  }
  // Zero lies above all data.
  painter.setPen(QPen{ink, 1.8});
  for (const Line& line : all)
    if (line.row != nullptr)
      painter.drawLine(QPointF{zero, line.box.top()}, QPointF{zero, line.box.bottom()});
  paint_ticks(painter, bottom);
}

/// Zero has its words first, then the ends; of the others those that stand clear of what is there.
void VersionPicture::paint_ticks(QPainter& painter, double bottom) const {
  const QFontMetricsF fine{text_font(11.0)};
  painter.setFont(text_font(11.0));
  painter.setPen(colour(colours_of(tone_).muted));
  std::vector<double> ticks = chart_.ticks;
  const bool whole =
      std::ranges::all_of(ticks, [](double tick) { return std::abs(tick - std::round(tick)) < 1e-9; });
  std::ranges::stable_sort(ticks, std::greater{},
                           [](double tick) { return tick == 0.0 ? 1e9 : std::abs(tick); });
  std::vector<QRectF> taken;
  for (const double tick : ticks) {
    const QString words = (tick > 0.0 ? "+" : "") + text(report::fixed(tick, whole ? 0 : 1)) + " km";
    const double w = fine.horizontalAdvance(words);
    const QRectF box{std::clamp(x_of(tick) - w / 2, 0.0, width() - w) - 3.0, bottom, w + 6.0, axis_height};
    if (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(box); })) continue;
    taken.push_back(box);
    painter.drawText(QPointF{box.left() + 3.0, bottom + 14.0}, words);
  }
}

void VersionPicture::mousePressEvent(QMouseEvent* event) {
  for (const Line& line : lines())
    if (line.row != nullptr && line.box.contains(event->position()))
      return emit border_chosen(line.row->version->id);
}

bool VersionPicture::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const Line& line : lines())
    if (line.box.contains(help->pos())) {
      const std::string words = line.row == nullptr
                                    ? line.group->account->name + ": " + line.group->label
                                    : line.row->version->title + " " + line.row->version->error + ": " +
                                          line.row->words + " " + line.row->share;
      QToolTip::showText(help->globalPos(), text(words), this);
      return true;
    }
  QToolTip::hideText();
  event->ignore();
  return true;
}

}  // namespace recon::viewer
