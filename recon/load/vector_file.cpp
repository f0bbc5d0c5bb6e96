// SPDX-License-Identifier: Apache-2.0
#include "recon/load/vector_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include "recon/load/bytes.hpp"
#include "recon/load/quiet.hpp"
#include "recon/load/text_outlines.hpp"
#include "recon/units/text.hpp"

namespace recon::load {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string ending_of(const std::string& file_name) {
  return lower(std::filesystem::path{file_name}.extension().string());
}

// ---- what GDAL sees: these bytes, and nothing else ----

// Other drivers are never registered: none can be reached through a file's contents.
void register_drivers_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRGeoJSON();
    RegisterOGRGeoPackage();
    RegisterOGRShape();
    RegisterOGRLIBKML();
    RegisterOGRFlatGeobuf();
    RegisterOGRGML();
  });
}

class Setting {
public:
  Setting(const char* key, const char* value) : key_{key} { CPLSetThreadLocalConfigOption(key, value); }
  ~Setting() { CPLSetThreadLocalConfigOption(key_, nullptr); }
  Setting(const Setting&) = delete;
  Setting(Setting&&) = delete;
  Setting& operator=(const Setting&) = delete;
  Setting& operator=(Setting&&) = delete;

private:
  const char* key_;
};

// No file of the network is called "none"; styles and links of KML, schemas and links of GML are left alone.
struct Closed {
  Setting curl{"CPL_VSIL_CURL_ALLOWED_FILENAME", "none"};
  Setting styles{"LIBKML_EXTERNAL_STYLE", "NO"};
  Setting resolved{"LIBKML_RESOLVE_STYLE", "NO"};
  Setting extensions{"OGR_SQLITE_LOAD_EXTENSIONS", ""};
  Setting largest_object{"OGR_GEOJSON_MAX_OBJ_SIZE", "200"};
  Setting index{"SHAPE_RESTORE_SHX", "YES"};
  Setting schema{"GML_DOWNLOAD_SCHEMA", "NO"};
  Setting elements{"GML_SKIP_RESOLVE_ELEMS", "ALL"};
  Setting notes{"GML_SAVE_RESOLVED_TO", "SAME"};  // beside the copy in memory, if anywhere
  // Which axis comes first is decided here, by the way the system is named (axes_of()).
  Setting axes{"GML_INVERT_AXIS_ORDER_IF_LAT_LONG", "YES"};
  Setting short_names{"GML_CONSIDER_EPSG_AS_URN", "NO"};
  Setting swapped{"GML_SWAP_COORDINATES", "AUTO"};
};

// The bytes as files that only GDAL sees, gone with this object.
class MemoryFolder {
public:
  explicit MemoryFolder(std::span<const FileBytes> files) : folder_{fresh_name()} {
    for (const FileBytes& file : files) add(file, ending_of(file.name));
  }
  MemoryFolder(const FileBytes& file, const std::string& ending) : folder_{fresh_name()} {
    add(file, ending);
  }
  ~MemoryFolder() { VSIRmdirRecursive(folder_.c_str()); }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder(MemoryFolder&&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  MemoryFolder& operator=(MemoryFolder&&) = delete;
  [[nodiscard]] const std::string& main_file() const { return paths_.front(); }

private:
  static std::string fresh_name() {
    static std::mutex naming;
    static unsigned long count = 0;
    const std::lock_guard lock{naming};
    return "/vsimem/recon-" + std::to_string(++count);
  }
  void add(const FileBytes& file, const std::string& ending) {
    paths_.push_back(folder_ + "/drawn" + ending);
    // GDAL promises to only read a file it does not own; its interface predates const.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(file.bytes.data()));
    VSIFCloseL(VSIFileFromMemBuffer(paths_.back().c_str(), data, file.bytes.size(), FALSE));
  }

  std::string folder_;
  std::vector<std::string> paths_;
};

struct DestroyFeature {
  void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
struct CloseDataset {
  void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

struct Driver {
  const char* name;
  const char* told;
};

Driver driver_of(VectorFormat format) {
  switch (format) {
    case VectorFormat::geopackage:
      return {"GPKG", "GeoPackage"};
    case VectorFormat::shapefile:
    case VectorFormat::zipped_shapefile:
      return {"ESRI Shapefile", "a shapefile"};
    case VectorFormat::kml:
    case VectorFormat::kmz:
      return {"LIBKML", "KML"};
    case VectorFormat::flatgeobuf:
      return {"FlatGeobuf", "FlatGeobuf"};
    case VectorFormat::gml:
      return {"GML", "GML"};
    case VectorFormat::text:
    case VectorFormat::geojson:
    case VectorFormat::unknown:
      break;
  }
  return {"GeoJSON", "GeoJSON"};
}

// ---- features ----

class Reader {
public:
  Reader(std::string name, VectorFormat format, const OutlineOptions& options,
         const std::vector<std::string>& candidates, Notes& notes)
      : name_{std::move(name)}, format_{format}, options_{options}, notes_{notes}, tally_{name_} {
    drawn_.candidates = candidates;
  }

  // May be called for several files of one archive: their features are numbered on.
  void read(std::span<const FileBytes> files) {
    register_drivers_once();
    const Quiet quiet;
    const Closed closed;
    const MemoryFolder folder{files};
    const Driver driver = driver_of(format_);
    const std::array<const char*, 2> drivers{driver.name, nullptr};
    const Dataset dataset{GDALDataset::Open(folder.main_file().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                            drivers.data(), nullptr, nullptr)};
    if (!dataset) {
      const std::string why = last_message();
      refuse(std::string{"not "} + driver.told + (why.empty() ? "" : ": " + why));
    }
    for (OGRLayer* layer : layers_of(*dataset)) read(*layer);
  }

  // Well-known text, a geometry a line or one over several; before it may stand "SRID=4326;".
  void read_wkt(std::string_view text) {
    const Quiet quiet;
    const std::string bytes{text};
    std::string system;
    for (std::string_view rest = trimmed(bytes); !rest.empty(); rest = trimmed(rest)) {
      if (rest.front() == ';' || rest.front() == ',') {
        rest.remove_prefix(1);
        continue;
      }
      if (lower_case(rest.substr(0, 5)) == "srid=") {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string code{trimmed(rest.substr(5, end - 5))};
        if (code.empty() || code.size() > 6 || code.find_first_not_of("0123456789") != std::string::npos)
          refuse("its SRID is no number");
        if (!system.empty() && system != "EPSG:" + code) refuse("geometries in different coordinate systems");
        system = "EPSG:" + code;
        rest.remove_prefix(end);
        continue;
      }
      rest.remove_prefix(std::min(rest.size(), wkt_geometry(rest.data())));  // blanks behind it, too
    }
    if (system.empty() && options_.crs.empty())
      refuse(
          "well-known text declares no coordinate system; write SRID=4326; before it, or say --crs EPSG:… if "
          "its "
          "publisher says which (4326 is WGS 84)");
    drawn_.crs = system.empty() ? options_.crs : system;
  }

  // How long its text is, which a zero ends.
  std::size_t wkt_geometry(const char* text) {
    const char* end = text;
    OGRGeometry* parsed = nullptr;
    const OGRErr wrong = OGRGeometryFactory::createFromWkt(&end, nullptr, &parsed);
    const std::unique_ptr<OGRGeometry> geometry{parsed};
    if (wrong != OGRERR_NONE || !geometry || end == text)
      refuse("not well-known text after " + which_feature());
    drawn_.features.emplace_back();
    drawn_.features.back().number = drawn_.features.size();
    drawn_.features.back().names.resize(drawn_.candidates.size());
    take(*geometry, drawn_.features.back(), 0);
    return static_cast<std::size_t>(end - text);
  }
  [[nodiscard]] Drawn taken() && { return std::move(drawn_); }

private:
  // What GDAL says may name its own copy of the file.
  [[nodiscard]] static std::string last_message() {
    std::string text = CPLGetLastErrorMsg();
    for (std::size_t at = 0; (at = text.find("/vsimem/recon-", at)) != std::string::npos;) {
      const std::size_t end = text.find("/drawn", at);
      if (end == std::string::npos) break;
      text.erase(at, end + 1 - at);
    }
    return text;
  }

  std::vector<OGRLayer*> layers_of(GDALDataset& dataset) {
    std::vector<OGRLayer*> found;
    std::string names;
    for (OGRLayer* layer : dataset.GetLayers()) {
      const std::string layer_name = layer->GetName();
      if (!options_.layer.empty() ? layer_name == options_.layer : has_polygons(*layer))
        found.push_back(layer);
      names += (names.empty() ? "" : ", ") + layer_name;
    }
    const bool joined = format_ == VectorFormat::kml || format_ == VectorFormat::kmz;
    if (found.empty() && !joined)
      refuse(options_.layer.empty() ? "no layer of polygons in this file"
                                    : "no layer '" + options_.layer + "'; there are: " + names);
    if (found.size() > 1 && !joined) refuse("several layers of polygons; say which: " + names);
    if (format_ == VectorFormat::geopackage) refuse_views(dataset, *found.front());
    return found;
  }

  static bool has_polygons(OGRLayer& layer) {
    const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
    return OGR_GT_IsSubClassOf(type, wkbCurvePolygon) != 0 ||
           OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0 || type == wkbGeometryCollection ||
           type == wkbUnknown;
  }

  // A view is a programme that a file brings along; it may never end.
  void refuse_views(GDALDataset& dataset, OGRLayer& layer) {
    const std::string wanted = layer.GetName();
    OGRLayer* rows = dataset.ExecuteSQL(
        "SELECT name FROM sqlite_master WHERE type = 'view' OR "
        "(type = 'table' AND sql LIKE 'CREATE VIRTUAL%' AND sql NOT LIKE '%USING rtree%')",
        nullptr, nullptr);
    if (rows == nullptr) return;
    bool found = false;
    while (const std::unique_ptr<OGRFeature, DestroyFeature> row{rows->GetNextFeature()})
      found = found || wanted == row->GetFieldAsString(0);
    dataset.ReleaseResultSet(rows);
    if (found) refuse("the layer '" + wanted + "' is a view; only tables are read");
  }

  void read(OGRLayer& layer) {
    declare_crs(layer);
    std::vector<int> fields;
    const OGRFeatureDefn& fields_of = *layer.GetLayerDefn();
    for (int i = 0; i < fields_of.GetFieldCount() && drawn_.properties.size() < 100; ++i)
      drawn_.properties.emplace_back(fields_of.GetFieldDefn(i)->GetNameRef());
    for (const std::string& candidate : drawn_.candidates)
      fields.push_back(field_of(fields_of, candidate, drawn_.candidates.size() == 1));
    layer.ResetReading();
    CPLErrorReset();
    while (const std::unique_ptr<OGRFeature, DestroyFeature> feature{layer.GetNextFeature()})
      read(*feature, fields);
    if (CPLGetLastErrorType() == CE_Failure)
      refuse("damaged after " + which_feature() + ": " + last_message());
  }

  static int field_of(const OGRFeatureDefn& fields, const std::string& property, bool any_capitals) {
    for (int i = 0; i < fields.GetFieldCount(); ++i)
      if (property == fields.GetFieldDefn(i)->GetNameRef()) return i;
    return any_capitals ? fields.GetFieldIndex(property.c_str()) : -1;
  }

  void declare_crs(OGRLayer& layer) {
    const OGRSpatialReference* system = layer.GetSpatialRef();
    if (system == nullptr || system->IsEmpty()) {
      if (options_.crs.empty())
        refuse(
            "no coordinate system is declared; say --crs EPSG:… if its publisher says which (4326 is WGS "
            "84)");
      drawn_.crs = options_.crs;
      notes_.add("the file declares no coordinate system; " + options_.crs + " was said");
      return;
    }
    std::string declared = definition_of(*system);
    if (!drawn_.crs.empty() && drawn_.crs != declared) refuse("layers in different coordinate systems");
    drawn_.crs = std::move(declared);
  }

  static std::string definition_of(const OGRSpatialReference& system) {
    const char* authority = system.GetAuthorityName(nullptr);
    const char* code = system.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) return std::string{authority} + ":" + code;
    char* text = nullptr;
    const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
    system.exportToWkt(&text, options.data());
    std::string result = text != nullptr ? text : "";
    CPLFree(text);
    return result;
  }

  void read(OGRFeature& feature, const std::vector<int>& fields) {
    drawn_.features.emplace_back();
    DrawnFeature& drawn = drawn_.features.back();
    drawn.number = drawn_.features.size();
    for (const int field : fields) drawn.names.push_back(value_of(feature, field));
    const OGRGeometry* geometry = feature.GetGeometryRef();
    if (geometry == nullptr) {
      notes_.add(which_feature() + " has no geometry and is skipped");
    } else {
      take(*geometry, drawn, 0);
    }
  }

  static std::optional<std::string> value_of(const OGRFeature& feature, int field) {
    if (field < 0 || !feature.IsFieldSetAndNotNull(field)) return std::nullopt;
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    if (type != OFTString && type != OFTInteger && type != OFTInteger64) return std::nullopt;
    return feature.GetFieldAsString(field);
  }

  void take(const OGRGeometry& geometry, DrawnFeature& feature, int depth) {
    if (depth > deepest_collection) refuse(which_feature() + ": geometry collections lie more than 8 deep");
    if (const auto* polygon = dynamic_cast<const OGRPolygon*>(&geometry)) {
      take(*polygon, feature);
    } else if (const auto* collection = dynamic_cast<const OGRGeometryCollection*>(&geometry)) {
      const bool polygons = wkbFlatten(geometry.getGeometryType()) == wkbMultiPolygon;
      for (const OGRGeometry* part : *collection) take(*part, feature, polygons ? depth : depth + 1);
    } else {
      notes_.add(which_feature() + " is a " + geometry.getGeometryName() +
                 " and is skipped; polygons are needed");
    }
  }

  void take(const OGRPolygon& polygon, DrawnFeature& feature) {
    tally_.part();
    if (polygon.getExteriorRing() == nullptr) return;
    DrawnPolygon drawn{.rings = {}, .feature = feature.number, .part = feature.polygons.size() + 1};
    for (const OGRLinearRing* ring : polygon) drawn.rings.push_back(ring_from(*ring));
    feature.polygons.push_back(std::move(drawn));
  }

  // The only place where GDAL's (x, y), longitude first, becomes a Position.
  geo::Ring ring_from(const OGRLinearRing& line) {
    tally_.ring();
    const int n = line.getNumPoints();
    tally_.vertices(static_cast<std::size_t>(n));
    geo::Ring ring;
    ring.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
      ring.push_back({.latitude = degrees(line.getY(i)), .longitude = degrees(line.getX(i))});
    return ring;
  }

  [[nodiscard]] std::string which_feature() const {
    return "feature " + std::to_string(drawn_.features.size());
  }
  [[noreturn]] void refuse(const std::string& why) const { refuse_file(name_, why); }

  std::string name_;
  VectorFormat format_;
  const OutlineOptions& options_;
  Notes& notes_;
  Tally tally_;
  Drawn drawn_;
};

// ---- KML before libkml sees it ----

// Parsers keep the nesting of a file on their stack, and a document type may hold entities that grow.
class XmlText {
public:
  XmlText(const std::string& name, const std::string& text, const char* told, Notes& notes)
      : name_{name}, text_{text}, told_{told}, notes_{notes} {}

  void check() {
    constexpr int deepest = 64;
    int depth = 0, links = 0;
    for (std::size_t at = 0; (at = text_.find('<', at)) != std::string::npos;) {
      if (starts(at, "<!--")) {
        at = after(at, "-->");
      } else if (starts(at, "<![CDATA[")) {
        at = after(at, "]]>");
      } else if (starts(at, "<!")) {
        refuse_file(name_, std::string{"a document type in "} + told_ + " is refused");
      } else {
        links += starts(at, "<NetworkLink>") || starts(at, "<NetworkLink ") ? 1 : 0;
        const std::size_t end = after(at, ">");
        if (starts(at, "</")) {
          --depth;
        } else if (!starts(at, "<?") && text_[end - 2] != '/') {
          ++depth;
        }
        if (depth > deepest) refuse_file(name_, std::string{told_} + " nested more than 64 deep");
        at = end;
      }
    }
    if (links > 0)
      notes_.add(std::to_string(links) + " NetworkLink" + (links > 1 ? "s" : "") +
                 ", which recon does not follow");
  }

private:
  [[nodiscard]] bool starts(std::size_t at, std::string_view words) const {
    return text_.compare(at, words.size(), words) == 0;
  }
  [[nodiscard]] std::size_t after(std::size_t at, std::string_view words) const {
    const std::size_t end = text_.find(words, at);
    if (end == std::string::npos) refuse_file(name_, std::string{"not "} + told_ + ": cut off");
    return end + words.size();
  }

  const std::string& name_;
  const std::string& text_;
  const char* told_;
  Notes& notes_;
};

// ---- GML: which axis comes first ----

/// By the longer names of a system (OGC 05-096r1) axes come as its authority has them, latitude first; by
/// "EPSG:4326" and "…epsg.xml#4326" longitude first, as WFS 1.0 had it, though not everybody keeps to that.
enum class Axes { by_authority, short_name, mixed, none };
Axes axes_of(std::string_view text) {
  constexpr std::string_view attribute = "srsName=";
  bool whole = false, brief = false;
  for (std::size_t at = 0; (at = text.find(attribute, at)) != std::string_view::npos;) {
    at += attribute.size();
    const std::string_view name = trimmed(text.substr(std::min(text.size(), at + 1), 100));
    const bool by_authority = name.starts_with("urn:") || name.starts_with("http://www.opengis.net/def/") ||
                              name.starts_with("https://www.opengis.net/def/");
    (by_authority ? whole : brief) = true;
  }
  return whole && brief ? Axes::mixed : whole ? Axes::by_authority : brief ? Axes::short_name : Axes::none;
}

void tell_axes(Axes axes, const Drawn& drawn, Notes& notes) {
  if (axes == Axes::by_authority)
    notes.add(
        "GML: its coordinates come in the order of their system, latitude first where that is so, as its "
        "long name (urn:…) says; the features lie at " +
        extent_in_words(drawn));
  if (axes == Axes::short_name)
    notes.add(
        "GML: the short name of its system (EPSG:…) does not say whether latitude or longitude comes first; "
        "longitude is taken, and then the features lie at " +
        extent_in_words(drawn));
}

// ---- archives ----

constexpr std::size_t most_members = 10'000;
constexpr std::uintmax_t largest_ratio = 200;  // of a member that unpacks to more than the next
constexpr std::uintmax_t ratio_matters_from = 16U << 20U;

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t n) {
  std::size_t value = 0;
  for (std::size_t i = n; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// The end of central directory record (APPNOTE.TXT 4.3.16) says how many members there are.
void check_directory(const FileBytes& archive) {
  const std::string_view bytes = archive.bytes;
  const std::size_t end = bytes.rfind(std::string_view{"PK\x05\x06", 4});
  if (end == std::string_view::npos || bytes.size() - end < 22)
    refuse_file(archive.name, "not a zip archive, or cut off");
  if (bytes.find(std::string_view{"PK\x06\x07", 4}, end > 20 ? end - 20 : 0) < end)
    refuse_file(archive.name, "a zip archive of more than 4 GiB or 65 535 members");
  if (little_endian(bytes, end + 10, 2) > most_members)
    refuse_file(archive.name, "more than 10 000 members in the archive");
}

// "../x" and "/x" would lead out of any folder that the archive is unpacked into.
bool leads_out(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\')) return true;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    if (name.substr(0, end) == "..") return true;
    name.remove_prefix(std::min(name.size(), end + 1));
  }
  return false;
}

struct CloseVsi {
  void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

std::string unpacked_member(const FileBytes& archive, const std::string& path, const std::string& member,
                            std::uintmax_t room) {
  const auto told = [&](const std::string& why) { refuse_file(archive.name, "'" + member + "' " + why); };
  const std::uintmax_t most = std::min<std::uintmax_t>(
      room, std::max<std::uintmax_t>(ratio_matters_from, archive.bytes.size() * largest_ratio));
  VSIStatBufL about;
  if (VSIStatL(path.c_str(), &about) != 0) told("cannot be unpacked");
  if (static_cast<std::uintmax_t>(about.st_size) > most)
    told("unpacks to " + std::to_string(about.st_size >> 20) + " MiB; at most " +
         std::to_string(most >> 20U) + " MiB are read");
  const std::unique_ptr<VSILFILE, CloseVsi> file{VSIFOpenL(path.c_str(), "rb")};
  if (!file) told("cannot be unpacked");
  std::string bytes;
  std::vector<char> piece(1U << 20U);
  while (const std::size_t n = VSIFReadL(piece.data(), 1, piece.size(), file.get())) {
    bytes.append(piece.data(), n);
    // The directory's word on the size is the archive's own.
    if (bytes.size() > most) told("unpacks to more than its directory says and than is read");
  }
  if (bytes.size() != static_cast<std::uintmax_t>(about.st_size)) told("is damaged");
  return bytes;
}

bool ends_in(const std::string& name, const std::vector<std::string>& endings) {
  return std::find(endings.begin(), endings.end(), ending_of(name)) != endings.end();
}

std::vector<FileBytes> kml_of(const FileBytes& archive) {
  std::vector<FileBytes> members = unpacked(archive, {".kml"});
  if (members.empty()) refuse_file(archive.name, "no .kml in the archive");
  std::sort(members.begin(), members.end(),
            [](const FileBytes& a, const FileBytes& b) { return a.name < b.name; });
  return members;
}

std::vector<FileBytes> shapefile_of(const FileBytes& archive, const std::string& layer) {
  std::vector<FileBytes> members = unpacked(archive, {".shp", ".shx", ".dbf", ".prj", ".cpg"});
  const auto stem = [](const FileBytes& file) {
    return std::filesystem::path{file.name}.replace_extension();
  };
  const auto name_of = [&](const FileBytes& file) { return stem(file).filename().string(); };
  std::vector<const FileBytes*> shapes;
  std::string names;
  for (const FileBytes& member : members) {
    if (ending_of(member.name) != ".shp") continue;
    names += (names.empty() ? "" : ", ") + name_of(member);
    if (layer.empty() || name_of(member) == layer) shapes.push_back(&member);
  }
  if (shapes.empty())
    refuse_file(archive.name,
                names.empty() ? "no .shp in the archive" : "no layer '" + layer + "'; there are: " + names);
  if (shapes.size() > 1) refuse_file(archive.name, "several shapefiles in the archive; say which: " + names);
  const std::filesystem::path chosen = stem(*shapes.front());
  std::vector<FileBytes> files{{.name = archive.name + ".shp", .bytes = shapes.front()->bytes}};
  for (FileBytes& member : members)
    if (stem(member) == chosen && ending_of(member.name) != ".shp")
      files.push_back({.name = "side" + ending_of(member.name), .bytes = std::move(member.bytes)});
  return files;
}

// Older texts are in the code page of their maker; only names have other letters than ASCII's.
std::string utf8_of(std::string_view bytes, Notes& notes) {
  if (!first_not_utf8(bytes)) return std::string{bytes};
  char* recoded = CPLRecode(std::string{bytes}.c_str(), CPL_ENC_ISO8859_1, CPL_ENC_UTF8);
  std::string text = recoded != nullptr ? recoded : "";
  CPLFree(recoded);
  notes.add("the text is no UTF-8; its letters are taken as those of Latin 1");
  return text;
}

Drawn read_text(const FileBytes& file, const OutlineOptions& options,
                const std::vector<std::string>& candidates, Notes& notes) {
  const std::string text = utf8_of(without_mark(file.bytes), notes);
  switch (outline_text_of(text)) {
    case OutlineText::openair:
      return read_openair(file.name, text, candidates, notes);
    case OutlineText::osm_poly:
      return read_osm_poly(file.name, text, candidates, notes);
    case OutlineText::wkt: {
      Reader reader{file.name, VectorFormat::text, options, candidates, notes};
      reader.read_wkt(text);
      Drawn drawn = std::move(reader).taken();
      notes.add(
          "well-known text does not say which of its numbers comes first; longitude is taken, and then the "
          "features lie at " +
          extent_in_words(drawn));
      return drawn;
    }
    case OutlineText::unknown:
      break;
  }
  refuse_file(file.name, "no outlines in this text: neither OpenAir, nor .poly, nor well-known text");
}

}  // namespace

VectorFormat format_of(const std::string& file_name) {
  const std::string ending = ending_of(file_name);
  if (ending == ".geojson" || ending == ".json") return VectorFormat::geojson;
  if (ending == ".gpkg") return VectorFormat::geopackage;
  if (ending == ".shp") return VectorFormat::shapefile;
  if (ending == ".zip") return VectorFormat::zipped_shapefile;
  if (ending == ".kml") return VectorFormat::kml;
  if (ending == ".kmz") return VectorFormat::kmz;
  if (ending == ".fgb") return VectorFormat::flatgeobuf;
  if (ending == ".gml" || ending == ".xml") return VectorFormat::gml;
  for (const char* text : {".txt", ".openair", ".air", ".poly", ".wkt"})
    if (ending == text) return VectorFormat::text;
  return VectorFormat::unknown;
}

std::vector<ArchiveMember> members_of(const FileBytes& archive) {
  check_directory(archive);
  const std::string_view bytes = archive.bytes;
  // The records of the directory (APPNOTE.TXT 4.3.12), one after the other.
  constexpr std::size_t fixed_part = 46;
  constexpr std::string_view mark{"PK\x01\x02", 4};
  std::vector<ArchiveMember> members;
  const std::size_t end = bytes.rfind(std::string_view{"PK\x05\x06", 4});
  std::size_t at = little_endian(bytes, end + 16, 4);
  while (members.size() < most_members && at + fixed_part <= bytes.size() && bytes.substr(at, 4) == mark) {
    const std::size_t name = little_endian(bytes, at + 28, 2), extra = little_endian(bytes, at + 30, 2),
                      comment = little_endian(bytes, at + 32, 2);
    if (at + fixed_part + name > bytes.size()) break;
    ArchiveMember member;
    member.name = bytes.substr(at + fixed_part, name);
    member.encrypted = (little_endian(bytes, at + 8, 2) & 1U) != 0;
    member.leads_out = leads_out(member.name);
    if (!member.name.ends_with('/')) members.push_back(std::move(member));
    at += fixed_part + name + extra + comment;
  }
  return members;
}

std::vector<FileBytes> unpacked(const FileBytes& archive, const std::vector<std::string>& endings) {
  for (const ArchiveMember& member : members_of(archive))
    if (member.encrypted && ends_in(member.name, endings))
      refuse_file(archive.name, "'" + member.name + "' is encrypted; unpack it first");
  const Quiet quiet;
  const MemoryFolder folder{archive, ".zip"};
  const std::string root = "/vsizip/{" + folder.main_file() + "}";
  const CPLStringList members{VSIReadDirRecursive(root.c_str())};
  std::vector<FileBytes> result;
  std::uintmax_t room = largest_world_file;
  for (int i = 0; i < members.Count(); ++i) {
    const std::string member = members[i];
    if (!ends_in(member, endings) || leads_out(member)) continue;
    result.push_back({.name = member, .bytes = unpacked_member(archive, root + "/" + member, member, room)});
    room -= result.back().bytes.size();
  }
  return result;
}

Drawn read_vector_file(const std::vector<FileBytes>& files, const OutlineOptions& options,
                       const std::vector<std::string>& candidates, Notes& notes) {
  const FileBytes& first = files.front();
  const VectorFormat format = format_of(first.name);
  if (format == VectorFormat::zipped_shapefile) {
    OutlineOptions within = options;
    within.layer.clear();
    Reader reader{first.name, format, within, candidates, notes};
    reader.read(shapefile_of(first, options.layer));
    return std::move(reader).taken();
  }
  if (format == VectorFormat::text) return read_text(first, options, candidates, notes);
  Reader reader{first.name, format, options, candidates, notes};
  if (format == VectorFormat::gml) {
    XmlText{first.name, first.bytes, "GML", notes}.check();
    const Axes axes = axes_of(first.bytes);
    // What a file says of its schema may name other files; without one the driver looks at the elements.
    FileBytes alone = first;
    for (std::size_t at = 0; (at = alone.bytes.find("chemaLocation", at)) != std::string::npos;)
      alone.bytes.replace(at, 13, "chemaNOTATION");
    if (axes == Axes::mixed)
      refuse_file(first.name,
                  "its coordinate system is named in two ways (EPSG:… and urn:…), which have their axes in "
                  "different orders");
    reader.read(std::span{&alone, 1});
    Drawn drawn = std::move(reader).taken();
    tell_axes(axes, drawn, notes);
    return drawn;
  }
  if (format == VectorFormat::kmz) {
    for (const FileBytes& kml : kml_of(first)) {
      XmlText{first.name, kml.bytes, "KML", notes}.check();
      reader.read(std::span{&kml, 1});
    }
    return std::move(reader).taken();
  }
  if (format == VectorFormat::kml) XmlText{first.name, first.bytes, "KML", notes}.check();
  reader.read(files);
  return std::move(reader).taken();
}

}  // namespace recon::load
