// SPDX-License-Identifier: Apache-2.0
#include "recon/load/border.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "recon/load/bytes.hpp"
#include "recon/load/library.hpp"
#include "recon/load/outlines.hpp"
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
  prefer(said.weight, entry.weight);
  prefer(said.extent, entry.extent);
  prefer(said.frame, entry.frame);
  return said;
}

// ---- the outlines ----

// The file and its side files, each inside the folder, together within the limit.
std::vector<FileBytes> read_drawing(const fs::path& folder, const std::string& name) {
  std::vector<FileBytes> files{
      {.name = name, .bytes = readable(name, read_beside(folder, name, largest_outline_file))}};
  std::uintmax_t room = largest_outline_file - files.front().bytes.size();
  for (const fs::path& path : files_of_outlines(folder / name)) {
    if (path == folder / name) continue;
    const std::string side = path.lexically_relative(folder).string();
    files.push_back({.name = side, .bytes = readable(side, read_beside(folder, side, room))});
    room -= files.back().bytes.size();
  }
  return files;
}

std::string sha256_of(const std::vector<FileBytes>& files) {
  if (files.size() == 1) return sha256(files.front().bytes);
  std::string all;
  for (const FileBytes& file : files) all += file.bytes;
  return sha256(all);
}

// What was repaired or taken for granted; the author of the case is to know it.
void warn(Problems& problems, const incident::Place& place, const std::string& name,
          const std::vector<std::string>& notes) {
  for (const std::string& note : notes)
    report(problems, place, name + ": " + note, 0, incident::Severity::warning);
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

geo::SharedOutline load_area(const incident::Area& area, const fs::path& folder, Problems& problems) {
  const std::string& name = area.file.text;
  OutlineOptions options;
  if (area.name_in_file.empty()) {
    options.group = OutlineOptions::Group::all;
  } else {
    options.property = "name";
    options.states = {area.name_in_file.text};
  }
  OutlineFile read = read_outlines(read_drawing(folder, name), options);
  const auto outline = read.outlines.find(area.name_in_file.text);
  if (outline == read.outlines.end()) refuse(name, "no feature of the name '" + area.name_in_file.text + "'");
  warn(problems, area.file.place, name, read.notes);
  return std::make_shared<const geo::PreparedOutline>(std::move(outline->second));
}

void report_unreadable(Problems& problems, const incident::Place& place, const UnreadableFile& trouble) {
  report(problems, place, trouble.what(), 0);
}

incident::BorderVersion load_border(const Border& border, const fs::path& case_folder, const Options& options,
                                    Problems& problems) {
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
  const std::vector<FileBytes> files = read_drawing(folder, name);
  version.sha256 = sha256_of(files);
  if (!version.about.sha256.empty() && version.about.sha256.text != version.sha256)
    refuse(name, "not the file that was written down: its SHA-256 is " + version.sha256);
  OutlineOptions wanted;
  for (const Text& state : version.about.states) wanted.states.push_back(state.text);
  OutlineFile read = read_outlines(files, wanted);
  warn(problems, border.place, name, read.notes);
  version.states = states_of(version.about, std::move(read.outlines));
  return version;
}

}  // namespace

incident::BorderVersion load_border(const Border& border, const fs::path& case_folder,
                                    const Options& options) {
  Problems unheard;
  return load_border(border, case_folder, options, unheard);
}

void load_borders(LoadedCase& loaded, const fs::path& folder, const Options& options) {
  for (const Border& border : loaded.incident.borders) {
    try {
      incident::BorderVersion version = load_border(border, folder, options, loaded.problems);
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
      loaded.areas.emplace(zone.id.text, load_area(*area, folder, loaded.problems));
    } catch (const UnreadableFile& trouble) {
      report_unreadable(loaded.problems, area->file.place, trouble);
    }
  }
}

}  // namespace recon::load
