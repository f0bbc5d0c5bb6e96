// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/import.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/cli/into_case.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/load/outlines.hpp"

namespace recon::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_tracks = 50;
constexpr std::size_t tracks_listed = 30;

struct Wishes {
  std::vector<std::string> files, only;
  std::string into;
  exchange::ImportWish how;
  exchange::CaseWish what;
  bool dry_run = false;
};

std::string from_pipe() {
  std::string bytes;
  std::vector<char> piece(1U << 20U);
  while (std::cin.read(piece.data(), static_cast<std::streamsize>(piece.size())) || std::cin.gcount() > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
    if (bytes.size() > exchange::largest_track_file)
      throw load::UnreadableFile{"standard input: more than " +
                                 std::to_string(exchange::largest_track_file >> 20U) + " MiB"};
  }
  return bytes;
}

load::FileBytes bytes_of(const std::string& file) {
  if (file == "-") return {.name = "standard input", .bytes = from_pipe()};
  load::Bytes read = load::read_bytes(file, exchange::largest_track_file);
  if (!read.readable()) throw load::UnreadableFile{file + ": " + read.trouble};
  return {.name = fs::path{file}.filename().string(), .bytes = std::move(read.bytes)};
}

/// A user's word against every name that a track has.
bool is_called(const exchange::ImportedTrack& track, const std::string& wanted) {
  const auto same = [&](const std::string& name) {
    return name.size() == wanted.size() &&
           std::equal(name.begin(), name.end(), wanted.begin(), [](char a, char b) {
             return std::tolower(static_cast<unsigned char>(a)) ==
                    std::tolower(static_cast<unsigned char>(b));
           });
  };
  return same(track.name) || same(track.address) || same(track.callsign) || same(track.registration) ||
         same(track.squawk);
}

std::string line_of(const exchange::ImportedTrack& track) {
  std::string line = track.name;
  for (const std::string* name : {&track.callsign, &track.registration, &track.type})
    if (!name->empty() && *name != track.name) line += ", " + *name;
  line += ": " + std::to_string(track.sightings.size()) + (track.sightings.size() == 1 ? " row" : " rows");
  const auto& rows = track.sightings;
  if (!rows.empty() && rows.front().time && rows.back().time)
    line += ", " + rows.front().printed().time.text + " to " + rows.back().printed().time.text + " UTC";
  return line;
}

void choose(exchange::Imported& imported, const Wishes& wishes, const std::string& name) {
  if (!wishes.only.empty()) {
    std::erase_if(imported.tracks, [&](const exchange::ImportedTrack& track) {
      return std::none_of(wishes.only.begin(), wishes.only.end(),
                          [&](const std::string& wanted) { return is_called(track, wanted); });
    });
    if (imported.tracks.empty()) throw load::UnreadableFile{name + ": no track is called so (--only)"};
    return;
  }
  if (imported.tracks.size() <= most_tracks || wishes.dry_run) return;
  std::cerr << name << ": " << imported.tracks.size() << " tracks; the first:\n";
  for (std::size_t i = 0; i < tracks_listed; ++i) std::cerr << "  " << line_of(imported.tracks[i]) << '\n';
  throw load::UnreadableFile{name + ": more than " + std::to_string(most_tracks) +
                             " tracks; name those you want with --only"};
}

void print(const exchange::Imported& imported, const std::string& name) {
  std::cout << name << '\n';
  for (const std::string& sentence : exchange::account(imported)) std::cout << "  " << sentence << '\n';
  for (std::size_t i = 0; i < std::min(imported.tracks.size(), tracks_listed); ++i)
    std::cout << "  track " << line_of(imported.tracks[i]) << '\n';
  if (imported.tracks.size() > tracks_listed)
    std::cout << "  and " << imported.tracks.size() - tracks_listed << " more tracks\n";
}

void import_one(const std::string& file, const Wishes& wishes) {
  const load::FileBytes bytes = bytes_of(file);
  exchange::Imported imported = exchange::import_bytes(bytes.name, bytes.bytes, wishes.how);
  choose(imported, wishes, bytes.name);
  print(imported, bytes.name);
  if (wishes.dry_run || wishes.into.empty()) return;

  exchange::CaseWish what = wishes.what;
  what.file_name = bytes.name;
  what.sha256 = load::sha256(bytes.bytes);
  write_into_case(imported, std::move(what), wishes.into);
}

void run(const Wishes& wishes) {
  if (wishes.into.empty() && !wishes.dry_run)
    throw load::UnreadableFile{"into which case? say --into FOLDER, or --dry-run to see what a file says"};
  for (const std::string& file : wishes.files) import_one(file, wishes);
  if (wishes.dry_run) return;
  std::cout << "now: recon check " << wishes.into << "; recon report " << wishes.into << '\n';
}

std::string formats_help() {
  std::string help = "Format, where its content does not tell:";
  for (const exchange::Reader& reader : exchange::readers()) help += " " + std::string{reader.name};
  return help;
}

}  // namespace

void add_import(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "import", "Read tracks of other programs into a case, with an account of what was read");
  auto w = std::make_shared<Wishes>();
  command->add_option("file", w->files, "Files of tracks; - for standard input")->required();
  command->add_option("--into", w->into, "Case folder; made if it is not there");
  command->add_option("--as", w->how.as, formats_help());
  command->add_option("--date", w->how.date, "Day of files that give only the time of day: 2015-11-24");
  command->add_option("--clock", w->how.clock, "Clock of times that name none: UTC, Europe/Istanbul, UTC+3");
  command->add_option("--since", w->how.since,
                      "When times that count from an event were zero: \"2015-11-24 07:24:05 UTC\"");
  command->add_option("--grid", w->how.grid,
                      "Grid of columns of metres: \"UTM 36N\", SK-42, \"SK-42 zone 7\"");
  command->add_option("--height-unit", w->how.height_unit, "Unit of heights that name none: ft, m, km, fl");
  command->add_option("--speed-unit", w->how.speed_unit, "Unit of speeds that name none: kt, m/s, km/h");
  command->add_option("--datum", w->how.datum,
                      "Datum of the positions, if a source says it: \"WGS 84\", ED50");
  command->add_option("--only", w->only, "Tracks to take, by address, callsign or name; all unless named");
  command->add_option("--aircraft", w->what.aircraft, "Aircraft of the case that flew the track");
  command->add_option("--narrative", w->what.narrative,
                      "Whose account it is: a narrative or a party of the case");
  command->add_option("--sensor", w->what.sensor, "Sensor of the case that measured ranges and azimuths");
  command->add_option("--radar", w->what.radar,
                      "Where the radar stands, for ranges and azimuths: \"35.4008 N 35.9489 E\"");
  command->add_flag("--dry-run", w->dry_run, "Say what the file holds, and write nothing");
  command->callback([w] { run(*w); });
}

}  // namespace recon::cli
