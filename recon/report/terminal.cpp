// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "recon/report/compared.hpp"
#include "recon/report/deciding.hpp"
#include "recon/report/report.hpp"
#include "recon/report/tellings.hpp"
#include "recon/report/text.hpp"
#include "recon/report/track_sides.hpp"
#include "recon/report/turning.hpp"
#include "recon/report/view.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t cell_width = 17;
constexpr std::size_t bare_words_width = 30;  // " ◐ undetermined, in words only"
constexpr std::size_t versions_in_a_block = 4;

/// Emphasis that a terminal shows; nothing when the output goes into a file.
class Ink {
public:
  explicit Ink(Style style) : on_{style == Style::colour} {}
  [[nodiscard]] std::string bold(const std::string& text) const {
    return on_ ? "\x1b[1m" + text + "\x1b[0m" : text;
  }
  [[nodiscard]] std::string faint(const std::string& text) const {
    return on_ ? "\x1b[2m" + text + "\x1b[0m" : text;
  }

private:
  bool on_;
};

class Page {
public:
  Page(const View& view, Style style, Extent extent)
      : view_{view}, ink_{style}, all_{extent == Extent::everything} {}

  std::string print() {
    heading();
    in_short();
    for (std::size_t i = 0; i < view_.questions.size(); ++i) question(view_.questions[i], i + 1);
    if (!all_) return short_of();
    track_sides();
    tips();
    side_by_side();
    consistencies();
    tellings();
    agreements();
    pairs("A picture's track beside the picture's own border", "", own_borders_shown(view_));
    pairs("Two tracks over time", "", track_pairs_shown(view_));
    pairs("Would one mistake reconcile them?", reconcilers_words(view_), reconcilers_shown(view_));
    flips();
    doubts();
    notes();
    ending();
    return std::move(out_);
  }

private:
  /// What turns the answers, a line or two each; then what was left out.
  std::string short_of() {
    track_sides();
    tips_in_short();
    opposed();
    contradictions();
    tellings();
    agreements();
    pairs("A picture's track beside the picture's own border", "", own_borders_shown(view_));
    pairs("Two tracks over time", "", track_pairs_shown(view_));
    if (!reconcilers_shown(view_).empty())
      pairs("Would one mistake reconcile them?", reconcilers_words(view_), reconcilers_shown(view_));
    greatest_doubts();
    left_out();
    ending();
    return std::move(out_);
  }

  void line(const std::string& text = {}) {
    out_ += text;
    out_.erase(out_.find_last_not_of(' ') + 1);
    out_ += '\n';
  }

  /// A paragraph: its first line after `lead`, the others below it.
  void paragraph(const std::string& lead, const std::string& text) {
    const std::size_t indent = columns(lead);
    bool first = true;
    for (const std::string& part : wrap(text, page_width - indent)) {
      line((first ? lead : std::string(indent, ' ')) + for_terminal(part));
      first = false;
    }
  }

  void heading() {
    const incident::Incident& incident = view_.inquiry.incident;
    for (const std::string& part :
         wrap(for_terminal(incident.title.empty() ? incident.id.text : incident.title.text), page_width))
      line(ink_.bold(part));
    std::string second = date_words(incident.date.text);
    if (view_.inquiry.normalised.begin && view_.inquiry.normalised.end)
      second += (second.empty() ? "" : ", ") + iso_8601(*view_.inquiry.normalised.begin) + " to " +
                iso_8601(*view_.inquiry.normalised.end);
    if (!second.empty()) paragraph("", second);
    if (!view_.inquiry.usable())
      paragraph("", "The case file has errors; nothing was assessed.");
    else if (incident.questions.empty())
      paragraph("", std::string{asks_nothing});
  }

  // -- all answers at a glance

  static constexpr std::size_t account_width = 13;

  /// A row a question, a column an account.
  void in_short() {
    std::vector<const QuestionView*> sides;
    for (const QuestionView& question : view_.questions)
      if (asks_a_side(*question.question) && !question.answers.empty()) sides.push_back(&question);
    std::vector<const Account*> speaking;
    for (const Account& account : view_.accounts)
      if (account.narrative != nullptr) speaking.push_back(&account);
    constexpr std::size_t most_accounts = 5;
    if (sides.empty() || speaking.empty() || speaking.size() > most_accounts) return;
    const std::size_t room = page_width - account_width * speaking.size();
    line();
    std::string head = fit("The answers in short", room);
    for (const Account* account : speaking) head += fit(account->letter, account_width);
    head.erase(head.find_last_not_of(' ') + 1);
    line(ink_.bold(head));
    for (const QuestionView* question : sides) glance(*question, speaking, room);
    std::string who;
    for (const Account* account : speaking)
      who += (who.empty() ? "" : ", ") + account->letter + " " + account->name;
    paragraph("   ", who + ". " + std::string{side_mark(assess::Side::inside)} + " inside, " +
                         std::string{side_mark(assess::Side::outside)} + " outside, " +
                         std::string{side_mark(assess::Side::undetermined)} +
                         " undetermined; the numbers are probabilities of being inside, if what the account "
                         "states is taken at face value, over its readings and the border versions.");
  }

  void glance(const QuestionView& question, const std::vector<const Account*>& speaking, std::size_t room) {
    std::string cells;
    for (const Account* account : speaking) {
      const auto given =
          std::find_if(question.answers.begin(), question.answers.end(),
                       [&](const assess::Answer* answer) { return answer->narrative == account->id; });
      cells += fit(given == question.answers.end() ? "–" : glance(**given), account_width);
    }
    const auto number = &question - view_.questions.data() + 1;
    const std::string lead = (number < 10 ? " " : "") + std::to_string(number) + ". ";
    bool first = true;
    for (const std::string& part : wrap(for_terminal(question.asks), room - columns(lead) - 1)) {
      line((first ? lead : std::string(columns(lead), ' ')) +
           (first ? fit(part, room - columns(lead)) + cells : part));
      first = false;
    }
  }

  [[nodiscard]] static std::string glance(const assess::Answer& answer) {
    if (answer.cause == assess::Cause::nothing_said) return "–";
    const std::string mark = std::string{side_mark(answer.side)} + " ";
    if (answer.only_words) return mark + "in words";
    if (!answer.lowest || !answer.highest) return mark;
    const std::string low = percent(*answer.lowest), high = percent(*answer.highest);
    if (low == high) return mark + low;
    // The unit is said once, at the end.
    return mark + low.substr(0, low.find_first_not_of("<>.0123456789")) + "–" + high;
  }

  // -- one question

  void question(const QuestionView& question, std::size_t number) {
    line();
    const std::string lead = std::to_string(number) + ". ";
    bool first = true;
    for (const std::string& part : wrap(for_terminal(question.asks), page_width - columns(lead))) {
      line(ink_.bold((first ? lead : std::string(lead.size(), ' ')) + part));
      first = false;
    }
    if (!question.standing.empty()) paragraph("   ", question.standing);
    if (question.answers.empty() && question.stated.empty() && question.agreements.empty())
      paragraph("   ", "No account says anything that bears on it.");
    const bool has_side = asks_a_side(*question.question);
    std::vector<const assess::Answer*> silent;
    for (const assess::Answer* given : question.answers) {
      const bool listed = !all_ && !has_side && !question.stated.empty();  // by stated()
      if (!all_ && given->cause == assess::Cause::nothing_said)
        silent.push_back(given);
      else if (!listed)
        answer(question, *given, has_side);
    }
    if (all_)
      stated(question);
    else
      stated_in_short(question);
    if (!silent.empty()) nothing_from(silent);
    if (all_ && !question.matrix.empty()) matrix(question);
    if (question.pooled.empty()) return;
    line();
    paragraph("   ", view_.weights_words(question.pooled.front()->weights));
    for (const assess::Pooled* row : question.pooled) paragraph("      ", view_.pooled_words(*row));
  }

  void answer(const QuestionView& question, const assess::Answer& answer, bool has_side) {
    const Account& account = view_.account(answer.narrative);
    const std::string rest = headline_rest(answer);
    const std::string verdict = has_side ? std::string{side_mark(answer.side)} + " " + headline(answer) : "";
    const std::string lead = "   " + account.letter + "  " + fit(for_terminal(account.name), 24) + "  ";
    line();
    if (has_side)
      line(lead + ink_.bold(verdict) +
           (rest.empty() ? "" : fitted("; " + rest, page_width - columns(lead + verdict))));
    else
      line("   " + account.letter + "  " + for_terminal(account.name));
    paragraph("      ", answer.sentence);
    const Deciding deciding = report::deciding(question, account);
    if (const std::string words = joined({deciding.borders, deciding.readings}, " "); !words.empty())
      paragraph("      Decides: ", words);
    if (!answer.flip_sentence.empty() && answer.cause != assess::Cause::nothing_said &&
        (all_ || !answer.only_words))
      paragraph("      Flips: ", answer.flip_sentence);
  }

  /// "   B C D  say nothing that bears on it"
  void nothing_from(const std::vector<const assess::Answer*>& silent) {
    std::string letters;
    for (const assess::Answer* answer : silent)
      letters += (letters.empty() ? "" : " ") + view_.account(answer->narrative).letter;
    line();
    line("   " + letters + "  " + (silent.size() == 1 ? "says" : "say") + " nothing that bears on it");
  }

  [[nodiscard]] static std::string fitted(const std::string& text, std::size_t width) {
    const std::string plain = for_terminal(text);
    return columns(plain) <= width ? plain : fit(plain, width);
  }

  void stated(const QuestionView& question) {
    if (question.stated.empty()) return;
    line();
    for (const assess::Stated* said : question.stated) {
      std::string words = said->quantity + " “" + said->as_printed + "”";
      if (said->value) words += ": " + interval_words(*said->value, said->unit);
      if (!said->reading_words.empty()) words += " (" + said->reading_words + ")";
      if (said->derived) words += ", derived";
      paragraph("   " + view_.account(said->narrative).letter + "  ", words);
    }
  }

  /// Each figure as printed, with all that its readings make of it.
  void stated_in_short(const QuestionView& question) {
    struct Figure {
      const assess::Stated* said;
      std::optional<assess::Stated> all;
      std::size_t readings = 0;
    };
    std::vector<Figure> figures;
    for (const assess::Stated* said : question.stated) {
      auto same = std::find_if(figures.begin(), figures.end(), [&](const Figure& figure) {
        return figure.said->narrative == said->narrative && figure.said->claim == said->claim &&
               figure.said->quantity == said->quantity;
      });
      if (same == figures.end()) same = figures.insert(same, {said, *said, 0});
      ++same->readings;
      if (!said->value || !same->all->value) continue;
      Interval<double>& all = *same->all->value;
      all = {std::min(all.lowest, said->value->lowest), all.stated,
             std::max(all.highest, said->value->highest)};
    }
    if (!figures.empty()) line();
    for (const Figure& figure : figures) {
      const assess::Stated& said = *figure.said;
      std::string words = said.quantity + " “" + said.as_printed + "”";
      if (figure.all->value)
        words += ": " + (figure.readings == 1
                             ? interval_words(*figure.all->value, said.unit)
                             : interval_words({figure.all->value->lowest, figure.all->value->lowest,
                                               figure.all->value->highest},
                                              said.unit));
      if (figure.readings > 1) words += " over " + counted(figure.readings, "reading");
      if (said.derived) words += ", derived";
      paragraph("   " + view_.account(said.narrative).letter + "  ", words);
    }
  }

  // -- the matrix, a few versions at a time

  /// Some of the versions, and the room that they leave for the labels of the rows.
  struct Block {
    std::size_t from, to, label;
  };

  void matrix(const QuestionView& question) {
    for (std::size_t from = 0; from < question.versions.size(); from += versions_in_a_block) {
      const std::size_t to = std::min(from + versions_in_a_block, question.versions.size());
      const Block block{from, to, page_width - cell_width * (to - from)};
      line();
      std::string head = fit("   Probability inside, margin", block.label);
      for (std::size_t i = from; i < to; ++i)
        head += " " + fit(column_title(question.versions[i]), cell_width - 1);
      head.erase(head.find_last_not_of(' ') + 1);
      line(ink_.faint(head));
      for (const AccountRows& account : question.matrix) rows(account, block);
    }
    if (std::any_of(question.versions.begin(), question.versions.end(),
                    [](const Version& v) { return !v.counts; }))
      line(ink_.faint("   * drawn, never counted"));
    for (const Version& version : question.versions)
      if (!version.claim.empty()) paragraph("   ", column_title(version) + ": " + version.title);
  }

  [[nodiscard]] static std::string column_title(const Version& version) {
    return fitted(version.claim.empty() ? version.title : version.claim,
                  cell_width - (version.counts ? 1 : 2)) +
           (version.counts ? "" : "*");
  }

  void rows(const AccountRows& account, const Block& block) {
    line("   " + account.account->letter + "  " + fitted(account.account->name, page_width - 6));
    for (const ClaimRows& claim : account.claims) {
      // What is said in words only is the same by every version, so it stands in the first block.
      const bool bare = std::all_of(claim.rows.begin(), claim.rows.end(),
                                    [](const Row& row) { return row.words != nullptr; });
      if (bare && block.from > 0) continue;
      if (claim.rows.size() > 1) line("      " + fitted(claim.label, page_width - 6));
      for (const Row& row : claim.rows)
        if (row.words == nullptr || block.from == 0) matrix_row(claim, row, block);
    }
  }

  [[nodiscard]] static std::string row_label(const ClaimRows& claim, const Row& row) {
    std::string words = claim.rows.size() == 1 ? claim.label : "";
    for (const std::string& reading : row.readings)
      if (!reading.empty()) words += (words.empty() ? "" : "; ") + reading;
    if (words.empty()) words = "as said";
    return row.counts() ? words : "(" + words + ")";
  }

  void matrix_row(const ClaimRows& claim, const Row& row, const Block& block) {
    const std::string indent(claim.rows.size() == 1 ? 6 : 8, ' ');
    const std::size_t width =
        row.words == nullptr ? block.label : std::min(block.label, page_width - bare_words_width);
    bool first = true;
    for (const std::string& part : wrap(row_label(claim, row), width - indent.size() - 1)) {
      line(indent + fit(for_terminal(part), width - indent.size()) + (first ? row_cells(row, block) : ""));
      first = false;
    }
  }

  [[nodiscard]] std::string row_cells(const Row& row, const Block& block) const {
    if (row.words != nullptr)
      return " " + std::string{side_mark(row.words->side)} + " " + std::string{side_word(row.words->side)} +
             ", in words only";
    std::string cells;
    for (std::size_t v = block.from; v < block.to; ++v)
      cells += " " + fit(cell(row.cells[v]), cell_width - 1);
    return cells;
  }

  [[nodiscard]] std::string cell(const assess::Finding* finding) const {
    if (finding == nullptr) return "does not apply";
    const std::string mark = std::string{side_mark(finding->side)} + " ";
    if (!finding->inside) return mark + std::string{cause_in_a_cell(finding->cause)};
    const double call = view_.inquiry.assessment.settings.call_inside_at;
    const std::string share =
        finding->inside->value < 0.01 ? percent(finding->inside->value) : percent(*finding, call);
    return for_terminal(fit(mark + share, 8) + margin_in_cell(*finding));
  }

  /// "+1.2 km"; "≥+21 km" where the data end nearer than the margin.
  [[nodiscard]] static std::string margin_in_cell(const assess::Finding& finding) {
    const std::optional<Length> margin = drawn_margin(finding);
    if (!margin) return {};
    const std::string bound = !finding.margin_at_least ? "" : *margin < metres(0) ? "≤" : "≥";
    return bound + margin_words(*margin);
  }

  // -- statements and accounts against each other

  /// Does each version carry the feature that the claims turn on?
  void tips() {
    const auto& all = view_.inquiry.assessment.tips;
    std::string named;
    for (const assess::Tip& tip : all) {
      if (tip.landmark_name != named) {
        named = tip.landmark_name;
        line();
        line(ink_.bold(for_terminal("Which versions carry the tip that the claims turn on: " + named + "?")));
      }
      paragraph(tip.carries ? "   yes  " : "   no   ",
                tip.sentence + (tip.counts ? "" : " (Drawn, never counted.)"));
    }
    if (const std::string words = view_.drawn_words(); !words.empty()) {
      line();
      paragraph("", words);
    }
  }

  void tips_in_short() {
    std::vector<std::string> named;
    for (const assess::Tip& tip : view_.inquiry.assessment.tips)
      if (std::find(named.begin(), named.end(), tip.landmark_name) == named.end())
        named.push_back(tip.landmark_name);
    for (const std::string& name : named) {
      std::vector<std::string> with, without;
      for (const assess::Tip& tip : view_.inquiry.assessment.tips) {
        if (tip.landmark_name != name || !tip.counts) continue;
        const Version* version = view_.version(tip.border);
        (tip.carries ? with : without).push_back(version == nullptr ? tip.border : version->title);
      }
      line();
      paragraph("", "The tip that the claims turn on, " + name + ": " +
                        (with.empty() ? "no version carries it" : "carried by " + joined(with, ", ")) +
                        (without.empty() ? "" : "; not by " + joined(without, ", ")) + ".");
    }
  }

  // -- who asserts, who denies, who is silent

  void opposed() {
    const std::vector<AircraftCompared> all = compared(view_);
    bool any = false;
    for (const AircraftCompared& its : all)
      for (const PropositionShown& row : its.propositions) {
        if (!row.opposed) continue;
        if (!any) {
          line();
          line(ink_.bold("Where accounts oppose each other"));
        }
        any = true;
        std::map<std::string, std::string> by;
        for (const StanceShown& stance : row.stances)
          if (stance.says != assess::Stance::Says::silent) {
            std::string& letters = by[std::string{says_word(stance.says)}];
            letters += (letters.empty() ? "" : ", ") + stance.account->letter;
          }
        std::string says;
        for (const auto& [word, letters] : by) says += (says.empty() ? "" : "; ") + letters + " " + word;
        paragraph("   " + fit(row.id, 4),
                  (all.size() > 1 ? its.aircraft + ": " : "") + row.words + " — " + says);
      }
  }

  void side_by_side() {
    const std::vector<AircraftCompared> all = compared(view_);
    if (all.empty()) return;
    line();
    line(ink_.bold("What each account asserts, denies or passes over"));
    paragraph("   ", std::string{compared_intro});
    for (const AircraftCompared& its : all) {
      line();
      line("   " + ink_.bold(fitted(capitalised(its.aircraft), page_width - 3)));
      for (const PropositionShown& row : its.propositions) proposition(row);
      if (its.concords.empty()) continue;
      line("   Who agrees with whom");
      for (const ConcordShown& pair : its.concords)
        paragraph("   " + pair.one->letter + " " + pair.other->letter + "  ",
                  "agree: " + pair.agree + "; opposed: " + pair.opposed +
                      "; figures exclude each other: " + pair.differ);
    }
  }

  /// With the first ground of each account; all stand on the page and in the JSON form.
  void proposition(const PropositionShown& row) {
    paragraph("   " + fit(row.id, 4), row.words + (row.opposed ? " — opposed" : ""));
    for (const StanceShown& stance : row.stances) {
      std::string words = stance.figures;
      if (!stance.grounds.empty()) words += (words.empty() ? "" : ": ") + stance.grounds.front();
      if (stance.grounds.size() > 1) words += "; and " + std::to_string(stance.grounds.size() - 1) + " more";
      std::string says{says_word(stance.says)};
      says.resize(std::max<std::size_t>(says.size(), 8), ' ');
      const std::string lead = "       " + stance.account->letter + "  " + says + "  ";
      if (words.empty())
        line(lead);
      else
        paragraph(lead, words);
    }
  }

  void consistencies() {
    using Verdict = assess::Consistency::Verdict;
    const auto& all = view_.inquiry.assessment.consistencies;
    if (all.empty()) return;
    line();
    line(ink_.bold("The statements against each other"));
    std::set<std::string> told;
    for (const Verdict verdict : {Verdict::impossible, Verdict::strained, Verdict::open, Verdict::holds})
      for (const assess::Consistency& row : all) {
        if (row.verdict != verdict || !told.insert(row.narrative + row.sentence).second) continue;
        const std::string lead =
            "   " + fit(std::string{verdict_word(verdict)}, 11) + view_.account(row.narrative).letter + "  ";
        paragraph(lead, row.sentence + (row.reading_words.empty() ? "" : " (" + row.reading_words + ")"));
      }
  }

  /// What cannot stand together, each once with the readings it does not stand in.
  void contradictions() {
    using Verdict = assess::Consistency::Verdict;
    bool any = false;
    for (const Verdict verdict : {Verdict::impossible, Verdict::strained}) {
      std::vector<std::pair<const assess::Consistency*, std::size_t>> first;
      std::set<std::string> told;
      for (const assess::Consistency& row : view_.inquiry.assessment.consistencies) {
        if (row.verdict != verdict || !told.insert(row.narrative + row.sentence).second) continue;
        const auto same = std::find_if(first.begin(), first.end(), [&](const auto& its) {
          return its.first->narrative == row.narrative && its.first->title == row.title &&
                 its.first->claims == row.claims;
        });
        if (same == first.end())
          first.emplace_back(&row, 1);
        else
          ++same->second;
      }
      for (const auto& [row, readings] : first) {
        if (!any) {
          line();
          line(ink_.bold("Statements that do not stand together"));
        }
        any = true;
        const std::string more =
            readings > 1 ? " So, with other figures, in " + counted(readings - 1, "other reading") + "." : "";
        paragraph(
            "   " + fit(std::string{verdict_word(verdict)}, 11) + view_.account(row->narrative).letter + "  ",
            row->sentence + (row->reading_words.empty() ? "" : " (" + row->reading_words + ")") + more);
      }
    }
  }

  // -- whole accounts put to drawn flights

  void tellings() {
    const std::vector<AccountTold> all = told_accounts(view_);
    if (all.empty()) return;
    line();
    line(ink_.bold("Can one flight do all of it?"));
    bool unresolved = false;
    for (const AccountTold& told : all) {
      paragraph("   " + told.account->letter + "  ",
                told.account->name + (told.aircraft.empty() ? "" : ", " + told.aircraft) + ": " + told.count);
      for (const Outcome& one : told.outcomes) {
        outcome(one, told.outcomes.size() > 1);
        unresolved |= one.verdict == assess::Telling::Verdict::unresolved;
      }
    }
    paragraph("   ",
              "Off by: the worst figure of the closest flight. Of flights that fit: median (5 to 95 %); "
              "deep is from the nearest edge, speed over the ground." +
                  std::string{unresolved ? " Not resolved: the flights drawn did not pass their own "
                                           "checks."
                                         : ""});
  }

  /// Where it holds, then why. What is cut stands on the page and in the JSON form.
  void outcome(const Outcome& told, bool one_of_several) {
    constexpr std::size_t most = 2;
    const auto some = [&](const std::vector<std::string>& all, std::string_view between) {
      std::string words;
      for (std::size_t i = 0; i < std::min(most, all.size()); ++i)
        words += (i == 0 ? "" : std::string{between}) + all[i];
      return words;
    };
    const auto rest = [&](const std::vector<std::string>& all) {
      return all.size() > most ? std::to_string(all.size() - most) + " more" : std::string{};
    };
    if (one_of_several)
      paragraph("      " + fit(std::string{verdict_word(told.verdict)}, 13) +
                    fit(std::to_string(told.tellings.size()), 4),
                some(told.where, "; or ") + (rest(told.where).empty() ? "" : "; and " + rest(told.where)));
    std::string why = told.off_by.empty() ? "" : capitalised(told.off_by) + ". ";
    why +=
        some(told.in_short, " ") + (rest(told.in_short).empty() ? "" : " And " + rest(told.in_short) + ".");
    if (!told.flown.empty()) why += capitalised(told.flown) + ".";
    if (!why.empty()) paragraph("         ", why);
  }

  void agreements() {
    const auto& all = view_.inquiry.assessment.agreements;
    if (all.empty()) return;
    line();
    line(ink_.bold("Can the accounts agree?"));
    std::set<std::string> told;
    for (const assess::Agreement& agreement : all) {
      const std::string pair =
          view_.account(agreement.one).letter + " " + view_.account(agreement.other).letter;
      if (told.insert(pair + agreement.sentence).second) paragraph("   " + pair + "  ", agreement.sentence);
    }
  }

  void pairs(const std::string& title, const std::string& words, const std::vector<PairShown>& all) {
    if (all.empty() && words.empty()) return;
    line();
    line(ink_.bold(title));
    if (!words.empty()) paragraph("   ", words);
    std::set<std::string> told;
    for (const PairShown& pair : all)
      if (told.insert(pair.sentence).second)
        paragraph("   " + pair.one->letter + (pair.other == nullptr ? "" : " " + pair.other->letter) + "  ",
                  pair.sentence);
  }

  void track_sides() {
    const std::vector<TrackSidesShown> all = track_sides_shown(view_);
    if (all.empty()) return;
    line();
    line(ink_.bold("When each track was on which side"));
    paragraph("   ", track_sides_intro(view_));
    for (const TrackSidesShown& its : all)
      if (its.by.empty())
        paragraph("   " + its.account->letter + "  ", its.track + ", " + its.zone + ": " + its.words + ".");
      else if (all_)
        paragraph("      ", "by " + its.by + ": " + its.words + ".");
  }

  // -- what the answers turn on

  void flips() {
    const std::vector<FlipsShown> all = flips_shown(view_);
    if (all.empty()) return;
    line();
    line(ink_.bold("What it would take to flip each answer"));
    for (const FlipsShown& question : all) {
      paragraph("   ", question.asks);
      for (const FlipShown& flip : question.flips)
        paragraph("   " + flip.account->letter + "  ", capitalised(flip.claim) + ". " + flip.sentence);
    }
  }

  /// The one doubt that moves each answer most.
  void greatest_doubts() {
    bool any = false;
    for (const DoubtsShown& shown : doubts_shown(view_)) {
      if (shown.doubts.empty()) continue;
      if (!any) {
        line();
        line(ink_.bold("Which doubt moves each answer most (points of probability, at most)"));
      }
      any = true;
      paragraph("   " + shown.account->letter + "  ",
                shown.asks + " " + shown.doubts.front().most + ": " + shown.doubts.front().what);
    }
  }

  /// The three that move most; all stand on the page and in the JSON form.
  void doubts() {
    const std::vector<DoubtsShown> all = doubts_shown(view_);
    if (all.empty()) return;
    line();
    line(ink_.bold("Which doubt moves each answer most"));
    paragraph("   ", doubts_words(view_));
    constexpr std::size_t most = 3;
    for (const DoubtsShown& shown : all) {
      paragraph("   " + shown.account->letter + "  ", shown.asks);
      for (std::size_t i = 0; i < std::min(most, shown.doubts.size()); ++i) {
        const DoubtShown& doubt = shown.doubts[i];
        paragraph("      " + fit(doubt.most, 13) + " ", doubt.what + ": from " + doubt.from + " becomes " +
                                                            joined(doubt.runs, ", ") + "; in " + doubt.cell);
      }
      if (shown.doubts.size() > most)
        line("      and " + std::to_string(shown.doubts.size() - most) + " that move it less");
      if (!shown.still.empty()) paragraph("      ", shown.still);
    }
  }

  /// Nothing is dropped: what the short form does not print is counted here.
  void left_out() {
    using Verdict = assess::Consistency::Verdict;
    const assess::Assessment& found = view_.inquiry.assessment;
    std::size_t cells = 0, flips = 0, doubts = 0, propositions = 0;
    for (const QuestionView& question : view_.questions)
      for (const AccountRows& account : question.matrix)
        for (const ClaimRows& claim : account.claims)
          for (const Row& row : claim.rows) cells += row.words != nullptr ? 1 : row.cells.size();
    for (const FlipsShown& shown : flips_shown(view_)) flips += shown.flips.size();
    for (const DoubtsShown& shown : doubts_shown(view_))
      if (!shown.doubts.empty()) doubts += shown.doubts.size() - 1;
    for (const AircraftCompared& its : compared(view_)) propositions += its.propositions.size();
    const auto standing = static_cast<std::size_t>(std::count_if(
        found.consistencies.begin(), found.consistencies.end(),
        [](const auto& row) { return row.verdict == Verdict::holds || row.verdict == Verdict::open; }));
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, const std::string& what, const std::string& rest) {
      if (count > 0) parts.push_back(counted(count, what) + rest);
    };
    add(cells, "cell", " of probability and margin, by reading and border version");
    add(standing, "test", " of statements that hold or stay open");
    add(propositions, "proposition", ", with the words each rests on");
    add(flips, "flip", " claim by claim");
    add(doubts, "doubt", " that move an answer less");
    add(found.tips.size(), "tip", " as each version draws it");
    add(view_.inquiry.incident.notes.size(), "note", " of the case");
    line();
    paragraph("", parts.empty() ? "Add --full, --html FILE or --json FILE for all of it."
                                : "Left out here: " + joined(parts, "; ") +
                                      ". All of it: recon report --full, --html FILE or --json FILE.");
  }

  /// "© OpenStreetMap contributors (ODbL 1.0); ...": who is to be named for the lines, each once.
  [[nodiscard]] std::string attributions() const {
    std::vector<std::string> named;
    for (const Version& version : view_.versions) {
      if (version.attribution.empty()) continue;
      const std::string& licence = view_.inquiry.borders.at(version.id).about.licence.text;
      const std::string words = version.attribution + (licence.empty() ? "" : " (" + licence + ")");
      if (std::find(named.begin(), named.end(), words) == named.end()) named.push_back(words);
    }
    std::string all;
    for (const std::string& words : named) all += (all.empty() ? "" : "; ") + words;
    return all;
  }

  /// What stands in the case for its readers: of a track, what was read, passed over and taken for granted.
  void notes() {
    const std::vector<incident::Text>& all = view_.inquiry.incident.notes;
    if (all.empty()) return;
    line();
    line(ink_.bold("Notes of the case"));
    for (const incident::Text& note : all) paragraph("   ", note.text);
  }

  void ending() {
    const assess::Settings& settings = view_.inquiry.assessment.settings;
    line();
    paragraph("", "Inside is called from " + percent(settings.call_inside_at) + ", outside up to " +
                      percent(1.0 - settings.call_inside_at) +
                      "; margins are positive inside. Words for probabilities: ICD 203.");
    paragraph("", "recon " + inquiry::version() + ", seed " + std::to_string(settings.seed) + ", " +
                      std::to_string(settings.draws) + " draws per cell to begin with.");
    if (const std::string lines = attributions(); !lines.empty()) paragraph("", "Lines: " + lines + ".");
  }

  const View& view_;
  Ink ink_;
  bool all_;
  std::string out_;
};

}  // namespace

std::string terminal(const inquiry::Inquiry& inquiry, Style style, Extent extent) {
  const View view{inquiry};
  return Page{view, style, extent}.print();
}

}  // namespace recon::report
