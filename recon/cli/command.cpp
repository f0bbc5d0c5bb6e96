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

std::filesystem::path find_case(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::exists(name, ignored)) return name;
  const std::filesystem::path incidents = load::data_folder() / "incidents";
  if (name.find('/') == std::string::npos && std::filesystem::is_directory(incidents / name, ignored))
    return incidents / name;

  std::vector<std::string> bundled;
  for (const auto& entry : std::filesystem::directory_iterator(incidents, ignored))
    if (entry.is_directory()) bundled.push_back(entry.path().filename().string());
  std::sort(bundled.begin(), bundled.end());
  std::string message = name + ": there is no such file or folder";
  if (!bundled.empty()) message += ", and no bundled incident of that name:";
  for (const std::string& id : bundled) message += " " + id;
  throw load::UnreadableFile{message};
}

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
