// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/trial.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "recon/assess/drawing.hpp"
#include "recon/assess/findings.hpp"
#include "recon/assess/given.hpp"
#include "recon/assess/labels.hpp"
#include "recon/assess/tracks.hpp"
#include "recon/flight/random.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::calibration {
namespace {

/// What is scored of the answers, by the stages that a user's inquiry goes through. The rest of a report
/// (what would flip an answer, what it hangs on) costs most of its time, and nobody scores it.
struct Answers {
  std::vector<assess::Finding> findings;
  std::vector<assess::DrawnTrack> tracks;
  std::vector<double> seconds_inside;  // draw by draw; none where nobody asked
};

std::vector<double> seconds_inside(const assess::Given& given) {
  for (std::size_t i = 0; i < given.read.claims.size(); ++i)
    if (std::holds_alternative<normalise::TrackRead>(given.claim(i).meaning))
      return given.passage(i, "land", "line").seconds;
  return {};
}

/// Of what equals it a random part counts: the truth's place among the draws is even when they are right.
double share_below(const std::vector<double>& draws, double truth, double part) {
  const auto below = std::count_if(draws.begin(), draws.end(), [&](double one) { return one < truth; });
  const auto equal = std::count(draws.begin(), draws.end(), truth);
  return (static_cast<double>(below) + part * static_cast<double>(equal + 1)) /
         static_cast<double>(draws.size() + 1);
}

Answers inquire(const std::filesystem::path& folder, const assess::Settings& settings) {
  const load::LoadedCase loaded = load::load_case(folder, {});
  for (const incident::Problem& problem : loaded.problems)
    if (problem.severity == incident::Severity::error)
      throw std::runtime_error("a made incident is not usable: " + problem.what);
  const normalise::Normalised normalised =
      assess::with_labels_apart(loaded.incident, normalise::normalise(loaded.incident));
  const assess::Given given{loaded.incident, normalised, loaded.borders, settings};
  return {assess::findings(given, {}, {}), assess::drawn_tracks(given, {}), seconds_inside(given)};
}

Outcome outcome_of(const Answers& answers, const Truth& truth, bool at_hit, std::uint64_t number) {
  const double margin = at_hit ? truth.at_hit : truth.deepest;
  Outcome outcome{.inside = margin > 0.0, .margin = margin};
  bool answered = false;
  for (const assess::Finding& finding : answers.findings) {
    if (!finding.inside || !finding.margin) continue;
    answered = true;
    outcome.probability = finding.inside->value;
    outcome.low = in_metres(finding.margin->lowest);
    outcome.high = in_metres(finding.margin->highest);
    for (const Length dot : finding.dots) outcome.dots.push_back(in_metres(dot));
  }
  if (!answered) throw std::runtime_error("a made incident is not answered");
  if (!at_hit && !answers.seconds_inside.empty())
    outcome.time_below = share_below(answers.seconds_inside, truth.seconds_inside,
                                     flight::Draws{number, "part of what equals"}.uniform_pair(0)[0]);
  for (const assess::DrawnTrack& track : answers.tracks)
    for (const assess::DrawnTrack::Margins& margins : track.margins)
      for (std::size_t i = 0; i < margins.margin.size() && i < truth.margins.size(); ++i) {
        ++outcome.plots;
        const bool held = in_metres(margins.margin[i].lowest) <= truth.margins[i] &&
                          truth.margins[i] <= in_metres(margins.margin[i].highest);
        outcome.covered += held ? 1U : 0U;
      }
  return outcome;
}

}  // namespace

std::vector<Outcome> trials(const std::filesystem::path& folder, const Recipe& recipe, std::uint64_t first,
                            std::size_t count, std::size_t draws,
                            const std::function<void(std::size_t)>& done) {
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::filesystem::path here = folder / std::to_string(first + i);
    const Truth truth = write_incident(here, recipe, first + i);
    assess::Settings settings;
    settings.draws = draws;
    settings.seed = first + i;
    outcomes.push_back(outcome_of(inquire(here, settings), truth, recipe.clock > 0.0, first + i));
    std::filesystem::remove_all(here);
    if (done) done(i + 1);
  }
  return outcomes;
}

}  // namespace recon::calibration
