// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "recon/incident/incident.hpp"
#include "recon/units/instant.hpp"

/// The parts of `check` (load.hpp): one file for names and references, one for figures and positions,
/// one for times, one for what a case must say. Numbers are the rules of docs/case-file.md.
namespace recon::load::checking {

/// Problems as they are found.
class Report {
public:
  void error(int rule, const incident::Place& place, std::string_view what);
  void warning(int rule, const incident::Place& place, std::string_view what);
  void note(int rule, const incident::Place& place, std::string_view what);
  /// Sorted by place, each problem once.
  [[nodiscard]] std::vector<incident::Problem> sorted() &&;

private:
  void add(incident::Severity severity, int rule, const incident::Place& place, std::string_view what);

  std::vector<incident::Problem> problems_;
};

/// A name in single quotes and a printed figure in double quotes, both shortened when very long.
[[nodiscard]] std::string name(std::string_view typed);
[[nodiscard]] std::string printed(std::string_view typed);
/// "line 10", or "sources.textproto:10" when that is another file than `seen_from`.
[[nodiscard]] std::string line_of(const incident::Place& place, const incident::Place& seen_from);
/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& items, std::string_view last = " and ");
/// Typed, but with nothing between the quotes.
[[nodiscard]] bool typed_empty(const incident::Text& text);
/// Says nothing and is not there.
[[nodiscard]] bool unsaid(const incident::Text& text);

// ---- names ----------------------------------------------------------------------------------------

/// Whatever has a name that others refer to.
using Thing = std::variant<const incident::Party*, const incident::Source*, const incident::Aircraft*,
                           const incident::Landmark*, const incident::Event*, const incident::Border*,
                           const incident::Zone*, const incident::Sensor*, const incident::Statement*,
                           const incident::Narrative*, const incident::Evidence*, const incident::Claim*,
                           const incident::Question*>;

/// Every name of a case and what it names; remembers which were used.
class Names {
public:
  /// Takes up all names of the case and reports those that are ill formed or taken (rules 5, 16).
  /// REQUIRES: the incident outlives this.
  Names(const incident::Incident& incident, Report& report);

  /// The thing of that name, or nullptr.
  template <class T>
  [[nodiscard]] const T* find(std::string_view id) const {
    const Entry* entry = entry_of(kind<T>(), id);
    return entry ? std::get<const T*>(entry->thing) : nullptr;
  }
  /// Is there one of the kinds T of that name? An unknown name, or the name of something else, is
  /// reported (rule 6) in the words of the field; an empty reference is passed over.
  template <class... T>
  std::optional<Thing> resolve(const incident::Text& reference, std::string_view field, Report& report) {
    return resolve_among({kind<T>()...}, reference, field, report);
  }
  /// Notes on sources, landmarks, events and parties that nothing refers to (rule 30).
  void report_unused(Report& report) const;

private:
  struct Entry {
    Thing thing;
    incident::Place place;
    bool used = false;
  };
  using Family = std::map<std::string, Entry, std::less<>>;

  template <class T>
  [[nodiscard]] static std::size_t kind() {
    return Thing{static_cast<const T*>(nullptr)}.index();
  }
  std::optional<Thing> resolve_among(std::initializer_list<std::size_t> kinds,
                                     const incident::Text& reference, std::string_view field, Report& report);
  [[nodiscard]] const Entry* entry_of(std::size_t kind, std::string_view id) const;
  [[nodiscard]] const Entry* of_another_kind(std::string_view id) const;
  void take(const incident::Text& id, Thing thing, std::initializer_list<std::size_t> family, Report& report);
  template <class T>
  void take_all(const std::vector<T>& things, std::initializer_list<std::size_t> family, Report& report);
  void take_claims(const incident::Statement& statement, Report& report);

  std::array<Family, std::variant_size_v<Thing>> families_;
};

/// Lower case letters, digits and hyphens, beginning and ending with a letter or digit.
[[nodiscard]] bool is_name(std::string_view text);
/// How many letters must be changed, added, left out or swapped; more than `most` is `most` + 1.
[[nodiscard]] std::size_t edits_between(std::string_view a, std::string_view b, std::size_t most);
/// The candidate nearest to a mistyped word, if it is near enough to be meant.
[[nodiscard]] std::optional<std::string> meant(std::string_view typed,
                                               const std::vector<std::string>& candidates);
/// "letter/depth": statement, then the claim's own id or its kind[@event].
[[nodiscard]] std::string full_name(const incident::Statement& statement, const incident::Claim& claim);

// ---- claims and what stands around them -----------------------------------------------------------

/// A claim with everything that its meaning leans on.
struct Asserted {
  const incident::Claim* claim = nullptr;
  const incident::Statement* statement = nullptr;  // none in a question
  const incident::Narrative* narrative = nullptr;  // none in evidence and questions
  const incident::Question* question = nullptr;    // whose `holds` it is
};

enum class Writing { length, height, duration, speed, angle, count, time, position };

/// One printed figure of a claim, and how it has to be written.
struct Printed {
  const incident::Text* text = nullptr;
  std::string_view field;
  Writing writing = Writing::length;
};
[[nodiscard]] std::vector<Printed> figures_of(const incident::Assertion& assertion);

/// What every part of the check may lean on.
struct Scene {
  const incident::Incident& incident;
  Names& names;
  std::vector<Asserted> claims;
  TimeContext clock;  // the incident's day, clock and window, as far as they can be read
};

[[nodiscard]] std::vector<Asserted> all_claims(const incident::Incident& incident);

/// A landmark with no position that counts: none is said, or it is unverified.
[[nodiscard]] bool lacks_position(const incident::Landmark& landmark);

// ---- the parts, in the order they run -------------------------------------------------------------

/// The incident's clock and window (11, 12); what later times are read against.
[[nodiscard]] TimeContext read_window(const incident::Incident& incident, Report& report);
void check_references(Scene& scene, Report& report);       // 6, 24
void check_circles(const Scene& scene, Report& report);    // 7
void check_figures(const Scene& scene, Report& report);    // 8, 9, 10, 15, 25, 26
void check_times(const Scene& scene, Report& report);      // 11, 12, 23
void check_claims(const Scene& scene, Report& report);     // 4, 13
void check_structure(const Scene& scene, Report& report);  // 14, 17 to 22, 27 to 29

}  // namespace recon::load::checking
