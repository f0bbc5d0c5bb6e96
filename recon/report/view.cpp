// SPDX-License-Identifier: Apache-2.0
#include "recon/report/view.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "recon/assess/given.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::Finding;
using incident::Incident;

constexpr std::string_view evidence_letter = "∗";

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  std::replace(word.begin(), word.end(), '-', ' ');
  return word;
}

std::string party_name(const Incident& incident, const incident::Narrative& narrative) {
  const incident::Party* party = incident::find(incident.parties, narrative.party.text);
  std::string name = party != nullptr && !party->name.empty() ? party->name.text : narrative.id;
  if (!narrative.title.empty() && narrative.title.text != name) name += ", " + narrative.title.text;
  return name;
}

/// "UN letter; briefing of 27 November and 2 more": the sources an account speaks through.
std::string sources_of(const Incident& incident, const std::vector<incident::Statement>& statements) {
  std::vector<std::string> names;
  for (const incident::Statement& statement : statements) {
    const incident::Source* source = incident::find(incident.sources, statement.source.text);
    if (source == nullptr) continue;
    const incident::Text& name = source->title.empty() ? source->publisher : source->title;
    const std::string words = name.empty() ? source->id.text : name.text;
    if (std::find(names.begin(), names.end(), words) == names.end()) names.push_back(words);
  }
  if (names.empty()) return {};
  std::string out = names[0];
  if (names.size() == 2) out += "; " + names[1];
  if (names.size() > 2) out += " and " + std::to_string(names.size() - 1) + " more sources";
  return out;
}

/// Narratives in the order in which the assessment answers for them, then those it left out.
std::vector<std::string> narratives_in_order(const inquiry::Inquiry& inquiry) {
  std::vector<std::string> order;
  const auto add = [&](const std::string& id) {
    if (incident::find_narrative(inquiry.incident, id) != nullptr &&
        std::find(order.begin(), order.end(), id) == order.end())
      order.push_back(id);
  };
  for (const assess::Answer& answer : inquiry.assessment.answers) add(answer.narrative);
  for (const incident::Narrative& narrative : inquiry.incident.narratives) add(narrative.id);
  return order;
}

std::vector<Account> accounts_of(const inquiry::Inquiry& inquiry) {
  std::vector<Account> accounts;
  for (const std::string& id : narratives_in_order(inquiry)) {
    const incident::Narrative& narrative = *incident::find_narrative(inquiry.incident, id);
    const std::size_t at = accounts.size();
    // Four hues can be told apart by everybody; from the fifth account on, the letter alone does it.
    const std::string letter = at < 26 ? std::string(1, static_cast<char>('A' + at)) : std::to_string(at + 1);
    accounts.push_back(Account{.id = id,
                               .letter = letter,
                               .name = party_name(inquiry.incident, narrative),
                               .of = sources_of(inquiry.incident, narrative.statements),
                               .colour = at < 4 ? "var(--" + letter + ")" : "var(--ink)",
                               .narrative = &narrative});
  }
  for (const incident::Evidence& evidence : inquiry.incident.evidence)
    accounts.push_back(
        Account{.id = evidence.id.text,
                .letter = std::string{evidence_letter},
                .name = evidence.title.empty() ? spaced(evidence.id.text) : evidence.title.text,
                .of = sources_of(inquiry.incident, evidence.statements),
                .colour = "var(--ink)",
                .evidence = &evidence});
  return accounts;
}

struct Line {
  double width;
  std::string_view dash;
};

/// Line styles (docs/visual.md, Map): the default thick; a later edition of its lineage thin; every
/// other source a dash of its own; what is not counted dotted.
class Lines {
public:
  Line next(const incident::Border& border) {
    if (border.display_only.value_or(false)) return {1.7, "1.5 4"};
    if (used_++ == 0) {
      family_ = border.family.text;
      return {2.3, ""};
    }
    if (!family_.empty() && border.family.text == family_ && !sister_) {
      sister_ = true;
      return {1.1, ""};
    }
    constexpr std::array<std::string_view, 5> dashes{"13 4", "9 3.5 1.5 3.5", "5 3", "16 3 4 3",
                                                     "9 3 1.5 3 1.5 3"};
    return {1.7, dashes[dash_++ % dashes.size()]};
  }

private:
  std::size_t used_ = 0, dash_ = 0;
  bool sister_ = false;
  std::string family_;
};

std::string version_title(const Incident& incident, const incident::Border& about, const std::string& id) {
  const std::string publisher =
      about.publisher.empty()
          ? id
          : about.publisher.text + (about.edition.empty() ? "" : " " + about.edition.text);
  return assess::border_name(about, incident, publisher);
}

std::string claim_of(const Incident& incident, const incident::Border& about) {
  std::string names;
  for (const incident::Text& id : about.claimed_by) {
    const incident::Party* party = incident::find(incident.parties, id.text);
    names +=
        (names.empty() ? "" : ", ") + (party != nullptr && !party->name.empty() ? party->name.text : id.text);
  }
  return names.empty() ? "" : names + "’s claim";
}

std::vector<Version> versions_of(const inquiry::Inquiry& inquiry) {
  std::vector<Version> versions;
  Lines lines;
  for (const incident::Border& border : inquiry.incident.borders) {
    const auto loaded = inquiry.borders.find(border.id.text);
    if (loaded == inquiry.borders.end()) continue;
    const incident::Border& about = loaded->second.about;
    const Line line = lines.next(about);
    const std::optional<Length> error = border_error(about);
    versions.push_back(Version{.id = border.id.text,
                               .title = version_title(inquiry.incident, about, border.id.text),
                               .error = error ? "±" + distance(*error) : "",
                               .width = line.width,
                               .dash = std::string{line.dash},
                               .counts = !about.display_only.value_or(false),
                               .flaw = about.known_flaw.text,
                               .attribution = about.attribution.text,
                               .claim = claim_of(inquiry.incident, about)});
  }
  return versions;
}

bool one_of(const std::vector<Version>& versions, const std::string& id) {
  return std::any_of(versions.begin(), versions.end(), [&](const Version& v) { return v.id == id; });
}

/// A side that is stated and nothing more is the same by every border version.
bool is_bare_word(const Finding& finding) {
  return finding.basis == assess::Basis::words && finding.border.empty();
}

/// Columns of a question: the versions its findings name, in the case's order, and one more for
/// zones that need no border. Never empty.
std::vector<Version> columns_of(const View& view, const std::string& question) {
  std::set<std::string> used;
  for (const Finding& finding : view.inquiry.assessment.findings)
    if (finding.question == question && finding.cause != assess::Cause::nothing_said &&
        !is_bare_word(finding))
      used.insert(finding.border);
  std::vector<Version> columns;
  for (const Version& version : view.versions)
    if (used.contains(version.id)) columns.push_back(version);
  for (const std::string& id : used)
    if (!one_of(columns, id))
      columns.push_back(Version{.id = id, .title = id.empty() ? "No border needed" : id});
  if (columns.empty()) columns.push_back(Version{.title = "As stated"});
  return columns;
}

/// What a cell prints; rows whose cells print the same are one row.
std::string face(const Finding* finding) {
  if (finding == nullptr) return "-";
  return std::string{side_word(finding->side)} +
         (finding->inside ? percent_in_table(finding->inside->value) : "") + margin_words(*finding) +
         std::string{cause_in_a_cell(finding->cause)} + (finding->counts ? "" : "off");
}

std::string face(const Row& row) {
  std::string all = face(row.words);
  for (const Finding* cell : row.cells) all += face(cell) + "|";
  return all;
}

class MatrixBuilder {
public:
  MatrixBuilder(const View& view, const QuestionView& question) : view_{view}, question_{question} {}

  void add(const Finding& finding) {
    AccountRows& account = account_rows(finding.narrative);
    ClaimRows& claim = claim_rows(account, finding);
    Row& row = row_of(claim, finding.reading_words);
    if (is_bare_word(finding)) {
      row.words = &finding;
      return;
    }
    for (std::size_t i = 0; i < question_.versions.size(); ++i)
      if (question_.versions[i].id == finding.border) row.cells[i] = &finding;
  }

  /// In the order of the accounts, with rows that read alike joined; claims that never count stand last.
  std::vector<AccountRows> finish() {
    std::vector<AccountRows> out;
    for (const Account& account : view_.accounts) {
      const auto found = std::find_if(rows_.begin(), rows_.end(),
                                      [&](const AccountRows& r) { return r.account == &account; });
      if (found == rows_.end()) continue;
      for (ClaimRows& claim : found->claims) claim.rows = joined(claim.rows);
      std::stable_partition(found->claims.begin(), found->claims.end(), [](const ClaimRows& claim) {
        return std::any_of(claim.rows.begin(), claim.rows.end(), [](const Row& row) { return row.counts(); });
      });
      out.push_back(std::move(*found));
    }
    return out;
  }

private:
  static std::vector<Row> joined(const std::vector<Row>& rows) {
    std::vector<Row> out;
    for (const Row& row : rows) {
      const auto same =
          std::find_if(out.begin(), out.end(), [&](const Row& other) { return face(other) == face(row); });
      if (same == out.end())
        out.push_back(row);
      else
        same->readings.insert(same->readings.end(), row.readings.begin(), row.readings.end());
    }
    return out;
  }

  AccountRows& account_rows(const std::string& narrative) {
    const Account& account = view_.account(narrative);
    for (AccountRows& rows : rows_)
      if (rows.account == &account) return rows;
    rows_.push_back(AccountRows{.account = &account});
    return rows_.back();
  }

  ClaimRows& claim_rows(AccountRows& account, const Finding& finding) {
    for (ClaimRows& claim : account.claims)
      if (claim.claim == finding.claim) return claim;
    std::string label = finding.claim.empty() ? "nothing said" : view_.claim_label(finding.claim);
    if (!finding.instant.empty()) label += ", " + finding.instant;
    account.claims.push_back(ClaimRows{.claim = finding.claim, .label = std::move(label)});
    return account.claims.back();
  }

  Row& row_of(ClaimRows& claim, const std::string& reading) {
    for (Row& row : claim.rows)
      if (row.readings.front() == reading) return row;
    claim.rows.push_back(
        Row{.readings = {reading}, .cells = std::vector<const Finding*>(question_.versions.size())});
    return claim.rows.back();
  }

  const View& view_;
  const QuestionView& question_;
  std::vector<AccountRows> rows_;
};

std::string asked(const View& view, const incident::Question& question) {
  if (!question.asks.empty()) return question.asks.text;
  using Want = incident::Question::Want;
  const std::string zone = view.zone_words(question.zone.text);
  switch (question.want.value_or(Want::ever_inside)) {
    case Want::ever_inside:
      return "Was it inside " + zone + " at any time?";
    case Want::side_at:
      return "Was it inside " + zone + " at " + view.event_words(question.event.text) + "?";
    case Want::time_inside:
      return "How long was it inside " + zone + "?";
    case Want::length_inside:
      return "How long was its path inside " + zone + "?";
    case Want::depth_inside:
      return "How deep was it inside " + zone + "?";
    case Want::excursions:
      return "How many times was it inside " + zone + "?";
    case Want::margin_at:
      return "How far from the edge of " + zone + " was it at " + view.event_words(question.event.text) + "?";
    case Want::agreement:
      return "Can the accounts agree about " + view.event_words(question.event.text) + "?";
    case Want::holds:
      break;
  }
  return "Does it hold?";
}

std::size_t readings_counted(const std::vector<AccountRows>& matrix) {
  std::size_t count = 0;
  for (const AccountRows& account : matrix)
    for (const ClaimRows& claim : account.claims)
      for (const Row& row : claim.rows)
        if (row.counts()) count += row.readings.size();
  return count;
}

QuestionView question_view(const View& view, const incident::Question& question) {
  const assess::Assessment& assessment = view.inquiry.assessment;
  const std::string& id = question.id.text;
  QuestionView out{.id = id,
                   .asks = asked(view, question),
                   .zone_title = view.zone_words(question.zone.text),
                   .question = &question};
  out.versions = columns_of(view, id);
  for (const assess::Answer& answer : assessment.answers)
    if (answer.question == id) out.answers.push_back(&answer);
  MatrixBuilder matrix{view, out};
  for (const Finding& finding : assessment.findings)
    if (finding.question == id && finding.cause != assess::Cause::nothing_said) matrix.add(finding);
  out.matrix = matrix.finish();
  for (const assess::Stated& stated : assessment.stated)
    if (stated.question == id) out.stated.push_back(&stated);
  for (const assess::Agreement& agreement : assessment.agreements)
    if (agreement.question == id) out.agreements.push_back(&agreement);
  out.readings = readings_counted(out.matrix);
  for (const assess::Standing& standing : assessment.standings)
    if (standing.question == id) out.standing = standing.sentence;
  for (const assess::Pooled& row : assessment.pooled)
    if (row.question == id) out.pooled.push_back(&row);
  return out;
}

std::string figure_of(const inquiry::Inquiry& inquiry, const std::string& claim) {
  for (const normalise::ReadClaim& read : inquiry.normalised.claims)
    if (read.claim == claim) return read.figure;
  return {};
}

}  // namespace

const std::vector<incident::Statement>& Account::statements() const {
  static const std::vector<incident::Statement> none;
  if (narrative != nullptr) return narrative->statements;
  return evidence != nullptr ? evidence->statements : none;
}

bool Row::counts() const {
  if (words != nullptr && words->counts) return true;
  return std::any_of(cells.begin(), cells.end(),
                     [](const Finding* cell) { return cell != nullptr && cell->counts; });
}

std::string Row::why_not_counted() const {
  if (counts()) return {};
  if (words != nullptr) return words->why_not_counted;
  for (const Finding* cell : cells)
    if (cell != nullptr && !cell->why_not_counted.empty()) return cell->why_not_counted;
  return {};
}

View::View(const inquiry::Inquiry& shown)
    : inquiry{shown}, accounts{accounts_of(shown)}, versions{versions_of(shown)} {
  for (const incident::Question& question : inquiry.incident.questions)
    questions.push_back(question_view(*this, question));
}

const Account& View::account(const std::string& id) const {
  static const Account nobody{.id = "", .letter = "?", .name = "unnamed", .colour = "var(--ink)"};
  static const Account several{
      .id = "all", .letter = "&", .name = "several accounts", .colour = "var(--ink)"};
  const auto found =
      std::find_if(accounts.begin(), accounts.end(), [&](const Account& a) { return a.id == id; });
  if (found == accounts.end() && id == several.id) return several;
  return found == accounts.end() ? nobody : *found;
}

const Version* View::version(const std::string& id) const {
  const auto found =
      std::find_if(versions.begin(), versions.end(), [&](const Version& v) { return v.id == id; });
  return found == versions.end() ? nullptr : &*found;
}

const Version* View::default_version() const {
  const auto found =
      std::find_if(versions.begin(), versions.end(), [](const Version& v) { return v.counts; });
  return found == versions.end() ? nullptr : &*found;
}

std::string View::pooled_words(const assess::Pooled& row) const {
  std::string words = account(row.narrative).letter + " " + claim_label(row.claim);
  if (!row.instant.empty()) words += ", " + row.instant;
  if (!row.reading_words.empty()) words += " (" + row.reading_words + ")";
  return words + ": inside with probability " + percent(row.inside);
}

std::string View::weights_words(const std::vector<assess::BorderWeight>& weights) const {
  std::string words = "Over all border versions, by the weights that the case declares (";
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Version* its = version(weights[i].border);
    words += (i > 0 ? ", " : "") + (its == nullptr ? weights[i].border : its->title) + " " +
             fixed(weights[i].weight, 2);
  }
  return words + "); second to the rows above:";
}

std::string View::drawn_words() const {
  std::string words;
  for (const assess::DrawnOften& drawn : inquiry.assessment.drawn_often) {
    const Version* its = version(drawn.border);
    if (drawn.crossed < 0.005 || its == nullptr) continue;
    words += (words.empty() ? "" : " ") + its->title + ": " + percent(drawn.crossed) +
             " of the lines drawn with its error crossed themselves near the places claimed" +
             (drawn.kept >= 0.5 * drawn.crossed ? " and were kept: the line is finer than its error."
                                                : " and were drawn again.");
  }
  return words;
}

std::string View::claim_label(const std::string& name) const {
  const incident::Found found = incident::find_claim(inquiry.incident, name);
  if (found.claim == nullptr) return spaced(name);
  std::string label = spaced(incident::kind_word(found.claim->assertion));
  const std::string figure = figure_of(inquiry, name);
  if (!figure.empty()) return label + " “" + figure + "”";
  // Without a figure to tell it from its sisters, a claim is told by where it is said.
  const incident::Source* source = incident::find(inquiry.incident.sources, found.statement->source.text);
  const std::string said_in = source == nullptr        ? ""
                              : !source->title.empty() ? source->title.text
                                                       : source->publisher.text;
  return label + " (" + (said_in.empty() ? found.statement->id.text : said_in) + ")";
}

std::string View::event_words(const std::string& id) const {
  const incident::Event* event = incident::find(inquiry.incident.events, id);
  if (event == nullptr || event->means.empty()) return spaced(id);
  return event->means.text;
}

std::string View::event_label(const std::string& id) const {
  const std::string words = event_words(id), name = spaced(id);
  return columns(words) <= 24 || columns(words) <= columns(name) ? words : name;
}

std::string View::zone_words(const std::string& id) const {
  const incident::Zone* zone = incident::find(inquiry.incident.zones, id);
  if (zone == nullptr || zone->title.empty()) return spaced(id);
  return zone->title.text;
}

}  // namespace recon::report
