// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/choices.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace recon::normalise {
namespace {

struct KnownOption {
  About about;
  std::string_view option, label, means;
};

constexpr std::array known_options{
    KnownOption{About::mile, "statute", "statute mi", "statute miles of 1 609.344 m"},
    KnownOption{About::mile, "nautical", "nautical mi", "nautical miles of 1 852 m"},
    KnownOption{About::north, "true", "true north", "counted from true north"},
    KnownOption{About::north, "magnetic", "magnetic north", "counted from magnetic north"},
    KnownOption{About::depth, "nearest-edge", "nearest edge", "to the nearest point of the zone's edge"},
    KnownOption{About::depth, "from-vertex", "from the tip", "to the zone's tip or the vertex that is named"},
    KnownOption{About::depth, "from-line", "from the line", "to the line that is named"},
    KnownOption{About::distance, "shortest", "shortest way", "the shortest distance"},
    KnownOption{About::distance, "along-course", "along the course", "along the course being flown"},
    KnownOption{About::digits, "as-printed", "digits as printed", "the digits stand as printed"},
    KnownOption{About::digits, "lost-digit", "a digit lost",
                "the last digit of the seconds was lost in print"},
    KnownOption{About::digits, "first", "first print", "the first of the alternatives printed"},
    KnownOption{About::digits, "second", "second print", "the second of the alternatives printed"},
    KnownOption{About::digits, "third", "third print", "the third of the alternatives printed"},
    KnownOption{About::rounding, "as-printed", "as printed", "rounded where the print ends"},
};

const KnownOption* known(About about, std::string_view option) {
  for (const KnownOption& candidate : known_options)
    if (candidate.about == about && candidate.option == option) return &candidate;
  return nullptr;
}

std::string with_spaces(std::string words) {
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

std::string question_of(About about) {
  switch (about) {
    case About::mile:
      return "Which mile?";
    case About::datum:
      return "On which datum are the coordinates?";
    case About::north:
      return "From which north?";
    case About::clock:
      return "By which clock?";
    case About::day:
      return "On which day?";
    case About::depth:
      return "Depth measured to what?";
    case About::digits:
      return "Are the digits as printed?";
    case About::height:
      return "Height above what?";
    case About::rounding:
      return "Rounded to what?";
    case About::distance:
      return "Distance along which way?";
    case About::question:
      break;
  }
  return "";
}

// One sentence can lose a digit or a day while the next keeps it; a mile or a datum is a habit of its author.
bool spans_one_claim(About about) {
  return about == About::digits || about == About::rounding || about == About::day;
}

About about_of(const incident::Choice& choice) { return choice.about.value_or(About::question); }

bool names(const std::vector<incident::Text>& list, std::string_view id) {
  return !id.empty() &&
         std::any_of(list.begin(), list.end(), [&](const incident::Text& t) { return t.text == id; });
}

bool covers(const incident::Choice& choice, const Site& site) {
  const auto& within = choice.within;
  if (within.empty()) return true;
  return names(within, site.statement->source.text) || names(within, site.statement->id.text) ||
         names(within, site.claim->name) || names(within, site.home());
}

const incident::Option* listed(const incident::Choice* choice, std::string_view option) {
  return choice == nullptr ? nullptr : incident::find(choice->options, option);
}

bool settled_otherwise(const incident::Choice& choice, std::string_view option) {
  return choice.settled && choice.settled->option.text != option;
}

std::string span_of(const Site& site, About about, const incident::Choice* written) {
  if (written != nullptr && !written->within.empty()) {
    std::string span;
    for (const incident::Text& part : written->within) span += (span.empty() ? "" : "+") + part.text;
    return span;
  }
  if (written != nullptr) return site.home();
  if (spans_one_claim(about)) return site.claim->name;
  return site.statement->source.empty() ? site.statement->id.text : site.statement->source.text;
}

std::string id_of(About about, const std::string& span, const incident::Choice* written) {
  if (written != nullptr && !written->id.empty()) return written->id.text;
  return std::string{name_of(about)} + "@" + span;
}

Option option_of(const incident::Option& written, const std::optional<incident::Settled>& settled) {
  Option option{written.id.text, written.means.text, written.weight.value_or(1.0), written.because.text,
                written.source.text};
  if (settled) {
    option.because = settled->because.text;
    option.source = settled->source.text;
  }
  return option;
}

Choice question(const incident::Choice& written, const std::string& narrative) {
  Choice choice;
  choice.id = written.id.text;
  choice.narrative = narrative;
  choice.within = narrative;
  choice.asks = written.asks.text;
  choice.settled = written.settled.has_value();
  for (const incident::Option& option : written.options)
    if (!settled_otherwise(written, option.id.text))
      choice.options.push_back(option_of(option, written.settled));
  return choice;
}

bool weighed(const incident::Choice* written) {
  return written != nullptr &&
         std::any_of(written->options.begin(), written->options.end(),
                     [](const incident::Option& option) { return option.weight.has_value(); });
}

void normalise_weights(Choice& choice) {
  double sum = 0.0;
  for (const Option& option : choice.options) sum += option.weight;
  for (Option& option : choice.options)
    option.weight = sum > 0.0 ? option.weight / sum : 1.0 / static_cast<double>(choice.options.size());
}

// At most 60 characters, cut between characters of UTF-8.
std::string shortened(const std::string& words) {
  constexpr std::size_t longest = 60;
  std::size_t characters = 0;
  std::size_t cut = words.size();
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(words[at]) & 0xC0U) != 0x80U;
    if (!starts) continue;
    if (characters == longest - 1) cut = at;
    if (++characters > longest) return words.substr(0, cut) + "…";
  }
  return words;
}

}  // namespace

ChoiceBook::ChoiceBook(const incident::Incident& incident) : incident_{incident} {
  const auto enter = [this](const std::vector<incident::Choice>& choices, const std::string& narrative) {
    for (const incident::Choice& written : choices)
      if (about_of(written) == About::question)
        entries_.push_back({question(written, narrative), &written, {}});
  };
  enter(incident.choices, "");
  for (const incident::Narrative& narrative : incident.narratives) enter(narrative.choices, narrative.id);
}

ChoiceBook::Entry* ChoiceBook::entry(const std::string& id) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.choice.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

const incident::Choice* ChoiceBook::written(const Site& site, About about) const {
  const auto among = [&](const std::vector<incident::Choice>& choices) -> const incident::Choice* {
    for (const incident::Choice& choice : choices)
      if (about_of(choice) == about && covers(choice, site)) return &choice;
    return nullptr;
  };
  const incident::Choice* own = site.narrative == nullptr ? nullptr : among(site.narrative->choices);
  return own != nullptr ? own : among(incident_.choices);
}

std::optional<OptionTaken> ChoiceBook::take(const Site& site, const Pick& pick) {
  const incident::Choice* author = written(site, pick.about);
  if (author != nullptr && settled_otherwise(*author, pick.option)) return std::nullopt;
  if (author != nullptr && !author->options.empty() && listed(author, pick.option) == nullptr)
    return std::nullopt;

  const std::string span = span_of(site, pick.about, author);
  const std::string id = id_of(pick.about, span, author);
  Entry* found = entry(id);
  if (found == nullptr) {
    Choice choice;
    choice.id = id;
    choice.about = pick.about;
    choice.narrative = site.home();
    choice.within = span;
    choice.asks = author != nullptr && !author->asks.empty() ? author->asks.text : question_of(pick.about);
    choice.settled = author != nullptr && author->settled.has_value();
    entries_.push_back({std::move(choice), author, {}});
    found = &entries_.back();
  }
  auto& options = found->choice.options;
  if (std::none_of(options.begin(), options.end(), [&](const Option& o) { return o.id == pick.option; })) {
    const incident::Option* wording = listed(found->written, pick.option);
    Option option;
    if (wording != nullptr) option = option_of(*wording, found->written->settled);
    option.id = pick.option;
    if (option.means.empty())
      option.means = pick.means.empty() ? meaning_of(pick.about, pick.option) : pick.means;
    options.push_back(std::move(option));
  }
  found->weights[pick.print].emplace(pick.option, pick.weight);
  return OptionTaken{id, pick.option};
}

ChoiceBook::Asked ChoiceBook::asked(const Site& site, const std::string& option) {
  const auto among = [&](const std::vector<incident::Choice>& choices) -> std::optional<Asked> {
    for (const incident::Choice& choice : choices) {
      if (listed(&choice, option) == nullptr) continue;
      if (settled_otherwise(choice, option))
        return Asked{std::nullopt, "'" + option + "' was settled away: " + choice.settled->option.text +
                                       " is taken (" + choice.settled->source.text + ")"};
      if (about_of(choice) == About::question) return Asked{OptionTaken{choice.id.text, option}, ""};
      return Asked{take(site, {.about = about_of(choice), .option = option}), ""};
    }
    return std::nullopt;
  };
  std::optional<Asked> found;
  if (site.narrative != nullptr) found = among(site.narrative->choices);
  if (!found) found = among(incident_.choices);
  return found.value_or(Asked{std::nullopt, "no choice has an option '" + option + "'"});
}

std::vector<Choice> ChoiceBook::finished() const {
  std::vector<Choice> choices;
  for (const Entry& entry : entries_) {
    Choice choice = entry.choice;
    if (!weighed(entry.written))
      for (Option& option : choice.options) {
        option.weight = 1.0;
        // Each print speaks once, as a factor relative to its own options.
        for (const auto& [print, weights] : entry.weights) {
          double sum = 0.0;
          for (const auto& [name, weight] : weights) sum += weight;
          const auto own = weights.find(option.id);
          if (own != weights.end()) option.weight *= own->second / sum * static_cast<double>(weights.size());
        }
      }
    normalise_weights(choice);
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::string meaning_of(About about, const std::string& option) {
  const KnownOption* words = known(about, option);
  return words != nullptr ? std::string{words->means} : with_spaces(option);
}

std::string label_of(About about, const std::string& option) {
  const KnownOption* words = known(about, option);
  return words != nullptr ? std::string{words->label} : with_spaces(option);
}

namespace {

// The author's id, our label, or the few words found with the option ("ED50", "from 1.0 NM").
std::string label_in(const Choice& choice, const std::string& option) {
  constexpr std::size_t few = 24;
  if (choice.about == About::question || known(choice.about, option) != nullptr)
    return label_of(choice.about, option);
  for (const Option& candidate : choice.options)
    if (candidate.id == option && candidate.means.size() <= few) return candidate.means;
  return label_of(choice.about, option);
}

}  // namespace

std::string reading_words(const std::vector<OptionTaken>& reading, const std::vector<Choice>& choices) {
  std::string words;
  for (const OptionTaken& taken : reading)
    for (const Choice& choice : choices) {
      if (choice.id != taken.choice || choice.options.size() < 2) continue;
      words += (words.empty() ? "" : " · ") + label_in(choice, taken.option);
    }
  return shortened(words);
}

double weight_of(const std::vector<OptionTaken>& reading, const std::vector<Choice>& choices) {
  double weight = 1.0;
  for (const OptionTaken& taken : reading)
    for (const Choice& choice : choices) {
      if (choice.id != taken.choice) continue;
      for (const Option& option : choice.options)
        if (option.id == taken.option) weight *= option.weight;
    }
  return weight;
}

}  // namespace recon::normalise
