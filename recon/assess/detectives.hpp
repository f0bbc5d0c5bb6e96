// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/reconciled.hpp"

/// Single mistakes that would reconcile two accounts: a constant offset, a clock wrong by a whole zone, a
/// kind of mile, a datum. Each is looked for and named with its size; that it would fit does not say it was
/// made (docs/method/agreement.md, Detectives).
namespace recon::assess {

/// Every mistake that brings a pair of claims, incompatible as they stand, to p >= 5 %.
[[nodiscard]] std::vector<Reconciler> reconcilers(const Given& given,
                                                  const std::vector<Agreement>& agreements);

/// The whole or half hours by which one clock must be wrong for two intervals of time to meet; nullopt where
/// they meet as they are, or no offset up to 14 hours does it. The smallest, positive: `other` is later.
[[nodiscard]] std::optional<Duration> zone_between(const Interval<Instant>& one,
                                                   const Interval<Instant>& other, Duration clock);

/// "nautical for statute miles" and its like, where the ratio of two lengths is that of two units within
/// their rounding, and 1 is not.
struct UnitMixedUp {
  std::string_view what;
  double ratio = 1.0;
};
[[nodiscard]] std::optional<UnitMixedUp> unit_between(const Interval<Length>& one,
                                                      const Interval<Length>& other);

/// How far a place moves if its coordinates, read as WGS 84, were printed on that datum.
struct DatumShift {
  Length by;
  Angle azimuth;
};
[[nodiscard]] DatumShift datum_shift(const geo::Position& read_as_wgs84, std::string_view datum);

}  // namespace recon::assess
