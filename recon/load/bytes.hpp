// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/incident/place.hpp"

/// Bytes from disk, held to bounds before they are trusted, and the places in them.
namespace recon::load {

constexpr std::uintmax_t largest_case_file = 16U << 20U;
constexpr std::uintmax_t largest_outline_file = 256U << 20U;
constexpr std::size_t longest_list = 100'000;
constexpr std::size_t longest_text = 64U << 10U;
constexpr int deepest_nesting = 32;

/// What a file holds, or why it is not read (a sentence without the file's name).
struct Bytes {
  std::string bytes;
  std::string trouble;
  int rule = 0;
  [[nodiscard]] bool readable() const { return trouble.empty(); }
};

/// Opens without waiting on a pipe, looks at the opened thing and not at its name, and refuses
/// anything but a regular file of at most `limit` bytes before reading the first of them.
[[nodiscard]] Bytes read_bytes(const std::filesystem::path& path, std::uintmax_t limit);

/// The same for a file that a case names: it must lie inside the case folder, links followed.
[[nodiscard]] Bytes read_beside(const std::filesystem::path& folder, const std::string& name,
                                std::uintmax_t limit);

/// Where the text stops being UTF-8 (RFC 3629: no surrogates, nothing overlong).
[[nodiscard]] std::optional<std::size_t> first_not_utf8(std::string_view text);

/// "not UTF-8 (byte 0xFF)"
[[nodiscard]] std::string not_utf8(unsigned char byte);

/// A text file in memory that can say where a byte stands.
class TextFile {
public:
  TextFile(std::string name, std::string bytes);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return bytes_; }
  /// Line and column, both from 1, the column in characters; a tab is one.
  [[nodiscard]] incident::Place place(std::size_t offset) const;
  [[nodiscard]] std::size_t line_start(int line) const;
  [[nodiscard]] int line_of(std::size_t offset) const;

private:
  [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

  std::string name_, bytes_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> counted_;  // characters before every 256th byte: a line may be 16 MiB long
};

/// The text without a byte-order mark.
[[nodiscard]] std::string_view without_mark(std::string_view bytes);

}  // namespace recon::load
