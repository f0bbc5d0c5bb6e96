// SPDX-License-Identifier: Apache-2.0
#include "recon/load/outlines.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <set>
#include <thread>
#include <utility>

#include "recon/load/bytes.hpp"
#include "recon/load/drawn.hpp"
#include "recon/load/geojson.hpp"
#include "recon/load/projection.hpp"
#include "recon/load/rings.hpp"
#include "recon/load/vector_file.hpp"

namespace recon::load {

namespace {

namespace fs = std::filesystem;

const std::array<const char*, 4> side_endings{".shx", ".dbf", ".prj", ".cpg"};

// ---- which property names the state ----

std::vector<std::string> candidates_of(const OutlineOptions& options) {
  if (options.group == OutlineOptions::Group::all) return {};
  if (!options.property.empty()) return {options.property};
  return properties_of_states();
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Naming {
public:
  Naming(const Drawn& drawn, const std::string& file) : drawn_{drawn}, file_{file} {}

  // The place in Drawn::candidates.
  std::size_t chosen(bool said, Notes& notes) {
    std::vector<std::size_t> there;
    for (std::size_t c = 0; c < drawn_.candidates.size(); ++c)
      if (is_there(c)) there.push_back(c);
    if (there.empty()) refuse_file(file_, nothing_there(said));
    if (said || there.front() == 0) return there.front();  // "state" is recon's own
    for (const std::size_t other : there)
      if (!agree(there.front(), other)) refuse_file(file_, ambiguous(there));
    notes.add("states are named by the property '" + drawn_.candidates[there.front()] + "'");
    return there.front();
  }

private:
  [[nodiscard]] bool is_there(std::size_t candidate) const {
    return std::any_of(drawn_.features.begin(), drawn_.features.end(),
                       [&](const DrawnFeature& feature) { return feature.names[candidate].has_value(); });
  }
  [[nodiscard]] bool agree(std::size_t a, std::size_t b) const {
    return std::all_of(drawn_.features.begin(), drawn_.features.end(),
                       [&](const DrawnFeature& feature) { return feature.names[a] == feature.names[b]; });
  }
  [[nodiscard]] std::string nothing_there(bool said) const {
    if (said) {
      const std::string why = "feature 1 has no property '" + drawn_.candidates.front() + "'";
      return drawn_.properties.empty() ? why : why + "; there are: " + listed(drawn_.properties);
    }
    if (drawn_.properties.empty()) return "feature 1 has no property 'state', nor any other";
    return "feature 1 has no property 'state', nor another that is known to name one; say which does: " +
           listed(drawn_.properties);
  }
  [[nodiscard]] std::string ambiguous(const std::vector<std::size_t>& there) const {
    std::vector<std::string> names;
    names.reserve(there.size());
    for (const std::size_t candidate : there) names.push_back(drawn_.candidates[candidate]);
    return "several properties may name the state, and they do not agree; say which: " + listed(names);
  }

  const Drawn& drawn_;
  const std::string& file_;
};

// Data sets write these where they have no code; several areas share them.
bool names_no_state(const std::string& name) {
  return name.empty() || name == "-99" || name == "-1" || name == "-";
}

void check_name(const std::string& name, const DrawnFeature& feature, const std::string& file) {
  const std::string which = "feature " + std::to_string(feature.number);
  if (name.size() > longest_state_name)
    refuse_file(file, which + ": a name of " + std::to_string(name.size()) + " bytes; at most 256 are read");
  if (const auto at = first_not_utf8(name))
    refuse_file(file, which + ": its name is " + not_utf8(static_cast<unsigned char>(name[*at])));
  if (std::any_of(name.begin(), name.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
    refuse_file(file, which + ": its name has control characters");
}

using Polygons = std::vector<DrawnPolygon>;

void append(Polygons& polygons, Polygons&& more) {
  std::move(more.begin(), more.end(), std::back_inserter(polygons));
}

std::map<std::string, Polygons> by_state(Drawn& drawn, const OutlineOptions& options, std::string& property,
                                         const std::string& file, Notes& notes) {
  const std::size_t naming = Naming{drawn, file}.chosen(!options.property.empty(), notes);
  property = drawn.candidates[naming];
  const std::set<std::string> wanted{options.states.begin(), options.states.end()};
  std::map<std::string, Polygons> states;
  for (DrawnFeature& feature : drawn.features) {
    const std::string which = "feature " + std::to_string(feature.number);
    const std::optional<std::string>& name = feature.names[naming];
    if (feature.polygons.empty()) continue;  // noted by the reader
    if (!name) {
      notes.add(which + " has no property '" + property + "' and is skipped");
    } else if (names_no_state(*name)) {
      notes.add(which + " is skipped: its " + property + " is '" + *name + "', which names no state");
    } else {
      check_name(*name, feature, file);
      if (wanted.empty() || wanted.contains(*name)) append(states[*name], std::move(feature.polygons));
    }
  }
  return states;
}

std::map<std::string, Polygons> all_together(Drawn& drawn) {
  std::map<std::string, Polygons> all;
  for (DrawnFeature& feature : drawn.features)
    if (!feature.polygons.empty()) append(all[""], std::move(feature.polygons));
  return all;
}

// ---- outlines, several states at a time ----

struct Work {
  const std::string* state = nullptr;
  Polygons polygons;
  geo::Outline outline;
  Notes notes;
  std::exception_ptr trouble;
};

std::size_t vertices_of(const Polygons& polygons) {
  std::size_t n = 0;
  for (const DrawnPolygon& polygon : polygons)
    for (const geo::Ring& ring : polygon.rings) n += ring.size();
  return n;
}

void mend(Work& work, OutlineOptions::Rings rings, const std::string& file) {
  try {
    work.outline = outline_of(std::move(work.polygons), rings, file, work.notes);
  } catch (...) {
    work.trouble = std::current_exception();
  }
}

// The largest first, so that no thread is left with it at the end; the answer does not depend on it.
void mend(std::vector<Work>& works, OutlineOptions::Rings rings, const std::string& file) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < works.size(); ++i) order.emplace_back(vertices_of(works[i].polygons), i);
  std::sort(order.rbegin(), order.rend());
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = 0; (i = next++) < order.size();) mend(works[order[i].second], rings, file);
  };
  std::size_t vertices = 0;
  for (const auto& [size, i] : order) vertices += size;
  constexpr std::size_t most_threads = 16, worth_a_thread = 50'000;
  const std::size_t useful =
      std::min<std::size_t>({std::max(1U, std::thread::hardware_concurrency()), most_threads, order.size(),
                             1 + vertices / worth_a_thread});
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < useful; ++t) threads.emplace_back(take);
  take();
  for (std::thread& thread : threads) thread.join();
}

void mend(std::map<std::string, Polygons>& drawn, const OutlineOptions& options, const std::string& file,
          OutlineFile& result, Notes& notes) {
  std::vector<Work> works;
  for (auto& [state, polygons] : drawn) {
    works.emplace_back();
    works.back().state = &state;
    works.back().polygons = std::move(polygons);
  }
  mend(works, options.rings, file);
  for (Work& work : works) {
    if (work.trouble) std::rethrow_exception(work.trouble);
    notes.add(std::move(work.notes));
    if (work.outline.parts.empty()) continue;
    for (const geo::Polygon& part : work.outline.parts) {
      result.vertices += part.outer.size();
      for (const geo::Ring& hole : part.holes) result.vertices += hole.size();
    }
    result.outlines.emplace(*work.state, std::move(work.outline));
  }
}

// A file with nothing to use is refused with the first reason that was found.
[[noreturn]] void refuse_empty(const std::string& file, const Drawn& drawn, Notes&& notes) {
  if (drawn.features.empty()) refuse_file(file, "no feature in this file");
  const std::vector<std::string> told = std::move(notes).taken();
  refuse_file(file, told.empty() ? "no polygon in this file" : "no polygon in this file: " + told.front());
}

bool any_polygon(const Drawn& drawn) {
  return std::any_of(drawn.features.begin(), drawn.features.end(),
                     [](const DrawnFeature& feature) { return !feature.polygons.empty(); });
}

Drawn read_drawn(const std::vector<FileBytes>& files, const OutlineOptions& options, Notes& notes) {
  const FileBytes& first = files.front();
  const std::vector<std::string> candidates = candidates_of(options);
  const bool is_geojson = format_of(first.name) == VectorFormat::geojson;
  if (is_geojson && options.reader == OutlineOptions::Reader::quickest)
    return read_geojson(first.name, first.bytes, candidates, notes);
  return read_vector_file(files, options, candidates, notes);
}

std::string readable(const fs::path& file, std::uintmax_t limit) {
  Bytes read = read_bytes(file, limit);
  if (!read.readable()) refuse_file(file.filename().string(), read.trouble);
  return std::move(read.bytes);
}

}  // namespace

const std::vector<std::string>& properties_of_states() {
  static const std::vector<std::string> properties{"state",
                                                   "ISO_A3",
                                                   "iso_a3",
                                                   "isoA3",
                                                   "ISO3",
                                                   "iso3",
                                                   "ADM0_A3",
                                                   "adm0_a3",
                                                   "A3",
                                                   "a3",
                                                   "shapeGroup",
                                                   "GID_0",
                                                   "ISO3166-1-Alpha-3",
                                                   "iso_3166_1_alpha_3"};
  return properties;
}

bool names_outlines(const std::string& file_name) { return format_of(file_name) != VectorFormat::unknown; }

std::vector<fs::path> files_of_outlines(const fs::path& file) {
  std::vector<fs::path> files{file};
  if (format_of(file.string()) != VectorFormat::shapefile) return files;
  for (const std::string ending : side_endings) {
    std::string capitals = ending;
    for (char& c : capitals) c = c == '.' ? c : static_cast<char>(c - 'a' + 'A');
    for (const std::string& written : {ending, capitals}) {
      fs::path side = file;
      side.replace_extension(written);
      std::error_code ignored;
      if (!fs::exists(side, ignored)) continue;
      files.push_back(std::move(side));
      break;
    }
  }
  return files;
}

OutlineFile read_outlines(const std::vector<FileBytes>& files, const OutlineOptions& options) {
  const std::string& name = files.front().name;
  if (!names_outlines(name))
    refuse_file(
        name,
        "outlines are read from .geojson, .gpkg, .shp, .zip (around a .shp), .kml, .kmz, .fgb, .gml, and "
        "texts of OpenAir, .poly and well-known text (.txt, .openair, .air, .poly, .wkt)");
  if (!is_code(options.crs))
    refuse_file(name, "the coordinate system '" + options.crs + "' is not known; write EPSG:4326");
  OutlineFile result;
  Notes notes;
  Drawn drawn = read_drawn(files, options, notes);
  if (!any_polygon(drawn)) refuse_empty(name, drawn, std::move(notes));
  std::map<std::string, Polygons> states = options.group == OutlineOptions::Group::all
                                               ? all_together(drawn)
                                               : by_state(drawn, options, result.property, name, notes);
  result.crs = move_to_wgs84(drawn.crs, states, name, notes);
  mend(states, options, name, result, notes);
  if (result.outlines.empty() && options.states.empty()) refuse_empty(name, drawn, std::move(notes));
  result.notes = std::move(notes).taken();
  return result;
}

OutlineFile read_outlines(const fs::path& file, const OutlineOptions& options) {
  std::vector<FileBytes> files;
  std::uintmax_t room = largest_world_file;
  for (const fs::path& path : files_of_outlines(file)) {
    files.push_back({.name = path.filename().string(), .bytes = readable(path, room)});
    room -= files.back().bytes.size();
  }
  return read_outlines(files, options);
}

}  // namespace recon::load
