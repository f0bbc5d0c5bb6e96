// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/incident/incident.hpp"
#include "recon/load/said.hpp"

/// From the schema's messages to the nouns of an inquiry: field by field, nothing interpreted.
namespace recon::load {

[[nodiscard]] incident::Incident incident_from(const Said& said);
[[nodiscard]] incident::Border border_from(const Said& said);

}  // namespace recon::load
