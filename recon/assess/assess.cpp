// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/assess.hpp"

#include <algorithm>
#include <iterator>

#include "recon/assess/agreement.hpp"
#include "recon/assess/answers.hpp"
#include "recon/assess/consistency.hpp"
#include "recon/assess/detectives.hpp"
#include "recon/assess/drawing.hpp"
#include "recon/assess/findings.hpp"
#include "recon/assess/flips.hpp"
#include "recon/assess/given.hpp"
#include "recon/assess/own_border.hpp"
#include "recon/assess/pooled.hpp"
#include "recon/assess/propositions.hpp"
#include "recon/assess/sensitivity.hpp"
#include "recon/assess/standing.hpp"
#include "recon/assess/tellings.hpp"
#include "recon/assess/tips.hpp"
#include "recon/assess/track_pairs.hpp"
#include "recon/assess/tracks.hpp"

namespace recon::assess {

Assessment assess(const incident::Incident& incident, const normalise::Normalised& normalised,
                  const std::map<std::string, incident::BorderVersion>& borders, const Settings& settings,
                  const Progress& progress, const std::stop_token& stop) {
  Assessment result{.settings = settings};
  const Given given{incident, normalised, borders, settings};
  result.findings = findings(given, progress, stop);
  result.stated = stated(given, stop);
  result.propositions = propositions(given, result.findings);
  result.concords = concords(result.propositions);
  if (!stop.stop_requested()) {
    result.agreements = agreements(given);
    std::ranges::move(opposed_in_words(given, result.propositions, result.agreements),
                      std::back_inserter(result.agreements));
    result.track_pairs = track_pairs(given, stop);
    result.reconcilers = reconcilers(given, result.agreements);
  }
  result.answers = answers(given, result.findings, result.stated, result.agreements);
  result.pooled = pooled(given, result.findings);
  result.standings = standings(given);
  if (stop.stop_requested()) return result;
  result.flips = flips(given, result.findings, stop);
  result.sensitivity = sensitivity(given, result.findings, stop);
  if (stop.stop_requested()) return result;
  result.tips = tips(given, stop);
  for (const auto& [id, version] : borders)
    if (const auto simple = given.simplicity(id))
      result.drawn_often.push_back({id, simple->crossed, simple->kept});
  result.consistencies = consistencies(given);
  std::ranges::move(leaps(given), std::back_inserter(result.consistencies));
  result.markers = markers(given);
  if (const auto here = around(given, result.markers)) {
    result.borders = drawn_borders(given, *here);
    result.limits = drawn_limits(given, *here, stop);
  }
  result.tracks = drawn_tracks(given, stop);
  result.own_borders = own_borders(given);
  if (settings.flights > 0) {
    const auto said = [&](std::size_t done, std::size_t all) {
      if (progress) progress(done, all, "flights");
    };
    result.tellings = tellings(given, {.particles = settings.flights}, stop, said);
  }
  return result;
}

}  // namespace recon::assess
