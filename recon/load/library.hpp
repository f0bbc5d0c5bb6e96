// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "recon/incident/border.hpp"
#include "recon/load/load.hpp"

/// The border library: entries, each a text file <id>.textproto beside the outlines it names, in the folder
/// that comes with recon and in the user's own.
namespace recon::load {

/// Where the user's entries lie: $RECON_BORDERS, else $XDG_DATA_HOME/recon/borders, else
/// ~/.local/share/recon/borders. Empty when none of the three is set. The folder need not exist.
[[nodiscard]] std::filesystem::path user_library();

struct LibraryEntry {
  std::string id;
  std::filesystem::path folder;
  bool bundled = true;  // came with recon; else the user's
};

/// All entries, sorted by id: those that come with recon and the user's; with `options.library` those of
/// that folder alone. Throws UnreadableFile when one id is in both, naming both places.
[[nodiscard]] std::vector<LibraryEntry> library_entries(const Options& options = {});

/// The entry of that id. Throws UnreadableFile when there is none, or two.
[[nodiscard]] LibraryEntry find_entry(const std::string& id, const Options& options = {});

/// What an entry says of itself; its outlines are not touched.
[[nodiscard]] incident::Border read_entry(const LibraryEntry& entry);

/// An entry with its outlines, of all its states or of those named. Throws UnreadableFile.
[[nodiscard]] incident::BorderVersion load_entry(const LibraryEntry& entry,
                                                 const std::vector<std::string>& states = {});

/// An entry as text: recon.v1.Border, one field a line, what is empty left out. `heading` becomes comment
/// lines at its top.
///   (1) read_entry() reads the same words back
[[nodiscard]] std::string entry_text(const incident::Border& border, const std::string& heading);

/// Outlines as GeoJSON: one feature per state with the property `state`, corners rounded to 1e-7 degree,
/// the shortest digits that say so, rings closed, outer rings anticlockwise (RFC 7946, 3.1.6).
///   (1) the same outlines give the same bytes
///   (2) reading them back gives every corner to half of 1e-7 degree (6 mm)
struct GeoJsonNotice {
  std::string attribution, licence;
};
[[nodiscard]] std::string outlines_text(const std::map<std::string, geo::Outline>& outlines,
                                        const GeoJsonNotice& notice);

/// Puts an entry and its outlines into a folder, made when missing: both files or neither, and no id twice
/// anywhere in the library. `file` and `sha256` of the entry are filled in. Throws UnreadableFile.
enum class Existing { refuse, replace };
incident::Border add_entry(incident::Border border, const std::string& outlines, const std::string& heading,
                           const std::filesystem::path& folder, Existing existing);

}  // namespace recon::load
