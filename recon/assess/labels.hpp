// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/normalise/normalise.hpp"

/// Two aircraft under one label (docs/method/flights.md): what a track may mean whose fixes no one aircraft
/// can have flown.
namespace recon::assess {

/// Which of two aircraft each fix is of (false: of the one seen first), as white-noise acceleration makes
/// most likely, and how much likelier two flights are than one, as a natural logarithm.
///   (1) does not depend on where the two are, nor on which of them is nearer to a border
struct Apart {
  std::vector<bool> second;
  double likelier = 0.0;
};
/// nullopt where no division leaves two flights of three fixes at least, each likelier than one of all.
/// REQUIRES: every fix has a time
[[nodiscard]] std::optional<Apart> told_apart(const normalise::TrackRead& track);

/// The same readings, and where a track leaps as no aircraft of its kind does, while two would not: the track
/// as one aircraft's, and as that of the first and of the second of two, each a reading of its own under one
/// choice. Nothing is averaged or left out.
[[nodiscard]] normalise::Normalised with_labels_apart(const incident::Incident& incident,
                                                      normalise::Normalised read);

/// "label@" and the claim's name: the choice that with_labels_apart() adds.
[[nodiscard]] std::string label_choice(const std::string& claim);

}  // namespace recon::assess
