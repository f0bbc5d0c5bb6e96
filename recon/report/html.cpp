// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <kainjow/mustache.hpp>

#include "recon/flight/premises.hpp"
#include "recon/report/compared.hpp"
#include "recon/report/deciding.hpp"
#include "recon/report/figures.hpp"
#include "recon/report/report.hpp"
#include "recon/report/tellings.hpp"
#include "recon/report/text.hpp"
#include "recon/report/theme.hpp"
#include "recon/report/track_sides.hpp"
#include "recon/report/turning.hpp"
#include "recon/report/view.hpp"
#include "recon/report/words.hpp"

namespace recon::embedded {
extern const std::string_view report_style, report_page, report_answers, report_card, report_map,
    report_matrix, report_stated, report_question, report_against, report_compared, report_turning,
    report_tellings, report_ledger, report_back;
}  // namespace recon::embedded

namespace recon::report {
namespace {

using Data = kainjow::mustache::data;
using assess::Finding;
using assess::Side;

Data list() { return Data{Data::type::list}; }

/// {key: {text: words}} when there are words: a template section that shows itself only then.
void set_text(Data& data, const std::string& key, const std::string& words) {
  if (!words.empty()) data.set(key, Data{"text", words});
}

void set_account(Data& data, const Account& account) {
  data.set("letter", account.letter);
  data.set("name", account.name);
  data.set("colour", account.colour);
}

// ---- colours ----------------------------------------------------------------------------------------

/// The 45° hatch as a background that paper keeps: an SVG in the style sheet itself, nothing to fetch.
std::string hatch_image() {
  std::string colour{theme::light.hatch};
  colour.replace(0, 1, "%23");
  return "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='6' height='6'%3E%3Cpath "
         "d='M-1,1l2,-2M0,6l6,-6M5,7l2,-2' stroke='" +
         colour + "' stroke-width='1.3'/%3E%3C/svg%3E\")";
}

std::string tokens() {
  const theme::Palette& p = theme::light;
  const std::vector<std::pair<std::string, std::string_view>> named{
      {"paper", p.paper},   {"page", p.page},          {"ink", p.ink},
      {"mu", p.muted},      {"rule", p.rule},          {"side", p.side},
      {"hatch", p.hatch},   {"cellIn", p.cell_inside}, {"cellInT", p.cell_inside_text},
      {"sea", p.sea},       {"mock", p.placeholder},   {"A", p.account[0]},
      {"B", p.account[1]},  {"C", p.account[2]},       {"D", p.account[3]},
      {"onN", p.on_account}};
  std::string css = ":root{";
  for (const auto& [name, colour] : named) css += "--" + name + ":" + std::string{colour} + ";";
  return css + "--undImage:" + hatch_image() + "}";
}

// ---- masthead ---------------------------------------------------------------------------------------

std::string window_words(const inquiry::Inquiry& inquiry) {
  const auto& [begin, end] = std::pair{inquiry.normalised.begin, inquiry.normalised.end};
  if (!begin || !end) return {};
  const auto minutes = [](Instant when) { return iso_8601(when).substr(11, 5); };
  std::string words = minutes(*begin) + " to " + minutes(*end) + " UTC";
  const std::string& clock = inquiry.incident.clock.text;
  if (!clock.empty() && is_clock(clock) && utc_offset(*begin, clock).count() != 0)
    words += " (" + local_time(*begin, clock, Seconds::hidden) + " to " +
             local_time(*end, clock, Seconds::hidden) + ")";
  return words;
}

std::string kicker(const inquiry::Inquiry& inquiry) {
  const incident::Incident& incident = inquiry.incident;
  return joined({"recon report", incident.title.empty() ? incident.id.text : incident.title.text,
                 date_words(incident.date.text), window_words(inquiry)},
                " · ");
}

std::string lede(const View& view, const QuestionView& question) {
  const auto several = [](std::size_t count, std::string_view one, std::string_view more) {
    return count_word(count) + " " + std::string{count == 1 ? one : more};
  };
  const auto counted_versions =
      static_cast<std::size_t>(std::count_if(question.versions.begin(), question.versions.end(),
                                             [](const Version& v) { return v.counts && !v.id.empty(); }));
  std::string words = capitalised(several(question.answers.size(), "account", "accounts"));
  words += ", " + several(question.readings, "way of reading its figures", "ways of reading their figures");
  if (counted_versions > 0)
    words += ", " + several(counted_versions, "version of the border", "versions of the border");
  words +=
      ". Each account is taken at its word and asked the same question; the accounts are not weighed against "
      "each other.";
  if (!view.inquiry.incident.summary.empty()) words += " " + view.inquiry.incident.summary.text;
  return words;
}

std::string bar_words(const inquiry::Inquiry& inquiry) {
  if (inquiry.usable()) return {};
  return "The case file has errors; nothing was assessed. They are listed under Remarks on the case file.";
}

/// Warnings do not touch what was assessed: they are no alarm above the question, and are told below it.
std::string warnings_words(const inquiry::Inquiry& inquiry) {
  if (!inquiry.usable()) return {};
  const auto warnings = std::count_if(inquiry.problems.begin(), inquiry.problems.end(), [](const auto& p) {
    return p.severity == incident::Severity::warning;
  });
  if (inquiry.incident.questions.empty()) return std::string{asks_nothing};
  if (warnings == 0) return {};
  return counted(static_cast<std::size_t>(warnings), "warning") +
         " about the case file: see Remarks on the case file, at the end.";
}

// ---- cards ------------------------------------------------------------------------------------------

std::string_view square_class(Side side) {
  switch (side) {
    case Side::inside:
      return "in";
    case Side::outside:
      return "out";
    case Side::undetermined:
      break;
  }
  return "und";
}

std::string tally_words(const assess::Answer& answer) {
  const std::size_t all = answer.inside + answer.outside + answer.undetermined;
  std::vector<std::string> parts;
  if (answer.inside > 0) parts.push_back("inside " + std::to_string(answer.inside));
  if (answer.undetermined > 0) parts.push_back("undetermined " + std::to_string(answer.undetermined));
  if (answer.outside > 0) parts.push_back("outside " + std::to_string(answer.outside));
  return counted(all, "combination") + ": " + joined(parts, ", ");
}

/// One square per counted reading and version; a gap after each reading.
Data tally(const View& view, const assess::Answer& answer) {
  Data squares = list();
  std::string row;
  std::vector<std::string> classes;
  for (const std::size_t index : answer.findings) {
    if (index >= view.inquiry.assessment.findings.size()) continue;
    const Finding& finding = view.inquiry.assessment.findings[index];
    if (!finding.counts || finding.basis == assess::Basis::words) continue;
    const std::string here = finding.claim + "|" + finding.reading_words;
    if (!classes.empty() && here != row) classes.back() += " g";
    classes.emplace_back(square_class(finding.side));
    row = here;
  }
  for (const std::string& name : classes) squares.push_back(Data{"class", name});
  Data data;
  data.set("squares", squares);
  data.set("many", classes.size() > 60);
  data.set("words", tally_words(answer));
  return data;
}

Data chart_of(const View& view, const QuestionView& question, const Account& account) {
  const std::vector<const Finding*> rows = dot_rows(question, account);
  if (rows.empty()) return Data{false};
  const std::string id = "dot" + question.id + account.letter;
  Data chart;
  chart.set("svg", dot_chart(id + "d", Size::desktop, view, question, account, rows) +
                       dot_chart(id + "p", Size::phone, view, question, account, rows));
  std::string caption = view.claim_label(rows.front()->claim);
  if (!rows.front()->reading_words.empty()) caption += ", " + rows.front()->reading_words;
  const bool differ = rows.front()->side != rows.back()->side;
  chart.set("caption",
            differ ? "Where the border version decides: " + caption + "." : capitalised(caption) + ".");
  return chart;
}

Data card(const View& view, const QuestionView& question, const assess::Answer& answer, bool with_chart) {
  const Account& account = view.account(answer.narrative);
  Data data;
  set_account(data, account);
  data.set("of", account.of);
  data.set("word", capitalised(headline(answer)));
  data.set("rest", headline_rest(answer));
  data.set("mark_fill", answer.side == Side::inside ? "var(--ink)" : "var(--paper)");
  data.set("half", answer.side == Side::undetermined);
  data.set("tally",
           answer.inside + answer.outside + answer.undetermined > 0 ? tally(view, answer) : Data{false});
  data.set("sentence", unbroken(answer.sentence));
  const Deciding deciding = report::deciding(question, account);
  data.set("by_border", Data{false});
  data.set("by_reading", Data{false});
  set_text(data, "by_border", deciding.borders);
  set_text(data, "by_reading", deciding.readings);
  data.set("chart", with_chart ? chart_of(view, question, account) : Data{false});
  data.set("flip", Data{false});
  if (answer.cause != assess::Cause::nothing_said) set_text(data, "flip", unbroken(answer.flip_sentence));
  return data;
}

// ---- matrix -----------------------------------------------------------------------------------------

Data cell(const Finding* finding, const Version& version, double call) {
  Data data;
  for (const char* key : {"percent", "margin", "cause"}) data.set(key, Data{false});
  if (finding == nullptr) {
    data.set("class", version.counts ? "non" : "non ver");
    data.set("word", "does not apply");
    return data;
  }
  const bool off = !finding->counts;
  data.set("class", std::string{off ? "off" : square_class(finding->side)} + (version.counts ? "" : " ver"));
  data.set("word", std::string{side_word(finding->side)});
  set_text(data, "percent", percent(*finding, call));
  set_text(data, "margin", margin_words(*finding));
  if (finding->side == Side::undetermined || finding->cause == assess::Cause::only_words)
    set_text(data, "cause", std::string{cause_in_a_cell(finding->cause)});
  return data;
}

std::string words_only(const Finding& finding) {
  return std::string{side_mark(finding.side)} + " stated to be " + std::string{side_word(finding.side)} +
         ", in words only: no figure to test";
}

/// The one reason for which none of the claim's rows count; empty when some do, or reasons differ.
std::string why_never(const ClaimRows& claim) {
  const std::string why = claim.rows.front().why_not_counted();
  const bool same = std::all_of(claim.rows.begin(), claim.rows.end(), [&](const Row& row) {
    return !row.counts() && row.why_not_counted() == why;
  });
  return same ? why : "";
}

Data row_data(const View& view, const QuestionView& question, const ClaimRows& claim, std::size_t index) {
  const std::size_t span = question.versions.size() + 1;
  const Row& row = claim.rows[index];
  const bool part = claim.rows.size() > 1;
  const std::string readings = joined(row.readings, "; or ");
  Data data;
  data.set("part", part);
  data.set("heading", Data{false});
  if (part && index == 0) {
    const std::string why = why_never(claim);
    Data heading{"text", capitalised(claim.label)};
    heading.set("why", why.empty() ? "" : "not counted: " + why);
    heading.set("span", std::to_string(span));
    data.set("heading", heading);
  }
  data.set("label", part && !readings.empty() ? readings : capitalised(claim.label));
  data.set("note", Data{false});
  const std::string why = part && !why_never(claim).empty() ? "" : row.why_not_counted();
  const bool told = part && !why_never(claim).empty();
  set_text(data, "note",
           joined({part ? "" : readings,
                   row.counts() || told ? "" : "not counted" + (why.empty() ? "" : ": " + why)},
                  "; "));
  Data cells = list();
  const double call = view.inquiry.assessment.settings.call_inside_at;
  for (std::size_t i = 0; i < question.versions.size(); ++i)
    cells.push_back(cell(row.cells[i], question.versions[i], call));
  data.set("words", Data{false});
  if (row.words != nullptr) {
    Data words{"text", words_only(*row.words)};
    words.set("span", std::to_string(question.versions.size()));
    data.set("words", words);
  }
  data.set("cells", cells);
  return data;
}

std::string legend(const View& view, const QuestionView& question) {
  const double call = view.inquiry.assessment.settings.call_inside_at;
  std::string words = "Probability of having been inside";
  if (!question.zone_title.empty()) words += " " + question.zone_title;
  words += "; below it the median margin to the border, positive inside. Inside from " + percent(call) +
           ", outside up to " + percent(1.0 - call) +
           "; in between, or with a margin smaller than its own error, undetermined.";
  return words;
}

Data matrix(const View& view, const QuestionView& question) {
  if (question.matrix.empty()) return Data{false};
  Data data, columns = list(), groups = list();
  std::size_t counted_columns = 0;
  std::vector<std::string> flaws, hidden;
  for (const Version& version : question.versions) {
    Data column;
    column.set("title", version.title);
    column.set("note", version.counts ? version.error : "not counted");
    column.set("width", px(version.width));
    column.set("dash", version.dash);
    column.set("off", !version.counts);
    columns.push_back(column);
    counted_columns += version.counts ? 1 : 0;
    if (!version.counts) hidden.push_back(version.title);
    if (!version.flaw.empty()) flaws.push_back(version.title + ": " + version.flaw);
  }
  const std::size_t span = question.versions.size() + 1;
  for (const AccountRows& account : question.matrix) {
    Data group, rows = list();
    set_account(group, *account.account);
    group.set("span", std::to_string(span));
    for (const ClaimRows& claim : account.claims)
      for (std::size_t i = 0; i < claim.rows.size(); ++i) rows.push_back(row_data(view, question, claim, i));
    group.set("rows", rows);
    groups.push_back(group);
  }
  const bool first = &question == &view.questions.front();
  data.set("legend", first ? legend(view, question)
                           : "Probability of inside and median margin, as in the first table.");
  data.set("counted_columns", std::to_string(std::max<std::size_t>(1, counted_columns)));
  data.set("columns", columns);
  data.set("groups", groups);
  data.set("hidden", Data{false});
  data.set("flaws", Data{false});
  set_text(data, "hidden",
           hidden.empty() ? "" : joined(hidden, ", ") + " (display only): left out on narrow screens.");
  set_text(data, "flaws", flaws.empty() || !first ? "" : "Known flaws. " + joined(flaws, "; ") + ".");
  return data;
}

Data stated(const View& view, const QuestionView& question) {
  if (question.stated.empty()) return Data{false};
  Data rows = list();
  for (const assess::Stated* stated : question.stated) {
    Data row;
    set_account(row, view.account(stated->narrative));
    row.set("quantity", stated->quantity + (stated->derived ? " (derived from other figures)" : ""));
    row.set("printed", stated->as_printed);
    row.set("read", !stated->as_read.empty() ? stated->as_read
                    : stated->value          ? interval_words(*stated->value, stated->unit)
                                             : "not a figure");
    row.set("reading", stated->reading_words);
    rows.push_back(row);
  }
  return Data{"rows", rows};
}

// ---- questions --------------------------------------------------------------------------------------

Data pooled_data(const View& view, const QuestionView& question) {
  if (question.pooled.empty()) return Data{false};
  Data rows = list();
  for (const assess::Pooled* row : question.pooled) rows.push_back(Data{"text", view.pooled_words(*row)});
  Data data{"weights", view.weights_words(question.pooled.front()->weights)};
  data.set("rows", rows);
  return data;
}

Data question_data(const View& view, const QuestionView& question, bool main) {
  Data data, cards = list();
  std::vector<std::string> silent;
  if (main || asks_a_side(*question.question))
    for (const assess::Answer* answer : question.answers) {
      if (!main && answer->cause == assess::Cause::nothing_said)
        silent.push_back(view.account(answer->narrative).letter + " " + view.account(answer->narrative).name);
      else
        cards.push_back(card(view, question, *answer, main));
    }
  data.set("silent", Data{false});
  set_text(data, "silent",
           silent.empty()
               ? ""
               : "◐ Undetermined, for nothing is said that bears on it: " + joined(silent, "; ") + ".");
  data.set("asks", question.asks);
  data.set("anchor", "question-" + question.id);
  data.set("standing", question.standing.empty() ? Data{false} : Data{"text", question.standing});
  data.set("pooled", pooled_data(view, question));
  data.set("answered", !question.answers.empty() || !question.stated.empty() || !question.agreements.empty());
  data.set("why_not", "No account says anything that bears on it.");
  data.set("agreements", !question.agreements.empty());
  data.set("cards", cards);
  data.set("matrix", asks_a_side(*question.question) ? matrix(view, question) : Data{false});
  data.set("stated", stated(view, question));
  const std::string zone = question.zone_title.empty() ? "" : " " + question.zone_title;
  data.set(
      "answers_intro",
      "Dark: inside" + zone +
          ". White: outside. Hatched: undetermined. One square per reading and border version. In the dot "
          "charts the grey bar at zero is the border version’s own error (95 %).");
  return data;
}

// ---- map --------------------------------------------------------------------------------------------

std::string map_caption(const View& view, const Map& map) {
  std::string words =
      "Local azimuthal equidistant projection, WGS 84, north up. Ellipses hold the position 95 times in "
      "100. ";
  if (map.ring_seconds > 0)
    words += "Rings on a track: every " + fixed(map.ring_seconds, map.ring_seconds < 1 ? 1 : 0) + " s. ";
  if (map.sea)
    words += "Heavy lines at sea: the outer limit of the zone, by distance from the coast of each version. ";
  if (const Version* version = view.default_version()) words += "Default border: " + version->title + ". ";
  for (const Version& version : view.versions)
    if (!version.counts)
      words += version.title + " is drawn and not counted" +
               (version.flaw.empty() ? ". " : ": " + version.flaw + ". ");
  if (!map.beyond.empty()) words += "Beyond the frame: " + joined(map.beyond, "; ") + ". ";
  std::set<std::string> attributions;
  for (const Version& version : view.versions)
    if (!version.attribution.empty()) attributions.insert(version.attribution);
  if (!attributions.empty())
    words += "Borders: " + joined({attributions.begin(), attributions.end()}, "; ") + ". ";
  return words + "A name on the map is not a claim of sovereignty.";
}

Data map_data(const View& view, const QuestionView& question) {
  const Map map = map_of(view, question);
  if (map.desktop.empty()) return Data{false};
  Data data, versions = list(), accounts = list(), in_key = list();
  for (const Version& version : view.versions) {
    Data item;
    item.set("title", version.title);
    item.set("width", px(version.width));
    item.set("dash", version.dash);
    item.set("not_counted", !version.counts);
    versions.push_back(item);
  }
  std::set<std::string> shown;
  for (const assess::Marker& marker : view.inquiry.assessment.markers) shown.insert(marker.narrative);
  for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks) shown.insert(track.narrative);
  std::vector<std::string> placeless;
  for (const Account& account : view.accounts) {
    if (!shown.contains(account.id)) {
      if (account.narrative != nullptr) placeless.push_back(account.letter);
      continue;
    }
    Data item;
    set_account(item, account);
    accounts.push_back(item);
  }
  for (const std::string& words : map.in_key) in_key.push_back(Data{"words", words});
  data.set("heading", shown.empty()
                          ? "The map: the border versions"
                          : "The map: the border versions and where the accounts place the aircraft");
  data.set("intro",
           shown.empty()
               ? std::string{"No account gives a position or a track; the map shows the ground they "
                             "speak of."}
               : std::string{"Each account in its hue and letter, with the error it is given. Stone is "
                             "inside, paper outside."} +
                     (placeless.empty()
                          ? ""
                          : " Not on the map, for no position is given: " + joined(placeless, ", ") + "."));
  data.set("svg", map.desktop + map.phone);
  data.set("versions", versions);
  data.set("accounts", accounts);
  data.set("in_key", in_key);
  data.set("hatched", map.hatched);
  data.set("zone",
           question.zone_title.empty() ? Data{false} : Data{"inside", "inside " + question.zone_title});
  data.set("caption", map_caption(view, map));
  return data;
}

// ---- time, statements, flips ------------------------------------------------------------------------

bool concerns(const assess::DrawnTrack::Margins& margins, const View& view, const QuestionView& question) {
  const Version* version = view.default_version();
  const std::string border = version == nullptr || margins.border.empty() ? margins.border : version->id;
  return margins.border == border && margins.zone == question.question->zone.text;
}

Data time_data(const View& view, const QuestionView& question) {
  Data panels = list();
  std::size_t count = 0;
  for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks)
    for (const assess::DrawnTrack::Margins& margins : track.margins) {
      if (!concerns(margins, view, question)) continue;
      std::string id = "time";
      id += std::to_string(count++);
      std::string svg = margin_over_time(id + "d", Size::desktop, view, track, margins);
      if (svg.empty()) continue;
      svg += margin_over_time(id + "p", Size::phone, view, track, margins);
      Data panel{"svg", svg};
      panel.set(
          "caption",
          joined({capitalised(view.claim_label(track.claim)), track.aircraft, track.reading_words}, ", "));
      panels.push_back(panel);
    }
  if (panels.is_empty_list()) return Data{false};
  Data data{"panels", panels};
  Data sides = list();
  for (const TrackSidesShown& its : track_sides_shown(view)) {
    Data item;
    set_account(item, *its.account);
    item.set("track", its.by.empty() ? its.track + ", " + its.zone : its.zone + " by " + its.by);
    item.set("by_all", its.by.empty());
    item.set("words", its.words);
    sides.push_back(item);
  }
  if (!sides.is_empty_list()) {
    Data told{"items", sides};
    told.set("intro", track_sides_intro(view));
    data.set("sides", told);
  }
  const Version* version = view.default_version();
  data.set("intro",
           "Kilometres; the line is the median, the band holds 90 of 100 draws. Grey ground: inside " +
               question.zone_title + (version == nullptr ? "." : " on " + version->title + "."));
  return data;
}

using Consistencies = std::vector<const assess::Consistency*>;

/// Rows that are held to something, once however many readings draw alike; speeds first.
std::vector<Consistencies> charted(const View& view) {
  std::map<std::string, Consistencies> by_unit;
  std::set<std::string> seen;
  for (const assess::Consistency& row : view.inquiry.assessment.consistencies) {
    if (!row.implied || !row.allowed) continue;
    const std::string face = row.narrative + row.title + row.unit + interval_words(*row.implied, row.unit) +
                             interval_words(*row.allowed, row.unit);
    if (seen.insert(face).second) by_unit[row.unit].push_back(&row);
  }
  std::vector<Consistencies> charts;
  for (auto& [unit, rows] : by_unit)
    charts.insert(unit == "m/s" ? charts.begin() : charts.end(), std::move(rows));
  return charts;
}

Data against_charts(const View& view) {
  Data charts = list();
  for (Consistencies& rows : charted(view)) {
    constexpr std::size_t most = 14;  // half a page of bars; the list below holds the others
    const std::size_t all = rows.size();
    if (all > most) rows.resize(most);
    const std::string id = "bar" + std::to_string(charts.list_value().size());
    Data chart{"svg", implied_bars(id + "d", Size::desktop, view, rows) +
                          implied_bars(id + "p", Size::phone, view, rows)};
    std::string intro =
        capitalised(rows.front()->quantity) +
        " that statements imply, with what their rounding leaves open (bar in the account’s hue; the tick "
        "is the stated value) against what it is held to (hatched frame).";
    if (all > most) intro += " The first " + std::to_string(most) + " of " + std::to_string(all) + ".";
    chart.set("intro", intro);
    charts.push_back(chart);
  }
  return charts;
}

std::string_view verdict_class(assess::Consistency::Verdict verdict) {
  using Verdict = assess::Consistency::Verdict;
  if (verdict == Verdict::impossible) return "hard";
  return verdict == Verdict::holds ? "holds" : "";
}

/// Sentences of one account on one subject with one verdict, told once however many readings share them.
struct Told {
  const assess::Consistency* first = nullptr;
  std::vector<std::pair<std::string, std::vector<std::string>>> sentences;  // sentence, readings
};

std::vector<Told> told(const View& view) {
  using Verdict = assess::Consistency::Verdict;
  std::vector<Told> out;
  for (const Verdict verdict : {Verdict::impossible, Verdict::strained, Verdict::open, Verdict::holds})
    for (const assess::Consistency& row : view.inquiry.assessment.consistencies) {
      if (row.verdict != verdict) continue;
      auto group = std::find_if(out.begin(), out.end(), [&](const Told& t) {
        return t.first->verdict == verdict && t.first->narrative == row.narrative &&
               t.first->title == row.title;
      });
      if (group == out.end()) group = out.insert(out.end(), Told{&row, {}});
      auto same = std::find_if(group->sentences.begin(), group->sentences.end(),
                               [&](const auto& s) { return s.first == row.sentence; });
      if (same == group->sentences.end())
        same = group->sentences.insert(group->sentences.end(), {row.sentence, {}});
      const Version* version = view.version(row.border);
      const std::string reading = joined({row.reading_words, version == nullptr ? "" : version->title}, ", ");
      if (!reading.empty() &&
          std::find(same->second.begin(), same->second.end(), reading) == same->second.end())
        same->second.push_back(reading);
    }
  return out;
}

std::string readings_in_brackets(const std::vector<std::string>& readings) {
  return readings.empty() ? "" : "(" + joined(readings, "; ") + ")";
}

Data against_data(const View& view) {
  Data items = list();
  for (const Told& group : told(view)) {
    Data item;
    set_account(item, view.account(group.first->narrative));
    item.set("verdict", std::string{verdict_word(group.first->verdict)});
    item.set("class", std::string{verdict_class(group.first->verdict)});
    item.set("one", Data{false});
    item.set("many", Data{false});
    Data sentences = list();
    constexpr std::size_t most = 3;
    for (const auto& [sentence, readings] : group.sentences) {
      if (sentences.list_value().size() == most) break;
      Data said{"sentence", sentence};
      said.set("reading", readings_in_brackets(readings));
      sentences.push_back(said);
    }
    if (group.sentences.size() == 1) {
      item.set("one", sentences.list_value().front());
    } else {
      Data many{"title", capitalised(group.first->title)};
      many.set("sentences", sentences);
      const std::size_t more = group.sentences.size() - std::min(group.sentences.size(), most);
      many.set("more", more == 0 ? ""
                                 : "and " + counted(more, "more reading") +
                                       " with the same outcome; all are in the JSON form of this report");
      item.set("many", many);
    }
    items.push_back(item);
  }
  if (items.is_empty_list()) return Data{false};
  Data data{"items", items};
  data.set("charts", against_charts(view));
  return data;
}

Data flips_data(const View& view, const QuestionView& question) {
  Data panels = list();
  for (const Account& account : view.accounts) {
    const Tornado tornado = tornado_of(view, question, account);
    if (tornado.swings.empty()) continue;
    const std::string id = "flip" + std::to_string(panels.list_value().size());
    Data panel{"svg", tornado_chart(id + "d", Size::desktop, account, tornado) +
                          tornado_chart(id + "p", Size::phone, account, tornado)};
    set_account(panel, account);
    const Finding& from = *tornado.from;
    const Version* version = view.version(from.border);
    panel.set("caption",
              "Starts from " +
                  joined({view.claim_label(from.claim), from.reading_words,
                          version == nullptr ? "" : version->title},
                         ", ") +
                  ": " + margin_words(from) +
                  (from.flip ? "; a shift of " + distance_and_miles(*from.flip) + " would change it." : "."));
    panels.push_back(panel);
  }
  if (panels.is_empty_list()) return Data{false};
  Data data{"panels", panels};
  data.set("intro",
           "Median margin to the border when one thing is varied and all others stay; the answer turns at "
           "zero, and right of it is inside. Sorted by effect.");
  return data;
}

Data agreements_data(const View& view) {
  Data items = list();
  std::set<std::string> seen;
  for (const assess::Agreement& agreement : view.inquiry.assessment.agreements) {
    if (!seen.insert(agreement.one + agreement.other + agreement.sentence + agreement.reading_words).second)
      continue;
    const Account &one = view.account(agreement.one), &other = view.account(agreement.other);
    Data item{"sentence", agreement.sentence};
    item.set("reading", agreement.reading_words.empty() ? "" : "(" + agreement.reading_words + ")");
    item.set("one", one.letter);
    item.set("one_colour", one.colour);
    item.set("other", other.letter);
    item.set("other_colour", other.colour);
    items.push_back(item);
  }
  return items.is_empty_list() ? Data{false} : Data{"items", items};
}

// ---- accounts side by side ----------------------------------------------------------------------------

Data stance_data(const StanceShown& stance) {
  Data cell{"says", std::string{says_word(stance.says)}};
  cell.set("letter", stance.account->letter);
  cell.set("silent", Data{stance.says == assess::Stance::Says::silent});
  cell.set("figures", Data{false});
  set_text(cell, "figures", stance.figures);
  Data grounds = list();
  for (const std::string& ground : stance.grounds) grounds.push_back(Data{"text", ground});
  cell.set("grounds", grounds);
  return cell;
}

Data concords_data(const std::vector<ConcordShown>& concords) {
  Data rows = list();
  for (const ConcordShown& pair : concords) {
    Data row{"agree", pair.agree};
    row.set("opposed", pair.opposed);
    row.set("differ", pair.differ);
    row.set("one", pair.one->letter);
    row.set("one_colour", pair.one->colour);
    row.set("other", pair.other->letter);
    row.set("other_colour", pair.other->colour);
    rows.push_back(row);
  }
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

Data aircraft_data(const AircraftCompared& its) {
  Data accounts = list(), rows = list();
  for (const StanceShown& stance : its.propositions.front().stances) {
    Data account;
    set_account(account, *stance.account);
    accounts.push_back(account);
  }
  for (const PropositionShown& proposition : its.propositions) {
    Data row{"id", proposition.id};
    row.set("words", proposition.words);
    row.set("opposed", Data{proposition.opposed});
    Data stances = list();
    for (const StanceShown& stance : proposition.stances) stances.push_back(stance_data(stance));
    row.set("stances", stances);
    rows.push_back(row);
  }
  Data aircraft{"name", capitalised(its.aircraft)};
  aircraft.set("accounts", accounts);
  aircraft.set("rows", rows);
  aircraft.set("pairs", concords_data(its.concords));
  return aircraft;
}

Data compared_data(const View& view) {
  Data aircraft = list();
  for (const AircraftCompared& its : compared(view)) aircraft.push_back(aircraft_data(its));
  if (aircraft.is_empty_list()) return Data{false};
  Data data{"aircraft", aircraft};
  data.set("intro", std::string{compared_intro});
  return data;
}

// ---- what the answers turn on ------------------------------------------------------------------------

Data flip_rows(const View& view) {
  Data questions = list();
  for (const FlipsShown& shown : flips_shown(view)) {
    Data rows = list();
    for (const FlipShown& flip : shown.flips) {
      Data row{"claim", capitalised(flip.claim)};
      set_account(row, *flip.account);
      row.set("sentence", flip.sentence);
      rows.push_back(row);
    }
    Data question{"asks", shown.asks};
    question.set("rows", rows);
    questions.push_back(question);
  }
  return questions.is_empty_list() ? Data{false} : Data{"questions", questions};
}

Data doubt_data(const DoubtShown& doubt) {
  Data row{"what", capitalised(doubt.what)};
  row.set("most", doubt.most);
  row.set("cell", doubt.cell);
  row.set("from", doubt.from);
  Data runs = list();
  for (const std::string& run : doubt.runs) runs.push_back(Data{"text", run});
  row.set("runs", runs);
  return row;
}

Data doubt_rows(const View& view) {
  Data groups = list();
  for (const DoubtsShown& shown : doubts_shown(view)) {
    Data rows = list();
    for (const DoubtShown& doubt : shown.doubts) rows.push_back(doubt_data(doubt));
    Data group{"asks", shown.asks};
    set_account(group, *shown.account);
    group.set("any", shown.doubts.empty() ? Data{false} : Data{true});
    group.set("rows", rows);
    group.set("still", shown.still.empty() ? Data{false} : Data{shown.still});
    groups.push_back(group);
  }
  if (groups.is_empty_list()) return Data{false};
  Data data{"groups", groups};
  data.set("intro", doubts_words(view));
  return data;
}

Data pairs_data(const std::vector<PairShown>& pairs) {
  Data items = list();
  for (const PairShown& pair : pairs) {
    Data item{"sentence", pair.sentence};
    item.set("one", pair.one->letter);
    item.set("one_colour", pair.one->colour);
    item.set("other", pair.other == nullptr ? Data{false} : Data{pair.other->letter});
    item.set("other_colour", pair.other == nullptr ? "" : pair.other->colour);
    items.push_back(item);
  }
  return items;
}

Data reconciled_data(const View& view) {
  Data data{"items", pairs_data(reconcilers_shown(view))};
  data.set("intro", reconcilers_words(view));
  return data;
}

// ---- ledger -----------------------------------------------------------------------------------------

bool is_web_address(std::string_view address) {
  const auto starts = [&](std::string_view scheme) {
    return address.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), address.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
  };
  return starts("https://") || starts("http://");
}

std::string where_words(const incident::Source* source, const incident::Statement& statement) {
  if (source == nullptr) return statement.source.text;
  return joined(
      {source->title.text, source->publisher.text, source->author.text, date_words(source->date.text),
       statement.place_in_source.text, statement.speaker.empty() ? "" : "said by " + statement.speaker.text,
       statement.made.empty() ? "" : "made " + statement.made.text},
      ", ");
}

/// "depth inside “1.36 miles”: 2 189 m ± 8 m or 2 519 m ± 9 m".
std::vector<std::string> uses_of(const View& view, const incident::Statement& statement) {
  std::vector<std::string> uses;
  for (const incident::Claim& claim : statement.claims) {
    std::vector<std::string> ways;
    for (const normalise::ReadClaim& read : view.inquiry.normalised.claims)
      if (read.claim == claim.name && !read.as_read.empty() &&
          std::find(ways.begin(), ways.end(), read.as_read) == ways.end())
        ways.push_back(read.as_read);
    constexpr std::size_t most = 8;
    const std::size_t all = ways.size();
    if (all > most) ways.resize(most);
    std::string words = joined(ways, " or ");
    if (all > most) words += " and " + std::to_string(all - most) + " more";
    uses.push_back(view.claim_label(claim.name) + (words.empty() ? "" : ": " + words));
  }
  return uses;
}

void add_unique(std::vector<std::string>& list, const std::string& words) {
  if (!words.empty() && std::find(list.begin(), list.end(), words) == list.end()) list.push_back(words);
}

std::string choice_asked(const normalise::Choice& choice) {
  if (!choice.asks.empty()) return choice.asks;
  return capitalised(std::string{name_of(choice.about)});
}

void add_claim_remarks(const View& view, const incident::Claim& claim, std::vector<std::string>& open) {
  const normalise::Normalised& normalised = view.inquiry.normalised;
  for (const normalise::ReadClaim& read : normalised.claims) {
    if (read.claim != claim.name) continue;
    for (const normalise::OptionTaken& taken : read.reading)
      for (const normalise::Choice& choice : normalised.choices)
        if (choice.id == taken.choice && !choice.settled && choice.options.size() > 1)
          add_unique(open, "open: " + (choice.about == About::question ? choice_asked(choice)
                                                                       : std::string{name_of(choice.about)}));
    if (!read.counts) add_unique(open, "not counted: " + read.why_not_counted);
  }
  for (const normalise::Adjustment& adjustment : normalised.adjustments)
    if (adjustment.claim == claim.name) add_unique(open, adjustment.what);
  if (!claim.corrected.empty()) add_unique(open, "corrected: " + claim.corrected.text);
  if (claim.derived) add_unique(open, "derived: " + claim.derived->how.text);
  if (!claim.note.empty()) add_unique(open, claim.note.text);
}

std::vector<std::string> remarks_of(const View& view, const incident::Statement& statement) {
  std::vector<std::string> open;
  if (!statement.unverified.empty())
    open.push_back("not verified, so not counted: " + statement.unverified.text);
  if (!statement.superseded_by.empty())
    open.push_back("superseded by “" + statement.superseded_by.text + "”");
  for (const incident::Claim& claim : statement.claims) add_claim_remarks(view, claim, open);
  if (!statement.note.empty()) add_unique(open, statement.note.text);
  for (const incident::Copy& copy : statement.copies)
    add_unique(open, "also in " + copy.source.text +
                         (copy.said.empty() ? "" : ", which prints “" + copy.said.text + "”") +
                         (copy.note.empty() ? "" : " (" + copy.note.text + ")"));
  return open;
}

Data texts(const std::vector<std::string>& words) {
  Data items = list();
  for (const std::string& text : words) items.push_back(Data{"text", text});
  return items;
}

void set_words(Data& row, const incident::Statement& statement, const incident::Source* source) {
  for (const char* key : {"quote", "retold", "translation"}) row.set(key, Data{false});
  if (statement.how == incident::Statement::Words::said) {
    Data quote{"text", statement.words.text};
    const std::string language = !statement.language.empty() ? statement.language.text
                                 : source != nullptr         ? source->language.text
                                                             : "";
    quote.set("lang", language.empty() ? Data{false} : Data{"code", language});
    row.set("quote", quote);
  } else {
    Data retold{"text", statement.words.text};
    retold.set("how",
               statement.how == incident::Statement::Words::shows ? "shows" : "reported, not verbatim");
    row.set("retold", retold);
  }
  set_text(row, "translation", statement.translation.text);
}

Data ledger_row(const View& view, const Account& account, const incident::Statement& statement) {
  const incident::Source* source = incident::find(view.inquiry.incident.sources, statement.source.text);
  Data row;
  set_account(row, account);
  set_words(row, statement, source);
  row.set("where", where_words(source, statement));
  row.set("link", Data{false});
  row.set("address", Data{false});
  if (source != nullptr && is_web_address(source->address.text))
    row.set("link", Data{"href", source->address.text});
  else if (source != nullptr)
    set_text(row, "address", source->address.text);
  row.set("place", statement.place.file.empty()
                       ? ""
                       : statement.place.file + ":" + std::to_string(statement.place.line));
  row.set("uses", texts(uses_of(view, statement)));
  row.set("open", texts(remarks_of(view, statement)));
  return row;
}

Data ledger(const View& view) {
  Data rows = list();
  for (const Account& account : view.accounts)
    for (const incident::Statement& statement : account.statements())
      rows.push_back(ledger_row(view, account, statement));
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

// ---- whole accounts put to drawn flights ------------------------------------------------------------

std::string_view verdict_class(assess::Telling::Verdict verdict) {
  using Verdict = assess::Telling::Verdict;
  if (verdict == Verdict::contradiction) return "hard";
  return verdict == Verdict::fits ? "holds" : "";
}

/// Off by less than this many errors is not worth a row.
constexpr double shown_as_within = 0.05;

std::string error_words(const assess::Telling::Statement& statement) {
  if (statement.unit == "deg") return fixed(statement.error, statement.error < 10.0 ? 1 : 0) + "°";
  if (statement.unit.empty()) return fixed(statement.error, 2);
  if (statement.unit == flight::margin_unit) return value_words(statement.error, "m");
  return value_words(statement.error, statement.unit == flight::clock_unit ? "s" : statement.unit);
}

/// What the closest flight shows of each statement that it misses.
Data missed_statements(const View& view, const assess::Telling& telling) {
  Data rows = list();
  for (const assess::Telling::Statement& statement : telling.statements) {
    if (statement.misfit < shown_as_within) continue;
    Data row{"printed", capitalised(view.claim_label(statement.claim))};
    row.set("read", statement.as_read);
    row.set("error", error_words(statement));
    row.set("shown", shown_words(statement.shown, statement.unit));
    row.set("off_by", times_words(statement.misfit) + " × the error");
    rows.push_back(row);
  }
  return rows;
}

/// "Side at hit inside (1.2 km inside)": statements that it does not miss, as read and as it shows them.
std::string kept_words(const View& view, const assess::Telling& telling) {
  std::vector<std::string> kept;
  for (const assess::Telling::Statement& statement : telling.statements)
    if (statement.misfit < shown_as_within)
      kept.push_back(view.claim_label(statement.claim) + " as " + statement.as_read + " (" +
                     shown_words(statement.shown, statement.unit) + ")");
  return joined(kept, "; ");
}

/// "letter/fall: it is not a moment near the event", the claim by its label.
std::string left_out_words(const View& view, const std::string& left_out) {
  const std::size_t colon = left_out.find(": ");
  if (colon == std::string::npos) return left_out;
  return capitalised(view.claim_label(left_out.substr(0, colon))) + left_out.substr(colon);
}

Data telling_data(const View& view, const assess::Telling& telling) {
  Data data{"title", telling_title(view, telling)};
  const bool searched = telling.verdict != assess::Telling::Verdict::unresolved;
  const bool off = searched && telling.verdict != assess::Telling::Verdict::fits;
  for (const char* key : {"off_by", "proved", "left_out", "missed", "kept"}) data.set(key, Data{false});
  set_text(data, "off_by", off ? "off by " + times_words(telling.strain) + " times the error" : "");
  set_text(data, "proved",
           !off || !telling.conflicts.empty() || telling.certificate.empty() || telling.proved <= 0.0
               ? ""
               : "Less than " + times_words(telling.proved) +
                     " times the error is impossible: " + telling.certificate + ".");
  const Data missed = missed_statements(view, telling);
  if (!missed.is_empty_list()) data.set("missed", Data{"statements", missed});
  set_text(data, "kept", kept_words(view, telling));
  Data remarks = list(), left_out = list();
  for (const assess::Telling::Conflict& conflict : telling.conflicts)
    remarks.push_back(Data{"text", conflict.sentence});
  for (const auto& would : telling.would_have_read) remarks.push_back(Data{"text", would.sentence});
  const std::string flown =
      telling.verdict == assess::Telling::Verdict::fits ? flown_words({&telling}) : std::string{};
  if (!flown.empty()) remarks.push_back(Data{"text", "Flights that fit: " + flown + "."});
  for (const std::string& more :
       {crossing_words(telling), flyable_words(telling), way_out_words(view, telling)})
    if (!more.empty()) remarks.push_back(Data{"text", more});
  for (const std::string& claim : telling.left_out)
    left_out.push_back(Data{"text", left_out_words(view, claim)});
  data.set("remarks", remarks);
  if (!telling.left_out.empty()) data.set("left_out", Data{"claims", left_out});
  return data;
}

Data outcome_data(const View& view, const Outcome& outcome) {
  Data data{"verdict", std::string{verdict_word(outcome.verdict)}};
  data.set("class", std::string{verdict_class(outcome.verdict)});
  data.set("many", std::to_string(outcome.tellings.size()));
  data.set("where", texts(outcome.where));
  for (const char* key : {"off_by", "flown"}) data.set(key, Data{false});
  set_text(data, "off_by", capitalised(outcome.off_by));
  data.set("sentences", texts(outcome.sentences));
  set_text(data, "flown", capitalised(outcome.flown));
  Data tellings = list();
  for (const assess::Telling* telling : outcome.tellings) tellings.push_back(telling_data(view, *telling));
  data.set("tellings", tellings);
  return data;
}

Data tellings_data(const View& view) {
  Data accounts = list();
  for (const AccountTold& told : told_accounts(view)) {
    Data account, outcomes = list();
    set_account(account, *told.account);
    account.set("name", joined({told.account->name, told.aircraft}, ", "));
    account.set("count", told.count);
    for (const Outcome& outcome : told.outcomes) outcomes.push_back(outcome_data(view, outcome));
    account.set("outcomes", outcomes);
    accounts.push_back(account);
  }
  if (accounts.is_empty_list()) return Data{false};
  Data data{"accounts", accounts};
  data.set("intro",
           "All that an account says of one aircraft near the event, put to drawn flights under each reading "
           "and border version. Off by: how many times the error its maker could have made the worst figure "
           "is off in the flight that comes closest. Fits: at most 1; stretched: up to 3; contradicts: more "
           "than 3, so that at least one figure is wrong. Sentences are those of the telling that comes "
           "closest. Of flights that fit: median (5 to 95 %); deep is from the nearest edge, speed over the "
           "ground.");
  return data;
}

// ---- back matter ------------------------------------------------------------------------------------

Data choices_data(const View& view) {
  Data rows = list();
  for (const normalise::Choice& choice : view.inquiry.normalised.choices) {
    if (choice.options.empty()) continue;
    Data row, options = list();
    set_account(row, view.account(choice.narrative));
    row.set("asks", choice_asked(choice) + (choice.settled ? " (settled)" : ""));
    row.set("id", choice.id);
    for (const normalise::Option& option : choice.options)
      options.push_back(
          Data{"text",
               joined({option.means.empty() ? option.id : option.means,
                       choice.options.size() > 1 ? "weight " + percent(option.weight) : "", option.because},
                      "; ")});
    row.set("options", options);
    rows.push_back(row);
  }
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

/// Equal adjustments of many claims are one row.
Data assumptions_data(const View& view) {
  std::vector<std::pair<const normalise::Adjustment*, std::vector<std::string>>> grouped;
  for (const normalise::Adjustment& adjustment : view.inquiry.normalised.adjustments) {
    auto same = std::find_if(grouped.begin(), grouped.end(), [&](const auto& other) {
      return other.first->what == adjustment.what && other.first->because == adjustment.because;
    });
    if (same == grouped.end()) same = grouped.insert(grouped.end(), {&adjustment, {}});
    add_unique(same->second, adjustment.claim.empty() ? "the whole case" : adjustment.claim);
  }
  Data rows = list();
  for (const auto& [adjustment, claims] : grouped) {
    Data row{"what", adjustment->what};
    row.set("because", adjustment->because);
    constexpr std::size_t most = 6;
    std::vector<std::string> first(
        claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(std::min(most, claims.size())));
    row.set("where",
            joined(first, ", ") +
                (claims.size() > most ? " and " + std::to_string(claims.size() - most) + " more" : ""));
    rows.push_back(row);
  }
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

Data problems_data(const inquiry::Inquiry& inquiry) {
  Data rows = list();
  for (const incident::Problem& problem : inquiry.problems) {
    rows.push_back(Data{"text", load::print(problem)});
  }
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

Data borders_data(const View& view) {
  Data rows = list();
  for (const Version& version : view.versions) {
    const incident::Border& about = view.inquiry.borders.at(version.id).about;
    Data row{"title", version.title};
    row.set("off", !version.counts);
    row.set("publisher",
            joined({about.publisher.text, about.edition.text, date_words(about.date.text)}, ", "));
    row.set("error", version.error.empty() ? "not stated" : version.error);
    row.set("licence", joined({about.licence.text, about.attribution.text}, ". "));
    row.set("flaw", version.flaw);
    rows.push_back(row);
  }
  return rows.is_empty_list() ? Data{false} : Data{"rows", rows};
}

Data tips_data(const View& view) {
  Data rows = list();
  std::string named;
  for (const assess::Tip& tip : view.inquiry.assessment.tips) {
    named = tip.landmark_name;
    Data row{"carries", std::string{tip.carries ? "yes" : "no"}};
    const Version* version = view.version(tip.border);
    row.set("version", version == nullptr ? tip.border : version->title);
    row.set("off", !tip.counts);
    row.set("sentence", tip.sentence);
    rows.push_back(row);
  }
  if (rows.is_empty_list()) return Data{false};
  Data data{"rows", rows};
  data.set("landmark", named);
  return data;
}

std::string command(const inquiry::Inquiry& inquiry) {
  const std::string& id = inquiry.incident.id.text;
  const assess::Settings &used = inquiry.assessment.settings, usual;
  std::string words = "recon report " + id + " --html " + id + ".html";
  if (used.draws != usual.draws) words += " --draws " + std::to_string(used.draws);
  if (used.precise) words += " --precise";
  if (used.flights != usual.flights) words += " --flights " + std::to_string(used.flights);
  if (used.together != usual.together) words += " --apart";
  if (used.seed != usual.seed) words += " --seed " + std::to_string(used.seed);
  return words;
}

void set_back_matter(Data& page, const View& view) {
  const inquiry::Inquiry& inquiry = view.inquiry;
  const assess::Settings& settings = inquiry.assessment.settings;
  page.set("choices", choices_data(view));
  page.set("assumptions", assumptions_data(view));
  page.set("problems", problems_data(inquiry));
  page.set("borders", borders_data(view));
  page.set("tips", tips_data(view));
  const std::string drawn = view.drawn_words();
  page.set("drawn_often", drawn.empty() ? Data{false} : Data{"text", drawn});
  Data notes = list(), inputs = list();
  for (const incident::Text& note : inquiry.incident.notes) notes.push_back(Data{"text", note.text});
  for (const load::Input& input : inquiry.inputs) {
    Data row{"name", input.name};
    row.set("sha256", input.sha256);
    inputs.push_back(row);
  }
  page.set("notes", notes);
  page.set("inputs", inputs);
  page.set("call_inside", percent(settings.call_inside_at));
  page.set("call_outside", percent(1.0 - settings.call_inside_at));
  page.set("version", inquiry::version());
  page.set("seed", std::to_string(settings.seed));
  page.set("draws", fixed(static_cast<double>(settings.draws), 0));
  page.set("command", command(inquiry));
}

// ---- page -------------------------------------------------------------------------------------------

void set_partials(Data& page) {
  using kainjow::mustache::partial;
  const std::vector<std::pair<std::string, std::string_view>> parts{
      {"answers", embedded::report_answers},   {"card", embedded::report_card},
      {"map", embedded::report_map},           {"matrix", embedded::report_matrix},
      {"stated", embedded::report_stated},     {"question", embedded::report_question},
      {"against", embedded::report_against},   {"tellings", embedded::report_tellings},
      {"compared", embedded::report_compared}, {"turning", embedded::report_turning},
      {"ledger", embedded::report_ledger},     {"back", embedded::report_back}};
  // A name is looked up from the inside out, so partials get names that no section has.
  for (const auto& part : parts)
    page.set("part_" + part.first, Data{partial{[text = part.second] { return std::string{text}; }}});
}

void set_questions(Data& page, const View& view) {
  Data others = list();
  for (std::size_t i = 1; i < view.questions.size(); ++i)
    others.push_back(question_data(view, view.questions[i], false));
  page.set("other_questions", others);
  for (const char* key : {"map", "time", "flips", "main_question"}) page.set(key, Data{false});
  if (view.questions.empty()) return;
  const QuestionView& first = view.questions.front();
  page.set("question", first.asks);
  page.set("lede", lede(view, first));
  page.set("main_question", question_data(view, first, true));
  page.set("map", map_data(view, first));
  page.set("time", time_data(view, first));
  page.set("flips", flips_data(view, first));
}

}  // namespace

std::string html(const inquiry::Inquiry& inquiry) {
  const View view{inquiry};
  Data page;
  set_partials(page);
  page.set("tokens", tokens());
  page.set("style", std::string{embedded::report_style});
  page.set("title", inquiry.incident.title.empty() ? inquiry.incident.id.text : inquiry.incident.title.text);
  page.set("question", "Nothing is asked");
  page.set("lede", "The case file holds no question.");
  page.set("kicker", kicker(inquiry));
  page.set("bar", Data{false});
  set_text(page, "bar", bar_words(inquiry));
  page.set("warnings", Data{false});
  set_text(page, "warnings", warnings_words(inquiry));
  set_questions(page, view);
  page.set("compared", compared_data(view));
  page.set("against", against_data(view));
  page.set("tellings", tellings_data(view));
  page.set("agreements", agreements_data(view));
  const Data beside = pairs_data(own_borders_shown(view));
  page.set("own_borders", beside.is_empty_list() ? Data{false} : Data{"items", beside});
  const Data tracks = pairs_data(track_pairs_shown(view));
  page.set("pairs_over_time", tracks.is_empty_list() ? Data{false} : Data{"items", tracks});
  page.set("reconciled", reconciled_data(view));
  page.set("flip_rows", flip_rows(view));
  page.set("doubt_rows", doubt_rows(view));
  page.set("ledger", ledger(view));
  set_back_matter(page, view);
  kainjow::mustache::mustache page_template{std::string{embedded::report_page}};
  std::string made = page_template.render(page);
  // Thin spaces stand within figures, and a browser breaks lines at them; it does not at narrow ones.
  constexpr std::string_view thin = "\u2009", narrow = "\u202F";
  for (std::size_t at = 0; (at = made.find(thin, at)) != std::string::npos; at += narrow.size())
    made.replace(at, thin.size(), narrow);
  return made;
}

}  // namespace recon::report
