// SPDX-License-Identifier: Apache-2.0
#include "recon/report/compared.hpp"

#include <algorithm>

#include "recon/report/text.hpp"

namespace recon::report {
namespace {

using assess::Ground;
using assess::Stance;

void add_unique(std::vector<std::string>& list, const std::string& words) {
  if (!words.empty() && std::find(list.begin(), list.end(), words) == list.end()) list.push_back(words);
}

/// "“only 2 to 3 seconds” (nbc-officials)"; what is not verbatim says so.
std::string said_in(const Ground& ground) {
  const std::string source = ground.verbatim ? ground.statement : "retold; " + ground.statement;
  return ground.words.empty() ? ground.statement : "“" + ground.words + "” (" + source + ")";
}

/// Statements that say it outright, each once; then what follows from others, each reason once. Of an
/// account that speaks both ways, each is told with what it does.
std::vector<std::string> grounds_of(const Stance& stance) {
  std::vector<std::string> outright, reasons;
  std::vector<std::vector<std::string>> statements;
  const bool both = stance.says == Stance::Says::both;
  const auto prefix = [&](const Ground& ground) {
    return !both ? "" : ground.asserts ? "asserts: " : "denies: ";
  };
  for (const Ground& ground : stance.grounds) {
    if (ground.follows.empty()) {
      add_unique(outright, prefix(ground) + said_in(ground));
      continue;
    }
    const std::string reason = prefix(ground) + ground.follows;
    const auto at = std::find(reasons.begin(), reasons.end(), reason);
    const auto index = static_cast<std::size_t>(at - reasons.begin());
    if (at == reasons.end()) reasons.push_back(reason), statements.emplace_back();
    add_unique(statements[index], ground.statement);
  }
  // Where nothing is said outright, the first statement that it follows from is quoted.
  const auto quoted = std::find_if(stance.grounds.begin(), stance.grounds.end(),
                                   [](const Ground& ground) { return !ground.follows.empty(); });
  if (outright.empty() && quoted != stance.grounds.end())
    outright.push_back(prefix(*quoted) + said_in(*quoted) + ": " + quoted->follows);
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const bool is_quoted = outright.size() == 1 && quoted != stance.grounds.end() &&
                           outright.front().ends_with(": " + quoted->follows) && statements[i].size() == 1 &&
                           statements[i].front() == quoted->statement &&
                           reasons[i] == prefix(*quoted) + quoted->follows;
    if (!is_quoted) outright.push_back("follows: " + reasons[i] + " (" + joined(statements[i], ", ") + ")");
  }
  return outright;
}

std::string figures_of(const Stance& stance) {
  std::vector<std::string> figures;
  for (const Ground& ground : stance.grounds)
    if (ground.value && ground.follows.empty() && !ground.figure.empty() && ground.asserts)
      add_unique(figures, "“" + ground.figure + "”" + (ground.measured.empty() ? "" : " " + ground.measured));
  return joined(figures, ", ");
}

PropositionShown shown(const View& view, const assess::Proposition& row) {
  PropositionShown out{.id = row.id, .words = row.words, .stances = {}};
  bool asserted = false, denied = false;
  for (const Account& account : view.accounts)
    for (const Stance& stance : row.stances) {
      if (stance.narrative != account.id) continue;
      asserted |= stance.says == Stance::Says::asserts;
      denied |= stance.says == Stance::Says::denies;
      out.stances.push_back({&account, stance.says, figures_of(stance), grounds_of(stance)});
    }
  out.opposed = asserted && denied;
  return out;
}

std::string ids(const std::vector<std::string>& all) { return all.empty() ? "none" : joined(all, ", "); }

}  // namespace

std::vector<AircraftCompared> compared(const View& view) {
  std::vector<AircraftCompared> all;
  const auto of = [&](const std::string& id) -> AircraftCompared& {
    const incident::Aircraft* its = incident::find(view.inquiry.incident.aircraft, id);
    const std::string name = its == nullptr || its->name.empty() ? id : its->name.text;
    for (AircraftCompared& one : all)
      if (one.aircraft == name) return one;
    all.push_back({name, {}, {}});
    return all.back();
  };
  for (const assess::Proposition& row : view.inquiry.assessment.propositions)
    of(row.aircraft).propositions.push_back(shown(view, row));
  for (const assess::Concord& row : view.inquiry.assessment.concords)
    of(row.aircraft)
        .concords.push_back({&view.account(row.one), &view.account(row.other), ids(row.agree),
                             ids(row.opposed), ids(row.differ)});
  return all;
}

std::string_view says_word(Stance::Says says) {
  switch (says) {
    case Stance::Says::asserts:
      return "asserts";
    case Stance::Says::denies:
      return "denies";
    case Stance::Says::both:
      return "asserts and denies";
    case Stance::Says::undetermined:
      return "cannot be determined";
    case Stance::Says::silent:
      break;
  }
  return "silent";
}

}  // namespace recon::report
