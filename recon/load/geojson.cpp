// SPDX-License-Identifier: Apache-2.0
#include "recon/load/geojson.hpp"

#include <simdjson.h>

#include "recon/load/bytes.hpp"
#include "recon/load/projection.hpp"

namespace recon::load {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t most_properties_told = 100;

class GeoJson {
public:
  GeoJson(const std::string& name, const std::vector<std::string>& candidates, Notes& notes)
      : name_{name}, notes_{notes}, tally_{name} {
    drawn_.candidates = candidates;
  }

  Drawn read(std::string_view bytes) {
    dom::parser parser;
    const std::string_view text = without_mark(bytes);
    dom::element root;
    if (const auto error = parser.parse(text.data(), text.size()).get(root)) {
      if (const auto at = first_not_utf8(text); at && error == simdjson::UTF8_ERROR)
        refuse("not GeoJSON: " + not_utf8(static_cast<unsigned char>(text[*at])) + " at byte " +
               std::to_string(*at));
      if (error == simdjson::MEMALLOC) refuse("too large for the memory there is");
      refuse(std::string{"not GeoJSON: "} + simdjson::error_message(error));
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS) refuse("not GeoJSON: no object");
    read_crs(object);
    const std::string_view type = type_of(object);
    if (type == "FeatureCollection") {
      read_collection(object);
    } else if (type == "Feature") {
      read_feature(object);
    } else if (type == "Topology") {
      refuse("TopoJSON, which is not read; convert it to GeoJSON");
    } else {
      start_feature();
      drawn_.features.back().names.resize(drawn_.candidates.size());
      read_geometry(object, 0);
    }
    return std::move(drawn_);
  }

private:
  // A member by its name; members may stand in any order, and not twice.
  std::optional<dom::element> member(const dom::object& object, std::string_view wanted) {
    std::optional<dom::element> found;
    for (const dom::key_value_pair field : object) {
      if (field.key != wanted) continue;
      if (found) refuse(where() + "'" + std::string{wanted} + "' is said twice");
      found = field.value;
    }
    return found;
  }

  std::string_view type_of(const dom::object& object) {
    std::string_view type;
    const auto value = member(object, "type");
    if (!value || value->get(type) != simdjson::SUCCESS) refuse("not GeoJSON: " + where() + "no \"type\"");
    return type;
  }

  // RFC 7946 has no "crs"; files written before it (GeoJSON 2008) may.
  void read_crs(const dom::object& root) {
    const auto crs = member(root, "crs");
    if (!crs) return;
    if (crs->is_null()) {
      notes_.add("its \"crs\" is null; WGS 84 is assumed (RFC 7946)");
      return;
    }
    std::string_view kind, named;
    if (crs->at_key("type").get(kind) != simdjson::SUCCESS || kind != "name" ||
        crs->at_key("properties").at_key("name").get(named) != simdjson::SUCCESS)
      refuse("its \"crs\" is not given by name; only such are read");
    drawn_.crs = named;
    if (!is_code(drawn_.crs))
      refuse("the coordinate system '" + drawn_.crs.substr(0, 100) + "' is not known");
  }

  void read_collection(const dom::object& root) {
    dom::array features;
    const auto value = member(root, "features");
    if (!value || value->get(features) != simdjson::SUCCESS)
      refuse("not GeoJSON: a FeatureCollection without \"features\"");
    for (const dom::element element : features) {
      dom::object feature;
      if (element.get(feature) != simdjson::SUCCESS)
        refuse("not GeoJSON: feature " + std::to_string(drawn_.features.size() + 1) + " is no object");
      read_feature(feature);
    }
  }

  void start_feature() {
    drawn_.features.emplace_back();
    drawn_.features.back().number = drawn_.features.size();
  }

  void read_feature(const dom::object& object) {
    start_feature();
    if (type_of(object) != "Feature") refuse("not GeoJSON: " + where() + "not of type Feature");
    dom::object properties, geometry;
    if (const auto value = member(object, "properties"); value && value->get(properties) == simdjson::SUCCESS)
      read_names(properties);
    drawn_.features.back().names.resize(drawn_.candidates.size());
    const auto value = member(object, "geometry");
    if (!value || value->is_null()) {
      notes_.add(which_feature() + " has no geometry and is skipped");
    } else if (value->get(geometry) == simdjson::SUCCESS) {
      read_geometry(geometry, 0);
    } else {
      refuse("not GeoJSON: " + where() + "the geometry is no object");
    }
  }

  void read_names(const dom::object& properties) {
    if (drawn_.properties.empty())
      for (const dom::key_value_pair field : properties) {
        if (drawn_.properties.size() == most_properties_told) break;
        drawn_.properties.emplace_back(field.key);
      }
    for (const std::string& candidate : drawn_.candidates)
      drawn_.features.back().names.push_back(value_of(properties, candidate, drawn_.candidates.size() == 1));
  }

  // Capitals do not matter in a name that was said, where no property is written that way: "Name".
  static std::optional<std::string> value_of(const dom::object& properties, const std::string& property,
                                             bool any_capitals) {
    dom::element value;
    if (properties.at_key(property).get(value) != simdjson::SUCCESS &&
        (!any_capitals || properties.at_key_case_insensitive(property).get(value) != simdjson::SUCCESS))
      return std::nullopt;
    std::string_view text;
    std::int64_t number = 0;
    if (value.get(text) == simdjson::SUCCESS) return std::string{text};
    if (value.is_int64() && value.get(number) == simdjson::SUCCESS) return std::to_string(number);
    return std::nullopt;
  }

  void read_geometry(const dom::object& object, int depth) {
    if (depth > deepest_collection) refuse(which_feature() + ": geometry collections lie more than 8 deep");
    const std::string_view type = type_of(object);
    if (type == "GeometryCollection") {
      for (const dom::element element : array_of(object, "geometries")) {
        dom::object geometry;
        if (element.get(geometry) != simdjson::SUCCESS)
          refuse("not GeoJSON: " + where() + "a geometry is no object");
        read_geometry(geometry, depth + 1);
      }
    } else if (type == "Polygon") {
      read_polygon(array_of(object, "coordinates"));
    } else if (type == "MultiPolygon") {
      for (const dom::element polygon : array_of(object, "coordinates")) read_polygon(array(polygon));
    } else {
      notes_.add(which_feature() + " is a " + std::string{type} + " and is skipped; polygons are needed");
    }
  }

  dom::array array(const dom::element& element) {
    dom::array result;
    if (element.get(result) != simdjson::SUCCESS)
      refuse("not GeoJSON: " + where() + "coordinates are no list of rings of positions");
    return result;
  }
  dom::array array_of(const dom::object& object, std::string_view key) {
    const auto value = member(object, key);
    if (!value) refuse("not GeoJSON: " + where() + "no \"" + std::string{key} + "\"");
    return array(*value);
  }

  void read_polygon(const dom::array& rings) {
    tally_.part();
    DrawnFeature& feature = drawn_.features.back();
    DrawnPolygon polygon{.rings = {}, .feature = feature.number, .part = feature.polygons.size() + 1};
    for (const dom::element ring : rings) {
      tally_.ring();
      polygon.rings.push_back(ring_from(array(ring)));
    }
    if (!polygon.rings.empty()) feature.polygons.push_back(std::move(polygon));
  }

  geo::Ring ring_from(const dom::array& positions) {
    geo::Ring ring;
    ring.reserve(positions.size());
    for (const dom::element position : positions) ring.push_back(position_from(array(position)));
    tally_.vertices(ring.size());
    return ring;
  }

  // The only place where GeoJSON's (longitude, latitude) becomes a Position.
  geo::Position position_from(const dom::array& position) {
    auto at = position.begin();
    double x = 0.0, y = 0.0;
    const auto next = [&](double& value) {
      const bool there = at != position.end() && (*at).get(value) == simdjson::SUCCESS;
      if (there) ++at;
      return there;
    };
    if (!next(x) || !next(y)) refuse("not GeoJSON: " + where() + "a position is not two numbers");
    return {.latitude = degrees(y), .longitude = degrees(x)};
  }

  [[nodiscard]] std::string which_feature() const {
    return "feature " + std::to_string(drawn_.features.size());
  }
  [[nodiscard]] std::string where() const { return drawn_.features.empty() ? "" : which_feature() + ": "; }
  [[noreturn]] void refuse(const std::string& why) const { refuse_file(name_, why); }

  const std::string& name_;
  Notes& notes_;
  Tally tally_;
  Drawn drawn_;
};

}  // namespace

Drawn read_geojson(const std::string& name, std::string_view bytes,
                   const std::vector<std::string>& candidates, Notes& notes) {
  return GeoJson{name, candidates, notes}.read(bytes);
}

}  // namespace recon::load
