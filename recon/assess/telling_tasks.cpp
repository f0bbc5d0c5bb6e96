// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/telling_tasks.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>

namespace recon::assess {
namespace {

bool wanted(const std::string& wish, const std::string& what) { return wish.empty() || wish == what; }

std::vector<std::string> aircraft_of(const Given& given, const Account& account) {
  std::vector<std::string> names;
  for (const std::size_t index : account.claims) {
    const std::string& name = given.claim(index).aircraft;
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

/// The versions that decide, in file order; or that which is named.
std::vector<std::string> borders_of(const Given& given, const std::string& named) {
  std::vector<std::string> borders;
  for (const incident::Zone& zone : given.file.zones)
    for (const std::string& border : given.versions(zone.id.text)) {
      const bool taken = named.empty() ? given.decides(border) : border == named;
      if (taken && std::find(borders.begin(), borders.end(), border) == borders.end())
        borders.push_back(border);
    }
  return borders;
}

std::string exactly(double x) { return std::to_string(std::bit_cast<std::uint64_t>(x)); }

/// A claim read in one way makes the same terms in every joint reading, but for what hangs on other claims:
/// the first time of day that others are counted from, which shows in the cell.
void name_terms(TellingTask& task) {
  std::string together = task.border;
  for (const std::string& aircraft : task.told.aircraft) together += "/" + aircraft;
  std::map<std::size_t, std::size_t> claim_of;
  for (std::size_t i = 0; i < task.told.statements.size(); ++i)
    claim_of[task.told.statements[i]] = task.told.claims[i];
  auto& terms = task.told.premises.terms;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    flight::Term& term = terms[t];
    const auto claim = claim_of.find(t);
    const bool follows = t > 0 && claim != claim_of.end() && claim_of.contains(t - 1) &&
                         claim_of[t - 1] == claim->second;  // the second term of a claim
    term.same = together + "/" + term.id + "/" + term.title + "/" +
                (claim == claim_of.end() ? std::to_string(term.aircraft)
                                         : std::to_string(claim->second) + (follows ? "+" : "")) +
                "/" + exactly(term.cell.lowest) + "/" + exactly(term.cell.highest) + "/" +
                exactly(term.error);
  }
}

}  // namespace

std::vector<TellingTask> telling_tasks(const Given& given, const Grounds& grounds, const TellingWish& wish) {
  std::vector<TellingTask> tasks;
  const std::vector<std::string> borders = borders_of(given, wish.border);
  for (const Account& account : given.accounts) {
    if (!wanted(wish.narrative, account.id)) continue;
    for (const std::string& aircraft : aircraft_of(given, account)) {
      if (!wanted(wish.aircraft, aircraft)) continue;
      if (wish.aircraft.empty() && !leads(given, account, aircraft)) continue;
      for (const JointReading& reading : joint_readings(given, account, aircraft, wish.joint_readings))
        for (const std::string& border : borders) {
          auto made = told(given, grounds, account, aircraft, reading, border);
          if (!made) continue;
          tasks.push_back({&account, aircraft, border, reading, std::move(*made)});
          name_terms(tasks.back());
        }
    }
  }
  return tasks;
}

}  // namespace recon::assess
