// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/command.hpp"

#include <algorithm>
#include <iostream>

#include "recon/load/load.hpp"

namespace recon::cli {

namespace {

std::string counted(std::ptrdiff_t n, const std::string& noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

}  // namespace

void print_problems(const std::vector<incident::Problem>& problems) {
  const auto count = [&](incident::Severity severity) {
    return std::count_if(problems.begin(), problems.end(),
                         [=](const incident::Problem& problem) { return problem.severity == severity; });
  };
  for (const incident::Problem& problem : problems) std::cerr << load::print(problem) << '\n';
  if (problems.empty()) return;
  std::cerr << counted(count(incident::Severity::error), "error") << ", "
            << counted(count(incident::Severity::warning), "warning") << ", "
            << counted(count(incident::Severity::note), "note") << '\n';
}

}  // namespace recon::cli
