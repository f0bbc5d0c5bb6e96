// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "recon/load/check.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

bool looks_like_a_date(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && digit(0) && digit(1) && digit(2) &&
         digit(3) && digit(5) && digit(6) && digit(8) && digit(9);
}

/// A day, or month, or year; a clock time may follow ("2015-11-24 09:38 local").
void check_date(const Text& date, Report& report) {
  if (date.empty()) return;
  const std::string_view day = std::string_view{date.text}.substr(0, date.text.find_first_of(" T"));
  if (read_date(day)) return;
  if (looks_like_a_date(day)) {
    report.error(11, date.place, "there is no day " + std::string{day});
  } else {
    report.error(11, date.place, printed(date.text) + " is not a date; for example \"2015-11-24\"");
  }
}

void check_clock(const Text& clock, Report& report) {
  if (!clock.empty() && !is_clock(clock.text))
    report.error(11, clock.place, name(clock.text) + ": no time zone of that name in the tz database");
}

/// "06:42 UTC", with seconds when there are any and the day when it is not `day`'s.
std::string utc(Instant when, Instant day) {
  const std::string stamp = iso_8601(when), other = iso_8601(day);
  const std::size_t t = stamp.find('T');
  std::string clock = stamp.substr(t + 1, stamp.size() - t - 2);
  if (clock.ends_with(":00")) clock.resize(clock.size() - 3);
  const std::string date = stamp.substr(0, t);
  return (other.starts_with(date) ? "" : date + " ") + clock + " UTC";
}

/// "before the window begins (07:15 UTC)", or nothing when some reading lies within.
std::string outside_window(const TimeReadings& times, const TimeContext& window) {
  if (times.readings.empty()) return "";
  const auto before = [&](const TimeReading& reading) {
    return window.begin && reading.at.highest < *window.begin;
  };
  const auto beyond = [&](const TimeReading& reading) {
    return window.end && reading.at.lowest > *window.end;
  };
  for (const TimeReading& reading : times.readings)
    if (!before(reading) && !beyond(reading)) return "";
  const Instant stated = times.readings.front().at.stated;
  if (before(times.readings.front())) return "before the window begins (" + utc(*window.begin, stated) + ")";
  return "after the window ends (" + utc(*window.end, stated) + ")";
}

std::string seconds_apart(Duration apart) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.15g s", in_seconds(apart));
  return text.data();
}

class Times {
public:
  Times(const Scene& scene, Report& report) : scene_{scene}, report_{report} {}

  void check() {
    const Incident& incident = scene_.incident;
    for (const Party& party : incident.parties) check_clock(party.clock, report_);
    for (const Source& source : incident.sources) {
      check_date(source.date, report_);
      check_date(source.retrieved, report_);
    }
    for (const Border& border : incident.borders) check_date(border.date, report_);
    for (const Narrative& narrative : incident.narratives) check_clock(narrative.clock, report_);
    for (const Asserted& asserted : scene_.claims) check(asserted);
  }

private:
  /// "local" is the clock of the narrative, its party, the incident, in that order.
  TimeContext context_of(const Asserted& asserted) const {
    TimeContext context = scene_.clock;
    if (asserted.narrative == nullptr) return context;
    const auto* party = scene_.names.find<Party>(asserted.narrative->party.text);
    if (is_clock(asserted.narrative->clock.text))
      context.clock = asserted.narrative->clock.text;
    else if (party != nullptr && is_clock(party->clock.text))
      context.clock = party->clock.text;
    return context;
  }

  void check(const Asserted& asserted) {
    const Claim& claim = *asserted.claim;
    const TimeContext context = context_of(asserted);
    if (const auto* at = std::get_if<AtTime>(&claim.when)) time(at->time, "at_time", context);
    if (const auto* says = std::get_if<TimeClaim>(&claim.assertion)) time(says->is, "is", context);
    if (const auto* track = std::get_if<TrackClaim>(&claim.assertion)) check(*track, context);
  }

  void time(const Text& text, std::string_view field, const TimeContext& context) {
    if (typed_empty(text))
      report_.error(8, text.place, name(field) + " is empty; leave it out if nothing is said");
    if (text.empty()) return;
    const TimeReadings times = read_time(text.text, context);
    for (const std::string& problem : times.problems) report_.error(11, text.place, problem);
    const std::string outside = outside_window(times, scene_.clock);
    if (outside.empty()) return;
    const Instant stated = times.readings.front().at.stated;
    report_.error(12, text.place,
                  text.text + " is " + utc(stated, scene_.clock.begin.value_or(stated)) + ", " + outside);
  }

  // ---- tracks (rule 23) ----

  void check(const TrackClaim& track, TimeContext context) {
    check_clock(track.clock, report_);
    if (is_clock(track.clock.text)) context.clock = track.clock.text;
    const auto timed = [](const Fix& fix) { return !fix.time.empty(); };
    const auto some = std::count_if(track.fixes.begin(), track.fixes.end(), timed);
    if (some == 0) return;
    if (const auto all = std::ssize(track.fixes); some < all)
      report_.note(23, std::ranges::find_if_not(track.fixes, timed)->place,
                   std::to_string(all - some) + " of " + std::to_string(all) +
                       " fixes have no time; each is passed in its order (docs/case-file.md, Tracks)");
    std::optional<Instant> before;
    std::size_t last = 0;
    std::size_t outside_count = 0;
    std::string outside;
    Place outside_place;
    for (std::size_t i = 0; i < track.fixes.size(); ++i) {
      const Fix& fix = track.fixes[i];
      const std::string called = "fix " + std::to_string(i + 1);
      if (!timed(fix)) continue;
      const TimeReadings times = read_time(fix.time.text, context);
      for (const std::string& problem : times.problems) report_.error(11, fix.time.place, problem);
      if (times.readings.empty()) return;
      const Instant now = times.readings.front().at.stated;
      if (before && now < *before)
        report_.error(23, fix.place,
                      called + " is " + seconds_apart(between(now, *before)) + " before fix " +
                          std::to_string(last) + "; a track runs forward in time");
      before = now, last = i + 1;
      if (std::string where = outside_window(times, scene_.clock); !where.empty() && ++outside_count == 1) {
        outside = called;
        outside += " is at " + utc(now, scene_.clock.begin.value_or(now)) + ", " + where;
        outside_place = fix.place;
      }
    }
    if (outside_count > 1) outside += "; so are " + std::to_string(outside_count - 1) + " more";
    if (outside_count > 0) report_.error(23, outside_place, outside);
  }

  const Scene& scene_;
  Report& report_;
};

}  // namespace

TimeContext read_window(const Incident& incident, Report& report) {
  TimeContext context;
  check_clock(incident.clock, report);
  check_date(incident.date, report);
  if (is_clock(incident.clock.text)) context.clock = incident.clock.text;
  context.date = read_date(incident.date.text);
  const auto read = [&](const Text& text) {
    if (text.empty()) return TimeReadings{};
    TimeReadings times = read_time(text.text, context);
    for (const std::string& problem : times.problems) report.error(11, text.place, problem);
    return times;
  };
  const TimeReadings begin = read(incident.window.begin), end = read(incident.window.end);
  std::optional<Instant> first, last;
  if (!begin.readings.empty()) first = begin.readings.front().at.stated;
  if (!end.readings.empty()) last = end.readings.front().at.stated;
  if (first && last && *last <= *first) {
    report.error(12, incident.window.end.place,
                 "the window ends (" + utc(*last, *first) + ") before it begins (" + utc(*first, *first) +
                     "); where it passes midnight, write the days");
    return context;  // times are still read, against the day alone
  }
  context.begin = first;
  context.end = last;
  return context;
}

void check_times(const Scene& scene, Report& report) { Times{scene, report}.check(); }

}  // namespace recon::load::checking
