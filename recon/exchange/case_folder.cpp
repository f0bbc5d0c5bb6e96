// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/case_folder.hpp"

#include <system_error>
#include <utility>

#include "recon/load/bytes.hpp"
#include "recon/load/check.hpp"
#include "recon/load/load.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::exchange {

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

// Without the slash that it may end in.
fs::path whole_path(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return whole.filename().empty() ? whole.parent_path() : whole;
}

bool is_there(const fs::path& file) { return fs::exists(fs::symlink_status(file)); }

/// Takes away again what was made, newest first, unless all is well in the end. Never a folder that
/// something else lies in.
class Made {
public:
  Made() = default;
  ~Made() {
    std::error_code ignored;
    for (auto path = paths_.rbegin(); path != paths_.rend(); ++path) fs::remove(*path, ignored);
  }
  Made(const Made&) = delete;
  Made(Made&&) = delete;
  Made& operator=(const Made&) = delete;
  Made& operator=(Made&&) = delete;
  void add(const fs::path& path) { paths_.push_back(path); }
  void folder(const fs::path& path) {
    if (path.empty() || is_there(path)) return;
    folder(path.parent_path());
    std::error_code error;
    if (fs::create_directory(path, error)) add(path);
    if (error) throw load::UnreadableFile{path.string() + ": cannot be made: " + error.message()};
  }
  void keep() { paths_.clear(); }

private:
  std::vector<fs::path> paths_;
};

}  // namespace

CaseAddition addition_to(const fs::path& folder, const Imported& imported, CaseWish what,
                         const std::vector<CaseFile>& beside) {
  CaseAddition addition{.folder = folder};
  incident::Incident existing;
  if (!fs::exists(folder)) {
    // The id of a case that does not exist yet: its folder's name.
    what.case_id = addition.new_case = whole_path(folder).filename().string();
    if (!load::checking::is_name(what.case_id))
      throw load::UnreadableFile{"'" + what.case_id + "' is not a name: lower case, digits, hyphens"};
  } else {
    if (!fs::is_directory(folder))
      throw load::UnreadableFile{folder.string() + ": no folder; a track goes into a case folder"};
    existing = load::load_case(folder).incident;
    what.taken = names_in(folder);
  }
  IntoCase made = into_case(imported, what, existing);
  for (const CaseFile& file : beside) {
    const load::Bytes there = load::read_bytes(folder / file.name, file.text.size() + 1);
    if (!there.readable() || there.bytes != file.text) addition.files.push_back(file);
  }
  for (CaseFile& file : made.files) addition.files.push_back(std::move(file));
  for (const CaseFile& file : addition.files)
    if (is_there(folder / file.name))
      throw load::UnreadableFile{(folder / file.name).string() + ": is there already; nothing was changed"};
  addition.said = std::move(made.said);
  return addition;
}

void write(const CaseAddition& addition) {
  Made made;
  if (!addition.new_case.empty()) {
    made.folder(whole_path(addition.folder).parent_path());
    load::new_case(addition.folder, addition.new_case);
    made.add(addition.folder);
    made.add(addition.folder / "tracks");
    made.add(addition.folder / "tracks" / "README");
    made.add(addition.folder / (addition.new_case + ".textproto"));
  }
  for (const CaseFile& file : addition.files) {
    const fs::path path = addition.folder / file.name;
    made.folder(path.parent_path());
    write_whole(path, file.text);
    made.add(path);
  }
  made.keep();
}

}  // namespace recon::exchange
