// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace recon::side {

/// What a record is cut by. csv: RFC 4180, a newline between quotes belongs to its cell; lines: every
/// newline.
enum class Form { csv, ndjson };

/// What is wrong with a record as a whole.
enum class Flaw { none, too_long, open_quote };

/// One record of a block: a place in its text, without the line ending.
struct Record {
  std::size_t begin = 0, size = 0;
  std::size_t line = 0;  // of its first byte, from 1, in its file
  unsigned ending = 0;   // bytes of its line ending: 0 (the last of a file), 1 or 2
  Flaw flaw = Flaw::none;
};

/// Some records of one file, in its order.
struct Block {
  std::string file;
  std::string text;
  std::vector<Record> records;
  bool header = false;         // its one record is the header of its file
  std::size_t bytes_read = 0;  // of all files, so far
  [[nodiscard]] std::string_view text_of(const Record& record) const {
    return std::string_view{text}.substr(record.begin, record.size);
  }
  [[nodiscard]] std::string_view ending_of(const Record& record) const {
    return std::string_view{text}.substr(record.begin + record.size, record.ending);
  }
};

/// Cuts files, or standard input ("-"), into records without ever holding more than two blocks and a record.
///   (1) a record of more than longest_record bytes comes as an empty one, flawed too_long
///   (2) a quote that is not closed within that many bytes, or by the end: its first line is a record
///       flawed open_quote, and reading goes on behind that line
///   (3) otherwise the records and their endings, one after the other, are the file
///   (4) a block is handed over when the input pauses, so that a slow producer is not waited for
///   (5) where a quoted cell ends is where libcsv says, character by character
class Records {
public:
  static constexpr std::size_t longest_record = 1U << 20U;
  static constexpr std::size_t block_size = 256U << 10U;

  Records(std::vector<std::string> files, std::stop_token stop);
  ~Records();
  Records(const Records&) = delete;
  Records(Records&&) = delete;
  Records& operator=(const Records&) = delete;
  Records& operator=(Records&&) = delete;

  /// The first bytes of the first file, a byte-order mark left out: up to a block. Throws std::system_error.
  [[nodiscard]] std::string_view peek();
  /// Decides what ends a record. Before the first next().
  void cut_by(Form form, char delimiter) {
    form_ = form;
    delimiter_ = delimiter;
  }
  /// The next records, all of one file; false at the end or when stopped. Throws std::system_error.
  bool next(Block& block);
  /// The first record of every file is its header: it comes in a block of its own.
  void expect_headers() { headers_ = header_due_ = true; }
  /// Did the first file begin with a byte-order mark (EF BB BF)?
  [[nodiscard]] bool marked() const { return marked_; }

  /// Of all files together; 0 where one of them is a pipe.
  [[nodiscard]] std::size_t bytes_in_all() const { return bytes_in_all_; }

private:
  enum class State { start, plain, quoted, closing, closing_blank };

  bool open_next();
  void close_file();
  void fill();
  void scan(Block& block);
  void step(char c);
  void end_record(Block& block, std::size_t next);
  void give_up(Block& block);
  bool skip_to_newline();
  void finish_file(Block& block);
  void hand_over(Block& block);
  void forget_what_is_done();

  std::vector<std::string> files_;
  std::stop_token stop_;
  std::size_t file_ = 0;  // the next to open
  int descriptor_ = -1;
  bool at_end_ = false, paused_ = false;
  Form form_ = Form::csv;
  char delimiter_ = ',';
  bool headers_ = false, header_due_ = false, marked_ = false;

  std::string buffer_;
  std::size_t begin_ = 0, at_ = 0;  // of the record that is being read; the next byte to look at
  std::size_t line_ = 1;
  State state_ = State::start;
  bool skipping_ = false;  // the rest of a record that is too long
  std::size_t bytes_read_ = 0, bytes_in_all_ = 0;
};

}  // namespace recon::side
