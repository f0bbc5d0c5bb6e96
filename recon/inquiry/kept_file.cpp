// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/kept_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <system_error>
#include <vector>

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

/// A hash and an ending: no other program's file.
bool is_kept(const std::filesystem::path& file) {
  const std::string name = file.stem().string();
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

void make_room(const std::filesystem::path& folder, std::uintmax_t most) {
  struct Kept {
    std::filesystem::file_time_type used;
    std::filesystem::path file;
    std::uintmax_t size;
  };
  std::vector<Kept> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    if (entry.is_regular_file() && is_kept(entry.path()))
      files.push_back({entry.last_write_time(), entry.path(), entry.file_size()});
  std::ranges::sort(files, std::greater{}, &Kept::used);
  std::uintmax_t all = 0;
  for (const Kept& its : files) {
    all += its.size;
    if (all > most) std::filesystem::remove(its.file);
  }
}

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
  std::error_code not_mine;
  std::filesystem::last_write_time(file_, std::filesystem::file_time_type::clock::now(), not_mine);
  return bytes.substr(line + 1);
}

void KeptFile::keep(std::string_view bytes) const {
  if (file_.empty()) return;
  try {
    std::filesystem::create_directories(file_.parent_path());
    write_whole(file_, load::sha256(bytes) + "\n" + std::string{bytes});
    make_room(file_.parent_path(), most_kept);
  } catch (const std::system_error&) {
    // What cannot be kept is made again.
  }
}

}  // namespace recon::inquiry
