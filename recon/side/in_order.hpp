// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace recon::side {

/// Runs `write(work(read()))` for every piece of a stream on several threads (0: all cores): pieces are read
/// one after another and written in the same order, worked on side by side.
///   read:  bool(Piece&), false at the end; work: Result(const Piece&); write: bool(Result&&), false to end
///   early (1) no more than four pieces a thread are in memory (2) an exception from any of the three ends
///   the stream and is thrown here, once no thread runs (3) once `stop` is requested no piece is begun; those
///   begun are written
template <class Piece, class Result, class Read, class Work, class Write>
class InOrder {
public:
  InOrder(unsigned threads, std::stop_token stop, Read read, Work work, Write write)
      : threads_{threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency())},
        stop_{std::move(stop)},
        read_{std::move(read)},
        work_{std::move(work)},
        write_{std::move(write)} {}

  void run() {
    {
      std::vector<std::jthread> helpers;
      for (unsigned t = 1; t < threads_; ++t) helpers.emplace_back([this] { serve(); });
      serve();
    }
    if (trouble_) std::rethrow_exception(trouble_);
  }

private:
  void serve() {
    try {
      Piece piece;
      for (std::size_t number = 0; begin(piece, number);) finish(number, work_(std::as_const(piece)));
    } catch (...) {
      const std::lock_guard lock{state_};
      if (!trouble_) trouble_ = std::current_exception();
      over_ = true;
      room_.notify_all();
    }
  }

  // Reading waits for room under its own lock, so that those who have finished can make some.
  bool begin(Piece& piece, std::size_t& number) {
    const std::lock_guard reading{reading_};
    {
      std::unique_lock lock{state_};
      room_.wait(lock, [this] { return over_ || begun_ < written_ + 4 * std::size_t{threads_}; });
      if (over_) return false;
    }
    const bool more = !stop_.stop_requested() && read_(piece);
    const std::lock_guard lock{state_};
    if (!more) over_ = true;
    number = begun_;
    if (more) ++begun_;
    return more;
  }

  // Whoever completes the next in turn writes it and all that wait behind it, without holding up the others.
  void finish(std::size_t number, Result result) {
    std::unique_lock lock{state_};
    waiting_.emplace(number, std::move(result));
    while (!writing_ && !closed_ && !waiting_.empty() && waiting_.begin()->first == written_) {
      Result next = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      writing_ = true;
      lock.unlock();
      bool going = false;
      std::exception_ptr trouble;
      try {
        going = write_(std::move(next));
      } catch (...) {
        trouble = std::current_exception();
      }
      lock.lock();
      writing_ = false;
      ++written_;
      if (trouble && !trouble_) trouble_ = trouble;
      if (!going) over_ = closed_ = true;
      room_.notify_all();
    }
  }

  unsigned threads_;
  std::stop_token stop_;
  Read read_;
  Work work_;
  Write write_;

  std::mutex reading_, state_;
  std::condition_variable room_;
  std::size_t begun_ = 0, written_ = 0;
  bool over_ = false;     // nothing more is read
  bool closed_ = false;   // nothing more is written
  bool writing_ = false;  // by one thread at a time
  std::map<std::size_t, Result> waiting_;
  std::exception_ptr trouble_;
};

template <class Piece, class Result, class Read, class Work, class Write>
void in_order(unsigned threads, std::stop_token stop, Read read, Work work, Write write) {
  InOrder<Piece, Result, Read, Work, Write>{threads, std::move(stop), std::move(read), std::move(work),
                                            std::move(write)}
      .run();
}

}  // namespace recon::side
