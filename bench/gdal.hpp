// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace recon::bench {

/// Every feature of a vector file as GDAL's own geometries: what a program
/// that reads borders by GDAL does before it can begin. Throws std::runtime_error.
[[nodiscard]] std::shared_ptr<void> read_by_gdal(const std::filesystem::path& file);

/// Every row of a table with the columns lat, lon and altitude_ft by GDAL's CSV driver, as three numbers and
/// the text of its time. Throws std::runtime_error.
[[nodiscard]] std::shared_ptr<void> rows_by_gdal(const std::filesystem::path& file);

}  // namespace recon::bench
