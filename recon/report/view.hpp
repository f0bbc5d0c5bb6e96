// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "recon/inquiry/inquiry.hpp"

/// An inquiry in the order in which a report shows it. Terminal and page are two drawings of this one
/// arrangement, so they cannot tell different stories. It points into the inquiry it was made from,
/// which must outlive it; it holds no number of its own.
namespace recon::report {

/// Whose words: a party's narrative, or evidence that no party owns.
struct Account {
  std::string id, letter, name;
  std::string of;                                  // "UN letter and briefing of 24 November"
  std::string colour;                              // a CSS value, "var(--A)"
  const incident::Narrative* narrative = nullptr;  // null: evidence
  const incident::Evidence* evidence = nullptr;
  [[nodiscard]] const std::vector<incident::Statement>& statements() const;
};

/// A border version as column and as line.
struct Version {
  std::string id, title, error;  // "±320 m"; empty when its error is not stated
  double width = 1.7;            // of the line
  std::string dash;              // of the line; empty: solid
  bool counts = true;            // false: drawn, never decides
  std::string flaw, attribution;
  std::string claim;  // "Türkiye’s claim", for a narrow column; empty where no party claims the line
};

/// Findings that read alike, one per version (null where there is none).
struct Row {
  std::vector<std::string> readings;  // one, or several whose cells read the same
  std::vector<const assess::Finding*> cells;
  const assess::Finding* words =
      nullptr;  // instead of cells: a side that is stated and nothing more, the same by every version
  [[nodiscard]] bool counts() const;
  [[nodiscard]] std::string why_not_counted() const;
};

/// All rows of one claim.
struct ClaimRows {
  std::string claim, label;  // "depth inside “1.36 miles”, at hit"
  std::vector<Row> rows;
};

struct AccountRows {
  const Account* account = nullptr;
  std::vector<ClaimRows> claims;
};

/// One question with all that answers it.
struct QuestionView {
  std::string id, asks, zone_title;
  const incident::Question* question = nullptr;
  std::vector<const assess::Answer*> answers;
  std::vector<Version> versions;  // columns: those that some finding uses
  std::vector<AccountRows> matrix;
  std::vector<const assess::Stated*> stated;
  std::vector<const assess::Agreement*> agreements;
  std::string standing;  // what the zone is, where "inside" alone would mislead; else empty
  std::vector<const assess::Pooled*> pooled;
  std::size_t readings = 0;  // counted combinations of claim and reading
};

struct View {
  explicit View(const inquiry::Inquiry& shown);
  View(const View&) = delete;
  View(View&&) = delete;
  View& operator=(const View&) = delete;
  View& operator=(View&&) = delete;
  ~View() = default;

  const inquiry::Inquiry& inquiry;
  std::vector<Account> accounts;  // in order of first statement; evidence last
  std::vector<Version> versions;  // in the case's order: the first that counts is the default
  std::vector<QuestionView> questions;

  [[nodiscard]] const Account& account(const std::string& id) const;
  [[nodiscard]] const Version* version(const std::string& id) const;
  [[nodiscard]] const Version* default_version() const;
  /// A pooled row as one line, and the weights that stand before such lines.
  [[nodiscard]] std::string pooled_words(const assess::Pooled& row) const;
  [[nodiscard]] std::string weights_words(const std::vector<assess::BorderWeight>& weights) const;
  /// Which versions' drawn lines crossed themselves; empty where none did.
  [[nodiscard]] std::string drawn_words() const;
  /// "depth inside “1.36 miles”" for a claim's full name.
  [[nodiscard]] std::string claim_label(const std::string& name) const;
  /// What an event is called: its own words, else its id; for a label on the map, the shorter.
  [[nodiscard]] std::string event_words(const std::string& id) const;
  [[nodiscard]] std::string event_label(const std::string& id) const;
  [[nodiscard]] std::string zone_words(const std::string& id) const;
};

}  // namespace recon::report
