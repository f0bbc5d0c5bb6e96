// SPDX-License-Identifier: Apache-2.0
#include "recon/report/deciding.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::Side;

/// One counted reading of one claim, and what it comes to by each counted version that has it.
struct Reading {
  const ClaimRows* claim;
  std::string words;
  std::vector<std::optional<Side>> sides;  // in the order of the versions
  [[nodiscard]] std::optional<Side> by_all() const {
    std::set<Side> all;
    for (const auto& side : sides)
      if (side) all.insert(*side);
    return all.size() == 1 ? std::optional{*all.begin()} : std::nullopt;
  }
};

std::vector<Reading> readings_of(const QuestionView& question, const AccountRows& account) {
  std::vector<Reading> all;
  for (const ClaimRows& claim : account.claims)
    for (const Row& row : claim.rows) {
      Reading reading{&claim, {}, {}};
      bool any = false;
      for (std::size_t i = 0; i < question.versions.size() && i < row.cells.size(); ++i) {
        if (!question.versions[i].counts || question.versions[i].id.empty()) continue;
        const assess::Finding* cell = row.cells[i];
        const bool tallied = cell != nullptr && cell->counts && cell->basis != assess::Basis::words;
        reading.sides.push_back(tallied ? std::optional{cell->side} : std::nullopt);
        any = any || tallied;
      }
      if (!any) continue;
      for (const std::string& words : row.readings) {
        reading.words = words;
        all.push_back(reading);
      }
    }
  return all;
}

std::vector<const Version*> counted_versions(const QuestionView& question) {
  std::vector<const Version*> all;
  for (const Version& version : question.versions)
    if (version.counts && !version.id.empty()) all.push_back(&version);
  return all;
}

// ---- by border version ------------------------------------------------------------------------------

/// "inside by OSM Sep 2026 in 18 of 18 readings, by DCW, 1992 in 5"; versions without one are left out.
std::string by_versions(const std::vector<Reading>& readings, const std::vector<const Version*>& versions,
                        Side side) {
  struct Share {
    const Version* version;
    std::size_t with = 0, all = 0;
  };
  std::vector<Share> shares;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    Share share{versions[i]};
    for (const Reading& reading : readings)
      if (reading.sides[i]) ++share.all, share.with += *reading.sides[i] == side ? 1U : 0U;
    if (share.with > 0) shares.push_back(share);
  }
  std::ranges::stable_sort(shares, std::greater{}, &Share::with);
  std::string words;
  for (const Share& share : shares) {
    words += (words.empty() ? std::string{side_word(side)} + " by " : ", by ") + share.version->title;
    if (readings.size() == 1) continue;
    words += " in " + std::to_string(share.with);
    if (&share == &shares.front() || share.all != shares.front().all)
      words += " of " + counted(share.all, "reading");
  }
  return words;
}

std::string borders_sentence(const std::vector<Reading>& readings,
                             const std::vector<const Version*>& versions) {
  std::set<Side> sides;
  for (const Reading& reading : readings)
    for (const auto& side : reading.sides)
      if (side) sides.insert(*side);
  if (versions.size() < 2 || sides.size() < 2) return {};
  std::vector<std::string> parts;
  for (const Side side : {Side::inside, Side::outside})
    if (sides.contains(side)) parts.push_back(by_versions(readings, versions, side));
  if (sides.contains(Side::undetermined)) parts.emplace_back("else undetermined");
  return capitalised(joined(parts, "; ")) + ".";
}

// ---- by reading -------------------------------------------------------------------------------------

/// Readings that come out alike by every version, on one side; or (no side) that do not.
struct Group {
  std::optional<Side> side;
  std::vector<const Reading*> readings;
};

/// The claim without its instant, "distance “1 km”", where no other claim of the account is called so.
std::string name_of(const ClaimRows& claim, const std::vector<Reading>& all) {
  constexpr std::string_view end_of_figure = "”, ";
  const auto without_instant = [&](const ClaimRows& one) {
    const std::size_t at = one.label.rfind(end_of_figure);
    return at == std::string::npos ? one.label : one.label.substr(0, at + end_of_figure.size() - 2);
  };
  const std::string name = without_instant(claim);
  const bool alone = std::ranges::all_of(all, [&](const Reading& other) {
    return other.claim == &claim || without_instant(*other.claim) != name;
  });
  return alone ? name : claim.label;
}

std::string names_of(const Group& group, const std::vector<Reading>& all) {
  std::vector<std::string> names;
  std::set<const ClaimRows*> told;
  for (const Reading* reading : group.readings) {
    if (!told.insert(reading->claim).second) continue;
    std::vector<std::string> in, out;
    for (const Reading& other : all)
      if (other.claim == reading->claim)
        (std::ranges::find(group.readings, &other) != group.readings.end() ? in : out).push_back(other.words);
    std::string name = name_of(*reading->claim, all);
    if (!out.empty()) {
      const std::string options = options_that_tell(in, out);
      name +=
          " (" +
          (options.empty() ? std::to_string(in.size()) + " of " + counted(in.size() + out.size(), "reading")
                           : options) +
          ")";
    }
    names.push_back(std::move(name));
  }
  constexpr std::size_t most_named = 4;  // more is a table, and the table is there
  if (names.size() > most_named)
    return std::to_string(group.readings.size()) + " of " + counted(all.size(), "reading");
  return joined(names, "; ");
}

std::string readings_sentence(const std::vector<Reading>& readings, std::size_t versions) {
  std::vector<Group> groups{{Side::inside, {}}, {Side::outside, {}}, {Side::undetermined, {}}, {{}, {}}};
  for (const Reading& reading : readings)
    std::ranges::find(groups, reading.by_all(), &Group::side)->readings.push_back(&reading);
  std::erase_if(groups, [](const Group& group) { return group.readings.empty(); });
  if (groups.size() < 2) return {};
  // The largest group is told last, by its number.
  const auto largest = std::ranges::max_element(groups, {}, [](const Group& g) { return g.readings.size(); });
  std::rotate(largest, largest + 1, groups.end());
  std::string words;
  for (const Group& group : groups) {
    const bool last = &group == &groups.back();
    const std::string which = last ? "the other " + std::to_string(group.readings.size()) + " of " +
                                         counted(readings.size(), "reading")
                                   : names_of(group, readings);
    if (!words.empty()) words += " ";
    if (!group.side)
      words += "The border version decides: " + which + ".";
    else
      words += capitalised(std::string{side_word(*group.side)}) +
               (versions > 1 ? " by every version: " : ": ") + which + ".";
  }
  return words;
}

}  // namespace

Deciding deciding(const QuestionView& question, const Account& account) {
  const auto its =
      std::ranges::find(question.matrix, &account, [](const AccountRows& rows) { return rows.account; });
  if (its == question.matrix.end()) return {};
  const std::vector<Reading> readings = readings_of(question, *its);
  const std::vector<const Version*> versions = counted_versions(question);
  if (readings.empty()) return {};
  return {borders_sentence(readings, versions), readings_sentence(readings, versions.size())};
}

}  // namespace recon::report
