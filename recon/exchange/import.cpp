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
  std::vector<load::FileBytes> members =
      load::unpacked(archive, {".kml", ".acmi", ".txt", ".csv", ".tsv", ".json", ".geojson", ".gpx", ".nmea",
                               ".igc", ".log", ".gz", ".xlsx", ".kmz", ".ast", ".pcap", ".pcapng", ".dat"});
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

const Reader& reader_of(const std::string& name, std::string_view bytes) {
  for (const Reader& reader : readers())
    if (reader.recognises(bytes)) return reader;
  if (trimmed(bytes.substr(0, 4096)).empty()) refuse(name, "an empty file");
  refuse(name, "none of the formats that are read (docs/importing.md); --as says which it is");
}

// Any reader's, or packed once more.
bool is_recognised(std::string_view bytes) {
  if (is_gzip(bytes) || is_zip(bytes) || is_asterix(bytes)) return true;
  const Decoded text = to_utf8(bytes);
  return std::any_of(readers().begin(), readers().end(),
                     [&](const Reader& reader) { return reader.recognises(text.text()); });
}

// ---- what a look at the rows shows ----

// The fastest aircraft in service fly below 1,000 m/s; whatever "moves" faster has changed its number, its
// clock or its place by an error.
constexpr double fastest_mps = 1000.0;
constexpr double gap_s = 60.0;

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return grouped(static_cast<double>(n)) + " " + (n == 1 ? one : many);
}

std::string length_of_time(double s) {
  if (s < 120.0) return grouped(s, s < 10.0 ? 1 : 0) + " s";
  if (s < 7200.0) return grouped(s / 60.0) + " min";
  return grouped(s / 3600.0, 1) + " h";
}

struct Look {
  std::size_t repeated = 0, backwards = 0, gaps = 0, jumps = 0, two_places = 0, stale = 0, ground = 0;
  double longest_gap = 0.0;
  std::size_t longest_gap_at = 0, first_jump = 0, first_back = 0, first_two = 0;
  double fastest = 0.0;
};

// The greatest number of decimals that any position of the track prints; -1: they are in words.
int finest(const ImportedTrack& track) {
  int most = -1;
  for (const Sighting& sighting : track.sightings) {
    if (sighting.in_words) return -1;
    if (sighting.position)
      most = std::max<int>({most, sighting.decimals.latitude, sighting.decimals.longitude});
  }
  return most;
}

// Not less than the distance of two places: a degree of latitude is at most 111.7 km (at the poles), one of
// longitude at most 111.4 km (at the equator). Most rows are so near to the one before that no more is asked.
double metres_at_most(const geo::Position& a, const geo::Position& b) {
  const double north = std::abs(in_degrees(a.latitude - b.latitude));
  const double east = std::abs(std::remainder(in_degrees(a.longitude - b.longitude), 360.0));
  return 111'700.0 * (north + east);
}

Look look_at(const ImportedTrack& track) {
  Look look;
  const Sighting* before = nullptr;
  for (const Sighting& now : track.sightings) {
    if (now.flags.stale) ++look.stale;
    if (now.flags.on_ground) ++look.ground;
    if (before != nullptr && before->time && now.time) {
      const double s = in_seconds(between(*before->time, *now.time));
      if (s < 0.0 && look.backwards++ == 0) look.first_back = now.place;
      if (s > gap_s) {
        ++look.gaps;
        if (s > look.longest_gap) {
          look.longest_gap = s;
          look.longest_gap_at = now.place;
        }
      }
      if (s >= 0.0 && before->position && now.position) {
        // One second for the rounding of both times.
        const double reach = s > 0.0 ? 500.0 + fastest_mps * (s + 1.0) : 50.0;
        const double m = metres_at_most(*before->position, *now.position) > reach
                             ? in_metres(geo::distance(*before->position, *now.position))
                             : 0.0;
        if (s == 0.0 && *before->position == *now.position) ++look.repeated;
        if (s == 0.0 && m > reach && look.two_places++ == 0) look.first_two = now.place;
        if (s > 0.0 && m > reach) {
          if (look.jumps++ == 0) look.first_jump = now.place;
          look.fastest = std::max(look.fastest, m / s);
        }
      }
    }
    before = &now;
  }
  return look;
}

void tell(Honesty& honesty, const ImportedTrack& track, bool only_one) {
  const Look look = look_at(track);
  const std::string who = only_one ? "" : track.name + ": ";
  const auto say = [&](const std::string& what) { notice(honesty, who + what); };
  const auto at = [](std::size_t place) { return " (the first at " + std::to_string(place) + ")"; };
  if (look.repeated > 0)
    say(counted(look.repeated, "row repeats", "rows repeat") + " the one before, time and place");
  if (look.backwards > 0)
    say(counted(look.backwards, "row is", "rows are") + " earlier than the one before" + at(look.first_back) +
        "; the case gets them in order of time");
  if (look.two_places > 0)
    say(counted(look.two_places, "row puts", "rows put") + " it in a second place at the same instant" +
        at(look.first_two));
  if (look.gaps > 0)
    say(counted(look.gaps, "gap", "gaps") + " of more than a minute, the longest " +
        length_of_time(look.longest_gap) + " before " + std::to_string(look.longest_gap_at));
  if (look.jumps > 0)
    say(counted(look.jumps, "jump", "jumps") + " that no aircraft flies, up to " + grouped(look.fastest) +
        " m/s" + at(look.first_jump) + ": another aircraft, a clock or a false position");
  if (look.stale > 0) say(counted(look.stale, "position was", "positions were") + " stale when reported");
  if (look.ground > 0) say(counted(look.ground, "row is", "rows are") + " on the ground");
  if (const int digits = finest(track); digits >= 0) {
    // A ten-thousandth of a degree of latitude is 11.1 m (a meridian quadrant is 10,002 km).
    const double step = 111'132.0 * std::pow(10.0, -digits);
    say("positions have up to " + std::to_string(digits) +
        (digits == 1 ? " decimal: a step of " : " decimals: a step of ") +
        (step >= 1.0 ? grouped(step, step < 10.0 ? 1 : 0) + " m"
                     : grouped(100.0 * step, step < 0.1 ? 1 : 0) + " cm") +
        " in latitude");
  }
}

constexpr std::size_t most_told = 20;

}  // namespace

const std::vector<Reader>& readers() {
  static const std::vector<Reader> all{
      {"xlsx", "workbook", ".xlsx", is_workbook, read_workbook},
      {"asterix", "ASTERIX: raw, pcap, Final, RFF, ORADIS", ".ast .raw .pcap .pcapng .ff", is_asterix,
       read_asterix},
      {"kml", "KML, KMZ", ".kml .kmz", is_kml, read_kml},
      {"gpx", "GPX", ".gpx", is_gpx, read_gpx},
      {"acmi", "Tacview ACMI", ".acmi .txt.acmi .zip.acmi", is_acmi, read_acmi},
      {"readsb", "trace of readsb or tar1090", ".json .json.gz", is_readsb, read_readsb},
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

void look_over(Imported& imported) {
  std::size_t told = 0;
  for (const ImportedTrack& track : imported.tracks) {
    if (told++ == most_told) {
      notice(imported.honesty, "the rows of " + std::to_string(imported.tracks.size() - most_told) +
                                   " more tracks were read, and not looked over");
      break;
    }
    tell(imported.honesty, track, imported.tracks.size() == 1);
  }
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

}  // namespace

Imported import_bytes(const std::string& name, std::string_view bytes, const ImportWish& asked) {
  const ImportWish wish = checked(name, asked);
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
        unpacked = one_member(name, bytes, wish, said).bytes;
      } else {
        break;
      }
      bytes = unpacked;
    }
    if (is_workbook(bytes)) {
      Imported imported = read_workbook(bytes, wish);
      for (const std::string& one : said) notice(imported.honesty, one);
      look_over(imported);
      return imported;
    }
    // The one format that is not text: its bytes are read as they are.
    if (wish.as == "asterix" || (wish.as.empty() && is_asterix(bytes))) {
      Imported imported = read_asterix(bytes, wish);
      for (const std::string& one : said) notice(imported.honesty, one);
      look_over(imported);
      return imported;
    }
    const Decoded text = to_utf8(bytes);
    const Reader& reader = wish.as.empty() ? reader_of(name, text.text()) : reader_called(name, wish.as);
    Imported imported = reader.read(text.text(), wish);
    for (const std::string& one : said) notice(imported.honesty, one);
    if (text.encoding != "UTF-8")
      assume(imported.honesty, "the text is " + text.encoding,
             text.guessed ? "its letters look like it" : "its first bytes say so",
             text.guessed ? Sure::guessed : Sure::stated);
    look_over(imported);
    return imported;
  } catch (const load::UnreadableFile& error) {
    const std::string what = error.what();
    if (what.starts_with(name + ": ")) throw;
    refuse(name, what);
  }
}

}  // namespace recon::exchange
