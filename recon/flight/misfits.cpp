// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/misfits.hpp"

#include <algorithm>

namespace recon::flight {

double strain_of(const Premises& premises, const Statements& statements, const Flown& seen, double enough) {
  double held = 0.0;
  for (const Term& term : premises.terms) {
    if (term.role == Term::Role::statement) continue;
    held = std::max(held, misfit(term, seen));
    if (held > held_to && beyond_statements * held > enough) return beyond_statements * held;
  }
  if (held > held_to) return beyond_statements * held;
  double worst = 0.0;
  for (const std::size_t s : statements) {
    worst = std::max(worst, misfit(premises.terms[s], seen));
    if (worst > enough) break;
  }
  return worst;
}

}  // namespace recon::flight
