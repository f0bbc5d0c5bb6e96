// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/side/rows.hpp"

namespace recon::side {

/// One run over a stream.
struct Job {
  std::vector<std::string> files{"-"};  // "-" is standard input
  std::optional<Form> form;             // else by the ending of the first file, else by its first character
  std::optional<char> delimiter;  // else the one that the first line has most of: comma, semicolon, tab, bar
  bool header = true;             // of CSV
  ChosenColumns columns;
  bool needs_accuracy = false;  // a stream without a column of accuracies is an error
  Shown shown;
  bool long_rows = false;
  std::string prefix;
  unsigned threads = 0;  // 0: all cores
};

/// A row that could not be answered.
struct BadRow {
  std::string file;
  std::size_t line = 0;
  std::string error;
};

enum class Ending { whole, stopped, reader_gone };

struct Summary {
  Ending ending = Ending::whole;
  std::size_t rows = 0, bad = 0;
  std::size_t decimal_commas = 0, printed = 0, with_accuracy = 0;
  std::vector<std::string> assumptions;  // sentences: columns, units, datum
};

/// Where answers go and what is told on the way. All are called by one thread at a time.
struct Outlet {
  std::function<bool(const std::string& bytes)> write;  // false: nobody reads any more
  std::function<void(const BadRow&)> bad;
  std::function<void(std::size_t bytes, std::size_t of, std::size_t rows)> progress;  // of 0: not known
};

/// Answers every row of a stream, in its order, with all that the row had (docs/side.md).
///   (1) the bytes written do not depend on `threads`
///   (2) memory does not depend on the length of the stream
/// Throws load::UnreadableFile where the stream as a whole says nothing: no header, no columns.
[[nodiscard]] Summary run(const Job& job, const std::vector<Question>& questions, const Outlet& outlet,
                          const std::stop_token& stop = {});

}  // namespace recon::side
