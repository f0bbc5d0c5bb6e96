// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace recon::bench {

/// Every feature of a vector file as GDAL's own geometries: what a program
/// that reads borders by GDAL does before it can begin. Throws std::runtime_error.
[[nodiscard]] std::shared_ptr<void> read_by_gdal(const std::filesystem::path& file);

}  // namespace recon::bench
