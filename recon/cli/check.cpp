// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"

namespace recon::cli {

namespace {

void run(const std::string& case_name) {
  const load::LoadedCase loaded = load::load_case(inquiry::find_case(case_name));
  print_problems(loaded.problems);
  if (!loaded.usable()) throw Exit{failure};
  std::cout << loaded.incident.id.text << ": no errors\n";
}

}  // namespace

void add_check(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("check", "List everything that is wrong with a case, as file:line:column");
  auto case_name = std::make_shared<std::string>();
  command->add_option("case", *case_name, case_help)->required();
  command->callback([case_name] { run(*case_name); });
}

}  // namespace recon::cli
