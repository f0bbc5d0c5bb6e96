// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Characters as a reader sees them: columns of a terminal, width of a drawn label, lines of a paragraph.
/// Text is UTF-8; a byte that is not is taken for one column.
namespace recon::report {

/// Columns that a terminal gives the text: 0 for combining marks, 2 for wide East Asian letters, else 1.
///   (1) columns(a + b) == columns(a) + columns(b)
[[nodiscard]] std::size_t columns(std::string_view text);

/// The text cut or filled with spaces to exactly `width` columns; a cut ends in "…".
[[nodiscard]] std::string fit(std::string_view text, std::size_t width);

/// Lines of at most `width` columns, broken at spaces; a word that is longer is broken where it must be.
/// REQUIRES: width >= 2
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Non-breaking and thin spaces as ordinary ones, control characters as spaces: fit for a terminal.
[[nodiscard]] std::string for_terminal(std::string_view text);

/// About how wide the text is drawn in a sans-serif of that size, in the unit of `size`; a few per cent too
/// wide.
[[nodiscard]] double drawn_width(std::string_view text, double size);

/// Text made safe for HTML and SVG, in content and in quoted attributes.
[[nodiscard]] std::string escape(std::string_view text);

/// Words with a separator between them, the empty ones left out.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

/// Every number kept on one line with the unit that follows it: "6.8 km" and "<1 %" do not break.
[[nodiscard]] std::string unbroken(std::string text);

/// Upper-case first letter (of the Latin alphabet; others stay).
[[nodiscard]] std::string capitalised(std::string text);

}  // namespace recon::report
