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

/// What tells a row from its sisters comes first, as a column is narrow: the figure, then the last choice.
std::string short_label(const report::ClaimRows& claim, const std::string& readings) {
  const std::size_t open = claim.label.find("“"), close = claim.label.find("”");
  std::string label = claim.label;
  if (open != std::string::npos && close != std::string::npos && open < close) {
    constexpr std::size_t quote = std::string_view{"“"}.size();
    const std::string kind = claim.label.substr(0, claim.label.find(' '));
    label = kind + " " + claim.label.substr(open + quote, close - open - quote);
  }
  std::string rest = readings;
  constexpr std::string_view dot = " · ";
  for (std::size_t at = rest.rfind(dot); !rest.empty(); at = rest.rfind(dot)) {
    label += std::string{dot} + (at == std::string::npos ? rest : rest.substr(at + dot.size()));
    rest = at == std::string::npos ? "" : rest.substr(0, at);
  }
  return label;
}

Leaf leaf_of(const report::View& view, const report::ClaimRows& claim, const report::Row& row,
             const assess::Finding& finding) {
  Leaf leaf;
  leaf.reading = {claim.claim, finding.reading_words};
  const std::string readings = report::joined(row.readings, " or ");
  leaf.label = short_label(claim, readings);
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
              if (const assess::Finding* finding = cell_of(*question, row, choices.border))
                branch.leaves.push_back(leaf_of(view, claim, row, *finding));
    if (branch.leaves.empty() && account.narrative == nullptr) continue;  // evidence on another matter
    choose(branch, choices);
    tree.push_back(std::move(branch));
  }
  return tree;
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
