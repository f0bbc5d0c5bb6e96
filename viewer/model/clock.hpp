// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viewer/model/moving.hpp"

/// The clock row: what the accounts say about time, and where they part.
namespace recon::viewer {

/// An instant that an account names to the second.
struct Tick {
  Instant at;
  std::string account, words;  // "A entry 07:24:05"
};

struct ClockFace {
  Span span{};
  std::vector<Tick> ticks;     // in order of time
  std::vector<Span> disputed;  // one shown account has it inside, another outside
  std::vector<std::string>
      notes;  // "B gives no seconds: hit at 10:24 MSK": a sentence instead of a false tick
};

[[nodiscard]] ClockFace clock_face(const report::View& view, const Choices& choices,
                                   const std::vector<Moving>& all);

/// Where a reader starts: the middle of the first dispute, else of the first stay, else of the whole.
[[nodiscard]] Instant first_time(const ClockFace& face, const std::vector<Moving>& all);

[[nodiscard]] std::string utc_words(Instant time);  // "07:24:15"; with tenths where there are any
/// "09:24:15 EET · 10:24:15 MSK": the clocks of the case and of its parties.
[[nodiscard]] std::string local_words(const report::View& view, Instant time);
/// How long a span is: "17 s", "3 min 20 s".
[[nodiscard]] std::string length_words(Duration length);

/// The side an account has the aircraft on at an instant, by its probability.
[[nodiscard]] assess::Side side_at(const report::View& view, const Moving& moving, Instant time);

}  // namespace recon::viewer
