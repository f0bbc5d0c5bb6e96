// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace recon::cli {

/// One line on standard error that says how far the work is, wiped when it ends.
/// Silent unless standard error is a terminal, so a pipe or a log never sees it.
class ProgressLine {
public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ProgressLine(ProgressLine&&) = delete;
  ProgressLine& operator=(ProgressLine&&) = delete;
  void show(std::size_t done, std::size_t all, const std::string& what) const;

private:
  bool visible_;
};

}  // namespace recon::cli
