// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/progress.hpp"

#include <iostream>

#include <unistd.h>

namespace recon::cli {

ProgressLine::ProgressLine() : visible_{isatty(STDERR_FILENO) == 1} {}

ProgressLine::~ProgressLine() {
  if (visible_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressLine::show(std::size_t done, std::size_t all, const std::string& what) const {
  if (!visible_ || all == 0) return;
  constexpr std::size_t width = 24;
  const std::size_t filled = width * done / all;
  // 60 characters of text keep the line on one row of an 100-column terminal.
  std::cerr << "\r\033[K" << std::string(filled, '#') << std::string(width - filled, '.') << ' '
            << 100 * done / all << " %  " << what.substr(0, 60) << std::flush;
}

}  // namespace recon::cli
