// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "recon/load/load.hpp"

namespace recon::load {

std::filesystem::path data_folder() {
  if (const char* chosen = std::getenv("RECON_DATA_DIR"); chosen != nullptr && *chosen != '\0') return chosen;
  std::error_code ignored;
  if (std::filesystem::is_directory(RECON_SOURCE_DATA, ignored)) return RECON_SOURCE_DATA;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return program.parent_path().parent_path() / "share" / "recon";
}

}  // namespace recon::load
