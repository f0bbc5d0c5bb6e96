// SPDX-License-Identifier: Apache-2.0
#include "recon/report/tellings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "recon/assess/words.hpp"
#include "recon/flight/premises.hpp"
#include "recon/normalise/choices.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::Telling;
using Verdict = Telling::Verdict;
using Tellings = std::vector<const Telling*>;

constexpr std::array verdicts_in_order{Verdict::contradiction, Verdict::stretched, Verdict::fits,
                                       Verdict::unresolved};

/// "statute or nautical mi" for "statute mi", "nautical mi".
std::string alternatives(std::vector<std::string> labels) {
  if (labels.empty()) return {};
  const std::size_t space = labels.back().rfind(' ');
  const std::string unit = space == std::string::npos ? "" : labels.back().substr(space);
  const bool shared =
      !unit.empty() && std::all_of(labels.begin(), labels.end(),
                                   [&](const std::string& label) { return label.ends_with(unit); });
  if (shared)
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) labels[i].erase(labels[i].size() - unit.size());
  return joined(labels, " or ");
}

// ---- where an outcome holds: blocks of readings and border versions ---------------------------------

/// A telling as a point: its option at every choice of the account (empty where the choice does not arise),
/// and its border last.
using Point = std::vector<std::string>;
/// What is allowed at every choice, and of borders; an empty set allows anything.
using Block = std::vector<std::set<std::string>>;

bool holds(const Block& block, const Point& point) {
  for (std::size_t i = 0; i < point.size(); ++i)
    if (!block[i].empty() && !block[i].contains(point[i])) return false;
  return true;
}

std::string kind_of(const std::string& choice) { return choice.substr(0, choice.find('@')); }

/// "statute or nautical mi"; with what it spans, "statute mi (letter)", where another of the choices is of
/// that kind.
std::string options_words(const View& view, const std::vector<std::string>& asked, const std::string& choice,
                          const std::set<std::string>& options) {
  const std::vector<normalise::Choice>& choices = view.inquiry.normalised.choices;
  const auto known = std::find_if(choices.begin(), choices.end(),
                                  [&](const normalise::Choice& c) { return c.id == choice; });
  if (known == choices.end()) return joined({options.begin(), options.end()}, " or ");
  std::vector<std::string> labels;
  for (const normalise::Option& option : known->options)
    if (options.contains(option.id))
      labels.push_back(normalise::reading_words({{choice, option.id}}, choices));
  const std::string words = alternatives(labels);
  const bool alone = std::none_of(asked.begin(), asked.end(), [&](const std::string& other) {
    return other != choice && kind_of(other) == kind_of(choice);
  });
  if (alone || words.empty()) return words;
  std::string span = choice.substr(std::min(choice.size(), kind_of(choice).size() + 1));
  std::replace(span.begin(), span.end(), '-', ' ');
  return words + " (" + span + ")";
}

std::vector<std::string> choices_of(const Tellings& tellings) {
  std::vector<std::string> choices;
  for (const Telling* telling : tellings)
    for (const normalise::OptionTaken& taken : telling->reading)
      if (std::find(choices.begin(), choices.end(), taken.choice) == choices.end())
        choices.push_back(taken.choice);
  return choices;
}

class Space {
public:
  Space(const View& view, const Tellings& all) : view_{view}, choices_{choices_of(all)} {
    for (const Telling* telling : all) points_.push_back(point(*telling));
  }

  /// Blocks that together hold these tellings and none of the others, each as wide as it can be; in words.
  [[nodiscard]] std::vector<std::string> words(const Tellings& some) const {
    std::set<Point> wanted;
    for (const Telling* telling : some) wanted.insert(point(*telling));
    std::vector<Block> blocks;
    std::vector<std::string> out;
    for (const Telling* telling : some) {
      const Point at = point(*telling);
      if (std::any_of(blocks.begin(), blocks.end(), [&](const Block& b) { return holds(b, at); })) continue;
      blocks.push_back(widest_around(at, wanted));
      out.push_back(words(blocks.back()));
    }
    return out;
  }

private:
  [[nodiscard]] Point point(const Telling& telling) const {
    Point at(choices_.size() + 1);
    for (const normalise::OptionTaken& taken : telling.reading) {
      const auto choice = std::find(choices_.begin(), choices_.end(), taken.choice);
      at[static_cast<std::size_t>(choice - choices_.begin())] = taken.option;
    }
    at.back() = telling.border;
    return at;
  }

  [[nodiscard]] bool holds_no_other(const Block& block, const std::set<Point>& wanted) const {
    return std::all_of(points_.begin(), points_.end(),
                       [&](const Point& at) { return wanted.contains(at) || !holds(block, at); });
  }

  /// What does not matter is left out first, then every alternative that changes nothing is let in. A choice
  /// that does not arise has no words, so it tells a block from others only if nothing else does.
  [[nodiscard]] Block widest_around(const Point& at, const std::set<Point>& wanted) const {
    Block block;
    for (const std::string& option : at) block.push_back({option});
    const auto free = [&](std::size_t place) {
      Block wider = block;
      wider[place].clear();
      if (holds_no_other(wider, wanted)) block = std::move(wider);
    };
    for (std::size_t place = 0; place < at.size(); ++place)
      if (at[place].empty()) free(place);
    for (std::size_t place = at.size(); place-- > 0;)
      if (!block[place].empty()) free(place);
    for (std::size_t place = 0; place < at.size(); ++place)
      for (const Point& other : points_) {
        if (block[place].empty() || other[place].empty()) continue;
        Block wider = block;
        wider[place].insert(other[place]);
        if (holds_no_other(wider, wanted)) block = std::move(wider);
      }
    return block;
  }

  [[nodiscard]] std::string words(const Block& block) const {
    std::vector<std::string> options;
    for (std::size_t i = 0; i < choices_.size(); ++i)
      if (!block[i].empty()) options.push_back(options_words(view_, choices_, choices_[i], block[i]));
    const std::string readings = joined(options, " · ");
    const std::string borders = block.back().empty() ? "every border version" : borders_words(block.back());
    return (readings.empty() ? "every reading" : readings) + (borders.empty() ? "" : "; " + borders);
  }

  [[nodiscard]] std::string borders_words(const std::set<std::string>& borders) const {
    std::vector<std::string> titles;
    for (const Version& version : view_.versions)
      if (borders.contains(version.id)) titles.push_back(version.title);
    for (const std::string& border : borders)
      if (view_.version(border) == nullptr) titles.push_back(border);
    return joined(titles, " or ");  // a title may hold a comma
  }

  const View& view_;
  std::vector<std::string> choices_;
  std::vector<Point> points_;
};

// ---- outcomes ---------------------------------------------------------------------------------------

/// The statements that cannot stand together, by name: their places differ between readings.
std::set<std::set<std::string>> conflicting(const Telling& telling) {
  std::set<std::set<std::string>> sets;
  for (const Telling::Conflict& conflict : telling.conflicts) {
    std::set<std::string> claims;
    for (const std::size_t s : conflict.statements)
      if (s < telling.statements.size()) claims.insert(telling.statements[s].claim);
    sets.insert(std::move(claims));
  }
  return sets;
}

std::string off_by_words(const Tellings& tellings) {
  if (tellings.front()->verdict == Verdict::fits || tellings.front()->verdict == Verdict::unresolved)
    return {};
  const std::string least = times_words(tellings.front()->strain),
                    most = times_words(tellings.back()->strain);
  return "off by " + (least == most ? least : least + " to " + most) + " times the error";
}

/// The figures that a flight shows beyond their error, the worst first.
std::string worst_words(const View& view, const Telling& telling) {
  std::vector<const Telling::Statement*> off;
  for (const Telling::Statement& statement : telling.statements)
    if (statement.misfit > 1.0) off.push_back(&statement);
  std::stable_sort(off.begin(), off.end(),
                   [](const auto* a, const auto* b) { return a->misfit > b->misfit; });
  constexpr std::size_t most = 3;
  if (off.size() > most) off.resize(most);
  std::vector<std::string> words;
  for (const Telling::Statement* statement : off)
    // Of directions flights show the difference.
    words.push_back(view.claim_label(statement->claim) + " is " +
                    (statement->unit == "deg" ? fixed(std::abs(statement->shown), 0) + "° off"
                                              : shown_words(statement->shown, statement->unit)));
  return words.empty() ? "" : "In the closest flight " + assess::listed(words) + ".";
}

/// "No flight does depth inside “1.36 miles” and length inside “1.15 miles” together."
std::string conflict_words(const View& view, const Telling& telling, const Telling::Conflict& conflict) {
  std::vector<std::string> labels;
  for (const std::size_t s : conflict.statements)
    if (s < telling.statements.size()) labels.push_back(view.claim_label(telling.statements[s].claim));
  return "No flight does " + assess::listed(labels) + (labels.size() > 1 ? " together" : "") +
         (conflict.proved > 3.0 ? " (less than " + times_words(conflict.proved) + " is impossible)." : ".");
}

std::vector<std::string> sentences_of(const View& view, const Tellings& tellings) {
  const Telling& closest = *tellings.front();
  std::vector<std::string> sentences;
  for (const Telling::Conflict& conflict : closest.conflicts) sentences.push_back(conflict.sentence);
  if (closest.verdict == Verdict::stretched) sentences.push_back(worst_words(view, closest));
  if (closest.verdict == Verdict::contradiction && sentences.empty()) {
    sentences.push_back(closest.sentence);
    sentences.push_back(worst_words(view, closest));
  }
  if (closest.verdict == Verdict::unresolved) {
    std::set<std::string> checks;
    for (const Telling* telling : tellings)
      if (telling->flights) checks.insert(telling->flights->failed.begin(), telling->flights->failed.end());
    sentences.push_back(closest.sentence.empty() ? "The search was interrupted." : closest.sentence);
    if (!checks.empty()) sentences.back() += " (" + joined({checks.begin(), checks.end()}, "; ") + ")";
  }
  sentences.erase(std::remove(sentences.begin(), sentences.end(), ""), sentences.end());
  return sentences;
}

bool is_sound(const Telling& telling) {
  return telling.flights && telling.flights->failed.empty() && telling.flights->drawn > 0;
}

/// One flight that does it all is proof enough that it can be done; what such flights usually do is told only
/// where the drawing passed its checks.
std::string unresolved_words(const Tellings& tellings) {
  std::set<std::string> checks;
  std::size_t unsound = 0;
  for (const Telling* telling : tellings)
    if (telling->flights && !telling->flights->failed.empty()) {
      ++unsound;
      checks.insert(telling->flights->failed.begin(), telling->flights->failed.end());
    }
  if (checks.empty()) return {};
  const std::string where = unsound == tellings.size()
                                ? ""
                                : " in " + std::to_string(unsound) + " of the " +
                                      std::to_string(tellings.size()) + ", and left out below";
  return "A flight that does all of it was found; what such flights usually do is not resolved" + where +
         " (" + joined({checks.begin(), checks.end()}, "; ") + ").";
}

std::string alone_words(const Tellings& tellings) {
  const bool alone = std::any_of(tellings.begin(), tellings.end(), [](const Telling* telling) {
    return is_sound(*telling) && telling->flights->alone;
  });
  return alone
             ? "What such flights usually do is told of this aircraft by its own statements: drawn with the "
               "others that the account ties to it, the flights did not pass their checks."
             : "";
}

std::string count_words(const Tellings& all) {
  std::set<std::vector<normalise::OptionTaken>> readings;
  std::set<std::string> borders;
  std::map<Verdict, std::size_t> tally;
  for (const Telling* telling : all) {
    readings.insert(telling->reading);
    borders.insert(telling->border);
    ++tally[telling->verdict];
  }
  std::string words = counted(readings.size(), "reading") + " × " + counted(borders.size(), "border version");
  if (readings.size() * borders.size() != all.size()) words += ", " + counted(all.size(), "combination");
  static const std::map<Verdict, std::pair<std::string, std::string>> names{
      {Verdict::contradiction, {" contradicts", " contradict"}},
      {Verdict::stretched, {" stretched", " stretched"}},
      {Verdict::fits, {" fits", " fit"}},
      {Verdict::unresolved, {" not resolved", " not resolved"}}};
  std::vector<std::string> parts;
  for (const Verdict verdict : verdicts_in_order)
    if (const std::size_t count = tally[verdict]; count > 0)
      parts.push_back(std::to_string(count) +
                      (count == 1 ? names.at(verdict).first : names.at(verdict).second));
  return words + ": " + joined(parts, ", ");
}

Outcome outcome_of(const View& view, const Space& space, Tellings tellings) {
  Outcome outcome{.verdict = tellings.front()->verdict, .where = space.words(tellings)};
  std::stable_sort(tellings.begin(), tellings.end(),
                   [](const Telling* a, const Telling* b) { return a->strain < b->strain; });
  outcome.off_by = off_by_words(tellings);
  outcome.sentences = sentences_of(view, tellings);
  const Telling& closest = *tellings.front();
  for (const Telling::Conflict& conflict : closest.conflicts)
    outcome.in_short.push_back(conflict_words(view, closest, conflict));
  if (outcome.in_short.empty() && outcome.verdict != Verdict::unresolved)
    outcome.in_short = outcome.sentences;
  if (outcome.verdict == Verdict::fits) {
    outcome.flown = flown_words(tellings);
    for (const std::string& more :
         {unresolved_words(tellings), alone_words(tellings), crossing_words(closest), flyable_words(closest)})
      if (!more.empty()) outcome.sentences.push_back(more);
  }
  for (const Telling::WouldHaveRead& would : closest.would_have_read)
    outcome.would_have_read.push_back(would.sentence);
  outcome.way_out = outcome.verdict == Verdict::unresolved ? "" : way_out_words(view, closest);
  for (const std::string& more : outcome.would_have_read) outcome.sentences.push_back(more);
  if (!outcome.way_out.empty()) outcome.sentences.push_back(outcome.way_out);
  // On a terminal the most telling of them.
  if (!outcome.would_have_read.empty()) outcome.in_short.push_back(outcome.would_have_read.front());
  if (!outcome.way_out.empty() && outcome.flown.empty()) outcome.in_short.push_back(outcome.way_out);
  outcome.tellings = std::move(tellings);
  return outcome;
}

AccountTold told_account(const View& view, const Tellings& all) {
  AccountTold told{.account = &view.account(all.front()->narrative), .count = count_words(all)};
  const auto& aircraft = view.inquiry.incident.aircraft;
  const incident::Aircraft* named = incident::find(aircraft, all.front()->aircraft);
  told.aircraft = named == nullptr || named->name.empty() ? all.front()->aircraft : named->name.text;
  const Space space{view, all};
  for (const Verdict verdict : verdicts_in_order) {
    std::vector<std::pair<std::set<std::set<std::string>>, Tellings>> alike;
    for (const Telling* telling : all) {
      if (telling->verdict != verdict) continue;
      const auto sets = conflicting(*telling);
      auto same = std::find_if(alike.begin(), alike.end(), [&](const auto& a) { return a.first == sets; });
      if (same == alike.end()) same = alike.insert(alike.end(), {sets, {}});
      same->second.push_back(telling);
    }
    for (auto& [sets, tellings] : alike)
      told.outcomes.push_back(outcome_of(view, space, std::move(tellings)));
  }
  return told;
}

// ---- what flights that fit do -----------------------------------------------------------------------

/// "17 s (16 to 18 s)"; "15 to 17 s (...)" where tellings have different medians.
template <class Of>
std::string spread_words(const Tellings& sound, std::string_view unit, const Of& of) {
  Interval<double> middle = of(*sound.front()->flights);
  middle.lowest = middle.highest = middle.stated;
  Interval<double> ends = of(*sound.front()->flights);
  for (const Telling* telling : sound) {
    const Interval<double> one = of(*telling->flights);
    middle.lowest = std::min(middle.lowest, one.stated);
    middle.highest = std::max(middle.highest, one.stated);
    ends.lowest = std::min(ends.lowest, one.lowest);
    ends.highest = std::max(ends.highest, one.highest);
  }
  // Stated at an end leaves the bare span.
  middle.stated = middle.lowest;
  ends.stated = ends.lowest;
  return interval_words(middle, unit) + " (" + interval_words(ends, unit) + ")";
}

std::string headings_words(const Tellings& sound) {
  std::map<std::string, Interval<double>> shares;
  for (const Telling* telling : sound)
    for (const auto& [point, share] : telling->flights->headings) shares.insert({point, {1.0, 0.0, 0.0}});
  for (auto& [point, range] : shares)
    for (const Telling* telling : sound) {
      const auto& all = telling->flights->headings;
      const auto found =
          std::find_if(all.begin(), all.end(), [&, p = point](const auto& h) { return h.first == p; });
      const double share = found == all.end() ? 0.0 : found->second;
      range.lowest = std::min(range.lowest, share);
      range.highest = std::max(range.highest, share);
    }
  std::vector<std::pair<std::string, Interval<double>>> sorted(shares.begin(), shares.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.highest > b.second.highest; });
  constexpr std::size_t most = 4;
  constexpr double worth_saying = 0.05;
  std::vector<std::string> words;
  for (const auto& [point, range] : sorted) {
    if (words.size() == most || (range.highest < worth_saying && !words.empty())) break;
    const std::string low = percent(range.lowest), high = percent(range.highest);
    words.push_back(point + " " + (low == high ? high : low + " to " + high));
  }
  return joined(words, ", ");
}

template <class Q>
Interval<double> base(const Interval<Q>& value) {
  return {value.lowest.base(), value.stated.base(), value.highest.base()};
}
Interval<double> base(const Interval<Duration>& value) {
  return {in_seconds(value.lowest), in_seconds(value.stated), in_seconds(value.highest)};
}

}  // namespace

std::vector<AccountTold> told_accounts(const View& view) {
  std::vector<std::pair<std::string, Tellings>> by_account;
  for (const Telling& telling : view.inquiry.assessment.tellings) {
    const std::string key = telling.narrative + '\n' + telling.aircraft;
    auto same =
        std::find_if(by_account.begin(), by_account.end(), [&](const auto& a) { return a.first == key; });
    if (same == by_account.end()) same = by_account.insert(by_account.end(), {key, {}});
    same->second.push_back(&telling);
  }
  std::vector<AccountTold> told;
  for (const auto& [key, tellings] : by_account) told.push_back(told_account(view, tellings));
  return told;
}

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::contradiction:
      return "contradicts";
    case Verdict::stretched:
      return "stretched";
    case Verdict::fits:
      return "fits";
    case Verdict::unresolved:
      break;
  }
  return "not resolved";
}

std::string times_words(double strain) {
  if (!(strain < 1000.0)) return "more than 1000";
  return fixed(strain, strain < 9.95 ? 1 : 0);
}

std::string shown_words(double value, const std::string& unit) {
  if (unit == "deg") return fixed(std::fmod(std::round(value) + 360.0, 360.0), 0) + "°";
  if (unit.empty()) return fixed(value, value == std::floor(value) ? 0 : 1);
  if (unit == flight::margin_unit)
    return value_words(std::abs(value), "m") + (value < 0.0 ? " outside" : " inside");
  if (unit == flight::clock_unit)
    return fixed(std::abs(value), 0) + (value < 0.0 ? "\u00A0s before" : "\u00A0s after") +
           " the first time said";
  if (unit == "s") return fixed(value, std::abs(value) < 100.0 ? 1 : 0) + "\u00A0s";
  return value_words(value, unit);
}

std::string crossing_words(const Telling& telling) {
  if (!telling.flights || !telling.flights->failed.empty()) return {};
  const auto words = [](const Telling::Crossing& crossing, const std::string& verb) {
    std::string text = verb;
    if (crossing.along_border) {
      const Interval<double> along = base(*crossing.along_border);
      const double side = along.stated < 0.0 ? -1.0 : 1.0;
      // Turned so that the side named is positive.
      const Interval<double> there =
          side > 0.0 ? along : Interval<double>{-along.highest, -along.stated, -along.lowest};
      text += " " + value_words(there.stated, "m") + " (" + value_words(there.lowest, "m") + " to " +
              value_words(there.highest, "m") + ") along the border " + (side < 0.0 ? "left" : "right") +
              " of the tip, looking in,";
    }
    const Interval<double> said = base(crossing.time);
    // Turned so that before the event is positive when it is said to be before.
    const Interval<double> time =
        said.stated < 0.0 ? Interval<double>{-said.highest, said.stated, -said.lowest} : said;
    return text + " " + fixed(std::abs(time.stated), 0) + "\u00A0s (" + fixed(time.lowest, 0) + " to " +
           fixed(time.highest, 0) + "\u00A0s) " + (time.stated < 0.0 ? "before" : "after") + " the event";
  };
  std::vector<std::string> parts;
  if (telling.flights->entry) parts.push_back(words(*telling.flights->entry, "enter"));
  if (telling.flights->exit) parts.push_back(words(*telling.flights->exit, "leave"));
  return parts.empty() ? "" : "They " + joined(parts, " and ") + ".";
}

std::string way_out_words(const View& view, const Telling& telling) {
  const bool drawn = telling.flights && telling.flights->failed.empty() && telling.flights->shift;
  const std::optional<Telling::Shift>& shift = drawn ? telling.flights->shift : telling.shift;
  if (!shift) return {};
  const std::string name = view.zone_words(telling.zone);
  static constexpr std::array points{"north", "northeast", "east", "southeast",
                                     "south", "southwest", "west", "northwest"};
  const double azimuth = in_degrees(shift->azimuth);
  const auto point = static_cast<std::size_t>(std::lround(azimuth / 45.0)) % points.size();
  return std::string{"To bring the whole of "} + (drawn ? "the median flight" : "the closest flight") +
         (shift->out ? " out of " : " into ") + name + ", it would have to lie " +
         value_words(in_metres(shift->distance), "m") + " further " + points[point] + " (azimuth " +
         fixed(azimuth, 0) + "°).";
}

std::string flyable_words(const Telling& telling) {
  if (!telling.flights || !telling.flights->flyable) return {};
  std::string text = "Drawn as if an aircraft could fly anything, " + percent(*telling.flights->flyable) +
                     " of the flights that do all of it stay within what this type can fly";
  if (telling.flights->flyable_by_time)
    text += "; of those that fit the time inside alone, " + percent(*telling.flights->flyable_by_time);
  return text + ".";
}

std::string telling_title(const View& view, const Telling& telling) {
  const std::vector<std::string> asked = choices_of({&telling});
  std::vector<std::string> options;
  for (const normalise::OptionTaken& taken : telling.reading)
    options.push_back(options_words(view, asked, taken.choice, {taken.option}));
  const Version* version = view.version(telling.border);
  const std::string words =
      joined({joined(options, " · "), version == nullptr ? telling.border : version->title}, "; ");
  return words.empty() ? "as said" : words;
}

std::string flown_words(const Tellings& tellings) {
  Tellings sound;
  std::copy_if(tellings.begin(), tellings.end(), std::back_inserter(sound),
               [](const Telling* telling) { return is_sound(*telling); });
  if (sound.empty()) return {};
  using Flights = Telling::Flights;
  const bool tips = std::all_of(sound.begin(), sound.end(), [](const Telling* telling) {
    return telling->flights->above_tip.has_value();
  });
  // A stay that outlasts the drawing has no time or length to tell.
  const bool cut_off = std::any_of(sound.begin(), sound.end(),
                                   [](const Telling* telling) { return telling->flights->cut_off; });
  std::vector<std::string> words;
  if (cut_off) {
    words.emplace_back(
        "inside at an end of the two minutes that were drawn, so time, length and depth are not told");
  } else {
    words = {spread_words(sound, "s", [](const Flights& f) { return base(f.time); }) + " inside",
             spread_words(sound, "m", [](const Flights& f) { return base(f.length); }) + " long",
             spread_words(sound, "m", [](const Flights& f) { return base(f.depth); }) + " deep"};
  }
  if (tips && !cut_off)
    words.push_back(spread_words(sound, "m", [](const Flights& f) { return base(*f.above_tip); }) +
                    " above the tip");
  words.push_back(spread_words(sound, "m/s", [](const Flights& f) { return base(f.speed); }));
  return joined(words, ", ") + "; heading " + headings_words(sound);
}

}  // namespace recon::report
