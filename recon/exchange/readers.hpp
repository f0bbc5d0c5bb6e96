// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "recon/exchange/imported.hpp"

/// One pair of functions for each format: does it look like it, and what does it say. Bytes are unpacked
/// and, where the format is text, UTF-8 without a mark.
namespace recon::exchange {

[[nodiscard]] bool is_sbs(std::string_view bytes);
[[nodiscard]] Imported read_sbs(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_readsb(std::string_view bytes);
[[nodiscard]] Imported read_readsb(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_kml(std::string_view bytes);
[[nodiscard]] Imported read_kml(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_gpx(std::string_view bytes);
[[nodiscard]] Imported read_gpx(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_nmea(std::string_view bytes);
[[nodiscard]] Imported read_nmea(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_igc(std::string_view bytes);
[[nodiscard]] Imported read_igc(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_acmi(std::string_view bytes);
[[nodiscard]] Imported read_acmi(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_geojson(std::string_view bytes);
[[nodiscard]] Imported read_geojson(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_opensky_live(std::string_view bytes);
[[nodiscard]] Imported read_opensky_live(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_opensky_track(std::string_view bytes);
[[nodiscard]] Imported read_opensky_track(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_fr24_playback(std::string_view bytes);
[[nodiscard]] Imported read_fr24_playback(std::string_view bytes, const ImportWish& wish);

/// aircraft.json of receivers, and what public interfaces make of it: one instant, many aircraft.
[[nodiscard]] bool is_snapshot(std::string_view bytes);
[[nodiscard]] Imported read_snapshot(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_records(std::string_view bytes);
[[nodiscard]] Imported read_records(std::string_view bytes, const ImportWish& wish);

[[nodiscard]] bool is_csv(std::string_view bytes);
[[nodiscard]] Imported read_csv(std::string_view bytes, const ImportWish& wish);

/// An .xlsx or .ods workbook, still packed: the first sheet that has a header of a table of places.
[[nodiscard]] bool is_workbook(std::string_view bytes);
[[nodiscard]] Imported read_workbook(std::string_view bytes, const ImportWish& wish);

}  // namespace recon::exchange
