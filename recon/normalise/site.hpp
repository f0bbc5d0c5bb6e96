// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/incident/incident.hpp"

namespace recon::normalise {

/// Where a claim stands, and all that its surroundings lend it: its source's kind, its party's clock,
/// the sensor it came through.
struct Site {
  const incident::Statement* statement = nullptr;
  const incident::Claim* claim = nullptr;
  const incident::Narrative* narrative = nullptr;  // where the statement is written; nullptr: evidence
  const incident::Evidence* evidence = nullptr;
  const incident::Source* source = nullptr;  // nullptr: the statement names none
  const incident::Sensor* sensor = nullptr;
  std::string clock;  // behind "local": narrative's, party's, incident's

  /// The id of the narrative or evidence.
  [[nodiscard]] std::string home() const;
  /// The statements that stand beside it.
  [[nodiscard]] const std::vector<incident::Statement>& neighbours() const;
};

[[nodiscard]] Site site_of(const incident::Incident& incident, const incident::Narrative& narrative,
                           const incident::Statement& statement, const incident::Claim& claim);
[[nodiscard]] Site site_of(const incident::Incident& incident, const incident::Evidence& evidence,
                           const incident::Statement& statement, const incident::Claim& claim);

/// Do two claims speak of the same part of the flight, in the same words?
[[nodiscard]] bool same_moment(const incident::When& a, const incident::When& b);

}  // namespace recon::normalise
