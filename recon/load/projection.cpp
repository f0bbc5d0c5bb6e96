// SPDX-License-Identifier: Apache-2.0
#include "recon/load/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numbers>

#include <ogr_spatialref.h>
#include <proj.h>

#include "recon/load/quiet.hpp"

namespace recon::load {

namespace {

struct DestroyContext {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct DestroyPj {
  void operator()(PJ* pj) const { proj_destroy(pj); }
};
using Context = std::unique_ptr<PJ_CONTEXT, DestroyContext>;
using Operation = std::unique_ptr<PJ, DestroyPj>;

bool is_wgs84(const OGRSpatialReference& system) {
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("CRS84");
  const std::array<const char*, 3> options{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                           "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  return system.IsGeographic() != 0 && system.IsSame(&wgs84, options.data()) != 0;
}

std::string name_of(const OGRSpatialReference& system) {
  const char* authority = system.GetAuthorityName(nullptr);
  const char* code = system.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return std::string{authority} + ":" + code;
  const char* name = system.GetName();
  return name != nullptr ? name : "unnamed";
}

// An authority's code when there is one: a definition in a file may carry grids, which are other files.
std::string definition_of(const OGRSpatialReference& system, const std::string& file) {
  std::string name = name_of(system);
  if (system.GetAuthorityCode(nullptr) != nullptr) return name;
  char* text = nullptr;
  const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
  system.exportToWkt(&text, options.data());
  std::string definition = text != nullptr ? text : "";
  CPLFree(text);
  if (definition.find("nadgrids") != std::string::npos ||
      definition.find("geoidgrids") != std::string::npos ||
      definition.find("PARAMETERFILE") != std::string::npos)
    refuse_file(file, "the coordinate system '" + name + "' refers to other files, which are not read");
  return definition;
}

class ToWgs84 {
public:
  ToWgs84(const std::string& definition, bool projected, std::string system, const std::string& file)
      : projected_{projected}, system_{std::move(system)}, file_{file}, context_{proj_context_create()} {
    proj_context_set_enable_network(context_.get(), 0);
    proj_log_level(context_.get(), PJ_LOG_NONE);
    const Operation from{proj_create(context_.get(), definition.c_str())};
    const Operation to{proj_create(context_.get(), "EPSG:4326")};
    // Without a published operation PROJ would call the two datums one ("ballpark").
    const std::array<const char*, 2> options{"ALLOW_BALLPARK=NO", nullptr};
    Operation any;
    if (from && to)
      any.reset(
          proj_create_crs_to_crs_from_pj(context_.get(), from.get(), to.get(), nullptr, options.data()));
    if (any) operation_.reset(proj_normalize_for_visualization(context_.get(), any.get()));
    if (!operation_)
      refuse_file(file_, "no published way from the coordinate system '" + system_ + "' to WGS 84 is known");
  }

  void move(DrawnPolygon& polygon) {
    for (std::size_t r = 0; r < polygon.rings.size(); ++r) move(polygon.rings[r], which(polygon, r));
  }

  void tell(Notes& notes) const {
    for (const auto& [operation, accuracy] : used_)
      notes.add("coordinates moved from " + system_ + " to WGS 84 by '" + operation + "', " +
                (accuracy >= 0.0 ? "good to " + rounded(accuracy) + " m as published"
                                 : std::string{"whose accuracy is not published"}));
    if (projected_ && farthest_ > 0.0)
      notes.add("edges that are straight in " + system_ +
                " are taken as straight in longitude and latitude; that moves none by more than " +
                rounded(std::ceil(farthest_ * 100.0) / 100.0) + " m (" + farthest_at_ + ")");
  }

private:
  static std::string rounded(double metres) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", metres);
    return text.data();
  }

  void move(geo::Ring& ring, const std::string& place) {
    std::vector<double> x(ring.size()), y(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
      x[i] = in_degrees(ring[i].longitude);
      y[i] = in_degrees(ring[i].latitude);
      if (!std::isfinite(x[i]) || !std::isfinite(y[i]))
        refuse_file(file_, place + " has a corner that is no number");
    }
    std::vector<double> mid_x(ring.size()), mid_y(ring.size());
    for (std::size_t i = 0; projected_ && i + 1 < ring.size(); ++i) {
      mid_x[i] = (x[i] + x[i + 1]) / 2.0;
      mid_y[i] = (y[i] + y[i + 1]) / 2.0;
    }
    const auto given_x = x, given_y = y;
    transform(x, y);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (!std::isfinite(x[i]) || !std::isfinite(y[i]))
        refuse_file(file_, place + " has a corner outside " + system_ + ": [" + std::to_string(given_x[i]) +
                               ", " + std::to_string(given_y[i]) + "]");
      ring[i] = {.latitude = degrees(y[i]), .longitude = degrees(x[i])};
    }
    if (ring.size() < 2 || !projected_) return;
    mid_x.pop_back();
    mid_y.pop_back();
    transform(mid_x, mid_y);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      constexpr double metres_a_degree = 111'320.0;  // of latitude, to a percent
      const double aside =
          std::hypot(mid_y[i] - (y[i] + y[i + 1]) / 2.0,
                     (mid_x[i] - (x[i] + x[i + 1]) / 2.0) * std::cos(y[i] * std::numbers::pi / 180.0)) *
          metres_a_degree;
      if (!(aside > farthest_) || std::abs(x[i + 1] - x[i]) > 180.0) continue;
      farthest_ = aside;
      farthest_at_ = place;
    }
  }

  void transform(std::vector<double>& x, std::vector<double>& y) {
    proj_errno_reset(operation_.get());
    proj_trans_generic(operation_.get(), PJ_FWD, x.data(), sizeof(double), x.size(), y.data(), sizeof(double),
                       y.size(), nullptr, 0, 0, nullptr, 0, 0);
    const Operation used{proj_trans_get_last_used_operation(operation_.get())};
    if (!used) return;
    const char* name = proj_get_name(used.get());
    used_.emplace(name != nullptr ? name : "unnamed",
                  proj_coordoperation_get_accuracy(context_.get(), used.get()));
  }

  bool projected_;
  std::string system_;
  const std::string& file_;
  Context context_;
  Operation operation_;
  std::map<std::string, double> used_;
  double farthest_ = 0.0;
  std::string farthest_at_;
};

}  // namespace

bool is_code(std::string_view crs) {
  return crs.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-") ==
         std::string_view::npos;
}

std::string move_to_wgs84(const std::string& crs, std::map<std::string, std::vector<DrawnPolygon>>& states,
                          const std::string& file, Notes& notes) {
  if (crs.empty()) return "EPSG:4326";
  const Quiet quiet;
  OGRSpatialReference system;
  const std::array<const char*, 3> options{"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (system.SetFromUserInput(crs.c_str(), options.data()) != OGRERR_NONE)
    refuse_file(file, "the coordinate system '" + crs.substr(0, 100) + "' is not known");
  system.DemoteTo2D(nullptr);  // heights are left out
  std::string name = name_of(system);
  if (is_wgs84(system)) return name;
  ToWgs84 to_wgs84{definition_of(system, file), system.IsProjected() != 0, name, file};
  for (auto& [state, polygons] : states)
    for (DrawnPolygon& polygon : polygons) to_wgs84.move(polygon);
  to_wgs84.tell(notes);
  return name;
}

}  // namespace recon::load
