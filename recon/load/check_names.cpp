// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <type_traits>
#include <utility>

#include "recon/load/check.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

constexpr std::size_t longest_name_compared = 64;  // a longer word is no slip of the fingers
constexpr std::size_t most_names_compared = 2000;  // beyond, a hostile file could ask for hours of guessing

/// Each kind of thing as messages call it, in the order of `Thing`.
constexpr std::array<std::string_view, std::variant_size_v<Thing>> kind_names = {
    "Party",  "Source",    "Aircraft",  "Landmark", "Event", "Border",  "Zone",
    "Sensor", "Statement", "Narrative", "Evidence", "Claim", "Question"};

std::string with_article(std::string_view kind) {
  const bool vowel = std::string_view{"AEIOU"}.find(kind.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string{kind};
}

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::string own_word(const Claim& claim) {
  if (!claim.id.empty()) return claim.id.text;
  const auto* event = std::get_if<AtEvent>(&claim.when);
  return kind_word(claim.assertion) + (event != nullptr ? "@" + event->event.text : "");
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && is_lower_or_digit(text.front()) && is_lower_or_digit(text.back()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

std::size_t edits_between(std::string_view a, std::string_view b, std::size_t most) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t shorter = std::min(a.size(), b.size());
  if (longer - shorter > most) return most + 1;
  // Optimal string alignment: rows of the usual table, the last two kept for swapped neighbours.
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], most + 1);
}

std::optional<std::string> meant(std::string_view typed, const std::vector<std::string>& candidates) {
  if (typed.size() > longest_name_compared) return std::nullopt;
  // One slip in a short word, up to three in a long one; more would be guessing.
  std::size_t most = typed.size() < 4 ? 1 : typed.size() < 8 ? 2 : 3;
  std::optional<std::string> nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > 2 * longest_name_compared) continue;
    const std::size_t edits = edits_between(typed, candidate, most);
    if (edits > most || edits >= candidate.size()) continue;
    if (nearest && edits == most) continue;
    nearest = candidate;
    most = edits;
  }
  return nearest;
}

std::string full_name(const Statement& statement, const Claim& claim) {
  return statement.id.text + "/" + own_word(claim);
}

Names::Names(const Incident& incident, Report& report) {
  // Things in the world share one family of names; the others have one each. An account and the
  // evidence share theirs because findings are named after either.
  const auto world = {kind<Aircraft>(), kind<Landmark>(), kind<Event>(),
                      kind<Border>(),   kind<Zone>(),     kind<Sensor>()};
  const auto accounts = {kind<Narrative>(), kind<Evidence>()};
  if (unsaid(incident.id)) {
    report.error(5, incident.title.place, "the incident has no id; it is the name of its folder");
  } else if (!incident.id.empty() && !is_name(incident.id.text)) {
    report.error(5, incident.id.place,
                 name(incident.id.text) + " is not a name: lower case, digits, hyphens");
  }
  take_all(incident.parties, {kind<Party>()}, report);
  take_all(incident.sources, {kind<Source>()}, report);
  take_all(incident.aircraft, world, report);
  take_all(incident.landmarks, world, report);
  take_all(incident.events, world, report);
  take_all(incident.borders, world, report);
  take_all(incident.zones, world, report);
  take_all(incident.sensors, world, report);
  for (const Narrative& narrative : incident.narratives) {
    Text id = narrative.own_id.empty() ? narrative.party : narrative.own_id;
    if (id.empty()) id.place = narrative.place;
    take(id, &narrative, accounts, report);
    for (const Statement& statement : narrative.statements) {
      take(statement.id.empty() ? Text{.text = "", .place = statement.place} : statement.id, &statement,
           {kind<Statement>()}, report);
      take_claims(statement, report);
    }
  }
  for (const Evidence& evidence : incident.evidence) {
    take(evidence.id.empty() ? Text{.text = "", .place = evidence.place} : evidence.id, &evidence, accounts,
         report);
    for (const Statement& statement : evidence.statements) {
      take(statement.id.empty() ? Text{.text = "", .place = statement.place} : statement.id, &statement,
           {kind<Statement>()}, report);
      take_claims(statement, report);
    }
  }
  take_all(incident.questions, {kind<Question>()}, report);
}

template <class T>
void Names::take_all(const std::vector<T>& things, std::initializer_list<std::size_t> family,
                     Report& report) {
  for (const T& thing : things)
    take(thing.id.empty() ? Text{.text = "", .place = thing.place} : thing.id, &thing, family, report);
}

void Names::take(const Text& id, Thing thing, std::initializer_list<std::size_t> family, Report& report) {
  const std::string_view kind_name = kind_names.at(thing.index());
  if (id.empty()) {
    report.error(5, id.place, with_article(kind_name) + " without a name: give it an id");
    return;
  }
  if (!is_name(id.text))
    report.error(5, id.place, name(id.text) + " is not a name: lower case, digits, hyphens");
  for (const std::size_t relative : family)
    if (const Entry* taken = entry_of(relative, id.text)) {
      report.error(5, id.place,
                   name(id.text) + " already names " + with_article(kind_names.at(relative)) + " in " +
                       line_of(taken->place, id.place));
      return;
    }
  families_.at(thing.index()).emplace(id.text, Entry{thing, id.place});
}

void Names::take_claims(const Statement& statement, Report& report) {
  Family& claims = families_.at(kind<Claim>());
  for (const Claim& claim : statement.claims) {
    if (!claim.id.empty() && !is_name(claim.id.text))
      report.error(5, claim.id.place, name(claim.id.text) + " is not a name: lower case, digits, hyphens");
    const std::string called = full_name(statement, claim);
    if (!claims.emplace(called, Entry{&claim, claim.place}).second)
      report.error(16, claim.place, "two claims are called " + name(called) + "; give one an id");
  }
}

const Names::Entry* Names::entry_of(std::size_t kind, std::string_view id) const {
  const Family& family = families_.at(kind);
  const auto found = family.find(id);
  return found == family.end() ? nullptr : &found->second;
}

const Names::Entry* Names::of_another_kind(std::string_view id) const {
  // The world's names first: a wrong reference more often means a zone or aircraft than a party.
  for (const std::size_t kind : {2U, 3U, 4U, 5U, 6U, 7U, 0U, 1U, 8U, 9U, 10U, 11U, 12U})
    if (const Entry* entry = entry_of(kind, id)) return entry;
  return nullptr;
}

std::optional<Thing> Names::resolve_among(std::initializer_list<std::size_t> kinds, const Text& reference,
                                          std::string_view field, Report& report) {
  if (reference.empty()) {
    if (typed_empty(reference))
      report.error(8, reference.place, name(field) + " is empty; leave it out if nothing is said");
    return std::nullopt;
  }
  std::vector<std::string> wanted, wanted_with_article, candidates;
  for (const std::size_t kind : kinds) {
    Family& family = families_.at(kind);
    if (const auto found = family.find(reference.text); found != family.end()) {
      found->second.used = true;
      return found->second.thing;
    }
    wanted.emplace_back(kind_names.at(kind));
    wanted_with_article.push_back(with_article(kind_names.at(kind)));
    if (family.size() > most_names_compared) continue;
    for (const auto& [id, entry] : family) {
      candidates.push_back(id);
      // Within its statement a claim's own word is enough to know which is meant.
      if (kind == Names::kind<Claim>() && id.size() > reference.text.size() + 1 &&
          id.ends_with("/" + reference.text)) {
        report.error(6, reference.place,
                     "no Claim is called " + name(reference.text) + "; did you mean " + name(id) + "?");
        return std::nullopt;
      }
    }
  }
  if (const Entry* other = of_another_kind(reference.text)) {
    const std::string_view is = kind_names.at(other->thing.index());
    report.error(6, reference.place,
                 std::string{field} + " wants " + listed(wanted_with_article, " or ") + "; " +
                     name(reference.text) + " names the " + std::string{is} + " in " +
                     line_of(other->place, reference.place));
    return std::nullopt;
  }
  const auto near = meant(reference.text, candidates);
  report.error(6, reference.place,
               "no " + listed(wanted, " or ") + " is called " + name(reference.text) +
                   (near ? "; did you mean " + name(*near) + "?" : ""));
  return std::nullopt;
}

void Names::report_unused(Report& report) const {
  for (const std::size_t kind : {kind<Source>(), kind<Landmark>(), kind<Event>(), kind<Party>()})
    for (const auto& [id, entry] : families_.at(kind))
      if (!entry.used) {
        std::string word{kind_names.at(kind)};
        word.front() = static_cast<char>(word.front() - 'A' + 'a');
        report.note(30, entry.place, word + " " + name(id) + " is not used");
      }
}

}  // namespace recon::load::checking
