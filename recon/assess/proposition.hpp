// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recon/incident/place.hpp"
#include "recon/units/quantity.hpp"

namespace recon::assess {

/// Why an account is said to assert or deny something: one of its statements.
struct Ground {
  bool asserts = true;
  std::string claim, statement;
  std::string words;      // the statement, as published or retold
  bool verbatim = false;  // published so; else retold or shown
  std::string follows;    // why it follows, where it is not said outright: "it was never inside"; else empty
  std::string figure;     // as printed: "17 seconds"; empty where there is none
  std::string measured;   // of a depth: "from the tip"; only figures measured alike are compared
  std::string reading_words;              // where it is said in some readings only
  std::optional<Interval<double>> value;  // in `unit`; a count without
  std::string unit;
  incident::Place place;
};

/// What one account says of one proposition. Silence is silence: no stance is inferred from it.
struct Stance {
  enum class Says {
    asserts,
    denies,
    both,          // in different statements
    undetermined,  // it gives a place, whose side cannot be determined
    silent
  };
  std::string narrative;
  Says says = Says::silent;
  std::vector<Ground> grounds;
};

/// Something that an account can assert, deny or pass over, about one aircraft: "S3: was inside Turkish
/// airspace when hit". S1 to S7 are those of docs/method/agreement.md; higher numbers are the case's own.
struct Proposition {
  std::string id, aircraft, zone, event;
  std::string words;            // without subject: "was inside Turkish airspace when hit"
  std::vector<Stance> stances;  // one per narrative, in file order
};

/// How two accounts stand to each other over the propositions about one aircraft. Ids are listed, never
/// added up: one opposed proposition may be all that matters.
struct Concord {
  std::string aircraft, one, other;
  std::vector<std::string> agree;    // both assert or both deny
  std::vector<std::string> opposed;  // one asserts, the other denies
  std::vector<std::string> differ;   // both assert, with figures that exclude each other in every reading
};

}  // namespace recon::assess
