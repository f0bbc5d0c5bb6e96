// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/answers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "recon/assess/standing.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using incident::Question;
using Want = Question::Want;
using Cells = std::vector<const Finding*>;

bool in_tally(const Finding& finding) { return finding.counts && finding.basis != Basis::words; }

std::size_t count(const Cells& cells, Side side) {
  return static_cast<std::size_t>(std::ranges::count(cells, side, &Finding::side));
}

// Methods R7: a conclusion is robust only where the margin is at least twice its error.
bool is_robust(const Finding& finding) {
  return !finding.nominal_margin || !finding.sigma || *finding.sigma <= metres(0) ||
         recon::abs(*finding.nominal_margin) / *finding.sigma >= 2.0;
}

// ---- which one factor splits the cells ----------------------------------------------------------

using Value = std::function<std::string(const Finding&)>;

/// How pure the sides are within the groups of a factor (Gini): the number of cells when it decides them all.
struct Purity {
  double cells = 0.0;
  std::size_t groups = 0;
};
Purity purity(const Cells& cells, const Value& value) {
  std::map<std::string, std::map<Side, std::size_t>> groups;
  for (const Finding* cell : cells) ++groups[value(*cell)][cell->side];
  Purity sum{0.0, groups.size()};
  for (const auto& [name, sides] : groups) {
    double all = 0.0, squares = 0.0;
    for (const auto& [side, n] : sides) {
      all += static_cast<double>(n);
      squares += static_cast<double>(n) * static_cast<double>(n);
    }
    sum.cells += squares / all;
  }
  return sum;
}

std::string option_of(const Finding& finding, const std::string& choice) {
  for (const normalise::OptionTaken& taken : finding.reading)
    if (taken.choice == choice) return taken.option;
  return {};
}

std::string splitting_factor(const Given& given, const Cells& cells) {
  // Gain for each group more than one, so that a factor of many values does not win by having many.
  const double mixed = purity(cells, [](const Finding&) { return std::string{}; }).cells;
  double best = 0.1;  // a tenth of a cell is no explanation
  std::string name;
  const auto consider = [&](const Value& value, const std::string& called) {
    const Purity factor = purity(cells, value);
    if (factor.groups < 2) return;
    const double gain = (factor.cells - mixed) / static_cast<double>(factor.groups - 1);
    if (gain > best) best = gain, name = called;
  };
  consider([](const Finding& finding) { return finding.border; }, "the border version");
  for (const normalise::Choice& choice : given.read.choices)
    consider([&](const Finding& finding) { return option_of(finding, choice.id); }, doubt_in_words(choice));
  consider([](const Finding& finding) { return finding.claim; }, "which statement is taken");
  return name;
}

// ---- sentences -----------------------------------------------------------------------------------

std::string when(const Question& question) {
  return question.want == Want::ever_inside ? " at some time" : " at " + spaced(question.event.text);
}

std::string breadth_of(const Cells& cells) {
  std::set<std::string> borders, statements;
  std::set<std::pair<std::string, std::string>> readings;
  for (const Finding* cell : cells) {
    borders.insert(cell->border);
    statements.insert(cell->claim);
    readings.emplace(cell->claim, cell->reading_words);
  }
  const auto many = [](std::size_t n, const std::string& one, const std::string& more) {
    return std::to_string(n) + " " + (n == 1 ? one : more);
  };
  std::string text = many(statements.size(), "statement", "statements");
  if (readings.size() > statements.size()) text += " in " + many(readings.size(), "reading", "readings");
  return text + " by " + many(borders.size(), "border version", "border versions");
}

std::string cause_words(Cause cause) {
  switch (cause) {
    case Cause::margin_smaller_than_error:
      return "the margin is smaller than its error";
    case Cause::too_close_to_call:
      return "the probability lies between the thresholds";
    case Cause::beyond_the_data:
      return "the border data end before the aircraft does";
    case Cause::zone_absent:
      return "no border version that decides carries the zone";
    case Cause::depends_on_border:
      return "it depends on the border version";
    case Cause::depends_on_reading:
      return "it depends on the reading";
    case Cause::only_words:
      return "only words were given";
    case Cause::nothing_said:
      return "nothing was said";
    case Cause::height_not_given:
      return "its height is not given, or not so that it could be held against the zone's";
    case Cause::says_nothing_of_the_rest:
      return "an instant says nothing of the rest of the flight";
    case Cause::none:
      break;
  }
  return {};
}

std::string word_of(const Answer& answer) {
  const std::string_view low = icd203(*answer.lowest), high = icd203(*answer.highest);
  return low == high && !low.empty() ? " (" + std::string{low} + ", ICD 203)" : std::string{};
}

std::string tested_sentence(const Given& given, const Question& question, const Account& account,
                            const Answer& answer, const Cells& cells) {
  const std::string zone = name_with_standing(given, question.zone.text);
  std::string text = "If what " + account.name + " states is taken at face value, the aircraft was inside " +
                     zone + when(question) + " with probability " +
                     percent_range(*answer.lowest, *answer.highest) + word_of(answer) + ", over " +
                     breadth_of(cells);
  if (answer.side == Side::undetermined) {
    text += "; the side cannot be determined";
    if (!answer.depends_on.empty())
      text += ": it depends on " + answer.depends_on;
    else if (answer.cause != Cause::none)
      text += ": " + cause_words(answer.cause);
  } else if (answer.mostly) {
    text += "; " + std::string{name_of(answer.side)} + " in " +
            std::to_string(answer.side == Side::inside ? answer.inside : answer.outside) + " of " +
            std::to_string(cells.size()) + " combinations";
    if (!answer.depends_on.empty()) text += ", depending on " + answer.depends_on;
  } else if (!answer.depends_on.empty()) {
    text += "; all " + std::to_string(cells.size()) +
            " combinations agree, but some margins are less than twice " + "their error";
  }
  return text + ".";
}

std::string flip_sentence(const Given& given, const Cells& cells) {
  const Finding* nearest = nullptr;
  for (const Finding* cell : cells)
    if (cell->flip && (nearest == nullptr || *cell->flip < *nearest->flip)) nearest = cell;
  if (nearest == nullptr)
    return "The figures bound the depth but name no one place, so no single shift can be named that would "
           "flip it.";
  std::string text = "The least shift that would change the answer is ";
  if (nearest->margin_at_least) text += "at least ";
  text += said(*nearest->flip);
  if (nearest->flip_azimuth) text += " towards " + said(*nearest->flip_azimuth);
  if (!nearest->border.empty()) text += ", by " + given.name_of_border(nearest->border);
  if (!nearest->reading_words.empty()) text += ", read as " + nearest->reading_words;
  return text + ".";
}

// ---- one answer ----------------------------------------------------------------------------------

Cause common_cause(const Cells& cells) {
  std::map<Cause, std::size_t> causes;
  for (const Finding* cell : cells)
    if (cell->side == Side::undetermined) ++causes[cell->cause];
  if (causes.empty()) return Cause::none;
  return std::ranges::max_element(causes, {}, [](const auto& entry) { return entry.second; })->first;
}

void decide_from_cells(const Given& given, const Cells& cells, Answer& answer) {
  answer.inside = count(cells, Side::inside);
  answer.outside = count(cells, Side::outside);
  answer.undetermined = count(cells, Side::undetermined);
  const Side leading = answer.inside >= answer.outside ? Side::inside : Side::outside;
  const std::size_t with = std::max(answer.inside, answer.outside),
                    against = std::min(answer.inside, answer.outside);
  const auto n = static_cast<double>(cells.size());
  const bool all_robust = std::ranges::all_of(cells, [](const Finding* cell) { return is_robust(*cell); });
  const double share = static_cast<double>(with) / n;
  if (share >= 0.95 && all_robust) {
    answer.side = leading;
    return;
  }
  if (with == cells.size()) {  // they agree, but not each by twice its error
    answer.side = leading;
    answer.depends_on = "the size of the errors";
    return;
  }
  answer.depends_on = splitting_factor(given, cells);
  if (share >= 0.75 && against == 0) {
    answer.side = leading;
    answer.mostly = true;
    if (answer.depends_on.empty()) answer.depends_on = "the size of the errors";
    return;
  }
  answer.side = Side::undetermined;
  if (with == 0)
    answer.depends_on.clear(), answer.cause = common_cause(cells);
  else
    answer.cause =
        answer.depends_on == "the border version" ? Cause::depends_on_border : Cause::depends_on_reading;
}

void decide_from_words(const Given& given, const Question& question, const Account& account,
                       const Cells& words, Answer& answer) {
  const std::string zone = name_with_standing(given, question.zone.text);
  const std::size_t in = count(words, Side::inside), out = count(words, Side::outside);
  answer.flip_sentence = "No figure was given, so no shift can be named that would flip it.";
  if (in + out == 0) {
    answer.cause = Cause::nothing_said;
    answer.sentence = account.name + " says nothing that bears on this question.";
    return;
  }
  answer.only_words = true;
  answer.cause = Cause::only_words;
  if (in > 0 && out > 0) {
    answer.cause = Cause::depends_on_reading;
    answer.depends_on = "which statement is taken";
    answer.sentence = account.name + " states both that the aircraft was inside and that it was outside " +
                      zone + ", and gives no figure that can be tested.";
    return;
  }
  answer.side = in > 0 ? Side::inside : Side::outside;
  const bool never = question.want == Want::ever_inside && answer.side == Side::outside;
  answer.sentence = account.name + " states that the aircraft was " +
                    (never ? "at no time inside " + zone
                           : std::string{name_of(answer.side)} + " " + zone + when(question)) +
                    " but gives no figure that can be tested.";
}

Answer answer_side(const Given& given, const Question& question, const Account& account,
                   const std::vector<Finding>& findings) {
  Answer answer{.question = question.id.text, .narrative = account.id};
  Cells cells, words;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (finding.question != answer.question || finding.narrative != answer.narrative) continue;
    answer.findings.push_back(i);
    if (in_tally(finding)) cells.push_back(&finding);
    if (finding.counts && finding.basis == Basis::words) words.push_back(&finding);
  }
  if (cells.empty()) {
    decide_from_words(given, question, account, words, answer);
    return answer;
  }
  decide_from_cells(given, cells, answer);
  for (const Finding* cell : cells) {
    if (!cell->inside) continue;
    answer.lowest = std::min(answer.lowest.value_or(1.0), cell->inside->value);
    answer.highest = std::max(answer.highest.value_or(0.0), cell->inside->value);
  }
  if (answer.lowest) {
    answer.sentence = tested_sentence(given, question, account, answer, cells);
  } else {
    answer.sentence =
        "What " + account.name + " states cannot be tested here: " + cause_words(answer.cause) + ".";
  }
  answer.flip_sentence = flip_sentence(given, cells);
  return answer;
}

// A quantity is answered by what is said of it; no side is involved.
Answer answer_quantity(const Question& question, const Account& account, const std::vector<Stated>& stated) {
  Answer answer{.question = question.id.text, .narrative = account.id};
  std::vector<std::string> figures;
  for (const Stated& row : stated) {
    if (row.question != answer.question || row.narrative != answer.narrative) continue;
    std::string figure = row.derived && row.as_printed == "from the track" ? row.as_read + " from its track"
                                                                           : "“" + row.as_printed + "”";
    if (!row.reading_words.empty() && !row.as_read.empty())
      figure += " (" + row.reading_words + ": " + row.as_read + ")";
    if (std::ranges::find(figures, figure) == figures.end()) figures.push_back(figure);
  }
  if (figures.empty()) {
    answer.cause = Cause::nothing_said;
    answer.sentence = account.name + " says nothing of this.";
  } else {
    answer.only_words = false;
    answer.sentence = account.name + " states " + listed(figures) + ".";
  }
  return answer;
}

// ---- does it hold? ---------------------------------------------------------------------------------

enum class Stand { silent, asserts, denies };

/// Does a claim assert or deny what is asked? Only kinds with words of their own can deny.
Stand stand(const incident::Assertion& asked, const incident::Assertion& said) {
  if (asked.index() != said.index()) return Stand::silent;
  if (const auto* vertical = std::get_if<incident::VerticalClaim>(&asked))
    return vertical->is == std::get<incident::VerticalClaim>(said).is ? Stand::asserts : Stand::denies;
  if (const auto* turn = std::get_if<incident::TurnClaim>(&asked))
    return turn->to == std::get<incident::TurnClaim>(said).to ? Stand::asserts : Stand::denies;
  if (const auto* seen = std::get_if<incident::DetectionClaim>(&asked)) {
    const auto& other = std::get<incident::DetectionClaim>(said);
    if (seen->by.text != other.by.text) return Stand::silent;
    return seen->is == other.is ? Stand::asserts : Stand::denies;
  }
  if (const auto* side = std::get_if<incident::SideClaim>(&asked)) {
    const auto& other = std::get<incident::SideClaim>(said);
    if (side->zone.text != other.zone.text) return Stand::silent;
    return side->is == other.is ? Stand::asserts : Stand::denies;
  }
  if (const auto* warned = std::get_if<incident::WarningsClaim>(&asked))
    return warned->count.text == std::get<incident::WarningsClaim>(said).count.text ? Stand::asserts
                                                                                    : Stand::denies;
  return Stand::silent;
}

bool same_moment(const incident::When& a, const incident::When& b) {
  const auto* one = std::get_if<incident::AtEvent>(&a);
  const auto* other = std::get_if<incident::AtEvent>(&b);
  return one == nullptr || other == nullptr || one->event.text == other->event.text;
}

Answer answer_holds(const Given& given, const Question& question, const Account& account) {
  Answer answer{.question = question.id.text, .narrative = account.id, .cause = Cause::nothing_said};
  std::set<Stand> stands;
  for (const std::size_t index : account.claims) {
    const normalise::ReadClaim& read = given.claim(index);
    if (!read.counts || (!question.aircraft.empty() && read.aircraft != question.aircraft.text)) continue;
    const incident::Found found = incident::find_claim(given.file, read.claim);
    if (found.claim == nullptr || !question.holds || !same_moment(question.holds->when, found.claim->when))
      continue;
    stands.insert(stand(question.holds->assertion, found.claim->assertion));
  }
  stands.erase(Stand::silent);
  if (stands.empty()) {
    answer.sentence = account.name + " is silent on this.";
    return answer;
  }
  answer.only_words = true;
  answer.cause = stands.size() > 1 ? Cause::depends_on_reading : Cause::only_words;
  answer.sentence = account.name +
                    (stands.size() > 1                 ? " both states and denies this"
                     : stands.contains(Stand::asserts) ? " states this"
                                                       : " states otherwise") +
                    ", in words that give no figure to be tested.";
  return answer;
}

// The best and the worst that readings and versions make of each pair.
Answer answer_agreement(const Given& given, const Question& question, const Account& account,
                        const std::vector<Agreement>& agreements) {
  Answer answer{.question = question.id.text, .narrative = account.id};
  std::vector<std::string> parts;
  for (const Account& other : given.accounts) {
    double least = 2.0, most = -1.0;
    bool opposed = false;
    for (const Agreement& row : agreements) {
      const bool this_pair = (row.one == account.id && row.other == other.id) ||
                             (row.one == other.id && row.other == account.id);
      if (!this_pair || row.question != answer.question) continue;
      opposed |= row.in_words;
      if (!row.p_value) continue;
      least = std::min(least, *row.p_value), most = std::max(most, *row.p_value);
    }
    if (opposed) parts.push_back("is opposed to " + other.name + " in words");
    if (most < 0) continue;
    if (other.id == account.id) {
      parts.push_back((most < 0.05 ? "gives alternatives of its own that cannot both be right"
                                   : "gives alternatives of its own") +
                      std::string{" (chance of the separation if both are: "} + percent_range(least, most) +
                      ")");
      continue;
    }
    const std::string verdict = least >= 0.05 ? "can agree with "
                                : most < 0.05 ? "cannot agree within its errors with "
                                              : "can agree in some readings with ";
    parts.push_back(verdict + other.name +
                    " (chance of the separation if both are right: " + percent_range(least, most) + ")");
  }
  answer.cause = parts.empty() ? Cause::nothing_said : Cause::none;
  answer.sentence = parts.empty() ? "No other account gives a figure that this one could be compared with."
                                  : account.name + " " + listed(parts) + ".";
  return answer;
}

bool asks(const Question& question, const Account& account) {
  return question.narratives.empty() ||
         std::ranges::any_of(question.narratives,
                             [&](const incident::Text& id) { return id.text == account.id; });
}

}  // namespace

std::vector<Answer> answers(const Given& given, const std::vector<Finding>& findings,
                            const std::vector<Stated>& stated, const std::vector<Agreement>& agreements) {
  std::vector<Answer> all;
  for (const Question& question : given.file.questions) {
    if (!question.want) continue;
    for (const Account& account : given.accounts) {
      if (account.is_evidence || !asks(question, account)) continue;
      switch (*question.want) {
        case Want::ever_inside:
        case Want::side_at:
        case Want::margin_at:
          all.push_back(answer_side(given, question, account, findings));
          break;
        case Want::time_inside:
        case Want::length_inside:
        case Want::depth_inside:
        case Want::excursions:
          all.push_back(answer_quantity(question, account, stated));
          break;
        case Want::agreement:
          all.push_back(answer_agreement(given, question, account, agreements));
          break;
        case Want::holds:
          all.push_back(answer_holds(given, question, account));
          break;
      }
    }
  }
  return all;
}

}  // namespace recon::assess
