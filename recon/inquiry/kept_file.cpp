// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/kept_file.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "recon/load/load.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::inquiry {
namespace {

/// The program itself: built anew it may find other things. Empty where the system does not tell.
std::string this_program() {
  std::error_code none;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (none) return {};
  const auto size = std::filesystem::file_size(self, none);
  const auto time = std::filesystem::last_write_time(self, none).time_since_epoch().count();
  return std::to_string(size) + " " + std::to_string(time);
}

}  // namespace

std::filesystem::path cache_folder() {
  const auto from = [](const char* name) -> std::filesystem::path {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const auto cache = from("XDG_CACHE_HOME"); cache.is_absolute()) return cache / "recon";
  if (const auto home = from("HOME"); home.is_absolute()) return home / ".cache" / "recon";
  return {};
}

KeptFile::KeptFile(const std::filesystem::path& folder, std::string_view form, std::string_view made_from,
                   std::string_view ending) {
  if (folder.empty()) return;
  file_ = folder / (load::sha256(std::string{form} + this_program() + "\n" + std::string{made_from}) +
                    std::string{ending});
}

std::optional<std::string> KeptFile::find() const {
  if (file_.empty()) return std::nullopt;
  std::ifstream in{file_, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  const std::size_t line = bytes.find('\n');
  if (line == std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view{bytes}.substr(line + 1);
  if (load::sha256(rest) != std::string_view{bytes}.substr(0, line)) return std::nullopt;
  return bytes.substr(line + 1);
}

void KeptFile::keep(std::string_view bytes) const {
  if (file_.empty()) return;
  try {
    std::filesystem::create_directories(file_.parent_path());
    write_whole(file_, load::sha256(bytes) + "\n" + std::string{bytes});
  } catch (const std::system_error&) {
    // What cannot be kept is made again.
  }
}

}  // namespace recon::inquiry
