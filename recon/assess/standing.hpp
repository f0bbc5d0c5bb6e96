// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Was the aircraft between a zone's floor and ceiling, as an account has its height?
struct HeightShare {
  double low = 1.0, high = 1.0;  // probabilities, over the heights that the account gives
  std::string unknown;           // why it cannot be said; empty when it can
};

/// Heights of one event, or (event empty) of any part of the flight, by this account; those of the track,
/// where the claim is one. Pressure altitude and height above sea level differ by the weather: one sigma of
/// 85 m (10 hPa) and 4 % of the height (ten kelvin); ellipsoid and sea level by one sigma of 50 m (the geoid
/// lies between -107 m and +86 m, EGM2008). Height above ground is compared with nothing else: the terrain is
/// not in the case.
[[nodiscard]] HeightShare height_share(const Given& given, const Account& account,
                                       const normalise::ReadClaim& claim, const incident::Zone& zone,
                                       const std::string& event);

}  // namespace recon::assess
