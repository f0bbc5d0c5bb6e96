// SPDX-License-Identifier: Apache-2.0
#include "recon/side/records.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace recon::side {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int look_up_ms = 100;  // how long a wish to stop may go unnoticed

[[noreturn]] void refuse(const std::string& file) {
  throw std::system_error{errno, std::generic_category(), file == "-" ? "standard input" : file};
}

std::size_t size_of_all(const std::vector<std::string>& files) {
  std::size_t all = 0;
  for (const std::string& file : files) {
    struct stat about {};
    const int failed = file == "-" ? fstat(STDIN_FILENO, &about) : stat(file.c_str(), &about);
    if (failed != 0 || !S_ISREG(about.st_mode)) return 0;
    all += static_cast<std::size_t>(about.st_size);
  }
  return all;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool ready(int descriptor, int wait_ms) {
  pollfd one{.fd = descriptor, .events = POLLIN, .revents = 0};
  return poll(&one, 1, wait_ms) > 0;
}

}  // namespace

Records::Records(std::vector<std::string> files, std::stop_token stop)
    : files_{std::move(files)}, stop_{std::move(stop)}, bytes_in_all_{size_of_all(files_)} {}

Records::~Records() { close_file(); }

bool Records::open_next() {
  if (file_ == files_.size()) return false;
  const std::string& name = files_[file_++];
  descriptor_ = name == "-" ? STDIN_FILENO : open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) refuse(name);
  at_end_ = skipping_ = false;
  buffer_.clear();
  begin_ = at_ = 0;
  line_ = 1;
  state_ = State::start;
  header_due_ = headers_;
  while (!at_end_ && buffer_.size() < byte_order_mark.size() && !stop_.stop_requested()) fill();
  if (buffer_.starts_with(byte_order_mark)) {
    begin_ = at_ = byte_order_mark.size();
    marked_ = marked_ || file_ == 1;
  }
  return true;
}

void Records::close_file() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
  descriptor_ = -1;
}

// Reads once, waiting until there is something, the end, or a wish to stop.
void Records::fill() {
  while (!ready(descriptor_, look_up_ms))
    if (stop_.stop_requested()) return;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + block_size);
  const ssize_t got = read(descriptor_, buffer_.data() + before, block_size);
  const int why = errno;
  buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0 && why != EINTR && why != EAGAIN) {
    errno = why;
    refuse(files_[file_ - 1]);
  }
  if (got > 0) bytes_read_ += static_cast<std::size_t>(got);
  at_end_ = got == 0;
  paused_ = !at_end_ && !ready(descriptor_, 0);
}

std::string_view Records::peek() {
  if (descriptor_ < 0 && !open_next()) return {};
  while (!at_end_ && buffer_.size() < block_size && !stop_.stop_requested()) {
    fill();
    if (paused_ && buffer_.find('\n') != std::string::npos) break;
  }
  return std::string_view{buffer_}.substr(begin_);
}

// libcsv's own steps, without its strict option: a quote within an unquoted cell is a character like any
// other, and whatever follows a closing quote but a blank, a delimiter or the end belongs to the quoted cell
// still.
void Records::step(char c) {
  switch (state_) {
    case State::start:
      if (c == '"') {
        state_ = State::quoted;
      } else if (!is_blank(c) && c != delimiter_) {
        state_ = State::plain;
      }
      break;
    case State::plain:
      if (c == delimiter_) state_ = State::start;
      break;
    case State::quoted:
      if (c == '"') state_ = State::closing;
      break;
    case State::closing:
    case State::closing_blank:
      if (c == delimiter_) {
        state_ = State::start;
      } else if (is_blank(c)) {
        state_ = State::closing_blank;
      } else {
        state_ = c == '"' && state_ == State::closing_blank ? State::closing : State::quoted;
      }
      break;
  }
}

void Records::end_record(Block& block, std::size_t next) {
  Record record{.begin = begin_, .size = next - begin_, .line = line_};
  std::string_view text = std::string_view{buffer_}.substr(begin_, record.size);
  line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  for (const char c : {'\n', '\r'}) {
    if (!text.ends_with(c)) break;
    text.remove_suffix(1);
    ++record.ending;
  }
  record.size = text.size();
  if (record.size > longest_record) record = {.begin = begin_, .line = record.line, .flaw = Flaw::too_long};
  block.records.push_back(record);
  begin_ = at_ = next;
  state_ = State::start;
}

// Ends the record before its own end: with its first line when it has one.
void Records::give_up(Block& block) {
  const std::size_t newline = buffer_.find('\n', begin_);
  if (newline == std::string::npos && !at_end_) {
    block.records.push_back({.begin = begin_, .line = line_, .flaw = Flaw::too_long});
    skipping_ = true;
    return;
  }
  end_record(block, newline == std::string::npos ? buffer_.size() : newline + 1);
  if (block.records.back().flaw == Flaw::none) block.records.back().flaw = Flaw::open_quote;
}

bool Records::skip_to_newline() {
  const std::size_t newline = buffer_.find('\n', at_);
  const bool found = newline != std::string::npos;
  begin_ = at_ = found ? newline + 1 : buffer_.size();
  state_ = State::start;
  if (found) ++line_;
  skipping_ = !found;
  return found;
}

// A line that holds no quote and begins a record is one; all else is gone through character by character.
void Records::scan(Block& block) {
  if (skipping_ && !skip_to_newline()) return;
  while (at_ < buffer_.size() && !(header_due_ && !block.records.empty())) {
    const char* const from = buffer_.data() + at_;
    const auto* const newline = static_cast<const char*>(std::memchr(from, '\n', buffer_.size() - at_));
    const std::size_t stop =
        newline == nullptr ? buffer_.size() : static_cast<std::size_t>(newline - buffer_.data());
    if (form_ == Form::csv &&
        (newline == nullptr || at_ != begin_ || std::memchr(from, '"', stop - at_) != nullptr))
      for (std::size_t i = at_; i < stop; ++i) step(buffer_[i]);
    if (newline != nullptr && state_ != State::quoted) {
      end_record(block, stop + 1);
      continue;
    }
    at_ = newline == nullptr ? stop : stop + 1;
    if (at_ - begin_ <= longest_record) continue;
    give_up(block);
    if (skipping_ && !skip_to_newline()) return;
  }
}

void Records::finish_file(Block& block) {
  while (!skipping_ && begin_ < buffer_.size() && !(header_due_ && !block.records.empty())) {
    if (state_ == State::quoted)
      give_up(block);
    else
      end_record(block, buffer_.size());
    scan(block);
  }
}

void Records::hand_over(Block& block) {
  block.file = files_[file_ - 1];
  block.bytes_read = bytes_read_;
  block.header = std::exchange(header_due_, false);
  std::string rest;
  rest.reserve(2 * block_size);
  rest.append(buffer_, begin_, std::string::npos);
  block.text = std::exchange(buffer_, std::move(rest));
  at_ -= begin_;
  begin_ = 0;
}

void Records::forget_what_is_done() {
  buffer_.erase(0, begin_);
  at_ -= begin_;
  begin_ = 0;
}

bool Records::next(Block& block) {
  block.records.clear();
  while (!stop_.stop_requested()) {
    if (descriptor_ < 0 && !open_next()) return false;
    scan(block);
    if (at_end_) finish_file(block);
    if (block.records.empty()) {
      forget_what_is_done();
    } else if (header_due_ || at_end_ || paused_ || begin_ >= block_size) {
      hand_over(block);
      return true;
    }
    if (at_end_)
      close_file();
    else
      fill();
  }
  return false;
}

}  // namespace recon::side
