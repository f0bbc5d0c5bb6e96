// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <utility>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include "recon/load/border.hpp"

namespace recon::load {

namespace {

constexpr std::size_t most_vertices = 5'000'000;

// GDAL prints what goes wrong; here the last message becomes part of ours.
class Quiet {
public:
  Quiet() { CPLPushErrorHandler(CPLQuietErrorHandler); }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet(Quiet&&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  Quiet& operator=(Quiet&&) = delete;
};

// The bytes as a file that only GDAL sees, gone with this object.
class MemoryFile {
public:
  explicit MemoryFile(const std::string& bytes) {
    static std::mutex naming;
    static unsigned long count = 0;
    const std::lock_guard lock{naming};
    name_ = "/vsimem/recon-" + std::to_string(++count) + ".geojson";
    // GDAL promises to only read a file it does not own; its interface predates const.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), data, bytes.size(), FALSE));
  }
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  [[nodiscard]] const char* name() const { return name_.c_str(); }

private:
  std::string name_;
};

struct DestroyFeature {
  void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
struct CloseDataset {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

void register_driver_once() {
  static std::once_flag once;
  std::call_once(once, [] { OGRRegisterAll(); });
}

class GeoJson {
public:
  GeoJson(std::string name, std::string property) : name_{std::move(name)}, property_{std::move(property)} {}

  std::map<std::string, geo::Outline> read(const std::string& bytes) {
    register_driver_once();
    const Quiet quiet;
    const MemoryFile file{bytes};
    const std::array<const char*, 2> drivers{"GeoJSON", nullptr};
    const Dataset dataset{
        GDALDataset::Open(file.name(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr)};
    if (!dataset) {
      const std::string why = CPLGetLastErrorMsg();
      refuse(why.empty() ? "not GeoJSON" : "not GeoJSON: " + why);
    }
    for (OGRLayer* layer : dataset->GetLayers()) read(*layer);
    if (outlines_.empty()) refuse("no feature in this file");
    return std::move(outlines_);
  }

private:
  void read(OGRLayer& layer) {
    if (const OGRSpatialReference* system = layer.GetSpatialRef(); system != nullptr && !is_wgs84(*system))
      refuse("coordinates in another system than WGS 84 longitude and latitude");
    layer.ResetReading();
    CPLErrorReset();
    while (const std::unique_ptr<OGRFeature, DestroyFeature> feature{layer.GetNextFeature()}) {
      ++feature_;
      const OGRGeometry* geometry = feature->GetGeometryRef();
      if (geometry == nullptr) refuse(which() + " has no geometry");
      take(*geometry, outlines_[value_of_property(*feature)]);
    }
    if (CPLGetLastErrorType() == CE_Failure)
      refuse(std::string{"damaged after "} + which() + ": " + CPLGetLastErrorMsg());
  }

  [[nodiscard]] std::string value_of_property(const OGRFeature& feature) const {
    if (property_.empty()) return {};
    const int index = feature.GetFieldIndex(property_.c_str());
    if (index < 0 || !feature.IsFieldSetAndNotNull(index))
      refuse(which() + " has no property '" + property_ + "'");
    return feature.GetFieldAsString(index);
  }

  static bool is_wgs84(const OGRSpatialReference& system) {
    OGRSpatialReference wgs84;
    wgs84.SetWellKnownGeogCS("CRS84");
    const std::array<const char*, 3> options{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                             "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
    return system.IsGeographic() != 0 && system.IsSame(&wgs84, options.data()) != 0;
  }

  void take(const OGRGeometry& geometry, geo::Outline& outline) {
    if (const auto* polygon = dynamic_cast<const OGRPolygon*>(&geometry)) {
      if (polygon->IsEmpty() == 0) outline.parts.push_back(polygon_from(*polygon));
    } else if (const auto* collection = dynamic_cast<const OGRGeometryCollection*>(&geometry)) {
      for (const OGRGeometry* part : *collection) take(*part, outline);
    } else {
      refuse(which() + " is a " + geometry.getGeometryName() + "; polygons are needed");
    }
  }

  geo::Polygon polygon_from(const OGRPolygon& polygon) {
    geo::Polygon result;
    result.outer = ring_from(*polygon.getExteriorRing());
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i)
      result.holes.push_back(ring_from(*polygon.getInteriorRing(i)));
    return result;
  }

  geo::Ring ring_from(const OGRLinearRing& line) {
    geo::Ring ring;
    for (int i = 0; i < line.getNumPoints(); ++i) ring.push_back(position_from(line.getX(i), line.getY(i)));
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (ring.size() < 3) refuse(which() + " has a ring of fewer than three corners");
    return ring;
  }

  // The only place where (longitude, latitude) becomes a Position.
  geo::Position position_from(double longitude, double latitude) {
    if (++vertices_ > most_vertices) refuse("more than 5 000 000 vertices");
    if (!(std::abs(longitude) <= 180.0 && std::abs(latitude) <= 90.0))
      refuse(which() + " has a corner that is no longitude and latitude: [" + std::to_string(longitude) +
             ", " + std::to_string(latitude) + "]");
    return {.latitude = degrees(latitude), .longitude = degrees(longitude)};
  }

  [[nodiscard]] std::string which() const { return "feature " + std::to_string(feature_); }
  [[noreturn]] void refuse(const std::string& why) const { throw UnreadableFile{name_ + ": " + why}; }

  std::string name_, property_;
  std::map<std::string, geo::Outline> outlines_;
  std::size_t feature_ = 0, vertices_ = 0;
};

}  // namespace

std::map<std::string, geo::Outline> read_outlines(const std::string& name, const std::string& bytes,
                                                  const std::string& property) {
  return GeoJson{name, property}.read(bytes);
}

}  // namespace recon::load
