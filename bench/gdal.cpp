// SPDX-License-Identifier: Apache-2.0
#include "bench/gdal.hpp"

#include <stdexcept>
#include <vector>

#include <ogrsf_frmts.h>

namespace recon::bench {

std::shared_ptr<void> read_by_gdal(const std::filesystem::path& file) {
  OGRRegisterAll();
  const GDALDatasetUniquePtr dataset{
      GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr)};
  if (!dataset) throw std::runtime_error{"GDAL cannot read " + file.string()};
  auto geometries = std::make_shared<std::vector<OGRGeometryUniquePtr>>();
  for (auto* layer : dataset->GetLayers())
    for (const auto& feature : layer) geometries->emplace_back(feature->StealGeometry());
  return geometries;
}

}  // namespace recon::bench
