// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "viewer/model/tree.hpp"

/// The right-hand column: answers, who says what, and the source of what was clicked.
namespace recon::viewer {

/// How the counted rows of an account come out by one version.
struct VersionTally {
  const report::Version* version = nullptr;
  std::size_t inside = 0, outside = 0, undetermined = 0;
  bool chosen = false;
  [[nodiscard]] std::size_t all() const { return inside + outside + undetermined; }
};

struct AnswerCard {
  const report::Account* account = nullptr;
  std::string mark, word;              // "●", "Inside, mostly"; both empty where the question asks no side
  std::string rest;                    // "depends on the border version"
  std::string range;                   // "89 % … >99 %"
  std::string tally;                   // "14 of 16 inside"
  std::string sentence, flip, claim;   // the claim that a click leads to; empty: none
  std::string decides;                 // which statements, as read, the border version decides and which not
  std::vector<VersionTally> versions;  // in the case's order; together they are the tally
};
[[nodiscard]] std::vector<AnswerCard> answer_cards(const report::View& view, const Choices& choices);

/// What each account says of one proposition: ✓ asserts, ✗ denies, ± both, ? undetermined, · silent.
struct SaysRow {
  std::string words;
  bool conflict = false;  // one asserts what another denies
  struct Cell {
    std::string mark, said, claim;
  };
  std::vector<Cell> cells;  // one per letter
};
struct SaysTable {
  std::vector<std::string> letters, accounts;
  std::string inside_what;    // what "inside" means in all rows: the zone that they share; else empty
  std::vector<SaysRow> rows;  // contested ones first; without those that all are silent about
};
[[nodiscard]] SaysTable says_table(const report::View& view, const Choices& choices);

/// A statement with the figure of one claim marked.
struct SourceCard {
  const report::Account* account = nullptr;
  std::string title;                  // "depth inside “1.36 miles”"
  std::string before, figure, after;  // the words; figure empty where it does not stand in them
  bool verbatim = false;
  std::string how;  // "as reported; no verbatim text"; empty when verbatim
  std::string translation;
  std::vector<std::pair<std::string, std::string>> rows;  // "Document": "UN letter", ...
  std::string address;                                    // http(s) only
};
/// An empty account means that there is no such claim.
[[nodiscard]] SourceCard source_card(const report::View& view, const Choices& choices,
                                     const std::string& claim);

/// What is known of a border version: a line is a claim too. No title: there is no such version.
[[nodiscard]] SourceCard border_card(const report::View& view, const std::string& border);

}  // namespace recon::viewer
