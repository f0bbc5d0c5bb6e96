// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "recon/exchange/into_case.hpp"

namespace recon::cli {

/// Writes tracks into a case folder, made if it is not there, and tells on standard output what was written.
/// No file that is there is changed; `beside` are files that go with them, written unless the very same is
/// there already. `what` names the file that was read; whether the case is new is found here.
void write_into_case(const exchange::Imported& imported, exchange::CaseWish what,
                     const std::filesystem::path& folder, const std::vector<exchange::CaseFile>& beside = {});

}  // namespace recon::cli
