// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/clock.hpp"

#include <algorithm>
#include <cmath>

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

ClockFace clock_face(const report::View& view, const Choices& choices, const std::vector<Moving>& all) {
  ClockFace face;
  const auto span = whole_span(all);
  if (!span) return face;
  face.span = *span;
  for (const Moving& one : all) {
    if (!one.anchor) continue;
    if (one.anchor->rests != Anchor::Rests::on_the_second) {
      face.notes.push_back(one.anchor->because);
      continue;
    }
    // An instant moved by hand is no longer what the account says, so it is not marked as such.
    if (const auto shift = choices.shifts.find(one.account->id);
        shift != choices.shifts.end() && shift->second != seconds(0))
      continue;
    if (one.entry) face.ticks.push_back({*one.entry, one.account->id, one.account->letter + " entry"});
    if (one.exit) face.ticks.push_back({*one.exit, one.account->id, one.account->letter + " exit"});
  }
  std::sort(face.ticks.begin(), face.ticks.end(), [](const Tick& a, const Tick& b) { return a.at < b.at; });

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
  std::string words;
  for (const std::string& zone : zones)
    words += (words.empty() ? "" : " · ") + local_time(std::chrono::floor<std::chrono::seconds>(time), zone);
  return words;
}

std::string length_words(Duration length) {
  const auto whole = std::llround(in_seconds(length));
  if (whole < 120) return std::to_string(whole) + " s";
  return std::to_string(whole / 60) + " min" +
         (whole % 60 != 0 ? " " + std::to_string(whole % 60) + " s" : "");
}

}  // namespace recon::viewer
