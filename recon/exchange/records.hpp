// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "recon/exchange/import.hpp"
#include "recon/exchange/table.hpp"
#include "recon/load/load.hpp"

namespace recon::exchange {

/// Rows that come as names with values, in any order and not all in each, gathered into a table.
class Records {
public:
  /// A new row, at its place in the file.
  void start(std::size_t place) {
    rows_.emplace_back();
    places_.push_back(place);
  }
  /// A value of the last row; names beyond most_columns are left out.
  void put(std::string_view name, std::string value) {
    auto at = columns_.find(std::string{name});
    if (at == columns_.end()) {
      if (header_.size() == most_columns) return;
      at = columns_.emplace(std::string{name}, header_.size()).first;
      header_.emplace_back(name);
    }
    if (rows_.back().size() <= at->second) rows_.back().resize(at->second + 1);
    rows_.back()[at->second] = std::move(value);
  }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// The rows as sightings. Throws load::UnreadableFile when no names tell of places.
  [[nodiscard]] Imported read(const ImportWish& wish) const {
    const std::vector<std::string_view> header{header_.begin(), header_.end()};
    const auto layout = layout_of(header);
    if (!layout) throw load::UnreadableFile{"its records have no latitude and longitude"};
    const std::vector<std::vector<std::string>> sample{
        rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(rows_.size(), 300))};
    TableReader reader{*layout, sample, wish, rows_.size()};
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      cells.assign(rows_[i].begin(), rows_[i].end());
      reader.take(cells, places_[i]);
    }
    return std::move(reader).finish();
  }

private:
  std::vector<std::string> header_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> places_;
};

}  // namespace recon::exchange
