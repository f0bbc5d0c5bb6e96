// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/model/choices.hpp"

/// Accounts with the readings of what they say, each with its answer by the chosen border version.
namespace recon::viewer {

struct Leaf {
  ChosenReading reading;
  std::string label;    // "depth 1.36 miles · statute mi, from the tip"
  std::string tooltip;  // why: the finding's own sentence
  std::string share;    // "89 %"; empty where only words are given
  assess::Side side = assess::Side::undetermined;
  bool counts = true, chosen = false;
  const assess::Finding* finding = nullptr;
};

struct Branch {
  const report::Account* account = nullptr;
  bool shown = false;
  std::vector<Leaf> leaves;  // empty: says nothing of this
};

[[nodiscard]] std::vector<Branch> tree_of(const report::View& view, const Choices& choices);

/// The row an account is shown by: the chosen one, else its first that counts. nullopt: it says nothing.
[[nodiscard]] std::optional<Leaf> chosen_leaf(const std::vector<Branch>& tree, const std::string& account);

/// Takes the next row of the account, round the end.
void step_reading(Choices& choices, const report::View& view, const std::string& account);

}  // namespace recon::viewer
