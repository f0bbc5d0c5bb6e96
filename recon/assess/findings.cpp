// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/findings.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>
#include <numeric>
#include <utility>

#include "recon/assess/envelope.hpp"
#include "recon/assess/flown_track.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/spread.hpp"
#include "recon/assess/standing.hpp"
#include "recon/assess/tracks.hpp"
#include "recon/assess/words.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

using incident::Question;
using incident::SideClaim;
using normalise::Moment;
using normalise::ReadClaim;
using Is = SideClaim::Is;
using Want = Question::Want;

/// A measurement that several findings may share: one claim against one zone by one version.
struct Measurement {
  std::string key;
  std::function<Sample(const Given&, const Against&)> run;
  std::string zone, border;
};

/// Where a claim puts the aircraft: drawn once for all versions by the first thread that needs it, and once
/// more where more draws are wanted.
class DrawnOnce {
public:
  using Drawn = std::shared_ptr<const std::optional<flight::Whereabouts>>;
  template <class Draw>
  Drawn of(std::size_t draws, const Draw& draw) {
    const std::lock_guard lock{drawing_};
    if (!drawn_ || draws_ != draws)
      drawn_ = std::make_shared<const std::optional<flight::Whereabouts>>(draw());
    draws_ = draws;
    return drawn_;
  }

private:
  std::mutex drawing_;
  std::size_t draws_ = 0;
  Drawn drawn_;
};

/// A finding to be, with what still has to be measured for it.
struct Draft {
  Finding finding;
  std::optional<std::size_t> measurement;
  bool instant_only = false;  // an instant, asked whether it was ever inside
  bool account_says_never = false;
  HeightShare height;  // of being between the zone's floor and ceiling
};

struct Asked {
  const Question& question;
  const Account& account;
  const incident::Zone& zone;
  bool ever = false;
};

bool places(const ReadClaim& claim) {
  const auto* radial = std::get_if<normalise::Radial>(&claim.meaning);
  return std::holds_alternative<normalise::Located>(claim.meaning) ||
         std::holds_alternative<normalise::Near>(claim.meaning) ||
         std::holds_alternative<normalise::FromLandmark>(claim.meaning) ||
         (radial != nullptr && radial->distance.has_value());
}

bool is_ring(const ReadClaim& claim) {
  return std::holds_alternative<normalise::FromLandmark>(claim.meaning);
}

bool is_at(const ReadClaim& claim, const std::string& event) {
  return claim.moment.kind == Moment::Kind::event && claim.moment.name == event;
}

std::string instant_of(const ReadClaim& claim) {
  switch (claim.moment.kind) {
    case Moment::Kind::event:
      return "at " + spaced(claim.moment.name);
    case Moment::Kind::time:
      return claim.moment.time ? "at " + iso_8601(claim.moment.time->stated) : "at a stated time";
    case Moment::Kind::closest:
      return "at its closest";
    case Moment::Kind::while_inside:
      return "while inside";
    case Moment::Kind::throughout:
      return "whole flight";
    case Moment::Kind::unsaid:
      break;
  }
  return "at some time";
}

/// Collects drafts and the measurements they need, each measurement once.
class Plan {
public:
  using Wanted = std::function<bool(const Finding&)>;
  explicit Plan(const Given& given, Wanted wanted = {}) : given_{given}, wanted_{std::move(wanted)} {}

  void ask(const Question& question) {
    const incident::Zone* zone = given_.zone(question.zone.text);
    if (!question.want || zone == nullptr) return;
    const bool at = *question.want == Want::side_at || *question.want == Want::margin_at;
    if (!at && *question.want != Want::ever_inside) return;
    for (const Account& account : given_.accounts) {
      if (account.is_evidence || !is_asked(question, account)) continue;
      const Asked asked{question, account, *zone, !at};
      for (const std::size_t index : account.claims) consider(asked, index);
    }
  }

  std::vector<Draft> drafts;
  std::vector<Measurement> measurements;

private:
  static bool is_asked(const Question& question, const Account& account) {
    return question.narratives.empty() ||
           std::ranges::any_of(question.narratives,
                               [&](const incident::Text& id) { return id.text == account.id; });
  }

  void consider(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    if (claim.aircraft != asked.question.aircraft.text && !asked.question.aircraft.empty()) return;
    if (const auto* unanswerable = std::get_if<normalise::Unanswerable>(&claim.meaning)) {
      if (asked.ever || is_at(claim, asked.question.event.text))
        keep_unanswered(asked, claim, unanswerable->why);
      return;
    }
    if (asked.ever)
      consider_ever(asked, index);
    else
      consider_at(asked, index);
  }

  // ---- where it was at an event ------------------------------------------------------------------

  void consider_at(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    const std::string& event = asked.question.event.text;
    if (const auto* side = std::get_if<normalise::SideSaid>(&claim.meaning)) {
      if (side->is == Is::never_inside && side->zone == asked.zone.id.text)
        words(asked, claim, Side::outside, "at " + spaced(event),
              "was at no time inside " + zone_name(asked));
      else if (is_at(claim, event))
        side_at(asked, claim, *side);
    } else if (const auto* later = std::get_if<normalise::TimeBetween>(&claim.meaning)) {
      after_leaving(asked, claim, *later);
    } else if (std::holds_alternative<normalise::TrackRead>(claim.meaning)) {
      track_at(asked, index);
    } else if (is_at(claim, event)) {
      instant(asked, index);
    }
  }

  void side_at(const Asked& asked, const ReadClaim& claim, const normalise::SideSaid& said_side) {
    const incident::Zone* zone = given_.zone(said_side.zone);
    if (zone == nullptr) return;
    const bool in = said_side.is == Is::inside || said_side.is == Is::ever_inside;
    const std::string words_said =
        std::string{"was "} + (in ? "inside " : "outside ") + given_.name_of_zone(zone->id.text);
    if (zone->id.text == asked.zone.id.text)
      words(asked, claim, in ? Side::inside : Side::outside, instant_of(claim), words_said);
    else if (in && disjoint(*zone, asked.zone))
      words(asked, claim, Side::outside, instant_of(claim),
            words_said + ", hence outside " + zone_name(asked));
  }

  // "Hit after it left": a positive time from an exit of this zone to the event.
  void after_leaving(const Asked& asked, const ReadClaim& claim, const normalise::TimeBetween& later) {
    const incident::Event* exit = incident::find(given_.file.events, later.from);
    if (later.to != asked.question.event.text || exit == nullptr ||
        exit->kind != incident::Event::Kind::exit || exit->zone.text != asked.zone.id.text ||
        in_seconds(later.time.lowest) < 0)
      return;
    words(asked, claim, Side::outside, "at " + spaced(later.to), "had left " + zone_name(asked) + " by then");
  }

  void track_at(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    for (const std::size_t other : asked.account.claims) {
      const ReadClaim& timed = given_.claim(other);
      const auto* when = std::get_if<normalise::TimeSaid>(&timed.meaning);
      if (when == nullptr || !is_at(timed, asked.question.event.text) || !timed.counts ||
          !compatible(claim, timed))
        continue;
      const auto drawn = [index, time = when->time, clock = timed.error.clock](const Given& given) {
        return given.flown(index).whereabouts_at(time, clock);
      };
      const auto held = std::make_shared<DrawnOnce>();
      if (!*held->of(given_.settings.draws, [&] { return drawn(given_); })) continue;
      for (const std::string& border : given_.versions(asked.zone.id.text)) {
        Finding finding = blank(asked, claim, border, Basis::position, instant_of(timed));
        finding.reading = together(claim.reading, timed.reading);
        finding.reading_words = together(claim.reading_words, timed.reading_words);
        const std::string key =
            std::to_string(index) + "@" + std::to_string(other) + "|" + asked.zone.id.text + "|" + border;
        measure_as(
            asked, std::move(finding), key,
            [held, drawn, limits = height_limits(asked.zone)](const Given& given, const Against& zone) {
              const auto where = held->of(given.settings.draws, [&] { return drawn(given); });
              return within_limits(measure(**where, true, zone), **where, limits, given.settings.seed);
            });
      }
    }
  }

  /// A claim at one instant: a position, or a distance from an edge.
  void instant(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    if (places(claim)) {
      position(asked, index);
    } else if (const auto* edge = std::get_if<normalise::FromEdge>(&claim.meaning)) {
      from_edge(asked, index, *edge);
    } else if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning)) {
      depth_inside(asked, index, *depth);
    }
  }

  void position(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    auto& shared = drawn_[index];
    if (!shared) shared = std::make_shared<DrawnOnce>();
    for (const std::string& border : given_.versions(asked.zone.id.text)) {
      const std::string key = std::to_string(index) + "|" + asked.zone.id.text + "|" + border;
      measure_as(asked, blank(asked, claim, border, Basis::position, instant_of(claim)), key,
                 [index, held = shared](const Given& given, const Against& zone) {
                   const ReadClaim& its = given.claim(index);
                   const auto where = held->of(given.settings.draws, [&] {
                     return flight::whereabouts(its, given.settings.draws, given.settings.seed);
                   });
                   if (!*where) return Sample{};
                   return measure(**where, !is_ring(its), zone);
                 });
    }
  }

  void from_edge(const Asked& asked, std::size_t index, const normalise::FromEdge& edge) {
    const incident::Zone* zone = given_.zone(edge.zone);
    if (zone == nullptr || edge.distance.stated < metres(0)) return;
    const ReadClaim& claim = given_.claim(index);
    Interval<Length> distance = edge.distance;
    if (edge.along_course) distance.lowest = metres(0);
    Bound bound{.along_course = edge.along_course};
    if (edge.side) {
      bound.sign = *edge.side == incident::DistanceClaim::Where::inside ? 1.0 : -1.0;
    } else if (either_side_agrees(edge.distance.stated, *zone, asked.zone)) {
      bound.at_least = true;  // "1 km from land" is well within the sea on either side of the coast
    } else {
      keep_unanswered(asked, claim, "the distance is given, but not on which side of the line");
      return;
    }
    bounded(asked, index, *zone, distance, bound);
  }

  [[nodiscard]] bool either_side_agrees(Length distance, const incident::Zone& from,
                                        const incident::Zone& to) const {
    const auto outside = carry(-distance, from, to, given_.file),
               inside = carry(distance, from, to, given_.file);
    return outside && inside && (outside->margin > metres(0)) == (inside->margin > metres(0)) &&
           recon::abs(outside->margin) <= recon::abs(inside->margin);
  }

  void depth_inside(const Asked& asked, std::size_t index, const normalise::DepthInside& depth) {
    const incident::Zone* zone = given_.zone(depth.zone);
    if (zone == nullptr) return;
    const bool from_tip = depth.measured == incident::DepthClaim::How::from_vertex && depth.vertex;
    if (!from_tip)
      bounded(asked, index, *zone, depth.depth, {.sign = 1.0});
    else if (zone->id.text == asked.zone.id.text)
      from_vertex(asked, index, depth);
  }

  /// How a printed length bounds a margin.
  struct Bound {
    double sign = -1.0;
    bool along_course = false;  // the shortest way is anything up to it: no margin is named
    bool at_least = false;
  };

  /// The margin in a zone is a printed length: carried over to the zone that is asked about.
  void bounded(const Asked& asked, std::size_t index, const incident::Zone& zone,
               const Interval<Length>& length, const Bound& bound) {
    const auto stated = carry(bound.sign * length.stated, zone, asked.zone, given_.file);
    if (!stated) return;
    const ReadClaim& claim = given_.claim(index);
    const bool open = std::isinf(in_metres(length.highest));
    for (const std::string& border : given_.versions(asked.zone.id.text)) {
      const std::string key = std::to_string(index) + "|" + asked.zone.id.text + "|" + border;
      measure_as(asked, blank(asked, claim, border, Basis::relation, instant_of(claim)), key,
                 [=, from = &zone, to = &asked.zone](const Given& given, const Against&) {
                   Sample sample{.margins = drawn_lengths(given.claim(index), length, given.settings)};
                   for (double& margin : sample.margins) {
                     const auto carried = carry(bound.sign * metres(margin), *from, *to, given.file);
                     margin = carried ? in_metres(carried->margin) : in_metres(stated->margin);
                   }
                   if (!bound.along_course) sample.nominal = in_metres(stated->margin);
                   sample.at_least = stated->at_least || open || bound.at_least;
                   return sample;
                 });
    }
  }

  void from_vertex(const Asked& asked, std::size_t index, const normalise::DepthInside& depth) {
    const ReadClaim& claim = given_.claim(index);
    for (const std::string& border : given_.versions(asked.zone.id.text)) {
      const std::string key = std::to_string(index) + "|" + asked.zone.id.text + "|" + border;
      measure_as(asked, blank(asked, claim, border, Basis::relation, instant_inside(claim)), key,
                 [index, depth](const Given& given, const Against& zone) {
                   return measure_from_vertex(given.claim(index), depth, zone, given.settings);
                 });
    }
  }

  // ---- whether it was ever inside ----------------------------------------------------------------

  void consider_ever(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    const std::string& zone = asked.zone.id.text;
    if (const auto* side = std::get_if<normalise::SideSaid>(&claim.meaning)) {
      side_ever(asked, claim, *side);
    } else if (const auto* crossing = std::get_if<normalise::CrossingSaid>(&claim.meaning)) {
      if (crossing->zone == zone)
        words(asked, claim, Side::inside, "at some time",
              crossing->way == incident::CrossingClaim::Way::entered ? "entered " + zone_name(asked)
                                                                     : "left " + zone_name(asked));
    } else if (const auto* stays = std::get_if<normalise::ExcursionsSaid>(&claim.meaning)) {
      if (stays->zone == zone) excursions(asked, claim, *stays);
    } else if (const auto* time = std::get_if<normalise::TimeInside>(&claim.meaning)) {
      if (time->zone == zone) time_inside(asked, index, *time);
    } else if (const auto* length = std::get_if<normalise::LengthInside>(&claim.meaning)) {
      if (length->zone == zone) length_inside(asked, index, *length);
    } else if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning)) {
      if (depth->zone == zone) depth_inside(asked, index, *depth);
    } else if (std::holds_alternative<normalise::TrackRead>(claim.meaning)) {
      whole_track(asked, index);
    } else {
      instant(asked, index);
    }
  }

  void side_ever(const Asked& asked, const ReadClaim& claim, const normalise::SideSaid& said_side) {
    if (said_side.zone == asked.zone.id.text && said_side.is == Is::never_inside)
      words(asked, claim, Side::outside, "whole flight", "was at no time inside " + zone_name(asked));
    else if (said_side.zone == asked.zone.id.text && said_side.is != Is::outside)
      words(asked, claim, Side::inside, instant_of(claim), "was inside " + zone_name(asked));
    // A side at one instant outside says nothing of the rest and is left to the questions about that instant.
  }

  void excursions(const Asked& asked, const ReadClaim& claim, const normalise::ExcursionsSaid& stays) {
    if (stays.count.stated > 0)
      words(asked, claim, Side::inside, "whole flight", "was inside " + zone_name(asked) + " at least once");
    else
      words(asked, claim, Side::outside, "whole flight", "was at no time inside " + zone_name(asked));
  }

  void time_inside(const Asked& asked, std::size_t index, const normalise::TimeInside& time) {
    const ReadClaim& claim = given_.claim(index);
    if (in_seconds(time.time.stated) <= 0) {
      words(asked, claim, Side::outside, "whole flight", "spent no time inside " + zone_name(asked));
      return;
    }
    const Speed fastest = fastest_said(asked.account, claim.aircraft);
    const auto reach = [&](Duration t) { return 0.5 * (fastest * t); };
    up_to(asked, index, {reach(time.time.lowest), reach(time.time.stated), reach(time.time.highest)});
  }

  void length_inside(const Asked& asked, std::size_t index, const normalise::LengthInside& length) {
    if (length.length.stated <= metres(0)) {
      words(asked, given_.claim(index), Side::outside, "whole flight",
            "flew no distance inside " + zone_name(asked));
      return;
    }
    up_to(asked, index,
          {0.5 * length.length.lowest, 0.5 * length.length.stated, 0.5 * length.length.highest});
  }

  void up_to(const Asked& asked, std::size_t index, const Interval<Length>& greatest) {
    const ReadClaim& claim = given_.claim(index);
    for (const std::string& border : given_.versions(asked.zone.id.text)) {
      const std::string key = std::to_string(index) + "|" + asked.zone.id.text + "|" + border;
      measure_as(asked, blank(asked, claim, border, Basis::relation, "while inside"), key,
                 [index, greatest](const Given& given, const Against&) {
                   return Sample{.margins = drawn_up_to(given.claim(index), greatest, given.settings)};
                 });
    }
  }

  void whole_track(const Asked& asked, std::size_t index) {
    const ReadClaim& claim = given_.claim(index);
    for (const std::string& border : given_.versions(asked.zone.id.text)) {
      const std::string key = std::to_string(index) + "|" + asked.zone.id.text + "|" + border;
      measure_as(asked, blank(asked, claim, border, Basis::position, "whole flight"), key,
                 [index, zone = asked.zone.id.text, border](const Given& given, const Against&) {
                   return given.passage(index, zone, border).deepest;
                 });
    }
  }

  // ---- common ------------------------------------------------------------------------------------

  [[nodiscard]] std::string zone_name(const Asked& asked) const {
    return given_.name_of_zone(asked.zone.id.text);
  }

  static std::string instant_inside(const ReadClaim& claim) {
    return claim.moment.kind == Moment::Kind::event ? instant_of(claim) : "while inside";
  }

  // The largest speed that the account or the case's limits state, else the type's published maximum.
  [[nodiscard]] Speed fastest_said(const Account& account, const std::string& aircraft) const {
    const incident::Aircraft* its = incident::find(given_.file.aircraft, aircraft);
    Speed fastest = its != nullptr && its->limits ? envelope(its).fastest : metres_per_second(0);
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given_.claim(index);
      const auto* speed = std::get_if<normalise::SpeedSaid>(&claim.meaning);
      if (speed != nullptr && claim.counts && claim.aircraft == aircraft &&
          std::isfinite(speed->speed.highest.base()))
        fastest = std::max(fastest, speed->speed.highest);
    }
    return fastest > metres_per_second(0) ? fastest : envelope(its).fastest;
  }

  [[nodiscard]] Finding blank(const Asked& asked, const ReadClaim& claim, const std::string& border,
                              Basis basis, std::string instant) const {
    Finding finding;
    finding.question = asked.question.id.text;
    finding.narrative = asked.account.id;
    finding.claim = claim.claim;
    finding.reading = claim.reading;
    finding.reading_words = claim.reading_words;
    finding.border = border;
    finding.basis = basis;
    finding.instant = std::move(instant);
    finding.counts = claim.counts;
    finding.why_not_counted = claim.why_not_counted;
    if (finding.counts && !given_.decides(border)) {
      finding.counts = false;
      finding.why_not_counted = "this border version is for display only";
    }
    return finding;
  }

  static const std::string& who(const Asked& asked) { return asked.account.name; }

  void words(const Asked& asked, const ReadClaim& claim, Side side, std::string instant,
             const std::string& what) {
    Finding finding = blank(asked, claim, "", Basis::words, std::move(instant));
    finding.side = side;
    finding.cause = Cause::only_words;
    finding.reason =
        who(asked) + " states that the aircraft " + what + ", and gives no figure here that could be tested.";
    drafts.push_back({.finding = std::move(finding)});
  }

  void keep_unanswered(const Asked& asked, const ReadClaim& claim, const std::string& why) {
    Finding finding = blank(asked, claim, "", Basis::words, instant_of(claim));
    finding.cause = Cause::nothing_said;
    finding.counts = false;
    if (finding.why_not_counted.empty()) finding.why_not_counted = why;
    finding.reason = "This statement cannot be answered: " + why + ".";
    drafts.push_back({.finding = std::move(finding)});
  }

  [[nodiscard]] HeightShare height_of(const Asked& asked, const Finding& finding) const {
    for (const std::size_t index : asked.account.claims) {
      const ReadClaim& claim = given_.claim(index);
      if (claim.claim == finding.claim &&
          std::ranges::includes(sorted(finding.reading), sorted(claim.reading)))
        return height_share(given_, asked.account, claim, asked.zone, asked.question.event.text);
    }
    return {};
  }
  static std::vector<normalise::OptionTaken> sorted(std::vector<normalise::OptionTaken> reading) {
    std::ranges::sort(reading);
    return reading;
  }

  template <class Run>
  void measure_as(const Asked& asked, Finding finding, const std::string& key, Run run) {
    if (wanted_ && !wanted_(finding)) return;
    const std::string border = finding.border;
    Draft draft{.finding = std::move(finding)};
    draft.instant_only =
        asked.ever && draft.finding.instant.starts_with("at ") && draft.finding.instant != "at its closest";
    draft.account_says_never =
        given_.says_never(asked.account, asked.question.aircraft.text, asked.zone.id.text);
    if (given_.shape(asked.zone.id.text, border) != nullptr) {
      draft.height = height_of(asked, draft.finding);
      const auto [slot, is_new] = by_key_.try_emplace(key, measurements.size());
      if (is_new) measurements.push_back({key, std::move(run), asked.zone.id.text, border});
      draft.measurement = slot->second;
    }
    drafts.push_back(std::move(draft));
  }

  const Given& given_;
  Wanted wanted_;
  std::map<std::string, std::size_t> by_key_;
  std::map<std::size_t, std::shared_ptr<DrawnOnce>> drawn_;
};

/// The words of a finding.
class Teller {
public:
  Teller(const Given& given, const Finding& finding) : given_{given}, finding_{finding} {
    for (const ReadClaim& claim : given.read.claims)
      if (claim.claim == finding.claim && claim_ == nullptr) claim_ = &claim;
    for (const Question& question : given.file.questions)
      if (question.id.text == finding.question) zone_ = name_with_standing(given, question.zone.text);
  }

  [[nodiscard]] std::string reason(const Spread& spread) const {
    if (!spread.known)
      return "The data of " + border() + " end before the place that " + who() +
             " names; the side cannot be determined.";
    std::string text = premise() + ", the aircraft was inside " + zone_ + when() + " with probability " +
                       likelihood(spread.inside);
    if (finding_.cause == Cause::height_not_given)
      return premise() + ", the aircraft was over or within " + zone_ + when() +
             " on the map, but whether between its floor and ceiling cannot be determined: " +
             finding_.why_unknown + ".";
    if (!spread.carried)
      return premise() + ", no place fits: " + border() + " has no point of " + zone_ +
             " at that distance from the vertex.";
    if (finding_.cause == Cause::margin_smaller_than_error)
      return text + "; the margin of " + said(recon::abs(*spread.nominal)) +
             " is smaller than its error of " + said(spread.sigma) +
             " (one sigma), so the side cannot be determined.";
    if (finding_.cause == Cause::too_close_to_call) text += "; that is too close to call";
    if (finding_.flip) {
      text +=
          std::string{"; a shift of "} + (finding_.margin_at_least ? "at least " : "") + said(*finding_.flip);
      if (finding_.flip_azimuth) text += " towards " + said(*finding_.flip_azimuth);
      text += " would change the answer";
    }
    return text + ".";
  }

  [[nodiscard]] std::string absent() const {
    return border() + " does not carry " + zone_ + ", so it has no answer to give.";
  }

private:
  [[nodiscard]] std::string who() const {
    const Account* account = given_.account(finding_.narrative);
    return account == nullptr ? finding_.narrative : account->name;
  }
  [[nodiscard]] std::string border() const {
    return finding_.border.empty() ? "the zone" : given_.name_of_border(finding_.border);
  }
  [[nodiscard]] std::string when() const {
    return finding_.instant.starts_with("at ") ? " " + finding_.instant : " at some time";
  }
  [[nodiscard]] std::string premise() const {
    const bool figure = claim_ != nullptr && !claim_->figure.empty();
    std::string text = figure ? "If “" + claim_->figure + "” (" + who() : "If the track of (" + who();
    if (!figure) text = "If the track that " + who() + " shows";
    if (figure && !finding_.reading_words.empty()) text += "; read as " + finding_.reading_words;
    if (figure) text += ")";
    return text + " is taken at face value against " + border();
  }

  const Given& given_;
  const Finding& finding_;
  const ReadClaim* claim_ = nullptr;
  std::string zone_;
};

/// Lowers the probability to that of being inside and between floor and ceiling. True where the height alone
/// decides.
bool hold_against_height(const HeightShare& height, Finding& finding, double call_inside_at) {
  if (!height.unknown.empty() || (height.low >= 1.0 && height.high >= 1.0)) return false;
  const double share = 0.5 * (height.low + height.high);
  Probability& inside = *finding.inside;
  inside.value *= share, inside.low *= height.low, inside.high *= height.high;
  inside.hits = static_cast<std::uint64_t>(std::llround(inside.value * static_cast<double>(inside.draws)));
  if (1.0 - height.high < call_inside_at) return false;
  finding.flip.reset(), finding.flip_azimuth.reset();
  return true;
}

void fill_in(const Given& given, Draft& draft, const Spread* spread) {
  Finding& finding = draft.finding;
  if (finding.basis == Basis::words) return;
  if (spread == nullptr) {
    finding.cause = Cause::zone_absent;
    finding.counts = false;
    if (finding.why_not_counted.empty())
      finding.why_not_counted = "this border version does not carry the zone";
    finding.reason = Teller{given, finding}.absent();
    return;
  }
  if (!spread->known) {
    finding.cause = Cause::beyond_the_data;
    finding.margin_at_least = true;
    finding.reason = Teller{given, finding}.reason(*spread);
    return;
  }
  if (spread->inside.draws == 0) {
    finding.cause = Cause::nothing_said;
    finding.counts = false;
    if (finding.why_not_counted.empty())
      finding.why_not_counted = "the figure is open to one side and names no place";
    finding.reason = "The figure is open to one side: it names no place that could be tested.";
    return;
  }
  finding.inside = spread->inside;
  finding.margin = spread->margin;
  finding.nominal_margin = spread->nominal;
  finding.sigma = spread->sigma;
  finding.dots = spread->dots;
  finding.margin_at_least = spread->at_least;
  if (spread->nominal) finding.flip = recon::abs(*spread->nominal);
  if (spread->nominal) finding.flip_azimuth = spread->azimuth;
  const bool above_or_below = hold_against_height(draft.height, finding, given.settings.call_inside_at);
  // What is decided by height alone does not turn on how near the edge is.
  const Call called = above_or_below ? Call{Side::outside, Cause::none}
                                     : call(finding.inside->value, spread->nominal, spread->sigma,
                                            given.settings.call_inside_at);
  finding.side = called.side;
  finding.cause = called.cause;
  const bool open = !draft.height.unknown.empty() || draft.height.high - draft.height.low > 0.5;
  if (open && !above_or_below && called.side != Side::outside) {
    finding.side = Side::undetermined;
    finding.cause = Cause::height_not_given;
    finding.why_unknown = draft.height.unknown.empty() ? "the heights that are given lie on both sides of it"
                                                       : draft.height.unknown;
    finding.inside.reset();
  }
  finding.reason = Teller{given, finding}.reason(*spread);
  if (draft.instant_only && !draft.account_says_never && finding.inside && finding.inside->value <= 0.5) {
    finding.counts = false;
    finding.cause = Cause::says_nothing_of_the_rest;
    finding.side = Side::undetermined;
    finding.why_not_counted =
        "outside at that instant; it does not say where the aircraft was at other times";
  }
}

}  // namespace

Call call(double inside, std::optional<Length> nominal, Length sigma, double call_inside_at) {
  if (nominal && recon::abs(*nominal) < sigma) return {Side::undetermined, Cause::margin_smaller_than_error};
  if (inside >= call_inside_at) return {Side::inside, Cause::none};
  if (1.0 - inside >= call_inside_at) return {Side::outside, Cause::none};
  return {Side::undetermined, Cause::too_close_to_call};
}

namespace {

struct Measured {
  Spread spread;
  std::vector<bool> inside;
};

enum class Keep { spreads, sides_of_draws };

using AllMeasured = std::vector<std::optional<Measured>>;

/// Runs the measurements of a plan that `which` names, on all threads; what `stop` cut off is missing.
AllMeasured measured(const Given& given, const Plan& plan, const std::vector<std::size_t>& which, Keep keep,
                     const Progress& progress, const std::stop_token& stop) {
  AllMeasured all(plan.measurements.size());
  std::mutex telling;
  std::size_t done = 0;
  in_parallel(which.size(), given.settings.threads, stop, [&](std::size_t k) {
    const std::size_t i = which[k];
    const Measurement& measurement = plan.measurements[i];
    const std::vector<double>& offsets = given.border_offsets(measurement.border);
    const Against against{*given.shape(measurement.zone, measurement.border),
                          given.drawn(measurement.zone, measurement.border), offsets};
    const Sample sample = measurement.run(given, against);
    all[i] = Measured{summed_up(sample, offsets), {}};
    if (keep == Keep::sides_of_draws) all[i]->inside = sides_of_draws(sample, offsets);
    const std::lock_guard lock{telling};
    ++done;
    if (progress) progress(done, which.size(), given.name_of_border(measurement.border));
  });
  return all;
}

std::vector<std::size_t> all_of(const Plan& plan) {
  std::vector<std::size_t> which(plan.measurements.size());
  std::iota(which.begin(), which.end(), std::size_t{0});
  return which;
}

/// Draws on where the draws so far do not suffice: twice as many each time. A wish for fewer draws than the
/// rule's first look is taken as it is.
void settle(const Given& given, const Plan& plan, AllMeasured& spreads, const Progress& progress,
            const std::stop_token& stop) {
  constexpr Precision whole_percent{.half_width = 0.01, .most = 160'000};
  const Precision precision = given.settings.precise ? Precision{} : whole_percent;
  if (given.settings.draws < first_look) return;
  Settings more = given.settings;
  while (!stop.stop_requested()) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      if (!spreads[i]) continue;
      const Probability& inside = spreads[i]->spread.inside;
      // Tracks keep their tenth of the draws: each is a whole flight.
      if (inside.draws == more.draws && enough(inside.hits, inside.draws, precision) == Enough::not_yet)
        open.push_back(i);
    }
    if (open.empty()) return;
    more.draws *= 2;
    const Given larger{given.file, given.read, given.borders, more};
    AllMeasured anew = measured(larger, plan, open, Keep::spreads, progress, stop);
    for (const std::size_t i : open)
      if (anew[i]) spreads[i] = std::move(anew[i]);
  }
}

}  // namespace

std::vector<Finding> findings(const Given& given, const Progress& progress, const std::stop_token& stop) {
  Plan plan{given};
  for (const Question& question : given.file.questions) plan.ask(question);
  auto spreads = measured(given, plan, all_of(plan), Keep::spreads, progress, stop);
  settle(given, plan, spreads, progress, stop);
  std::vector<Finding> all;
  for (Draft& draft : plan.drafts) {
    if (draft.measurement && !spreads[*draft.measurement]) continue;  // stopped before it was measured
    fill_in(given, draft, draft.measurement ? &spreads[*draft.measurement]->spread : nullptr);
    all.push_back(std::move(draft.finding));
  }
  return all;
}

std::vector<Rerun> rerun(const Given& given, const std::function<bool(const Finding&)>& wanted,
                         const std::stop_token& stop) {
  Plan plan{given, wanted};
  for (const Question& question : given.file.questions) plan.ask(question);
  auto spreads = measured(given, plan, all_of(plan), Keep::sides_of_draws, {}, stop);
  std::vector<Rerun> all;
  for (Draft& draft : plan.drafts) {
    if (!draft.measurement || !spreads[*draft.measurement]) continue;
    fill_in(given, draft, &spreads[*draft.measurement]->spread);
    all.push_back({std::move(draft.finding), spreads[*draft.measurement]->inside});
  }
  return all;
}

}  // namespace recon::assess
