// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/export.hpp"

#include <iostream>
#include <map>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"
#include "recon/report/report.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string case_name, out = "-";
  exchange::WayForm form = exchange::WayForm::geojson;
};

void run(const Wishes& wishes) {
  const load::LoadedCase loaded = load::load_case(inquiry::find_case(wishes.case_name));
  if (!loaded.usable()) {
    print_problems(loaded.problems);
    throw Exit{failure};
  }
  const exchange::Ways ways = exchange::ways_of(loaded.incident);
  for (const std::string& said : ways.said) std::cerr << "note: " << said << '\n';
  if (ways.ways.empty()) throw load::UnreadableFile{wishes.case_name + ": has no track of positions"};
  const std::string text = exchange::written(ways.ways, wishes.form);
  if (wishes.out == "-")
    std::cout << text;
  else
    report::write_whole(wishes.out, text);
}

}  // namespace

void add_export(CLI::App& program) {
  CLI::App* command = program.add_subcommand("export", "Write the tracks of a case for other programs");
  auto w = std::make_shared<Wishes>();
  using Form = exchange::WayForm;
  const std::map<std::string, Form> forms{{"csv", Form::csv},
                                          {"geojson", Form::geojson},
                                          {"kml", Form::kml},
                                          {"gpx", Form::gpx},
                                          {"acmi", Form::acmi}};
  command->add_option("case", w->case_name, case_help)->required();
  command->add_option("--as", w->form, "Form to write")
      ->required()
      ->transform(
          CLI::CheckedTransformer(forms, CLI::ignore_case).description("{csv, geojson, kml, gpx, acmi}"));
  command->add_option("-o,--output", w->out, "File to write; - for standard output")->capture_default_str();
  command->callback([w] { run(*w); });
}

}  // namespace recon::cli
