// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/proposition.hpp"

/// Which account asserts what of which aircraft, which denies it, and which is silent
/// (docs/method/agreement.md, Propositions).
namespace recon::assess {

/// Every proposition about an aircraft and a zone that the case asks about and some account speaks to.
///   (1) an account that says nothing is silent, whatever the others say
///   (2) who denies that an aircraft was ever inside denies it of every instant, and any time, length or
///   depth (3) unverified and superseded statements are no grounds; derived figures are, they are the
///   account's own
/// A position stands for a side only where every border version that decides gives it the same one.
[[nodiscard]] std::vector<Proposition> propositions(const Given& given, const std::vector<Finding>& findings);

/// Every pair of narratives that both speak of one aircraft; nothing where either is silent on all.
///   (1) opposed holds exactly the propositions that one asserts and the other denies
///   (2) swapping two accounts swaps nothing but their names
[[nodiscard]] std::vector<Concord> concords(const std::vector<Proposition>& propositions);

/// Do the figures of two stances exclude each other? True where some pair is comparable and none overlaps.
[[nodiscard]] bool exclude_each_other(const Stance& one, const Stance& other);

}  // namespace recon::assess
