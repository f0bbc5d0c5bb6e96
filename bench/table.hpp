// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace recon::bench {

/// A table as it is printed: Markdown whose columns line up, so that it reads well in a terminal too.
struct Table {
  std::string goal, title;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> notes;
};

void print(std::ostream& out, const Table& table);
/// All tables as JSON: a list of objects with goal, title, notes and rows by column.
void print_json(std::ostream& out, const std::vector<Table>& tables);

/// Three significant digits without an exponent where one can do without: "0.0123", "4.56", "117 000".
[[nodiscard]] std::string digits(double value);

}  // namespace recon::bench
