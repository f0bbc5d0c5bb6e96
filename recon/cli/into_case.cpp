// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/into_case.hpp"

#include <iostream>
#include <utility>

#include "recon/exchange/case_folder.hpp"

namespace recon::cli {

void write_into_case(const exchange::Imported& imported, exchange::CaseWish what,
                     const std::filesystem::path& folder, const std::vector<exchange::CaseFile>& beside) {
  const exchange::CaseAddition addition = exchange::addition_to(folder, imported, std::move(what), beside);
  exchange::write(addition);
  for (const exchange::CaseFile& file : addition.files)
    std::cout << (folder / file.name).string() << ": written\n";
  for (const std::string& sentence : addition.said) std::cout << "  " << sentence << '\n';
}

}  // namespace recon::cli
