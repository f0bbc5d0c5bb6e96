// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/assessment.hpp"
#include "recon/inquiry/kept_file.hpp"

/// Answers take seconds to find, tellings a minute, and neither anything to read again: both are kept on disk
/// by the hash of all that they were made from.
namespace recon::inquiry {

/// An assessment or tellings as bytes of this program's own, and back.
///   (1) read(written(value)) is the value, bit for bit
///   (2) bytes that are cut off, longer or not of this form are nullopt, whatever they hold
[[nodiscard]] std::string written(const assess::Assessment& assessment);
[[nodiscard]] std::optional<assess::Assessment> read_assessment(std::string_view bytes);
[[nodiscard]] std::string written(const std::vector<assess::Telling>& tellings);
[[nodiscard]] std::optional<std::vector<assess::Telling>> read_tellings(std::string_view bytes);

/// Files of one folder, named by what they were made from: all inputs and settings in words. An empty folder:
/// nothing is kept.
[[nodiscard]] KeptFile kept_assessment(const std::filesystem::path& folder, std::string_view made_from);
[[nodiscard]] KeptFile kept_tellings(const std::filesystem::path& folder, std::string_view made_from);

}  // namespace recon::inquiry
