// SPDX-License-Identifier: Apache-2.0
#include "recon/load/bytes.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <openssl/evp.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recon/load/load.hpp"

namespace recon::load {

namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
  explicit Descriptor(const fs::path& path) : fd_{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)} {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return fd_; }

private:
  int fd_;
};

Bytes refused(std::string why, int rule = 0) {
  return {.bytes = {}, .trouble = std::move(why), .rule = rule};
}

std::string in_mebibytes(std::uintmax_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

bool escapes(const fs::path& name) {
  return name.is_absolute() ||
         std::any_of(name.begin(), name.end(), [](const fs::path& part) { return part == ".."; });
}

bool begins_with(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

// Length of the well-formed character at the front, 0 when there is none.
std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool beyond_unicode = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

constexpr std::string_view hexadecimal = "0123456789abcdef";
constexpr std::size_t counted_every = 256;

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

Bytes read_bytes(const fs::path& path, std::uintmax_t limit) {
  const Descriptor file{path};
  if (file.get() < 0) return refused(std::string{"cannot be opened: "} + std::strerror(errno));
  struct stat about {};
  if (::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) return refused("not a regular file");
  const auto size = static_cast<std::uintmax_t>(about.st_size);
  if (size > limit) return refused(in_mebibytes(size) + "; at most " + in_mebibytes(limit) + " are read", 31);

  Bytes result;
  result.bytes.resize(size);
  std::size_t read = 0;
  while (read < result.bytes.size()) {
    const ::ssize_t n = ::read(file.get(), result.bytes.data() + read, result.bytes.size() - read);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return refused(std::string{"cannot be read: "} + std::strerror(errno));
    if (n == 0) break;  // it shrank since
    read += static_cast<std::size_t>(n);
  }
  result.bytes.resize(read);
  return result;
}

Bytes read_beside(const fs::path& folder, const std::string& name, std::uintmax_t limit) {
  if (name.find('\0') != std::string::npos || escapes(name))
    return refused("a file of a case lies inside its folder");
  std::error_code error;
  const fs::path home = fs::canonical(folder.empty() ? fs::path{"."} : folder, error);
  if (error) return refused("its folder cannot be opened: " + error.message());
  const fs::path path = fs::canonical(home / name, error);
  if (error)
    return refused(error == std::errc::no_such_file_or_directory ? "there is no such file"
                                                                 : "cannot be opened: " + error.message());
  if (!begins_with(path, home))
    return refused("a file of a case lies inside its folder; this one is a link out of it");
  return read_bytes(path, limit);
}

std::optional<std::size_t> first_not_utf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return std::nullopt;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::string not_utf8(unsigned char byte) {
  const auto digit = [](unsigned nibble) { return static_cast<char>(std::toupper(hexadecimal[nibble])); };
  return std::string{"not UTF-8 (byte 0x"} + digit(byte >> 4U) + digit(byte & 15U) + ")";
}

TextFile::TextFile(std::string name, std::string bytes)
    : name_{std::move(name)}, bytes_{std::move(bytes)}, line_starts_{0} {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (i % counted_every == 0) counted_.push_back(characters);
    if (starts_character(bytes_[i])) ++characters;
    if (bytes_[i] == '\n') line_starts_.push_back(i + 1);
  }
  counted_.push_back(characters);
}

std::size_t TextFile::characters_before(std::size_t offset) const {
  offset = std::min(offset, bytes_.size());
  const std::size_t block = std::min(offset / counted_every, counted_.size() - 1);
  const std::string_view rest = text().substr(block * counted_every, offset - block * counted_every);
  return counted_[block] +
         static_cast<std::size_t>(std::count_if(rest.begin(), rest.end(), starts_character));
}

int TextFile::line_of(std::size_t offset) const {
  return static_cast<int>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) -
                          line_starts_.begin());
}

incident::Place TextFile::place(std::size_t offset) const {
  const int line = line_of(offset);
  const std::size_t column = characters_before(offset) - characters_before(line_start(line));
  return {.file = name_, .line = line, .column = static_cast<int>(column) + 1};
}

std::size_t TextFile::line_start(int line) const {
  return line_starts_[std::min(static_cast<std::size_t>(std::max(line, 1)), line_starts_.size()) - 1];
}

std::string_view without_mark(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return bytes.substr(bytes.substr(0, mark.size()) == mark ? mark.size() : 0);
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error{"SHA-256 is not available in this OpenSSL"};
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += hexadecimal[digest[i] >> 4U];
    text += hexadecimal[digest[i] & 15U];
  }
  return text;
}

}  // namespace recon::load
