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

std::shared_ptr<void> rows_by_gdal(const std::filesystem::path& file) {
  struct Row {
    double latitude = 0.0, longitude = 0.0, height = 0.0;
    std::string time;
  };
  OGRRegisterAll();
  const GDALDatasetUniquePtr dataset{
      GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr)};
  if (!dataset || dataset->GetLayerCount() != 1)
    throw std::runtime_error{"GDAL cannot read " + file.string()};
  auto* const layer = dataset->GetLayer(0);
  const auto field = [layer](const char* name) { return layer->GetLayerDefn()->GetFieldIndex(name); };
  const int latitude = field("lat"), longitude = field("lon"), height = field("altitude_ft"),
            time = field("time");
  auto rows = std::make_shared<std::vector<Row>>();
  for (const auto& feature : layer)
    rows->push_back({feature->GetFieldAsDouble(latitude), feature->GetFieldAsDouble(longitude),
                     feature->GetFieldAsDouble(height), feature->GetFieldAsString(time)});
  return rows;
}

}  // namespace recon::bench
