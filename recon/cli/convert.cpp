// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <map>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

void add_convert(CLI::App& program) {
  CLI::App* command = program.add_subcommand("convert", "Write a case in another form of the same schema");
  struct Wishes {
    std::string case_name, out = "-";
    load::Form form = load::Form::json;
  };
  auto wishes = std::make_shared<Wishes>();
  const std::map<std::string, load::Form> forms{
      {"textproto", load::Form::textproto}, {"json", load::Form::json}, {"binary", load::Form::binary}};
  command->add_option("case", wishes->case_name, case_help)->required();
  command->add_option("--to", wishes->form, "Form to write")
      ->required()
      ->transform(CLI::CheckedTransformer(forms, CLI::ignore_case).description("{textproto, json, binary}"));
  command->add_option("-o,--output", wishes->out, "File to write; - for standard output")
      ->capture_default_str();
  command->callback([wishes] {
    const std::string text = load::convert_case(inquiry::find_case(wishes->case_name), wishes->form);
    if (wishes->out == "-")
      std::cout << text;
    else
      write_whole(wishes->out, text);
  });
}

}  // namespace recon::cli
