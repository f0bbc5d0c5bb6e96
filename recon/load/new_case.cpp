// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <string>
#include <string_view>

#include "recon/load/check.hpp"
#include "recon/load/load.hpp"

namespace recon::embedded {
extern const std::string_view new_case_template;
extern const std::string_view new_case_tracks;
}  // namespace recon::embedded

namespace recon::load {

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file{path, std::ios::binary};
  file << text;
  file.close();
  if (!file) throw UnreadableFile{path.string() + ": cannot be written"};
}

std::string with_id(std::string_view text, std::string_view id) {
  constexpr std::string_view mark = "CASE-ID";
  std::string result{text};
  for (std::size_t at = result.find(mark); at != std::string::npos; at = result.find(mark, at + id.size()))
    result.replace(at, mark.size(), id);
  return result;
}

}  // namespace

void new_case(const std::filesystem::path& folder, std::string_view id) {
  if (!checking::is_name(id))
    throw UnreadableFile{"'" + std::string{id} + "' is not a name: lower case, digits, hyphens"};
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(folder, error)))
    throw UnreadableFile{folder.string() + ": is there already; nothing was changed"};
  if (!std::filesystem::create_directories(folder / "tracks", error) || error)
    throw UnreadableFile{folder.string() + ": cannot be made: " + error.message()};
  write(folder / (std::string{id} + ".textproto"), with_id(embedded::new_case_template, id));
  write(folder / "tracks" / "README", embedded::new_case_tracks);
}

}  // namespace recon::load
