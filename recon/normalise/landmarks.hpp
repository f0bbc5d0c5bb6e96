// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/normalise/notebook.hpp"

namespace recon::normalise {

/// Where each landmark of the case is: its own printed position, or the point another claim gives.
/// A place without a stated accuracy is taken to lie within `landmark_accuracy`.
void read_landmarks(Notebook& notebook);

/// The place a text names: a landmark's, or a position printed right there.
[[nodiscard]] LandmarkPlace place_named(Notebook& notebook, const Site& site, const incident::Text& named);

}  // namespace recon::normalise
