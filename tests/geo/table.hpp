// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Reference numbers: a CSV file of tests/data, row by row, columns by name.
namespace recon::test {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool within_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && within_quotes && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (line[i] == '"') {
      within_quotes = !within_quotes;
    } else if (line[i] == ',' && !within_quotes) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  return cells;
}

inline std::vector<Row> table(const std::string& name) {
  std::ifstream file{RECON_TEST_DATA "/" + name};
  assert(file);
  std::string line;
  std::getline(file, line);
  const auto names = cells_of(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const auto cells = cells_of(line);
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells.at(i);
    rows.push_back(row);
  }
  return rows;
}

inline double number(const Row& row, const std::string& column) { return std::stod(row.at(column)); }

}  // namespace recon::test
