// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "recon/exchange/imported.hpp"

/// Track files of other tools, read by what they hold and not by what they are called.
namespace recon::exchange {

/// Bounds on what is read; beyond them a file is refused, never read in part without a word.
inline constexpr std::size_t largest_track_file = 1024U << 20U;  // as it lies on the disk
inline constexpr std::size_t largest_unpacked = 1024U << 20U;    // of a compressed one
inline constexpr std::size_t most_sightings = 20'000'000;
inline constexpr std::size_t most_columns = 1'000;
inline constexpr std::size_t longest_cell = 64U << 10U;
inline constexpr int deepest_xml = 64;

/// A reader of one format. It never throws but load::UnreadableFile, for bytes that cannot be used at all.
struct Reader {
  std::string_view name;     // as `--as` takes it: "sbs"
  std::string_view title;    // as people say it: "SBS-1 BaseStation"
  std::string_view endings;  // ".csv .txt", for help; never trusted
  bool (*recognises)(std::string_view bytes);
  Imported (*read)(std::string_view bytes, const ImportWish& wish);
};

/// All readers, the more particular first: the first that recognises a file reads it.
[[nodiscard]] const std::vector<Reader>& readers();

/// Unpacks gzip and zip, brings text to UTF-8, finds the reader (or takes the one of `wish.as`), reads, and
/// looks over what was read. Throws load::UnreadableFile with a sentence that names the file.
[[nodiscard]] Imported import_bytes(const std::string& name, std::string_view bytes, const ImportWish& wish);

/// Adds to the account what a look at the rows shows: repeated rows, times that run back, gaps, jumps, the
/// step of the digits.
void look_over(Imported& imported);

}  // namespace recon::exchange
