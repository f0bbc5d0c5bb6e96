// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <zlib.h>

#include "recon/exchange/import.hpp"
#include "recon/exchange/into_case.hpp"

/// Files of tracks typed into a test, and what was said about them.
namespace recon::test {

inline exchange::Imported read(const std::string& text, const exchange::ImportWish& wish = {}) {
  return exchange::import_bytes("file", text, wish);
}

/// The rows of the only track.
inline const std::vector<exchange::Sighting>& rows(const exchange::Imported& imported) {
  REQUIRE(imported.tracks.size() == 1);
  return imported.tracks.front().sightings;
}

inline std::size_t skipped(const exchange::Imported& imported, const std::string& words) {
  std::size_t count = 0;
  for (const auto& one : imported.honesty.skipped)
    if (one.reason.find(words) != std::string::npos) count += one.count;
  return count;
}

inline bool noticed(const exchange::Imported& imported, const std::string& words) {
  return std::any_of(imported.honesty.noticed.begin(), imported.honesty.noticed.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

/// How sure recon is of what was assumed in those words; fails where nothing was.
inline exchange::Honesty::Assumed::Sure assumed(const exchange::Imported& imported,
                                                const std::string& words) {
  for (const auto& one : imported.honesty.assumed)
    if ((one.what + ": " + one.because).find(words) != std::string::npos) return one.sure;
  FAIL("nothing assumed about: " << words);
  return exchange::Honesty::Assumed::Sure::guessed;
}

/// Does the account, as its user reads it, hold these words?
inline bool told(const exchange::Imported& imported, const std::string& words) {
  const auto sentences = exchange::account(imported);
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

/// At most 1 MiB of gzip.
inline std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::vector<char> out(1U << 20U);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  const std::string packed{out.data(), out.size() - stream.avail_out};
  deflateEnd(&stream);
  return packed;
}

}  // namespace recon::test
