// SPDX-License-Identifier: Apache-2.0
#include "recon/report/turning.hpp"

#include <algorithm>
#include <cmath>

#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

std::string asks_of(const View& view, const std::string& id) {
  for (const QuestionView& question : view.questions)
    if (question.id == id) return question.asks;
  return id;
}

std::string version_of(const View& view, const std::string& id) {
  const Version* version = view.version(id);
  return version == nullptr ? id : version->title;
}

/// "+4.1 ± 0.3": points of probability, with one standard error.
std::string points(double change, double error) {
  const std::string sign = change < 0 ? "−" : "+";
  return sign + fixed(100.0 * std::abs(change), 1) + " ± " + fixed(100.0 * error, 1);
}

DoubtShown shown(const View& view, const assess::Doubt& doubt) {
  DoubtShown out{
      .what = doubt.what,
      .cell =
          joined({view.claim_label(doubt.claim), doubt.reading_words, version_of(view, doubt.border)}, "; "),
      .from = percent(doubt.inside),
      .runs = {},
      .most = points(doubt.most, doubt.most_error)};
  for (const assess::Doubt::Run& run : doubt.runs)
    out.runs.push_back(run.changed + ": " + percent(run.inside) + " (" + points(run.change, run.error) + ")");
  return out;
}

}  // namespace

std::vector<FlipsShown> flips_shown(const View& view) {
  std::vector<FlipsShown> all;
  for (const QuestionView& question : view.questions) {
    FlipsShown shown{question.asks, {}};
    for (const assess::Flip& flip : view.inquiry.assessment.flips)
      if (flip.question == question.id)
        shown.flips.push_back({&view.account(flip.narrative),
                               view.claim_label(flip.claim) +
                                   (flip.instant.empty() ? "" : ", " + flip.instant) + ": " + flip.side,
                               flip.sentence});
    if (!shown.flips.empty()) all.push_back(std::move(shown));
  }
  return all;
}

std::vector<DoubtsShown> doubts_shown(const View& view) {
  std::vector<DoubtsShown> all;
  for (const assess::Doubt& doubt : view.inquiry.assessment.sensitivity.doubts) {
    const Account* account = &view.account(doubt.narrative);
    const std::string asks = asks_of(view, doubt.question);
    if (all.empty() || all.back().asks != asks || all.back().account != account)
      all.push_back({asks, account, {}, {}});
    constexpr double shows = 0.0005;  // a tenth of a point, as rounded
    if (std::abs(doubt.most) >= shows)
      all.back().doubts.push_back(shown(view, doubt));
    else
      all.back().still +=
          (all.back().still.empty() ? "Moved by less than a tenth of a point: " : ", ") + doubt.what;
  }
  for (DoubtsShown& its : all)
    if (!its.still.empty()) its.still += ".";
  return all;
}

std::string doubts_words(const View& view) {
  const assess::Sensitivity& table = view.inquiry.assessment.sensitivity;
  return "Each doubt is removed, halved and doubled by itself, with the same random numbers (" +
         fixed(static_cast<double>(table.draws), 0) +
         " draws a run), in the cell that it moves most; the change is in points of probability, ± one "
         "standard error. Readings and border versions are laid side by side. " +
         counted(table.cells, "cell") + " rerun; left out: " + counted(table.settled, "cell") +
         " already below 1 % or above 99 %, and all in words only.";
}

std::vector<PairShown> track_pairs_shown(const View& view) {
  std::vector<PairShown> all;
  for (const assess::TrackPair& pair : view.inquiry.assessment.track_pairs)
    all.push_back({&view.account(pair.one), &view.account(pair.other),
                   pair.sentence + (pair.reading_words.empty() ? "" : " (" + pair.reading_words + ")")});
  return all;
}

std::vector<PairShown> own_borders_shown(const View& view) {
  std::vector<PairShown> all;
  for (const assess::OwnBorder& row : view.inquiry.assessment.own_borders)
    all.push_back({&view.account(row.narrative), nullptr,
                   row.sentence + (row.reading_words.empty() ? "" : " (" + row.reading_words + ")")});
  return all;
}

std::vector<PairShown> reconcilers_shown(const View& view) {
  std::vector<PairShown> all;
  for (const assess::Reconciler& row : view.inquiry.assessment.reconcilers)
    all.push_back({&view.account(row.one), &view.account(row.other), row.sentence});
  return all;
}

std::string reconcilers_words(const View& view) {
  const std::string looked =
      "Looked for between any two accounts of one event: one offset for all places, a clock wrong by whole "
      "or "
      "half hours, a kind of mile, a datum.";
  return view.inquiry.assessment.reconcilers.empty() ? looked + " None reconciles figures that now disagree."
                                                     : looked;
}

}  // namespace recon::report
