// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/model/choices.hpp"

/// Accounts with the readings of what they say, each with its answer by the chosen border version.
namespace recon::viewer {

/// What one border version makes of a row, or of all rows of a claim.
struct Cell {
  enum class Says { inside, outside, undetermined, mixed, nothing };  // mixed: it depends on the reading
  Says says = Says::nothing;
  bool chosen = false;  // the version that everything else is drawn by
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct Leaf {
  ChosenReading reading;
  std::string label;        // "depth 1.36 miles · statute mi, from the tip"
  std::string said, taken;  // its parts: "depth 1.36 miles", "statute mi, from the tip"
  std::string tooltip;      // why: the finding's own sentence
  std::string share;        // "89 %"; empty where only words are given
  assess::Side side = assess::Side::undetermined;
  bool counts = true, chosen = false;
  std::vector<Cell> cells;  // one per version that counts, in the case's order
  const assess::Finding* finding = nullptr;
};

struct Branch {
  const report::Account* account = nullptr;
  bool shown = false;
  std::vector<Leaf> leaves;  // empty: says nothing of this; leaves of one claim follow each other
};

/// The versions that cells stand for.
[[nodiscard]] std::vector<const report::Version*> counted_versions(const report::View& view,
                                                                   const Choices& choices);

/// The leaves of one claim as one row: a version says what all its counted readings say, else it is mixed.
[[nodiscard]] std::vector<Cell> summed_up(const std::vector<const Leaf*>& leaves);

/// "OSM Nov 2016: inside; DCW, 1992: undetermined", for those who cannot see the cells.
[[nodiscard]] std::string cell_words(const std::vector<const report::Version*>& versions,
                                     const std::vector<Cell>& cells);

[[nodiscard]] std::vector<Branch> tree_of(const report::View& view, const Choices& choices);

/// The row an account is shown by: the chosen one, else its first that counts. nullopt: it says nothing.
[[nodiscard]] std::optional<Leaf> chosen_leaf(const std::vector<Branch>& tree, const std::string& account);

/// Takes the next row of the account, round the end.
void step_reading(Choices& choices, const report::View& view, const std::string& account);

}  // namespace recon::viewer
