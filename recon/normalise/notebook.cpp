// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/notebook.hpp"

#include <algorithm>

namespace recon::normalise {

void Notebook::adjust(const Site& site, std::string what, std::string because) {
  adjust({site.claim->name, std::move(what), std::move(because), site.claim->place});
}

void Notebook::adjust(Adjustment adjustment) {
  const bool written = std::any_of(adjustments.begin(), adjustments.end(), [&](const Adjustment& old) {
    return old.claim == adjustment.claim && old.what == adjustment.what && old.because == adjustment.because;
  });
  if (!written) adjustments.push_back(std::move(adjustment));
}

}  // namespace recon::normalise
