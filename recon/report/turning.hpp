// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/report/view.hpp"

/// What the answers turn on, in the order and the words in which a report shows it: one place for terminal
/// and page.
namespace recon::report {

struct FlipShown {
  const Account* account = nullptr;
  std::string claim;     // "distance “1 km”, at hit: outside"
  std::string sentence;  // what would flip it
};
/// The flips of one question.
struct FlipsShown {
  std::string asks;
  std::vector<FlipShown> flips;
};
[[nodiscard]] std::vector<FlipsShown> flips_shown(const View& view);

/// One doubt, and the probability with it as assessed, removed, halved and doubled; or over the alternatives.
struct DoubtShown {
  std::string what;  // "common bias of the sensor or source"
  std::string cell;  // where it moves most: "depth inside “1.36 miles”; statute mi; OSM Nov 2016"
  std::string from;  // "93 %"
  std::vector<std::string> runs;  // "removed 97 % (+4.1 ± 0.3)", in points of probability
  std::string most;               // "+4.1 ± 0.3"
};
/// The doubts of one question and account, the one that moves most first.
struct DoubtsShown {
  std::string asks;
  const Account* account = nullptr;
  std::vector<DoubtShown> doubts;
  std::string still;  // names those that move nothing that a tenth of a point would show; else empty
};
[[nodiscard]] std::vector<DoubtsShown> doubts_shown(const View& view);
/// What was rerun and what was left out.
[[nodiscard]] std::string doubts_words(const View& view);

/// A pair of accounts and a sentence about it; `other` is none where it is about one alone.
struct PairShown {
  const Account *one = nullptr, *other = nullptr;
  std::string sentence;
};
[[nodiscard]] std::vector<PairShown> track_pairs_shown(const View& view);
/// Tracks read off pictures, beside the border that the picture itself draws: one account each.
[[nodiscard]] std::vector<PairShown> own_borders_shown(const View& view);
/// Single mistakes that would reconcile two accounts.
[[nodiscard]] std::vector<PairShown> reconcilers_shown(const View& view);
/// What was looked for, and that nothing was found where nothing was.
[[nodiscard]] std::string reconcilers_words(const View& view);

}  // namespace recon::report
