// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/figures.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "recon/geo/printed_position.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

using OptionWeights = std::map<std::string, double>;

// What each doubt leaves open across the readings of one print, each option with the weight of the
// readings that take it: those of a mile that may be rounded in two ways share the mile's weight.
std::map<About, OptionWeights> doubts(const std::vector<FigureReading>& readings) {
  std::map<About, OptionWeights> open;
  for (const FigureReading& reading : readings)
    for (const Taken& taken : reading.taken) open[taken.about][slug(taken.option)] += reading.weight;
  return open;
}

// "A or B": two prints of which nothing else tells the readings apart.
template <class T>
void tell_apart(std::vector<Branch<T>>& branches, const std::string& print) {
  std::map<std::string, int> seen;
  const auto key = [](const Branch<T>& branch) {
    std::string all;
    for (const Pick& pick : branch.picks) all += std::string{name_of(pick.about)} + pick.option + " ";
    return all;
  };
  std::map<std::string, int> count;
  for (const auto& branch : branches) ++count[key(branch)];
  for (auto& branch : branches) {
    const std::string own = key(branch);
    if (count[own] < 2) continue;
    const int nth = ++seen[own];
    const auto digits = std::find_if(branch.picks.begin(), branch.picks.end(),
                                     [](const Pick& pick) { return pick.about == About::digits; });
    const std::string ordinal = "print-" + std::to_string(nth);
    if (digits != branch.picks.end())
      digits->option += "-" + ordinal;
    else
      branch.picks.push_back(
          {About::digits, ordinal, "figure " + std::to_string(nth) + " of those printed", 1.0, print});
  }
}

// A word of recon's own has its meaning in choices.cpp; "from 1.0 NM" speaks for itself.
std::string words_of(const Taken& taken) {
  const std::string option = slug(taken.option);
  return taken.option == option || meaning_of(taken.about, option) != label_of(taken.about, option)
             ? ""
             : taken.option;
}

std::vector<Pick> picks_of(const std::vector<Taken>& taken, const std::map<About, OptionWeights>& open,
                           const std::string& print) {
  std::vector<Pick> picks;
  for (const Taken& one : taken) {
    const OptionWeights& options = open.at(one.about);
    const std::string option = slug(one.option);
    if (options.size() > 1) picks.push_back({one.about, option, words_of(one), options.at(option), print});
  }
  return picks;
}

// The step a claim's author says the figure was rounded to, read with the same mile as the figure.
std::optional<double> stated_rounding(const Site& site, const std::vector<Taken>& taken) {
  const auto& error = site.claim->error;
  if (!error || error->rounding.empty()) return std::nullopt;
  const FigureReadings steps = read_figure(error->rounding.text, Dimension::length);
  for (const FigureReading& step : steps.readings)
    if (std::all_of(step.taken.begin(), step.taken.end(), [&](const Taken& t) {
          return t.about != About::mile || std::find(taken.begin(), taken.end(), t) != taken.end();
        }))
      return step.value.stated;
  if (!steps.readings.empty()) return steps.readings.front().value.stated;
  return std::nullopt;
}

Interval<double> rounded_to(const Interval<double>& figure, double step) {
  return {figure.stated - step / 2.0, figure.stated, figure.stated + step / 2.0};
}

Interval<Angle> turned(const Interval<double>& figure, Angle by) {
  // Kept in [0, 360) by its lowest bound, so that the highest may pass 360 and a cell never wraps.
  double start = figure.lowest + in_degrees(by);
  double shift = in_degrees(by);
  while (start < 0.0) start += 360.0, shift += 360.0;
  while (start >= 360.0) start -= 360.0, shift -= 360.0;
  return {degrees(start), degrees(figure.stated + shift), degrees(figure.highest + shift)};
}

bool surveys_or_logs(const Site& site) {
  using Kind = incident::Source::Kind;
  const auto& error = site.claim->error;
  if (error && error->like == incident::ErrorModel::Class::surveyed) return true;
  return site.source != nullptr &&
         (site.source->kind == Kind::dataset || site.source->kind == Kind::sensor_data);
}

// Weights of a printed position whose datum nobody states (docs/method/readings.md).
constexpr double wgs84_weight = 0.6, ed50_weight = 0.3, other_datums_weight = 0.1;

// Every place a source prints without a datum: it prints them all on one, so a datum in use at any of
// them is an option for each.
std::vector<geo::Position> places_printed_by(const incident::Incident& incident, const Site& site) {
  std::vector<geo::Position> places;
  const auto add = [&](const std::string& printed) {
    const geo::PositionReadings cells = geo::read_position(printed);
    if (!cells.readings.empty()) places.push_back(cells.readings.front().position);
  };
  const auto look = [&](const incident::Statement& statement) {
    if (statement.source.text != site.statement->source.text) return;
    for (const incident::Claim& claim : statement.claims) {
      const auto* position = std::get_if<incident::PositionClaim>(&claim.assertion);
      const auto* track = std::get_if<incident::TrackClaim>(&claim.assertion);
      if (position != nullptr && position->datum.empty()) add(position->is.text);
      if (track != nullptr && track->datum.empty() && !track->fixes.empty())
        add(track->fixes.front().position.text);
    }
  };
  for (const incident::Narrative& narrative : incident.narratives)
    for (const incident::Statement& statement : narrative.statements) look(statement);
  for (const incident::Evidence& evidence : incident.evidence)
    for (const incident::Statement& statement : evidence.statements) look(statement);
  return places;
}

Branches<geo::Datum> datums_in_use(const std::vector<geo::Position>& places,
                                   const incident::Choice* written) {
  std::vector<geo::Datum> others;
  Branches<geo::Datum> branches;
  const auto pick = [](const geo::Datum& datum, double weight) {
    return Pick{About::datum, slug(datum.name), std::string{datum.name}, weight, ""};
  };
  for (const geo::Datum& datum : geo::datums()) {
    const bool asked = written != nullptr && incident::find(written->options, slug(datum.name)) != nullptr;
    const bool used = std::any_of(places.begin(), places.end(),
                                  [&](const geo::Position& place) { return geo::used_at(datum, place); });
    if (datum.name == "WGS 84")
      branches.all.push_back({datum, {pick(datum, wgs84_weight)}});
    else if (!used && !asked)
      continue;
    else if (datum.name == "ED50")
      branches.all.push_back({datum, {pick(datum, ed50_weight)}});
    else
      others.push_back(datum);
  }
  for (const geo::Datum& datum : others)
    branches.all.push_back({datum, {pick(datum, other_datums_weight / static_cast<double>(others.size()))}});
  return branches;
}

}  // namespace

std::string joined(const std::vector<std::string>& sentences, const std::string& otherwise) {
  std::string all;
  for (const std::string& sentence : sentences) all += (all.empty() ? "" : "; ") + sentence;
  return all.empty() ? otherwise : all;
}

std::string slug(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter) != 0)
      id += static_cast<char>(std::tolower(letter));
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

Interval<Length> lengths(const Interval<double>& in_base) {
  return {metres(in_base.lowest), metres(in_base.stated), metres(in_base.highest)};
}

Branches<FigureReading> read(Notebook& notebook, const Site& site, const incident::Text& printed,
                             Dimension dimension, std::optional<Length> altitude) {
  if (printed.empty()) return none<FigureReading>("no figure is given");
  const FigureReadings figures = read_figure(printed.text, dimension, altitude);
  for (const std::string& doubt : figures.notes) notebook.adjust(site, doubt, "the print leaves it open");
  Branches<FigureReading> branches;
  const auto open = doubts(figures.readings);
  for (const FigureReading& reading : figures.readings)
    branches.all.push_back({reading, picks_of(reading.taken, open, printed.text)});
  tell_apart(branches.all, printed.text);
  if (branches.all.empty())
    branches.why_none = joined(figures.problems, "\"" + printed.text + "\" is not a figure");
  return branches;
}

Branches<Interval<Length>> read_length(Notebook& notebook, const Site& site, const incident::Text& printed) {
  Branches<FigureReading> figures = read(notebook, site, printed, Dimension::length);
  std::vector<Branch<FigureReading>> kept;
  for (Branch<FigureReading>& branch : figures.all) {
    if (const auto step = stated_rounding(site, branch.what.taken)) {
      branch.what.value = rounded_to(branch.what.value, *step);
      // A stated rounding leaves nothing to guess about it.
      auto& picks = branch.picks;
      picks.erase(std::remove_if(picks.begin(), picks.end(),
                                 [](const Pick& p) { return p.about == About::rounding; }),
                  picks.end());
      if (std::any_of(kept.begin(), kept.end(), [&](const auto& old) { return old.picks == picks; }))
        continue;
    }
    kept.push_back(branch);
  }
  figures.all = std::move(kept);
  return each(figures, [](const FigureReading& reading) {
    Interval<Length> length = lengths(reading.value);
    length.lowest = std::max(length.lowest, metres(0));
    length.stated = std::max(length.stated, metres(0));
    return length;
  });
}

Branches<Interval<Duration>> read_duration(Notebook& notebook, const Site& site,
                                           const incident::Text& printed) {
  return each(read(notebook, site, printed, Dimension::duration), [](const FigureReading& reading) {
    return Interval<Duration>{seconds(std::max(reading.value.lowest, 0.0)), seconds(reading.value.stated),
                              seconds(reading.value.highest)};
  });
}

std::optional<Angle> read_variation(const std::string& printed) {
  const FigureReadings figures = read_figure(printed, Dimension::angle);
  if (figures.readings.size() != 1) return std::nullopt;
  return degrees(figures.readings.front().value.stated);
}

Branches<Interval<Angle>> read_direction(Notebook& notebook, const Site& site, const incident::Text& printed,
                                         std::optional<Angle> variation, const std::string& variation_of) {
  const Branches<FigureReading> figures = read(notebook, site, printed, Dimension::angle);
  Branches<Interval<Angle>> branches;
  branches.why_none = figures.why_none;
  for (const auto& [figure, picks] : figures.all) {
    const Branch<Interval<Angle>> from_true{turned(figure.value, degrees(0)), picks};
    const Branch<Interval<Angle>> from_magnetic{turned(figure.value, variation.value_or(degrees(0))), picks};
    if (figure.north == North::true_north) {
      branches.all.push_back(from_true);
    } else if (variation) {
      if (figure.north == North::unstated) {
        branches.all.push_back(from_true);
        branches.all.back().picks.push_back({About::north, "true", "", 1.0, ""});
      }
      branches.all.push_back(from_magnetic);
      if (figure.north == North::unstated)
        branches.all.back().picks.push_back({About::north, "magnetic", "", 1.0, ""});
    } else if (figure.north == North::unstated) {
      notebook.adjust(site, "\"" + printed.text + "\" counted from true north only",
                      "it may be magnetic, but no magnetic variation of " + variation_of + " is stated");
      branches.all.push_back(from_true);
    } else {
      branches.why_none =
          "\"" + printed.text + "\" is magnetic and no magnetic variation of " + variation_of + " is stated";
    }
  }
  return branches;
}

Branches<Interval<Instant>> read_time(const Notebook& notebook, const incident::Text& printed,
                                      const std::string& clock) {
  if (printed.empty()) return none<Interval<Instant>>("no time is given");
  const TimeContext context{read_date(notebook.incident.date.text), clock, notebook.begin, notebook.end};
  const TimeReadings times = recon::read_time(printed.text, context);
  Branches<Interval<Instant>> branches;
  for (const TimeReading& reading : times.readings) {
    std::vector<Pick> picks;
    if (times.readings.size() > 1) {
      const About about = read_date(reading.option) ? About::day : About::clock;
      const std::string means =
          about == About::day ? "on " + reading.option : "by the clock " + reading.option;
      picks.push_back({about, slug(reading.option), means, 1.0, ""});
    }
    branches.all.push_back({reading.at, std::move(picks)});
  }
  tell_apart(branches.all, printed.text);
  if (branches.all.empty())
    branches.why_none = joined(times.problems, "\"" + printed.text + "\" is not a time");
  return branches;
}

Branches<geo::Datum> read_datum(Notebook& notebook, const Site& site, const incident::Text& stated) {
  if (!stated.empty()) {
    const auto datum = geo::datum(stated.text);
    return datum ? only(*datum) : none<geo::Datum>("'" + stated.text + "' is not a datum known here");
  }
  const geo::Datum wgs84 = geo::datum("WGS 84").value();
  const incident::Choice* written = notebook.choices.written(site, About::datum);
  if (surveys_or_logs(site) && written == nullptr) {
    notebook.adjust(site, "coordinates taken on WGS 84",
                    "no datum is stated; data sets and logs print WGS 84");
    return only(wgs84);
  }
  Branches<geo::Datum> branches = datums_in_use(places_printed_by(notebook.incident, site), written);
  if (branches.all.size() > 1) {
    notebook.adjust(
        site, "coordinates read on each datum in use there",
        "no datum is stated; weights 0.6 WGS 84, 0.3 ED50, 0.1 the others (docs/method/readings.md)");
    return branches;
  }
  notebook.adjust(site, "coordinates taken on WGS 84",
                  "no datum is stated; no other that is known here is in use there");
  return only(wgs84);
}

Branches<geo::Datum> read_datum(Notebook& notebook, const Site& site, const incident::Text& stated,
                                std::string_view printed) {
  if (printed.empty()) return read_datum(notebook, site, stated);
  const geo::Datum on = geo::datum(printed).value();
  if (!stated.empty() && geo::datum(stated.text) && geo::datum(stated.text)->name != on.name)
    return none<geo::Datum>("the position is printed on " + std::string{on.name} + ", and '" + stated.text +
                            "' is stated");
  notebook.adjust(
      site, "coordinates brought from " + std::string{on.name} + " to WGS 84",
      "the print names it; " + std::string{on.operation} + " is good to " + words(on.accuracy) + " (95 %)");
  return only(on);
}

Branches<Located> read_position(Notebook& notebook, const Site& site, const incident::Text& printed,
                                const incident::Text& datum) {
  const geo::PositionReadings cells = geo::read_position(printed.text);
  if (cells.readings.empty())
    return none<Located>(joined(cells.problems, "\"" + printed.text + "\" is not a position"));
  std::set<Taken> taken;
  for (const geo::PositionReading& cell : cells.readings) taken.insert(cell.taken.begin(), cell.taken.end());

  Branches<geo::PositionReading> branches;
  for (const geo::PositionReading& cell : cells.readings) {
    Branch<geo::PositionReading> branch{cell, {}};
    for (const Taken& one : cell.taken)
      if (std::any_of(taken.begin(), taken.end(), [&](const Taken& other) {
            return other.about == one.about && other.option != one.option;
          }))
        branch.picks.push_back({one.about, slug(one.option), "", 1.0, printed.text});
    branches.all.push_back(std::move(branch));
  }
  for (const std::string& doubt : cells.notes) notebook.adjust(site, doubt, "the print leaves it open");
  tell_apart(branches.all, printed.text);
  const auto located = [](const geo::PositionReading& cell, const geo::Datum& on) {
    return Located{geo::to_wgs84(cell, on), cell.half_latitude, cell.half_longitude};
  };
  return product(branches, read_datum(notebook, site, datum, cells.readings.front().datum), located);
}

}  // namespace recon::normalise
