// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "viewer/model/tree.hpp"

/// Where the chosen statement alone may have the aircraft. It is what a map can honestly show of an account
/// whose words no flight does, or that says too little for one.
namespace recon::viewer {

/// Within the rounding and 95 % of the error of one claim under one reading; the error of the border version
/// is not in it, and nothing else that the account says narrows it.
struct Alone {
  /// So far from the edge of a zone, on one side of it or on both.
  struct Band {
    std::string state, zone;  // land of a state, else the limit of a zone
    Length nearest, furthest;
    enum class Where { inside, outside, either } where = Where::either;
  };
  /// So far from a place, in all directions or some.
  struct Ring {
    geo::Position centre;
    Length nearest, furthest;
    std::optional<Interval<Angle>> azimuth;
    std::string within;  // the state on whose land it is; empty: anywhere
  };
  std::optional<Band> band;  // exactly one of the two
  std::optional<Ring> ring;
  std::string claim, words;  // "“4 km” alone, at crash"
};

/// nullopt where the chosen row is no distance: a position has its ellipse, a track its line, and words or
/// times bound no ground.
[[nodiscard]] std::optional<Alone> alone(const report::View& view, const std::vector<Branch>& tree,
                                         const std::string& account);

/// The claim that a row stands for, in the reading of the row; nullptr where there is none.
[[nodiscard]] const normalise::ReadClaim* read_claim_of(const report::View& view, const Leaf& leaf);

}  // namespace recon::viewer
