// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/telling.hpp"
#include "recon/inquiry/kept_file.hpp"

/// Tellings take a minute to find and nothing to read again: they are kept on disk by the hash of all that
/// they were made from.
namespace recon::inquiry {

/// Tellings as bytes of this program's own, and back.
///   (1) read(written(tellings)) is tellings, bit for bit
///   (2) bytes that are cut off, longer or not of this form are nullopt, whatever they hold
[[nodiscard]] std::string written(const std::vector<assess::Telling>& tellings);
[[nodiscard]] std::optional<std::vector<assess::Telling>> read_tellings(std::string_view bytes);

/// Files of one folder, named by what their tellings were made from.
class TellingCache {
public:
  /// `made_from`: all inputs and settings in words. An empty folder: nothing is kept.
  TellingCache(const std::filesystem::path& folder, std::string_view made_from);

  [[nodiscard]] std::optional<std::vector<assess::Telling>> find() const;
  /// Whole or not at all; silent where the folder cannot be written.
  void keep(const std::vector<assess::Telling>& tellings) const;

private:
  KeptFile file_;
};

}  // namespace recon::inquiry
