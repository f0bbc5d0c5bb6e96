// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "recon/exchange/into_case.hpp"

/// Tracks on their way into the folder of a case: first what would be written, then the writing.
namespace recon::exchange {

/// What goes into a case folder.
struct CaseAddition {
  std::filesystem::path folder;
  std::string new_case;         // id of the case that is made for it; empty: it is there
  std::vector<CaseFile> files;  // in the order of writing: the text that names the others is the last
  std::vector<std::string> said;
};

/// `what` names the file that was read; whether the case is new is found here. `beside` are files that go
/// with the tracks: left out where the very same is there already. Writes nothing. Throws
/// load::UnreadableFile, also where a file of that name is there: none of them is ever changed.
[[nodiscard]] CaseAddition addition_to(const std::filesystem::path& folder, const Imported& imported,
                                       CaseWish what, const std::vector<CaseFile>& beside = {});

/// Writes all of it or, where anything fails, none: what was written until then is taken away again.
void write(const CaseAddition& addition);

}  // namespace recon::exchange
