// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "recon/load/load.hpp"

namespace recon::load {

/// Fills in the outlines of every border and of every area drawn in a file.
void load_borders(LoadedCase& loaded, const std::filesystem::path& folder, const Options& options);

}  // namespace recon::load
