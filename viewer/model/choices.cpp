// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/choices.hpp"

#include <algorithm>

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

/// Does an account answer with a figure that was held against a border?
bool has_figures(const report::QuestionView& question, const std::string& account) {
  return std::any_of(question.matrix.begin(), question.matrix.end(), [&](const report::AccountRows& rows) {
    return rows.account->id == account &&
           std::any_of(rows.claims.begin(), rows.claims.end(), [](const report::ClaimRows& claim) {
             return std::any_of(claim.rows.begin(), claim.rows.end(), [](const report::Row& row) {
               return std::any_of(row.cells.begin(), row.cells.end(), [](const assess::Finding* cell) {
                 return cell != nullptr && cell->margin.has_value();
               });
             });
           });
  });
}

std::vector<std::string> with_figures(const report::View& view, const report::QuestionView& question) {
  std::vector<std::string> accounts;
  for (const report::Account& account : view.accounts)
    if (account.narrative != nullptr && has_figures(question, account.id)) accounts.push_back(account.id);
  return accounts;
}

const report::Account* find_account(const report::View& view, const std::string& id) {
  const auto found = std::find_if(view.accounts.begin(), view.accounts.end(),
                                  [&](const report::Account& account) { return account.id == id; });
  return found == view.accounts.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Layer layer) {
  switch (layer) {
    case Layer::agreement:
      return "agreement";
    case Layer::error:
      return "border error";
    case Layer::alone:
      return "statement alone";
    case Layer::flights:
      return "flights";
    case Layer::position:
      return "position";
    case Layer::statements:
      return "statements";
    case Layer::places:
      return "places";
    case Layer::sensors:
      return "sensors";
    case Layer::difference:
      return "difference";
    case Layer::flip:
      return "flip";
  }
  return {};
}

std::string_view name_of(Chart chart) {
  switch (chart) {
    case Chart::versions:
      return "versions";
    case Chart::margin:
      return "margin";
    case Chart::probability:
      return "probability";
    case Chart::separation:
      return "separation";
    case Chart::speed:
      return "speed";
    case Chart::turn:
      return "turn";
    case Chart::load:
      return "load factor";
    case Chart::altitude:
      return "altitude";
  }
  return {};
}

Choices first_choices(const report::View& view) {
  Choices choices;
  const report::QuestionView* best = nullptr;
  std::vector<std::string> accounts;
  for (const report::QuestionView& question : view.questions) {
    if (question.question == nullptr || !report::asks_a_side(*question.question)) continue;
    if (best == nullptr) best = &question;
    if (auto found = with_figures(view, question); found.size() > accounts.size() && accounts.size() < 2)
      best = &question, accounts = std::move(found);
  }
  if (best == nullptr && !view.questions.empty()) best = &view.questions.front();
  if (best != nullptr) choices.question = best->id;
  for (const report::Account& account : view.accounts)
    if (account.narrative != nullptr && accounts.size() < 2 &&
        std::find(accounts.begin(), accounts.end(), account.id) == accounts.end())
      accounts.push_back(account.id);
  if (accounts.size() > 2) accounts.resize(2);
  choices.shown = accounts;
  if (const report::Version* version = view.default_version()) choices.border = version->id;
  for (const report::Version& version : view.versions) choices.drawn.insert(version.id);
  choices.layers = {std::begin(all_layers), std::end(all_layers)};
  choices.charts = {Chart::versions, Chart::margin, Chart::probability, Chart::separation};
  return choices;
}

Choices fitted(Choices choices, const report::View& view) {
  const Choices first = first_choices(view);
  if (question_of(view, choices) == nullptr) choices.question = first.question;
  if (view.version(choices.border) == nullptr) choices.border = first.border;
  std::erase_if(choices.shown, [&](const std::string& id) { return find_account(view, id) == nullptr; });
  if (choices.shown.empty()) choices.shown = first.shown;
  if (choices.shown.size() > most_shown) choices.shown.resize(most_shown);
  std::erase_if(choices.drawn, [&](const std::string& id) { return view.version(id) == nullptr; });
  std::erase_if(choices.readings,
                [&](const auto& chosen) { return find_account(view, chosen.first) == nullptr; });
  std::erase_if(choices.shifts,
                [&](const auto& shift) { return find_account(view, shift.first) == nullptr; });
  return choices;
}

void toggle_account(Choices& choices, const report::View& view, const std::string& account) {
  const auto found = std::find(choices.shown.begin(), choices.shown.end(), account);
  if (found != choices.shown.end()) {
    if (choices.shown.size() > 1) choices.shown.erase(found);
    return;
  }
  if (find_account(view, account) == nullptr || choices.shown.size() >= most_shown) return;
  choices.shown.push_back(account);
  // In the order of first statement, whatever the order of clicks: a place is a verdict too.
  const auto rank = [&](const std::string& id) { return find_account(view, id) - view.accounts.data(); };
  std::sort(choices.shown.begin(), choices.shown.end(),
            [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
}

void step_border(Choices& choices, const report::View& view, int by) {
  std::vector<std::string> counted;
  for (const report::Version& version : view.versions)
    if (version.counts) counted.push_back(version.id);
  if (counted.empty()) return;
  const auto found = std::find(counted.begin(), counted.end(), choices.border);
  const auto size = static_cast<std::ptrdiff_t>(counted.size());
  const std::ptrdiff_t at = found == counted.end() ? 0 : found - counted.begin() + by;
  choices.border = counted[static_cast<std::size_t>((at % size + size) % size)];
}

bool explored(const Choices& choices) {
  return std::any_of(choices.shifts.begin(), choices.shifts.end(),
                     [](const auto& shift) { return shift.second != seconds(0); });
}

const report::QuestionView* question_of(const report::View& view, const Choices& choices) {
  for (const report::QuestionView& question : view.questions)
    if (question.id == choices.question) return &question;
  return nullptr;
}

}  // namespace recon::viewer
