// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viewer/model/moving.hpp"

/// The clock row: what the accounts say about time, and where they part.
namespace recon::viewer {

/// An instant on the clock: named to the second by an account, or passed by its flights.
struct Tick {
  Instant at;
  std::string account, words;  // "A entry", "A exit as flown"
  bool said = true;            // false: nobody named it; half of the drawn flights have it by then
};

/// A time that an account gives less sharply than to the second: as long as its doubt, never a tick.
struct Stretch {
  Span span{};
  std::string account, words;  // "B hit, 10:24 MSK"
};

struct ClockFace {
  Span span{};
  std::vector<Tick> ticks;  // in order of time
  std::vector<Stretch> stretches;
  std::vector<Span> disputed;  // one shown account has it inside, another outside
  std::vector<std::string>
      notes;  // "B gives no seconds: hit at 10:24 MSK": a sentence instead of a false tick
};

/// Where nothing flies, the times that the shown accounts give for the question's aircraft span it.
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
