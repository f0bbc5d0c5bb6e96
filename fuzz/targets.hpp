// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What recon does with bytes that anybody may hand it. Each target takes any bytes whatever and comes back:
/// it may refuse them with load::UnreadableFile, and nothing else.
namespace recon::fuzz {

struct Target {
  std::string_view name;  // "asterix", "kml", "case"
  void (*run)(std::string_view bytes);
  std::vector<std::string> seeds;  // whole inputs to start from
};

/// The records of ASTERIX, every track reader, case files, borders, and the cells of `recon side`.
[[nodiscard]] const std::vector<Target>& targets();

}  // namespace recon::fuzz
