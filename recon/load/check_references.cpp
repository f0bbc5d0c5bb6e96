// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "recon/load/check.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

/// The options that a claim of an account may name: the account's own and the incident's.
struct OptionAt {
  const Choice* choice;
  Place place;
};
using Options = std::map<std::string, OptionAt, std::less<>>;

Options options_of(const std::vector<Choice>& choices) {
  Options options;
  for (const Choice& choice : choices) {
    for (const Option& option : choice.options)
      options.emplace(option.id.text, OptionAt{&choice, option.id.place});
    if (choice.settled && !choice.settled->option.empty())
      options.emplace(choice.settled->option.text, OptionAt{&choice, choice.settled->option.place});
  }
  return options;
}

/// Follows every reference of a case; fields are called as case files write them.
class References {
public:
  References(Scene& scene, Report& report)
      : scene_{scene}, names_{scene.names}, report_{report}, shared_{options_of(scene.incident.choices)} {}

  void follow() {
    const Incident& incident = scene_.incident;
    one<Landmark>(incident.around.landmark, "landmark");
    for (const Source& source : incident.sources) one<Source>(source.carries, "carries");
    for (const Aircraft& aircraft : incident.aircraft) follow(aircraft);
    for (const Landmark& landmark : incident.landmarks) follow(landmark);
    for (const Event& event : incident.events) {
      one<Aircraft>(event.aircraft, "aircraft");
      one<Zone>(event.zone, "zone");
    }
    for (const Border& border : incident.borders) all<Party>(border.claimed_by, "claimed_by");
    for (const Zone& zone : incident.zones) follow(zone);
    for (const Sensor& sensor : incident.sensors) {
      one<Party>(sensor.party, "party");
      place(sensor.position, "position");
    }
    follow(incident.choices);
    for (const Narrative& narrative : incident.narratives) follow(narrative);
    for (const Evidence& evidence : incident.evidence) {
      for (const Statement& statement : evidence.statements) follow(statement, {});
      all<Party>(evidence.disputed_by, "disputed_by");
    }
    for (const Question& question : incident.questions) follow(question);
  }

private:
  template <class... T>
  std::optional<Thing> one(const Text& reference, std::string_view field) {
    return names_.resolve<T...>(reference, field, report_);
  }
  template <class... T>
  void all(const std::vector<Text>& references, std::string_view field) {
    for (const Text& reference : references) one<T...>(reference, field);
  }
  /// A landmark, where printed coordinates may stand instead.
  void place(const Text& text, std::string_view field) {
    if (is_name(text.text) || typed_empty(text)) one<Landmark>(text, field);
  }
  void places(const std::vector<Text>& texts, std::string_view field) {
    for (const Text& text : texts) place(text, field);
  }

  void follow(const Aircraft& aircraft) {
    one<Party>(aircraft.operated_by, "operator");
    if (aircraft.limits) one<Source>(aircraft.limits->source, "source");
  }

  void follow(const Landmark& landmark) {
    one<Source>(landmark.source, "source");
    one<Source>(landmark.variation_source, "variation_source");
    const auto point = one<Claim>(landmark.position_of, "position_of");
    if (!point) return;
    const Assertion& says = std::get<const Claim*>(*point)->assertion;
    if (!std::holds_alternative<PositionClaim>(says) && !std::holds_alternative<BearingClaim>(says))
      report_.error(6, landmark.position_of.place,
                    "position_of wants a claim that gives a point; " + name(landmark.position_of.text) +
                        " is a " + kind_word(says));
  }

  void follow(const Zone& zone) {
    all<Party>(zone.claimed_by, "claimed_by");
    all<Party>(zone.rejected_by, "rejected_by");
    one<Source>(zone.source, "source");
    one<Landmark>(zone.tip, "tip");
    all<Border>(zone.border, "border");
    std::visit([this](const auto& shape) { follow_shape(shape); }, zone.shape);
  }
  void follow_shape(const std::monostate&) {}
  void follow_shape(const Land&) {}
  void follow_shape(const TerritorialSea& sea) {
    places(sea.baseline_point, "baseline_point");
    all<Landmark>(sea.island, "island");
  }
  void follow_shape(const Corridor& corridor) { places(corridor.along, "along"); }
  void follow_shape(const Buffer& buffer) { one<Zone>(buffer.of, "of"); }
  void follow_shape(const Area& area) {
    places(area.point, "point");
    place(area.centre, "centre");
  }
  void follow_shape(const Median& median) { one<Landmark>(median.until, "until"); }
  void follow_shape(const Combined& combined) {
    all<Zone>(combined.all_of, "all_of");
    all<Zone>(combined.any_of, "any_of");
    all<Zone>(combined.except, "except");
  }

  void follow(const std::vector<Choice>& choices) {
    for (const Choice& choice : choices) {
      all<Source, Statement, Claim, Narrative, Evidence>(choice.within, "within");
      for (const Option& option : choice.options) one<Source>(option.source, "source");
      if (choice.settled) one<Source>(choice.settled->source, "source");
    }
  }

  void follow(const Narrative& narrative) {
    one<Party>(narrative.party, "party");
    all<Aircraft>(narrative.aircraft, "aircraft");
    all<Statement, Evidence>(narrative.takes, "takes");
    follow(narrative.choices);
    const Options own = options_of(narrative.choices);
    for (const Statement& statement : narrative.statements) follow(statement, own);
  }

  void follow(const Statement& statement, const Options& own) {
    one<Source>(statement.source, "source");
    for (const Copy& copy : statement.copies) one<Source>(copy.source, "source");
    one<Statement>(statement.superseded_by, "superseded_by");
    one<Statement>(statement.supersedes, "supersedes");
    options(statement.only_if, own);
    for (const Claim& claim : statement.claims) {
      follow(claim);
      options(claim.only_if, own);
    }
  }

  void follow(const Question& question) {
    one<Aircraft>(question.aircraft, "aircraft");
    one<Zone>(question.zone, "zone");
    one<Event>(question.event, "event");
    all<Narrative, Evidence>(question.narratives, "narrative");
    if (question.holds) {
      follow(*question.holds);
      options(question.holds->only_if, {});
    }
  }

  void options(const std::vector<Text>& only_if, const Options& own) {
    for (const Text& option : only_if)
      if (!option.empty() && !own.contains(option.text) && !shared_.contains(option.text))
        unknown(option, own);
  }
  void unknown(const Text& option, const Options& own) {
    std::vector<std::string> known;
    for (const Options* options : {&own, &std::as_const(shared_)})
      for (const auto& [id, at] : *options) known.push_back(id);
    std::string what = "no Option is called " + name(option.text);
    if (const auto near = meant(option.text, known))
      what += "; did you mean " + name(*near) + "?";
    else if (!known.empty() && known.size() <= 6)
      what += " (" + listed(known, ", ") + ")";
    report_.error(6, option.place, what);
  }

  void follow(const Claim& claim) {
    all<Aircraft>(claim.aircraft, "aircraft");
    one<Sensor>(claim.sensor, "sensor");
    if (claim.derived) {
      all<Claim>(claim.derived->uses, "uses");
      one<Party>(claim.derived->by, "by");
    }
    std::visit([this](const auto& when) { follow_when(when); }, claim.when);
    std::visit([this](const auto& assertion) { follow_kind(assertion); }, claim.assertion);
  }

  void follow_when(const std::monostate&) {}
  void follow_when(const AtEvent& at) { one<Event>(at.event, "at_event"); }
  void follow_when(const AtTime&) {}
  void follow_when(const WhileInside& at) { one<Zone>(at.zone, "while_inside"); }
  void follow_when(const AtClosest& at) { one<Zone, Landmark>(at.to, "at_closest"); }
  void follow_when(const Throughout&) {}

  void follow_kind(const PositionClaim& says) { one<Landmark>(says.near, "near"); }
  void follow_kind(const TrackClaim&) {}
  void follow_kind(const PlotClaim&) {}
  void follow_kind(const BearingClaim& says) { one<Landmark>(says.from, "from"); }
  void follow_kind(const DistanceClaim& says) { one<Landmark, Zone, Event>(says.from, "from"); }
  void follow_kind(const SideClaim& says) { one<Zone>(says.zone, "zone"); }
  void follow_kind(const ExcursionsClaim& says) { one<Zone>(says.zone, "zone"); }
  void follow_kind(const TimeInsideClaim& says) { one<Zone>(says.zone, "zone"); }
  void follow_kind(const LengthInsideClaim& says) { one<Zone>(says.zone, "zone"); }
  void follow_kind(const DepthClaim& says) {
    one<Zone>(says.zone, "zone");
    one<Landmark, Zone, Border>(says.from, "from");
  }
  void follow_kind(const CrossingClaim& says) {
    one<Zone>(says.zone, "zone");
    all<Landmark>(says.between, "between");
  }
  void follow_kind(const AltitudeClaim&) {}
  void follow_kind(const SpeedClaim&) {}
  void follow_kind(const HeadingClaim& says) { one<Landmark>(says.towards, "towards"); }
  void follow_kind(const TimeClaim&) {}
  void follow_kind(const TimeBetweenClaim& says) {
    one<Event>(says.from, "from");
    one<Event>(says.to, "to");
  }
  void follow_kind(const DistanceBetweenClaim& says) {
    one<Event, Aircraft>(says.from, "from");
    one<Event, Aircraft>(says.to, "to");
  }
  void follow_kind(const WarningsClaim&) {}
  void follow_kind(const TurnClaim&) {}
  void follow_kind(const VerticalClaim&) {}
  void follow_kind(const DetectionClaim& says) { one<Sensor>(says.by, "by"); }

  Scene& scene_;
  Names& names_;
  Report& report_;
  Options shared_;
};

/// The aircraft a claim is about when it leans on an event, as far as anybody says.
std::vector<std::string> aircraft_of(const Asserted& asserted) {
  const auto& named = !asserted.claim->aircraft.empty() || asserted.narrative == nullptr
                          ? asserted.claim->aircraft
                          : asserted.narrative->aircraft;
  std::vector<std::string> ids;
  ids.reserve(named.size());
  for (const Text& aircraft : named) ids.push_back(aircraft.text);
  return ids;
}

/// Rule 24: the instant is borrowed from another aircraft, which may be meant or a slip.
void note_borrowed_events(const Scene& scene, Report& report) {
  for (const Asserted& asserted : scene.claims) {
    const auto* at = std::get_if<AtEvent>(&asserted.claim->when);
    if (at == nullptr || std::holds_alternative<TimeClaim>(asserted.claim->assertion)) continue;
    const auto* event = scene.names.find<Event>(at->event.text);
    if (event == nullptr || event->aircraft.empty()) continue;
    const auto about = aircraft_of(asserted);
    if (about.empty() || std::find(about.begin(), about.end(), event->aircraft.text) != about.end()) continue;
    report.note(24, at->event.place,
                at->event.text + " is an event of " + event->aircraft.text + "; the claim asks where " +
                    listed(about) + (about.size() > 1 ? " were" : " was") + " at that instant");
  }
}

// ---- circles --------------------------------------------------------------------------------------

/// One kind of leaning on one another; nodes are named for messages.
class Leaning {
public:
  Leaning(std::string verb, std::string reflexive)
      : verb_{std::move(verb)}, reflexive_{std::move(reflexive)} {}

  void add(const std::string& from, const Place& place, const std::string& to) {
    Node& node = nodes_[from];
    if (node.to.empty() || place < node.place) node.place = place;
    node.to.push_back(to);
  }

  /// Each circle once, at the first of its lines in walking order. Not recursive: a chain may be as
  /// long as the file allows.
  void report_circles(Report& report) {
    for (auto& [start, first] : nodes_) {
      if (first.state != State::fresh) continue;
      std::vector<std::pair<const std::string*, std::size_t>> path{{&start, 0}};
      first.state = State::open;
      while (!path.empty()) {
        auto& [at, next] = path.back();
        Node& node = nodes_.at(*at);
        if (next == node.to.size()) {
          node.state = State::done;
          path.pop_back();
          continue;
        }
        const auto target = nodes_.find(node.to[next++]);
        if (target == nodes_.end() || target->second.state == State::done) continue;
        if (target->second.state == State::open) {
          say(path, target->first, report);
          continue;
        }
        target->second.state = State::open;
        path.emplace_back(&target->first, 0);
      }
    }
  }

private:
  enum class State { fresh, open, done };
  struct Node {
    Place place;
    std::vector<std::string> to;
    State state = State::fresh;
  };

  void say(const std::vector<std::pair<const std::string*, std::size_t>>& path, const std::string& back,
           Report& report) const {
    std::size_t start = 0;
    while (*path[start].first != back) ++start;
    const std::size_t length = path.size() - start;
    const Place& place = nodes_.at(back).place;
    if (length == 1) {
      report.error(7, place, name(back) + " " + reflexive_ + " (line " + std::to_string(place.line) + ")");
      return;
    }
    // A circle through half a file is told by its first links.
    constexpr std::size_t most_links = 5;
    std::string what = name(back);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < length; ++i) {
      if (i == most_links) {
        what += ", and so on, back to " + name(back);
        break;
      }
      lines.push_back(std::to_string(nodes_.at(*path[start + i].first).place.line));
      const std::string& next = i + 1 == length ? back : *path[start + i + 1].first;
      what += (i == 0 ? " " : ", which ") + verb_ + " " + name(next);
    }
    report.error(7, place, what + " (lines " + listed(lines, ", ") + ")");
  }

  std::string verb_, reflexive_;
  std::map<std::string, Node> nodes_;
};

void lean_on_zones(const Zone& zone, Leaning& definitions) {
  const auto on = [&](const Text& other) {
    if (!other.empty()) definitions.add(zone.id.text, zone.place, other.text);
  };
  if (const auto* buffer = std::get_if<Buffer>(&zone.shape)) on(buffer->of);
  if (const auto* combined = std::get_if<Combined>(&zone.shape))
    for (const auto* parts : {&combined->all_of, &combined->any_of, &combined->except})
      for (const Text& part : *parts) on(part);
}

/// Landmarks that claims define, claims that lean on landmarks or on other claims, zones on zones.
/// Claims carry a "/" in their names, so they never meet a zone or landmark of the same name.
Leaning definitions_of(const Scene& scene) {
  Leaning definitions{"is defined by", "is defined by itself"};
  for (const Landmark& landmark : scene.incident.landmarks)
    if (!landmark.position_of.empty())
      definitions.add(landmark.id.text, landmark.place, landmark.position_of.text);
  for (const Zone& zone : scene.incident.zones) lean_on_zones(zone, definitions);
  for (const Asserted& asserted : scene.claims) {
    if (asserted.statement == nullptr) continue;
    const std::string called = full_name(*asserted.statement, *asserted.claim);
    const auto on = [&](const Text& other) {
      if (!other.empty()) definitions.add(called, asserted.claim->place, other.text);
    };
    if (asserted.claim->derived)
      for (const Text& used : asserted.claim->derived->uses) on(used);
    if (const auto* position = std::get_if<PositionClaim>(&asserted.claim->assertion)) on(position->near);
    if (const auto* bearing = std::get_if<BearingClaim>(&asserted.claim->assertion)) on(bearing->from);
  }
  return definitions;
}

Leaning corrections_of(const Incident& incident) {
  Leaning corrections{"is superseded by", "is superseded by itself"};
  const auto add = [&](const std::vector<Statement>& statements) {
    for (const Statement& statement : statements)
      if (!statement.superseded_by.empty())
        corrections.add(statement.id.text, statement.place, statement.superseded_by.text);
  };
  for (const Narrative& narrative : incident.narratives) add(narrative.statements);
  for (const Evidence& evidence : incident.evidence) add(evidence.statements);
  return corrections;
}

/// Two accounts that build on each other would each count the other's words as a witness for its own.
Leaning borrowings_of(const Incident& incident) {
  std::map<std::string, std::string, std::less<>> owner;
  const auto id_of = [](const Narrative& narrative) {
    return narrative.own_id.empty() ? narrative.party.text : narrative.own_id.text;
  };
  for (const Narrative& narrative : incident.narratives)
    for (const Statement& statement : narrative.statements)
      owner.emplace(statement.id.text, id_of(narrative));
  Leaning borrowings{"takes from", "takes its own statement"};
  for (const Narrative& narrative : incident.narratives)
    for (const Text& taken : narrative.takes)
      if (const auto of = owner.find(taken.text); of != owner.end())
        borrowings.add(id_of(narrative), taken.place, of->second);
  return borrowings;
}

}  // namespace

void check_references(Scene& scene, Report& report) {
  References{scene, report}.follow();
  note_borrowed_events(scene, report);
}

void check_circles(const Scene& scene, Report& report) {
  Leaning copies{"carries", "carries itself"};
  for (const Source& source : scene.incident.sources)
    if (!source.carries.empty()) copies.add(source.id.text, source.place, source.carries.text);
  copies.report_circles(report);
  definitions_of(scene).report_circles(report);
  corrections_of(scene.incident).report_circles(report);
  borrowings_of(scene.incident).report_circles(report);
}

}  // namespace recon::load::checking
