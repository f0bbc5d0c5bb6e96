// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/clock.hpp"

#include <algorithm>
#include <cmath>

#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

/// Disputes are looked for at so many instants.
constexpr int looks = 600;

std::string two_digits(long long value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

assess::Side side_at(const report::View& view, const Moving& moving, Instant time) {
  const auto state = state_at(moving, time);
  if (!state) return assess::Side::undetermined;
  const double call = view.inquiry.assessment.settings.call_inside_at;
  if (state->inside >= call) return assess::Side::inside;
  return state->inside <= 1.0 - call ? assess::Side::outside : assess::Side::undetermined;
}

namespace {

bool is_shifted(const Choices& choices, const std::string& account) {
  const auto shift = choices.shifts.find(account);
  return shift != choices.shifts.end() && shift->second != seconds(0);
}

/// What the accounts say of time, by hand-shifted clocks no more: an instant moved by hand is no longer what
/// the account says, so it is not marked as such.
void add_said(ClockFace& face, const report::View& view, const Choices& choices,
              const std::vector<TimeGiven>& given) {
  for (const TimeGiven& one : given) {
    if (is_shifted(choices, one.account)) continue;
    const std::string words = view.account(one.account).letter + " " + view.event_label(one.event);
    if (one.is_sharp())
      face.ticks.push_back({one.at.stated, one.account, words});
    else
      face.stretches.push_back({{one.at.lowest, one.at.highest}, one.account, words + ", " + one.printed});
  }
}

/// Instants that flights pass, where the account does not name them itself.
void add_flown(ClockFace& face, const Choices& choices, const Moving& one) {
  if (is_shifted(choices, one.account->id)) return;
  const auto add = [&](const std::optional<Instant>& at, const char* event) {
    if (!at) return;
    const bool named = std::any_of(face.ticks.begin(), face.ticks.end(), [&](const Tick& tick) {
      return tick.account == one.account->id && std::abs(in_seconds(between(tick.at, *at))) < 1.0;
    });
    if (!named)
      face.ticks.push_back({*at, one.account->id, one.account->letter + " " + event + " as flown", false});
  };
  add(one.entry, "entry");
  add(one.exit, "exit");
}

/// The times given, with as much about them as makes a minute.
std::optional<Span> span_of_times(const ClockFace& face) {
  std::optional<Span> span;
  const auto take = [&](Instant from, Instant to) {
    if (!span) span = Span{from, to};
    span->from = std::min(span->from, from), span->to = std::max(span->to, to);
  };
  for (const Tick& tick : face.ticks) take(tick.at, tick.at);
  for (const Stretch& stretch : face.stretches) take(stretch.span.from, stretch.span.to);
  if (!span) return std::nullopt;
  const Duration room = std::max(seconds(30), 0.15 * between(span->from, span->to));
  return Span{after(span->from, -room), after(span->to, room)};
}

}  // namespace

ClockFace clock_face(const report::View& view, const Choices& choices, const std::vector<Moving>& all) {
  ClockFace face;
  const report::QuestionView* question = question_of(view, choices);
  const std::string aircraft =
      question != nullptr && question->question != nullptr ? question->question->aircraft.text : "";
  for (const std::string& account : choices.shown)
    add_said(face, view, choices, times_given(view, account, aircraft));
  for (const Moving& one : all) {
    if (one.anchor && one.anchor->rests != Anchor::Rests::on_the_second)
      face.notes.push_back(one.anchor->because);
    add_flown(face, choices, one);
  }
  std::stable_sort(face.ticks.begin(), face.ticks.end(),
                   [](const Tick& a, const Tick& b) { return a.at < b.at; });
  const auto span = whole_span(all);
  if (!span) {
    if (const auto times = span_of_times(face)) face.span = *times;
    return face;
  }
  face.span = *span;
  std::erase_if(face.ticks, [&](const Tick& t) { return t.at < span->from || t.at > span->to; });
  std::erase_if(face.stretches,
                [&](const Stretch& s) { return s.span.to < span->from || s.span.from > span->to; });

  const Duration step = between(face.span.from, face.span.to) / looks;
  bool open = false;
  for (int i = 0; i <= looks; ++i) {
    const Instant time = after(face.span.from, static_cast<double>(i) * step);
    bool inside = false, outside = false;
    for (const Moving& one : all) {
      const assess::Side side = side_at(view, one, time);
      inside = inside || side == assess::Side::inside;
      outside = outside || side == assess::Side::outside;
    }
    const bool disputed = inside && outside;
    if (disputed && !open) face.disputed.push_back({time, time});
    if (disputed) face.disputed.back().to = time;
    open = disputed;
  }
  std::erase_if(face.disputed, [](const Span& s) { return s.from == s.to; });
  return face;
}

Instant first_time(const ClockFace& face, const std::vector<Moving>& all) {
  const auto middle = [](Instant from, Instant to) {
    // On a whole second: nobody gave more.
    return std::chrono::floor<std::chrono::seconds>(after(from, 0.5 * between(from, to)));
  };
  const auto longest = std::max_element(
      face.disputed.begin(), face.disputed.end(),
      [](const Span& a, const Span& b) { return between(a.from, a.to) < between(b.from, b.to); });
  if (longest != face.disputed.end()) return middle(longest->from, longest->to);
  for (const Moving& one : all)
    if (one.entry && one.exit) return middle(*one.entry, *one.exit);
  if (all.empty() || !whole_span(all)) {
    // Nothing flies: where the sharpest time is.
    if (!face.ticks.empty()) return face.ticks.front().at;
    if (!face.stretches.empty())
      return middle(face.stretches.front().span.from, face.stretches.front().span.to);
  }
  return middle(face.span.from, face.span.to);
}

std::string utc_words(Instant time) {
  const auto of_day = time - std::chrono::floor<std::chrono::days>(time);
  const long long ms = of_day.count();
  std::string words =
      two_digits(ms / 3'600'000) + ":" + two_digits(ms / 60'000 % 60) + ":" + two_digits(ms / 1000 % 60);
  if (ms % 1000 != 0) words += "." + std::to_string(ms % 1000 / 100);
  return words;
}

std::string local_words(const report::View& view, Instant time) {
  std::vector<std::string> zones;
  const auto add = [&](const std::string& zone) {
    if (!zone.empty() && is_clock(zone) && std::find(zones.begin(), zones.end(), zone) == zones.end())
      zones.push_back(zone);
  };
  add(view.inquiry.incident.clock.text);
  for (const incident::Party& party : view.inquiry.incident.parties) add(party.clock.text);
  std::vector<std::string> told;  // two zones of one time and one name are one clock
  for (const std::string& zone : zones)
    if (const std::string words = local_time(std::chrono::floor<std::chrono::seconds>(time), zone);
        std::find(told.begin(), told.end(), words) == told.end())
      told.push_back(words);
  return report::joined(told, " · ");
}

std::string length_words(Duration length) {
  const auto whole = std::llround(in_seconds(length));
  if (whole < 120) return std::to_string(whole) + " s";
  return std::to_string(whole / 60) + " min" +
         (whole % 60 != 0 ? " " + std::to_string(whole % 60) + " s" : "");
}

}  // namespace recon::viewer
