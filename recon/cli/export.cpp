// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include <iostream>
#include <memory>
#include <optional>

#include "recon/cli/drawn_flights.hpp"
#include "recon/exchange/asterix.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string case_name, as, out = "-";
  std::optional<exchange::WayForm> form;  // none: ASTERIX, which is no text
  FlightWish flights{.flights = {.flights = 0}, .settings = {}, .at = {}};
};

load::LoadedCase loaded_case(const std::string& case_name) {
  load::LoadedCase loaded = load::load_case(inquiry::find_case(case_name));
  if (loaded.usable()) return loaded;
  print_problems(loaded.problems);
  throw Exit{failure};
}

void write_recording(const Wishes& wishes) {
  const exchange::Recording recording = exchange::recording_of(loaded_case(wishes.case_name).incident);
  for (const std::string& said : recording.said) std::cerr << "note: " << said << '\n';
  if (recording.records == 0) throw load::UnreadableFile{wishes.case_name + ": has no track with times"};
  const std::string_view bytes{reinterpret_cast<const char*>(recording.bytes.data()), recording.bytes.size()};
  if (wishes.out == "-")
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  else
    write_whole(wishes.out, bytes);
}

exchange::Ways tracks_of(const std::string& case_name) {
  exchange::Ways ways = exchange::ways_of(loaded_case(case_name).incident);
  if (ways.ways.empty()) {
    std::string why;
    for (const std::string& said : ways.said) why += "; " + said;
    throw load::UnreadableFile{case_name + ": has no track of positions" + why};
  }
  return ways;
}

void run(const Wishes& wishes) {
  const bool flights = wishes.flights.flights.flights > 0;
  if (!wishes.form && flights)
    throw load::UnreadableFile{"drawn flights are no detections of a radar; asterix writes tracks only"};
  if (!wishes.form) return write_recording(wishes);
  write_ways(
      flights ? drawn_flights(wishes.case_name, wishes.flights, *wishes.form) : tracks_of(wishes.case_name),
      *wishes.form, wishes.out);
}

std::optional<exchange::WayForm> form_of(const std::string& name) {
  for (const auto& [called, form] : exchange::way_forms())
    if (lower_case(name) == called) return form;
  return std::nullopt;
}

}  // namespace

void add_export(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "export", "Write the tracks of a case, or flights that do all an account says, for other programs");
  auto w = std::make_shared<Wishes>();
  command->add_option("case", w->case_name, case_help)->required();
  command->add_option("--as", w->as, "Form to write: " + form_names() + ", asterix")
      ->required()
      ->check(CLI::IsMember({"csv", "geojson", "kml", "gpx", "acmi", "asterix"}, CLI::ignore_case));
  command->add_option("-o,--output", w->out, "File to write; - for standard output")->capture_default_str();
  command
      ->add_option("--flights", w->flights.flights.flights,
                   "Draw so many flights per account, reading and border version, instead of the tracks")
      ->check(CLI::Range(1, 10'000));
  add_flight_options(*command, w->flights);
  command->callback([w] {
    w->form = form_of(w->as);
    run(*w);
  });
}

}  // namespace recon::cli
