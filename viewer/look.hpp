// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPen>
#include <QPixmap>
#include <QString>
#include <string>
#include <string_view>

#include "viewer/model/answers.hpp"

#include "recon/report/theme.hpp"
#include "recon/report/view.hpp"

/// How the viewer looks: the report's colours as Qt's, badges and line styles. No widget holds a literal
/// colour.
namespace recon::viewer {

enum class Tone { light, dark };

[[nodiscard]] const report::theme::Palette& colours_of(Tone tone);
[[nodiscard]] QColor colour(std::string_view token);
[[nodiscard]] QColor colour(std::string_view token, double alpha);
[[nodiscard]] inline QString text(const std::string& words) { return QString::fromStdString(words); }

/// The letter and hue of an account: A to D in order of first statement, then ink.
struct Badge {
  QString letter;
  QColor fill, text;
};
[[nodiscard]] Badge badge(const report::Account& account, Tone tone);

/// A border version's line: ink always; the style says which (solid, thin, dashes, dash-dot, dots).
[[nodiscard]] QPen border_pen(const report::Version& version, Tone tone);

[[nodiscard]] QPixmap badge_picture(const Badge& who, int size = 18);
/// A round choice button, taken or not; and one with a sample of a line behind it.
[[nodiscard]] QPixmap round_picture(bool taken, Tone tone);
[[nodiscard]] QPixmap line_picture(const QPen& pen, bool taken, Tone tone);
/// Points to the right, or down when open.
[[nodiscard]] QPixmap arrow_picture(bool open, Tone tone);

/// What a version makes of a row: tone is the side, hatch is undetermined, half and half depends on the
/// reading. The version that decides is underlined.
void draw_cell(QPainter& painter, const QRectF& box, Cell cell, Tone tone);
/// How many rows come out on which side, as parts of one bar.
[[nodiscard]] QPixmap tally_picture(const VersionTally& tally, int width, Tone tone);

void draw_badge(QPainter& painter, QPointF centre, const Badge& who, double radius = 9.0);

/// Sizes in pixels: 24 clock, 15 verdict, 13 text, 11.5 in charts.
[[nodiscard]] QFont text_font(double pixels, bool bold = false);
/// For quotations.
[[nodiscard]] QFont serif_font(double pixels);

/// Everything that Qt draws by itself: palette, rules instead of boxes, a focus ring in ink.
[[nodiscard]] QPalette palette_of(Tone tone);
[[nodiscard]] QString style_sheet(Tone tone);
/// A sheet with PAPER, PAGE, INK, MUTED, RULE, SIDE and PENDING as the tone's colours.
[[nodiscard]] QString with_colours(QString sheet, Tone tone);

}  // namespace recon::viewer
