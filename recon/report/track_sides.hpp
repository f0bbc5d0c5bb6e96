// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/report/view.hpp"

/// When a recorded track was on which side, in words: one place for terminal and page.
namespace recon::report {

struct TrackSidesShown {
  const Account* account = nullptr;
  std::string track, zone;  // "THY123, track “plots.csv”"; "in Turkish airspace"
  std::string by;           // the border version; empty: every one that decides
  std::string words;  // "outside 07:26:40–07:28:01, cannot be told 07:28:02–07:28:08, inside 07:28:09–…"
};

/// In the order of accounts; tracks without times have none.
[[nodiscard]] std::vector<TrackSidesShown> track_sides_shown(const View& view);

/// What stands before them.
[[nodiscard]] std::string track_sides_intro(const View& view);

}  // namespace recon::report
