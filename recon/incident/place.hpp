// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace recon::incident {

/// Where in a file a value stands: 1-based line and column (column in characters), 0 when the format has
/// none.
struct Place {
  std::string file;
  int line = 0, column = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// How bad: an error ends in exit code 1; warnings and notes also appear in the report.
enum class Severity { error, warning, note };

/// One thing wrong with a value, printed as `file:line:column: what (rule)`.
struct Problem {
  Place place;
  std::string what;
  Severity severity = Severity::error;
  int rule = 0;  // number in docs/case-file.md, Rules; 0: none
  friend auto operator<=>(const Problem&, const Problem&) = default;
};

/// Characters as a source or an author typed them, and where.
struct Text {
  std::string text;
  Place place;
  [[nodiscard]] bool empty() const { return text.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace recon::incident
