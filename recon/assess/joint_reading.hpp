// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/assess/given.hpp"

/// What of an account is put to flights together: which aircraft, and one reading of each claim about them.
namespace recon::assess {

/// One way to read all that an account says of some aircraft: one reading of each claim, no choice with two
/// options.
struct JointReading {
  std::vector<std::size_t> claims;  // indices into Normalised::claims
  std::vector<normalise::OptionTaken> reading;
  std::string words;
};

/// The aircraft whose flights an account ties to that of `aircraft` by a time or a distance between two
/// events ("the missile flew 5 to 7 km"): `aircraft` first, the others as the case lists them. That one alone
/// unless settings.together: sets of several flights are searched for much longer, and not always with
/// success.
[[nodiscard]] std::vector<std::string> flown_together(const Given& given, const Account& account,
                                                      const std::string& aircraft);

/// Is this the aircraft that the others of its group are told with: the one that was hit, else the first?
[[nodiscard]] bool leads(const Given& given, const Account& account, const std::string& aircraft);

/// Every joint reading of the claims that drawn flights can answer, of all aircraft flown together, in file
/// order; at most `most`, the likelier ones. Claims that flights cannot answer do not multiply them.
[[nodiscard]] std::vector<JointReading> joint_readings(const Given& given, const Account& account,
                                                       const std::string& aircraft, std::size_t most);

/// Can drawn flights answer this kind of claim?
[[nodiscard]] bool can_be_flown(const normalise::ReadClaim& claim);

/// Is the moment of a claim part of the two minutes about the event: powered flight, or the fall after it?
[[nodiscard]] bool is_near_the_event(const Given& given, const normalise::ReadClaim& claim);

}  // namespace recon::assess
