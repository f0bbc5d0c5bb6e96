// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/rows.hpp"
#include "recon/exchange/table.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

constexpr std::size_t title_rows = 40;    // above a header
constexpr std::size_t sample_rows = 300;  // that tell the form of a column

struct Head {
  Layout layout;
  std::size_t line = 0;
  char separator = ',';
  std::string first_row;
};

// "# time lat lon": what sets the header off is no column.
Cells without_mark(Cells cells) {
  const bool mark = !cells.empty() && (cells[0] == "#" || cells[0] == "%" || cells[0] == "//");
  return mark ? cells.subspan(1) : cells;
}

// "2015-11-24 07:24:05" is two cells of a table whose cells are parted by blanks, and one time.
class WholeTimes {
public:
  explicit WholeTimes(const Layout& layout) : width_{layout.columns.size()} {
    for (std::size_t i = 0; i < width_; ++i)
      if (layout.columns[i].role == Role::time) time_ = i;
  }
  Cells operator()(Cells cells) {
    if (!time_ || cells.size() != width_ + 1 || cells[*time_ + 1].find(':') == std::string_view::npos)
      return cells;
    cells_.assign(cells.begin(), cells.end());
    const std::string_view day = cells[*time_], clock = cells[*time_ + 1];
    if (clock.data() < day.data()) return cells;
    cells_[*time_] = {day.data(), static_cast<std::size_t>(clock.data() + clock.size() - day.data())};
    cells_.erase(cells_.begin() + static_cast<std::ptrdiff_t>(*time_) + 1);
    return cells_;
  }

private:
  std::size_t width_;
  std::optional<std::size_t> time_;
  std::vector<std::string_view> cells_;
};

// Titles, addresses and blank lines may stand above; the first row that names places is the header.
std::optional<Head> head_of(std::string_view text, char separator, std::string* first_row) {
  std::optional<Head> head;
  std::size_t rows = 0;
  for_each_row(text.substr(0, 4U << 20U), separator, [&](Cells cells, std::size_t line) {
    if (first_row != nullptr && first_row->empty())
      for (const std::string_view cell : cells)
        if (first_row->size() < 200)
          *first_row += (first_row->empty() ? "" : ", ") + std::string{cell.substr(0, 60)};
    if (auto layout = layout_of(separator == ' ' ? without_mark(cells) : cells)) {
      head = Head{.layout = std::move(*layout), .line = line, .separator = separator};
      return false;
    }
    return ++rows < title_rows;
  });
  return head;
}

std::optional<Head> any_head_of(std::string_view text, std::string* first_row = nullptr) {
  const char likely = separator_of(text);
  if (auto head = head_of(text, likely, first_row)) return head;
  for (const char separator : {',', ';', '\t', '|', ' '})
    if (separator != likely)
      if (auto head = head_of(text, separator, nullptr)) return head;
  return std::nullopt;
}

std::string separator_word(char separator) {
  if (separator == ' ') return "blanks";
  return separator == '\t' ? "tab" : std::string{"'"} + separator + "'";
}

}  // namespace

bool is_csv(std::string_view bytes) { return any_head_of(bytes).has_value(); }

Imported read_csv(std::string_view bytes, const ImportWish& wish) {
  std::string first_row;
  const auto head = any_head_of(bytes, &first_row);
  if (!head)
    throw load::UnreadableFile{
        "no row of it names columns of latitude and longitude, of position, or of range and azimuth; a row "
        "above the others has to, as in time_utc,latitude,longitude,altitude_ft (the first row: " +
        first_row.substr(0, 200) + ")"};
  std::vector<std::vector<std::string>> sample;
  const bool blanks = head->separator == ' ';
  WholeTimes whole{head->layout};
  for_each_row(bytes, head->separator, [&](Cells cells, std::size_t line) {
    if (blanks) cells = whole(cells);
    if (line > head->line) sample.emplace_back(cells.begin(), cells.end());
    return sample.size() < sample_rows;
  });
  const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  TableReader reader{head->layout, sample, wish, lines};
  std::size_t width = head->layout.columns.size(), narrow = 0, narrow_line = 0;
  const RowsRead read = for_each_row(bytes, head->separator, [&](Cells cells, std::size_t line) {
    if (line <= head->line) return true;
    if (blanks) cells = whole(cells);
    if (cells.size() < width && narrow++ == 0) narrow_line = line;
    reader.take(cells, line);
    return true;
  });
  Imported imported = std::move(reader).finish();
  Honesty& honesty = imported.honesty;
  if (head->line > 1)
    notice(honesty,
           "the header is line " + std::to_string(head->line) + "; what stands above it is not read");
  if (head->separator != ',') notice(honesty, "cells are parted by " + separator_word(head->separator));
  if (narrow > 0)
    notice(honesty, std::to_string(narrow) + (narrow == 1 ? " row has" : " rows have") +
                        " fewer cells than the header, the first in line " + std::to_string(narrow_line));
  for (std::size_t i = 0; i < read.too_wide; ++i) {
    ++honesty.rows;
    skip(honesty, "more than 1 000 cells in the row", read.first_bad);
  }
  for (std::size_t i = 0; i < read.too_long; ++i) {
    ++honesty.rows;
    skip(honesty, "a cell of more than 64 KiB", read.first_bad);
  }
  if (read.open_quote)
    notice(honesty, "a quoted cell is never closed; from there on quotes are read as characters");
  return imported;
}

}  // namespace recon::exchange
