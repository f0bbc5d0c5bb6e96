// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace recon::inquiry {

/// $XDG_CACHE_HOME/recon, else ~/.cache/recon; empty where neither is known.
[[nodiscard]] std::filesystem::path cache_folder();

/// Removes what was longest not used until the kept files of a folder have `most` bytes together at most.
/// Files of other names stay as they are. Throws std::filesystem::filesystem_error.
void make_room(const std::filesystem::path& folder, std::uintmax_t most);
inline constexpr std::uintmax_t most_kept = 1'000'000'000;

/// A file of a cache, named by the hash of what it was made from and of this very program. The first line of
/// it is the SHA-256 of the rest: what does not match is as good as not there.
class KeptFile {
public:
  /// `form` says what is kept and in which shape. An empty folder: nothing is kept.
  KeptFile(const std::filesystem::path& folder, std::string_view form, std::string_view made_from,
           std::string_view ending);

  /// Found or kept, a file counts as used now.
  [[nodiscard]] std::optional<std::string> find() const;
  /// Whole or not at all; silent where the folder cannot be written. What then is too much of the folder
  /// goes.
  void keep(std::string_view bytes) const;

private:
  std::filesystem::path file_;
};

}  // namespace recon::inquiry
