// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "recon/assess/given.hpp"

/// What being inside a zone means: its standing in law in words, and its floor and ceiling.
namespace recon::assess {

/// "the identification zone (an air defence identification zone, which is not territory)"; the name alone
/// for territory, territorial sea, and a zone whose status the case does not give.
[[nodiscard]] std::string name_with_standing(const Given& given, const std::string& zone);

/// One row for every question about a zone whose standing, claimants or limits of height a reader has to
/// know.
[[nodiscard]] std::vector<Standing> standings(const Given& given);

/// Floor and ceiling of a zone; infinite where nothing limits it.
struct HeightLimits {
  struct Limit {
    double metres = 0.0;
    HeightDatum above = HeightDatum::mean_sea_level;
    bool readable = true;
  };
  Limit floor{-std::numeric_limits<double>::infinity()}, ceiling{std::numeric_limits<double>::infinity()};
  [[nodiscard]] bool limits() const;
};
[[nodiscard]] HeightLimits height_limits(const incident::Zone& zone);

/// How far a height is below the ceiling and above the floor, the lesser, in metres; negative outside them.
/// What it is measured from and what the limits are measured from differ by `weather` sigmas.
/// REQUIRES: comparable
[[nodiscard]] double room(const HeightLimits& limits, HeightDatum above, double height, double weather);
[[nodiscard]] bool comparable(const HeightLimits& limits, HeightDatum above);

/// Can the track's own heights be held against the limits at all times? Then pass() and whereabouts_at()
/// have done so, and height_share() is one.
[[nodiscard]] bool heights_decide(const normalise::TrackRead& track, const HeightLimits& limits);

/// Was the aircraft between a zone's floor and ceiling, as an account has its height?
struct HeightShare {
  double low = 1.0, high = 1.0;  // probabilities, over the heights that the account gives
  std::string unknown;           // why it cannot be said; empty when it can
};

/// Heights of one event, or (event empty) of any part of the flight, by this account; one, where the claim is
/// a track whose heights decide. Pressure altitude and height above sea level differ by the weather: one
/// sigma of 85 m (10 hPa) and 4 % of the height (ten kelvin); ellipsoid and sea level by one sigma of 50 m
/// (the geoid lies between -107 m and +86 m, EGM2008). Height above ground is compared with nothing else: the
/// terrain is not in the case.
[[nodiscard]] HeightShare height_share(const Given& given, const Account& account,
                                       const normalise::ReadClaim& claim, const incident::Zone& zone,
                                       const std::string& event);

}  // namespace recon::assess
