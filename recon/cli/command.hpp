// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "recon/incident/place.hpp"

/// What the commands share. Each command is one file with one function that adds it to the program;
/// it throws load::UnreadableFile for a file that cannot be used and Exit for any other bad end.
namespace recon::cli {

/// Ends the program with a code after everything worth saying has been said.
struct Exit {
  int code;
};
inline constexpr int failure = 1;
inline constexpr int interrupted = 130;  // as a shell reports SIGINT

void add_report(CLI::App& program);
void add_check(CLI::App& program);
void add_new(CLI::App& program);
void add_convert(CLI::App& program);
void add_where(CLI::App& program);
void add_border(CLI::App& program);
void add_side(CLI::App& program);
void add_sample(CLI::App& program);
void add_import(CLI::App& program);
void add_export(CLI::App& program);
void add_georef(CLI::App& program);
void add_asterix(CLI::App& program);

/// Help text of every command's CASE argument.
inline constexpr const char* case_help =
    "a case folder, one of its files (.textproto, .json, .binpb), or the id of a bundled incident";

/// Prints problems to standard error, one a line, with a closing count.
void print_problems(const std::vector<incident::Problem>& problems);

}  // namespace recon::cli
