// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include <iostream>
#include <map>
#include <memory>
#include <optional>

#include "recon/cli/command.hpp"
#include "recon/exchange/asterix.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"
#include "recon/report/report.hpp"
#include "recon/units/text.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string case_name, as, out = "-";
  std::optional<exchange::WayForm> form;  // none: ASTERIX, which is no text
};

void put(const Wishes& wishes, std::string_view bytes) {
  if (wishes.out == "-")
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  else
    report::write_whole(wishes.out, bytes);
}

void write_recording(const Wishes& wishes, const incident::Incident& incident) {
  const exchange::Recording recording = exchange::recording_of(incident);
  for (const std::string& said : recording.said) std::cerr << "note: " << said << '\n';
  if (recording.records == 0) throw load::UnreadableFile{wishes.case_name + ": has no track with times"};
  put(wishes, {reinterpret_cast<const char*>(recording.bytes.data()), recording.bytes.size()});
}

void run(const Wishes& wishes) {
  const load::LoadedCase loaded = load::load_case(inquiry::find_case(wishes.case_name));
  if (!loaded.usable()) {
    print_problems(loaded.problems);
    throw Exit{failure};
  }
  if (!wishes.form) return write_recording(wishes, loaded.incident);
  const exchange::Ways ways = exchange::ways_of(loaded.incident);
  for (const std::string& said : ways.said) std::cerr << "note: " << said << '\n';
  if (ways.ways.empty()) throw load::UnreadableFile{wishes.case_name + ": has no track of positions"};
  put(wishes, exchange::written(ways.ways, *wishes.form));
}

}  // namespace

void add_export(CLI::App& program) {
  CLI::App* command = program.add_subcommand("export", "Write the tracks of a case for other programs");
  auto w = std::make_shared<Wishes>();
  using Form = exchange::WayForm;
  static const std::map<std::string, std::optional<Form>> forms{
      {"csv", Form::csv}, {"geojson", Form::geojson}, {"kml", Form::kml},
      {"gpx", Form::gpx}, {"acmi", Form::acmi},       {"asterix", std::nullopt}};
  command->add_option("case", w->case_name, case_help)->required();
  command->add_option("--as", w->as, "Form to write: csv, geojson, kml, gpx, acmi or asterix")
      ->required()
      ->check(CLI::IsMember(forms, CLI::ignore_case));
  command->add_option("-o,--output", w->out, "File to write; - for standard output")->capture_default_str();
  command->callback([w] {
    w->form = forms.at(lower_case(w->as));
    run(*w);
  });
}

}  // namespace recon::cli
