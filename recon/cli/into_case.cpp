// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/into_case.hpp"

#include <iostream>

#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/report/report.hpp"

namespace recon::cli {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator{folder, error})
    names.push_back(entry.path().filename().string());
  for (const fs::directory_entry& entry : fs::directory_iterator{folder / "tracks", error})
    names.push_back("tracks/" + entry.path().filename().string());
  return names;
}

// The id of a case that does not exist yet: its folder's name.
std::string id_of(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return (whole.filename().empty() ? whole.parent_path() : whole).filename().string();
}

bool is_there(const fs::path& file) { return fs::exists(fs::symlink_status(file)); }

// The text last: until it is there, the case does not know of the rest.
void write(const std::vector<exchange::CaseFile>& files, const fs::path& folder) {
  for (const exchange::CaseFile& file : files) {
    std::error_code error;
    fs::create_directories((folder / file.name).parent_path(), error);
    report::write_whole(folder / file.name, file.text);
    std::cout << (folder / file.name).string() << ": written\n";
  }
}

}  // namespace

void write_into_case(const exchange::Imported& imported, exchange::CaseWish what, const fs::path& folder,
                     const std::vector<exchange::CaseFile>& beside) {
  const bool is_new = !fs::exists(folder);
  incident::Incident existing;
  if (is_new) {
    what.case_id = id_of(folder);
  } else {
    if (!fs::is_directory(folder))
      throw load::UnreadableFile{folder.string() + ": no folder; a track goes into a case folder"};
    existing = load::load_case(folder).incident;
    what.taken = names_in(folder);
  }
  const exchange::IntoCase made = exchange::into_case(imported, what, existing);
  std::vector<exchange::CaseFile> files;
  for (const exchange::CaseFile& file : beside) {
    const load::Bytes there = load::read_bytes(folder / file.name, file.text.size() + 1);
    if (!there.readable() || there.bytes != file.text) files.push_back(file);
  }
  files.insert(files.end(), made.files.begin(), made.files.end());
  for (const exchange::CaseFile& file : files)
    if (is_there(folder / file.name))
      throw load::UnreadableFile{(folder / file.name).string() + ": is there already; nothing was changed"};
  if (is_new) load::new_case(folder, what.case_id);
  write(files, folder);
  for (const std::string& sentence : made.said) std::cout << "  " << sentence << '\n';
}

}  // namespace recon::cli
