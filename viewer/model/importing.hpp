// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "viewer/model/digitising.hpp"

#include "recon/exchange/imported.hpp"

/// A file of tracks on its way into a case, by the same functions as `recon import`. Nothing here knows a
/// widget.
namespace recon::viewer {

struct TrackFile {
  std::string name, sha256;
  exchange::Imported imported;
};
/// Throws load::UnreadableFile for what holds no track, and for more tracks than anybody looks through:
/// `recon import --only` takes some of them.
[[nodiscard]] TrackFile read_tracks(const std::filesystem::path& file);

/// "2 tracks (HH036, HH037)".
[[nodiscard]] std::string words_of(const TrackFile& file);

/// What would be written; writes nothing. Throws load::UnreadableFile.
[[nodiscard]] exchange::CaseAddition addition_of(const TrackFile& file, const Destination& destination);

}  // namespace recon::viewer
