// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recon/report/report.hpp"

namespace recon::report {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int why) {
  throw std::system_error(why, std::generic_category(), "cannot write " + path.string());
}

/// The neighbour that takes the bytes first; gone again unless it was renamed into place.
class Neighbour {
public:
  explicit Neighbour(const std::filesystem::path& target)
      : target_{target}, name_{target.string() + ".XXXXXX"} {
    file_ = mkstemp(name_.data());
    if (file_ < 0) fail(target_, errno);
  }
  Neighbour(const Neighbour&) = delete;
  Neighbour(Neighbour&&) = delete;
  Neighbour& operator=(const Neighbour&) = delete;
  Neighbour& operator=(Neighbour&&) = delete;
  ~Neighbour() {
    if (file_ >= 0) close(file_);
    if (!done_) unlink(name_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(target_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// On the disk before it takes the name: a crash leaves the old file or the new one.
  void put_in_place() {
    if (fchmod_as_usual() != 0 || fsync(file_) != 0) fail(target_, errno);
    const int file = file_;
    file_ = -1;
    if (close(file) != 0) fail(target_, errno);
    if (rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    done_ = true;
  }

private:
  /// mkstemp makes files that only their owner reads; a report gets what the user's mask allows.
  [[nodiscard]] int fchmod_as_usual() const {
    const mode_t mask = umask(0);
    umask(mask);
    return fchmod(file_, static_cast<mode_t>(0666 & ~mask));
  }

  std::filesystem::path target_;
  std::string name_;
  int file_ = -1;
  bool done_ = false;
};

}  // namespace

void write_whole(const std::filesystem::path& path, std::string_view bytes) {
  Neighbour neighbour{path};
  neighbour.write(bytes);
  neighbour.put_in_place();
}

}  // namespace recon::report
