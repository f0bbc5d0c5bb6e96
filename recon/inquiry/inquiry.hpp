// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/assess/assess.hpp"
#include "recon/assess/sampled.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/normalise.hpp"

/// Runs the stages for one case, once for everybody: command line and viewer cannot drift apart.
namespace recon::inquiry {

/// Everything known of one case: what it says, what that may mean, and the answers.
struct Inquiry {
  incident::Incident incident;
  std::map<std::string, incident::BorderVersion> borders;
  std::vector<incident::Problem> problems;  // warnings and notes; errors make it unusable
  std::vector<load::Input> inputs;
  normalise::Normalised normalised;
  assess::Assessment assessment;
  bool flights_interrupted = false;  // all but the tellings is whole; of these only the first were judged
  [[nodiscard]] bool usable() const;
};

/// The case a user named: a path as it stands, else the bundled incident of that id.
/// Throws load::UnreadableFile, naming the bundled ones.
[[nodiscard]] std::filesystem::path find_case(const std::string& name);

/// Loads, normalises and assesses. When the case has errors, `problems` says so and nothing is assessed.
/// Throws load::UnreadableFile when there is nothing to read. Answers and tellings are read from `cache`, a
/// folder, where they were kept by an earlier run, and kept there; an empty path: they are found anew.
[[nodiscard]] Inquiry open(const std::filesystem::path& path, const load::Options& files = {},
                           const assess::Settings& settings = {}, const assess::Progress& progress = {},
                           const std::stop_token& stop = {}, const std::filesystem::path& cache = {});

/// Flights that do all an account says, drawn for other people's tools; nothing else is assessed.
struct Sampled {
  std::vector<incident::Problem> problems;
  std::vector<assess::SampledTelling> tellings;
  [[nodiscard]] bool usable() const;
};
[[nodiscard]] Sampled sample(const std::filesystem::path& path, const load::Options& files,
                             const assess::Settings& settings, const assess::SampleWish& wish,
                             const assess::Progress& progress = {}, const std::stop_token& stop = {});

/// "0.1.0".
[[nodiscard]] std::string version();

}  // namespace recon::inquiry
