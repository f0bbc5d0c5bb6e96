// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/inquiry.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "recon/assess/given.hpp"
#include "recon/assess/labels.hpp"
#include "recon/assess/tellings.hpp"
#include "recon/inquiry/assessment_cache.hpp"

namespace recon::inquiry {

namespace {

bool no_errors(const std::vector<incident::Problem>& problems) {
  return std::none_of(problems.begin(), problems.end(), [](const incident::Problem& problem) {
    return problem.severity == incident::Severity::error;
  });
}

/// An area drawn in a file is known to assess by its zone's id, beside the border versions.
std::map<std::string, incident::BorderVersion> with_areas(
    std::map<std::string, incident::BorderVersion> borders,
    const std::map<std::string, geo::SharedOutline>& areas) {
  for (const auto& [zone, outline] : areas) borders[zone].states.emplace(std::string{}, outline);
  return borders;
}

/// All that answers hang on; tellings on flights as well.
std::string made_from(const Inquiry& inquiry, const assess::Settings& settings) {
  std::string words = version() + "\nseed " + std::to_string(settings.seed) + " draws " +
                      std::to_string(settings.draws) + " called at " +
                      std::to_string(settings.call_inside_at) + " flights " +
                      std::to_string(settings.flights) + (settings.together ? " together" : "") +
                      (settings.precise ? " precise" : "") + "\n";
  for (const load::Input& input : inquiry.inputs) words += input.sha256 + " " + input.name + "\n";
  return words;
}

template <class Value>
std::optional<Value> found(const KeptFile& file, std::optional<Value> (*read)(std::string_view)) {
  const auto bytes = file.find();
  return bytes ? read(*bytes) : std::nullopt;
}

}  // namespace

bool Inquiry::usable() const { return no_errors(problems); }
bool Sampled::usable() const { return no_errors(problems); }

std::filesystem::path find_case(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::exists(name, ignored)) return name;
  const std::filesystem::path incidents = load::data_folder() / "incidents";
  if (name.find('/') == std::string::npos && std::filesystem::is_directory(incidents / name, ignored))
    return incidents / name;

  std::vector<std::string> bundled;
  for (const auto& entry : std::filesystem::directory_iterator(incidents, ignored))
    if (entry.is_directory()) bundled.push_back(entry.path().filename().string());
  std::sort(bundled.begin(), bundled.end());
  std::string message = name + ": there is no such file or folder";
  if (!bundled.empty()) message += ", and no bundled incident of that name:";
  for (const std::string& id : bundled) message += " " + id;
  throw load::UnreadableFile{message};
}

Inquiry open(const std::filesystem::path& path, const load::Options& files, const assess::Settings& settings,
             const assess::Progress& progress, const std::stop_token& stop,
             const std::filesystem::path& cache) {
  load::LoadedCase loaded = load::load_case(path, files);
  Inquiry inquiry;
  inquiry.incident = std::move(loaded.incident);
  inquiry.borders = std::move(loaded.borders);
  inquiry.problems = std::move(loaded.problems);
  inquiry.inputs = std::move(loaded.inputs);
  inquiry.assessment.settings = settings;
  if (!inquiry.usable()) return inquiry;
  inquiry.normalised = assess::with_labels_apart(inquiry.incident, normalise::normalise(inquiry.incident));
  const auto borders = with_areas(inquiry.borders, loaded.areas);
  assess::Settings rest = settings;  // tellings are kept by themselves: most runs want none
  rest.flights = 0;
  const KeptFile kept = kept_assessment(cache, made_from(inquiry, rest));
  if (auto known = found(kept, read_assessment)) {
    inquiry.assessment = std::move(*known);
  } else {
    inquiry.assessment = assess::assess(inquiry.incident, inquiry.normalised, borders, rest, progress, stop);
    if (!stop.stop_requested()) kept.keep(written(inquiry.assessment));
  }
  inquiry.assessment.settings = settings;
  if (settings.flights == 0 || stop.stop_requested()) return inquiry;
  const KeptFile kept_too = kept_tellings(cache, made_from(inquiry, settings));
  if (auto known = found(kept_too, read_tellings)) {
    inquiry.assessment.tellings = std::move(*known);
    return inquiry;
  }
  const auto said = [&](std::size_t done, std::size_t all) {
    if (progress) progress(done, all, "whole accounts put to flights");
  };
  inquiry.assessment.tellings =
      assess::tellings(assess::Given{inquiry.incident, inquiry.normalised, borders, settings},
                       {.particles = settings.flights}, stop, said);
  inquiry.flights_interrupted = stop.stop_requested();
  if (!inquiry.flights_interrupted) kept_too.keep(written(inquiry.assessment.tellings));
  return inquiry;
}

Sampled sample(const std::filesystem::path& path, const load::Options& files,
               const assess::Settings& settings, const assess::SampleWish& wish,
               const assess::Progress& progress, const std::stop_token& stop) {
  load::LoadedCase loaded = load::load_case(path, files);
  Sampled sampled;
  sampled.problems = std::move(loaded.problems);
  if (!sampled.usable()) return sampled;
  const normalise::Normalised read =
      assess::with_labels_apart(loaded.incident, normalise::normalise(loaded.incident));
  const auto borders = with_areas(std::move(loaded.borders), loaded.areas);
  sampled.tellings =
      assess::sampled(assess::Given{loaded.incident, read, borders, settings}, wish, progress, stop);
  return sampled;
}

std::string version() { return RECON_VERSION; }

}  // namespace recon::inquiry
