// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/tree.hpp"

#include <algorithm>

#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

/// The cell of the chosen version; where the row has none there, its words, else any cell.
const assess::Finding* cell_of(const report::QuestionView& question, const report::Row& row,
                               const std::string& border) {
  for (std::size_t i = 0; i < question.versions.size() && i < row.cells.size(); ++i)
    if (question.versions[i].id == border && row.cells[i] != nullptr) return row.cells[i];
  if (row.words != nullptr) return row.words;
  for (const assess::Finding* cell : row.cells)
    if (cell != nullptr && cell->border.empty()) return cell;
  return nullptr;
}

/// "depth 1.36 miles": a column is narrow.
std::string what_is_said(const report::ClaimRows& claim) {
  const std::size_t open = claim.label.find("“"), close = claim.label.find("”");
  if (open == std::string::npos || close == std::string::npos || close < open) return claim.label;
  constexpr std::size_t quote = std::string_view{"“"}.size();
  return claim.label.substr(0, claim.label.find(' ')) + " " +
         claim.label.substr(open + quote, close - open - quote);
}

/// The last choice first: it is what tells a row from its sisters.
std::string how_it_is_taken(const std::string& readings) {
  std::string taken, rest = readings;
  constexpr std::string_view dot = " · ";
  for (std::size_t at = rest.rfind(dot); !rest.empty(); at = rest.rfind(dot)) {
    taken += (taken.empty() ? "" : std::string{dot}) +
             (at == std::string::npos ? rest : rest.substr(at + dot.size()));
    rest = at == std::string::npos ? "" : rest.substr(0, at);
  }
  return taken;
}

Cell::Says says_of(const assess::Finding* cell, const report::Row& row) {
  if (cell == nullptr) cell = row.words;
  if (cell == nullptr) return Cell::Says::nothing;
  return cell->side == assess::Side::inside    ? Cell::Says::inside
         : cell->side == assess::Side::outside ? Cell::Says::outside
                                               : Cell::Says::undetermined;
}

std::vector<Cell> cells_of(const report::QuestionView& question, const report::Row& row,
                           const std::string& border) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < question.versions.size(); ++i)
    if (question.versions[i].counts)
      cells.push_back(
          {says_of(i < row.cells.size() ? row.cells[i] : nullptr, row), question.versions[i].id == border});
  return cells;
}

Leaf leaf_of(const report::View& view, const report::ClaimRows& claim, const report::Row& row,
             const assess::Finding& finding) {
  Leaf leaf;
  leaf.reading = {claim.claim, finding.reading_words};
  const std::string readings = report::joined(row.readings, " or ");
  leaf.said = what_is_said(claim);
  leaf.taken = how_it_is_taken(readings);
  leaf.label = leaf.said + (leaf.taken.empty() ? "" : " · " + leaf.taken);
  leaf.tooltip = claim.label + (readings.empty() ? "" : " · " + readings) + "\n" + finding.reason;
  leaf.share =
      finding.inside ? report::percent(finding, view.inquiry.assessment.settings.call_inside_at) : "";
  leaf.side = finding.side;
  leaf.counts = finding.counts;
  leaf.finding = &finding;
  return leaf;
}

void choose(Branch& branch, const Choices& choices) {
  const auto wanted = choices.readings.find(branch.account->id);
  auto found = branch.leaves.end();
  if (wanted != choices.readings.end())
    found = std::find_if(branch.leaves.begin(), branch.leaves.end(),
                         [&](const Leaf& leaf) { return leaf.reading == wanted->second; });
  if (found == branch.leaves.end())
    found = std::find_if(branch.leaves.begin(), branch.leaves.end(),
                         [](const Leaf& leaf) { return leaf.counts && !leaf.share.empty(); });
  if (found == branch.leaves.end()) found = branch.leaves.begin();
  if (found != branch.leaves.end()) found->chosen = true;
}

}  // namespace

std::vector<Branch> tree_of(const report::View& view, const Choices& choices) {
  std::vector<Branch> tree;
  const report::QuestionView* question = question_of(view, choices);
  for (const report::Account& account : view.accounts) {
    Branch branch{.account = &account};
    branch.shown = std::find(choices.shown.begin(), choices.shown.end(), account.id) != choices.shown.end();
    if (question != nullptr)
      for (const report::AccountRows& rows : question->matrix)
        if (rows.account == &account)
          for (const report::ClaimRows& claim : rows.claims)
            for (const report::Row& row : claim.rows)
              if (const assess::Finding* finding = cell_of(*question, row, choices.border)) {
                branch.leaves.push_back(leaf_of(view, claim, row, *finding));
                branch.leaves.back().cells = cells_of(*question, row, choices.border);
              }
    if (branch.leaves.empty() && account.narrative == nullptr) continue;  // evidence on another matter
    choose(branch, choices);
    tree.push_back(std::move(branch));
  }
  return tree;
}

std::vector<const report::Version*> counted_versions(const report::View& view, const Choices& choices) {
  std::vector<const report::Version*> versions;
  if (const report::QuestionView* question = question_of(view, choices))
    for (const report::Version& version : question->versions)
      if (version.counts) versions.push_back(&version);
  return versions;
}

std::vector<Cell> summed_up(const std::vector<const Leaf*>& leaves) {
  std::vector<Cell> sum;
  for (const Leaf* leaf : leaves) {
    if (!leaf->counts) continue;
    if (sum.empty()) {
      sum = leaf->cells;
      continue;
    }
    for (std::size_t i = 0; i < std::min(sum.size(), leaf->cells.size()); ++i)
      if (sum[i].says != leaf->cells[i].says) sum[i].says = Cell::Says::mixed;
  }
  return sum;
}

std::string cell_words(const std::vector<const report::Version*>& versions, const std::vector<Cell>& cells) {
  const auto word = [](Cell::Says says) {
    switch (says) {
      case Cell::Says::inside:
        return "inside";
      case Cell::Says::outside:
        return "outside";
      case Cell::Says::undetermined:
        return "undetermined";
      case Cell::Says::mixed:
        return "depends on the reading";
      case Cell::Says::nothing:
        break;
    }
    return "no answer";
  };
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(versions.size(), cells.size()); ++i)
    words.push_back(versions[i]->title + ": " + word(cells[i].says));
  return report::joined(words, "; ");
}

std::optional<Leaf> chosen_leaf(const std::vector<Branch>& tree, const std::string& account) {
  for (const Branch& branch : tree)
    if (branch.account->id == account)
      for (const Leaf& leaf : branch.leaves)
        if (leaf.chosen) return leaf;
  return std::nullopt;
}

void step_reading(Choices& choices, const report::View& view, const std::string& account) {
  for (const Branch& branch : tree_of(view, choices)) {
    if (branch.account->id != account || branch.leaves.empty()) continue;
    const auto now = std::find_if(branch.leaves.begin(), branch.leaves.end(),
                                  [](const Leaf& leaf) { return leaf.chosen; });
    const auto next =
        now == branch.leaves.end() || now + 1 == branch.leaves.end() ? branch.leaves.begin() : now + 1;
    choices.readings[account] = next->reading;
  }
}

}  // namespace recon::viewer
