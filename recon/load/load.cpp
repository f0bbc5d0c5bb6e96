// SPDX-License-Identifier: Apache-2.0
#include "recon/load/load.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include "recon/load/border.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/forms.hpp"
#include "recon/load/track.hpp"

namespace recon::load {

namespace {

using incident::Incident;
using incident::Place;
using incident::Problem;
using incident::Severity;
using incident::Text;

// ---- several files, one incident ----

class Merge {
public:
  Merge(Incident& whole, Problems& problems) : whole_{whole}, problems_{problems} {}

  void add(Incident&& part) {
    text(whole_.id, part.id, "id");
    text(whole_.title, part.title, "title");
    text(whole_.summary, part.summary, "summary");
    text(whole_.date, part.date, "date");
    text(whole_.clock, part.clock, "clock");
    block(whole_.window, part.window, "window");
    block(whole_.around, part.around, "around");
    list(whole_.parties, part.parties);
    list(whole_.sources, part.sources);
    list(whole_.aircraft, part.aircraft);
    list(whole_.landmarks, part.landmarks);
    list(whole_.events, part.events);
    list(whole_.borders, part.borders);
    list(whole_.zones, part.zones);
    list(whole_.sensors, part.sensors);
    list(whole_.choices, part.choices);
    list(whole_.narratives, part.narratives);
    list(whole_.evidence, part.evidence);
    list(whole_.questions, part.questions);
    list(whole_.notes, part.notes);
  }

private:
  // True when `added` is the first to say it.
  bool first(const Place& said, const Place& added, const char* field) {
    if (added.file.empty()) return false;
    if (said.file.empty()) return true;
    const std::string where = said.file + (said.line > 0 ? ":" + std::to_string(said.line) : "");
    report(problems_, added, "'" + std::string{field} + "' is already said in " + where, 3);
    return false;
  }
  void text(Text& said, Text& added, const char* field) {
    if (first(said.place, added.place, field)) said = std::move(added);
  }
  template <class Block>
  void block(Block& said, Block& added, const char* field) {
    if (first(said.place, added.place, field)) said = std::move(added);
  }
  template <class Thing>
  void list(std::vector<Thing>& said, std::vector<Thing>& added) {
    const bool fitted = said.size() <= longest_list;
    std::move(added.begin(), added.end(), std::back_inserter(said));
    if (fitted && said.size() > longest_list)
      report(problems_, {}, "more than 100 000 of one kind in all files", 31);
  }

  Incident& whole_;
  Problems& problems_;
};

// ---- statements read again ----

/// `supersedes` says of an earlier statement what its own `superseded_by` would.
void take_corrections(Incident& incident, Problems& problems) {
  std::map<std::string, incident::Statement*, std::less<>> named;
  std::vector<const incident::Statement*> later;
  const auto look = [&](std::vector<incident::Statement>& statements) {
    for (incident::Statement& statement : statements) {
      named.emplace(statement.id.text, &statement);
      if (!statement.supersedes.empty()) later.push_back(&statement);
    }
  };
  for (incident::Narrative& narrative : incident.narratives) look(narrative.statements);
  for (incident::Evidence& evidence : incident.evidence) look(evidence.statements);
  for (const incident::Statement* statement : later) {
    const auto earlier = named.find(statement->supersedes.text);
    if (earlier == named.end()) continue;  // rule 6
    Text& by = earlier->second->superseded_by;
    if (by.empty())
      by = {statement->id.text, statement->supersedes.place};
    else if (by.text != statement->id.text)
      report(problems, statement->supersedes.place,
             "'" + earlier->first + "' is superseded by '" + by.text + "' already", 3);
  }
}

/// Who holds the statement of that name; end() for nobody.
template <class Holder>
auto holder_of(std::vector<Holder>& all, const std::string& statement) {
  return std::ranges::find_if(all, [&](const Holder& one) {
    return std::ranges::any_of(one.statements, [&](const auto& own) { return own.id.text == statement; });
  });
}

/// The holder whose statements all of this one's correct; end() where it says anything else.
template <class Holder>
auto corrected_by(std::vector<Holder>& all, const Holder& one) {
  auto whose = all.end();
  for (const incident::Statement& statement : one.statements) {
    const auto holder = statement.supersedes.empty() ? all.end() : holder_of(all, statement.supersedes.text);
    if (holder == all.end() || &*holder == &one || (whose != all.end() && whose != holder)) return all.end();
    whose = holder;
  }
  return whose;
}

/// A correction stands in a file of its own, and there in a block of its own. It is the same voice as what it
/// corrects, so it is kept with that: else one party would be heard as two.
class Corrections {
public:
  Corrections(Incident& incident, Problems& problems) : incident_{incident}, problems_{problems} {}

  void bring_home() {
    bring(incident_.narratives, [&](const incident::Narrative& later, const incident::Narrative& earlier) {
      const bool bare = later.takes.empty() && later.aircraft.empty() && later.choices.empty() &&
                        later.clock.empty() && later.summary.empty();
      return bare && later.party.text == earlier.party.text && !is_named(later.id);
    });
    bring(incident_.evidence, [&](const incident::Evidence& later, const incident::Evidence& /*earlier*/) {
      return later.disputed_by.empty() && !is_named(later.id.text);
    });
    for (incident::Narrative& narrative : incident_.narratives) follow(narrative.takes);
  }

private:
  template <class Holder, class Fits>
  void bring(std::vector<Holder>& all, const Fits& fits) {
    // One at a time: what corrects a correction finds it at home.
    for (auto one = all.begin(); one != all.end();) {
      const auto earlier = corrected_by(all, *one);
      if (earlier == all.end() || !fits(*one, *earlier)) {
        ++one;
        continue;
      }
      report(problems_, one->place,
             "all that is said here corrects '" + name_of(*earlier) + "', and is read as part of it", 3,
             Severity::note);
      std::ranges::move(one->statements, std::back_inserter(earlier->statements));
      all.erase(one);
      one = all.begin();
    }
  }
  static const std::string& name_of(const incident::Narrative& one) { return one.id; }
  static const std::string& name_of(const incident::Evidence& one) { return one.id.text; }

  /// Does the case speak of it by its name?
  [[nodiscard]] bool is_named(const std::string& id) const {
    const auto has = [&](const std::vector<Text>& names) {
      return std::ranges::any_of(names, [&](const Text& name) { return name.text == id; });
    };
    return std::ranges::any_of(incident_.questions, [&](const auto& q) { return has(q.narratives); }) ||
           std::ranges::any_of(incident_.narratives, [&](const auto& n) { return has(n.takes); });
  }

  /// An account that builds on a statement builds on what it was corrected to.
  void follow(std::vector<Text>& takes) const {
    for (std::size_t i = 0; i < takes.size(); ++i)
      for (const incident::Evidence& evidence : incident_.evidence)
        for (const incident::Statement& statement : evidence.statements) {
          const Text& by = statement.superseded_by;
          const bool taken = std::ranges::any_of(takes, [&](const Text& one) { return one.text == by.text; });
          if (statement.id.text == takes[i].text && !by.empty() && !taken)
            takes.push_back({by.text, takes[i].place});
        }
  }

  Incident& incident_;
  Problems& problems_;
};

bool is_error(const Problem& problem) { return problem.severity == Severity::error; }

void in_order(Problems& problems) {
  std::sort(problems.begin(), problems.end());
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
}

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "";
    case Severity::warning:
      return "warning: ";
    case Severity::note:
      return "note: ";
  }
  return "";
}

}  // namespace

bool LoadedCase::usable() const { return std::none_of(problems.begin(), problems.end(), is_error); }

LoadedCase load_case(const std::filesystem::path& path, const Options& options) {
  LoadedCase loaded;
  std::set<Place> spoilt;
  std::string first_file;
  bool complete = true;
  Merge merge{loaded.incident, loaded.problems};
  for (Part& part : read_parts(path)) {
    complete = complete && part.read;
    if (first_file.empty()) first_file = part.name;
    if (!part.sha256.empty()) loaded.inputs.push_back({.name = part.name, .sha256 = part.sha256});
    std::move(part.problems.begin(), part.problems.end(), std::back_inserter(loaded.problems));
    spoilt.merge(part.spoilt);
    merge.add(std::move(part.incident));
  }
  // Half a case would be told of references that lie in the other half.
  if (complete) {
    const std::filesystem::path folder = folder_of(path);
    take_corrections(loaded.incident, loaded.problems);
    Corrections{loaded.incident, loaded.problems}.bring_home();
    load_tracks(loaded, folder);
    load_borders(loaded, folder, options);
    for (Problem& problem : check(loaded.incident))
      if (!spoilt.contains(problem.place)) loaded.problems.push_back(std::move(problem));
  }
  for (Problem& problem : loaded.problems)  // what is missing stands nowhere
    if (problem.place.file.empty()) problem.place.file = first_file;
  in_order(loaded.problems);
  return loaded;
}

std::string print(const Problem& problem) {
  std::string place = problem.place.file;
  if (problem.place.line > 0) place += ":" + std::to_string(problem.place.line);
  if (problem.place.line > 0 && problem.place.column > 0) place += ":" + std::to_string(problem.place.column);
  const std::string rule = problem.rule > 0 ? " (rule " + std::to_string(problem.rule) + ")" : "";
  return (place.empty() ? "" : place + ": ") + std::string{severity_word(problem.severity)} + problem.what +
         rule;
}

}  // namespace recon::load
