// SPDX-License-Identifier: Apache-2.0
#include "recon/load/border.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "recon/load/bytes.hpp"
#include "recon/load/library.hpp"
#include "recon/load/problems.hpp"

namespace recon::load {

namespace {

namespace fs = std::filesystem;
using incident::Border;
using incident::Text;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw UnreadableFile{name + ": " + why};
}

// ---- the library's words, and the case's over them ----

std::string readable(const std::string& name, Bytes bytes) {
  if (!bytes.readable()) refuse(name, bytes.trouble);
  return std::move(bytes.bytes);
}

template <class Value>
void prefer(Value& said, const Value& otherwise) {
  if (said.empty()) said = otherwise;
}
template <class Value>
void prefer(std::optional<Value>& said, const std::optional<Value>& otherwise) {
  if (!said) said = otherwise;
}

Border over(Border said, const Border& entry) {
  prefer(said.title, entry.title);
  prefer(said.file, entry.file);
  prefer(said.sha256, entry.sha256);
  prefer(said.publisher, entry.publisher);
  prefer(said.edition, entry.edition);
  prefer(said.date, entry.date);
  prefer(said.licence, entry.licence);
  prefer(said.attribution, entry.attribution);
  prefer(said.edge, entry.edge);
  prefer(said.line_error, entry.line_error);
  prefer(said.shift_error, entry.shift_error);
  prefer(said.correlation, entry.correlation);
  prefer(said.claimed_by, entry.claimed_by);
  prefer(said.states, entry.states);
  prefer(said.known_flaw, entry.known_flaw);
  prefer(said.family, entry.family);
  prefer(said.made_by, entry.made_by);
  prefer(said.display_only, entry.display_only);
  prefer(said.extent, entry.extent);
  prefer(said.frame, entry.frame);
  return said;
}

// ---- the outlines ----

std::string read_geojson(const fs::path& folder, const std::string& name) {
  const std::string extension = fs::path{name}.extension().string();
  if (extension != ".geojson" && extension != ".json") refuse(name, "outlines are read from .geojson files");
  return readable(name, read_beside(folder, name, largest_outline_file));
}

geo::SharedOutline prepared(geo::Outline outline, const Border& border) {
  outline.edge = border.edge.value_or(geo::Edge::lon_lat);
  outline.window = border.frame;
  return std::make_shared<const geo::PreparedOutline>(std::move(outline));
}

std::map<std::string, geo::SharedOutline> states_of(const Border& border,
                                                    std::map<std::string, geo::Outline> outlines) {
  std::map<std::string, geo::SharedOutline> states;
  if (border.states.empty())
    for (auto& [state, outline] : outlines) states.emplace(state, prepared(std::move(outline), border));
  for (const Text& state : border.states) {
    const auto outline = outlines.find(state.text);
    if (outline == outlines.end()) refuse(border.file.text, "no feature of the state " + state.text);
    states.emplace(state.text, prepared(std::move(outline->second), border));
  }
  return states;
}

geo::SharedOutline load_area(const incident::Area& area, const fs::path& folder) {
  const std::string& name = area.file.text;
  const std::string bytes = read_geojson(folder, name);
  auto outlines = read_outlines(name, bytes, area.name_in_file.empty() ? "" : "name");
  const auto outline = outlines.find(area.name_in_file.text);
  if (outline == outlines.end()) refuse(name, "no feature of the name '" + area.name_in_file.text + "'");
  return std::make_shared<const geo::PreparedOutline>(std::move(outline->second));
}

void report_unreadable(Problems& problems, const incident::Place& place, const UnreadableFile& trouble) {
  report(problems, place, trouble.what(), 0);
}

}  // namespace

incident::BorderVersion load_border(const Border& border, const fs::path& case_folder,
                                    const Options& options) {
  const bool in_library = !border.library.empty();
  if (in_library == !border.file.empty())
    refuse(border.id.text, "a border names either an entry of the library or a file beside the case");
  fs::path folder = case_folder;
  incident::BorderVersion version{.about = border, .states = {}, .sha256 = {}};
  if (in_library) {
    const LibraryEntry entry = find_entry(border.library.text, options);
    version.about = over(border, read_entry(entry));
    folder = entry.folder;
  }
  const std::string& name = version.about.file.text;
  if (name.empty()) refuse(border.library.text, "the library's entry names no file");
  const std::string bytes = read_geojson(folder, name);
  version.sha256 = sha256(bytes);
  if (!version.about.sha256.empty() && version.about.sha256.text != version.sha256)
    refuse(name, "not the file that was written down: its SHA-256 is " + version.sha256);
  version.states = states_of(version.about, read_outlines(name, bytes, "state"));
  return version;
}

void load_borders(LoadedCase& loaded, const fs::path& folder, const Options& options) {
  for (const Border& border : loaded.incident.borders) {
    try {
      incident::BorderVersion version = load_border(border, folder, options);
      loaded.inputs.push_back({.name = border.library.empty() ? border.file.text : border.library.text,
                               .sha256 = version.sha256});
      loaded.borders.emplace(border.id.text, std::move(version));
    } catch (const UnreadableFile& trouble) {
      report_unreadable(loaded.problems, border.place, trouble);
    }
  }
  for (const incident::Zone& zone : loaded.incident.zones) {
    const auto* area = std::get_if<incident::Area>(&zone.shape);
    if (area == nullptr || area->file.empty()) continue;
    try {
      loaded.areas.emplace(zone.id.text, load_area(*area, folder));
    } catch (const UnreadableFile& trouble) {
      report_unreadable(loaded.problems, area->file.place, trouble);
    }
  }
}

}  // namespace recon::load
