// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/asterix/record.hpp"
#include "recon/exchange/imported.hpp"
#include "recon/incident/incident.hpp"

/// Recordings of ASTERIX as tracks, and tracks as ASTERIX (docs/asterix.md).
namespace recon::exchange {

/// By content: the wrapping of a recording, or a chain of blocks.
[[nodiscard]] bool is_asterix(std::string_view bytes);

/// Plots of radars (categories 048 and 001) keep slant range and azimuth; multilateration (020), ADS-B (021)
/// and system tracks (062) give positions.
///   (1) a track is one sensor's, by SAC and SIC, in one category; an aircraft that several saw has several
///   (2) within a sensor reports go together by aircraft address; else by track number, anew after five
///       minutes of silence or a last report; else by Mode 3/A code
///   (3) nothing is corrected: neither range for height, nor azimuth for north, nor time for latency
[[nodiscard]] Imported read_asterix(std::string_view bytes, const ImportWish& wish);

/// Where a radar stands by a table like data/sensors/sites.csv (data/sensors/README.md says its columns).
struct KnownSite {
  std::string latitude, longitude, height_m, source;  // as the table prints them
};
/// nullopt: the table does not have it, has it twice, or names no source.
[[nodiscard]] std::optional<KnownSite> known_site(std::string_view table, unsigned sac, unsigned sic);

// ---- writing --------------------------------------------------------------------------------------------

/// Bytes of one category, and what did not go into them.
struct Written {
  std::vector<std::byte> bytes;
  std::size_t records = 0;
  std::vector<Honesty::Skipped> left_out;
};

/// Who is said to have sent what is written.
struct Sender {
  unsigned sac = 0, sic = 0;
};

/// Tracks as category 062 (positions), a track number each, in order of time.
[[nodiscard]] Written write_category_062(const std::vector<ImportedTrack>& tracks, Sender sender);
/// Tracks as category 048 (plots): their own ranges and azimuths, in order of time. Category 034 in front of
/// them says where the radar stands, when that is known.
struct Radar {
  geo::Position position;
  Length height;  // of the antenna above the ellipsoid
};
[[nodiscard]] Written write_category_048(const std::vector<ImportedTrack>& tracks, Sender sender,
                                         const std::optional<Radar>& radar);

/// The tracks of a case as a recording of data blocks: ranges and azimuths as category 048, a radar each,
/// behind a message of category 034 that says where it stands; positions as category 062.
///   (1) read_asterix() of it, on its first day, gives every value back to half a step of its field
struct Recording {
  std::vector<std::byte> bytes;
  std::size_t records = 0;
  std::vector<std::string> said;  // who is which source, and what was left out: a sentence each
};
[[nodiscard]] Recording recording_of(const incident::Incident& incident);

}  // namespace recon::exchange
