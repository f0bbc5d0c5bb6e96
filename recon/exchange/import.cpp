// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/import.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "recon/exchange/asterix.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/unpack.hpp"
#include "recon/geo/datum.hpp"
#include "recon/load/load.hpp"
#include "recon/load/outlines.hpp"
#include "recon/load/vector_file.hpp"
#include "recon/units/printed_number.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Sure = Honesty::Assumed::Sure;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw load::UnreadableFile{name + ": " + why};
}

const Reader& reader_called(const std::string& name, const std::string& wished) {
  std::string names;
  for (const Reader& reader : readers()) {
    if (reader.name == lower_case(wished)) return reader;
    names += (names.empty() ? "" : ", ") + std::string{reader.name};
  }
  refuse(name, "no format is called '" + wished + "'; there are: " + names);
}

// A trace in a gzip in a zip; more is no one's habit.
constexpr int deepest_packing = 3;

/// A file out of an archive.
struct Member {
  std::string name, bytes;
};

bool is_recognised(std::string_view bytes);

// What an archive holds: the document of a KMZ, the text of a .zip.acmi, or any one file of a track.
Member one_member(const std::string& name, std::string_view bytes, const ImportWish& wish,
                  std::vector<std::string>& said) {
  const load::FileBytes archive{.name = name, .bytes = std::string{bytes}};
  const std::vector<load::ArchiveMember> listed = load::members_of(archive);
  for (const load::ArchiveMember& member : listed)
    if (member.leads_out)
      said.push_back("not read, of the archive: '" + member.name.substr(0, 80) +
                     "', which leads out of its folder");
  std::vector<load::FileBytes> members = load::unpacked(
      archive, {".kml", ".acmi", ".txt", ".csv", ".tsv", ".json", ".geojson", ".gpx", ".nmea", ".igc", ".log",
                ".gz", ".xlsx", ".ods", ".kmz", ".ast", ".pcap", ".pcapng", ".dat"});
  // A KMZ's own document is called doc.kml, and is the first.
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
    return std::pair{a.name != "doc.kml", a.name} < std::pair{b.name != "doc.kml", b.name};
  });
  // A text beside it says what the data are, and is none.
  const auto chosen = std::find_if(members.begin(), members.end(), [&](const load::FileBytes& member) {
    return is_recognised(member.bytes) || (!wish.as.empty() && members.size() == 1);
  });
  if (chosen == members.end()) {
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(listed.size(), 5); ++i)
      names += (i == 0 ? "'" : ", '") + listed[i].name.substr(0, 80) +
               (listed[i].leads_out ? "', which leads out of its folder" : "'");
    refuse(name, "no file of a track in the archive; it holds " + (names.empty() ? "nothing" : names) +
                     (listed.size() > 5 ? " and " + std::to_string(listed.size() - 5) + " more" : ""));
  }
  said.push_back("read is '" + chosen->name + "' of the archive");
  std::size_t others = 0;
  for (const load::ArchiveMember& member : listed)
    if (member.name != chosen->name && !member.leads_out && ++others <= 5)
      said.push_back("not read, of the archive: '" + member.name.substr(0, 80) + "'");
  if (others > 5) said.push_back("not read, of the archive: " + std::to_string(others - 5) + " more files");
  return {chosen->name, std::move(chosen->bytes)};
}

const Reader& reader_of(const std::string& name, std::string_view text, std::string_view bytes) {
  for (const Reader& reader : readers())
    if (reader.recognises(text)) return reader;
  if (trimmed(bytes.substr(0, 4096)).empty()) refuse(name, "an empty file");
  // What people hold, and what they can do with it.
  struct Known {
    std::string_view begins, told;
  };
  static constexpr std::array known{
      Known{{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8},
            "a workbook or document of the older Microsoft Office (.xls, .doc), which is not read; save it "
            "as .xlsx "
            "or .csv"},
      Known{"PAR1", "Parquet, which is not read; save it as CSV (pandas: to_csv)"},
      Known{"%PDF-",
            "a PDF, which is not read; copy its table into a text, or read its map off with recon georef"},
      Known{"\x89PNG",
            "none of the formats that are read; a track drawn in a picture is read off with recon georef"},
      Known{"\xFF\xD8\xFF",
            "none of the formats that are read; a track drawn in a picture is read off with recon "
            "georef"},
      Known{"SQLite format 3", "a database, perhaps a GeoPackage, which is read for borders and areas only"}};
  for (const Known& one : known)
    if (bytes.starts_with(one.begins)) refuse(name, std::string{one.told});
  refuse(name, "none of the formats that are read (docs/importing.md); --as says which it is");
}

// Any reader's, or packed once more.
bool is_recognised(std::string_view bytes) {
  if (is_gzip(bytes) || is_zip(bytes) || is_asterix(bytes)) return true;
  const Decoded text = to_utf8(bytes);
  return std::any_of(readers().begin(), readers().end(),
                     [&](const Reader& reader) { return reader.recognises(text.text()); });
}

}  // namespace

const std::vector<Reader>& readers() {
  static const std::vector<Reader> all{
      {"xlsx", "workbook", ".xlsx .ods", is_workbook, read_workbook},
      {"asterix", "ASTERIX: raw, pcap, Final, RFF, ORADIS, HDLC, GPS", ".ast .raw .pcap .pcapng .ff",
       is_asterix, read_asterix},
      {"kml", "KML, KMZ", ".kml .kmz", is_kml, read_kml},
      {"gpx", "GPX", ".gpx", is_gpx, read_gpx},
      {"acmi", "Tacview ACMI", ".acmi .txt.acmi .zip.acmi", is_acmi, read_acmi},
      {"readsb", "trace of readsb or tar1090", ".json .json.gz", is_readsb, read_readsb},
      {"readsb-snapshot", "snapshot of readsb, tar1090 or dump1090", ".json", is_snapshot, read_snapshot},
      {"opensky-live", "OpenSky states, live interface", ".json", is_opensky_live, read_opensky_live},
      {"opensky-track", "OpenSky track, live interface", ".json", is_opensky_track, read_opensky_track},
      {"fr24-playback", "Flightradar24 playback", ".json", is_fr24_playback, read_fr24_playback},
      {"geojson", "GeoJSON", ".geojson .json", is_geojson, read_geojson},
      {"json", "list of JSON objects, as `traffic` saves", ".json .json.gz", is_records, read_records},
      {"nmea", "NMEA 0183", ".nmea .txt .log", is_nmea, read_nmea},
      {"igc", "IGC flight recorder", ".igc", is_igc, read_igc},
      {"sbs", "SBS-1 BaseStation", ".csv .txt .log", is_sbs, read_sbs},
      {"csv", "table: CSV, TSV; known ones of Flightradar24, OpenSky, traffic", ".csv .tsv .txt", is_csv,
       read_csv},
  };
  return all;
}

namespace {

// A datum by the name that cases have for it.
ImportWish checked(const std::string& name, ImportWish wish) {
  if (wish.datum.empty()) return wish;
  const auto datum = geo::datum(wish.datum);
  if (!datum) {
    std::string known;
    for (const geo::Datum& one : geo::datums()) known += (known.empty() ? "" : ", ") + std::string{one.name};
    refuse(name, "no datum is called '" + wish.datum + "'; there are: " + known);
  }
  wish.datum = datum->name;
  return wish;
}

// Flightradar24 writes 0 for the height of what stands on the ground, however high that lies.
void leave_out_ground(Imported& imported) {
  std::size_t zeros = 0;
  for (ImportedTrack& track : imported.tracks)
    for (Sighting& one : track.sightings)
      if (one.height && one.height->above == Height::Above::standard_pressure &&
          one.height->value == metres(0)) {
        one.height = {};
        one.flags.on_ground = true;
        ++zeros;
      }
  if (zeros > 0)
    assume(imported.honesty,
           std::to_string(zeros) + (zeros == 1 ? " height of 0 is left out" : " heights of 0 are left out") +
               ", of an aircraft on the ground",
           "Flightradar24 writes 0 there, however high the ground lies", Sure::likely);
}

// What every account has to say, whoever read the rows.
void finish(Imported& imported, const std::vector<std::string>& said, const ImportWish& wish) {
  using Kind = incident::TrackClaim::Kind;
  Honesty& honesty = imported.honesty;
  for (const std::string& one : said) notice(honesty, one);
  if (imported.format.find("Flightradar24") != std::string::npos) leave_out_ground(imported);
  const bool satellite = std::any_of(
      imported.tracks.begin(), imported.tracks.end(),
      [](const ImportedTrack& track) { return track.kind == Kind::adsb || track.kind == Kind::recorder; });
  if (!wish.datum.empty())
    assume(honesty, "positions are on " + imported.datum, "you said so (--datum)", Sure::stated);
  else if (imported.datum == "WGS 84" && !imported.tracks.empty())
    assume(honesty, "positions are on WGS 84",
           satellite ? "receivers of satellite navigation give it" : "the format has no other", Sure::likely);
  const bool timeless = std::any_of(imported.tracks.begin(), imported.tracks.end(), [](const auto& track) {
    return track.sightings.size() > 1 &&
           std::none_of(track.sightings.begin(), track.sightings.end(),
                        [](const Sighting& one) { return one.time || one.time_of_day; });
  });
  const bool told = std::any_of(honesty.assumed.begin(), honesty.assumed.end(), [](const auto& one) {
    return one.what.find("order flown") != std::string::npos;
  });
  if (timeless && !told)
    assume(honesty, "the points of a path without times are in the order flown",
           "nothing says when it was where", Sure::guessed);
  look_over(imported);
}

}  // namespace

Imported import_bytes(const std::string& name, std::string_view bytes, const ImportWish& asked) {
  ImportWish wish = checked(name, asked);
  wish.file_name = name;
  if (bytes.size() > largest_track_file)
    refuse(name, "more than " + std::to_string(largest_track_file >> 20U) + " MiB, which is not read");
  std::vector<std::string> said;
  std::string unpacked;
  try {
    for (int layer = 0; layer < deepest_packing; ++layer) {
      if (is_gzip(bytes)) {
        Gunzipped inner = gunzip(bytes);
        said.emplace_back("the file is compressed with gzip");
        if (inner.cut_off)
          said.emplace_back("its gzip data is cut off or damaged; what came before was read");
        unpacked = std::move(inner.bytes);
      } else if (is_zip(bytes) && !is_workbook(bytes)) {
        Member member = one_member(name, bytes, wish, said);
        wish.file_name += "/" + member.name;
        unpacked = std::move(member.bytes);
      } else {
        break;
      }
      bytes = unpacked;
    }
    if (is_workbook(bytes)) {
      Imported imported = read_workbook(bytes, wish);
      finish(imported, said, wish);
      return imported;
    }
    // The one format that is not text: its bytes are read as they are.
    if (wish.as == "asterix" || (wish.as.empty() && is_asterix(bytes))) {
      Imported imported = read_asterix(bytes, wish);
      finish(imported, said, wish);
      return imported;
    }
    const Decoded text = to_utf8(bytes);
    const Reader& reader =
        wish.as.empty() ? reader_of(name, text.text(), bytes) : reader_called(name, wish.as);
    Imported imported = reader.read(text.text(), wish);
    if (text.encoding != "UTF-8")
      assume(imported.honesty, "the text is " + text.encoding,
             text.guessed ? "its letters look like it" : "its first bytes say so",
             text.guessed ? Sure::guessed : Sure::stated);
    finish(imported, said, wish);
    return imported;
  } catch (const load::UnreadableFile& error) {
    const std::string what = error.what();
    if (what.starts_with(name + ": ")) throw;
    refuse(name, what);
  }
}

}  // namespace recon::exchange
