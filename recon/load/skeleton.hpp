// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "recon/load/bytes.hpp"

/// The skeleton of a textproto file: which fields are written where, before anything is known of
/// what they mean. protobuf's parser stops at the first mistake and places values by field and
/// index, which the short list form `aircraft: ["a", "b"]` upsets; this one goes on, knows the bytes
/// of every field, and leaves the meaning of values to protobuf.
namespace recon::load {

constexpr std::size_t most_mistakes = 1000;  // told of one file

/// A mistake found while reading, at a byte of the file.
struct Slip {
  std::size_t at = 0;
  std::string what;
  int rule = 0;
};

/// One field as written. Views point into the file's text.
struct Written {
  enum class Shape {
    nothing,  // `title:` with no value
    text,     // "…", or several in a row
    number,   // 17, -1, 0.5
    word,     // INSIDE, true
    loose,    // 1.36 miles without quotes: never right
    block,    // { … }
    list      // [ … ]
  };
  std::string_view name;
  std::size_t begin = 0, end = 0;  // the whole field, with a separator that follows
  std::size_t value = 0;           // where its value begins
  std::string_view raw;            // the value's characters
  Shape shape = Shape::nothing;
  bool colon = false;
  bool bad = false;             // a mistake was told; what it says is left out
  std::vector<Written> inside;  // a block's fields, a list's items
};

struct Skeleton {
  Written root;
  std::vector<Slip> slips;
  bool ended = false;  // the last slip ended the reading; fields up to there are kept
};

/// Never throws; told of mistakes in `slips`.
[[nodiscard]] Skeleton read_skeleton(const TextFile& file);

}  // namespace recon::load
