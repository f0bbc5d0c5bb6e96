// SPDX-License-Identifier: Apache-2.0
#include "recon/incident/incident.hpp"

namespace recon::incident {
namespace {

/// The first statement that `wanted` accepts: narratives in file order, then the evidence.
template <class Wanted>
const Statement* first_statement(const Incident& incident, const Wanted& wanted) {
  for (const Narrative& narrative : incident.narratives)
    for (const Statement& statement : narrative.statements)
      if (wanted(statement)) return &statement;
  for (const Evidence& evidence : incident.evidence)
    for (const Statement& statement : evidence.statements)
      if (wanted(statement)) return &statement;
  return nullptr;
}

}  // namespace

const Narrative* find_narrative(const Incident& incident, std::string_view id) {
  for (const Narrative& narrative : incident.narratives)
    if (narrative.id == id) return &narrative;
  return nullptr;
}

const Statement* find_statement(const Incident& incident, std::string_view id) {
  return first_statement(incident, [&](const Statement& statement) { return statement.id.text == id; });
}

Found find_claim(const Incident& incident, std::string_view name) {
  Found found;
  found.statement = first_statement(incident, [&](const Statement& statement) {
    for (const Claim& claim : statement.claims)
      if (claim.name == name) {
        found.claim = &claim;
        return true;
      }
    return false;
  });
  return found;
}

}  // namespace recon::incident
