// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include "recon/cli/command.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"

int main(int argc, char** argv) {
  CLI::App program{
      "recon tests competing claims about an aircraft at a border: on which side each account plausibly\n"
      "puts it, how sure that is, why, and what it would take to flip it."};
  program.name("recon");
  program.set_version_flag("--version", "recon " + recon::inquiry::version());
  program.require_subcommand(1);
  recon::cli::add_report(program);
  recon::cli::add_check(program);
  recon::cli::add_new(program);
  recon::cli::add_convert(program);
  recon::cli::add_where(program);
  recon::cli::add_border(program);
  recon::cli::add_side(program);
  recon::cli::add_sample(program);
  recon::cli::add_import(program);
  recon::cli::add_export(program);
  recon::cli::add_georef(program);
  recon::cli::add_asterix(program);
  try {
    program.parse(argc, argv);
    if (std::cout.flush()) return 0;
    std::cerr << "recon: standard output could not be written\n";
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : recon::cli::failure;
  } catch (const recon::cli::Exit& exit) {
    return exit.code;
  } catch (const recon::load::UnreadableFile& error) {
    std::cerr << "recon: " << error.what() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "recon: " << error.what() << '\n';
  }
  return recon::cli::failure;
}
