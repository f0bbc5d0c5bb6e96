// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/moving.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "recon/report/tellings.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

using EventKind = incident::Event::Kind;

/// 95 % of a two-dimensional normal distribution lie within so many sigmas per axis.
constexpr double sigmas_95 = 2.4477468306808161;

/// How long after a course's zero an event is; nullopt where its flights do not say.
std::optional<Duration> after_zero(const report::View& view, const assess::Course& course,
                                   const std::string& event_id) {
  const incident::Event* event = incident::find(view.inquiry.incident.events, event_id);
  if (event == nullptr || !event->kind) return std::nullopt;
  const bool this_zone = event->zone.empty() || event->zone.text == course.zone;
  switch (*event->kind) {
    case EventKind::entry:
      return course.entry && this_zone ? std::optional{course.entry->stated} : std::nullopt;
    case EventKind::exit:
      return course.exit && this_zone ? std::optional{course.exit->stated} : std::nullopt;
    case EventKind::hit:
    case EventKind::closest:
    case EventKind::collision:
      return Duration{0};
    default:
      return std::nullopt;
  }
}

/// Shifted by hand: everything the account says, later by that.
void shift_by(Moving& moving, Duration later) {
  for (Instant& time : moving.times) time = after(time, later);
  for (auto* event : {&moving.entry, &moving.exit})
    if (*event) *event = after(**event, later);
}

Moving from_course(const report::Account& account, const assess::Course& course, const Anchor& anchor) {
  Moving moving{.account = &account};
  moving.kind = course.fits && course.failed.empty() && course.flights.size() > 1 ? Moving::Kind::flights
                                                                                  : Moving::Kind::closest;
  if (moving.kind == Moving::Kind::flights)
    moving.words = std::to_string(course.flights.size()) + " flights that do all it says";
  else if (course.fits)
    moving.words = "flights that do all it says, not resolved: their drawing failed a check";
  else
    moving.words = "no flight does all it says; the closest is off by " + report::times_words(course.strain) +
                   " times the error";
  for (std::size_t n = 0; n < course.flights.front().size(); ++n)
    moving.times.push_back(after(anchor.zero, course.begin + static_cast<double>(n) * course.step));
  moving.paths = course.flights;
  moving.at = course.at;
  moving.altitude.assign(moving.times.size(), std::nullopt);
  moving.has_speed = true;
  moving.anchor = anchor;
  moving.shift = course.shift;
  // A few flights that stray inside make no entry of an account that has most of them outside.
  const bool enters = std::any_of(course.at.begin(), course.at.end(),
                                  [](const assess::Course::At& at) { return at.margin.stated > metres(0); });
  if (enters && course.entry) moving.entry = after(anchor.zero, course.entry->stated);
  if (enters && course.exit) moving.exit = after(anchor.zero, course.exit->stated);
  return moving;
}

std::optional<Moving> from_track(const report::View& view, const report::Account& account,
                                 const Choices& choices, const std::string& zone) {
  for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks) {
    if (track.narrative != account.id || track.fixes.size() < 2 || !track.fixes.front().time) continue;
    Moving moving{.account = &account};
    moving.kind = Moving::Kind::track;
    moving.words = "recorded track of " + std::to_string(track.fixes.size()) + " fixes";
    moving.key = "track\n" + track.claim + "\n" + track.reading_words;
    const assess::DrawnTrack::Margins* margins = nullptr;
    for (const auto& row : track.margins)
      if (row.zone == zone && row.border == choices.border) margins = &row;
    std::vector<geo::Position>& path = moving.paths.emplace_back();
    for (std::size_t i = 0; i < track.fixes.size(); ++i) {
      const normalise::ReadFix& fix = track.fixes[i];
      if (!fix.time) continue;
      assess::Course::At at;
      if (margins != nullptr) at.margin = margins->margin[i], at.inside = margins->inside[i];
      if (!path.empty()) {
        const Duration step = between(moving.times.back(), *fix.time);
        if (step > seconds(0)) {
          const Speed speed = geo::distance(path.back(), fix.position) / step;
          at.speed = {speed, speed, speed};
        }
      }
      at.middle = fix.position;
      at.major = at.minor = sigmas_95 * fix.sigma;
      if (fix.ellipse) at.minor = sigmas_95 * fix.ellipse->minor, at.orientation = fix.ellipse->axis;
      path.push_back(fix.position);
      moving.times.push_back(*fix.time);
      moving.altitude.push_back(fix.altitude);
      moving.at.push_back(at);
    }
    if (margins == nullptr) moving.at.clear();
    moving.has_speed = !moving.at.empty();
    return moving;
  }
  return std::nullopt;
}

template <class Q>
Q between_values(Q a, Q b, double share) {
  return a + share * (b - a);
}

template <class Q>
Interval<Q> between_values(const Interval<Q>& a, const Interval<Q>& b, double share) {
  return {between_values(a.lowest, b.lowest, share), between_values(a.stated, b.stated, share),
          between_values(a.highest, b.highest, share)};
}

geo::Position between_places(const geo::Position& a, const geo::Position& b, double share) {
  const geo::Plane plane{a};
  const geo::PlanePoint p = plane.to_plane(b);
  return plane.to_globe({share * p.east, share * p.north});
}

}  // namespace

std::string key_of(const assess::CourseWish& wish) {
  std::string key = wish.narrative + "\n" + wish.aircraft + "\n" + wish.zone + "\n" + wish.border;
  for (const normalise::OptionTaken& taken : wish.reading) key += "\n" + taken.choice + "=" + taken.option;
  return key;
}

std::optional<assess::CourseWish> wish_of(const report::View& view, const Choices& choices,
                                          const std::vector<Branch>& tree, const std::string& account) {
  const report::QuestionView* question = question_of(view, choices);
  if (question == nullptr || question->question == nullptr || question->question->aircraft.empty() ||
      question->question->zone.empty() || choices.border.empty())
    return std::nullopt;
  assess::CourseWish wish{.narrative = account,
                          .aircraft = question->question->aircraft.text,
                          .zone = question->question->zone.text,
                          .border = choices.border};
  if (const auto leaf = chosen_leaf(tree, account); leaf && leaf->finding != nullptr)
    wish.reading = leaf->finding->reading;
  return wish;
}

std::vector<TimeGiven> times_given(const report::View& view, const std::string& account,
                                   const std::string& aircraft) {
  std::vector<TimeGiven> given;
  for (const normalise::ReadClaim& claim : view.inquiry.normalised.claims) {
    const auto* time = std::get_if<normalise::TimeSaid>(&claim.meaning);
    if (time == nullptr || claim.narrative != account || !claim.counts ||
        claim.moment.kind != normalise::Moment::Kind::event ||
        !(claim.aircraft.empty() || claim.aircraft == aircraft))
      continue;
    const bool again = std::any_of(given.begin(), given.end(), [&](const TimeGiven& other) {
      return other.event == claim.moment.name && other.at.stated == time->time.stated;
    });
    if (!again) given.push_back({time->time, account, claim.moment.name, claim.figure});
  }
  std::stable_sort(given.begin(), given.end(),
                   [](const TimeGiven& a, const TimeGiven& b) { return a.at.stated < b.at.stated; });
  return given;
}

Anchor anchor_of(const report::View& view, const report::Account& account, const assess::Course& course,
                 std::optional<Instant> borrowed) {
  const TimeGiven* best = nullptr;
  Duration later{0};
  const std::vector<TimeGiven> given = times_given(view, account.id, course.aircraft);
  for (const TimeGiven& one : given)
    if (const auto found = after_zero(view, course, one.event);
        found && (best == nullptr || one.half() < best->half()))
      best = &one, later = *found;
  if (best == nullptr) {
    const Instant zero = borrowed ? *borrowed : view.inquiry.normalised.begin.value_or(Instant{});
    return {zero, Anchor::Rests::on_nothing,
            account.letter + " gives no time; drawn about the time that others give"};
  }
  Anchor anchor{after(best->at.stated, -later)};
  anchor.rests = best->is_sharp() ? Anchor::Rests::on_the_second : Anchor::Rests::on_the_minute;
  const std::string event = view.event_words(best->event);
  anchor.because = best->is_sharp() ? account.letter + ": " + event + " at " + best->printed
                                    : account.letter + " gives no seconds: " + event + " at " + best->printed;
  return anchor;
}

namespace {

std::string why_no_flight(const report::View& view, const assess::Course& course) {
  switch (course.why_none) {
    case assess::NoFlight::no_zone: {
      const report::Version* version = view.version(course.border);
      return "no flight: " + (version == nullptr ? course.border : version->title) +
             " does not carry this zone";
    }
    case assess::NoFlight::few_words:
      return "no flight: it says too little of the aircraft to draw one";
    case assess::NoFlight::none_found:
      return "no flight: all that were tried are more than ten times the errors off what it says";
    case assess::NoFlight::none:
      break;
  }
  return "no flight";
}

std::string why_missing(Drawing drawing) {
  switch (drawing) {
    case Drawing::under_way:
      return "flights pending";
    case Drawing::cancelled:
      return "flights not drawn: cancelled";
    case Drawing::not_asked:
      break;
  }
  return "flights not drawn: not asked for";
}

}  // namespace

std::vector<Moving> moving(const report::View& view, const Choices& choices, const std::vector<Branch>& tree,
                           const KnownCourses& known, Drawing drawing) {
  std::vector<Moving> all;
  std::vector<const assess::Course*> courses;
  const report::QuestionView* question = question_of(view, choices);
  const std::string zone =
      question != nullptr && question->question != nullptr ? question->question->zone.text : "";
  for (const std::string& id : choices.shown) {
    const report::Account& account = view.account(id);
    courses.push_back(nullptr);
    if (auto track = from_track(view, account, choices, zone)) {
      all.push_back(std::move(*track));
      continue;
    }
    all.push_back(Moving{.account = &account});
    const auto wish = wish_of(view, choices, tree, id);
    if (!wish) {
      all.back().words = "no flight: the question asks of no aircraft and zone";
      continue;
    }
    const auto found = known.find(key_of(*wish));
    if (found == known.end() || !found->second) {
      all.back().kind = drawing == Drawing::under_way ? Moving::Kind::pending : Moving::Kind::missing;
      all.back().words = why_missing(drawing);
    } else if (found->second->flights.empty()) {
      all.back().words = why_no_flight(view, *found->second);
    } else {
      all.back().key = found->first;
      courses.back() = &*found->second;
    }
  }
  // The sharpest clock first: an account without a time is drawn about it.
  std::optional<Instant> borrowed;
  for (const Anchor::Rests wanted : {Anchor::Rests::on_the_second, Anchor::Rests::on_the_minute})
    for (std::size_t i = 0; i < all.size() && !borrowed; ++i)
      if (courses[i] != nullptr)
        if (const Anchor anchor = anchor_of(view, *all[i].account, *courses[i], {}); anchor.rests == wanted)
          borrowed = anchor.zero;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (courses[i] != nullptr) {
      std::string key = std::move(all[i].key);
      all[i] =
          from_course(*all[i].account, *courses[i], anchor_of(view, *all[i].account, *courses[i], borrowed));
      all[i].key = std::move(key);
    }
  for (Moving& one : all)
    if (const auto shift = choices.shifts.find(one.account->id); shift != choices.shifts.end())
      shift_by(one, shift->second);
  return all;
}

std::optional<Step> step_at(const Moving& moving, Instant time) {
  if (moving.times.empty() || time < moving.times.front() || time > moving.times.back()) return std::nullopt;
  const auto next = std::upper_bound(moving.times.begin(), moving.times.end(), time);
  const auto index = static_cast<std::size_t>(next - moving.times.begin()) - 1;
  if (next == moving.times.end()) return Step{index, 0.0};
  const Duration whole = between(moving.times[index], *next);
  return Step{index, whole > seconds(0) ? between(moving.times[index], time) / whole : 0.0};
}

std::optional<geo::Position> position_at(const Moving& moving, std::size_t path, Instant time) {
  const auto step = step_at(moving, time);
  if (!step || path >= moving.paths.size() || step->index >= moving.paths[path].size()) return std::nullopt;
  const auto& places = moving.paths[path];
  if (step->share == 0.0 || step->index + 1 >= places.size()) return places[step->index];
  return between_places(places[step->index], places[step->index + 1], step->share);
}

std::optional<assess::Course::At> state_at(const Moving& moving, Instant time) {
  const auto step = step_at(moving, time);
  if (!step || step->index >= moving.at.size()) return std::nullopt;
  const assess::Course::At& a = moving.at[step->index];
  if (step->share == 0.0 || step->index + 1 >= moving.at.size()) return a;
  const assess::Course::At& b = moving.at[step->index + 1];
  assess::Course::At here = step->share < 0.5 ? a : b;  // the ellipse turns by steps
  here.margin = between_values(a.margin, b.margin, step->share);
  here.inside = a.inside + step->share * (b.inside - a.inside);
  here.speed = between_values(a.speed, b.speed, step->share);
  here.middle = between_places(a.middle, b.middle, step->share);
  here.major = between_values(a.major, b.major, step->share);
  here.minor = between_values(a.minor, b.minor, step->share);
  return here;
}

std::optional<Angle> heading_at(const Moving& moving, Instant time) {
  const auto step = step_at(moving, time);
  if (!step || moving.paths.empty() || moving.paths.front().size() < 2) return std::nullopt;
  const auto& path = moving.paths.front();
  const std::size_t i = std::min(step->index, path.size() - 2);
  return geo::leg(path[i], path[i + 1]).azimuth;
}

std::optional<Span> whole_span(const std::vector<Moving>& all) {
  std::optional<Span> span;
  for (const Moving& one : all) {
    if (one.times.empty()) continue;
    if (!span) span = Span{one.times.front(), one.times.back()};
    span->from = std::min(span->from, one.times.front());
    span->to = std::max(span->to, one.times.back());
  }
  return span;
}

}  // namespace recon::viewer
