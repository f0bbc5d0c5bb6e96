// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/normalise.hpp"

#include <algorithm>
#include <set>

#include "recon/normalise/errors.hpp"
#include "recon/normalise/figures.hpp"
#include "recon/normalise/landmarks.hpp"
#include "recon/normalise/meanings.hpp"
#include "recon/normalise/notebook.hpp"
#include "recon/normalise/pace.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

// ---- whom a claim is about -----------------------------------------------------------------------

std::vector<std::string> ids(const std::vector<incident::Text>& texts) {
  std::vector<std::string> all;
  all.reserve(texts.size());
  for (const incident::Text& text : texts) all.push_back(text.text);
  return all;
}

std::string asked_about(const incident::Incident& incident) {
  std::set<std::string> asked;
  for (const incident::Question& question : incident.questions)
    if (!question.aircraft.empty()) asked.insert(question.aircraft.text);
  return asked.size() == 1 ? *asked.begin() : "";
}

std::string only_target(const incident::Incident& incident) {
  std::vector<std::string> targets;
  for (const incident::Aircraft& aircraft : incident.aircraft)
    if (aircraft.role == incident::Aircraft::Role::target || incident.aircraft.size() == 1)
      targets.push_back(aircraft.id.text);
  return targets.size() == 1 ? targets.front() : "";
}

std::vector<std::string> aircraft_of(Notebook& notebook, const Site& site, const incident::Narrative* taker) {
  if (!site.claim->aircraft.empty()) return ids(site.claim->aircraft);
  if (site.narrative != nullptr && !site.narrative->aircraft.empty()) return ids(site.narrative->aircraft);
  if (taker != nullptr && !taker->aircraft.empty()) return ids(taker->aircraft);
  const incident::Incident& incident = notebook.incident;
  if (const auto* at = std::get_if<incident::AtEvent>(&site.claim->when))
    if (const auto* event = incident::find(incident.events, at->event.text))
      if (!event->aircraft.empty()) return {event->aircraft.text};
  const auto supply = [&](const std::string& id, const std::string& because) {
    notebook.adjust(site, "taken to be about '" + id + "'",
                    "neither claim nor account names an aircraft; " + because);
    return std::vector<std::string>{id};
  };
  const std::string asked = asked_about(incident);
  if (!asked.empty()) return supply(asked, "every question asks about it");
  const std::string target = only_target(incident);
  if (!target.empty()) return supply(target, "it is the only target");
  return {""};
}

// ---- what does not count -------------------------------------------------------------------------

std::string original_of(const incident::Incident& incident, std::string source) {
  for (std::size_t steps = 0; steps <= incident.sources.size(); ++steps) {
    const incident::Source* found = incident::find(incident.sources, source);
    if (found == nullptr || found->carries.empty()) return source;
    source = found->carries.text;
  }
  return source;
}

bool share_an_aircraft(const incident::Claim& a, const incident::Claim& b) {
  if (a.aircraft.empty() || b.aircraft.empty()) return true;
  return std::any_of(a.aircraft.begin(), a.aircraft.end(), [&](const incident::Text& one) {
    return std::any_of(b.aircraft.begin(), b.aircraft.end(),
                       [&](const auto& other) { return one.text == other.text; });
  });
}

bool says_the_same_kind(const incident::Statement& statement, const incident::Claim& claim) {
  return std::any_of(statement.claims.begin(), statement.claims.end(), [&](const incident::Claim& other) {
    return other.assertion.index() == claim.assertion.index() && same_moment(other.when, claim.when) &&
           share_an_aircraft(other, claim) &&
           (other.id.empty() || claim.id.empty() || other.id.text == claim.id.text);
  });
}

// The statement that a copy repeats: of the original source, or of an earlier copy.
const incident::Statement* first_print(const incident::Incident& incident, const Site& site) {
  const std::string& own = site.statement->source.text;
  const std::string original = original_of(incident, own);
  if (own == original) return nullptr;
  const incident::Statement* found = nullptr;
  bool before = true;
  const auto look = [&](const std::vector<incident::Statement>& statements) {
    for (const incident::Statement& statement : statements) {
      if (&statement == site.statement) before = false;
      const std::string& source = statement.source.text;
      const bool earlier_copy = before && original_of(incident, source) == original;
      const bool usable = statement.unverified.empty() && statement.superseded_by.empty();
      if (found == nullptr && &statement != site.statement && usable &&
          (source == original || earlier_copy) && says_the_same_kind(statement, *site.claim))
        found = &statement;
    }
  };
  for (const incident::Narrative& narrative : incident.narratives) look(narrative.statements);
  for (const incident::Evidence& evidence : incident.evidence) look(evidence.statements);
  return found;
}

std::string why_not_counted(const incident::Incident& incident, const Site& site) {
  const incident::Statement& statement = *site.statement;
  if (!statement.unverified.empty()) return "unverified: " + statement.unverified.text;
  if (!statement.superseded_by.empty()) return "superseded by '" + statement.superseded_by.text + "'";
  if (site.claim->derived) {
    std::string inputs;
    for (const incident::Text& used : site.claim->derived->uses)
      inputs += (inputs.empty() ? "" : ", ") + used.text;
    return "derived from " + inputs + ": tested against its inputs, not counted again";
  }
  if (const incident::Statement* original = first_print(incident, site))
    return "'" + statement.source.text + "' repeats what '" + original->id.text + "' says: counted once";
  return "";
}

// ---- one claim -----------------------------------------------------------------------------------

std::vector<incident::Text> conditions(const Site& site) {
  std::vector<incident::Text> all = site.statement->only_if;
  all.insert(all.end(), site.claim->only_if.begin(), site.claim->only_if.end());
  return all;
}

// Adds an option to a reading; false when the reading already takes another at that choice.
bool add_option(std::vector<OptionTaken>& reading, const OptionTaken& option) {
  for (const OptionTaken& taken : reading)
    if (taken.choice == option.choice) return taken.option == option.option;
  reading.push_back(option);
  return true;
}

// Options the author asks of the claim; nullopt when the claim is never made under an open reading.
std::optional<std::vector<OptionTaken>> asked_of(Notebook& notebook, const Site& site) {
  std::vector<OptionTaken> reading;
  for (const incident::Text& condition : conditions(site)) {
    const ChoiceBook::Asked asked = notebook.choices.asked(site, condition.text);
    if (!asked.taken) {
      notebook.adjust(site, "not read", asked.why_not);
      return std::nullopt;
    }
    if (!add_option(reading, *asked.taken)) {
      notebook.adjust(site, "not read",
                      "it asks for two options of the choice '" + asked.taken->choice + "'");
      return std::nullopt;
    }
  }
  return reading;
}

struct Said {
  Moment moment;
  Meaning meaning;
};

ReadClaim filled(Notebook& notebook, const Site& site, const Said& said, std::vector<OptionTaken> reading) {
  ReadClaim read;
  read.claim = site.claim->name;
  read.statement = site.statement->id.text;
  read.sensor = site.claim->sensor.text;
  read.reading = std::move(reading);
  read.moment = said.moment;
  read.figure = as_printed(site.claim->assertion);
  read.as_read = as_read(said.meaning);
  read.error = error_of(notebook, site, said.meaning);
  read.meaning = said.meaning;
  read.why_not_counted = why_not_counted(notebook.incident, site);
  read.counts = read.why_not_counted.empty();
  return read;
}

// Every reading of a claim, not yet about anybody.
std::vector<ReadClaim> readings_of(Notebook& notebook, const Site& site) {
  const auto asked = asked_of(notebook, site);
  if (!asked) return {};
  const auto said = product(read_moment(notebook, site), read_assertion(notebook, site),
                            [](const Moment& moment, const Meaning& meaning) {
                              return Said{moment, meaning};
                            });
  std::vector<ReadClaim> all;
  for (const Branch<Said>& branch : said.all) {
    std::vector<OptionTaken> reading = *asked;
    bool possible = true;
    for (const Pick& pick : branch.picks) {
      const auto option = notebook.choices.take(site, pick);
      possible = option && add_option(reading, *option) && possible;
    }
    if (possible) all.push_back(filled(notebook, site, branch.what, std::move(reading)));
  }
  if (!all.empty()) return all;
  const std::string why =
      said.all.empty() ? said.why_none : "none of its readings is an option that the choices leave";
  all.push_back(filled(notebook, site, {Moment{}, Unanswerable{why}}, *asked));
  return all;
}

void read_claim(Notebook& notebook, const Site& site, const incident::Narrative* taker,
                std::vector<ReadClaim>& into) {
  const std::vector<std::string> aircraft = aircraft_of(notebook, site, taker);
  for (const ReadClaim& reading : readings_of(notebook, site))
    for (const std::string& id : aircraft) {
      ReadClaim read = reading;
      read.narrative = taker != nullptr ? taker->id : site.home();
      read.aircraft = id;
      if (id.empty()) read.meaning = Unanswerable{"no aircraft is named, and the case has more than one"};
      if (auto* track = std::get_if<TrackRead>(&read.meaning)) give_pace(notebook, site, id, *track);
      into.push_back(std::move(read));
    }
}

// ---- the case ------------------------------------------------------------------------------------

void read_window(Notebook& notebook) {
  const incident::Incident& incident = notebook.incident;
  const TimeContext context{read_date(incident.date.text), incident.clock.text, std::nullopt, std::nullopt};
  const auto bound = [&](const incident::Text& printed) -> std::optional<Instant> {
    if (printed.empty()) return std::nullopt;
    const TimeReadings times = recon::read_time(printed.text, context);
    if (times.readings.empty()) return std::nullopt;
    return times.readings.front().at.stated;
  };
  notebook.begin = bound(incident.window.begin);
  notebook.end = bound(incident.window.end);
}

template <class Home>
void read_statement(Notebook& notebook, const Home& home, const incident::Statement& statement,
                    const incident::Narrative* taker, std::vector<ReadClaim>& into) {
  for (const incident::Claim& claim : statement.claims)
    read_claim(notebook, site_of(notebook.incident, home, statement, claim), taker, into);
}

// A statement that another account or nobody wrote, read as its home reads it and told by its taker.
void read_taken(Notebook& notebook, const std::string& taken, const incident::Narrative& taker,
                std::vector<ReadClaim>& into) {
  const auto among = [&](const auto& home) {
    for (const incident::Statement& statement : home.statements) {
      if (statement.id.text == taken) read_statement(notebook, home, statement, &taker, into);
      for (const incident::Claim& claim : statement.claims)
        if (claim.name == taken)
          read_claim(notebook, site_of(notebook.incident, home, statement, claim), &taker, into);
    }
  };
  for (const incident::Narrative& home : notebook.incident.narratives) among(home);
  for (const incident::Evidence& home : notebook.incident.evidence) among(home);
}

std::vector<ReadClaim> read_all(Notebook& notebook) {
  std::vector<ReadClaim> claims;
  for (const incident::Narrative& narrative : notebook.incident.narratives) {
    for (const incident::Statement& statement : narrative.statements)
      read_statement(notebook, narrative, statement, nullptr, claims);
    for (const incident::Text& taken : narrative.takes) read_taken(notebook, taken.text, narrative, claims);
  }
  for (const incident::Evidence& evidence : notebook.incident.evidence)
    for (const incident::Statement& statement : evidence.statements)
      read_statement(notebook, evidence, statement, nullptr, claims);
  return claims;
}

}  // namespace

Normalised normalise(const incident::Incident& incident) {
  Notebook notebook{incident};
  read_window(notebook);
  read_landmarks(notebook);
  Normalised normalised;
  normalised.claims = read_all(notebook);
  normalised.choices = notebook.choices.finished();
  for (ReadClaim& claim : normalised.claims) {
    claim.reading_words = reading_words(claim.reading, normalised.choices);
    claim.weight = weight_of(claim.reading, normalised.choices);
  }
  normalised.adjustments = std::move(notebook.adjustments);
  normalised.begin = notebook.begin;
  normalised.end = notebook.end;
  for (const incident::Landmark& landmark : incident.landmarks) {
    const auto& place = notebook.landmarks[landmark.id.text];
    if (place.position && landmark.position_of.empty())
      normalised.landmarks[landmark.id.text] = *place.position;
  }
  return normalised;
}

}  // namespace recon::normalise
