// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>

#include "recon/report/compared.hpp"
#include "recon/report/report.hpp"
#include "recon/report/tellings.hpp"
#include "recon/report/text.hpp"
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
  Page(const View& view, Style style) : view_{view}, ink_{style} {}

  std::string print() {
    heading();
    for (std::size_t i = 0; i < view_.questions.size(); ++i) question(view_.questions[i], i + 1);
    tips();
    side_by_side();
    consistencies();
    tellings();
    agreements();
    pairs("Two tracks over time", "", track_pairs_shown(view_));
    pairs("Would one mistake reconcile them?", reconcilers_words(view_), reconcilers_shown(view_));
    flips();
    doubts();
    notes();
    ending();
    return std::move(out_);
  }

private:
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
    if (!view_.inquiry.usable()) paragraph("", "The case file has errors; nothing was assessed.");
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
    for (const assess::Answer* given : question.answers) answer(*given, asks_a_side(*question.question));
    stated(question);
    if (!question.matrix.empty()) matrix(question);
    if (question.pooled.empty()) return;
    line();
    paragraph("   ", view_.weights_words(question.pooled.front()->weights));
    for (const assess::Pooled* row : question.pooled) paragraph("      ", view_.pooled_words(*row));
  }

  void answer(const assess::Answer& answer, bool has_side) {
    const Account& account = view_.account(answer.narrative);
    const std::string rest = headline_rest(answer);
    const std::string verdict =
        has_side ? std::string{side_mark(answer.side)} + " " + std::string{side_word(answer.side)} : "";
    const std::string lead = "   " + account.letter + "  " + fit(for_terminal(account.name), 24) + "  ";
    line();
    if (has_side)
      line(lead + ink_.bold(verdict) +
           (rest.empty() ? "" : fitted("; " + rest, page_width - columns(lead + verdict))));
    else
      line("   " + account.letter + "  " + for_terminal(account.name));
    paragraph("      ", answer.sentence);
    if (!answer.flip_sentence.empty() && answer.cause != assess::Cause::nothing_said)
      paragraph("      Flips: ", answer.flip_sentence);
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

  // -- who asserts, who denies, who is silent

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
        paragraph("   " + pair.one->letter + " " + pair.other->letter + "  ", pair.sentence);
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
    }
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
                      std::to_string(settings.draws) + " draws per cell.");
    if (const std::string lines = attributions(); !lines.empty()) paragraph("", "Lines: " + lines + ".");
  }

  const View& view_;
  Ink ink_;
  std::string out_;
};

}  // namespace

std::string terminal(const inquiry::Inquiry& inquiry, Style style) {
  const View view{inquiry};
  return Page{view, style}.print();
}

}  // namespace recon::report
