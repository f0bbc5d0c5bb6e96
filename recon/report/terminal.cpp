// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "recon/report/report.hpp"
#include "recon/report/text.hpp"
#include "recon/report/view.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t cell_width = 16;
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
    consistencies();
    agreements();
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
    for (const std::string& part : wrap(for_terminal(text), page_width - indent)) {
      line((first ? lead : std::string(indent, ' ')) + part);
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
    if (question.answers.empty() && question.stated.empty() && question.agreements.empty())
      paragraph("   ", "No account says anything that bears on it.");
    for (const assess::Answer* given : question.answers) answer(*given);
    stated(question);
    if (!question.matrix.empty()) matrix(question);
  }

  void answer(const assess::Answer& answer) {
    const Account& account = view_.account(answer.narrative);
    const std::string rest = headline_rest(answer);
    const std::string verdict =
        std::string{side_mark(answer.side)} + " " + std::string{side_word(answer.side)};
    const std::string lead = "   " + account.letter + "  " + fit(for_terminal(account.name), 24) + "  ";
    line();
    line(lead + ink_.bold(verdict) +
         (rest.empty() ? "" : fitted("; " + rest, page_width - columns(lead + verdict))));
    paragraph("      ", answer.sentence);
    if (!answer.flip_sentence.empty()) paragraph("      Flips: ", answer.flip_sentence);
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
  }

  [[nodiscard]] static std::string column_title(const Version& version) {
    return fitted(version.title, cell_width - (version.counts ? 1 : 2)) + (version.counts ? "" : "*");
  }

  void rows(const AccountRows& account, const Block& block) {
    line("   " + account.account->letter + "  " + fitted(account.account->name, page_width - 6));
    for (const ClaimRows& claim : account.claims) {
      const bool single = claim.rows.size() == 1;
      if (!single) line("      " + fitted(claim.label, page_width - 6));
      for (const Row& row : claim.rows) matrix_row(claim, row, block);
    }
  }

  void matrix_row(const ClaimRows& claim, const Row& row, const Block& block) {
    const bool single = claim.rows.size() == 1;
    std::string words = single ? claim.label : "";
    for (const std::string& reading : row.readings)
      if (!reading.empty()) words += (words.empty() ? "" : "; ") + reading;
    if (!row.counts()) words = "(" + words + ")";
    const std::size_t indent = single ? 6 : 8;
    const std::vector<std::string> parts =
        wrap(for_terminal(words.empty() ? "as said" : words), block.label - indent - 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::string text = std::string(indent, ' ') + fit(parts[i], block.label - indent);
      if (i == 0 && row.words != nullptr)
        text += " " + std::string{side_mark(row.words->side)} + " " +
                std::string{side_word(row.words->side)} + ", in words only";
      if (i == 0 && row.words == nullptr)
        for (std::size_t v = block.from; v < block.to; ++v)
          text += " " + fit(cell(row.cells[v]), cell_width - 1);
      line(text);
    }
  }

  [[nodiscard]] std::string cell(const assess::Finding* finding) const {
    if (finding == nullptr) return "does not apply";
    std::string words{side_mark(finding->side)};
    if (!finding->inside) return for_terminal(words + " " + std::string{cause_in_a_cell(finding->cause)});
    words += " " + (finding->inside->value < 0.01
                        ? percent(finding->inside->value)
                        : percent(*finding, view_.inquiry.assessment.settings.call_inside_at));
    const std::string margin = margin_words(*finding);
    const std::string tight = for_terminal(words);
    std::string out = fit(tight, 8);
    std::string m = for_terminal(margin);
    if (finding->margin_at_least) m = m.substr(0, m.find(" or more"));
    return columns(out) + columns(m) <= cell_width - 1 ? out + m : tight;
  }

  // -- statements and accounts against each other

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

  void ending() {
    const assess::Settings& settings = view_.inquiry.assessment.settings;
    line();
    paragraph("", "Inside is called from " + percent(settings.call_inside_at) + ", outside up to " +
                      percent(1.0 - settings.call_inside_at) +
                      "; margins are positive inside. Words for probabilities: ICD 203.");
    paragraph("", "recon " + inquiry::version() + ", seed " + std::to_string(settings.seed) + ", " +
                      std::to_string(settings.draws) + " draws per cell.");
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
