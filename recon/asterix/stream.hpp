// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "recon/asterix/record.hpp"

namespace recon::asterix {

/// The bytes of a recording from its first to its last, of which only a window is held: a recording may be
/// larger than memory, or have no end.
///   (1) however it comes in, ahead() and skip() give the same bytes
class Stream {
public:
  /// Fills some of the span, from its beginning, and says how many bytes; 0 at the end.
  using Source = std::function<std::size_t(std::span<std::byte>)>;
  explicit Stream(Source source) : source_{std::move(source)} {}
  /// A recording that is in memory, and outlives the stream.
  explicit Stream(Bytes whole) : window_{whole} {}

  /// What comes next: at least `wanted` bytes, fewer only at the end. It lives until the next call.
  [[nodiscard]] Bytes ahead(std::size_t wanted);
  /// REQUIRES: no more than the last ahead() gave
  void skip(std::size_t count) {
    window_ = window_.subspan(count);
    at_ += count;
  }
  /// How many bytes were skipped: where it stands, from 0.
  [[nodiscard]] std::size_t at() const { return at_; }

private:
  Source source_;
  std::vector<std::byte> held_;
  Bytes window_;  // of what is held, or of the whole
  std::size_t at_ = 0;
};

}  // namespace recon::asterix
