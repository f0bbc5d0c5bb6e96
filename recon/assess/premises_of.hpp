// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recon/assess/grounds.hpp"
#include "recon/assess/joint_reading.hpp"
#include "recon/flight/premises.hpp"

namespace recon::assess {

/// Premises, and what of them goes back to which claim.
struct Told {
  flight::Premises premises;
  std::vector<std::string>
      aircraft;  // one for each flight of a set: the one asked for, then those tied to it
  std::vector<std::size_t> statements;  // terms of role statement
  std::vector<std::size_t> claims;      // the claim behind each of them
  std::vector<std::string> left_out;
};

/// A joint reading as terms over flights; docs/method/flights.md lists what each kind of claim becomes, its
/// cell and its error. nullopt when fewer than two statements can be put to flights, or the version lacks a
/// zone they need.
[[nodiscard]] std::optional<Told> told(const Given& given, const Grounds& grounds, const Account& account,
                                       const std::string& aircraft, const JointReading& reading,
                                       const std::string& border);

}  // namespace recon::assess
