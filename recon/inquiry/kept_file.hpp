// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace recon::inquiry {

/// $XDG_CACHE_HOME/recon, else ~/.cache/recon; empty where neither is known.
[[nodiscard]] std::filesystem::path cache_folder();

/// A file of a cache, named by the hash of what it was made from and of this very program. The first line of
/// it is the SHA-256 of the rest: what does not match is as good as not there.
class KeptFile {
public:
  /// `form` says what is kept and in which shape. An empty folder: nothing is kept.
  KeptFile(const std::filesystem::path& folder, std::string_view form, std::string_view made_from,
           std::string_view ending);

  [[nodiscard]] std::optional<std::string> find() const;
  /// Whole or not at all; silent where the folder cannot be written.
  void keep(std::string_view bytes) const;

private:
  std::filesystem::path file_;
};

}  // namespace recon::inquiry
