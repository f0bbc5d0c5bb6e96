// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/trial.hpp"

#include <stdexcept>
#include <string>

#include "recon/inquiry/inquiry.hpp"

namespace recon::calibration {
namespace {

Outcome outcome_of(const inquiry::Inquiry& inquiry, const Truth& truth) {
  Outcome outcome{.inside = truth.deepest > 0.0, .deepest = truth.deepest};
  for (const assess::Finding& finding : inquiry.assessment.findings) {
    if (finding.question != "entered" || !finding.inside || !finding.margin) continue;
    outcome.probability = finding.inside->value;
    outcome.low = in_metres(finding.margin->lowest);
    outcome.high = in_metres(finding.margin->highest);
    for (const Length dot : finding.dots) outcome.dots.push_back(in_metres(dot));
  }
  for (const assess::DrawnTrack& track : inquiry.assessment.tracks)
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
    const inquiry::Inquiry inquiry = inquiry::open(here, {}, settings);
    if (!inquiry.usable()) throw std::runtime_error("a made incident is not usable: " + here.string());
    outcomes.push_back(outcome_of(inquiry, truth));
    std::filesystem::remove_all(here);
    if (done) done(i + 1);
  }
  return outcomes;
}

}  // namespace recon::calibration
