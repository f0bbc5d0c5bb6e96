// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "recon/assess/given.hpp"
#include "recon/flight/premises.hpp"

namespace recon::assess {

/// The grounds of a case: every zone that a claim or an event speaks of, tabulated once per border version
/// that carries it, in one plane.
class Grounds {
public:
  Grounds(const Given& given, const std::stop_token& stop);
  [[nodiscard]] const geo::Plane& plane() const { return plane_; }
  /// nullopt where the version does not carry the zone.
  [[nodiscard]] std::optional<flight::Premises::Zone> zone(const std::string& zone,
                                                           const std::string& border) const;

private:
  geo::Plane plane_;
  std::map<std::pair<std::string, std::string>, flight::Premises::Zone> made_;
};

}  // namespace recon::assess
