// SPDX-License-Identifier: Apache-2.0
#include "recon/units/whole_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace recon {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int why) {
  throw std::system_error(why, std::generic_category(), "cannot write " + path.string());
}

/// mkstemp makes files that only their owner reads.
int change_mode_as_usual(int file) {
  const mode_t mask = umask(0);
  umask(mask);
  return fchmod(file, static_cast<mode_t>(0666 & ~mask));
}

}  // namespace

WholeFile::WholeFile(const std::filesystem::path& target)
    : target_{target}, name_{target.string() + ".XXXXXX"} {
  file_ = mkstemp(name_.data());
  if (file_ < 0) fail(target_, errno);
}

WholeFile::~WholeFile() {
  if (file_ >= 0) close(file_);
  if (!done_) unlink(name_.c_str());
}

void WholeFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void WholeFile::put_in_place() {
  if (change_mode_as_usual(file_) != 0 || fsync(file_) != 0) fail(target_, errno);
  const int file = std::exchange(file_, -1);
  if (close(file) != 0) fail(target_, errno);
  if (rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
  done_ = true;
}

void write_whole(const std::filesystem::path& path, std::string_view bytes) {
  WholeFile file{path};
  file.write(bytes);
  file.put_in_place();
}

}  // namespace recon
