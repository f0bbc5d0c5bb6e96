// SPDX-License-Identifier: Apache-2.0
#include "viewer/look.hpp"

#include <QPainter>
#include <QPalette>
#include <QStringList>

namespace recon::viewer {
namespace {

QPixmap blank(int width, int height) {
  constexpr double ratio = 2.0;
  QPixmap picture{static_cast<int>(ratio * width), static_cast<int>(ratio * height)};
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  return picture;
}

void draw_round(QPainter& painter, QPointF centre, bool taken, Tone tone) {
  const QColor ink = colour(colours_of(tone).ink);
  painter.setPen(QPen{ink, 1.3});
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(centre, 5.5, 5.5);
  if (!taken) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawEllipse(centre, 3.0, 3.0);
}

}  // namespace

const report::theme::Palette& colours_of(Tone tone) {
  return tone == Tone::dark ? report::theme::dark : report::theme::light;
}

QColor colour(std::string_view token) {
  return QColor{QLatin1String{token.data(), static_cast<int>(token.size())}};
}

QColor colour(std::string_view token, double alpha) {
  QColor shade = colour(token);
  shade.setAlphaF(static_cast<float>(alpha));
  return shade;
}

Badge badge(const report::Account& account, Tone tone) {
  const auto& colours = colours_of(tone);
  const QString letter = text(account.letter);
  const int index = letter.size() == 1 ? letter[0].unicode() - u'A' : -1;
  const bool hued =
      account.narrative != nullptr && index >= 0 && index < static_cast<int>(colours.account.size());
  return {letter, colour(hued ? colours.account[static_cast<std::size_t>(index)] : colours.ink),
          colour(colours.on_account)};
}

QPen border_pen(const report::Version& version, Tone tone) {
  QPen pen{colour(version.counts ? colours_of(tone).ink : colours_of(tone).muted), version.width};
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCapStyle(Qt::FlatCap);
  QList<qreal> pattern;  // Qt counts in widths of the pen
  for (const QString& part : text(version.dash).split(' ', Qt::SkipEmptyParts))
    pattern << part.toDouble() / version.width;
  if (pattern.size() >= 2) pen.setDashPattern(pattern);
  return pen;
}

void draw_badge(QPainter& painter, QPointF centre, const Badge& who, double radius) {
  painter.save();
  painter.setPen(Qt::NoPen);
  painter.setBrush(who.fill);
  painter.drawEllipse(centre, radius, radius);
  painter.setFont(text_font(1.25 * radius, true));
  painter.setPen(who.text);
  painter.drawText(QRectF{centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius}, Qt::AlignCenter,
                   who.letter);
  painter.restore();
}

QPixmap badge_picture(const Badge& who, int size) {
  QPixmap picture = blank(size, size);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  draw_badge(painter, QPointF{size / 2.0, size / 2.0}, who, size / 2.0);
  return picture;
}

QPixmap round_picture(bool taken, Tone tone) {
  QPixmap picture = blank(14, 14);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  draw_round(painter, {7.0, 7.0}, taken, tone);
  return picture;
}

QPixmap line_picture(const QPen& pen, bool taken, Tone tone) {
  QPixmap picture = blank(58, 14);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  draw_round(painter, {7.0, 7.0}, taken, tone);
  painter.setPen(pen);
  painter.drawLine(QPointF{20.0, 7.0}, QPointF{56.0, 7.0});
  return picture;
}

QPixmap arrow_picture(bool open, Tone tone) {
  QPixmap picture = blank(14, 14);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour(colours_of(tone).muted));
  painter.drawPolygon(open ? QPolygonF{{{3, 5}, {11, 5}, {7, 10}}} : QPolygonF{{{5, 3}, {10, 7}, {5, 11}}});
  return picture;
}

namespace {

void fill_side(QPainter& painter, const QRectF& box, assess::Side side, Tone tone) {
  const auto& colours = colours_of(tone);
  const QColor ink = colour(colours.ink);
  switch (side) {
    case assess::Side::inside:
      painter.fillRect(box, colour(colours.cell_inside));
      break;
    case assess::Side::undetermined: {
      // By lines of our own: a pattern brush is finer where the screen is.
      painter.save();
      painter.setClipRect(box, Qt::IntersectClip);
      painter.setPen(QPen{ink, 1.0});
      for (double x = box.left() - box.height(); x < box.right(); x += 3.6)
        painter.drawLine(QPointF{x, box.bottom()}, QPointF{x + box.height(), box.top()});
      painter.restore();
      break;
    }
    case assess::Side::outside:
      break;
  }
}

}  // namespace

void draw_cell(QPainter& painter, const QRectF& box, Cell cell, Tone tone) {
  const QColor ink = colour(colours_of(tone).ink);
  painter.save();
  switch (cell.says) {
    case Cell::Says::inside:
      fill_side(painter, box, assess::Side::inside, tone);
      break;
    case Cell::Says::undetermined:
      fill_side(painter, box, assess::Side::undetermined, tone);
      break;
    case Cell::Says::mixed:
      painter.setPen(Qt::NoPen);
      painter.setBrush(ink);
      painter.drawPolygon(QPolygonF{{box.bottomLeft(), box.topLeft(), box.topRight()}});
      break;
    case Cell::Says::outside:
    case Cell::Says::nothing:
      break;
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(cell.says == Cell::Says::nothing ? QPen{colour(colours_of(tone).muted), 1.0, Qt::DotLine}
                                                  : QPen{ink, 1.0});
  painter.drawRect(box);
  if (cell.chosen) painter.fillRect(QRectF{box.left() - 0.5, box.bottom() + 2.5, box.width() + 1, 2.0}, ink);
  painter.restore();
}

QPixmap tally_picture(const VersionTally& tally, int width, Tone tone) {
  constexpr int height = 16;
  QPixmap picture = blank(width, height);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor ink = colour(colours_of(tone).ink);
  const QRectF box{0.5, 0.5, width - 1.0, 10.0};
  const auto all = static_cast<double>(tally.all());
  double x = box.left();
  const auto part = [&](std::size_t count, assess::Side side) {
    if (count == 0) return;
    const double w = box.width() * static_cast<double>(count) / all;
    fill_side(painter, {x, box.top(), w, box.height()}, side, tone);
    painter.setPen(QPen{ink, 1.0});
    painter.drawRect(QRectF{x, box.top(), w, box.height()});
    x += w;
  };
  part(tally.inside, assess::Side::inside);
  part(tally.undetermined, assess::Side::undetermined);
  part(tally.outside, assess::Side::outside);
  if (tally.all() == 0) {
    painter.setPen(QPen{colour(colours_of(tone).muted), 1.0, Qt::DotLine});
    painter.drawRect(box);
  }
  if (tally.chosen) painter.fillRect(QRectF{0.0, 13.0, static_cast<double>(width), 2.0}, ink);
  return picture;
}

QFont text_font(double pixels, bool bold) {
  QFont font;
  font.setFamilies({"Noto Sans", "Source Sans 3", "DejaVu Sans"});
  font.setPixelSize(static_cast<int>(pixels + 0.5));
  font.setBold(bold);
  return font;
}

QFont serif_font(double pixels) {
  QFont font = text_font(pixels);
  font.setFamilies({"Noto Serif", "Source Serif 4", "DejaVu Serif"});
  return font;
}

QPalette palette_of(Tone tone) {
  const auto& colours = colours_of(tone);
  QPalette scheme;
  scheme.setColor(QPalette::Window, colour(colours.paper));
  scheme.setColor(QPalette::Base, colour(colours.paper));
  scheme.setColor(QPalette::AlternateBase, colour(colours.page));
  scheme.setColor(QPalette::Button, colour(colours.page));
  scheme.setColor(QPalette::ToolTipBase, colour(colours.page));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                          QPalette::Link, QPalette::BrightText})
    scheme.setColor(role, colour(colours.ink));
  scheme.setColor(QPalette::PlaceholderText, colour(colours.muted));
  scheme.setColor(QPalette::Disabled, QPalette::ButtonText, colour(colours.muted));
  scheme.setColor(QPalette::Disabled, QPalette::Text, colour(colours.muted));
  scheme.setColor(QPalette::Highlight, colour(colours.rule));
  scheme.setColor(QPalette::HighlightedText, colour(colours.ink));
  scheme.setColor(QPalette::Light, colour(colours.page));
  scheme.setColor(QPalette::Mid, colour(colours.rule));
  scheme.setColor(QPalette::Dark, colour(colours.rule));
  scheme.setColor(QPalette::Shadow, colour(colours.rule));
  return scheme;
}

QString with_colours(QString sheet, Tone tone) {
  const auto& colours = colours_of(tone);
  const auto put = [&](const char* name, std::string_view token) {
    sheet.replace(QLatin1String{name}, colour(token).name());
  };
  put("PAPER", colours.paper), put("PAGE", colours.page), put("INK", colours.ink);
  put("MUTED", colours.muted), put("RULE", colours.rule), put("SIDE", colours.side);
  put("PENDING", colours.placeholder);
  return sheet;
}

QString style_sheet(Tone tone) {
  return with_colours(R"(
    * { font-size: 13px; }
    QMainWindow, QWidget { background: PAPER; color: INK; }
    QMenuBar { background: PAPER; border-bottom: 1px solid RULE; }
    QMenuBar::item { padding: 5px 10px; background: transparent; }
    QMenuBar::item:selected, QMenu::item:selected { background: RULE; color: INK; }
    QMenu { background: PAPER; border: 1px solid RULE; padding: 4px 0; }
    QMenu::item { padding: 5px 22px; }
    QMenu::separator { height: 1px; background: RULE; margin: 4px 0; }
    QToolBar { background: PAPER; border: 0; border-bottom: 1px solid RULE; spacing: 4px; padding: 5px 8px; }
    QToolButton, QPushButton { background: PAGE; color: INK; border: 1px solid RULE;
      border-radius: 3px; padding: 3px 10px; min-height: 20px; }
    QToolButton:checked, QPushButton:checked { background: INK; color: PAPER; border-color: INK; }
    QToolButton:hover, QPushButton:hover { border-color: MUTED; }
    QToolButton:focus, QPushButton:focus { border: 2px solid INK; }
    QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
    QToolButton:disabled, QPushButton:disabled { color: MUTED; }
    QTreeWidget, QTextBrowser { background: PAPER; border: 0; outline: 0; }
    QTreeWidget::branch { background: transparent; border-image: none; image: none; }
    QTreeWidget::item { min-height: 23px; border: 0; }
    QTreeWidget::item:selected { background: RULE; color: INK; }
    QTreeWidget:focus, QTextBrowser:focus { border: 1px solid INK; }
    QStatusBar { background: PAPER; border-top: 1px solid RULE; color: MUTED; }
    QStatusBar QLabel { color: MUTED; padding: 0 8px; }
    QStatusBar::item { border: 0; }
    QLabel#title { font-weight: bold; padding: 6px 12px 0 12px; }
    QLabel#heading { font-weight: bold; border-bottom: 1px solid RULE; padding: 6px 0 4px 0; }
    QLabel#aside { color: MUTED; font-size: 11px; border-bottom: 1px solid RULE; padding: 6px 0 4px 0; }
    QLabel#muted { color: MUTED; }
    QLabel#chart { font-size: 12px; font-weight: bold; }
    QLabel#note { color: MUTED; font-size: 11px; }
    QLabel#explored { border: 2px solid INK; padding: 2px 6px; font-weight: bold; }
    QFrame#rule { background: RULE; border: 0; }
    QWidget#left { border-right: 1px solid RULE; }
    QWidget#right { border-left: 1px solid RULE; }
    QWidget#clock { border-top: 1px solid RULE; }
    QProgressBar { background: PAGE; border: 1px solid MUTED; height: 7px; text-align: center; }
    QProgressBar::chunk { background: SIDE; }
    QSplitter::handle { background: RULE; }
    QScrollBar:vertical { background: PAPER; width: 9px; margin: 0; }
    QScrollBar::handle:vertical { background: RULE; min-height: 24px; border-radius: 4px; }
    QScrollBar:horizontal { background: PAPER; height: 9px; margin: 0; }
    QScrollBar::handle:horizontal { background: RULE; min-width: 24px; border-radius: 4px; }
    QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
    QCheckBox { spacing: 7px; min-height: 24px; }
    QCheckBox::indicator, QTreeWidget::indicator { width: 11px; height: 11px; border: 1.3px solid INK; }
    QCheckBox::indicator:checked, QTreeWidget::indicator:checked { background: INK; }
    QCheckBox:focus { border: 1px solid INK; }
    QToolTip { background: PAGE; color: INK; border: 1px solid RULE; padding: 3px; }
  )",
                      tone);
}

}  // namespace recon::viewer
