// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "recon/load/check.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

template <class Visit>
void for_each_statement(const Incident& incident, const Visit& visit) {
  for (const Narrative& narrative : incident.narratives)
    for (const Statement& statement : narrative.statements) visit(statement, &narrative);
  for (const Evidence& evidence : incident.evidence)
    for (const Statement& statement : evidence.statements) visit(statement, nullptr);
}

// ---- statements (14, 27, 29) ------------------------------------------------------------------------

bool has_words_to_translate(std::string_view text) {
  int letters = 0;
  for (const char c : text) {
    letters = std::isalpha(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U) != 0
                  ? letters + 1
                  : 0;
    if (letters >= 4) return true;
  }
  return false;
}

void check_statement(const Statement& statement, const Names& names, Report& report) {
  if (statement.unverified.empty()) {
    if (statement.source.empty())
      report.error(14, statement.place, "no source: who printed this? (or say unverified)");
    if (statement.how == Statement::Words::none || statement.words.empty())
      report.error(14, statement.place,
                   "no words: what was printed? (said, reported or shows; or say unverified)");
  }
  const auto* source = names.find<Source>(statement.source.text);
  const std::string language = !statement.language.empty() ? statement.language.text
                               : source != nullptr         ? source->language.text
                                                           : "";
  const bool foreign = !language.empty() && !language.starts_with("en");
  if (statement.how == Statement::Words::said && foreign && statement.translation.empty() &&
      has_words_to_translate(statement.words.text))
    report.note(27, statement.place, "no translation of " + name(statement.id.text));
}

/// The source at the end of each chain of copies; a circle (rule 7) ends the walk.
class Origins {
public:
  explicit Origins(const Names& names) : names_{names} {}

  const Source* of(const Source* source) {
    std::vector<const Source*> chain;
    while (!origin_.contains(source)) {
      origin_.emplace(source, source);  // for now; also what stops a circle
      chain.push_back(source);
      const auto* carried = names_.find<Source>(source->carries.text);
      if (carried == nullptr) break;
      source = carried;
    }
    const Source* origin = origin_.at(source);
    for (const Source* link : chain) origin_[link] = origin;
    return origin;
  }

private:
  const Names& names_;
  std::map<const Source*, const Source*> origin_;
};

/// Rule 29: a wire copy heard as a second witness.
void check_copies(const Scene& scene, Report& report) {
  Origins origins{scene.names};
  std::map<const Source*, std::set<const Source*>> speaking;  // by the origin of what they say
  const auto source_of = [&](const Statement& statement) {
    return statement.claims.empty() ? nullptr : scene.names.find<Source>(statement.source.text);
  };
  for_each_statement(scene.incident, [&](const Statement& statement, const Narrative*) {
    if (const Source* source = source_of(statement)) speaking[origins.of(source)].insert(source);
  });
  for_each_statement(scene.incident, [&](const Statement& statement, const Narrative*) {
    const Source* source = source_of(statement);
    if (source != nullptr && !source->carries.empty() && speaking.at(origins.of(source)).size() > 1)
      report.warning(29, statement.source.place,
                     name(source->id.text) + " carries " + name(source->carries.text) + ": counted once");
  });
}

// ---- choices (17, 18, 19) ----------------------------------------------------------------------------

bool is_own_question(const Choice& choice) { return !choice.about || *choice.about == About::question; }

void check_weights(const Choice& choice, Report& report) {
  const Option* weighed = nullptr;
  const Option* bare = nullptr;
  for (const Option& option : choice.options) {
    const Option*& of_its_sort = option.weight ? weighed : bare;
    if (of_its_sort == nullptr) of_its_sort = &option;
    if (option.weight && !(std::isfinite(*option.weight) && *option.weight > 0.0))
      report.error(18, option.place,
                   "the weight of option " + name(option.id.text) + " must be more than zero");
    if (option.weight && option.because.empty())
      report.warning(18, option.place, "the weight of option " + name(option.id.text) + " has no because");
  }
  if (weighed != nullptr && bare != nullptr)
    report.error(18, bare->place,
                 "option " + name(weighed->id.text) + " has a weight, " + name(bare->id.text) + " has none");
}

void check_settled(const Choice& choice, Report& report) {
  if (!choice.settled) return;
  const Settled& settled = *choice.settled;
  const Place& place = settled.option.place.line > 0 ? settled.option.place : choice.place;
  if (settled.source.empty())
    report.error(19, place, "a choice is closed by a source; otherwise give weights");
  if (settled.option.empty()) {
    report.error(19, place, "a choice is closed by naming one option");
    return;
  }
  const bool known = std::any_of(choice.options.begin(), choice.options.end(),
                                 [&](const Option& option) { return option.id.text == settled.option.text; });
  if (known || (choice.options.empty() && !is_own_question(choice))) return;
  std::vector<std::string> ids;
  for (const Option& option : choice.options) ids.push_back(option.id.text);
  report.error(6, place,
               "no Option is called " + name(settled.option.text) +
                   (ids.empty() || ids.size() > 6 ? "" : " (" + listed(ids, ", ") + ")"));
}

using OptionPlaces = std::map<std::string, Place>;

/// Author's options are named once in an account, because claims name them without their choice; the
/// tool's own words ("statute") may return in each found choice. `shared`: the incident's own.
OptionPlaces check_option_names(const std::vector<Choice>& choices, const OptionPlaces& shared,
                                Report& report) {
  OptionPlaces taken;
  for (const Choice& choice : choices) {
    OptionPlaces here;
    for (const Option& option : choice.options) {
      const Place& place = option.id.place.line > 0 ? option.id.place : option.place;
      if (option.id.empty()) {
        report.error(5, option.place, "an Option without a name: give it an id");
        continue;
      }
      const bool own = is_own_question(choice);
      if (own && !is_name(option.id.text))
        report.error(5, place, name(option.id.text) + " is not a name: lower case, digits, hyphens");
      const auto [first, fresh] = (own ? taken : here).emplace(option.id.text, place);
      const auto other = own ? shared.find(option.id.text) : shared.end();
      if (!fresh || other != shared.end())
        report.error(5, place,
                     name(option.id.text) + " already names an Option in " +
                         line_of(fresh ? other->second : first->second, place));
    }
  }
  return taken;
}

/// The tool's own words for what it finds, where their number is closed.
std::vector<std::string> words_of(const Choice& choice) {
  if (!choice.about) return {};
  switch (*choice.about) {
    case About::mile:
      return {"statute", "nautical"};
    case About::north:
      return {"true", "magnetic"};
    case About::depth:
      return {"nearest-edge", "from-vertex", "from-line"};
    case About::distance:
      return {"shortest", "along-course"};
    case About::question:
    case About::datum:
    case About::clock:
    case About::day:
    case About::digits:
    case About::height:
    case About::rounding:
      break;
  }
  return {};
}

void check_words(const Choice& choice, Report& report) {
  const auto words = words_of(choice);
  if (words.empty()) return;
  const auto check_word = [&](const Text& id, const Place& place) {
    if (!id.empty() && std::find(words.begin(), words.end(), id.text) == words.end())
      report.error(6, id.place.line > 0 ? id.place : place,
                   "no Option is called " + name(id.text) + " (" + listed(words, ", ") + ")");
  };
  for (const Option& option : choice.options) check_word(option.id, option.place);
  if (choice.settled) check_word(choice.settled->option, choice.place);
}

void check_choice(const Choice& choice, const std::set<std::string>& used, Report& report) {
  if (is_own_question(choice) && choice.id.empty())
    report.error(5, choice.place, "a Choice without a name: give it an id");
  if (choice.options.size() == 1) report.error(17, choice.place, "a choice of one is no choice");
  if (choice.options.empty() && (is_own_question(choice) || !choice.settled))
    report.error(17, choice.place, "a choice without options; give at least two, or settle it by a source");
  check_words(choice, report);
  check_weights(choice, report);
  check_settled(choice, report);
  if (!is_own_question(choice) || choice.options.size() < 2) return;
  for (const Option& option : choice.options)
    if (!option.id.empty() && !used.contains(option.id.text))
      report.warning(17, option.place,
                     "option " + name(option.id.text) + " is named by no only_if: nothing depends on it");
}

using ChoiceOf = std::map<std::string, const Choice*, std::less<>>;

ChoiceOf choices_by_option(const std::vector<Choice>& choices) {
  ChoiceOf by_option;
  for (const Choice& choice : choices)
    for (const Option& option : choice.options) by_option.emplace(option.id.text, &choice);
  return by_option;
}

/// Two options of one choice on one claim: it could never be true.
void check_both_required(const Claim& claim, const Statement& statement, const ChoiceOf& own,
                         const ChoiceOf& shared, Report& report) {
  std::map<const Choice*, std::string> taken;
  for (const auto* only_if : {&statement.only_if, &claim.only_if})
    for (const Text& option : *only_if) {
      auto choice = own.find(option.text);
      if (choice == own.end() && (choice = shared.find(option.text)) == shared.end()) continue;
      const auto [first, fresh] = taken.emplace(choice->second, option.text);
      if (!fresh && first->second != option.text)
        report.error(17, option.place,
                     "options " + name(first->second) + " and " + name(option.text) +
                         " belong to one choice; a reading takes only one of them");
    }
}

std::set<std::string> options_used(const std::vector<Statement>& statements) {
  std::set<std::string> used;
  for (const Statement& statement : statements) {
    for (const Text& option : statement.only_if) used.insert(option.text);
    for (const Claim& claim : statement.claims)
      for (const Text& option : claim.only_if) used.insert(option.text);
  }
  return used;
}

void check_choices(const Incident& incident, Report& report) {
  const OptionPlaces shared_names = check_option_names(incident.choices, {}, report);
  const ChoiceOf shared = choices_by_option(incident.choices);
  std::set<std::string> used_anywhere;
  const auto check_statements = [&](const std::vector<Statement>& statements, const ChoiceOf& own) {
    auto used = options_used(statements);
    used_anywhere.insert(used.begin(), used.end());
    for (const Statement& statement : statements)
      for (const Claim& claim : statement.claims) check_both_required(claim, statement, own, shared, report);
    return used;
  };
  for (const Narrative& narrative : incident.narratives) {
    check_option_names(narrative.choices, shared_names, report);
    const auto used = check_statements(narrative.statements, choices_by_option(narrative.choices));
    for (const Choice& choice : narrative.choices) check_choice(choice, used, report);
  }
  for (const Evidence& evidence : incident.evidence) check_statements(evidence.statements, {});
  for (const Choice& choice : incident.choices) check_choice(choice, used_anywhere, report);
}

// ---- zones and borders (20, 21, 22) --------------------------------------------------------------------

/// The landmarks a claim or a zone stands on.
struct LandmarksOf {
  using Ids = std::vector<Text>;
  Ids operator()(const PositionClaim& c) const { return {c.near}; }
  Ids operator()(const TrackClaim&) const { return {}; }
  Ids operator()(const PlotClaim&) const { return {}; }
  Ids operator()(const BearingClaim& c) const { return {c.from}; }
  Ids operator()(const DistanceClaim& c) const { return {c.from}; }
  Ids operator()(const SideClaim&) const { return {}; }
  Ids operator()(const ExcursionsClaim&) const { return {}; }
  Ids operator()(const TimeInsideClaim&) const { return {}; }
  Ids operator()(const LengthInsideClaim&) const { return {}; }
  Ids operator()(const DepthClaim& c) const { return {c.from}; }
  Ids operator()(const CrossingClaim& c) const { return c.between; }
  Ids operator()(const AltitudeClaim&) const { return {}; }
  Ids operator()(const SpeedClaim&) const { return {}; }
  Ids operator()(const HeadingClaim& c) const { return {c.towards}; }
  Ids operator()(const TimeClaim&) const { return {}; }
  Ids operator()(const TimeBetweenClaim&) const { return {}; }
  Ids operator()(const DistanceBetweenClaim&) const { return {}; }
  Ids operator()(const WarningsClaim&) const { return {}; }
  Ids operator()(const TurnClaim&) const { return {}; }
  Ids operator()(const VerticalClaim&) const { return {}; }
  Ids operator()(const DetectionClaim&) const { return {}; }
};

std::vector<Text> landmarks_of(const Zone& zone) {
  if (const auto* corridor = std::get_if<Corridor>(&zone.shape)) return corridor->along;
  if (const auto* sea = std::get_if<TerritorialSea>(&zone.shape)) {
    std::vector<Text> points = sea->baseline_point;
    points.insert(points.end(), sea->island.begin(), sea->island.end());
    return points;
  }
  if (const auto* area = std::get_if<Area>(&zone.shape)) {
    std::vector<Text> points = area->point;
    points.push_back(area->centre);
    return points;
  }
  return {};
}

std::string counted(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

/// Rule 20: not an error, because a place that no source locates is itself worth keeping.
void check_landmarks(const Scene& scene, Report& report) {
  std::map<std::string_view, std::size_t> claims, zones;
  for (const Asserted& asserted : scene.claims) {
    std::vector<Text> leans_on = std::visit(LandmarksOf{}, asserted.claim->assertion);
    if (const auto* closest = std::get_if<AtClosest>(&asserted.claim->when)) leans_on.push_back(closest->to);
    std::set<std::string_view> once;
    for (const Text& id : leans_on)
      if (const auto* landmark = scene.names.find<Landmark>(id.text)) once.insert(landmark->id.text);
    for (const std::string_view id : once) ++claims[id];
  }
  for (const Zone& zone : scene.incident.zones)
    for (const Text& id : landmarks_of(zone))
      if (const auto* landmark = scene.names.find<Landmark>(id.text)) ++zones[landmark->id.text];
  for (const Landmark& landmark : scene.incident.landmarks) {
    if (!lacks_position(landmark)) continue;
    const std::size_t of_claims = claims[landmark.id.text], of_zones = zones[landmark.id.text];
    std::vector<std::string> unanswered;
    if (of_claims > 0) unanswered.push_back(counted(of_claims, "claim"));
    if (of_zones > 0) unanswered.push_back(counted(of_zones, "zone"));
    if (unanswered.empty()) continue;
    std::string what = name(landmark.id.text);
    what += landmark.unverified.empty() ? " has no position; " : " has no position that counts; ";
    what += listed(unanswered);
    what += of_claims + of_zones == 1 ? " stays unanswered" : " stay unanswered";
    report.warning(20, landmark.place, what);
  }
}

bool is_state(const Text& code) {
  return code.text.size() == 3 &&
         std::all_of(code.text.begin(), code.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Zones {
public:
  Zones(const Scene& scene, Report& report) : scene_{scene}, report_{report} {}

  void check() {
    const auto& borders = scene_.incident.borders;
    for (const Border& border : borders) {
      for (const Text& state : border.states) check_state(state);
      if (border.library.empty() && border.file.empty())
        report_.error(21, border.place,
                      "border " + name(border.id.text) + " wants library or file: where is its line?");
    }
    const bool none_decides =
        !borders.empty() && std::all_of(borders.begin(), borders.end(), is_display_only);
    if (none_decides)
      report_.error(22, borders.front().place, "nothing can decide: every border is for display only");
    for (const Zone& zone : scene_.incident.zones) {
      zone_ = &zone;
      std::visit([this](const auto& shape) { check_shape(shape); }, zone.shape);
      if (!none_decides) check_own_borders();
    }
  }

private:
  static bool is_display_only(const Border& border) { return border.display_only.value_or(false); }

  std::string here() const { return "zone " + name(zone_->id.text); }
  void wants(const Text& text, std::string_view field) {
    if (unsaid(text)) report_.error(21, zone_->place, here() + " wants a " + std::string{field});
  }
  void check_state(const Text& state) {
    if (!state.empty() && !is_state(state))
      report_.error(21, state.place,
                    printed(state.text) + " is no state; three capitals of ISO 3166, for example \"TUR\"");
  }

  /// A border with no states listed covers whatever its file holds, which only reading it tells.
  void check_covered(const Text& state) {
    wants(state, "state");
    check_state(state);
    if (!is_state(state)) return;
    const auto covers = [&](const Border& border) {
      return border.states.empty() || std::any_of(border.states.begin(), border.states.end(),
                                                  [&](const Text& one) { return one.text == state.text; });
    };
    bool covered = false;
    if (zone_->border.empty()) {
      covered = std::any_of(scene_.incident.borders.begin(), scene_.incident.borders.end(), covers);
    } else {
      for (const Text& id : zone_->border) {
        const auto* border = scene_.names.find<Border>(id.text);
        covered = covered || border == nullptr || covers(*border);  // an unknown name is rule 6's
      }
    }
    if (!covered)
      report_.error(21, state.place, here() + ": no border version of this case covers " + state.text);
  }

  void check_own_borders() {
    if (zone_->border.empty()) return;
    const bool none = std::all_of(zone_->border.begin(), zone_->border.end(), [&](const Text& id) {
      const auto* border = scene_.names.find<Border>(id.text);
      return border != nullptr && is_display_only(*border);
    });
    if (none)
      report_.error(22, zone_->border.front().place,
                    here() + ": nothing can decide: every border is for display only");
  }

  void check_shape(const std::monostate&) {
    report_.error(21, zone_->place,
                  here() + " has no shape; give it land, sea, corridor, buffer, area, median or combined");
  }
  void check_shape(const Land& land) { check_covered(land.state); }
  void check_shape(const TerritorialSea& sea) {
    check_covered(sea.state);
    wants(sea.breadth, "breadth");
  }
  void check_shape(const Corridor& corridor) {
    wants(corridor.width, "width");
    if (corridor.along.size() < 2)
      report_.error(21, zone_->place, here() + " runs along at least two points");
  }
  void check_shape(const Buffer& buffer) {
    wants(buffer.of, "zone to run along (of)");
    wants(buffer.breadth, "breadth");
  }
  void check_shape(const Area& area) {
    const bool circle = !unsaid(area.centre) || !unsaid(area.radius);
    const auto ways = static_cast<int>(!area.point.empty()) + static_cast<int>(circle) +
                      static_cast<int>(!unsaid(area.file));
    if (ways != 1) {
      report_.error(21, zone_->place, here() + " wants one of point, centre with radius, or file");
    } else if (circle) {
      wants(area.centre, "centre");
      wants(area.radius, "radius");
    } else if (!area.point.empty() && area.point.size() < 3) {
      report_.error(21, zone_->place, here() + " wants at least three points");
    }
  }
  void check_shape(const Median& median) {
    check_covered(median.state);
    check_covered(median.other);
  }
  void check_shape(const Combined& combined) {
    if (combined.all_of.empty() && combined.any_of.empty())
      report_.error(21, zone_->place, here() + " combines nothing; give it all_of or any_of");
  }

  const Scene& scene_;
  Report& report_;
  const Zone* zone_ = nullptr;
};

// ---- questions (28) ------------------------------------------------------------------------------------

struct QuestionNeeds {
  std::string_view want;
  bool zone = false, event = false, holds = false;
};

QuestionNeeds needs_of(Question::Want want) {
  using Want = Question::Want;
  switch (want) {
    case Want::ever_inside:
      return {.want = "EVER_INSIDE", .zone = true};
    case Want::side_at:
      return {.want = "SIDE_AT", .zone = true, .event = true};
    case Want::time_inside:
      return {.want = "TIME_INSIDE", .zone = true};
    case Want::length_inside:
      return {.want = "LENGTH_INSIDE", .zone = true};
    case Want::depth_inside:
      return {.want = "DEPTH_INSIDE", .zone = true};
    case Want::excursions:
      return {.want = "EXCURSIONS", .zone = true};
    case Want::margin_at:
      return {.want = "MARGIN_AT", .zone = true, .event = true};
    case Want::agreement:
      return {.want = "AGREEMENT", .event = true};
    case Want::holds:
      return {.want = "HOLDS", .holds = true};
  }
  return {};
}

void check_question(const Question& question, const Incident& incident, Report& report) {
  if (!question.want) {
    report.error(28, question.place, "what is wanted? for example want: EVER_INSIDE");
    return;
  }
  const QuestionNeeds needs = needs_of(*question.want);
  // With one aircraft in the case, or an event of one, there is nothing to mistake.
  const bool aircraft = !needs.holds && !needs.event && incident.aircraft.size() > 1;
  std::vector<std::string> needed;
  if (aircraft) needed.emplace_back("aircraft");
  if (needs.event) needed.emplace_back("event");
  if (needs.zone) needed.emplace_back("zone");
  if (needs.holds) needed.emplace_back("holds");
  const bool met = (!aircraft || !question.aircraft.empty()) && (!needs.event || !question.event.empty()) &&
                   (!needs.zone || !question.zone.empty()) && (!needs.holds || question.holds);
  if (!met) report.error(28, question.place, std::string{needs.want} + " needs " + listed(needed));
}

}  // namespace

void check_structure(const Scene& scene, Report& report) {
  for_each_statement(scene.incident, [&](const Statement& statement, const Narrative*) {
    check_statement(statement, scene.names, report);
  });
  check_copies(scene, report);
  check_choices(scene.incident, report);
  check_landmarks(scene, report);
  Zones{scene, report}.check();
  for (const Question& question : scene.incident.questions) check_question(question, scene.incident, report);
}

}  // namespace recon::load::checking
