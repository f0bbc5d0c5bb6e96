// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "recon/load/load.hpp"

namespace recon::test {

/// A folder of its own for one test, gone with it.
class Folder {
public:
  Folder() {
    static std::atomic<int> count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("recon-load-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view text) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    return path;
  }

private:
  std::filesystem::path path_;
};

/// What is wrong with a case, as printed, one line each.
inline std::vector<std::string> told(const std::vector<incident::Problem>& problems) {
  std::vector<std::string> lines;
  for (const incident::Problem& problem : problems) lines.push_back(load::print(problem));
  return lines;
}

inline std::vector<std::string> told_of_text(std::string_view text) {
  const Folder folder;
  return told(load::load_case(folder.write("case.textproto", text)).problems);
}

inline bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

/// The lines that hold some words.
inline std::vector<std::string> with(const std::vector<std::string>& lines, std::string_view words) {
  std::vector<std::string> found;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(found),
               [&](const std::string& line) { return line.find(words) != std::string::npos; });
  return found;
}

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

}  // namespace recon::test
