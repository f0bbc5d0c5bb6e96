// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/load/load.hpp"

namespace recon::cli {

void add_new(CLI::App& program) {
  CLI::App* command = program.add_subcommand("new", "Lay out an empty, commented case folder");
  struct Wishes {
    std::string id, in = ".";
  };
  auto wishes = std::make_shared<Wishes>();
  command->add_option("id", wishes->id, "Name of the case: lower case, digits, hyphens")->required();
  command->add_option("--in", wishes->in, "Folder to lay it out in")->capture_default_str();
  command->callback([wishes] {
    const std::filesystem::path folder = std::filesystem::path{wishes->in} / wishes->id;
    load::new_case(folder, wishes->id);
    std::cout << folder.string() << ": laid out; fill it in, then: recon check " << folder.string() << '\n';
  });
}

}  // namespace recon::cli
