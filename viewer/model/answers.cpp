// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/answers.hpp"

#include <algorithm>

#include "recon/report/deciding.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

std::string range_words(const assess::Answer& answer) {
  if (!answer.lowest || !answer.highest) return {};
  const std::string low = report::percent(*answer.lowest), high = report::percent(*answer.highest);
  return low == high ? low : low + " … " + high;
}

std::string tally_words(const assess::Answer& answer) {
  const std::size_t all = answer.inside + answer.outside + answer.undetermined;
  if (all == 0) return answer.only_words ? "in words only" : "";
  const auto of = [&](std::size_t count, const char* side) {
    return std::to_string(count) + " of " + std::to_string(all) + " " + side;
  };
  if (answer.inside >= answer.outside && answer.inside >= answer.undetermined)
    return of(answer.inside, "inside");
  return answer.outside >= answer.undetermined ? of(answer.outside, "outside")
                                               : of(answer.undetermined, "undetermined");
}

std::string claim_of(const report::View& view, const assess::Answer& answer) {
  for (const std::size_t i : answer.findings)
    if (const auto& claim = view.inquiry.assessment.findings[i].claim; !claim.empty()) return claim;
  return {};
}

std::vector<VersionTally> tallies(const report::View& view, const report::QuestionView& question,
                                  const Choices& choices, const assess::Answer& answer) {
  std::vector<VersionTally> all;
  for (const report::Version& version : question.versions)
    if (version.counts) all.push_back({.version = &version, .chosen = version.id == choices.border});
  for (const std::size_t i : answer.findings) {
    const assess::Finding& finding = view.inquiry.assessment.findings[i];
    if (!finding.counts || finding.basis == assess::Basis::words) continue;
    for (VersionTally& tally : all)
      if (tally.version->id == finding.border)
        ++(finding.side == assess::Side::inside    ? tally.inside
           : finding.side == assess::Side::outside ? tally.outside
                                                   : tally.undetermined);
  }
  return all;
}

/// "was inside Turkish airspace when hit" as "inside when hit": a column is narrow, and its heading says
/// where.
std::string without_zone(std::string words, const std::string& zone) {
  if (const std::size_t at = words.find(" " + zone); !zone.empty() && at != std::string::npos)
    words.erase(at, zone.size() + 1);
  constexpr std::string_view was = "was inside";
  if (words.starts_with(was)) words.erase(0, 4);
  return words;
}

std::string mark_of(assess::Stance::Says says) {
  using Says = assess::Stance::Says;
  switch (says) {
    case Says::asserts:
      return "✓";
    case Says::denies:
      return "✗";
    case Says::both:
      return "±";
    case Says::undetermined:
      return "?";
    case Says::silent:
      break;
  }
  return "·";
}

bool is_contested(const assess::Proposition& proposition) {
  using Says = assess::Stance::Says;
  const auto any = [&](Says says) {
    return std::any_of(proposition.stances.begin(), proposition.stances.end(),
                       [&](const assess::Stance& s) { return s.says == says || s.says == Says::both; });
  };
  return any(Says::asserts) && any(Says::denies);
}

const report::Account* account_of_claim(const report::View& view, const std::string& claim) {
  for (const normalise::ReadClaim& read : view.inquiry.normalised.claims)
    if (read.claim == claim)
      for (const report::Account& account : view.accounts)
        if (account.id == read.narrative) return &account;
  const incident::Found found = incident::find_claim(view.inquiry.incident, claim);
  for (const report::Account& account : view.accounts)
    for (const incident::Statement& statement : account.statements())
      if (&statement == found.statement) return &account;
  return nullptr;
}

void split_at(const std::string& words, const std::string& figure, SourceCard& card) {
  const std::size_t at = figure.empty() ? std::string::npos : words.find(figure);
  if (at == std::string::npos) {
    card.before = words;
    return;
  }
  card.before = words.substr(0, at);
  card.figure = figure;
  card.after = words.substr(at + figure.size());
}

std::string place_words(const incident::Place& place) {
  if (place.file.empty()) return {};
  return place.file + (place.line > 0 ? ":" + std::to_string(place.line) : "");
}

}  // namespace

std::vector<AnswerCard> answer_cards(const report::View& view, const Choices& choices) {
  std::vector<AnswerCard> cards;
  const report::QuestionView* question = question_of(view, choices);
  if (question == nullptr) return cards;
  const bool side = question->question != nullptr && report::asks_a_side(*question->question);
  for (const assess::Answer* answer : question->answers) {
    AnswerCard card{.account = &view.account(answer->narrative)};
    if (side) {
      card.mark = report::side_mark(answer->side);
      card.word = report::capitalised(report::headline(*answer));
      card.rest = report::headline_rest(*answer);
      card.decides = report::deciding(*question, *card.account).readings;
    }
    card.range = range_words(*answer);
    card.tally = tally_words(*answer);
    card.sentence = answer->sentence;
    card.flip = answer->flip_sentence;
    card.claim = claim_of(view, *answer);
    card.versions = tallies(view, *question, choices, *answer);
    cards.push_back(std::move(card));
  }
  return cards;
}

SaysTable says_table(const report::View& view, const Choices& choices) {
  SaysTable table;
  const report::QuestionView* question = question_of(view, choices);
  const std::string aircraft =
      question != nullptr && question->question != nullptr ? question->question->aircraft.text : "";
  for (const report::Account& account : view.accounts)
    if (account.narrative != nullptr) {
      table.letters.push_back(account.letter);
      table.accounts.push_back(account.id);
    }
  const std::string asked =
      question != nullptr && question->question != nullptr ? question->question->zone.text : "";
  const std::string zone = asked.empty() ? "" : view.zone_words(asked);
  table.inside_what = zone;
  for (const assess::Proposition& proposition : view.inquiry.assessment.propositions) {
    if (!aircraft.empty() && proposition.aircraft != aircraft) continue;
    const bool here = proposition.zone.empty() || proposition.zone == asked;
    SaysRow row{.words = here ? without_zone(proposition.words, zone) : proposition.words,
                .conflict = is_contested(proposition)};
    bool anybody = false;
    for (const std::string& id : table.accounts) {
      const auto stance = std::find_if(proposition.stances.begin(), proposition.stances.end(),
                                       [&](const assess::Stance& s) { return s.narrative == id; });
      SaysRow::Cell cell{.mark = "·"};
      if (stance != proposition.stances.end()) {
        cell.mark = mark_of(stance->says);
        anybody = anybody || stance->says != assess::Stance::Says::silent;
        if (!stance->grounds.empty()) {
          cell.said = stance->grounds.front().words;
          cell.claim = stance->grounds.front().claim;
        }
      }
      row.cells.push_back(std::move(cell));
    }
    if (anybody) table.rows.push_back(std::move(row));
  }
  std::stable_partition(table.rows.begin(), table.rows.end(),
                        [](const SaysRow& row) { return row.conflict; });
  return table;
}

SourceCard source_card(const report::View& view, const Choices& choices, const std::string& claim) {
  SourceCard card;
  const incident::Incident& incident = view.inquiry.incident;
  const incident::Found found = incident::find_claim(incident, claim);
  if (found.statement == nullptr) return card;
  const incident::Statement& statement = *found.statement;
  card.account = account_of_claim(view, claim);
  card.title = view.claim_label(claim);
  std::string figure;
  std::vector<std::string> as_read;
  const normalise::ReadClaim* chosen = nullptr;
  for (const normalise::ReadClaim& read : view.inquiry.normalised.claims) {
    if (read.claim != claim) continue;
    figure = read.figure;
    const std::string words =
        read.as_read + (read.reading_words.empty() ? "" : " (" + read.reading_words + ")");
    if (!read.as_read.empty() && std::find(as_read.begin(), as_read.end(), words) == as_read.end())
      as_read.push_back(words);
    const auto taken =
        card.account != nullptr ? choices.readings.find(card.account->id) : choices.readings.end();
    if (chosen == nullptr || (taken != choices.readings.end() && taken->second.claim == claim &&
                              taken->second.reading_words == read.reading_words))
      chosen = &read;
  }
  split_at(statement.words.text, figure, card);
  card.verbatim = statement.how == incident::Statement::Words::said;
  if (statement.how == incident::Statement::Words::shows) card.how = "what a drawing shows";
  if (statement.how == incident::Statement::Words::reported) card.how = "as reported; no verbatim text";
  card.translation = statement.translation.text;
  const auto add = [&](const char* label, const std::string& value) {
    if (!value.empty()) card.rows.emplace_back(label, value);
  };
  if (const incident::Source* source = incident::find(incident.sources, statement.source.text)) {
    add("Document",
        source->title.empty()
            ? source->publisher.text
            : source->title.text + (source->publisher.empty() ? "" : ", " + source->publisher.text));
    add("Date", report::date_words(source->date.text));
    if (source->address.text.starts_with("http://") || source->address.text.starts_with("https://"))
      card.address = source->address.text;
  }
  add("Place in it", statement.place_in_source.text);
  add("Speaker", statement.speaker.text);
  if (chosen != nullptr) {
    add("Read as",
        chosen->as_read + (chosen->reading_words.empty() ? "" : " (" + chosen->reading_words + ")"));
    std::vector<std::string> others;
    for (const std::string& words : as_read)
      if (words != card.rows.back().second) others.push_back(words);
    add("Also possible", report::joined(others, "; "));
    if (!chosen->counts) add("Not counted", chosen->why_not_counted);
    add("Error", chosen->error.because);
  }
  for (const incident::Copy& copy : statement.copies)
    add("Elsewhere", copy.said.empty() ? copy.source.text : "“" + copy.said.text + "”, " + copy.source.text);
  add("Not verified", statement.unverified.text);
  add("Note", found.claim->note.empty() ? statement.note.text : found.claim->note.text);
  add("Place in case file", place_words(found.claim->place));
  return card;
}

SourceCard border_card(const report::View& view, const std::string& id) {
  SourceCard card;
  const report::Version* version = view.version(id);
  const auto known = view.inquiry.borders.find(id);
  if (version == nullptr || known == view.inquiry.borders.end()) return card;
  const incident::Border& about = known->second.about;
  card.title = version->title;
  card.before =
      version->counts ? "A border version that counts." : "A border version that is drawn and never decides.";
  const auto add = [&](const char* label, const std::string& value) {
    if (!value.empty()) card.rows.emplace_back(label, value);
  };
  add("Publisher", about.publisher.text);
  add("Edition", about.edition.text);
  add("Date", report::date_words(about.date.text));
  add("Error, 95 %", version->error);
  add("Claimed by", version->claim);
  add("Known flaw", version->flaw);
  add("Credit", version->attribution);
  add("Licence", about.licence.text);
  add("Made by", about.made_by.text);
  add("SHA-256", known->second.sha256);
  add("Place in case file", place_words(about.place));
  return card;
}

}  // namespace recon::viewer
