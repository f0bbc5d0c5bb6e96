// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPen>
#include <QString>
#include <vector>

#include "recon/inquiry/inquiry.hpp"
#include "recon/report/theme.hpp"

/// How the viewer looks: the report's colours as Qt's, badges and line styles. No widget holds a literal
/// colour.
namespace recon::viewer {

enum class Tone { light, dark };

[[nodiscard]] const report::theme::Palette& colours_of(Tone tone);
[[nodiscard]] QColor colour(std::string_view token);

/// The letter and hue of an account: A to D in order of first statement, then ink and E, F, ...
struct Badge {
  QString letter;
  QColor fill, text;
};
[[nodiscard]] Badge badge(const inquiry::Inquiry& inquiry, const std::string& narrative, Tone tone);
[[nodiscard]] QString account_name(const inquiry::Inquiry& inquiry, const std::string& narrative);

/// A border version's line: ink always; the style says which (solid, thin, dashes, dash-dot, dots).
[[nodiscard]] QPen border_pen(const inquiry::Inquiry& inquiry, const std::string& border, Tone tone);
[[nodiscard]] QString border_name(const inquiry::Inquiry& inquiry, const std::string& border);
/// Versions that decide: those not for display only, in case order.
[[nodiscard]] std::vector<std::string> counted_borders(const inquiry::Inquiry& inquiry);

/// A claim in a few words: its kind and the figure as printed, "distance “13 nautical miles”".
[[nodiscard]] QString claim_words(const inquiry::Inquiry& inquiry, const std::string& claim);

}  // namespace recon::viewer
