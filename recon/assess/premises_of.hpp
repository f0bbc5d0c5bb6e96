// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/telling.hpp"
#include "recon/flight/premises.hpp"

namespace recon::assess {

/// One way to read all that an account says of one aircraft: one reading of each claim, no choice
/// with two options.
struct JointReading {
  std::vector<std::size_t> claims;  // indices into Normalised::claims
  std::vector<normalise::OptionTaken> reading;
  std::string words;
};

/// Every joint reading of the claims that drawn flights can answer, in file order; at most `most`, the
/// likelier ones. Claims that flights cannot answer do not multiply them.
[[nodiscard]] std::vector<JointReading> joint_readings(const Given& given, const Account& account,
                                                       const std::string& aircraft, std::size_t most);

/// The grounds of a case: every zone that a claim or a question speaks of, tabulated once per border
/// version that carries it.
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

/// Premises, and what of them goes back to which claim.
struct Told {
  flight::Premises premises;
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
