// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/report/view.hpp"

/// Which border version and which reading decide an account's answer to a question: counted from its cells,
/// and said in two sentences. One place for terminal, page and window.
namespace recon::report {

///   (1) `borders`: how many readings come out on each side by each counted version, most first. Empty where
///       all counted cells agree, or where one version alone counts
///   (2) `readings`: which statements, under which of their readings, come out alike by every version, and
///       which differ between versions; the largest group is told by its number. Empty where all readings
///       are in one group
struct Deciding {
  std::string borders;   // "Inside by OSM Sep 2026 in 18 of 18 readings, by DCW, 1992 in 5; else …"
  std::string readings;  // "Inside by every version: depth inside “1.36 miles” (nearest edge). …"
};
[[nodiscard]] Deciding deciding(const QuestionView& question, const Account& account);

}  // namespace recon::report
