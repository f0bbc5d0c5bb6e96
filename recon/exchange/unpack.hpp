// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What lies around the bytes of a track file: compression, an archive, a character encoding.
namespace recon::exchange {

[[nodiscard]] bool is_gzip(std::string_view bytes);
[[nodiscard]] bool is_zip(std::string_view bytes);

/// All members of a gzip file, one after the other. Throws load::UnreadableFile when it is damaged or
/// unpacks to more than largest_unpacked, which is noticed while it unpacks. A file that is cut off gives
/// what there was, and says so in `cut_off`.
struct Gunzipped {
  std::string bytes;
  bool cut_off = false;
};
[[nodiscard]] Gunzipped gunzip(std::string_view bytes);

/// Text as UTF-8 without a mark, and what it was: "UTF-8", "UTF-16", "Windows-1251". UTF-16 is known by its
/// mark or by its zero bytes. Text that is no UTF-8 is taken for the code page whose letters make words of
/// what is there, and that is a guess. `wished`: an encoding by name, or empty.
struct Decoded {
  std::string converted;   // empty where the bytes were UTF-8 as they stood
  std::string_view bytes;  // what they were, without a mark
  std::string encoding;
  bool guessed = false;
  [[nodiscard]] std::string_view text() const { return converted.empty() ? bytes : converted; }
};
[[nodiscard]] Decoded to_utf8(std::string_view bytes);

}  // namespace recon::exchange
