// SPDX-License-Identifier: Apache-2.0
#include "recon/load/check.hpp"

#include <algorithm>
#include <utility>

#include "recon/load/load.hpp"

namespace recon::load {
namespace checking {
namespace {

// A message is read in a terminal: what was typed is quoted, but never for pages.
constexpr std::size_t longest_quotation = 80;
constexpr std::size_t longest_message = 1000;

std::string shortened(std::string_view typed, std::size_t longest = longest_quotation) {
  if (typed.size() <= longest) return std::string{typed};
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(typed[end]) & 0xC0U) == 0x80U)
    --end;  // not within a character
  return std::string{typed.substr(0, end)} + "...";
}

}  // namespace

void Report::add(incident::Severity severity, int rule, const incident::Place& place, std::string_view what) {
  problems_.push_back({place, shortened(what, longest_message), severity, rule});
}

void Report::error(int rule, const incident::Place& place, std::string_view what) {
  add(incident::Severity::error, rule, place, what);
}

void Report::warning(int rule, const incident::Place& place, std::string_view what) {
  add(incident::Severity::warning, rule, place, what);
}

void Report::note(int rule, const incident::Place& place, std::string_view what) {
  add(incident::Severity::note, rule, place, what);
}

std::vector<incident::Problem> Report::sorted() && {
  std::sort(problems_.begin(), problems_.end());
  problems_.erase(std::unique(problems_.begin(), problems_.end()), problems_.end());
  return std::move(problems_);
}

std::string name(std::string_view typed) { return "'" + shortened(typed) + "'"; }

std::string printed(std::string_view typed) { return "\"" + shortened(typed) + "\""; }

std::string line_of(const incident::Place& place, const incident::Place& seen_from) {
  if (place.file == seen_from.file) return "line " + std::to_string(place.line);
  return place.file + ":" + std::to_string(place.line);
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
  std::string list;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) list += i + 1 == items.size() ? last : ", ";
    list += items[i];
  }
  return list;
}

bool typed_empty(const incident::Text& text) { return text.empty() && text.place.line > 0; }

bool unsaid(const incident::Text& text) { return text.empty() && text.place.line <= 0; }

bool lacks_position(const incident::Landmark& landmark) {
  return (landmark.position.empty() && landmark.position_of.empty()) || !landmark.unverified.empty();
}

std::vector<Asserted> all_claims(const incident::Incident& incident) {
  std::vector<Asserted> claims;
  const auto add = [&](const incident::Statement& statement, const incident::Narrative* narrative) {
    for (const incident::Claim& claim : statement.claims)
      claims.push_back({.claim = &claim, .statement = &statement, .narrative = narrative});
  };
  for (const incident::Narrative& narrative : incident.narratives)
    for (const incident::Statement& statement : narrative.statements) add(statement, &narrative);
  for (const incident::Evidence& evidence : incident.evidence)
    for (const incident::Statement& statement : evidence.statements) add(statement, nullptr);
  for (const incident::Question& question : incident.questions)
    if (question.holds) claims.push_back({.claim = &*question.holds, .question = &question});
  return claims;
}

}  // namespace checking

std::vector<incident::Problem> check(const incident::Incident& incident) {
  checking::Report report;
  checking::Names names{incident, report};
  checking::Scene scene{.incident = incident,
                        .names = names,
                        .claims = checking::all_claims(incident),
                        .clock = checking::read_window(incident, report)};
  checking::check_references(scene, report);
  checking::check_circles(scene, report);
  checking::check_figures(scene, report);
  checking::check_times(scene, report);
  checking::check_claims(scene, report);
  checking::check_structure(scene, report);
  names.report_unused(report);
  return std::move(report).sorted();
}

}  // namespace recon::load
