// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/propositions.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <set>

#include "recon/assess/standing.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using incident::SideClaim;
using normalise::Moment;
using normalise::ReadClaim;
using Is = SideClaim::Is;
using Kind = incident::Event::Kind;
using Want = incident::Question::Want;

/// What a claim makes of a proposition: asserts or denies it, and why if it does not say so outright.
struct Said {
  bool asserts = true;
  std::string follows;
};

bool is_at(const ReadClaim& claim, const std::string& event) {
  return claim.moment.kind == Moment::Kind::event && claim.moment.name == event;
}

/// One aircraft and one zone, and everything that can be said of the two.
class Subject {
public:
  Subject(const Given& given, const std::vector<Finding>& findings, const std::string& aircraft,
          const incident::Zone& zone)
      : given_{given}, findings_{findings}, aircraft_{aircraft}, zone_{zone} {
    const incident::Aircraft* its = incident::find(given.file.aircraft, aircraft);
    is_shooter_ = its != nullptr && its->role == incident::Aircraft::Role::shooter;
  }

  void add_to(std::vector<Proposition>& all) {
    const std::string in = "was inside " + name_with_standing(given_, zone_.id.text);
    add(all, is_shooter_ ? "S7" : "S1", "", in + " at some time",
        [&](const ReadClaim& claim) { return ever(claim); });
    for (const Instant& instant : instants())
      add(all, instant.id, instant.event, in + " " + instant.words,
          [&](const ReadClaim& claim) { return at(claim, instant.event); });
    quantity<normalise::TimeInside>(all, "S4", "spent time inside " + zone_name());
    quantity<normalise::LengthInside>(all, "S5", "flew a way inside " + zone_name());
    quantity<normalise::DepthInside>(all, "S6", "was some depth inside " + zone_name());
  }

  /// What is said of the aircraft whatever the zone.
  void add_warned(std::vector<Proposition>& all) {
    add(all, "S9", "", "was warned", [&](const ReadClaim& claim) -> std::optional<Said> {
      const auto* warned = warnings(claim);
      if (warned == nullptr || warned->count.empty()) return std::nullopt;
      return Said{warned->count.text != "0", ""};
    });
  }

private:
  struct Instant {
    std::string id, event, words;
  };

  [[nodiscard]] std::string zone_name() const { return given_.name_of_zone(zone_.id.text); }

  /// Launch, hit and crash, then whatever other instant the case asks about.
  [[nodiscard]] std::vector<Instant> instants() const {
    std::vector<Instant> all;
    for (const incident::Event& event : given_.file.events) {
      if (event.kind == Kind::launch) all.push_back({"S2", event.id.text, "when the missile was launched"});
      if (event.aircraft.text != aircraft_) continue;
      if (event.kind == Kind::hit) all.push_back({"S3", event.id.text, "when hit"});
      if (event.kind == Kind::crash) all.push_back({"S8", event.id.text, "where it crashed"});
    }
    int next = 10;
    for (const incident::Question& question : given_.file.questions) {
      const std::string& event = question.event.text;
      if ((question.want != Want::side_at && question.want != Want::margin_at) ||
          question.zone.text != zone_.id.text ||
          (!question.aircraft.empty() && question.aircraft.text != aircraft_) ||
          std::ranges::any_of(all, [&](const Instant& its) { return its.event == event; }))
        continue;
      all.push_back({"S" + std::to_string(next++), event, "at " + spaced(event)});
    }
    std::ranges::stable_sort(all, {}, [](const Instant& its) { return std::stoi(its.id.substr(1)); });
    return all;
  }

  // ---- what a claim makes of it ------------------------------------------------------------------

  [[nodiscard]] bool is_here(const std::string& zone) const { return zone == zone_.id.text; }

  [[nodiscard]] bool is_elsewhere(const std::string& zone) const {
    const incident::Zone* other = given_.zone(zone);
    return other != nullptr && disjoint(*other, zone_);
  }

  // A wreck is not the flight: debris that fell inside does not put the aircraft there.
  [[nodiscard]] bool of_the_wreck(const ReadClaim& claim) const {
    if (claim.moment.kind != Moment::Kind::event) return false;
    const incident::Event* event = incident::find(given_.file.events, claim.moment.name);
    return event != nullptr && (event->kind == Kind::debris || event->kind == Kind::crash);
  }

  [[nodiscard]] std::optional<Said> ever(const ReadClaim& claim) const {
    if (const auto* side = std::get_if<normalise::SideSaid>(&claim.meaning)) return side_ever(claim, *side);
    if (const auto* crossing = std::get_if<normalise::CrossingSaid>(&claim.meaning))
      return is_here(crossing->zone) ? std::optional{Said{true, "it crossed the edge"}} : std::nullopt;
    if (const auto* stays = std::get_if<normalise::ExcursionsSaid>(&claim.meaning))
      return is_here(stays->zone) ? std::optional{Said{stays->count.stated > 0, "so many stays are counted"}}
                                  : std::nullopt;
    if (const auto* time = std::get_if<normalise::TimeInside>(&claim.meaning))
      return is_here(time->zone) ? std::optional{Said{in_seconds(time->time.stated) > 0, "a time is given"}}
                                 : std::nullopt;
    if (const auto* length = std::get_if<normalise::LengthInside>(&claim.meaning))
      return is_here(length->zone)
                 ? std::optional{Said{length->length.stated > metres(0), "a length is given"}}
                 : std::nullopt;
    if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning))
      return is_here(depth->zone) ? std::optional{Said{depth->depth.stated > metres(0), "a depth is given"}}
                                  : std::nullopt;
    if (const auto* edge = std::get_if<normalise::FromEdge>(&claim.meaning)) return edge_ever(claim, *edge);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Said> side_ever(const ReadClaim& claim, const normalise::SideSaid& side) const {
    const bool in = side.is == Is::inside || side.is == Is::ever_inside;
    const bool throughout = claim.moment.kind == Moment::Kind::throughout;
    if (is_here(side.zone)) {
      if (side.is == Is::never_inside || (throughout && !in)) return Said{false, ""};
      if (in && !of_the_wreck(claim))
        return Said{true, side.is == Is::inside ? "it was inside at one instant" : ""};
    }
    if (is_elsewhere(side.zone) && in && throughout) return Said{false, "it was elsewhere throughout"};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Said> edge_ever(const ReadClaim& claim, const normalise::FromEdge& edge) const {
    if (!is_here(edge.zone) || !edge.side || edge.distance.stated <= metres(0) || of_the_wreck(claim))
      return std::nullopt;
    if (*edge.side == incident::DistanceClaim::Where::inside)
      return Said{true, "it was inside at one instant"};
    if (claim.moment.kind == Moment::Kind::closest) return Said{false, "it stayed outside when closest"};
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Said> at(const ReadClaim& claim, const std::string& event) const {
    if (const auto never = ever(claim); never && !never->asserts) return Said{false, "it was never inside"};
    if (const auto* later = std::get_if<normalise::TimeBetween>(&claim.meaning))
      return had_left(*later, event);
    if (!is_at(claim, event)) return std::nullopt;
    if (const auto* side = std::get_if<normalise::SideSaid>(&claim.meaning)) {
      const bool in = side->is == Is::inside || side->is == Is::ever_inside;
      if (is_here(side->zone)) return Said{in, ""};
      if (is_elsewhere(side->zone) && in) return Said{false, "it was in " + given_.name_of_zone(side->zone)};
    } else if (const auto* edge = std::get_if<normalise::FromEdge>(&claim.meaning)) {
      const bool in = edge->side == incident::DistanceClaim::Where::inside;
      if (is_here(edge->zone) && edge->side) return Said{in, ""};
      if (is_elsewhere(edge->zone) && in) return Said{false, "it was in " + given_.name_of_zone(edge->zone)};
    } else if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning)) {
      if (is_here(depth->zone)) return Said{depth->depth.stated > metres(0), "a depth is given"};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Said> had_left(const normalise::TimeBetween& later,
                                             const std::string& event) const {
    const incident::Event* exit = incident::find(given_.file.events, later.from);
    if (later.to != event || exit == nullptr || exit->kind != Kind::exit || !is_here(exit->zone.text) ||
        in_seconds(later.time.lowest) < 0)
      return std::nullopt;
    return Said{false, "it had left by then"};
  }

  [[nodiscard]] const incident::WarningsClaim* warnings(const ReadClaim& claim) const {
    const incident::Found found = incident::find_claim(given_.file, claim.claim);
    return found.claim == nullptr ? nullptr : std::get_if<incident::WarningsClaim>(&found.claim->assertion);
  }

  template <class Quantity>
  void quantity(std::vector<Proposition>& all, const char* id, const std::string& words) {
    add(all, id, "", words, [&](const ReadClaim& claim) -> std::optional<Said> {
      if (const auto* its = std::get_if<Quantity>(&claim.meaning); its != nullptr && is_here(its->zone))
        if (const auto said = ever(claim)) return Said{said->asserts, ""};
      if (const auto never = ever(claim); never && !never->asserts) return Said{false, "it was never inside"};
      return std::nullopt;
    });
  }

  // ---- from claims to a row ------------------------------------------------------------------------

  using Reads = std::function<std::optional<Said>(const ReadClaim&)>;

  void add(std::vector<Proposition>& all, const std::string& id, const std::string& event,
           const std::string& words, const Reads& reads) {
    Proposition row{.id = id,
                    .aircraft = aircraft_,
                    .zone = zone_.id.text,
                    .event = event,
                    .words = words,
                    .stances = {}};
    const bool placed = id != "S4" && id != "S5" && id != "S6" && id != "S9";
    for (const Account& account : given_.accounts)
      if (!account.is_evidence) row.stances.push_back(stance(account, event, placed, reads));
    // Of a time, length or depth, denials that follow from "never" are told where somebody gives a figure.
    const bool spoken = std::ranges::any_of(row.stances, [&](const Stance& stance) {
      return stance.says != Stance::Says::silent &&
             (placed ||
              std::ranges::any_of(stance.grounds, [](const Ground& its) { return its.follows.empty(); }));
    });
    if (!spoken) return;
    row.id += letter_after(all, id);
    all.push_back(std::move(row));
  }

  /// Of the second zone or hit of an aircraft: "b", so that an id names one proposition of it.
  [[nodiscard]] std::string letter_after(const std::vector<Proposition>& all, const std::string& id) const {
    const auto before = std::ranges::count_if(all, [&](const Proposition& row) {
      return row.aircraft == aircraft_ && row.id.substr(0, id.size()) == id &&
             row.id.find_first_of("0123456789", id.size()) == std::string::npos;
    });
    return before == 0 ? "" : std::string(1, static_cast<char>('a' + before));
  }

  [[nodiscard]] Stance stance(const Account& account, const std::string& event, bool placed,
                              const Reads& reads) const {
    Stance stance{.narrative = account.id, .grounds = {}};
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given_.claim(index);
      if (claim.aircraft != aircraft_ || !is_ground(claim)) continue;
      if (const auto said = reads(claim)) keep(stance, ground(claim, *said));
    }
    const auto asserting = std::ranges::count_if(stance.grounds, &Ground::asserts);
    if (!stance.grounds.empty())
      stance.says = asserting == 0                                                    ? Stance::Says::denies
                    : asserting == static_cast<std::ptrdiff_t>(stance.grounds.size()) ? Stance::Says::asserts
                                                                                      : Stance::Says::both;
    else if (placed)
      from_places(account, event, stance);
    return stance;
  }

  // Superseded, unverified and copied claims are not the account's own words; a figure it derived is.
  [[nodiscard]] bool is_ground(const ReadClaim& claim) const {
    if (claim.counts) return true;
    const incident::Found found = incident::find_claim(given_.file, claim.claim);
    return found.claim != nullptr && found.claim->derived && found.statement->unverified.empty() &&
           found.statement->superseded_by.empty();
  }

  static void keep(Stance& stance, Ground ground) {
    const auto same = std::ranges::find_if(stance.grounds, [&](const Ground& its) {
      return its.claim == ground.claim && its.asserts == ground.asserts && its.measured == ground.measured &&
             its.value == ground.value;
    });
    if (same == stance.grounds.end()) stance.grounds.push_back(std::move(ground));
  }

  [[nodiscard]] Ground ground(const ReadClaim& claim, const Said& said) const {
    Ground ground{.asserts = said.asserts,
                  .claim = claim.claim,
                  .statement = claim.statement,
                  .follows = said.follows,
                  .reading_words = claim.reading_words};
    const incident::Found found = incident::find_claim(given_.file, claim.claim);
    if (found.statement != nullptr) {
      ground.words = found.statement->words.text;
      ground.verbatim = found.statement->how == incident::Statement::Words::said;
      ground.place = found.statement->place;
    }
    // What follows from a figure is not that figure.
    if (said.follows.empty()) add_figure(claim, ground);
    return ground;
  }

  void add_figure(const ReadClaim& claim, Ground& ground) const {
    const auto bounds = [](const auto& interval) {
      return Interval<double>{interval.lowest.base(), interval.stated.base(), interval.highest.base()};
    };
    if (const auto* time = std::get_if<normalise::TimeInside>(&claim.meaning)) {
      ground.value = {in_seconds(time->time.lowest), in_seconds(time->time.stated),
                      in_seconds(time->time.highest)};
      ground.unit = "s";
    } else if (const auto* length = std::get_if<normalise::LengthInside>(&claim.meaning)) {
      ground.value = bounds(length->length);
      ground.unit = "m";
    } else if (const auto* depth = std::get_if<normalise::DepthInside>(&claim.meaning)) {
      ground.value = bounds(depth->depth);
      ground.unit = "m";
      ground.measured = depth->measured == incident::DepthClaim::How::from_vertex ? "from the tip"
                        : depth->measured == incident::DepthClaim::How::from_line ? "from a line"
                                                                                  : "from the nearest edge";
    } else if (const auto* warned = warnings(claim)) {
      ground.figure = warned->count.text + (warned->over.empty() ? "" : " in " + warned->over.text);
      double count = 0.0;
      const std::string& text = warned->count.text;
      if (std::from_chars(text.data(), text.data() + text.size(), count).ec == std::errc{})
        ground.value = Interval<double>{count, count, count};
      return;
    }
    ground.figure = claim.figure;
  }

  // Where nothing is said outright, a place that is given may still say it, border version by border version.
  void from_places(const Account& account, const std::string& event, Stance& stance) const {
    std::set<Side> sides;
    const Finding* one = nullptr;
    for (const Finding& finding : findings_) {
      if (finding.narrative != account.id || finding.basis != Basis::position || !finding.counts ||
          !asks_this(finding.question, event))
        continue;
      sides.insert(finding.side);
      one = &finding;
    }
    if (one == nullptr) return;
    if (sides.size() > 1 || sides.contains(Side::undetermined)) {
      stance.says = Stance::Says::undetermined;
    } else {
      stance.says = sides.contains(Side::inside) ? Stance::Says::asserts : Stance::Says::denies;
    }
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given_.claim(index);
      if (claim.claim != one->claim || claim.aircraft != aircraft_) continue;
      const std::string follows =
          stance.says == Stance::Says::undetermined
              ? "it gives a place; on which side that lies cannot be determined"
              : "the place it gives lies " +
                    std::string{stance.says == Stance::Says::asserts ? "inside" : "outside"} +
                    " by every border version that decides";
      stance.grounds.push_back(ground(claim, {stance.says == Stance::Says::asserts, follows}));
      return;
    }
  }

  [[nodiscard]] bool asks_this(const std::string& id, const std::string& event) const {
    const incident::Question* question = incident::find(given_.file.questions, id);
    return question != nullptr && question->zone.text == zone_.id.text &&
           (question->aircraft.empty() || question->aircraft.text == aircraft_) &&
           (event.empty() ? question->want == Want::ever_inside
                          : question->want != Want::ever_inside && question->event.text == event);
  }

  const Given& given_;
  const std::vector<Finding>& findings_;
  std::string aircraft_;
  const incident::Zone& zone_;
  bool is_shooter_ = false;
};

/// The zones an aircraft is asked about; for one that no question names, those asked of any aircraft.
std::vector<const incident::Zone*> zones_of(const Given& given, const std::string& aircraft) {
  std::vector<const incident::Zone*> own, any;
  const auto keep = [](std::vector<const incident::Zone*>& list, const incident::Zone* zone) {
    if (zone != nullptr && std::ranges::find(list, zone) == list.end()) list.push_back(zone);
  };
  for (const incident::Question& question : given.file.questions) {
    const incident::Zone* zone = given.zone(question.zone.text);
    keep(any, zone);
    if (question.aircraft.empty() || question.aircraft.text == aircraft) keep(own, zone);
  }
  return own.empty() ? any : own;
}

bool speaks(const Stance& stance) { return stance.says != Stance::Says::silent; }

bool sided(const Stance& stance) {
  return stance.says == Stance::Says::asserts || stance.says == Stance::Says::denies;
}

void compare(const Proposition& row, const Stance& one, const Stance& other, Concord& concord) {
  if (!sided(one) || !sided(other)) return;
  if (one.says != other.says)
    concord.opposed.push_back(row.id);
  else if (one.says == Stance::Says::asserts && exclude_each_other(one, other))
    concord.differ.push_back(row.id);
  else
    concord.agree.push_back(row.id);
}

}  // namespace

bool exclude_each_other(const Stance& one, const Stance& other) {
  bool compared = false;
  for (const Ground& a : one.grounds)
    for (const Ground& b : other.grounds) {
      if (!a.value || !b.value || a.measured != b.measured) continue;
      compared = true;
      if (a.value->lowest <= b.value->highest && b.value->lowest <= a.value->highest) return false;
    }
  return compared;
}

std::vector<Proposition> propositions(const Given& given, const std::vector<Finding>& findings) {
  std::vector<Proposition> all;
  for (const incident::Aircraft& aircraft : given.file.aircraft) {
    const auto zones = zones_of(given, aircraft.id.text);
    for (const incident::Zone* zone : zones) Subject{given, findings, aircraft.id.text, *zone}.add_to(all);
    if (!zones.empty()) Subject{given, findings, aircraft.id.text, *zones.front()}.add_warned(all);
  }
  // By number within an aircraft; zones and events of one number stay together.
  const auto place = [&](const Proposition& row) {
    const auto aircraft = std::ranges::find(given.file.aircraft, row.aircraft,
                                            [](const incident::Aircraft& its) { return its.id.text; });
    return std::pair{aircraft - given.file.aircraft.begin(), std::stoi(row.id.substr(1))};
  };
  std::ranges::stable_sort(all, {}, place);
  return all;
}

std::vector<Concord> concords(const std::vector<Proposition>& propositions) {
  std::vector<Concord> all;
  std::vector<std::string> aircraft;
  for (const Proposition& row : propositions)
    if (std::ranges::find(aircraft, row.aircraft) == aircraft.end()) aircraft.push_back(row.aircraft);
  for (const std::string& its : aircraft) {
    std::vector<const Proposition*> rows;
    for (const Proposition& row : propositions)
      if (row.aircraft == its) rows.push_back(&row);
    const std::size_t accounts = rows.front()->stances.size();
    const auto heard = [&](std::size_t i) {
      return std::ranges::any_of(rows, [&](const Proposition* row) { return speaks(row->stances[i]); });
    };
    for (std::size_t i = 0; i < accounts; ++i)
      for (std::size_t j = i + 1; j < accounts; ++j) {
        if (!heard(i) || !heard(j)) continue;
        Concord concord{.aircraft = its,
                        .one = rows.front()->stances[i].narrative,
                        .other = rows.front()->stances[j].narrative};
        for (const Proposition* row : rows) compare(*row, row->stances[i], row->stances[j], concord);
        all.push_back(std::move(concord));
      }
  }
  return all;
}

}  // namespace recon::assess
