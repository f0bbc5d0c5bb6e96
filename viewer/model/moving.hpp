// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "viewer/model/tree.hpp"

#include "recon/assess/courses.hpp"

/// The shown accounts' aircraft on one clock: recorded tracks where there are any, drawn flights else.
namespace recon::viewer {

/// Courses by what they were wished with: those that are there already.
using KnownCourses = std::map<std::string, std::optional<assess::Course>>;
[[nodiscard]] std::string key_of(const assess::CourseWish& wish);

/// How it stands with flights that are not there: are they being drawn, or has nobody asked, or was it
/// stopped?
enum class Drawing { under_way, not_asked, cancelled };

/// What to draw for an account; nullopt where the question or the account has no aircraft, zone or version.
[[nodiscard]] std::optional<assess::CourseWish> wish_of(const report::View& view, const Choices& choices,
                                                        const std::vector<Branch>& tree,
                                                        const std::string& account);

/// A time that an account gives for an event of an aircraft.
struct TimeGiven {
  Interval<Instant> at;
  std::string account, event, printed;
  [[nodiscard]] Duration half() const { return 0.5 * between(at.lowest, at.highest); }
  /// Given to the second, so that a tick is no false precision.
  [[nodiscard]] bool is_sharp() const { return half() <= seconds(2.0); }
};
/// Counted ones only, each event and time once, in order of time.
[[nodiscard]] std::vector<TimeGiven> times_given(const report::View& view, const std::string& account,
                                                 const std::string& aircraft);

/// Where a course's time zero lies on the clock, and how well the account says so.
struct Anchor {
  Instant zero;
  enum class Rests { on_the_second, on_the_minute, on_nothing } rests = Rests::on_nothing;
  std::string because;  // "A: entry at 09:24:05 EET"; "B gives no seconds: 10:24 MSK, ±30 s"
};
/// From the times that the account gives for entry, exit or the event itself, the sharpest first.
/// `borrowed` is used, and said so, where it gives none.
[[nodiscard]] Anchor anchor_of(const report::View& view, const report::Account& account,
                               const assess::Course& course, std::optional<Instant> borrowed);

/// One account's aircraft over time.
struct Moving {
  const report::Account* account = nullptr;
  enum class Kind { pending, missing, nothing, flights, closest, track } kind = Kind::nothing;
  std::string words;  // what is drawn, or why nothing is
  std::string key;    // of what the paths were made from: the same key, the same paths
  std::vector<Instant> times;
  std::vector<std::vector<geo::Position>> paths;  // the first is the middle one, or the track
  std::vector<assess::Course::At> at;             // one per time; empty: no margins known
  std::vector<std::optional<Length>> altitude;    // tracks only
  bool has_speed = false;
  std::optional<Anchor> anchor;
  std::optional<assess::Telling::Shift> shift;  // that flips the whole path
  std::optional<Instant> entry, exit;           // medians
};

[[nodiscard]] std::vector<Moving> moving(const report::View& view, const Choices& choices,
                                         const std::vector<Branch>& tree, const KnownCourses& known,
                                         Drawing drawing = Drawing::under_way);

/// Where along the times an instant lies: index and share of the way to the next; nullopt outside.
struct Step {
  std::size_t index = 0;
  double share = 0.0;
};
[[nodiscard]] std::optional<Step> step_at(const Moving& moving, Instant time);
[[nodiscard]] std::optional<geo::Position> position_at(const Moving& moving, std::size_t path, Instant time);
[[nodiscard]] std::optional<assess::Course::At> state_at(const Moving& moving, Instant time);
/// Clockwise from north, along the first path.
[[nodiscard]] std::optional<Angle> heading_at(const Moving& moving, Instant time);

/// From the first to the last instant of all; nullopt when nothing moves.
struct Span {
  Instant from, to;
  friend bool operator==(const Span&, const Span&) = default;
};
[[nodiscard]] std::optional<Span> whole_span(const std::vector<Moving>& all);

}  // namespace recon::viewer
