// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stop_token>
#include <thread>
#include <vector>

namespace recon {

/// Runs work(0) ... work(count - 1) on up to `threads` threads (0: all cores), each once, in no
/// order; every call writes only its own slot, so the result does not depend on the number of threads.
/// Indices not begun when `stop` is requested are left out.
template <class Work>
void in_parallel(std::size_t count, unsigned threads, const std::stop_token& stop, const Work& work) {
  const std::size_t cores = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (std::size_t t = 1; t < std::min(cores, count); ++t) helpers.emplace_back(take);
  take();
}

}  // namespace recon
