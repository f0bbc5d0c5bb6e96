// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/normalise/normalise.hpp"
#include "recon/normalise/notebook.hpp"
#include "recon/normalise/site.hpp"

namespace recon::normalise {

/// Supplies the speed over a path some of whose times nobody tells: what the track itself says, else what the
/// account says of that aircraft's speed anywhere, else between the limits that the case states, else of any
/// aircraft of its kind (docs/method/readings.md, Paths without times). Always an adjustment. A track with a
/// time for every fix is left alone.
void give_pace(Notebook& notebook, const Site& site, const std::string& aircraft, TrackRead& track);

}  // namespace recon::normalise
