// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/load/load.hpp"
#include "recon/load/problems.hpp"
#include "recon/v1/incident.pb.h"

/// The three forms of one schema, each file read by itself: textproto with places, JSON and binary
/// without.
namespace recon::load {

/// One file of a case.
struct Part {
  std::string name;  // relative to the case folder
  v1::Incident message;
  incident::Incident incident;
  Problems problems;
  std::set<incident::Place> spoilt;  // blocks with a mistake already told
  bool read = false;                 // to its end
  std::string sha256;
};

/// The form a file's name asks for; throws UnreadableFile for any other.
[[nodiscard]] Form form_of(const std::filesystem::path& path);

[[nodiscard]] Part read_part(const std::filesystem::path& path, const std::string& name);

/// All files of a case in the order of their names. Throws UnreadableFile when there is none.
[[nodiscard]] std::vector<Part> read_parts(const std::filesystem::path& path);

/// Is this the folder of a case, and where its other files lie.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& path);

}  // namespace recon::load
