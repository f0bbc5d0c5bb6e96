// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/inquiry.hpp"

#include <algorithm>
#include <utility>

namespace recon::inquiry {

bool Inquiry::usable() const {
  return std::none_of(problems.begin(), problems.end(), [](const incident::Problem& problem) {
    return problem.severity == incident::Severity::error;
  });
}

Inquiry open(const std::filesystem::path& path, const load::Options& files, const assess::Settings& settings,
             const assess::Progress& progress, std::stop_token stop) {
  load::LoadedCase loaded = load::load_case(path, files);
  Inquiry inquiry;
  inquiry.incident = std::move(loaded.incident);
  inquiry.borders = std::move(loaded.borders);
  inquiry.problems = std::move(loaded.problems);
  inquiry.inputs = std::move(loaded.inputs);
  inquiry.assessment.settings = settings;
  if (!inquiry.usable()) return inquiry;
  inquiry.normalised = normalise::normalise(inquiry.incident);
  inquiry.assessment = assess::assess(inquiry.incident, inquiry.normalised, inquiry.borders, settings, progress, stop);
  return inquiry;
}

std::string version() { return RECON_VERSION; }

}  // namespace recon::inquiry
