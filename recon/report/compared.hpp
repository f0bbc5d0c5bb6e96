// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recon/report/view.hpp"

/// The accounts side by side, in the order and the words in which a report shows them: one place for
/// terminal and page.
namespace recon::report {

/// What one account says of one proposition.
struct StanceShown {
  const Account* account = nullptr;
  assess::Stance::Says says = assess::Stance::Says::silent;
  std::string figures;               // "“17 seconds”, “2 to 3 seconds”"; empty where none is given
  std::vector<std::string> grounds;  // "“hit in ...” (retold; erdogan-debris)", what follows from others last
};

struct PropositionShown {
  std::string id, words;
  bool opposed = false;              // one asserts what another denies
  std::vector<StanceShown> stances;  // one per account, in the order of the report
};

/// Two accounts over all propositions about one aircraft.
struct ConcordShown {
  const Account *one = nullptr, *other = nullptr;
  std::string agree, opposed, differ;  // "S1, S4"; "none"
};

struct AircraftCompared {
  std::string aircraft;  // its name
  std::vector<PropositionShown> propositions;
  std::vector<ConcordShown> concords;
};

/// In the order of the case; empty when nobody speaks to what the case asks.
[[nodiscard]] std::vector<AircraftCompared> compared(const View& view);

/// What stands before the table.
inline constexpr std::string_view compared_intro =
    "Each proposition stands for itself and none outweighs another: two accounts are opposed only where one "
    "asserts and the other denies the same thing of the same aircraft. Silence is shown as silence.";

/// "asserts", "denies", "asserts and denies", "cannot be determined", "silent".
[[nodiscard]] std::string_view says_word(assess::Stance::Says says);

}  // namespace recon::report
