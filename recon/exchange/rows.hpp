// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Text with separators, as rows of cells.
namespace recon::exchange {

/// Cells are trimmed and without their quotes; they live until the next row. False ends the reading.
using OnRow = std::function<bool(std::span<const std::string_view> cells, std::size_t line)>;

/// What was met on the way.
struct RowsRead {
  std::size_t too_wide = 0;   // rows of more than most_columns cells: passed over
  std::size_t too_long = 0;   // rows with a cell of more than longest_cell characters: passed over
  std::size_t first_bad = 0;  // line of the first of them
  bool open_quote = false;    // the text ends within a quoted cell
};

/// Every row that is not empty. A quoted cell may hold separators and line ends (RFC 4180); a row's line is
/// that of its first character; a quote within a cell is a character. ' ' parts cells at runs of blanks.
RowsRead for_each_row(std::string_view text, char separator, const OnRow& on_row);

/// The separator that cuts the first rows most evenly: , ; tab or |.
[[nodiscard]] char separator_of(std::string_view text);

}  // namespace recon::exchange
