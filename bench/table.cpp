// SPDX-License-Identifier: Apache-2.0
#include "bench/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

#include <nlohmann/json.hpp>

namespace recon::bench {

namespace {

// Letters, not bytes: continuation bytes of UTF-8 take no room.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

void print(std::ostream& out, const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) widths.push_back(width(column));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = i < cells.size() ? cells[i] : "";
      const std::string room(widths[i] - width(cell), ' ');
      out << "| " << (i == 0 ? cell + room : room + cell) << ' ';
    }
    out << "|\n";
  };
  out << "### " << table.goal << ": " << table.title << "\n\n";
  line(table.columns);
  for (std::size_t i = 0; i < widths.size(); ++i)
    out << '|' << (i == 0 ? std::string(widths[i] + 2, '-') : std::string(widths[i] + 1, '-') + ":");
  out << "|\n";
  for (const auto& row : table.rows) line(row);
  out << '\n';
  for (const auto& note : table.notes) out << "- " << note << '\n';
  if (!table.notes.empty()) out << '\n';
  out.flush();
}

void print_json(std::ostream& out, const std::vector<Table>& tables) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& table : tables) {
    auto rows = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
      nlohmann::ordered_json object;
      for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = row[i];
      rows.push_back(std::move(object));
    }
    list.push_back({{"goal", table.goal}, {"title", table.title}, {"rows", rows}, {"notes", table.notes}});
  }
  out << list.dump(1) << '\n';
}

std::string digits(double value) {
  if (!std::isfinite(value)) return "–";
  if (value == 0.0) return "0";
  char text[64];
  const double size = std::abs(value);
  if (size < 1e-4) {
    std::snprintf(text, sizeof text, "%.1e", value);
    return text;
  }
  const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
  const double unit = std::pow(10.0, std::max(0, before - 3));
  std::snprintf(text, sizeof text, "%.*f", std::clamp(3 - before, 0, 6),
                unit > 1.0 ? std::round(value / unit) * unit : value);
  std::string number = text;
  if (before > 4)
    for (std::ptrdiff_t i = std::ssize(number) - 3; i > 0; i -= 3)
      number.insert(static_cast<std::size_t>(i), " ");
  return number;
}

}  // namespace recon::bench
