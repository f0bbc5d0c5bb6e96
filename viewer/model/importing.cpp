// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/importing.hpp"

#include "recon/exchange/import.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/report/text.hpp"

namespace recon::viewer {

TrackFile read_tracks(const std::filesystem::path& file) {
  constexpr std::size_t most_tracks = 50;
  const load::Bytes read = load::read_bytes(file, exchange::largest_track_file);
  if (!read.readable()) throw load::UnreadableFile{file.string() + ": " + read.trouble};
  TrackFile tracks{file.filename().string(), load::sha256(read.bytes),
                   exchange::import_bytes(file.filename().string(), read.bytes, {})};
  const std::size_t count = tracks.imported.tracks.size();
  if (count == 0) throw load::UnreadableFile{tracks.name + ": no track is in it"};
  if (count > most_tracks)
    throw load::UnreadableFile{tracks.name + ": " + std::to_string(count) +
                               " tracks; take those you want by recon import --only"};
  return tracks;
}

std::string words_of(const TrackFile& file) {
  constexpr std::size_t most_named = 4;
  const auto& tracks = file.imported.tracks;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < tracks.size() && i < most_named; ++i) names.push_back(tracks[i].name);
  if (tracks.size() > most_named) names.emplace_back("…");
  return std::to_string(tracks.size()) + (tracks.size() == 1 ? " track (" : " tracks (") +
         report::joined(names, ", ") + ")";
}

exchange::CaseAddition addition_of(const TrackFile& file, const Destination& destination) {
  if (destination.folder.empty()) throw load::UnreadableFile{"no folder is named"};
  exchange::CaseWish what;
  what.file_name = file.name;
  what.sha256 = file.sha256;
  what.aircraft = destination.aircraft;
  what.narrative = destination.narrative;
  exchange::CaseAddition addition = exchange::addition_to(destination.folder, file.imported, what);
  // The account of what was read stands first, as `recon import` prints it.
  const std::vector<std::string> account = exchange::account(file.imported);
  addition.said.insert(addition.said.begin(), account.begin(), account.end());
  return addition;
}

}  // namespace recon::viewer
