// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <csv.h>

#include "recon/exchange/import.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

constexpr std::size_t looked_at = 64U << 10U;  // for the separator
constexpr std::size_t longest_record = 16U << 20U;

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view without_blanks(std::string_view cell) {
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t')) cell.remove_suffix(1);
  return cell;
}

/// libcsv over one record at a time: records with quotes are rare, and their line ends are data.
class Quoted {
public:
  explicit Quoted(char separator) {
    csv_init(&parser_, 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    csv_set_term_func(&parser_, [](unsigned char) { return 0; });
    csv_set_space_func(&parser_, [](unsigned char c) { return static_cast<int>(c == ' ' || c == '\r'); });
  }
  ~Quoted() { csv_free(&parser_); }
  Quoted(const Quoted&) = delete;
  Quoted(Quoted&&) = delete;
  Quoted& operator=(const Quoted&) = delete;
  Quoted& operator=(Quoted&&) = delete;

  // False: too wide.
  bool split(std::string_view record, std::vector<std::string_view>& cells) {
    kept_.clear();
    wide_ = false;
    csv_parse(&parser_, record.data(), record.size(), take, nullptr, this);
    csv_fini(&parser_, take, nullptr, this);
    cells.clear();
    for (const std::string& cell : kept_) cells.push_back(without_blanks(cell));
    return !wide_;
  }

private:
  static void take(void* characters, std::size_t size, void* self) {
    auto& quoted = *static_cast<Quoted*>(self);
    if (quoted.kept_.size() == most_columns) quoted.wide_ = true;
    if (!quoted.wide_) quoted.kept_.emplace_back(static_cast<const char*>(characters), size);
  }
  csv_parser parser_{};
  std::vector<std::string> kept_;
  bool wide_ = false;
};

bool split_plain(std::string_view record, char separator, std::vector<std::string_view>& cells) {
  cells.clear();
  while (true) {
    const void* found = record.empty() ? nullptr : std::memchr(record.data(), separator, record.size());
    const std::size_t end = found == nullptr
                                ? record.size()
                                : static_cast<std::size_t>(static_cast<const char*>(found) - record.data());
    if (cells.size() == most_columns) return false;
    cells.push_back(without_blanks(record.substr(0, end)));
    if (found == nullptr) return true;
    record.remove_prefix(end + 1);
  }
}

// Where blanks part cells, any run of them does; a quoted cell may hold some.
bool split_blanks(std::string_view record, std::vector<std::string_view>& cells) {
  cells.clear();
  for (record = without_blanks(record); !record.empty(); record = without_blanks(record)) {
    if (cells.size() == most_columns) return false;
    const bool quoted = record.front() == '"' && record.find('"', 1) != std::string_view::npos;
    if (quoted) record.remove_prefix(1);
    const std::size_t end = std::min(quoted ? record.find('"') : record.find_first_of(" \t"), record.size());
    cells.push_back(record.substr(0, end));
    record.remove_prefix(std::min(record.size(), end + (quoted ? 1 : 0)));
  }
  return true;
}

// Where a record ends: the first line end outside of quotes. A quote opens a cell only where the cell begins:
// elsewhere it is a second of arc.
std::size_t end_of_record(std::string_view text, char separator, bool& quoted) {
  const void* newline = std::memchr(text.data(), '\n', text.size());
  const std::size_t end = newline == nullptr
                              ? text.size()
                              : static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
  quoted = false;
  if (std::memchr(text.data(), '"', end) == nullptr) return end;
  bool inside = false, begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside) {
      if (c == '"') inside = false;  // of two in a row the next opens it again
      begins = c == '"';
      continue;
    }
    if (c == '\n') return i;
    if (c == '"' && begins) inside = quoted = true;
    begins = c == separator || (begins && (c == ' ' || c == '\t'));
  }
  // A stray quote would swallow the rest: then the line is a line, and its quotes are characters.
  if (inside && text.size() > end) return std::string_view::npos;
  return text.size();
}

}  // namespace

RowsRead for_each_row(std::string_view text, char separator, const OnRow& on_row) {
  RowsRead read;
  Quoted quoted{separator};
  std::vector<std::string_view> cells;
  std::size_t line = 1;
  bool stray = false;
  while (!text.empty()) {
    bool has_quote = false;
    std::size_t end =
        stray ? std::min(text.find('\n'), text.size()) : end_of_record(text, separator, has_quote);
    if (end == std::string_view::npos) {
      read.open_quote = stray = true;
      has_quote = false;
      end = std::min(text.find('\n'), text.size());
    }
    const std::string_view record = without_return(text.substr(0, end));
    const std::size_t here = line;
    line += has_quote ? static_cast<std::size_t>(std::count(record.begin(), record.end(), '\n')) + 1 : 1;
    text.remove_prefix(std::min(text.size(), end + 1));
    if (record.empty()) continue;
    const bool long_record = has_quote && record.size() > longest_record;
    const bool fits = !long_record && (separator == ' ' ? split_blanks(record, cells)
                                       : has_quote      ? quoted.split(record, cells)
                                                        : split_plain(record, separator, cells));
    const bool short_cells = fits && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
                               return cell.size() <= longest_cell;
                             });
    if (!fits || !short_cells) {
      ++(fits || long_record ? read.too_long : read.too_wide);
      if (read.first_bad == 0) read.first_bad = here;
      continue;
    }
    if (!on_row(cells, here)) break;
  }
  return read;
}

char separator_of(std::string_view text) {
  text = text.substr(0, looked_at);
  char best = ',';
  std::size_t most = 0;
  for (const char separator : {',', ';', '\t', '|'}) {
    // How many rows share the commonest width above one.
    std::vector<std::size_t> widths;
    for_each_row(text, separator, [&](std::span<const std::string_view> cells, std::size_t) {
      if (cells.size() > 1) widths.push_back(cells.size());
      return widths.size() < 100;
    });
    std::sort(widths.begin(), widths.end());
    std::size_t rows = 0;
    for (auto at = widths.begin(); at != widths.end();) {
      const auto end = std::upper_bound(at, widths.end(), *at);
      rows = std::max(rows, static_cast<std::size_t>(end - at));
      at = end;
    }
    // A decimal comma cuts as evenly as a semicolon: ';' and tab are no one's decimal sign.
    const std::size_t score = rows * (separator == ',' ? 2 : 3);
    if (score > most) {
      most = score;
      best = separator;
    }
  }
  return best;
}

}  // namespace recon::exchange
