// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recon/exchange/table.hpp"

/// Columns that say one thing together, only for .cpp files of this folder: degrees, minutes and seconds; the
/// letter of a hemisphere; hours, minutes and seconds; year, month and day; metres of a grid and their zone.
namespace recon::exchange {

/// Puts a column behind the others for each such group, and a datum that a column repeats into the layout.
/// Tells what was taken for granted. Throws load::UnreadableFile for metres of a grid that nobody names, and
/// for a grid that there is not.
void join_columns(Layout& layout, const std::vector<std::vector<std::string>>& sample, const ImportWish& wish,
                  Honesty& honesty);

/// The cell of such a column; "" where a part that it needs is missing.
[[nodiscard]] std::string joined(const Join& join, Cells cells);

/// A latitude and a longitude in one cell, as they stand there: "35.83, 36.19", "35,83 36,19", "(35.83;
/// 36.19)", "35.83/36.19"; with `longitude_first`, and in "POINT (36.19 35.83)", the other way round. Nothing
/// when it holds anything but numbers.
struct PairOfNumbers {
  std::string latitude, longitude;
  bool more = false;  // a third number stands behind them
};
[[nodiscard]] std::optional<PairOfNumbers> pair_of_numbers(std::string_view cell, bool longitude_first);

}  // namespace recon::exchange
