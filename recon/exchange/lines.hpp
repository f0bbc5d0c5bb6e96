// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace recon::exchange {

/// The lines of a text, each without its end, with its number from 1. False ends it.
template <class OnLine>
void for_each_line(std::string_view text, OnLine on_line) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!on_line(line, number)) return;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

/// Line numbers of bytes.
class LineIndex {
public:
  explicit LineIndex(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') ends_.push_back(i);
  }
  [[nodiscard]] std::size_t line(std::size_t byte) const {
    return static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), byte) - ends_.begin()) + 1;
  }

private:
  std::vector<std::size_t> ends_;
};

}  // namespace recon::exchange
