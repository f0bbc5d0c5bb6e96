// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/stream.hpp"

#include <algorithm>

namespace recon::asterix {

namespace {

// Large enough that moving what is left to the front costs little.
constexpr std::size_t usually_held = 1U << 20U;

}  // namespace

Bytes Stream::ahead(std::size_t wanted) {
  if (window_.size() >= wanted || !source_) return window_;
  std::size_t there = window_.size();
  if (held_.size() < wanted) {
    std::vector<std::byte> larger(std::max(usually_held, 2 * wanted));
    std::copy(window_.begin(), window_.end(), larger.begin());
    held_.swap(larger);
  } else {
    std::copy(window_.begin(), window_.end(), held_.begin());
  }
  while (there < wanted) {
    const std::size_t came = source_(std::span{held_}.subspan(there));
    if (came == 0) {
      source_ = nullptr;
      break;
    }
    there += came;
  }
  window_ = Bytes{held_}.first(there);
  return window_;
}

}  // namespace recon::asterix
