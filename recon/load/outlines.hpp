// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "recon/geo/outline.hpp"

/// Outlines of states, or of any areas, from the vector files that people have.
namespace recon::load {

// What is read of a file at most; a file of a case folder is held to bytes.hpp's limits before.
constexpr std::uintmax_t largest_world_file = 1024U << 20U;  // bytes, and of what an archive unpacks to
constexpr std::size_t most_vertices = 50'000'000;
constexpr std::size_t most_parts = 200'000;
constexpr std::size_t most_rings = 1'000'000;
constexpr int deepest_collection = 8;
constexpr std::size_t longest_state_name = 256;  // bytes
constexpr std::size_t most_notes = 1'000;

/// How a file is to be understood where it leaves that open.
struct OutlineOptions {
  /// Which features are one outline: those of one value of a property, or all of them (under "").
  enum class Group { by_state, all };
  /// Are the rings tested against themselves and each other? `trusted` is for bytes that were tested
  /// before and are known by their SHA-256; of a file that was not, the outlines may be wrong.
  enum class Rings { tested, trusted };
  /// GeoJSON is read by simdjson; GDAL reads it too, about ten times as slowly, with the same result.
  enum class Reader { quickest, gdal };

  std::string property;             // whose value names the state; empty: guessed, see properties_of_states
  std::string layer;                // empty: the only one with polygons; all of a KML file's
  std::string crs;                  // "EPSG:4230", for a file that declares none; not said otherwise
  std::vector<std::string> states;  // those wanted; empty: all. One that is not there is no error
  Group group = Group::by_state;
  Rings rings = Rings::tested;
  Reader reader = Reader::quickest;
};

struct OutlineFile {
  std::map<std::string, geo::Outline> outlines;  // by state; edge and window are for the caller to say
  std::vector<std::string> notes;  // every repair, skipped feature and assumption: a sentence each,
                                   // without the file's name, with feature, part, ring and coordinate
  std::string crs;                 // as declared, or as the caller said: "EPSG:4230", else its name
  std::string property;            // the one that named the states; empty with Group::all
  std::size_t vertices = 0;        // of all outlines
};

/// A file in memory. `name` has the ending that tells the format.
struct FileBytes {
  std::string name;
  std::string bytes;
};

/// .geojson .json; .gpkg; .shp or a .zip around one; .kml .kmz; .fgb; .gml .xml; texts of OpenAir, .poly or
/// well-known text. Throws UnreadableFile, beginning with the file's name, with feature, part, ring and
/// coordinate where there are such.
///   (1) a ring that is valid comes out with the bits it went in with, less the vertex that closes it
///       and vertices that repeat the one before
///   (2) the parts of an outline do not overlap or share an edge, except along 180°
///   (3) vertices are on WGS 84, longitude in [-180, 180]; what was beyond, or in another system, is
///       noted, a shift of datum with its accuracy. A file that declares no system is an error unless
///       `crs` is said; GeoJSON without a "crs" is on WGS 84 (RFC 7946) and so are KML, OpenAir and .poly.
///       Which axis came first is noted where the format leaves it open (GML, well-known text)
///   (4) a ring that crosses itself is split there and noted; where that would change the area by more
///       than largest_repair it is refused
///   (5) no driver but the format's own sees the bytes, and it sees no other file and no network; what
///       the file refers to is noted and not followed
///   (6) the states of the outlines have the same bits whichever reader read the GeoJSON
[[nodiscard]] OutlineFile read_outlines(const std::filesystem::path& file,
                                        const OutlineOptions& options = {});

/// The same of bytes. Beside a .shp its side files (.shx .dbf .prj .cpg) may follow, in any order.
[[nodiscard]] OutlineFile read_outlines(const std::vector<FileBytes>& files,
                                        const OutlineOptions& options = {});

/// The files that read_outlines() would read for `file`: itself first, then those of its side files that
/// are there. The SHA-256 of all their bytes in this order names the data; `cat` gives the same bytes.
[[nodiscard]] std::vector<std::filesystem::path> files_of_outlines(const std::filesystem::path& file);

/// Is this a name that read_outlines() reads, by its ending?
[[nodiscard]] bool names_outlines(const std::string& file_name);

/// Properties that are known to name a state, "state" first. When `property` is not said, "state" is taken
/// where features have it; otherwise one of the others, if the file has but one, or all it has agree.
[[nodiscard]] const std::vector<std::string>& properties_of_states();

}  // namespace recon::load
