// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/normalise/branch.hpp"
#include "recon/normalise/normalise.hpp"
#include "recon/normalise/site.hpp"

namespace recon::normalise {

/// The choices of a case: those the author asks, and those found while reading. A found choice spans
/// the statement's source (digits, rounding and day: the claim alone, for a lost digit in one figure
/// says nothing of the next), unless the author wrote one with `within` or in the narrative.
///   (1) two picks of one doubt in one span belong to one choice
///   (2) the author's weights, options and settlement go before those found
///   (3) the weights of a choice add up to 1; of a settled one, the option left has all
class ChoiceBook {
public:
  explicit ChoiceBook(const incident::Incident& incident);

  /// Enters a pick; nullopt when the author's choice leaves that option out or is settled otherwise.
  [[nodiscard]] std::optional<OptionTaken> take(const Site& site, const Pick& pick);

  /// The option an `only_if` names. `why_not` when there is no such option or it was settled away.
  struct Asked {
    std::optional<OptionTaken> taken;
    std::string why_not;
  };
  [[nodiscard]] Asked asked(const Site& site, const std::string& option);

  /// The author's words on a kind of doubt that cover this claim, or nullptr.
  [[nodiscard]] const incident::Choice* written(const Site& site, About about) const;

  /// All choices met so far with their final weights, the author's questions first.
  [[nodiscard]] std::vector<Choice> finished() const;

private:
  struct Entry {
    Choice choice;
    const incident::Choice* written = nullptr;
    std::map<std::string, std::map<std::string, double>> weights;  // by print, then option
  };
  [[nodiscard]] Entry* entry(const std::string& id);

  const incident::Incident& incident_;
  std::vector<Entry> entries_;
};

/// What an option of a found choice means, in a clause: "statute miles of 1 609.344 m".
[[nodiscard]] std::string meaning_of(About about, const std::string& option);
/// And in two or three words, for the side of a table: "statute mi".
[[nodiscard]] std::string label_of(About about, const std::string& option);

/// Labels of the options taken at choices that are open, joined by " · "; at most 60 characters.
[[nodiscard]] std::string reading_words(const std::vector<OptionTaken>& reading,
                                        const std::vector<Choice>& choices);

/// Product of the options' weights.
[[nodiscard]] double weight_of(const std::vector<OptionTaken>& reading, const std::vector<Choice>& choices);

}  // namespace recon::normalise
