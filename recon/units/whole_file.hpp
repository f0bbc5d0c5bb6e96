// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace recon {

/// A file that is there whole or not at all: its bytes go into a neighbour, which takes the name only when
/// they are on the disk. A crash leaves the old file or the new one. Throws std::system_error, naming the
/// file.
///   (1) until put_in_place() nothing of that name changes, and without it nothing is left behind
class WholeFile {
public:
  explicit WholeFile(const std::filesystem::path& target);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile(WholeFile&&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  WholeFile& operator=(WholeFile&&) = delete;

  void write(std::string_view bytes);
  /// Readable by whom the user's mask allows.
  void put_in_place();

private:
  std::filesystem::path target_;
  std::string name_;
  int file_ = -1;
  bool done_ = false;
};

void write_whole(const std::filesystem::path& path, std::string_view bytes);

}  // namespace recon
