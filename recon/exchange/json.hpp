// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

/// JSON of track files, only for .cpp files of this folder. simdjson's on-demand reading keeps the characters
/// of a number as the file has them; depth is held to its 1024.
namespace recon::exchange {

namespace ondemand = simdjson::ondemand;

/// A text held ready for reading. Throws load::UnreadableFile for what is no JSON, is cut off, or is nested
/// deeper than 1024.
class Json {
public:
  explicit Json(std::string_view bytes);
  [[nodiscard]] ondemand::document& document() { return document_; }
  /// Starts again from the first byte.
  void rewind() { document_.rewind(); }

private:
  simdjson::padded_string padded_;
  ondemand::parser parser_;
  ondemand::document document_;
};

/// A scalar's own characters, a string's without its quotes and with its escapes resolved; "" of null and of
/// what is no scalar.
[[nodiscard]] std::string scalar(ondemand::value& value);
[[nodiscard]] inline std::string scalar(ondemand::value&& value) { return scalar(value); }

/// The member of an object, as its characters; "" where there is none.
[[nodiscard]] std::string member(ondemand::object& object, std::string_view key);

}  // namespace recon::exchange
